package docx

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

func equal(s string) redline.Op   { return redline.Op{Kind: redline.Equal, Text: s} }
func deleted(s string) redline.Op { return redline.Op{Kind: redline.Delete, Text: s} }
func added(s string) redline.Op   { return redline.Op{Kind: redline.Insert, Text: s} }

var made = time.Date(2026, 12, 10, 9, 30, 0, 0, time.UTC)

// foundation is an author whose name XML must escape.
const foundation = `Фонд "Сад" & <Ко>`

// code33 makes a pattern of 33 squares to a side that stands for a code: what is tested here is how a code gets into the file.
func code33(link string) ([][]bool, error) {
	if len(link) > 2000 {
		return nil, errors.New("too long for a code")
	}
	rows := make([][]bool, 33)
	for y := range rows {
		rows[y] = make([]bool, 33)
		for x := range rows[y] {
			rows[y][x] = x == 0 || y == 0 || x*y%7 == 1
		}
	}
	return rows, nil
}

// trackedOf makes one text of both wordings, a paragraph a line.
func trackedOf(ops ...redline.Op) []paper.Paragraph {
	marks := map[redline.Kind]paper.Mark{redline.Equal: paper.Kept, redline.Delete: paper.Struck, redline.Insert: paper.Added}
	out := []paper.Paragraph{{}}
	for _, op := range ops {
		for i, line := range strings.Split(op.Text, "\n") {
			if i > 0 {
				out[len(out)-1].End = marks[op.Kind]
				out = append(out, paper.Paragraph{})
			}
			if line != "" {
				last := &out[len(out)-1]
				last.Runs = append(last.Runs, paper.Run{Mark: marks[op.Kind], Text: line})
			}
		}
	}
	return out
}

func said(text string) []paper.Paragraph { return paper.Paragraphs(text) }

// comparison is a table with the three kinds of amendment, changed breaks, signs that XML must escape and empty fields.
func comparison() paper.Table {
	row := func(n, address, current string, tracked []paper.Paragraph, why, author string) paper.TableRow {
		return paper.TableRow{Outline: address, Level: 2, Cells: []paper.Cell{{Paragraphs: said(n)}, {Paragraphs: said(address)}, {Paragraphs: said(current)},
			{Paragraphs: said("проставлено иначе"), Tracked: tracked, Author: author, At: made}, {Paragraphs: said(why), Foot: said("Автор: " + author)}}}
	}
	return paper.Table{Rules: true, Numbered: true, Size: 10, Columns: []paper.Column{{Heading: "№", Share: 1, Align: paper.Centre}, {Heading: "Структурный элемент", Share: 3},
		{Heading: "Действующая редакция", Share: 8}, {Heading: "Предлагаемая редакция", Share: 8}, {Heading: "Обоснование", Share: 5}},
		Rows: []paper.TableRow{
			{Across: said("Закон Республики Казахстан «О пробных садах»"), Outline: "О пробных садах", Level: 1},
			row("1", "Статья 1", "1. Срок десять дней.\n2. Әғқңөұүһі", trackedOf(equal("1. Срок "), deleted("десять"), added("пятнадцать"), equal(" дней.\n2. Әғқңөұүһі"), added("\n3. Новое."), equal("\n\n4. Конец.")), "Так надо.\nДля 5 000 ₸.", foundation),
			row("2", "Статья 2", "Первый\nвторой третий", trackedOf(equal("Первый"), deleted("\n"), added(" "), equal("второй"), deleted(" "), added("\n"), equal("третий")), "", ""),
			row("3", "Статья 2-1", "отсутствует", trackedOf(added("Статья 2-1.\nСлова.")), "«Слова „внутри“ кавычек»", "Марина"),
			row("4", "Статья 3", "Статья 3.\nСлова.", trackedOf(deleted("Статья 3.\nСлова.\n"), added("исключить")), strings.Repeat("б", 400), "Марина"),
			{Cells: []paper.Cell{{}, {}}},
		}}
}

