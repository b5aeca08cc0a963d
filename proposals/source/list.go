package source

import (
	"unicode/utf8"

	"talqy/proposals/act"
)

// paragraph opens «N.». Notes may be numbered too: «Примечания. ⏎ 1. … ⏎ 2. …».
func (b *body) paragraph(l *paragraph) {
	depth := 0
	for k := len(b.stack) - 1; k > 0; k-- {
		f := b.stack[k]
		if f.p.Level != act.LevelNote {
			continue
		}
		if f.lastParagraph == "" && l.num == "1" || f.lastParagraph != "" && act.CompareNums(f.lastParagraph, l.num) < 0 {
			depth = k
		}
		break
	}
	b.numbered(depth, l, act.LevelParagraph)
}

// numbered opens a numbered unit below the frame at depth and checks the order of numbers.
func (b *body) numbered(depth int, l *paragraph, level act.Level) {
	parent := b.stack[depth]
	b.checkOrder(parent.last(l.kind), l)
	last := l.num
	if l.last != "" {
		last = l.last
	}
	parent.setLast(l.kind, last)
	b.push(depth, &act.Provision{Level: level, Num: l.num, Label: l.label, Text: l.rest})
}

// point opens «N)» or «а)» in the list it continues, or in a new list below the unit whose words lead to it.
func (b *body) point(l *paragraph) {
	b.numbered(b.listDepth(l), l, act.LevelPoint)
}

func (b *body) listDepth(l *paragraph) int {
	top := len(b.stack) - 1
	first := l.num == "1" || l.num == "а"
	if level := b.stack[top].p.Level; first && (b.tail == ':' || level == act.LevelIndent || level == act.LevelSubparagraph) {
		return top
	}
	for k := top; k >= 0; k-- {
		if before := b.stack[k].last(l.kind); before != "" && act.CompareNums(before, l.num) < 0 {
			return k
		}
		if b.stack[k].p.Level == act.LevelParagraph {
			break
		}
	}
	// No list to continue: a new one below the last unit that is no item of a list of the same kind.
	k := top
	for k > 0 && b.stack[k-1].last(l.kind) != "" {
		k--
	}
	if b.stack[k].last(l.kind) == "" {
		return k
	}
	return max(k, 0)
}

// note opens «Примечание.». It belongs to the article, unless the list it interrupts goes on after it.
func (b *body) note(i int) {
	l := &b.lines[i]
	depth := 0
	for k := len(b.stack) - 1; k > 0; k-- {
		if b.stack[k].p.Level == act.LevelPoint && b.listGoesOn(k, i) {
			depth = k
			break
		}
	}
	f := b.push(depth, &act.Provision{Level: act.LevelNote, Label: l.label, Text: l.rest})
	// «Примечания. 1. …»: the first number stands in the line of the word.
	if t, ok := scanNumbered(l.rest); ok && t.kind == kindParagraph {
		f.lastParagraph = t.num
	}
}

// listGoesOn reports whether the list in which the frame at depth is an item has a later item after line i.
func (b *body) listGoesOn(depth, i int) bool {
	item := b.stack[depth].p
	k := kindPoint
	if utf8.RuneCountInString(item.Num) == 1 && (item.Num[0] < '0' || item.Num[0] > '9') {
		k = kindLetter
	}
	before := b.stack[depth-1].last(k)
	next := b.ahead[i]
	if next < 0 || b.lines[next].kind != k {
		return false
	}
	num := b.lines[next].num
	return num != "1" && num != "а" && act.CompareNums(before, num) < 0
}

// row adds a row to the table that is open, or opens one.
func (b *body) row(l *paragraph) {
	if top := b.top(); top.p.Level == act.LevelTable {
		top.rows = append(top.rows, l.rest)
		return
	}
	depth := len(b.stack) - 1
	for depth > 0 && b.stack[depth].p.Level == act.LevelIndent {
		depth--
	}
	table := b.push(depth, &act.Provision{Level: act.LevelTable})
	table.rows = []string{l.rest}
	b.tables = append(b.tables, table)
}
