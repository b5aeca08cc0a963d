package redline

import (
	"unicode"
	"unicode/utf8"
)

// class tells what a token is; a change never begins or ends inside a token.
type class byte

const (
	word  class = iota // letters and digits, numbers such as 2-1, 128-1) and 01.01.2026 whole
	space              // a run of blanks
	line               // one line break
	sign               // one punctuation mark or symbol
)

// scan gives the length in bytes and the class of the token at the start of s, which is not empty. It is written by hand
// because it runs over whole codes: a regular expression takes longer than the comparison.
func scan(s string) (int, class) {
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
		return scanWord(s, figure(r)), word
	}
	return size, sign
}

// scanWord takes letters and digits; a hyphen or a full stop between digits («2-1», «01.01.2026»), a hyphen between
// letters («купля-продажа»), and the bracket that closes a number («9-1)») belong to it.
func scanWord(s string, number bool) int {
	size := 0
	digit := false
	for size < len(s) {
		r, n := utf8.DecodeRuneInString(s[size:])
		if letter(r) {
			size += n
			digit = figure(r)
			number = number && digit
			continue
		}
		if size+n < len(s) && joins(r, digit) {
			next, _ := utf8.DecodeRuneInString(s[size+n:])
			if letter(next) && figure(next) == digit {
				size += n
				continue
			}
		}
		if r == ')' && number {
			size += n
		}
		break
	}
	return size
}

func joins(r rune, digit bool) bool {
	return r == '-' || r == '\u2011' || digit && (r == '.' || r == ',')
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
