package api

import (
	"time"

	"talqy/proposals"
)

// roundTableInList is a round table as lists show it.
type roundTableInList struct {
	ID proposals.RoundTableID `json:"id"`
	proposals.RoundTableHead
	// Proposals are those of the agenda that the reader sees, in its order.
	Proposals []proposals.ProposalID `json:"proposals"`
	OpenedAt  *string                `json:"openedAt"`
	ClosedAt  *string                `json:"closedAt"`
	CreatedAt string                 `json:"createdAt"`
	CreatedBy proposals.MemberID     `json:"createdBy"`
}

func (s *server) roundTableInList(r *proposals.RoundTable, m proposals.Member) roundTableInList {
	return viewRoundTableInList(r, s.Workbench.OnAgenda(m, r))
}

func viewRoundTableInList(r *proposals.RoundTable, seen []*proposals.Proposal) roundTableInList {
	v := roundTableInList{r.ID, r.RoundTableHead, make([]proposals.ProposalID, len(seen)), timeOrNull(r.OpenedAt), timeOrNull(r.ClosedAt),
		timeView(r.CreatedAt), r.CreatedBy}
	for i, p := range seen {
		v.Proposals[i] = p.ID
	}
	return v
}

// timeOrNull writes a time that may not have come yet.
func timeOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	v := timeView(t)
	return &v
}

// roundTableView is a round table as its page shows it to one member.
type roundTableView struct {
	roundTableInList
	Seq          int                          `json:"seq"`
	Agenda       []proposals.AgendaItem       `json:"agenda"`
	Participants []participantView            `json:"participants"`
	Materials    []materialView               `json:"materials"`
	Rows         map[proposals.ProposalID]int `json:"rows"`
	Current      proposals.AgendaItemID       `json:"current"`
	Timer        *timerView                   `json:"timer"`
	Guests       *guestLinkView               `json:"guests"`
	Remarks      []remarkView                 `json:"remarks"`
	Votes        []voteView                   `json:"votes"`
	Decisions    []tableDecisionView          `json:"decisions"`
	May          []proposals.Action           `json:"may"`
	Me           proposals.ParticipantID      `json:"me"`
}

type participantView struct {
	proposals.Participant
	// Voice is what the voice of his organisation is recorded under in a vote by organisation; empty for who has none.
	Voice string `json:"voice,omitempty"`
}

type materialView struct {
	proposals.Material
	AddedAt string `json:"addedAt"`
}

type timerView struct {
	proposals.Timer
	StartedAt string `json:"startedAt"`
}

type guestLinkView struct {
	// Token is empty for who may not hand the link out.
	Token string `json:"token"`
	Until string `json:"until"`
}

type voteView struct {
	proposals.Vote
	OpenedAt string  `json:"openedAt"`
	ClosedAt *string `json:"closedAt"`
}

type tableDecisionView struct {
	proposals.Decision
	At     string `json:"at"`
	ByName string `json:"byName"`
}

// roundTableView shows a round table to a member: of what proposals are named only those that he sees, of what is said and voted
// what docs/api.md says.
func (s *server) roundTableView(r *proposals.RoundTable, m proposals.Member) roundTableView {
	n := names{s.Workbench}
	sees := func(id proposals.ProposalID) bool {
		_, err := s.Workbench.Proposal(m, id)
		return id == "" || err == nil
	}
	r = r.SeenBy(m, sees)
	v := roundTableView{roundTableInList: s.roundTableInList(r, m), Seq: r.Seq, Agenda: r.Agenda, Participants: []participantView{},
		Materials: []materialView{}, Rows: r.Rows, Current: r.Current, Remarks: []remarkView{}, Votes: []voteView{},
		Decisions: []tableDecisionView{}, May: mayAt(m, r)}
	if me := r.ParticipantOf(m.ID); me != nil {
		v.Me = me.ID
	}
	for _, one := range r.Participants {
		v.Participants = append(v.Participants, participantView{one, one.Voice(proposals.ByOrganisation)})
	}
	for _, one := range r.Materials {
		v.Materials = append(v.Materials, materialView{one, timeView(one.AddedAt)})
	}
	if r.Timer != nil {
		v.Timer = &timerView{*r.Timer, timeView(r.Timer.StartedAt)}
	}
	if r.Guests != nil {
		v.Guests = &guestLinkView{r.Guests.Token, timeView(r.Guests.Until)}
	}
	for _, one := range r.Remarks {
		v.Remarks = append(v.Remarks, n.remark(one))
	}
	for _, one := range r.Votes {
		v.Votes = append(v.Votes, voteView{one, timeView(one.OpenedAt), timeOrNull(one.ClosedAt)})
	}
	for _, one := range r.Decisions {
		v.Decisions = append(v.Decisions, tableDecisionView{one, timeView(one.At), n.sign(one.By).AuthorName})
	}
	return v
}

// mayAt lists what a page offers a member to do at a round table.
func mayAt(m proposals.Member, r *proposals.RoundTable) []proposals.Action {
	out := []proposals.Action{}
	if proposals.Can(m, proposals.ActConvene, nil, nil) {
		out = append(out, proposals.ActConvene)
	}
	me := r.ParticipantOf(m.ID)
	for _, action := range []proposals.Action{proposals.ActCheckIn, proposals.ActVote} {
		if proposals.CanAt(m, action, r, me) {
			out = append(out, action)
		}
	}
	return out
}
