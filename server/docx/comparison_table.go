// Package docx carries papers to and from Word: WordprocessingML (ISO/IEC 29500) in a zip archive.
//
// It knows the XML of the format. It refuses to know what a row means: the words come from proposals/paper, the same model
// that server/pdf prints.
package docx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"talqy/proposals/paper"
)

// program is the author of a file and of changes whose author is not known.
const program = "Talqy"

// Measures in twips (1/20 pt): A4 landscape with the margins and column widths of the PDF.
const (
	pageWidth, pageHeight   = 16838, 11906
	marginLeft, marginRight = 1134, 680
	marginTop, marginBottom = 850, 907
	footDistance            = 454
	bodyWidth               = pageWidth - marginLeft - marginRight
	padding                 = 79
)

var columnWidths = [5]int{624, 1758, 4706, 4706, bodyWidth - 624 - 1758 - 2*4706}

// Half points.
const (
	titleSize    = 26
	subtitleSize = 22
	keySize      = 18
	footSize     = 17
)

// ComparisonTable writes the comparative table as DOCX: A4 landscape, header row on each page, rows that may break, page
// numbers counted by the program that opens it.
//
// With Redline the proposed wording carries real tracked changes from the current one, by the author of the row and at the
// time the paper was made: accepted, the column is the proposed wording; rejected, it is the current one. The column with
// the wording in force is struck out by plain formatting, because a change accepted there would falsify the law. Errors are
// those of w.
func ComparisonTable(w io.Writer, t *paper.ComparisonTable) error {
	z := zip.NewWriter(w)
	parts := fixedParts(t)
	for _, p := range parts {
		if err := addPart(z, t.Made, p.name, func(x *markup) { x.raw(p.content) }); err != nil {
			return err
		}
	}
	if err := addPart(z, t.Made, "word/document.xml", func(x *markup) { document(x, t) }); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("closing the DOCX archive: %w", err)
	}
	return nil
}

func addPart(z *zip.Writer, made time.Time, name string, write func(*markup)) error {
	part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made.UTC()})
	if err != nil {
		return fmt.Errorf("adding %s: %w", name, err)
	}
	x := &markup{w: bufio.NewWriter(part)}
	x.raw(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	write(x)
	if err := x.w.Flush(); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}

func document(x *markup, t *paper.ComparisonTable) {
	x.raw(`<w:document xmlns:w="` + wordNamespace + `" xmlns:r="` + relationships + `"><w:body>`)
	centred := func(text string, size, after int, bold bool) {
		for _, p := range paper.Paragraphs(text) {
			x.raw(`<w:p><w:pPr><w:spacing w:after="` + strconv.Itoa(after) + `"/><w:jc w:val="center"/></w:pPr>`)
			x.run(p.Text(), format{bold: bold, size: size})
			x.raw(`</w:p>`)
		}
	}
	centred(t.Title, titleSize, 80, true)
	centred(t.Subtitle, subtitleSize, 60, false)
	centred(paper.DateInWords(t.Lang, t.Date), subtitleSize, 60, false)
	key(x, t.Key())
	x.raw(tableStart())
	for _, w := range columnWidths {
		x.raw(`<w:gridCol w:w="` + strconv.Itoa(w) + `"/>`)
	}
	x.raw(`</w:tblGrid>`)
	header(x, t.Columns)
	act := ""
	for _, r := range t.Rows {
		if r.Act != act {
			act = r.Act
			if act != "" {
				actTitle(x, act)
			}
		}
		row(x, t, r)
	}
	x.raw(`</w:tbl>`)
	// A body must not end in a table; the paragraph after it is as small as a paragraph can be.
	x.raw(`<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>`)
	x.raw(fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>`+
		`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="%d" w:footer="%d" w:gutter="0"/></w:sectPr>`,
		pageWidth, pageHeight, marginTop, marginRight, marginBottom, marginLeft, footDistance, footDistance))
	x.raw(`</w:body></w:document>`)
}

// key explains the marks. The new words are underlined in it as tracked words are, not bold as on paper.
func key(x *markup, p paper.Paragraph) {
	if len(p.Runs) == 0 {
		return
	}
	x.raw(`<w:p><w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr>`)
	for _, r := range p.Runs {
		x.run(r.Text, format{size: keySize, strike: r.Mark == paper.Struck, underline: r.Mark == paper.Added})
	}
	x.raw(`</w:p>`)
}

func header(x *markup, columns [5]string) {
	x.raw(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, heading := range columns {
		x.cell(columnWidths[i], 1)
		x.raw(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr>`)
		x.run(heading, format{bold: true})
		x.raw(`</w:p></w:tc>`)
	}
	x.raw(`</w:tr>`)
}

// actTitle stays on the page of the row after it.
func actTitle(x *markup, title string) {
	x.raw(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
	x.cell(bodyWidth, len(columnWidths))
	x.raw(`<w:p><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr>`)
	x.run(title, format{bold: true})
	x.raw(`</w:p></w:tc></w:tr>`)
}

func row(x *markup, t *paper.ComparisonTable, r paper.Row) {
	x.raw(`<w:tr>`)
	x.cell(columnWidths[0], 1)
	x.raw(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr>`)
	if r.Number != 0 {
		x.run(strconv.Itoa(r.Number), format{})
	}
	x.raw(`</w:p></w:tc>`)

	x.cell(columnWidths[1], 1)
	x.paragraphs(paper.Paragraphs(r.Address))
	x.raw(`</w:tc>`)

	x.cell(columnWidths[2], 1)
	x.paragraphs(r.Current)
	x.raw(`</w:tc>`)

	x.cell(columnWidths[3], 1)
	if t.Redline && len(r.Tracked) > 0 {
		x.tracked(withoutBlanks(r.Tracked), change{author: firstOf(r.Author, program), at: t.Made})
	} else {
		x.paragraphs(r.Proposed)
	}
	x.raw(`</w:tc>`)

	x.cell(columnWidths[4], 1)
	reasons := r.Justification
	author := t.AuthorLine(r)
	if len(reasons) > 0 || author == "" {
		x.paragraphs(reasons)
	}
	if author != "" {
		x.raw(`<w:p>`)
		x.run(author, format{italic: true})
		x.raw(`</w:p>`)
	}
	x.raw(`</w:tc></w:tr>`)
}

// withoutBlanks drops blank lines that no change touches, as the printed columns do. A blank paragraph after a marked break
// stays: the break belongs to both.
func withoutBlanks(ps []paper.Paragraph) []paper.Paragraph {
	var out []paper.Paragraph
	before := paper.Kept
	for _, p := range ps {
		if before != paper.Kept || p.End != paper.Kept || strings.TrimSpace(p.Text()) != "" {
			out = append(out, p)
		}
		before = p.End
	}
	return out
}

func firstOf(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
