package pdf

import (
	"strings"
	"unicode"
)

// cut finds where a word that does not fit is cut: at the end of the line, or a little before when the next line would
// begin with a mark that belongs to what stands before it.
func cut(chars []rune, start, end int) int {
	for at := end; at > start; at-- {
		if mayCut(chars[at-1], chars[at]) {
			return at
		}
	}
	return end // a whole line of dashes: there is no good place
}

// mayCut reports whether a word may be cut between two characters. A space here is one that mayBreak has refused.
func mayCut(before, after rune) bool {
	return !isSpace(before) && !isSpace(after) && !neverLast(before) && !neverFirst(after)
}

func skipSpaces(chars []rune, i int) int {
	for i < len(chars) && isSpace(chars[i]) {
		i++
	}
	return i
}

// isSpace reports a space at which a line may end; the non-breaking ones are none.
func isSpace(r rune) bool {
	return r == ' ' || r >= 0x2000 && r <= 0x200A && r != 0x2007
}

// neverFirst reports characters that may not begin a line: a dash, closing marks, a non-breaking space, an accent.
func neverFirst(r rune) bool {
	switch r {
	case '–', '—', '-', '\u2010', '»', '”', '’', ')', ']', '.', ',', ';', ':', '!', '?', '…', '%', '\u00A0', '\u202F':
		return true
	}
	return r > 0x2FF && unicode.Is(unicode.Mn, r)
}

// neverLast reports characters that may not end a line: opening marks and signs of what follows.
func neverLast(r rune) bool {
	switch r {
	case '«', '„', '‘', '(', '[', '№', '§', '\u00A0', '\u202F':
		return true
	}
	return false
}

// mayBreak reports whether a line may end before chars[i].
func mayBreak(chars []rune, i int) bool {
	if i <= 0 || i >= len(chars) {
		return false
	}
	before, after := chars[i-1], chars[i]
	switch {
	case isSpace(after) || neverFirst(after):
		return false
	case isSpace(before):
		// «№ 5» stays together even when typed with an ordinary space.
		return i < 2 || !(chars[i-2] == '№' || chars[i-2] == '§') || !unicode.IsDigit(after)
	case before == '–' || before == '—':
		return unicode.IsLetter(after)
	case before == '-' || before == '/':
		// «лица-должника» may be divided; «2-1», «128-баптың», «т/с» may not.
		return letters(chars, i-2, -1) == 3 && letters(chars, i, 1) == 3
	}
	return false
}

// letters counts, up to three, the letters that stand together from i in the direction of step.
func letters(chars []rune, i, step int) int {
	n := 0
	for ; n < 3 && i >= 0 && i < len(chars) && unicode.IsLetter(chars[i]); i += step {
		n++
	}
	return n
}

// longestWord is the most letters that a word is taken to have: what is longer is no word and has no syllables.
const longestWord = 40

// syllable finds where the word at start can be divided with a hyphen so that its beginning is no wider than room and no
// longer than end; 0 where it cannot. A syllable begins with the last consonant before a vowel, which is the rule of Kazakh
// and one that Russian allows.
func syllable(chars []rune, wide []int, start, end, room int) int {
	for start < end && !unicode.IsLetter(chars[start]) {
		room -= wide[start]
		start++
	}
	stop := start
	for stop < len(chars) && unicode.IsLetter(chars[stop]) && stop-start <= longestWord {
		stop++
	}
	whole := start // the word may have begun on the line before
	for whole > 0 && unicode.IsLetter(chars[whole-1]) && stop-whole <= longestWord {
		whole--
	}
	if stop-whole > longestWord {
		return 0
	}
	best, sum, vowels := 0, 0, 0
	for i := start; i < min(end, stop-2); i++ {
		if sum += wide[i]; sum > room {
			break
		}
		if isVowel(chars[i]) {
			vowels++
		}
		if at := i + 1; at-start >= 2 && vowels > 0 && opens(chars, at) {
			best = at
		}
	}
	return best
}

// opens reports whether a syllable begins at i.
func opens(chars []rune, i int) bool {
	if isVowel(chars[i]) {
		return isVowel(chars[i-1])
	}
	return !strings.ContainsRune("ьъйЬЪЙ", chars[i]) && isVowel(chars[i+1])
}

func isVowel(r rune) bool {
	return strings.ContainsRune("аеёиоуыэюяәіөұүaeiouy", unicode.ToLower(r))
}
