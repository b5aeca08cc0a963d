package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
)

// Bilingual is one text in the two languages of legislation; either may be empty.
type Bilingual struct{ Ru, Kk string }

// In gives the text in lang, or the other one where it is empty.
func (b Bilingual) In(lang act.Lang) string {
	if lang == act.Kazakh && b.Kk != "" || b.Ru == "" {
		return b.Kk
	}
	return b.Ru
}

// only gives the text in exactly that language.
func (b Bilingual) only(lang act.Lang) string {
	if lang == act.Kazakh {
		return b.Kk
	}
	return b.Ru
}

// Head is what every paper says of itself.
type Head struct {
	// Langs are the languages of the paper: one, or Russian and Kazakh side by side.
	Langs []act.Lang
	Date  string // YYYY-MM-DD, or words
	// Version counts the recorded changes of what the paper is made from: two printings of one version say the same. 0
	// prints none.
	Version int
	Link    string // of the live page; empty for none
	Made    time.Time
	Scale   float64 // see Document
}

// main is the language of the foot and of what is said once.
func (h Head) main() act.Lang {
	if len(h.Langs) == 0 {
		return act.Russian
	}
	return h.Langs[0]
}

// both says whether the paper is in two languages.
func (h Head) both() bool { return len(h.Langs) > 1 }

// document makes a paper of the blocks that build makes for each language. For one paper in two languages build must give
// blocks of the same kinds in the same order; see beside.
func (h Head) document(title Bilingual, sheet Sheet, build func(lang act.Lang) []Block) *Document {
	blocks := build(h.main())
	if h.both() {
		blocks = beside(blocks, build(h.Langs[1]), h.Langs[0], h.Langs[1])
	}
	return h.around(title, sheet, blocks)
}

// around makes a paper of finished blocks.
func (h Head) around(title Bilingual, sheet Sheet, blocks []Block) *Document {
	d := &Document{Title: h.said(title), Lang: h.main(), Sheet: sheet, Date: strings.TrimSpace(h.Date), Link: h.Link, Made: h.Made,
		Scale: h.Scale, Blocks: blocks}
	if h.Version > 0 {
		d.Version = versionInWords(h.main(), h.Version)
	}
	return d
}

// said gives a text in the languages of the paper on one line.
func (h Head) said(b Bilingual) string {
	if h.both() {
		return joined(oneLine(b.In(h.Langs[0])), oneLine(b.In(h.Langs[1])))
	}
	return oneLine(b.In(h.main()))
}

// versionInWords names a version, which counts the changes recorded so far of everything that the paper is made from.
func versionInWords(lang act.Lang, version int) string {
	return fmt.Sprintf(say(lang, "версия %d", "%d-нұсқа"), version)
}

// say chooses between two sentences that mean the same: they stand beside each other in the code, for whoever checks one
// against the other.
func say(lang act.Lang, ru, kk string) string {
	if lang == act.Kazakh {
		return kk
	}
	return ru
}

// joined puts the same in two languages on one line, once where they do not differ.
func joined(a, b string) string {
	if a == b || b == "" {
		return a
	}
	if a == "" {
		return b
	}
	return a + " / " + b
}

// inLang marks the language of paragraphs.
func inLang(ps []Paragraph, lang act.Lang) []Paragraph {
	out := slices.Clone(ps)
	for i := range out {
		out[i].Lang = lang
	}
	return out
}

// beside sets two papers of the same build beside each other. Running text stands in two columns, paragraph by paragraph
// where both have as many; what is centred or set right stands one below the other; cells of tables, signatures and cards
// hold both, and once what is the same in both.
func beside(a, b []Block, first, second act.Lang) []Block {
	p := pairing{first: first, second: second}
	for i := range max(len(a), len(b)) {
		var left, right Block
		if i < len(a) {
			left = a[i]
		}
		if i < len(b) {
			right = b[i]
		}
		p.add(left, right)
	}
	p.flush()
	return p.done
}

// pairing gathers neighbouring texts into one table without rules.
type pairing struct {
	first, second act.Lang
	done          []Block
	open          *Table
}

func (p *pairing) flush() {
	if p.open != nil {
		p.done = append(p.done, *p.open)
		p.open = nil
	}
}

