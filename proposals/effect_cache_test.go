package proposals

import (
	"strings"
	"testing"
)

// state is a proposal and one state of its texts, as derivations are asked for.
func state(id, proposed string) (p *Proposal, in inputs, derive func() *derived) {
	p = &Proposal{ID: ProposalID(id)}
	in.langs[0].proposed = proposed
	return p, in, func() *derived { return &derived{proposal: p, inputs: in} }
}

// A derivation that panics is not what every later reader gets: the panic goes on, and the next reader, also one who waited
// meanwhile, makes it anew.
func TestDerivationThatPanicsIsMadeAnew(t *testing.T) {
	var c derivations
	p, in, derive := state("a", "words")
	begun, waited := make(chan struct{}), make(chan *derived)
	func() {
		defer func() {
			if e := recover(); e != "a bad act" {
				t.Errorf("the panic became %v", e)
			}
		}()
		c.get(p, in, func() *derived {
			go func() { close(begun); waited <- c.get(p, in, derive) }()
			<-begun
			panic("a bad act")
		})
	}()
	first := <-waited
	if first == nil || c.get(p, in, derive) != first {
		t.Error("it was not made anew, or not kept")
	}
	if want := 1<<10 + len("words"); c.entries.Weight() != want || c.entries.Len() != 1 {
		t.Errorf("%d entries weigh %d, want %d", c.entries.Len(), c.entries.Weight(), want)
	}
}

// Comparisons hold the derivations of both sides. They go with either, when it is replaced or trimmed, and one that was made
// of a derivation that is gone by then is not kept.
func TestComparisonsGoWithTheirDerivations(t *testing.T) {
	var c derivations
	get := func(id, proposed string) *derived {
		p, in, derive := state(id, proposed)
		return c.get(p, in, derive)
	}
	compare := func(a, b *derived) { c.compared(a, b, func() []Collision { return nil }) }
	a, b, other := get("a", "one"), get("b", "two"), get("c", "three")
	compare(a, b)
	compare(b, a)
	compare(b, other)
	get("a", "other words")
	if c.pairs.Len() != 1 {
		t.Errorf("%d comparisons are kept when one side of two of three is replaced", c.pairs.Len())
	}
	compare(a, b)
	if c.pairs.Len() != 1 {
		t.Error("a comparison of what is gone is kept")
	}
	get("d", strings.Repeat("я", maxDerivations/2))
	if c.pairs.Len() != 0 || c.entries.Len() != 1 {
		t.Errorf("%d comparisons of %d derivations are kept after a trim", c.pairs.Len(), c.entries.Len())
	}
}
