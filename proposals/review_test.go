package proposals_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// effect gives the papers of a proposal as somebody sees them.
func (w *world) effect(t testing.TB, by proposals.Member, id proposals.ProposalID) *proposals.Effect {
	t.Helper()
	e, err := w.Effect(context.Background(), by, id)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// changes gives the changes of the Russian redline.
func (w *world) changes(t testing.TB, id proposals.ProposalID) []proposals.ReviewedChange {
	t.Helper()
	return w.effect(t, w.lawyer, id).Langs[act.Russian].Changes
}

// order is a word on a change as the page sends it.
func (w *world) order(t testing.TB, id proposals.ProposalID, c proposals.ReviewedChange, verdict proposals.Verdict) proposals.Review {
	t.Helper()
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	return proposals.Review{Lang: act.Russian, Version: now.Version(), From: c.From, To: c.To, Deleted: c.Deleted,
		Inserted: c.Inserted, Verdict: verdict}
}

func (w *world) review(t testing.TB, id proposals.ProposalID, order proposals.Review) {
	t.Helper()
	if err := w.Review(context.Background(), w.lawyer, id, order); err != nil {
		t.Fatal(err)
	}
}

func proposed(w *world, t testing.TB, id proposals.ProposalID) string {
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	return now.Proposed
}

// twoChanges is a proposal with «тридцати» → «сорока» and «кров» → «безопасный кров» in the Russian text.
func twoChanges(t testing.TB) (*world, proposals.ProposalID) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	w.edit(t, w.author, id, "кров", "безопасный кров")
	if got := len(w.changes(t, id)); got != 2 {
		t.Fatalf("%d changes, want 2", got)
	}
	return w, id
}

// An accepted change carries who accepted it, when and why, goes with its words, and is open again when they change.
func TestAcceptedChange(t *testing.T) {
	w, id := twoChanges(t)
	order := w.order(t, id, w.changes(t, id)[0], proposals.VerdictAccept)
	order.Reason = "Так в статье 10."
	w.review(t, id, order)
	got := w.changes(t, id)
	if a := got[0].Accepted; a == nil || a.By != w.lawyer.ID || a.Reason != "Так в статье 10." || a.At.IsZero() {
		t.Fatalf("the first change is %+v", a)
	}
	if got[1].Accepted != nil {
		t.Error("the second change is accepted too")
	}
	w.edit(t, w.author, id, "Приют принимает", "Каждый приют безотлагательно принимает")
	accepted := 0
	for _, c := range w.changes(t, id) {
		if c.Accepted != nil {
			accepted++
			if c.Inserted != "сорока" {
				t.Errorf("the mark slipped onto %q", c.Inserted)
			}
		}
	}
	if accepted != 1 {
		t.Errorf("%d changes are accepted after an edit elsewhere, want 1", accepted)
	}
	w.edit(t, w.author, id, "сорока суток", "сорока пяти суток") // words typed close by: nobody has accepted these
	for _, c := range w.changes(t, id) {
		if c.Accepted != nil {
			t.Errorf("the change to %q is accepted after its words changed", c.Inserted)
		}
	}
}

// A deletion has no words of its own in the draft; its mark stands between its neighbours.
func TestAcceptedDeletion(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, " на срок до тридцати суток", "")
	w.review(t, id, w.order(t, id, w.changes(t, id)[0], proposals.VerdictAccept))
	w.edit(t, w.author, id, "питание", "горячее питание")
	w.edit(t, w.author, id, "Приют\n", "Приюты\n")
	kept := 0
	for _, c := range w.changes(t, id) {
		if c.Accepted != nil {
			kept++
		}
	}
	if kept != 1 {
		t.Fatalf("%d accepted, want 1", kept)
	}
	w.edit(t, w.author, id, "пострадавшего.", "пострадавшего немедленно.")
	for _, c := range w.changes(t, id) {
		if c.Accepted != nil {
			t.Error("the mark stands though words came in its place")
		}
	}
}

