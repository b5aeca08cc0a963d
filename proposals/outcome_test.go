package proposals_test

import (
	"context"
	"strings"
	"testing"

	"talqy/proposals"
)

// A thread is closed with what became of it: rejecting needs a reason, another outcome replaces the first, reopened it has none.
func TestResolvedWithAnOutcome(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	ok(t, w.Comment(ctx, w.other, id, "comment-1", "Срок мал.", nil))
	resolved := func() *proposals.Resolution { return w.get(t, id).Threads[0].Resolved }
	wantRefusal(t, w.Resolve(ctx, w.author, id, "comment-1", proposals.OutcomeRejected, " "), proposals.CodeEmpty, "reason")
	wantRefusal(t, w.Resolve(ctx, w.author, id, "comment-1", "maybe", ""), proposals.CodeUnknownChoice, "outcome")
	wantCode(t, w.Resolve(ctx, w.author, id, "comment-1", proposals.OutcomeNoted, strings.Repeat("я", proposals.MaxReason+1)), proposals.CodeTextTooLong)
	wantCode(t, w.Resolve(ctx, w.observer, id, "comment-1", "", ""), proposals.CodeForbidden)
	if resolved() != nil {
		t.Fatalf("closed by what was refused: %+v", resolved())
	}
	ok(t, w.Resolve(ctx, w.author, id, "comment-1", proposals.OutcomeRejected, "Срок уже продлён."))
	seq := w.seq(t, id)
	ok(t, w.Resolve(ctx, w.lawyer, id, "comment-1", proposals.OutcomeRejected, "Срок уже продлён."))
	if r := resolved(); r.Outcome != proposals.OutcomeRejected || r.Reason != "Срок уже продлён." || r.By != w.author.ID || w.seq(t, id) != seq {
		t.Errorf("%+v", r)
	}
	ok(t, w.Resolve(ctx, w.lawyer, id, "comment-1", proposals.OutcomeAccepted, ""))
	if r := resolved(); r.Outcome != proposals.OutcomeAccepted || r.Reason != "" || r.By != w.lawyer.ID {
		t.Errorf("%+v", r)
	}
	last := w.history(t, id)
	if e := last[len(last)-1]; e.Outcome != string(proposals.OutcomeAccepted) {
		t.Errorf("the history says %q", e.Outcome)
	}
	if e := last[len(last)-2]; e.Outcome != string(proposals.OutcomeRejected) || e.Reason != "Срок уже продлён." {
		t.Errorf("the history says %q, %q", e.Outcome, e.Reason)
	}
	ok(t, w.Reopen(ctx, w.author, id, "comment-1"))
	ok(t, w.Resolve(ctx, w.author, id, "comment-1", "", ""))
	if r := resolved(); r == nil || r.Outcome != "" {
		t.Errorf("%+v", r)
	}
}
