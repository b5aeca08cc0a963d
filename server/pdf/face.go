package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"
)

// family is the name under which gofpdf knows the type: Liberation Serif, which has the widths of Times and every Kazakh
// letter.
const family = "LiberationSerif"

// style is one cut of the family; bold|italic is both.
type style uint8

const (
	regular style = 0
	bold    style = 1
	italic  style = 2
	styles        = 4
)

// gofpdf is the style in the letters of gofpdf.
func (s style) gofpdf() string { return [styles]string{"", "B", "I", "BI"}[s] }

// faces are the metrics of each style.
type faces [styles]*face

// typeface gives the font file of a style, a copy: gofpdf pads tables in place when it makes a subset, so two papers made
// at once would write into the same embedded bytes.
func typeface(s style) []byte {
	return bytes.Clone([styles][]byte{
		liberationserifregular.TTF,
		liberationserifbold.TTF,
		liberationserifitalic.TTF,
		liberationserifbolditalic.TTF,
	}[s])
}

// readFaces reads the metrics of all styles, once: they never change and every paper needs them.
var readFaces = sync.OnceValues(func() (faces, error) {
	var out faces
	for i := range out {
		face, err := readFace(typeface(style(i)))
		if err != nil {
			return out, fmt.Errorf("reading typeface %d: %w", i, err)
		}
		out[i] = face
	}
	return out, nil
})

// face knows how wide each letter is, in thousandths of the type size, rounded as gofpdf rounds them into the file.
// It is read from the font itself because gofpdf answers with a width for letters that it does not have.
type face struct {
	widths [1 << 16]int16 // by character; noGlyph where the font has none
}

const noGlyph = -1

var errFont = errors.New("not a TrueType font with a Unicode character map")

// width is the advance of a character in 1/1000 of the type size, noGlyph when the face does not have it.
func (f *face) width(r rune) int {
	if r < 0 || int(r) >= len(f.widths) {
		return noGlyph
	}
	return int(f.widths[r])
}

// sfnt reads a TrueType file (ISO/IEC 14496-22). Reads beyond the end give 0, so a damaged font cannot crash the program;
// the fonts are our own and a test reads each.
type sfnt []byte

func (b sfnt) u16(at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[at:]))
}

func (b sfnt) u32(at int) int { return b.u16(at)<<16 | b.u16(at+2) }

// table is where a table begins, 0 when there is none.
func (b sfnt) table(tag string) int {
	for i := range b.u16(4) {
		if at := 12 + 16*i; at+16 <= len(b) && string(b[at:at+4]) == tag {
			return b.u32(at + 8)
		}
	}
	return 0
}

// readFace reads the widths of a font.
func readFace(data []byte) (*face, error) {
	b := sfnt(data)
	head, hhea, hmtx, cmap := b.table("head"), b.table("hhea"), b.table("hmtx"), b.table("cmap")
	perEm, metrics := b.u16(head+18), b.u16(hhea+34)
	if head == 0 || hhea == 0 || hmtx == 0 || cmap == 0 || perEm == 0 || metrics == 0 {
		return nil, errFont
	}
	f := new(face)
	for i := range f.widths {
		f.widths[i] = noGlyph
	}
	for i := range b.u16(cmap + 2) {
		record := cmap + 4 + 8*i
		sub := cmap + b.u32(record+4)
		// Windows, Unicode basic plane: the map that gofpdf reads too.
		if b.u16(record) == 3 && b.u16(record+2) == 1 && b.u16(sub) == 4 {
			b.segments(sub, func(char, glyph int) {
				advance := b.u16(hmtx + 4*min(glyph, metrics-1))
				f.widths[char] = int16((advance*1000 + perEm/2) / perEm)
			})
			return f, nil
		}
	}
	return nil, errFont
}

// segments walks a character map of format 4.
func (b sfnt) segments(sub int, each func(char, glyph int)) {
	double := b.u16(sub + 6)
	ends, starts := sub+14, sub+16+double
	for s := 0; s < double; s += 2 {
		delta, offset := b.u16(starts+double+s), b.u16(starts+2*double+s)
		for c := b.u16(starts + s); c <= b.u16(ends+s) && c != 0xFFFF; c++ {
			glyph := c
			if offset != 0 {
				glyph = b.u16(starts + 2*double + s + offset + 2*(c-b.u16(starts+s)))
				if glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + delta) & 0xFFFF; glyph != 0 {
				each(c, glyph)
			}
		}
	}
}

// substitute is set instead of a character that the face lacks. A sum of money must not lose its currency: the sign of the
// tenge becomes its abbreviation. The non-breaking hyphen becomes the one at which lines are not broken.
func substitute(r rune) string {
	switch r {
	case '₸':
		return "тг"
	case '\u2011':
		return "\u2010"
	case '\u3000':
		return " "
	case '\u2060', '\uFEFF':
		return ""
	}
	return "□"
}

// glyphs calls each with the characters that the face has for r: r itself, or what stands in for it where the reader can
// see that something was there.
func (f *face) glyphs(r rune, each func(r rune, width int)) {
	if w := f.width(r); w != noGlyph {
		each(r, w)
		return
	}
	for _, s := range substitute(r) {
		each(s, max(0, f.width(s)))
	}
}
