package proposals

import (
	"cmp"
	"slices"
)

// proposalIndex has the proposals in the order of opening: all, those of each bill, and those that may get in each other's
// way. What it goes by never changes once a proposal is open, so a list is found and never sorted.
type proposalIndex struct {
	all   []opening
	bill  map[BillID][]opening
	place map[place][]opening
	// changed has the proposals of the latest events, the last one last; before counts those that are no longer in it.
	changed []ProposalID
	before  int
}

// maxChanged bounds the latest changes that are kept; who has not looked since then looks at everything.
const maxChanged = 4096

// touch notes that a proposal has changed.
func (x *proposalIndex) touch(id ProposalID) {
	if len(x.changed) == 2*maxChanged {
		x.before += maxChanged
		x.changed = append(x.changed[:0], x.changed[maxChanged:]...)
	}
	x.changed = append(x.changed, id)
}

// since gives the proposals that have changed after a moment that an earlier call gave, in any order and each once, and the
// moment of this call. Moment 0 is before everything.
func (w *Workbench) since(moment int) (changed []*Proposal, now int) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	x := w.group.index
	now = x.before + len(x.changed)
	if moment == 0 || moment < x.before {
		for _, o := range x.all {
			changed = append(changed, w.group.Proposals[o.id])
		}
		return changed, now
	}
	seen := map[ProposalID]bool{}
	for _, id := range x.changed[moment-x.before:] {
		if !seen[id] {
			seen[id] = true
			changed = append(changed, w.group.Proposals[id])
		}
	}
	return changed, now
}

// opening is what of a proposal decides its place in a list.
type opening struct {
	act ActID
	at  int64 // nanoseconds since 1970
	id  ProposalID
}

func newProposalIndex() *proposalIndex {
	return &proposalIndex{bill: map[BillID][]opening{}, place: map[place][]opening{}}
}

func openingOf(p *Proposal) opening { return opening{p.Act, p.CreatedAt.UnixNano(), p.ID} }

func (o opening) compare(other opening) int {
	return cmp.Or(cmp.Compare(o.act, other.act), cmp.Compare(o.at, other.at), cmp.Compare(o.id, other.id))
}

// add puts a proposal that was opened into its places. At start they come stream by stream, later at the end.
func (x *proposalIndex) add(p *Proposal) {
	o := openingOf(p)
	put := func(list []opening) []opening {
		at, _ := slices.BinarySearchFunc(list, o, opening.compare)
		return slices.Insert(list, at, o)
	}
	x.all = put(x.all)
	x.bill[p.Bill] = put(x.bill[p.Bill])
	x.place[placeOf(p)] = put(x.place[placeOf(p)])
}

// pick gives the proposals of a part of the index that keep lets pass, in the order of opening.
func (w *Workbench) pick(part func(*proposalIndex) []opening, keep func(*Proposal) bool) []*Proposal {
	w.mu.RLock()
	defer w.mu.RUnlock()
	list := part(w.group.index)
	out := make([]*Proposal, 0, len(list))
	for _, o := range list {
		if p := w.group.Proposals[o.id]; keep(p) {
			out = append(out, p)
		}
	}
	return out
}

// ofBill is the part of the index for one bill.
func ofBill(id BillID) func(*proposalIndex) []opening {
	return func(x *proposalIndex) []opening { return x.bill[id] }
}

// besides is the part of the index for the proposals that stand where p stands.
func besides(p *Proposal) func(*proposalIndex) []opening {
	return func(x *proposalIndex) []opening { return x.place[placeOf(p)] }
}
