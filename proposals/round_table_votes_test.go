package proposals_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"talqy/proposals"
)

func someVote(id string, item proposals.AgendaItemID, voters proposals.Voters) proposals.NewVote {
	return proposals.NewVote{ID: proposals.VoteID(id), Item: item, Question: proposals.Bilingual{Ru: "Принять?"}, Voters: voters}
}

// sits opens the round table and gives its first item.
func (w *table) sits(t testing.TB) proposals.AgendaItemID {
	t.Helper()
	ok(t, w.OpenRoundTable(context.Background(), w.organiser, w.id))
	return w.now(t).Agenda[0].ID
}

// The list of participants: a member is entered once and as the group knows him, a guest as he is written.
func TestParticipants(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	fund, err := w.AddOrganisation(ctx, w.organiser, proposals.Bilingual{Ru: "Фонд"}, "ngo", "Семей")
	ok(t, err)
	for name, tc := range map[string]struct {
		p    proposals.Participant
		code string
	}{
		"no id":           {proposals.Participant{Name: "Гость"}, proposals.CodeBadID},
		"no name":         {proposals.Participant{ID: "a", Name: " "}, proposals.CodeEmpty},
		"no such member":  {proposals.Participant{ID: "a", Member: "none"}, proposals.CodeUnknownChoice},
		"no organisation": {proposals.Participant{ID: "a", Name: "Гость", Organisation: "none"}, proposals.CodeUnknownChoice},
	} {
		if err := w.Invite(ctx, w.organiser, w.id, tc.p); proposals.CodeOf(err) != tc.code {
			t.Errorf("%s: %v, want %s", name, err, tc.code)
		}
	}
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: "a", Member: w.author.ID, Name: "Выдуманное имя", City: "Орал"}))
	w.unchanged(t, "a member entered twice", func() {
		ok(t, w.Invite(ctx, w.second, w.id, proposals.Participant{ID: "b", Member: w.author.ID}))
	})
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: "guest", Name: " Гость ", Organisation: fund, Present: true}))
	if r := w.now(t); r.Participant("a").Name != "Член группы" || r.Participant("a").City != "" || r.Participant("guest").Name != "Гость" || r.Participant("guest").Present {
		t.Errorf("%+v", r.Participants)
	}
	ok(t, w.InviteAll(ctx, w.organiser, w.id))
	w.unchanged(t, "inviting all again", func() { ok(t, w.InviteAll(ctx, w.second, w.id)) })
	members := 0
	for _, p := range w.now(t).Participants {
		if p.Member != "" {
			members++
		}
	}
	if want := len(w.Members()); members != want {
		t.Errorf("%d members are invited, want %d", members, want)
	}
	// An entry that is corrected keeps its place and its presence.
	ok(t, w.CheckIn(ctx, w.organiser, w.id, "guest", true))
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: "guest", Name: "Гость Иванович", Organisation: fund}))
	if r := w.now(t); r.Participants[1].Name != "Гость Иванович" || !r.Participants[1].Present {
		t.Errorf("%+v", r.Participants[1])
	}
	ok(t, w.TakeBack(ctx, w.organiser, w.id, "guest"))
	w.unchanged(t, "taking back who is gone", func() { ok(t, w.TakeBack(ctx, w.organiser, w.id, "guest")) })
	if w.now(t).Participant("guest") != nil {
		t.Error("the guest is still on the list")
	}
}

// A list of participants is bounded, also when all are invited at once.
func TestParticipantsAreBounded(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	for i := range proposals.MaxParticipants {
		ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: proposals.ParticipantID(fmt.Sprintf("g%d", i)), Name: "Гость"}))
	}
	wantCode(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: "more", Name: "Гость"}), proposals.CodeTooMany)
	wantCode(t, w.InviteAll(ctx, w.organiser, w.id), proposals.CodeTooMany)
}

