package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// paragraph is one paragraph of the file: the words of one structural unit, one title line or one remark.
type paragraph struct {
	line int // where it starts in the file, from 1
	text string
	// indented says that the paragraph starts with the deep indent that body text has in the official databases; in a
	// file with such indents a title line has none.
	indented bool
	hint     hint
	// note is set for an editors' remark; law says that words of the law stand beside it («5) исключен Законом …» is the
	// number of a unit and a remark).
	note *act.Note
	law  bool
	// quoted marks wording in quotation marks that an instruction orders: its title lines and numbers are not the act's.
	quoted bool
	token
}

// hint is what the markup of the file says about a paragraph.
type hint int

const (
	hintNone hint = iota
	hintTitle
	hintNote
	hintRow // a table row, cells parted by tabs
)

// bodyIndent is the depth from which leading spaces mark body text; pages put six before each paragraph and one before
// some title lines.
const bodyIndent = 4

// rawLine is a line of the source as it stands there, its indent included.
type rawLine struct {
	no   int
	text string
	hint hint
	// block says that the markup begins a paragraph here.
	block bool
}

// textLines cuts plain text into lines.
func textLines(text string) func(yield func(rawLine) bool) {
	return func(yield func(rawLine) bool) {
		for no, rest := 1, text; rest != ""; no++ {
			var raw string
			raw, rest, _ = strings.Cut(rest, "\n")
			l := rawLine{no: no, text: raw}
			if strings.Contains(strings.Trim(raw, " \t\r"), "\t") {
				l.hint = hintRow
			}
			if !yield(l) {
				return
			}
		}
	}
}

// assemble makes paragraphs of lines. In most files a line is a paragraph. In files copied from a page every hyperlink
// starts a new line; there a paragraph ends at an empty line, at a deep indent or at a title line.
func assemble(lines func(yield func(rawLine) bool)) []paragraph {
	indented := indentedFile(lines)
	var paragraphs []paragraph
	var current []byte // the words of the last paragraph, while it may go on
	open := false
	flush := func() {
		if n := len(paragraphs); n > 0 && current != nil {
			paragraphs[n-1].text = squeeze(string(current))
		}
		current, open = nil, false
	}
	for l := range lines {
		body, indent := trimLine(l.text)
		if body == "" || l.block {
			flush()
		}
		if body == "" {
			continue
		}
		deep := indented && indent >= bodyIndent
		if open && !deep && l.hint != hintRow && continues(current, body) {
			current = glue(current, l.text, body)
			if last := &paragraphs[len(paragraphs)-1]; last.hint != l.hint {
				last.hint = hintNone
			}
			continue
		}
		flush()
		p := paragraph{line: l.no, indented: deep, hint: l.hint}
		if l.hint == hintRow {
			p.text = tableRow(body)
			paragraphs = append(paragraphs, p)
			continue
		}
		paragraphs = append(paragraphs, p)
		current = append(append([]byte{}, body...), trailing(l.text)...)
		open = indented
	}
	flush()
	return paragraphs
}

// indentedFile reports whether body text has the deep indent of the official databases. A file in which few lines are
// indented says nothing by its indents, and every line of it is a paragraph.
func indentedFile(lines func(yield func(rawLine) bool)) bool {
	deep, all := 0, 0
	for l := range lines {
		if body, indent := trimLine(l.text); body != "" {
			all++
			if indent >= bodyIndent {
				deep++
			}
		}
	}
	return deep*5 > all
}

// tableRow cleans the cells of a row.
func tableRow(body string) string {
	cells := strings.Split(body, "\t")
	for i := range cells {
		cells[i] = squeeze(cells[i])
	}
	return strings.Join(cells, "\t")
}

// trimLine returns the line without surrounding spaces and the width of its indent.
func trimLine(raw string) (body string, indent int) {
	rest := raw
	for len(rest) > 0 {
		r, size := utf8.DecodeRuneInString(rest)
		if !isSpace(r) {
			break
		}
		if r == '\t' {
			indent += bodyIndent
		} else {
			indent++
		}
		rest = rest[size:]
	}
	return strings.TrimRightFunc(rest, isSpace), indent
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\u00a0', '\ufeff':
		return true
	}
	return r >= 0x80 && unicode.IsSpace(r)
}

// trailing is a space where the raw line ends with one: a sign that the paragraph goes on in the next line.
func trailing(raw string) string {
	raw = strings.TrimRight(raw, "\r")
	if r, _ := utf8.DecodeLastRuneInString(raw); isSpace(r) {
		return " "
	}
	return ""
}

// continues reports whether a line that follows without an empty line and without a deep indent belongs to the paragraph
// before it.
func continues(before []byte, line string) bool {
	if headingStart(line) {
		// «…предусмотренные ⏎ Статьей 5» goes on, «Глава 2. … ⏎ Статья 13. …» does not.
		tail := string(before[max(0, len(before)-8):])
		return strings.HasSuffix(tail, " ") && !endsSentence(tail) && !startsHeading(before)
	}
	if t, ok := scanNumbered(line); ok && t.kind == kindParagraph && letterCase(t.rest) == kindUpper {
		return !endsSentence(string(before[max(0, len(before)-8):]))
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

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// glue joins a continuation line to its paragraph. The pieces carry their own spaces where a hyperlink cut them; where
// neither has one the cut was a line break of the page.
func glue(before []byte, raw, body string) []byte {
	lead, _ := utf8.DecodeRuneInString(raw)
	last := before[len(before)-1]
	switch {
	case isSpace(lead) || last == ' ':
		before = append(before, ' ')
	case strings.IndexByte(".,;:)", body[0]) >= 0 || strings.HasPrefix(body, "»"):
	case last == '(' || strings.HasSuffix(string(before[max(0, len(before)-2):]), "«"):
	default:
		before = append(before, ' ')
	}
	return append(append(before, body...), trailing(raw)...)
}

// squeeze makes one space of every run of spaces and drops those at the ends; zero-width marks go.
func squeeze(s string) string {
	clean := true
	space := true
	for _, r := range s {
		if isSpace(r) {
			if space || r != ' ' {
				clean = false
				break
			}
			space = true
			continue
		}
		space = false
	}
	if clean && !strings.HasSuffix(s, " ") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}
