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

func TestEveryLetterIsPrintedAndRead(t *testing.T) {
	tab := comparedIn(act.Kazakh, paper.TableForm{Title: named(kazakhLetters), Redline: true},
		paper.Amendment{Act: aKazakhPhrase, Address: "1-бап", Author: kazakhLetters, Justification: otherSigns,
			Ops: []redline.Op{deleted(kazakhLetters), added(kazakhLetters), equal("\n" + otherSigns)}})
	file := save(t, tab)
	pages := sheets(t, file)
	checkPlaces(t, flat, pages)
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
	tab := compared(paper.TableForm{Title: named("😀 \xff" + aRussianPhrase), Subtitle: named("汉"), Redline: true},
		paper.Amendment{Act: "Закон 😀", Address: "статья\u202F1😀", Ops: []redline.Op{equal("5\u202F000 ₸ 😀 汉"), added(" 𝔄")}})
	raw := tableOf(tab)
	raw.Rows = append(raw.Rows, paper.TableRow{Outline: "\xf0\x9f\x00", Cells: []paper.Cell{{}, {Foot: []paper.Paragraph{{Runs: []paper.Run{{Text: "\xf0\x9f"}}}},
		Paragraphs: paper.Paragraphs("рукой\x00 \xd0 написано\n\tздесь")}}})
	tab.Blocks[len(tab.Blocks)-1] = *raw
	file := save(t, tab)
	checkPlaces(t, flat, sheets(t, file))
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
		tab := comparedIn(c.lang, paper.TableForm{Title: named("Кесте " + strings.Repeat("өте ұзақ атауы бар ", 20)), Redline: true}, amendments(60)...)
		file := save(t, tab)
		pages := sheets(t, file)
		checkPlaces(t, flat, pages)
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

func TestThousandRows(t *testing.T) {
	tab := manyRows(1000)
	start := time.Now()
	file := save(t, tab)
	t.Logf("1,000 rows in %v", time.Since(start).Round(time.Millisecond))
	pages := sheets(t, file)
	t.Logf("%d pages", len(pages))
	checkPlaces(t, flat, pages)
	checkTexts(t, tab, pages)
}

func TestRowOfTwentyPages(t *testing.T) {
	ops := []redline.Op{equal(words(4000, 1))}
	for i := range 300 {
		ops = append(ops, deleted(words(3, i)), added(words(4, i)), equal(words(6, i)))
	}
	tab := compared(paper.TableForm{Redline: true},
		paper.Amendment{Address: "Статья 1", Ops: []redline.Op{equal("Кратко.")}},
		paper.Amendment{Address: "Статья 2", Ops: ops, Justification: words(900, 5)},
		paper.Amendment{Address: "Статья 3", Ops: []redline.Op{equal("Кратко.")}})
	pages := sheets(t, save(t, tab))
	if len(pages) < 20 {
		t.Fatalf("%d pages; the test needs a row of 20", len(pages))
	}
	checkPlaces(t, flat, pages)
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
	tab := compared(paper.TableForm{Redline: true, Title: named(long)},
		paper.Amendment{Address: long, Justification: long, Act: "",
			Ops: []redline.Op{equal("до "), deleted(long), added(long + long), equal(" после")}})
	pages := sheets(t, save(t, tab))
	checkPlaces(t, flat, pages)
	checkTexts(t, tab, pages)
}

func TestLongTitles(t *testing.T) {
	long := strings.Repeat(aRussianPhrase+" ", 900)
	tab := compared(paper.TableForm{Title: named(long), Subtitle: named(long), Headings: []string{long, long, long, long, long}},
		paper.Amendment{Act: long, Address: "Статья 1", Ops: []redline.Op{equal(words(400, 1))}})
	checkPlaces(t, flat, sheets(t, save(t, tab)))
}

func TestEmptyFields(t *testing.T) {
	rows := func(rows ...paper.TableRow) *paper.Document {
		return &paper.Document{Lang: act.Kazakh, Sheet: paper.Landscape, Blocks: []paper.Block{paper.Table{Rules: true, Columns: make([]paper.Column, 5), Rows: rows}}}
	}
	for name, tab := range map[string]*paper.Document{
		"no rows":      compared(paper.TableForm{}),
		"an empty row": compared(paper.TableForm{}, paper.Amendment{}),
		"zero rows":    rows(paper.TableRow{}, paper.TableRow{Cells: make([]paper.Cell, 5)}),
		"empty runs":   rows(paper.TableRow{Cells: []paper.Cell{{Paragraphs: []paper.Paragraph{{}, {Runs: []paper.Run{{}}}}}}}),
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			pages := sheets(t, save(t, tab))
			checkPlaces(t, flat, pages)
			if len(pages) != 1 {
				t.Errorf("%d pages; want 1", len(pages))
			}
		})
	}
}

