package attachment

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"talqy/proposals/source"
)

// maxUnpacked bounds what the parts of a document unfold to together, in bytes.
const maxUnpacked = 64 << 20

// maxDepth bounds elements inside each other.
const maxDepth = 512

// Words gives what can be read in a file of type t, a paragraph or a cell a line: also what a page does not show, such as
// deleted words, remarks, headers and the addresses of links, because all of it is handed on. Pictures and scans have none.
// Errors are ErrType for a file that cannot be read and ErrUnpacked.
func Words(content []byte, t Type) (string, error) {
	switch t {
	case TXT, CSV:
		words, ok := text(content)
		if !ok {
			return "", ErrType
		}
		return words, nil
	case PDF:
		words, ok := source.PDFWords(content)
		if !ok {
			return "", ErrType
		}
		return words, nil
	case DOCX, XLSX, ODT:
		return documentWords(content)
	}
	return "", nil
}

// documentWords reads all parts of a document that are XML.
func documentWords(content []byte) (string, error) {
	archive, err := open(content)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	left := int64(maxUnpacked)
	for _, file := range archive.File {
		if !strings.HasSuffix(file.Name, ".xml") && !strings.HasSuffix(file.Name, ".rels") {
			continue
		}
		if out.WriteByte('\n'); left < 0 {
			return "", ErrUnpacked
		}
		if err := partWords(file, &left, &out); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}

// bounded reads from what is left to read of all parts.
type bounded struct {
	in   io.Reader
	left *int64
}

func (b bounded) Read(p []byte) (int, error) {
	n, err := b.in.Read(p)
	if *b.left -= int64(n); *b.left < 0 {
		return 0, ErrUnpacked
	}
	return n, err
}

func partWords(file *zip.File, left *int64, out *strings.Builder) error {
	r, err := file.Open()
	if err != nil {
		return errors.Join(ErrType, err)
	}
	defer r.Close() //nolint:errcheck // it was only read
	d := xml.NewDecoder(bounded{r, left})
	p := part{out: out}
	for depth := 0; ; {
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, ErrUnpacked):
			return ErrUnpacked
		case err != nil || depth > maxDepth:
			return errors.Join(ErrType, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			p.start(t)
		case xml.EndElement:
			depth--
			p.end(t.Name.Local)
		case xml.CharData:
			p.words(t)
		}
	}
}

// part gathers the words of one part of a document. Pieces of one paragraph are put together as they are read: a number is
// often cut by its letters' look.
type part struct {
	out   *strings.Builder
	value bool // inside the value of a cell
	cell  strings.Builder
}

func (p *part) start(e xml.StartElement) {
	switch e.Name.Local {
	case "tab", "br", "cr", "line-break":
		p.out.WriteByte('\n')
	case "noBreakHyphen":
		p.out.WriteByte('-')
	case "s": // spaces of an open document
		p.out.WriteByte(' ')
	case "v":
		p.value = true
	}
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "Target", "href", "string-value", "value", "title", "descr":
			p.line(strings.TrimPrefix(a.Value, "tel:"))
		}
	}
}

func (p *part) line(words string) {
	if len(words) > 5 {
		p.out.WriteString("\n" + words + "\n")
	}
}

func (p *part) words(data xml.CharData) {
	if p.value {
		p.cell.Write(data)
		return
	}
	p.out.Write(data)
}

func (p *part) end(name string) {
	switch name {
	case "p", "h", "tc", "si", "c", "row", "comment", "title", "subject", "description", "keywords", "creator", "lastModifiedBy", "lpwstr", "instrText":
		p.out.WriteByte('\n')
	case "v":
		p.value = false
		number := p.cell.String()
		p.cell.Reset()
		if strings.ContainsAny(number, "eE") { // large numbers are kept in powers of ten
			if f, err := strconv.ParseFloat(number, 64); err == nil && f < 1e18 && f > -1e18 {
				number = strconv.FormatFloat(f, 'f', -1, 64)
			}
		}
		p.out.WriteString(number + "\n")
	}
}

// text reads a file that is nothing but words: UTF-8, UTF-16 with its mark, or windows-1251.
func text(content []byte) (string, bool) {
	for _, order := range []struct {
		mark string
		high int
	}{{"\xff\xfe", 1}, {"\xfe\xff", 0}} {
		if bytes.HasPrefix(content, []byte(order.mark)) {
			units := make([]uint16, 0, len(content)/2)
			for i := 2; i+1 < len(content); i += 2 {
				units = append(units, uint16(content[i+order.high])<<8|uint16(content[i+1-order.high]))
			}
			words := string(utf16.Decode(units))
			return words, readable(words)
		}
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if utf8.Valid(content) {
		return string(content), readable(string(content))
	}
	words, err := charmap.Windows1251.NewDecoder().Bytes(content)
	if err != nil {
		return "", false
	}
	return string(words), readable(string(words)) && cyrillic(string(words))
}

// readable says that a text holds no control characters but those that part lines, cells and pages.
func readable(words string) bool {
	for _, r := range words {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' || r == 0x7f || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// cyrillic says that of what is no ASCII most is letters of Russian: bytes of any file can be read as windows-1251.
func cyrillic(words string) bool {
	letters, others := 0, 0
	for _, r := range words {
		switch {
		case 'А' <= r && r <= 'я' || r == 'ё' || r == 'Ё' || r == '«' || r == '»' || r == '—' || r == '–' || r == '№' || r == '\u00a0' || r == 'і' || r == 'І':
			letters++
		case r >= 0x80:
			others++
		}
	}
	return letters > 4*others
}
