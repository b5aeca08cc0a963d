package docx

import (
	"strings"

	"talqy/proposals/paper"
)

// table writes a table. Its layout is fixed: Word must not widen a column for a long word.
func (b *blocks) table(t paper.Table, next paper.Block) {
	if len(t.Columns) == 0 {
		return
	}
	widths := b.widths(t)
	style := "SideBySide"
	if t.Rules {
		style = "Ruled"
	}
	b.tableStart(style, widths)
	size := b.half(t.Size)
	if size == b.half(tablePoints) {
		size = 0
	}
	b.heading(t, widths, size)
	for _, r := range t.Rows {
		if r.Across != nil {
			b.across(r, widths, size)
		} else {
			b.row(t, r, widths, size)
		}
	}
	if len(t.Rows) == 0 && !hasHeading(t) {
		b.row(t, paper.TableRow{}, widths, size) // a table without rows is no table to Word
	}
	b.raw(`</w:tbl>`)
	// What stands side by side goes on in another table: its first row is a heading, or of another size.
	after := smallestLine
	if following, ok := next.(paper.Table); ok && !following.Rules {
		after = headingGap
	}
	b.between(after)
	b.below = t.Rules
}

// headingGap is the space between two tables that set texts side by side, twips.
const headingGap = 120

// widths are those of the columns: as the model shares them, but that each has room for the longest word of its heading, as far
// as the others can spare it. Word breaks a word that has no room anywhere.
func (b *blocks) widths(t paper.Table) []int {
	widths := shares(t.Columns, b.sheet.body())
	size := t.Size
	if size <= 0 {
		size = tablePoints
	}
	least := make([]int, len(widths))
	lacking, spare := 0, 0
	for i, c := range t.Columns {
		for word := range strings.FieldsSeq(c.Heading) {
			least[i] = max(least[i], int(emsOf(word, true)*size*b.scale*20)+2*cellMargin)
		}
		least[i] = min(least[i], b.sheet.body()/len(widths))
		lacking += max(0, least[i]-widths[i])
		spare += max(0, widths[i]-least[i])
	}
	if lacking == 0 || lacking > spare {
		return widths
	}
	left := lacking
	for i, w := range widths {
		if w >= least[i] {
			cut := (w - least[i]) * lacking / spare
			widths[i], left = w-cut, left-cut
		}
	}
	for i, w := range widths {
		if w < least[i] {
			widths[i] = least[i]
		}
	}
	widths[len(widths)-1] -= left // what rounding leaves
	return widths
}

// shares divides a width among columns; the last one takes what rounding leaves.
func shares(columns []paper.Column, width int) []int {
	total := 0.0
	for _, c := range columns {
		total += max(c.Share, 0)
	}
	out := make([]int, len(columns))
	left := width
	for i, c := range columns {
		part := width / len(columns)
		if total > 0 {
			part = int(float64(width) * max(c.Share, 0) / total)
		}
		out[i] = max(part, 1)
		left -= out[i]
	}
	out[len(out)-1] += max(left, 0)
	return out
}

func (b *blocks) tableStart(style string, widths []int) {
	total := 0
	for _, w := range widths {
		total += w
	}
	b.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="` + style + `"/>`)
	b.number(`<w:tblW w:w="`, total, `" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		b.number(`<w:gridCol w:w="`, w, `"/>`)
	}
	b.raw(`</w:tblGrid>`)
}

// cell opens a cell that spans some columns.
func (b *blocks) cell(width, span int) {
	b.number(`<w:tc><w:tcPr><w:tcW w:w="`, width, `" w:type="dxa"/>`)
	if span > 1 {
		b.number(`<w:gridSpan w:val="`, span, `"/>`)
	}
	b.raw(`</w:tcPr>`)
}

func hasHeading(t paper.Table) bool {
	for _, c := range t.Columns {
		if c.Heading != "" {
			return true
		}
	}
	return t.Numbered
}

