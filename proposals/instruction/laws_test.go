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

// perAct is how many articles of a big act a test takes: every nth of them.
const perAct = 25

// sample gives articles of an act, spread over it.
func sample(e *act.Expression, most int) []*act.Provision {
	articles := e.Articles()
	step := max(1, len(articles)/most)
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
	instructions := make([]Instruction, 0, len(mods))
	for _, m := range mods {
		instructions = append(instructions, Instruction{Lang: lang, Modifications: []Modification{m}})
	}
	got, results := ApplyText(normal(old, lang, profile), lang, profile, instructions)
	if want := normal(new, lang, profile); got != want {
		t.Errorf("the instructions lead elsewhere\n%s\n%+v\ngot:  %s\nwant: %s", strings.Join(spoken, "\n"), results, got, want)
	}
	return mods
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

// normal is a text as the reader of acts gives it back: one unit a line, single blanks.
func normal(text string, lang act.Lang, profile act.Profile) string {
	return wordingOf(source.ReadWording(text, lang, profile))
}

// same compares modifications; a nil and an empty list are the same.
func same(a, b Modification) bool {
	if a.Kind != b.Kind || a.Subject != b.Subject || a.After != b.After || a.Before != b.Before || a.New != b.New ||
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
		if !a.Addresses[i].Equal(b.Addresses[i]) {
			return false
		}
	}
	return true
}

// An article compared with itself orders nothing.
func TestDeriveOfTheSameIsEmpty(t *testing.T) {
	for _, name := range realActs {
		doc := realAct(t, name)
		for _, a := range sample(doc.Expression, perAct) {
			mods, err := Derive([]*act.Provision{a}, []*act.Provision{a}, doc.Expression.Lang, doc.Profile)
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
