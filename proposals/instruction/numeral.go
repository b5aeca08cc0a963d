package instruction

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// russianCase is a grammatical case of Russian that instructions need.
type russianCase int

const (
	nominative    russianCase = iota
	genitive                  // «статьи 5»
	accusative                // «статью 5 исключить»
	prepositional             // «в статье 5 слова …»
	instrumental              // «дополнить статьей 5»
)

// gender of a Russian noun.
type gender int

const (
	masculine gender = iota
	feminine
	neuter
)

// hardEndings and softEndings («третий» alone is soft) by gender and case; the accusative is that of things.
var (
	hardEndings = [3][5]string{{"ый", "ого", "ый", "ом", "ым"}, {"ая", "ой", "ую", "ой", "ой"}, {"ое", "ого", "ое", "ом", "ым"}}
	softEndings = [3][5]string{{"ий", "его", "ий", "ем", "им"}, {"ья", "ьей", "ью", "ьей", "ьей"}, {"ье", "ьего", "ье", "ьем", "ьим"}}
)

// russianStems are the ordinals without endings; accented ones have «ой» in the masculine.
var (
	russianStems = [...]string{"", "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
		"одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат",
		"девятнадцат"}
	russianTenStems = [...]string{"", "десят", "двадцат", "тридцат", "сороков", "пятидесят", "шестидесят", "семидесят",
		"восьмидесят", "девяност", "сот"}
	russianTens = [...]string{"", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят",
		"восемьдесят", "девяносто"}
	accented = map[string]bool{"втор": true, "шест": true, "седьм": true, "восьм": true, "сороков": true}
)

// maxOrdinal is the largest number spoken in words; beyond it instructions use figures.
const maxOrdinal = 199

// russianOrdinal speaks n in a gender and case: «второй», «тридцать восьмом»; figures beyond maxOrdinal.
func russianOrdinal(n int, g gender, c russianCase) string {
	switch {
	case n < 1 || n > maxOrdinal:
		return strconv.Itoa(n)
	case n > 100:
		return "сто " + russianOrdinal(n-100, g, c)
	case n < 20:
		return declined(russianStems[n], g, c)
	case n%10 == 0:
		return declined(russianTenStems[n/10], g, c)
	}
	return russianTens[n/10] + " " + declined(russianStems[n%10], g, c)
}

func declined(stem string, g gender, c russianCase) string {
	if stem == "трет" {
		ending := softEndings[g][c]
		if g == masculine && c != nominative && c != accusative {
			ending = "ь" + ending
		}
		return stem + ending
	}
	if g == masculine && (c == nominative || c == accusative) && accented[stem] {
		return stem + "ой"
	}
	return stem + hardEndings[g][c]
}

var (
	kazakhOrdinals = [...]string{"", "бірінші", "екінші", "үшінші", "төртінші", "бесінші", "алтыншы", "жетінші",
		"сегізінші", "тоғызыншы"}
	kazakhTens        = [...]string{"", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"}
	kazakhTenOrdinals = [...]string{"", "оныншы", "жиырмасыншы", "отызыншы", "қырқыншы", "елуінші", "алпысыншы",
		"жетпісінші", "сексенінші", "тоқсаныншы", "жүзінші"}
)

// kazakhOrdinal speaks n: «екінші», «отыз жетінші»; figures beyond maxOrdinal.
func kazakhOrdinal(n int) string {
	switch {
	case n < 1 || n > maxOrdinal:
		return strconv.Itoa(n)
	case n > 100:
		return "жүз " + kazakhOrdinal(n-100)
	case n < 10:
		return kazakhOrdinals[n]
	case n%10 == 0:
		return kazakhTenOrdinals[n/10]
	}
	return kazakhTens[n/10] + " " + kazakhOrdinals[n%10]
}

// cardinals and ordinals map folded words of both languages in all their cases to numbers: «тридцать» 30, «восьмого» 8.
var cardinals, ordinals = func() (map[string]int, map[string]int) {
	cardinals, ordinals := make(map[string]int), make(map[string]int)
	for i := 2; i < 10; i++ {
		cardinals[act.Fold(russianTens[i])] = i * 10
	}
	for i := 1; i < 10; i++ {
		cardinals[act.Fold(kazakhTens[i])] = i * 10
		ordinals[act.Fold(kazakhOrdinals[i])] = i
	}
	for i := 1; i <= 10; i++ {
		ordinals[act.Fold(kazakhTenOrdinals[i])] = i * 10
	}
	cardinals["сто"], cardinals[act.Fold("жүз")] = 100, 100
	all := func(n int) {
		for g := masculine; g <= neuter; g++ {
			for c := nominative; c <= instrumental; c++ {
				ordinals[act.Fold(russianOrdinal(n, g, c))] = n
			}
		}
	}
	for n := 1; n < 20; n++ {
		all(n)
	}
	for n := 20; n <= 100; n += 10 {
		all(n)
	}
	return cardinals, ordinals
}()

// ordinalAt reads an ordinal in words at the beginning of folded tokens; used is the number of tokens it takes, 0 for none.
// Plural forms («вторые») do not count units and are not read.
func ordinalAt(words []string) (n, used int) {
	for used < len(words) && used < 3 {
		word := words[used]
		if tens, ok := cardinals[word]; ok && used+1 < len(words) && tens > 0 {
			if n != 0 && n != 100 {
				return 0, 0
			}
			n += tens
			used++
			continue
		}
		last, ok := ordinals[word]
		if !ok || n%100 != 0 && last >= 10 {
			return 0, 0
		}
		return n + last, used + 1
	}
	return 0, 0
}

// isFigures reports whether quoted words are cited as figures: they have digits and no letters.
func isFigures(s string) bool {
	digits := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits = true
		case isWordRune(r):
			return false
		}
	}
	return digits
}

// isOneWord reports whether quoted words are one word, so that Russian and Kazakh speak of «слово», «сөз».
func isOneWord(s string) bool {
	return len(strings.Fields(s)) == 1 && s != "" && !strings.ContainsAny(s, "–—")
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return isLetter(r)
}