func (p *pairing) add(a, b Block) {
	left, isText := a.(Text)
	right, _ := b.(Text)
	if isText && left.Align != Centre && left.Align != Right {
		p.columns(left, right)
		return
	}
	p.flush()
	switch left := a.(type) {
	case Text:
		left.Paragraphs = p.both(left.Paragraphs, right.Paragraphs)
		p.done = append(p.done, left)
	case Table:
		right, _ := b.(Table)
		p.done = append(p.done, p.tables(left, right))
	case Signature:
		if right, ok := b.(Signature); ok {
			left.Office = joined(left.Office, right.Office)
		}
		p.done = append(p.done, left)
	case Code:
		if right, ok := b.(Code); ok {
			left.Caption = p.both(left.Caption, right.Caption)
		}
		p.done = append(p.done, left)
	case Cards:
		right, _ := b.(Cards)
		p.done = append(p.done, p.cards(left, right))
	case nil:
		if b != nil {
			p.add(b, nil)
		}
	default:
		p.done = append(p.done, a)
	}
}

// columns sets two texts in two columns.
func (p *pairing) columns(a, b Text) {
	// Half a sheet is too narrow to be justified. A heading begins a table of its own, for the space over it.
	if p.open == nil || p.open.Size != a.Size || a.Before > 0 {
		p.flush()
		p.open = &Table{Columns: []Column{{Share: 1}, {Share: 1}}, Size: a.Size}
	}
	left, right := inLang(a.Paragraphs, p.first), inLang(b.Paragraphs, p.second)
	cells := func(left, right []Paragraph) []Cell {
		if a.Italic {
			return []Cell{{Foot: left}, {Foot: right}}
		}
		return []Cell{{Paragraphs: left, Bold: a.Bold}, {Paragraphs: right, Bold: b.Bold}}
	}
	if len(left) != len(right) {
		p.open.Rows = append(p.open.Rows, TableRow{Cells: cells(left, right), Keep: a.Keep})
		return
	}
	for i := range left {
		row := TableRow{Cells: cells(left[i:i+1], right[i:i+1]), Keep: a.Keep || a.Outline > 0}
		if i == 0 && a.Outline > 0 {
			row.Outline, row.Level = joined(left[0].Text(), right[0].Text()), a.Outline
		}
		p.open.Rows = append(p.open.Rows, row)
	}
}

// both puts paragraphs of two languages one below the other; what is the same in both, a name or a number, is said once.
func (p *pairing) both(a, b []Paragraph) []Paragraph {
	more := slices.DeleteFunc(slices.Clone(b), func(y Paragraph) bool {
		return slices.ContainsFunc(a, func(x Paragraph) bool { return x.End == y.End && slices.Equal(x.Runs, y.Runs) })
	})
	if len(more) == 0 {
		return a
	}
	return append(inLang(a, p.first), inLang(more, p.second)...)
}

func (p *pairing) tables(a, b Table) Table {
	a.Columns = slices.Clone(a.Columns)
	for i := range a.Columns {
		if i < len(b.Columns) {
			a.Columns[i].Heading = joined(a.Columns[i].Heading, b.Columns[i].Heading)
		}
	}
	a.Rows = slices.Clone(a.Rows)
	for i := range a.Rows {
		if i >= len(b.Rows) {
			break
		}
		row, other := &a.Rows[i], b.Rows[i]
		row.Across = p.both(row.Across, other.Across)
		row.Outline = joined(row.Outline, other.Outline)
		row.Cells = slices.Clone(row.Cells)
		for j := range row.Cells {
			if j < len(other.Cells) {
				row.Cells[j].Paragraphs = p.both(row.Cells[j].Paragraphs, other.Cells[j].Paragraphs)
				row.Cells[j].Foot = p.both(row.Cells[j].Foot, other.Cells[j].Foot)
			}
		}
	}
	return a
}

func (p *pairing) cards(a, b Cards) Cards {
	a.Cards = slices.Clone(a.Cards)
	for i := range a.Cards {
		if i >= len(b.Cards) {
			break
		}
		card := &a.Cards[i]
		if over := b.Cards[i].Over; over != card.Over {
			card.Over = strings.TrimSpace(card.Over + "\n" + over)
		}
		// The office in both languages, then the organisation in both.
		var under []string
		for j := range max(len(card.Under), len(b.Cards[i].Under)) {
			for _, lines := range [][]string{card.Under, b.Cards[i].Under} {
				if j < len(lines) && !slices.Contains(under, lines[j]) {
					under = append(under, lines[j])
				}
			}
		}
		card.Under = under
	}
	return a
}
