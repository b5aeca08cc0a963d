package proposals_test

import (
	"context"
	"errors"
	"testing"

	"talqy/proposals"
)

// A comment follows its words through edits; when the words are replaced it says so and keeps its quote.
func TestCommentFollowsItsWords(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	if err := w.Comment(ctx, w.other, id, "comment-1", "Почему именно столько?", w.place(t, id, "до тридцати суток")); err != nil {
		t.Fatal(err)
	}
	w.edit(t, w.author, id, "принимает", "безотлагательно принимает")
	anchor := w.get(t, id).Threads[0].Anchor
	if at := w.place(t, id, "до тридцати суток"); anchor.From != at.From || anchor.To != at.To || anchor.Lost {
		t.Errorf("the anchor is at %+v, its words at %+v", anchor, at)
	}
	w.edit(t, w.author, id, "на срок до тридцати суток", "бессрочно")
	if anchor := w.get(t, id).Threads[0].Anchor; !anchor.Lost || anchor.Quote != "до тридцати суток" {
		t.Errorf("the words are gone, and the anchor says %+v", anchor)
	}
	_, err := w.Proposal(w.observer, id)
	if err != nil {
		t.Errorf("an observer cannot see a proposal in discussion: %v", err)
	}
}

// A comment on words that somebody edits at the same moment lands on the words its author saw.
func TestCommentOnAnOlderVersion(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	seen, gone := w.place(t, id, "кров"), w.place(t, id, "питание")
	w.edit(t, w.author, id, "принимает", "безотлагательно принимает")
	w.edit(t, w.author, id, "питание", "стол")
	if err := w.Comment(ctx, w.other, id, "comment-1", "Уточнить.", seen); err != nil {
		t.Fatal(err)
	}
	if got := w.get(t, id).Threads[0].Anchor; got.Quote != "кров" || got.From != w.place(t, id, "кров").From {
		t.Errorf("the comment is on %+v", got)
	}
	wantCode(t, w.Comment(ctx, w.other, id, "comment-2", "Уточнить.", gone), proposals.CodeNoSuchWords)
}

// The answer gets lost and the proposal is withdrawn before the comment is sent again: what is stored is answered as said,
// anything new is refused.
func TestCommentSentAgainAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_1")
	send := func() error {
		return errors.Join(w.Comment(ctx, w.other, id, "comment-1", "Согласна.", nil),
			w.Reply(ctx, w.author, id, "comment-1", "reply-01", "Спасибо."))
	}
	ok(t, send())
	ok(t, w.Withdraw(ctx, w.author, id, "Передумали."))
	seq := w.get(t, id).Seq
	ok(t, send())
	wantCode(t, w.Comment(ctx, w.other, id, "comment-2", "Ещё.", nil), proposals.CodeClosed)
	wantCode(t, w.Reply(ctx, w.author, id, "comment-1", "reply-02", "Ещё."), proposals.CodeClosed)
	if now := w.get(t, id).Seq; now != seq {
		t.Errorf("%d events after the end, want none", now-seq)
	}
}
