package pdf

import (
	"fmt"
	"slices"
	"strconv"

	"talqy/proposals/paper"
)

// tableType is the greatest size of type in a table, points: a line must not take a column's height.
const tableType = 40.0

// table is a table with its columns measured and its heading set.
type table struct {
	*maker
	paper.Table
	size    float64 // mm
	grid    *grid
	widths  []float64
	heading []row
	reserve float64
	// groups are the rows, each with the titles over it.
	groups []group
}

// group is a row and the titles that stay with it.
type group struct {
	over []titled
	row  titled
}

func (m *maker) table(b paper.Table, reserve float64) (*table, error) {
	t := &table{maker: m, Table: b, reserve: reserve}
	t.measure()
	for i, r := range b.Rows {
		if len(r.Cells) > len(b.Columns) {
			return nil, fmt.Errorf("row %d has %d cells and its table %d columns", i+1, len(r.Cells), len(b.Columns))
		}
	}
	t.heading = t.head()
	t.gather()
	return t, nil
}

// gather sets the rows. A title over nothing, or over half a page, is a row like any other.
func (t *table) gather() {
	var over []titled
	tall := 0.0
	flush := func() {
		for _, o := range over {
			t.groups = append(t.groups, group{row: o})
		}
		over, tall = nil, 0
	}
	for _, r := range t.Rows {
		title := t.row(r)
		switch {
		case len(r.Across) > 0:
			title = t.across(r)
		case !r.Keep:
			t.groups = append(t.groups, group{over, title})
			over, tall = nil, 0
			continue
		}
		if over, tall = append(over, title), tall+title.height(); tall > 2*t.grid.together {
			flush()
		}
	}
	flush()
}

// across sets a title over all columns.
func (t *table) across(r paper.TableRow) titled {
	align := paper.Centre
	if !t.grid.ruled {
		align = paper.Left
	}
	lines := t.set.lines(r.Across, look{style: bold, size: t.size, align: align, gap: paragraphGap}, t.body()-2*t.grid.padX)
	return titled{row{grid: t.grid, cells: []cell{{t.left, t.body(), lines}}}, r.Outline, r.Level - 1}
}

// row sets the cells of a row.
func (t *table) row(r paper.TableRow) titled {
	out := titled{row{grid: t.grid, least: min(max(0, r.Least), t.grid.together)}, r.Outline, r.Level - 1}
	out.again = make([][]line, len(t.widths))
	x := t.left
	for i, w := range t.widths {
		c := cell{x: x, width: w}
		if i < len(r.Cells) {
			given := r.Cells[i]
			lk := look{size: t.size, align: t.Columns[i].Align, gap: paragraphGap}
			note := lk
			note.style, note.align = italic, flush(lk.align)
			if given.Bold {
				lk.style = bold
			}
			c.lines = t.set.lines(given.Paragraphs, lk, w-2*t.grid.padX)
			c.lines = append(c.lines, t.set.lines(given.Foot, note, w-2*t.grid.padX)...)
			out.again[i] = t.set.lines(given.Again, note, w-2*t.grid.padX)
		}
		out.cells = append(out.cells, c)
		x += w
	}
	return out
}

// flush is the alignment of a short note in a column of this alignment.
func flush(a paper.Align) paper.Align {
	if a == paper.Justified {
		return paper.Left
	}
	return a
}

func (t *table) headed() float64 {
	h := 0.0
	for _, r := range t.heading {
		h += r.height()
	}
	return h
}

func (t *table) starts(space float64) bool {
	space -= t.headed()
	if len(t.groups) == 0 {
		return space >= 0
	}
	first := t.groups[0]
	for _, o := range first.over {
		space -= o.height()
	}
	_, ok := first.row.start(space, t.reserveAt(0))
	return ok
}

// reserveAt is the room that has to be left under the i-th group: only the last has anything under it.
func (t *table) reserveAt(i int) float64 {
	if i < len(t.groups)-1 {
		return 0
	}
	return t.reserve
}

func (t *table) place(f *flow) {
	f.gap()
	f.clearCode()
	if t.headed() > f.room() && !f.untouched() {
		f.newPage()
	}
	f.header = t.heading
	f.putHeader()
	for i, g := range t.groups {
		f.add(g.over, g.row, t.reserveAt(i))
	}
	f.header, f.headers = nil, 0
	f.over = tableAfter
}

// tableAfter is the space under a table, and over one with rules, mm.
const tableAfter = 3.0

// head sets the heading: the columns' own, and the row of their numbers where the form has one.
func (t *table) head() []row {
	var out []row
	if slices.ContainsFunc(t.Columns, func(c paper.Column) bool { return c.Heading != "" }) {
		out = append(out, t.headingRow())
	}
	if t.Numbered && len(t.Columns) > 0 {
		r := row{grid: t.grid}
		x := t.left
		for i, w := range t.widths {
			lines := t.set.lines(paper.Paragraphs(strconv.Itoa(i+1)), look{size: t.size * 0.9, align: paper.Centre}, w-2*t.grid.padX)
			r.cells = append(r.cells, cell{x, w, lines})
			x += w
		}
		out = append(out, r)
	}
	return out
}

// headingRow sets the columns' headings. A word too long for its column is divided by syllables; where it has none, and where
// the heading would take a third of each page, all are set smaller.
func (t *table) headingRow() row {
	size := t.size
	for {
		r := row{grid: t.grid}
		x, broken := t.left, false
		for i, w := range t.widths {
			lines := t.set.lines(paper.Paragraphs(t.Columns[i].Heading), look{style: bold, size: size, align: paper.Centre, gap: paragraphGap}, w-2*t.grid.padX)
			broken = broken || t.set.cutsWord(t.Columns[i].Heading, size, w-2*t.grid.padX)
			r.cells = append(r.cells, cell{x, w, lines})
			x += w
		}
		if most := t.tall() / 3; (broken || r.height() > most) && size > smallestType*pt {
			size *= 0.92
			continue
		} else if r.height() > most {
			for i, c := range r.cells {
				r.cells[i].lines = c.lines[:fit(c.lines, most-2*t.grid.padY)]
			}
		}
		return r
	}
}
