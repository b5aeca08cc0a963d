// Package attachment knows the files that a group takes besides acts: what a file is by its bytes, how its name is kept, and
// which words can be read in it. It opens no file and knows no person; who looks for personal data takes its words to
// proposals/personal.
package attachment

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Type is the media type of a file that is taken.
type Type string

// The types.
const (
	PDF  Type = "application/pdf"
	DOCX Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	ODT  Type = "application/vnd.oasis.opendocument.text"
	PNG  Type = "image/png"
	JPEG Type = "image/jpeg"
	TXT  Type = "text/plain"
	CSV  Type = "text/csv"
)

// endings are those of a type's names, the usual one first.
var endings = map[Type][]string{PDF: {".pdf"}, DOCX: {".docx"}, XLSX: {".xlsx"}, ODT: {".odt"}, PNG: {".png"},
	JPEG: {".jpg", ".jpeg"}, TXT: {".txt"}, CSV: {".csv"}}

// MaxBytes is the largest file that is taken.
const MaxBytes = 10 << 20

// MaxName bounds the name of a file, in characters.
const MaxName = 200

// ErrType is what Recognise answers to a file that is none of the types, or that only looks like one: broken, locked, with a
// program inside.
var ErrType = errors.New("attachment: no file of a type that is taken")

// ErrUnpacked is what Recognise and Words answer to a file that unfolds to more than a document can be.
var ErrUnpacked = errors.New("attachment: the file unfolds to too much")

// Recognise says what a file is by its bytes. The name decides only between a table and a text, both of which are words.
func Recognise(content []byte, name string) (Type, error) {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return PDF, nil
	case bytes.HasPrefix(content, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, nil
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		return JPEG, nil
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return document(content)
	}
	if _, ok := text(content); !ok || len(bytes.TrimSpace(content)) == 0 {
		return "", ErrType
	}
	if strings.EqualFold(path.Ext(name), ".csv") {
		return CSV, nil
	}
	return TXT, nil
}

// document says which document of an office program an archive is.
func document(content []byte) (Type, error) {
	archive, err := open(content)
	if err != nil {
		return "", err
	}
	kinds := map[string]Type{"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
	found := Type("")
	for _, file := range archive.File {
		name := strings.ToLower(file.Name)
		if strings.HasSuffix(name, "vbaproject.bin") {
			return "", ErrType
		}
		if kind, ok := kinds[file.Name]; ok {
			found = kind
		}
		if file.Name == "mimetype" {
			if r, err := file.Open(); err == nil {
				kind, _ := io.ReadAll(io.LimitReader(r, 100))
				r.Close() //nolint:errcheck // it was only read
				if Type(strings.TrimSpace(string(kind))) == ODT {
					found = ODT
				}
			}
		}
	}
	if found == "" {
		return "", ErrType
	}
	return found, nil
}

// maxParts bounds the files inside a document.
const maxParts = 4000

func open(content []byte) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, errors.Join(ErrType, err)
	}
	if len(archive.File) > maxParts {
		return nil, ErrUnpacked
	}
	return archive, nil
}

// Name gives the name under which a file of type t is kept: without folders and signs that programs read as orders, not too
// long, with the ending of its type, so that nobody opens a program by the name of a paper.
func Name(name string, t Type) string {
	name = strings.ToValidUTF8(name, "")
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs) || strings.ContainsRune(`<>:"|?*`, r) {
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	base, ending := name, endings[t][0]
	for _, e := range endings[t] {
		if len(name) > len(e) && strings.EqualFold(name[len(name)-len(e):], e) {
			base, ending = name[:len(name)-len(e)], name[len(name)-len(e):]
		}
	}
	for utf8.RuneCountInString(base)+len(ending) > MaxName {
		_, size := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-size]
	}
	if base = strings.TrimRight(base, " ."); base == "" {
		base = "file"
	}
	return base + ending
}
