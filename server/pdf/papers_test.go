package pdf

import (
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"talqy/proposals/paper"
	"talqy/proposals/paper/papertest"
)

// TestEveryPaper prints each paper of the sample in Russian, in Kazakh and in both, as usual and in large print: every word is
// on the paper, nothing is printed over anything or in the margin, and each page says what it is of.
func TestEveryPaper(t *testing.T) {
	for _, p := range papertest.Papers() {
		for name, langs := range papertest.Languages() {
			for _, scale := range []float64{1, 1.4} {
				t.Run(fmt.Sprintf("%s/%s/%g", p.Name, name, scale), func(t *testing.T) {
					t.Parallel()
					h := papertest.Head(langs...)
					h.Scale = scale
					checkPaper(t, p.Make(h))
				})
			}
		}
	}
}

func checkPaper(t *testing.T, d *paper.Document) {
	t.Helper()
	flow := laid(t, d)
	file := save(t, d)
	pages := sheets(t, file)
	checkPlaces(t, frameOf(d.Sheet), pages)
	if len(pages) != len(flow.pages) {
		t.Errorf("%d pages are laid out and %d printed", len(flow.pages), len(pages))
	}
	text := poppler(t, "pdftotext", "-raw", file, "-")
	if missing := papertest.Missing(papertest.Bag(papertest.PrintedWords(text)), papertest.Bag(papertest.Words(d))); len(missing) > 0 {
		t.Errorf("words that are not printed: %s", strings.Join(missing, ", "))
	}
	if d.Sheet != paper.Edgeless {
		checkFoots(t, d, text)
		if len(flow.outline) == 0 {
			t.Error("the paper has no outline")
		}
	}
	info := poppler(t, "pdfinfo", "-isodates", file)
	for _, want := range []string{d.Title, "2026-12-10T09:30:00"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not show %q:\n%s", want, info)
		}
	}
	for i, l := range strings.Split(strings.TrimSpace(poppler(t, "pdffonts", file)), "\n") {
		// The columns are: name, type (two words), encoding, embedded, subset, unicode, object.
		if f := strings.Fields(l); i > 1 && (len(f) < 7 || f[4] != "yes" || f[6] != "yes") {
			t.Errorf("a typeface is not embedded or cannot be read back: %s", l)
		}
	}
}

// checkFoots fails unless each page has its number, the date and the version.
func checkFoots(t *testing.T, d *paper.Document, text string) {
	t.Helper()
	pages := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
	for i, page := range pages {
		page = strings.Join(strings.Fields(page), " ")
		for _, want := range []string{paper.PageOf(d.Lang, i+1, len(pages)), paper.DateInWords(d.Lang, d.Date), d.Version} {
			if !strings.Contains(page, want) {
				t.Errorf("page %d lacks %q", i+1, want)
			}
		}
	}
}

// The one-page summary is one page, however much was written and in large print too.
func TestSummaryIsOnePage(t *testing.T) {
	long := papertest.Summary()
	long.Text = paper.Bilingual{Ru: strings.Repeat("Человек получит решение за день, а не за три, и детей примут сразу.\n", 120), Kk: strings.Repeat("Адам шешімді үш күнде емес, бір күнде алады, балалар бірден қабылданады.\n", 120)}
	for len(long.Changes) < 200 {
		long.Changes = append(long.Changes, long.Changes...)
	}
	for name, langs := range papertest.Languages() {
		for _, s := range []paper.Summary{papertest.Summary(), long, {Title: long.Title, Text: long.Text}, {Title: long.Title, Changes: long.Changes}} {
			for _, scale := range []float64{1, 1.4} {
				h := papertest.Head(langs...)
				h.Scale = scale
				if f := laid(t, paper.NewSummary(h, s)); len(f.pages) != 1 {
					t.Errorf("%s, ×%g, %d letters and %d changes: %d pages", name, scale, len(s.Text.Ru), len(s.Changes), len(f.pages))
				}
			}
		}
	}
}

// There is room to sign in each row of the list of participants.
func TestRoomToSign(t *testing.T) {
	rows := 0
	for _, p := range laid(t, paper.NewParticipants(papertest.Head("ru"), papertest.Meeting())).pages {
		for _, piece := range p.pieces[1:] { // below the headings
			if len(piece.cells) > 1 {
				rows++
				if piece.height < 10-least {
					t.Errorf("a row of %.1f mm", piece.height)
				}
			}
		}
	}
	if want := len(papertest.Meeting().Participants); rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
}

// A heading is never the last thing on a page, wherever the page happens to end.
func TestHeadingsStayWithTheirText(t *testing.T) {
	for lines := range 60 {
		d := &paper.Document{Blocks: []paper.Block{
			paper.Text{Paragraphs: paper.Paragraphs(strings.Repeat("Строка.\n", lines)), Size: 14},
			paper.Text{Paragraphs: paper.Paragraphs("Заголовок"), Size: 14, Bold: true, Outline: 1, Before: 8},
			paper.Text{Paragraphs: paper.Paragraphs(words(90, lines)), Size: 14}}}
		f := laid(t, d)
		for i, p := range f.pages {
			if n := len(p.free); n > 0 && wordsIn(p.free[n-1].line) == "Заголовок" {
				t.Errorf("after %d lines the heading is the last line of page %d", lines, i+1)
			}
		}
	}
}

// TestRedlineIsReadWithoutColour draws the redline in grey and finds no colour in the file either: the marks are rules and bold
// type, which a copier keeps.
func TestRedlineIsReadWithoutColour(t *testing.T) {
	d := papertest.Papers()[0].Make(papertest.Head("ru"))
	file := save(t, d)
	var out bytes.Buffer
	cmd := exec.Command("pdftoppm", "-r", "60", "-l", "1", file)
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil {
		t.Skipf("pdftoppm (poppler-utils): %v", err)
	}
	pixels := out.Bytes()[len("P6\n"):]
	pixels = pixels[bytes.Index(pixels, []byte("255\n"))+4:]
	for i := 0; i+2 < len(pixels); i += 3 {
		if pixels[i] != pixels[i+1] || pixels[i+1] != pixels[i+2] {
			t.Fatalf("pixel %d is %v: a colour", i/3, pixels[i:i+3])
		}
	}
	if bold := regexp.MustCompile(`liberationserifB\b`); !bold.MatchString(poppler(t, "pdffonts", file)) {
		t.Error("added words are not bold")
	}
}
