package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"talqy/proposals"
	"talqy/proposals/paper/papertest"
)

// program gives the path of a program that scripts/test installs: where CI is set its absence is a failure, elsewhere the test
// is skipped under that program's name.
func program(t *testing.T, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s (%s) is not installed", name, debian)
		}
		t.Skipf("%s (%s) is not installed", name, debian)
	}
	return path
}

func run(t *testing.T, path string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(path), err, complaints.String())
	}
	return out.String()
}

// readCode reads a QR code in a picture.
func readCode(t *testing.T, picture image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatalf("no code can be read: %v", err)
	}
	return read.GetText()
}

// firstPage draws the first page of a PDF.
func firstPage(t *testing.T, file string) image.Image {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page")
	run(t, program(t, "pdftoppm", "poppler-utils"), "-png", "-r", "200", "-l", "1", "-singlefile", file, name)
	drawn, err := os.ReadFile(name + ".png")
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(drawn))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// pictures are the pictures in a DOCX.
func pictures(t *testing.T, docx string) []image.Image {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var out []image.Image
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".png") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, picture)
	}
	return out
}

// wordsOfDOCX are the words of the main part, its tags left out.
func wordsOfDOCX(t *testing.T, docx string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var content bytes.Buffer
	if _, err := content.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	inTag := false
	for _, r := range strings.NewReplacer("</w:p>", " ").Replace(content.String()) {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case !inTag:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// saved writes a file for the programs that read it.
func saved(t *testing.T, name, content string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// demoPapers are what the papers of the demonstration group are of: its round table and its largest bill.
func demoPapers(s *site) (roundTable, bill string) {
	tables := get[struct{ RoundTables []struct{ ID string } }](s, "GET", "/api/round-tables", "aigerim", nil)
	bills := get[struct {
		Bills []struct {
			ID        string
			Proposals int
		}
	}](s, "GET", "/api/bills", "aigerim", nil)
	if len(tables.RoundTables) == 0 || len(bills.Bills) == 0 {
		s.t.Fatal("the demonstration group has no round table or no bill")
	}
	largest := slices.MaxFunc(bills.Bills, func(a, b struct {
		ID        string
		Proposals int
	}) int {
		return a.Proposals - b.Proposals
	})
	return tables.RoundTables[0].ID, largest.ID
}

// TestPapersOverHTTP asks for every paper of the demonstration round table and bill, as PDF and as DOCX, in Russian, in Kazakh
// and in both, and finds its words in it.
func TestPapersOverHTTP(t *testing.T) {
	s := openDemo(t)
	pdftotext := program(t, "pdftotext", "poppler-utils")
	table, bill := demoPapers(s)
	ru, kk := 0, 1
	want := map[proposals.PaperName][2][]string{
		proposals.PaperTable:        {{"СРАВНИТЕЛЬНАЯ ТАБЛИЦА", "Действующая редакция"}, {"САЛЫСТЫРМА КЕСТЕ", "Қолданыстағы редакция"}},
		proposals.PaperBillText:     {{"ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН", "Внести"}, {"ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ЗАҢЫ", "енгізілсін"}},
		proposals.PaperProgramme:    {{"ПРОГРАММА", "Временные приюты"}, {"БАҒДАРЛАМА", "Уақытша баспаналар"}},
		proposals.PaperParticipants: {{"СПИСОК УЧАСТНИКОВ"}, {"ҚАТЫСУШЫЛАР ТІЗІМІ"}},
		proposals.PaperBadges:       {{}, {}},
		proposals.PaperNamePlates:   {{}, {}},
		proposals.PaperMinutes:      {{"ПРОТОКОЛ", "ПРИСУТСТВОВАЛИ"}, {"ХАТТАМА", "ҚАТЫСҚАНДАР"}},
		proposals.PaperRemarks:      {{"СПРАВКА", "замечаниях"}, {"АНЫҚТАМА", "ескертулер"}},
		proposals.PaperNote:         {{"ПОЯСНИТЕЛЬНАЯ ЗАПИСКА"}, {"ТҮСІНДІРМЕ ЖАЗБА"}},
		proposals.PaperConformity:   {{"ТАБЛИЦА СООТВЕТСТВИЯ"}, {"СӘЙКЕСТІК КЕСТЕСІ"}},
		proposals.PaperSummary:      {{"Коротко о законопроекте"}, {"Заң жобасы туралы қысқаша"}},
		proposals.PaperEvidence:     {{"Данные практики"}, {"практика деректері"}},
		proposals.PaperGuestPoster:  {{}, {}},
	}
	if len(want) != len(proposals.Papers()) {
		t.Fatalf("%d papers of %d", len(want), len(proposals.Papers()))
	}
	ofTable := []proposals.PaperName{proposals.PaperTable, proposals.PaperProgramme, proposals.PaperParticipants, proposals.PaperBadges, proposals.PaperNamePlates,
		proposals.PaperMinutes, proposals.PaperRemarks, proposals.PaperGuestPoster}
	for _, name := range proposals.Papers() {
		if name == proposals.PaperGuestPoster {
			continue // of a sitting alone; see the test below
		}
		of := "bill=" + bill
		if slices.Contains(ofTable, name) {
			of = "roundTable=" + table
		}
		for lang, words := range map[string][]string{"ru": want[name][ru], "kk": want[name][kk], "both": append(slices.Clone(want[name][ru]), want[name][kk]...)} {
			for _, form := range []string{"pdf", "docx"} {
				t.Run(fmt.Sprintf("%s.%s/%s", name, form, lang), func(t *testing.T) {
					a := s.do("GET", fmt.Sprintf("/api/papers/%s.%s?%s&lang=%s", name, form, of, lang), "saule", nil)
					if a.status != http.StatusOK {
						t.Fatalf("%d %s", a.status, a.body)
					}
					wantFile := fmt.Sprintf(`filename="talqy-%s-`, name)
					if d := a.header.Get("Content-Disposition"); !strings.Contains(d, wantFile) || !strings.HasSuffix(d, lang+"."+form+`"`) {
						t.Errorf("the file is called %s", d)
					}
					text := ""
					if form == "pdf" {
						text = run(t, pdftotext, "-raw", saved(t, "paper.pdf", a.body), "-")
					} else {
						text = wordsOfDOCX(t, a.body)
					}
					text = strings.Join(strings.Fields(text), " ")
					if len(text) < 40 {
						t.Errorf("the paper says only %q", text)
					}
					for _, w := range words {
						if !strings.Contains(text, w) {
							t.Errorf("no %q in %.3000s", w, text)
						}
					}
				})
			}
		}
	}
}

// The options of a paper are taken, and what makes no sense is refused in the reader's language, as file and as preview.
func TestPapersOptionsOverHTTP(t *testing.T) {
	s := openDemo(t)
	table, bill := demoPapers(s)
	preview := func(query string) string {
		return get[struct {
			Document struct{ Title, Text, Version, Link string }
		}](s, "GET", "/api/papers/preview?"+query, "saule", nil).Document.Text
	}
	of := "name=comparison-table&roundTable=" + table
	marked, clean := preview(of), preview(of+"&redline=off")
	if !strings.Contains(marked, "{+") || strings.Contains(clean, "{+") || strings.Contains(clean, "[-") {
		t.Errorf("with redline\n%.600s\nwithout\n%.600s", marked, clean)
	}
	for query, want := range map[string]string{"&form=parliament": "Решение головного комитета", "&notes=on": "Для заметок", "&scale=1.4": "×1.4",
		"&heading=&heading=&heading=Как%20есть": "| Как есть |", "&lang=both": "Салыстырма кесте"} {
		if text := preview(of + query); !strings.Contains(text, want) {
			t.Errorf("%s: no %q in\n%.800s", query, want, text)
		}
	}
	for query, code := range map[string]string{"menu.pdf?bill=" + bill: "not_found", "minutes.odt?roundTable=" + table: "not_found", "minutes.pdf?roundTable=none": "not_found",
		"minutes.pdf?bill=" + bill: "nothing_chosen", "comparison-table.docx": "nothing_chosen", "comparison-table.pdf?bill=" + bill + "&scale=9": "unknown_choice",
		"comparison-table.pdf?scale=NaN&bill=" + bill: "unknown_choice", "comparison-table.pdf?form=senate&bill=" + bill: "unknown_choice",
		"comparison-table.pdf?lang=en&bill=" + bill: "unknown_choice", "bill-text.docx?status=rejected&bill=" + bill: "unknown_choice"} {
		if a := s.do("GET", "/api/papers/"+query, "saule", nil); a.status < 400 || a.code(t) != code {
			t.Errorf("%s: %d %s, want %s", query, a.status, a.body, code)
		}
	}
	if a := s.do("GET", "/api/papers/minutes.pdf?roundTable="+table, "", nil); a.status != http.StatusUnauthorized {
		t.Errorf("who is not signed in gets %d", a.status)
	}
}

// TestCodesOnPapers reads the code on a paper as a telephone does: it leads to the live page, from the PDF and from the DOCX.
func TestCodesOnPapers(t *testing.T) {
	s := openDemo(t)
	table, bill := demoPapers(s)
	for query, page := range map[string]string{"programme%s?roundTable=" + table: "/round-tables/" + table, "explanatory-note%s?lang=both&bill=" + bill: "/bills/" + bill,
		"comparison-table%s?lang=kk&scale=1.4&roundTable=" + table: "/round-tables/" + table} {
		a := s.do("GET", "/api/papers/"+fmt.Sprintf(query, ".pdf"), "saule", nil)
		if got := readCode(t, firstPage(t, saved(t, "paper.pdf", a.body))); !strings.HasPrefix(got, "http") || !strings.HasSuffix(got, page) {
			t.Errorf("%s: the code leads to %q, want %s", query, got, page)
		}
		found := pictures(t, s.do("GET", "/api/papers/"+fmt.Sprintf(query, ".docx"), "saule", nil).body)
		if len(found) != 1 {
			t.Fatalf("%s: %d pictures in the DOCX", query, len(found))
		}
		if got := readCode(t, found[0]); !strings.HasSuffix(got, page) {
			t.Errorf("%s: the code of the DOCX leads to %q, want %s", query, got, page)
		}
	}
}

// The code on the wall is the guests' link of the sitting, for which nobody signs in.
func TestGuestPosterOverHTTP(t *testing.T) {
	for _, p := range papertest.Papers() {
		if p.Name != "guest-poster" {
			continue
		}
		for name, langs := range papertest.Languages() {
			d := p.Make(papertest.Head(langs...))
			var pdf, docx bytes.Buffer
			if err := writePDF(&pdf, d); err != nil {
				t.Fatal(err)
			}
			if err := writeDOCX(&docx, d); err != nil {
				t.Fatal(err)
			}
			const link = "https://talqy.example/guest/4b7d1c0e9a25f3e88c61"
			if got := readCode(t, firstPage(t, saved(t, "poster.pdf", pdf.String()))); got != link {
				t.Errorf("%s: the code leads to %q", name, got)
			}
			if got := readCode(t, pictures(t, docx.String())[0]); got != link {
				t.Errorf("%s: the code of the DOCX leads to %q", name, got)
			}
		}
	}
	s := openDemo(t)
	table, _ := demoPapers(s)
	if a := s.do("GET", "/api/papers/guest-poster.pdf?roundTable="+table, "aigerim", nil); a.status < 400 || a.code(t) != "no_guest_link" {
		t.Errorf("a poster without a link: %d %.200s", a.status, a.body)
	}
	if a := s.do("GET", "/api/papers/guest-poster.pdf?roundTable="+table, "daniyar", nil); a.status != http.StatusForbidden {
		t.Errorf("a member gets the poster: %d", a.status)
	}
}
