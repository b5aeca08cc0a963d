package pdf

import (
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// TestWidthsAreThoseOfTheFile compares our widths with gofpdf's, which go into the file: were they apart, marks would be
// drawn beside their words.
func TestWidthsAreThoseOfTheFile(t *testing.T) {
	p := gofpdf.New("L", "mm", "A4", "")
	own := must(readFaces())
	letters := 0
	for i := range styles {
		p.AddUTF8FontFromBytes(family, style(i).gofpdf(), typeface(style(i)))
		p.SetFont(family, style(i).gofpdf(), 10)
		for r := rune(' '); r < 0xFFFF; r++ {
			w := own[i].width(r)
			if w == noGlyph || w == 0 {
				continue
			}
			letters++
			if got := p.GetStringSymbolWidth(string(r)); got != w {
				t.Fatalf("style %d, %q (%U): our width is %d, gofpdf's %d", i, r, r, w, got)
			}
		}
	}
	if letters < 4*2000 {
		t.Errorf("%d letters in four styles; Liberation Serif has more", letters)
	}
}

func TestGlyphs(t *testing.T) {
	own := must(readFaces())
	for i, f := range own {
		for _, r := range strings.ReplaceAll(kazakhLetters+otherSigns, " ", "") {
			if f.width(r) <= 0 {
				t.Errorf("style %d has no %q", i, r)
			}
		}
	}
	for _, c := range []struct{ in, want string }{
		{"Ә", "Ә"}, {"₸", "тг"}, {"\u202f", "\u202f"}, {"\u2011", "\u2010"}, {"😀", "□"}, {"汉", "□"}, {"\U00100000", "□"},
	} {
		var got []rune
		total := 0
		own[regular].glyphs([]rune(c.in)[0], func(r rune, w int) {
			got = append(got, r)
			total += w
		})
		if string(got) != c.want || total <= 0 {
			t.Errorf("%q is set as %q, %d wide; want %q", c.in, string(got), total, c.want)
		}
	}
}

// FuzzReadFace holds that a damaged font is an error or a face, never a crash.
func FuzzReadFace(f *testing.F) {
	data := typeface(regular)
	f.Add(data[:400], 0, byte(0))
	f.Add([]byte("\x00\x01\x00\x00\x00\x01"), 3, byte(9))
	f.Fuzz(func(t *testing.T, b []byte, at int, v byte) {
		if at >= 0 && at < len(b) {
			b[at] = v
		}
		if face, err := readFace(b); (face == nil) == (err == nil) {
			t.Errorf("got face %v and error %v; want one of them", face != nil, err)
		}
	})
}
