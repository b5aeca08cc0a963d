package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"talqy/proposals/paper"
)

// poppler runs a program of poppler-utils. scripts/test installs them, so where CI is set their absence is a failure.
func poppler(t *testing.T, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s (poppler-utils) is not installed", name)
		}
		t.Skipf("%s (poppler-utils) is not installed", name)
	}
	var out, complaints bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, complaints.String())
	}
	// A file that has to be repaired to be read is reported on the error output only.
	if complaints.Len() > 0 {
		t.Errorf("%s complains of the file: %s", name, complaints.String())
	}
	return out.String()
}

// save writes a paper into a file.
func save(t *testing.T, d *paper.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := Document(&b, d, code33); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// box is a word as pdftotext sees it, in points from the top left corner.
type box struct {
	XMin float64 `xml:"xMin,attr"`
	YMin float64 `xml:"yMin,attr"`
	XMax float64 `xml:"xMax,attr"`
	YMax float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

// sheet is a page as pdftotext sees it.
type sheet struct {
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
	Words  []box   `xml:"word"`
}

// sheets reads the words of each page with their places.
func sheets(t *testing.T, file string) []sheet {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(poppler(t, "pdftotext", "-bbox", file, "-")))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var out []sheet
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("reading pdftotext -bbox: %v", err)
		}
		if e, is := tok.(xml.StartElement); is && e.Name.Local == "page" {
			var s sheet
			if err := d.DecodeElement(&s, &e); err != nil {
				t.Fatalf("reading pdftotext -bbox: %v", err)
			}
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		t.Fatal("pdftotext -bbox gives no page")
	}
	return out
}

// slack is what the boxes of neighbours may share, pt: poppler rounds, and gofpdf writes places to 0.01 pt.
const slack = 0.3

// checkPlaces fails when a word leaves the area inside the margins or two words overlap.
func checkPlaces(t *testing.T, paper frame, pages []sheet) {
	t.Helper()
	for i, p := range pages {
		if got, want := fmt.Sprintf("%.0f × %.0f", p.Width, p.Height), fmt.Sprintf("%.0f × %.0f", paper.width/pt, paper.height/pt); got != want {
			t.Errorf("page %d is %s pt; want %s", i+1, got, want)
		}
		if len(p.Words) == 0 {
			t.Errorf("page %d is empty", i+1)
		}
		words := slices.Clone(p.Words)
		slices.SortFunc(words, func(a, b box) int { return int(a.YMin*100) - int(b.YMin*100) })
		for j, a := range words {
			if a.XMin < paper.left/pt-slack || a.XMax > p.Width-paper.right/pt+slack || a.YMin < paper.top/pt-slack || a.YMax > p.Height-6/pt {
				t.Errorf("page %d: %q at %.1f–%.1f × %.1f–%.1f stands in the margin", i+1, a.Text, a.XMin, a.XMax, a.YMin, a.YMax)
			}
			for _, b := range words[j+1:] {
				if b.YMin > a.YMax-slack {
					break
				}
				if a.XMin < b.XMax-slack && b.XMin < a.XMax-slack {
					t.Errorf("page %d: %q and %q are printed over each other at %.1f × %.1f", i+1, a.Text, b.Text, b.XMin, b.YMin)
				}
			}
		}
	}
}

// columnText gathers the words of a column over all pages, without spaces, header and foot left out. It needs a table
// whose header is the same on each page and has no title rows.
func columnText(pages []sheet, flow *flow, column int) string {
	var b strings.Builder
	for i, p := range pages {
		if len(flow.pages[i].pieces) == 0 {
			continue
		}
		// The headings are repeated on each page, with the row of their numbers.
		head := flow.pages[i].pieces[1]
		from := head.cells[column].x
		to := from + head.cells[column].width
		var words []box
		for _, w := range p.Words {
			middle, top := (w.XMin+w.XMax)/2*pt, (w.YMin+w.YMax)/2*pt
			if middle > from && middle < to && top > head.y+head.height && top < flow.footTop() {
				words = append(words, w)
			}
		}
		// Words of one line differ by fractions of a point where the style changes; lines are 12 pt apart.
		slices.SortStableFunc(words, func(a, b box) int {
			if d := a.YMin - b.YMin; d > 4 || d < -4 {
				return int(d)
			}
			return int((a.XMin - b.XMin) * 10)
		})
		for _, w := range words {
			b.WriteString(strings.Join(strings.Fields(w.Text), ""))
		}
	}
	return b.String()
}

// modelText is what columnText has to give for paragraphs.
func modelText(ps []paper.Paragraph) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(strings.Join(strings.Fields(p.Text()), ""))
	}
	return b.String()
}

// grey is a page drawn by pdftoppm: one byte a pixel, 0 black.
type grey struct {
	width, height int
	pixels        []byte
}

func (g grey) at(x, y int) byte { return g.pixels[y*g.width+x] }

// drawn draws the first page at the given dots an inch.
func drawn(t *testing.T, file string, dpi int) grey {
	t.Helper()
	out := poppler(t, "pdftoppm", "-gray", "-r", fmt.Sprint(dpi), "-f", "1", "-l", "1", file)
	var g grey
	var most int
	r := strings.NewReader(out)
	if _, err := fmt.Fscanf(r, "P5\n%d %d\n%d\n", &g.width, &g.height, &most); err != nil || most != 255 {
		t.Fatalf("reading the picture of pdftoppm: %v, white is %d", err, most)
	}
	g.pixels = []byte(out[len(out)-r.Len():])
	if len(g.pixels) != g.width*g.height {
		t.Fatalf("the picture has %d pixels; want %d × %d", len(g.pixels), g.width, g.height)
	}
	return g
}