// everything has each block of the model, on one sheet.
func everything(lang act.Lang, sheet paper.Sheet) *paper.Document {
	struck := paper.Paragraph{Runs: []paper.Run{{Mark: paper.Struck, Text: "слова"}, {Text: " – исключаемый текст; "}, {Mark: paper.Added, Text: "слова"}, {Text: " – новый текст; "}, {Mark: paper.Strong, Text: "Статья 1."}}}
	return &paper.Document{Title: "Сравнительная таблица <учебная> & «пробная»", Lang: lang, Sheet: sheet, Date: "2026-12-10", Version: "версия 112",
		Subject: "О пробных садах", Link: "https://talqy.example/bills/abc?lang=ru&x=1", Made: made, Blocks: []paper.Block{
			paper.Text{Paragraphs: said("Сравнительная таблица"), Size: 14, Bold: true, Align: paper.Centre, Outline: 1, After: 6},
			paper.Text{Paragraphs: []paper.Paragraph{struck}, Size: 9, Italic: true},
			paper.Text{Paragraphs: []paper.Paragraph{{Runs: []paper.Run{{Text: "Осы Заң алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі."}}, Lang: act.Kazakh}},
				Size: 14, Align: paper.Justified, Indent: 12.5, After: 6},
			comparison(),
			paper.Table{Columns: []paper.Column{{Share: 1, Align: paper.Justified}, {Share: 1, Align: paper.Justified}}, Size: 12, Rows: []paper.TableRow{
				{Keep: true, Cells: []paper.Cell{{Paragraphs: said("Глава 1"), Bold: true}, {Paragraphs: said("1-тарау"), Bold: true}}},
				{Cells: []paper.Cell{{Paragraphs: said("Русский текст идёт слева.")}, {Paragraphs: []paper.Paragraph{{Runs: []paper.Run{{Text: "Қазақша мәтін оң жақта."}}, Lang: act.Kazakh}}}}}}},
			paper.Table{Columns: []paper.Column{{}}},
			paper.PageBreak{},
			paper.Text{Paragraphs: said("Протокол"), Size: 14, Bold: true, Align: paper.Centre, Outline: 2, After: 4, Keep: true},
			paper.Lines{Count: 3},
			paper.Text{Paragraphs: said("Подписи сторон"), Size: 14},
			paper.Signature{Office: "Председатель рабочей группы", Name: "А. Сапарова", Size: 14},
			paper.Signature{Office: "Секретарь", Size: 14},
			paper.PageBreak{},
			paper.Code{Link: "https://talqy.example/guest/0123456789abcdef", Side: 120, Caption: said("Замечания из зала\nНаведите камеру телефона")},
		}}
}

func badges() *paper.Document {
	cards := paper.Cards{Width: 90, Height: 55}
	for i := range 11 {
		cards.Cards = append(cards.Cards, paper.Card{Over: "Круглый стол «О пробных садах», 10 декабря 2026 года", Name: fmt.Sprintf("Әлия Қожахметова-Сыдықова %d", i+1),
			Under: []string{"заместитель директора департамента", "Министерство пробных дел Республики Казахстан"}})
	}
	return &paper.Document{Title: "Бейджи", Sheet: paper.Edgeless, Made: made, Link: "https://talqy.example/", Blocks: []paper.Block{cards}}
}

func plates() *paper.Document {
	return &paper.Document{Title: "Таблички", Sheet: paper.Edgeless, Lang: act.Kazakh, Made: made, Blocks: []paper.Block{
		paper.Cards{Width: 190, Height: 90, Folded: true, Cards: []paper.Card{
			{Name: "Сауле Тлеубаева", Under: []string{"Министерство пробных дел"}}, {Name: "Данияр Есимов"}, {Over: "Дөңгелек үстел", Name: "Константин Константинопольский-Преображенский"}}}}}
}
