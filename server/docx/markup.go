package docx

import (
	"bufio"
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// Namespaces.
const (
	wordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages      = "http://schemas.openxmlformats.org/package/2006/"
	drawings      = "http://schemas.openxmlformats.org/drawingml/2006/"
	wordTypes     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// format is the formatting of a run. Size is in half points, 0 for that of the paragraph's style.
type format struct {
	bold, italic, strike, underline bool
	light                           bool // not bold where the style is
	size                            int
	lang                            act.Lang // empty for that of the document
}

// change is who changed a text and when; a zero time is left out, which the format allows.
type change struct {
	author string
	at     time.Time
}

// look is the formatting of a paragraph. Lengths are twips; the order of writing is the schema's.
type look struct {
	style           string
	keepNext, tight bool // tight keeps the lines of the paragraph on one page
	breakBefore     bool
	tabs            string
	before, after   int
	spaced          bool // before and after say something
	line            int  // exact height of a line
	indent          int  // of the first line
	align           paper.Align
	aligned         bool // align says something
	outline         int  // level from 1, where the style has none
	endSize         int  // half points of an empty paragraph
	mark            paper.Mark
	change          change
}

// markup writes WordprocessingML. Errors of the writer are kept by bufio and come out of Flush.
type markup struct {
	w *bufio.Writer
	// changes counts the tracked changes: each needs an id of its own in the document.
	changes  int
	pictures int
	lang     act.Lang // of the document
}

// raw writes markup.
func (x *markup) raw(s string) { _, _ = x.w.WriteString(s) }

// text writes words. What XML cannot hold becomes U+FFFD.
func (x *markup) text(s string) { _ = xml.EscapeText(x.w, []byte(s)) }

// number writes an attribute's number.
func (x *markup) number(before string, n int, after string) {
	x.raw(before)
	x.raw(strconv.Itoa(n))
	x.raw(after)
}

var alignments = [...]string{paper.Left: "left", paper.Centre: "center", paper.Right: "right", paper.Justified: "both"}

// open begins a paragraph and writes its properties.
func (x *markup) open(l look) {
	x.raw(`<w:p>`)
	if l == (look{}) {
		return
	}
	x.raw(`<w:pPr>`)
	if l.style != "" {
		x.raw(`<w:pStyle w:val="` + l.style + `"/>`)
	}
	if l.keepNext {
		x.raw(`<w:keepNext/>`)
	}
	if l.tight {
		x.raw(`<w:keepLines/>`)
	}
	if l.breakBefore {
		x.raw(`<w:pageBreakBefore/>`)
	}
	if l.tabs != "" {
		x.raw(`<w:tabs>` + l.tabs + `</w:tabs>`)
	}
	if l.spaced || l.line > 0 {
		x.raw(`<w:spacing`)
		if l.spaced {
			x.number(` w:before="`, l.before, `"`)
			x.number(` w:after="`, l.after, `"`)
		}
		if l.line > 0 {
			x.number(` w:line="`, l.line, `" w:lineRule="exact"`)
		}
		x.raw(`/>`)
	}
	if l.indent != 0 {
		x.number(`<w:ind w:firstLine="`, l.indent, `"/>`)
	}
	if l.aligned && int(l.align) < len(alignments) {
		x.raw(`<w:jc w:val="` + alignments[l.align] + `"/>`)
	}
	if l.outline > 0 {
		x.number(`<w:outlineLvl w:val="`, min(l.outline, 9)-1, `"/>`)
	}
	if l.mark != paper.Kept || l.endSize > 0 {
		x.raw(`<w:rPr>`)
		if l.mark == paper.Added || l.mark == paper.Struck {
			x.change(l.mark, l.change)
			x.raw(`/>`)
		}
		if l.endSize > 0 {
			x.size(l.endSize)
		}
		x.raw(`</w:rPr>`)
	}
	x.raw(`</w:pPr>`)
}

func (x *markup) close() { x.raw(`</w:p>`) }

// smallestLine is a point, in twips.
const smallestLine = 20

// smallest writes a paragraph of a point: two tables that follow each other would be one, and a body must not end in a
// table.
func (x *markup) smallest(breakBefore bool) {
	x.open(look{breakBefore: breakBefore, spaced: true, line: smallestLine, endSize: 2})
	x.close()
}

// between writes the paragraph under a table, so many twips high.
func (x *markup) between(line int) {
	x.open(look{spaced: true, line: line, endSize: 2})
	x.close()
}

func (x *markup) size(half int) {
	s := strconv.Itoa(half)
	x.raw(`<w:sz w:val="` + s + `"/><w:szCs w:val="` + s + `"/>`)
}

// properties writes the properties of a run in the order of the schema.
func (x *markup) properties(f format) {
	if f.lang == x.lang {
		f.lang = ""
	}
	if f == (format{}) {
		return
	}
	x.raw(`<w:rPr>`)
	if f.bold {
		x.raw(`<w:b/><w:bCs/>`)
	}
	if f.light {
		x.raw(`<w:b w:val="0"/><w:bCs w:val="0"/>`)
	}
	if f.italic {
		x.raw(`<w:i/><w:iCs/>`)
	}
	if f.strike {
		x.raw(`<w:strike/>`)
	}
	if f.size != 0 {
		x.size(f.size)
	}
	if f.underline {
		x.raw(`<w:u w:val="single"/>`)
	}
	if f.lang != "" {
		x.raw(`<w:lang w:val="` + language(f.lang) + `"/>`)
	}
	x.raw(`</w:rPr>`)
}

// run writes words in one format.
func (x *markup) run(text string, f format) { x.words("w:t", text, f) }

// words writes a run; the element is w:t, or w:delText for deleted words: Word shows those in no other.
func (x *markup) words(element, text string, f format) {
	if text == "" {
		return
	}
	x.raw(`<w:r>`)
	x.properties(f)
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			x.raw(`<w:br/>`)
		}
		x.raw(`<` + element + ` xml:space="preserve">`)
		x.text(line)
		x.raw(`</` + element + `>`)
	}
	x.raw(`</w:r>`)
}

// tab goes to the next tab stop.
func (x *markup) tab() { x.raw(`<w:r><w:tab/></w:r>`) }

// runs writes the marked words of a paragraph with formatting alone: a change is struck out, or bold and underlined, so that
// a photocopy shows it.
func (x *markup) runs(p paper.Paragraph, f format) {
	f.lang = p.Lang
	for _, r := range p.Runs {
		f := f
		switch r.Mark {
		case paper.Struck:
			f.strike = true
		case paper.Added:
			f.bold, f.light, f.underline = true, false, true
		case paper.Strong:
			f.bold, f.light = true, false
		}
		x.run(r.Text, f)
	}
}

// field is a number that the word processor counts.
func (x *markup) field(name string) {
	x.raw(`<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`)
}

// change opens a w:ins or w:del, up to its closing bracket.
func (x *markup) change(m paper.Mark, c change) {
	x.changes++
	name := "w:ins"
	if m == paper.Struck {
		name = "w:del"
	}
	x.raw(`<` + name)
	x.number(` w:id="`, x.changes, `" w:author="`)
	x.text(c.author)
	if !c.at.IsZero() {
		x.raw(`" w:date="` + c.at.UTC().Format("2006-01-02T15:04:05Z"))
	}
	x.raw(`"`)
}
