package instruction

import (
	"strings"
	"testing"

	"talqy/proposals/act"
)

// The formulas of amending acts, each with what it orders. The sentences are made after the patterns of real ones.
func TestParseFormulas(t *testing.T) {
	for _, test := range []struct {
		lang     act.Lang
		sentence string
		want     string // kind subject address | quotes | after | places
	}{
		{act.Russian, "1) в части второй статьи 10 слова «, штрафа или ареста» заменить словами «или штрафа»;",
			"substitution words часть вторая статьи 10 | , штрафа или ареста > или штрафа"},
		{act.Russian, "в пункте 5) части первой статьи 67 слова «а», «б» заменить соответственно словами «в», «г»;",
			"substitution words пункт 5) части первой статьи 67 | а > в | б > г"},
		{act.Russian, "в пункте 3 слова «а» и «б» заменить словом «в»", "substitution words пункт 3 | а > в | б > в"},
		{act.Russian, "цифры «270,» заменить словами «270 (частью первой),»", "substitution figures  | 270, > 270 (частью первой),"},
		{act.Russian, "79) в абзаце втором статьи 357 слова «либо арест» исключить;", "repeal words абзац второй статьи 357 | либо арест"},
		{act.Russian, "13) в частях первой и четвертой статьи 144 слова «а» исключить;",
			"repeal words части первая и четвертая статьи 144 | а"},
		{act.Russian, "в абзаце третьем части четвертой статьи 58 и предложении третьем части третьей статьи 60 слова «а», «б» исключить",
			"repeal words абзац третий части четвертой статьи 58 и предложение третье части третьей статьи 60 | а | б"},
		{act.Russian, "в предложении первом части первой и части третьей статьи 14 слово «а» исключить",
			"repeal words предложение первое части первой и часть третья статьи 14 | а"},
		{act.Russian, "в первом предложении части второй слово «а» исключить", "repeal words предложение первое части второй | а"},
		{act.Russian, "80) заголовок и абзац первый части первой статьи 377 после слова «перевозка,» дополнить словом «хранение,»;",
			"insertion words заголовок статьи 377 и абзац первый части первой статьи 377 | after перевозка, | new хранение,"},
		{act.Russian, "пункт 1) части восьмой статьи 72 дополнить словами «либо иначе»", "insertion words пункт 1) части восьмой статьи 72 | new либо иначе"},
		{act.Russian, "пункт 2) статьи 290-1 после цифр «138,» дополнить цифрами «138-1,».",
			"insertion figures пункт 2) статьи 290-1 | after 138, | new 138-1,"},
		{act.Russian, "часть первую перед словом «а» дополнить словом «б»", "insertion words часть первая | before а | new б"},
		{act.Russian, "дополнить словами «б» после слов «а и»", "insertion words  | after а и | new б"},
		{act.Russian, "82) подпункт 16) абзаца первого части первой статьи 400 исключить;",
			"repeal unit подпункт 16) абзаца первого части первой статьи 400"},
		{act.Russian, "подпункты 1) – 3) и 7-1) пункта 2 исключить;", "repeal unit подпункты 1), 2), 3) и 7-1) пункта 2"},
		{act.Russian, "15) раздел 5 исключить.", "repeal unit раздел 5"},
		{act.Russian, "статьи 5 и 6 признать утратившими силу", "revocation unit статьи 5 и 6"},
		{act.Russian, "дополнить подпунктом 9-1) следующего содержания:\n«9-1) мост;»;", "insertion unit  | + subpoint 9-1) | new 9-1) мост;"},
		{act.Russian, "главу 2 дополнить статьями 5-1 и 5-2 следующего содержания:\n«Статья 5-1. А\nСтатья 5-2. Б»;",
			"insertion unit глава 2 | + article 5-1 | + article 5-2 | new Статья 5-1. А/Статья 5-2. Б"},
		{act.Russian, "часть первую дополнить предложением вторым следующего содержания: «Мост стоит.».",
			"insertion unit часть первая | + sentence 2 | new Мост стоит."},
		{act.Russian, "статью 5 дополнить примечанием следующего содержания:\n«Примечание. Мост.»", "insertion unit статья 5 | + note | new Примечание. Мост."},
		{act.Russian, "части вторую и третью пункта 1 изложить в следующей редакции:\n«А.\nБ.»;",
			"replacement unit части вторая и третья пункта 1 | new А./Б."},
		{act.Russian, "пункт 1 изложить в новой редакции:\n«1. Мост.»", "replacement unit пункт 1 | new 1. Мост."},
		{act.Russian, "пункт 2 примечаний к статье 125 изложить в следующей редакции:\n«2. Мост.»",
			"replacement unit пункт 2 примечаний к статье 125 | new 2. Мост."},
		{act.Russian, `по всему тексту слова "законами", "Законами" заменить соответственно словами "актами", "Актами"`,
			"substitution words весь текст | законами > актами | Законами > Актами"},
		{act.Russian, "По всему тексту Закона слова «и сделок с ним» исключены", "repeal words весь текст | и сделок с ним"},
		{act.Russian, "Части III, IV, V считать частями V, VI, VII", "renumbering unit части III, IV и V | + part V | + part VI | + part VII"},
		{act.Russian, "подраздел 6 считать подразделом 7", "renumbering unit подраздел 6 | + subtitle 7"},
		{act.Russian, "В тексте после слова «Раздел» цифры «I - III» заменить соответственно цифрами «1 - 3»",
			"substitution figures текст | I - III > 1 - 3 | after Раздел"},
		{act.Russian, "приостановить до 1 января 2017 года действие пунктов 1 и 2 статьи 118 настоящего Кодекса",
			"suspension unit пункты 1 и 2 статьи 118 | until 2017-01-01"},
		{act.Russian, "Приостановить до 1 марта 2016 года действие абзаца первого пункта 1 статьи 36 настоящего Кодекса, установив, что в период приостановления данный абзац действует в следующей редакции:\n«1. Мост:»",
			"suspension unit абзац первый пункта 1 статьи 36 | new 1. Мост: | until 2016-03-01"},
		{act.Russian, "Установить, что заголовок статьи 119 оглавления настоящего Кодекса до 1 января 2017 года излагается в следующей редакции:\n«Статья 119. Мост»",
			"suspension unit заголовок статьи 119 оглавления | new Статья 119. Мост | until 2017-01-01"},
		{act.Russian, "на период до 1 января 2016 года статью 51 изложить в следующей редакции:\n«Статья 51. Мост»",
			"suspension unit статья 51 | new Статья 51. Мост | until 2016-01-01"},
		{act.Russian, "приостановить действие статьи 5;", "suspension unit статья 5"},
		{act.Russian, "в статье 3: в пункте 2) слова «а» заменить словами «б в»", "substitution words пункт 2) статьи 3 | а > б в"},
		{act.Russian, "раздел IV дополнить главой 12-1 следующего содержания:\n«Глава 12-1. Мосты»", "insertion unit раздел IV | + chapter 12-1 | new Глава 12-1. Мосты"},

		{act.Kazakh, "1) 10-баптың екінші бөлігіндегі «, айыппұл немесе қамақ» деген сөздер «немесе айыппұл» деген сөздермен ауыстырылсын;",
			"substitution words 10-баптың екінші бөлігі | , айыппұл немесе қамақ > немесе айыппұл"},
		{act.Kazakh, "3) 40-баптың екінші бөлігінің 4) тармағындағы «а;» деген сөз «а.» деген сөзбен ауыстырылып, 5) тармағы алып тасталсын;",
			"substitution words 40-баптың екінші бөлігінің 4) тармағы | а; > а. && repeal unit 40-баптың екінші бөлігінің 5) тармағы"},
		{act.Kazakh, "7) 58-баптың төртінші бөлігінің үшінші абзацындағы және 60-баптың үшінші бөлігінің үшінші сөйлеміндегі «а», «б» деген сөздер алып тасталсын;",
			"repeal words 58-баптың төртінші бөлігінің үшінші абзацы және 60-баптың үшінші бөлігінің үшінші сөйлемі | а | б"},
		{act.Kazakh, "13) 144-баптың бірінші және төртінші бөліктеріндегі «а» деген сөз алып тасталсын;",
			"repeal words 144-баптың бірінші және төртінші бөліктері | а"},
		{act.Kazakh, "32-баптың 2-тармағы 2) тармақшасының төртінші абзацы алып тасталсын.",
			"repeal unit 32-баптың 2-тармағының 2) тармақшасының төртінші абзацы"},
		{act.Kazakh, "2-тармақта 2) тармақша алынып тасталсын;", "repeal unit 2-тармақтың 2) тармақшасы"},
		{act.Kazakh, "15) 5-бөлім алып тасталсын.", "repeal unit 5-бөлім"},
		{act.Kazakh, "4-тармақтың он бiрiншi абзацында «а б» деген сөздерден кейiн «в» деген сөзбен толықтырылсын.",
			"insertion words 4-тармақтың он бірінші абзацы | after а б | new в"},
		{act.Kazakh, "35-баптың бесінші бөлігінің екінші, үшінші абзацтары «а» деген сөздің алдынан «, 479» деген цифрлармен толықтырылсын;",
			"insertion figures 35-баптың бесінші бөлігінің екінші және үшінші абзацтары | before а | new , 479"},
		{act.Kazakh, "63-бап мынадай мазмұндағы үшінші бөлікпен толықтырылсын:\n«А.»;", "insertion unit 63-бап | + part 3 | new А."},
		{act.Kazakh, "14-тарау мынадай мазмұндағы 114-1-баппен толықтырылсын:\n«114-1-бап. А»", "insertion unit 14-тарау | + article 114-1 | new 114-1-бап. А"},
		{act.Kazakh, "1-баптың 1-тармағында: 3), 17-1) және 17-2) тармақшалар мынадай редакцияда жазылсын:\n«3) а;\n17-1) б;\n17-2) в;»;",
			"replacement unit 1-баптың 1-тармағының 3), 17-1) және 17-2) тармақшалары | new 3) а;/17-1) б;/17-2) в;"},
		{act.Kazakh, `Бүкіл мәтін бойынша "реттейтін", "Реттейтін" деген сөздер тиісінше "кәсіптік", "Кәсіптік" деген сөздермен ауыстырылсын`,
			"substitution words бүкіл мәтін | реттейтін > кәсіптік | Реттейтін > Кәсіптік"},
		{act.Kazakh, `Заңның бүкіл мәтіні бойынша "а", "б" деген сөздер "в", "г" деген сөздер деп есептелсін.`,
			"substitution words бүкіл мәтін | а > в | б > г"},
		{act.Kazakh, "Осы Заңның 57-1-бабы 2027 жылғы 1 қаңтарға дейін мынадай редакцияда қолданылады деп белгіленсін:\n«57-1-бап. Көпір»",
			"suspension unit 57-1-бап | new 57-1-бап. Көпір | until 2027-01-01"},
		{act.Kazakh, "118-баптың 1 және 2-тармақтарының қолданысы 2026 жылғы 31 желтоқсанға дейін тоқтатыла тұрсын;",
			"suspension unit 118-баптың 1 және 2-тармақтары | until 2026-12-31"},
		{act.Kazakh, "36-баптың 1-тармағының бірінші абзацының қолданысы 2016 жылғы 1 наурызға дейін тоқтатыла тұрсын, тоқтатыла тұрған кезеңде осы абзац мынадай редакцияда қолданылады деп белгіленсін:\n«1. Көпір:»",
			"suspension unit 36-баптың 1-тармағының бірінші абзацы | new 1. Көпір: | until 2016-03-01"},
		{act.Kazakh, "мәтіндегі «Бөлім» деген сөзден кейінгі «I», «II» деген цифрлар тиісінше «1», «2» деген цифрлармен ауыстырылсын",
			"substitution figures мәтін | I > 1 | II > 2 | after Бөлім"},
		{act.Kazakh, "2) 192-баптың екінші бөлігінде:\n«132-1,» деген цифрлар «132-1 (екінші бөлігінде),» деген сөздермен ауыстырылсын;",
			"substitution figures 192-баптың екінші бөлігі | 132-1, > 132-1 (екінші бөлігінде),"},
		{act.Kazakh, "160-баптың екінші бөлігінің екінші абзацындағы, 177-баптың екінші абзацындағы, 178-баптың екінші абзацындағы «, а» деген сөз алып тасталсын;",
			"repeal words 160-баптың екінші бөлігінің екінші абзацы, 177-баптың екінші абзацы және 178-баптың екінші абзацы | , а"},
		{act.Kazakh, "19-1-бап күші жойылды деп танылсын", "revocation unit 19-1-бап"},
		{act.Kazakh, "бірінші және үшінші бөліктер тиісінше екінші және төртінші бөліктер деп есептелсін",
			"renumbering unit бірінші және үшінші бөліктер | + part 2 | + part 4"},
	} {
		instructions, problems := Parse(test.sentence, test.lang)
		if len(instructions) != 1 || len(problems) > 0 {
			t.Errorf("%s\nread as %d instructions, problems %+v", test.sentence, len(instructions), problems)
			continue
		}
		var got []string
		for _, m := range instructions[0].Modifications {
			got = append(got, told(m, test.lang))
			read, problems := Parse(Phrase(m, test.lang), test.lang)
			if len(problems) > 0 || len(read) != 1 || len(read[0].Modifications) != 1 || !same(read[0].Modifications[0], m) {
				t.Errorf("%s\nspoken and read it is another: %s\n%+v", test.sentence, Phrase(m, test.lang), read)
			}
		}
		if got := strings.Join(got, " && "); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.sentence, got, test.want)
		}
	}
}

