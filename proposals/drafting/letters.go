package drafting

import (
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// letters finds words of two alphabets and blanks that a typesetter would not leave (480-V art. 24(3)).
func letters(l *line) []finding {
	if l.unit != nil && l.unit.p.Level == act.LevelTable {
		return nil
	}
	found := mixedLetters(l)
	words := strings.TrimRight(l.text, " \t\r\u00a0")
	for i := l.start; i < len(words); {
		r, size := utf8.DecodeRuneInString(words[i:])
		if !isBlank(r) {
			i += size
			continue
		}
		from, n := i, 0
		for i < len(words) {
			r, size := utf8.DecodeRuneInString(words[i:])
			if !isBlank(r) {
				break
			}
			i += size
			n++
		}
		next, width := utf8.DecodeRuneInString(words[i:])
		switch {
		case strings.ContainsRune(",;:!?)»", next) || next == '.' && !strings.HasPrefix(words[i:], ".."):
			found = append(found, finding{code: SpaceBefore, key: around(words, from), line: l, from: from, to: i + width,
				args: map[string]any{"mark": string(next)}})
		case n > 1:
			found = append(found, finding{code: DoubleSpace, key: around(words, from), line: l, from: from, to: i})
		}
	}
	return found
}

func isBlank(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\t' }

// around is the word before a place, by which the place is known again.
func around(s string, at int) string {
	fields := strings.Fields(s[:at])
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}

// mixedLetters finds the words that hold letters of both alphabets. A Roman numeral may have a Cyrillic ending
// («II-тарау»): words joined by a hyphen are looked at one by one.
func mixedLetters(l *line) []finding {
	var found []finding
	start, latin, cyrillic := -1, false, false
	for i, r := range l.text + " " {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			latin = true
		case r >= 0x400 && r < 0x530:
			cyrillic = true
		default:
			if latin && cyrillic {
				word := l.text[start:i]
				found = append(found, finding{code: MixedLetters, key: word, line: l, from: start, to: i, args: map[string]any{"word": word}})
			}
			start, latin, cyrillic = -1, false, false
			continue
		}
		if start < 0 {
			start = i
		}
	}
	return found
}

// pairs finds quotation marks and brackets without their other (480-V art. 24(3)).
//
// Printed law closes several quotations with one mark («ТОО «Ромашка»), and «1)» in a sentence is a number, not the end of a
// bracket, unless a bracket is open: what can be read as paired is.
func pairs(w *wording) []finding {
	var found []finding
	quotes := opened{code: QuoteNotPaired}
	for i, l := range w.lines {
		if l.unit != nil && l.unit.p.Level == act.LevelArticle && l.first && i > 0 {
			found = append(found, quotes.unclosed()...)
			quotes = opened{code: QuoteNotPaired}
		}
		if l.unit != nil && l.unit.p.Level == act.LevelTable {
			continue
		}
		found = append(found, quotes.read(l)...)
		found = append(found, brackets(l)...)
	}
	return append(found, quotes.unclosed()...)
}

// opened are the quotation marks that wait for their other.
type opened struct {
	code      Code
	low, high int // how many may be open, at least and at most
	at        finding
	straight  bool // «"» alone, which opens and closes
}

func (o *opened) read(l *line) []finding {
	var found []finding
	for i, r := range l.text {
		switch r {
		case '«':
			if o.low == 0 {
				o.at = o.finding(l, i, r)
			}
			o.low++
			o.high++
		case '»':
			if o.high == 0 {
				found = append(found, o.finding(l, i, r))
				continue
			}
			o.low = 0
			o.high--
		case '"':
			if !o.straight {
				o.at = o.finding(l, i, r)
			}
			o.straight = !o.straight
		}
	}
	return found
}

func (o *opened) unclosed() []finding {
	if o.low > 0 || o.straight {
		return []finding{o.at}
	}
	return nil
}

func (o *opened) finding(l *line, at int, r rune) finding {
	return finding{code: o.code, key: quoteKey(l.text, at), line: l, from: at, to: at + utf8.RuneLen(r),
		args: map[string]any{"mark": string(r)}}
}

// quoteKey is a mark with the word after it.
func quoteKey(s string, at int) string {
	fields := strings.Fields(s[at:])
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

func brackets(l *line) []finding {
	low, high, at := 0, 0, 0
	var found []finding
	for i, r := range l.text {
		switch r {
		case '(':
			if low == 0 {
				at = i
			}
			low++
			high++
		case ')':
			switch {
			case isNumberBefore(l.text[:i]):
				low = max(low-1, 0)
			case high == 0:
				found = append(found, finding{code: BracketNotPaired, key: around(l.text, i), line: l, from: i, to: i + 1, args: map[string]any{"mark": ")"}})
			default:
				low = max(low-1, 0)
				high--
			}
		}
	}
	if low > 0 {
		found = append(found, finding{code: BracketNotPaired, key: quoteKey(l.text, at), line: l, from: at, to: at + 1, args: map[string]any{"mark": "("}})
	}
	return found
}

// isNumberBefore reports whether a text ends in what may be the number of an item, «2», «2-1», «а».
func isNumberBefore(s string) bool {
	i := len(s)
	for i > 0 && (s[i-1] >= '0' && s[i-1] <= '9' || s[i-1] == '-') {
		i--
	}
	if i < len(s) {
		return true
	}
	r, size := utf8.DecodeLastRuneInString(s)
	if !isLetterOrDigit(r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-size])
	return !isLetterOrDigit(before)
}
