package source

import (
	"fmt"
	"strings"
	"testing"

	"talqy/proposals/act"
)

// Two captures of the Criminal Code and three of the Constitution, in three formats, give the same tree: every unit has its
// partner with the same address and the same words. The differences are those of the captures, each named here.
func TestCapturesGiveTheSameTree(t *testing.T) {
	for _, test := range []struct {
		a, b        string
		differences map[string]string // what differs and why
	}{
		{"txt-ru/criminal_code.txt", "txt-ru-wrapped/criminal_code.txt", map[string]string{
			"only b: concl":           "the first capture left out the signature",
			"only b: concl__indent_2": "the first capture left out the name of the signatory",
		}},
		{"txt-ru/constitution.txt", "txt-ru-wrapped/constitution.txt", map[string]string{
			"other words: art_39__para_3": "«13–15» in the first capture, «13 – 15» in the second",
		}},
		{"txt-ru/constitution.txt", "adilet-pdf/k950001000_.01-01-2023.rus.pdf", nil},
		{"txt-ru-wrapped/constitution.txt", "adilet-pdf/k950001000_.01-01-2023.rus.pdf", map[string]string{
			"other words: art_39__para_3": "«13 – 15» in the text, «13–15» in the PDF",
		}},
	} {
		t.Run(test.a+" and "+test.b, func(t *testing.T) {
			a, b := mustRead(t, test.a), mustRead(t, test.b)
			met := make(map[string]bool)
			for _, difference := range treeDifferences(a.Expression, b.Expression) {
				met[difference] = true
				if _, known := test.differences[difference]; !known {
					t.Error(difference)
				}
			}
			for difference, why := range test.differences {
				if !met[difference] {
					t.Errorf("not met any more: %s (%s)", difference, why)
				}
			}
			if a.Profile != b.Profile || a.Expression.Lang != b.Expression.Lang {
				t.Errorf("%s %s and %s %s", a.Profile, a.Expression.Lang, b.Profile, b.Expression.Lang)
			}
		})
	}
}

func treeDifferences(a, b *act.Expression) []string {
	var differences []string
	for _, pair := range act.Align(a, b) {
		switch {
		case pair.A == nil:
			differences = append(differences, "only b: "+pair.B.EID)
		case pair.B == nil:
			differences = append(differences, "only a: "+pair.A.EID)
		case pair.A.EID != pair.B.EID || pair.A.Level != pair.B.Level:
			differences = append(differences, fmt.Sprintf("other place: %s %s", pair.A.EID, pair.B.EID))
		case strings.Join(pair.A.Lines(), "\n") != strings.Join(pair.B.Lines(), "\n"):
			differences = append(differences, "other words: "+pair.A.EID)
		}
	}
	return differences
}

// The fragment of the official page and the text of the same articles differ in what the fragment's copyist changed.
func TestPageAndTextGiveTheSameArticles(t *testing.T) {
	page := mustRead(t, "adilet-html/K1400000226_art126-132_fragment.html")
	text := mustRead(t, "txt-ru/criminal_code.txt")
	same := 0
	for _, article := range page.Expression.Articles() {
		partner := text.Expression.Find(article.EID)
		if partner == nil {
			t.Errorf("%s is missing in the text", article.EID)
			continue
		}
		if article.EID == "art_132" {
			continue // the fragment ends inside it
		}
		if diff := difference(article, partner); diff != "" {
			t.Error(diff)
		}
		same++
	}
	if same != 5 {
		t.Errorf("%d articles compared, want 5", same)
	}
}

// Text taken from a PDF by other programs comes without indents and with broken lines. Most of the tree is still there;
// where a paragraph ends in a full line with a stop, only the printed page knows it.
func TestBrokenLinesGiveTheArticles(t *testing.T) {
	for _, name := range []string{"parallel/Z2400000110_110-VIII_rus.txt", "txt-ru/constitution.txt"} {
		want := mustRead(t, name)
		got, err := Read([]byte(broken(want.Expression, 80)), "print.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, level := range []act.Level{act.LevelArticle, act.LevelParagraph, act.LevelPoint, act.LevelChapter, act.LevelTitle} {
			if got.Report.Units[level] != want.Report.Units[level] {
				t.Errorf("%s: %d of level %s, want %d", name, got.Report.Units[level], level, want.Report.Units[level])
			}
		}
	}
}

// broken prints an act with its lines broken to a width.
func broken(e *act.Expression, width int) string {
	var b strings.Builder
	print := func(line string) {
		length := 0
		for _, word := range strings.Fields(line) {
			n := len([]rune(word))
			if length > 0 && length+1+n > width {
				b.WriteByte('\n')
				length = 0
			} else if length > 0 {
				b.WriteByte(' ')
				length++
			}
			b.WriteString(word)
			length += n
		}
		b.WriteByte('\n')
	}
	print(e.Title)
	e.Walk(func(p *act.Provision) {
		for _, line := range p.Lines() {
			print(line)
		}
	})
	return b.String()
}
