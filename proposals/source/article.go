package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// frame is an open unit while its text is read.
type frame struct {
	p *act.Provision
	// lastPoint and lastLetter are the numbers of the last «N)» and «а)» directly below.
	lastPoint, lastLetter string
	lastParagraph         string
	indents, parts        int
	// sanctions says that a point before had its own words after a dash, as in «1) … – ⏎ влечет …; 2) …».
	sanctions bool
}

func (f *frame) last(k kind) string {
	switch k {
	case kindParagraph:
		return f.lastParagraph
	case kindLetter:
		return f.lastLetter
	}
	return f.lastPoint
}

func (f *frame) setLast(k kind, num string) {
	switch k {
	case kindParagraph:
		f.lastParagraph = num
	case kindLetter:
		f.lastLetter = num
	default:
		f.lastPoint = num
	}
}

// body reads the paragraphs below one title line (or of a draft, or between title lines) into a tree.
type body struct {
	profile act.Profile
	report  *Report
	lines   []paragraph
	// ahead[i] is the next line from i on that begins with the same kind of number, before the next «N.»: it tells
	// whether a list goes on.
	ahead []int
	stack []*frame
	// tail is the last printed character of the line before.
	tail rune
	// pending are remarks printed above the unit that they are about.
	pending []Note
}

// fill reads lines into root, which is their article, annex or preamble.
func fill(root *act.Provision, lines []paragraph, profile act.Profile, report *Report) {
	b := &body{profile: profile, report: report, lines: lines, ahead: lookAhead(lines)}
	b.stack = []*frame{{p: root}}
	b.tail = lastRune(root.Text)
	for i := range lines {
		b.add(i)
	}
	for _, note := range b.pending {
		b.attach(root, note)
	}
}

// lookAhead finds for each line the next point or letter, stopping at «N.».
func lookAhead(lines []paragraph) []int {
	ahead := make([]int, len(lines)+1)
	next := -1
	ahead[len(lines)] = -1
	for i := len(lines) - 1; i >= 0; i-- {
		if l := &lines[i]; l.note == nil || l.law {
			switch {
			case l.quoted:
			case l.kind == kindPoint || l.kind == kindLetter:
				next = i
			case l.kind == kindParagraph:
				next = -1
			}
		}
		ahead[i] = next
	}
	return ahead
}

func (b *body) add(i int) {
	l := &b.lines[i]
	if l.note != nil && !l.law {
		b.remark(l)
		return
	}
	switch {
	case l.quoted:
		b.plain(i, kindLower)
	case l.kind == kindParagraph:
		b.paragraph(l)
	case l.kind == kindPoint || l.kind == kindLetter:
		b.point(l)
	case l.kind == kindNote:
		b.note(i)
	case l.kind == kindRow:
		b.row(l)
	case l.kind == kindLower:
		b.plain(i, kindLower)
	default:
		b.plain(i, kindUpper)
	}
	b.tail = lastRune(l.text)
	if l.law && l.note != nil {
		b.tail = lastRune(l.rest)
		b.attach(b.top().p, Note{Note: *l.note, Line: l.line})
	}
}

func (b *body) top() *frame { return b.stack[len(b.stack)-1] }

// push opens a unit below the frame at depth, closing all below that.
func (b *body) push(depth int, p *act.Provision, line int) *frame {
	parent := b.stack[depth]
	parent.p.Children = append(parent.p.Children, p)
	b.stack = append(b.stack[:depth+1], &frame{p: p})
	for _, note := range b.pending {
		b.attach(p, note)
	}
	b.pending = b.pending[:0]
	return b.top()
}

// remark keeps an editors' note beside the unit it is about: remarks on what is to come are printed above their unit.
func (b *body) remark(l *paragraph) {
	note := Note{Note: *l.note, Line: l.line}
	switch l.note.Kind {
	case act.NotePending, act.NoteEdition:
		b.pending = append(b.pending, note)
	case act.NoteHistory, act.NoteContents:
		b.attach(b.stack[0].p, note)
	default:
		b.attach(b.top().p, note)
	}
}

func (b *body) attach(p *act.Provision, note Note) {
	// A repealed article keeps its title line, and the remark alone says that it is repealed.
	if note.Kind == act.NoteHistory && p.Level == act.LevelArticle && p.Text == "" && len(p.Children) == 0 && saysRepealed(note.Text) {
		note.Kind = act.NoteRepealed
	}
	p.Notes = append(p.Notes, note.Note)
	if b.report != nil {
		b.report.noteAt(p, note)
	}
}

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
	b.push(depth, &act.Provision{Level: level, Num: l.num, Label: l.label, Text: l.rest}, l.line)
}

func (b *body) checkOrder(before string, l *paragraph) {
	if b.report == nil {
		return
	}
	switch {
	case before == "":
		if l.num != "1" && l.num != "а" {
			b.report.find(FindingGap, l.line, l.text)
		}
	case act.CompareNums(before, l.num) == 0:
		b.report.find(FindingDouble, l.line, l.text)
	case act.CompareNums(before, l.num) > 0:
		b.report.find(FindingOrder, l.line, l.text)
	case !follows(before, l.num):
		b.report.find(FindingGap, l.line, l.text)
	}
}

