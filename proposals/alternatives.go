package proposals

// Alternatives lists the other proposals for the same provision that the member may see, in any bill, in the order in which
// they were opened: what a group compares before it decides. To a new article, other new articles after the same one are
// alternatives; to an amendment, also the proposal to exclude. What was withdrawn is left out; what was rejected stays, so
// that the group sees what it did not want.
func (w *Workbench) Alternatives(by Member, id ProposalID) ([]*Proposal, error) {
	p, err := w.Proposal(by, id)
	if err != nil {
		return nil, err
	}
	return w.pick(besides(p), func(o *Proposal) bool {
		return o.ID != p.ID && o.Target == p.Target && o.Status != Withdrawn && Can(by, ActSee, o, nil)
	}), nil
}
