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
	has   [styles]bool // typefaces that the file holds
	font  style        // the style and size that the page's text state has now
	size  float64      // mm
	lang  act.Lang     // of text that says no other
}

// newFile opens an A4 file in millimetres.
func newFile(sheet frame, faces faces, d *paper.Document) (*file, error) {
	lies := "P"
	if sheet.width > sheet.height {
		lies = "L"
	}
	f := &file{pdf: gofpdf.New(lies, "mm", "A4", ""), faces: faces, lang: d.Lang}
	f.pdf.SetMargins(0, 0, 0)
	f.pdf.SetAutoPageBreak(false, 0)
	f.pdf.SetCatalogSort(true)
	if !d.Made.IsZero() {
		f.pdf.SetCreationDate(d.Made)
		f.pdf.SetModificationDate(d.Made)
	}
	f.pdf.SetTitle(property(d.Title), true)
	f.pdf.SetSubject(property(strings.Join(filled(d.Subject, d.Version), ", ")), true)
	f.pdf.SetAuthor(author, true)
	f.pdf.SetCreator(author, true)
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
