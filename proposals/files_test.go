package proposals_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/attachment"
	"talqy/proposals/proposalstest"
)

// archiveOf packs files as office programs do.
func archiveOf(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		f, err := z.Create(name)
		ok(t, err)
		_, err = f.Write([]byte(content))
		ok(t, err)
	}
	ok(t, z.Close())
	return b.Bytes()
}

// What a file is is told by its bytes, and it is kept under a name that fits them; what is none of the types, or holds a program,
// is refused.
func TestFilesByTheirContent(t *testing.T) {
	w := newWorld(t)
	files := w.withFiles(t)
	ctx := context.Background()
	document := map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document><w:body><w:p><w:r><w:t>Справка.</w:t></w:r></w:p></w:body></w:document>"}
	program := map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", "word/vbaProject.bin": "x"}
	for name, tc := range map[string]struct {
		name    string
		content []byte
		kind    attachment.Type
		kept    string
		code    string
	}{
		"a text":               {"справка.txt", []byte("Справка."), attachment.TXT, "справка.txt", ""},
		"a table":              {"Обращения.CSV", []byte("город;число\nСемей;17\n"), attachment.CSV, "Обращения.CSV", ""},
		"a picture by bytes":   {"фото.txt", []byte("\x89PNG\r\n\x1a\n0000"), attachment.PNG, "фото.txt.png", ""},
		"a document":           {"../../письмо.docx", archiveOf(t, document), attachment.DOCX, "письмо.docx", ""},
		"a program as a paper": {"paper.pdf", []byte("MZ\x90\x00\x03"), "", "", proposals.CodeFileType},
		"a document with one":  {"письмо.docx", archiveOf(t, program), "", "", proposals.CodeFileType},
		"an archive":           {"a.zip", archiveOf(t, map[string]string{"a.txt": "а"}), "", "", proposals.CodeFileType},
		"a page as a text":     {"page.html", []byte("<script>alert(1)</script>"), attachment.TXT, "page.html.txt", ""},
		"nothing":              {"a.txt", nil, "", "", proposals.CodeFileHasNothing},
		"too much":             {"a.txt", bytes.Repeat([]byte("а"), attachment.MaxBytes/2+1), "", "", proposals.CodeFileOverLimit},
	} {
		before := files.Len()
		a, err := w.Bring(ctx, w.author, tc.name, tc.content)
		if proposals.CodeOf(err) != tc.code || a.Type != string(tc.kind) || a.Name != tc.kept {
			t.Errorf("%s: %+v %v, want %s as %q, %q", name, a, err, tc.kind, tc.kept, tc.code)
		}
		if err != nil {
			if files.Len() != before {
				t.Errorf("%s: something was kept", name)
			}
			continue
		}
		if got, content, err := w.File(ctx, w.author, a.ID); err != nil || got != a || !bytes.Equal(content, tc.content) {
			t.Errorf("%s comes back as %+v, %v", name, got, err)
		}
		_, _, err = w.File(ctx, w.other, a.ID)
		wantCode(t, err, proposals.CodeNotFound)
	}
	_, err := w.Bring(ctx, w.observer, "справка.txt", []byte("Справка."))
	wantCode(t, err, proposals.CodeForbidden)
}

