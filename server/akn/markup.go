package akn

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// attr is an attribute as it is written, the prefix included.
type attr struct{ name, value string }

// span is a piece of a line: bare words, or words inside an inline element.
type span struct {
	element string
	attrs   []attr
	text    string
}

// markup writes elements, each on a line of its own and indented by its depth. What is written is the same for the same
// calls. The first error of the writer below is kept and given by close.
type markup struct {
	w    *bufio.Writer
	open []string
}

func newMarkup(w io.Writer) *markup { return &markup{w: bufio.NewWriterSize(w, 64<<10)} }

func (m *markup) put(parts ...string) {
	for _, s := range parts {
		m.w.WriteString(s) //nolint:errcheck // a bufio.Writer keeps its error until Flush
	}
}

func (m *markup) indent() {
	for range m.open {
		m.put("  ")
	}
}

func (m *markup) tag(name string, attrs []attr, end string) {
	m.put("<", name)
	for _, a := range attrs {
		m.put(" ", a.name, `="`)
		inAttribute.WriteString(m.w, a.value) //nolint:errcheck // as above
		m.put(`"`)
	}
	m.put(end)
}

// start opens an element that holds elements.
func (m *markup) start(name string, attrs ...attr) {
	m.indent()
	m.tag(name, attrs, ">\n")
	m.open = append(m.open, name)
}

// end closes the element that was opened last.
func (m *markup) end() {
	last := len(m.open) - 1
	name := m.open[last]
	m.open = m.open[:last]
	m.indent()
	m.put("</", name, ">\n")
}

// empty writes an element without content.
func (m *markup) empty(name string, attrs ...attr) {
	m.indent()
	m.tag(name, attrs, "/>\n")
}

// text writes an element that holds words.
func (m *markup) text(name, text string, attrs ...attr) {
	m.line(name, []span{{text: text}}, attrs...)
}

// line writes an element that holds words, some of them in elements of their own. A line break in the words is a br; spaces
// that a reader of XML may fold are protected.
func (m *markup) line(name string, spans []span, attrs ...attr) {
	whole := ""
	for _, s := range spans {
		whole += s.text
	}
	if whole == "" {
		m.empty(name, attrs...)
		return
	}
	if !isFolded(whole) {
		attrs = append(attrs, attr{"xml:space", "preserve"})
	}
	m.indent()
	m.tag(name, attrs, ">")
	for _, s := range spans {
		if s.element != "" {
			m.tag(s.element, s.attrs, ">")
		}
		inText.WriteString(m.w, s.text) //nolint:errcheck // as above
		if s.element != "" {
			m.put("</", s.element, ">")
		}
	}
	m.put("</", name, ">\n")
}

func (m *markup) close() error { return m.w.Flush() }

// A bare carriage return would be read as a line feed (XML 1.0, 2.11), so it is written by its number.
var (
	inText      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;", "\n", "<br/>")
	inAttribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")
)

// fold does what a reader of XML may do: spaces, tabs and line ends become one space, those at the ends go.
func fold(text string) string {
	return strings.Join(strings.FieldsFunc(text, isXMLSpace), " ")
}

func isXMLSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// isFolded reports whether folding each line of the text leaves it as it is.
func isFolded(text string) bool {
	for _, line := range strings.Split(text, "\n") {
		if fold(line) != line {
			return false
		}
	}
	return true
}

// strayCharacter gives the first character of a text that XML 1.0 cannot hold (2.2), by its number; empty when there is none.
func strayCharacter(text string) string {
	for i, r := range text {
		switch {
		case r == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return fmt.Sprintf("0x%02X", text[i])
			}
		case r == '\t', r == '\n', r == '\r':
		case r < ' ', r == 0xFFFE, r == 0xFFFF:
			return fmt.Sprintf("U+%04X", r)
		}
	}
	return ""
}
