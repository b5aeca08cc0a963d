package paper

import (
	"cmp"
	"slices"
	"strings"

	"talqy/proposals/act"
)

// NotePart is one section of an explanatory note as it is to be printed.
type NotePart struct {
	Heading Bilingual
	// Text is what the group has written; where it is empty the hint is printed, with ruled lines to write on.
	Text Bilingual
	Hint Bilingual
}

// ruledLines is how many lines are left for a section that nobody has written.
const ruledLines = 6

// NewExplanatoryNote makes the explanatory note to a bill (пояснительная записка; түсіндірме жазба).
func NewExplanatoryNote(h Head, bill Bilingual, parts []NotePart) *Document {
	name := Bilingual{"Пояснительная записка", "Түсіндірме жазба"}
	return h.document(name, Portrait, func(lang act.Lang) []Block {
		blocks := []Block{entitled(lang, say(lang, "ПОЯСНИТЕЛЬНАЯ ЗАПИСКА", "ТҮСІНДІРМЕ ЖАЗБА"), bill)}
		for i, p := range parts {
			blocks = append(blocks, heading(number(i+1)+". "+oneLine(p.Heading.In(lang))))
			if text := strings.TrimSpace(p.Text.In(lang)); text != "" {
				blocks = append(blocks, body(text))
				continue
			}
			// Both languages are empty here: the hint stands in each, and the lines once.
			blocks = append(blocks, Text{Paragraphs: Paragraphs(p.Hint.In(lang)), Size: noteSize, Italic: true, After: 2, Keep: true}, Lines{Count: ruledLines})
		}
		return blocks
	})
}

// Citation is an article of a treaty that an amendment serves.
type Citation struct {
	Treaty, Article, Quote Bilingual
	// Before and After are none, partial or full.
	Before, After string
	Note          Bilingual
	// Act and Address are the norm of the law.
	Act, Address Bilingual
}

// NewConformity makes the table that says how far the law conforms to international norms before and after a bill (таблица
// соответствия; сәйкестік кестесі): treaty by treaty, article by article.
func NewConformity(h Head, bill Bilingual, list []Citation) *Document {
	name := Bilingual{"Таблица соответствия международным нормам", "Халықаралық нормаларға сәйкестік кестесі"}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Citation) int {
		return cmp.Compare(oneLine(a.Treaty.In(act.Russian)), oneLine(b.Treaty.In(act.Russian)))
	})
	return h.document(name, Landscape, func(lang act.Lang) []Block {
		blocks := []Block{title(say(lang, "ТАБЛИЦА СООТВЕТСТВИЯ\nмеждународным нормам", "Халықаралық нормаларға\nСӘЙКЕСТІК КЕСТЕСІ")), ofBill(lang, bill)}
		table := Table{Size: tableSize, Rules: true, Numbered: true, Columns: []Column{
			{Heading: say(lang, "№ п/п", "Р/с №"), Share: 4, Align: Centre},
			{Heading: say(lang, "Статья международного договора", "Халықаралық шарттың бабы"), Share: 30},
			{Heading: say(lang, "Норма закона", "Заң нормасы"), Share: 22},
			{Heading: say(lang, "Соответствие до принятия", "Қабылданғанға дейінгі сәйкестік"), Share: 13},
			{Heading: say(lang, "Соответствие после принятия", "Қабылданғаннан кейінгі сәйкестік"), Share: 13},
			{Heading: say(lang, "Примечание", "Ескертпе"), Share: 22}}}
		before := ""
		for i, c := range list {
			if treaty := oneLine(c.Treaty.In(act.Russian)); treaty != before || i == 0 {
				over := oneLine(c.Treaty.In(lang))
				table.Rows = append(table.Rows, TableRow{Across: plain(over), Outline: over, Level: 2})
				before = treaty
			}
			article := plain(c.Article.In(lang))
			if q := c.Quote.In(lang); q != "" {
				article = append(article, plain(quoted(q))...)
			}
			table.Rows = append(table.Rows, TableRow{Cells: []Cell{cell(number(i + 1)), {Paragraphs: article}, cell(placed(lang, c.Act, c.Address)),
				cell(conformity(lang, c.Before)), cell(conformity(lang, c.After)), cell(c.Note.In(lang))}})
		}
		if len(list) == 0 {
			return append(blocks, centred(say(lang, "Нормы международных договоров к поправкам не указаны.", "Түзетулерге халықаралық шарттардың нормалары көрсетілмеген."), bodySize))
		}
		return append(blocks, table)
	})
}

func conformity(lang act.Lang, state string) string {
	switch state {
	case "full":
		return say(lang, "соответствует", "сәйкес келеді")
	case "partial":
		return say(lang, "соответствует частично", "ішінара сәйкес келеді")
	case "none":
		return say(lang, "не соответствует", "сәйкес келмейді")
	}
	return ""
}