// One's own presence is said on the day of the round table, by the days of Kazakhstan; an organiser corrects it at any time.
func TestCheckInOnTheDay(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	h := someHead()
	h.Date = "2026-11-25"
	ok(t, w.Describe(ctx, w.organiser, w.id, h))
	ok(t, w.InviteAll(ctx, w.organiser, w.id))
	me := w.now(t).ParticipantOf(w.observer.ID).ID
	mine := func(present bool) error { return w.CheckIn(ctx, w.observer, w.id, me, present) }
	wantCode(t, mine(true), proposals.CodeNotToday)
	w.unchanged(t, "what is so already", func() { ok(t, mine(false)) })
	midnight := time.Date(2026, 11, 24, 19, 0, 0, 0, time.UTC) // in Kazakhstan
	w.clock.Skip(midnight.Sub(w.clock.Skip(0)) - 10*time.Second)
	wantCode(t, mine(true), proposals.CodeNotToday)
	w.clock.Skip(20 * time.Second)
	ok(t, mine(true))
	wantCode(t, w.CheckIn(ctx, w.observer, w.id, w.now(t).ParticipantOf(w.author.ID).ID, true), proposals.CodeForbidden)
	wantCode(t, w.CheckIn(ctx, w.observer, w.id, "none", true), proposals.CodeNotFound)
	w.clock.Skip(24 * time.Hour)
	wantCode(t, mine(false), proposals.CodeNotToday)
	ok(t, w.CheckIn(ctx, w.organiser, w.id, me, false))
	if w.now(t).Participant(me).Present {
		t.Error("the organiser could not correct it")
	}
}

// In a vote by person each who is present has one voice; the last one counts, and none is given for who is not there.
func TestVoteByPerson(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	item := w.sits(t)
	guest, author := w.guest(t, "guest", ""), w.member(t, w.author)
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: "absent", Name: "Кто не пришёл"}))
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: "later", Member: w.observer.ID}))
	for name, tc := range map[string]struct {
		vote proposals.NewVote
		code string
	}{
		"no id":          {someVote("", item, proposals.ByPerson), proposals.CodeBadID},
		"no question":    {proposals.NewVote{ID: "v", Item: item, Voters: proposals.ByPerson}, proposals.CodeEmpty},
		"no voters":      {someVote("v", item, "everybody"), proposals.CodeUnknownChoice},
		"no item":        {someVote("v", "none", proposals.ByPerson), proposals.CodeUnknownChoice},
		"another item's": {proposals.NewVote{ID: "v", Item: item, Proposal: w.latter, Question: proposals.Bilingual{Ru: "?"}, Voters: proposals.ByPerson}, proposals.CodeNotOnAgenda},
	} {
		if err := w.OpenVote(ctx, w.organiser, w.id, tc.vote); proposals.CodeOf(err) != tc.code {
			t.Errorf("%s: %v, want %s", name, err, tc.code)
		}
	}
	vote := someVote("hands", item, proposals.ByPerson)
	ok(t, w.OpenVote(ctx, w.organiser, w.id, vote))
	w.unchanged(t, "opening it again", func() { ok(t, w.OpenVote(ctx, w.organiser, w.id, vote)) })
	other := vote
	other.Question.Ru = "Другое?"
	wantCode(t, w.OpenVote(ctx, w.organiser, w.id, other), proposals.CodeIDTaken)
	wantCode(t, w.OpenVote(ctx, w.second, w.id, someVote("more", item, proposals.ByPerson)), proposals.CodeVoteOpen)

	cast := func(m proposals.Member, voter proposals.ParticipantID, choice proposals.Choice) error {
		return w.CastBallot(ctx, m, w.id, "hands", string(voter), choice)
	}
	ok(t, cast(w.author, author, proposals.VoteAgainst))
	ok(t, cast(w.author, author, proposals.VoteFor))
	w.unchanged(t, "the same voice again", func() { ok(t, cast(w.author, author, proposals.VoteFor)) })
	ok(t, cast(w.organiser, guest, proposals.VoteAbstain))
	wantCode(t, cast(w.author, guest, proposals.VoteFor), proposals.CodeForbidden)
	wantCode(t, cast(w.lawyer, "p-lawyer", proposals.VoteFor), proposals.CodeNotFound)
	wantCode(t, cast(w.organiser, "absent", proposals.VoteFor), proposals.CodeNotPresent)
	wantCode(t, cast(w.observer, "later", proposals.VoteFor), proposals.CodeNotPresent)
	wantCode(t, cast(w.author, "absent", proposals.VoteFor), proposals.CodeForbidden)
	wantCode(t, cast(w.author, author, "perhaps"), proposals.CodeUnknownChoice)
	wantCode(t, w.CastBallot(ctx, w.author, w.id, "none", string(author), proposals.VoteFor), proposals.CodeNotFound)
	ok(t, w.CheckIn(ctx, w.observer, w.id, "later", true))
	ok(t, cast(w.observer, "later", proposals.VoteFor))
	ok(t, cast(w.observer, "later", ""))
	w.unchanged(t, "taking back what is taken back", func() { ok(t, cast(w.observer, "later", "")) })
	if v := w.now(t).Vote("hands"); v.Cast != 2 || v.Ballots[string(author)] != proposals.VoteFor || v.CastBy[string(guest)] != w.organiser.ID || v.Tally != (proposals.Tally{}) {
		t.Errorf("%+v", v)
	}

	// Who has voted stays on the list, as who he was.
	wantCode(t, w.TakeBack(ctx, w.organiser, w.id, author), proposals.CodeParticipantVoted)
	wantCode(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: author, Member: w.lawyer.ID}), proposals.CodeParticipantVoted)
	wantCode(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: author, Name: "Кто-то другой"}), proposals.CodeParticipantVoted)
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: guest, Name: "Гость с исправленным именем"}))
	ok(t, w.TakeBack(ctx, w.organiser, w.id, "absent"))

	hands := proposals.Tally{For: 30, Against: 2}
	wantCode(t, w.CloseVote(ctx, w.organiser, w.id, "hands", &hands), proposals.CodeVoteHasBallots)
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil))
	w.unchanged(t, "closing it again", func() { ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil)) })
	wantCode(t, w.CloseVote(ctx, w.organiser, w.id, "hands", &hands), proposals.CodeVoteClosed)
	wantCode(t, cast(w.author, author, proposals.VoteAgainst), proposals.CodeVoteClosed)
	if v := w.now(t).Vote("hands"); v.Tally != (proposals.Tally{For: 1, Abstain: 1}) || v.Counted || v.ClosedAt.IsZero() {
		t.Errorf("%+v", v)
	}
}

