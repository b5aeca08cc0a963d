package pdf

import (
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// pt is a typographic point in millimetres.
const pt = 25.4 / 72

// Proportions of Liberation Serif, in units of the type size.
const (
	leading        = 1.15  // line to line: the single spacing of official papers
	baseline       = 0.913 // top of a line to its base line: ascent 0.891 and half of the leading that is left over
	strikeHeight   = 0.25  // middle of the small letters above the base line
	underlineDepth = 0.095 // top of the underline below the base line: clear of the letters, short of the next line
	ruleWeight     = 0.055 // thickness of both: half a point at 10 pt, which a copier still copies
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
	width       float64 // of its words, mm
	left, room  float64 // where in its column it may stand: from the column's left edge, and how wide, mm
	over        float64 // space over it, except at the top of a page or a cell, mm
	align       paper.Align
	lang        act.Lang // empty for that of the document
	first, last bool
	divided     bool // ends within a word
}

func (l line) height() float64 { return l.size * leading }

// start is how far the words begin from the left edge of the column.
func (l line) start() float64 {
	switch l.align {
	case paper.Centre:
		return l.left + max(0, (l.room-l.width)/2)
	case paper.Right:
		return l.left + max(0, l.room-l.width)
	}
	return l.left
}

// widest is the most that a space of a justified line may grow by, in type sizes: beyond it a ragged edge reads better.
const widest = 0.9

// stretch is by how much each space of the line is widened so that the line ends at the edge, mm.
func (l line) stretch() float64 {
	if l.align != paper.Justified || l.last || l.width >= l.room {
		return 0
	}
	spaces := 0
	for i, s := range l.segments {
		words := s.text
		if i == len(l.segments)-1 {
			words = strings.TrimRightFunc(words, isSpace)
		}
		for _, r := range words {
			if isSpace(r) {
				spaces++
			}
		}
	}
	if spaces == 0 || l.room-l.width > float64(spaces)*l.size*widest {
		return 0
	}
	return (l.room - l.width) / float64(spaces)
}

// setter breaks paragraphs into lines. Its slices are used again for each paragraph.
type setter struct {
	faces faces
	chars []rune
	marks []paper.Mark
	cuts  []style
	wide  []int
}

// look is how a text is set.
type look struct {
	style  style       // where nothing changed
	size   float64     // mm
	align  paper.Align // in the column
	indent float64     // of each first line, mm
	gap    float64     // over each paragraph but the first, mm
	clear  clearing
}

// clearing is a place at the top right of a text that its first lines leave free, for the code beside a title.
type clearing struct {
	height, width float64 // mm
	both          bool    // leave as much at the left, so that what is centred stays in the middle of the sheet
}

// lines sets paragraphs in a column of the given width (mm).
func (s *setter) lines(ps []paper.Paragraph, lk look, width float64) []line {
	var out []line
	y := 0.0
	for _, p := range ps {
		s.spread(p, lk.style)
		from := len(out)
		if from > 0 {
			y += lk.gap
		}
		place := func(n int) (left, room float64) {
			room = width
			if n == 0 && lk.indent < width/2 {
				left = lk.indent
			}
			if y+float64(n)*lk.size*leading < lk.clear.height {
				room -= lk.clear.width
				if lk.clear.both {
					left = max(left, lk.clear.width)
				}
			}
			return left, room - left
		}
		limit := func(n int) int {
			_, room := place(n)
			return int(room / lk.size * 1000)
		}
		breakLines(s.chars, s.wide, s.hyphen(lk.style), limit, func(from, to int, divided bool) {
			l := s.line(from, to, lk, divided)
			out = append(out, l)
		})
		for n := range out[from:] {
			l := &out[from+n]
			l.left, l.room = place(n)
			l.lang = p.Lang
		}
		if len(out) > from {
			out[from].first, out[from].over = true, lk.gap
			out[len(out)-1].last = true
		}
		y += float64(len(out)-from) * lk.size * leading
	}
	return out
}

// hyphen is how wide the hyphen of a style is.
func (s *setter) hyphen(cut style) int { return max(0, s.faces[cut].width('-')) }

// spread lays a paragraph out as characters with their widths.
func (s *setter) spread(p paper.Paragraph, base style) {
	s.chars, s.marks, s.cuts, s.wide = s.chars[:0], s.marks[:0], s.cuts[:0], s.wide[:0]
	for _, run := range p.Runs {
		cut := base
		if run.Mark == paper.Added || run.Mark == paper.Strong {
			cut |= bold
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
// change: a struck space between two kept words hangs into the margin of the column instead of vanishing. A divided word
// gets its hyphen.
func (s *setter) line(from, to int, lk look, divided bool) line {
	end := to
	for end > from && isSpace(s.chars[end-1]) {
		end--
	}
	solid := end
	if end > from && end < to && s.marks[end] != paper.Kept && s.marks[end] != s.marks[end-1] {
		end++
	}
	l := line{size: lk.size, align: lk.align, divided: divided}
	at := 0
	for i := from; i < end; {
		j, w := i, 0
		for j < end && s.marks[j] == s.marks[i] && s.cuts[j] == s.cuts[i] {
			w += s.wide[j]
			j++
		}
		text := string(s.chars[i:j])
		if divided && j == end {
			text += "-"
			w += s.hyphen(s.cuts[i])
		}
		l.segments = append(l.segments, segment{text, s.cuts[i], s.marks[i], float64(at), float64(w)})
		at += w
		i = j
	}
	for i := solid; i < end; i++ {
		at -= s.wide[i]
	}
	l.width = float64(at) * lk.size / 1000
	return l
}

// breakLines divides characters of the given widths into lines and calls emit for each; limit gives the room of the n-th
// line. It breaks between words. A word wider than the line is divided with a hyphen where it has syllables, or else cut
// where the line ends; hyphen is the hyphen's width, 0 for none.
func breakLines(chars []rune, wide []int, hyphen int, limit func(n int) int, emit func(from, to int, divided bool)) {
	start := skipSpaces(chars, 0)
	for n := 0; start < len(chars); n++ {
		room := limit(n)
		end, sum, fit := start, 0, 0
		for end < len(chars) {
			sum += wide[end]
			if sum > room && end > start && !isSpace(chars[end]) {
				break
			}
			end++
			if mayBreak(chars, end) {
				fit = end
			}
		}
		divided := false
		switch {
		case end == len(chars):
		case fit > start:
			end = fit
		default:
			if at := syllable(chars, wide, start, end, room-hyphen); hyphen > 0 && at > start {
				end, divided = at, true
			} else {
				end = cut(chars, start, end)
			}
		}
		emit(start, end, divided)
		start = skipSpaces(chars, end)
	}
}
