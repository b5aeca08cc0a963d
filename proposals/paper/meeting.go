package paper

import (
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
)

// Meeting is a round table or a meeting of the working group, as its papers tell of it.
type Meeting struct {
	// WorkingGroup tells a meeting of the working group (заседание, отырыс) from a round table (круглый стол, дөңгелек
	// үстел).
	WorkingGroup bool
	Title        Bilingual
	Date         string // YYYY-MM-DD
	Begins, Ends string // HH:MM; either may be empty
	Place        Bilingual
	Link         string
	Organiser    Bilingual
	// Chair and Secretary sign the minutes; empty leaves room to write a name.
	Chair, Secretary string
	Agenda           []AgendaItem
	Participants     []Participant
}

// AgendaItem is one item of the agenda.
type AgendaItem struct {
	Title    Bilingual
	Speakers []Speaker
	// Minutes is the time for discussion besides the speakers' own.
	Minutes int
	// Proposals are those that the item is on, with the numbers of their rows in the comparative table.
	Proposals []AgendaProposal
}

// AgendaProposal is a proposal on the agenda.
type AgendaProposal struct {
	Row     int // 0 for none
	Address Bilingual
}

// Speaker speaks to an item.
type Speaker struct {
	Name         string
	Organisation Bilingual
	Minutes      int
}

// Participant is somebody who was invited.
type Participant struct {
	Name         string
	Organisation Bilingual
	Office       Bilingual
	City         string
	Present      bool
}

// kindName names the meeting in the nominative, so that no title has to be inflected.
func (m Meeting) kindName(lang act.Lang) string {
	if m.WorkingGroup {
		return say(lang, "Заседание рабочей группы", "Жұмыс тобының отырысы")
	}
	return say(lang, "Круглый стол", "Дөңгелек үстел")
}

// named is the meeting with its title: «Круглый стол «…»».
func (m Meeting) named(lang act.Lang) string {
	return m.kindName(lang) + " " + quoted(m.Title.In(lang))
}

// Named is the meeting with its title, in both languages.
func (m Meeting) Named() Bilingual { return Bilingual{m.named(act.Russian), m.named(act.Kazakh)} }

// Handout is the line under the title of a table that is handed out at the meeting.
func (m Meeting) Handout() Bilingual {
	line := func(lang act.Lang, name string) string {
		return placeAndDay(name, m.Place.In(lang))
	}
	ru, kk := "Раздаточный материал круглого стола ", " дөңгелек үстелінің үлестірме материалы"
	if m.WorkingGroup {
		ru, kk = "Раздаточный материал заседания рабочей группы ", " жұмыс тобы отырысының үлестірме материалы"
	}
	return Bilingual{line(act.Russian, ru+quoted(m.Title.In(act.Russian))), line(act.Kazakh, quoted(m.Title.In(act.Kazakh))+kk)}
}

// hours is the time of the meeting, «10:00–13:00».
func (m Meeting) hours() string {
	if m.Begins == "" || m.Ends == "" {
		return m.Begins
	}
	return m.Begins + "–" + m.Ends
}

// head is what stands under the title of a paper of the meeting: its name, the day and the hours, the place.
func (m Meeting) head(lang act.Lang) []Block {
	return []Block{
		centred(m.named(lang), bodySize),
		centred(placeAndDay(DateInWords(lang, m.Date), m.hours()), noteSize),
		centred(placeAndDay(m.Place.In(lang), m.Link), noteSize),
	}
}

// organisation is a group of participants of one organisation.
type organisation struct {
	name   Bilingual
	people []Participant
}

// byOrganisation groups people, in the order in which their organisations first come; who has none comes last.
func byOrganisation(people []Participant) []organisation {
	var out []organisation
	for _, p := range people {
		i := slices.IndexFunc(out, func(o organisation) bool { return o.name == p.Organisation })
		if i < 0 {
			i = len(out)
			out = append(out, organisation{name: p.Organisation})
		}
		out[i].people = append(out[i].people, p)
	}
	slices.SortStableFunc(out, func(a, b organisation) int { return a.isNone() - b.isNone() })
	return out
}