// In a vote by organisation each has one voice, whoever of it gives it; who comes from none has none.
func TestVoteByOrganisation(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	item := w.sits(t)
	fund, err := w.AddOrganisation(ctx, w.organiser, proposals.Bilingual{Ru: "Фонд"}, "ngo", "Семей")
	ok(t, err)
	colleagues := []proposals.Member{{ID: "one", Name: "Первая", Role: proposals.Ordinary, Organisation: fund}, {ID: "two", Name: "Вторая", Role: proposals.Observer, Organisation: fund}}
	for _, m := range colleagues {
		ok(t, w.Join(ctx, m))
		w.member(t, m)
	}
	author := w.member(t, w.author) // of no organisation
	a, b := w.guest(t, "a", "Акимат  города"), w.guest(t, "b", " акимат города ")
	r := w.now(t)
	body := r.Participant(a).Voice(proposals.ByOrganisation)
	if body == "" || body != r.Participant(b).Voice(proposals.ByOrganisation) || r.Participant(author).Voice(proposals.ByOrganisation) != "" {
		t.Fatalf("two who come from one body have the voices %q and %q", body, r.Participant(b).Voice(proposals.ByOrganisation))
	}
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("hands", item, proposals.ByOrganisation)))
	cast := func(m proposals.Member, voter string, choice proposals.Choice) error {
		return w.CastBallot(ctx, m, w.id, "hands", voter, choice)
	}
	ok(t, cast(colleagues[0], string(fund), proposals.VoteFor))
	ok(t, cast(colleagues[1], string(fund), proposals.VoteAgainst))
	w.unchanged(t, "the same voice by the same", func() { ok(t, cast(colleagues[1], string(fund), proposals.VoteAgainst)) })
	ok(t, cast(colleagues[0], string(fund), proposals.VoteAgainst)) // the minutes name who gave it last
	wantCode(t, cast(w.author, string(fund), proposals.VoteFor), proposals.CodeForbidden)
	wantCode(t, cast(w.author, "", proposals.VoteFor), proposals.CodeNotFound)
	wantCode(t, cast(w.author, string(author), proposals.VoteFor), proposals.CodeNotFound)
	ok(t, cast(w.organiser, body, proposals.VoteAbstain))
	v := w.now(t).Vote("hands")
	if v.Cast != 2 || v.Ballots[string(fund)] != proposals.VoteAgainst || v.CastBy[string(fund)] != colleagues[0].ID {
		t.Errorf("%+v", v)
	}

	// The voice of an organisation needs somebody on the list who speaks for it.
	ok(t, w.TakeBack(ctx, w.organiser, w.id, b))
	wantCode(t, w.TakeBack(ctx, w.organiser, w.id, a), proposals.CodeParticipantVoted)
	wantCode(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: a, Name: "Гость a", Body: proposals.Bilingual{Ru: "Другой акимат"}}), proposals.CodeParticipantVoted)
	ok(t, w.Invite(ctx, w.organiser, w.id, proposals.Participant{ID: a, Name: "Кто его сменил", Body: proposals.Bilingual{Ru: "Акимат города"}}))
	// Who of it is there speaks, and when nobody is, nobody.
	ok(t, w.CheckIn(ctx, w.organiser, w.id, a, false))
	wantCode(t, cast(w.organiser, body, proposals.VoteFor), proposals.CodeNotPresent)
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil))
	if v := w.now(t).Vote("hands"); v.Tally != (proposals.Tally{Against: 1, Abstain: 1}) {
		t.Errorf("%+v", v.Tally)
	}
}

