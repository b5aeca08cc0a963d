package proposals

import (
	"cmp"
	"context"
	"slices"

	"talqy/proposals/act"
)

// A decision of a round table on a proposal is two events in two streams: the step on the proposal's way, and the decision
// among those of the round table. The step comes first and carries all that the decision says: it freezes the wording that was
// decided on, under the rules that every step obeys, and from it the decision can be recorded at any later time, with the
// wording as the step found it. So where the second event fails, or the process dies between the two, sending again or the next
// start completes what was begun; and the step names its decision, so that it is never taken twice.

// NewDecision is what an organiser records. ID is made by the client.
type NewDecision struct {
	ID       string
	Item     AgendaItemID
	Proposal ProposalID
	// Outcome is ActAgree, ActReject or ActPostpone; empty where the text alone decides.
	Outcome Action
	Text    Bilingual
	Vote    VoteID
}

// sittingDecision is what the step on a proposal says of the decision that it carries out.
type sittingDecision struct {
	RoundTable RoundTableID `json:"roundTable"`
	ID         string       `json:"id"`
	Item       AgendaItemID `json:"item"`
	Text       Bilingual    `json:"text"`
	Vote       VoteID       `json:"vote,omitempty"`
}

// Decide records a decision, with the wording of the proposal as it stands, and takes the step on the proposal. Recorded again
// under its id with another text, or another vote, it is corrected; what was decided on and with what outcome stays.
func (w *Workbench) Decide(ctx context.Context, by Member, id RoundTableID, d NewDecision) error {
	d, err := checkDecision(d)
	if err != nil {
		return w.hidden(by, id, err)
	}
	r, err := w.mayLead(by, id)
	if err != nil {
		return err
	}
	stepped := (*StepTaken)(nil)
	if d.Outcome != "" {
		if stepped, err = w.stepFor(ctx, by, r, d); err != nil {
			return err
		}
	}
	return w.record(ctx, by.ID, by, id, d, stepped)
}

func checkDecision(d NewDecision) (NewDecision, error) {
	if err := checkID("decision", d.ID); err != nil {
		return d, err
	}
	switch d.Outcome {
	case "":
	case ActAgree, ActReject, ActPostpone:
		if d.Proposal == "" {
			return d, Refuse(CodeEmpty, "field", "proposal")
		}
	default:
		return d, Refuse(CodeUnknownChoice, "field", "outcome")
	}
	var err error
	d.Text, err = bilingualWords("text", d.Text, MaxReason)
	return d, err
}

// stepFor takes the step that a decision orders, once, and gives it.
func (w *Workbench) stepFor(ctx context.Context, by Member, r *RoundTable, d NewDecision) (*StepTaken, error) {
	known := r.Decision(d.ID)
	if known != nil && !known.same(d) {
		return nil, Refuse(CodeIDTaken)
	}
	if known == nil && w.stepOf(d.Proposal, r.ID, d.ID) == nil {
		if err := w.decidable(by, r, d); err != nil {
			return nil, err
		}
	}
	if known == nil {
		ref := &sittingDecision{RoundTable: r.ID, ID: d.ID, Item: d.Item, Text: d.Text, Vote: d.Vote}
		// It counts once by its decision, which a command's id would not outlive.
		if err := w.step(withoutCommand(ctx), by, d.Proposal, d.Outcome, d.Text.In(act.Russian), ref); err != nil {
			return nil, err
		}
	}
	stepped := w.stepOf(d.Proposal, r.ID, d.ID)
	if stepped != nil && (stepped.Step != d.Outcome || stepped.decision.Item != d.Item) {
		return nil, Refuse(CodeIDTaken)
	}
	return stepped, nil
}

// stepOf finds the step by which a decision of a round table was carried out.
func (w *Workbench) stepOf(id ProposalID, table RoundTableID, decision string) *StepTaken {
	p, err := w.proposal(id)
	if err != nil {
		return nil
	}
	return p.stepOf(table, decision)
}

func (p *Proposal) stepOf(table RoundTableID, decision string) *StepTaken {
	i := slices.IndexFunc(p.Decisions, func(s StepTaken) bool {
		return s.decision != nil && s.decision.RoundTable == table && s.decision.ID == decision
	})
	if i < 0 {
		return nil
	}
	return &p.Decisions[i]
}

