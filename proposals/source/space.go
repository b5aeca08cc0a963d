package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
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
