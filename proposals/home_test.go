package proposals_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
)

func (w *world) home(t testing.TB, m proposals.Member) *proposals.Home {
	t.Helper()
	h, err := w.Home(context.Background(), m)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// calls gives the reasons for which threads wait for a member, in the order of the home.
func (w *world) calls(t testing.TB, m proposals.Member) string {
	t.Helper()
	out := ""
	for _, c := range w.home(t, m).Threads.Items {
		out += string(c.Thread.ID) + " " + string(c.Call) + "; "
	}
	return out
}

func TestHomeHasOnesOwnDraftsWithTheirWarnings(t *testing.T) {
	w := newWorld(t)
	id := w.propose(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "2) питание.", "2) питание;\n7) одежда.") // the number 3 is skipped
	h := w.home(t, w.author)
	if h.Drafts.Total != 1 || h.Drafts.Items[0].Proposal.ID != id || h.Drafts.Items[0].Warnings == 0 {
		t.Errorf("the author's drafts: %+v", h.Drafts)
	}
	if h := w.home(t, w.organiser); h.Drafts.Total != 0 || len(h.Latest) != 0 {
		t.Errorf("an organiser sees another's draft: %+v, %+v", h.Drafts, h.Latest)
	}
	if err := w.Share(context.Background(), w.author, id); err != nil {
		t.Fatal(err)
	}
	if h := w.home(t, w.author); h.Drafts.Total != 0 {
		t.Errorf("what is in discussion is still called a draft")
	}
}

// Whoever is asked sees the thread until he answers it or somebody resolves it.
func TestHomeHasThreadsThatWaitForAnAnswer(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	want := func(m proposals.Member, want string) {
		t.Helper()
		if got := w.calls(t, m); got != want {
			t.Errorf("%s: got %q, want %q", m.ID, got, want)
		}
	}
	must(w.Comment(ctx, w.other, id, "comment-1", "Почему тридцать?", nil))
	want(w.author, "comment-1 comment; ")
	want(w.other, "")
	must(w.Reply(ctx, w.author, id, "comment-1", "reply-01", "Так в Протоколе."))
	want(w.author, "")
	want(w.other, "comment-1 reply; ")
	must(w.Reply(ctx, w.other, id, "comment-1", "reply-02", fmt.Sprintf("@[%s], так ли это?", w.lawyer.ID)))
	want(w.lawyer, "comment-1 mention; ")
	want(w.author, "comment-1 reply; ")
	want(w.other, "")
	want(w.observer, "")
	must(w.Comment(ctx, w.other, id, "comment-2", fmt.Sprintf("И ещё, @[%s].", w.author.ID), nil))
	want(w.author, "comment-2 mention; comment-1 reply; ")
	must(w.Reply(ctx, w.lawyer, id, "comment-1", "reply-03", "Так."))
	must(w.Resolve(ctx, w.lawyer, id, "comment-1", "", ""))
	want(w.other, "")
	want(w.author, "comment-2 mention; ")
	must(w.Withdraw(ctx, w.author, id, "Другой будет лучше."))
	want(w.author, "")
}

func TestHomeOfALawyerHasChangesToReview(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	unchanged, changed := w.shared(t, proposals.Amend, "art_1"), w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, changed, "тридцати", "сорока")
	w.edit(t, w.author, changed, "питание", "горячее питание")
	h := w.home(t, w.lawyer)
	if h.Reviews.Total != 1 || h.Reviews.Items[0].Proposal.ID != changed || h.Reviews.Items[0].Changes != 2 {
		t.Fatalf("got %+v; %s is unchanged", h.Reviews, unchanged)
	}
	e, err := w.Effect(ctx, w.lawyer, changed)
	if err != nil {
		t.Fatal(err)
	}
	for left, c := range e.Langs[act.Russian].Changes {
		if err := w.Review(ctx, w.lawyer, changed, proposals.Review{Lang: act.Russian, Version: e.Langs[act.Russian].Version, From: c.From, To: c.To,
			Deleted: c.Deleted, Inserted: c.Inserted, Verdict: proposals.VerdictAccept}); err != nil {
			t.Fatal(err)
		}
		got := 0
		if h := w.home(t, w.lawyer); h.Reviews.Total > 0 {
			got = h.Reviews.Items[0].Changes
		}
		if want := 1 - left; got != want {
			t.Errorf("after %d accepted changes %d wait, want %d", left+1, got, want)
		}
	}
	if h := w.home(t, w.author); h.Reviews.Total != 0 {
		t.Errorf("a member is asked to review: %+v", h.Reviews)
	}
}

func TestHomeOfAnOrganiserHasWhatIsReadyToBeDecided(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	first, second := w.shared(t, proposals.Amend, "art_1"), w.shared(t, proposals.Amend, "art_2")
	if err := w.Comment(ctx, w.other, second, "comment-1", "Рано.", nil); err != nil {
		t.Fatal(err)
	}
	if h := w.home(t, w.organiser); h.Decisions.Total != 1 || h.Decisions.Items[0].ID != first {
		t.Errorf("got %+v, want %s alone", h.Decisions, first)
	}
	if err := w.Take(ctx, w.organiser, first, proposals.ActAgree, ""); err != nil {
		t.Fatal(err)
	}
	for _, m := range []proposals.Member{w.organiser, w.author, w.observer} {
		if h := w.home(t, m); h.Decisions.Total != 0 {
			t.Errorf("%s: %+v", m.Role, h.Decisions)
		}
	}
}

