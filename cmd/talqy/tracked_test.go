package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// printed gives the comparative table of a proposal as a Word file, with real tracked changes.
func (s *site) printed(as, id string, lang string) []byte {
	s.t.Helper()
	a := s.do("GET", "/api/papers/comparison-table.docx?redline=on&lang="+lang+"&proposal="+id, as, nil)
	if a.status != http.StatusOK {
		s.t.Fatalf("%d %s", a.status, a.body)
	}
	return []byte(a.body)
}

// rewritten gives a Word file with its main part changed, as a word processor saves it.
func rewritten(t *testing.T, docx []byte, change func(markup string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			changed := change(string(content))
			if changed == string(content) {
				t.Fatal("the file is as it was")
			}
			content = []byte(changed)
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lawyerSays puts markup before the last run that begins with some words: in the cell of the proposed wording.
func lawyerSays(t *testing.T, markup, words, says string) string {
	t.Helper()
	i := strings.LastIndex(markup, `<w:t xml:space="preserve">`+words)
	if i < 0 {
		t.Fatalf("no run begins with %q", words)
	}
	i = strings.LastIndex(markup[:i], "<w:r>")
	return markup[:i] + says + markup[i:]
}

const (
	lawyerInserts = `<w:ins w:id="901" w:author="Иванов А." w:date="2026-11-12T10:30:00Z"><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:ins>`
	lawyerStrikes = `<w:del w:id="902" w:author="Иванов А." w:date="2026-11-12T10:30:00Z"><w:r><w:delText xml:space="preserve">%s</w:delText></w:r></w:del>`
)

// answered gives the table of a proposal with one addition of a lawyer's, before the second line of the wording.
func (s *site) answered(as, id string) []byte {
	s.t.Helper()
	p := get[proposalBody](s, "GET", "/api/proposals/"+id, as, nil)
	line := []rune(strings.Split(p.Proposal.Wording["ru"].Current, "\n")[1])
	return rewritten(s.t, s.printed(as, id, "ru"), func(markup string) string {
		return lawyerSays(s.t, markup, string(line[:12]), fmt.Sprintf(lawyerInserts, "В первую очередь. "))
	})
}

type trackedBody struct {
	Lang    string
	Authors []string
	Differs bool
	Changes []struct {
		N                                                 int
		Kind, Author, At, Deleted, Inserted, Before, Lang string
		From, To                                          int
		Status, Message, Comment                          string
	}
}

func (t trackedBody) String() string {
	var b strings.Builder
	for _, c := range t.Changes {
		fmt.Fprintf(&b, "%d %s %s %s %s: −«%s» +«%s»\n", c.N, c.Lang, c.Kind, c.Status, c.Author, strings.ReplaceAll(c.Deleted, "\n", "¶"), strings.ReplaceAll(c.Inserted, "\n", "¶"))
	}
	return b.String()
}

// A table goes to a lawyer as a Word file and comes back: as it was, it says nothing; with his changes it says these and no
// others; those that are chosen become suggestions, which the author accepts.
func TestTrackedChangesComeBackFromWord(t *testing.T) {
	s := openDemo(t)
	w := &writing{s: s, bill: get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "aigerim", nil).Bills[0].ID,
		law: get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID}
	id := w.share(w.open("art_1"))
	path := "/api/proposals/" + id
	before := get[proposalBody](s, "GET", path, "aigerim", nil).Proposal.Wording["ru"].Proposed
	get[any](s, "POST", path+"/changes", "aigerim", typed("page", before))
	for _, lang := range []string{"ru", "kk", "both"} {
		unedited := readAs[trackedBody](t, s.bring("saule", path+"/tracked", string(s.printed("aigerim", id, lang)), nil), http.StatusOK)
		if len(unedited.Changes) != 0 || unedited.Differs {
			t.Errorf("our own file in %s says:\n%s, differs %v", lang, unedited, unedited.Differs)
		}
	}
	lines := strings.Split(before, "\n")
	second := []rune(lines[1])
	file := string(rewritten(t, s.printed("aigerim", id, "both"), func(markup string) string {
		markup = lawyerSays(t, markup, string(second[:12]), fmt.Sprintf(lawyerInserts, "В первую очередь. "))
		// Our own addition, struck out inside by the lawyer.
		return strings.Replace(markup, `<w:t xml:space="preserve">Новое </w:t></w:r></w:ins>`, `<w:t xml:space="preserve">Но</w:t></w:r>`+
			fmt.Sprintf(lawyerStrikes, "вое ")+`</w:ins>`, 1)
	}))
	read := readAs[trackedBody](t, s.bring("saule", path+"/tracked", file, nil), http.StatusOK)
	want := "1 ru deleted fits Иванов А.: −«вое » +«»\n2 ru inserted fits Иванов А.: −«» +«В первую очередь. »\n"
	if read.String() != want {
		t.Fatalf("got\n%swant\n%s", read, want)
	}
	seq := get[struct{ Proposal struct{ Seq int } }](s, "GET", path, "aigerim", nil).Proposal.Seq
	made := readAs[struct {
		Made     int
		Left     []int
		Proposal struct{ Seq int }
	}](t, s.bring("saule", path+"/tracked/accept", file, map[string]string{"changes": "[2]"}), http.StatusOK)
	if made.Made != 1 || len(made.Left) != 0 || made.Proposal.Seq != seq+1 {
		t.Fatalf("%+v, event %d before", made, seq)
	}
	again := readAs[trackedBody](t, s.bring("aigerim", path+"/tracked", file, nil), http.StatusOK)
	if again.Changes[1].Comment == "" || again.Changes[0].Comment != "" {
		t.Errorf("%+v", again)
	}
	comment := again.Changes[1].Comment
	get[any](s, "POST", path+"/comments/"+comment+"/suggestion/accept", "aigerim", map[string]string{})
	after := get[proposalBody](s, "GET", path, "aigerim", nil).Proposal.Wording["ru"].Proposed
	if wanted := "Новое " + strings.Replace(before, lines[1], "В первую очередь. "+lines[1], 1); after != wanted {
		t.Errorf("got\n%s\nwant\n%s", after, wanted)
	}
	authors := get[struct {
		Spans []struct{ ByName, AcceptedByName string }
	}](s, "GET", path+"/authors?part=wording&lang=ru", "aigerim", nil)
	found := false
	for _, span := range authors.Spans {
		found = found || span.ByName == "Сауле Тлеубаева" && span.AcceptedByName != ""
	}
	if !found {
		t.Errorf("the words are not of who brought the file: %+v", authors.Spans)
	}
	if a := s.bring("saule", path+"/tracked", "Просто текст", nil); a.code(t) != "not_docx" {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := s.bring("saule", "/api/proposals/"+w.share(w.open("art_3"))+"/tracked", file, nil); a.code(t) != "tracked_not_found" {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// LibreOffice opens our table and saves it anew: what it makes of the markup says the same.
func TestTrackedChangesThroughLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed")
	}
	s := openDemo(t)
	w := &writing{s: s, bill: get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "aigerim", nil).Bills[0].ID,
		law: get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID}
	id := w.share(w.open("art_1"))
	path := "/api/proposals/" + id
	before := get[proposalBody](s, "GET", path, "aigerim", nil).Proposal.Wording["ru"].Proposed
	get[any](s, "POST", path+"/changes", "aigerim", typed("page", before))
	folder := t.TempDir()
	for name, content := range map[string][]byte{"own.docx": s.printed("aigerim", id, "ru"), "answer.docx": s.answered("aigerim", id)} {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(folder, "saved")
		run := exec.CommandContext(t.Context(), office, "--headless", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--convert-to", "docx", "--outdir", out, file)
		if said, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		saved, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if name == "answer.docx" {
			want = "1 ru inserted fits Иванов А.: −«» +«В первую очередь. »\n"
		}
		if read := readAs[trackedBody](t, s.bring("saule", path+"/tracked", string(saved), nil), http.StatusOK); read.String() != want {
			t.Errorf("%s: got\n%swant\n%s", name, read, want)
		}
	}
}