func told(m Modification, lang act.Lang) string {
	parts := []string{string(m.Kind) + " " + string(m.Subject) + " " + spoken(m, lang)}
	for _, q := range m.Quotes {
		if q.New == "" {
			parts = append(parts, q.Old)
		} else {
			parts = append(parts, q.Old+" > "+q.New)
		}
	}
	if m.After != "" {
		parts = append(parts, "after "+m.After)
	}
	if m.Before != "" {
		parts = append(parts, "before "+m.Before)
	}
	for _, p := range m.Places {
		place := "+ " + string(p.Unit)
		if p.Num != "" {
			place += " " + p.Num
		}
		if p.Bracket {
			place += ")"
		}
		parts = append(parts, place)
	}
	if m.New != "" {
		parts = append(parts, "new "+strings.ReplaceAll(m.New, "\n", "/"))
	}
	if m.Until != "" {
		parts = append(parts, "until "+m.Until)
	}
	return strings.Join(parts, " | ")
}

// What is not understood whole is not carried out in part: each sentence is a problem and no instruction.
func TestParseRefuses(t *testing.T) {
	for _, test := range []struct {
		lang           act.Lang
		sentence, code string
	}{
		{act.Russian, "Приостановить до 1 января 2027 года действие статьи 45, установив, что ее положения применяются к военным;", ProblemNotUnderstood},
		{act.Russian, "установить, что статья 5 до 40 января 2017 года действует в следующей редакции:", ProblemNotUnderstood},
		{act.Russian, "на период до 1 января 2027 года в статье 5 слово «а» заменить словом «б»", ProblemNotUnderstood},
		{act.Russian, "в пунктах 1 и 2 статьи 5 после слова «а» цифру «1» заменить цифрой «2»", ProblemNotUnderstood},
		{act.Kazakh, "118-баптың қолданысы 2017 жылғы 1 қаңтарға дейін тоқтатыла тұрсын, тоқтатыла тұрған кезеңде әскерилерге қолданылады;", ProblemNotUnderstood},
		{act.Russian, "в статье 5 слова «а», «б» заменить словами «в», «г», «д»", ProblemNotUnderstood},
		{act.Russian, "в статье 5 слова «», «а» исключить", ProblemNotUnderstood},
		{act.Russian, "статью 5 после слов «» дополнить словом «а»", ProblemNotUnderstood},
		{act.Kazakh, "5-баптағы «» деген сөз алып тасталсын", ProblemNotUnderstood},
		{act.Russian, "в статье 5 слова «а заменить словами «б»", ProblemNotUnderstood},
		{act.Russian, "приложение 1 к указанному решению проверить", ProblemNotUnderstood},
		{act.Russian, "в подпункт 3) внесено изменение в текст на казахском языке, текст на русском языке не изменяется", ProblemOtherLanguage},
		{act.Kazakh, "61-баптың 7) тармақшасының мемлекеттік тіліндегі мәтіні өзгеріссіз қалдырылсын;", ProblemOtherLanguage},
		{act.Kazakh, "31-1-бапты алып тастау көзделген", ProblemNotUnderstood},
	} {
		// An instruction above, so that the sentence is no title.
		above := map[act.Lang]string{act.Russian: "статью 1 исключить;\n", act.Kazakh: "1-бап алып тасталсын;\n"}[test.lang]
		instructions, problems := Parse(above+test.sentence, test.lang)
		if len(instructions) != 1 || len(problems) != 1 || problems[0].Code != test.code {
			t.Errorf("%s\n%d instructions, problems %+v, want one %s", test.sentence, len(instructions)-1, problems, test.code)
		}
	}
}

