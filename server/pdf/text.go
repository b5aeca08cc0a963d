package pdf

import "talqy/proposals/paper"

// text is paragraphs set in the width of the sheet.
type text struct {
	lines   []line
	after   float64 // mm
	reserve float64
	title   string // in the outline
	level   int    // from 1; 0 for none
}

// text sets a block that will begin at y: beside the code on the first page its lines are shorter.
func (m *maker) text(b paper.Text, reserve, y float64) *text {
	lk := look{size: scaled(b.Size, bodySize, m.scale), align: b.Align, indent: max(0, b.Indent), clear: m.beside(y)}
	lk.clear.both = b.Align == paper.Centre
	if b.Bold {
		lk.style |= bold
	}
	if b.Italic {
		lk.style |= italic
	}
	t := &text{lines: m.balanced(b.Paragraphs, lk), after: min(max(0, b.After)*pt, m.tall()/4), reserve: reserve, level: b.Outline}
	if b.Outline > 0 {
		for i, p := range b.Paragraphs {
			if i > 0 {
				t.title += " "
			}
			t.title += p.Text()
		}
	}
	return t
}

// mostBalanced is how many lines of a centred text are made equal: what is longer is no title.
const mostBalanced = 8

// balanced sets paragraphs in the width of the sheet. The lines of a centred text are made about equally long, because a title
// whose last line is one word looks like a mistake; where its first lines stand beside the code, all are as narrow.
func (m *maker) balanced(ps []paper.Paragraph, lk look) []line {
	whole := m.set.lines(ps, lk, m.body())
	if lk.align != paper.Centre || len(whole) < 2 || len(whole) > mostBalanced {
		return whole
	}
	var out []line
	for i, p := range ps {
		wide := m.body() - 2*lk.clear.width
		best := m.set.lines([]paper.Paragraph{p}, lk.narrow(), wide)
		if len(best) > mostBalanced {
			return whole
		}
		for width := wide * 0.97; len(best) > 1 && width > wide/2; width *= 0.97 {
			narrower := m.set.lines([]paper.Paragraph{p}, lk.narrow(), width)
			if len(narrower) > len(best) || hyphened(narrower) {
				break
			}
			best = narrower
		}
		for j := range best {
			best[j].left = (m.body() - best[j].room) / 2
		}
		if i > 0 && len(best) > 0 {
			best[0].over = lk.gap
		}
		out = append(out, best...)
	}
	return out
}

// narrow is the look of a text that is narrow throughout: it has nothing to go round.
func (lk look) narrow() look {
	lk.clear = clearing{}
	return lk
}

// kept is how many lines of a text stand together with signatures under it.
const kept = 3

func (t *text) starts(space float64) bool {
	if h := height(t.lines); h+t.reserve <= space {
		return true
	} else if t.reserve > 0 && len(t.lines) <= kept {
		return false
	}
	return divide(t.lines, space) >= min(2, len(t.lines))
}

func (t *text) place(f *flow) {
	if len(t.lines) == 0 {
		f.over = max(f.over, t.after)
		return
	}
	f.gap()
	for lines := t.lines; len(lines) > 0; {
		stay := len(lines)
		switch h, space := height(lines), f.room(); {
		case h+t.reserve <= space:
		case h <= space:
			stay = settle(lines, len(lines)-2)
			if stay == 0 && f.untouched() {
				stay = len(lines)
			}
		default:
			stay = divide(lines, space)
			if stay == 0 && f.untouched() {
				stay = max(1, fit(lines, space))
			}
		}
		if stay > 0 && len(lines) == len(t.lines) {
			f.note(t.title, t.level-1)
		}
		f.put(lines[:stay], f.left)
		if lines = lines[stay:]; len(lines) > 0 {
			f.newPage()
		}
	}
	f.over = t.after
}
