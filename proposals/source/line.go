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
	// tight says that a line which ends in a hyphen breaks off inside a number or a word.
	tight bool
	// soft says that the paragraph may go on in the next line, whatever block there says; runs that it goes on unless the
	// next line is a block.
	soft, runs bool
}

// textLines cuts plain text into lines.
func textLines(text string) func(yield func(rawLine) bool) {
	return func(yield func(rawLine) bool) {
		for no, rest := 1, text; rest != ""; no++ {
			var raw string
			raw, rest, _ = strings.Cut(rest, "\n")
			l := rawLine{no: no, text: raw}
			if isRow(raw) {
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
	open, soft := false, false
	flush := func() {
		if n := len(paragraphs); n > 0 && current != nil {
			paragraphs[n-1].text = squeeze(string(current))
		}
		current, open = nil, false
	}
	for l := range lines {
		body, indent := trimLine(l.text)
		if body == "" || l.block && !(open && soft && !opensUnit(body)) {
			flush()
		}
		soft = l.soft
		if body == "" {
			continue
		}
		deep := indented && indent >= bodyIndent
		if open && !deep && l.hint != hintRow && continues(current, body) {
			current = glue(current, l, body)
			if last := &paragraphs[len(paragraphs)-1]; last.hint != l.hint {
				last.hint = hintNone
			}
			continue
		}
		flush()
		p := paragraph{line: l.no, indented: deep, hint: l.hint}
		if l.hint == hintRow {
			p.text = tableRow(l.text)
			paragraphs = append(paragraphs, p)
			continue
		}
		paragraphs = append(paragraphs, p)
		current = append(append([]byte{}, body...), trailing(l.text)...)
		open = indented || l.soft || l.runs
	}
	flush()
	return paragraphs
}

// opensUnit reports whether a line begins with a number or is a title line.
func opensUnit(line string) bool {
	t := classify(squeeze(line))
	return t.kind != kindUpper && t.kind != kindLower
}

// appendRow makes a line of a row of a table, its cells parted by tabs. A row with words in one cell only, or with a
// signature, is set out as text: so the official database prints signatures and the heads of annexes.
//
// table says that the table has had other rows: then one cell is a row with the others empty.
func appendRow(lines []rawLine, cells []string, no int, table *bool) []rawLine {
	var filled []string
	for _, cell := range cells {
		if cell != "" {
			filled = append(filled, cell)
		}
	}
	if len(filled) > 1 && !(len(cells) <= 3 && startsAny(filled[0], signatories)) || len(filled) == 1 && *table {
		*table = true
		return append(lines, rawLine{no: no, text: strings.Join(cells, "\t"), hint: hintRow, block: true})
	}
	for _, cell := range filled {
		lines = append(lines, rawLine{no: no, text: cell, block: true})
	}
	return lines
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
	return deep*10 >= all
}

// isRow recognises a row of a table by a tab between cells; tabs in front are an indent.
func isRow(raw string) bool {
	return strings.Contains(strings.TrimRight(strings.TrimLeft(raw, "\t"), "\r"), "\t") && strings.TrimSpace(raw) != ""
}

// tableRow cleans the cells of a row. An empty first cell is kept as one space, else the tab after it would be an indent.
func tableRow(raw string) string {
	cells := strings.Split(raw, "\t")
	for i := range cells {
		cells[i] = squeeze(cells[i])
	}
	if cells[0] == "" {
		cells[0] = " "
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
	case ' ', '\t', '\r', '\f', '\v', '\n', '\u00a0', '\u0085', '\ufeff':
		return true
	}
	return r >= 0x1680 && (r <= 0x3000 || r == '\ufeff') && unicode.IsSpace(r)
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

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
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

// squeeze makes one space of every run of spaces and drops those at the ends; zero-width marks go.
func squeeze(s string) string {
	if isSqueezed(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}

// isSqueezed looks at bytes alone: letters of both languages begin with 0xD0 to 0xD4, and what begins otherwise, rare, is
// looked at closely.
func isSqueezed(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			if space {
				return false
			}
			space = true
			continue
		case c < ' ' || c == 0xC2 || c >= 0xE1:
			// A hard space is 0xC2 0xA0; wide spaces begin with 0xE1 to 0xEF, as the dash does.
			if r, _ := utf8.DecodeRuneInString(s[i:]); isSpace(r) {
				return false
			}
		}
		space = false
	}
	return !space || s == ""
}
