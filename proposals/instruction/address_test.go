package instruction

import (
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// Every unit of a real act: its address is the one the act's own package speaks, an instruction about it is read back, and
// the address leads to the unit.
func TestAddressesOfRealActs(t *testing.T) {
	for _, name := range realActs {
		t.Run(name, func(t *testing.T) {
			doc := realAct(t, name)
			e := doc.Expression
			l := newLookup(e.Provisions, doc.Profile)
			checked := 0
			for _, article := range sample(e, 2*perAct()) {
				article.Walk(func(p *act.Provision) {
					a, ok := AddressOf(p.EID, doc.Profile)
					if !ok || strings.Contains(p.EID, "~") || severalNotes(article) {
						return
					}
					checked++
					for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
						m := Modification{Kind: Repeal, Subject: Units, Addresses: []Address{a}}
						// Numbered notes are «примечания»; an address alone does not tell that they are.
						several := p.Level == act.LevelNote && len(p.Children) > 0
						if got, want := spoken(m, lang), act.Address(e.Path(p.EID), lang, doc.Profile); got != want && !several {
							t.Errorf("%s is spoken %q, elsewhere %q", p.EID, got, want)
						}
						read, problems := Parse(Phrase(m, lang), lang)
						if len(read) != 1 || len(problems) > 0 || !same(read[0].Modifications[0], m) {
							t.Errorf("%s: %q is read %+v %+v", p.EID, Phrase(m, lang), read, problems)
						}
					}
					found, no := l.find(a)
					if no != nil || found.unit != p {
						t.Errorf("%s: %v leads elsewhere: %v", p.EID, a, no)
					}
				})
			}
			if checked < 50 {
				t.Errorf("only %d units checked", checked)
			}
		})
	}
}

// severalNotes tells articles whose notes no address tells apart.
func severalNotes(article *act.Provision) bool {
	n := 0
	article.Walk(func(p *act.Provision) {
		if p.Level == act.LevelNote {
			n++
		}
	})
	return n > 1
}

// The endings that Kazakh nouns take, by vowel harmony and by their last sound.
func TestKazakhEndings(t *testing.T) {
	for _, test := range []struct {
		unit                                               Unit
		genitive, inside, locative, instrumental           string
		ownedGenitive, ownedInside, ownedInstrumental      string
		plural, ownedPluralInside, ownedPluralInstrumental string
	}{
		{UnitArticle, "баптың", "баптағы", "бапта", "баппен", "бабының", "бабындағы", "бабымен", "баптар", "баптарындағы", "баптарымен"},
		{UnitPart, "бөліктің", "бөліктегі", "бөлікте", "бөлікпен", "бөлігінің", "бөлігіндегі", "бөлігімен", "бөліктер", "бөліктеріндегі", "бөліктерімен"},
		{UnitPoint, "тармақтың", "тармақтағы", "тармақта", "тармақпен", "тармағының", "тармағындағы", "тармағымен", "тармақтар", "тармақтарындағы", "тармақтарымен"},
		{UnitSubpoint, "тармақшаның", "тармақшадағы", "тармақшада", "тармақшамен", "тармақшасының", "тармақшасындағы", "тармақшасымен", "тармақшалар", "тармақшаларындағы", "тармақшаларымен"},
		{UnitIndent, "абзацтың", "абзацтағы", "абзацта", "абзацпен", "абзацының", "абзацындағы", "абзацымен", "абзацтар", "абзацтарындағы", "абзацтарымен"},
		{UnitSentence, "сөйлемнің", "сөйлемдегі", "сөйлемде", "сөйлеммен", "сөйлемінің", "сөйлеміндегі", "сөйлемімен", "сөйлемдер", "сөйлемдеріндегі", "сөйлемдерімен"},
		{UnitHeading, "тақырыптың", "тақырыптағы", "тақырыпта", "тақырыппен", "тақырыбының", "тақырыбындағы", "тақырыбымен", "тақырыптар", "тақырыптарындағы", "тақырыптарымен"},
		{UnitChapter, "тараудың", "тараудағы", "тарауда", "тараумен", "тарауының", "тарауындағы", "тарауымен", "тараулар", "тарауларындағы", "тарауларымен"},
		{UnitTitle, "бөлімнің", "бөлімдегі", "бөлімде", "бөліммен", "бөлімінің", "бөліміндегі", "бөлімімен", "бөлімдер", "бөлімдеріндегі", "бөлімдерімен"},
		{UnitNote, "ескертпенің", "ескертпедегі", "ескертпеде", "ескертпемен", "ескертпесінің", "ескертпесіндегі", "ескертпесімен", "ескертпелер", "ескертпелеріндегі", "ескертпелерімен"},
		{UnitBody, "мәтіннің", "мәтіндегі", "мәтінде", "мәтінмен", "мәтінінің", "мәтініндегі", "мәтінімен", "мәтіндер", "мәтіндеріндегі", "мәтіндерімен"},
	} {
		one, two := []Step{{Unit: test.unit}}, []Step{{Unit: test.unit}, {Unit: test.unit}}
		for _, form := range []struct {
			want  string
			steps []Step
			owned bool
			c     kazakhCase
		}{
			{test.genitive, one, false, caseGenitive}, {test.inside, one, false, caseInside}, {test.locative, one, false, caseLocative},
			{test.instrumental, one, false, caseInstrumental}, {test.ownedGenitive, one, true, caseGenitive},
			{test.ownedInside, one, true, caseInside}, {test.ownedInstrumental, one, true, caseInstrumental},
			{test.plural, two, false, ""}, {test.ownedPluralInside, two, true, caseInside},
			{test.ownedPluralInstrumental, two, true, caseInstrumental},
		} {
			got := kazakhSteps(form.steps, form.owned, form.c)
			if i := strings.LastIndexAny(got, " -"); i >= 0 {
				got = got[i+1:]
			}
			if got != form.want {
				t.Errorf("got %s, want %s", got, form.want)
			}
		}
	}
}

