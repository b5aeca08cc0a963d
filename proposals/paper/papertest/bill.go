package papertest

import (
	"strconv"
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

var (
	shelters = said("Закон Республики Казахстан «О приютах» (учебный текст)", "«Баспаналар туралы» Қазақстан Республикасының Заңы (оқу мәтіні)")
	code     = said("Кодекс Республики Казахстан об административных мерах (учебный текст)", "Қазақстан Республикасының Әкімшілік шаралар туралы кодексі (оқу мәтіні)")
)

func compared(number int, of, address paper.Bilingual, kind paper.Kind, old, new, why paper.Bilingual, author string, evidence ...paper.Evidence) paper.Compared {
	one := func(act, address, old, new, why string) paper.Amendment {
		return paper.Amendment{Number: number, Act: act, Address: address, Kind: kind, Ops: redline.Compare(old, new), Justification: why, Author: author}
	}
	return paper.Compared{At: time.Date(2026, 12, 9, 16, 5, 0, 0, time.UTC), Evidence: evidence, Texts: map[act.Lang]paper.Amendment{
		act.Russian: one(of.Ru, address.Ru, old.Ru, new.Ru, why.Ru), act.Kazakh: one(of.Kk, address.Kk, old.Kk, new.Kk, why.Kk)}}
}

// comparedRows are the rows of the comparative table: two acts, the three kinds of amendment, numbers that were printed before,
// evidence under the reasons, and a row in one language alone.
func comparedRows() []paper.Compared {
	none := paper.Bilingual{}
	onlyRussian := compared(0, shelters, said("Статья 16", "16-бап"), paper.Amend, said("Статья 16. Отчет\nОтчет представляется раз в год.", ""),
		said("Статья 16. Отчет\nОтчет представляется раз в полгода.", ""), said("Данные устаревают.", ""), "Данияр Есимов")
	delete(onlyRussian.Texts, act.Kazakh)
	return []paper.Compared{
		compared(4, code, said("Часть вторая статьи 45", "45-баптың екінші бөлігі"), paper.Amend,
			said("2. Штраф налагается в размере пяти месячных расчетных показателей.", "2. Айыппұл бес айлық есептік көрсеткіш мөлшерінде салынады."),
			said("2. Штраф налагается в размере десяти месячных расчетных показателей.", "2. Айыппұл он айлық есептік көрсеткіш мөлшерінде салынады."),
			said("Размер штрафа не менялся с 2014 года.", "Айыппұл мөлшері 2014 жылдан бері өзгерген жоқ."), "Марат Әбдіқадыров"),
		compared(1, shelters, said("Статья 12", "12-бап"), paper.Amend,
			said("Статья 12. Порядок приема\n1. Решение о приеме принимается в течение трех дней.\n2. Прием ведется в рабочее время по письменному заявлению пострадавшего лица, к которому прилагаются:\n1) документ, удостоверяющий личность;\n2) направление уполномоченного органа.",
				"12-бап. Қабылдау тәртібі\n1. Қабылдау туралы шешім үш күн ішінде шығарылады.\n2. Қабылдау жұмыс уақытында зардап шеккен адамның жазбаша өтініші бойынша жүргізіледі, оған мыналар қоса беріледі:\n1) жеке басын куәландыратын құжат;\n2) уәкілетті органның жолдамасы."),
			said("Статья 12. Порядок приема\n1. Решение о приеме принимается в течение одного дня.\n2. Прием ведется круглосуточно по устному или письменному заявлению пострадавшего лица, к которому прилагается документ, удостоверяющий личность, если он имеется.\n3. Отсутствие документов не является основанием для отказа.",
				"12-бап. Қабылдау тәртібі\n1. Қабылдау туралы шешім бір күн ішінде шығарылады.\n2. Қабылдау тәулік бойы зардап шеккен адамның ауызша немесе жазбаша өтініші бойынша жүргізіледі, оған жеке басын куәландыратын құжат, ол болған кезде, қоса беріледі.\n3. Құжаттардың болмауы бас тартуға негіз болып табылмайды."),
			said("Трех дней ожидания хватает, чтобы человек вернулся туда, откуда бежал.\nСтатья 6 Протокола требует помощи без условий.",
				"Үш күн күту адамның қашып шыққан жеріне қайта оралуына жеткілікті.\nХаттаманың 6-бабы көмекті шартсыз көрсетуді талап етеді."), "Әлия Қожахметова-Сыдықова", hotline()),
		compared(2, shelters, said("Статья 12-1", "12-1-бап"), paper.Insert, none,
			said("Статья 12-1. Срочный прием\n1. Несовершеннолетние принимаются незамедлительно.\n2. О приеме несовершеннолетнего уведомляются органы опеки и попечительства.",
				"12-1-бап. Шұғыл қабылдау\n1. Кәмелетке толмағандар дереу қабылданады.\n2. Кәмелетке толмағанның қабылданғаны туралы қорғаншылық және қамқоршылық органдары хабардар етіледі."),
			said("Порядок для детей не установлен.", "Балаларға арналған тәртіп белгіленбеген."), "Әлия Қожахметова-Сыдықова"),
		compared(7, shelters, said("Статья 15", "15-бап"), paper.Repeal, said("Статья 15. Журнал\nЖурнал ведется на бумаге.", "15-бап. Журнал\nЖурнал қағаз түрінде жүргізіледі."), none,
			said("Норма не применяется.", "Норма қолданылмайды."), "Данияр Есимов"),
		onlyRussian,
	}
}

func hotline() paper.Evidence {
	return paper.Evidence{Kind: "hotline", Source: said("Горячая линия Центра правовой помощи", "Құқықтық көмек орталығының жедел желісі"), From: "2026-01", To: "2026-09", Cases: 214,
		Summary: said("Каждое третье обращение поступает ночью; в 41 случае человек больше не перезвонил.", "Әрбір үшінші өтініш түнде түседі; 41 жағдайда адам қайта хабарласпаған."), File: "сводка-2026.xlsx"}
}

// evidence is what practice says for the bill.
func evidence() []paper.EvidenceItem {
	return []paper.EvidenceItem{
		{Act: shelters, Address: said("статья 12", "12-бап"), Evidence: []paper.Evidence{hotline(),
			{Kind: "court", Source: said("Обзор решений районных судов", "Аудандық соттар шешімдеріне шолу"), From: "2025-03-01", Cases: 12,
				Summary: said("Отказы в приеме отменены в семи делах из двенадцати.", "Он екі істің жетеуінде қабылдаудан бас тартудың күші жойылған.")}}},
		{Act: shelters, Address: said("статья 15", "15-бап"), Evidence: []paper.Evidence{{Kind: "training", Source: said("Обучение сотрудников приютов", "Баспана қызметкерлерін оқыту"), Cases: 0, To: "2026-06",
			Summary: said("Журналом не пользуется никто из 30 обученных.", "Оқытылған 30 адамның ешқайсысы журналды пайдаланбайды.")}}},
		{Act: code, Address: said("статья 45", "45-бап")},
	}
}

// billTexts are the draft law in the given languages: two acts, one of them with several instructions.
func billTexts(langs ...act.Lang) map[act.Lang]*paper.BillText {
	out := map[act.Lang]*paper.BillText{}
	for _, lang := range langs {
		say := func(ru, kk string) string { return said(ru, kk).In(lang) }
		item := func(ru, kk string, amendments, additions int, proposal string) paper.AmendedItem {
			return paper.AmendedItem{Text: say(ru, kk), Proposals: []string{proposal}, Count: paper.Count{Amendments: amendments, Additions: additions}}
		}
		out[lang] = paper.NewBillText(paper.BillForm{Lang: lang, Title: bill().In(lang), Days: 60}, []paper.AmendedAct{
			{ID: "a1", Name: paper.ActName{Title: say("Об административных мерах", "Әкімшілік шаралар туралы"), Kind: paper.KindCode, Date: "2014-07-05"}, Items: []paper.AmendedItem{
				item("в части второй статьи 45 слова «пяти месячных» заменить словами «десяти месячных»", "45-баптың екінші бөлігіндегі «бес айлық» деген сөздер «он айлық» деген сөздермен ауыстырылсын", 1, 0, "p1")}},
			{ID: "a2", Name: paper.ActName{Title: say("О приютах", "Баспаналар туралы"), Kind: paper.KindLaw, Date: "2009-03-30"}, Items: []paper.AmendedItem{
				item("статью 12 изложить в следующей редакции:\n«Статья 12. Порядок приема\n1. Решение о приеме принимается в течение одного дня.\n2. Прием ведется круглосуточно.\n3. Отсутствие документов не является основанием для отказа.»",
					"12-бап мынадай редакцияда жазылсын:\n«12-бап. Қабылдау тәртібі\n1. Қабылдау туралы шешім бір күн ішінде шығарылады.\n2. Қабылдау тәулік бойы жүргізіледі.\n3. Құжаттардың болмауы бас тартуға негіз болып табылмайды.»", 1, 0, "p2"),
				item("дополнить статьей 12-1 следующего содержания:\n«Статья 12-1. Срочный прием\nНесовершеннолетние принимаются незамедлительно.»",
					"мынадай мазмұндағы 12-1-баппен толықтырылсын:\n«12-1-бап. Шұғыл қабылдау\nКәмелетке толмағандар дереу қабылданады.»", 0, 1, "p3"),
				item("статью 15 исключить", "15-бап алып тасталсын", 1, 0, "p4")}}})
	}
	return out
}

// noteParts are the sections of the explanatory note: the first ones written, the others with their hints.
func noteParts() []paper.NotePart {
	written := []paper.Bilingual{
		said("Законопроект разработан рабочей группой из представителей четырех организаций.\nВ обсуждении участвовали приюты двенадцати городов.",
			"Заң жобасын төрт ұйым өкілдерінен құралған жұмыс тобы әзірледі.\nТалқылауға он екі қаланың баспаналары қатысты."),
		said("Решение круглого стола от 10 декабря 2026 года.", "2026 жылғы 10 желтоқсандағы дөңгелек үстелдің шешімі.")}
	var out []paper.NotePart
	for i, s := range paper.NoteSections() {
		part := paper.NotePart{Heading: s.Heading, Hint: s.Hint}
		if i < len(written) {
			part.Text = written[i]
		}
		out = append(out, part)
	}
	return out
}

// citations are articles of two treaties.
func citations() []paper.Citation {
	protocol, convention := said("Протокол о помощи пострадавшим (учебный)", "Зардап шеккендерге көмек туралы хаттама (оқу)"), said("Конвенция о правах (учебная)", "Құқықтар туралы конвенция (оқу)")
	return []paper.Citation{
		{Treaty: protocol, Article: said("Статья 6, пункт 3", "6-бап, 3-тармақ"), Quote: said("Каждое государство обеспечивает помощь без предварительных условий", "Әрбір мемлекет көмекті алдын ала шартсыз қамтамасыз етеді"),
			Act: shelters, Address: said("статья 12", "12-бап"), Before: "none", After: "full", Note: said("Срок сокращен до дня.", "Мерзім бір күнге дейін қысқартылды.")},
		{Treaty: protocol, Article: said("Статья 7", "7-бап"), Act: shelters, Address: said("статья 15", "15-бап"), Before: "partial", After: "partial"},
		{Treaty: convention, Article: said("Статья 3", "3-бап"), Quote: said("Интересы ребенка – прежде всего", "Баланың мүддесі бәрінен жоғары"), Act: shelters, Address: said("статья 12-1", "12-1-бап"), Before: "none", After: "full"},
	}
}

// Summary is what the bill changes, in plain words.
func Summary() paper.Summary {
	change := func(of, address, heading paper.Bilingual, kind paper.Kind) paper.SummaryChange {
		return paper.SummaryChange{Act: of, Address: address, Heading: heading, Kind: kind}
	}
	return paper.Summary{Title: bill(),
		Text: said("Человек, который просит убежища, получит решение за день, а не за три.\nДетей примут сразу. Документы можно донести потом.",
			"Баспана сұраған адам шешімді үш күнде емес, бір күнде алады.\nБалалар бірден қабылданады. Құжаттарды кейін әкелуге болады."),
		Changes: []paper.SummaryChange{
			change(code, said("статья 45", "45-бап"), said("Неоказание помощи", "Көмек көрсетпеу"), paper.Amend),
			change(shelters, said("статья 12", "12-бап"), said("Порядок приема", "Қабылдау тәртібі"), paper.Amend),
			change(shelters, said("статья 12-1", "12-1-бап"), said("Срочный прием", "Шұғыл қабылдау"), paper.Insert),
			change(shelters, said("статья 15", "15-бап"), said("Журнал", "Журнал"), paper.Repeal)}}
}

// Wordings are the wording in force and the proposed one of a row of Compared by its printed number, in each language that it has.
// Of what is excluded the order stands for the proposed wording.
func Wordings(number string) map[act.Lang][2]string {
	out := map[act.Lang][2]string{}
	for _, c := range comparedRows() {
		for lang, a := range c.Texts {
			n := a.Number
			if n == 0 {
				n = 8 // the only row without a number is counted on from the highest
			}
			if strconv.Itoa(n) != number {
				continue
			}
			var old, new strings.Builder
			for _, op := range a.Ops {
				if op.Kind != redline.Insert {
					old.WriteString(op.Text)
				}
				if op.Kind != redline.Delete {
					new.WriteString(op.Text)
				}
			}
			out[lang] = [2]string{old.String(), new.String()}
			if a.Kind == paper.Repeal {
				out[lang] = [2]string{old.String(), said("исключить", "алып тасталсын").In(lang)}
			}
		}
	}
	return out
}