// follows reports whether b may come right after a in a complete list: 1, 2; 2, 2-1; 2-1, 2-2; 2-1, 3; а, б.
func follows(a, b string) bool {
	headA, restA, _ := strings.Cut(a, "-")
	headB, restB, _ := strings.Cut(b, "-")
	if headA == headB {
		if restA == "" {
			return restB == "1"
		}
		return follows(restA, restB)
	}
	if restB != "" {
		return false
	}
	if na, err := strconv.Atoi(headA); err == nil {
		nb, err := strconv.Atoi(headB)
		return err == nil && nb == na+1
	}
	ra, rb := firstRune(headA), firstRune(headB)
	// The letters ё, й, ъ, ы, ь are left out of some lists.
	return rb > ra && rb-ra <= 3 || rb == 'ё' || ra == 'ё'
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
	f := b.push(depth, &act.Provision{Level: act.LevelNote, Label: l.label, Text: l.rest}, l.line)
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
	if top := b.top().p; top.Level == act.LevelTable {
		top.Text += "\n" + l.rest
		return
	}
	depth := len(b.stack) - 1
	for depth > 0 && b.stack[depth].p.Level == act.LevelIndent {
		depth--
	}
	b.push(depth, &act.Provision{Level: act.LevelTable, Text: l.rest}, l.line)
}

// plain adds words without a number: a часть or an абзац of the unit they stand in.
func (b *body) plain(i int, k kind) {
	l := &b.lines[i]
	depth := b.plainDepth(i, k)
	f := b.stack[depth]
	if f.p.Text == "" && len(f.p.Children) == 0 && f.takesTextBelow() {
		f.p.Text = l.text
		b.stack = b.stack[:depth+1]
		return
	}
	first := 0
	if f.p.Text != "" {
		first = 1
	}
	p := &act.Provision{Text: l.text}
	if k == kindUpper && b.separatesParts(f.p.Level) {
		f.parts++
		p.Level, p.Num = act.LevelSubparagraph, strconv.Itoa(first+f.parts)
	} else {
		f.indents++
		p.Level, p.Num = act.LevelIndent, strconv.Itoa(first+f.indents)
	}
	b.push(depth, p, l.line)
}

// takesTextBelow reports whether the first words below a title line are the unit's own: so it is for an article with a
// heading or with a bare «Статья 9», and for a preamble. Words below a bare «1.» or «Примечание.» are a unit of their own,
// else they would be printed on the line of the number.
func (f *frame) takesTextBelow() bool {
	switch f.p.Level {
	case act.LevelPreamble, act.LevelConclusions:
		return true
	case act.LevelArticle:
		return f.p.Heading != "" || f.p.Label == "" || !strings.HasSuffix(f.p.Label, ".")
	case act.LevelAnnex:
		return true
	}
	return false
}

// separatesParts reports whether a paragraph that begins with a capital letter is a часть of its own there (480-V art.
// 23(1)). In a code whose части are numbered the paragraphs inside a часть are абзацы, whatever their first letter: the
// Criminal Code's own amendments say «абзац третий части четвертой статьи 58».
func (b *body) separatesParts(level act.Level) bool {
	if level == act.LevelConclusions {
		return false
	}
	if b.profile != act.ProfileCode {
		return level != act.LevelIndent
	}
	switch level {
	case levelDraft, act.LevelArticle, act.LevelAnnex, act.LevelPreamble:
		return true
	}
	return false
}

// plainDepth finds the unit to which words without a number belong.
func (b *body) plainDepth(i int, k kind) int {
	depth := len(b.stack) - 1
	for depth > 0 {
		switch b.stack[depth].p.Level {
		case act.LevelPoint:
			if b.staysInPoint(depth, i, k) {
				return depth
			}
		case act.LevelParagraph, act.LevelNote:
			return depth
		case act.LevelSubparagraph:
			if k == kindLower {
				return depth
			}
		}
		depth--
	}
	return 0
}

// staysInPoint tells a paragraph of a point («…:» and a list of абзацы; a часть of a подпункт) from the words after the
// list, which belong to the unit that holds it: «13) …, – ⏎ наказываются …».
func (b *body) staysInPoint(depth, i int, k kind) bool {
	point := b.stack[depth]
	if b.listGoesOn(depth, i) {
		if isDash(b.tail) {
			b.stack[depth-1].sanctions = true
		}
		return true
	}
	switch {
	case point.p.Text == "":
		return false
	case b.tail == ':':
		return b.stack[depth] == b.top() || b.top().p.Level == act.LevelIndent
	case k == kindUpper:
		return false
	case isDash(b.tail):
		return b.stack[depth-1].sanctions
	case b.tail == ';' || b.tail == ',':
		return point.indents > 0
	}
	return false
}
