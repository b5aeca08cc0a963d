package live_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"talqy/proposals"
)

// sitting is a round table with an organiser, two members who are present, and a hall that watches.
type sitting struct {
	*room
	organiser proposals.Member
	table     proposals.RoundTableID
	item      proposals.AgendaItemID
	token     string
}

func newSitting(t *testing.T, extra int) *sitting {
	t.Helper()
	ctx := context.Background()
	s := &sitting{room: newRoom(t), organiser: proposals.Member{ID: "organiser", Name: "Организатор", Role: proposals.Organiser}}
	must(t, s.bench.Join(ctx, s.organiser))
	for i := range extra {
		id := fmt.Sprintf("m%d", i)
		must(t, s.bench.Join(ctx, proposals.Member{ID: proposals.MemberID(id), Name: "Участник " + id, Role: proposals.Ordinary}))
	}
	var err error
	s.table, err = s.bench.Convene(ctx, s.organiser, proposals.RoundTableHead{Title: proposals.Bilingual{Ru: "Стол"}, Date: "2026-11-23"}, []proposals.ProposalID{s.proposal})
	must(t, err)
	s.item = proposals.AgendaItemID(s.proposal)
	must(t, s.bench.InviteAll(ctx, s.organiser, s.table))
	for _, p := range s.now(t).Participants {
		must(t, s.bench.CheckIn(ctx, s.organiser, s.table, p.ID, true))
	}
	must(t, s.bench.OpenRoundTable(ctx, s.organiser, s.table))
	return s
}

func (s *sitting) now(t *testing.T) *proposals.RoundTable {
	t.Helper()
	r, err := s.bench.RoundTable(s.table)
	must(t, err)
	return r
}

func (s *sitting) roundTable() string { return "roundtable/" + string(s.table) }

// act does everything at the round table that not everybody may hear: each word of it is somebody's alone, or nobody's.
func (s *sitting) act(t *testing.T) {
	t.Helper()
	ctx := context.Background()
	must(t, s.bench.LetGuestsIn(ctx, s.organiser, s.table))
	s.token = s.now(t).Guests.Token
	for _, id := range []string{"remark-waits", "remark-let-in", "remark-refused"} {
		_, err := s.bench.SendRemark(ctx, s.token, proposals.RoomRemark{ID: proposals.RemarkID(id), Name: "Гость", Body: "Слова " + id, Lang: "ru"})
		must(t, err)
	}
	must(t, s.bench.AdmitRemark(ctx, s.organiser, s.table, "remark-let-in"))
	must(t, s.bench.RefuseRemark(ctx, s.organiser, s.table, "remark-refused"))
	must(t, s.bench.AnswerRemark(ctx, s.organiser, s.table, "remark-let-in", proposals.OutcomeNoted, proposals.Bilingual{Ru: "Приняли к сведению"}))
	must(t, s.bench.OpenVote(ctx, s.organiser, s.table, proposals.NewVote{ID: "hands", Item: s.item, Question: proposals.Bilingual{Ru: "Принять?"}, Voters: proposals.ByPerson}))
	for _, id := range []proposals.MemberID{"m0", "m1"} {
		m, err := s.bench.Member(id)
		must(t, err)
		must(t, s.bench.CastBallot(ctx, *m, s.table, "hands", "m-"+string(id), proposals.VoteAgainst))
	}
}

// told gathers the events up to one with a number, by their kinds, and all that was said.
func (b *browser) told(topic string, last int) (byKind map[proposals.Kind][]string, all string) {
	b.t.Helper()
	byKind = map[proposals.Kind][]string{}
	for {
		f := b.next()
		if f.Type != "event" || f.Topic != topic {
			continue
		}
		byKind[f.Event.Kind] = append(byKind[f.Event.Kind], string(f.Event.Data))
		all += string(f.Event.Data) + "\n"
		if f.Event.Seq == last {
			return byKind, all
		}
	}
}

// check says whether a browser heard what its member may, and nothing else.
func (s *sitting) check(t *testing.T, who string, b *browser, last int) {
	t.Helper()
	byKind, all := b.told(s.roundTable(), last)
	leads := who == "organiser"
	for words, may := range map[string]bool{
		s.token: leads, "remark-waits": leads, "remark-refused": leads, "Слова remark-let-in": true, "Приняли к сведению": true,
		`"voter":"m-m0"`: leads || who == "m0", `"voter":"m-m1"`: leads || who == "m1",
	} {
		if got := strings.Contains(all, words); got != may {
			t.Errorf("%s hears %q: %v, want %v\n%s", who, words, got, may, all)
		}
	}
	ballots := byKind[proposals.RoundTableBallotCast]
	if len(ballots) != 2 || !strings.Contains(ballots[0], `"cast":1`) && !strings.Contains(ballots[0], `"cast":2`) || !strings.Contains(ballots[1], `"cast":2`) {
		t.Errorf("%s hears of the voices %v", who, ballots)
	}
	if told := slices.Sorted(maps.Keys(byKind)); len(told) != 7 {
		t.Errorf("%s hears only %v", who, told)
	}
}

