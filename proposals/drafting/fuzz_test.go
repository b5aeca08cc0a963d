package drafting

import (
	"slices"
	"testing"
	"unicode/utf16"

	"talqy/proposals/act"
)

// Whatever is typed, the check ends, its places are in the text, and an unchanged text is not warned of.
func FuzzCheck(f *testing.F) {
	f.Add("Статья 5. Приют\n1. Приют дается:\n1) кров;\n2) питание.", "Статья 5. Приют\n1. Приют  дается:\n– кров\n3) питание пункта 9 настоящей статьи.", true)
	f.Add("5-бап. Баспана\n1. Осы баптың 3-тармағы.", "5-бап. Баспана\n1. Осы баптың 4 және 5-тармақтары «.\n2) 😀 (", false)
	f.Fuzz(func(t *testing.T, old, new string, code bool) {
		d := Draft{Kind: Amend, Profile: act.ProfileLaw}
		if code {
			d.Profile = act.ProfileCode
		}
		for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
			d.Texts = map[act.Lang]Text{lang: {Current: old, Proposed: new}}
			length := len(utf16.Encode([]rune(new)))
			warnings := Check(d)
			if got := Tightens(d); got != slices.ContainsFunc(warnings, ofLiability) {
				t.Fatalf("tightens: %t, warnings: %v", got, warnings)
			}
			for _, w := range warnings {
				if w.From > w.To || w.To > length || (w.From < 0) != (w.To < 0) {
					t.Fatalf("%s at %d–%d of %d", w.Code, w.From, w.To, length)
				}
				if _, ok := rules[w.Code]; !ok {
					t.Fatalf("no rule for %s", w.Code)
				}
			}
			d.Texts = map[act.Lang]Text{lang: {Current: new, Proposed: new}}
			for _, w := range Check(d) {
				if w.Code != EmptyDraft {
					t.Fatalf("an unchanged text: %s %v", w.Code, w.Args)
				}
			}
			CheckAmending(AmendingText{Text: new, Lang: lang})
		}
	})
}