func TestHomeHasCollisionsOfOnesOwnProposalsOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	mine := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, mine, "тридцати суток", "сорока суток")
	theirs, err := w.Propose(ctx, w.other, w.bill, w.act, proposals.Amend, "art_2")
	if err != nil {
		t.Fatal(err)
	}
	p, err := w.Proposal(w.other, theirs)
	if err != nil {
		t.Fatal(err)
	}
	now, _ := p.Text(proposals.Wording, act.Russian)
	if _, _, err := w.Edit(ctx, w.other, theirs, proposals.Wording, act.Russian, 0, []proposals.Update{replace(t, now.Proposed, "тридцати суток", "девяноста суток")}); err != nil {
		t.Fatal(err)
	}
	if h := w.home(t, w.author); h.Collisions.Total != 0 {
		t.Errorf("a collision with a draft that the author may not see: %+v", h.Collisions)
	}
	if err := w.Share(ctx, w.other, theirs); err != nil {
		t.Fatal(err)
	}
	for m, want := range map[proposals.MemberID][2]proposals.ProposalID{w.author.ID: {mine, theirs}, w.other.ID: {theirs, mine}} {
		member, _ := w.Member(m)
		h := w.home(t, *member)
		if h.Collisions.Total != 1 {
			t.Fatalf("%s: %d collisions, want 1", m, h.Collisions.Total)
		}
		if c := h.Collisions.Items[0]; c.Proposal.ID != want[0] || c.Other.ID != want[1] || c.Kind != proposals.SameWords {
			t.Errorf("%s: %s with %s, %s", m, c.Proposal.ID, c.Other.ID, c.Kind)
		}
	}
	if h := w.home(t, w.lawyer); h.Collisions.Total != 0 {
		t.Errorf("a lawyer without proposals has collisions: %+v", h.Collisions)
	}
}

func TestHomeHasTheNextRoundTable(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	var want proposals.RoundTableID
	for _, date := range []string{"2026-11-20", "2026-12-10", "2026-11-24", "2027-01-15"} { // it is 23 November
		r, err := w.Convene(ctx, w.organiser, proposals.RoundTableHead{Title: proposals.Bilingual{Ru: "Обсуждение"}, Date: date}, []proposals.ProposalID{id})
		if err != nil {
			t.Fatal(err)
		}
		if date == "2026-11-24" {
			want = r
		}
	}
	if h := w.home(t, w.author); h.RoundTable == nil || h.RoundTable.ID != want || h.OnAgenda != 1 {
		t.Errorf("got %+v, %d on its agenda", h.RoundTable, h.OnAgenda)
	}
	if h := w.home(t, w.lawyer); h.RoundTable == nil || h.OnAgenda != 0 {
		t.Errorf("a lawyer: %+v, %d on its agenda", h.RoundTable, h.OnAgenda)
	}
	w.clock.Skip(90 * 24 * time.Hour)
	if h := w.home(t, w.author); h.RoundTable != nil {
		t.Errorf("a round table of the past is told as the next one: %+v", h.RoundTable)
	}
}

func TestHomeTellsWhatIsNewSinceTheVisit(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	if h := w.home(t, w.lawyer); h.News.Total != 0 || len(h.Latest) != 1 {
		t.Errorf("before the first visit: %+v, %d latest", h.News, len(h.Latest))
	}
	if err := w.Visit(ctx, w.lawyer, w.bill, map[proposals.ProposalID]int{id: w.get(t, id).Seq}); err != nil {
		t.Fatal(err)
	}
	if h := w.home(t, w.lawyer); h.News.Total != 0 {
		t.Errorf("right after the visit: %+v", h.News)
	}
	if err := w.Comment(ctx, w.lawyer, id, "comment-1", "Своё — не новость.", nil); err != nil {
		t.Fatal(err)
	}
	if h := w.home(t, w.lawyer); h.News.Total != 0 {
		t.Errorf("one's own doing is told as news: %+v", h.News)
	}
	w.edit(t, w.other, id, "тридцати", "сорока")
	other := w.shared(t, proposals.Amend, "art_1")
	h := w.home(t, w.lawyer)
	if h.News.Total != 2 || h.News.Items[0].Proposal.ID != other || !h.News.Items[0].New {
		t.Fatalf("got %+v", h.News)
	}
	if n := h.News.Items[1]; n.Proposal.ID != id || n.New || n.Events != 1 || n.By != w.other.ID {
		t.Errorf("got %+v", n)
	}
}

// A home is asked for again at every event of the group, so it must be cheap with all the proposals of a large one.
func TestHomeOfTwoThousandProposals(t *testing.T) {
	w := newWorld(t)
	for i, id := range manyProposals(t, w, 2000) {
		if i%20 == 0 {
			if err := w.Comment(context.Background(), w.other, id, proposals.CommentID(fmt.Sprintf("comment-%d", i)), "Почему?", nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, m := range []proposals.Member{w.author, w.lawyer, w.organiser, w.observer} {
		w.home(t, m)
		began := time.Now()
		h := w.home(t, m)
		if took := time.Since(began); took > time.Second {
			t.Errorf("%s: the second home took %s", m.Role, took)
		}
		if m.ID == w.author.ID && (h.Threads.Total != 100 || len(h.Threads.Items) != proposals.MaxHomeItems) {
			t.Errorf("%d threads wait, %d are shown", h.Threads.Total, len(h.Threads.Items))
		}
	}
}

func BenchmarkHome(b *testing.B) {
	w := newWorld(b)
	manyProposals(b, w, 2000)
	w.home(b, w.lawyer)
	for b.Loop() {
		w.home(b, w.lawyer)
	}
}
