// Package paper holds the print models: what stands on a paper of the working group, word for word, before anything is
// drawn.
//
// It knows the columns, the fixed words in Russian and Kazakh and how a redline becomes the two columns of a comparative
// table. It refuses to know about pages, fonts and file formats: server/pdf and server/docx turn a model into bytes, so
// that both show the same words.
package paper

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"talqy/proposals/act"
)

// Mark says what a change did to a run of text. A paper has to show it without colour: it will be photocopied.
type Mark string

// The marks. Kept is the zero value, so that plain text needs no mark.
const (
	Kept   Mark = ""
	Struck Mark = "struck" // words of current law that go
	Added  Mark = "added"  // words that come
	// Strong is no change: words in bold, «Статья 1.» before the text of an article of a draft law.
	Strong Mark = "strong"
)

// Run is a stretch of text under one mark. It holds no line break.
type Run struct {
	Mark Mark
	Text string
}

// Paragraph is one printed paragraph; in an act's text that is one structural unit.
type Paragraph struct {
	Runs []Run
	// End is what happened to the break after this paragraph: Struck when the change joins it to the next, Added when the
	// change splits it off. It is set in Row.Tracked alone.
	End Mark
	// Lang is the language of its words, where it is not that of the document: for hyphens and spelling.
	Lang act.Lang
}

// Text is the paragraph's words without marks.
func (p Paragraph) Text() string {
	if len(p.Runs) == 1 {
		return p.Runs[0].Text
	}
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Paragraphs makes unmarked paragraphs of a text that has one a line. Blank lines make none.
func Paragraphs(text string) []Paragraph {
	c := column{}
	c.add(Kept, printable(text))
	return c.end()
}

// printable is the text as it can be set in type: valid UTF-8 composed to whole letters (й is sometimes stored as и and a
// breve, which fonts draw apart), line breaks as "\n", and none of the characters that show nothing (control characters,
// soft hyphens, byte order and direction marks). Letters, quotation marks and dashes stay as they were written: the paper
// shows the text of the law, not our taste.
func printable(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}

// isPlain reports that printable would change nothing, which is so for nearly every text.
func isPlain(s string) bool {
	for _, r := range s {
		switch {
		case r == '\n', ' ' <= r && r < 0x7F, 0xA0 <= r && r < 0x300 && r != 0xAD, 0x400 <= r && r < 0x483, 0x48A <= r && r < 0x530:
		case r == '–', r == '—', r == '№', r == '…', r == '“', r == '”', r == '„', r == '₸':
		default:
			return false
		}
	}
	return true
}

// oneLine is the text for a place that has no paragraphs: a title, an address, a name.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(printable(s), func(r rune) bool { return r == '\n' || r == ' ' }), " ")
}
