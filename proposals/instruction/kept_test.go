package instruction

import (
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// The date and the number of an amending act are read where it gives its own, never from the acts that it amends.
func TestCitationOf(t *testing.T) {
	for _, test := range []struct {
		lang act.Lang
		text string
		want Citation
	}{
		{act.Russian, "О мостах\nЗакон Республики Казахстан от 29 декабря 2021 года № 89-VII ЗРК.\nСтатья 1. Внести", Citation{"29.12.2021", "89-VII"}},
		{act.Russian, "О мостах\nЗакон Республики Казахстан от 3 января 2023 года\n№ 186-VII ЗРК", Citation{"03.01.2023", "186-VII"}},
		{act.Russian, "О мостах\nСтатья 1. Внести\n1) статью 5 исключить.\nПрезидент\nАстана, Акорда, 29 декабря 2021 года. № 89-VII ЗРК", Citation{"29.12.2021", "89-VII"}},
		{act.Kazakh, "Көпірлер туралы\nҚазақстан Республикасының 2021 жылғы 29 желтоқсандағы № 89-VII Заңы\n1-бап.", Citation{"29.12.2021", "89-VII"}},
		{act.Russian, "О мостах\n1. В Закон Республики Казахстан от 1 марта 2020 года № 5-VI «О мостах»:\n1) статью 5 исключить.", Citation{}},
		{act.Russian, "Приказ Министра от 1 марта 2020 года № 15\n1) пункт 5 исключить.", Citation{}},
		{act.Russian, "статью 5 исключить", Citation{}},
	} {
		if got := CitationOf(test.text, test.lang); got != test.want {
			t.Errorf("%s\ngot %+v, want %+v", test.text, got, test.want)
		}
	}
}

// A law speaks of the excluded too: such words are law.
func TestSaysExcluded(t *testing.T) {
	for text, want := range map[string]bool{
		"исключен": true, "Исключена.": true, "(исключен)": true, "исключены;": true, "исключен Законом РК от 29.12.2021 № 89-VII": true,
		"(исключен - Законом РК от 10 января 2006 года N": true, "утратил силу Законом РК от 29.12.2021": true,
		"исключен 29.12.2021": true, "алып тасталды – ҚР 30.06.2021 № 59-VII Заңымен": true, "алып тасталды - ҚР 2006.01.31": true,
		"алынып тасталды - ҚР 2006.01.10": true, "(алып тасталды)": true,
		"исключен из реестра": false, "исключенный из реестра": false, "исключение из реестра": false, "исключен в случае смерти": false,
		"тізілімнен алып тасталады": false, "алып тасталған адам": false, "": false,
	} {
		if got := saysExcluded(text); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

// A consolidated text that is read again as a file has the same numbers without words, and says the same.
func TestKeptNumbersAreReadAgain(t *testing.T) {
	amending := "Закон Республики Казахстан от 29 декабря 2021 года № 89-VII ЗРК\n" +
		"Статья 1. Внести в Закон Республики Казахстан «О мостах» следующие изменения:\n" +
		"1) подпункт 1) пункта 1 и пункт 2 статьи 1 исключить;\n2) статью 2 исключить."
	doc, err := source.Read([]byte("О мостах\nСтатья 1. Мосты\n1. Мост:\n1) стоит;\n2) виден.\n2. Мост содержат.\nСтатья 2. Броды\nБрод мелок.\n"+
		"Статья 3. Паромы\nПаром велик."), "a.txt")
	if err != nil {
		t.Fatal(err)
	}
	amended, c := Amend(doc, amending)
	again, err := source.Read([]byte(c.Text), "b.txt")
	if err != nil {
		t.Fatal(err)
	}
	first, second := Lines(amended.Provisions), Lines(again.Expression.Provisions)
	want := []Line{{"Статья 1. Мосты", false}, {"1. Мост:", false}, {"1) исключен Законом РК от 29.12.2021 № 89-VII;", true}, {"2) виден.", false},
		{"2. Исключен Законом РК от 29.12.2021 № 89-VII.", true}, {"Статья 2. Броды", true},
		{"Сноска. Статья 2 исключена Законом РК от 29.12.2021 № 89-VII.", true}, {"Статья 3. Паромы", false}, {"Паром велик.", false}}
	for i, l := range want {
		if i >= len(first) || i >= len(second) || first[i] != l || second[i] != l {
			t.Fatalf("got  %+v\nread again %+v\nwant %+v", first, second, want)
		}
	}
	if len(first) != len(want) || len(second) != len(want) {
		t.Errorf("%d and %d lines, want %d", len(first), len(second), len(want))
	}
}

// The same with the remarks that the official database prints in real acts: the text of an act as read is that of the file.
func TestRealRemarksAreKept(t *testing.T) {
	for _, name := range realActs {
		doc := realAct(t, name)
		stubs := 0
		for _, a := range doc.Expression.Articles() {
			a.Walk(func(p *act.Provision) {
				if isStub(p) && len(p.Notes) > 0 {
					stubs++
				}
			})
		}
		kept := 0
		for _, l := range Lines(doc.Expression.Provisions) {
			if l.Kept {
				kept++
			}
		}
		if kept < stubs || stubs == 0 && name != "parallel/Z2400000110_110-VIII_rus.txt" && name != "parallel/Z2400000110_110-VIII_kaz.txt" {
			t.Errorf("%s: %d excluded units, %d lines that keep a number", name, stubs, kept)
		}
	}
}
