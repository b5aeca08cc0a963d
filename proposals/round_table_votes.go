package proposals

import (
	"context"
	"slices"
)

// NewVote is a show of hands that an organiser opens. ID is made by the client.
type NewVote struct {
	ID VoteID
	// Item is on the agenda; Proposal, which may be empty, on that item.
	Item     AgendaItemID
	Proposal ProposalID
	Question Bilingual
	Voters   Voters
}

// OpenVote opens a show of hands; CodeVoteOpen while another goes on.
func (w *Workbench) OpenVote(ctx context.Context, by Member, id RoundTableID, vote NewVote) error {
	err := checkID("vote", string(vote.ID))
	if err == nil {
		vote.Question, err = title("question", vote.Question)
	}
	if err == nil && vote.Voters != ByPerson && vote.Voters != ByOrganisation {
		err = Refuse(CodeUnknownChoice, "field", "voters")
	}
	if err != nil {
		return w.hidden(by, id, err)
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		data := voteData(vote)
		if known := r.Vote(vote.ID); known != nil {
			if (voteData{known.ID, known.Item, known.Proposal, known.Question, known.Voters}) != data {
				return "", nil, Refuse(CodeIDTaken)
			}
			return unchanged()
		}
		switch {
		case !r.Sitting():
			return "", nil, Refuse(CodeNotSitting)
		case r.openVote() != nil:
			return "", nil, Refuse(CodeVoteOpen)
		case len(r.Votes) >= MaxVotes:
			return "", nil, Refuse(CodeTooMany, "limit", MaxVotes)
		}
		if err := w.onAgendaFor(by, r, vote.Item, vote.Proposal); err != nil {
			return "", nil, err
		}
		return RoundTableVoteOpened, data, nil
	})
}

// onAgendaFor lets an item of the agenda pass, and a proposal on it that is shared: what everybody is asked about, everybody
// may read.
func (w *Workbench) onAgendaFor(by Member, r *RoundTable, id AgendaItemID, proposal ProposalID) error {
	item, _ := r.item(id)
	if item == nil {
		return Refuse(CodeUnknownChoice, "field", "item")
	}
	if proposal != "" && !slices.ContainsFunc(w.seenOnItem(by, *item), func(p *Proposal) bool { return p.ID == proposal && p.Shared }) {
		return Refuse(CodeNotOnAgenda)
	}
	return nil
}

// CastBallot records the voice of a voter (see Participant.Voice), the last one of each counting; an empty choice takes it back. The
// voter is present, or somebody who is speaks for it; who is no organiser records his own, or that of his organisation.
func (w *Workbench) CastBallot(ctx context.Context, by Member, id RoundTableID, vote VoteID, voter string, choice Choice) error {
	switch choice {
	case "", VoteFor, VoteAgainst, VoteAbstain:
	default:
		return Refuse(CodeUnknownChoice, "field", "choice")
	}
	return w.atTable(ctx, by.ID, id, func(r *RoundTable) (Kind, any, error) {
		v := r.Vote(vote)
		if v == nil {
			return "", nil, Refuse(CodeNotFound)
		}
		speaker := r.speaker(v.Voters, voter)
		if own := r.ParticipantOf(by.ID); own != nil && voter != "" && own.Voice(v.Voters) == voter {
			speaker = own // two of one organisation: each for himself
			if !own.Present && Can(by, ActConvene, nil, nil) {
				speaker = r.speaker(v.Voters, voter)
			}
		}
		switch {
		case speaker == nil:
			return "", nil, Refuse(CodeNotFound)
		case !CanAt(by, ActVote, r, speaker):
			if !speaker.Present && (speaker.Member == by.ID || Can(by, ActConvene, nil, nil)) {
				return "", nil, Refuse(CodeNotPresent)
			}
			return "", nil, Refuse(CodeForbidden)
		case v.Ballots[voter] == choice && (choice == "" || v.CastBy[voter] == by.ID):
			return unchanged()
		case !v.ClosedAt.IsZero():
			return "", nil, Refuse(CodeVoteClosed)
		}
		return RoundTableBallotCast, ballotData{vote, voter, choice}, nil
	})
}

// CloseVote ends a show of hands: its result is counted from the voices recorded, or, where the hands were counted and no voice is
// recorded, it is counted.
func (w *Workbench) CloseVote(ctx context.Context, by Member, id RoundTableID, vote VoteID, counted *Tally) error {
	if counted != nil {
		for _, n := range []int{counted.For, counted.Against, counted.Abstain} {
			if n < 0 || n > MaxHands {
				return w.hidden(by, id, Refuse(CodeUnknownChoice, "field", "tally"))
			}
		}
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		v := r.Vote(vote)
		switch {
		case v == nil:
			return "", nil, Refuse(CodeNotFound)
		case !v.ClosedAt.IsZero() && (counted == nil || v.Counted && v.Tally == *counted):
			return unchanged()
		case !v.ClosedAt.IsZero():
			return "", nil, Refuse(CodeVoteClosed)
		case counted == nil:
			return RoundTableVoteClosed, voteClosedData{Vote: vote, Tally: v.tallied()}, nil
		case len(v.Ballots) > 0:
			return "", nil, Refuse(CodeVoteHasBallots)
		}
		return RoundTableVoteClosed, voteClosedData{vote, *counted, true}, nil
	})
}
