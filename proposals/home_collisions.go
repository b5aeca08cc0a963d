package proposals

import (
	"context"
	"sync"

	"talqy/proposals/recent"
)

// maxComparisons is how many comparisons of two proposals one home waits for. Each derives two instructions and carries them out in
// both orders, some milliseconds in all; what is left is compared beside the work, and the home says so.
const maxComparisons = 6

// maxVerdicts bounds what is remembered of comparisons.
const maxVerdicts = 32_768

// verdicts remembers of two proposals what a home tells of them: the first thing that stands between them. They are small, so those of
// all members stay when what they were made from has made room for others. The zero value is empty and ready.
type verdicts struct {
	mu sync.Mutex
	of recent.Map[[2]ProposalID, verdict]
}

// verdict is what was found between two states of two proposals.
type verdict struct {
	one, other inputs
	met        bool
	collision  Collision // without the merged wording
}

// pairOf is two proposals that may get in each other's way, and what they are compared by.
type pairOf struct {
	one, other             *Proposal
	oneInputs, otherInputs inputs
}

func (p pairOf) key() [2]ProposalID { return [2]ProposalID{p.one.ID, p.other.ID} }

// known gives the verdict on two proposals as they stand.
func (v *verdicts) known(p pairOf) (verdict, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	known, ok := v.of.Get(p.key())
	return known, ok && known.one == p.oneInputs && known.other == p.otherInputs
}

// compare finds out what stands between two proposals, and remembers it.
func (w *Workbench) compare(ctx context.Context, p pairOf) (verdict, error) {
	one, err := w.derive(ctx, p.one)
	if err != nil {
		return verdict{}, err
	}
	other, err := w.derive(ctx, p.other)
	if err != nil {
		return verdict{}, err
	}
	found := w.derivations.compared(one, other, func() []Collision { return collide(one, other) })
	made := verdict{one: p.oneInputs, other: p.otherInputs, met: len(found) > 0}
	if made.met {
		made.collision = found[0]
		made.collision.Merged, made.collision.Ops = nil, nil
	}
	v := &w.verdicts
	v.mu.Lock()
	defer v.mu.Unlock()
	v.of.Put(p.key(), made, 1, maxVerdicts)
	return made, nil
}

// homeCollisions finds what stands between the member's own proposals and others that the member sees, once for each pair, whatever
// the languages and places. Only proposals with somebody else's on the same place are looked at, the latest of them. comparing says
// that some pairs are still being compared.
func (w *Workbench) homeCollisions(ctx context.Context, by Member, view *homeView) (out Waiting[Collided], comparing bool, err error) {
	others := map[place]bool{}
	for i := range view.entries {
		if e := &view.entries[i]; e.live && !e.own {
			others[placeOf(e.proposal)] = true
		}
	}
	contested := func(e *homeEntry) bool { return e.own && e.live && others[placeOf(e.proposal)] }
	looked, _ := view.leading(maxHomePapers, contested, func(a, b *homeEntry) int { return a.compare(b) })
	var all []Collided
	var later []pairOf
	compared := 0
	for _, e := range looked {
		own, _, err := w.inputsOf(ctx, e.proposal)
		if err != nil {
			return out, false, err
		}
		for _, o := range w.rivals(by, e.proposal) {
			if o.Author == by.ID {
				continue
			}
			theirs, _, err := w.inputsOf(ctx, o)
			if err != nil {
				return out, false, err
			}
			p := pairOf{e.proposal, o, own, theirs}
			found, ok := w.verdicts.known(p)
			if !ok && (compared == maxComparisons || view.comparing) {
				later = append(later, p)
				continue
			}
			if !ok {
				compared++
				if found, err = w.compare(ctx, p); err != nil {
					return out, false, err
				}
			}
			if found.met {
				c := found.collision
				c.Other = o
				all = append(all, Collided{e.proposal, c})
			}
		}
	}
	if len(later) > 0 && !view.comparing {
		view.comparing = true
		go w.compareLater(view, later)
	}
	return firstOf(all), len(later) > 0, nil
}

// compareLater compares what a home did not wait for. What fails is tried again by the next home.
func (w *Workbench) compareLater(view *homeView, pairs []pairOf) {
	defer func() {
		_ = recover() // nobody waits for it; the next home asks itself, and there a panic is told
		view.mu.Lock()
		defer view.mu.Unlock()
		view.comparing = false
	}()
	for _, p := range pairs {
		if _, ok := w.verdicts.known(p); ok {
			continue
		}
		if _, err := w.compare(context.Background(), p); err != nil {
			return
		}
	}
}
