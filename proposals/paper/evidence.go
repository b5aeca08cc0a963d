package paper

import (
	"regexp"
	"strings"
	"time"

	"talqy/proposals/act"
)

// Evidence is what practice says for an amendment, as papers print it.
type Evidence struct {
	// Kind is consultation, hotline, court, training or other.
	Kind   string
	Source Bilingual
	// From and To bound the period, YYYY-MM or YYYY-MM-DD; To may be empty.
	From, To string
	Cases    int
	Summary  Bilingual
	// File is the name of what is attached; empty for nothing.
	File string
}

// evidenceKind names where evidence comes from.
func evidenceKind(lang act.Lang, kind string) string {
	switch kind {
	case "consultation":
		return say(lang, "консультации", "консультациялар")
	case "hotline":
		return say(lang, "горячая линия", "жедел желі")
	case "court":
		return say(lang, "судебная практика", "сот практикасы")
	case "training":
		return say(lang, "обучение", "оқыту іс-шаралары")
	}
	return say(lang, "иной источник", "өзге дереккөз")
}

var monthOnly = regexp.MustCompile(`^\d{4}-\d{2}$`)

// Nominatives of the Russian months: a month alone is not inflected as one after a day is.
var russianMonths = [12]string{"январь", "февраль", "март", "апрель", "май", "июнь",
	"июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"}

// dayOrMonth writes a bound of a period: «март 2026 года», «2026 жылғы наурыз».
func dayOrMonth(lang act.Lang, s string) string {
	if !monthOnly.MatchString(s) {
		return DateInWords(lang, s)
	}
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return oneLine(s)
	}
	if lang == act.Kazakh {
		return t.Format("2006") + " жылғы " + wordsOf(lang).months[t.Month()-1]
	}
	return russianMonths[t.Month()-1] + " " + t.Format("2006") + " года"
}

// period writes when it was, without prepositions that would inflect the months.
func (e Evidence) period(lang act.Lang) string {
	from, to := dayOrMonth(lang, e.From), dayOrMonth(lang, e.To)
	if to == "" || to == from {
		return from
	}
	if from == "" {
		return to
	}
	return from + " – " + to
}

// head is the first line of a piece of evidence: kind, source, period, number of cases.
func (e Evidence) head(lang act.Lang) string {
	parts := []string{upperFirst(evidenceKind(lang, e.Kind))}
	for _, s := range []string{oneLine(e.Source.In(lang)), e.period(lang)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if e.Cases > 0 {
		parts = append(parts, count(say(lang, "случаев", "жағдайлар саны"), e.Cases))
	}
	return strings.Join(parts, ", ")
}

// cases is the number of cases; «–» where none were counted.
func (e Evidence) cases() string {
	if e.Cases == 0 {
		return "–"
	}
	return number(e.Cases)
}

// evidenceUnder is what stands under the justification of an amendment.
func evidenceUnder(lang act.Lang, list []Evidence) []Paragraph {
	var out []Paragraph
	for i, e := range list {
		if i == 0 {
			out = append(out, Paragraph{Runs: []Run{{Strong, say(lang, "Данные практики:", "Практика деректері:")}}})
		}
		out = append(out, plain(e.head(lang)+".")...)
		out = append(out, Paragraphs(e.Summary.In(lang))...)
	}
	return out
}

// EvidenceItem is one provision and what practice says for changing it.
type EvidenceItem struct {
	Act, Address Bilingual
	Evidence     []Evidence
}

// NewEvidence makes the annex that lists what practice says for the amendments of a bill.
func NewEvidence(h Head, bill Bilingual, items []EvidenceItem) *Document {
	name := Bilingual{"Данные практики, представленные в обоснование поправок", "Түзетулерді негіздеуге ұсынылған практика деректері"}
	return h.document(name, Landscape, func(lang act.Lang) []Block {
		blocks := []Block{
			Text{Paragraphs: plain(say(lang, "Приложение", "Қосымша")), Size: noteSize, Align: Right, After: 4},
			title(name.In(lang)), ofBill(lang, bill),
			centred(say(lang, "Персональные данные не приводятся.", "Дербес деректер келтірілмейді."), tableSize)}
		table := Table{Size: tableSize, Rules: true, Numbered: true, Columns: []Column{
			{Heading: say(lang, "№ п/п", "Р/с №"), Share: 4, Align: Centre},
			{Heading: say(lang, "Вид и источник", "Түрі және дереккөзі"), Share: 20},
			{Heading: say(lang, "Период", "Кезең"), Share: 14},
			{Heading: say(lang, "Число случаев", "Жағдайлар саны"), Share: 9, Align: Centre},
			{Heading: say(lang, "Обезличенное изложение", "Иесіздендірілген мазмұны"), Share: 40},
			{Heading: say(lang, "Файл", "Файл"), Share: 13},
		}}
		n, cases := 0, 0
		for _, item := range items {
			if len(item.Evidence) == 0 {
				continue
			}
			over := placed(lang, item.Act, item.Address)
			table.Rows = append(table.Rows, TableRow{Across: plain(over), Outline: over, Level: 2})
			for _, e := range item.Evidence {
				n++
				cases += e.Cases
				table.Rows = append(table.Rows, TableRow{Cells: []Cell{cell(number(n)),
					{Paragraphs: append(plain(upperFirst(evidenceKind(lang, e.Kind))), plain(e.Source.In(lang))...)},
					cell(e.period(lang)), cell(e.cases()), cell(e.Summary.In(lang)), cell(e.File)}})
			}
		}
		if n == 0 {
			return append(blocks, centred(say(lang, "Данные практики не представлены.", "Практика деректері ұсынылған жоқ."), bodySize))
		}
		return append(blocks, table, Text{Size: noteSize, Align: Left, After: 4, Paragraphs: plain(
			count(say(lang, "Всего источников", "Барлық дереккөздер саны"), n) + ", " + count(say(lang, "случаев", "жағдайлар саны"), cases) + ".")})
	})
}

// placed names a provision by its act and its address.
func placed(lang act.Lang, actTitle, address Bilingual) string {
	a, u := oneLine(actTitle.In(lang)), oneLine(address.In(lang))
	if a == "" || u == "" {
		return a + u
	}
	return a + ". " + upperFirst(u)
}
