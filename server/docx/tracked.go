package docx

import (
	"time"

	"talqy/proposals/paper"
)

// changedAt is when the changes of a cell were made: a made-up time would be evidence of nothing, so where none is known
// the changes carry none.
func (b *blocks) changedAt(c paper.Cell) time.Time {
	if c.At.IsZero() {
		return b.Made
	}
	return c.At
}

// trackedText writes text with its changes as tracked changes. A paragraph's own break is tracked in the properties of its
// mark; first is the look of the first paragraph. Blank paragraphs are kept: what is undone must be the text as it was, to
// the letter.
func (b *blocks) trackedText(ps []paper.Paragraph, first, l look, f format, c change) {
	if len(ps) == 0 {
		b.open(first)
		b.close()
	}
	for i, p := range ps {
		look := l
		if i == 0 {
			look = first
		}
		// The last paragraph of a cell cannot be joined to anything, so its break is no change.
		if i < len(ps)-1 {
			look.mark, look.change = p.End, c
		}
		b.open(look)
		f.lang = p.Lang
		for _, r := range p.Runs {
			b.trackedRun(r, f, c)
		}
		b.close()
	}
}

func (b *blocks) trackedRun(r paper.Run, f format, c change) {
	switch r.Mark {
	case paper.Added:
		b.change(paper.Added, c)
		b.raw(`>`)
		b.run(r.Text, f)
		b.raw(`</w:ins>`)
	case paper.Struck:
		b.change(paper.Struck, c)
		b.raw(`>`)
		b.words("w:delText", r.Text, f)
		b.raw(`</w:del>`)
	case paper.Strong:
		f.bold = true
		b.run(r.Text, f)
	default:
		b.run(r.Text, f)
	}
}