// A member never hears a remark that waits or was refused, the token of the guests' link, or another's voice in an open vote:
// not live, not in the replay.
func TestEachHearsWhatHeMayOfASitting(t *testing.T) {
	s := newSitting(t, 3)
	after := s.now(t).Seq
	who := []string{"organiser", "m0", "m1", "m2"}
	live := map[string]*browser{}
	for _, id := range who {
		live[id] = s.browser(t, id)
		live[id].send(follow(s.roundTable(), after))
		live[id].until("current")
	}
	s.act(t)
	for _, id := range who {
		s.check(t, id, live[id], s.now(t).Seq)
		again := s.browser(t, id)
		again.send(follow(s.roundTable(), after))
		s.check(t, id, again, s.now(t).Seq)
	}
}

// A crowd that is told together is told no more, and what happened on a bill or in the group is told without words.
func TestCrowdHearsWhatEachMayOfASitting(t *testing.T) {
	const hall = 130
	s := newSitting(t, hall)
	after := s.now(t).Seq
	who := []string{"organiser"}
	for i := range hall {
		who = append(who, fmt.Sprintf("m%d", i))
	}
	crowd := map[string]*browser{}
	for _, id := range who {
		crowd[id] = s.browser(t, id)
		crowd[id].send(follow(s.roundTable(), after))
		crowd[id].until("current")
	}
	group := s.browser(t, "m3")
	group.send(follow("group", 0))
	group.until("current")
	s.act(t)
	last := s.now(t).Seq
	for _, id := range who {
		s.check(t, id, crowd[id], last)
	}
	for {
		f := group.next()
		if f.Event.Data != nil {
			t.Fatalf("the group's topic says %s", f.Event.Data)
		}
		if f.Event.Seq == last && string(f.Event.Stream) == s.roundTable() {
			break
		}
	}
}

// Once a vote is over everybody hears who voted how, and of a remark that was refused after all nobody new hears the words.
func TestReplayAfterTheVote(t *testing.T) {
	s := newSitting(t, 3)
	s.act(t)
	ctx := context.Background()
	must(t, s.bench.CloseVote(ctx, s.organiser, s.table, "hands", nil))
	must(t, s.bench.RefuseRemark(ctx, s.organiser, s.table, "remark-let-in"))
	b := s.browser(t, "m2")
	b.send(follow(s.roundTable(), 0))
	byKind, all := b.told(s.roundTable(), s.now(t).Seq)
	for words, may := range map[string]bool{`"voter":"m-m0"`: true, `"voter":"m-m1"`: true, "Слова remark": false, "Приняли к сведению": false, "remark-refused": false} {
		if strings.Contains(all, words) != may {
			t.Errorf("after the vote a member hears %q: %v\n%s", words, !may, all)
		}
	}
	// The id of a remark that everybody has read lets their pages take it away.
	if refused := byKind[proposals.RoundTableRemarkRefused]; len(refused) != 2 || refused[0] != "{}" || !strings.Contains(refused[1], "remark-let-in") {
		t.Errorf("of the refusals a member hears %v", refused)
	}
}

// A draft on an agenda is known to its author alone, in the events too.
func TestDraftOnAnAgendaIsNotTold(t *testing.T) {
	s := newSitting(t, 1)
	ctx := context.Background()
	p, err := s.bench.Proposal(s.author, s.proposal)
	must(t, err)
	draft, err := s.bench.Propose(ctx, s.organiser, p.Bill, p.Act, proposals.Amend, "art_2")
	must(t, err)
	after := s.now(t).Seq
	must(t, s.bench.SetAgenda(ctx, s.organiser, s.table, after, []proposals.AgendaItem{{ID: "item", Proposals: []proposals.ProposalID{s.proposal, draft}}}))
	must(t, s.bench.NumberRows(ctx, s.organiser, s.table, []proposals.ProposalID{s.proposal, draft}))
	for id, may := range map[string]bool{"organiser": true, "m0": false} {
		b := s.browser(t, id)
		b.send(follow(s.roundTable(), after))
		_, all := b.told(s.roundTable(), s.now(t).Seq)
		if strings.Contains(all, `"`+string(draft)+`"`) != may || strings.Count(all, `"`+string(s.proposal)+`"`) != 2 {
			t.Errorf("%s hears\n%s", id, all)
		}
	}
}
