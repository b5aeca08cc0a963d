package drafting

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

const lawsFolder = "../../../shared/laws/"

// readShared reads a file of the shared folder; the test is skipped where it is not there.
func readShared(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(lawsFolder + path)
	if os.IsNotExist(err) {
		t.Skipf("../shared/laws/%s is absent", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

var readOnce = map[string]*source.Document{}

func readLaw(t testing.TB, path string) *source.Document {
	t.Helper()
	if d := readOnce[path]; d != nil {
		return d
	}
	d, err := source.Read([]byte(readShared(t, path)), filepath.Base(path), source.AcceptTruncated)
	if err != nil {
		t.Fatal(err)
	}
	readOnce[path] = d
	return d
}

var laws = []string{"txt-ru/criminal_code.txt", "txt-ru/code_of_administrative_offenses.txt", "txt-ru/labor_code.txt",
	"txt-ru/constitution.txt", "parallel/land_code.txt", "parallel/land_code_kz.txt", "parallel/law_on_llp.txt",
	"parallel/law_on_llp_kz.txt", "parallel/Z2400000110_110-VIII_rus.txt", "parallel/Z2400000110_110-VIII_kaz.txt",
	"adilet-pdf/z1600000480.09-01-2026.rus.pdf", "word-html/Z090000155_155-IV_commodity-exchanges_MsoNormal_rus.html"}

// stub reports whether some unit of an article is only a kept number.
func stub(article *act.Provision) bool {
	found := false
	article.Walk(func(p *act.Provision) {
		for _, n := range p.Notes {
			found = found || n.Kind == act.NoteRepealed
		}
	})
	return found || article.Heading == "" && article.Text == ""
}

// What stands in the law and is not changed is never warned of: 2,500 articles in force, each as a draft that leaves it.
func TestLawInForceIsNotWarnedOf(t *testing.T) {
	for _, path := range laws {
		d := readLaw(t, path)
		for _, article := range d.Expression.Articles() {
			text := article.Wording()
			draft := Draft{Kind: Amend, Target: article.EID, Profile: d.Profile,
				Texts: map[act.Lang]Text{d.Expression.Lang: {Act: d.Expression, Current: text, Proposed: text}}}
			if found := Check(draft); len(found) > 0 {
				t.Errorf("%s %s: %v", path, article.Label, found)
			}
		}
	}
}

// One new word in an article brings no warning but on that word: whatever else is at fault stood there before.
func TestOneWordWarnsOfNothing(t *testing.T) {
	for _, path := range laws {
		d := readLaw(t, path)
		words := map[act.Lang]string{act.Russian: "вновь", act.Kazakh: "қайта"}[d.Expression.Lang]
		n := 0
		for _, article := range d.Expression.Articles() {
			text := article.Wording()
			at := strings.LastIndex(text, " ")
			if n++; n%5 != 0 {
				continue // a fifth of them shows the same
			}
			if at < 0 || len(strings.Fields(text)) < 2*minExtent || stub(article) {
				continue
			}
			draft := Draft{Kind: Amend, Target: article.EID, Profile: d.Profile,
				Texts: map[act.Lang]Text{d.Expression.Lang: {Act: d.Expression, Current: text, Proposed: text[:at] + " " + words + text[at:]}}}
			for _, w := range Check(draft) {
				// The last words may be those of a reference, which then is another one.
				if w.Code != ReferenceMissing {
					t.Errorf("%s %s: %s %v", path, article.Label, w.Code, w.Args)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: no articles", path)
		}
	}
}

// Each article in force as if it were new: the law has slips of its own (a stop for a semicolon, a quotation mark that does
// not close), each of them looked at, and the checker finds no more than those.
func TestLawAsNewArticles(t *testing.T) {
	most := map[Code]int{ListEndMissing: 16, ListEndWrong: 2, QuoteNotPaired: 6, BracketNotPaired: 6, SpaceBefore: 8, DashBeforeUnit: 3,
		NumberTwice: 2, NumberNotNext: 1, ReferenceMissing: 2, DefinitionOrder: 2, CapitalInList: 1}
	total, articles := map[Code]int{}, 0
	for _, path := range laws {
		d := readLaw(t, path)
		for _, article := range d.Expression.Articles() {
			if stub(article) {
				continue
			}
			articles++
			draft := Draft{Kind: Insert, Profile: d.Profile,
				Texts: map[act.Lang]Text{d.Expression.Lang: {Act: d.Expression, Proposed: article.Wording()}}}
			for _, w := range Check(draft) {
				switch w.Code {
				case NumberTaken, LiabilityNew: // it is in the act, and it does have a sanction
				case MixedLetters: // the Kazakh texts are full of Latin i
				default:
					total[w.Code]++
				}
			}
		}
	}
	t.Logf("%d articles: %v", articles, total)
	for code, n := range total {
		if n > most[code] {
			t.Errorf("%s: %d warnings, the law has %d slips", code, n, most[code])
		}
	}
}

// The two texts of an act in force are of one structure: as new articles in both languages they are seldom warned of.
func TestParallelTextsAreNotApart(t *testing.T) {
	most := map[string]int{"110": 0, "land": 1, "llp": 0}
	for name, pair := range map[string][2]string{
		"110":  {"parallel/Z2400000110_110-VIII_rus.txt", "parallel/Z2400000110_110-VIII_kaz.txt"},
		"land": {"parallel/land_code.txt", "parallel/land_code_kz.txt"},
		"llp":  {"parallel/law_on_llp.txt", "parallel/law_on_llp_kz.txt"},
	} {
		ru, kk := readLaw(t, pair[0]), readLaw(t, pair[1])
		n := map[Code]int{}
		for _, a := range ru.Expression.Articles() {
			b := kk.Expression.Find(a.EID)
			if b == nil || stub(a) || stub(b) {
				continue
			}
			draft := Draft{Kind: Insert, Profile: ru.Profile,
				Texts: map[act.Lang]Text{act.Russian: {Proposed: a.Wording()}, act.Kazakh: {Proposed: b.Wording()}}}
			for _, w := range Check(draft) {
				switch w.Code {
				case UnitAddedApart, UnitExcludedApart, UnitChangedApart, FiguresApart, DefinitionsApart:
					n[w.Code]++
					if os.Getenv("SHOW") != "" {
						t.Logf("%s %s %s %v", name, a.Label, w.Code, w.Args)
					}
				}
			}
		}
		all := 0
		for _, k := range n {
			all += k
		}
		t.Logf("%s: %v", name, n)
		if all > most[name] {
			t.Errorf("%s: %d warnings, want at most %d", name, all, most[name])
		}
	}
}

// The Criminal Code of 2014 and of today: the sanctions of article 128 rose part by part, and an item came.
func TestTighteningOfArticle128(t *testing.T) {
	code := readLaw(t, "txt-ru/criminal_code.txt")
	old := source.ReadWording(readShared(t, "editions/UK2014_art127-131_edition-2014-original_rus.txt"), act.Russian, act.ProfileCode)
	var got []string
	for _, p := range old {
		if p.Num != "128" {
			continue
		}
		now := code.Expression.Find(p.EID).Wording()
		for _, w := range Check(Draft{Kind: Amend, Target: p.EID, Profile: act.ProfileCode,
			Texts: map[act.Lang]Text{act.Russian: {Act: code.Expression, Current: p.Wording(), Proposed: now}}}) {
			before, _ := w.Args["before"].(string)
			after, _ := w.Args["after"].(string)
			got = append(got, string(w.Code)+" "+slice16(now, w.From, w.To)+" "+before+"→"+after)
		}
	}
	want := "liability_tightened 1. 5→7; liability_tightened 2. 7→9; liability_wider 13) →; liability_tightened 3. 10→12"
	if strings.Join(got, "; ") != want {
		t.Errorf("got %v\nwant %s", got, want)
	}
}

// Amending acts that were adopted: what is warned of, and nothing else.
func TestAmendingActsInForce(t *testing.T) {
	for path, want := range map[string]map[Code]int{
		"amending/Z2100000089_89-VII_death-penalty_rus.txt": {},
		"amending/Z2100000089_89-VII_death-penalty_kaz.txt": {MixedLetters: 1},
		// Three new wordings are cut from the copy; the law set new offences and came into force after ten days.
		"amending/Z1300000127_127-V_trafficking-2013_rus.txt": {InstructionNoText: 3, ForceTooSoon: 1},
	} {
		text := readShared(t, path)
		lang := source.Language(text)
		if !IsAmending(text, lang) {
			t.Errorf("%s is not seen to amend", path)
		}
		got := map[Code]int{}
		for _, w := range CheckAmending(AmendingText{Text: text, Lang: lang}) {
			got[w.Code]++
			if want[w.Code] == 0 {
				t.Errorf("%s: %s %v", path, w.Code, w.Args)
			}
		}
		for code, n := range want {
			if got[code] != n {
				t.Errorf("%s: %s %d times, want %d", path, code, got[code], n)
			}
		}
	}
	for _, path := range laws[2:] {
		if d := readLaw(t, path); IsAmending(d.Expression.Title+"\n"+wordingOf(d.Expression), d.Expression.Lang) {
			t.Errorf("%s is taken for an amending act", path)
		}
	}
}

func wordingOf(e *act.Expression) string {
	var lines []string
	for _, p := range e.Provisions {
		lines = append(lines, p.Wording())
	}
	return strings.Join(lines, "\n")
}

// An article is checked while it is typed: under 5 ms for one of usual length, with the act at hand.
func BenchmarkCheck(b *testing.B) {
	d := readLaw(b, "txt-ru/criminal_code.txt")
	text := d.Expression.Find("art_128").Wording()
	draft := Draft{Kind: Amend, Target: "art_128", Profile: d.Profile, Texts: map[act.Lang]Text{
		act.Russian: {Act: d.Expression, Current: text, Proposed: strings.Replace(text, "2) неоднократно;\n", "", 1)}}}
	Check(draft)
	for b.Loop() {
		Check(draft)
	}
}
