package source

import (
	"bytes"
	"regexp"
	"testing"

	"talqy/proposals/act"
)

// The articles of every act, counted in the source by other means than this package: with grep on the text (of a PDF on
// what pdftotext gives), by eye where grep cannot.
func TestArticleCounts(t *testing.T) {
	for _, test := range []struct {
		file     string
		articles int
		counted  string
	}{
		{"txt-ru/criminal_code.txt", 502, `grep -c '^Статья [0-9]'; «"Статья 51.» in quotation marks in art. 467 is no article of the Code`},
		{"txt-ru/code_of_administrative_offenses.txt", 1069, `1065 by grep -c '^Статья [0-9]', 2 with a Latin C (69, 312), 1 indented (467), 1 without the word (173)`},
		{"txt-ru/labor_code.txt", 221, `grep -c '^Статья [0-9]'`},
		{"txt-ru/constitution.txt", 102, `grep -c '^Статья [0-9]'`},
		{"txt-ru-wrapped/criminal_code.txt", 502, `grep -c '^ *Статья [0-9]'`},
		{"txt-ru-wrapped/constitution.txt", 102, `grep -c '^ *Статья [0-9]'`},
		{"parallel/Z2400000110_110-VIII_rus.txt", 25, `grep -c '^Статья [0-9]'`},
		{"parallel/Z2400000110_110-VIII_kaz.txt", 25, `grep -cE '^[0-9-]+-бап\.'; 7-бап has no space after its stop`},
		{"parallel/land_code.txt", 186, `grep -c '^ *Статья [0-9]'`},
		{"parallel/land_code_kz.txt", 186, `grep -cE '^ *[0-9-]+-бап\.'`},
		{"parallel/law_on_llp.txt", 75, `grep -c '^ *Статья [0-9]'`},
		{"parallel/law_on_llp_kz.txt", 75, `grep -cE '^ *[0-9-]+-бап\.'`},
		{"amending/Z2100000089_89-VII_death-penalty_rus.txt", 2, `grep -c '^Статья [0-9]'`},
		{"amending/Z2100000089_89-VII_death-penalty_kaz.txt", 2, `grep -cE '^[0-9-]+-бап\.'`},
		{"amending/Z1300000127_127-V_trafficking-2013_rus.txt", 2, `by eye: those in quotation marks belong to the amended codes`},
		{"editions/UK2014_art127-131_edition-2014-original_rus.txt", 5, `grep -c '^Статья [0-9]'`},
		{"adilet-html/K1400000226_art126-132_fragment.html", 6, `grep -o '<h3[^>]*> Статья' | wc -l; 129 was left out`},
		{"adilet-html/K1400000226_head-and-art1_fragment.html", 1, `by eye`},
		{"adilet-html/K950001000_constitution_art1_fragment.html", 1, `by eye`},
		{"word-html/Z090000155_155-IV_commodity-exchanges_MsoNormal_rus.html", 38, `tags removed, grep -oE 'Статья [0-9]+(-[0-9]+)?\. '`},
		{"adilet-pdf/z1600000480.09-01-2026.rus.pdf", 80, `pdftotext, grep -cP '^\f?Статья [0-9]'`},
		{"adilet-pdf/k950001000_.01-01-2023.rus.pdf", 102, `pdftotext, grep -cP '^\f?Статья [0-9]'`},
	} {
		t.Run(test.file, func(t *testing.T) {
			doc := mustRead(t, test.file)
			if got := len(doc.Expression.Articles()); got != test.articles {
				t.Errorf("%d articles, want %d: %s", got, test.articles, test.counted)
			}
			if got := doc.Report.Units[act.LevelArticle]; got != test.articles {
				t.Errorf("the report counts %d articles, want %d", got, test.articles)
			}
		})
	}
}

// The number of «1.» and «1)» at the beginning of a line is the number of such units, where all lines are units.
func TestNumberedUnitCounts(t *testing.T) {
	paragraph := regexp.MustCompile(`(?m)^ *\d+(-\d+)*\. `)
	point := regexp.MustCompile(`(?m)^ *\d+(-\d+)*\) `)
	for _, name := range []string{"txt-ru/labor_code.txt", "txt-ru/constitution.txt", "parallel/Z2400000110_110-VIII_rus.txt",
		"parallel/Z2400000110_110-VIII_kaz.txt"} {
		t.Run(name, func(t *testing.T) {
			text := law(t, name)
			doc := mustRead(t, name)
			if got, want := doc.Report.Units[act.LevelParagraph], len(paragraph.FindAll(text, -1)); got != want {
				t.Errorf("%d paragraphs, want %d", got, want)
			}
			if got, want := doc.Report.Units[act.LevelPoint], len(point.FindAll(text, -1)); got != want {
				t.Errorf("%d points, want %d", got, want)
			}
		})
	}
}

// No address is given twice, and doubles in the source are reported.
func TestAddressesAreUnique(t *testing.T) {
	for _, name := range allFiles {
		t.Run(name, func(t *testing.T) {
			doc := mustRead(t, name)
			seen := make(map[string]bool)
			suffixed := 0
			doc.Expression.Walk(func(p *act.Provision) {
				if seen[p.EID] {
					t.Errorf("%s stands twice", p.EID)
				}
				seen[p.EID] = true
				if p.Children == nil {
					t.Errorf("%s: children are null in JSON", p.EID)
				}
				if bytes.ContainsRune([]byte(p.EID), '~') && p.Num != "" {
					suffixed++
				}
			})
			if suffixed > 0 && !doc.Report.has(FindingDouble) && !doc.Report.has(FindingOrder) {
				t.Errorf("%d addresses have a suffix, and no finding says why", suffixed)
			}
		})
	}
}
