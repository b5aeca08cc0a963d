package instruction

import (
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// Whatever the file holds, reading ends, and what was read can be spoken, read again and carried out or refused.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"1. В Уголовный кодекс:\n1) в статье 46:\nв предложении первом слова «а», «б» исключить;\n",
		"2) часть первую статьи 237:\nпосле слов «131 (часть первая);» дополнить словами «132-1»;",
		"пункт 2 изложить в следующей редакции:\n«2. «А» и «б»:\n1) в;»;\n",
		"3) 40-баптың екінші бөлігінің 4) тармағындағы «а;» деген сөз «а.» деген сөзбен ауыстырылып, 5) тармағы алып тасталсын;",
		"мынадай мазмұндағы 9-1) тармақшамен толықтырылсын:\n«9-1) а;»;",
		"«»\"\"«", "1)", "части III, IV считать частями V, VI",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	model := source.ReadWording("Статья 46. Мост\n1. Мост стоит. Мост виден.\n2. Мост:\n1) а;\n2) б.", act.Russian, act.ProfileCode)
	f.Fuzz(func(t *testing.T, text string, kazakh bool) {
		lang := act.Russian
		if kazakh {
			lang = act.Kazakh
		}
		instructions, _ := Parse(text, lang)
		for _, in := range instructions {
			for _, m := range in.Modifications {
				Parse(Phrase(m, lang), lang)
			}
		}
		before := wordingOf(model)
		_, results := Apply(&act.Expression{Lang: lang, Provisions: model}, act.ProfileCode, instructions)
		if len(results) != len(instructions) {
			t.Errorf("%d results for %d instructions", len(results), len(instructions))
		}
		if wordingOf(model) != before {
			t.Errorf("the act itself was changed by %q", text)
		}
	})
}

// apply(derive(old, new), old) = new for any two texts of an article.
func FuzzDerive(f *testing.F) {
	f.Add("1. Мост стоит.\n2. Мост:\n1) а;\n2) б.", "1. Мост не стоит.\n2. Мост:\n1) а;\n1-1) в;\n2) г.", false)
	f.Add("Мост «А» стоит – всегда.", "Мост «Б» стоит, всегда.", false)
	f.Add("1. Көпір тұр.\nКөпір бар:\n1) а;", "1. Көпір тұрады.\nКөпір бар:\n1) а;\n2) б.", true)
	f.Add("а а а а", "а а б а а", false)
	f.Add("1) а, б", "1) а , б", true)
	f.Fuzz(func(t *testing.T, old, new string, kazakh bool) {
		lang, head := act.Russian, "Статья 1. Мост\n"
		if kazakh {
			lang, head = act.Kazakh, "1-бап. Көпір\n"
		}
		for _, profile := range []act.Profile{act.ProfileLaw, act.ProfileCode} {
			a, b := source.ReadWording(head+old, lang, profile), source.ReadWording(head+new, lang, profile)
			mods, err := derive(a, b, lang, profile)
			if err != nil {
				if len(a) == 1 && len(b) == 1 && readable(wordingOf(a), lang, profile) && readable(wordingOf(b), lang, profile) {
					t.Errorf("%v\nold %q\nnew %q", err, wordingOf(a), wordingOf(b))
				}
				continue
			}
			var instructions []Instruction
			for _, m := range mods {
				instructions = append(instructions, Instruction{Lang: lang, Modifications: []Modification{m}})
			}
			got, _ := Apply(&act.Expression{Lang: lang, Provisions: a}, profile, instructions)
			if g, w := wordingOf(standing(got.Provisions)), wordingOf(standing(b)); g != w {
				t.Errorf("got %q, want %q by %+v", g, w, mods)
			}
		}
	})
}

// readable reports whether a text is one that instructions can quote: its quotation marks nest, and read again it is the
// same text.
func readable(text string, lang act.Lang, profile act.Profile) bool {
	return balanced(text) && !strings.ContainsAny(text, "\"“”„\t\r\u0085\u2028\u2029[") && wordingOf(source.ReadWording(text, lang, profile)) == text &&
		!strings.Contains(text, "  ")
}

// The changes that members make, in any number and order, on the articles of the golden files.
func FuzzDraft(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint8(seed%4+1), seed%2 == 0, seed%3 == 0)
	}
	kinds := slices.Sorted(maps.Keys(editKinds))
	law, err := os.ReadFile("testdata/derive/words.txtar")
	if err != nil {
		f.Fatal(err)
	}
	code, err := os.ReadFile("testdata/derive/sanction.txtar")
	if err != nil {
		f.Fatal(err)
	}
	section := func(content []byte, name string) string {
		_, rest, _ := strings.Cut(string(content), "-- "+name+" --\n")
		text, _, _ := strings.Cut(rest, "\n-- ")
		return text
	}
	f.Fuzz(func(t *testing.T, seed uint64, edits uint8, kazakh, isCode bool) {
		lang, profile, content := act.Russian, act.ProfileLaw, law
		if kazakh {
			lang = act.Kazakh
		}
		if isCode {
			profile, content = act.ProfileCode, code
		}
		old := section(content, "old "+string(lang))
		d := &drafter{rand: rand.New(rand.NewPCG(seed, 1)), lang: lang}
		lines := strings.Split(old, "\n")
		for range edits % 8 {
			if len(lines) > 1 {
				lines = editKinds[kinds[d.rand.IntN(len(kinds))]](d, lines)
			}
		}
		carry(t, old, strings.Join(lines, "\n"), lang, profile)
	})
}
