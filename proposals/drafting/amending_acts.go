package drafting

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
)

// Legal force from the highest (480-V art. 10). Acts whose kind is not told are compared with none.
const (
	forceUnknown = iota
	forceConstitution
	forceConstitutionalLaw
	forceCode
	forceLaw
	forceParliament
	forceDecree
	forceGovernment
	forceOrder
)

// cited is one act as an amending act names it.
type cited struct {
	name  string
	item  string // the number of the item that names it
	line  *line
	force int
	date  string // YYYY-MM-DD, empty where none is named
}

// acts checks the acts that are amended: each in one item, in the order of force and date, cited with its date (480-V art.
// 26(2), (5)); and that a by-law gets new wordings and no changes of words (art. 26(6)).
func (a *amending) acts() {
	var list []cited
	for _, in := range a.instructions {
		item, _, _ := strings.Cut(in.N, ".")
		if in.Act == "" || len(list) > 0 && list[len(list)-1].item == item && list[len(list)-1].name == in.Act {
			continue
		}
		list = append(list, cited{in.Act, item, a.naming(in), forceOf(in.Act, a.Lang), dateOf(in.Act, a.Lang)})
	}
	for i, c := range list {
		name := quoteless(c.name)
		for _, before := range list[:i] {
			if squeeze(before.name) == squeeze(c.name) {
				a.whole(ActTwice, c.line, map[string]any{"act": name})
				break
			}
		}
		if c.date == "" && c.force != forceConstitution && c.force != forceUnknown {
			a.whole(ActDateMissing, c.line, map[string]any{"act": name})
		}
		if i == 0 || c.force == forceUnknown || list[i-1].force == forceUnknown {
			continue
		}
		before := list[i-1]
		if before.force > c.force || before.force == c.force && before.date > c.date && c.date != "" {
			a.whole(ActsOrder, c.line, map[string]any{"act": name, "before": quoteless(before.name)})
		}
	}
	for _, in := range a.instructions {
		force := forceOf(in.Act, a.Lang)
		if force != forceParliament && force != forceGovernment && force != forceOrder {
			continue
		}
		for _, m := range in.Modifications {
			if m.Subject != instruction.Units {
				a.whole(NewWordingNeeded, a.lineAt(in.Line), map[string]any{"text": act.Excerpt(in.Raw, excerptLetters)})
				break
			}
		}
	}
}

// naming is the line that names the act of an instruction: the nearest above it.
func (a *amending) naming(in instruction.Instruction) *line {
	for n := in.Line; n > 0; n-- {
		if l := a.lineAt(n); strings.Contains(squeeze(l.text), in.Act) {
			return l
		}
	}
	return a.lineAt(in.Line)
}

// quoteless shortens the name of an act for a message.
func quoteless(name string) string { return act.Excerpt(strings.TrimSuffix(name, ":"), excerptLetters) }

// excerptLetters is how much of a text a message quotes.
const excerptLetters = 120

func forceOf(name string, lang act.Lang) int {
	// What stands in quotation marks is a title and may name another act.
	folded, _, _ := strings.Cut(act.Fold(name), "\"")
	if lang == act.Kazakh {
		// The kind stands at the end, after the title in quotation marks.
		folded = act.Fold(name)
		if i := strings.LastIndexByte(folded, '"'); i >= 0 {
			folded = folded[i:]
		}
	}
	for _, k := range forces {
		if strings.Contains(folded, k.word) {
			return k.force
		}
	}
	return forceUnknown
}

var forces = func() []struct {
	word  string
	force int
} {
	list := []struct {
		word  string
		force int
	}{
		{"конституционный закон", forceConstitutionalLaw}, {"конституциялық заң", forceConstitutionalLaw}, {"конституци", forceConstitution},
		{"кодекс", forceCode}, {"указ", forceDecree}, {"жарлығ", forceDecree}, {"постановление парламента", forceParliament},
		{"постановление правительства", forceGovernment}, {"үкіметінің", forceGovernment}, {"приказ", forceOrder}, {"бұйрығ", forceOrder},
		{"закон", forceLaw}, {"заңы", forceLaw}, {"заңға", forceLaw},
	}
	for i := range list {
		list[i].word = act.Fold(list[i].word)
	}
	return list
}()

var months = func() map[act.Lang][]string {
	m := map[act.Lang][]string{
		act.Russian: strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
		act.Kazakh:  strings.Fields("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
	}
	for _, list := range m {
		for i := range list {
			list[i] = act.Fold(list[i])
		}
	}
	return m
}()

// dateOf reads «от 3 июля 2014 года» and «2014 жылғы 3 шілдедегі» as YYYY-MM-DD. The first date is that of the act; those of
// a title in quotation marks come later in Russian and are passed over in Kazakh by the word before.
func dateOf(name string, lang act.Lang) string {
	list := tokens(name)
	for i := range list {
		month := 0
		for n, m := range months[lang] {
			if list[i].text == m || lang == act.Kazakh && strings.HasPrefix(list[i].text, m) {
				month = n + 1
			}
		}
		if month == 0 || i == 0 {
			continue
		}
		day, err := strconv.Atoi(list[i-1].text)
		year := ""
		if lang == act.Kazakh && i > 2 {
			year = list[i-3].text
		} else if lang != act.Kazakh && i+1 < len(list) {
			year = list[i+1].text
		}
		if err == nil && len(year) == 4 && isFigureNumber(year) && day <= 31 {
			return year + "-" + twoDigits(month) + "-" + twoDigits(day)
		}
	}
	return ""
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
