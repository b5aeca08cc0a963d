package proposals

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"sync"

	"talqy/proposals/act"
	"talqy/proposals/drafting"
	"talqy/proposals/instruction"
	"talqy/proposals/recent"
)

// Bounds of what is remembered.
const (
	maxPhrased   = 16_384
	maxTight     = 16_384
	maxBillTexts = 256
)

// phrases remembers the instructions that lead from one wording to another: the draft law of a bill asks for all of its articles
// again after every word that is typed in one. The zero value is empty and ready.
type phrases struct {
	mu sync.Mutex
	of recent.Map[[sha256.Size]byte, phrased]
}

type phrased struct {
	mods []instruction.Modification
	err  error
}

// derive gives what instruction.DeriveText gives. Nobody may change it.
func (c *phrases) derive(current, proposed string, lang act.Lang, profile act.Profile) ([]instruction.Modification, error) {
	h := sha256.New()
	for _, part := range []string{string(lang), string(profile), current, proposed} {
		h.Write(binary.AppendUvarint(nil, uint64(len(part)))) //nolint:errcheck // a hash takes everything
		h.Write([]byte(part))                                 //nolint:errcheck // a hash takes everything
	}
	key := [sha256.Size]byte(h.Sum(nil))
	c.mu.Lock()
	known, ok := c.of.Get(key)
	c.mu.Unlock()
	if ok {
		return known.mods, known.err
	}
	mods, err := instruction.DeriveText(current, proposed, lang, profile)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of.Put(key, phrased{mods, err}, 1, maxPhrased)
	return mods, err
}

// tightenings remembers which proposals set or tighten liability, by what that was worked out from. The zero value is empty and
// ready.
type tightenings struct {
	mu sync.Mutex
	of recent.Map[ProposalID, tightened]
}

type tightened struct {
	inputs inputs
	tight  bool
}

// tightens says whether a proposal sets or tightens liability, as the rules of drafting see it.
func (w *Workbench) tightens(ctx context.Context, p *Proposal) (bool, error) {
	in, expressions, err := w.inputsOf(ctx, p)
	if err != nil {
		return false, err
	}
	c := &w.tightenings
	c.mu.Lock()
	known, ok := c.of.Get(p.ID)
	c.mu.Unlock()
	if ok && known.inputs == in {
		return known.tight, nil
	}
	tight := drafting.Tightens(draftOf(p, in.profile, expressions))
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of.Put(p.ID, tightened{in, tight}, 1, maxTight)
	return tight, nil
}

// billTexts remembers the draft laws as they were made last. The zero value is empty and ready.
type billTexts struct {
	mu sync.Mutex
	of recent.Map[billTextOf, *keptBillText]
}

// billTextOf says which draft law of a bill it is.
type billTextOf struct {
	bill BillID
	lang act.Lang
	only string
}

// keptBillText is a draft law and everything that it was made from.
type keptBillText struct {
	title, entry Bilingual
	acts         []*Act
	parts        []billPart
	text         *BillText
}

// billPart is what of a proposal a draft law is made from.
type billPart struct {
	id     ProposalID
	kind   ChangeKind
	target string
	texts  [2]wordingState
}

// wordingState is a wording in one language.
type wordingState struct {
	lang              act.Lang
	current, proposed string
	conflict          bool
}

func billPartOf(p *Proposal) billPart {
	part := billPart{id: p.ID, kind: p.Kind, target: p.Target}
	for i, lang := range p.Languages() {
		t, _ := p.Text(Wording, lang)
		part.texts[i] = wordingState{lang, t.Current, t.Proposed, t.Conflict != nil}
	}
	return part
}

// sameAs says whether a draft law was made from the same.
func (k *keptBillText) sameAs(o *keptBillText) bool {
	return k.title == o.title && k.entry == o.entry && slices.Equal(k.acts, o.acts) && slices.Equal(k.parts, o.parts)
}

// get gives the draft law that was made from the same, or nil.
func (c *billTexts) get(of billTextOf, from *keptBillText) *BillText {
	c.mu.Lock()
	known, ok := c.of.Get(of)
	c.mu.Unlock()
	if !ok || !known.sameAs(from) {
		return nil
	}
	return known.text.copied()
}

func (c *billTexts) put(of billTextOf, made *keptBillText) {
	made.text = made.text.copied()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.of.Put(of, made, 1, maxBillTexts)
}

// copied is the same draft law for another reader; the lists of its own that callers add to are theirs.
func (t *BillText) copied() *BillText {
	c := *t
	c.Left, c.Notes = slices.Clone(t.Left), slices.Clone(t.Notes)
	text := *t.BillText
	text.Articles = slices.Clone(t.BillText.Articles)
	c.BillText = &text
	return &c
}