func (o organisation) isNone() int {
	if o.name == (Bilingual{}) {
		return 1
	}
	return 0
}

func (o organisation) called(lang act.Lang) string {
	return or(oneLine(o.name.In(lang)), say(lang, "Без организации", "Ұйымы көрсетілмеген"))
}

// office is what a participant is, in brackets after a name: office and city.
func (p Participant) office(lang act.Lang) string {
	return placeAndDay(p.Office.In(lang), p.City)
}

// NewProgramme makes the programme: each item with the clock time at which it begins, counted from the beginning of the
// meeting; without one, the minutes that each item takes.
func NewProgramme(h Head, m Meeting) *Document {
	return h.document(Bilingual{"Программа", "Бағдарлама"}, Portrait, func(lang act.Lang) []Block {
		blocks := append([]Block{title(say(lang, "ПРОГРАММА", "БАҒДАРЛАМА"))}, m.head(lang)...)
		if s := m.Organiser.In(lang); s != "" {
			blocks = append(blocks, centred(say(lang, "Организатор: ", "Ұйымдастырушы: ")+oneLine(s), noteSize))
		}
		clock, known := clockAt(m.Begins)
		table := Table{Size: noteSize, Rules: true, Columns: []Column{
			{Heading: say(lang, "Время", "Уақыты"), Share: 17, Align: Centre},
			{Heading: say(lang, "Вопрос", "Мәселе"), Share: 48},
			{Heading: say(lang, "Докладчики", "Баяндамашылар"), Share: 35}}}
		for i, item := range m.Agenda {
			minutes := item.duration()
			when := count(say(lang, "минут", "минут"), minutes)
			if known {
				when = clock.Format("15:04") + "–" + clock.Add(time.Duration(minutes)*time.Minute).Format("15:04")
			}
			if minutes == 0 {
				when = ""
				if known {
					when = clock.Format("15:04")
				}
			}
			clock = clock.Add(time.Duration(minutes) * time.Minute)
			table.Rows = append(table.Rows, TableRow{Cells: []Cell{{Paragraphs: plain(when)},
				{Paragraphs: append(plain(number(i+1)+". "+item.called(lang)), item.on(lang)...)}, {Paragraphs: item.speakers(lang)}}})
		}
		if len(m.Agenda) == 0 {
			return append(blocks, centred(say(lang, "Повестка дня еще не составлена.", "Күн тәртібі әлі жасалған жоқ."), bodySize))
		}
		return append(blocks, table)
	})
}

// clockAt reads HH:MM.
func clockAt(s string) (time.Time, bool) {
	t, err := time.Parse("15:04", strings.TrimSpace(s))
	return t, err == nil
}

// duration is all the time of an item, minutes.
func (a AgendaItem) duration() int {
	n := a.Minutes
	for _, s := range a.Speakers {
		n += s.Minutes
	}
	return n
}

func (a AgendaItem) called(lang act.Lang) string {
	return or(oneLine(a.Title.In(lang)), say(lang, "Обсуждение поправок", "Түзетулерді талқылау"))
}

// on lists the proposals of an item: «строка 7 – статья 128».
func (a AgendaItem) on(lang act.Lang) []Paragraph {
	var out []Paragraph
	for _, p := range a.Proposals {
		s := oneLine(p.Address.In(lang))
		if p.Row > 0 {
			s = say(lang, "строка "+number(p.Row), number(p.Row)+"-жол") + " – " + s
		}
		out = append(out, plain(s)...)
	}
	return out
}

func (a AgendaItem) speakers(lang act.Lang) []Paragraph {
	var out []Paragraph
	for _, s := range a.Speakers {
		text := s.called(lang)
		if s.Minutes > 0 {
			text += " (" + number(s.Minutes) + say(lang, " мин", " мин") + ")"
		}
		out = append(out, plain(text)...)
	}
	return out
}

func (s Speaker) called(lang act.Lang) string {
	if o := oneLine(s.Organisation.In(lang)); o != "" {
		return oneLine(s.Name) + ", " + o
	}
	return oneLine(s.Name)
}
