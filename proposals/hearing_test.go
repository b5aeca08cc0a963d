package proposals_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"talqy/proposals"
)

// last gives the newest event of the round table.
func (w *table) last(t testing.TB, kind proposals.Kind) proposals.Event {
	t.Helper()
	all := w.memory.All()
	for _, ev := range slices.Backward(all) {
		if ev.Kind == kind {
			return ev
		}
	}
	t.Fatalf("no event %s", kind)
	return proposals.Event{}
}

// hears says whether each of some members is told the words in an event's data, by the letter of his name.
func (w *table) hears(t testing.TB, kind proposals.Kind, words string) string {
	t.Helper()
	ev := w.last(t, kind)
	heard := ""
	for _, m := range []struct {
		letter string
		member proposals.Member
	}{{"o", w.organiser}, {"s", w.second}, {"a", w.author}, {"n", w.other}, {"l", w.lawyer}, {"v", w.observer}} {
		h := w.Hearing(ev)
		if h.Alike() != (h.Class(w.organiser) == "" && h.Class(w.other) == "") {
			t.Errorf("%s: told alike: %v, in classes %q and %q", kind, h.Alike(), h.Class(w.organiser), h.Class(w.other))
		}
		told := h.Event(h.Class(m.member))
		if told.Stream != ev.Stream || told.Seq != ev.Seq || told.Kind != kind {
			t.Errorf("%s is told as %v", kind, told)
		}
		if strings.Contains(string(told.Data), words) {
			heard += m.letter
		}
	}
	return heard
}

// Who is told what of a round table. A letter stands for who hears the words: o organiser, s a second one, whose the draft is, a
// whose the voice is, n another member, l lawyer, v observer.
func TestHearing(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	all := "osanlv"
	want := func(what string, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s is heard by %q, want %q", what, got, want)
		}
	}
	want("that it is convened", w.hears(t, proposals.RoundTableConvened, "приютах"), all)

	token := w.letsIn(t)
	want("the token of the guests' link", w.hears(t, proposals.RoundTableGuestsLetIn, token), "os")

	_, err := w.SendRemark(ctx, token, someRemark("remark-1", ""))
	ok(t, err)
	want("a remark that waits", w.hears(t, proposals.RoundTableRemarkMade, "remark-1"), "os")
	words := w.now(t).Remarks[0].Body
	ok(t, w.AdmitRemark(ctx, w.organiser, w.id, "remark-1"))
	want("a remark that is let in", w.hears(t, proposals.RoundTableRemarkAdmitted, words), all)
	want("an older event of a remark that is let in", w.hears(t, proposals.RoundTableRemarkMade, words), "os")
	ok(t, w.RefuseRemark(ctx, w.organiser, w.id, "remark-1"))
	want("that a remark that was seen is gone", w.hears(t, proposals.RoundTableRemarkRefused, "remark-1"), all)
	_, err = w.SendRemark(ctx, token, someRemark("remark-2", ""))
	ok(t, err)
	ok(t, w.RefuseRemark(ctx, w.organiser, w.id, "remark-2"))
	want("that a remark that nobody saw is refused", w.hears(t, proposals.RoundTableRemarkRefused, "remark-2"), "os")

	// A draft on the agenda is its author's alone; the shared proposal beside it is everybody's.
	draft, err := w.Propose(ctx, w.second, w.bill, w.act, proposals.Amend, "art_2-1")
	ok(t, err)
	items := append(w.now(t).Agenda, w.item("with-draft", draft))
	ok(t, w.SetAgenda(ctx, w.second, w.id, w.now(t).Seq, items))
	want("a draft on the agenda", w.hears(t, proposals.RoundTableAgendaSet, string(draft)), "s")
	want("the item it stands in", w.hears(t, proposals.RoundTableAgendaSet, "with-draft"), all)
	want("a shared proposal on the agenda", w.hears(t, proposals.RoundTableAgendaSet, string(w.first)), all)

	item := w.sits(t)
	voter := w.member(t, w.author)
	w.member(t, w.other)
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("vote-1", item, proposals.ByPerson)))
	ok(t, w.CastBallot(ctx, w.author, w.id, "vote-1", string(voter), proposals.VoteFor))
	want("a voice in an open vote", w.hears(t, proposals.RoundTableBallotCast, string(voter)), "osa")
	want("how many voices there are", w.hears(t, proposals.RoundTableBallotCast, `"cast":1`), all)
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "vote-1", nil))
	want("a voice once the vote is over", w.hears(t, proposals.RoundTableBallotCast, string(voter)), all)
}

// What happens to a draft its author alone may know of, to a shared proposal everybody, to a reader's own stream that reader,
// and nobody of a stream that is not there.
func TestSight(t *testing.T) {
	w := newTable(t)
	draft := w.propose(t, proposals.Amend, "art_2-1")
	shutOut := w.other
	shutOut.Deactivated = true
	for _, row := range []struct {
		stream proposals.Stream
		bill   proposals.BillID
		want   string // o organiser, a author, n another member, x who is shut out
	}{
		{proposals.StreamOf("proposal", string(draft)), w.bill, "a"},
		{proposals.StreamOf("proposal", string(w.first)), w.bill, "oan"},
		{proposals.StreamOf("proposal", "none"), "", ""},
		{proposals.StreamOf("bill", string(w.bill)), w.bill, "oan"},
		{proposals.StreamOf("roundtable", string(w.id)), "", "oan"},
		{proposals.StreamOf("roundtable", "none"), "", ""},
		{proposals.StreamOf("reader", string(w.author.ID)), "", ""},
	} {
		sight, got := w.Sight(row.stream), ""
		for _, m := range []struct {
			letter string
			member proposals.Member
		}{{"o", w.organiser}, {"a", w.author}, {"n", w.other}, {"x", shutOut}} {
			if sight.Allows(m.member) {
				got += m.letter
			}
		}
		if got != row.want || sight.Bill() != row.bill {
			t.Errorf("%s is seen by %q with bill %q, want %q and %q", row.stream, got, sight.Bill(), row.want, row.bill)
		}
	}
	ctx := context.Background()
	ok(t, w.Comment(ctx, w.other, w.first, "comment-1", "Слово.", nil))
	ok(t, w.MarkRead(ctx, w.author, w.Notices(w.author, 0, 1).UpTo, nil))
	own := w.Sight(proposals.StreamOf("reader", string(w.author.ID)))
	if !own.Allows(w.author) || own.Allows(w.organiser) || own.Allows(w.other) {
		t.Error("a reader's stream is not his alone")
	}
}
