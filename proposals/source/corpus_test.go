package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"talqy/proposals/act"
)

// laws is where the real statutes stand beside the repository.
const laws = "../../../shared/laws"

// law reads a file of real law, or skips the test.
func law(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(laws, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared/laws/%s is absent", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// textFiles are the laws that are there as plain text.
var textFiles = []string{
	"txt-ru/code_of_administrative_offenses.txt", "txt-ru/constitution.txt", "txt-ru/criminal_code.txt",
	"txt-ru/labor_code.txt", "txt-ru-wrapped/constitution.txt", "txt-ru-wrapped/criminal_code.txt",
	"parallel/Z2400000110_110-VIII_rus.txt", "parallel/Z2400000110_110-VIII_kaz.txt", "parallel/land_code.txt",
	"parallel/land_code_kz.txt", "parallel/law_on_llp.txt", "parallel/law_on_llp_kz.txt",
	"amending/Z2100000089_89-VII_death-penalty_rus.txt", "amending/Z2100000089_89-VII_death-penalty_kaz.txt",
	"amending/Z1300000127_127-V_trafficking-2013_rus.txt",
	"editions/UK2014_art127-131_edition-2014-original_rus.txt",
}

// allFiles are all laws, in every format.
var allFiles = append([]string{
	"adilet-html/K1400000226_art126-132_fragment.html", "adilet-html/K1400000226_head-and-art1_fragment.html",
	"adilet-html/K950001000_constitution_art1_fragment.html",
	"word-html/Z090000155_155-IV_commodity-exchanges_MsoNormal_rus.html",
	"adilet-pdf/z1600000480.09-01-2026.rus.pdf", "adilet-pdf/k950001000_.01-01-2023.rus.pdf",
}, textFiles...)

// alreadyRead keeps the laws, as many tests look at the same ones; none changes them.
var alreadyRead sync.Map

func mustRead(t testing.TB, name string) *Document {
	t.Helper()
	if doc, ok := alreadyRead.Load(name); ok {
		return doc.(*Document)
	}
	doc, err := Read(law(t, name), name)
	if err != nil {
		t.Fatalf("%s: %v %v", name, err, err.(*Error).Args)
	}
	alreadyRead.Store(name, doc)
	return doc
}

// The wording that a member starts from must come back from the parser as the very unit it was printed from.
func TestReadWordingGivesTheProvisionAgain(t *testing.T) {
	for _, name := range allFiles {
		t.Run(name, func(t *testing.T) {
			doc := mustRead(t, name)
			for _, article := range doc.Expression.Articles() {
				wording := article.Wording()
				got := ReadWording(wording, doc.Expression.Lang, doc.Profile)
				if len(got) != 1 {
					t.Errorf("%s: %d units from one article\n%s", article.EID, len(got), wording)
					continue
				}
				if diff := difference(article, got[0]); diff != "" {
					t.Errorf("%s: %s\n%s", article.EID, diff, wording)
				}
			}
		})
	}
}

// difference names the first difference of two units, their addresses included. Notes are no law and do not count.
func difference(a, b *act.Provision) string {
	if diff := differentWords(a, b); diff != "" {
		return diff
	}
	if a.EID != b.EID {
		return a.EID + " read as " + b.EID
	}
	for i := range a.Children {
		if diff := difference(a.Children[i], b.Children[i]); diff != "" {
			return diff
		}
	}
	return ""
}

// differentWords names the first difference of two units but for their addresses: those of an annex's units and of doubles
// say more than their wording alone can tell.
func differentWords(a, b *act.Provision) string {
	switch {
	case a.Level != b.Level || a.Num != b.Num || a.Label != b.Label:
		return a.EID + " is " + string(a.Level) + " " + a.Label + ", read as " + string(b.Level) + " " + b.Label + " " + b.Num
	case a.Heading != b.Heading || a.Text != b.Text:
		return a.EID + ": other words: " + a.Heading + "|" + a.Text + "|" + b.Heading + "|" + b.Text
	}
	for i := range a.Children {
		if i >= len(b.Children) {
			return a.EID + ": lost " + a.Children[i].EID
		}
		if diff := differentWords(a.Children[i], b.Children[i]); diff != "" {
			return diff
		}
	}
	if len(b.Children) > len(a.Children) {
		return a.EID + ": one too many, " + b.Children[len(a.Children)].EID
	}
	return ""
}