// Rejecting puts the old words back and leaves the other change; comments move; the version goes on as with an edit, so a
// member who typed meanwhile puts his words on top.
func TestRejectedChange(t *testing.T) {
	w, id := twoChanges(t)
	if err := w.Comment(context.Background(), w.other, id, "comment-1", "Чей кров?", w.place(t, id, "кров")); err != nil {
		t.Fatal(err)
	}
	before, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	order := w.order(t, id, w.changes(t, id)[0], proposals.VerdictReject)
	order.Reason = "Срок не обоснован."
	w.review(t, id, order)
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if !strings.Contains(now.Proposed, "до тридцати суток") || !strings.Contains(now.Proposed, "безопасный кров") || now.Version() != before.Version()+1 {
		t.Errorf("version %d after %d: %q", now.Version(), before.Version(), now.Proposed)
	}
	if a := w.get(t, id).Threads[0].Anchor; a.Lost || a.From != w.place(t, id, "кров").From {
		t.Errorf("the comment is at %+v", a)
	}
	_, since, err := w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, before.Version(),
		[]proposals.Update{replace(t, before.Proposed, "питание", "горячее питание")})
	if err != nil || len(since) != 2 || since[0].ClientID == "c" {
		t.Errorf("an editor that typed meanwhile is told of %d updates, %v; want the rejection's and its own", len(since), err)
	}
	if now, _ := w.get(t, id).Text(proposals.Wording, act.Russian); !strings.Contains(now.Proposed, "до тридцати суток") || !strings.Contains(now.Proposed, "горячее питание") {
		t.Errorf("%q", now.Proposed)
	}
	history, _, err := w.History(w.observer, id, proposals.HistoryPage{})
	if err != nil {
		t.Fatal(err)
	}
	if last := history[len(history)-2]; last.Event.Kind != proposals.ChangeRejected || last.Lang != act.Russian || last.Event.By != w.lawyer.ID ||
		!strings.Contains(string(last.Event.Data), "Срок не обоснован.") {
		t.Errorf("the history has %s %s", last.Event.Kind, last.Event.Data)
	}
}

// Found in design: the answer to a command may be lost, and it is sent again.
func TestReviewSentTwiceCountsOnce(t *testing.T) {
	for verdict, kind := range map[proposals.Verdict]proposals.Kind{proposals.VerdictAccept: proposals.ChangeAccepted,
		proposals.VerdictReject: proposals.ChangeRejected} {
		w, id := twoChanges(t)
		order := w.order(t, id, w.changes(t, id)[0], verdict)
		w.review(t, id, order)
		text := proposed(w, t, id)
		w.review(t, id, order)
		w.edit(t, w.author, id, "питание", "горячее питание")
		w.review(t, id, order)
		n := 0
		for _, ev := range w.memory.All() {
			if ev.Kind == kind {
				n++
			}
		}
		if n != 1 || !strings.Contains(proposed(w, t, id), strings.Split(text, "\n")[1]) {
			t.Errorf("%s sent three times made %d events", verdict, n)
		}
	}
}

// Reopening takes the mark away, and does nothing where there is none; a change that is made again after its rejection is a
// new one.
func TestReopenedChange(t *testing.T) {
	w, id := twoChanges(t)
	change := w.changes(t, id)[0]
	seq := w.get(t, id).Seq
	w.review(t, id, w.order(t, id, change, proposals.VerdictReopen))
	if w.get(t, id).Seq != seq {
		t.Error("reopening an open change is an event")
	}
	w.review(t, id, w.order(t, id, change, proposals.VerdictAccept))
	w.review(t, id, w.order(t, id, change, proposals.VerdictReopen))
	if w.changes(t, id)[0].Accepted != nil {
		t.Error("the change is still accepted")
	}
	w.review(t, id, w.order(t, id, change, proposals.VerdictReject))
	w.edit(t, w.author, id, "тридцати", "сорока")
	again := w.changes(t, id)[0]
	if again.Accepted != nil {
		t.Error("the change made again is accepted")
	}
	w.review(t, id, w.order(t, id, again, proposals.VerdictReject))
	if strings.Contains(proposed(w, t, id), "сорока") {
		t.Error("the second rejection was taken for the first")
	}
}

// The change is found by its place as it has moved since it was seen, and by its very words; else the text has moved on.
func TestReviewOfAChangeThatMoved(t *testing.T) {
	w, id := twoChanges(t)
	order := w.order(t, id, w.changes(t, id)[1], proposals.VerdictReject)
	w.edit(t, w.author, id, "Приют принимает", "Каждый приют принимает")
	w.review(t, id, order)
	if got := proposed(w, t, id); strings.Contains(got, "безопасный") || !strings.Contains(got, "Каждый приют") {
		t.Errorf("%q", got)
	}
	order = w.order(t, id, w.changes(t, id)[1], proposals.VerdictAccept)
	w.edit(t, w.author, id, "сорока", "шестидесяти")
	err := w.Review(context.Background(), w.lawyer, id, order)
	wantCode(t, err, proposals.CodeTextMovedOn)
	order.Inserted = "made up"
	wantCode(t, w.Review(context.Background(), w.lawyer, id, order), proposals.CodeTextMovedOn)
	order.Version = 1000
	wantCode(t, w.Review(context.Background(), w.lawyer, id, order), proposals.CodeBadChange)
	order = w.order(t, id, w.changes(t, id)[0], "burn")
	wantCode(t, w.Review(context.Background(), w.lawyer, id, order), proposals.CodeUnknownChoice)
}

