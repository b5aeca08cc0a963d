package source

import (
	"math"
	"sort"
	"strings"
)

// pdfFont decodes the strings of one font.
type pdfFont struct {
	wide     bool // two bytes a letter
	unicode  map[uint32]string
	widths   map[uint32]float64 // in thousandths of the size
	standard float64            // where widths has none
}

// pdfRun is a piece of text at a place on the page.
type pdfRun struct {
	x, y, end, size float64
	text            string
	order           int
}

// pdfLines reads the text layer of a file, a printed line a line; page breaks leave no trace. False when the bytes are no
// PDF that can be read, or are locked.
func pdfLines(content []byte) ([]rawLine, bool) {
	f, ok := openPDF(content)
	if !ok || f.trailer["Encrypt"] != nil {
		return nil, false
	}
	fonts := make(map[pdfValue]*pdfFont)
	var lines []rawLine
	for _, page := range f.pages() {
		runs := f.pageRuns(page, fonts)
		lines = appendPage(lines, runs)
		if f.spent > maxUnpacked {
			return nil, false
		}
	}
	for i := range lines {
		lines[i].no = i + 1
	}
	return lines, true
}

// maxPages bounds the pages of one file.
const maxPages = 10_000

// pages lists the pages in order.
func (f *pdfFile) pages() []pdfDict {
	var pages []pdfDict
	seen := make(map[pdfRef]bool)
	var walk func(v pdfValue, inherited pdfValue, depth int)
	walk = func(v pdfValue, inherited pdfValue, depth int) {
		if ref, ok := v.(pdfRef); ok {
			if seen[ref] {
				return
			}
			seen[ref] = true
		}
		d := f.dict(v)
		if d == nil || depth > maxNesting || len(pages) >= maxPages {
			return
		}
		if d["Resources"] != nil {
			inherited = d["Resources"]
		}
		kids := f.array(d["Kids"])
		if kids == nil {
			pages = append(pages, pdfDict{"Contents": d["Contents"], "Resources": inherited})
			return
		}
		for _, kid := range kids {
			walk(kid, inherited, depth+1)
		}
	}
	walk(f.dict(f.trailer["Root"])["Pages"], nil, 0)
	return pages
}

// pageRuns reads the pieces of text of one page.
func (f *pdfFile) pageRuns(page pdfDict, fonts map[pdfValue]*pdfFont) []pdfRun {
	contents := pdfArray{page["Contents"]}
	if list := f.array(page["Contents"]); list != nil {
		contents = list
	}
	var data []byte
	for _, part := range contents {
		ref, ok := part.(pdfRef)
		if !ok || f.objects[int(ref)] == nil {
			continue
		}
		if piece, ok := f.unpack(f.objects[int(ref)]); ok {
			data = append(append(data, piece...), '\n')
		}
	}
	resources := f.dict(f.dict(page["Resources"])["Font"])
	r := &pdfReader{font: func(name string) *pdfFont {
		key := resources[name]
		if ref, ok := key.(pdfRef); ok {
			if font := fonts[ref]; font != nil {
				return font
			}
			font := f.font(f.dict(ref))
			fonts[ref] = font
			return font
		}
		return f.font(f.dict(key))
	}}
	r.read(data)
	return r.runs
}

// pdfMatrix is the place and scale of what is drawn.
type pdfMatrix [6]float64

var pdfUnit = pdfMatrix{1, 0, 0, 1, 0, 0}

