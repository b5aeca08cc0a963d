package instruction

import (
	"strings"
	"testing"

	"talqy/proposals/act"
)

// The Criminal Code in force is later than 89-VII: what that law ordered is done there. The new words stand in the
// addressed units, the old ones do not, and repealed units are gone.
func TestRealInstructionsAreInForce(t *testing.T) {
	code := realAct(t, "txt-ru/criminal_code.txt")
	instructions, _ := Parse(realFile(t, "amending/Z2100000089_89-VII_death-penalty_rus.txt"), act.Russian)
	// Units that later laws changed once more, by address.
	later := map[string]string{
		"пункт 1) части восьмой статьи 72":      "210-VIII of 2025 repealed the пункт",
		"абзац второй части третьей статьи 443": "210-VIII of 2025 repealed the часть",
	}
	l := newLookup(code.Expression.Provisions, code.Profile)
	checked, elsewhere := 0, 0
	for _, in := range instructions {
		if !SameAct(in.Act, code.Expression.Title, act.Russian) {
			elsewhere++
			t.Logf("%s %s: not checked, its act is not in txt-ru: %s", in.N, spoken(in.Modifications[0], act.Russian), in.Act)
			continue
		}
		for _, m := range in.Modifications {
			for _, a := range m.Addresses {
				address := russianAddress(a, nominative)
				if why, ok := later[address]; ok {
					t.Logf("%s %s: %s", in.N, address, why)
					continue
				}
				checked++
				if wrong := notInForce(l, m, a); wrong != "" {
					t.Errorf("%s %s: %s", in.N, address, wrong)
				}
			}
		}
	}
	if checked < 25 || elsewhere == 0 {
		t.Errorf("%d addresses checked, %d instructions to other acts", checked, elsewhere)
	}
}

// notInForce says what of a modification is not seen at an address.
func notInForce(l *lookup, m Modification, a Address) string {
	found, no := l.find(a)
	if m.Kind == Repeal && m.Subject == Units {
		if no == nil && !isStub(found.unit) {
			return "the unit stands: " + excerpt(found.unit.Wording(), 80)
		}
		return ""
	}
	if no != nil {
		return no.code + " " + strings.Join(no.candidates, " | ")
	}
	texts := found.texts()
	for _, q := range m.Quotes {
		if len(occurrences(texts, found.sentence, q.Old)) > 0 && !strings.Contains(q.New, q.Old) {
			return "the old words stand: " + q.Old
		}
		if q.New != "" && len(occurrences(texts, found.sentence, q.New)) == 0 {
			return "the new words do not stand: " + q.New + " in " + excerpt(found.unit.Wording(), 300)
		}
	}
	if m.Kind == Insertion && len(occurrences(texts, found.sentence, m.New)) == 0 {
		return "the new words do not stand: " + m.New
	}
	return ""
}
