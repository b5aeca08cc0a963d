// Package pdf draws the print models of proposals/paper as PDF files for paper: A4, black and white, embedded type.
//
// It knows sheets, type and where a page ends. It refuses to know what a row means: every word it prints comes from the
// model, and the only characters of its own are those that stand in for a letter the type does not have.
package pdf

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// author is the author in a file's properties: the program, because the persons stand on the paper itself.
const author = "Talqy"

// file is one PDF being written. It lives for one paper, so that papers may be made side by side.
type file struct {
	pdf   *gofpdf.Fpdf
	faces faces
	font  style   // the style and size that the page's text state has now
	size  float64 // mm
}

// newFile opens a landscape A4 file in millimetres.
func newFile(lang act.Lang, title, subject string, made time.Time) (*file, error) {
	f := &file{pdf: gofpdf.New("L", "mm", "A4", "")}
	f.pdf.SetMargins(0, 0, 0)
	f.pdf.SetAutoPageBreak(false, 0)
	f.pdf.SetCatalogSort(true)
	if !made.IsZero() {
		f.pdf.SetCreationDate(made)
		f.pdf.SetModificationDate(made)
	}
	f.pdf.SetTitle(property(title), true)
	f.pdf.SetSubject(property(subject), true)
	f.pdf.SetAuthor(author, true)
	f.pdf.SetCreator(author, true)
	for i, data := range typefaces() {
		face, err := readFace(data)
		if err != nil {
			return nil, fmt.Errorf("reading typeface %d: %w", i, err)
		}
		f.faces[i] = face
		f.pdf.AddUTF8FontFromBytes(family, style(i).gofpdf(), data)
	}
	return f, f.pdf.Error()
}

// property makes a text fit for a file's properties and outline, whose encoder in gofpdf reads only whole characters of the
// basic plane.
func property(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xFFFF:
			return '□'
		case r < ' ':
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "□"))
}

// writeTo finishes the file and writes it.
func (f *file) writeTo(w io.Writer, lang act.Lang) error {
	var b bytes.Buffer
	if err := f.pdf.Output(&b); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	out, err := withCatalogEntries(b.Bytes(), "/Lang ("+language(lang)+")\n/ViewerPreferences <</DisplayDocTitle true>>\n")
	if err != nil {
		return err
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("writing the PDF: %w", err)
	}
	return nil
}

func language(lang act.Lang) string {
	if lang == act.Kazakh {
		return "kk-KZ"
	}
	return "ru-KZ"
}

// line draws one set line with its top left corner at x, y (mm).
func (f *file) line(l line, x, y, width float64) {
	x += l.indent(width)
	base := y + l.size*baseline
	for _, s := range l.segments {
		f.use(s.style, l.size)
		sx, sw := x+s.at*l.size/1000, s.width*l.size/1000
		f.pdf.Text(sx, base, s.text)
		switch s.mark {
		case paper.Struck:
			f.pdf.Rect(sx, base-l.size*(strikeHeight+ruleWeight/2), sw, l.size*ruleWeight, "F")
		case paper.Added:
			f.pdf.Rect(sx, base+l.size*underlineDepth, sw, l.size*ruleWeight, "F")
		}
	}
}

// use selects a typeface when it is not the one in use.
func (f *file) use(s style, size float64) {
	if f.font == s && f.size == size {
		return
	}
	f.font, f.size = s, size
	f.pdf.SetFont(family, s.gofpdf(), size/pt)
}

// addPage starts a page; a page's text state begins anew.
func (f *file) addPage() {
	f.pdf.AddPage()
	f.size = 0
	f.pdf.SetDrawColor(0, 0, 0)
	f.pdf.SetLineWidth(hairline)
}
