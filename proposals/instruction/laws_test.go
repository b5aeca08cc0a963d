package instruction

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// realFile reads a file of ../shared/laws, or skips the test.
func realFile(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../../../shared/laws", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared/laws/%s is absent", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// realAct reads an act of ../shared/laws, or skips the test.
func realAct(t testing.TB, name string) *source.Document {
	t.Helper()
	doc, err := source.Read([]byte(realFile(t, name)), name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

// realActs are acts of both profiles in both languages.
var realActs = []string{
	"txt-ru/criminal_code.txt", "txt-ru/labor_code.txt", "parallel/Z2400000110_110-VIII_rus.txt",
	"parallel/Z2400000110_110-VIII_kaz.txt", "parallel/land_code_kz.txt", "parallel/law_on_llp_kz.txt",
}

// perAct is how many articles of a big act a test takes: every nth of them, more with TALQY_LONG=1.
func perAct() int {
	switch {
	case os.Getenv("TALQY_LONG") == "1":
		return 120
	case testing.Short():
		return 6
	}
	return 10
}

// sample gives articles of an act, spread over it.
func sample(e *act.Expression, most int) []*act.Provision {
	articles := e.Articles()
	step := max(1, len(articles)/max(1, most))
	var taken []*act.Provision
	for i := 0; i < len(articles); i += step {
		if len(articles[i].Children) > 0 || articles[i].Text != "" {
			taken = append(taken, articles[i])
		}
	}
	return taken
}

// carry derives, speaks, reads and applies the way from one text to another, and checks that it leads there. It returns
// the modifications.
func carry(t *testing.T, old, new string, lang act.Lang, profile act.Profile) []Modification {
	t.Helper()
	mods, err := DeriveText(old, new, lang, profile)
	if err != nil {
		t.Errorf("%v\nold: %s\nnew: %s", err, old, new)
		return nil
	}
	var spoken []string
	for _, m := range mods {
		spoken = append(spoken, Phrase(m, lang))
		read, problems := Parse(Phrase(m, lang), lang)
		if len(problems) > 0 || len(read) != 1 || len(read[0].Modifications) != 1 || !same(read[0].Modifications[0], m) {
			t.Errorf("spoken and read it is another\nspoken: %s\nread: %+v\nwas: %+v\nproblems: %v", Phrase(m, lang), read, m, problems)
		}
	}
	quotedOnce(t, old, mods, lang, profile)
	quotedShort(t, old, mods, lang, profile)
	instructions := make([]Instruction, 0, len(mods))
	for _, m := range mods {
		instructions = append(instructions, Instruction{Lang: lang, Modifications: []Modification{m}})
	}
	got, results := applyText(old, lang, profile, instructions)
	if got, want := normal(got, lang, profile), normal(new, lang, profile); got != want {
		t.Errorf("the instructions lead elsewhere\n%s\n%+v\ngot:  %s\nwant: %s", strings.Join(spoken, "\n"), results, got, want)
	}
	keepsNumbers(t, old, new, instructions, lang, profile)
	return mods
}

// keepsNumbers checks the other form of a consolidated text: carried out with the numbers of excluded units kept, the
// instructions lead to the same law; every number that was excluded is there with its remark; and from the text with the
// remarks the same instructions are derived as from the one without.
func keepsNumbers(t *testing.T, old, new string, instructions []Instruction, lang act.Lang, profile act.Profile) {
	t.Helper()
	by := Citation{Date: "29.12.2021", Number: "89-VII"}
	kept, _ := applyText(old, lang, profile, instructions, KeepNumbers(by))
	if got, want := normal(kept, lang, profile), normal(new, lang, profile); got != want {
		t.Errorf("with numbers kept the instructions lead elsewhere\ngot:  %s\nwant: %s", got, want)
		return
	}
	remarks := strings.Count(kept, strings.TrimSpace(by.remark(lang))) - strings.Count(old, strings.TrimSpace(by.remark(lang)))
	excluded := 0
	for _, in := range instructions {
		for _, m := range in.Modifications {
			for _, a := range m.Addresses {
				if m.Kind == Repeal && m.Subject == Units && !a[len(a)-1].Unit.countedOnly() && a[len(a)-1].Unit != UnitNote && a[len(a)-1].Unit != UnitHeading {
					excluded++
				}
			}
		}
	}
	// A counted часть leaves no number, and a number may be given out again by the same act.
	if remarks > excluded || remarks < excluded && !strings.Contains(composed(instructions, lang), "част") && !strings.Contains(composed(instructions, lang), "бөлі") &&
		!reuses(instructions) {
		t.Errorf("%d numbers are kept of %d excluded units\n%s\n%s", remarks, excluded, composed(instructions, lang), kept)
	}
	// A number that goes may let the lines below it be read as units of another level; then other units are named.
	again, err := DeriveText(old, kept, lang, profile)
	alike := levels(kept, lang, profile) == levels(new, lang, profile)
	if err != nil || alike && composed(asInstructions(again), lang) != composed(instructions, lang) {
		t.Errorf("from the text with numbers kept another change is derived: %v\n%s\nnot\n%s", err, composed(asInstructions(again), lang), composed(instructions, lang))
	}
	if rest, err := DeriveText(kept, new, lang, profile); err != nil || len(rest) > 0 {
		t.Errorf("a number without words is taken for a change: %v %v", rest, err)
	}
}

// levels lists the eIds of the units that stand.
func levels(text string, lang act.Lang, profile act.Profile) string {
	var b strings.Builder
	for _, p := range standing(source.ReadWording(text, lang, profile)) {
		p.Walk(func(p *act.Provision) { b.WriteString(p.EID + "\n") })
	}
	return b.String()
}

// reuses reports whether numbers are given out anew.
func reuses(instructions []Instruction) bool {
	for _, in := range instructions {
		for _, m := range in.Modifications {
			if len(m.Places) > 0 {
				return true
			}
		}
	}
	return false
}

func asInstructions(mods []Modification) []Instruction {
	instructions := make([]Instruction, len(mods))
	for i, m := range mods {
		instructions[i].Modifications = []Modification{m}
	}
	return instructions
}

func composed(instructions []Instruction, lang act.Lang) string {
	var mods []Modification
	for _, in := range instructions {
		mods = append(mods, in.Modifications...)
	}
	return Compose(mods, lang)
}

// quotedOnce checks that quoted words are whole words of the old text that stand once in each addressed unit, so that
// nobody who reads the instruction beside the law can mistake the place.
func quotedOnce(t *testing.T, old string, mods []Modification, lang act.Lang, profile act.Profile) {
	t.Helper()
	l := newLookup(source.ReadWording(old, lang, profile), profile)
	for _, m := range mods {
		for _, a := range m.Addresses {
			if m.Subject == Units || a[len(a)-1].Unit == UnitWhole {
				continue
			}
			found, no := l.find(a)
			if no != nil {
				t.Errorf("%s: %s", Phrase(m, lang), no.code)
				continue
			}
			for _, words := range append(m.olds(), m.After, m.Before) {
				if words == "" {
					continue
				}
				if n := len(exact(found.texts(), words)); n != 1 {
					t.Errorf("%s: the words «%s» stand %d times", Phrase(m, lang), words, n)
				}
			}
		}
	}
}

// normal is a text as the reader of acts gives it back: one unit a line, single blanks, no numbers of excluded units. What derive
// finds turns one such text into another.
func normal(text string, lang act.Lang, profile act.Profile) string {
	return wordingOf(standing(source.ReadWording(text, lang, profile)))
}

// applyText is Apply for the plain text of an act or of some articles, one structural unit a line.
func applyText(text string, lang act.Lang, profile act.Profile, instructions []Instruction, opts ...Option) (string, []Result) {
	e := &act.Expression{Lang: lang, Provisions: source.ReadWording(text, lang, profile)}
	amended, results := Apply(e, profile, instructions, opts...)
	return printed(amended.Provisions), results
}

// same compares modifications; a nil and an empty list are the same.
func same(a, b Modification) bool {
	if a.Kind != b.Kind || a.Subject != b.Subject || a.After != b.After || a.Before != b.Before || a.New != b.New || a.Until != b.Until ||
		len(a.Quotes) != len(b.Quotes) || len(a.Places) != len(b.Places) || wholeAct(a.Addresses) != wholeAct(b.Addresses) {
		return false
	}
	for i := range a.Quotes {
		if a.Quotes[i] != b.Quotes[i] {
			return false
		}
	}
	for i := range a.Places {
		if a.Places[i] != b.Places[i] {
			return false
		}
	}
	if wholeAct(a.Addresses) {
		return true
	}
	if len(a.Addresses) != len(b.Addresses) {
		return false
	}
	for i := range a.Addresses {
		if !a.Addresses[i].equal(b.Addresses[i]) {
			return false
		}
	}
	return true
}

// An article compared with itself orders nothing.
func TestDeriveOfTheSameIsEmpty(t *testing.T) {
	for _, name := range realActs {
		doc := realAct(t, name)
		for _, a := range sample(doc.Expression, perAct()) {
			mods, err := derive([]*act.Provision{a}, []*act.Provision{a}, doc.Expression.Lang, doc.Profile)
			if err != nil || len(mods) > 0 {
				t.Errorf("%s %s: %v %v", name, a.Label, mods, err)
			}
		}
	}
}

// Articles 127 to 131 of the Criminal Code as first adopted, carried to the edition in force.
func TestDeriveBetweenEditions(t *testing.T) {
	old := realFile(t, "editions/UK2014_art127-131_edition-2014-original_rus.txt")
	code := realAct(t, "txt-ru/criminal_code.txt")
	for _, a := range source.ReadWording(old, act.Russian, act.ProfileCode) {
		now := code.Expression.Find(a.EID)
		if now == nil {
			t.Fatalf("%s is not in the code", a.EID)
		}
		carry(t, a.Wording(), now.Wording(), act.Russian, act.ProfileCode)
	}
}

// Two captures of one act, taken at different times and by different tools: each article of the one is carried to the other.
func TestDeriveBetweenCaptures(t *testing.T) {
	for _, pair := range [][2]string{
		{"txt-ru/criminal_code.txt", "txt-ru-wrapped/criminal_code.txt"},
		{"txt-ru/constitution.txt", "txt-ru-wrapped/constitution.txt"},
		{"txt-ru/constitution.txt", "adilet-pdf/k950001000_.01-01-2023.rus.pdf"},
		{"txt-ru/criminal_code.txt", "adilet-html/K1400000226_art126-132_fragment.html"},
		{"editions/UK2014_art127-131_edition-2014-original_rus.txt", "txt-ru/criminal_code.txt"},
	} {
		old, new := realAct(t, pair[0]), realAct(t, pair[1])
		both, changed := 0, 0
		for _, a := range old.Expression.Articles() {
			b := new.Expression.Find(a.EID)
			if b == nil || b.Level != act.LevelArticle {
				continue
			}
			both++
			before, after := a.Wording(), b.Wording()
			if normal(before, act.Russian, old.Profile) == normal(after, act.Russian, old.Profile) {
				continue
			}
			changed++
			carry(t, before, after, act.Russian, old.Profile)
		}
		t.Logf("%s > %s: %d articles in both, %d with another wording", pair[0], pair[1], both, changed)
		if both < 4 {
			t.Errorf("%s > %s: only %d articles in both", pair[0], pair[1], both)
		}
	}
}
