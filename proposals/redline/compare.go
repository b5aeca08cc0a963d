package redline

import (
	"strings"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// patience bounds one comparison of texts that have next to nothing in common, where the search for the shortest
// redline would be quadratic. What is found by then is still exact, only longer. An article takes well under 1 ms.
const patience = 5 * time.Second

// Compare gives the redline between two texts by whole words. Ops alternate in kind, deletions stand before the insertions
// that replace them, and none is empty. Equal texts give one Equal op, two empty texts none.
func Compare(old, new string) []Op {
	switch {
	case old == new && old == "":
		return []Op{}
	case old == new:
		return []Op{{Equal, old}}
	case old == "":
		return []Op{{Insert, new}}
	case new == "":
		return []Op{{Delete, old}}
	}
	alphabet := &alphabet{runes: make(map[string]rune, 1024)}
	a, b := alphabet.encode(old), alphabet.encode(new)

	differ := diffmatchpatch.New()
	differ.DiffTimeout = patience
	diffs := differ.DiffMainRunes(a, b, false)

	edits := alphabet.edits(diffs)
	edits = settle(edits)
	return ops(edits)
}

// alphabet gives each distinct token a rune of its own, so that a general diff of runes becomes a diff by words.
type alphabet struct {
	runes  map[string]rune
	tokens []token
}

type token struct {
	text  string
	class class
}

// The runes of the surrogate range cannot be encoded; the alphabet steps over them.
const (
	surrogates    = 0xD800
	surrogatesEnd = 0xE000
)

func (a *alphabet) encode(s string) []rune {
	out := make([]rune, 0, len(s)/6)
	for s != "" {
		n, class := scan(s)
		r, ok := a.runes[s[:n]]
		if !ok {
			r = rune(len(a.tokens)) + 1
			if r >= surrogates {
				r += surrogatesEnd - surrogates
			}
			a.tokens = append(a.tokens, token{s[:n], class})
			a.runes[s[:n]] = r
		}
		out = append(out, r)
		s = s[n:]
	}
	return out
}

func (a *alphabet) token(r rune) token {
	if r >= surrogatesEnd {
		r -= surrogatesEnd - surrogates
	}
	return a.tokens[r-1]
}

// edit is a place where the texts agree (same) or where deleted tokens give way to inserted ones. A list of edits
// alternates between the two.
type edit struct {
	same, deleted, inserted []token
}

func (e *edit) change() bool { return len(e.same) == 0 }

func (a *alphabet) edits(diffs []diffmatchpatch.Diff) []edit {
	var out []edit
	for _, d := range diffs {
		tokens := make([]token, 0, len(d.Text)/2)
		for _, r := range d.Text {
			tokens = append(tokens, a.token(r))
		}
		if len(tokens) == 0 {
			continue
		}
		same := d.Type == diffmatchpatch.DiffEqual
		if len(out) == 0 || out[len(out)-1].change() == same {
			out = append(out, edit{})
		}
		last := &out[len(out)-1]
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			last.same = append(last.same, tokens...)
		case diffmatchpatch.DiffDelete:
			last.deleted = append(last.deleted, tokens...)
		case diffmatchpatch.DiffInsert:
			last.inserted = append(last.inserted, tokens...)
		}
	}
	return out
}

func ops(edits []edit) []Op {
	out := make([]Op, 0, len(edits)*2)
	add := func(kind Kind, tokens []token) {
		if len(tokens) > 0 {
			out = append(out, Op{kind, join(tokens)})
		}
	}
	for _, e := range edits {
		add(Equal, e.same)
		add(Delete, e.deleted)
		add(Insert, e.inserted)
	}
	return out
}

func join(tokens []token) string {
	var b strings.Builder
	n := 0
	for _, t := range tokens {
		n += len(t.text)
	}
	b.Grow(n)
	for _, t := range tokens {
		b.WriteString(t.text)
	}
	return b.String()
}
