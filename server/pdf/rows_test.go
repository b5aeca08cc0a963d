package pdf

import "testing"

// paragraphs makes lines of 1 mm height in paragraphs of the given numbers of lines.
func paragraphs(counts ...int) []line {
	var out []line
	for _, n := range counts {
		for i := range n {
			l := line{size: 1 / leading, first: i == 0, last: i == n-1}
			if l.first {
				l.over = paragraphGap
			}
			out = append(out, l)
		}
	}
	return out
}

func TestDivide(t *testing.T) {
	for _, c := range []struct {
		why    string
		counts []int
		space  float64
		want   int
	}{
		{"all fit", []int{3}, 3, 3},
		{"in the middle of a long paragraph", []int{20}, 10.5, 10},
		{"between paragraphs", []int{5, 5}, 6, 5},
		{"no first line alone at the foot", []int{5, 5}, 7, 5},
		{"no last line alone at the head", []int{5}, 4.5, 3},
		{"a paragraph of three goes over whole", []int{5, 3, 5}, 8.2, 5},
		{"no last line of the cell alone on the next page", []int{1, 1, 1, 1, 1, 1}, 8.2, 4},
		{"nothing fits", []int{4}, 0.5, 0},
		{"one line of room is not used for one line of many", []int{9}, 1.5, 0},
	} {
		lines := paragraphs(c.counts...)
		if got := divide(lines, c.space); got != c.want {
			t.Errorf("%s: %v in %.1f: %d lines stay, want %d", c.why, c.counts, c.space, got, c.want)
		}
	}
}

// TestDivideAlwaysGoesOn holds for every place in a text of mixed paragraphs that a page of some lines takes at least one
// and never more than fit.
func TestDivideAlwaysGoesOn(t *testing.T) {
	lines := paragraphs(1, 2, 3, 1, 1, 4, 7, 2, 1, 30, 1, 2, 3, 2, 2, 2, 1)
	for from := range lines {
		for space := 4.0; space < 40; space++ {
			n := divide(lines[from:], space)
			if n < 1 || height(lines[from:from+n]) > space {
				t.Fatalf("from line %d in %.0f mm: %d lines of %.1f mm stay", from, space, n, height(lines[from:from+n]))
			}
		}
	}
}

// plainGrid is that of tables at the usual scale.
var plainGrid = &grid{true, padX, padY, short}

func oneCell(counts ...int) row {
	return row{grid: plainGrid, cells: []cell{{flat.left, flat.body(), paragraphs(counts...)}}}
}

func TestBeginRefuses(t *testing.T) {
	for _, c := range []struct {
		why   string
		row   row
		space float64
		want  bool
	}{
		{"a short row that fits", oneCell(10), 12, true},
		{"a short row that does not fit is kept whole", oneCell(10), 9, false},
		{"a long row begins where there is room", oneCell(100), 20, true},
		{"a long row does not leave one line behind", oneCell(100), 3, false},
		{"an empty row", oneCell(), 5, true},
	} {
		if _, got := c.row.begin(c.space); got != c.want {
			t.Errorf("%s: %v, want %v", c.why, got, c.want)
		}
	}
}

// TestTitleStaysWithItsRow tells of a title row that stood alone at the foot of a page.
func TestTitleStaysWithItsRow(t *testing.T) {
	for used := 0; used < 180; used++ {
		f := &flow{frame: flat, header: []row{oneCell(2)}}
		f.turn()
		for range used {
			f.putRow(row{grid: plainGrid, cells: []cell{{lines: nil}}}) // 1.8 mm each
			if f.room() < 2 {
				f.turn()
			}
		}
		f.add([]titled{{oneCell(1), "акт", 0}}, titled{oneCell(40, 40), "статья", 1}, 0)
		if f.outline[0].page != f.outline[1].page {
			t.Errorf("after %d rows the title is on page %d and its row on page %d", used, f.outline[0].page, f.outline[1].page)
		}
		for i, p := range f.pages {
			for _, piece := range p.pieces {
				if end := piece.y + piece.height; end > flat.end()+1e-9 {
					t.Errorf("after %d rows a row on page %d ends at %.1f mm, below %.1f", used, i+1, end, flat.end())
				}
			}
		}
	}
}
