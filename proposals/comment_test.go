package proposals_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"talqy/proposals"
)

// thread gives the only thread of a proposal.
func (w *world) thread(t testing.TB, id proposals.ProposalID) *proposals.Thread {
	t.Helper()
	threads := w.get(t, id).Threads
	if len(threads) != 1 {
		t.Fatalf("%d threads, want 1", len(threads))
	}
	return threads[0]
}

// A mention names a member by id: who is called otherwise later is still the one. Only who sees the proposal is called.
func TestMention(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	shared, draft := w.shared(t, proposals.Amend, "art_2"), w.propose(t, proposals.Amend, "art_1")
	body := fmt.Sprintf("@[%s] и @[%s], посмотрите; @[%s]!", w.lawyer.ID, w.observer.ID, w.lawyer.ID)
	if err := w.Comment(ctx, w.other, shared, "comment-1", body, nil); err != nil {
		t.Fatal(err)
	}
	want := []proposals.MemberID{w.lawyer.ID, w.observer.ID}
	if got := w.thread(t, shared).Mentions; !reflect.DeepEqual(got, want) {
		t.Errorf("mentioned %v, want %v", got, want)
	}
	if err := w.Reply(ctx, w.lawyer, shared, "comment-1", "reply-01", fmt.Sprintf("Да, @[%s].", w.other.ID)); err != nil {
		t.Fatal(err)
	}
	if got := w.thread(t, shared).Replies[0].Mentions; !reflect.DeepEqual(got, []proposals.MemberID{w.other.ID}) {
		t.Errorf("the reply mentions %v", got)
	}
	wantCode(t, w.Comment(ctx, w.author, draft, "comment-2", fmt.Sprintf("@[%s]?", w.lawyer.ID), nil), proposals.CodeCannotMention)
	wantCode(t, w.Comment(ctx, w.author, shared, "comment-3", "@[nobody]?", nil), proposals.CodeUnknownChoice)
	var many strings.Builder
	for i := range proposals.MaxMentions + 1 {
		fmt.Fprintf(&many, "@[m%d] ", i)
	}
	wantCode(t, w.Comment(ctx, w.author, shared, "comment-4", many.String(), nil), proposals.CodeTooManyMentions)

	for _, by := range []proposals.Member{w.author, w.observer} {
		readers, err := w.Readers(by, shared)
		if err != nil || len(readers) != 5 {
			t.Errorf("%s may mention %d of 5 people, %v", by.Role, len(readers), err)
		}
	}
	if readers, err := w.Readers(w.author, draft); err != nil || len(readers) != 1 || readers[0].ID != w.author.ID {
		t.Errorf("in a draft %v can be mentioned, %v", readers, err)
	}
	_, err := w.Readers(w.lawyer, draft)
	wantCode(t, err, proposals.CodeNotFound)
}

func TestSpoken(t *testing.T) {
	name := func(id proposals.MemberID) string {
		return map[proposals.MemberID]string{"m1": "Марина Коваленко", "d-2": "Данияр"}[id]
	}
	for body, want := range map[string]string{
		"":             "",
		"@[m1], срок?": "@Марина Коваленко, срок?",
		"@[d-2]@[m1]":  "@Данияр@Марина Коваленко",
		"@[gone] ушёл": "@[gone] ушёл",
		"почта a@[b и @[две строки\n]": "почта a@[b и @[две строки\n]",
		"@[@[m1]": "@[@Марина Коваленко",
		"@[] и @[" + strings.Repeat("x", 65) + "]": "@[] и @[" + strings.Repeat("x", 65) + "]",
	} {
		if got := proposals.Spoken(body, name); got != want {
			t.Errorf("%q is spoken %q, want %q", body, got, want)
		}
	}
}

// An edited comment keeps every earlier text with who wrote it and when, in a reply too; a repeat changes nothing.
func TestEditedComment(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	for _, err := range []error{
		w.Comment(ctx, w.other, id, "comment-1", "Первый текст.", w.place(t, id, "кров")),
		w.Reply(ctx, w.lawyer, id, "comment-1", "reply-01", "Ответ."),
		w.EditComment(ctx, w.other, id, "comment-1", "comment-1", "Второй текст."),
		w.EditComment(ctx, w.other, id, "comment-1", "comment-1", "Второй текст. "), // the same: counts once
		w.EditComment(ctx, w.other, id, "comment-1", "comment-1", fmt.Sprintf("Третий, @[%s].", w.lawyer.ID)),
		w.EditComment(ctx, w.lawyer, id, "comment-1", "reply-01", "Ответ другой."),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	texts, err := w.CommentTexts(w.observer, id, "comment-1", "comment-1")
	if err != nil || len(texts) != 3 {
		t.Fatalf("%d texts, %v", len(texts), err)
	}
	for i, want := range []string{"Первый текст.", "Второй текст.", fmt.Sprintf("Третий, @[%s].", w.lawyer.ID)} {
		if texts[i].Body != want || texts[i].By != w.other.ID || i > 0 && !texts[i].At.After(texts[i-1].At) {
			t.Errorf("text %d is %+v, want %q", i, texts[i], want)
		}
	}
	thread := w.thread(t, id)
	if thread.Body != texts[2].Body || len(thread.Mentions) != 1 || thread.At != texts[0].At || thread.EditedAt != texts[2].At || thread.Anchor.Lost {
		t.Errorf("the comment is %+v", thread)
	}
	if r := thread.Replies[0]; r.Body != "Ответ другой." || len(r.Earlier) != 1 || r.Earlier[0].Body != "Ответ." {
		t.Errorf("the reply is %+v", r)
	}
	wantCode(t, w.EditComment(ctx, w.organiser, id, "comment-1", "comment-1", "Чужими руками."), proposals.CodeForbidden)
	wantCode(t, w.EditComment(ctx, w.other, id, "comment-1", "reply-01", "Чужой ответ."), proposals.CodeForbidden)
	wantCode(t, w.EditComment(ctx, w.other, id, "comment-1", "nothing-1", "Нет такого."), proposals.CodeNotFound)
	wantCode(t, w.EditComment(ctx, w.other, id, "comment-1", "comment-1", " "), proposals.CodeEmpty)
	for i := range proposals.MaxEdits - 2 {
		if err := w.EditComment(ctx, w.other, id, "comment-1", "comment-1", fmt.Sprintf("Правка %d.", i)); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, w.EditComment(ctx, w.other, id, "comment-1", "comment-1", "Ещё одна."), proposals.CodeTooManyEdits)
	again := w.open(t)
	p, err := again.Proposal(w.author, id)
	if err != nil || !reflect.DeepEqual(p.Threads, w.get(t, id).Threads) {
		t.Errorf("after a restart the threads are %+v, %v", p, err)
	}
}
