package source

import (
	"strings"

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
