package proposals_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
)

// letsIn opens the guests' link and gives its token.
func (w *table) letsIn(t testing.TB) string {
	t.Helper()
	ok(t, w.LetGuestsIn(context.Background(), w.organiser, w.id))
	return w.now(t).Guests.Token
}

// The guests' link lets in until the end of its day in Kazakhstan, is replaced by a new one, and ends with the sitting.
func TestGuestLinkHasItsDay(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	first := w.letsIn(t)
	if len(first) < 26 || strings.ToLower(first) != first {
		t.Errorf("the token is %q", first)
	}
	if until := w.now(t).Guests.Until; !until.Equal(time.Date(2026, 11, 23, 19, 0, 0, 0, time.UTC)) {
		t.Errorf("the link ends at %v", until)
	}
	second := w.letsIn(t)
	_, err := w.Guest(first, nil)
	wantCode(t, err, proposals.CodeNotFound)
	for _, none := range []string{"", "none", second + "a", second[1:]} {
		_, err = w.Guest(none, nil)
		wantCode(t, err, proposals.CodeNotFound)
		_, err = w.SendRemark(ctx, none, someRemark("remark-1", ""))
		wantCode(t, err, proposals.CodeNotFound)
	}
	w.clock.Skip(7*time.Hour - w.clock.Skip(0).Sub(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)) - 10*time.Second)
	_, err = w.Guest(second, nil)
	ok(t, err)
	w.clock.Skip(15 * time.Second)
	_, err = w.Guest(second, nil)
	wantCode(t, err, proposals.CodeNotFound)
	_, err = w.SendRemark(ctx, second, someRemark("remark-1", ""))
	wantCode(t, err, proposals.CodeNotFound)

	// The day of the round table has passed: the link is for today.
	third := w.letsIn(t)
	if until := w.now(t).Guests.Until; !until.Equal(time.Date(2026, 11, 24, 19, 0, 0, 0, time.UTC)) {
		t.Errorf("a day later the link ends at %v", until)
	}
	ok(t, w.CloseGuests(ctx, w.organiser, w.id))
	w.unchanged(t, "closing it again", func() { ok(t, w.CloseGuests(ctx, w.organiser, w.id)) })
	_, err = w.Guest(third, nil)
	wantCode(t, err, proposals.CodeNotFound)
	fourth := w.letsIn(t)
	ok(t, w.OpenRoundTable(ctx, w.organiser, w.id))
	ok(t, w.CloseRoundTable(ctx, w.organiser, w.id))
	_, err = w.Guest(fourth, nil)
	wantCode(t, err, proposals.CodeNotFound)
}

// A guest sees what is under discussion and shared, and his own remarks with their answers; nothing else.
func TestWhatAGuestSees(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	token := w.letsIn(t)
	draft, err := w.Propose(ctx, w.organiser, w.bill, w.act, proposals.Amend, "art_2-1")
	ok(t, err)
	gone := w.shared(t, proposals.Amend, "art_1")
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("a", w.first), w.item("b", draft, gone, w.latter)}))
	ok(t, w.Withdraw(ctx, w.author, gone, "Передумал."))
	see := func(own ...proposals.RemarkID) *proposals.GuestView {
		t.Helper()
		v, err := w.Guest(token, own)
		ok(t, err)
		return v
	}
	if v := see(); v.Item != nil || v.Title.Ru != "О приютах" || v.Date != tableDay || len(v.Remarks) != 0 {
		t.Errorf("before the sitting: %+v", v)
	}
	ok(t, w.OpenRoundTable(ctx, w.organiser, w.id))
	ok(t, w.MoveTo(ctx, w.organiser, w.id, "b"))
	if v := see(); v.Item == nil || v.Item.ID != "b" || v.Number != 2 || len(v.Proposals) != 1 || v.Proposals[0].ID != w.latter {
		t.Errorf("%+v", v)
	}
	for _, id := range []string{"remark-mine", "remark-other"} {
		_, err := w.SendRemark(ctx, token, someRemark(id, ""))
		ok(t, err)
	}
	ok(t, w.AdmitRemark(ctx, w.organiser, w.id, "remark-mine"))
	ok(t, w.AnswerRemark(ctx, w.organiser, w.id, "remark-mine", proposals.OutcomeAccepted, proposals.Bilingual{}))
	if v := see("remark-mine", "remark-of-nobody"); len(v.Remarks) != 1 || v.Remarks[0].ID != "remark-mine" || v.Remarks[0].Outcome != proposals.OutcomeAccepted {
		t.Errorf("%+v", v.Remarks)
	}
	_, err = w.Guest(token, make([]proposals.RemarkID, proposals.MaxOwnRemarks+1))
	wantCode(t, err, proposals.CodeTooMany)
}