func TestPropertiesOutlineAndLanguage(t *testing.T) {
	tab := comparedIn(act.Kazakh, paper.TableForm{Title: named("Салыстырма кесте: ӘҒҚҢӨҰҮҺІ")},
		paper.Amendment{Address: "жеке", Ops: []redline.Op{equal("а")}},
		paper.Amendment{Act: "Бірінші заң (оқу)", Address: "1-бап", Ops: []redline.Op{equal("а")}},
		paper.Amendment{Act: "Бірінші заң (оқу)", Address: "2-бап", Ops: []redline.Op{equal("а")}},
		paper.Amendment{Act: "Екінші заң (оқу)", Address: "3-бап", Ops: []redline.Op{equal("а")}})
	tab.Made = time.Date(2026, 12, 10, 9, 30, 0, 0, time.UTC)
	var b bytes.Buffer
	if err := Document(&b, tab, code33); err != nil {
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
	flow := laid(t, tab)
	var got []string
	for _, m := range flow.outline {
		got = append(got, fmt.Sprintf("%d %s", m.level, m.title))
	}
	want := "0 Салыстырма кесте: ӘҒҚҢӨҰҮҺІ, 0 1. жеке, 0 Бірінші заң (оқу), 1 2. 1-бап, 1 3. 2-бап, 0 Екінші заң (оқу), 1 4. 3-бап"
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
	tab := compared(paper.TableForm{Redline: true},
		paper.Amendment{Ops: []redline.Op{equal("хх"), deleted(spaces), added(spaces), equal("хх")}})
	file := save(t, tab)
	const dpi, size = 300, 10 * pt
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
	flow := laid(t, tab)
	top := flow.pages[0].pieces[2].y + padY // below the headings and their numbers
	base := top + size*baseline
	for _, c := range []struct {
		name       string
		from, to   float64 // between the letters, pt
		high, low  float64 // where the rule has to be, mm
		otherwise  float64 // and where no rule may be, mm
		otherTitle string
	}{
		{"struck", letters[0].XMax, letters[1].XMin, base - 0.40*size, base - 0.10*size, base + 0.12*size, "underlined"},
		{"added", letters[2].XMax, letters[3].XMin, base + 0.05*size, base + 0.20*size, base - 0.25*size, "struck"},
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
			if mmX, mmY := float64(x)/dpi*25.4, float64(y)/dpi*25.4; mmX < flat.left-1 || mmX > flat.width-flat.right+1 || mmY < flat.top-1 || mmY > flat.height-7 {
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
	if err := Document(&one, tab, code33); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var b bytes.Buffer
			if err := Document(&b, tab, code33); err != nil {
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
	if err := Document(broken{disk}, manyRows(1), code33); !errors.Is(err, disk) {
		t.Errorf("got %v, want %v", err, disk)
	}
}

func BenchmarkTable(b *testing.B) {
	for _, n := range []int{250, 1000} {
		tab := manyRows(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Document(io.Discard, tab, code33); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