// heading writes the rows that are repeated on each page: the headings, and the columns' numbers where the form has them.
func (b *blocks) heading(t paper.Table, widths []int, size int) {
	row := func(text func(int) string, f format) {
		b.raw(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
		for i := range t.Columns {
			b.cell(widths[i], 1)
			b.open(look{style: "TableHeading", breakBefore: b.takeBreak()})
			b.run(text(i), f)
			b.close()
			b.raw(`</w:tc>`)
		}
		b.raw(`</w:tr>`)
	}
	named := false
	for _, c := range t.Columns {
		named = named || c.Heading != ""
	}
	if named {
		row(func(i int) string { return t.Columns[i].Heading }, format{size: size})
	}
	if t.Numbered {
		row(func(i int) string { return decimal(i + 1) }, format{size: size, light: true})
	}
}

// across writes a title over all columns, which stays on the page of the row after it.
func (b *blocks) across(r paper.TableRow, widths []int, size int) {
	total := 0
	for _, w := range widths {
		total += w
	}
	b.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	b.cell(total, len(widths))
	for i, p := range r.Across {
		l := look{style: "TableHeading", keepNext: true, breakBefore: b.takeBreak()}
		if i == 0 && r.Outline != "" {
			l.outline = max(r.Level, 1)
		}
		b.open(l)
		b.runs(p, format{size: size})
		b.close()
	}
	if len(r.Across) == 0 {
		b.open(look{style: "TableHeading", keepNext: true})
		b.close()
	}
	b.raw(`</w:tc></w:tr>`)
}

func (b *blocks) row(t paper.Table, r paper.TableRow, widths []int, size int) {
	b.raw(`<w:tr>`)
	if r.Least > 0 {
		b.number(`<w:trPr><w:trHeight w:val="`, mm(r.Least), `" w:hRule="atLeast"/></w:trPr>`)
	}
	entry := outlineCell(r)
	for i, column := range t.Columns {
		var c paper.Cell
		if i < len(r.Cells) {
			c = r.Cells[i]
		}
		l := look{style: "TableText", keepNext: r.Keep, endSize: size, aligned: column.Align != paper.Left, align: column.Align}
		b.cell(widths[i], 1)
		first := l
		first.breakBefore = b.takeBreak()
		if i == entry {
			first.outline = max(r.Level, 1)
		}
		f := format{bold: c.Bold, size: size}
		if len(c.Tracked) > 0 {
			b.trackedText(c.Tracked, first, l, f, change{author: firstOf(c.Author, program), at: b.changedAt(c)})
		} else {
			b.cellText(c.Paragraphs, first, l, f, len(c.Foot) > 0)
		}
		for _, p := range c.Foot {
			b.open(l)
			b.runs(p, format{italic: true, size: size})
			b.close()
		}
		b.raw(`</w:tc>`)
	}
	b.raw(`</w:tr>`)
}

// cellText writes the text of a cell, which needs a paragraph even when it has no text.
func (b *blocks) cellText(ps []paper.Paragraph, first, l look, f format, footed bool) {
	if len(ps) == 0 && (!footed || first != l) {
		b.open(first)
		b.close()
	}
	for i, p := range ps {
		if i > 0 {
			first = l
		}
		b.open(first)
		b.runs(p, f)
		b.close()
	}
}

// outlineCell finds the cell that has the words of the row's entry in the outline; -1 where the row has no entry.
func outlineCell(r paper.TableRow) int {
	found, length := -1, 0
	if r.Outline == "" {
		return found
	}
	for i, c := range r.Cells {
		if len(c.Paragraphs) == 0 {
			continue
		}
		words := strings.TrimSpace(c.Paragraphs[0].Text())
		if len(words) > length && (strings.Contains(r.Outline, words) || strings.Contains(words, r.Outline)) {
			found, length = i, len(words)
		}
	}
	return found
}

func firstOf(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
