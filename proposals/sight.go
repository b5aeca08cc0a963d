package proposals

// Sight says who may know of what happens on a stream. One look at the state answers for any number of members, so that
// telling a thousand browsers does not ask the state a thousand times.
type Sight struct {
	known    bool
	bill     BillID
	proposal *Proposal // nil for streams that everybody in the group may see
	reader   MemberID  // whose own stream it is; empty for those of the group
}

// Sight looks at a stream as it stands now.
func (w *Workbench) Sight(stream Stream) Sight {
	w.mu.RLock()
	defer w.mu.RUnlock()
	s := Sight{known: w.group.seq(stream) > 0}
	switch thing, id := stream.Split(); thing {
	case "proposal":
		if s.proposal = w.group.Proposals[ProposalID(id)]; s.proposal == nil {
			return Sight{}
		}
		s.bill = s.proposal.Bill
	case "bill":
		s.bill = BillID(id)
	case "reader":
		s.reader = MemberID(id)
	}
	return s
}

// Bill is the bill that the stream belongs to; empty when it belongs to none.
func (s Sight) Bill() BillID { return s.bill }

// Allows says whether m may know of what happens there: nobody of a stream that has no events, or of another reader's.
func (s Sight) Allows(m Member) bool {
	return s.known && (s.reader == "" || s.reader == m.ID) && Can(m, ActSee, s.proposal, nil)
}
