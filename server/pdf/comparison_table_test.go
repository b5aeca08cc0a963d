package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

const (
	kazakhLetters  = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
	otherSigns     = "№ § « » „ “ ” – — … ( ) [ ] { } * / \\ % + = < > & \" ' 0123456789 IVXLC ¶ □"
	aKazakhPhrase  = "Қазақстан Республикасының Заңы"
	aRussianPhrase = "Республики Казахстан"
)

func equal(s string) redline.Op   { return redline.Op{Kind: redline.Equal, Text: s} }
func deleted(s string) redline.Op { return redline.Op{Kind: redline.Delete, Text: s} }
func added(s string) redline.Op   { return redline.Op{Kind: redline.Insert, Text: s} }

func table(form paper.Form, as ...paper.Amendment) *paper.ComparisonTable {
	if form.Lang == "" {
		form.Lang = act.Russian
	}
	return paper.NewComparisonTable(form, as)
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
func manyRows(n int) *paper.ComparisonTable {
	as := make([]paper.Amendment, n)
	for i := range as {
		as[i] = paper.Amendment{
			Address: fmt.Sprintf("Пункт %d статьи %d", i%4+1, i+1),
			Ops: []redline.Op{equal(words(10+i%30, i)), deleted(" прежние слова" + fmt.Sprint(i)),
				added(" новые слова" + fmt.Sprint(i)), equal(words(6+i%15, i+1))},
			Justification: words(6+i%15, i+2),
		}
	}
	return table(paper.Form{Redline: true, Title: "Сравнительная таблица", Date: "2026-12-10"}, as...)
}

// checkTexts fails unless each column holds exactly the model's words in the model's order.
func checkTexts(t *testing.T, tab *paper.ComparisonTable, pages []sheet) {
	t.Helper()
	face, err := readFaces()
	if err != nil {
		t.Fatal(err)
	}
	flow := lay(&setter{faces: face}, tab)
	if len(flow.pages) != len(pages) {
		t.Fatalf("%d pages are laid out and %d printed", len(flow.pages), len(pages))
	}
	checkFrames(t, flow)
	var want [5]strings.Builder
	for _, r := range tab.Rows {
		want[2].WriteString(modelText(r.Current))
		want[3].WriteString(modelText(r.Proposed))
		want[4].WriteString(modelText(r.Justification))
	}
	for _, column := range []int{2, 3, 4} {
		got, want := columnText(pages, flow, column), want[column].String()
		if got != want {
			t.Errorf("column %d: %s", column+1, apart(got, want))
		}
	}
}

// checkFrames fails unless the rows of each page stand one under the other without gap or overlap, hold their lines and end
// above the foot.
func checkFrames(t *testing.T, f *flow) {
	t.Helper()
	for i, p := range f.pages {
		for j, piece := range p.pieces {
			if j > 0 && piece.y != p.pieces[j-1].y+p.pieces[j-1].height {
				t.Errorf("page %d, row %d begins at %.2f mm; the one over it ends at %.2f", i+1, j, piece.y, p.pieces[j-1].y+p.pieces[j-1].height)
			}
			if end := piece.y + piece.height; end > bodyBottom {
				t.Errorf("page %d, row %d ends at %.2f mm, below %.2f", i+1, j, end, bodyBottom)
			}
			for _, c := range piece.cells {
				if h := height(c.lines) + 2*padY; h > piece.height {
					t.Errorf("page %d, row %d is %.2f mm high and a cell of it %.2f", i+1, j, piece.height, h)
				}
			}
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

func readFaces() (faces, error) {
	var out faces
	for i, data := range typefaces() {
		f, err := readFace(data)
		if err != nil {
			return out, err
		}
		out[i] = f
	}
	return out, nil
}

func TestEveryLetterIsPrintedAndRead(t *testing.T) {
	tab := table(paper.Form{Lang: act.Kazakh, Title: kazakhLetters, Redline: true},
		paper.Amendment{Act: aKazakhPhrase, Address: "1-бап", Author: kazakhLetters, Justification: otherSigns,
			Ops: []redline.Op{deleted(kazakhLetters), added(kazakhLetters), equal("\n" + otherSigns)}})
	file := save(t, tab)
	pages := sheets(t, file)
	checkPlaces(t, pages)
	text := strings.Join(strings.Fields(poppler(t, "pdftotext", "-raw", file, "-")), " ")
	alphabet := strings.Join(strings.Fields(kazakhLetters), "")
	joined := strings.ReplaceAll(text, " ", "")
	// In the title, struck, added and in italics.
	if got := strings.Count(joined, alphabet); got < 4 {
		t.Errorf("the alphabet is read %d times; want 4 (title, struck, added, author) in\n%s", got, text)
	}
	if signs := strings.ReplaceAll(otherSigns, " ", ""); strings.Count(joined, signs) != 3 {
		t.Errorf("the signs %s are read %d times; want 3 in\n%s", signs, strings.Count(joined, signs), text)
	}
	if !strings.Contains(text, aKazakhPhrase) {
		t.Errorf("%q is not read in\n%s", aKazakhPhrase, text)
	}
}

func TestLettersThatTheTypeLacks(t *testing.T) {
	// An emoji, a letter of another script, a thin space, a byte that is no letter: gofpdf by itself would crash on the first.
	tab := table(paper.Form{Title: "😀 \xff" + aRussianPhrase, Subtitle: "汉", Redline: true},
		paper.Amendment{Act: "Закон 😀", Address: "статья\u202F1😀", Ops: []redline.Op{equal("5\u202F000 ₸ 😀 汉"), added(" 𝔄")}})
	tab.Rows = append(tab.Rows, paper.Row{Address: "рукой\x00 \xd0 написано\n\tздесь", Author: "\xf0\x9f"})
	file := save(t, tab)
	checkPlaces(t, sheets(t, file))
	// Some versions of pdftotext give a non-breaking space as it is, some as a space.
	text := strings.ReplaceAll(poppler(t, "pdftotext", "-raw", file, "-"), "\u00a0", " ")
	for _, want := range []string{"5 000 тг □ □", "статья 1□", "Закон □", "□ □" + aRussianPhrase, "рукой □ написано"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not read in\n%s", want, text)
		}
	}
}

func TestHeaderAndFootOnEachPage(t *testing.T) {
	for _, c := range []struct {
		lang  act.Lang
		heads []string
		foot  string
		date  string
	}{
		{act.Russian, []string{"п/п", "Структурный", "Действующая", "Предлагаемая", "Обоснование"}, "стр. %d из %d", "10 декабря 2026 года"},
		{act.Kazakh, []string{"Р/с", "Құрылымдық", "Қолданыстағы", "Ұсынылатын", "Негіздеме"}, "%d / %d бет", "2026 жылғы 10 желтоқсан"},
	} {
		tab := manyRows(60)
		tab = paper.NewComparisonTable(paper.Form{Lang: c.lang, Title: "Кесте " + strings.Repeat("өте ұзақ атауы бар ", 20), Date: "2026-12-10", Redline: true}, amendmentsOf(tab))
		file := save(t, tab)
		pages := sheets(t, file)
		checkPlaces(t, pages)
		if len(pages) < 5 {
			t.Fatalf("%s: %d pages; the test needs some", c.lang, len(pages))
		}
		for i := range pages {
			text := poppler(t, "pdftotext", "-raw", "-f", fmt.Sprint(i+1), "-l", fmt.Sprint(i+1), file, "-")
			for _, want := range append(c.heads, fmt.Sprintf(c.foot, i+1, len(pages)), c.date) {
				if !strings.Contains(text, want) {
					t.Errorf("%s: page %d lacks %q", c.lang, i+1, want)
				}
			}
		}
	}
}

// amendmentsOf makes amendments with the texts of a table's rows.
func amendmentsOf(tab *paper.ComparisonTable) []paper.Amendment {
	var out []paper.Amendment
	for _, r := range tab.Rows {
		a := paper.Amendment{Address: r.Address}
		for _, p := range r.Current {
			a.Ops = append(a.Ops, equal(p.Text()+"\n"))
		}
		out = append(out, a)
	}
	return out
}

func TestThousandRows(t *testing.T) {
	tab := manyRows(1000)
	start := time.Now()
	file := save(t, tab)
	t.Logf("1,000 rows in %v", time.Since(start).Round(time.Millisecond))
	pages := sheets(t, file)
	t.Logf("%d pages", len(pages))
	checkPlaces(t, pages)
	checkTexts(t, tab, pages)
}

func TestRowOfTwentyPages(t *testing.T) {
	ops := []redline.Op{equal(words(4000, 1))}
	for i := range 300 {
		ops = append(ops, deleted(words(3, i)), added(words(4, i)), equal(words(6, i)))
	}
	tab := table(paper.Form{Redline: true},
		paper.Amendment{Address: "Статья 1", Ops: []redline.Op{equal("Кратко.")}},
		paper.Amendment{Address: "Статья 2", Ops: ops, Justification: words(900, 5)},
		paper.Amendment{Address: "Статья 3", Ops: []redline.Op{equal("Кратко.")}})
	pages := sheets(t, save(t, tab))
	if len(pages) < 20 {
		t.Fatalf("%d pages; the test needs a row of 20", len(pages))
	}
	checkPlaces(t, pages)
	checkTexts(t, tab, pages)
	for i, p := range pages[1 : len(pages)-1] {
		said := false
		for _, w := range p.Words {
			said = said || w.Text == "(продолжение)"
		}
		if !said {
			t.Errorf("page %d does not say that row 2 goes on", i+2)
		}
	}
}

func TestWordOfFourHundredLetters(t *testing.T) {
	long := strings.Repeat("длинноеслово", 34)[:2*400]
	tab := table(paper.Form{Redline: true, Title: long},
		paper.Amendment{Address: long, Author: long, Justification: long, Act: "",
			Ops: []redline.Op{equal("до "), deleted(long), added(long + long), equal(" после")}})
	tab.Rows[0].Author = ""
	pages := sheets(t, save(t, tab))
	checkPlaces(t, pages)
	checkTexts(t, tab, pages)
}

func TestLongTitles(t *testing.T) {
	long := strings.Repeat(aRussianPhrase+" ", 900)
	tab := table(paper.Form{Title: long, Subtitle: long, Columns: [5]string{long, long, long, long, long}},
		paper.Amendment{Act: long, Address: "Статья 1", Ops: []redline.Op{equal(words(400, 1))}})
	checkPlaces(t, sheets(t, save(t, tab)))
}

func TestEmptyFields(t *testing.T) {
	for name, tab := range map[string]*paper.ComparisonTable{
		"no rows":       table(paper.Form{}),
		"an empty row":  table(paper.Form{}, paper.Amendment{}),
		"a zero table":  {},
		"a zero row":    {Rows: []paper.Row{{}, {Number: 1}}},
		"empty columns": {Lang: act.Kazakh, Rows: []paper.Row{{Current: []paper.Paragraph{{}, {Runs: []paper.Run{{}}}}}}},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			pages := sheets(t, save(t, tab))
			checkPlaces(t, pages)
			if len(pages) != 1 {
				t.Errorf("%d pages; want 1", len(pages))
			}
		})
	}
}

func TestPropertiesOutlineAndLanguage(t *testing.T) {
	tab := table(paper.Form{Lang: act.Kazakh, Title: "Салыстырма кесте: ӘҒҚҢӨҰҮҺІ", Made: time.Date(2026, 12, 10, 9, 30, 0, 0, time.UTC)},
		paper.Amendment{Address: "жеке", Ops: []redline.Op{equal("а")}},
		paper.Amendment{Act: "Бірінші заң (оқу)", Address: "1-бап", Ops: []redline.Op{equal("а")}},
		paper.Amendment{Act: "Бірінші заң (оқу)", Address: "2-бап", Ops: []redline.Op{equal("а")}},
		paper.Amendment{Act: "Екінші заң (оқу)", Address: "3-бап", Ops: []redline.Op{equal("а")}})
	var b bytes.Buffer
	if err := ComparisonTable(&b, tab); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b.Bytes(), []byte("/Lang (kk-KZ)")) {
		t.Error("the catalog does not say that the text is Kazakh")
	}
	file := save(t, tab)
	info := poppler(t, "pdfinfo", "-isodates", file)
	for _, want := range []string{"Салыстырма кесте: ӘҒҚҢӨҰҮҺІ", "Author:          Talqy", "CreationDate:    2026-12-10T09:30:00"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not show %q:\n%s", want, info)
		}
	}
	flow := lay(&setter{faces: must(readFaces())}, tab)
	var got []string
	for _, m := range flow.outline {
		got = append(got, fmt.Sprintf("%d %s", m.level, m.title))
	}
	want := "0 1. жеке, 0 Бірінші заң (оқу), 1 2. 1-бап, 1 3. 2-бап, 0 Екінші заң (оқу), 1 4. 3-бап"
	if strings.Join(got, ", ") != want {
		t.Errorf("outline: got %s, want %s", strings.Join(got, ", "), want)
	}
	for i, l := range strings.Split(strings.TrimSpace(poppler(t, "pdffonts", file)), "\n") {
		// The columns are: name, type (two words), encoding, embedded, subset, unicode, object.
		if f := strings.Fields(l); i > 1 && (len(f) < 7 || f[4] != "yes" || f[6] != "yes" || !strings.Contains(f[0], "iberation")) {
			t.Errorf("a typeface is not embedded or cannot be read back: %s", l)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestMarksAreDrawnAlsoOverSpaces measures the ink where only spaces were struck or added.
func TestMarksAreDrawnAlsoOverSpaces(t *testing.T) {
	spaces := strings.Repeat(" ", 40)
	tab := table(paper.Form{Redline: true},
		paper.Amendment{Ops: []redline.Op{equal("хх"), deleted(spaces), added(spaces), equal("хх")}})
	file := save(t, tab)
	const dpi = 300
	page := drawn(t, file, dpi)
	var letters []box
	for _, w := range sheets(t, file)[0].Words {
		if w.Text == "хх" {
			letters = append(letters, w)
		}
	}
	if len(letters) != 4 {
		t.Fatalf("%d words «хх»; want two in each column", len(letters))
	}
	flow := lay(&setter{faces: must(readFaces())}, tab)
	top := flow.pages[0].pieces[1].y + padY
	base := top + tableSize*baseline
	for _, c := range []struct {
		name       string
		from, to   float64 // between the letters, pt
		high, low  float64 // where the rule has to be, mm
		otherwise  float64 // and where no rule may be, mm
		otherTitle string
	}{
		{"struck", letters[0].XMax, letters[1].XMin, base - 0.40*tableSize, base - 0.10*tableSize, base + 0.12*tableSize, "underlined"},
		{"added", letters[2].XMax, letters[3].XMin, base + 0.05*tableSize, base + 0.20*tableSize, base - 0.25*tableSize, "struck"},
	} {
		x0, x1 := int(c.from/72*dpi)+2, int(c.to/72*dpi)-2
		if x1-x0 < 50 {
			t.Fatalf("%s: the spaces are %d pixels wide", c.name, x1-x0)
		}
		ruled := func(y float64) bool {
			row := int(y / 25.4 * dpi)
			for x := x0; x < x1; x++ {
				if page.at(x, row) > 128 {
					return false
				}
			}
			return true
		}
		found := false
		for y := c.high; y <= c.low; y += 25.4 / dpi {
			found = found || ruled(y)
		}
		if !found {
			t.Errorf("%s spaces: no unbroken rule between %.2f and %.2f mm", c.name, c.high, c.low)
		}
		if ruled(c.otherwise) {
			t.Errorf("%s spaces are %s", c.name, c.otherTitle)
		}
	}
}

// TestMarginsAreClean looks at the ink: nothing, not even a rule, may stand where a printer cannot print.
func TestMarginsAreClean(t *testing.T) {
	const dpi = 72
	page := drawn(t, save(t, manyRows(30)), dpi)
	dark := 0
	for y := range page.height {
		for x := range page.width {
			if page.at(x, y) > 200 {
				continue
			}
			dark++
			if mmX, mmY := float64(x)/dpi*25.4, float64(y)/dpi*25.4; mmX < marginLeft-1 || mmX > sheetWidth-marginRight+1 || mmY < marginTop-1 || mmY > sheetHeight-7 {
				t.Fatalf("ink at %.0f × %.0f mm", mmX, mmY)
			}
		}
	}
	if dark < 5000 {
		t.Errorf("%d dark pixels; the page looks empty", dark)
	}
}

// TestSideBySide makes papers at once: the race detector sees whether they share the typefaces' bytes.
func TestSideBySide(t *testing.T) {
	tab := manyRows(5)
	tab.Made = time.Date(2026, 12, 10, 9, 30, 0, 0, time.UTC)
	var one bytes.Buffer
	if err := ComparisonTable(&one, tab); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var b bytes.Buffer
			if err := ComparisonTable(&b, tab); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(b.Bytes(), one.Bytes()) {
				t.Error("the same table gives another file")
			}
		})
	}
	group.Wait()
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestWriterThatFails(t *testing.T) {
	disk := errors.New("disk is full")
	if err := ComparisonTable(broken{disk}, manyRows(1)); !errors.Is(err, disk) {
		t.Errorf("got %v, want %v", err, disk)
	}
}

func BenchmarkComparisonTable(b *testing.B) {
	for _, n := range []int{250, 1000} {
		tab := manyRows(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := ComparisonTable(io.Discard, tab); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
