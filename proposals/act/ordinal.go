package act

import "strconv"

// maxOrdinal is the largest number that is spoken as an ordinal word; beyond it addresses use digits. The longest list of
// абзацы seen in an amending act is below one hundred.
const maxOrdinal = 199

var russianUnits = [...][2]string{ // stems: masculine nominative, stem of all other forms
	{}, {"первый", "перв"}, {"второй", "втор"}, {"третий", "треть"}, {"четвертый", "четверт"}, {"пятый", "пят"},
	{"шестой", "шест"}, {"седьмой", "седьм"}, {"восьмой", "восьм"}, {"девятый", "девят"}, {"десятый", "десят"},
	{"одиннадцатый", "одиннадцат"}, {"двенадцатый", "двенадцат"}, {"тринадцатый", "тринадцат"},
	{"четырнадцатый", "четырнадцат"}, {"пятнадцатый", "пятнадцат"}, {"шестнадцатый", "шестнадцат"},
	{"семнадцатый", "семнадцат"}, {"восемнадцатый", "восемнадцат"}, {"девятнадцатый", "девятнадцат"},
}

var russianTens = [...][2]string{
	{}, {}, {"двадцатый", "двадцат"}, {"тридцатый", "тридцат"}, {"сороковой", "сороков"}, {"пятидесятый", "пятидесят"},
	{"шестидесятый", "шестидесят"}, {"семидесятый", "семидесят"}, {"восьмидесятый", "восьмидесят"},
	{"девяностый", "девяност"},
}

var russianCardinalTens = [...]string{"", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят",
	"восемьдесят", "девяносто"}

// russianOrdinal speaks n in the nominative or the genitive of a gender: «вторая», «второй»; digits beyond maxOrdinal.
func russianOrdinal(n int, g gender, genitive bool) string {
	if n < 1 || n > maxOrdinal {
		return strconv.Itoa(n)
	}
	prefix := ""
	if n >= 100 {
		if n == 100 {
			return decline([2]string{"сотый", "сот"}, g, genitive)
		}
		prefix, n = "сто ", n-100
	}
	switch {
	case n < 20:
		return prefix + decline(russianUnits[n], g, genitive)
	case n%10 == 0:
		return prefix + decline(russianTens[n/10], g, genitive)
	}
	return prefix + russianCardinalTens[n/10] + " " + decline(russianUnits[n%10], g, genitive)
}

// decline adds the ending; «третий» alone is soft (третья, третьего).
func decline(word [2]string, g gender, genitive bool) string {
	soft := word[1] == "треть"
	switch {
	case g == masculine && !genitive:
		return word[0]
	case g == feminine && !genitive:
		return word[1] + pick(soft, "я", "ая")
	case g == neuter && !genitive:
		return word[1] + pick(soft, "е", "ое")
	case g == feminine:
		return word[1] + pick(soft, "ей", "ой")
	}
	return word[1] + pick(soft, "его", "ого")
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

var (
	kazakhOrdinals = [...]string{"", "бірінші", "екінші", "үшінші", "төртінші", "бесінші", "алтыншы", "жетінші",
		"сегізінші", "тоғызыншы"}
	kazakhTens = [...]string{"", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"}
	// kazakhTenOrdinals are the tens as ordinals, their suffix by vowel harmony.
	kazakhTenOrdinals = [...]string{"", "оныншы", "жиырмасыншы", "отызыншы", "қырқыншы", "елуінші", "алпысыншы",
		"жетпісінші", "сексенінші", "тоқсаныншы"}
)

// kazakhOrdinal speaks n: «екінші», «отыз жетінші»; digits beyond maxOrdinal.
func kazakhOrdinal(n int) string {
	if n < 1 || n > maxOrdinal {
		return strconv.Itoa(n)
	}
	prefix := ""
	if n >= 100 {
		if n == 100 {
			return "жүзінші"
		}
		prefix, n = "жүз ", n-100
	}
	switch {
	case n < 10:
		return prefix + kazakhOrdinals[n]
	case n%10 == 0:
		return prefix + kazakhTenOrdinals[n/10]
	}
	return prefix + kazakhTens[n/10] + " " + kazakhOrdinals[n%10]
}

// ordinalAt reads an ordinal in words at the beginning of folded tokens, «второй», «тридцать восьмого», «отыз жетінші», in
// any case; used is the number of tokens it takes, 0 when none stands there.
func ordinalAt(tokens []string) (n, used int) {
	for used < len(tokens) && used < 3 {
		if tens := cardinalTens(tokens[used]); tens > 0 {
			// «он» and «жүз» must be followed by a smaller number.
			n += tens
			used++
			continue
		}
		if last := ordinalWord(tokens[used]); last > 0 && (n == 0 || last < 10 || n == 100) {
			return n + last, used + 1
		}
		break
	}
	return 0, 0
}

func cardinalTens(word string) int {
	if word == "сто" || word == Fold("жүз") {
		return 100
	}
	for i, tens := range russianCardinalTens {
		if tens != "" && word == tens {
			return i * 10
		}
	}
	for i, tens := range kazakhTens {
		if tens != "" && word == Fold(tens) {
			return i * 10
		}
	}
	return 0
}

// ordinalWord reads one word.
func ordinalWord(word string) int {
	for i, w := range kazakhOrdinals {
		if w != "" && word == Fold(w) {
			return i
		}
	}
	for i, w := range kazakhTenOrdinals {
		if w != "" && word == Fold(w) {
			return i * 10
		}
	}
	if word == Fold("жүзінші") {
		return 100
	}
	for i, w := range russianUnits {
		if hasOrdinalEnding(word, Fold(w[1])) {
			return i
		}
	}
	for i, w := range russianTens {
		if hasOrdinalEnding(word, Fold(w[1])) {
			return i * 10
		}
	}
	if hasOrdinalEnding(word, "сот") {
		return 100
	}
	return 0
}

// russianEndings are the endings of ordinals in all cases and genders.
var russianEndings = map[string]bool{"ый": true, "ой": true, "ий": true, "ая": true, "ое": true, "ые": true, "ого": true,
	"ому": true, "ым": true, "ом": true, "ую": true, "ых": true, "ыми": true, "я": true, "е": true, "его": true, "ему": true,
	"им": true, "ем": true, "ей": true, "ю": true, "й": true}

func hasOrdinalEnding(word, stem string) bool {
	// «третий» alone has no soft sign in its stem.
	if stem == "треть" && word == "третий" {
		return true
	}
	if stem == "" || len(word) <= len(stem) || word[:len(stem)] != stem {
		return false
	}
	return russianEndings[word[len(stem):]]
}
