package papertest

import (
	"fmt"
	"strings"

	"talqy/proposals/paper"
)

// Words are all words that a paper says in its blocks, the foot excepted, as they stand: a word that is printed twice is in the
// list twice. Tracked text is left out.
func Words(d *paper.Document) []string {
	var out []string
	say := func(lists ...[]paper.Paragraph) {
		for _, ps := range lists {
			for _, p := range ps {
				out = append(out, strings.Fields(p.Text())...)
			}
		}
	}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case paper.Text:
			say(b.Paragraphs)
		case paper.Table:
			for _, c := range b.Columns {
				out = append(out, strings.Fields(c.Heading)...)
			}
			for _, r := range b.Rows {
				say(r.Across)
				for _, c := range r.Cells {
					say(c.Paragraphs, c.Foot)
				}
			}
		case paper.Signature:
			out = append(out, strings.Fields(b.Office+" "+b.Name)...)
		case paper.Code:
			say(b.Caption)
		case paper.Cards:
			for _, c := range b.Cards {
				out = append(out, strings.Fields(c.Over+" "+c.Name+" "+strings.Join(c.Under, " "))...)
			}
		case paper.Lines, paper.PageBreak:
		default:
			panic(fmt.Sprintf("papertest knows no block of type %T", b))
		}
	}
	return out
}

// Bag counts words without their hyphens: a word that is divided at the end of a line has one more, and one that is written
// with a hyphen may be divided at it.
func Bag(words []string) map[string]int {
	out := map[string]int{}
	for _, w := range words {
		if w = strings.ReplaceAll(w, "-", ""); w != "" {
			out[w]++
		}
	}
	return out
}

// Missing are the words of which a bag has fewer than it should.
func Missing(has, should map[string]int) []string {
	var out []string
	for w, n := range should {
		if has[w] < n {
			out = append(out, fmt.Sprintf("%s (%d of %d)", w, has[w], n))
		}
	}
	return out
}

// PrintedWords are the words of a text that pdftotext gives, those divided at the end of a line in one.
func PrintedWords(text string) []string {
	return strings.Fields(strings.ReplaceAll(strings.ReplaceAll(text, "-\r\n", ""), "-\n", ""))
}
