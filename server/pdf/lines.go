package pdf

import (
	"unicode"

	"talqy/proposals/paper"
)

// pt is a typographic point in millimetres.
const pt = 25.4 / 72

// Proportions of Liberation Serif, in units of the type size.
const (
	leading        = 1.2   // line to line
	baseline       = 0.94  // top of a line to its base line: ascent 0.891 and half of the leading that is left over
	strikeHeight   = 0.25  // middle of the small letters above the base line
	underlineDepth = 0.095 // top of the underline below the base line: clear of the letters, short of the next line
	ruleWeight     = 0.055 // thickness of both: half a point at 10 pt, which a copier still copies
)

// align says where a line stands in its column.
type align uint8

const (
	left align = iota
	centre
	right
)

// segment is a stretch of a line in one style under one mark. at and width are in 1/1000 of the type size.
type segment struct {
	text      string
	style     style
	mark      paper.Mark
	at, width float64
}

// line is one set line. first and last tell where it stands in its paragraph.
type line struct {
	segments    []segment
	size        float64 // type size, mm
	width       float64 // mm
	align       align
	first, last bool
}

func (l line) height() float64 { return l.size * leading }

// indent is how far the line begins from the left edge of a column of the given width.
func (l line) indent(width float64) float64 {
	switch l.align {
	case centre:
		return max(0, (width-l.width)/2)
	case right:
		return max(0, width-l.width)
	}
	return 0
}

// setter breaks paragraphs into lines. Its slices are used again for each paragraph.
type setter struct {
	faces faces
	chars []rune
	marks []paper.Mark
	cuts  []style
	wide  []int
}

// look is how a text is set: its style where nothing changed, size in mm, place in the column.
type look struct {
	style style
	size  float64
	align align
}

// lines sets paragraphs in a column of the given width (mm).
func (s *setter) lines(ps []paper.Paragraph, lk look, width float64) []line {
	limit := int(width / lk.size * 1000)
	var out []line
	for _, p := range ps {
		s.spread(p, lk.style)
		from := len(out)
		breakLines(s.chars, s.wide, limit, func(from, to int) {
			out = append(out, s.line(from, to, lk))
		})
		if len(out) > from {
			out[from].first = true
			out[len(out)-1].last = true
		}
	}
	return out
}

// spread lays a paragraph out as characters with their widths.
func (s *setter) spread(p paper.Paragraph, base style) {
	s.chars, s.marks, s.cuts, s.wide = s.chars[:0], s.marks[:0], s.cuts[:0], s.wide[:0]
	for _, run := range p.Runs {
		cut := base
		if run.Mark == paper.Added {
			cut = bold
		}
		face := s.faces[cut]
		for _, r := range run.Text {
			face.glyphs(r, func(r rune, w int) {
				s.chars = append(s.chars, r)
				s.marks = append(s.marks, run.Mark)
				s.cuts = append(s.cuts, cut)
				s.wide = append(s.wide, w)
			})
		}
	}
}

// line makes the line of the characters from..to. The spaces at its end are not drawn, except one that is itself the
// change: a struck space between two kept words hangs into the margin of the column instead of vanishing.
func (s *setter) line(from, to int, lk look) line {
	end := to
	for end > from && isSpace(s.chars[end-1]) {
		end--
	}
	solid := end
	if end > from && end < to && s.marks[end] != paper.Kept && s.marks[end] != s.marks[end-1] {
		end++
	}
	l := line{size: lk.size, align: lk.align}
	at := 0
	for i := from; i < end; {
		j, w := i, 0
		for j < end && s.marks[j] == s.marks[i] && s.cuts[j] == s.cuts[i] {
			w += s.wide[j]
			j++
		}
		l.segments = append(l.segments, segment{string(s.chars[i:j]), s.cuts[i], s.marks[i], float64(at), float64(w)})
		at += w
		i = j
	}
	for i := solid; i < end; i++ {
		at -= s.wide[i]
	}
	l.width = float64(at) * lk.size / 1000
	return l
}

// breakLines divides characters of the given widths into lines no wider than limit and calls emit for each. It breaks
// between words; a word wider than the line is cut where the line ends.
func breakLines(chars []rune, wide []int, limit int, emit func(from, to int)) {
	start := skipSpaces(chars, 0)
	for start < len(chars) {
		end, sum, fit := start, 0, 0
		for end < len(chars) {
			sum += wide[end]
			if sum > limit && end > start && !isSpace(chars[end]) {
				break
			}
			end++
			if mayBreak(chars, end) {
				fit = end
			}
		}
		switch {
		case end == len(chars):
		case fit > start:
			end = fit
		default:
			end = cut(chars, start, end)
		}
		emit(start, end)
		start = skipSpaces(chars, end)
	}
}

// cut finds where a word that does not fit is cut: at the end of the line, or a little before when the next line would
// begin with a mark that belongs to what stands before it.
func cut(chars []rune, start, end int) int {
	for at := end; at > start; at-- {
		if mayCut(chars[at-1], chars[at]) {
			return at
		}
	}
	return end // a whole line of dashes: there is no good place
}

// mayCut reports whether a word may be cut between two characters. A space here is one that mayBreak has refused.
func mayCut(before, after rune) bool {
	return !isSpace(before) && !isSpace(after) && !neverLast(before) && !neverFirst(after)
}

func skipSpaces(chars []rune, i int) int {
	for i < len(chars) && isSpace(chars[i]) {
		i++
	}
	return i
}

// isSpace reports a space at which a line may end; the non-breaking ones are none.
func isSpace(r rune) bool {
	return r == ' ' || r >= 0x2000 && r <= 0x200A && r != 0x2007
}

// neverFirst reports characters that may not begin a line: a dash, closing marks, a non-breaking space, an accent.
func neverFirst(r rune) bool {
	switch r {
	case '–', '—', '-', '\u2010', '»', '”', '’', ')', ']', '.', ',', ';', ':', '!', '?', '…', '%', '\u00A0', '\u202F':
		return true
	}
	return r > 0x2FF && unicode.Is(unicode.Mn, r)
}

// neverLast reports characters that may not end a line: opening marks and signs of what follows.
func neverLast(r rune) bool {
	switch r {
	case '«', '„', '‘', '(', '[', '№', '§', '\u00A0', '\u202F':
		return true
	}
	return false
}

// mayBreak reports whether a line may end before chars[i].
func mayBreak(chars []rune, i int) bool {
	if i <= 0 || i >= len(chars) {
		return false
	}
	before, after := chars[i-1], chars[i]
	switch {
	case isSpace(after) || neverFirst(after):
		return false
	case isSpace(before):
		// «№ 5» stays together even when typed with an ordinary space.
		return i < 2 || !(chars[i-2] == '№' || chars[i-2] == '§') || !unicode.IsDigit(after)
	case before == '–' || before == '—':
		return unicode.IsLetter(after)
	case before == '-' || before == '/':
		// «лица-должника» may be divided; «2-1», «128-баптың», «т/с» may not.
		return letters(chars, i-2, -1) == 3 && letters(chars, i, 1) == 3
	}
	return false
}

// letters counts, up to three, the letters that stand together from i in the direction of step.
func letters(chars []rune, i, step int) int {
	n := 0
	for ; n < 3 && i >= 0 && i < len(chars) && unicode.IsLetter(chars[i]); i += step {
		n++
	}
	return n
}
