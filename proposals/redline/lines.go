package redline

import "slices"

// span is one line of a text: tokens from–to of it, the line break with them.
type span struct {
	from, to int
	hash     uint64
}

// lines cuts a text of tokens into lines.
func (a *alphabet) lines(text []rune) []span {
	var out []span
	from, hash := 0, uint64(offset64)
	for i, r := range text {
		hash = (hash ^ uint64(r)) * prime64
		if a.token(r).class == line || i == len(text)-1 {
			out = append(out, span{from, i + 1, hash})
			from, hash = i+1, offset64
		}
	}
	return out
}

// The numbers of the FNV-1a hash. A hash only proposes that lines are alike; what decides is the comparison of their words.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// match says that line a of the old text and line b of the new are one unit, perhaps with changed words.
type match struct{ a, b int }

// aligner pairs the lines of two texts: what is a line in both is compared by words, the others come or go whole.
type aligner struct {
	*alphabet
	old, new           []rune
	oldLines, newLines []span
}

// Limits of the search. A gap with more pairs of lines than maxPairs is searched by its rare words alone; words repeated
// more often say nothing about where a line belongs.
const (
	maxPairs = 1 << 12
	maxDepth = 6
	shingle  = 3
)

// align pairs the lines old[a0:a1] and new[b0:b1] in order, near-linear in their number: equal ends first, then lines that
// share runs of words found nowhere else, and what is left between those by likeness.
func (al *aligner) align(a0, a1, b0, b1, depth int) []match {
	var head, tail []match
	for a0 < a1 && b0 < b1 && al.same(a0, b0) {
		head = append(head, match{a0, b0})
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && al.same(a1-1, b1-1) {
		a1, b1 = a1-1, b1-1
		tail = append(tail, match{a1, b1})
	}
	slices.Reverse(tail)
	var middle []match
	switch {
	case a0 == a1 || b0 == b1:
	case (a1-a0)*(b1-b0) <= maxPairs:
		middle = al.byLikeness(a0, a1, b0, b1)
	case depth < maxDepth:
		a, b := a0, b0
		for _, m := range al.landmarks(a0, a1, b0, b1) {
			middle = append(middle, al.align(a, m.a, b, m.b, depth+1)...)
			middle = append(middle, m)
			a, b = m.a+1, m.b+1
		}
		if a > a0 { // without a landmark the gap is as wide as before
			middle = append(middle, al.align(a, a1, b, b1, depth+1)...)
		}
	}
	return append(append(head, middle...), tail...)
}

func (al *aligner) same(a, b int) bool {
	x, y := al.oldLines[a], al.newLines[b]
	return x.hash == y.hash && slices.Equal(al.old[x.from:x.to], al.new[y.from:y.to])
}

// place is where a run of words was seen: in which line, and whether only there.
type place struct {
	a, b       int32
	inA, inB   bool
	moreThan1A bool
	moreThan1B bool
}

// landmarks pairs lines that share runs of words which either side has once, and keeps the longest chain of them in order.
func (al *aligner) landmarks(a0, a1, b0, b1 int) []match {
	seen := make(map[uint64]place, (a1-a0)*8)
	al.shingles(al.old, al.oldLines[a0:a1], func(i int, h uint64) {
		p := seen[h]
		p.moreThan1A = p.moreThan1A || p.inA && int(p.a) != a0+i
		p.a, p.inA = int32(a0+i), true
		seen[h] = p
	})
	al.shingles(al.new, al.newLines[b0:b1], func(i int, h uint64) {
		p, ok := seen[h]
		if !ok {
			return
		}
		p.moreThan1B = p.moreThan1B || p.inB && int(p.b) != b0+i
		p.b, p.inB = int32(b0+i), true
		seen[h] = p
	})
	votes := make(map[match]int)
	for _, p := range seen {
		if p.inA && p.inB && !p.moreThan1A && !p.moreThan1B {
			votes[match{int(p.a), int(p.b)}]++
		}
	}
	candidates := make([]weighted, 0, len(votes))
	for m, n := range votes {
		candidates = append(candidates, weighted{m, n})
	}
	return chain(candidates)
}

// shingles calls each with every run of words of every line, a line of few words as a whole.
func (al *aligner) shingles(text []rune, lines []span, each func(line int, hash uint64)) {
	for i, s := range lines {
		var window [shingle]rune
		n := 0
		for _, r := range text[s.from:s.to] {
			if al.token(r).class != word {
				continue
			}
			window[n%shingle] = r
			if n++; n >= shingle {
				h := uint64(offset64)
				for k := range shingle {
					h = (h ^ uint64(window[(n+k)%shingle])) * prime64
				}
				each(i, h)
			}
		}
		if n > 0 && n < shingle {
			each(i, s.hash)
		}
	}
}
