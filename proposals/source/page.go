package source

import "strings"

// openElement is an element not yet closed.
type openElement struct {
	name   string
	remark bool
	region region
}

// page gathers the lines of a page.
type page struct {
	lines   []rawLine
	regions []region
	stack   []openElement

	current       strings.Builder
	line          int // where the current line starts
	block         bool
	remark, plain int // letters of the current line inside and outside remark styles
	cells         []string
	inRow         int  // depth of open rows
	table         bool // the table has had rows
}

// pageLines reads the lines of the act from a page: of the element <article> and the head above it, where the page has
// them, else of the whole body. Menus, forms and side columns are no part of the act.
func pageLines(content string) []rawLine {
	p := &page{block: true}
	readHTML(content, p.event)
	p.endLine()
	inArticle := false
	for _, r := range p.regions {
		inArticle = inArticle || r == regionArticle
	}
	lines := p.lines[:0]
	for i, l := range p.lines {
		r := p.regions[i]
		if r == regionArticle || r == regionHead || r == regionPage && !inArticle {
			lines = append(lines, l)
		}
	}
	return lines
}

func (p *page) event(e htmlEvent) {
	switch {
	case e.text != "":
		p.text(e)
	case e.open:
		p.open(e)
	default:
		p.close(e.name)
	}
}

func (p *page) region() region {
	if len(p.stack) == 0 {
		return regionPage
	}
	return p.stack[len(p.stack)-1].region
}

func (p *page) text(e htmlEvent) {
	if p.region() == regionChrome {
		return
	}
	if p.current.Len() == 0 {
		p.line = e.line + leadingBreaks(e.text)
	}
	inSup := len(p.stack) > 0 && p.stack[len(p.stack)-1].name == "sup"
	inLink := len(p.stack) > 0 && p.stack[len(p.stack)-1].name == "a"
	letters := 0
	space := p.current.Len() == 0 || lastByte(&p.current) == ' '
	for _, r := range e.text {
		switch {
		case r == ' ' || r == '\n' || r == '\t' || r == '\r':
			// Spaces of the page's source run together; the hard ones make the indent and stay.
			if !space {
				p.current.WriteByte(' ')
				space = true
			}
			continue
		case inSup && r >= '0' && r <= '9':
			r = superscripts[r-'0']
		}
		if !isSpace(r) {
			letters++
		}
		p.current.WriteRune(r)
		space = false
	}
	// A hyperlink inside a remark is in the colour of hyperlinks.
	if p.inRemark() {
		p.remark += letters
	} else if !inLink {
		p.plain += letters
	}
}

// superscripts keep «статья 128¹» apart from «статья 1281».
var superscripts = [...]rune{'⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'}

func lastByte(b *strings.Builder) byte {
	s := b.String()
	return s[len(s)-1]
}

func leadingBreaks(s string) int {
	trimmed := strings.TrimLeft(s, " \t\r\n")
	return strings.Count(s[:len(s)-len(trimmed)], "\n")
}

func (p *page) inRemark() bool {
	return len(p.stack) > 0 && p.stack[len(p.stack)-1].remark
}

func (p *page) open(e htmlEvent) {
	switch {
	case e.name == "br":
		if p.inRow > 0 {
			p.current.WriteByte(' ')
			return
		}
		p.endLine()
		return
	case e.name == "td" || e.name == "th":
		p.current.WriteByte(' ')
	case e.name == "table":
		p.startBlock()
		p.table = false
	case e.name == "tr":
		p.startBlock()
		p.inRow++
		p.cells = p.cells[:0]
	case blockElements[e.name]:
		p.startBlock()
	}
	if voidElements[e.name] || strings.HasSuffix(e.attrs, "/") {
		return
	}
	next := openElement{name: e.name, region: p.region(), remark: p.inRemark() || e.isRemarkStyle()}
	switch {
	case next.region == regionChrome:
	case chromeElements[e.name]:
		next.region = regionChrome
	case e.name == "article":
		next.region = regionArticle
	case next.region == regionPage && strings.Contains(e.attr("class"), "slogan"):
		next.region = regionHead
	case next.region == regionHead && e.name == "span":
		// «Обновленный»: the state of the page, beside the title.
		next.region = regionChrome
	}
	p.stack = append(p.stack, next)
}

// maxUnclosed is how far up a closing tag looks for its element: sloppy pages leave few open.
const maxUnclosed = 64

func (p *page) close(name string) {
	switch {
	case name == "td" || name == "th":
		if p.inRow > 0 {
			p.endCell()
		}
	case name == "tr":
		p.endRow()
	case blockElements[name]:
		p.startBlock()
	}
	for i := len(p.stack) - 1; i >= 0 && i >= len(p.stack)-maxUnclosed; i-- {
		if p.stack[i].name == name {
			p.stack = p.stack[:i]
			return
		}
	}
}

// startBlock ends the line and begins a paragraph. Inside a row of a table paragraphs stand side by side.
func (p *page) startBlock() {
	if p.inRow > 0 {
		p.current.WriteByte(' ')
		return
	}
	p.endLine()
	p.block = true
}

func (p *page) endLine() {
	text := p.current.String()
	p.current.Reset()
	if squeeze(text) == "" {
		p.remark, p.plain = 0, 0
		return
	}
	l := rawLine{no: p.line, text: text, block: p.block}
	if p.remark > 0 && p.plain == 0 {
		l.hint = hintNote
	}
	p.add(l)
	p.remark, p.plain, p.block = 0, 0, false
}

func (p *page) add(l rawLine) {
	p.lines = append(p.lines, l)
	p.regions = append(p.regions, p.region())
}

func (p *page) endCell() {
	p.cells = append(p.cells, squeeze(p.current.String()))
	p.current.Reset()
}

// endRow makes a line of a row.
func (p *page) endRow() {
	if p.inRow == 0 {
		return
	}
	p.inRow--
	if squeeze(p.current.String()) != "" {
		p.endCell()
	}
	p.current.Reset()
	p.remark, p.plain = 0, 0
	before := len(p.lines)
	p.lines = appendRow(p.lines, p.cells, p.line, &p.table)
	for range p.lines[before:] {
		p.regions = append(p.regions, p.region())
	}
	p.cells = p.cells[:0]
	p.block = true
}