// decidable says whether a new decision can be recorded. It may be done after the sitting too: minutes are finished later.
func (w *Workbench) decidable(by Member, r *RoundTable, d NewDecision) error {
	switch {
	case r.OpenedAt.IsZero():
		return Refuse(CodeNotSitting)
	case len(r.Decisions) >= MaxDecisions:
		return Refuse(CodeTooMany, "limit", MaxDecisions)
	}
	if err := r.checkVoteOf(d); err != nil {
		return err
	}
	return w.onAgendaFor(by, r, d.Item, d.Proposal)
}

// checkVoteOf lets a decision name a vote on its own item that is over, and none.
func (r *RoundTable) checkVoteOf(d NewDecision) error {
	if d.Vote == "" {
		return nil
	}
	v := r.Vote(d.Vote)
	switch {
	case v == nil || v.Item != d.Item:
		return Refuse(CodeUnknownChoice, "field", "vote")
	case v.ClosedAt.IsZero():
		return Refuse(CodeVoteOpen)
	}
	return nil
}

// same says whether a decision sent again is the one that was recorded.
func (d Decision) same(sent NewDecision) bool {
	return d.Item == sent.Item && d.Proposal == sent.Proposal && d.Outcome == sent.Outcome
}

// record puts a decision among those of the round table; stepped is the step that carried it out, nil where there is none.
func (w *Workbench) record(ctx context.Context, author MemberID, by Member, id RoundTableID, d NewDecision, stepped *StepTaken) error {
	return w.atTable(ctx, author, id, func(r *RoundTable) (Kind, any, error) {
		data := decisionData{ID: d.ID, Item: d.Item, Proposal: d.Proposal, Outcome: d.Outcome, Text: d.Text, Vote: d.Vote}
		if known := r.Decision(d.ID); known != nil {
			if !known.same(d) {
				return "", nil, Refuse(CodeIDTaken)
			}
			if known.Text == d.Text && known.Vote == d.Vote {
				return unchanged()
			}
			if err := r.checkVoteOf(d); err != nil {
				return "", nil, err
			}
			return RoundTableDecided, data, nil
		}
		if stepped == nil {
			if err := w.decidable(by, r, d); err != nil {
				return "", nil, err
			}
		}
		if d.Proposal != "" {
			p, err := w.decidedOnNow(d.Proposal, stepped)
			if err != nil {
				return "", nil, err
			}
			data.Wording, data.Version = p.proposedNow()
		}
		return RoundTableDecided, data, nil
	})
}

// decidedOnNow gives the proposal as the step found it, or as it stands where no step was taken.
func (w *Workbench) decidedOnNow(id ProposalID, stepped *StepTaken) (*Proposal, error) {
	if stepped == nil {
		return w.proposal(id)
	}
	return w.proposalAt(id, stepped.Seq)
}

// proposedNow gives the proposed wording in both languages and its versions.
func (p *Proposal) proposedNow() (Bilingual, map[act.Lang]int) {
	var wording Bilingual
	version := map[act.Lang]int{}
	for _, lang := range p.Languages() {
		if t, ok := p.Text(Wording, lang); ok {
			wording, version[lang] = wording.with(lang, t.Proposed), t.Version()
		}
	}
	return wording, version
}

// CompleteDecisions records the decisions whose step was taken by a process that died before it recorded them. It is called at
// start, and gives how many there were.
func (w *Workbench) CompleteDecisions(ctx context.Context) (int, error) {
	missing := list(w, func(g *group) map[ProposalID]*Proposal { return g.Proposals },
		func(p *Proposal) bool {
			return slices.ContainsFunc(p.Decisions, func(s StepTaken) bool { return s.decision != nil })
		},
		func(a, b *Proposal) int { return cmp.Compare(a.ID, b.ID) })
	n := 0
	for _, p := range missing {
		for i, s := range p.Decisions {
			if s.decision == nil {
				continue
			}
			r, err := w.RoundTable(s.decision.RoundTable)
			if err != nil || r.Decision(s.decision.ID) != nil {
				continue
			}
			d := NewDecision{ID: s.decision.ID, Item: s.decision.Item, Proposal: p.ID, Outcome: s.Step, Text: s.decision.Text, Vote: s.decision.Vote}
			if err := w.record(withoutCommand(ctx), s.By, Member{}, r.ID, d, &p.Decisions[i]); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, nil
}
