package pdf

import (
	"fmt"
	"io"
	"strings"

	"talqy/proposals/paper"
)

// Document writes a paper as PDF: A4 as its sheet lies, embedded type, «стр. x из y» with the title, date and version at the
// foot, an outline, and beside the title the live page's address as a QR code. Tables repeat their heading and go over to the
// next page at the end of a line. Words that go are struck out, words that come are bold and underlined, so that a photocopy
// shows the same. Errors are those of w, of codes and of gofpdf, and that of a row with more cells than its table
// has columns.
func Document(w io.Writer, d *paper.Document, codes Codes) error {
	flow, s, err := lay(d, codes)
	if err != nil {
		return err
	}
	f, err := newFile(flow.frame, s.faces, d)
	if err != nil {
		return err
	}
	foot := newFoot(s, flow, d)
	marks := flow.outline
	for i, p := range flow.pages {
		f.addPage()
		for len(marks) > 0 && marks[0].page == i+1 {
			f.use(regular, bodySize*pt) // gofpdf encodes an entry by the typeface in use
			f.pdf.Bookmark(property(clip(marks[0].title, 150)), marks[0].level, marks[0].y)
			marks = marks[1:]
		}
		f.page(p)
		if !p.bare {
			f.foot(foot, i+1)
		}
	}
	return f.writeTo(w, d.Lang)
}

// maker lays out the blocks of one document.
type maker struct {
	*flow
	set   *setter
	doc   *paper.Document
	codes Codes
}

// lay divides a document over pages.
func lay(d *paper.Document, codes Codes) (*flow, *setter, error) {
	faces, err := readFaces()
	if err != nil {
		return nil, nil, err
	}
	m := &maker{&flow{frame: frameOf(d.Sheet), scale: scaleOf(d)}, &setter{faces: faces}, d, codes}
	m.newPage()
	if err := m.codeBesideTitle(); err != nil {
		return nil, nil, err
	}
	var held []*text // headings that wait for what they are over
	for i := 0; i < len(d.Blocks); {
		b, n := m.gather(i)
		i += n
		m.spaceOver(b, held)
		if t, is := b.(paper.Text); is && (t.Outline > 0 || t.Keep) && !blank(t) && i < len(d.Blocks) {
			heading := m.text(t, 0, m.below(held))
			if m.below(append(held, heading))-m.y < m.tall()/2 {
				held = append(held, heading)
				continue
			}
		}
		if t, is := b.(paper.Text); is && blank(t) {
			m.over = max(m.over, t.After*pt) // a heading waits for something to stand over
			continue
		}
		p, err := m.prepare(b, m.reserve(i), m.below(held))
		if err != nil {
			return nil, nil, err
		}
		over := m.below(held) - m.y
		if !p.starts(m.room()-over) && !m.untouched() {
			m.newPage()
		}
		for _, h := range held {
			h.place(m.flow)
		}
		held = held[:0]
		p.place(m.flow)
	}
	for _, h := range held {
		h.place(m.flow)
	}
	return m.flow, m.set, nil
}

// spaceOver widens the space over a block, which is that under the last heading that waits for it.
func (m *maker) spaceOver(b any, held []*text) {
	over := 0.0
	switch b := b.(type) {
	case paper.Text:
		over = min(b.Before*pt*m.scale, m.tall()/4)
	case paper.Table:
		if b.Rules {
			over = tableAfter
		}
	}
	if len(held) > 0 {
		held[len(held)-1].after = max(held[len(held)-1].after, over)
		return
	}
	m.over = max(m.over, over)
}

// part is a block made ready for pages.
type part interface {
	// starts reports whether the part can begin in a space of this height and look well.
	starts(space float64) bool
	place(f *flow)
}

// gather is the block at i with those that follow and belong to it: signatures stand together.
func (m *maker) gather(i int) (b any, n int) {
	var signed signatures
	for _, b := range m.doc.Blocks[i:] {
		s, is := b.(paper.Signature)
		if !is {
			break
		}
		signed = append(signed, s)
	}
	if len(signed) > 0 {
		return signed, len(signed)
	}
	return m.doc.Blocks[i], 1
}

// below is where the next block begins when the headings that wait stand over it.
func (m *maker) below(held []*text) float64 {
	y, over := m.y, m.over
	for i, h := range held {
		if i > 0 || !m.untouched() {
			y += over
		}
		y, over = y+height(h.lines), h.after
	}
	if len(held) > 0 || !m.untouched() {
		y += over
	}
	return y
}

// reserve is the room that the signatures at i need: what stands before them must not leave them alone on a page.
func (m *maker) reserve(i int) float64 {
	if i >= len(m.doc.Blocks) {
		return 0
	}
	b, _ := m.gather(i)
	signed, is := b.(signatures)
	if !is {
		return 0
	}
	return min(m.signed(signed).height(), m.tall()/2)
}

// prepare sets a block that will begin at y; reserve is the room that has to be left under it.
func (m *maker) prepare(b any, reserve, y float64) (part, error) {
	switch b := b.(type) {
	case paper.Text:
		return m.text(b, reserve, y), nil
	case paper.Table:
		return m.table(b, reserve)
	case signatures:
		return m.signed(b), nil
	case paper.Lines:
		return rules{b.Count, ruleSpace * m.scale, reserve}, nil
	case paper.Code:
		return m.code(b)
	case paper.Cards:
		return m.cards(b), nil
	case paper.PageBreak:
		return pageBreak{}, nil
	}
	return nil, fmt.Errorf("a block of type %T cannot be printed", b)
}

// pageBreak begins a new page, if there is anything on this one.
type pageBreak struct{}

func (pageBreak) starts(float64) bool { return true }

func (pageBreak) place(f *flow) {
	if !f.untouched() {
		f.newPage()
	}
}

// blank reports a text without a letter.
func blank(t paper.Text) bool {
	for _, p := range t.Paragraphs {
		if strings.TrimFunc(p.Text(), isSpace) != "" {
			return false
		}
	}
	return true
}
