package redline

import (
	"slices"
	"time"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// patience bounds one comparison of texts that have next to nothing in common, where the search for the shortest
// redline would be quadratic. What is found by then is still exact, only longer. An article takes well under 1 ms.
const patience = 5 * time.Second

// edit is a place where the texts agree (same) or where deleted tokens a0–a1 of the old text give way to inserted tokens
// b0–b1 of the new one. A list of edits covers both texts and alternates between the two.
type edit struct {
	a0, a1, b0, b1 int
	same           bool
	fixed          bool // a unit moves or is renumbered here: the place is certain
}

// collector joins runs into a list of edits.
type collector struct {
	edits []edit
	from  int // edits before it are done with
	a, b  int // tokens of each side that are done
}

// add goes on by a tokens of the old text and b of the new, which are the same or a change.
func (c *collector) add(same bool, a, b int) { c.put(same, false, a, b) }

func (c *collector) put(same, fixed bool, a, b int) {
	if a+b == 0 {
		return
	}
	n := len(c.edits)
	if n == c.from || c.edits[n-1].same != same {
		c.edits = append(c.edits, edit{a0: c.a, b0: c.b, same: same})
		n++
	}
	c.a, c.b = c.a+a, c.b+b
	last := &c.edits[n-1]
	last.a1, last.b1, last.fixed = c.a, c.b, last.fixed || fixed
}

// compareLine compares two lines by words, their own numbers apart from the rest.
func (al *aligner) compareLine(out *collector, x, y *unit) {
	a, b := x.from, y.from
	if x.number >= 0 && y.number >= 0 && al.old[x.number] != al.new[y.number] {
		al.compareWords(out, a, x.number, b, y.number)
		out.put(false, true, 1, 1)
		a, b = x.number+1, y.number+1
	}
	al.compareWords(out, a, x.to, b, y.to)
}

// compareWords compares tokens a0–a1 with b0–b1. Most lines differ in one place, which needs no search.
func (al *aligner) compareWords(out *collector, a0, a1, b0, b1 int) {
	old, new := al.old[a0:a1], al.new[b0:b1]
	head := 0
	for head < len(old) && head < len(new) && old[head] == new[head] {
		head++
	}
	old, new = old[head:], new[head:]
	tail := 0
	for tail < len(old) && tail < len(new) && old[len(old)-1-tail] == new[len(new)-1-tail] {
		tail++
	}
	old, new = old[:len(old)-tail], new[:len(new)-tail]
	out.add(true, head, head)
	switch n, m := len(old), len(new); {
	case n == 0 || m == 0 || n == 1 && m == 1:
		out.add(false, n, m)
	case n*m <= maxCells:
		al.bestWords(out, old, new)
	default:
		for _, d := range al.differ.diff(old, new) {
			switch d.kind {
			case diffmatchpatch.DiffEqual:
				out.add(true, d.n, d.n)
			case diffmatchpatch.DiffDelete:
				out.add(false, d.n, 0)
			default:
				out.add(false, 0, d.n)
			}
		}
	}
	out.add(true, tail, tail)
}

// maxCells is up to how many pairs of tokens the search weighs each of them; above it the general diff is quicker.
const maxCells = 1 << 12

// What a token is worth that stays. A long word outweighs any number of blanks and marks that a sentence has, so that
// words are kept for themselves and not for the commas around them.
const (
	worthLong  = 40
	worthShort = 12
	worthSign  = 3
	worthSpace = 1
)

func (al *aligner) worth(r rune) int32 {
	switch t := &al.tokens[r]; {
	case t.class == word && !t.short:
		return worthLong
	case t.class == word:
		return worthShort
	case t.class == space:
		return worthSpace
	}
	return worthSign
}

// bestWords keeps the tokens that are worth most together.
func (al *aligner) bestWords(out *collector, old, new []rune) {
	n, m := len(old), len(new)
	if need := (n + 1) * (m + 1); cap(al.differ.table) < need {
		al.differ.table = make([]int32, need, 2*need)
	}
	total := al.differ.table[:(n+1)*(m+1)]
	clear(total[n*(m+1):])
	for i := n - 1; i >= 0; i-- {
		row, below := total[i*(m+1):(i+1)*(m+1)], total[(i+1)*(m+1):(i+2)*(m+1)]
		row[m] = 0
		r, worth := old[i], al.worth(old[i])
		right := int32(0)
		for j := m - 1; j >= 0; j-- {
			best := max(below[j], right)
			if new[j] == r {
				best = max(best, worth+below[j+1])
			}
			row[j], right = best, best
		}
	}
	i, j, changing := 0, 0, false
	for i < n && j < m {
		here := total[i*(m+1)+j]
		stays := old[i] == new[j] && here == al.worth(old[i])+total[(i+1)*(m+1)+j+1]
		if stays && changing && al.class(old[i]) != word { // the blank behind a replaced phrase stays, not one inside it
			stays = here != total[(i+1)*(m+1)+j] && here != total[i*(m+1)+j+1]
		}
		switch {
		case stays:
			out.add(true, 1, 1)
			i, j = i+1, j+1
		case here == total[(i+1)*(m+1)+j]:
			out.add(false, 1, 0)
			i++
		default:
			out.add(false, 0, 1)
			j++
		}
		changing = !stays
	}
	out.add(false, n-i, m-j)
}

// differ runs the general diff with what is left of the patience.
type differ struct {
	*diffmatchpatch.DiffMatchPatch
	deadline time.Time
	table    []int32
}

func newDiffer() *differ {
	return &differ{DiffMatchPatch: diffmatchpatch.New(), deadline: time.Now().Add(patience)}
}

// stretch is a number of tokens that stay, go or come.
type stretch struct {
	kind diffmatchpatch.Operation
	n    int
}

// diff compares two lists of runes. The library puts its results into strings, where not every number is a rune: where
// there are so many tokens, those of the call are numbered anew.
func (d *differ) diff(old, new []rune) []stretch {
	if highest := slices.Max(old); max(highest, slices.Max(new)) < surrogates {
		return d.diffRunes(old, new)
	}
	numbers := make(map[rune]rune, len(old))
	runes := func(tokens []rune) []rune {
		out := make([]rune, len(tokens))
		for i, t := range tokens {
			r, ok := numbers[t]
			if !ok {
				r = printedRune(len(numbers) + 1)
				numbers[t] = r
			}
			out[i] = r
		}
		return out
	}
	x, y := runes(old), runes(new)
	if printedRune(len(numbers)+1) > lastRune {
		return []stretch{{diffmatchpatch.DiffDelete, len(old)}, {diffmatchpatch.DiffInsert, len(new)}}
	}
	return d.diffRunes(x, y)
}

func (d *differ) diffRunes(old, new []rune) []stretch {
	d.DiffTimeout = max(time.Until(d.deadline), time.Millisecond)
	var out []stretch
	for _, one := range d.DiffMainRunes(old, new, false) {
		out = append(out, stretch{one.Type, utf8.RuneCountInString(one.Text)})
	}
	return out
}

// The runes of the surrogate range cannot be encoded; the numbering steps over them.
const (
	surrogates    = 0xD800
	surrogatesEnd = 0xE000
	lastRune      = 0x10FFFF
)

func printedRune(n int) rune {
	if n >= surrogates {
		n += surrogatesEnd - surrogates
	}
	return rune(n)
}