// A material is a file that the organiser has brought; it is everybody's to read from then on, and its content stays when it is
// taken back, because the log names it.
func TestMaterials(t *testing.T) {
	w := newTable(t)
	w.withFiles(t)
	ctx := context.Background()
	bring := func(m proposals.Member, words string) proposals.Attachment {
		t.Helper()
		a, err := w.Bring(ctx, m, "Памятка.txt", []byte(words))
		ok(t, err)
		return a
	}
	others := bring(w.author, "Чужая памятка.")
	wantCode(t, w.AddMaterial(ctx, w.organiser, w.id, others.ID, proposals.Bilingual{}), proposals.CodeNoFile)
	for _, none := range []string{"", "none", "../../etc/passwd"} {
		wantCode(t, w.AddMaterial(ctx, w.organiser, w.id, none, proposals.Bilingual{}), proposals.CodeNoFile)
	}
	a := bring(w.organiser, "Памятка.")
	ok(t, w.AddMaterial(ctx, w.organiser, w.id, a.ID, proposals.Bilingual{Ru: "Памятка участнику"}))
	w.unchanged(t, "the same again", func() {
		ok(t, w.AddMaterial(ctx, w.second, w.id, a.ID, proposals.Bilingual{Ru: "Памятка участнику"}))
	})
	ok(t, w.AddMaterial(ctx, w.second, w.id, a.ID, proposals.Bilingual{Ru: "Памятка", Kk: "Жадынама"})) // another title
	if list := w.now(t).Materials; len(list) != 1 || list[0].Attachment != a || list[0].Title.Kk != "Жадынама" {
		t.Errorf("%+v", list)
	}
	_, content, err := w.File(ctx, w.observer, a.ID)
	if err != nil || string(content) != "Памятка." {
		t.Errorf("%q %v", content, err)
	}
	ok(t, w.RemoveMaterial(ctx, w.organiser, w.id, a.ID))
	w.unchanged(t, "taking it back again", func() { ok(t, w.RemoveMaterial(ctx, w.organiser, w.id, a.ID)) })
	_, _, err = w.File(ctx, w.observer, a.ID)
	wantCode(t, err, proposals.CodeNotFound)
	w.clock.Skip(48 * time.Hour)
	if n, err := w.ForgetFiles(ctx); n != 1 || err != nil { // the one that nothing ever named
		t.Errorf("%d files were forgotten, %v", n, err)
	}
	for i := range proposals.MaxMaterials {
		ok(t, w.AddMaterial(ctx, w.organiser, w.id, bring(w.organiser, fmt.Sprintf("Памятка %d.", i)).ID, proposals.Bilingual{}))
	}
	wantCode(t, w.AddMaterial(ctx, w.organiser, w.id, bring(w.organiser, "Ещё одна.").ID, proposals.Bilingual{}), proposals.CodeTooMany)
}

// sweptFiles lets something happen at another process while files are being forgotten.
type sweptFiles struct {
	*proposalstest.Files
	afterUploads, beforeForgetting func()
}

func once(f *func()) {
	if now := *f; now != nil {
		*f = nil
		now()
	}
}

func (f *sweptFiles) Uploads(ctx context.Context) ([]proposals.Upload, error) {
	all, err := f.Files.Uploads(ctx)
	once(&f.afterUploads)
	return all, err
}

func (f *sweptFiles) ForgetFile(ctx context.Context, id, mark string) (bool, error) {
	once(&f.beforeForgetting)
	return f.Files.ForgetFile(ctx, id, mark)
}

// A content that was brought two days ago is brought again at another process, while this one forgets what is old. It was deleted
// under the hand of whoever had just brought it, and what he then put it to named a file that was not there.
func TestWhatAnotherProcessBringsIsNotForgotten(t *testing.T) {
	for name, when := range map[string]func(*sweptFiles, func()){
		"after the old ones were found": func(f *sweptFiles, bring func()) { f.afterUploads = bring },
		"before it is deleted":          func(f *sweptFiles, bring func()) { f.beforeForgetting = bring },
	} {
		t.Run(name, func(t *testing.T) {
			w := newTable(t)
			files := &sweptFiles{Files: &proposalstest.Files{}}
			open := func() *proposals.Workbench {
				t.Helper()
				opened, err := proposals.Open(t.Context(), proposals.Config{Log: w.memory, Library: w.memory, Files: files, Now: w.clock.Now, NewID: func() string { return fmt.Sprintf("id%d", w.ids.Add(1)) }, Shared: true})
				ok(t, err)
				return opened
			}
			here, there := open(), open()
			bring := func(w *proposals.Workbench, by proposals.Member) string {
				t.Helper()
				a, err := w.Bring(t.Context(), by, "Памятка.txt", []byte("Памятка."))
				ok(t, err)
				return a.ID
			}
			id := bring(here, w.organiser)
			w.clock.Skip(48 * time.Hour)
			when(files, func() { bring(there, w.organiser) })
			if n, err := here.ForgetFiles(t.Context()); n != 0 || err != nil {
				t.Errorf("%d files were forgotten, %v", n, err)
			}
			ok(t, there.AddMaterial(t.Context(), w.organiser, w.id, id, proposals.Bilingual{}))
			if _, content, err := there.File(t.Context(), w.observer, id); err != nil || string(content) != "Памятка." {
				t.Errorf("what was put there is %q, %v", content, err)
			}
		})
	}
}