// A remark is checked before anything is kept: its words, its place on the agenda, and what tells who somebody is.
func TestRemarkIsChecked(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	token := w.letsIn(t)
	item := w.sits(t)
	ok(t, w.MoveTo(ctx, w.organiser, w.id, item))
	draft := w.propose(t, proposals.Amend, "art_1")
	for name, tc := range map[string]struct {
		change func(r *proposals.RoomRemark)
		code   string
	}{
		"no id":              {func(r *proposals.RoomRemark) { r.ID = "" }, proposals.CodeBadID},
		"a guessed id":       {func(r *proposals.RoomRemark) { r.ID = "1" }, proposals.CodeBadID},
		"a strange id":       {func(r *proposals.RoomRemark) { r.ID = "remark 1/../x" }, proposals.CodeBadID},
		"no name":            {func(r *proposals.RoomRemark) { r.Name = " " }, proposals.CodeEmpty},
		"no words":           {func(r *proposals.RoomRemark) { r.Body = "\n" }, proposals.CodeEmpty},
		"too many words":     {func(r *proposals.RoomRemark) { r.Body = strings.Repeat("а", proposals.MaxRemark+1) }, proposals.CodeTextTooLong},
		"control characters": {func(r *proposals.RoomRemark) { r.Body = "а\x00б" }, "text_not_plain"},
		"no language":        {func(r *proposals.RoomRemark) { r.Lang = "en" }, proposals.CodeUnknownChoice},
		"no such item":       {func(r *proposals.RoomRemark) { r.Item = "none" }, proposals.CodeUnknownChoice},
		"another item's":     {func(r *proposals.RoomRemark) { r.Proposal = w.latter }, proposals.CodeNotOnAgenda},
		"a draft":            {func(r *proposals.RoomRemark) { r.Proposal = draft }, proposals.CodeNotOnAgenda},
		"an IIN":             {func(r *proposals.RoomRemark) { r.Body = "Мой ИИН 850101300124, помогите." }, proposals.CodePersonalData},
		"a telephone":        {func(r *proposals.RoomRemark) { r.Body = "Звоните: +7 701 123 45 67" }, proposals.CodePersonalData},
		"one in the name":    {func(r *proposals.RoomRemark) { r.Name = "Гость 8 701 123 45 67" }, proposals.CodePersonalData},
		"one in the body":    {func(r *proposals.RoomRemark) { r.Organisation = "Фонд, +7 701 123 45 67" }, proposals.CodePersonalData},
	} {
		sent := someRemark("remark-bad", "")
		tc.change(&sent)
		w.unchanged(t, name, func() {
			if _, err := w.SendRemark(ctx, token, sent); proposals.CodeOf(err) != tc.code {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			} else if strings.Contains(err.Error(), "850101300124") {
				t.Errorf("the refusal repeats the number: %v", err)
			}
		})
	}
	sent := someRemark("remark-good", "")
	sent.Proposal = w.first
	state, err := w.SendRemark(ctx, token, sent)
	ok(t, err)
	one := w.now(t).Remark("remark-good")
	if state != proposals.RemarkWaiting || one == nil || one.Item != item || one.Proposal != w.first || one.State != proposals.RemarkWaiting {
		t.Errorf("%s %+v", state, one)
	}
	ok(t, w.AdmitRemark(ctx, w.organiser, w.id, "remark-good"))
	w.unchanged(t, "sent again", func() {
		if state, err := w.SendRemark(ctx, token, sent); err != nil || state != proposals.RemarkAdmitted {
			t.Errorf("%s %v", state, err)
		}
	})
	sent.Body = "Совсем другое."
	_, err = w.SendRemark(ctx, token, sent)
	wantCode(t, err, proposals.CodeIDTaken)
}

