package redline

import (
	"strings"
	"unicode/utf8"
)

// The months as dates of acts have them: the Russian ones in the genitive, the Kazakh ones to be followed by an ending.
var (
	monthsRu = []string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	monthsKk = []string{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"}
)

// scanDate gives the bytes of a date written with its month in words at the start of s, 0 for none: «3 июля 2014», «2014
// жылғы 3 шілде» with the ending that the month has. Such a date is one token: a law is found by it, and half a date
// names nothing.
func scanDate(s string) int {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	rest, ok := afterBlank(s[digits:])
	if !ok {
		return 0
	}
	switch {
	case digits == 1 || digits == 2:
		for _, month := range monthsRu {
			if year, found := strings.CutPrefix(rest, month); found {
				if year, ok = afterBlank(year); ok && count(year) == 4 {
					return len(s) - len(year) + 4
				}
				return 0
			}
		}
	case digits == 4:
		if rest, ok = strings.CutPrefix(rest, "жылғы"); !ok {
			return 0
		}
		day, ok := afterBlank(rest)
		n := count(day)
		if !ok || n < 1 || n > 2 {
			return 0
		}
		if rest, ok = afterBlank(day[n:]); !ok {
			return 0
		}
		for _, month := range monthsKk {
			if strings.HasPrefix(rest, month) {
				return len(s) - len(rest) + scanWord(rest, false)
			}
		}
	}
	return 0
}

// afterBlank takes one blank that does not end a line from the start of s.
func afterBlank(s string) (string, bool) {
	r, n := utf8.DecodeRuneInString(s)
	return s[n:], r == ' ' || r == '\u00A0' || r == '\u202F'
}

// count counts the digits at the start of s, which must not run on into letters.
func count(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if r, _ := utf8.DecodeRuneInString(s[n:]); n < len(s) && letter(r) {
		return 0
	}
	return n
}
