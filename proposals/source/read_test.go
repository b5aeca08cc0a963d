package source

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"talqy/proposals/act"
)

const bridge = "О мостах\n\nСтатья 1. Мост\n\n1. Мост стоит.\n\n2. Мост красят.\n"

func TestReadRefuses(t *testing.T) {
	for _, test := range []struct {
		name    string
		content []byte
		code    string
		args    map[string]any
	}{
		{"nothing", nil, CodeEmpty, nil},
		{"white space", []byte(" \n\t\n"), CodeEmpty, nil},
		{"a mark and nothing", []byte("\xef\xbb\xbf\n\u00a0\n"), CodeEmpty, nil},
		{"too much", bytes.Repeat([]byte("а"), MaxBytes/2+1), CodeTooLarge, map[string]any{"limit": MaxBytes}},
		{"an invalid byte", []byte("Статья 1. Мост\n1. Мост \xff стоит.\n"), CodeNotText, map[string]any{"byte": 37, "line": 2}},
		{"a zero byte", []byte("Статья 1. Мост\n\n\x00"), CodeNotText, map[string]any{"byte": 26, "line": 3}},
		{"another encoding", []byte("\xd1\xf2\xe0\xf2\xfc\xff 1\n"), CodeNotText, map[string]any{"byte": 0, "line": 1}},
		{"a letter cut in two", []byte(bridge + "Статья 2. Бро\xd0"), CodeTruncated, map[string]any{"line": 8}},
		{"a sentence cut in two", []byte(bridge + "3. Мост чинят, когда"), CodeTruncated,
			map[string]any{"line": 8, "tail": "3. Мост чинят, когда"}},
		{"a letter to a friend", []byte("Здравствуй, друг!\n\nУ нас весна.\n"), CodeNotRecognised,
			map[string]any{"line": 1, "found": "Здравствуй, друг!"}},
		{"a list of two", []byte("1. Хлеб\n2. Соль\n"), CodeNotRecognised, map[string]any{"line": 1}},
		{"an English list", []byte("1. Bread\n2. Salt\n3. Tea\n"), CodeNotRecognised, map[string]any{"line": 1}},
		{"an empty page", []byte("<html><body></body></html>"), CodeEmpty, nil},
		{"a broken PDF", []byte("%PDF-1.4\nnothing here"), CodeNotText, nil},
		{"a broken container", []byte("PK\x03\x04nothing here"), CodeNotText, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, err := Read(test.content, "file.txt")
			var refused *Error
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, %v; want an Error", doc, err)
			}
			if refused.Code != test.code {
				t.Fatalf("got %s %v, want %s", refused.Code, refused.Args, test.code)
			}
			for name, want := range test.args {
				if got := refused.Args[name]; got != want {
					t.Errorf("%s: got %v, want %v", name, got, want)
				}
			}
		})
	}
}

