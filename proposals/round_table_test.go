package proposals_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
)

// What an invitation says is checked whole, and who may not write it is told that and nothing else.
func TestHeadOfARoundTable(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	for name, tc := range map[string]struct {
		change func(h *proposals.RoundTableHead)
		code   string
	}{
		"no title":         {func(h *proposals.RoundTableHead) { h.Title = proposals.Bilingual{Ru: "  "} }, proposals.CodeEmpty},
		"no date":          {func(h *proposals.RoundTableHead) { h.Date = "" }, proposals.CodeEmpty},
		"no such day":      {func(h *proposals.RoundTableHead) { h.Date = "2026-02-30" }, "bad_date"},
		"no kind":          {func(h *proposals.RoundTableHead) { h.Kind = "party" }, proposals.CodeUnknownChoice},
		"no hour":          {func(h *proposals.RoundTableHead) { h.Begins = "25:00" }, proposals.CodeUnknownChoice},
		"short hour":       {func(h *proposals.RoundTableHead) { h.Begins = "9:00" }, proposals.CodeUnknownChoice},
		"ends before":      {func(h *proposals.RoundTableHead) { h.Ends = "09:30" }, proposals.CodeUnknownChoice},
		"ends at once":     {func(h *proposals.RoundTableHead) { h.Ends = "10:00" }, proposals.CodeUnknownChoice},
		"link of a script": {func(h *proposals.RoundTableHead) { h.Link = "javascript:alert(1)" }, proposals.CodeBadLink},
		"open link":        {func(h *proposals.RoundTableHead) { h.Link = "http://meet.example" }, proposals.CodeBadLink},
		"link to nowhere":  {func(h *proposals.RoundTableHead) { h.Link = "https:///x" }, proposals.CodeBadLink},
		"link with quotes": {func(h *proposals.RoundTableHead) { h.Link = `https://a.example/"x` }, proposals.CodeBadLink},
		"long title":       {func(h *proposals.RoundTableHead) { h.Title.Ru = strings.Repeat("а", proposals.MaxTitle+1) }, proposals.CodeTextTooLong},
	} {
		h := someHead()
		tc.change(&h)
		err := w.Describe(ctx, w.organiser, w.id, h)
		if got := proposals.CodeOf(err); got == "" || tc.code != "bad_date" && got != tc.code {
			t.Errorf("%s: %v, want %s", name, err, tc.code)
		}
		wantCode(t, w.Describe(ctx, w.author, w.id, h), proposals.CodeForbidden)
		wantCode(t, w.Describe(ctx, w.organiser, "none", h), proposals.CodeNotFound)
	}
	h := someHead()
	h.Kind, h.Link, h.Chair, h.Secretary = proposals.WorkingGroupMeeting, " https://meet.example/talqy ", "А. Б. Председатель", "В. Г. Секретарь"
	ok(t, w.Describe(ctx, w.second, w.id, h))
	if r := w.now(t); r.Kind != proposals.WorkingGroupMeeting || r.Link != "https://meet.example/talqy" || r.Chair != h.Chair || len(r.Agenda) != 2 {
		t.Errorf("%+v", r)
	}
	w.unchanged(t, "the same said again", func() { ok(t, w.Describe(ctx, w.organiser, w.id, h)) })
}

// An agenda is replaced as a whole by who had the latest before him; who had an older one is told, and nothing is lost.
func TestAgendaMovesOn(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	seen := w.now(t).Seq
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, seen, []proposals.AgendaItem{w.item("opening"), w.item("both", w.first, w.latter)}))
	wantCode(t, w.SetAgenda(ctx, w.second, w.id, seen, []proposals.AgendaItem{w.item("break")}), proposals.CodeAgendaMovedOn)
	w.unchanged(t, "what the agenda says already, sent by who had an older one,", func() {
		ok(t, w.SetAgenda(ctx, w.second, w.id, seen, w.now(t).Agenda))
	})
	// Something else that happened since is no reason.
	set := w.now(t).Seq
	w.guest(t, "guest", "")
	ok(t, w.SetAgenda(ctx, w.second, w.id, set, []proposals.AgendaItem{w.item("both", w.latter, w.first), w.item("opening")}))
	if r := w.now(t); len(r.Agenda) != 2 || !slices.Equal(r.Proposals(), []proposals.ProposalID{w.latter, w.first}) {
		t.Errorf("%+v", r.Agenda)
	}
}

