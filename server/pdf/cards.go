package pdf

import (
	"math"
	"strings"

	"talqy/proposals/paper"
)

// Cards, mm. Marks to cut along stand outside the grid, a cross where four cards meet.
const (
	leastCard           = 20.0
	cutMark, cutGap     = 4.0, 1.0
	cutCross, cutWeight = 1.5, 0.15
	cardMargin          = 4.0
)

// Sizes of a card's type as parts of its height; each is made smaller until the lines fit.
const (
	nameSize  = 0.20
	underSize = 0.095
	overSize  = 0.075
	leastPart = 0.2 // of those sizes
	largest   = 34.0
)

// cards is a grid of cards. Height is that of what is cut out: of both faces where they are folded.
type cards struct {
	*maker
	paper.Cards
	columns, rows int
}

func (m *maker) cards(b paper.Cards) *cards {
	c := &cards{maker: m, Cards: b}
	c.Width = min(max(b.Width, leastCard), m.body())
	c.Height = min(max(b.Height, leastCard), m.tall())
	if !(b.Width > 0) {
		c.Width = m.body()
	}
	if !(b.Height > 0) {
		c.Height = m.tall()
	}
	if b.Folded {
		c.Height = min(2*c.Height, m.tall())
	}
	// A thousandth for cards that fill the sheet exactly.
	c.columns = int((m.body() + 0.001) / c.Width)
	c.rows = int((m.tall() + 0.001) / c.Height)
	return c
}

// starts: cards begin a page of their own, for the marks around them.
func (c *cards) starts(float64) bool { return true }

func (c *cards) place(f *flow) {
	perPage := c.columns * c.rows
	for i := 0; i < len(c.Cards.Cards); i += perPage {
		if !f.untouched() || len(f.page().codes) > 0 {
			f.newPage()
		}
		f.page().bare = true
		some := c.Cards.Cards[i:min(len(c.Cards.Cards), i+perPage)]
		left := (f.width - c.Width*float64(c.columns)) / 2
		top := (f.height - c.Height*float64(c.rows)) / 2
		for j, card := range some {
			c.card(f.page(), card, left+c.Width*float64(j%c.columns), top+c.Height*float64(j/c.columns))
		}
		c.marks(f.page(), left, top)
		f.y = f.end()
	}
}

// marks draws where to cut.
func (c *cards) marks(p *page, left, top float64) {
	add := func(x1, y1, x2, y2 float64) {
		p.strokes = append(p.strokes, stroke{x1, y1, x2, y2, cutWeight, false})
	}
	right, bottom := left+c.Width*float64(c.columns), top+c.Height*float64(c.rows)
	for i := range c.columns + 1 {
		x := left + c.Width*float64(i)
		add(x, top-cutGap-cutMark, x, top-cutGap)
		add(x, bottom+cutGap, x, bottom+cutGap+cutMark)
		for j := range c.rows + 1 {
			if y := top + c.Height*float64(j); i > 0 && i < c.columns && j > 0 && j < c.rows {
				add(x-cutCross, y, x+cutCross, y)
				add(x, y-cutCross, x, y+cutCross)
			}
		}
	}
	for j := range c.rows + 1 {
		y := top + c.Height*float64(j)
		add(left-cutGap-cutMark, y, left-cutGap, y)
		add(right+cutGap, y, right+cutGap+cutMark, y)
	}
}

// card sets one card at its place. A folded one is printed twice with its fold between, the upper half turned round, so that
// it is read from both sides of a table.
func (c *cards) card(p *page, card paper.Card, x, y float64) {
	face := c.Height
	if c.Folded {
		face /= 2
	}
	lines := c.face(card, c.Width-2*cardMargin, face-2*cardMargin)
	at := func(y float64) []placed {
		var out []placed
		for i, l := range lines {
			if i > 0 {
				y += l.over
			}
			out = append(out, placed{l, x + cardMargin, y})
			y += l.height()
		}
		return out
	}
	within := (face - height(lines)) / 2
	if !c.Folded {
		p.free = append(p.free, at(y+within)...)
		return
	}
	middle := y + face
	p.free = append(p.free, at(middle+within)...)
	p.turned = append(p.turned, turned{x + c.Width/2, middle, at(middle + within)})
	p.strokes = append(p.strokes, stroke{x + cutGap, middle, x + c.Width - cutGap, middle, cutWeight, true})
}

// face sets what a card says within the given width and height: the meeting, the name, the offices. The name is set on one
// line if it can be, smaller if need be, then on two and more; all are made smaller until they fit.
func (c *cards) face(card paper.Card, width, tall float64) []line {
	whole := min(tall+2*cardMargin, width) // the type of a tall narrow card goes by its width
	set := func(text string, cut style, part float64) []line {
		size := min(max(whole*part, smallestType*pt), largest/nameSize*part)
		lk := look{style: cut, size: size, align: paper.Centre}
		return c.set.lines(paper.Paragraphs(text), lk, width)
	}
	var lines []line
	for factor := 1.0; factor >= leastPart; factor *= 0.92 {
		name := c.fitted(card.Name, width, func(part float64) []line { return set(card.Name, bold, nameSize*factor*part) })
		lines = spaced(set(card.Over, regular, overSize*math.Sqrt(factor)), 0)
		lines = append(lines, spaced(name, tall*0.06)...)
		for i, u := range card.Under {
			gap := tall * 0.02
			if i == 0 {
				gap = tall * 0.05
			}
			under := c.fitted(u, width, func(part float64) []line { return set(u, regular, underSize*factor*part) })
			lines = append(lines, spaced(under, gap)...)
		}
		if height(lines) <= tall {
			return lines
		}
	}
	return lines[:fit(lines, tall)]
}

// fitted sets a line smaller, down to two thirds, until it needs no second one; if that does not help it is broken at its
// full size, unless that would cut a word.
func (c *cards) fitted(text string, width float64, set func(part float64) []line) []line {
	for part := 1.0; part > 0.65; part -= 0.05 {
		if lines := set(part); len(lines) <= 1+strings.Count(strings.TrimSpace(text), "\n") {
			return lines
		}
	}
	for part := 1.0; part > 0.3; part -= 0.05 {
		lines := set(part)
		if len(lines) == 0 || !c.set.cutsWord(text, lines[0].size, width) && !hyphened(lines) {
			return lines
		}
	}
	return set(0.65)
}

// hyphened reports that a word of the lines is divided.
func hyphened(lines []line) bool {
	for i, l := range lines {
		if n := len(l.segments); i < len(lines)-1 && n > 0 && !l.last && strings.HasSuffix(l.segments[n-1].text, "-") {
			return true
		}
	}
	return false
}

// spaced gives lines a space over the first.
func spaced(lines []line, over float64) []line {
	if len(lines) > 0 {
		lines[0].over = over
	}
	return lines
}
