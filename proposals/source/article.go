package source

import (
	"strings"

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
	rows      []string // of a table
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
	ahead  []int
	stack  []*frame
	tables []*frame
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
	for _, table := range b.tables {
		table.p.Text = strings.Join(table.rows, "\n")
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

// maxDepth bounds units inside each other; the deepest real one, an абзац of a lettered point in a note, is half as deep.
// Without a bound a file of «1) …:» lines would nest without end, and its addresses with it.
const maxDepth = 12

// push opens a unit below the frame at depth, closing all below that.
func (b *body) push(depth int, p *act.Provision) *frame {
	depth = min(depth, maxDepth)
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