// A remark waits until an organiser lets it in or refuses it, which he may change; only what is let in is answered, a rejection
// with a reason, and what is refused after all keeps its answer for the day it comes back.
func TestRemarkIsJudged(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	token := w.letsIn(t)
	_, err := w.SendRemark(ctx, token, someRemark("remark-1", ""))
	ok(t, err)
	answer := func(outcome proposals.Outcome, reason string) error {
		return w.AnswerRemark(ctx, w.organiser, w.id, "remark-1", outcome, proposals.Bilingual{Ru: reason})
	}
	seen := func(m proposals.Member) int {
		return len(w.now(t).SeenBy(m, func(proposals.ProposalID) bool { return true }).Remarks)
	}
	if seen(w.author) != 0 || seen(w.lawyer) != 0 || seen(w.second) != 1 {
		t.Error("a remark that waits is an organiser's alone")
	}
	wantCode(t, answer(proposals.OutcomeNoted, ""), proposals.CodeRemarkNotIn)
	wantCode(t, w.AdmitRemark(ctx, w.organiser, w.id, "none"), proposals.CodeNotFound)
	ok(t, w.AdmitRemark(ctx, w.organiser, w.id, "remark-1"))
	w.unchanged(t, "letting it in again", func() { ok(t, w.AdmitRemark(ctx, w.second, w.id, "remark-1")) })
	if seen(w.observer) != 1 {
		t.Error("a remark that is let in is everybody's")
	}
	wantCode(t, answer("perhaps", ""), proposals.CodeUnknownChoice)
	wantCode(t, answer(proposals.OutcomeRejected, "  "), proposals.CodeEmpty)
	wantCode(t, answer(proposals.OutcomeRejected, strings.Repeat("а", proposals.MaxReason+1)), proposals.CodeTextTooLong)
	ok(t, answer(proposals.OutcomeRejected, "Уже есть."))
	w.unchanged(t, "the same answer", func() { ok(t, answer(proposals.OutcomeRejected, "Уже есть.")) })
	if one := w.now(t).Remark("remark-1"); one.Outcome != proposals.OutcomeRejected || one.AnsweredBy != w.organiser.ID || one.AnsweredAt.IsZero() {
		t.Errorf("%+v", one)
	}
	ok(t, w.RefuseRemark(ctx, w.organiser, w.id, "remark-1"))
	if seen(w.author) != 0 {
		t.Error("a remark that is refused is shown")
	}
	wantCode(t, answer(proposals.OutcomeNoted, ""), proposals.CodeRemarkNotIn)
	ok(t, w.AdmitRemark(ctx, w.organiser, w.id, "remark-1"))
	ok(t, answer("", ""))
	if one := w.now(t).Remark("remark-1"); one.Outcome != "" || one.Reason != (proposals.Bilingual{}) {
		t.Errorf("the answer was not taken back: %+v", one)
	}
}

// A round table takes so many remarks a day; those that were refused make room, and the next day has room again.
func TestRemarksOfADay(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	token := w.letsIn(t)
	send := func(i int) error {
		_, err := w.SendRemark(ctx, token, someRemark(fmt.Sprintf("remark-%d", i), ""))
		return err
	}
	for i := range proposals.MaxRemarksADay {
		ok(t, send(i))
	}
	err := send(9000)
	wantCode(t, err, proposals.CodeTooOften)
	if refusal, is := err.(*proposals.Error); is {
		if seconds, _ := refusal.Args["seconds"].(int); seconds < 1 || seconds > 7*60*60 {
			t.Errorf("to wait are %v seconds", refusal.Args["seconds"])
		}
	}
	ok(t, send(3)) // one that is there already
	ok(t, w.RefuseRemark(ctx, w.organiser, w.id, "remark-7"))
	ok(t, send(9001))
	wantCode(t, send(9002), proposals.CodeTooOften)
	w.clock.Skip(12 * time.Hour)
	token = w.letsIn(t)
	ok(t, send(9003))
}

// Remarks that come at one moment all stay, in the order in which they came.
func TestManyRemarksAtOnce(t *testing.T) {
	const hall = 80
	w := newTable(t)
	ctx := context.Background()
	token := w.letsIn(t)
	done := make(chan error)
	for i := range hall {
		go func() {
			_, err := w.SendRemark(ctx, token, someRemark(fmt.Sprintf("remark-%d", i), ""))
			done <- err
		}()
	}
	for range hall {
		ok(t, <-done)
	}
	list := w.now(t).Remarks
	if len(list) != hall || !slices.IsSortedFunc(list, func(a, b proposals.Remark) int { return a.At.Compare(b.At) }) {
		t.Errorf("%d remarks are there", len(list))
	}
}
