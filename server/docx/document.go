// Package docx carries papers to Word: WordprocessingML (ISO/IEC 29500, the transitional form that every word processor
// writes) in a zip archive.
//
// It knows the XML of the format. It refuses to know what a paper says: the words come from proposals/paper, the same model
// that server/pdf prints. A file that comes back with tracked changes is read by proposals/source, like any other file.
package docx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// program is the author of a file and of changes whose author is not known.
const program = "Talqy"

// Document writes a paper as DOCX: one section on the paper's sheet, headings in the styles that the navigation of a word
// processor lists, heading rows repeated on each page, rows that may break, page numbers counted by the program that opens
// it, date and version in the foot.
//
// A cell with Tracked carries real tracked changes: accepted, it is the proposed wording; rejected, it is the current one.
// Two files of one Document with Made set are the same, byte for byte. Errors are those of w, and of codes where no
// code holds the Link.
func Document(w io.Writer, d *paper.Document, codes Codes) error {
	s := newSetting(d)
	if err := s.drawCodes(codes); err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, p := range s.parts() {
		if err := addPart(z, d.Made, p); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("closing the DOCX archive: %w", err)
	}
	return nil
}

func addPart(z *zip.Writer, made time.Time, p part) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: made.UTC()})
	if err != nil {
		return fmt.Errorf("adding %s: %w", p.name, err)
	}
	x := &markup{w: bufio.NewWriter(w)}
	if p.write == nil {
		_, err = x.w.Write(p.bytes)
	} else {
		x.raw(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
		p.write(x)
	}
	if flushed := x.w.Flush(); err == nil {
		err = flushed // bufio keeps the first error of w until here
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", p.name, err)
	}
	return nil
}

// setting is a document on its way into the file.
type setting struct {
	*paper.Document
	sheet sheet
	scale float64
	codes []picture
	// tracked says that some cell has tracked changes.
	tracked bool
}

func newSetting(d *paper.Document) *setting {
	s := &setting{Document: d, sheet: sheets[paper.Portrait], scale: d.Scale}
	if int(d.Sheet) < len(sheets) {
		s.sheet = sheets[d.Sheet]
	}
	if s.scale <= 0 {
		s.scale = 1
	}
	for _, b := range d.Blocks {
		if t, ok := b.(paper.Table); ok {
			s.tracked = s.tracked || hasTracked(t)
		}
	}
	return s
}

func hasTracked(t paper.Table) bool {
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			if len(c.Tracked) > 0 {
				return true
			}
		}
	}
	return false
}

// sheet is an A4 sheet with its margins in twips (1/20 pt).
type sheet struct {
	width, height            int
	left, right, top, bottom int
	foot                     int // from the edge to the foot
	landscape                bool
}

// sheets follow the constants of paper.Sheet.
var sheets = [...]sheet{
	paper.Portrait:  {width: 11906, height: 16838, left: mm(30), right: mm(15), top: mm(20), bottom: mm(20), foot: mm(9)},
	paper.Landscape: {width: 16838, height: 11906, left: mm(20), right: mm(12), top: mm(15), bottom: mm(16), foot: mm(8), landscape: true},
	paper.Edgeless:  {width: 11906, height: 16838, left: mm(10), right: mm(10), top: mm(10), bottom: mm(10), foot: mm(4)},
}

// body is the width between the margins.
func (s sheet) body() int { return s.width - s.left - s.right }

// mm gives millimetres in twips.
func mm(v float64) int { return int(v*1440/25.4 + 0.5) }

// language is the tag of a language of legislation; what is said in no other is Russian.
func language(lang act.Lang) string {
	if lang == act.Kazakh {
		return "kk-KZ"
	}
	return "ru-RU"
}

// body writes the document's main part.
func (s *setting) body(x *markup) {
	x.lang = s.Lang
	x.raw(`<w:document xmlns:w="` + wordNamespace + `" xmlns:r="` + relationships + `" xmlns:wp="` + drawings +
		`wordprocessingDrawing" xmlns:a="` + drawings + `main" xmlns:pic="` + drawings + `picture"><w:body>`)
	b := &blocks{markup: x, setting: s}
	set := b.link()
	for i, block := range s.Blocks {
		if i < set {
			continue
		}
		var next paper.Block
		if i+1 < len(s.Blocks) {
			next = s.Blocks[i+1]
		}
		b.block(block, next)
	}
	if b.needsEnd {
		x.smallest(b.takeBreak())
	}
	b.section()
	x.raw(`</w:body></w:document>`)
}

// section closes the body with the sheet and its foot. Cards that are cut out have no foot.
func (b *blocks) section() {
	b.raw(`<w:sectPr>`)
	if b.Sheet != paper.Edgeless {
		b.raw(`<w:footerReference w:type="default" r:id="rIdFoot"/>`)
	}
	orient := ""
	if b.sheet.landscape {
		orient = ` w:orient="landscape"`
	}
	b.raw(fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/></w:sectPr>`,
		b.sheet.width, b.sheet.height, orient, b.sheet.top, b.sheet.right, b.sheet.bottom, b.sheet.left, b.sheet.foot, b.sheet.foot))
}
