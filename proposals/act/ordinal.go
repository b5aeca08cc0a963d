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
