package proposals

import "context"

// Warm makes ready what the first readers after a start would wait for: each proposal as search sees it, and how many of its
// changes nobody has accepted, which the home of a lawyer counts. It takes one core while others are answered, ends early with ctx
// or where no more texts would be kept, and gives how many proposals it folded for the search.
func (w *Workbench) Warm(ctx context.Context) (folded int) {
	defer func() { _ = recover() }() // nobody waits for it; who asks for that proposal meets it again, and there a panic is told
	all, _ := w.since(0)
	for _, p := range all {
		if ctx.Err() != nil || w.searches.full() {
			return folded
		}
		if p.Status == Discussion {
			w.reviews.open(p)
		}
		if w.searches.known(p) == nil {
			w.searches.of(p, w.memberName)
			folded++
		}
	}
	return folded
}
