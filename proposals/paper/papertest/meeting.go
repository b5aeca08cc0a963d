package papertest

import (
	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// Organisations of the sample.
var (
	ministry = said("Министерство социальной помощи (учебное)", "Әлеуметтік көмек министрлігі (оқу)")
	shelter  = said("Общественный фонд «Приют на реке»", "«Өзен бойындағы баспана» қоғамдық қоры")
	centre   = said("Центр правовой помощи", "Құқықтық көмек орталығы")
	office   = said("Представительство международной организации", "Халықаралық ұйымның өкілдігі")
)

// Meeting is a round table with four organisations, a guest without one, and an agenda of three items.
func Meeting() paper.Meeting {
	someone := func(name string, of, as paper.Bilingual, city string, present bool) paper.Participant {
		return paper.Participant{Name: name, Organisation: of, Office: as, City: city, Present: present}
	}
	return paper.Meeting{
		Title: said("Приюты и помощь пострадавшим: что менять в законе", "Баспаналар және зардап шеккендерге көмек: заңда нені өзгерту керек"),
		Date:  "2026-12-10", Begins: "10:00", Ends: "13:00",
		Place:     said("г. Астана, ул. Учебная, 5, малый зал", "Астана қаласы, Оқу көшесі, 5, кіші зал"),
		Organiser: shelter, Chair: "Сауле Тлеубаева", Secretary: "Данияр Есимов",
		Agenda: []paper.AgendaItem{
			{Title: said("Открытие, о ходе работы над законопроектом", "Ашылуы, заң жобасымен жұмыстың барысы туралы"),
				Speakers: []paper.Speaker{{Name: "Сауле Тлеубаева", Organisation: shelter, Minutes: 10}, {Name: "Марат Әбдіқадыров", Organisation: ministry, Minutes: 15}}},
			{Title: said("Обсуждение поправок к Закону «О приютах»", "«Баспаналар туралы» Заңға түзетулерді талқылау"), Minutes: 60,
				Speakers: []paper.Speaker{{Name: "Әлия Қожахметова-Сыдықова", Organisation: centre, Minutes: 20}},
				Proposals: []paper.AgendaProposal{{Row: 1, Address: said("Статья 12. Порядок приема", "12-бап. Қабылдау тәртібі")},
					{Row: 2, Address: said("Статья 12-1. Срочный прием", "12-1-бап. Шұғыл қабылдау")}, {Row: 7, Address: said("Статья 15. Журнал", "15-бап. Журнал")}}},
			{Title: said("Итоги и следующие шаги", "Қорытындылар және келесі қадамдар"), Minutes: 20},
		},
		Participants: []paper.Participant{
			someone("Сауле Тлеубаева", shelter, said("директор", "директор"), "Астана", true),
			someone("Данияр Есимов", shelter, said("юрист", "заңгер"), "Алматы", true),
			someone("Марат Әбдіқадыров", ministry, said("заместитель директора Департамента социальной политики", "Әлеуметтік саясат департаменті директорының орынбасары"), "Астана", true),
			someone("Гүлнәр Нұрмағамбетова", ministry, said("главный эксперт", "бас сарапшы"), "Астана", false),
			someone("Әлия Қожахметова-Сыдықова", centre, said("адвокат", "адвокат"), "Шымкент", true),
			someone("Константин Преображенский", centre, said("координатор горячей линии", "жедел желінің үйлестірушісі"), "Караганда", true),
			someone("Мария Ким", office, said("советник по правовым вопросам", "құқық мәселелері жөніндегі кеңесші"), "Алматы", true),
			someone("Бекзат Оспан", paper.Bilingual{}, paper.Bilingual{}, "", true),
			someone("Ұлжан Һәкімова", office, said("руководитель программы", "бағдарлама жетекшісі"), "Астана", false),
		},
	}
}

// minutes are of the meeting: remarks, votes by hand and by name, decisions with wordings.
func minutes() paper.Minutes {
	return paper.Minutes{Meeting: Meeting(), Items: []paper.MinutesItem{
		{},
		{
			Remarks: []paper.RoomRemark{
				{Name: "Константин Преображенский", Organisation: "Центр правовой помощи", Lang: act.Russian, Outcome: "accepted",
					Body: "Ночью обращается каждый третий. Срок в «три дня» для них не работает."},
				{Name: "Бекзат Оспан", Lang: act.Kazakh, Body: "Журналды электрондық түрде жүргізу қажет", Outcome: "rejected",
					Reason: said("в сельских приютах нет связи", "ауылдық баспаналарда байланыс жоқ")}},
			Votes: []paper.Vote{
				{Question: said("Поддержать статью 12 в редакции рабочей группы?", "12-бапты жұмыс тобының редакциясында қолдау керек пе?"), For: 6, Against: 1, Abstain: 1},
				{Question: said("Поддержать статью 12-1?", "12-1-бапты қолдау керек пе?"), ByOrganisation: true, For: 3, Abstain: 1,
					Voices: []paper.Voice{{Name: ministry, Choice: "abstain"}, {Name: shelter, Choice: "for"}, {Name: centre, Choice: "for"}, {Name: office, Choice: "for"}}}},
			Decisions: []paper.Decision{
				{Row: 1, Address: said("Статья 12", "12-бап"), Outcome: "agree", Text: said("Учесть замечание о ночном приеме", "Түнгі қабылдау туралы ескертпе ескерілсін"),
					Wording: said("Статья 12. Порядок приема\n1. Решение о приеме принимается в течение одного дня.\n2. Ночью прием ведется без решения.",
						"12-бап. Қабылдау тәртібі\n1. Қабылдау туралы шешім бір күн ішінде шығарылады.\n2. Түнде қабылдау шешімсіз жүргізіледі."),
					Version: map[act.Lang]int{act.Russian: 14, act.Kazakh: 11}},
				{Row: 7, Address: said("Статья 15", "15-бап"), Outcome: "postpone", Text: said("Запросить сведения у приютов", "Баспаналардан мәлімет сұратылсын")}},
		},
		{Decisions: []paper.Decision{{Text: said("Направить законопроект участникам до 20 декабря", "Заң жобасы қатысушыларға 20 желтоқсанға дейін жіберілсін")}}},
	}}
}

// remarks have each outcome: accepted, rejected with a reason, noted, and none yet.
func remarks() []paper.RemarkEntry {
	law := said("О приютах", "Баспаналар туралы")
	return []paper.RemarkEntry{
		{Name: "Марат Әбдіқадыров", Organisation: ministry, Act: law, Address: said("статья 12", "12-бап"), Body: "Один день нереален для района.",
			Quote: "в течение одного дня", Suggested: "в течение двух дней", Outcome: "rejected",
			Reason: said("Срок рассчитан по данным горячей линии: 80 % обращений решаются за день.", "Мерзім жедел желінің деректері бойынша есептелген: өтініштердің 80 %-ы бір күнде шешіледі.")},
		{Name: "Әлия Қожахметова-Сыдықова", Organisation: centre, Act: law, Address: said("статья 12-1", "12-1-бап"), Body: "«Незамедлительно» лучше, чем «срочно».",
			Quote: "срочно", Suggested: "незамедлительно", Outcome: "accepted"},
		{Name: "Мария Ким", Organisation: office, Act: law, Address: said("статья 15", "15-бап"), Body: "Сравните с Протоколом, статья 6.", Quote: "журнал ведется на бумаге", Outcome: "noted",
			Reason: said("Сравнение – в таблице соответствия.", "Салыстыру сәйкестік кестесінде келтірілген.")},
		{Name: "Бекзат Оспан", Body: "Ауылдық жерлерге қалай қолданылады?"},
		{Name: "Данияр Есимов", Organisation: shelter, Act: law, Address: said("статья 15", "15-бап"), Body: "Лишнее.", Quote: "в двух экземплярах", Excludes: true, Outcome: "accepted"},
	}
}
