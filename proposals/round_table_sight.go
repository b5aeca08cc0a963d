package proposals

import (
	"maps"
	"slices"
)

// SeenBy gives a round table as a member sees it; sees says which proposals he does, and of none («») that he does. Left out are
// proposals that are hidden from him and their rows, votes and decisions; remarks that wait or were refused and the token of
// the guests' link, which are an organiser's alone; and in an open vote every voice by name but his own. No list is nil.
func (r *RoundTable) SeenBy(m Member, sees func(ProposalID) bool) *RoundTable {
	v := *r
	v.Agenda = make([]AgendaItem, len(r.Agenda))
	for i, item := range r.Agenda {
		item.Proposals = slices.DeleteFunc(slices.Clone(item.Proposals), func(p ProposalID) bool { return !sees(p) })
		v.Agenda[i] = item
	}
	v.Participants = append([]Participant{}, r.Participants...)
	v.Rows = map[ProposalID]int{}
	for p, n := range r.Rows {
		if sees(p) {
			v.Rows[p] = n
		}
	}
	leads := Can(m, ActConvene, nil, nil)
	if v.Guests != nil && !leads {
		v.Guests = &GuestLink{Until: r.Guests.Until}
	}
	v.Remarks, v.Votes, v.Decisions = nil, nil, nil
	for _, one := range r.Remarks {
		if (leads || one.State == RemarkAdmitted) && sees(one.Proposal) {
			v.Remarks = append(v.Remarks, one)
		}
	}
	for _, vote := range r.Votes {
		if sees(vote.Proposal) {
			v.Votes = append(v.Votes, vote.seenBy(m, r))
		}
	}
	for _, d := range r.Decisions {
		if sees(d.Proposal) {
			v.Decisions = append(v.Decisions, d)
		}
	}
	return &v
}

// seenBy gives a vote as a member sees it. How many voices there are everybody sees.
func (v Vote) seenBy(m Member, r *RoundTable) Vote {
	if v.seesAllBallots(m) {
		return v
	}
	other := func(voter string) bool { return !v.ownBallot(m, r, voter) }
	v.Ballots, v.CastBy = maps.Clone(v.Ballots), maps.Clone(v.CastBy)
	maps.DeleteFunc(v.Ballots, func(voter string, _ Choice) bool { return other(voter) })
	maps.DeleteFunc(v.CastBy, func(voter string, _ MemberID) bool { return other(voter) })
	return v
}

// seesAllBallots says whether a member sees every voice by name: once the vote is over everybody does.
func (v Vote) seesAllBallots(m Member) bool {
	return !v.ClosedAt.IsZero() || Can(m, ActConvene, nil, nil)
}

// ownBallot says whether a voice is a member's own, or that of the organisation for which he sits there.
func (v Vote) ownBallot(m Member, r *RoundTable, voter string) bool {
	own := r.ParticipantOf(m.ID)
	return own != nil && voter != "" && own.Voice(v.Voters) == voter
}
