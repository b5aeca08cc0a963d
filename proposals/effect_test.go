package proposals_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// show writes the papers of one language as a lawyer reads them.
func show(l *proposals.LangEffect) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s. %s, %s\n", l.Row.Act, l.Row.Address, l.Row.Kind)
	for _, c := range l.Changes {
		fmt.Fprintf(&b, "%d %s [%s] [%s]\n", c.N, c.Kind, c.Deleted, c.Inserted)
	}
	fmt.Fprintf(&b, "%s\n--\n", l.Instruction)
	for _, line := range l.Consolidated {
		if line.Kept {
			b.WriteString("(kept) ")
		}
		b.WriteString(line.Text + "\n")
	}
	return b.String()
}

// One edit of two words, and everything that follows from it, in both languages.
func TestEffectOfAnAmendment(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати суток", "сорока суток")
	w.editKk(t, id, "отыз тәулікке", "қырық тәулікке")
	e := w.effect(t, w.observer, id)
	want := map[act.Lang]string{
		act.Russian: `О приютах (учебный текст). Статья 2, amend
1 replaced [тридцати] [сорока]
в пункте 1 статьи 2 слово «тридцати» заменить словом «сорока».
--
Статья 2. Приют
1. Приют принимает пострадавшего на срок до сорока суток.
2. В приюте предоставляются:
1) кров;
2) питание.
`,
		act.Kazakh: `Баспаналар туралы (оқу мәтіні). 2-бап, amend
1 replaced [отыз] [қырық]
2-баптың 1-тармағындағы «отыз» деген сөз «қырық» деген сөзбен ауыстырылсын.
--
2-бап. Баспана
1. Баспана зардап шеккен адамды қырық тәулікке дейін қабылдайды.
2. Баспанада мыналар беріледі:
1) пана;
2) тамақ.
`}
	for lang, text := range want {
		if got := show(e.Langs[lang]); got != text {
			t.Errorf("got\n%s\nwant\n%s", got, text)
		}
	}
	if e.Seq != w.get(t, id).Seq || e.Langs[act.Russian].Version != 1 {
		t.Errorf("seq %d, version %d", e.Seq, e.Langs[act.Russian].Version)
	}
}

