package instruction

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"talqy/proposals/act"
)

// addressed are the units of acts by the words for them, each alone in its article or act and inside a larger unit.
var addressed = []struct {
	name    string
	address Address
	place   Step // a new unit beside it
}{
	{"статья", Address{{Unit: UnitArticle, Num: "147"}}, Step{Unit: UnitArticle, Num: "147-1"}},
	{"глава", Address{{Unit: UnitChapter, Num: "12"}}, Step{Unit: UnitChapter, Num: "12-1"}},
	{"параграф главы", Address{{Unit: UnitChapter, Num: "12"}, {Unit: UnitSection, Num: "3"}}, Step{Unit: UnitSection, Num: "4"}},
	{"раздел", Address{{Unit: UnitTitle, Num: "5"}}, Step{Unit: UnitTitle, Num: "5-1"}},
	{"подраздел раздела", Address{{Unit: UnitTitle, Num: "5"}, {Unit: UnitSubtitle, Num: "2"}}, Step{Unit: UnitSubtitle, Num: "3"}},
	{"заголовок статьи", Address{{Unit: UnitArticle, Num: "147-1"}, {Unit: UnitHeading}}, Step{}},
	{"заголовок главы", Address{{Unit: UnitChapter, Num: "12"}, {Unit: UnitHeading}}, Step{}},
	{"пункт", Address{{Unit: UnitArticle, Num: "9"}, {Unit: UnitPoint, Num: "2"}}, Step{Unit: UnitPoint, Num: "2-1"}},
	{"часть пункта", Address{{Unit: UnitArticle, Num: "9"}, {Unit: UnitPoint, Num: "2"}, {Unit: UnitPart, Num: "3"}}, Step{Unit: UnitPart, Num: "4"}},
	{"часть", Address{{Unit: UnitArticle, Num: "40"}, {Unit: UnitPart, Num: "2"}}, Step{Unit: UnitPart, Num: "2-1"}},
	{"пункт части (кодекс)", Address{{Unit: UnitArticle, Num: "40"}, {Unit: UnitPart, Num: "2"}, {Unit: UnitPoint, Num: "5", Bracket: true}}, Step{Unit: UnitPoint, Num: "5-1", Bracket: true}},
	{"подпункт статьи", Address{{Unit: UnitArticle, Num: "3"}, {Unit: UnitSubpoint, Num: "9", Bracket: true}}, Step{Unit: UnitSubpoint, Num: "9-1", Bracket: true}},
	{"подпункт пункта", Address{{Unit: UnitArticle, Num: "32"}, {Unit: UnitPoint, Num: "2"}, {Unit: UnitSubpoint, Num: "2", Bracket: true}}, Step{Unit: UnitSubpoint, Num: "2-1", Bracket: true}},
	{"абзац статьи", Address{{Unit: UnitArticle, Num: "177"}, {Unit: UnitIndent, Num: "2"}}, Step{Unit: UnitIndent, Num: "3"}},
	{"абзац части", Address{{Unit: UnitArticle, Num: "143"}, {Unit: UnitPart, Num: "2"}, {Unit: UnitIndent, Num: "38"}}, Step{Unit: UnitIndent, Num: "39"}},
	{"абзац подпункта пункта", Address{{Unit: UnitArticle, Num: "32"}, {Unit: UnitPoint, Num: "2"}, {Unit: UnitSubpoint, Num: "2", Bracket: true}, {Unit: UnitIndent, Num: "4"}}, Step{Unit: UnitIndent, Num: "5"}},
	{"предложение части", Address{{Unit: UnitArticle, Num: "46"}, {Unit: UnitPart, Num: "3"}, {Unit: UnitSentence, Num: "4"}}, Step{Unit: UnitSentence, Num: "5"}},
	{"примечание", Address{{Unit: UnitArticle, Num: "125"}, {Unit: UnitNote}}, Step{Unit: UnitNote}},
	{"пункт примечаний", Address{{Unit: UnitArticle, Num: "125"}, {Unit: UnitNote}, {Unit: UnitPoint, Num: "2"}}, Step{Unit: UnitPoint, Num: "3"}},
	{"приложение", Address{{Unit: UnitAnnex, Num: "3"}}, Step{Unit: UnitAnnex, Num: "4"}},
	{"пункт приложения", Address{{Unit: UnitAnnex, Num: "3"}, {Unit: UnitPoint, Num: "7"}}, Step{Unit: UnitPoint, Num: "8"}},
	{"преамбула", Address{{Unit: UnitPreamble}}, Step{}},
	{"весь текст статьи", Address{{Unit: UnitArticle, Num: "4"}, {Unit: UnitWhole}}, Step{}},
}

