package proposals_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// newer reads the law with words replaced, as a later edition of it.
func newer(t *testing.T, pairs ...string) (*act.Expression, []byte) {
	t.Helper()
	content := []byte(strings.NewReplacer(pairs...).Replace(lawRu))
	if string(content) == lawRu {
		t.Fatal("the newer edition changes nothing")
	}
	document, err := source.Read(content, "law.txt")
	if err != nil {
		t.Fatal(err)
	}
	return document.Expression, content
}

func (w *world) addEdition(t *testing.T, pairs ...string) {
	t.Helper()
	e, content := newer(t, pairs...)
	if err := w.AddEdition(context.Background(), w.author, w.act, e, "2026-12-01", content); err != nil {
		t.Fatal(err)
	}
	if err := w.Rebase(context.Background(), w.author.ID, w.act); err != nil {
		t.Fatal(err)
	}
}

// The law changed elsewhere in the article: the draft and the comments on it are carried over, and the redline against the
// new law shows the draft's change alone.
func TestDraftIsCarriedOverToANewerEdition(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	if err := w.Comment(context.Background(), w.other, id, "comment-1", "Почему сорок?", w.place(t, id, "сорока суток")); err != nil {
		t.Fatal(err)
	}
	w.addEdition(t, "Приют принимает пострадавшего", "Каждый приют безотлагательно принимает пострадавшего")
	p := w.get(t, id)
	now, _ := p.Text(proposals.Wording, act.Russian)
	var changed []string
	for _, op := range redline.Compare(now.Current, now.Proposed) {
		if op.Kind != redline.Equal {
			changed = append(changed, string(op.Kind)+" "+op.Text)
		}
	}
	if got, want := strings.Join(changed, ", "), "delete тридцати, insert сорока"; got != want || now.Conflict != nil {
		t.Errorf("against the newer edition the draft changes %q (conflict %v), want %q", got, now.Conflict, want)
	}
	if anchor := p.Threads[0].Anchor; anchor.Lost || anchor.From != w.place(t, id, "сорока суток").From {
		t.Errorf("the comment is at %+v", anchor)
	}
	if kk, _ := p.Text(proposals.Wording, act.Kazakh); kk.Version() != 0 || kk.Conflict != nil {
		t.Error("the Kazakh text was touched though only the Russian has a newer edition")
	}
	if again := w.open(t); true {
		folded, err := again.Proposal(w.author, id)
		if err != nil || deref(folded) != deref(p) {
			t.Errorf("after a restart: %s, %v; want %s", deref(folded), err, deref(p))
		}
	}
	seq := p.Seq
	if err := w.Rebase(context.Background(), w.author.ID, w.act); err != nil || w.get(t, id).Seq != seq {
		t.Errorf("a second rebase did something: %v", err)
	}
}

// Both changed the same words: nothing is guessed; both wordings are shown until a person has looked.
func TestConflictWaitsForAPerson(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	w.addEdition(t, "тридцати", "двадцати")
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if now.Conflict == nil || !strings.Contains(now.Conflict.Current, "двадцати") || !strings.Contains(now.Current, "тридцати") || !strings.Contains(now.Proposed, "сорока") {
		t.Fatalf("got %+v", now)
	}
	w.edit(t, w.author, id, "сорока", "двадцати пяти")
	if now, _ = w.get(t, id).Text(proposals.Wording, act.Russian); now.Conflict == nil {
		t.Fatal("an edit ended the conflict by itself")
	}
	wantCode(t, w.AcceptEdition(ctx, w.observer, id, act.Russian), proposals.CodeForbidden)
	if err := w.AcceptEdition(ctx, w.author, id, act.Russian); err != nil {
		t.Fatal(err)
	}
	now, _ = w.get(t, id).Text(proposals.Wording, act.Russian)
	if now.Conflict != nil || !strings.Contains(now.Current, "двадцати") || !strings.Contains(now.Proposed, "двадцати пяти") {
		t.Errorf("got %+v", now)
	}
}

