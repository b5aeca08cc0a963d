package instruction

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// tokenKind tells what a token of an instruction is.
type tokenKind int

const (
	tokenWord   tokenKind = iota
	tokenNumber           // «128-1», «2)», «а)»
	tokenQuote            // «…» with everything inside
	tokenMark             // one punctuation mark
)

// token is one piece of an instruction. Words are folded, quotes are kept as printed.
type token struct {
	kind    tokenKind
	text    string // word: folded; number: without bracket; quote: without its marks
	bracket bool
	at      int // where it begins in the line
}

// lex cuts a line into tokens; open tells that a quotation mark does not end in the line.
func lex(line string) (tokens []token, open bool) {
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		switch {
		case unicode.IsSpace(r):
			i += size
		case isOpening(r):
			end, content, ok := matchQuote(line[i:])
			if !ok {
				return tokens, true
			}
			tokens = append(tokens, token{kind: tokenQuote, text: content, at: i})
			i += end
		case r >= '0' && r <= '9':
			end := scanFigures(line[i:])
			t := token{kind: tokenNumber, text: line[i : i+end], at: i}
			i += end
			if strings.HasPrefix(line[i:], ")") {
				t.bracket = true
				i++
			}
			tokens = append(tokens, t)
		case isLetter(r):
			end := scanLetters(line[i:])
			word := line[i : i+end]
			if utf8.RuneCountInString(word) == 1 && strings.HasPrefix(line[i+end:], ")") {
				tokens = append(tokens, token{kind: tokenNumber, text: word, bracket: true, at: i})
				end++
			} else {
				tokens = append(tokens, token{kind: tokenWord, text: act.Fold(word), at: i})
			}
			i += end
		default:
			tokens = append(tokens, token{kind: tokenMark, text: line[i : i+size], at: i})
			i += size
		}
	}
	return tokens, false
}

func isOpening(r rune) bool { return r == '«' || r == '"' || r == '“' || r == '„' }

// matchQuote reads a quotation at the start of s: its whole length and its content. Marks «» nest.
func matchQuote(s string) (length int, content string, ok bool) {
	first, size := utf8.DecodeRuneInString(s)
	switch first {
	case '"':
		if end := strings.IndexByte(s[1:], '"'); end >= 0 {
			return end + 2, s[1 : 1+end], true
		}
		return 0, "", false
	case '“', '„':
		if end := strings.IndexAny(s[size:], "”“"); end >= 0 {
			_, closing := utf8.DecodeRuneInString(s[size+end:])
			return size + end + closing, s[size : size+end], true
		}
		return 0, "", false
	}
	depth := 0
	for i, r := range s {
		switch r {
		case '«':
			depth++
		case '»':
			if depth--; depth == 0 {
				return i + len("»"), s[size:i], true
			}
		}
	}
	// «…«Дербес деректер…» with one mark for two: the quotation ends where the sentence goes on.
	for i, r := range s {
		if r != '»' {
			continue
		}
		rest := strings.TrimLeft(s[i+len("»"):], " ")
		if rest == "" || strings.HasPrefix(rest, ";") || goesOn(rest) {
			return i + len("»"), s[size:i], true
		}
	}
	return 0, "", false
}

// goesOn reports whether the text behind a quotation is that of an instruction.
func goesOn(rest string) bool {
	for _, word := range []string{"заменить", "исключить", "дополнить", "словами ", "словом ", "деген ", "соответственно "} {
		if strings.HasPrefix(rest, word) {
			return true
		}
	}
	return false
}

// scanFigures measures «128», «128-1», «1.1» at the start of s.
func scanFigures(s string) int {
	end := 0
	for {
		for end < len(s) && s[end] >= '0' && s[end] <= '9' {
			end++
		}
		if end+1 < len(s) && (s[end] == '-' || s[end] == '.') && s[end+1] >= '0' && s[end+1] <= '9' {
			end++
			continue
		}
		return end
	}
}

func scanLetters(s string) int {
	for i, r := range s {
		if !isLetter(r) {
			return i
		}
	}
	return len(s)
}

// squeeze makes every run of blanks one space and trims the line.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
