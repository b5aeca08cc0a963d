package proposals

import (
	"context"
	"sync"

	"talqy/proposals/act"
	"talqy/proposals/recent"
)

// inputs is what a derivation is made from, to tell whether one that was made still holds. Comments, reviews and reasons
// change none of it, so they cost no new derivation.
type inputs struct {
	profile act.Profile
	langs   [2]inputText
}

// inputText is one language: the texts, and the id of the act's expression in force.
type inputText struct {
	lang                       act.Lang
	current, proposed, edition string
}

// derive gives what follows from the texts of a proposal, made once for all readers of one state of them.
func (w *Workbench) derive(ctx context.Context, p *Proposal) (*derived, error) {
	in, expressions, err := w.inputsOf(ctx, p)
	if err != nil {
		return nil, err
	}
	return w.derivations.get(p, in, func() *derived { return w.makeDerived(p, in, expressions) }), nil
}

// inputsOf gives what a derivation is made from, and the expressions of the act by language.
func (w *Workbench) inputsOf(ctx context.Context, p *Proposal) (inputs, map[act.Lang]*act.Expression, error) {
	a, err := w.Act(p.Act)
	if err != nil {
		return inputs{}, nil, err
	}
	in, expressions := inputs{profile: a.Profile}, map[act.Lang]*act.Expression{}
	for i, lang := range p.Languages() {
		t, _ := p.Text(Wording, lang)
		in.langs[i] = inputText{lang, t.Current, t.Proposed, a.Expressions[lang]}
		if expressions[lang], err = w.library.Expression(ctx, a.Expressions[lang]); err != nil {
			return inputs{}, nil, err
		}
	}
	return in, expressions, nil
}

// derivations keeps the newest derivation of each proposal that was looked at of late. The zero value is empty and ready.
type derivations struct {
	mu      sync.Mutex
	entries recent.Map[ProposalID, *derivation]
	pairs   recent.Map[[2]ProposalID, pair]
	pairsOf map[ProposalID]map[[2]ProposalID]bool // the keys of pairs under both of their proposals
}

type derivation struct {
	inputs inputs
	once   sync.Once
	value  *derived
}

// maxDerivations bounds the texts, in bytes, whose derivations are kept; what is kept of a text is several times its size.
const maxDerivations = 16 << 20

// get gives the derivation from these inputs. Who asks while it is being made waits for it and does not make it again.
func (c *derivations) get(p *Proposal, in inputs, derive func() *derived) *derived {
	c.mu.Lock()
	d, ok := c.entries.Get(p.ID)
	if !ok || d.inputs != in {
		d = &derivation{inputs: in}
		weight := 1 << 10
		for _, l := range in.langs {
			weight += len(l.current) + len(l.proposed)
		}
		c.dropPairs(p.ID) // of the state of before
		c.dropPairs(c.entries.Put(p.ID, d, weight, maxDerivations)...)
	}
	c.mu.Unlock()
	d.once.Do(func() {
		defer func() {
			if d.value == nil { // derive panicked: left here, the empty entry would be every later reader's answer
				c.forget(p.ID, d)
			}
		}()
		d.value = derive()
	})
	if d.value == nil {
		return c.get(p, in, derive) // the reader that was waited for panicked
	}
	return d.value
}

// forget drops a derivation that came to nothing, unless another has taken its place.
func (c *derivations) forget(id ProposalID, d *derivation) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if kept, _ := c.entries.Peek(id); kept == d {
		c.entries.Drop(id)
		c.dropPairs(id)
	}
}

// dropPairs drops the comparisons of derivations that go, which would hold those on both sides.
func (c *derivations) dropPairs(gone ...ProposalID) {
	for _, id := range gone {
		for key := range c.pairsOf[id] {
			c.pairs.Drop(key)
			c.unlist(key)
		}
	}
}

// unlist takes a comparison that is dropped from those of both proposals.
func (c *derivations) unlist(key [2]ProposalID) {
	for _, id := range key {
		if delete(c.pairsOf[id], key); len(c.pairsOf[id]) == 0 {
			delete(c.pairsOf, id)
		}
	}
}

// holds says whether a derivation is of the state of the texts that is kept.
func (c *derivations) holds(d *derived) bool {
	kept, ok := c.entries.Peek(d.proposal.ID)
	return ok && kept.inputs == d.inputs
}

// maxPairs bounds the comparisons of two proposals that are kept.
const maxPairs = 4096

// pair is what was found between two derivations.
type pair struct {
	a, b  *derived
	found []Collision
}

// compared gives what stands between two derivations, found once while both stay as they are.
func (c *derivations) compared(a, b *derived, compare func() []Collision) []Collision {
	key := [2]ProposalID{a.proposal.ID, b.proposal.ID}
	c.mu.Lock()
	known, ok := c.pairs.Get(key)
	c.mu.Unlock()
	if ok && known.a == a && known.b == b {
		return known.found
	}
	found := compare()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.holds(a) || !c.holds(b) {
		return found // dropped meanwhile, and nothing would drop the comparison any more
	}
	for _, gone := range c.pairs.Put(key, pair{a, b, found}, 1, maxPairs) {
		c.unlist(gone)
	}
	if c.pairsOf == nil {
		c.pairsOf = map[ProposalID]map[[2]ProposalID]bool{}
	}
	for _, id := range key {
		if c.pairsOf[id] == nil {
			c.pairsOf[id] = map[[2]ProposalID]bool{}
		}
		c.pairsOf[id][key] = true
	}
	return found
}