func TestEditionThatTakesTheTargetAway(t *testing.T) {
	w := newWorld(t)
	amend := w.propose(t, proposals.Amend, "art_2-1")
	repeal := w.propose(t, proposals.Repeal, "art_2")
	insert := w.propose(t, proposals.Insert, "art_1")
	w.addEdition(t, "Статья 2-1. Отказ\nОтказ в приеме не допускается.\n", "Статья 1-1. Занятый номер\nНовая норма.\n", "тридцати", "двадцати")
	for name, tc := range map[string]struct {
		id       proposals.ProposalID
		conflict bool
		current  string
	}{
		"the article is gone":                  {amend, true, ""},
		"a repeal follows the new wording":     {repeal, false, "двадцати"},
		"the number of a new article is taken": {insert, true, "Занятый номер"},
	} {
		now, _ := w.get(t, tc.id).Text(proposals.Wording, act.Russian)
		current := now.Current
		if now.Conflict != nil {
			current = now.Conflict.Current
		}
		if (now.Conflict != nil) != tc.conflict || !strings.Contains(current, tc.current) || tc.current == "" && current != "" {
			t.Errorf("%s: got %+v", name, now)
		}
	}
	if !w.get(t, amend).Conflicting() || w.get(t, repeal).Conflicting() {
		t.Error("the lists would show the wrong proposals as conflicting")
	}
}

func TestCompareEditionsListsChangedArticlesOnly(t *testing.T) {
	base := "О приютах (учебный текст)\n\nГлава 1. Общее\nСтатья 1. Цель\n1. Закон помогает пострадавшим.\n\nСтатья 2. Приют\n1. Приют принимает всех, кто пришел за помощью.\n\nГлава 2. Прочее\nСтатья 3. Отказ\nОтказ не допускается.\n\nСтатья 4. Надзор\nНадзор ведет прокурор.\n"
	for name, tc := range map[string]struct {
		pairs []string
		want  string
	}{
		"words":      {[]string{"помогает", "содействует"}, "amended art_1"},
		"added":      {[]string{"Статья 4.", "Статья 3-1. Плата\nПлата не берется.\n\nСтатья 4."}, "added art_3-1"},
		"gone":       {[]string{"Статья 3. Отказ\nОтказ не допускается.\n\n", ""}, "repealed art_3"},
		"renumbered": {[]string{"Статья 2. Приют", "Статья 1-1. Приют"}, "renumbered art_2>art_1-1"},
		"moved":      {[]string{"Глава 2. Прочее\nСтатья 3. Отказ\nОтказ не допускается.\n", "Статья 3. Отказ\nОтказ не допускается.\n\nГлава 2. Прочее\n"}, "moved art_3"},
		"two":        {[]string{"помогает", "содействует", "прокурор", "омбудсмен"}, "amended art_1, amended art_4"},
	} {
		read := func(text string) *act.Expression {
			document, err := source.Read([]byte(text), "law.txt")
			if err != nil {
				t.Fatal(err)
			}
			return document.Expression
		}
		var got []string
		for _, c := range proposals.CompareEditions(read(base), read(strings.NewReplacer(tc.pairs...).Replace(base))) {
			line := string(c.Kind) + " "
			switch {
			case c.Kind == proposals.ArticleRenumbered:
				line += c.Old.EID + ">" + c.New.EID
			case c.New != nil:
				line += c.New.EID
			default:
				line += c.Old.EID
			}
			got = append(got, line)
		}
		if strings.Join(got, ", ") != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

// The Criminal Code's articles on trafficking as first adopted in 2014 against today's: four are
// amended and 130 (libel) is repealed; the rest of the code, which the excerpt lacks, counts as added.
func TestCompareRealEditions(t *testing.T) {
	const old, now = "../../shared/laws/editions/UK2014_art127-131_edition-2014-original_rus.txt", "../../shared/laws/txt-ru/criminal_code.txt"
	read := func(path string) *act.Expression {
		content, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			t.Skip("no ", path)
		}
		if err != nil {
			t.Fatal(err)
		}
		document, err := source.Read(content, path, source.AcceptTruncated)
		if err != nil {
			t.Fatalf("%s: %+v", path, err)
		}
		return document.Expression
	}
	before, after := read(old), read(now)
	kinds := map[proposals.ArticleChangeKind][]string{}
	for _, c := range proposals.CompareEditions(before, after) {
		if c.Old != nil {
			kinds[c.Kind] = append(kinds[c.Kind], c.Old.Num)
		}
	}
	if got, want := fmt.Sprint(kinds), "map[amended:[127 128 129 131] repealed:[130]]"; got != want {
		t.Errorf("changed since 2014: %s, want %s", got, want)
	}
}

// A new article renumbered after its number was taken stays a new article, and no later edition asks again.
func TestRenumberedNewArticleStaysNew(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Insert, "art_1")
	w.edit(t, w.author, id, "Статья 1-1. ", "Статья 1-1. Наша норма")
	w.addEdition(t, "Статья 2. Приют", "Статья 1-1. Занятый номер\nЧужая норма.\n\nСтатья 2. Приют")
	w.edit(t, w.author, id, "Статья 1-1.", "Статья 1-2.")
	if err := w.AcceptEdition(context.Background(), w.author, id, act.Russian); err != nil {
		t.Fatal(err)
	}
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if now.Current != "" || now.Conflict != nil {
		t.Errorf("got %+v", now)
	}
	w.addEdition(t, "тридцати", "двадцати", "Статья 2. Приют", "Статья 1-1. Занятый номер\nЧужая норма.\n\nСтатья 2. Приют")
	if now, _ = w.get(t, id).Text(proposals.Wording, act.Russian); now.Current != "" || now.Conflict != nil {
		t.Errorf("after one more edition: %+v", now)
	}
}

