package pdf

import (
	"io"
	"strconv"
	"strings"

	"talqy/proposals/paper"
)

// Type sizes, mm. The table is set smaller than an official letter (14 pt): five columns share the sheet.
const (
	titleSize    = 13 * pt
	subtitleSize = 11 * pt
	keySize      = 9 * pt
	tableSize    = 10 * pt
	footSize     = 8.5 * pt
)

// headerLines is the most lines that a heading may take: the header stands on every page.
const headerLines = 6

// columnWidths share bodyWidth: the two wordings are what is read.
var columnWidths = [5]float64{11, 31, 83, 83, 57}

// ComparisonTable writes the comparative table as PDF: A4 landscape, header on each page, rows that go over to the next page
// at the end of a line, «стр. x из y» at the foot, an outline by act. Words that go are struck out, words that come are
// bold and underlined, so that a photocopy shows the same. Errors are those of w and of gofpdf.
func ComparisonTable(w io.Writer, t *paper.ComparisonTable) error {
	f, err := newFile(t.Lang, t.Title, t.Subtitle, t.Made)
	if err != nil {
		return err
	}
	s := &setter{faces: f.faces}
	flow := lay(s, t)
	foot := footTitle(s, t.Title, paper.DateInWords(t.Lang, t.Date))
	marks := flow.outline
	for i, p := range flow.pages {
		f.addPage()
		for len(marks) > 0 && marks[0].page == i+1 {
			f.use(regular, tableSize) // gofpdf encodes an entry by the typeface in use
			f.pdf.Bookmark(property(clip(marks[0].title, 150)), marks[0].level, marks[0].y)
			marks = marks[1:]
		}
		f.page(p)
		f.foot(s, foot, paper.PageOf(t.Lang, i+1, len(flow.pages)))
	}
	return f.writeTo(w, t.Lang)
}

// lay divides the table over pages.
func lay(s *setter, t *paper.ComparisonTable) *flow {
	f := &flow{header: header(s, t)}
	f.newPage()
	f.text(s.lines(paper.Paragraphs(t.Title), look{bold, titleSize, centre}, bodyWidth), 1.5)
	f.text(s.lines(paper.Paragraphs(t.Subtitle), look{regular, subtitleSize, centre}, bodyWidth), 1)
	f.text(s.lines(paper.Paragraphs(paper.DateInWords(t.Lang, t.Date)), look{regular, subtitleSize, centre}, bodyWidth), 1)
	f.y += 2
	if key := t.Key(); len(key.Runs) > 0 {
		f.text(s.lines([]paper.Paragraph{key}, look{regular, keySize, left}, bodyWidth), 1.5)
	}
	if f.header.height()+together > f.room() {
		f.newPage()
	}
	f.put(f.header)
	level, before := 0, ""
	for _, r := range t.Rows {
		var over []titled
		if r.Act != before {
			before, level = r.Act, 0
			if r.Act != "" {
				over, level = actTitle(s, r.Act), 1
			}
		}
		if len(over) > 0 && over[0].height() > together {
			f.add(nil, over[0]) // a title of half a page is broken like any row
			over = nil
		}
		f.add(over, tableRow(s, t, r, level))
	}
	return f
}

func header(s *setter, t *paper.ComparisonTable) row {
	var r row
	x := marginLeft
	for i, w := range columnWidths {
		lines := s.lines(paper.Paragraphs(t.Columns[i]), look{bold, tableSize, centre}, w-2*padX)
		r.cells = append(r.cells, cell{x, w, lines[:min(len(lines), headerLines)]})
		x += w
	}
	return r
}

func actTitle(s *setter, title string) []titled {
	lines := s.lines(paper.Paragraphs(title), look{bold, tableSize, centre}, bodyWidth-2*padX)
	return []titled{{row{cells: []cell{{marginLeft, bodyWidth, lines}}}, title, 0}}
}

func tableRow(s *setter, t *paper.ComparisonTable, r paper.Row, level int) titled {
	number := ""
	if r.Number != 0 {
		number = strconv.Itoa(r.Number)
	}
	plain := look{regular, tableSize, left}
	width := func(column int) float64 { return columnWidths[column] - 2*padX }
	reasons := s.lines(r.Justification, plain, width(4))
	if author := t.AuthorLine(r); author != "" {
		reasons = append(reasons, s.lines(paper.Paragraphs(author), look{italic, tableSize, left}, width(4))...)
	}
	columns := [5][]line{
		s.lines(paper.Paragraphs(number), look{regular, tableSize, centre}, width(0)),
		s.lines(paper.Paragraphs(r.Address), plain, width(1)),
		s.lines(r.Current, plain, width(2)),
		s.lines(r.Proposed, plain, width(3)),
		reasons,
	}
	out := titled{level: level, title: strings.Join(filled(number, r.Address), ". ")}
	x := marginLeft
	for i, lines := range columns {
		out.cells = append(out.cells, cell{x, columnWidths[i], lines})
		x += columnWidths[i]
	}
	out.again = [][]line{columns[0], s.lines(paper.Paragraphs(paper.Continued(t.Lang)), look{italic, tableSize, left}, width(1)), nil, nil, nil}
	return out
}

// page draws what stands on a page.
func (f *file) page(p page) {
	for _, l := range p.free {
		f.line(l.line, l.x, l.y, l.width)
	}
	for _, piece := range p.pieces {
		for _, c := range piece.cells {
			f.pdf.Rect(c.x, piece.y, c.width, piece.height, "D")
			y := piece.y + padY
			for i, l := range c.lines {
				if i > 0 && l.first {
					y += paragraphGap
				}
				f.line(l, c.x+padX, y, c.width-2*padX)
				y += l.height()
			}
		}
	}
}

// pageNumberRoom is kept free for the page number at the right of the foot, mm.
const pageNumberRoom = 45.0

// footTitle sets what stands at the left of each foot in one line: title and date. A title too long for it ends in «…»; the
// date stays, for it tells two printings of one table apart.
func footTitle(s *setter, title, date string) []line {
	small := look{regular, footSize, left}
	room := bodyWidth - pageNumberRoom
	lines := s.lines(paper.Paragraphs(strings.Join(filled(title, date), ", ")), small, room)
	if len(lines) < 2 {
		return lines
	}
	end := " …"
	if date != "" {
		end = " …, " + date
	}
	for _, l := range s.lines(paper.Paragraphs(end), small, room)[:1] {
		room -= l.width + 2
	}
	first := s.lines(paper.Paragraphs(title), small, room)[:1]
	return s.lines(paper.Paragraphs(text(first[0])+end), small, bodyWidth-pageNumberRoom)[:1]
}

// foot draws the title and the page number under the table.
func (f *file) foot(s *setter, title []line, number string) {
	for _, l := range title {
		f.line(l, marginLeft, footTop, bodyWidth)
	}
	for _, l := range s.lines(paper.Paragraphs(number), look{regular, footSize, right}, pageNumberRoom) {
		f.line(l, marginLeft+bodyWidth-pageNumberRoom, footTop, pageNumberRoom)
	}
}

// text is the words of a line.
func text(l line) string {
	var b strings.Builder
	for _, s := range l.segments {
		b.WriteString(s.text)
	}
	return b.String()
}

// clip shortens a text to n characters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// filled leaves out what is empty.
func filled(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}
