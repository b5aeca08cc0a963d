package docx

import (
	"strings"
	"unicode"

	"talqy/proposals/paper"
)

// cardPadding is the room between the edge of a card and its words, mm.
const cardPadding = 4

// cards writes badges or name plates as the cells of a table of exact size, whose dashed lines are to be cut along.
//
// A name plate lies on its side: neither Word nor LibreOffice turns the words of a cell upside down, but both turn them a
// quarter to either side. So the two halves stand side by side, each with its head to the fold between them.
func (b *blocks) cards(c paper.Cards) {
	if len(c.Cards) == 0 || c.Width <= 0 || c.Height <= 0 {
		return
	}
	across, height := c.Width, c.Height
	if c.Folded {
		across, height = 2*c.Height, c.Width
	}
	room, tall := inMM(b.sheet.body()), inMM(b.sheet.height-b.sheet.top-b.sheet.bottom)-1
	shrink := min(1, room/across, tall/height)
	across, height = across*shrink, height*shrink
	columns := min(max(int(room/across), 1), len(c.Cards))
	widths := make([]int, columns)
	if c.Folded {
		widths = make([]int, 2*columns)
	}
	for i := range widths {
		widths[i] = mm(across * float64(columns) / float64(len(widths)))
	}
	b.tableStart("Cards", widths)
	for from := 0; from < len(c.Cards); from += columns {
		b.number(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="`, mm(height), `" w:hRule="exact"/></w:trPr>`)
		for i := range columns {
			card, there := paper.Card{}, from+i < len(c.Cards)
			if there {
				card = c.Cards[from+i]
			}
			if c.Folded {
				b.card(card, widths[2*i], "tbRl", c.Width*shrink, c.Height*shrink, true)
				b.card(card, widths[2*i+1], "btLr", c.Width*shrink, c.Height*shrink, true)
			} else {
				b.card(card, widths[i], "", across, height, false)
			}
		}
		b.raw(`</w:tr>`)
	}
	b.raw(`</w:tbl>`)
	b.smallest(false)
}

// card writes one cell; width and height are those of the card as it is read, mm.
func (b *blocks) card(c paper.Card, cell int, direction string, width, height float64, plate bool) {
	b.number(`<w:tc><w:tcPr><w:tcW w:w="`, cell, `" w:type="dxa"/>`)
	if direction != "" {
		b.raw(`<w:textDirection w:val="` + direction + `"/>`)
	}
	b.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
	width, height = width-2*cardPadding, height-2*cardPadding
	// Of the height the name has a half; points for a millimetre of height.
	name, other := height*0.45, height*0.2
	if plate {
		name, other = height*0.7, height*0.22
	}
	other = min(max(other, 8), 24)
	b.line(c.Over, fit(c.Over, width, height*0.2, other*0.85, false), false, 60)
	b.line(c.Name, fit(c.Name, width, height*0.5, name, true), true, 60)
	for _, under := range c.Under {
		b.line(under, fit(under, width, height*0.3/float64(len(c.Under)), other, false), false, 0)
	}
	if c.Over == "" && c.Name == "" && len(c.Under) == 0 {
		b.open(look{style: "CardText"})
		b.close()
	}
	b.raw(`</w:tc>`)
}

func (b *blocks) line(text string, points float64, bold bool, after int) {
	if text == "" {
		return
	}
	b.open(look{style: "CardText", spaced: after > 0, after: after, breakBefore: b.takeBreak()})
	b.run(text, format{bold: bold, size: max(2, int(points*2))})
	b.close()
}

// inMM gives twips in millimetres.
func inMM(twips int) float64 { return float64(twips) * 25.4 / 1440 }

// leastPoints is the smallest size of a card's words.
const leastPoints = 6

// fit is the largest size up to most, in points, at which the text broken at its spaces stands in a width and height of mm.
func fit(text string, width, height, most float64, bold bool) float64 {
	for size := most; size > leastPoints; size -= 0.5 {
		if lines, ok := lineCount(text, width*72/25.4/size, bold); ok && float64(lines)*size*1.2 <= height*72/25.4 {
			return size
		}
	}
	return leastPoints
}

// lineCount breaks a text into lines of a width in ems; ok is false when a word is longer than a line.
func lineCount(text string, width float64, bold bool) (lines int, ok bool) {
	used := width
	for _, word := range strings.Fields(text) {
		w := emsOf(word, bold)
		if w > width {
			return 0, false
		}
		if used+0.25+w > width {
			lines, used = lines+1, w
		} else {
			used += 0.25 + w
		}
	}
	return max(lines, 1), true
}

// emsOf estimates the width of a word in the faces of Times, on the wide side: a name that is cut off is worse than one a
// point smaller.
func emsOf(word string, bold bool) float64 {
	w := 0.0
	for _, r := range word {
		switch {
		case strings.ContainsRune("ЖМФШЩЮЫШWMжмшщфюыw", r):
			w += 0.85
			if unicode.IsUpper(r) {
				w += 0.2
			}
		case unicode.IsUpper(r):
			w += 0.75
		default:
			w += 0.55
		}
	}
	if bold {
		w *= 1.06
	}
	return w
}
