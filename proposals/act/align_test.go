package act_test

import (
	"testing"

	"talqy/proposals/act"
)

// The Law on countering human trafficking has 210 printed lines in either language: counted with `grep -c .` on both
// files. Each line of the one must have its partner in the other.
func TestAlignLawOnTrafficking(t *testing.T) {
	ru := readLaw(t, "parallel/Z2400000110_110-VIII_rus.txt")
	kk := readLaw(t, "parallel/Z2400000110_110-VIII_kaz.txt")
	const want = 210
	linesRu, linesKk := 2, 2 // the title and the editors' note on entry into force
	for _, pair := range act.Align(ru.Expression, kk.Expression) {
		if pair.A == nil || pair.B == nil {
			t.Errorf("no partner for %v %v", pair.A, pair.B)
			continue
		}
		if len(pair.A.Lines()) != len(pair.B.Lines()) {
			t.Errorf("%s has %d lines, its partner %d", pair.A.EID, len(pair.A.Lines()), len(pair.B.Lines()))
		}
		linesRu += len(pair.A.Lines())
		linesKk += len(pair.B.Lines())
	}
	if linesRu != want || linesKk != want {
		t.Errorf("%d lines in Russian and %d in Kazakh are paired, want %d", linesRu, linesKk, want)
	}
}

// Both texts of the Land Code have the same 186 articles, each with a partner of its own number.
func TestAlignLandCode(t *testing.T) {
	ru := readLaw(t, "parallel/land_code.txt")
	kk := readLaw(t, "parallel/land_code_kz.txt")
	articles, lone := 0, 0
	for _, pair := range act.Align(ru.Expression, kk.Expression) {
		if pair.A == nil || pair.B == nil {
			lone++
			if p := pair.A; p != nil {
				t.Logf("only in Russian: %s %.60s", p.EID, p.Text)
			} else {
				t.Logf("only in Kazakh: %s %.60s", pair.B.EID, pair.B.Text)
			}
			continue
		}
		if pair.A.Level == act.LevelArticle {
			articles++
			if pair.A.EID != pair.B.EID {
				t.Errorf("%s is paired with %s", pair.A.EID, pair.B.EID)
			}
		}
	}
	if articles != 186 {
		t.Errorf("%d articles are paired, want 186", articles)
	}
	t.Logf("%d units without a partner", lone)
}

// Units without a partner are listed, and do not disturb those after them.
func TestAlignListsLoneUnits(t *testing.T) {
	point := func(num string, below ...*act.Provision) *act.Provision {
		return &act.Provision{EID: "point_" + num, Level: act.LevelPoint, Num: num, Children: below}
	}
	words := func(level act.Level, text string) *act.Provision {
		return &act.Provision{EID: text, Level: level, Text: text}
	}
	a := &act.Expression{Provisions: []*act.Provision{
		point("1"), point("2", words(act.LevelIndent, "a")), words(act.LevelSubparagraph, "b"), point("4")}}
	b := &act.Expression{Provisions: []*act.Provision{
		point("1"), point("3"), words(act.LevelIndent, "c"), point("4"), point("5")}}
	var got []string
	name := func(p *act.Provision) string {
		if p == nil {
			return "-"
		}
		return p.EID
	}
	for _, pair := range act.Align(a, b) {
		got = append(got, name(pair.A)+" "+name(pair.B))
	}
	want := []string{"point_1 point_1", "point_2 -", "a -", "b -", "- point_3", "- c", "point_4 point_4", "- point_5"}
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}
