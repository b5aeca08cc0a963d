package proposals_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
	"talqy/proposals/source"
	"talqy/proposals/text"
)

// Our own sentences, in the two languages, with the same units.
const (
	lawRu = `О приютах (учебный текст)

Статья 1. Цель закона
1. Закон помогает пострадавшим.
2. Помощь бесплатна.

Статья 2. Приют
1. Приют принимает пострадавшего на срок до тридцати суток.
2. В приюте предоставляются:
1) кров;
2) питание.

Статья 2-1. Отказ
Отказ в приеме не допускается.
`
	lawKk = `Баспаналар туралы (оқу мәтіні)

1-бап. Заңның мақсаты
1. Заң зардап шеккендерге көмектеседі.
2. Көмек тегін көрсетіледі.

2-бап. Баспана
1. Баспана зардап шеккен адамды отыз тәулікке дейін қабылдайды.
2. Баспанада мыналар беріледі:
1) пана;
2) тамақ.

2-1-бап. Бас тарту
Қабылдаудан бас тартуға жол берілмейді.
`
)

// world is a small group with one act, one bill and four members.
type world struct {
	*proposals.Workbench
	memory    *proposalstest.Memory
	clock     *proposalstest.Clock
	ids       atomic.Int64
	act       proposals.ActID
	bill      proposals.BillID
	organiser proposals.Member
	author    proposals.Member
	other     proposals.Member
	lawyer    proposals.Member
	observer  proposals.Member
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{memory: &proposalstest.Memory{}, clock: proposalstest.NewClock()}
	w.Workbench = w.open(t)
	ctx := context.Background()
	for role, m := range map[proposals.Role][]*proposals.Member{proposals.Organiser: {&w.organiser},
		proposals.Ordinary: {&w.author, &w.other}, proposals.Lawyer: {&w.lawyer}, proposals.Observer: {&w.observer}} {
		for i := range m {
			*m[i] = proposals.Member{ID: proposals.MemberID(fmt.Sprintf("%s-%d", role, i)), Name: "Член группы", Role: role}
			if err := w.Join(ctx, *m[i]); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, content := range []string{lawRu, lawKk} {
		document, err := source.Read([]byte(content), "law.txt")
		if err != nil {
			t.Fatal(err)
		}
		if w.act == "" {
			w.act, err = w.AddAct(ctx, w.author, document.Expression, act.ProfileLaw, []byte(content))
		} else {
			err = w.AddExpression(ctx, w.author, w.act, document.Expression, []byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if w.bill, err = w.OpenBill(ctx, w.author, proposals.Bilingual{Ru: "О приютах", Kk: "Баспаналар туралы"}); err != nil {
		t.Fatal(err)
	}
	return w
}

// open opens a workbench on the world's log, as a restarted or a second process does.
func (w *world) open(t testing.TB) *proposals.Workbench {
	t.Helper()
	bench, err := proposals.Open(context.Background(), proposals.Config{Log: w.memory, Library: w.memory, Now: w.clock.Now,
		NewID: func() string { return fmt.Sprintf("id%d", w.ids.Add(1)) }})
	if err != nil {
		t.Fatal(err)
	}
	return bench
}

func (w *world) propose(t testing.TB, kind proposals.ChangeKind, target string) proposals.ProposalID {
	t.Helper()
	id, err := w.Propose(context.Background(), w.author, w.bill, w.act, kind, target)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) shared(t testing.TB, kind proposals.ChangeKind, target string) proposals.ProposalID {
	t.Helper()
	id := w.propose(t, kind, target)
	if err := w.Share(context.Background(), w.author, id); err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) get(t testing.TB, id proposals.ProposalID) *proposals.Proposal {
	t.Helper()
	p, err := w.Proposal(w.author, id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// replace is the update that puts new in place of the words old of s.
func replace(t testing.TB, s, old, new string) proposals.Update {
	t.Helper()
	before, _, found := strings.Cut(s, old)
	if !found {
		t.Fatalf("the words %q are not in %q", old, s)
	}
	from := text.Units(before)
	return proposals.Update{ClientID: "c", Changes: text.Replacement(text.Units(s), from, from+text.Units(old), new)}
}

// edit replaces words in the present Russian wording.
func (w *world) edit(t testing.TB, by proposals.Member, id proposals.ProposalID, old, new string) {
	t.Helper()
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	update := replace(t, now.Proposed, old, new)
	update.ClientID = string(by.ID)
	if _, _, err := w.Edit(context.Background(), by, id, proposals.Wording, act.Russian, now.Version(),
		[]proposals.Update{update}); err != nil {
		t.Fatal(err)
	}
}

// editKk replaces words in the present Kazakh wording.
func (w *world) editKk(t testing.TB, id proposals.ProposalID, old, new string) {
	t.Helper()
	now, _ := w.get(t, id).Text(proposals.Wording, act.Kazakh)
	if _, _, err := w.Edit(context.Background(), w.author, id, proposals.Wording, act.Kazakh, now.Version(),
		[]proposals.Update{replace(t, now.Proposed, old, new)}); err != nil {
		t.Fatal(err)
	}
}

// place finds words in the present Russian wording.
func (w *world) place(t testing.TB, id proposals.ProposalID, words string) *proposals.Place {
	t.Helper()
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	before, _, found := strings.Cut(now.Proposed, words)
	if !found {
		t.Fatalf("the words %q are not in %q", words, now.Proposed)
	}
	from := text.Units(before)
	return &proposals.Place{Lang: act.Russian, From: from, To: from + text.Units(words), Version: now.Version()}
}

// wantCode fails unless err is a refusal with the code.
func wantCode(t testing.TB, err error, code string) {
	t.Helper()
	if got := proposals.CodeOf(err); got != code {
		t.Errorf("got %v, want the code %q", err, code)
	}
}

// cut is the update that puts insert in place of the words gone, which follow before in s.
func cut(s, before, gone, insert string) text.ChangeSet {
	from := text.Units(before)
	return text.Replacement(text.Units(s), from, from+text.Units(gone), insert)
}

// slice gives the words between two UTF-16 positions; empty when there are none.
func slice(s string, from, to int) string {
	words, _ := text.Slice(s, from, to)
	return words
}
