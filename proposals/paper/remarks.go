package paper

import (
	"slices"
	"strings"

	"talqy/proposals/act"
)

// RemarkEntry is one remark and what became of it.
type RemarkEntry struct {
	Name         string
	Organisation Bilingual
	// Act and Address are the structural element that it is about; empty for the bill as a whole.
	Act, Address Bilingual
	Body         string
	// Quote is the words of the draft that it is about, Suggested the words proposed for them; either may be empty.
	// Excludes says that an empty Suggested proposes to take the words out.
	Quote, Suggested string
	Excludes         bool
	// Outcome is accepted, rejected, noted, or empty while there is none.
	Outcome string
	Reason  Bilingual
}

// NewRemarks makes the certificate of accepted and rejected remarks with the reasons of rejection (480-V art. 17-1(13)).
// Remarks without an outcome stand in a part of their own, because the certificate must not pass them over.
func NewRemarks(h Head, of Bilingual, list []RemarkEntry) *Document {
	name := Bilingual{"Справка о принятых и отклоненных замечаниях", "Қабылданған және қабылданбаған ескертулер туралы анықтама"}
	return h.document(name, Landscape, func(lang act.Lang) []Block {
		blocks := []Block{
			title(say(lang, "СПРАВКА\nо принятых и отклоненных замечаниях, мотивах отклонения замечаний",
				"Қабылданған және қабылданбаған ескертулер, ескертулердің қабылданбау уәждері туралы\nАНЫҚТАМА")),
			centred(of.In(lang), noteSize)}
		alone, single := oneAct(list)
		if single { // named once, and not in every row
			blocks = append(blocks, centred(alone.In(lang), tableSize))
		}
		table := Table{Size: tableSize, Rules: true, Numbered: true, Columns: []Column{
			{Heading: say(lang, "№ п/п", "Р/с №"), Share: 4, Align: Centre},
			{Heading: say(lang, "Автор замечания, организация", "Ескертудің авторы, ұйымы"), Share: 18},
			{Heading: say(lang, "Структурный элемент", "Құрылымдық элемент"), Share: 15},
			{Heading: say(lang, "Замечание", "Ескерту"), Share: 33},
			{Heading: say(lang, "Результат", "Нәтижесі"), Share: 12},
			{Heading: say(lang, "Обоснование", "Негіздеме"), Share: 22}}}
		n := 0
		var totals []string
		for _, part := range remarkParts(lang) {
			count := 0
			for _, r := range list {
				if r.Outcome != part.outcome {
					continue
				}
				if count == 0 {
					table.Rows = append(table.Rows, TableRow{Across: plain(part.name), Outline: part.name, Level: 2})
				}
				count++
				n++
				table.Rows = append(table.Rows, TableRow{Cells: r.cells(lang, n, single)})
			}
			totals = append(totals, part.total+" – "+number(count))
		}
		if n == 0 {
			return append(blocks, centred(say(lang, "Замечаний не поступило.", "Ескертулер түскен жоқ."), bodySize))
		}
		return append(blocks, table, Text{Size: noteSize, After: 10, Paragraphs: plain(
			count(say(lang, "Всего замечаний", "Барлық ескертулер саны"), n) + say(lang, ", из них: ", ", оның ішінде: ") + strings.Join(totals, ", ") + ".")},
			Signature{Office: say(lang, "Председатель рабочей группы", "Жұмыс тобының төрағасы"), Size: noteSize})
	})
}

type remarkPart struct{ outcome, name, total string }

func remarkParts(lang act.Lang) []remarkPart {
	return []remarkPart{
		{"accepted", say(lang, "Принятые замечания", "Қабылданған ескертулер"), say(lang, "принято", "қабылданғаны")},
		{"rejected", say(lang, "Отклоненные замечания", "Қабылданбаған ескертулер"), say(lang, "отклонено", "қабылданбағаны")},
		{"noted", say(lang, "Принятые к сведению", "Назарға алынғандар"), say(lang, "принято к сведению", "назарға алынғаны")},
		{"", say(lang, "Замечания, по которым решение не принято", "Шешім қабылданбаған ескертулер"), say(lang, "без решения", "шешім қабылданбағаны")},
	}
}

// oneAct gives the act that all remarks are on which are on a structural element.
func oneAct(list []RemarkEntry) (of Bilingual, single bool) {
	for _, r := range list {
		switch {
		case r.Act == (Bilingual{}) || r.Act == of:
		case single:
			return Bilingual{}, false
		default:
			of, single = r.Act, true
		}
	}
	return of, single
}

func (r RemarkEntry) cells(lang act.Lang, n int, single bool) []Cell {
	who := append(plain(r.Name), plain(r.Organisation.In(lang))...)
	return []Cell{cell(number(n)), {Paragraphs: who}, cell(r.about(lang, single)), {Paragraphs: r.words(lang)},
		cell(outcomeWord(lang, r.Outcome)), cell(r.Reason.In(lang))}
}

func (r RemarkEntry) about(lang act.Lang, single bool) string {
	if single && r.Address != (Bilingual{}) {
		return upperFirst(oneLine(r.Address.In(lang)))
	}
	return or(placed(lang, r.Act, r.Address), say(lang, "Законопроект в целом", "Заң жобасы тұтастай"))
}

// words are what was remarked, with the words it is about and those proposed for them.
func (r RemarkEntry) words(lang act.Lang) []Paragraph {
	out := Paragraphs(r.Body)
	if r.Suggested != "" || r.Excludes {
		text := say(lang, "Предложено: слова ", "Ұсыныс: ") + quoted(r.Quote)
		if r.Excludes {
			return append(out, plain(text+say(lang, " исключить.", " деген сөздер алып тасталсын."))...)
		}
		return append(out, plain(text+say(lang, " заменить словами ", " деген сөздер ")+quoted(r.Suggested)+say(lang, ".", " деген сөздермен ауыстырылсын."))...)
	}
	if r.Quote != "" {
		out = slices.Insert(out, 0, plain(quoted(r.Quote)+":")...) // the same in both languages
	}
	return out
}
