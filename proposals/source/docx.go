package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// isZip recognises the container of a word processor's document.
func isZip(content []byte) bool {
	return bytes.HasPrefix(content, []byte("PK\x03\x04"))
}

// docxLines reads the paragraphs of a document: numbers that the word processor counts by itself are written out, deleted
// words of a tracked change are left out, added ones taken. False when the container holds no such document or unfolds to
// more than a document can be.
func docxLines(content []byte) ([]rawLine, bool) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, false
	}
	left := int64(maxUnpacked)
	body, ok := unzip(archive, "word/document.xml", &left)
	if !ok {
		return nil, false
	}
	d := &docx{numbering: &docxNumbering{}}
	if list, ok := unzip(archive, "word/numbering.xml", &left); ok {
		d.numbering.read(list)
	}
	return d.read(body)
}

// unzip unfolds one file of the archive, spending from what is left to spend.
func unzip(archive *zip.Reader, name string, left *int64) ([]byte, bool) {
	for _, file := range archive.File {
		if file.Name != name {
			continue
		}
		r, err := file.Open()
		if err != nil {
			return nil, false
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, *left+1))
		*left -= int64(len(data))
		return data, err == nil && *left >= 0
	}
	return nil, false
}

// docx gathers the lines of a document.
type docx struct {
	numbering *docxNumbering
	lines     []rawLine
	text      strings.Builder
	number    string // «1)» counted by the word processor
	skip      int    // depth inside deleted words and field codes
	inText    bool
	cells     []string
	tables    int
	table     bool // the table has had rows
	listID    string
	listLevel int
}

// maxElements bounds elements inside each other.
const maxElements = 256

func (d *docx) read(body []byte) ([]rawLine, bool) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	depth := 0
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil || depth > maxElements {
			return nil, false
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			d.start(t)
		case xml.EndElement:
			depth--
			d.end(t.Name.Local)
		case xml.CharData:
			if d.inText && d.skip == 0 {
				d.text.Write(t)
			}
		}
	}
	d.endParagraph()
	return d.lines, len(d.lines) > 0
}

func (d *docx) start(e xml.StartElement) {
	switch e.Name.Local {
	case "del", "moveFrom", "instrText", "delText", "pict", "drawing", "txbxContent":
		d.skip++
	case "t":
		d.inText = true
	case "tab":
		if d.skip == 0 && d.inRun() {
			d.text.WriteByte(' ')
		}
	case "br", "cr":
		if d.skip == 0 {
			d.softBreak()
		}
	case "noBreakHyphen":
		d.text.WriteByte('-')
	case "p":
		d.listID, d.listLevel = "", 0
	case "numId":
		d.listID = value(e)
	case "ilvl":
		d.listLevel = listLevel(value(e))
	case "tbl":
		d.tables++
		d.table = false
	case "tr":
		d.cells = d.cells[:0]
	}
}

// inRun tells a tab between words from the setting of tab stops: that one stands before any words.
func (d *docx) inRun() bool { return d.text.Len() > 0 }

func (d *docx) end(name string) {
	switch name {
	case "del", "moveFrom", "instrText", "delText", "pict", "drawing", "txbxContent":
		d.skip = max(0, d.skip-1)
	case "t":
		d.inText = false
	case "pPr":
		if d.listID != "" {
			d.number = d.numbering.next(d.listID, d.listLevel)
		}
	case "p":
		if d.tables > 0 {
			d.text.WriteByte(' ')
			return
		}
		d.endParagraph()
	case "tc":
		if d.tables > 0 {
			d.cells = append(d.cells, squeeze(d.take()))
		}
	case "tr":
		d.endRow()
	case "tbl":
		d.tables = max(0, d.tables-1)
	}
}

// take returns the words gathered so far, after the number that the word processor counts.
func (d *docx) take() string {
	text := d.text.String()
	d.text.Reset()
	if d.number != "" {
		text = d.number + " " + text
	}
	d.number = ""
	return text
}

func (d *docx) endParagraph() {
	if text := d.take(); squeeze(text) != "" {
		d.lines = append(d.lines, rawLine{no: len(d.lines) + 1, text: text, block: true})
	} else if n := len(d.lines); n > 0 {
		d.lines[n-1].soft = false // a break at the very end of a paragraph
	}
}

// softBreak is a line break inside a paragraph: what follows is a unit of its own where it begins with a number or is a
// title line.
func (d *docx) softBreak() {
	if d.tables > 0 {
		d.text.WriteByte(' ')
		return
	}
	if before := d.take(); squeeze(before) != "" {
		d.lines = append(d.lines, rawLine{no: len(d.lines) + 1, text: before + " ", block: true})
		d.lines[len(d.lines)-1].soft = true
	}
}

// endRow makes a line of a row; a row with words in one cell only, or with a signature, is set out as text.
func (d *docx) endRow() {
	d.lines = appendRow(d.lines, d.cells, len(d.lines)+1, &d.table)
	d.cells = d.cells[:0]
}

func value(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

// listLevel reads a level of a list, at most nine of which a word processor knows.
func listLevel(s string) int {
	if len(s) == 1 && s[0] >= '0' && s[0] <= '8' {
		return int(s[0] - '0')
	}
	return 0
}
