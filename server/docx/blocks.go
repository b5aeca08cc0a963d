package docx

import (
	"strings"

	"talqy/proposals/paper"
)

// blocks writes the blocks of a document one after the other.
type blocks struct {
	*markup
	*setting
	// pageBreak has the next paragraph begin a page: an empty paragraph that holds the break would leave a blank line.
	pageBreak bool
	// needsEnd says that nothing stands after the last table, or nothing at all.
	needsEnd bool
	// below says that a table with rules stands above: what follows keeps a distance.
	below bool
}

func (b *blocks) takeBreak() bool {
	was := b.pageBreak
	b.pageBreak = false
	return was
}

// half gives points of the model in half points of this paper.
func (b *blocks) half(points float64) int {
	if points <= 0 {
		return 0
	}
	return max(2, int(points*b.scale*2+0.5))
}

// Sizes of the styles, points; see styles. A block that says another has it on its runs.
const (
	bodyPoints  = 14
	tablePoints = 10
	footPoints  = 8.5
	// captionPoints is the size of the words under a code for the wall.
	captionPoints = 20
)

// link sets the titles that a paper begins with and beside them the code of its live page, in a table without rules: tables
// beside a picture that words flow round come out narrow in LibreOffice. It gives how many blocks it has set. On sheets of
// cards there is no room for a code.
func (b *blocks) link() (set int) {
	b.needsEnd = true
	if b.Link == "" || b.Sheet == paper.Edgeless {
		return 0
	}
	for set < len(b.Blocks) && isTitle(b.Blocks[set]) {
		set++
	}
	code := b.code(b.Link)
	if set == 0 { // no title to stand beside
		b.open(look{aligned: true, align: paper.Right})
		b.raw(b.inline(code, linkSide))
		b.close()
		return 0
	}
	side := mm(linkSide)
	widths := []int{side, b.sheet.body() - 2*side, side}
	b.tableStart("Bare", widths)
	b.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	b.cell(widths[0], 1)
	b.open(look{})
	b.close()
	b.raw(`</w:tc>`)
	b.cell(widths[1], 1)
	for i, block := range b.Blocks[:set] {
		var next paper.Block
		if i+1 < set {
			next = b.Blocks[i+1]
		}
		b.block(block, next)
	}
	b.raw(`</w:tc>`)
	b.cell(widths[2], 1)
	b.open(look{aligned: true, align: paper.Right})
	b.raw(b.inline(code, linkSide))
	b.close()
	b.raw(`</w:tc></w:tr></w:tbl>`)
	b.between(headingGap)
	return set
}

// isTitle reports words that can stand beside the code: centred or set right.
func isTitle(block paper.Block) bool {
	t, ok := block.(paper.Text)
	return ok && len(t.Paragraphs) > 0 && (t.Align == paper.Centre || t.Align == paper.Right)
}

func (b *blocks) block(block, next paper.Block) {
	b.needsEnd = false
	switch block := block.(type) {
	case paper.Text:
		b.paragraphs(block, next)
	case paper.Table:
		b.table(block, next)
	case paper.Signature:
		_, more := next.(paper.Signature)
		b.signature(block, more)
	case paper.Lines:
		for range block.Count {
			b.open(look{style: "Lines", tabs: leader(b.sheet.body()), breakBefore: b.takeBreak()})
			b.tab()
			b.close()
		}
	case paper.Code:
		b.open(look{breakBefore: b.takeBreak(), keepNext: len(block.Caption) > 0, spaced: true, before: 120, after: 120, aligned: true, align: paper.Centre})
		// The picture has a white margin, which the side of the model does not count.
		code := b.code(block.Link)
		b.raw(b.inline(code, min(block.Side*code.whole(), inMM(b.sheet.body()))))
		b.close()
		for _, p := range block.Caption {
			b.open(look{aligned: true, align: paper.Centre})
			b.runs(p, format{size: b.half(captionPoints)})
			b.close()
		}
	case paper.Cards:
		b.cards(block)
	case paper.PageBreak:
		b.pageBreak = true
	}
}

// tableGap is the space over and under a table with rules, points.
const tableGap = 8.5

// paragraphs writes running text. The last paragraph before a signature stays with it: a signature alone on a page signs
// nothing.
func (b *blocks) paragraphs(t paper.Text, next paper.Block) {
	_, signed := next.(paper.Signature)
	if table, ok := next.(paper.Table); ok && table.Rules {
		t.After = max(t.After, tableGap)
	}
	if b.below {
		t.Before = max(t.Before, tableGap)
	}
	b.below = b.below && len(t.Paragraphs) == 0
	size := b.half(t.Size)
	for i, p := range t.Paragraphs {
		last := i == len(t.Paragraphs)-1
		l := look{style: "Normal", breakBefore: b.takeBreak(), keepNext: t.Outline > 0 || t.Keep || last && signed}
		styled := b.half(bodyPoints)
		switch {
		case t.Outline > 0:
			l.style = "Heading" + string(rune('0'+min(t.Outline, headings)))
			l.tight = true
			l.aligned, l.align = true, t.Align
		case t.Align == paper.Justified && t.Indent > 0:
			l.style = "BodyText"
			if indent := mm(t.Indent); indent != mm(bodyIndent) {
				l.indent = indent
			}
		default:
			l.aligned, l.align = t.Align != paper.Left, t.Align
			l.indent = mm(t.Indent)
		}
		if t.Outline > 0 && t.Indent > 0 {
			l.indent = mm(t.Indent)
		}
		if i == 0 && t.Before > 0 {
			l.spaced, l.before = true, int(t.Before*20)
		}
		if last && t.After > 0 {
			l.spaced, l.after = true, int(t.After*20)
		}
		f := format{bold: t.Bold && t.Outline == 0, light: !t.Bold && t.Outline > 0, italic: t.Italic}
		if size != 0 && size != styled {
			f.size, l.endSize = size, size
		}
		b.open(l)
		b.runs(p, f)
		b.close()
	}
}

// signature is an office at the left, room for the hand, and a name at the right.
func (b *blocks) signature(s paper.Signature, more bool) {
	width := b.sheet.body()
	tabs := tabStop("left", "", width*45/100) + tabStop("left", "underscore", width*65/100)
	if s.Name == "" {
		tabs = tabStop("left", "", width*45/100) + leader(width)
	} else {
		tabs += tabStop("right", "", width)
	}
	f := format{}
	if size := b.half(s.Size); size != b.half(bodyPoints) {
		f.size = size
	}
	b.open(look{style: "Signature", keepNext: more, tight: true, breakBefore: b.takeBreak(), tabs: tabs})
	b.run(s.Office, f)
	b.tab()
	b.tab()
	if s.Name != "" {
		b.tab()
		b.run(s.Name, f)
	}
	b.close()
}

// leader is a ruled line up to the right margin.
func leader(width int) string { return tabStop("right", "underscore", width) }

func tabStop(kind, leader string, at int) string {
	var out strings.Builder
	x := newText(&out)
	x.raw(`<w:tab w:val="` + kind + `"`)
	if leader != "" {
		x.raw(` w:leader="` + leader + `"`)
	}
	x.number(` w:pos="`, at, `"/>`)
	_ = x.w.Flush() // a strings.Builder does not fail
	return out.String()
}
