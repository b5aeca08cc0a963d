package pdf

// placed is a line at its place on a page.
type placed struct {
	line
	x, y, width float64
}

// piece is a row, or the part of one that stands on one page.
type piece struct {
	row
	y, height float64
}

// mark is an entry of the outline.
type mark struct {
	title string
	level int
	page  int
	y     float64
}

// page is what stands on one page, the foot excepted.
type page struct {
	free   []placed // lines outside the table
	pieces []piece
}

// flow fills pages from top to bottom. header is repeated on each page that the table begins or goes on.
type flow struct {
	pages   []page
	y       float64
	header  row
	outline []mark
}

func (f *flow) page() *page { return &f.pages[len(f.pages)-1] }

func (f *flow) newPage() {
	f.pages = append(f.pages, page{})
	f.y = marginTop
}

func (f *flow) room() float64 { return bodyBottom - f.y }

// text places free lines across the sheet, on as many pages as they need.
func (f *flow) text(lines []line, gap float64) {
	for i, l := range lines {
		if l.height() > f.room() {
			f.newPage()
		}
		f.page().free = append(f.page().free, placed{l, marginLeft, f.y, bodyWidth})
		f.y += l.height()
		if i == len(lines)-1 {
			f.y += gap
		}
	}
}

// put places a piece that has room.
func (f *flow) put(r row) {
	h := r.height()
	f.page().pieces = append(f.page().pieces, piece{r, f.y, h})
	f.y += h
}

// turn goes to a new page of the table.
func (f *flow) turn() {
	f.newPage()
	f.put(f.header)
}

// fresh reports that the page holds nothing of the table but its header.
func (f *flow) fresh() bool { return len(f.page().pieces) <= 1 && len(f.page().free) == 0 }

// add places a row, and before it, on the same page, the title rows over it.
func (f *flow) add(titles []titled, r titled) {
	over := 0.0
	for _, t := range titles {
		over += t.height()
	}
	stay, ok := r.begin(f.room() - over)
	if !ok && !f.fresh() {
		f.turn()
		stay, ok = r.begin(f.room() - over)
	}
	if !ok {
		stay = r.divide(f.room() - over)
	}
	for _, t := range titles {
		f.note(t.title, t.level)
		f.put(t.row)
	}
	f.note(r.title, r.level)
	f.rows(r.row, stay)
}

// rows places a row part by part.
func (f *flow) rows(r row, stay []int) {
	here, rest, more := r.split(stay)
	f.put(here)
	for more {
		f.turn()
		before := rest
		here, rest, more = rest.split(rest.divide(f.room()))
		f.put(here.reminded(before))
	}
}

func (f *flow) note(title string, level int) {
	if title != "" {
		f.outline = append(f.outline, mark{title, level, len(f.pages), f.y})
	}
}

// titled is a row with its entry in the outline.
type titled struct {
	row
	title string
	level int
}
