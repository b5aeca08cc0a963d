package redline

import (
	"slices"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// match says that line a of the old text and line b of the new are one unit, perhaps with changed words.
type match struct{ a, b int }

// aligner pairs the lines of two texts: what is a line in both is compared by words, the others come, go or move whole.
type aligner struct {
	*alphabet
	old, new           []rune
	oldAt, newAt       []int32 // where in bytes each token begins
	oldLines, newLines []unit
	differ             *differ
	seen               sightings
	oldMarks, newMarks []mark // what moved and what was renumbered, by token
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
func (al *aligner) align(out []match, a0, a1, b0, b1, depth int) []match {
	for a0 < a1 && b0 < b1 && al.same(a0, b0) {
		out = append(out, match{a0, b0})
		a0, b0 = a0+1, b0+1
	}
	tail := 0
	for a0 < a1 && b0 < b1 && al.same(a1-1, b1-1) {
		a1, b1 = a1-1, b1-1
		tail++
	}
	switch {
	case a0 == a1 || b0 == b1:
	case (a1-a0)*(b1-b0) <= maxPairs:
		out = al.byLikeness(out, a0, a1, b0, b1)
	default:
		var anchors []match
		if depth < maxDepth {
			if anchors = al.unchanged(a0, a1, b0, b1); len(anchors) == 0 {
				anchors = al.landmarks(a0, a1, b0, b1)
			}
			if len(anchors) == 0 {
				anchors = al.counted(a0, a1, b0, b1)
			}
			if len(anchors) == 0 {
				anchors = al.repeated(a0, a1, b0, b1)
			}
		}
		if len(anchors) == 0 { // the gap is as wide as before
			out = al.inStrips(out, a0, a1, b0, b1)
			break
		}
		a, b := a0, b0
		for _, m := range anchors {
			out = al.align(out, a, m.a, b, m.b, depth+1)
			out = append(out, m)
			a, b = m.a+1, m.b+1
		}
		out = al.align(out, a, a1, b, b1, depth+1)
	}
	for i := range tail {
		out = append(out, match{a1 + i, b1 + i})
	}
	return out
}

func (al *aligner) same(a, b int) bool {
	x, y := &al.oldLines[a], &al.newLines[b]
	return x.hash == y.hash && slices.Equal(al.old[x.from:x.to], al.new[y.from:y.to])
}

// enoughToStand is from how many words a line that either text has once may hold both texts together.
const enoughToStand = 4

// unchanged pairs the lines that either text has once and word for word, and keeps the longest chain of them in order. It
// looks at lines instead of runs of words, so it comes first.
func (al *aligner) unchanged(a0, a1, b0, b1 int) []match {
	al.seen.reset(a1 - a0)
	for i := a0; i < a1; i++ {
		if u := &al.oldLines[i]; u.words >= enoughToStand {
			al.seen.inOld(spread(u.hash), int32(i))
		}
	}
	for i := b0; i < b1; i++ {
		if u := &al.newLines[i]; u.words >= enoughToStand {
			al.seen.inNew(spread(u.hash), int32(i))
		}
	}
	pairs := al.seen.votes()
	for i := range pairs {
		pairs[i].votes = al.oldLines[pairs[i].a].words
	}
	return chain(pairs)
}

// counted pairs lines by runs of words that both texts have equally often, each with the one of the same rank: for texts
// in which everything is said several times.
func (al *aligner) counted(a0, a1, b0, b1 int) []match {
	type times struct{ old, new, atOld, atNew int32 }
	seen := make(map[uint64]*times)
	for _, u := range al.oldLines[a0:a1] {
		al.shingles(al.old, &u, func(h uint64) {
			t := seen[h]
			if t == nil {
				t = new(times)
				seen[h] = t
			}
			t.old++
		})
	}
	runs := 0
	for _, u := range al.newLines[b0:b1] {
		al.shingles(al.new, &u, func(h uint64) {
			if t := seen[h]; t != nil {
				t.new++
				runs++
			}
		})
	}
	ranked := func(h uint64, rank int32) uint64 { return (h ^ uint64(rank)) * prime64 }
	al.seen.reset(runs)
	for i := a0; i < a1; i++ {
		al.shingles(al.old, &al.oldLines[i], func(h uint64) {
			if t := seen[h]; t.old == t.new {
				t.atOld++
				al.seen.inOld(ranked(h, t.atOld), int32(i))
			}
		})
	}
	for i := b0; i < b1; i++ {
		al.shingles(al.new, &al.newLines[i], func(h uint64) {
			if t := seen[h]; t != nil && t.old == t.new {
				t.atNew++
				al.seen.inNew(ranked(h, t.atNew), int32(i))
			}
		})
	}
	return chain(al.seen.votes())
}

// repeatedLines is up to how many lines repeated looks at: its search is quadratic where little is common.
const repeatedLines = 1 << 12

// repeated pairs lines that say the same, for texts in which no words are rare: the longest common list of lines.
func (al *aligner) repeated(a0, a1, b0, b1 int) []match {
	if a1-a0+b1-b0 > repeatedLines {
		return nil
	}
	numbers := make(map[uint64]rune)
	runes := func(lines []unit) []rune {
		out := make([]rune, len(lines))
		for i, u := range lines {
			r, ok := numbers[u.body]
			if !ok {
				r = printedRune(len(numbers) + 1)
				numbers[u.body] = r
			}
			out[i] = r
		}
		return out
	}
	old, new := runes(al.oldLines[a0:a1]), runes(al.newLines[b0:b1])
	if printedRune(len(numbers)+1) > lastRune {
		return nil
	}
	var out []match
	a, b := a0, b0
	for _, d := range al.differ.diff(old, new) {
		switch d.kind {
		case diffmatchpatch.DiffDelete:
			a += d.n
		case diffmatchpatch.DiffInsert:
			b += d.n
		default:
			for range d.n {
				out = append(out, match{a, b})
				a, b = a+1, b+1
			}
		}
	}
	return out
}

// inStrips pairs by likeness what stands at about the same height of both gaps. It is the last resort, for long runs of
// lines that are all alike.
func (al *aligner) inStrips(out []match, a0, a1, b0, b1 int) []match {
	strips := 1
	for (a1-a0)/strips*((b1-b0)/strips) > maxPairs {
		strips++
	}
	for i := range strips {
		out = al.byLikeness(out, a0+(a1-a0)*i/strips, a0+(a1-a0)*(i+1)/strips, b0+(b1-b0)*i/strips, b0+(b1-b0)*(i+1)/strips)
	}
	return out
}

// landmarks pairs lines that share runs of words which either side has once, and keeps the longest chain of them in order.
func (al *aligner) landmarks(a0, a1, b0, b1 int) []match {
	return chain(al.candidates(span(a0, a1), span(b0, b1)))
}

// candidates proposes pairs of the given lines, with a vote for each run of words that one line of either side has alone.
func (al *aligner) candidates(olds, news lines) []weighted {
	words := 0
	for i := range olds.n {
		words += al.oldLines[olds.at(i)].words
	}
	al.seen.reset(words)
	for i := range olds.n {
		al.shingles(al.old, &al.oldLines[olds.at(i)], func(h uint64) { al.seen.inOld(h, int32(olds.at(i))) })
	}
	for i := range news.n {
		al.shingles(al.new, &al.newLines[news.at(i)], func(h uint64) { al.seen.inNew(h, int32(news.at(i))) })
	}
	return al.seen.votes()
}

// lines is a choice of lines: those listed, or n from the first one on.
type lines struct {
	listed   []int
	first, n int
}

func span(from, to int) lines    { return lines{first: from, n: to - from} }
func listed(numbers []int) lines { return lines{listed: numbers, n: len(numbers)} }
func (l *lines) at(i int) (n int) {
	if l.listed != nil {
		return l.listed[i]
	}
	return l.first + i
}

// shingles calls each with every run of words of a line, its own number aside; for a line of few words with all it says.
func (al *aligner) shingles(text []rune, u *unit, each func(hash uint64)) {
	if u.words < shingle {
		if u.words > 0 {
			each(u.body)
		}
		return
	}
	var x, y uint64
	n := 0
	for i := max(u.from, u.number+1); i < u.to; i++ {
		r := text[i]
		if al.class(r) != word {
			continue
		}
		z := uint64(r)
		if n++; n >= shingle {
			h := (x*prime64+y)*prime64 + z
			each(spread(h))
		}
		x, y = y, z
	}
}

// spread makes a hash whose every bit depends on all bits of h.
func spread(h uint64) uint64 { return (h ^ h>>29) * 0x9E3779B97F4A7C15 }