func (m pdfMatrix) times(n pdfMatrix) pdfMatrix {
	return pdfMatrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// pdfReader follows the drawing orders of a page as far as text needs.
type pdfReader struct {
	font    func(name string) *pdfFont
	fonts   map[string]*pdfFont
	runs    []pdfRun
	ctm     pdfMatrix
	saved   []pdfMatrix
	text    pdfMatrix // where the next letter goes
	line    pdfMatrix // where the line began
	current *pdfFont
	size    float64
	leading float64
	charGap float64
	wordGap float64
	stretch float64
}

// maxOperands bounds the values before an operator.
const maxOperands = 4096

func (r *pdfReader) read(data []byte) {
	r.ctm, r.text, r.line, r.stretch = pdfUnit, pdfUnit, pdfUnit, 1
	r.fonts = make(map[string]*pdfFont)
	l := &pdfLexer{data: data}
	var operands []pdfValue
	for {
		l.skip()
		if l.at >= len(data) {
			return
		}
		v := l.value(0)
		op, ok := v.(pdfKeyword)
		if !ok {
			if len(operands) < maxOperands {
				operands = append(operands, v)
			}
			continue
		}
		if op == "BI" {
			l.skipImage()
		} else {
			r.operate(string(op), operands)
		}
		operands = operands[:0]
	}
}

// skipImage passes an image that stands in the page's own stream.
func (l *pdfLexer) skipImage() {
	for l.at < len(l.data) {
		if l.value(0) == pdfKeyword("EI") {
			return
		}
	}
}

func numbers6(operands []pdfValue) (m pdfMatrix, ok bool) {
	if len(operands) != 6 {
		return m, false
	}
	for i, v := range operands {
		if m[i], ok = v.(float64); !ok {
			return m, false
		}
	}
	return m, true
}

func numberAt(operands []pdfValue, i int) float64 {
	if i < 0 || i >= len(operands) {
		return 0
	}
	n, _ := operands[i].(float64)
	return n
}

func (r *pdfReader) operate(op string, operands []pdfValue) {
	switch op {
	case "q":
		if len(r.saved) < 256 {
			r.saved = append(r.saved, r.ctm)
		}
	case "Q":
		if n := len(r.saved); n > 0 {
			r.ctm, r.saved = r.saved[n-1], r.saved[:n-1]
		}
	case "cm":
		if m, ok := numbers6(operands); ok {
			r.ctm = m.times(r.ctm)
		}
	case "BT":
		r.text, r.line = pdfUnit, pdfUnit
	case "Tf":
		if len(operands) == 2 {
			name, _ := operands[0].(pdfName)
			r.current = r.namedFont(string(name))
			r.size = numberAt(operands, 1)
		}
	case "Tm":
		if m, ok := numbers6(operands); ok {
			r.text, r.line = m, m
		}
	case "Td", "TD":
		x, y := numberAt(operands, 0), numberAt(operands, 1)
		if op == "TD" {
			r.leading = -y
		}
		r.move(x, y)
	case "T*":
		r.move(0, -r.leading)
	case "TL":
		r.leading = numberAt(operands, 0)
	case "Tc":
		r.charGap = numberAt(operands, 0)
	case "Tw":
		r.wordGap = numberAt(operands, 0)
	case "Tz":
		r.stretch = numberAt(operands, 0) / 100
	case "Tj":
		r.show(operands)
	case "'", "\"":
		r.move(0, -r.leading)
		r.show(operands[max(0, len(operands)-1):])
	case "TJ":
		if len(operands) == 1 {
			if list, ok := operands[0].(pdfArray); ok {
				r.show(list)
			}
		}
	}
}

func (r *pdfReader) namedFont(name string) *pdfFont {
	font, ok := r.fonts[name]
	if !ok {
		font = r.font(name)
		r.fonts[name] = font
	}
	return font
}

func (r *pdfReader) move(x, y float64) {
	r.line = pdfMatrix{1, 0, 0, 1, x, y}.times(r.line)
	r.text = r.line
}

// show draws strings; a number between them moves the next one, and a large one is a space that was not written.
func (r *pdfReader) show(pieces []pdfValue) {
	if r.current == nil {
		return
	}
	start := r.text.times(r.ctm)
	var b strings.Builder
	for _, piece := range pieces {
		switch v := piece.(type) {
		case float64:
			r.advance(-v / 1000 * r.size * r.stretch)
			if v < -250 && b.Len() > 0 && !strings.HasSuffix(b.String()[max(0, b.Len()-1):], " ") {
				b.WriteByte(' ')
			}
		case pdfString:
			r.current.decode(v, func(text string, width float64, space bool) {
				b.WriteString(text)
				gap := r.charGap
				if space {
					gap += r.wordGap
				}
				r.advance((width/1000*r.size + gap) * r.stretch)
			})
		}
	}
	if b.Len() == 0 {
		return
	}
	end := r.text.times(r.ctm)
	size := math.Abs(r.size * start[3])
	r.runs = append(r.runs, pdfRun{x: start[4], y: start[5], end: end[4], size: size, text: b.String(), order: len(r.runs)})
}

func (r *pdfReader) advance(x float64) {
	r.text = pdfMatrix{1, 0, 0, 1, x, 0}.times(r.text)
}

// appendPage makes lines of the pieces of a page: those on one height, from left to right.
func appendPage(lines []rawLine, runs []pdfRun) []rawLine {
	sort.SliceStable(runs, func(i, j int) bool {
		a, b := &runs[i], &runs[j]
		return math.Abs(a.y-b.y) > sameLine && a.y > b.y
	})
	var page [][]pdfRun
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && math.Abs(runs[n].y-runs[0].y) <= sameLine {
			n++
		}
		line := append([]pdfRun{}, runs[:n]...)
		runs = runs[n:]
		sort.SliceStable(line, func(i, j int) bool { return line[i].x < line[j].x })
		page = append(page, line)
	}
	moved := untwine(page)
	for i, line := range page {
		// The first line of a page may go on with the paragraph of the page before.
		block := i > 0 && page[i-1][0].y-line[0].y > line[0].size*blockGap
		lines = append(lines, rawLine{text: lineText(line), tight: true, block: block || moved[i]})
	}
	return lines
}

// untwine puts the name that stands to the right of a signature of two lines, half way between them, after them.
func untwine(page [][]pdfRun) (moved map[int]bool) {
	moved = make(map[int]bool)
	for i := 1; i+1 < len(page); i++ {
		above, right, below := page[i-1][0], page[i][0], page[i+1][0]
		if right.x > rightHalf && above.x < rightHalf && below.x < rightHalf && above.y-below.y < above.size*blockGap {
			page[i], page[i+1] = page[i+1], page[i]
			moved[i+1] = true
			i++
		}
	}
	return moved
}

func lineText(line []pdfRun) string {
	var b strings.Builder
	for i := range line {
		if i > 0 && line[i].x-line[i-1].end > line[i].size*wordSpace && !strings.HasSuffix(line[i-1].text, " ") &&
			!strings.HasPrefix(line[i].text, " ") {
			b.WriteByte(' ')
		}
		b.WriteString(line[i].text)
	}
	return b.String()
}

const (
	sameLine  = 2.0   // points of height within which pieces are on one line
	blockGap  = 1.6   // of the letter size: lines of one paragraph stand closer
	rightHalf = 250.0 // points from the left edge
	wordSpace = 0.2   // of the letter size: a gap as wide as a narrow space
)
