package pdf

import (
	"strings"

	"talqy/proposals/paper"
)

// footSize is the type of the foot, points.
const footSize = 8.5

// foot is what stands under each page: title, date and version at the left, the page's number at the right.
type foot struct {
	set   *setter
	frame frame
	doc   *paper.Document
	size  float64 // mm
	pages int
	title []line
}

func newFoot(s *setter, f *flow, d *paper.Document) *foot {
	out := &foot{set: s, frame: f.frame, doc: d, size: scaled(footSize, footSize, min(f.scale, 1.4)), pages: len(f.pages)}
	// Date and version have to be there, so that two printings can be told apart: in large print they may have to be smaller.
	for out.title = out.left(); !out.whole() && out.size > leastFoot*pt; out.title = out.left() {
		out.size *= 0.95
	}
	return out
}

// leastFoot is the smallest type of the foot, points.
const leastFoot = 6.0

// whole reports that date and version are on the line.
func (f *foot) whole() bool {
	rest := f.dateAndVersion()
	return rest == "" || len(f.title) == 1 && strings.HasSuffix(wordsIn(f.title[0]), rest)
}

func (f *foot) dateAndVersion() string {
	return strings.Join(filled(paper.DateInWords(f.doc.Lang, f.doc.Date), f.doc.Version), ", ")
}

// numberRoom is kept free for the page number at the right, mm.
func (f *foot) numberRoom() float64 {
	return 4 + f.width(paper.PageOf(f.doc.Lang, f.pages, f.pages))
}

func (f *foot) width(text string) float64 {
	w := 0.0
	for _, l := range f.lines(text, 1000, paper.Left) {
		w = max(w, l.width)
	}
	return w
}

func (f *foot) lines(text string, width float64, align paper.Align) []line {
	return f.set.lines(paper.Paragraphs(text), look{size: f.size, align: align}, width)
}

// left sets title, date and version in one line. A title too long for it ends in «…»; date and version stay, for they tell
// two printings of one paper apart.
func (f *foot) left() []line {
	room := f.frame.body() - f.numberRoom()
	title := strings.Join(strings.Fields(f.doc.Title), " ")
	rest := f.dateAndVersion()
	lines := f.lines(strings.Join(filled(title, rest), ", "), room, paper.Left)
	if len(lines) < 2 {
		return lines
	}
	end := " …"
	if rest != "" {
		end += ", " + rest
	}
	if space := room - f.width(end) - 2; space > room/8 && title != "" {
		first := f.lines(title, space, paper.Left)[0]
		return f.lines(strings.TrimRight(wordsIn(first), " -")+end, room, paper.Left)[:1]
	}
	return lines[:1] // a date as long as the sheet is wide
}

// foot draws the foot of the n-th page.
func (f *file) foot(ft *foot, n int) {
	y := ft.frame.footTop()
	for _, l := range ft.title {
		f.line(l, ft.frame.left, y)
	}
	for _, l := range ft.lines(paper.PageOf(ft.doc.Lang, n, ft.pages), ft.frame.body(), paper.Right) {
		f.line(l, ft.frame.left, y)
	}
}

// wordsIn is the text of a line.
func wordsIn(l line) string {
	var b strings.Builder
	for _, s := range l.segments {
		b.WriteString(s.text)
	}
	return b.String()
}

// clip shortens a text to n characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
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
