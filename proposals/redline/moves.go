package redline

import (
	"cmp"
	"slices"
)

// What makes a line that is struck out here and added there a moved one. The same words must be enough to be no accident:
// of a few, a text has many alike. A line that changed on the way must have kept moveAlike of its words.
const (
	moveBytes   = 24 // of the line: some twelve letters
	moveWords   = 2
	certain     = 5 // words from which equal lines are paired even when there are several
	editedWords = 6
	moveAlike   = 0.6
)

// mark is a stretch of tokens of one text that moved or is a number. Stretches that are only struck out or added have none.
type mark struct {
	from, to       int
	move           int
	number, edited bool
}

// moves finds the units among the unmatched lines that stand elsewhere now, and marks their words. Neighbouring lines that
// moved together are one unit.
func (al *aligner) moves(matches []match) {
	olds, news := al.unmatched(matches)
	if len(olds) == 0 || len(news) == 0 {
		return
	}
	p := pairing{al: al, toNew: make(map[int]int), toOld: make(map[int]int), freeOld: set(olds), freeNew: set(news)}
	p.same(olds, news)
	p.edited(olds, news)
	p.grow()
	pairs := make([]match, 0, len(p.toNew))
	for a, b := range p.toNew {
		pairs = append(pairs, match{a, b})
	}
	slices.SortFunc(pairs, func(x, y match) int { return cmp.Compare(x.a, y.a) })
	move := 0
	for i, m := range pairs {
		if i == 0 || pairs[i-1].a+1 != m.a || pairs[i-1].b+1 != m.b {
			move++
		}
		al.markMoved(m, move)
	}
}

// unmatched lists the lines of both texts that have no partner in place.
func (al *aligner) unmatched(matches []match) (olds, news []int) {
	a, b := 0, 0
	for _, m := range append(matches[:len(matches):len(matches)], match{len(al.oldLines), len(al.newLines)}) {
		for ; a < m.a; a++ {
			olds = append(olds, a)
		}
		for ; b < m.b; b++ {
			news = append(news, b)
		}
		a, b = m.a+1, m.b+1
	}
	return olds, news
}

func set(numbers []int) map[int]bool {
	out := make(map[int]bool, len(numbers))
	for _, n := range numbers {
		out[n] = true
	}
	return out
}

// pairing gathers which line of the old text moved to which of the new.
type pairing struct {
	al               *aligner
	toNew, toOld     map[int]int
	freeOld, freeNew map[int]bool
}

func (p *pairing) pair(a, b int) {
	p.toNew[a], p.toOld[b] = b, a
	delete(p.freeOld, a)
	delete(p.freeNew, b)
}

// same pairs lines that say the same.
func (p *pairing) same(olds, news []int) {
	by := make(map[uint64][]int)
	for _, b := range news {
		by[p.al.newLines[b].body] = append(by[p.al.newLines[b].body], b)
	}
	count := make(map[uint64]int)
	for _, a := range olds {
		count[p.al.oldLines[a].body]++
	}
	for _, a := range olds {
		u := &p.al.oldLines[a]
		waiting := by[u.body]
		if u.words < moveWords || len(waiting) == 0 || p.al.oldAt[u.to]-p.al.oldAt[u.from] < moveBytes {
			continue
		}
		if u.words < certain && (len(waiting) > 1 || count[u.body] > 1) {
			continue
		}
		if x, y := p.al.bag(p.al.old, u), p.al.bag(p.al.new, &p.al.newLines[waiting[0]]); x.share(&y) == 1 {
			p.pair(a, waiting[0])
			by[u.body] = waiting[1:]
		}
	}
}

// edited pairs lines that share rare words and most of the others; the most alike first.
func (p *pairing) edited(olds, news []int) {
	free := func(numbers []int, left map[int]bool, lines []unit) []int {
		var out []int
		for _, n := range numbers {
			if left[n] && lines[n].words >= editedWords {
				out = append(out, n)
			}
		}
		return out
	}
	olds, news = free(olds, p.freeOld, p.al.oldLines), free(news, p.freeNew, p.al.newLines)
	if len(olds) == 0 || len(news) == 0 {
		return
	}
	type alike struct {
		match
		share float64
	}
	var found []alike
	for _, w := range p.al.candidates(listed(olds), listed(news)) {
		x, y := p.al.bag(p.al.old, &p.al.oldLines[w.a]), p.al.bag(p.al.new, &p.al.newLines[w.b])
		if share := x.share(&y); share >= moveAlike {
			found = append(found, alike{w.match, share})
		}
	}
	slices.SortFunc(found, func(x, y alike) int {
		return cmp.Or(cmp.Compare(y.share, x.share), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	for _, f := range found {
		if p.freeOld[f.a] && p.freeNew[f.b] {
			p.pair(f.a, f.b)
		}
	}
}

// grow takes the neighbours of moved lines along that moved with them, however short they are.
func (p *pairing) grow() {
	for _, step := range []int{1, -1} {
		starts := make([]int, 0, len(p.toNew))
		for a := range p.toNew {
			starts = append(starts, a)
		}
		slices.Sort(starts)
		for _, a := range starts {
			b := p.toNew[a]
			for {
				a, b = a+step, b+step
				if !p.freeOld[a] || !p.freeNew[b] {
					break
				}
				x, y := p.al.bag(p.al.old, &p.al.oldLines[a]), p.al.bag(p.al.new, &p.al.newLines[b])
				if likeness(&x, &y) == 0 {
					break
				}
				p.pair(a, b)
			}
		}
	}
}

// markMoved compares a moved line with what it was and marks both places.
func (al *aligner) markMoved(m match, move int) {
	x, y := &al.oldLines[m.a], &al.newLines[m.b]
	words := collector{a: x.from, b: y.from}
	al.compareLine(&words, x, y)
	for _, e := range al.merge(words.edits) {
		al.oldMarks = appendMarks(al.oldMarks, mark{e.a0, e.a1, move, false, !e.same}, x.number, e.fixed)
		al.newMarks = appendMarks(al.newMarks, mark{e.b0, e.b1, move, false, !e.same}, y.number, e.fixed)
	}
}

// appendMarks adds a mark, cutting the unit's number out of it where that has changed.
func appendMarks(marks []mark, m mark, number int, renumbered bool) []mark {
	add := func(from, to int, isNumber bool) {
		if from < to {
			marks = append(marks, mark{from, to, m.move, isNumber, m.edited && !isNumber})
		}
	}
	if !renumbered || number < m.from || number >= m.to {
		add(m.from, m.to, false)
		return marks
	}
	add(m.from, number, false)
	add(number, number+1, true)
	add(number+1, m.to, false)
	return marks
}
