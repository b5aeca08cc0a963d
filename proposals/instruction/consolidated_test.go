package instruction

import (
	"fmt"
	"strings"
	"testing"

	"talqy/proposals/act"
)

// The Criminal Code in force is later than 89-VII: what that law ordered is done there. The new words stand in the
// addressed units, the old ones do not, and repealed units are gone. The list in testdata/real says of every address what was
// seen: in_force, repealed_by a later law, or that the amended act is not among the texts.
func TestRealInstructionsAreInForce(t *testing.T) {
	code := realAct(t, "txt-ru/criminal_code.txt")
	instructions, _ := Parse(realFile(t, "amending/Z2100000089_89-VII_death-penalty_rus.txt"), act.Russian)
	l := newLookup(code.Expression.Provisions, code.Profile)
	var list strings.Builder
	for _, in := range instructions {
		for _, m := range in.Modifications {
			for _, a := range m.Addresses {
				address := russianAddress(a, nominative)
				fmt.Fprintf(&list, "%s %s: %s\n", in.N, address, seenInForce(t, l, in, m, a, code.Expression.Title))
			}
		}
	}
	expectFile(t, "testdata/real/89-VII_in_force.txt", list.String())
	if n := strings.Count(list.String(), ": in_force\n"); n < 29 {
		t.Errorf("only %d addresses are seen in force", n)
	}
}

func seenInForce(t *testing.T, l *lookup, in Instruction, m Modification, a Address, title string) string {
	t.Helper()
	if !SameAct(in.Act, title, act.Russian) {
		return "not_checked act_not_in_txt-ru"
	}
	if law := repealedLater(l, a); law != "" {
		return "repealed_by " + law
	}
	if wrong := notInForce(l, m, a); wrong != "" {
		t.Errorf("%s %s: %s", in.N, russianAddress(a, nominative), wrong)
		return "not_in_force"
	}
	return "in_force"
}

// repealedLater names the law that repealed an addressed unit or one that holds it after 89-VII: its number stands in the
// remark beside the number of the unit.
func repealedLater(l *lookup, a Address) string {
	for n := range a {
		found, no := l.find(a[:n+1])
		if no != nil {
			return ""
		}
		remark, stub := remarkOf(found.unit)
		if _, law, ok := strings.Cut(remark, "№ "); stub && ok && !strings.HasPrefix(law, "89-VII ") {
			law, _, _ = strings.Cut(law, " ")
			return law
		}
	}
	return ""
}

// Every sentence of the real acts that orders something is read: the lines outside new wordings that have the verb of an
// instruction are all among what Parse gives, and none of them is a problem of reading.
func TestNoInstructionIsLost(t *testing.T) {
	for _, test := range []struct {
		file          string
		lang          act.Lang
		sentences     int
		modifications int
	}{
		{"Z2100000089_89-VII_death-penalty_rus.txt", act.Russian, 42, 42},
		{"Z2100000089_89-VII_death-penalty_kaz.txt", act.Kazakh, 42, 43},
		{"Z1300000127_127-V_trafficking-2013_rus.txt", act.Russian, 28, 28},
	} {
		text := realFile(t, "amending/"+test.file)
		instructions, problems := Parse(text, test.lang)
		read := make(map[int]bool)
		mods := 0
		for _, in := range instructions {
			read[in.Line] = true
			mods += len(in.Modifications)
			for _, m := range in.Modifications {
				if m.Kind == "" || m.Subject == "" || len(m.Addresses) == 0 && m.Kind != Insertion {
					t.Errorf("%s line %d: read in part: %+v", test.file, in.Line, m)
				}
			}
		}
		for _, p := range problems {
			if p.Code != ProblemNewTextMissing {
				t.Errorf("%s line %d: %s %s", test.file, p.Line, p.Code, p.Text)
			}
		}
		depth := 0
		for i, line := range strings.Split(text, "\n") {
			if depth == 0 && commands(line) && !isArticleLine(squeeze(line)) && !read[i+1] {
				t.Errorf("%s line %d is not among the instructions: %s", test.file, i+1, act.Excerpt(line, 80))
			}
			depth = max(0, depth+strings.Count(line, "«")-strings.Count(line, "»"))
		}
		if len(instructions) != test.sentences || mods != test.modifications {
			t.Errorf("%s: %d sentences with %d operations, want %d with %d", test.file, len(instructions), mods, test.sentences, test.modifications)
		}
	}
}

// notInForce says what of a modification is not seen at an address.
func notInForce(l *lookup, m Modification, a Address) string {
	found, no := l.find(a)
	if m.Kind == Repeal && m.Subject == Units {
		if no == nil && !isStub(found.unit) {
			return "the unit stands: " + act.Excerpt(found.unit.Wording(), 80)
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
			return "the new words do not stand: " + q.New + " in " + act.Excerpt(found.unit.Wording(), 300)
		}
	}
	if m.Kind == Insertion && len(occurrences(texts, found.sentence, m.New)) == 0 {
		return "the new words do not stand: " + m.New
	}
	return ""
}
