package redline

import (
	"slices"
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
	al := &aligner{alphabet: &alphabet{runes: make(map[string]rune, 1024)}}
	al.old, al.new = al.encode(old), al.encode(new)
	al.oldLines, al.newLines = al.lines(al.old), al.lines(al.new)
	matches := al.align(0, len(al.oldLines), 0, len(al.newLines), 0)
	return ops(settle(al.edits(matches)))
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

// edits lists what happened: matched lines compared by words, the others struck out or added whole.
func (al *aligner) edits(matches []match) []edit {
	differ := diffmatchpatch.New()
	deadline := time.Now().Add(patience)
	var out collector
	a, b := 0, 0 // tokens of each side that are done
	for _, m := range matches {
		x, y := al.oldLines[m.a], al.newLines[m.b]
		out.add(al.alphabet, diffmatchpatch.DiffDelete, al.old[a:x.from])
		out.add(al.alphabet, diffmatchpatch.DiffInsert, al.new[b:y.from])
		a, b = x.to, y.to
		differ.DiffTimeout = max(time.Until(deadline), time.Millisecond)
		al.compareLine(&out, differ, al.old[x.from:x.to], al.new[y.from:y.to])
	}
	out.add(al.alphabet, diffmatchpatch.DiffDelete, al.old[a:])
	out.add(al.alphabet, diffmatchpatch.DiffInsert, al.new[b:])
	return out.edits
}

// compareLine compares two lines by words. Most lines differ in one place, which needs no search.
func (al *aligner) compareLine(out *collector, differ *diffmatchpatch.DiffMatchPatch, old, new []rune) {
	head := 0
	for head < len(old) && head < len(new) && old[head] == new[head] {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(new)-head && old[len(old)-1-tail] == new[len(new)-1-tail] {
		tail++
	}
	out.add(al.alphabet, diffmatchpatch.DiffEqual, old[:head])
	middleOld, middleNew := old[head:len(old)-tail], new[head:len(new)-tail]
	if len(middleOld) == 0 || len(middleNew) == 0 || len(middleOld) == 1 && len(middleNew) == 1 {
		out.add(al.alphabet, diffmatchpatch.DiffDelete, middleOld)
		out.add(al.alphabet, diffmatchpatch.DiffInsert, middleNew)
	} else {
		for _, d := range differ.DiffMainRunes(middleOld, middleNew, false) {
			out.add(al.alphabet, d.Type, []rune(d.Text))
		}
	}
	out.add(al.alphabet, diffmatchpatch.DiffEqual, old[len(old)-tail:])
}

// collector joins runs into a list of edits that alternate between places that agree and changes.
type collector struct{ edits []edit }

func (c *collector) add(a *alphabet, kind diffmatchpatch.Operation, run []rune) {
	if len(run) == 0 {
		return
	}
	same := kind == diffmatchpatch.DiffEqual
	if n := len(c.edits); n == 0 || c.edits[n-1].change() == same {
		c.edits = append(c.edits, edit{})
	}
	last := &c.edits[len(c.edits)-1]
	side := &last.same
	switch kind {
	case diffmatchpatch.DiffDelete:
		side = &last.deleted
	case diffmatchpatch.DiffInsert:
		side = &last.inserted
	}
	*side = slices.Grow(*side, len(run))
	for _, r := range run {
		*side = append(*side, a.token(r))
	}
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
