package proposals

import "context"

// Warm makes ready what the first readers after a start would wait for: how many changes of each proposal nobody has accepted,
// which the home of a lawyer counts, then each proposal as search sees it. It takes one core while others are answered, ends early
// with ctx or where no more texts would be kept, and gives how many proposals it folded for the search.
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
		if ctx.Err() != nil || w.searches.full() {
			return folded
		}
		if w.searches.known(p) == nil {
			w.searches.of(p, w.memberName)
			folded++
		}
	}
	return folded
}
