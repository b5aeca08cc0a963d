package proposals

import (
	"strconv"
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
	if c.pairs.Len() != 0 || c.entries.Len() != 1 || len(c.pairsOf) != 0 {
		t.Errorf("%d comparisons of %d derivations are kept after a trim, %d are listed", c.pairs.Len(), c.entries.Len(), len(c.pairsOf))
	}
}

// However many pairs are compared, those kept are bounded, and each is listed at both of its proposals as long as it is kept.
func TestComparisonsAreListedAsLongAsTheyAreKept(t *testing.T) {
	const many = 80
	var c derivations
	var all [many]*derived
	for i := range all {
		p, in, derive := state(strconv.Itoa(i), "words")
		all[i] = c.get(p, in, derive)
	}
	for _, a := range all {
		for _, b := range all {
			if a != b {
				c.compared(a, b, func() []Collision { return nil })
			}
		}
	}
	listed := 0
	for id, keys := range c.pairsOf {
		listed += len(keys)
		for key := range keys {
			if _, kept := c.pairs.Peek(key); !kept || key[0] != id && key[1] != id {
				t.Errorf("%v is listed at %s", key, id)
			}
		}
	}
	if c.pairs.Len() != maxPairs || listed != 2*maxPairs {
		t.Errorf("of %d comparisons %d are kept and %d places list them", many*(many-1), c.pairs.Len(), listed)
	}
	for i := range all {
		p, in, derive := state(strconv.Itoa(i), "other words")
		c.get(p, in, derive)
	}
	if c.pairs.Len() != 0 || len(c.pairsOf) != 0 {
		t.Errorf("%d comparisons of what is gone are kept, %d proposals list some", c.pairs.Len(), len(c.pairsOf))
	}
}