// Every kind of order about every unit, in both languages side by side, for a drafter to read: testdata/phrases.txt. Each
// phrase is read back as the order it was made of.
func TestPhrases(t *testing.T) {
	var b strings.Builder
	spoken := map[Kind]bool{}
	for _, unit := range addressed {
		fmt.Fprintf(&b, "# %s\n", unit.name)
		last := unit.address[len(unit.address)-1]
		next := last
		next.Num = unit.place.Num
		two := []Address{unit.address, unit.address[:len(unit.address)-1].with(next)}
		one := []Address{unit.address}
		orders := []Modification{
			{Kind: Substitution, Subject: Words, Addresses: one, Quotes: []Quote{{"а", "б"}}},
			{Kind: Substitution, Subject: Words, Addresses: one, Quotes: []Quote{{"а а", "б б"}, {"в", "г"}}},
			{Kind: Substitution, Subject: Figures, Addresses: one, Quotes: []Quote{{"270,", "270, 271"}}},
			{Kind: Repeal, Subject: Words, Addresses: one, Quotes: []Quote{{Old: "а б"}}},
		}
		if last.Unit != UnitWhole {
			orders = append(orders,
				Modification{Kind: Insertion, Subject: Words, Addresses: one, After: "а", New: "б"},
				Modification{Kind: Insertion, Subject: Figures, Addresses: one, After: "138,", New: "138-1,"},
				Modification{Kind: Insertion, Subject: Words, Addresses: one, Before: "а а", New: "б б"},
				Modification{Kind: Insertion, Subject: Words, Addresses: one, New: "а б"},
				Modification{Kind: Replacement, Subject: Units, Addresses: one, New: "…"},
				Modification{Kind: Repeal, Subject: Units, Addresses: one},
				Modification{Kind: Revocation, Subject: Units, Addresses: one},
				Modification{Kind: Suspension, Subject: Units, Addresses: one, Until: "2027-01-01"})
		}
		if unit.place.Unit != "" {
			holder := Modification{Kind: Insertion, Subject: Units, Places: []Step{unit.place}, New: "…"}
			if above := unit.address[:len(unit.address)-1]; len(above) > 0 {
				holder.Addresses = []Address{above}
			}
			orders = append(orders, holder)
		}
		if unit.place.Num != "" {
			orders = append(orders,
				Modification{Kind: Repeal, Subject: Words, Addresses: two, Quotes: []Quote{{Old: "а"}}},
				Modification{Kind: Repeal, Subject: Units, Addresses: two})
			if !last.Unit.countedOnly() {
				orders = append(orders, Modification{Kind: Renumbering, Subject: Units, Addresses: one, Places: []Step{next}})
			}
		}
		for _, m := range orders {
			spoken[m.Kind] = true
			for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
				phrase := Phrase(m, lang)
				read, problems := Parse(phrase, lang)
				if len(problems) > 0 || len(read) != 1 || len(read[0].Modifications) != 1 || !same(read[0].Modifications[0], m) {
					t.Errorf("%s is read %+v %v", phrase, read, problems)
				}
				fmt.Fprintf(&b, "%s  %s\n", lang, strings.ReplaceAll(phrase, "\n", " / "))
			}
		}
	}
	for _, kind := range kinds(t) {
		if !spoken[kind] {
			t.Errorf("no order of the kind %s is spoken and read here", kind)
		}
	}
	expectFile(t, "testdata/phrases.txt", b.String())
}

// kinds are those that the source has.
func kinds(t *testing.T) []Kind {
	t.Helper()
	source, err := os.ReadFile("modification.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []Kind
	for _, m := range regexp.MustCompile(`(?m)^\t\w+\s+Kind = "(\w+)"`).FindAllStringSubmatch(string(source), -1) {
		out = append(out, Kind(m[1]))
	}
	if len(out) < 7 {
		t.Fatalf("only the kinds %q were found", out)
	}
	return out
}

// What comes before figures and the headings of several articles, which no unit above has.
func TestPhrasesOfFiguresAndHeadings(t *testing.T) {
	article := []Address{{{Unit: UnitArticle, Num: "147"}}}
	contents := Address{{Unit: UnitContents}}
	for _, row := range []struct {
		m    Modification
		want string
	}{
		{Modification{Kind: Insertion, Subject: Figures, Addresses: article, Before: "138,", New: "137,"},
			"147-бап «138,» деген цифрлардың алдынан «137,» деген цифрлармен толықтырылсын"},
		{Modification{Kind: Repeal, Subject: Units, Addresses: []Address{contents.with(Step{Unit: UnitHeading, Num: "138"}), contents.with(Step{Unit: UnitHeading, Num: "139"})}},
			"мазмұнының 138 және 139-баптардың тақырыптары алып тасталсын"},
	} {
		if got := Phrase(row.m, act.Kazakh); got != row.want {
			t.Errorf("got %s, want %s", got, row.want)
		}
	}
}
