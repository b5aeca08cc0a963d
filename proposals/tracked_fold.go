package proposals

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"talqy/proposals/act"
)

// foldedText is a text as it is compared with one that went through a word processor: letters folded, one space for a run of
// them, one break for a run of breaks and blanks, nothing that shows nothing. at has for each rune, and for the end, where it
// begins in the text, in bytes.
type foldedText struct {
	runes []rune
	at    []int
}

func foldText(s string) foldedText {
	f := foldedText{runes: make([]rune, 0, len(s)), at: make([]int, 0, len(s)+1)}
	end, blank, blankAt := 0, rune(0), 0
	add := func(r rune, at, next int) {
		switch {
		case r == '\n' || r == '\v' || r == '\f' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			r = '\n'
		case r == '\t' || unicode.IsSpace(r):
			r = ' '
		case unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r):
			return
		default:
			if blank != 0 && len(f.runes) > 0 {
				f.runes, f.at = append(f.runes, blank), append(f.at, blankAt)
			}
			blank, end = 0, next
			f.runes, f.at = append(f.runes, act.FoldRune(r)), append(f.at, at)
			return
		}
		if blank == 0 {
			blankAt = at
		}
		if blank != '\n' {
			blank = r
		}
	}
	if norm.NFC.IsNormalString(s) {
		for at, r := range s {
			add(r, at, at+utf8.RuneLen(r))
		}
	} else {
		var it norm.Iter
		for it.InitString(norm.NFC, s); !it.Done(); {
			at := it.Pos()
			letters := it.Next()
			for _, r := range string(letters) {
				add(r, at, it.Pos())
			}
		}
	}
	f.at = append(f.at, end)
	return f
}

// index is the first rune at or behind a place in the text.
func (f foldedText) index(at int) int {
	i, _ := slices.BinarySearch(f.at[:len(f.runes)], at)
	return i
}

func (f foldedText) equal(g foldedText) bool { return slices.Equal(f.runes, g.runes) }

// lines widens a range to the whole lines that it touches.
func (f foldedText) lines(from, to int) (int, int) {
	for from > 0 && f.runes[from-1] != '\n' {
		from--
	}
	for to < len(f.runes) && f.runes[to] != '\n' {
		to++
	}
	return from, to
}

// cuts says whether a boundary falls inside a word or a number.
func (f foldedText) cuts(i int) bool {
	return i > 0 && i < len(f.runes) && inWord(f.runes[i-1]) && inWord(f.runes[i])
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordsIn are the words and numbers of a text.
func wordsIn(runes []rune) []string {
	var words []string
	for i := 0; i < len(runes); i++ {
		start := i
		for i < len(runes) && inWord(runes[i]) {
			i++
		}
		if i > start {
			words = append(words, string(runes[start:i]))
		}
	}
	return words
}

// shingles are the runs of three words of a text; a shorter text is one of its own.
func (f foldedText) shingles() map[string]bool {
	words := wordsIn(f.runes)
	out := map[string]bool{}
	if len(words) == 0 {
		return out
	}
	for i := 0; i == 0 || i+3 <= len(words); i++ {
		key := ""
		for _, word := range words[i:min(i+3, len(words))] {
			key += word + " "
		}
		out[key] = true
	}
	return out
}

// sharedShingles counts the shingles that both have.
func sharedShingles(a, b map[string]bool) int {
	n := 0
	for key := range a {
		if b[key] {
			n++
		}
	}
	return n
}
