package instruction

import (
	"math/rand/v2"
	"strings"
	"testing"

	"talqy/proposals/act"
)

// An instruction is carried out whole or not at all: whatever the list holds, the text is that of the list without those
// that failed, and carrying the rest out again fails none of them. The lists are instructions derived for changes of real
// articles, mixed with broken ones and in a random order.
func TestFailingInstructionsLeaveNoTrace(t *testing.T) {
	for _, name := range realActs {
		t.Run(name, func(t *testing.T) {
			doc := realAct(t, name)
			lang := doc.Expression.Lang
			d := &drafter{rand: rand.New(rand.NewPCG(7, 8)), lang: lang}
			failed, applied := 0, 0
			for _, a := range sample(doc.Expression, perAct()) {
				old := a.Wording()
				if lines := strings.Split(old, "\n"); len(lines) < 2 || len(old) > 20000 {
					continue
				}
				list := d.mixedList(t, old, doc.Profile)
				for _, opts := range [][]Option{nil, {KeepNumbers(Citation{"29.12.2021", "89-VII"})}} {
					text, results := applyText(old, lang, doc.Profile, list, opts...)
					var kept []Instruction
					for i, r := range results {
						if r.Status == Applied {
							kept = append(kept, list[i])
							applied++
							continue
						}
						failed++
						if r.Reason == "" || len(r.EIDs) > 0 {
							t.Errorf("a failed instruction without a reason, or with units it changed: %+v", r)
						}
					}
					alone, again := applyText(old, lang, doc.Profile, kept, opts...)
					if alone != text {
						t.Errorf("%s: failing instructions left a trace\ngot:  %s\nwant: %s", a.Label, text, alone)
					}
					for _, r := range again {
						if r.Status != Applied {
							t.Errorf("%s: carried out only beside a failing one: %+v", a.Label, r)
						}
					}
				}
			}
			if failed < 5 || applied < 5 {
				t.Errorf("only %d applied and %d failed", applied, failed)
			}
		})
	}
}

// mixedList gives instructions for several changes of one article, some with a second operation that cannot be carried out.
func (d *drafter) mixedList(t *testing.T, old string, profile act.Profile) []Instruction {
	t.Helper()
	var list []Instruction
	for _, kind := range []string{"words replaced", "words taken out", "a line taken out", "a number doubled", "words added", "the heading"} {
		mods, err := DeriveText(old, strings.Join(editKinds[kind](d, strings.Split(old, "\n")), "\n"), d.lang, profile)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mods {
			in := Instruction{Lang: d.lang, Modifications: []Modification{m}}
			if len(m.Addresses) == 0 {
				continue
			}
			switch d.rand.IntN(4) {
			case 0:
				in.Modifications = append(in.Modifications, Modification{Kind: Repeal, Subject: Words, Addresses: m.Addresses, Quotes: []Quote{{Old: "жоқсөз"}}})
			case 1:
				nowhere := m.Addresses[0][:1].with(Step{Unit: UnitPoint, Num: "777"})
				in.Modifications = append(in.Modifications, Modification{Kind: Repeal, Subject: Units, Addresses: []Address{nowhere}})
			}
			list = append(list, in)
		}
	}
	d.rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}
