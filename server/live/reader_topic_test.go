package live_test

import (
	"context"
	"testing"

	"talqy/proposals"
)

// A member hears on the topic of his own that something concerns him, and that he has read it elsewhere; the group does not
// hear what he reads, and nobody may follow another's.
func TestReaderTopicIsOnesOwn(t *testing.T) {
	r := newRoom(t)
	ctx := context.Background()
	other := proposals.Member{ID: "other", Name: "Другой", Role: proposals.Ordinary}
	must(t, r.bench.Join(ctx, other))
	mine, prying := r.browser(t, "author"), r.browser(t, "other")
	mine.send(follow("reader/author", 0))
	if f := mine.next(); f.Type != "current" || f.Topic != "reader/author" {
		t.Fatalf("got %+v", f)
	}
	prying.send(follow("reader/author", 0))
	if f := prying.next(); f.Type != "refused" {
		t.Errorf("another's notifications: %+v", f)
	}
	prying.send(follow("group", 0))
	if f := prying.next(); f.Type != "current" {
		t.Errorf("the group: %+v", f)
	}
	must(t, r.bench.Comment(ctx, r.author, r.proposal, "comment-0", "Себе.", nil))
	must(t, r.bench.Comment(ctx, other, r.proposal, "comment-1", "Почему?", nil))
	if f := mine.next(); f.Topic != "reader/author" || f.Event.Kind != proposals.ProposalCommented || f.Event.Seq != 4 || f.Event.Data != nil {
		t.Errorf("the author heard %+v", f)
	}
	page := r.bench.Notices(r.author, 0, 10)
	must(t, r.bench.MarkRead(ctx, r.author, page.UpTo, nil))
	if f := mine.next(); f.Topic != "reader/author" || f.Event.Kind != proposals.NotificationsRead {
		t.Errorf("after reading the author heard %+v", f)
	}
	must(t, r.bench.Comment(ctx, other, r.proposal, "comment-2", "И ещё.", nil))
	for _, want := range []int{3, 4, 5} {
		if f := prying.next(); f.Topic != "group" || f.Event.Kind != proposals.ProposalCommented || f.Event.Seq != want {
			t.Errorf("the group heard %+v, want comment %d", f, want)
		}
	}
}
