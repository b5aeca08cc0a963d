package pdf

import "slices"

// placed is a line at its place on a page: x is the left edge of its column.
type placed struct {
	line
	x, y float64
}

// piece is a row, or the part of one that stands on one page.
type piece struct {
	row
	y, height float64
}

// stroke is a straight rule.
type stroke struct {
	x1, y1, x2, y2 float64
	weight         float64 // mm
	dashed         bool
}

// turned is text that stands on its head, turned about a point.
type turned struct {
	x, y  float64
	lines []placed // where they would stand before they are turned
}

// squares is a QR code with its top left corner at x, y; side is without the quiet zone around it.
type squares struct {
	x, y, side float64
	link       string
	dark       [][]bool // by row
}

// mark is an entry of the outline; level counts from 0.
type mark struct {
	title string
	level int
	page  int
	y     float64
}

// page is what stands on one page, the foot excepted.
type page struct {
	free    []placed // lines outside tables
	pieces  []piece
	strokes []stroke
	turned  []turned
	codes   []squares
	bare    bool // has no foot: it is cut up
}

// flow fills pages from top to bottom.
type flow struct {
	frame
	scale   float64
	pages   []page
	y       float64
	header  []row // of the table that is being placed, repeated on each page that it goes on
	headers int   // pieces of the page that are a header
	outline []mark
	over    float64 // space that the next block leaves over itself, except at the top of a page
}

func (f *flow) page() *page { return &f.pages[len(f.pages)-1] }

func (f *flow) newPage() {
	f.pages = append(f.pages, page{})
	f.y, f.over, f.headers = f.top, 0, 0
}

func (f *flow) room() float64 { return f.end() - f.y }

// untouched reports that the page holds nothing but a header and the code beside the title.
func (f *flow) untouched() bool {
	p := f.page()
	return len(p.pieces) <= f.headers && len(p.free)+len(p.strokes)+len(p.turned) == 0 && (len(p.codes) == 0 || len(f.pages) == 1 && len(p.codes) == 1)
}

// gap leaves the space that is due over a block.
func (f *flow) gap() {
	if !f.untouched() {
		f.y += f.over
	}
	f.over = 0
}

// put places lines that have room, x is the left edge of their column.
func (f *flow) put(lines []line, x float64) {
	for i, l := range lines {
		if i > 0 {
			f.y += l.over
		}
		f.page().free = append(f.page().free, placed{l, x, f.y})
		f.y += l.height()
	}
}

// putRow places a piece that has room.
func (f *flow) putRow(r row) {
	h := r.height()
	f.page().pieces = append(f.page().pieces, piece{r, f.y, h})
	f.y += h
}

// turn goes to a new page of the table.
func (f *flow) turn() {
	f.newPage()
	f.putHeader()
}

func (f *flow) putHeader() {
	for _, h := range f.header {
		f.putRow(h)
	}
	f.headers = len(f.header)
}

// add places a row, and before it, on the same page, the title rows over it. reserve is the room that has to be left under
// it, on the page that it ends on.
func (f *flow) add(titles []titled, r titled, reserve float64) {
	over := 0.0
	for _, t := range titles {
		over += t.height()
	}
	stay, ok := r.start(f.room()-over, reserve)
	if !ok && !f.untouched() {
		f.turn()
		stay, ok = r.start(f.room()-over, reserve)
	}
	if !ok {
		stay = goOn(r.row, r.divide(f.room()-over))
	}
	for _, t := range titles {
		f.note(t.title, t.level)
		f.putRow(t.row)
	}
	f.note(r.title, r.level)
	f.rows(r.row, stay, reserve)
}

// start is begin for a row that needs room under its end.
func (r row) start(space, reserve float64) (stay []int, ok bool) {
	whole := r.height()
	switch {
	case reserve <= 0 || whole+reserve <= space || whole > space && whole > r.grid.together:
		return r.begin(space)
	case whole <= r.grid.together:
		return nil, false
	}
	stay = r.hold()
	for i, c := range r.cells {
		if stay[i] < min(2, len(c.lines)) {
			return nil, false
		}
	}
	return stay, true
}

// rows places a row part by part.
func (f *flow) rows(r row, stay []int, reserve float64) {
	here, rest, more := r.split(stay)
	f.putRow(here)
	for more {
		f.turn()
		before, space := rest, f.room()
		stay = goOn(rest, rest.divide(space))
		if reserve > 0 && rest.height() <= space && rest.height()+reserve > space {
			if held := rest.hold(); goesOn(held) {
				stay = held
			}
		}
		here, rest, more = rest.split(stay)
		f.putRow(here.reminded(before, space))
	}
}

// goesOn reports that some cell has lines that stay.
func goesOn(stay []int) bool { return slices.ContainsFunc(stay, func(n int) bool { return n > 0 }) }

// goOn is the division of a row on a page that holds nothing else: where no good one was found a line of each cell stays,
// or the row would never end.
func goOn(r row, stay []int) []int {
	if goesOn(stay) {
		return stay
	}
	for i, c := range r.cells {
		stay[i] = min(1, len(c.lines))
	}
	return stay
}

// note puts an entry into the outline. An entry is never more than one level below the one before it, because a reader's
// program could not tell what it belongs to.
func (f *flow) note(title string, level int) {
	if title == "" {
		return
	}
	deepest := 0
	if n := len(f.outline); n > 0 {
		deepest = f.outline[n-1].level + 1
	}
	f.outline = append(f.outline, mark{title, min(max(level, 0), deepest), len(f.pages), f.y})
}

// titled is a row with its entry in the outline.
type titled struct {
	row
	title string
	level int
}
