package drafting

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// cardinals are number words as sanctions have them: Russian in the genitive («до семи лет»), Kazakh before the noun («жеті
// жылға»), folded.
var cardinals = func() map[string]int {
	m := make(map[string]int)
	add := func(n int, words string) {
		for _, w := range strings.Fields(words) {
			m[act.Fold(w)] = n
		}
	}
	add(1, "одного одной один одна бір")
	add(2, "двух два две екі")
	add(3, "трех три үш")
	add(4, "четырех четыре төрт")
	add(5, "пяти пять бес")
	add(6, "шести шесть алты")
	add(7, "семи семь жеті")
	add(8, "восьми восемь сегіз")
	add(9, "девяти девять тоғыз")
	add(10, "десяти десять он")
	add(11, "одиннадцати")
	add(12, "двенадцати")
	add(13, "тринадцати")
	add(14, "четырнадцати")
	add(15, "пятнадцати")
	add(16, "шестнадцати")
	add(17, "семнадцати")
	add(18, "восемнадцати")
	add(19, "девятнадцати")
	add(20, "двадцати двадцать жиырма")
	add(30, "тридцати тридцать отыз")
	add(40, "сорока сорок қырық")
	add(50, "пятидесяти пятьдесят елу")
	add(60, "шестидесяти шестьдесят алпыс")
	add(70, "семидесяти семьдесят жетпіс")
	add(80, "восьмидесяти восемьдесят сексен")
	add(90, "девяноста девяносто тоқсан")
	add(100, "ста сто жүз")
	add(200, "двухсот двести")
	add(300, "трехсот триста")
	add(400, "четырехсот четыреста")
	add(500, "пятисот пятьсот")
	add(600, "шестисот")
	add(700, "семисот")
	add(800, "восьмисот")
	add(900, "девятисот")
	add(1000, "тысяч тысячи тысяча мың")
	return m
}()

var (
	kazakhHundred = act.Fold("жүз")
	kazakhEndings = []string{act.Fold("ден"), act.Fold("дан"), act.Fold("тен"), act.Fold("тан"), act.Fold("нан"), act.Fold("ге"), act.Fold("ға"), act.Fold("ке"), act.Fold("қа")}
)

// cardinal reads one folded number word.
func cardinal(word string) (int, bool) {
	if n, ok := cardinals[word]; ok {
		return n, true
	}
	for _, end := range kazakhEndings {
		if stem, ok := strings.CutSuffix(word, end); ok {
			if n, ok := cardinals[stem]; ok {
				return n, true
			}
		}
	}
	return 0, false
}

// highest is the largest number of a folded stretch of text, in figures or words; 0 when there is none.
func highest(s string) int {
	best, sum, group := 0, 0, 0
	end := func() {
		best = max(best, sum+group)
		sum, group = 0, 0
	}
	for word := range strings.FieldsSeq(s) {
		bare := strings.Trim(word, ",.;:–()")
		if n, err := strconv.Atoi(bare); err == nil && len(bare) < 9 {
			if group+sum > 0 {
				end()
			}
			group = n
			continue
		}
		n, ok := cardinal(bare)
		switch {
		case !ok:
			end()
			continue
		case n == 1000:
			sum, group = sum+max(group, 1)*1000, 0
		case n == 100 && bare == kazakhHundred && group > 0:
			group *= 100
		case group > 0 && n >= group:
			end()
			group = n
		default:
			group += n
		}
		if bare != word {
			end()
		}
	}
	end()
	return best
}
