package proposals

import (
	"context"
	"slices"

	"talqy/proposals/act"
)

// maxWarmBills bounds the bills whose draft laws are made ready; those that were worked on last are.
const maxWarmBills = 20

// Warm makes ready what the first readers after a start would wait for, in the order in which they come to it: how many changes
// of each proposal nobody has accepted, which the home of a lawyer counts; each proposal as search sees it; and the draft laws of
// the bills that were worked on last. It ends early with ctx, goes on while others are answered, and gives how many proposals it
// folded for the search.
func (w *Workbench) Warm(ctx context.Context) (folded int) {
	defer func() { _ = recover() }() // nobody waits for it; who asks for the same meets it again, and there a panic is told
	all, _ := w.since(0)
	for _, p := range all {
		if ctx.Err() != nil {
			return folded
		}
		if p.Status == Discussion {
			w.reviews.open(p)
		}
	}
	for _, p := range all {
		if ctx.Err() != nil {
			return folded
		}
		if w.searches.known(p) == nil && !w.searches.full() {
			w.searches.of(p, w.memberName)
			folded++
		}
	}
	slices.SortStableFunc(all, func(a, b *Proposal) int { return b.UpdatedAt.Compare(a.UpdatedAt) })
	made := map[BillID]bool{}
	for _, p := range all {
		if !p.Status.InBill() || made[p.Bill] || len(made) == maxWarmBills {
			continue
		}
		made[p.Bill] = true
		for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
			if ctx.Err() != nil {
				return folded
			}
			// What cannot be made is told to who asks for it.
			_, _ = w.BillText(ctx, Member{Role: Organiser}, p.Bill, lang)
		}
	}
	return folded
}