// A new wording that stands in an annex of the amending act is not here: the order is read, its words are missing.
func TestParseWordingInAnnex(t *testing.T) {
	instructions, problems := Parse("приложение 1 к указанному решению изложить в новой редакции согласно приложению", act.Russian)
	if len(instructions) != 1 || instructions[0].Modifications[0].Kind != Replacement || instructions[0].Modifications[0].New != "" {
		t.Fatalf("read %+v", instructions)
	}
	if got, want := spoken(instructions[0].Modifications[0], act.Russian), "приложение 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(problems) != 1 || problems[0].Code != ProblemNewTextMissing {
		t.Errorf("problems %+v", problems)
	}
}

// A line that names a unit and is not understood leaves those below it without an address: none of them is read.
func TestParseLosesNoContainer(t *testing.T) {
	instructions, problems := Parse("1) в статье 5:\nв странном месте:\nслово «а» исключить;\n2) статью 6 исключить.", act.Russian)
	if len(instructions) != 1 || instructions[0].N != "2" {
		t.Errorf("got %+v", instructions)
	}
	if len(problems) != 2 {
		t.Errorf("problems %+v, want two", problems)
	}
}

// A missing opening mark of a new wording is tolerated and reported (292-VI item 23).
func TestParseMissingQuotes(t *testing.T) {
	instructions, problems := Parse("1) пункт 2 статьи 5 изложить в следующей редакции:\n2. Мост стоит.»;\n2) статью 6 исключить.", act.Russian)
	if len(instructions) != 2 || instructions[0].Modifications[0].New != "2. Мост стоит." {
		t.Errorf("got %+v", instructions)
	}
	if len(problems) != 1 || problems[0].Code != ProblemOpeningQuote {
		t.Errorf("problems %+v", problems)
	}
	instructions, problems = Parse("1) пункт 2 статьи 5 изложить в следующей редакции:\n«2. Мост «Заря стоит.»;\n2) статью 6 исключить.", act.Russian)
	if len(instructions) != 2 || instructions[0].Modifications[0].New != "2. Мост «Заря стоит." {
		t.Errorf("got %+v", instructions)
	}
	if len(problems) != 1 || problems[0].Code != ProblemClosingQuote {
		t.Errorf("problems %+v", problems)
	}
}
