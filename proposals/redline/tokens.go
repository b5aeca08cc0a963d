package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class tells what a token is; a change never begins or ends inside a token.
type class byte

const (
	word  class = iota // letters and digits; numbers such as 2-1 and 128-1), and dates whole
	space              // a run of blanks
	line               // one line break
	sign               // one punctuation mark or symbol
)

// scan gives the length in bytes and the class of the token at the start of s, which is not empty. It is written by hand
// because it runs over whole codes: a regular expression takes longer than the comparison.
func scan(s string) (int, class) {
	c := s[0]
	switch {
	case c == ' ' && (len(s) == 1 || '0' <= s[1] && s[1] < utf8.RuneSelf || leads(s[1])):
		return 1, space
	case leads(c) && len(s) > 1 && s[1]&0xC0 == 0x80:
		return scanWord(s, false), word
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '\n':
		return size, line
	case r == '\r' && len(s) > 1 && s[1] == '\n':
		return 2, line
	case blank(r):
		for size < len(s) {
			next, n := utf8.DecodeRuneInString(s[size:])
			if !blank(next) || next == '\r' {
				break
			}
			size += n
		}
		return size, space
	case letter(r):
		if n := scanDate(s); n > 0 {
			return n, word
		}
		return scanWord(s, figure(r)), word
	}
	for size < len(s) && s[size] >= utf8.RuneSelf { // marks that combine with the sign belong to it
		next, n := utf8.DecodeRuneInString(s[size:])
		if !unicode.IsMark(next) {
			break
		}
		size += n
	}
	return size, sign
}

// leads says that a byte begins a letter of the Cyrillic block: nearly every byte that begins a word of law.
func leads(c byte) bool { return c == 0xD0 || c == 0xD1 || c == 0xD3 }

// scanWord takes letters and digits, and what a lawyer reads as inside a word: a hyphen between letters («купля-продажа»),
// a hyphen, a full stop or a comma between digits («2-1», «01.01.2026», «0,5»), the spaces in «10 000», an apostrophe, a
// soft hyphen, the Roman number of an act («231-V»), an ending of one or two letters («2-й», «7-ге»), and the bracket that
// closes a number («9-1)»). A longer word behind a number is a word of its own: in «7-1-баптың» the number is «7-1».
func scanWord(s string, number bool) int {
	size := 0
	digit := false
	for size < len(s) {
		if c := s[size]; leads(c) && size+1 < len(s) && s[size+1]&0xC0 == 0x80 {
			size += 2
			digit, number = false, false
			continue
		}
		r, n := utf8.DecodeRuneInString(s[size:])
		if letter(r) {
			size += n
			digit = figure(r)
			number = number && digit
			continue
		}
		if rest := s[size+n:]; rest != "" {
			if joins(r, rest, digit) {
				size += n
				continue
			}
			if m := scanEnding(r, rest, digit); m > 0 {
				return size + n + m
			}
			if number && blank(r) && size <= 3 && r != '\n' { // «10 000 000»
				for thousands(s[size+n:]) {
					size += n + 3
					if r, n = utf8.DecodeRuneInString(s[size:]); !blank(r) || r == '\n' {
						break
					}
				}
				return size
			}
		}
		if r == ')' && number {
			size += n
		}
		break
	}
	return size
}

// joins says whether the sign r behind a letter or a digit and before rest is inside a word.
func joins(r rune, rest string, digit bool) bool {
	switch r {
	case '-', '\u2010', '\u2011':
	case '.', ',':
		if !digit {
			return false
		}
	case '\'', '’', 'ʼ', '\u00AD', '\u200C', '\u200D':
		next, _ := utf8.DecodeRuneInString(rest)
		return !digit && letter(next) && !figure(next)
	default:
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return letter(next) && (figure(next) == digit || !digit && r != '.' && r != ',')
}

// scanEnding gives the bytes of what is tied to a number by the hyphen r and read with it, 0 for none.
func scanEnding(r rune, rest string, digit bool) int {
	if !digit || r != '-' && r != '\u2010' && r != '\u2011' {
		return 0
	}
	size, letters, roman := 0, 0, true
	for size < len(rest) {
		next, n := utf8.DecodeRuneInString(rest[size:])
		if !letter(next) && next != '-' {
			break
		}
		roman = roman && strings.ContainsRune("IVXLC", next)
		size, letters = size+n, letters+1
	}
	if letters > 0 && (roman || letters <= 2 && !strings.Contains(rest[:size], "-") && !figures(rest[:size])) {
		return size
	}
	return 0
}

func figures(s string) bool { return strings.ContainsAny(s, "0123456789") }

// thousands says that s begins with three digits that end there.
func thousands(s string) bool {
	if len(s) < 3 {
		return false
	}
	for i := range 3 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	if len(s) == 3 {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s[3:])
	return !letter(next) && next != '-' && next != ')' && next != '\u2011'
}

// letter says whether r can stand in a word. The alphabets of the two languages are told without a table, because this
// runs for every letter of a code.
func letter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	case firstCyrillic <= r && r <= lastCyrillic && r != thousandsSign:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// The Cyrillic block holds letters and combining marks, and one sign.
const (
	firstCyrillic = 0x0400
	lastCyrillic  = 0x052F
	thousandsSign = 0x0482
)

// figure says whether r is a decimal digit.
func figure(r rune) bool {
	if r < 0x0660 { // the first digits after ours are Arabic
		return '0' <= r && r <= '9'
	}
	return unicode.IsDigit(r)
}

func blank(r rune) bool {
	switch {
	case r == ' ':
		return true
	case r == '\n' || firstCyrillic <= r && r <= lastCyrillic:
		return false
	}
	return unicode.IsSpace(r)
}
