package instruction

import (
	"strings"
	"testing"

	"talqy/proposals/act"
)

// derive of one article must stay below 5 ms.
func BenchmarkDeriveArticle(b *testing.B) {
	code := realAct(b, "txt-ru/criminal_code.txt")
	old := code.Expression.Find("art_128").Wording()
	new := strings.Replace(strings.Replace(old, "от четырех до семи", "от пяти до восьми", 1), "2) неоднократно;", "2) неоднократно;\n2-1) публично;", 1)
	if old == new {
		b.Fatal("article 128 has other words")
	}
	b.ReportAllocs()
	for b.Loop() {
		mods, err := DeriveText(old, new, act.Russian, act.ProfileCode)
		if err != nil || len(mods) == 0 {
			b.Fatal(mods, err)
		}
	}
}

// apply of an amending act of 100 instructions to the Criminal Code must stay below 200 ms, reading it included.
func BenchmarkApplyHundred(b *testing.B) {
	code := realAct(b, "txt-ru/criminal_code.txt")
	amending := hundred(b, code.Expression)
	b.ReportAllocs()
	for b.Loop() {
		_, c := Amend(code, amending)
		for _, r := range c.Instructions {
			if r.Status != Applied {
				b.Fatal(r)
			}
		}
	}
}

// hundred makes an amending act of 100 instructions to articles all over an act.
func hundred(b *testing.B, e *act.Expression) string {
	b.Helper()
	var mods []Modification
	for _, a := range e.Articles() {
		if len(mods) == 100 {
			break
		}
		if a.Heading == "" || isStub(a) {
			continue
		}
		at := Address{{Unit: UnitArticle, Num: a.Num}}
		if len(mods)%2 == 0 {
			mods = append(mods, Modification{Kind: Insertion, Subject: Words, Addresses: []Address{at.with(Step{Unit: UnitHeading})}, New: "и мосты"})
		} else {
			mods = append(mods, Modification{Kind: Repeal, Subject: Units, Addresses: []Address{at}})
		}
	}
	if len(mods) != 100 {
		b.Fatalf("%d instructions", len(mods))
	}
	return Compose(mods, act.Russian)
}