// What an agenda names must be there for who writes it, and once; its items have words.
func TestAgendaIsChecked(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	draft := w.propose(t, proposals.Amend, "art_2")
	many := func(n int) (out []proposals.AgendaItem) {
		for i := range n {
			out = append(out, w.item(fmt.Sprintf("item-%d", i)))
		}
		return out
	}
	speaking := func(s proposals.Speaker) []proposals.AgendaItem {
		return []proposals.AgendaItem{{ID: "a", Title: proposals.Bilingual{Ru: "Доклад"}, Speakers: []proposals.Speaker{s}}}
	}
	for name, tc := range map[string]struct {
		agenda []proposals.AgendaItem
		code   string
	}{
		"nothing in it":         {[]proposals.AgendaItem{{ID: "a"}}, proposals.CodeEmpty},
		"no id":                 {[]proposals.AgendaItem{{Title: proposals.Bilingual{Ru: "Без имени"}}}, proposals.CodeBadID},
		"a strange id":          {[]proposals.AgendaItem{w.item("../a")}, proposals.CodeBadID},
		"one id twice":          {[]proposals.AgendaItem{w.item("a"), w.item("a")}, proposals.CodeBadID},
		"another's draft":       {[]proposals.AgendaItem{w.item("a", draft)}, proposals.CodeNotFound},
		"no such proposal":      {[]proposals.AgendaItem{w.item("a", "none")}, proposals.CodeNotFound},
		"no such bill":          {[]proposals.AgendaItem{{ID: "a", Bill: "none"}}, proposals.CodeNotFound},
		"too much time":         {[]proposals.AgendaItem{{ID: "a", Title: proposals.Bilingual{Ru: "А"}, Minutes: proposals.MaxMinutes + 1}}, proposals.CodeUnknownChoice},
		"time that runs back":   {speaking(proposals.Speaker{Name: "Докладчик", Minutes: -1}), proposals.CodeUnknownChoice},
		"a speaker of no name":  {speaking(proposals.Speaker{Minutes: 5}), proposals.CodeEmpty},
		"too many items":        {many(proposals.MaxAgenda + 1), proposals.CodeTooMany},
		"too many speakers":     {[]proposals.AgendaItem{{ID: "a", Title: proposals.Bilingual{Ru: "А"}, Speakers: make([]proposals.Speaker, proposals.MaxSpeakers+1)}}, proposals.CodeTooMany},
		"as many as are let in": {many(proposals.MaxAgenda), ""},
	} {
		err := w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, tc.agenda)
		if got := proposals.CodeOf(err); got != tc.code {
			t.Errorf("%s: %v, want %q", name, err, tc.code)
		}
	}
	wantCode(t, w.SetAgenda(ctx, w.lawyer, w.id, w.now(t).Seq, nil), proposals.CodeForbidden)
}