// Ordinals of both languages are read back in every case.
func TestOrdinals(t *testing.T) {
	for n := 1; n <= maxOrdinal; n++ {
		for g := masculine; g <= neuter; g++ {
			for c := nominative; c <= instrumental; c++ {
				word := russianOrdinal(n, g, c)
				if got, used := ordinalAt(strings.Fields(act.Fold(word))); got != n || used != len(strings.Fields(word)) {
					t.Errorf("%s is read %d", word, got)
				}
			}
		}
		word := kazakhOrdinal(n)
		if got, used := ordinalAt(strings.Fields(act.Fold(word))); got != n || used != len(strings.Fields(word)) {
			t.Errorf("%s is read %d", word, got)
		}
	}
	for word, want := range map[string]string{russianOrdinal(3, feminine, prepositional): "третьей", russianOrdinal(3, masculine, accusative): "третий",
		russianOrdinal(2, masculine, accusative): "второй", russianOrdinal(38, masculine, prepositional): "тридцать восьмом",
		russianOrdinal(40, neuter, instrumental): "сороковым", kazakhOrdinal(37): "отыз жетінші", kazakhOrdinal(20): "жиырмасыншы"} {
		if word != want {
			t.Errorf("got %s, want %s", word, want)
		}
	}
}

// How amending acts call the acts they amend.
func TestSameAct(t *testing.T) {
	for _, test := range []struct {
		lang        act.Lang
		name, title string
		want        bool
	}{
		{act.Russian, "Уголовный кодекс Республики Казахстан от 3 июля 2014 года", "Уголовный кодекс Республики Казахстан", true},
		{act.Russian, "Уголовный кодекс Республики Казахстан от 3 июля 2014 года", "УГОЛОВНЫЙ КОДЕКС РЕСПУБЛИКИ КАЗАХСТАН", true},
		{act.Russian, "Уголовно-процессуальный кодекс Республики Казахстан от 4 июля 2014 года", "Уголовный кодекс Республики Казахстан", false},
		{act.Russian, "Уголовный кодекс Республики Казахстан от 3 июля 2014 года", "Уголовно-исполнительный кодекс Республики Казахстан", false},
		{act.Russian, "Кодекс Республики Казахстан об административных правонарушениях от 5 июля 2014 года", "Об административных правонарушениях", true},
		{act.Russian, "Закон Республики Казахстан от 1 марта 2020 года «О мостах и бродах»", "О мостах и бродах", true},
		{act.Russian, "Закон Республики Казахстан от 1 марта 2020 года «О мостах»", "О паромах", false},
		{act.Russian, "Трудовой кодекс Республики Казахстан от 15 мая 2007 года", "Земельный кодекс Республики Казахстан", false},
		{act.Kazakh, "2014 жылғы 3 шілдедегі Қазақстан Республикасының Қылмыстық кодексіне", "Қазақстан Республикасының Қылмыстық кодексі", true},
		{act.Kazakh, "2014 жылғы 4 шілдедегі Қазақстан Республикасының Қылмыстық-процестік кодексіне", "Қазақстан Республикасының Қылмыстық кодексі", false},
		{act.Kazakh, "«Көпірлер туралы» 2020 жылғы 1 наурыздағы Қазақстан Республикасының Заңына", "Көпірлер туралы", true},
	} {
		if got := SameAct(test.name, test.title, test.lang); got != test.want {
			t.Errorf("%s, %s: got %v", test.name, test.title, got)
		}
	}
}

// A wording edited alone, without its article, is addressed through the units that hold it.
func TestWithin(t *testing.T) {
	mods, err := DeriveText("2) осенью.", "2) осенью и летом.", act.Russian, act.ProfileLaw)
	if err != nil || len(mods) != 1 {
		t.Fatal(mods, err)
	}
	holder, ok := AddressOf("art_5__para_2", act.ProfileLaw)
	if !ok {
		t.Fatal("no address")
	}
	got := Phrase(Within(holder, mods)[0], act.Russian)
	if want := "подпункт 2) пункта 2 статьи 5 дополнить словами «и летом»"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// An amending act that was itself read as an act gives the same instructions as its plain text.
func TestParseOfWording(t *testing.T) {
	for name, lang := range map[string]act.Lang{"Z2100000089_89-VII_death-penalty_rus.txt": act.Russian,
		"Z2100000089_89-VII_death-penalty_kaz.txt": act.Kazakh, "Z1300000127_127-V_trafficking-2013_rus.txt": act.Russian} {
		text := realFile(t, "amending/"+name)
		doc, err := source.Read([]byte(text), name)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := Parse(text, lang)
		got, _ := Parse(Text(doc.Expression), lang)
		if len(got) != len(want) {
			t.Errorf("%s: %d instructions, want %d", name, len(got), len(want))
			continue
		}
		for i := range got {
			if got[i].N != want[i].N || !same(got[i].Modifications[0], want[i].Modifications[0]) {
				t.Errorf("%s: %+v, want %+v", name, got[i], want[i])
			}
		}
	}
}
