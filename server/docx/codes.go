package docx

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strconv"
	"strings"

	"talqy/proposals/paper"
)

// Codes makes the squares of the QR code of a link, row by row, true for a dark one.
type Codes func(link string) ([][]bool, error)

// linkSide is the side of the code beside the title with its white margin, mm: a telephone reads it from a printed page at arm's length.
const linkSide = 25

// picture is a QR code in the file.
type picture struct {
	link string
	png  []byte
	id   int // from 1
	side int // in squares
}

// whole is how much larger the picture is than its code.
func (p picture) whole() float64 { return float64(p.side+2*quiet) / float64(max(p.side, 1)) }

func (p picture) part() string { return "media/code" + strconv.Itoa(p.id) + ".png" }

func (p picture) relation() string { return "rIdCode" + strconv.Itoa(p.id) }

// drawCodes makes the pictures of all links, each once.
func (s *setting) drawCodes(codes Codes) error {
	links := []string{}
	if s.Link != "" && s.Document.Sheet != paper.Edgeless {
		links = append(links, s.Link)
	}
	for _, b := range s.Blocks {
		if c, ok := b.(paper.Code); ok {
			links = append(links, c.Link)
		}
	}
	for _, link := range links {
		if s.code(link).id != 0 {
			continue
		}
		squares, err := codes(link)
		if err != nil {
			return fmt.Errorf("docx: a QR code of %.60q: %w", link, err)
		}
		drawn, err := drawCode(squares)
		if err != nil {
			return fmt.Errorf("docx: drawing the QR code of %.60q: %w", link, err)
		}
		s.codes = append(s.codes, picture{link: link, png: drawn, id: len(s.codes) + 1, side: len(squares)})
	}
	return nil
}

// code finds the picture of a link.
func (s *setting) code(link string) picture {
	for _, p := range s.codes {
		if p.link == link {
			return p
		}
	}
	return picture{}
}

// quiet is the white margin of a code, and dot the side of one of its squares in pixels: word processors smooth what they
// enlarge, and a smooth code reads badly.
const (
	quiet = 4
	dot   = 8
)

// drawCode draws a QR code as PNG with its white margin.
func drawCode(squares [][]bool) ([]byte, error) {
	side := (len(squares) + 2*quiet) * dot
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range len(squares) * dot {
		for x := range len(squares) * dot {
			if squares[y/dot][x/dot] {
				img.SetColorIndex(x+quiet*dot, y+quiet*dot, 1)
			}
		}
	}
	var out bytes.Buffer
	err := png.Encode(&out, img)
	return out.Bytes(), err
}

// emu gives millimetres in the unit of drawings.
func emu(v float64) int { return int(v * 36000) }

// inline is a run with a picture that stands in the line.
func (b *blocks) inline(p picture, side float64) string {
	b.pictures++
	size := strconv.Itoa(emu(side))
	id := strconv.Itoa(b.pictures)
	var out strings.Builder
	x := newText(&out)
	x.raw(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="` + size + `" cy="` + size + `"/>` +
		`<wp:docPr id="` + id + `" name="QR ` + id + `" descr="`)
	x.text(p.link)
	x.raw(`"/><a:graphic><a:graphicData uri="` + drawings + `picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="` + id + `" name="QR ` + id +
		`"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="` + p.relation() + `"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="` + size + `" cy="` + size + `"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
	_ = x.w.Flush() // a strings.Builder does not fail
	return out.String()
}