// An edition whose rebase broke off is finished at the next start.
func TestBrokenRebaseIsFinishedAtTheNextStart(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	first, second := w.shared(t, proposals.Amend, "art_2"), w.shared(t, proposals.Repeal, "art_2")
	e, content := newer(t, "тридцати", "сорока")
	if err := w.AddEdition(ctx, w.author, w.act, e, "", content); err != nil {
		t.Fatal(err)
	}
	again := w.open(t) // the process ended before Rebase
	if err := again.RebaseAll(ctx); err != nil {
		t.Fatal(err)
	}
	for _, id := range []proposals.ProposalID{first, second} {
		p, err := again.Proposal(w.author, id)
		if err != nil {
			t.Fatal(err)
		}
		if now, _ := p.Text(proposals.Wording, act.Russian); !strings.Contains(now.Current, "сорока") {
			t.Errorf("%s stands on %q", p.Kind, now.Current)
		}
	}
}

// Both languages have a newer edition, and carrying over under one command breaks off after the first of them: the repeat
// carries the other one over too, in whatever order the languages come.
func TestBrokenRebaseIsFinishedByTheRepeatOfItsCommand(t *testing.T) {
	ctx := context.Background()
	for range 16 { // the order of a map is another one each time
		w := newWorld(t)
		id := w.shared(t, proposals.Amend, "art_2")
		for content, words := range map[string][2]string{lawRu: {"тридцати", "сорока"}, lawKk: {"отыз", "қырық"}} {
			document, err := source.Read([]byte(strings.Replace(content, words[0], words[1], 1)), "law.txt")
			ok(t, err)
			ok(t, w.AddEdition(ctx, w.author, w.act, document.Expression, "", []byte(content)))
		}
		carried := 0
		w.memory.Before = func(*proposalstest.Memory, proposals.Event) error {
			if carried++; carried == 2 {
				return errors.New("the disk is full")
			}
			return nil
		}
		if err := w.Rebase(proposals.WithCommand(ctx, "command-1"), w.author.ID, w.act); err == nil {
			t.Fatal("nothing broke off")
		}
		ok(t, w.Rebase(proposals.WithCommand(ctx, "command-1"), w.author.ID, w.act))
		p := w.get(t, id)
		ru, _ := p.Text(proposals.Wording, act.Russian)
		kk, _ := p.Text(proposals.Wording, act.Kazakh)
		if !strings.Contains(ru.Current, "сорока") || !strings.Contains(kk.Current, "қырық") {
			t.Fatalf("after the repeat the proposal stands on %q and %q", ru.Current, kk.Current)
		}
	}
}

// A corrected title survives a newer edition; an edition older than the one in force is refused.
func TestEditionKeepsTheTitleAndTheOrder(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	if err := w.Retitle(ctx, w.author, w.act, act.Russian, "Закон о приютах"); err != nil {
		t.Fatal(err)
	}
	w.addEdition(t, "тридцати", "сорока")
	if a, _ := w.Act(w.act); a.Title.Ru != "Закон о приютах" {
		t.Errorf("the act is called %q", a.Title.Ru)
	}
	e, content := newer(t, "тридцати", "десяти")
	wantCode(t, w.AddEdition(ctx, w.author, w.act, e, "2020-01-01", content), proposals.CodeEditionOlder)
}

// Found in review: a carriage return inside a paragraph of an edition made an event that no start could fold.
func TestEditionWithControlCharactersIsRefused(t *testing.T) {
	w := newWorld(t)
	e, content := newer(t, "тридцати", "сорока")
	e.Provisions[0].Heading += "\rвсем"
	wantCode(t, w.AddEdition(context.Background(), w.author, w.act, e, "", content), proposals.CodeTextNotPlain)
	w.open(t)
}
