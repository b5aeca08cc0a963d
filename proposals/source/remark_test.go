package source

import (
	"testing"

	"talqy/proposals/act"
)

// What stands for the words of a repealed unit, and what only sounds like it.
func TestCutRepealed(t *testing.T) {
	for _, test := range []struct {
		rest, law string
		repealed  bool
	}{
		{"исключен Законом РК от 15.04.2024 № 72-VIII (вводится в действие с 01.01.2025);", "", true},
		{"Исключена Законом РК от 06.04.2024 № 71-VIII.", "", true},
		{"исключены Законом РК от 29.12.2014 № 269-V;", "", true},
		{"исключить Законом РК от 10.01.2025 № 155-VIII;", "", true},
		{"исключен Законом РК от 30.12.2020 № 393-VI (вводится в действие с 01.01.2021) –", "–", true},
		{"исключен Законом РК от 30.12.2020 № 393-VI (вводится в действие с 01.01.2021) -", "-", true},
		{"(исключен)", "", true},
		{"(исключен - Законом РК от 31.01.2006 № 125)", "", true},
		{"( алып тасталды)", "", true},
		{"алып тасталды – ҚР 15.04.2024 № 72-VIII Заңымен;", "", true},
		{"Алып тасталды - 2006.01.10. № 116 Заңымен", "", true},
		{"Утратил силу Законом РК от 27.10.2015 № 364-V.", "", true},
		{"исключен с 01.01.2015;", "", true},
		{"исключенных из реестра мостов;", "", false},
		{"исключения из правил;", "", false},
		{"исключен с учета владельца;", "", false},
		{"исключен указанным органом из списка;", "", false},
		{"исключен (отчислен) из школы;", "", false},
		{"исключены все сомнения.", "", false},
		{"утратил силу паспорт моста;", "", false},
		{"алып тасталды деп есептелген көпір;", "", false},
		{"", "", false},
	} {
		law, repealed := cutRepealed(test.rest)
		if law != test.law || repealed != test.repealed {
			t.Errorf("%q: got %q %v, want %q %v", test.rest, law, repealed, test.law, test.repealed)
		}
	}
}

// Remarks without their title, and sentences of a law that resemble them.
func TestRemarkSentences(t *testing.T) {
	for text, want := range map[string]bool{
		"Статья 143 с изменением, внесенным Законом РК от 03.01.2023 № 187-VII (вводится в действие с 01.02.2023).":  true,
		"Главу 12 предусматривается дополнить статьей 127-3 в соответствии с Законом РК от 30.12.2025 № 247-VIII.":   true,
		"Нормативным постановлением Конституционного Суда РК от 16.05.2024 № 44-НП пункт 4) признан соответствующим": true,
		"Конституционным Судом РК начато производство по проверке конституционности части второй статьи 50.":         true,
		"Положения частей второй и третьей настоящей статьи не распространяются на мосты.":                           false,
		"Закон Республики Казахстан от 24 марта 1998 года признать утратившим силу.":                                 false,
	} {
		if got := isRemarkSentence(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{
		"1-тармақтың қолданысы 31.12.2026 дейін тоқтатыла тұрады - ҚР 30.06.2016 № 5-VI Заңымен.": true,
		"Осы Заң Қазақстан Республикасының Конституциясына негізделеді.":                          false,
	} {
		if got := isKazakhRemark(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

// The beginnings of paragraphs, and what they are not.
func TestClassify(t *testing.T) {
	for _, test := range []struct {
		text, num, rest string
		kind            kind
		level           act.Level
	}{
		{"Статья 128-1. Мост", "128-1", "Мост", kindArticle, act.LevelArticle},
		{"Статья 9", "9", "", kindArticle, act.LevelArticle},
		{"Cтатья 69. Мост", "69", "Мост", kindArticle, act.LevelArticle},
		{"Статья 143 с изменением", "", "Статья 143 с изменением", kindUpper, ""},
		{"7-бап.Көпір", "7", "Көпір", kindArticle, act.LevelArticle},
		{"1-1-бап. Көпір", "1-1", "Көпір", kindArticle, act.LevelArticle},
		{"5-бапта көзделген", "", "5-бапта көзделген", kindLower, ""},
		{"I-тарау. КӨПІР", "I", "КӨПІР", kindContainer, act.LevelChapter},
		{"ІІ бөлім. Көпір", "II", "Көпір", kindContainer, act.LevelTitle},
		{"6-тарауына сәйкес", "", "6-тарауына сәйкес", kindLower, ""},
		{"Глава 43-1. МОСТ", "43-1", "МОСТ", kindContainer, act.LevelChapter},
		{"РАЗДЕЛ VIII Мост", "VIII", "Мост", kindContainer, act.LevelTitle},
		{"Подраздел 2. Мост", "2", "Мост", kindContainer, act.LevelSubtitle},
		{"§ 3. Мост", "3", "Мост", kindContainer, act.LevelSection},
		{"Глава государства строит", "", "Глава государства строит", kindUpper, ""},
		{"Раздел земельных участков", "", "Раздел земельных участков", kindUpper, ""},
		{"Особенная часть", "", "Особенная часть", kindContainer, act.LevelPart},
		{"1. Мост", "1", "Мост", kindParagraph, ""},
		{"2-1. Мост", "2-1", "Мост", kindParagraph, ""},
		{"3.Мост", "3", "Мост", kindParagraph, ""},
		{"1.1. Мост", "1.1", "Мост", kindParagraph, ""},
		{"5.", "5", "", kindParagraph, ""},
		{"01.02.2020 года мост", "", "01.02.2020 года мост", kindLower, ""},
		{"2.5 процента", "", "2.5 процента", kindLower, ""},
		{"2014 года", "", "2014 года", kindLower, ""},
		{"9-1) мост;", "9-1", "мост;", kindPoint, ""},
		{"12)", "12", "", kindPoint, ""},
		{"а) мост;", "а", "мост;", kindLetter, ""},
		{"ә) көпір;", "ә", "көпір;", kindLetter, ""},
		{"Примечание. Мост", "", "Мост", kindNote, ""},
		{"Примечания.", "", "", kindNote, ""},
		{"Ескертпе. Көпір", "", "Көпір", kindNote, ""},
		{"Примечание к мосту", "", "Примечание к мосту", kindUpper, ""},
		{"Приложение 2 к Закону", "2", "к Закону", kindAnnex, act.LevelAnnex},
		{"Приложение мостов к берегам.", "", "Приложение мостов к берегам.", kindUpper, ""},
		{"1-қосымша", "1", "", kindAnnex, act.LevelAnnex},
		{"– влечет штраф", "", "– влечет штраф", kindLower, ""},
		{"«Мост» – сооружение", "", "«Мост» – сооружение", kindUpper, ""},
		{"наказывается", "", "наказывается", kindLower, ""},
		{"10000000000. Мост", "", "10000000000. Мост", kindLower, ""},
	} {
		got := classify(test.text)
		if got.kind != test.kind || got.num != test.num || got.rest != test.rest || got.level != test.level {
			t.Errorf("%q: got kind %d level %q num %q rest %q, want %d %q %q %q", test.text, got.kind, got.level, got.num, got.rest,
				test.kind, test.level, test.num, test.rest)
		}
	}
}
