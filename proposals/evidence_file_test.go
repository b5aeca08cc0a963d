package proposals_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/proposalstest"
)

// withFiles has the world take files, too.
func (w *world) withFiles(t testing.TB) *proposalstest.Files {
	t.Helper()
	files := &proposalstest.Files{}
	bench, err := proposals.Open(context.Background(), proposals.Config{Log: w.memory, Library: w.memory, Files: files, Now: w.clock.Now,
		NewID: func() string { return fmt.Sprintf("id%d", w.ids.Add(1)) }})
	ok(t, err)
	w.Workbench = bench
	return files
}

// Personal data are stopped in both languages, in every text, before an event or a file is stored; the refusal does not repeat
// them.
func TestPersonalDataIsStopped(t *testing.T) {
	w := newWorld(t)
	files := w.withFiles(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	seq := w.seq(t, id)
	for what, texts := range map[string][]string{
		"iin":      {"Пострадавшая, ИИН 850101300124", "ЖСН: 850101-300124 азаматша", "850101300124"},
		"phone":    {"перезвонить на +7 701 123 45 67", "ұялы: 7011234567", "8 (7172) 55-44-33"},
		"passport": {"паспорт N12345678", "№ 012345678 нөмірлі жеке куәлігі"},
		"card":     {"перевод на карту 4400 4300 1234 5671"},
	} {
		for _, text := range texts {
			for field, put := range map[string]func(e *proposals.Evidence, b proposals.Bilingual){
				"source":  func(e *proposals.Evidence, b proposals.Bilingual) { e.Source = b },
				"summary": func(e *proposals.Evidence, b proposals.Bilingual) { e.Summary = b },
			} {
				for _, b := range []proposals.Bilingual{{Ru: text}, {Ru: "Чисто.", Kk: text}} {
					e := someEvidence("evidence-1")
					put(&e, b)
					err := w.PutEvidence(ctx, w.other, id, e)
					wantRefusal(t, err, proposals.CodePersonalData, field)
					if refusal, is := err.(*proposals.Error); is && (refusal.Args["what"] != what || strings.Contains(err.Error(), "850101300124")) {
						t.Errorf("%q: %v, want %s", text, err, what)
					}
				}
			}
			_, err := w.Bring(ctx, w.other, "жалоба "+strings.ReplaceAll(text, "/", "-")+".txt", []byte("Обращение."))
			wantCode(t, err, proposals.CodePersonalData)
			_, err = w.Bring(ctx, w.other, "обращение.txt", []byte("Обращение.\n"+text+"\n"))
			wantCode(t, err, proposals.CodePersonalData)
		}
	}
	// A number that looks like an IIN and has another control digit is none.
	e := someEvidence("evidence-1")
	e.Summary.Ru = "Дело № 850101300125 рассмотрено."
	ok(t, w.PutEvidence(ctx, w.other, id, e))
	if got := w.seq(t, id); got != seq+1 || files.Len() != 0 {
		t.Errorf("%d events, %d files and uploads of what was refused", got-seq-1, files.Len())
	}
}

// A file is named by who has brought it himself, and by nobody else; corrected by another, evidence keeps its file.
func TestEvidenceWithAFile(t *testing.T) {
	w := newWorld(t)
	w.withFiles(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	file, err := w.Bring(ctx, w.other, "обращения.txt", []byte("Обращений за полугодие: семнадцать."))
	ok(t, err)
	e := someEvidence("evidence-1")
	e.File = &proposals.Attachment{ID: file.ID, Name: "чужое имя.exe", Size: 1}
	wantCode(t, w.PutEvidence(ctx, w.author, id, e), proposals.CodeNoFile)
	ok(t, w.PutEvidence(ctx, w.other, id, e))
	if got := w.get(t, id).Evidence[0].File; got == nil || *got != file {
		t.Fatalf("%+v, want %+v", got, file)
	}
	for _, m := range []proposals.Member{w.author, w.observer} { // who sees the proposal reads it
		if a, content, err := w.File(ctx, m, file.ID); err != nil || a != file || len(content) != file.Size {
			t.Errorf("%s: %v %+v", m.Role, err, a)
		}
	}
	e.Cases = 20
	ok(t, w.PutEvidence(ctx, w.lawyer, id, e))
	other := someEvidence("evidence-2")
	other.File = e.File
	wantCode(t, w.PutEvidence(ctx, w.lawyer, id, other), proposals.CodeNoFile)
	e.File = nil
	ok(t, w.PutEvidence(ctx, w.lawyer, id, e))
	if got := w.get(t, id).Evidence[0]; got.File != nil || got.Cases != 20 {
		t.Errorf("%+v", got)
	}
	_, _, err = w.File(ctx, w.author, file.ID)
	wantCode(t, err, proposals.CodeNotFound)
	w.clock.Skip(48 * time.Hour)
	if n, err := w.ForgetFiles(ctx); err != nil || n != 0 {
		t.Errorf("%d files that an event names were forgotten, %v", n, err)
	}
	draft := w.propose(t, proposals.Amend, "art_1")
	own, err := w.Bring(ctx, w.author, "черновик.txt", []byte("Только автору."))
	ok(t, err)
	e = someEvidence("evidence-1")
	e.File = &own
	ok(t, w.PutEvidence(ctx, w.author, draft, e))
	_, _, err = w.File(ctx, w.organiser, own.ID)
	wantCode(t, err, proposals.CodeNotFound)
}