// A new article is added to the act, a repealed one is excluded; each is an item of a bill as it stands.
func TestEffectOfInsertionAndRepeal(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Insert, "art_2")
	w.edit(t, w.author, id, "Статья 2-2. ", "Статья 2-2. Правила\nПравила утверждает директор.")
	got := show(w.effect(t, w.author, id).Langs[act.Russian])
	want := `О приютах (учебный текст). Статья 2-2, insert
1 inserted [] [Статья 2-2. Правила
Правила утверждает директор.]
дополнить статьей 2-2 следующего содержания:
«Статья 2-2. Правила
Правила утверждает директор.».
--
Статья 2-2. Правила
Правила утверждает директор.
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	id = w.shared(t, proposals.Repeal, "art_2-1")
	e := w.effect(t, w.author, id)
	if got, want := e.Langs[act.Russian].Instruction, "статью 2-1 исключить."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := e.Langs[act.Kazakh].Instruction, "2-1-бап алып тасталсын."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for lang, l := range e.Langs {
		for _, line := range l.Consolidated {
			if !line.Kept {
				t.Errorf("%s: of a repealed article the line %q is left", lang, line.Text)
			}
		}
	}
}

// A draft that nobody has changed has no instruction, and its article stands as it is.
func TestEffectOfNothing(t *testing.T) {
	w := newWorld(t)
	l := w.effect(t, w.author, w.propose(t, proposals.Amend, "art_1")).Langs[act.Russian]
	if l.Instruction != "" || l.NotExpressible != nil || len(l.Changes) != 0 || len(l.Consolidated) != 3 {
		t.Errorf("%s", show(l))
	}
}

// The row is the row that the comparative table prints.
func TestEffectHasTheRowOfTheTable(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "кров", "безопасный кров")
	for lang, l := range w.effect(t, w.author, id).Langs {
		d, err := w.Paper(context.Background(), w.author, proposals.PaperOrder{Name: proposals.PaperTable, Langs: []act.Lang{lang},
			Form: paper.TableForm{Redline: true}, Proposals: []proposals.ProposalID{id}})
		if err != nil {
			t.Fatal(err)
		}
		want := paper.NewTable(paper.Head{Langs: []act.Lang{lang}}, paper.TableForm{Redline: true},
			[]paper.Compared{{Texts: map[act.Lang]paper.Amendment{lang: l.Row}}})
		got, printed := rowsOf(d), rowsOf(want)
		if len(got) == 0 || !reflect.DeepEqual(got[len(got)-1].Cells[2].Paragraphs, printed[len(printed)-1].Cells[2].Paragraphs) ||
			!reflect.DeepEqual(got[len(got)-1].Cells[3].Paragraphs, printed[len(printed)-1].Cells[3].Paragraphs) {
			t.Errorf("%s: the row %+v, the table prints %+v", lang, l.Row, got)
		}
	}
}

// rowsOf gives the rows of the tables of a paper.
func rowsOf(d *paper.Document) (rows []paper.TableRow) {
	for _, b := range d.Blocks {
		if table, ok := b.(paper.Table); ok {
			rows = append(rows, table.Rows...)
		}
	}
	return rows
}

// To whom a draft is not open it has no papers either.
func TestEffectOfAnotherMembersDraft(t *testing.T) {
	w := newWorld(t)
	_, err := w.Effect(context.Background(), w.lawyer, w.propose(t, proposals.Amend, "art_1"))
	wantCode(t, err, proposals.CodeNotFound)
}

// While a newer edition waits for a person, the papers stay those of the edition that the draft was written against.
func TestEffectDuringAConflict(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	w.addEdition(t, "тридцати", "десяти")
	if !w.get(t, id).Conflicting() {
		t.Fatal("no conflict")
	}
	l := w.effect(t, w.author, id).Langs[act.Russian]
	if !strings.Contains(l.Instruction, "слово «тридцати» заменить словом «сорока»") || len(l.Consolidated) != 5 || !strings.Contains(l.Consolidated[1].Text, "сорока") {
		t.Errorf("%s", show(l))
	}
}

// Readers of one state share one derivation, comments and reviews cost none, an edit and a newer edition make a new one.
func TestEffectIsDerivedOncePerText(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	first := w.effect(t, w.author, id)
	same := func(e *proposals.Effect) bool {
		return &e.Langs[act.Russian].Ops[0] == &first.Langs[act.Russian].Ops[0]
	}
	var readers sync.WaitGroup
	for range 10 {
		readers.Go(func() {
			if e, err := w.Effect(context.Background(), w.observer, id); err != nil || !same(e) {
				t.Errorf("another reader has another derivation, %v", err)
			}
		})
	}
	readers.Wait()
	if err := w.Comment(context.Background(), w.other, id, "comment-1", "Почему?", nil); err != nil {
		t.Fatal(err)
	}
	w.review(t, id, w.order(t, id, w.changes(t, id)[0], proposals.VerdictAccept))
	e := w.effect(t, w.author, id)
	if !same(e) || e.Seq != w.get(t, id).Seq || e.Langs[act.Russian].Changes[0].Accepted == nil {
		t.Error("a comment or a review made a new derivation, or is not seen")
	}
	w.edit(t, w.author, id, "питание", "горячее питание")
	if same(w.effect(t, w.author, id)) {
		t.Error("an edit changed nothing")
	}
	first = w.effect(t, w.author, id)
	w.addEdition(t, "Отказ в приеме", "Отказ в помощи")
	if same(w.effect(t, w.author, id)) {
		t.Error("a newer edition changed nothing")
	}
}

func BenchmarkEffect(b *testing.B) {
	w := newWorld(b)
	id := w.shared(b, proposals.Amend, "art_2")
	w.edit(b, w.author, id, "тридцати", "сорока")
	b.Run("first reader", func(b *testing.B) {
		for i := range b.N {
			old, new := []string{"сорока", "пятидесяти"}[i%2], []string{"сорока", "пятидесяти"}[1-i%2]
			b.StopTimer()
			w.edit(b, w.author, id, old, new)
			b.StartTimer()
			w.effect(b, w.author, id)
		}
		if b.N%2 == 1 { // leave the text as it was found
			w.edit(b, w.author, id, "пятидесяти", "сорока")
		}
	})
	b.Run("next reader", func(b *testing.B) {
		for range b.N {
			w.effect(b, w.observer, id)
		}
	})
}