// A lawyer and an organiser review; the wording of a repeal is not theirs to change; a withdrawn proposal is closed.
func TestWhoReviews(t *testing.T) {
	w, id := twoChanges(t)
	ctx := context.Background()
	order := w.order(t, id, w.changes(t, id)[0], proposals.VerdictAccept)
	wantCode(t, w.Review(ctx, w.author, id, order), proposals.CodeForbidden)
	wantCode(t, w.Review(ctx, w.observer, id, order), proposals.CodeForbidden)
	if err := w.Review(ctx, w.organiser, id, order); err != nil {
		t.Error(err)
	}
	repeal := w.shared(t, proposals.Repeal, "art_1")
	wantCode(t, w.Review(ctx, w.lawyer, repeal, w.order(t, repeal, w.changes(t, repeal)[0], proposals.VerdictReject)), proposals.CodeLangMissing)
	w.review(t, repeal, w.order(t, repeal, w.changes(t, repeal)[0], proposals.VerdictAccept))
	if w.changes(t, repeal)[0].Accepted == nil {
		t.Error("a repeal cannot be accepted")
	}
	if err := w.Withdraw(ctx, w.author, id, "Отозвана."); err != nil {
		t.Fatal(err)
	}
	wantCode(t, w.Review(ctx, w.lawyer, id, order), proposals.CodeClosed)
	draft := w.propose(t, proposals.Amend, "art_2-1")
	wantCode(t, w.Review(ctx, w.lawyer, draft, order), proposals.CodeNotFound)
}

// Rejecting every change, one after another and from either end, gives the law in force; a second process that reads the log
// has the same texts and the same marks.
func TestRejectingEveryChangeGivesTheLaw(t *testing.T) {
	for _, fromEnd := range []bool{false, true} {
		w := newWorld(t)
		id := w.shared(t, proposals.Amend, "art_2")
		for _, pair := range [][2]string{{"тридцати", "сорока"}, {"1) кров;\n2) питание.", "1) питание;\n2) безопасный кров;\n3) одежда."}, {"предоставляются", "бесплатно предоставляются"}} {
			w.edit(t, w.author, id, pair[0], pair[1])
		}
		w.review(t, id, w.order(t, id, w.changes(t, id)[0], proposals.VerdictAccept))
		second := w.open(t)
		p, err := second.Proposal(w.author, id)
		if err != nil {
			t.Fatal(err)
		}
		if text, _ := p.Text(proposals.Wording, act.Russian); len(text.Reviewed) != 1 || text.Proposed != proposed(w, t, id) {
			t.Errorf("a second process has %+v", text.Reviewed)
		}
		for n := 0; ; n++ {
			open := w.changes(t, id)
			if len(open) == 0 {
				break
			}
			if n > 50 {
				t.Fatal("rejecting does not end")
			}
			c := open[0]
			if fromEnd {
				c = open[len(open)-1]
			}
			w.review(t, id, w.order(t, id, c, proposals.VerdictReject))
		}
		if now, _ := w.get(t, id).Text(proposals.Wording, act.Russian); now.Proposed != now.Current || len(now.Reviewed) != 0 {
			t.Errorf("from the end %v: %q, marks %v", fromEnd, now.Proposed, now.Reviewed)
		}
	}
}

// Random edits around accepted changes: a mark that is left always stands at a change of the present redline, or that change
// is no longer told apart from a neighbour; its words are always the ones that were accepted.
func FuzzMarksStayAtTheirWords(f *testing.F) {
	f.Add([]byte{3, 10, 1, 40, 0, 7})
	f.Add([]byte{0, 0, 5, 200, 9, 3, 1, 1})
	f.Fuzz(func(t *testing.T, steps []byte) {
		w, id := twoChanges(t)
		for _, c := range w.changes(t, id) {
			w.review(t, id, w.order(t, id, c, proposals.VerdictAccept))
		}
		for i := 0; i+1 < min(len(steps), 20); i += 2 {
			now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
			runes := []rune(now.Proposed)
			if len(runes) < 12 {
				break
			}
			from := int(steps[i+1]) % (len(runes) - 10)
			to := from + int(steps[i])%10
			update := proposals.Update{ClientID: "c", Changes: cut(now.Proposed, string(runes[:from]), string(runes[from:to]), []string{"", "сорок ", "я", "\n"}[steps[i]%4])}
			if _, _, err := w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, now.Version(), []proposals.Update{update}); err != nil {
				var refused *proposals.Error
				if errors.As(err, &refused) {
					continue
				}
				t.Fatal(err)
			}
		}
		now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
		for _, m := range now.Reviewed {
			if got := slice(now.Proposed, m.From, m.To); got != m.Inserted {
				t.Errorf("the mark of %q stands at %q", m.Inserted, got)
			}
		}
		for _, c := range w.changes(t, id) {
			if c.Accepted != nil && (c.Inserted != "сорока" && c.Inserted != "безопасный " || c.Kind == redline.Moved) {
				t.Errorf("accepted: %+v", c)
			}
		}
	})
}
