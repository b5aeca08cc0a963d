package pdf

import (
	"errors"
	"testing"

	"talqy/proposals/paper"
)

// code33 makes a pattern of 33 squares to a side that stands for a code: what is tested here is where codes stand.
func code33(link string) ([][]bool, error) {
	if len(link) > 2000 {
		return nil, errors.New("too long for a code")
	}
	rows := make([][]bool, 33)
	for y := range rows {
		rows[y] = make([]bool, 33)
		for x := range rows[y] {
			rows[y][x] = x == 0 || y == 0 || x*y%7 == 1
		}
	}
	return rows, nil
}

// laid lays a document out and checks what holds for every paper.
func laid(t *testing.T, d *paper.Document) *flow {
	t.Helper()
	f, _, err := lay(d, code33)
	if err != nil {
		t.Fatal(err)
	}
	checkLayout(t, f)
	return f
}

// area is what a line takes on a page, mm.
type area struct {
	x1, y1, x2, y2 float64
	text           string
}

// areas are the lines of a page, those turned round included.
func (p page) areas() []area {
	var out []area
	p.each(func(l placed) { out = append(out, areaOf(l)) })
	for _, t := range p.turned {
		for _, l := range t.lines {
			a := areaOf(l)
			out = append(out, area{2*t.x - a.x2, 2*t.y - a.y2, 2*t.x - a.x1, 2*t.y - a.y1, a.text})
		}
	}
	return out
}

func areaOf(l placed) area {
	x := l.x + l.start()
	if stretch := l.stretch(); stretch > 0 {
		return area{x, l.y, l.x + l.left + l.room, l.y + l.height(), wordsIn(l.line)}
	}
	return area{x, l.y, x + l.width, l.y + l.height(), wordsIn(l.line)}
}

// least is less than anything that can be seen, mm.
const least = 1e-6

// checkLayout fails unless everything stands inside its page, and in its cell, and over nothing else.
func checkLayout(t *testing.T, f *flow) {
	t.Helper()
	for i, p := range f.pages {
		var over []area
		for _, a := range p.areas() {
			if a.x1 < f.left-least || a.x2 > f.width-f.right+least || a.y1 < f.top-least || a.y2 > f.end()+least {
				t.Errorf("page %d: «%s» at %.2f–%.2f × %.2f–%.2f mm stands outside the margins", i+1, a.text, a.x1, a.x2, a.y1, a.y2)
			}
			over = append(over, a)
		}
		for _, c := range p.codes {
			zone := quiet * c.side / c.modules()
			over = append(over, area{c.x - zone, c.y - zone, c.x + c.side + zone, c.y + c.side + zone, "(the code)"})
		}
		for j, a := range over {
			for _, b := range over[j+1:] {
				if a.x1 < b.x2-least && b.x1 < a.x2-least && a.y1 < b.y2-least && b.y1 < a.y2-least {
					t.Errorf("page %d: «%s» and «%s» are printed over each other at %.2f × %.2f mm", i+1, a.text, b.text, b.x1, b.y1)
				}
			}
		}
		for j, piece := range p.pieces {
			if end := piece.y + piece.height; end > f.end()+least {
				t.Errorf("page %d, row %d ends at %.2f mm, below %.2f", i+1, j, end, f.end())
			}
			for k, c := range piece.cells {
				if h := height(c.lines) + 2*piece.grid.padY; h > piece.height+least {
					t.Errorf("page %d, row %d is %.2f mm high and a cell of it %.2f", i+1, j, piece.height, h)
				}
				if k > 0 && c.x < piece.cells[k-1].x+piece.cells[k-1].width-least {
					t.Errorf("page %d, row %d: cell %d begins at %.2f mm in the cell before", i+1, j, k, c.x)
				}
				for _, l := range c.lines {
					if l.width > c.width-2*piece.grid.padX+least {
						t.Errorf("page %d: «%s» is %.2f mm wide in a cell of %.2f", i+1, wordsIn(l), l.width, c.width-2*piece.grid.padX)
					}
				}
			}
		}
	}
}