// An organiser's own draft on an agenda is nobody else's business, and stays where it is when another organiser, who does not
// know of it, changes the agenda.
func TestHiddenDraftStaysOnTheAgenda(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	draft, err := w.Propose(ctx, w.organiser, w.bill, w.act, proposals.Amend, "art_2-1")
	ok(t, err)
	bare := proposals.AgendaItem{ID: "bare", Proposals: []proposals.ProposalID{draft}} // all that it has is hidden
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("both", w.first, draft), bare}))
	for _, m := range []proposals.Member{w.second, w.author, w.lawyer, w.observer} {
		seen := w.now(t).SeenBy(m, func(p proposals.ProposalID) bool { _, err := w.Proposal(m, p); return err == nil })
		if on := w.OnAgenda(m, w.now(t)); len(on) != 1 || on[0].ID != w.first || len(seen.Agenda[0].Proposals) != 1 || len(seen.Agenda[1].Proposals) != 0 {
			t.Errorf("%s sees the draft: %+v", m.ID, seen.Agenda)
		}
	}
	// The second organiser sends back what he sees, with the items in another order and one more proposal.
	ok(t, w.SetAgenda(ctx, w.second, w.id, w.now(t).Seq, []proposals.AgendaItem{{ID: "bare"}, w.item("both", w.latter, w.first)}))
	if got := w.now(t).Agenda; !slices.Equal(got[0].Proposals, []proposals.ProposalID{draft}) || !slices.Equal(got[1].Proposals, []proposals.ProposalID{w.latter, w.first, draft}) {
		t.Errorf("%+v", got)
	}
	// Only shared proposals are put to the vote and decided on, whoever asks.
	ok(t, w.OpenRoundTable(ctx, w.organiser, w.id))
	vote := proposals.NewVote{ID: "hands", Item: "both", Proposal: draft, Question: proposals.Bilingual{Ru: "Принять?"}, Voters: proposals.ByPerson}
	wantCode(t, w.OpenVote(ctx, w.organiser, w.id, vote), proposals.CodeNotOnAgenda)
	wantCode(t, w.Decide(ctx, w.organiser, w.id, proposals.NewDecision{ID: "d", Item: "both", Proposal: draft, Text: proposals.Bilingual{Ru: "Да."}}), proposals.CodeNotOnAgenda)
}

// An item on a whole bill has those of its proposals that are shared and not withdrawn, whatever comes later.
func TestItemOnAWholeBill(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	w.propose(t, proposals.Amend, "art_2-1") // a draft
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{{ID: "bill", Bill: w.bill}}))
	later := w.shared(t, proposals.Repeal, "art_2-1")
	gone := w.shared(t, proposals.Amend, "art_1")
	ok(t, w.Withdraw(ctx, w.author, gone, "Передумал."))
	for _, m := range []proposals.Member{w.author, w.observer} {
		var got []proposals.ProposalID
		for _, p := range w.OnAgenda(m, w.now(t)) {
			got = append(got, p.ID)
		}
		if want := []proposals.ProposalID{w.first, w.latter, later}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", m.ID, got, want)
		}
	}
}

// An item on which something was voted, decided or said stays; refused remarks are no reason.
func TestItemThatWasSpokenOnStays(t *testing.T) {
	ctx := context.Background()
	for name, speak := range map[string]func(t *testing.T, w *table){
		"a vote": func(t *testing.T, w *table) {
			ok(t, w.OpenVote(ctx, w.organiser, w.id, proposals.NewVote{ID: "hands", Item: "a", Question: proposals.Bilingual{Ru: "Да?"}, Voters: proposals.ByPerson}))
		},
		"a decision": func(t *testing.T, w *table) {
			ok(t, w.Decide(ctx, w.organiser, w.id, proposals.NewDecision{ID: "d", Item: "a", Text: proposals.Bilingual{Ru: "Да."}}))
		},
		"a remark": func(t *testing.T, w *table) {
			ok(t, w.LetGuestsIn(ctx, w.organiser, w.id))
			_, err := w.SendRemark(ctx, w.now(t).Guests.Token, someRemark("remark-1", "a"))
			ok(t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTable(t)
			ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("a"), w.item("b")}))
			ok(t, w.OpenRoundTable(ctx, w.organiser, w.id))
			ok(t, w.MoveTo(ctx, w.organiser, w.id, "a"))
			speak(t, w)
			wantCode(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("b")}), proposals.CodeAgendaItemUsed)
			ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("c"), w.item("a")}))
			if name != "a remark" {
				return
			}
			ok(t, w.RefuseRemark(ctx, w.organiser, w.id, "remark-1"))
			ok(t, w.StartTimer(ctx, w.organiser, w.id, "Докладчик", 60))
			ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("c")}))
			if r := w.now(t); r.Current != "" || r.Timer != nil {
				t.Errorf("the item that is gone is under discussion: %+v", r)
			}
		})
	}
}

