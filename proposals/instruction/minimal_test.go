package instruction

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// quotedShort checks that quoted words are no longer than they must be: a word that is quoted only to make the place unique
// cannot be left out, because what remains would stand elsewhere in the addressed unit too, or lead to another text.
func quotedShort(t *testing.T, old string, mods []Modification, lang act.Lang, profile act.Profile) {
	t.Helper()
	l := newLookup(standing(source.ReadWording(old, lang, profile)), profile)
	for _, m := range mods {
		if m.Subject == Units || len(m.Addresses) != 1 || m.lastStep().Unit == UnitWhole {
			continue
		}
		found, no := l.find(m.Addresses[0])
		if no != nil {
			continue // reported elsewhere
		}
		for _, q := range m.Quotes {
			for _, shorter := range shorterQuotes(q) {
				if leadsThere(found, q, shorter) {
					t.Errorf("%s: «%s» would be enough", Phrase(m, lang), shorter.Old)
				}
			}
		}
		if rest := withoutFirstWord(m.After); rest != "" && hasWord(rest) && balanced(rest) && len(occurrences(found.texts(), found.sentence, rest)) == 1 {
			t.Errorf("%s: «%s» would be enough", Phrase(m, lang), rest)
		}
	}
}

// shorterQuotes are a quotation without the word it begins with and without the one it ends with, where the new words have
// the same: such a word is quoted for its place only.
func shorterQuotes(q Quote) []Quote {
	if q.New == "" {
		return nil
	}
	var shorter []Quote
	a, b := withoutFirstWord(q.Old), withoutFirstWord(q.New)
	if strings.TrimSuffix(q.Old, a) == strings.TrimSuffix(q.New, b) {
		shorter = append(shorter, Quote{a, b})
	}
	a, b = withoutLastWord(q.Old), withoutLastWord(q.New)
	if strings.TrimPrefix(q.Old, a) == strings.TrimPrefix(q.New, b) {
		shorter = append(shorter, Quote{a, b})
	}
	return shorter
}

// withoutFirstWord cuts the first word with the marks and blanks around it.
func withoutFirstWord(s string) string {
	tokens := tokensOf(s)
	seen := false
	for _, token := range tokens {
		word := hasWord(s[token.from:token.to])
		if word && seen {
			return s[token.from:]
		}
		seen = seen || word
	}
	return ""
}

func withoutLastWord(s string) string {
	tokens := tokensOf(s)
	seen := false
	for i := len(tokens) - 1; i >= 0; i-- {
		word := hasWord(s[tokens[i].from:tokens[i].to])
		if word && seen {
			return s[:tokens[i].to]
		}
		seen = seen || word
	}
	return ""
}

// leadsThere reports whether the shorter quotation can be used and makes the same text.
func leadsThere(found target, q, shorter Quote) bool {
	texts := found.texts()
	if shorter.Old == "" || shorter.New == "" || !hasWord(shorter.Old) || !hasWord(shorter.New) || !balanced(shorter.Old) || !balanced(shorter.New) {
		return false
	}
	one, other := occurrences(texts, found.sentence, q.Old), occurrences(texts, found.sentence, shorter.Old)
	if len(one) != 1 || len(other) != 1 || one[0].text != other[0].text {
		return false
	}
	text := *texts[one[0].text]
	return replaceWords(text, one[0].from, one[0].to, q.New) == replaceWords(text, other[0].from, other[0].to, shorter.New)
}

// Where more than half of the words of a unit change, the unit gets a new wording; where a quarter does, its words are
// quoted (480-V art. 26(9) takes half as the measure).
func TestHalfOfAUnit(t *testing.T) {
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		head := map[act.Lang]string{act.Russian: "Статья 7. Мосты\n1. ", act.Kazakh: "7-бап. Көпірлер\n1. "}[lang]
		r := rand.New(rand.NewPCG(5, 6))
		for n := 8; n < 30; n++ {
			words := make([]string, n)
			for i := range words {
				words[i] = fmt.Sprintf("сөз%c%c", 'а'+rune(i%30), 'а'+rune(r.IntN(30)))
			}
			changed := append([]string{}, words...)
			count := 1 + r.IntN(n)
			from := r.IntN(n - count + 1)
			for i := from; i < from+count; i++ {
				changed[i] = fmt.Sprintf("басқа%c", 'а'+rune(i%30))
			}
			old := head + strings.Join(words, " ") + ".\n2. Соңы."
			new := head + strings.Join(changed, " ") + ".\n2. Соңы."
			mods := carry(t, old, new, lang, act.ProfileLaw)
			if len(mods) == 0 {
				continue
			}
			switch whole := mods[0].Kind == Replacement; {
			case !whole && float64(count)/float64(n) > half:
				t.Errorf("%d of %d words changed and are quoted: %s", count, n, Phrase(mods[0], lang))
			case whole && float64(count)/float64(n) <= half/2:
				t.Errorf("%d of %d words changed and the unit is written anew: %s", count, n, Phrase(mods[0], lang))
			}
		}
	}
}
