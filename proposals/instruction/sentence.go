package instruction

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// place is a stretch of one of the texts of a unit.
type place struct {
	text     int // index in the list of texts
	from, to int // bytes
}

// sentences cuts texts into sentences: a sentence may go on over абзацы («…:» and a list), and ends with a mark before a
// capital letter or the end of a text. One sentence that spans texts gives one list of places.
func sentences(texts []*string) [][]place {
	var all [][]place
	var open []place
	for i, t := range texts {
		from := 0
		for _, end := range sentenceEnds(*t) {
			all = append(all, append(open, place{i, from, end}))
			open, from = nil, end
		}
		if strings.TrimSpace((*t)[from:]) != "" {
			open = append(open, place{i, from, len(*t)})
		}
	}
	if len(open) > 0 {
		all = append(all, open)
	}
	return all
}

// sentenceEnds gives the bytes behind each sentence of a text with the blanks that follow.
func sentenceEnds(s string) []int {
	var ends []int
	for i, r := range s {
		if r != '.' && r != '!' && r != '?' {
			continue
		}
		at := i + 1
		for at < len(s) && strings.ContainsRune("»\")", firstRune(s[at:])) {
			at += utf8.RuneLen(firstRune(s[at:]))
		}
		rest := strings.TrimLeftFunc(s[at:], unicode.IsSpace)
		if rest == "" {
			ends = append(ends, len(s))
			break
		}
		if len(rest) == len(s[at:]) || isAbbreviation(s[:i]) {
			continue
		}
		first := firstRune(strings.TrimLeft(rest, "«\"("))
		if unicode.IsUpper(first) {
			ends = append(ends, len(s)-len(rest))
		}
	}
	return ends
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// isAbbreviation reports whether the full stop behind s belongs to a shortened word or an initial: «ст.», «г.», «А.».
func isAbbreviation(s string) bool {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	word := s[i+1:]
	if i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		word = s[i+size:]
	}
	switch strings.ToLower(word) {
	case "ст", "стст", "п", "пп", "ч", "гл", "г", "гг", "тыс", "млн", "им", "см", "т", "руб", "тг", "ж", "жж":
		return true
	}
	return utf8.RuneCountInString(word) == 1 && unicode.IsUpper(firstRune(word))
}

// ordinalOf reads the number of a counted unit; 0 when it is no number.
func ordinalOf(s Step) int {
	n, err := strconv.Atoi(s.Num)
	if err != nil || n < 1 {
		return 0
	}
	return n
}
