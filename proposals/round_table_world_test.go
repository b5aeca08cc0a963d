package proposals_test

import (
	"context"
	"testing"

	"talqy/proposals"
)

// table is a world with a round table on two shared proposals, today.
type table struct {
	*world
	second        proposals.Member // another organiser
	id            proposals.RoundTableID
	first, latter proposals.ProposalID
}

const tableDay = "2026-11-23" // on which the clock of a world begins

func someHead() proposals.RoundTableHead {
	return proposals.RoundTableHead{Kind: proposals.RoundTableMeeting, Title: proposals.Bilingual{Ru: "О приютах", Kk: "Баспаналар туралы"}, Date: tableDay,
		Begins: "10:00", Ends: "13:00", Place: proposals.Bilingual{Ru: "Астана"}}
}

func newTable(t testing.TB) *table {
	t.Helper()
	ctx := context.Background()
	w := &table{world: newWorld(t), second: proposals.Member{ID: "second", Name: "Второй организатор", Role: proposals.Organiser}}
	ok(t, w.Join(ctx, w.second))
	w.first, w.latter = w.shared(t, proposals.Amend, "art_1"), w.shared(t, proposals.Amend, "art_2")
	var err error
	w.id, err = w.Convene(ctx, w.organiser, someHead(), []proposals.ProposalID{w.first, w.latter})
	ok(t, err)
	return w
}

func (w *table) now(t testing.TB) *proposals.RoundTable {
	t.Helper()
	r, err := w.RoundTable(w.id)
	ok(t, err)
	return r
}

// unchanged fails when something became an event.
func (w *table) unchanged(t testing.TB, what string, do func()) {
	t.Helper()
	before := len(w.memory.All())
	do()
	if after := len(w.memory.All()); after != before {
		t.Errorf("%s made %d events", what, after-before)
	}
}

func (w *table) item(id string, chosen ...proposals.ProposalID) proposals.AgendaItem {
	return proposals.AgendaItem{ID: proposals.AgendaItemID(id), Title: proposals.Bilingual{Ru: "Пункт " + id}, Proposals: chosen}
}

// guest puts somebody who is no member on the list, present.
func (w *table) guest(t testing.TB, id string, body string) proposals.ParticipantID {
	t.Helper()
	ctx := context.Background()
	p := proposals.Participant{ID: proposals.ParticipantID(id), Name: "Гость " + id, Body: proposals.Bilingual{Ru: body}}
	ok(t, w.Invite(ctx, w.organiser, w.id, p))
	ok(t, w.CheckIn(ctx, w.organiser, w.id, p.ID, true))
	return p.ID
}

// member puts a member on the list, present.
func (w *table) member(t testing.TB, m proposals.Member) proposals.ParticipantID {
	t.Helper()
	ctx := context.Background()
	id := proposals.ParticipantID("p-" + string(m.ID))
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: id, Member: m.ID}))
	ok(t, w.CheckIn(ctx, w.organiser, w.id, id, true))
	return id
}

// wholeSitting does everything once.
func (w *table) wholeSitting(t testing.TB) {
	t.Helper()
	ctx := context.Background()
	item := w.now(t).Agenda[0].ID
	voter := w.guest(t, "guest", "Фонд")
	ok(t, w.OpenRoundTable(ctx, w.organiser, w.id))
	ok(t, w.MoveTo(ctx, w.organiser, w.id, item))
	ok(t, w.LetGuestsIn(ctx, w.organiser, w.id))
	_, err := w.SendRemark(ctx, w.now(t).Guests.Token, someRemark("remark-1", ""))
	ok(t, err)
	ok(t, w.AdmitRemark(ctx, w.organiser, w.id, "remark-1"))
	ok(t, w.AnswerRemark(ctx, w.organiser, w.id, "remark-1", proposals.OutcomeRejected, proposals.Bilingual{Ru: "Уже есть."}))
	ok(t, w.OpenVote(ctx, w.organiser, w.id, proposals.NewVote{ID: "hands", Item: item, Proposal: w.first, Question: proposals.Bilingual{Ru: "Принять?"}, Voters: proposals.ByPerson}))
	ok(t, w.CastBallot(ctx, w.organiser, w.id, "hands", string(voter), proposals.VoteFor))
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil))
	ok(t, w.Decide(ctx, w.organiser, w.id, proposals.NewDecision{ID: "decision", Item: item, Proposal: w.first, Outcome: proposals.ActAgree,
		Text: proposals.Bilingual{Ru: "Принять.", Kk: "Қабылдансын."}, Vote: "hands"}))
	ok(t, w.NumberRows(ctx, w.author, w.id, []proposals.ProposalID{w.first}))
	ok(t, w.StartTimer(ctx, w.organiser, w.id, "Докладчик", 60))
}

func someRemark(id, item string) proposals.RoomRemark {
	return proposals.RoomRemark{ID: proposals.RemarkID(id), Name: "Гость", Organisation: "Фонд", Body: "Приют нужен и на селе.", Lang: "ru", Item: proposals.AgendaItemID(item)}
}