// A truncated file passes when the reader says so, with a finding; nothing before the cut is lost.
func TestAcceptTruncated(t *testing.T) {
	doc, err := Read([]byte(bridge+"3. Мост чинят, когда \xd0"), "", AcceptTruncated)
	if err != nil {
		t.Fatal(err)
	}
	if !doc.Report.has(FindingTruncated) {
		t.Errorf("no finding: %v", doc.Report.Findings)
	}
	want := "Статья 1. Мост\n1. Мост стоит.\n2. Мост красят.\n3. Мост чинят, когда"
	if got := doc.Expression.Articles()[0].Wording(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What editors on different systems write around the same letters makes no difference.
func TestReadKnowsMarksAndLineEnds(t *testing.T) {
	plain, err := Read([]byte(bridge), "")
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(bridge)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	big := []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(bridge)) {
		big = append(big, byte(unit>>8), byte(unit))
	}
	for name, content := range map[string][]byte{
		"carriage returns":       []byte(strings.ReplaceAll(bridge, "\n", "\r\n")),
		"mark in front":          []byte("\xef\xbb\xbf" + bridge),
		"no last line end":       []byte(strings.TrimRight(bridge, "\n")),
		"hard spaces":            []byte(strings.ReplaceAll(bridge, " ", "\u00a0")),
		"no empty lines":         []byte(strings.ReplaceAll(bridge, "\n\n", "\n")),
		"two bytes a letter":     wide,
		"two bytes, large first": big,
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(content, "")
			if err != nil {
				t.Fatal(err)
			}
			if doc.Expression.Title != "О мостах" {
				t.Errorf("title %q", doc.Expression.Title)
			}
			if diff := difference(plain.Expression.Articles()[0], doc.Expression.Articles()[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A member writes the draft by hand: whatever is written comes back, nothing is taken for an editors' remark.
func TestReadWordingKeepsAllThatIsWritten(t *testing.T) {
	for _, text := range []string{
		"",
		"Статья 5. Брод\n1. Брод мелок.\n2. Сноска. Это тоже пишет участник.\n5) исключен Законом РК",
		"просто слова",
		"2. Те же деяния:\n1) ночью;\n2) днем, –\nвлекут штраф.",
		"1-1-бап. Кеме\nКеме жүзеді.",
		"Примечание. Оговорка.\n3)\nхвост",
		"а) раз;\nб) два.",
		"Слово\tв таблице\nи\tеще",
	} {
		provisions := ReadWording(text, act.Russian, act.ProfileLaw)
		var lines []string
		for _, p := range provisions {
			lines = append(lines, p.Wording())
		}
		if got := strings.Join(lines, "\n"); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
}

// A часть in a code is «1.», inside it all other paragraphs are абзацы; in a law a capital letter begins a часть.
func TestProfileDecidesWhatACapitalLetterMeans(t *testing.T) {
	text := "Статья 5. Брод\n1. Брод мелок.\nПереходят его летом.\nзимой нет."
	for profile, want := range map[act.Profile]string{
		act.ProfileCode: "art_5__para_1__indent_2 art_5__para_1__indent_3",
		act.ProfileLaw:  "art_5__para_1__subpara_2 art_5__para_1__subpara_2__indent_2",
	} {
		var got []string
		ReadWording(text, act.Russian, profile)[0].Children[0].Walk(func(p *act.Provision) { got = append(got, p.EID) })
		if strings.Join(got[1:], " ") != want {
			t.Errorf("%s: got %v, want %s", profile, got[1:], want)
		}
	}
}

// The profile follows from how an act speaks of its own units, whatever it is called.
func TestProfilesOfRealActs(t *testing.T) {
	for name, want := range map[string]act.Profile{
		"txt-ru/criminal_code.txt":                                 act.ProfileCode,
		"txt-ru/code_of_administrative_offenses.txt":               act.ProfileCode,
		"editions/UK2014_art127-131_edition-2014-original_rus.txt": act.ProfileCode,
		"adilet-html/K1400000226_head-and-art1_fragment.html":      act.ProfileCode,
		"txt-ru/labor_code.txt":                                    act.ProfileLaw,
		"txt-ru/constitution.txt":                                  act.ProfileLaw,
		"parallel/land_code.txt":                                   act.ProfileLaw,
		"parallel/land_code_kz.txt":                                act.ProfileLaw,
		"parallel/law_on_llp_kz.txt":                               act.ProfileLaw,
		"parallel/Z2400000110_110-VIII_rus.txt":                    act.ProfileLaw,
		"adilet-pdf/z1600000480.09-01-2026.rus.pdf":                act.ProfileLaw,
	} {
		if got := mustRead(t, name).Profile; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// The official database puts the date of the edition into the names of its files.
func TestEditionDate(t *testing.T) {
	for name, want := range map[string]string{
		"z1600000480.09-01-2026.rus.pdf": "2026-01-09", "K1400000226.rus.txt": "", "": "", "a.40-13-2020.b": "",
	} {
		doc, err := Read([]byte(bridge), name)
		if err != nil {
			t.Fatal(err)
		}
		if doc.Expression.Date != want {
			t.Errorf("%q: got %q, want %q", name, doc.Expression.Date, want)
		}
	}
}

// An act that does not give its title is named by its own words, failing that by its file, and the report says so.
func TestTitleElsewhere(t *testing.T) {
	for text, want := range map[string]string{
		"Статья 1. Мост\n1. Состоит из настоящего Мостового кодекса Республики Казахстан.\n": "Мостовый кодекс Республики Казахстан",
		"Статья 1. Мост\n1. Мост стоит.\n": "мосты",
	} {
		doc, err := Read([]byte(text), "/papers/мосты.txt")
		if err != nil {
			t.Fatal(err)
		}
		if doc.Expression.Title != want || !doc.Report.has(FindingTitle) {
			t.Errorf("got %q and %v, want %q and a finding", doc.Expression.Title, doc.Report.Findings, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]act.Lang{
		"Мост стоит над рекой.":                           act.Russian,
		"Көпір өзеннің үстінде тұр.":                      act.Kazakh,
		"Закон о реке Іле и городе Өскемен принят весной": act.Russian,
		"": act.Russian,
	} {
		if got := Language(text); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}
