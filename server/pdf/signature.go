package pdf

import (
	"strings"

	"talqy/proposals/paper"
)

// signatures stand under a paper, one below the other.
type signatures []paper.Signature

// Parts of the width that a signature's office, rule and name take, and the space over each.
const (
	officePart, namePart = 0.46, 0.28
	signatureOver        = 1.6 // type sizes
)

// signed is a group of signatures that is set.
type signed struct {
	entries []signedEntry
	left    float64
	body    float64
}

type signedEntry struct {
	office, name []line
	size         float64
	unnamed      bool
}

// signed sets signatures: the office at the left, a rule for the hand, the name at the right on the rule's line.
func (m *maker) signed(group signatures) *signed {
	out := &signed{left: m.left, body: m.body()}
	for _, b := range group {
		lk := look{size: scaled(b.Size, bodySize, m.scale)}
		out.entries = append(out.entries, signedEntry{
			office:  m.set.lines(paper.Paragraphs(b.Office), lk, m.body()*officePart),
			name:    m.set.lines(paper.Paragraphs(b.Name), lk, m.body()*namePart),
			size:    lk.size,
			unnamed: strings.TrimSpace(b.Name) == "",
		})
	}
	return out
}

func (e signedEntry) height() float64 {
	// The name ends on the office's last line.
	return e.size*signatureOver + max(height(e.office), height(e.name), e.size*leading)
}

func (s *signed) height() float64 {
	h := 0.0
	for _, e := range s.entries {
		h += e.height()
	}
	return h
}

func (s *signed) starts(space float64) bool { return s.height() <= space }

func (s *signed) place(f *flow) {
	f.gap()
	f.clearCode()
	for _, e := range s.entries {
		h := e.height()
		if h > f.room() && !f.untouched() {
			f.newPage()
		}
		bottom := min(f.y+h, f.end())
		f.at(e.office, s.left, bottom)
		name := s.left + s.body*(1-namePart)
		f.at(e.name, name, bottom)
		rule := bottom - e.size*(leading-baseline) // on the base line
		from := s.left + s.body*officePart + 3
		f.page().strokes = append(f.page().strokes, stroke{from, rule, name - 3, rule, hairline, false})
		if e.unnamed {
			f.page().strokes = append(f.page().strokes, stroke{name, rule, s.left + s.body, rule, hairline, false})
		}
		f.y += h
	}
}

// at places lines so that the last ends at bottom; what would begin over the body is left out.
func (f *flow) at(lines []line, x, bottom float64) {
	for len(lines) > 0 && bottom-height(lines) < f.top {
		lines = lines[:len(lines)-1]
	}
	y := f.y
	f.y = bottom - height(lines)
	f.put(lines, x)
	f.y = y
}

// ruleSpace is from one rule to write on to the next, mm.
const ruleSpace = 8.0

// rules are empty lines to write on.
type rules struct {
	count   int
	space   float64
	reserve float64
}

func (r rules) starts(space float64) bool {
	return space >= float64(min(r.count, 2))*r.space+r.reserveAt(min(r.count, 2)-1)
}

// mostRules are printed: a hundred pages of rules are a mistake.
const mostRules = 3000

func (r rules) reserveAt(i int) float64 {
	if i < r.count-1 {
		return 0
	}
	return r.reserve
}

func (r rules) place(f *flow) {
	f.gap()
	f.clearCode()
	r.count = min(r.count, mostRules)
	for i := range r.count {
		// The last two stay together over signatures.
		need := r.space + r.reserveAt(i)
		if i == r.count-2 {
			need += r.space + r.reserve
		}
		if need > f.room() && !f.untouched() {
			f.newPage()
		}
		f.y += r.space
		f.page().strokes = append(f.page().strokes, stroke{f.left, f.y - 1, f.width - f.right, f.y - 1, hairline, false})
	}
	f.over = tableAfter
}
