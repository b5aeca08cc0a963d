package redline

// settle turns the shortest redline into one that a lawyer would draw. Replacements with nothing but a blank, a mark or a
// short word between them become one, so that a replaced phrase is struck out whole; an addition or a deletion that can
// stand in several places («1) …;» in a list of alike lines) is moved to where a line or a word begins; a quoted term
// changes as a whole.
func (al *aligner) settle(edits []edit) []edit {
	edits = al.merge(edits)
	for i := range edits {
		if e := &edits[i]; !e.same && !e.fixed && (e.a0 == e.a1 || e.b0 == e.b1) && i > 0 && i+1 < len(edits) {
			al.slide(&edits[i-1], e, &edits[i+1])
		}
	}
	return al.quoted(edits)
}

// merge joins a replacement with the next one over an equality that carries no meaning of its own.
func (al *aligner) merge(edits []edit) []edit {
	out := edits[:0]
	for i := 0; i < len(edits); i++ {
		e := edits[i]
		if n := len(out); n > 0 && i+1 < len(edits) && e.same && al.trivial(&e, &out[n-1], &edits[i+1]) {
			out[n-1].a1, out[n-1].b1 = edits[i+1].a1, edits[i+1].b1
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
func (al *aligner) trivial(between, before, after *edit) bool {
	if between.a1-between.a0 > 2*shortWord || before.fixed || after.fixed ||
		before.a0 == before.a1 || before.b0 == before.b1 || after.a0 == after.a1 || after.b0 == after.b1 {
		return false
	}
	words := 0
	for _, r := range al.old[between.a0:between.a1] {
		switch t := &al.tokens[r]; t.class {
		case line:
			return false
		case word:
			if words++; words > 1 || !t.short {
				return false
			}
		}
	}
	return words == 0 || al.words(before)+al.words(after) >= longReplacement
}

// words counts the words that a change strikes out and adds.
func (al *aligner) words(e *edit) int {
	return al.count(al.old[e.a0:e.a1]) + al.count(al.new[e.b0:e.b1])
}

func (al *aligner) count(tokens []rune) int {
	n := 0
	for _, r := range tokens {
		if al.class(r) == word {
			n++
		}
	}
	return n
}

// slide moves a pure addition or deletion along tokens that repeat, to the best place it can have: the texts on both sides
// stay the same, because what leaves at one end comes in at the other.
func (al *aligner) slide(before, e, after *edit) {
	text, from, to := al.new, e.b0, e.b1
	if e.b0 == e.b1 {
		text, from, to = al.old, e.a0, e.a1
	}
	// One token of each neighbour stays, so that changes on the other side of it are not run into.
	left := 0
	for left < before.a1-before.a0-1 && text[from-1-left] == text[to-1-left] {
		left++
	}
	right := 0
	for right < after.a1-after.a0-1 && text[from+right] == text[to+right] {
		right++
	}
	if left == 0 && right == 0 {
		return
	}
	best, bestScore := 0, -1
	for by := right; by >= -left; by-- {
		score := placing(al.class(text[from+by-1]), al.class(text[from+by]), al.class(text[to+by-1]), al.class(text[to+by]))
		if score > bestScore || score == bestScore && by == 0 {
			best, bestScore = by, score
		}
	}
	before.a1, before.b1 = before.a1+best, before.b1+best
	e.a0, e.a1, e.b0, e.b1 = e.a0+best, e.a1+best, e.b0+best, e.b1+best
	after.a0, after.b0 = after.a0+best, after.b0+best
}

// placing scores where a run stands: whole lines best, then whole words with the blank behind them.
func placing(previous, first, last, next class) int {
	switch {
	case previous == line && last == line, first == line && next == line:
		return 3
	case previous == space && last == space, first == line:
		return 2
	case first == space && next != word:
		return 1
	}
	return 0
}

// termWords is the length of what reads as a name between quotation marks. A longer quotation is text: its own words are
// shown changed, and the others stay.
const termWords = 3

// quoted makes the changes inside a quoted term one change of all its words; the marks around it stay. «Официальный
// бюллетень» that becomes «Официальный вестник» is another name and not half of one.
func (al *aligner) quoted(edits []edit) []edit {
	out := edits[:0]
	for i := 0; i < len(edits); i++ {
		if n := len(out); n > 0 && !edits[i].same && !edits[i].fixed && out[n-1].same {
			if a, b, k := al.term(out[n-1], edits[i:]); k > 0 {
				before, after := &out[n-1], &edits[i+k]
				whole := edit{a0: a, a1: after.a0, b0: b, b1: after.b0}
				before.a1, before.b1 = a, b
				whole.a1, whole.b1 = al.closing(*after)
				after.a0, after.b0 = whole.a1, whole.b1
				out = append(out, whole)
				i += k - 1
				continue
			}
		}
		out = append(out, edits[i])
	}
	return out
}

// term says where behind the opening mark in before a quoted term begins, and how many edits on it is closed; 0 when the
// change stands in no short quotation.
func (al *aligner) term(before edit, edits []edit) (a, b, k int) {
	a, b = before.a1, before.b1
	for ; ; a, b = a-1, b-1 {
		if a == before.a0 || before.a1-a > 2*termWords {
			return 0, 0, 0
		}
		t := &al.tokens[al.old[a-1]]
		if t.text == "«" || t.text == "“" || t.text == "„" {
			break
		}
		if t.class == line || t.text == "»" || t.text == "”" {
			return 0, 0, 0
		}
	}
	for k = range edits {
		e := &edits[k]
		if !e.same {
			if e.fixed || al.crosses(al.old[e.a0:e.a1]) || al.crosses(al.new[e.b0:e.b1]) {
				return 0, 0, 0
			}
			continue
		}
		to, other := al.closing(*e)
		if al.crosses(al.old[e.a0:to]) {
			return 0, 0, 0
		}
		if to < e.a1 {
			old, new := al.count(al.old[a:to]), al.count(al.new[b:other])
			if old == 0 || new == 0 || old > termWords || new > termWords {
				return 0, 0, 0
			}
			return a, b, k
		}
	}
	return 0, 0, 0
}

// closing gives the place of the first closing mark in an equality, in both texts; its end when it has none.
func (al *aligner) closing(e edit) (a, b int) {
	for a = e.a0; a < e.a1; a++ {
		if t := al.tokens[al.old[a]].text; t == "»" || t == "”" || t == "“" {
			break
		}
	}
	return a, e.b0 + a - e.a0
}

// crosses says that the tokens leave a quotation: they have a line break or another mark of quotation.
func (al *aligner) crosses(tokens []rune) bool {
	for _, r := range tokens {
		switch t := &al.tokens[r]; {
		case t.class == line, t.text == "«", t.text == "»", t.text == "“", t.text == "”", t.text == "„":
			return true
		}
	}
	return false
}