// A file that nothing names for a day is forgotten, and can be named no more before that; brought again, it is there for another
// day. One that two have brought stays as long as either may name it.
func TestFilesAreForgotten(t *testing.T) {
	w := newTable(t)
	files := w.withFiles(t)
	ctx := context.Background()
	bring := func(m proposals.Member) proposals.Attachment {
		t.Helper()
		a, err := w.Bring(ctx, m, "Памятка.txt", []byte("Памятка."))
		ok(t, err)
		return a
	}
	forgotten := func(want int) {
		t.Helper()
		if n, err := w.ForgetFiles(ctx); n != want || err != nil {
			t.Errorf("%d files were forgotten, want %d, %v", n, want, err)
		}
	}
	a := bring(w.organiser)
	w.clock.Skip(20 * time.Hour)
	bring(w.second)
	forgotten(0)
	w.clock.Skip(5 * time.Hour)
	wantCode(t, w.AddMaterial(ctx, w.organiser, w.id, a.ID, proposals.Bilingual{}), proposals.CodeNoFile)
	w.clock.Skip(time.Hour)
	forgotten(0)
	if got, err := files.Uploads(ctx); len(got) != 1 || got[0].By != w.second.ID {
		t.Errorf("%+v %v", got, err)
	}
	bring(w.organiser)
	ok(t, w.AddMaterial(ctx, w.second, w.id, a.ID, proposals.Bilingual{}))
	w.clock.Skip(48 * time.Hour)
	forgotten(0)
	if _, there, err := files.File(ctx, a.ID); !there || err != nil {
		t.Errorf("what an event names is gone: %v", err)
	}
	b, err := w.Bring(ctx, w.author, "Черновик.txt", []byte("Черновик."))
	ok(t, err)
	w.clock.Skip(26 * time.Hour)
	forgotten(1)
	if _, there, _ := files.File(ctx, b.ID); there {
		t.Error("what nothing names is still there")
	}
	if got, _ := files.Uploads(ctx); len(got) != 0 {
		t.Errorf("%d uploads are remembered", len(got))
	}
}

// A member brings so many files a day that nothing comes to name; those that are named, and those of yesterday, make room.
func TestFilesAreBounded(t *testing.T) {
	w := newTable(t)
	w.withFiles(t)
	ctx := context.Background()
	bring := func(m proposals.Member, i int) (proposals.Attachment, error) {
		return w.Bring(ctx, m, "Памятка.txt", []byte(fmt.Sprintf("Памятка %d.", i)))
	}
	var first proposals.Attachment
	for i := range proposals.MaxUploads {
		a, err := bring(w.organiser, i)
		ok(t, err)
		if i == 0 {
			first = a
		}
	}
	_, err := bring(w.organiser, 1000)
	wantCode(t, err, proposals.CodeTooManyFiles)
	_, err = bring(w.organiser, 5) // it is there
	ok(t, err)
	_, err = bring(w.author, 1000)
	ok(t, err)
	ok(t, w.AddMaterial(ctx, w.organiser, w.id, first.ID, proposals.Bilingual{}))
	_, err = bring(w.organiser, 1000)
	ok(t, err)
	_, err = bring(w.organiser, 1001)
	wantCode(t, err, proposals.CodeTooManyFiles)
	w.clock.Skip(25 * time.Hour)
	_, err = bring(w.organiser, 1001)
	ok(t, err)
}
