package pdf

import (
	"fmt"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// flat is the sheet of tables.
var flat = frameOf(paper.Landscape)

func equal(s string) redline.Op   { return redline.Op{Kind: redline.Equal, Text: s} }
func deleted(s string) redline.Op { return redline.Op{Kind: redline.Delete, Text: s} }
func added(s string) redline.Op   { return redline.Op{Kind: redline.Insert, Text: s} }

// compared is the comparative table of amendments, in Russian where nothing is said.
func compared(form paper.TableForm, as ...paper.Amendment) *paper.Document {
	return comparedIn(act.Russian, form, as...)
}

func comparedIn(lang act.Lang, form paper.TableForm, as ...paper.Amendment) *paper.Document {
	rows := make([]paper.Compared, len(as))
	for i, a := range as {
		rows[i].Texts = map[act.Lang]paper.Amendment{lang: a}
	}
	return paper.NewTable(paper.Head{Langs: []act.Lang{lang}, Date: "2026-12-10"}, form, rows)
}

func named(title string) paper.Bilingual { return paper.Bilingual{Ru: title, Kk: title} }

// tableOf is the table of a paper that has one.
func tableOf(d *paper.Document) *paper.Table {
	t := d.Blocks[len(d.Blocks)-1].(paper.Table)
	return &t
}

// words are n words of different lengths, so that a lost or a doubled one shows.
func words(n, seed int) string {
	stock := []string{"орган", "в", "заявитель", "рассматривает", "поступившее", "и", "обращение", "уполномоченный", "не", "срок", "государственный"}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString([]string{" ", " ", " ", ", ", " – ", ";\n"}[(i*7+seed)%6])
		}
		fmt.Fprintf(&b, "%s%d", stock[(i*5+seed*3)%len(stock)], i)
	}
	return b.String()
}

// manyRows is a table like real ones: most rows a quarter of a page, some of a few lines, a change in each.
func manyRows(n int) *paper.Document {
	return compared(paper.TableForm{Redline: true}, amendments(n)...)
}

func amendments(n int) []paper.Amendment {
	as := make([]paper.Amendment, n)
	for i := range as {
		as[i] = paper.Amendment{
			Address: fmt.Sprintf("Пункт %d статьи %d", i%4+1, i+1),
			Ops: []redline.Op{equal(words(10+i%30, i)), deleted(" прежние слова" + fmt.Sprint(i)),
				added(" новые слова" + fmt.Sprint(i)), equal(words(6+i%15, i+1))},
			Justification: words(6+i%15, i+2),
		}
	}
	return as
}

// checkTexts fails unless each column holds exactly the model's words in the model's order.
func checkTexts(t *testing.T, tab *paper.Document, pages []sheet) {
	t.Helper()
	flow := laid(t, tab)
	if len(flow.pages) != len(pages) {
		t.Fatalf("%d pages are laid out and %d printed", len(flow.pages), len(pages))
	}
	checkLayout(t, flow)
	var want [5]strings.Builder
	for _, r := range tableOf(tab).Rows {
		for i := 2; i < len(r.Cells); i++ {
			want[i].WriteString(modelText(r.Cells[i].Paragraphs))
		}
	}
	for _, column := range []int{2, 3, 4} {
		got, want := columnText(pages, flow, column), want[column].String()
		if got != want {
			t.Errorf("column %d: %s", column+1, apart(got, want))
		}
	}
}

// apart shows where two texts part.
func apart(got, want string) string {
	g, w := []rune(got), []rune(want)
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	return fmt.Sprintf("the texts (%d and %d letters) part at letter %d: got «%s», want «%s»", len(g), len(w), i,
		string(g[max(0, i-20):min(len(g), i+20)]), string(w[max(0, i-20):min(len(w), i+20)]))
}
