package pdf

import (
	"strings"

	"talqy/proposals/paper"
)

// measure finds the type size and the columns' widths. The columns share the sheet as the model says; one that could not
// show its longest syllable takes what it lacks from those that have more than they need.
func (t *table) measure() {
	n := len(t.Columns)
	t.size = min(scaled(t.Size, bodySize, t.scale), tableType*pt)
	t.grid = &grid{ruled: t.Rules, padX: padX, padY: padY, together: short * t.scale}
	if !t.Rules {
		t.grid.padX, t.grid.padY = gutter/2, 0.6
	}
	if n == 0 {
		return
	}
	t.grid.padX = min(t.grid.padX, t.body()/float64(n)/6)
	// The widest letter is as wide as the type is high.
	t.size = min(t.size, (t.body()/float64(n)-2*t.grid.padX)*0.9)
	shares := 0.0
	for _, c := range t.Columns {
		shares += share(c)
	}
	least := t.least()
	t.widths = make([]float64, n)
	for i, c := range t.Columns {
		t.widths[i] = t.body() * share(c) / shares
	}
	t.widths = spread(t.widths, least)
}

func share(c paper.Column) float64 {
	if c.Share > 0 && c.Share < 1e6 {
		return c.Share
	}
	return 1
}

// spread gives each column at least what it needs, as far as the others can spare it.
func spread(widths, least []float64) []float64 {
	lacking, spare := 0.0, 0.0
	for i, w := range widths {
		lacking += max(0, least[i]-w)
		spare += max(0, w-least[i])
	}
	if lacking == 0 || spare == 0 {
		return widths
	}
	part := min(1, spare/lacking)
	for i, w := range widths {
		if w < least[i] {
			widths[i] += (least[i] - w) * part
		} else {
			widths[i] -= (w - least[i]) * part * lacking / spare
		}
	}
	return widths
}

// looked is how many rows are measured for the columns' least widths; what comes later is like them.
const looked = 60

// least is what each column needs: its longest syllable, and short cells such as numbers and dates whole. No column needs
// more than its equal part.
func (t *table) least() []float64 {
	n := len(t.Columns)
	out := make([]float64, n)
	most := t.body() / float64(n)
	for i, c := range t.Columns {
		need := 1.1 * t.size // the widest letter
		for word := range strings.FieldsSeq(c.Heading) {
			need = max(need, t.set.longestSyllable(word, bold, t.size))
		}
		rows := t.Rows
		if len(rows) > looked {
			// The last row has the longest number.
			rows = append(rows[:looked:looked], rows[len(rows)-1])
		}
		for _, r := range rows {
			if i >= len(r.Cells) {
				continue
			}
			for _, p := range r.Cells[i].Paragraphs {
				for word := range strings.FieldsSeq(clip(p.Text(), 200)) {
					need = max(need, t.set.longestSyllable(word, bold, t.size))
				}
			}
		}
		out[i] = min(need+2*t.grid.padX, most)
	}
	return out
}

// longestSyllable is how wide the widest part of a word is that cannot be divided, its hyphen included, mm. Letters without
// syllables, a number or an abbreviation, are one part up to eight of them; more may be cut.
func (s *setter) longestSyllable(word string, cut style, size float64) float64 {
	s.spread(paper.Paragraph{Runs: []paper.Run{{Text: word}}}, cut)
	total := 0
	for _, w := range s.wide {
		total += w
	}
	if len(s.chars) <= 8 {
		return float64(total) * size / 1000
	}
	if len(s.chars) > longestWord {
		return 0
	}
	widest, from := 0, 0
	for from < len(s.chars) {
		to := len(s.chars)
		for at := from + 1; at < len(s.chars); at++ {
			if syllable(s.chars, s.wide, 0, at, 1<<30) == at {
				to = at
				break
			}
		}
		sum := s.hyphen(cut)
		for _, w := range s.wide[from:to] {
			sum += w
		}
		widest, from = max(widest, sum), to
	}
	return float64(widest) * size / 1000
}

// cutsWord reports whether a word of the text, which is no longer than words are, would be cut where it has no syllable.
func (s *setter) cutsWord(text string, size, width float64) bool {
	for word := range strings.FieldsSeq(text) {
		s.spread(paper.Paragraph{Runs: []paper.Run{{Text: word}}}, bold)
		if len(s.chars) > longestWord {
			continue
		}
		limit := int(width / size * 1000)
		whole := true
		breakLines(s.chars, s.wide, s.hyphen(bold), func(int) int { return limit }, func(_, to int, divided bool) {
			if to < len(s.chars) && !divided && !mayBreak(s.chars, to) {
				whole = false
			}
		})
		if !whole {
			return true
		}
	}
	return false
}
