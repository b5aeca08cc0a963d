package proposals

import (
	"cmp"
	"context"
	"slices"

	"talqy/proposals/act"
)

// proposal gives a proposal whoever asks.
func (w *Workbench) proposal(id ProposalID) (*Proposal, error) {
	return find(w, func(g *group) map[ProposalID]*Proposal { return g.Proposals }, id)
}

// Proposal gives a proposal that the member may see; to anybody else it does not exist.
func (w *Workbench) Proposal(by Member, id ProposalID) (*Proposal, error) {
	p, err := w.proposal(id)
	if err != nil || !Can(by, ActSee, p, nil) {
		return nil, Refuse(CodeNotFound)
	}
	return p, nil
}

// allowed gives a proposal to which the member may do the action, to the thread comment where one is named.
func (w *Workbench) allowed(by Member, action Action, id ProposalID, comment CommentID) (*Proposal, error) {
	p, err := w.Proposal(by, id)
	if err != nil {
		return nil, err
	}
	var thread *Thread
	if comment != "" {
		if thread = p.thread(comment); thread == nil {
			return nil, Refuse(CodeNotFound)
		}
	}
	if !Can(by, action, p, thread) {
		return nil, p.refusal(by, action, thread)
	}
	return p, nil
}

// find gives one thing of the group by its id, or CodeNotFound.
func find[ID comparable, T any](w *Workbench, things func(*group) map[ID]*T, id ID) (*T, error) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if thing, ok := things(w.group)[id]; ok {
		return thing, nil
	}
	return nil, Refuse(CodeNotFound)
}

// list gives the things of the group that keep lets pass, in the order of less.
func list[ID comparable, T any](w *Workbench, things func(*group) map[ID]*T, keep func(*T) bool, less func(a, b *T) int) []*T {
	w.mu.RLock()
	all := things(w.group)
	out := make([]*T, 0, len(all))
	for _, thing := range all {
		if keep == nil || keep(thing) {
			out = append(out, thing)
		}
	}
	w.mu.RUnlock()
	slices.SortFunc(out, less)
	return out
}

// Member gives a member by id.
func (w *Workbench) Member(id MemberID) (*Member, error) {
	return find(w, func(g *group) map[MemberID]*Member { return g.Members }, id)
}

// HasOrganiser says whether anybody is an organiser and not shut out.
func (w *Workbench) HasOrganiser() bool {
	for _, m := range w.Members() {
		if m.Role == Organiser && !m.Deactivated {
			return true
		}
	}
	return false
}

// Members lists the members by name.
func (w *Workbench) Members() []*Member {
	return list(w, func(g *group) map[MemberID]*Member { return g.Members }, nil,
		func(a, b *Member) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
}

// Organisation gives an organisation by id.
func (w *Workbench) Organisation(id OrganisationID) (*Organisation, error) {
	return find(w, func(g *group) map[OrganisationID]*Organisation { return g.Organisations }, id)
}

// Organisations lists the organisations by their Russian name.
func (w *Workbench) Organisations() []*Organisation {
	return list(w, func(g *group) map[OrganisationID]*Organisation { return g.Organisations }, nil,
		func(a, b *Organisation) int {
			return cmp.Or(cmp.Compare(a.Name.In(act.Russian), b.Name.In(act.Russian)), cmp.Compare(a.ID, b.ID))
		})
}

// Act gives an act by id.
func (w *Workbench) Act(id ActID) (*Act, error) {
	return find(w, func(g *group) map[ActID]*Act { return g.Acts }, id)
}

// Acts lists the library by title.
func (w *Workbench) Acts() []*Act {
	return list(w, func(g *group) map[ActID]*Act { return g.Acts }, nil,
		func(a, b *Act) int {
			return cmp.Or(cmp.Compare(a.Title.In(act.Russian), b.Title.In(act.Russian)), cmp.Compare(a.ID, b.ID))
		})
}

// Expression gives the text of an act in lang.
func (w *Workbench) Expression(ctx context.Context, id ActID, lang act.Lang) (*act.Expression, error) {
	a, err := w.Act(id)
	if err != nil {
		return nil, err
	}
	stored, ok := a.Expressions[lang]
	if !ok {
		return nil, Refuse(CodeLangMissing, "lang", lang)
	}
	return w.library.Expression(ctx, stored)
}

// Bill gives a bill by id.
func (w *Workbench) Bill(id BillID) (*Bill, error) {
	return find(w, func(g *group) map[BillID]*Bill { return g.Bills }, id)
}

// Bills lists the bills, the newest first.
func (w *Workbench) Bills() []*Bill {
	return list(w, func(g *group) map[BillID]*Bill { return g.Bills }, nil,
		func(a, b *Bill) int { return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(a.ID, b.ID)) })
}

// RoundTable gives a round table by id.
func (w *Workbench) RoundTable(id RoundTableID) (*RoundTable, error) {
	return find(w, func(g *group) map[RoundTableID]*RoundTable { return g.RoundTables }, id)
}

// RoundTables lists the round tables, the latest day first.
func (w *Workbench) RoundTables() []*RoundTable {
	return list(w, func(g *group) map[RoundTableID]*RoundTable { return g.RoundTables }, nil,
		func(a, b *RoundTable) int { return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.ID, b.ID)) })
}

// Filter chooses proposals; an empty field lets everything pass.
type Filter struct {
	Bill   BillID
	Act    ActID
	Target string
}

// Proposals lists the proposals that the member may see and the filter chooses: by act, then in the order in which they
// were opened.
func (w *Workbench) Proposals(by Member, f Filter) []*Proposal {
	return w.pick(f.part(), func(p *Proposal) bool { return f.chooses(p) && Can(by, ActSee, p, nil) })
}

func (f Filter) chooses(p *Proposal) bool {
	return (f.Act == "" || p.Act == f.Act) && (f.Target == "" || p.Target == f.Target)
}

// part is the part of the index in which what the filter chooses stands.
func (f Filter) part() func(*proposalIndex) []opening {
	if f.Bill == "" {
		return func(x *proposalIndex) []opening { return x.all }
	}
	return ofBill(f.Bill)
}

// ProposalWindow gives at most limit of the proposals that Proposals gives, those after one of them or the first ones where after is
// empty, and whether there are more. Their order never changes, so windows that follow each other leave nothing out and give nothing
// twice, whatever is opened meanwhile. One that the member does not see is no place to go on from.
func (w *Workbench) ProposalWindow(by Member, f Filter, after ProposalID, limit int) (window []*Proposal, more bool, err error) {
	var from opening
	if after != "" {
		p, err := w.Proposal(by, after)
		if err != nil {
			return nil, false, Refuse(CodeUnknownChoice, "field", "after")
		}
		from = openingOf(p)
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	list := f.part()(w.group.index)
	if after != "" {
		at, found := slices.BinarySearchFunc(list, from, opening.compare)
		if found {
			at++
		}
		list = list[at:]
	}
	for _, o := range list {
		p := w.group.Proposals[o.id]
		if !f.chooses(p) || !Can(by, ActSee, p, nil) {
			continue
		}
		if len(window) == limit {
			return window, true, nil
		}
		window = append(window, p)
	}
	return window, false, nil
}
