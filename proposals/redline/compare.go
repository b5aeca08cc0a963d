package redline

import (
	"cmp"
	"slices"
)

// Compare gives the redline between two texts by whole words. Between two runs that stayed, deletions stand before the
// insertions, but the two numbers of a unit that is renumbered stand together behind what was added before it;
// neighbours of one kind differ in what they are (plain, moved, a number), and no op is empty. Equal texts
// give one Equal op, two empty texts none.
func Compare(old, new string) []Op {
	switch {
	case old == new && old == "":
		return []Op{}
	case old == new:
		return []Op{{Kind: Equal, Text: old}}
	case old == "":
		return []Op{{Kind: Insert, Text: new}}
	case new == "":
		return []Op{{Kind: Delete, Text: old}}
	}
	al := &aligner{alphabet: newAlphabet(len(old) + len(new)), differ: newDiffer()}
	al.old, al.oldAt, al.new, al.newAt = al.encodeBoth(old, new)
	al.oldLines, al.newLines = al.unitsOfBoth()
	matches := al.align(make([]match, 0, len(al.oldLines)), 0, len(al.oldLines), 0, len(al.newLines), 0)
	al.moves(matches)
	return al.ops(old, new, al.settle(al.edits(matches)))
}

// edits lists what happened: matched lines compared by words, the others struck out or added whole.
func (al *aligner) edits(matches []match) []edit {
	moved := func(marks []mark, from, to int) bool {
		i, _ := slices.BinarySearchFunc(marks, from, func(m mark, at int) int { return cmp.Compare(m.from, at) })
		return i < len(marks) && marks[i].from < to
	}
	slices.SortFunc(al.newMarks, byPlace)
	movedOld, movedNew := al.oldMarks, al.newMarks
	out := collector{edits: make([]edit, 0, 2*len(matches)+2)}
	gap := func(a, b int) {
		if a > out.a {
			out.put(false, moved(movedOld, out.a, a), a-out.a, 0)
		}
		if b > out.b {
			out.put(false, moved(movedNew, out.b, b), 0, b-out.b)
		}
	}
	words := al.byWords(matches)
	for i, m := range matches {
		x, y := &al.oldLines[m.a], &al.newLines[m.b]
		gap(x.from, y.from)
		if x.number >= 0 && y.number >= 0 && al.old[x.number] != al.new[y.number] {
			al.oldMarks = append(al.oldMarks, mark{from: x.number, to: x.number + 1, number: true})
			al.newMarks = append(al.newMarks, mark{from: y.number, to: y.number + 1, number: true})
		}
		for _, e := range words.of(i) {
			out.put(e.same, e.fixed, e.a1-e.a0, e.b1-e.b0)
		}
	}
	gap(len(al.old), len(al.new))
	slices.SortFunc(al.oldMarks, byPlace)
	slices.SortFunc(al.newMarks, byPlace)
	if n := len(out.edits); n > 0 && !out.edits[n-1].same {
		al.oldMarks = al.lastBreak(al.oldMarks, al.old, out.edits[n-1].a0)
		al.newMarks = al.lastBreak(al.newMarks, al.new, out.edits[n-1].b0)
	}
	return out.edits
}

// lastBreak gives the line break before a moved unit to the unit, where the last change of a text begins with the break
// and the unit ends the text: it came or went with it, and is no change of its own.
func (al *aligner) lastBreak(marks []mark, text []rune, at int) []mark {
	i, _ := slices.BinarySearchFunc(marks, at, func(m mark, at int) int { return cmp.Compare(m.from, at) })
	if at+1 >= len(text) || al.class(text[at]) != line || i == len(marks) || marks[i].from != at+1 || marks[i].move == 0 {
		return marks
	}
	last := marks[len(marks)-1]
	if last.move != marks[i].move || last.to != len(text) || al.class(text[len(text)-1]) == line {
		return marks
	}
	return slices.Insert(marks, i, mark{from: at, to: at + 1, move: marks[i].move, edited: true})
}

func byPlace(x, y mark) int { return cmp.Compare(x.from, y.from) }

// ops writes the edits as runs of text, cut where a mark begins or ends.
func (al *aligner) ops(old, new string, edits []edit) []Op {
	out := make([]Op, 0, len(edits)*2)
	left := painter{old, al.oldAt, al.oldMarks, Delete}
	right := painter{new, al.newAt, al.newMarks, Insert}
	for _, e := range edits {
		if e.same {
			out = append(out, Op{Kind: Equal, Text: old[al.oldAt[e.a0]:al.oldAt[e.a1]]})
			continue
		}
		// The two numbers of a unit stand together, behind what was added before it.
		a, b := e.a0, e.b0
		for e.fixed {
			x, y := left.number(a, e.a1), right.number(b, e.b1)
			if x < 0 || y < 0 {
				break
			}
			out = right.paint(left.paint(out, a, x), b, y)
			out = right.paint(left.paint(out, x, x+1), y, y+1)
			a, b = x+1, y+1
		}
		out = right.paint(left.paint(out, a, e.a1), b, e.b1)
	}
	return out
}

// painter writes changed stretches of one text as ops.
type painter struct {
	text  string
	at    []int32
	marks []mark // what is still to come
	kind  Kind
}

// number gives the place of the first number of a unit that stays in from–to, or -1.
func (p *painter) number(from, to int) int {
	for _, m := range p.marks {
		if m.from >= to {
			break
		}
		if m.from >= from && m.number && m.move == 0 {
			return m.from
		}
	}
	return -1
}

func (p *painter) paint(out []Op, from, to int) []Op {
	for from < to {
		for len(p.marks) > 0 && p.marks[0].to <= from {
			p.marks = p.marks[1:]
		}
		op, end := Op{Kind: p.kind}, to
		if len(p.marks) > 0 {
			switch m := p.marks[0]; {
			case m.from <= from:
				op.Move, op.Number, op.Edited, end = m.move, m.number, m.edited, min(to, m.to)
			default:
				end = min(to, m.from)
			}
		}
		op.Text = p.text[p.at[from]:p.at[end]]
		from = end
		if n := len(out); n > 0 && out[n-1].Kind == op.Kind && out[n-1].Move == op.Move && out[n-1].Number == op.Number && out[n-1].Edited == op.Edited {
			// They are neighbours in the text too, so that the joined run is a longer piece of it.
			start := p.at[end] - int32(len(out[n-1].Text)+len(op.Text))
			out[n-1].Text = p.text[start:p.at[end]]
			continue
		}
		out = append(out, op)
	}
	return out
}