// A sitting is opened, led and closed; what belongs to it ends with it, and it can go on another time.
func TestSitting(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	item := w.now(t).Agenda[0].ID
	wantCode(t, w.MoveTo(ctx, w.organiser, w.id, item), proposals.CodeNotSitting)
	wantCode(t, w.StartTimer(ctx, w.organiser, w.id, "Докладчик", 60), proposals.CodeNotSitting)
	wantCode(t, w.CloseRoundTable(ctx, w.organiser, w.id), proposals.CodeNotSitting)
	ok(t, w.OpenRoundTable(ctx, w.organiser, w.id))
	w.unchanged(t, "opening what is open", func() { ok(t, w.OpenRoundTable(ctx, w.second, w.id)) })
	opened := w.now(t).OpenedAt
	wantCode(t, w.MoveTo(ctx, w.organiser, w.id, "none"), proposals.CodeNotFound)
	ok(t, w.MoveTo(ctx, w.organiser, w.id, item))
	w.unchanged(t, "moving to where it is", func() { ok(t, w.MoveTo(ctx, w.organiser, w.id, item)) })
	for _, seconds := range []int{0, -1, proposals.MaxTimer + 1} {
		wantCode(t, w.StartTimer(ctx, w.organiser, w.id, "Докладчик", seconds), proposals.CodeUnknownChoice)
	}
	ok(t, w.StartTimer(ctx, w.organiser, w.id, " Докладчик ", 300))
	if r := w.now(t); r.Timer == nil || r.Timer.Speaker != "Докладчик" || r.Timer.Seconds != 300 || r.Timer.StartedAt.IsZero() {
		t.Errorf("%+v", r.Timer)
	}
	ok(t, w.MoveTo(ctx, w.organiser, w.id, w.now(t).Agenda[1].ID))
	if w.now(t).Timer != nil {
		t.Error("the speaker's time runs on under the next item")
	}
	ok(t, w.StartTimer(ctx, w.organiser, w.id, "", 60))
	ok(t, w.StopTimer(ctx, w.organiser, w.id))
	w.unchanged(t, "stopping what stands", func() { ok(t, w.StopTimer(ctx, w.organiser, w.id)) })
	ok(t, w.LetGuestsIn(ctx, w.organiser, w.id))
	ok(t, w.OpenVote(ctx, w.organiser, w.id, proposals.NewVote{ID: "hands", Item: item, Question: proposals.Bilingual{Ru: "Да?"}, Voters: proposals.ByPerson}))
	wantCode(t, w.CloseRoundTable(ctx, w.organiser, w.id), proposals.CodeVoteOpen)
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil))
	ok(t, w.CloseRoundTable(ctx, w.organiser, w.id))
	w.unchanged(t, "closing what is closed", func() { ok(t, w.CloseRoundTable(ctx, w.organiser, w.id)) })
	if r := w.now(t); r.Sitting() || r.Current != "" || r.Timer != nil || r.Guests != nil || r.ClosedAt.IsZero() {
		t.Errorf("after the end: %+v", r)
	}
	wantCode(t, w.LetGuestsIn(ctx, w.organiser, w.id), proposals.CodeNotSitting)
	ok(t, w.OpenRoundTable(ctx, w.organiser, w.id))
	if r := w.now(t); !r.Sitting() || !r.OpenedAt.Equal(opened) || !r.ClosedAt.IsZero() {
		t.Errorf("gone on: %+v", r)
	}
}

