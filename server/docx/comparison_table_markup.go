package docx

import (
	"bufio"
	"encoding/xml"
	"strconv"
	"time"

	"talqy/proposals/paper"
)

// format is the formatting of a run. Size is in half points, 0 for that of the table.
type format struct {
	bold, italic, strike, underline bool
	size                            int
}

// change is who changed a text and when; a zero time is left out, which the format allows.
type change struct {
	author string
	at     time.Time
}

// markup writes WordprocessingML. Errors of the writer are kept by bufio and come out of Flush.
type markup struct {
	w *bufio.Writer
	// changes counts the tracked changes: each needs an id of its own in the document.
	changes int
}

// raw writes markup.
func (x *markup) raw(s string) { _, _ = x.w.WriteString(s) }

// text writes words. What XML cannot hold becomes U+FFFD.
func (x *markup) text(s string) { _ = xml.EscapeText(x.w, []byte(s)) }

// cell opens a cell that spans some columns.
func (x *markup) cell(width, span int) {
	x.raw(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(width) + `" w:type="dxa"/>`)
	if span > 1 {
		x.raw(`<w:gridSpan w:val="` + strconv.Itoa(span) + `"/>`)
	}
	x.raw(`</w:tcPr>`)
}

// paragraphs writes unmarked or marked text with formatting alone. A cell needs a paragraph even when it has no text.
func (x *markup) paragraphs(ps []paper.Paragraph) {
	if len(ps) == 0 {
		x.raw(`<w:p/>`)
	}
	for _, p := range ps {
		x.raw(`<w:p>`)
		for _, r := range p.Runs {
			x.run(r.Text, format{strike: r.Mark == paper.Struck, bold: r.Mark == paper.Added, underline: r.Mark == paper.Added})
		}
		x.raw(`</w:p>`)
	}
}

// run writes words in one format. The order of the elements is the schema's.
func (x *markup) run(text string, f format) {
	if text == "" {
		return
	}
	x.raw(`<w:r>`)
	if f != (format{}) {
		x.raw(`<w:rPr>`)
		if f.bold {
			x.raw(`<w:b/><w:bCs/>`)
		}
		if f.italic {
			x.raw(`<w:i/><w:iCs/>`)
		}
		if f.strike {
			x.raw(`<w:strike/>`)
		}
		if f.size != 0 {
			size := strconv.Itoa(f.size)
			x.raw(`<w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/>`)
		}
		if f.underline {
			x.raw(`<w:u w:val="single"/>`)
		}
		x.raw(`</w:rPr>`)
	}
	x.raw(`<w:t xml:space="preserve">`)
	x.text(text)
	x.raw(`</w:t></w:r>`)
}

// tracked writes text with its changes as tracked changes. A paragraph's own break is tracked in the properties of its mark.
func (x *markup) tracked(ps []paper.Paragraph, c change) {
	if len(ps) == 0 {
		x.raw(`<w:p/>`)
	}
	for i, p := range ps {
		x.raw(`<w:p>`)
		// The last paragraph of a cell cannot be joined to anything, so its break is no change.
		if p.End != paper.Kept && i < len(ps)-1 {
			x.raw(`<w:pPr><w:rPr>`)
			x.change(p.End, c)
			x.raw(`/></w:rPr></w:pPr>`)
		}
		for _, r := range p.Runs {
			switch r.Mark {
			case paper.Kept:
				x.run(r.Text, format{})
			case paper.Added:
				x.change(paper.Added, c)
				x.raw(`>`)
				x.run(r.Text, format{})
				x.raw(`</w:ins>`)
			case paper.Struck:
				x.change(paper.Struck, c)
				x.raw(`><w:r><w:delText xml:space="preserve">`)
				x.text(r.Text)
				x.raw(`</w:delText></w:r></w:del>`)
			}
		}
		x.raw(`</w:p>`)
	}
}

// change opens a w:ins or w:del, up to its closing bracket.
func (x *markup) change(m paper.Mark, c change) {
	x.changes++
	name := "w:ins"
	if m == paper.Struck {
		name = "w:del"
	}
	x.raw(`<` + name + ` w:id="` + strconv.Itoa(x.changes) + `" w:author="`)
	x.text(c.author)
	if !c.at.IsZero() {
		x.raw(`" w:date="` + c.at.UTC().Format("2006-01-02T15:04:05Z"))
	}
	x.raw(`"`)
}
