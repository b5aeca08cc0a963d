package source

import (
	"math"
	"strings"
)

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
