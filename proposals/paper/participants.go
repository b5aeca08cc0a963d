package paper

import (
	"slices"

	"talqy/proposals/act"
)

// signatureHeight is the room of a row for a signature, mm.
const signatureHeight = 10

// NewParticipants makes the list of participants, by organisation, with room to sign.
func NewParticipants(h Head, m Meeting) *Document {
	return h.document(Bilingual{"Список участников", "Қатысушылар тізімі"}, Portrait, func(lang act.Lang) []Block {
		blocks := append([]Block{title(say(lang, "СПИСОК УЧАСТНИКОВ", "ҚАТЫСУШЫЛАР ТІЗІМІ"))}, m.head(lang)...)
		table := Table{Size: noteSize - 1, Rules: true, Columns: []Column{
			{Heading: say(lang, "№ п/п", "Р/с №"), Share: 9, Align: Centre},
			{Heading: say(lang, "Фамилия, имя, отчество", "Тегі, аты, әкесінің аты"), Share: 32},
			{Heading: say(lang, "Должность", "Лауазымы"), Share: 27},
			{Heading: say(lang, "Город", "Қаласы"), Share: 16},
			{Heading: say(lang, "Подпись", "Қолы"), Share: 16}}}
		n := 0
		for _, o := range byOrganisation(m.Participants) {
			over := o.called(lang)
			table.Rows = append(table.Rows, TableRow{Across: plain(over), Outline: over, Level: 2})
			for _, p := range o.people {
				n++
				table.Rows = append(table.Rows, TableRow{Cells: []Cell{cell(number(n)), cell(p.Name), cell(p.Office.In(lang)), cell(p.City), {}}, Least: signatureHeight})
			}
		}
		if n == 0 {
			return append(blocks, centred(say(lang, "Никто еще не приглашен.", "Әлі ешкім шақырылған жоқ."), bodySize))
		}
		return append(blocks, table, Text{Size: noteSize, After: 4, Paragraphs: plain(
			count(say(lang, "Всего участников", "Барлық қатысушылар саны"), n) + ", " +
				count(say(lang, "организаций", "ұйымдар саны"), organisations(m.Participants)) + ".")})
	})
}

// organisations counts those that the people are of.
func organisations(people []Participant) int {
	return len(slices.DeleteFunc(byOrganisation(people), func(o organisation) bool { return o.isNone() == 1 }))
}

// The sizes of cards, mm: a badge of the usual holder, and a name plate of which two stand on one sheet.
const (
	badgeWidth, badgeHeight = 90, 55
	plateWidth, plateHeight = 190, 65
)

// NewBadges makes a badge for each participant.
func NewBadges(h Head, m Meeting) *Document {
	return h.cards(Bilingual{"Бейджи", "Бейджиктер"}, m, Cards{Width: badgeWidth, Height: badgeHeight}, func(p Participant, lang act.Lang) Card {
		return Card{Over: oneLine(m.Title.In(lang)), Name: oneLine(p.Name), Under: p.under(lang)}
	})
}

// NewNamePlates makes a folded name plate for each participant, to stand on the table.
func NewNamePlates(h Head, m Meeting) *Document {
	return h.cards(Bilingual{"Настольные таблички", "Үстел тақтайшалары"}, m,
		Cards{Width: plateWidth, Height: plateHeight, Folded: true}, func(p Participant, lang act.Lang) Card {
			return Card{Name: oneLine(p.Name), Under: p.under(lang)}
		})
}

// under are the office and the organisation, a line each.
func (p Participant) under(lang act.Lang) []string {
	var out []string
	for _, s := range []string{p.Office.In(lang), p.Organisation.In(lang)} {
		if s = oneLine(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (h Head) cards(name Bilingual, m Meeting, c Cards, card func(Participant, act.Lang) Card) *Document {
	h.Link = "" // what is cut out and worn has no room for it
	sheet := Edgeless
	return h.document(name, sheet, func(lang act.Lang) []Block {
		cards := c
		for _, p := range m.Participants {
			cards.Cards = append(cards.Cards, card(p, lang))
		}
		if len(cards.Cards) == 0 {
			return []Block{centred(say(lang, "Никто еще не приглашен.", "Әлі ешкім шақырылған жоқ."), bodySize)}
		}
		return []Block{cards}
	})
}

// NewGuestPoster makes the poster for the wall of the hall: a QR code by which people in the room send remarks from their
// telephones. link is the guests' link.
func NewGuestPoster(h Head, m Meeting, link string) *Document {
	h.Link = "" // one code on the wall is enough
	return h.document(Bilingual{"Плакат для гостей", "Қонақтарға арналған плакат"}, Portrait, func(lang act.Lang) []Block {
		blocks := []Block{Text{Paragraphs: plain(say(lang, "Ваше замечание – с телефона", "Ескертуіңізді телефоннан жіберіңіз")), Size: 28,
			Bold: true, Align: Centre, Outline: 1, After: 10}}
		blocks = append(blocks, m.head(lang)[:2]...)
		steps := say(lang, "1. Наведите камеру телефона на код и откройте ссылку.\n2. Напишите имя, организацию и замечание.\n3. Замечание появится на экране после того, как его пропустит организатор.",
			"1. Телефон камерасын кодқа бағыттап, сілтемені ашыңыз.\n2. Атыңызды, ұйымыңызды және ескертуіңізді жазыңыз.\n3. Ескерту ұйымдастырушы рұқсат бергеннен кейін экранға шығады.")
		side, size := 120.0, 18.0
		if h.both() { // the sheet has to hold two titles
			side, size = 100, bodySize
		}
		blocks = append(blocks, Code{Link: link, Side: side, Caption: plain(link)})
		blocks = append(blocks, Text{Paragraphs: Paragraphs(steps), Size: size, Before: 6, After: 8})
		return append(blocks, centred(say(lang, "Не пишите персональных данных: ИИН, телефонов, номеров документов.",
			"Дербес деректерді жазбаңыз: ЖСН, телефон, құжат нөмірлері."), noteSize))
	})
}