// Where hands are counted, the organiser's count is the result; a vote with no voices at all is closed with none.
func TestCountedHands(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	item := w.sits(t)
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("counted", item, proposals.ByPerson)))
	for _, bad := range []proposals.Tally{{For: -1}, {Against: proposals.MaxHands + 1}} {
		wantCode(t, w.CloseVote(ctx, w.organiser, w.id, "counted", &bad), proposals.CodeUnknownChoice)
	}
	hands := proposals.Tally{For: 41, Against: 3, Abstain: 2}
	wantCode(t, w.CloseVote(ctx, w.author, w.id, "counted", &hands), proposals.CodeForbidden)
	wantCode(t, w.CloseVote(ctx, w.organiser, w.id, "none", &hands), proposals.CodeNotFound)
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "counted", &hands))
	w.unchanged(t, "the same count again", func() { ok(t, w.CloseVote(ctx, w.second, w.id, "counted", &hands)) })
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("silent", item, proposals.ByPerson)))
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "silent", nil))
	r := w.now(t)
	if v := r.Vote("counted"); v.Tally != hands || !v.Counted || v.Cast != 0 {
		t.Errorf("%+v", v)
	}
	if v := r.Vote("silent"); v.Tally != (proposals.Tally{}) || v.Counted || v.ClosedAt.IsZero() {
		t.Errorf("%+v", v)
	}
}

// While a vote is open each sees his own voice, of two from one organisation both that of it; afterwards everybody all. How many
// have voted everybody sees.
func TestVoicesByName(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	item := w.sits(t)
	author, other := w.member(t, w.author), w.member(t, w.other)
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("hands", item, proposals.ByPerson)))
	ok(t, w.CastBallot(ctx, w.author, w.id, "hands", string(author), proposals.VoteFor))
	ok(t, w.CastBallot(ctx, w.other, w.id, "hands", string(other), proposals.VoteAgainst))
	all := func(proposals.ProposalID) bool { return true }
	sees := func(m proposals.Member) []string {
		v := w.now(t).SeenBy(m, all).Votes[0]
		if v.Cast != 2 || len(v.CastBy) != len(v.Ballots) {
			t.Errorf("%s sees %+v", m.ID, v)
		}
		var out []string
		for voter := range v.Ballots {
			out = append(out, voter)
		}
		slices.Sort(out)
		return out
	}
	both := []string{string(author), string(other)}
	slices.Sort(both)
	for _, tc := range []struct {
		m    proposals.Member
		want []string
	}{{w.author, []string{string(author)}}, {w.other, []string{string(other)}}, {w.lawyer, nil}, {w.observer, nil}, {w.second, both}} {
		if got := sees(tc.m); !slices.Equal(got, tc.want) {
			t.Errorf("%s sees the voices of %v in an open vote, want %v", tc.m.ID, got, tc.want)
		}
	}
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil))
	for _, m := range []proposals.Member{w.author, w.observer} {
		if got := sees(m); !slices.Equal(got, both) {
			t.Errorf("%s sees the voices of %v after the vote, want %v", m.ID, got, both)
		}
	}
	if r := w.now(t); len(r.Vote("hands").Ballots) != 2 {
		t.Error("looking has taken voices away")
	}
}

// Votes of many at one moment are all counted.
func TestManyVoteAtOnce(t *testing.T) {
	const hall = 60
	w := newTable(t)
	ctx := context.Background()
	item := w.sits(t)
	for i := range hall {
		w.guest(t, fmt.Sprintf("g%d", i), "")
	}
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("hands", item, proposals.ByPerson)))
	done := make(chan error)
	for i := range hall {
		go func() {
			done <- w.CastBallot(ctx, w.organiser, w.id, "hands", fmt.Sprintf("g%d", i), []proposals.Choice{proposals.VoteFor, proposals.VoteAgainst, proposals.VoteAbstain}[i%3])
		}()
	}
	for range hall {
		ok(t, <-done)
	}
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil))
	if v := w.now(t).Vote("hands"); v.Tally != (proposals.Tally{For: 20, Against: 20, Abstain: 20}) {
		t.Errorf("%+v", v.Tally)
	}
}
