package pdf

import "slices"

// Cell geometry, mm.
const (
	padX         = 1.4
	padY         = 0.9
	paragraphGap = 0.8 // over a paragraph, except at the top of a cell
	gutter       = 4.0 // between the columns of a table without rules
)

// short is the height under which a row is not broken, at the usual scale: a short row is read faster whole.
const short = 28.0

// grid is what the rows of a table have in common.
type grid struct {
	ruled    bool
	padX     float64 // between a rule, or the edge of the column, and the text
	padY     float64
	together float64 // rows up to this height are not broken
}

// cell is one column's lines in a row.
type cell struct {
	x, width float64 // of the column, mm
	lines    []line
}

// row is a row of a table before it is divided over pages. again are lines shown in a cell that has no more of its own
// when the row goes on, so that the reader of page 12 knows what he reads; it has no entry or one for each cell.
type row struct {
	grid  *grid
	cells []cell
	again [][]line
	least float64 // height, mm
}

// height of lines that stand on one page.
func height(lines []line) float64 {
	h := 0.0
	for i, l := range lines {
		if i > 0 {
			h += l.over
		}
		h += l.height()
	}
	return h
}

// height of the whole row with its padding.
func (r row) height() float64 {
	h := 0.0
	for _, c := range r.cells {
		h = max(h, height(c.lines))
	}
	return max(h+2*r.grid.padY, r.least)
}

// fit counts the lines that have room in a space of the given height.
func fit(lines []line, space float64) int {
	h := 0.0
	for i, l := range lines {
		if i > 0 {
			h += l.over
		}
		h += l.height()
		if h > space {
			return i
		}
	}
	return len(lines)
}

// divide says how many lines stay on this page.
func divide(lines []line, space float64) int { return settle(lines, fit(lines, space)) }

// settle divides lines after n of them or a little before. It gives up to three lines of room to keep single lines of a
// paragraph or of the cell from standing alone on either side of the break.
func settle(lines []line, n int) int {
	if n >= len(lines) {
		return len(lines)
	}
	n = max(0, n)
	best, least := n, 1000
	for b := n; b >= max(0, n-3); b-- {
		cost := n - b
		if b > 0 && lines[b-1].first && !lines[b-1].last {
			cost += 4 // first line of a paragraph alone at the foot
		}
		if lines[b].last && !lines[b].first {
			cost += 4 // last line of a paragraph alone at the head
		}
		if len(lines)-b == 1 {
			cost += 3
		}
		if b > 0 && lines[b-1].divided {
			cost += 3 // a word over two pages
		}
		if b <= 1 {
			cost += 3
		}
		if cost < least {
			best, least = b, cost
		}
	}
	return best
}

// begin divides a row that starts in the given space: how many lines of each cell stay. It is refused when a cell could
// show less than two lines, or when the row is short enough to be kept whole and does not fit.
func (r row) begin(space float64) (stay []int, ok bool) {
	whole := r.height()
	if whole > space && whole <= r.grid.together {
		return nil, false
	}
	stay = r.divide(space)
	for i, c := range r.cells {
		if stay[i] < min(2, len(c.lines)) {
			return nil, false
		}
	}
	return stay, true
}

// divide gives each cell as many lines as the space has room for.
func (r row) divide(space float64) []int {
	stay := make([]int, len(r.cells))
	for i, c := range r.cells {
		stay[i] = divide(c.lines, space-2*r.grid.padY)
	}
	return stay
}

// hold takes two lines or so of the longest cell away from what stays, so that the row goes on to the next page though it
// could end here. A cell of few lines stays.
func (r row) hold() []int {
	stay := make([]int, len(r.cells))
	longest := 0
	for i, c := range r.cells {
		stay[i] = len(c.lines)
		if height(c.lines) > height(r.cells[longest].lines) {
			longest = i
		}
	}
	for i, c := range r.cells {
		if i == longest || height(c.lines) == height(r.cells[longest].lines) {
			stay[i] = settle(c.lines, len(c.lines)-2)
		}
	}
	return stay
}

// split parts the row after the lines that stay. The rest has no cell with lines when the row is done.
func (r row) split(stay []int) (here, rest row, more bool) {
	here, rest = row{grid: r.grid}, row{grid: r.grid, again: r.again}
	here.cells = make([]cell, len(r.cells))
	rest.cells = make([]cell, len(r.cells))
	for i, c := range r.cells {
		here.cells[i] = cell{c.x, c.width, c.lines[:stay[i]]}
		rest.cells[i] = cell{c.x, c.width, c.lines[stay[i]:]}
		more = more || stay[i] < len(c.lines)
	}
	if !more {
		here.least = r.least
	}
	return here, rest, more
}

// reminded is the part of a row that goes on from the page before, with the reminders of the original, as far as the space
// has room for them, in the cells that the original has no more lines for.
func (r row) reminded(original row, space float64) row {
	if original.again == nil {
		return r
	}
	out := row{grid: r.grid, cells: slices.Clone(r.cells)}
	for i, c := range original.cells {
		if len(c.lines) == 0 {
			again := original.again[i]
			out.cells[i].lines = again[:fit(again, space-2*r.grid.padY)]
		}
	}
	return out
}
