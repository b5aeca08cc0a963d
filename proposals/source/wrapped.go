package source

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a text whose lines were broken to a width: shorter lines are verse, longer ones paragraphs.
const (
	narrowest = 40
	widest    = 160
)

// wrapWidth returns the width to which the lines of a text without indents were broken, in letters; 0 when a line is a
// paragraph. Lines that stop in the middle of a sentence, the next going on with a small letter, give it away.
func wrapWidth(text string) int {
	var lengths []int
	for l := range textLines(text) {
		body, indent := trimLine(l.text)
		if body == "" {
			continue
		}
		if indent >= bodyIndent || l.hint == hintRow {
			return 0
		}
		lengths = append(lengths, utf8.RuneCountInString(body))
	}
	if len(lengths) < 8 {
		return 0
	}
	sort.Ints(lengths)
	// A few lines may stick out: addresses, long numbers.
	width := lengths[len(lengths)*98/100]
	if width < narrowest || width > widest || brokenLines(text, width)*4 < len(lengths) {
		return 0
	}
	return width
}

// brokenLines counts the lines that fill most of the width and stop in the middle of a sentence.
func brokenLines(text string, width int) int {
	broken := 0
	before := ""
	for l := range textLines(text) {
		body, _ := trimLine(l.text)
		if body == "" {
			continue
		}
		if stopsShort(before) && utf8.RuneCountInString(before) > width*6/10 && unicode.IsLower(firstRune(body)) {
			broken++
		}
		before = body
	}
	return broken
}

// stopsShort reports whether a line ends in the middle of a sentence.
func stopsShort(s string) bool {
	return s != "" && !strings.ContainsRune(".;:?!–-—−»\")", lastRune(s))
}

// unwrap marks where paragraphs begin in a text broken to a width: at a number or title line after the end of a sentence,
// and where the first word would still have fitted in the line before. A line in between goes on.
func unwrap(lines func(yield func(rawLine) bool), width int) func(yield func(rawLine) bool) {
	return func(yield func(rawLine) bool) {
		before := ""
		for l := range lines {
			body, _ := trimLine(l.text)
			if body == "" {
				// Empty lines stand between pages and after title lines as well as between paragraphs.
				continue
			}
			l.block = before == "" || beginsParagraph(before, body, width)
			l.runs, l.tight = true, true
			before = body
			if !strings.HasSuffix(l.text, "-") {
				l.text = body + " "
			}
			if !yield(l) {
				return
			}
		}
	}
}

func beginsParagraph(before, line string, width int) bool {
	if opensUnit(line) && (endsSentence(before) || isDash(lastRune(before)) || headingStart(before)) {
		return true
	}
	if headingStart(line) && !stopsShort(before) {
		return true
	}
	word, _, _ := strings.Cut(line, " ")
	// Letters differ in width, so a line counts as full from nine tenths on; the end of a sentence makes it less likely.
	full := width * 90 / 100
	if endsSentence(before) {
		full = width * 97 / 100
	}
	if utf8.RuneCountInString(before)+1+utf8.RuneCountInString(word) >= full {
		return false
	}
	if headingStart(before) {
		return letterCase(line) == kindUpper && !allCaps(line) || opensUnit(line)
	}
	return true
}
