package source

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// mostAllocated bounds the bytes that reading asks for over all, for each byte of the input: text that is copied again with
// every line would need thousands.
const mostAllocated = 400

// Inputs made to be slow: each takes about as long as so much law does. Work that grows with the square of the size would
// take minutes here, so the limits can be wide enough for a busy machine.
func TestHostileInputsAreReadInTime(t *testing.T) {
	const size = 1 << 18
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)+1) }
	inputs := map[string]string{
		"points inside points":           "Статья 1. Мост\n" + fill("1) мост:\n"),
		"letters inside points":          "Статья 1. Мост\n" + fill("1) мост:\nа) дуб:\n"),
		"notes inside points":            "Статья 1. Мост\n" + fill("1) мост:\nПримечание. Мост:\n2) мост:\n"),
		"numbers going down":             "Статья 1. Мост\n" + fill("9) мост;\n8) мост;\n7) мост;\n"),
		"quotations that do not end":     "Статья 1. Мост\n" + fill("«Статья 9. Мост\n"),
		"straight marks that do not end": "Статья 1. Мост\n" + fill("\"1. Мост\n\"а"),
		"quotations deeper and deeper":   "Статья 1. Мост\n" + fill("«««Мост»\n"),
		"remarks that go on":             "Статья 1. Мост\n" + fill("Сноска. Мост:\nслова;\n"),
		"remarks that quote":             "Статья 1. Мост\n" + fill("Примечание ИЗПИ!\nМост в редакции:\n«Мост\n"),
		"tables of contents":             fill("Оглавление\nСтатья 1. Мост\nОглавление\nСтатья 2. Мост\nГлава 1. Мост\n"),
		"one article again and again":    fill("Статья 1. Мост\n"),
		"chapters and parts":             fill("ОБЩАЯ ЧАСТЬ\nРаздел 1. Мост\nГлава 1. Мост\nПараграф 1. Мост\n"),
		"annexes":                        fill("Приложение 1\nСтатья 1. Мост\n"),
		"one line":                       "Статья 1. " + fill("мост "),
		"one letter":                     "Статья 1. " + fill("I"),
		"numbers without end":            "Статья 1. Мост\n" + fill("1-1-1-1-1-1-1-1-1-1-"),
		"one paragraph of many lines":    "Статья 1. Мост\n      Мост\n      Мост\n" + fill("мост\n"),
		"empty lines":                    "Статья 1. Мост\n" + fill(" \n"),
		"rules":                          "Статья 1. Мост\n" + fill("----------\n"),
		"rows":                           "Статья 1. Мост\n" + fill("мост\tмост\n"),
		"mixed words":                    "Статья 1. Мост\n" + fill("мoст мocт\n"),
		"open elements":                  "<p>Статья 1. Мост</p>" + fill("<a><b>"),
		"closed elements":                "<p>Статья 1. Мост</p>" + fill("<a>") + fill("</b>"),
		"open attributes":                "<p>Статья 1. Мост</p>" + fill("<a b='"),
		"bare brackets":                  "<p>Статья 1. Мост</p>" + fill("<"),
		"scripts":                        "<p>Статья 1. Мост</p>" + fill("<script>"),
		"tables inside tables":           "<p>Статья 1. Мост</p>" + fill("<table><tr><td>"),
		"entities":                       "<p>Статья 1. Мост</p>" + fill("&amp&#x41;"),
		"objects":                        "%PDF-1.4\n" + fill("1 0 obj "),
		"lists inside lists":             "%PDF-1.4\n1 0 obj " + fill("["),
		"dictionaries":                   "%PDF-1.4\n1 0 obj " + fill("<</A"),
		"open strings":                   "%PDF-1.4\n" + fill("1 0 obj ("),
		"trailers":                       "%PDF-1.4\n" + fill("trailer<<>> 1 0 obj "),
		"letters explained again and again": tinyPDF("BT /F1 9 Tf (a) Tj ET") +
			"6 0 obj <<>>stream\n1 beginbfrange " + fill("<0000><ffff><0410>") + " endbfrange\nendstream endobj ",
		"one page again and again": "%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[" + fill("3 0 R ") +
			"]>>endobj 3 0 obj<</Contents 4 0 R>>endobj trailer<</Root 1 0 R>>",
		"one stream again and again": "%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Contents[" +
			fill("4 0 R ") + "]>>endobj 4 0 obj<<>>stream\n" + strings.Repeat("BT ", 4096) + "endstream endobj trailer<</Root 1 0 R>>",
	}
	for name, input := range inputs {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			doc, err := Read([]byte(input), "", AcceptTruncated)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			runtime.ReadMemStats(&after)
			if allocated := (after.TotalAlloc - before.TotalAlloc) / uint64(len(input)); allocated > mostAllocated {
				t.Errorf("%d bytes allocated for each byte", allocated)
			}
			if err != nil {
				return
			}
			deepest := 0
			for eid := range doc.eids() {
				deepest = max(deepest, strings.Count(eid, "__"))
			}
			if deepest > 2*maxDepth {
				t.Errorf("an address of %d steps", deepest)
			}
		})
	}
}
