package pdf

import (
	"os"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// law reads a real statute, or skips where the texts are not at hand.
func law(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../../shared/laws/" + name)
	if os.IsNotExist(err) {
		t.Skipf("../shared/laws/%s is absent", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestRealLaw prints a whole real law in each language as one row, with every «or» changed, and reads it back.
func TestRealLaw(t *testing.T) {
	for _, c := range []struct {
		lang           act.Lang
		file, from, to string
	}{
		{act.Russian, "parallel/Z2400000110_110-VIII_rus.txt", " или ", " и (или) "},
		{act.Kazakh, "parallel/Z2400000110_110-VIII_kaz.txt", " немесе ", " және (немесе) "},
	} {
		t.Run(string(c.lang), func(t *testing.T) {
			old := law(t, c.file)
			ops := redline.Compare(old, strings.ReplaceAll(old, c.from, c.to))
			tab := comparedIn(c.lang, paper.TableForm{Redline: true}, paper.Amendment{Address: "–", Ops: ops})
			pages := sheets(t, save(t, tab))
			checkPlaces(t, flat, pages)
			checkTexts(t, tab, pages)
		})
	}
}
