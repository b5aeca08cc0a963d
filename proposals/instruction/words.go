package instruction

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// occurrences finds the places of quoted words in texts: whole words, letter for letter; where there is none, the words as
// a reader sees them (look-alike letters, other quotation marks, dashes and blanks), capital letters still being capital.
func occurrences(texts []*string, sentence int, quote string) []place {
	if quote == "" {
		return nil
	}
	found := within(exact(texts, quote), texts, sentence)
	if len(found) == 0 {
		found = within(alike(texts, quote), texts, sentence)
	}
	return found
}

// within keeps the places inside one sentence.
func within(places []place, texts []*string, sentence int) []place {
	if sentence == 0 || len(places) == 0 {
		return places
	}
	all := sentences(texts)
	if sentence > len(all) {
		return nil
	}
	var kept []place
	for _, p := range places {
		for _, s := range all[sentence-1] {
			if p.text == s.text && p.from >= s.from && p.to <= s.to {
				kept = append(kept, p)
			}
		}
	}
	return kept
}

func exact(texts []*string, quote string) []place {
	var found []place
	if quote == "" {
		return nil
	}
	for i, t := range texts {
		for at := 0; ; {
			n := strings.Index((*t)[at:], quote)
			if n < 0 {
				break
			}
			from := at + n
			if wholeWords(*t, from, from+len(quote)) {
				found = append(found, place{i, from, from + len(quote)})
			}
			_, size := utf8.DecodeRuneInString((*t)[from:])
			at = from + size
		}
	}
	return found
}

func alike(texts []*string, quote string) []place {
	want, _ := seen(quote)
	var found []place
	if quote == "" {
		return nil
	}
	for i, t := range texts {
		folded, at := seen(*t)
		for from := 0; from+len(want) <= len(folded); from++ {
			if string(folded[from:from+len(want)]) == string(want) && wholeWords(*t, at[from], at[from+len(want)]) {
				found = append(found, place{i, at[from], at[from+len(want)]})
			}
		}
	}
	return found
}

// seen folds a text as a reader sees it and keeps the byte of each rune.
func seen(s string) (folded []rune, at []int) {
	folded, at = make([]rune, 0, len(s)), make([]int, 0, len(s)+1)
	for i, r := range s {
		f := act.FoldRune(r)
		if unicode.IsUpper(r) {
			f = unicode.ToUpper(f)
		}
		folded, at = append(folded, f), append(at, i)
	}
	return folded, append(at, len(s))
}

// wholeWords reports whether neither end of a stretch lies inside a word or a number such as «128-1».
func wholeWords(s string, from, to int) bool {
	return !insideWord(s, from) && !insideWord(s, to)
}

// insideWord reports whether a word goes on over the byte at. A hyphen joins figures with figures and letters with letters,
// as the tokens of a redline are.
func insideWord(s string, at int) bool {
	if at <= 0 || at >= len(s) {
		return false
	}
	before, size := utf8.DecodeLastRuneInString(s[:at])
	after, width := utf8.DecodeRuneInString(s[at:])
	switch {
	case isWordRune(before) && isWordRune(after):
		return true
	case isHyphen(before) && isWordRune(after):
		first, _ := utf8.DecodeLastRuneInString(s[:at-size])
		return isWordRune(first) && unicode.IsDigit(first) == unicode.IsDigit(after)
	case isWordRune(before) && isHyphen(after):
		next, _ := utf8.DecodeRuneInString(s[at+width:])
		return isWordRune(next) && unicode.IsDigit(before) == unicode.IsDigit(next)
	}
	return false
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2011' }

// closing are the marks before which no blank stands.
const closing = ",.;:!?)»"

// replaceWords puts new words in the place of a stretch and sets the blanks around them as a typesetter would: quoted words
// in an instruction say nothing about blanks («слова «, лишения свободы» заменить словами «или»»).
func replaceWords(s string, from, to int, words string) string {
	left, old, right := s[:from], s[from:to], s[to:]
	words = strings.TrimSpace(words)
	if words == "" {
		return removeWords(left, right)
	}
	if old == "" || isClosing(firstRune(old)) != isClosing(firstRune(words)) {
		left = seamBefore(left, words)
	}
	if old == "" || isClosing(lastRune(old)) != isClosing(lastRune(words)) {
		right = seamAfter(words, right)
	}
	return left + words + right
}

func isClosing(r rune) bool { return strings.ContainsRune(closing, r) }

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// seamBefore ends the words on the left as those on the right ask for.
func seamBefore(left, words string) string {
	trimmed := strings.TrimRight(left, " ")
	switch {
	case trimmed == "", isClosing(firstRune(words)), strings.ContainsRune("(«-", lastRune(trimmed)):
		return trimmed
	}
	return trimmed + " "
}

func seamAfter(words, right string) string {
	trimmed := strings.TrimLeft(right, " ")
	switch {
	case trimmed == "", isClosing(firstRune(trimmed)), strings.ContainsRune("(«-", lastRune(words)):
		return trimmed
	}
	return " " + trimmed
}

func removeWords(left, right string) string {
	a, b := strings.TrimRight(left, " "), strings.TrimLeft(right, " ")
	switch {
	case a == "" || b == "" || isClosing(firstRune(b)) || strings.ContainsRune("(«", lastRune(a)):
		return a + b
	case len(a) == len(left) && len(b) == len(right):
		return a + b
	}
	return a + " " + b
}

// endMarks close a unit; words added «at the end» of it stand before them.
const endMarks = ".;:,–— "

// appendWords adds words at the end of a unit, before its last marks. Words that bring their own end mark take their place.
func appendWords(s, words string) string {
	body := strings.TrimRight(s, endMarks)
	marks := s[len(body):]
	if strings.ContainsRune(".;:", lastRune(words)) {
		marks = ""
	}
	return seamBefore(body, words) + words + marks
}
