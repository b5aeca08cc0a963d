package instruction

import (
	"fmt"
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// Citation is how consolidations name the amending act: by its kind, date and number. What is unknown is empty.
type Citation struct {
	// Date is DD.MM.YYYY, as the official editions print it.
	Date string
	// Number is the registered number, «89-VII».
	Number string
}

// remark continues the verb of a remark: « Законом РК от 29.12.2021 № 89-VII», « – ҚР 29.12.2021 № 89-VII Заңымен»; empty
// when nothing is known.
func (c Citation) remark(lang act.Lang) string {
	if c.Date == "" {
		return ""
	}
	number := ""
	if c.Number != "" {
		number = " № " + c.Number
	}
	if lang == act.Kazakh {
		return " – ҚР " + c.Date + number + " Заңымен"
	}
	return " Законом РК от " + c.Date + number
}

// CitationOf reads the date and the number of an amending act from the lines that give its own: «Закон Республики Казахстан
// от 29 декабря 2021 года № 89-VII ЗРК.» above its text, or «Астана, Акорда, 29 декабря 2021 года.  № 89-VII ЗРК» below its
// signature. Dates inside the instructions are those of the acts amended and are not taken.
func CitationOf(amending string, lang act.Lang) Citation {
	lines := strings.Split(amending, "\n")
	for i, raw := range lines {
		line := squeeze(raw)
		if isArticleLine(line) || commands(line) {
			break
		}
		if c, ok := ownCitation(line, lang); ok {
			return c
		}
		// «Закон Республики Казахстан от 29 декабря 2021 года» with the number on the next line.
		if i+1 < len(lines) {
			if c, ok := ownCitation(line+" "+squeeze(lines[i+1]), lang); ok {
				return c
			}
		}
	}
	for i := len(lines) - 1; i >= max(0, len(lines)-maxSignature); i-- {
		if c, ok := ownCitation(squeeze(lines[i]), lang); ok && !commands(lines[i]) {
			return c
		}
	}
	return Citation{}
}

// maxSignature is how many lines at the end of an act may hold its signature, date and number.
const maxSignature = 8

// ownCitation reads a line with both a date and a number.
func ownCitation(line string, lang act.Lang) (Citation, bool) {
	if len(line) > 300 {
		return Citation{}, false
	}
	_, after, ok := strings.Cut(line, "№")
	if !ok || strings.ContainsAny(line, "«\"") {
		return Citation{}, false
	}
	number, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	number = strings.TrimRight(number, ".,;)")
	date := dateIn(act.Fold(line), lang)
	// Laws are numbered by the convocation of Parliament, «89-VII»; another act is not called a law.
	if _, convocation, _ := strings.Cut(number, "-"); date == "" || convocation == "" || strings.Trim(convocation, "IVXІХ") != "" {
		return Citation{}, false
	}
	return Citation{Date: date, Number: number}, true
}

// dateIn reads «29 декабря 2021 года», «2021 жылғы 29 желтоқсан» or «29.12.2021» in a folded line.
func dateIn(folded string, lang act.Lang) string {
	words := strings.FieldsFunc(folded, func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' })
	for i, w := range words {
		if n := scanFigures(w); n == len("29.12.2021") && strings.Count(w[:n], ".") == 2 && w[2] == '.' {
			return w[:n]
		}
		if i == 0 {
			continue
		}
		for m := range 12 {
			day, err := strconv.Atoi(words[i-1])
			if err != nil || day < 1 || day > 31 {
				continue
			}
			year := ""
			switch {
			case lang != act.Kazakh && w == foldedMonths.russian[m] && i+1 < len(words):
				year = words[i+1]
			case lang == act.Kazakh && strings.HasPrefix(w, foldedMonths.kazakh[m]) && i >= 3:
				year = words[i-3]
			}
			year = strings.TrimRight(year, ".")
			if y, err := strconv.Atoi(year); err == nil && y > 1900 && y < 2200 {
				return fmt.Sprintf("%02d.%02d.%d", day, m+1, y)
			}
		}
	}
	return ""
}