// Row numbers are given once, in the order in which proposals are printed, and never change, whatever becomes of the agenda.
func TestRowNumbersStay(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	third := w.shared(t, proposals.Amend, "art_2-1")
	ok(t, w.NumberRows(ctx, w.observer, w.id, []proposals.ProposalID{w.latter, third, w.latter}))
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("a", third, w.first)}))
	ok(t, w.NumberRows(ctx, w.author, w.id, []proposals.ProposalID{third, w.first, w.latter}))
	w.unchanged(t, "printing again", func() { ok(t, w.NumberRows(ctx, w.lawyer, w.id, []proposals.ProposalID{w.first, third})) })
	want := map[proposals.ProposalID]int{w.latter: 1, third: 2, w.first: 3}
	if r := w.now(t); fmt.Sprint(r.Rows) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", r.Rows, want)
	}
	draft := w.propose(t, proposals.Amend, "art_1")
	w.unchanged(t, "numbering what is on no agenda", func() { ok(t, w.NumberRows(ctx, w.author, w.id, []proposals.ProposalID{draft, "none"})) })
	shutOut := w.author
	shutOut.Deactivated = true
	wantCode(t, w.NumberRows(ctx, shutOut, w.id, nil), proposals.CodeForbidden)
}

// Who prints at one moment gets the same numbers: nobody's number is given twice.
func TestRowNumbersAtOneMoment(t *testing.T) {
	w := newTable(t)
	var items []proposals.ProposalID
	for range 8 {
		items = append(items, w.shared(t, proposals.Amend, "art_1"))
	}
	ctx := context.Background()
	ok(t, w.SetAgenda(ctx, w.organiser, w.id, w.now(t).Seq, []proposals.AgendaItem{w.item("a", items...)}))
	done := make(chan error)
	for i := range items {
		go func() {
			done <- w.NumberRows(ctx, w.author, w.id, append(slices.Clone(items[i:]), items[:i]...))
		}()
	}
	for range items {
		ok(t, <-done)
	}
	seen := map[int]bool{}
	for _, n := range w.now(t).Rows {
		seen[n] = true
	}
	if len(w.now(t).Rows) != len(items) || len(seen) != len(items) {
		t.Errorf("%v", w.now(t).Rows)
	}
}

// The events of former releases, which knew a title, a day, a place and proposals, still make a round table.
func TestRoundTableOfAFormerRelease(t *testing.T) {
	w := newWorld(t)
	p := w.shared(t, proposals.Amend, "art_1")
	ok(t, w.memory.Put(proposals.Event{Stream: "roundtable/old", Seq: 1, Kind: proposals.RoundTableConvened, At: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC), By: w.organiser.ID,
		Data: []byte(`{"title":{"ru":"Старый стол","kk":""},"date":"2026-11-10","place":{"ru":"Алматы","kk":""},"proposals":["` + string(p) + `"]}`)}))
	bench := w.open(t)
	r, err := bench.RoundTable("old")
	ok(t, err)
	if r.Kind != proposals.RoundTableMeeting || r.Title.Ru != "Старый стол" || r.Date != "2026-11-10" || r.CreatedBy != w.organiser.ID ||
		len(r.Agenda) != 1 || r.Agenda[0].ID != proposals.AgendaItemID(p) || len(bench.OnAgenda(w.observer, r)) != 1 {
		t.Errorf("%+v", r)
	}
	ctx := context.Background()
	ok(t, bench.OpenRoundTable(ctx, w.organiser, "old"))
	ok(t, bench.Decide(ctx, w.organiser, "old", proposals.NewDecision{ID: "d", Item: proposals.AgendaItemID(p), Proposal: p, Outcome: proposals.ActAgree, Text: proposals.Bilingual{Ru: "Согласны."}}))
}

// After a start everything is as it was.
func TestRoundTableSurvivesAStart(t *testing.T) {
	w := newTable(t)
	w.wholeSitting(t)
	again, err := w.open(t).RoundTable(w.id)
	ok(t, err)
	if before := w.now(t); !reflect.DeepEqual(again, before) {
		t.Errorf("after a start\n%+v\nbefore\n%+v", again, before)
	}
}
