package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// opensUnit reports whether a line begins with a number or is a title line.
func opensUnit(line string) bool {
	t := classify(squeeze(line))
	return t.kind != kindUpper && t.kind != kindLower
}

// continues reports whether a line that follows without an empty line and without a deep indent belongs to the paragraph
// before it.
func continues(before []byte, line string) bool {
	if headingStart(line) {
		// «…предусмотренные ⏎ Статьей 5» goes on, «Глава 2. … ⏎ Статья 13. …» does not.
		tail := string(before[max(0, len(before)-8):])
		return strings.HasSuffix(tail, " ") && !endsSentence(tail) && !startsHeading(before)
	}
	if t, ok := scanNumbered(line); ok && (t.kind != kindParagraph || letterCase(t.rest) == kindUpper) {
		return !endsSentence(string(before[max(0, len(before)-8):]))
	}
	if isContentsTitle(line) || isContentsTitle(string(before[:min(len(before), 40)])) {
		return false
	}
	return !allCaps(line) || startsHeading(before)
}

// startsHeading looks at the beginning of a paragraph only, as it may be long.
func startsHeading(paragraph []byte) bool {
	return headingStart(string(paragraph[:min(len(paragraph), 200)]))
}

// allCaps reports whether a line is words in capital letters, as title lines of large units are.
func allCaps(line string) bool {
	const enough = 12
	letters := 0
	for _, r := range line {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= enough
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, " »\"”")
	return s == "" || strings.ContainsRune(".;:!?)", lastRune(s))
}

// glue joins a continuation line to its paragraph. The pieces carry their own spaces where a hyperlink cut them; where
// neither has one the cut was a line break of the page.
func glue(before []byte, l rawLine, body string) []byte {
	lead, _ := utf8.DecodeRuneInString(l.text)
	last := before[len(before)-1]
	switch {
	case l.tight && last == '-':
	case isSpace(lead) || last == ' ':
		before = append(before, ' ')
	case strings.IndexByte(".,;:)", body[0]) >= 0 || strings.HasPrefix(body, "»"):
	case last == '(' || strings.HasSuffix(string(before[max(0, len(before)-2):]), "«"):
	default:
		before = append(before, ' ')
	}
	return append(append(before, body...), trailing(l.text)...)
}
