package pdf

import (
	"strings"
	"unicode/utf8"

	"talqy/proposals/paper"
)

// each calls draw for every line of a page at its place, texts that are turned round excepted.
func (p page) each(draw func(placed)) {
	for _, l := range p.free {
		draw(l)
	}
	for _, piece := range p.pieces {
		for _, c := range piece.cells {
			y := piece.y + piece.grid.padY
			for i, l := range c.lines {
				if i > 0 {
					y += l.over
				}
				draw(placed{l, c.x + piece.grid.padX, y})
				y += l.height()
			}
		}
	}
}

// page draws what stands on a page.
func (f *file) page(p page) {
	p.each(func(l placed) { f.line(l.line, l.x, l.y) })
	for _, piece := range p.pieces {
		if !piece.grid.ruled {
			continue
		}
		for _, c := range piece.cells {
			f.pdf.Rect(c.x, piece.y, c.width, piece.height, "D")
		}
	}
	for _, s := range p.strokes {
		f.stroke(s)
	}
	for _, t := range p.turned {
		f.pdf.TransformBegin()
		f.pdf.TransformRotate(180, t.x, t.y)
		f.size = 0
		for _, l := range t.lines {
			f.line(l.line, l.x, l.y)
		}
		f.pdf.TransformEnd()
		f.size = 0 // the state of the type is the page's again
	}
	for _, c := range p.codes {
		f.code(c)
	}
}

func (f *file) stroke(s stroke) {
	f.pdf.SetLineWidth(s.weight)
	if s.dashed {
		f.pdf.SetDashPattern([]float64{1.5, 1.5}, 0)
	}
	f.pdf.Line(s.x1, s.y1, s.x2, s.y2)
	if s.dashed {
		f.pdf.SetDashPattern([]float64{}, 0)
	}
	f.pdf.SetLineWidth(hairline)
}

// code draws a QR code as rectangles, each run of dark squares of a row as one. They overlap by a hundredth so that no
// viewer shows a white seam between rows.
func (f *file) code(c squares) {
	side := c.side / c.modules()
	for y, row := range c.dark {
		for x := 0; x < len(row); {
			to := x
			for to < len(row) && row[to] {
				to++
			}
			if to > x {
				f.pdf.Rect(c.x+side*float64(x), c.y+side*float64(y), side*float64(to-x), side+0.01, "F")
			}
			x = to + 1
		}
	}
	f.pdf.LinkString(c.x, c.y, c.side, c.side, c.link)
}

// line draws one set line in the column whose left edge is at x, its top at y (mm).
func (f *file) line(l line, x, y float64) {
	x += l.start()
	base := y + l.size*baseline
	stretch, wider := l.stretch(), 0.0
	if l.lang != "" && l.lang != f.lang {
		// For screen readers (ISO 32000 14.9.2.2).
		f.pdf.RawWriteStr("/Span <</Lang (" + language(l.lang) + ")>> BDC\n")
		defer f.pdf.RawWriteStr("EMC\n")
	}
	for i, s := range l.segments {
		f.use(s.style, l.size)
		sx, sw := x+s.at*l.size/1000+wider, s.width*l.size/1000
		if stretch == 0 {
			f.pdf.Text(sx, base, s.text)
		} else {
			grown := f.words(s, sx, base, l.size, stretch)
			wider += grown
			if i == len(l.segments)-1 && l.ends(s) {
				grown = min(grown, max(0, x+l.room-sx-sw)) // a struck space that hangs into the margin
			}
			sw += grown
		}
		switch s.mark {
		case paper.Struck:
			f.pdf.Rect(sx, base-l.size*(strikeHeight+ruleWeight/2), sw, l.size*ruleWeight, "F")
		case paper.Added:
			f.pdf.Rect(sx, base+l.size*underlineDepth, sw, l.size*ruleWeight, "F")
		}
	}
}

// ends reports a segment of spaces alone.
func (l line) ends(s segment) bool { return strings.TrimFunc(s.text, isSpace) == "" }

// words draws a segment word by word, each with the space behind it, its spaces widened; it gives by how much the segment
// grew, mm.
func (f *file) words(s segment, x, base, size, stretch float64) (grown float64) {
	face := f.faces[s.style]
	for rest := s.text; rest != ""; {
		end, wide, spaces := 0, 0, 0
		for end < len(rest) {
			r, n := utf8.DecodeRuneInString(rest[end:])
			if !isSpace(r) && spaces > 0 {
				break
			}
			if isSpace(r) {
				spaces++
			}
			wide += max(0, face.width(r))
			end += n
		}
		f.pdf.Text(x, base, rest[:end])
		x += float64(wide)*size/1000 + float64(spaces)*stretch
		grown += float64(spaces) * stretch
		rest = rest[end:]
	}
	return grown
}

// use selects a typeface when it is not the one in use, and takes it into the file when the paper needs it first.
func (f *file) use(s style, size float64) {
	if f.font == s && f.size == size {
		return
	}
	if !f.has[s] {
		f.pdf.AddUTF8FontFromBytes(family, s.gofpdf(), typeface(s))
		f.has[s] = true
	}
	f.font, f.size = s, size
	f.pdf.SetFont(family, s.gofpdf(), size/pt)
}

// addPage starts a page; a page's text state begins anew.
func (f *file) addPage() {
	f.pdf.AddPage()
	f.size = 0
	f.pdf.SetDrawColor(0, 0, 0)
	f.pdf.SetLineWidth(hairline)
}
