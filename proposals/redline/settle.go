package redline

import "unicode/utf8"

// settle turns the shortest redline into one that a lawyer would draw. Replacements with nothing but a blank, a mark or a
// short word between them become one, so that a replaced phrase is struck out whole; an addition or a deletion that can
// stand in several places («1) …;» in a list of alike lines) is moved to where a line or a word begins.
func settle(edits []edit) []edit {
	edits = merge(edits)
	for i := range edits {
		if edits[i].change() {
			slide(edits, i)
		}
	}
	return edits
}

// merge joins a replacement with the next one over an equality that carries no meaning of its own.
func merge(edits []edit) []edit {
	out := make([]edit, 0, len(edits))
	for i := 0; i < len(edits); i++ {
		e := edits[i]
		if n := len(out); n > 0 && i+1 < len(edits) && !e.change() && trivial(e.same, &out[n-1], &edits[i+1]) {
			before, after := &out[n-1], &edits[i+1]
			before.deleted = append(append(before.deleted, e.same...), after.deleted...)
			before.inserted = append(append(before.inserted, e.same...), after.inserted...)
			i++
			continue
		}
		out = append(out, e)
	}
	return out
}

// Words of up to shortWord letters («и», «или», «мен») between long replacements are not worth keeping; replacements of
// fewer than longReplacement words are left apart.
const (
	shortWord       = 3
	longReplacement = 6
)

// trivial says that what stands between two changes is better shown as changed with them. It never is across a line
// break, because a change must not run over the end of a unit that is still there, nor next to a mere addition or
// deletion, because that would strike out words that nobody touched.
func trivial(between []token, before, after *edit) bool {
	if len(before.deleted) == 0 || len(before.inserted) == 0 || len(after.deleted) == 0 || len(after.inserted) == 0 {
		return false
	}
	words := 0
	for _, t := range between {
		switch t.class {
		case line:
			return false
		case word:
			if words++; words > 1 || utf8.RuneCountInString(t.text) > shortWord {
				return false
			}
		}
	}
	return words == 0 || before.words()+after.words() >= longReplacement
}

// words counts the words that the change strikes out and adds.
func (e *edit) words() int {
	n := 0
	for _, side := range [][]token{e.deleted, e.inserted} {
		for _, t := range side {
			if t.class == word {
				n++
			}
		}
	}
	return n
}

// slide moves a pure addition or deletion along tokens that repeat, to the best place it can have: the texts on both sides
// stay the same, because what leaves at one end comes in at the other.
func slide(edits []edit, i int) {
	if i == 0 || i+1 >= len(edits) {
		return
	}
	e, before, after := &edits[i], &edits[i-1], &edits[i+1]
	run := &e.deleted
	if len(e.deleted) == 0 {
		run = &e.inserted
	} else if len(e.inserted) > 0 {
		return
	}
	// The whole stretch in which the run can move: equal tokens to its left, itself, equal tokens to its right.
	// One token of each neighbour stays, so that changes on the other side of it are not run into.
	size := len(*run)
	left := 0
	for left < len(before.same)-1 && before.same[len(before.same)-1-left] == at(*run, size-1-left) {
		left++
	}
	right := 0
	for right < len(after.same)-1 && after.same[right] == at(*run, right) {
		right++
	}
	if left == 0 && right == 0 {
		return
	}
	kept := len(before.same) - left
	stretch := make([]token, 0, left+size+right)
	stretch = append(stretch, before.same[kept:]...)
	stretch = append(stretch, *run...)
	stretch = append(stretch, after.same[:right]...)
	rest := after.same[right]

	best, bestScore := left, -1
	for start := left + right; start >= 0; start-- {
		previous := before.same[kept-1]
		if start > 0 {
			previous = stretch[start-1]
		}
		next := rest
		if start+size < len(stretch) {
			next = stretch[start+size]
		}
		score := placing(previous, stretch[start], stretch[start+size-1], next)
		if score > bestScore || score == bestScore && start == left {
			best, bestScore = start, score
		}
	}
	before.same = append(before.same[:kept:kept], stretch[:best]...)
	after.same = append(stretch[best+size:len(stretch):len(stretch)], after.same[right:]...)
	*run = stretch[best : best+size : best+size]
}

// at reads the run as if it repeated endlessly in both directions, which is how it looks to tokens that slide past it.
func at(run []token, i int) token {
	n := len(run)
	return run[((i%n)+n)%n]
}

// placing scores where a run stands: whole lines best, then whole words with the blank behind them.
func placing(previous, first, last, next token) int {
	switch {
	case previous.class == line && last.class == line, first.class == line && next.class == line:
		return 3
	case previous.class == space && last.class == space, first.class == line:
		return 2
	case first.class == space && next.class != word:
		return 1
	}
	return 0
}
