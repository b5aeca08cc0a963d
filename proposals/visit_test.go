package proposals_test

import (
	"context"
	"fmt"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// news writes what changed in the bill for a member, a line a proposal.
func news(t testing.TB, w *world, bench *proposals.Workbench, m proposals.Member) []string {
	t.Helper()
	all, err := bench.BillNews(m, w.bill)
	ok(t, err)
	out := []string{}
	for _, n := range all.News {
		line := fmt.Sprintf("%s since %d, new %v, edited %v %v, %d comments, %d replies, %d reviews", n.Proposal.ID, n.Since, n.New, n.Edited, n.Justified, n.Comments, n.Replies, n.Reviews)
		for _, s := range n.Steps {
			line += ", " + string(s.Status) + ": " + s.Reason
		}
		out = append(out, line)
	}
	return out
}

// What changed since the last visit: by proposal, by others, from the very event that the member had seen; also after a
// restart; and nothing once it was looked at.
func TestWhatChangedSinceMyVisit(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	first, err := w.BillNews(w.other, w.bill)
	ok(t, err)
	if first.Visited || len(first.News) != 0 || first.Now[id] != 3 {
		t.Fatalf("before the first visit: %+v", first)
	}
	ok(t, w.Visit(ctx, w.other, w.bill, first.Now))
	w.edit(t, w.author, id, "сорока", "пятидесяти")
	ok(t, w.Comment(ctx, w.lawyer, id, "comment-1", "Почему?", nil))
	ok(t, w.Reply(ctx, w.other, id, "comment-1", "reply-01", "Потому."))
	ok(t, w.Reply(ctx, w.author, id, "comment-1", "reply-02", "Вот почему."))
	ok(t, w.Withdraw(ctx, w.author, id, "Устарело."))
	draft := w.propose(t, proposals.Amend, "art_1")
	added := w.shared(t, proposals.Amend, "art_1")
	mine := w.proposeAs(t, w.other, "art_1")
	want := []string{
		fmt.Sprintf("%s since 0, new true, edited [] false, 0 comments, 0 replies, 0 reviews, discussion: ", added),
		fmt.Sprintf("%s since 3, new false, edited [ru] false, 1 comments, 1 replies, 0 reviews, withdrawn: Устарело.", id),
	}
	for _, bench := range []*proposals.Workbench{w.Workbench, w.open(t)} {
		if got := news(t, w, bench, w.other); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got\n%q\nwant\n%q", got, want)
		}
	}
	ops, err := w.Since(w.other, id, 3)
	ok(t, err)
	changes := redline.Changes(ops[act.Russian])
	if len(ops) != 1 || len(changes) != 1 || changes[0].Deleted != "сорока" || changes[0].Inserted != "пятидесяти" {
		t.Errorf("the redline since then: %+v", changes)
	}
	_, err = w.Since(w.other, draft, 0)
	wantCode(t, err, proposals.CodeNotFound)
	_, err = w.Since(w.other, id, 99)
	wantCode(t, err, proposals.CodeUnknownChoice)

	now, err := w.BillNews(w.other, w.bill)
	ok(t, err)
	if _, known := now.Now[draft]; known || now.Now[mine] == 0 {
		t.Errorf("a draft of another is told of: %v", now.Now)
	}
	ok(t, w.Comment(ctx, w.lawyer, added, "comment-2", "Позже.", nil)) // after what the member was shown
	events := len(w.memory.All())
	for range 2 {
		ok(t, w.Visit(ctx, w.other, w.bill, now.Now))
	}
	if n := len(w.memory.All()) - events; n != 1 {
		t.Errorf("two looks made %d events", n)
	}
	want = []string{fmt.Sprintf("%s since 2, new false, edited [] false, 1 comments, 0 replies, 0 reviews", added)}
	for _, bench := range []*proposals.Workbench{w.Workbench, w.open(t)} {
		if got := news(t, w, bench, w.other); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("after the visit got\n%q\nwant\n%q", got, want)
		}
	}
}

// Nobody looks further than there is, or at what he may not see.
func TestVisitIsOfWhatIsThere(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	draft, shared := w.propose(t, proposals.Amend, "art_1"), w.shared(t, proposals.Amend, "art_2")
	ok(t, w.Visit(ctx, w.other, w.bill, map[proposals.ProposalID]int{draft: 1, shared: 1000, "none": 5}))
	ok(t, w.Share(ctx, w.author, draft))
	ok(t, w.Comment(ctx, w.author, shared, "comment-1", "Ещё.", nil))
	if got := news(t, w, w.Workbench, w.other); len(got) != 2 {
		t.Errorf("got %q", got)
	}
	wantCode(t, w.Visit(ctx, w.other, "none", nil), proposals.CodeNotFound)
}
