package pdf

import (
	"bytes"
	"errors"
	"strconv"
)

// errNotAsWritten says that a file does not end the way gofpdf ends files.
var errNotAsWritten = errors.New("the PDF has no catalog or cross-reference where gofpdf writes them")

// withCatalogEntries adds entries to the document catalog of a file that gofpdf has finished. gofpdf has no call for the
// document's language (ISO 32000 14.9.2), without which a screen reader pronounces Kazakh as English. The catalog is the
// last object gofpdf writes, so no other object moves and only the cross-reference table's own place must be counted on.
func withCatalogEntries(file []byte, entries string) ([]byte, error) {
	catalog, start := []byte("/Type /Catalog\n"), []byte("startxref\n")
	at := bytes.LastIndex(file, catalog)
	ref := bytes.LastIndex(file, start)
	if at < 0 || ref < at {
		return nil, errNotAsWritten
	}
	at += len(catalog)
	ref += len(start)
	end := bytes.IndexByte(file[ref:], '\n')
	if end < 0 {
		return nil, errNotAsWritten
	}
	offset, err := strconv.Atoi(string(file[ref : ref+end]))
	if err != nil || offset < at || !bytes.HasPrefix(file[min(offset, len(file)):], []byte("xref")) {
		return nil, errNotAsWritten
	}
	out := make([]byte, 0, len(file)+len(entries)+1)
	out = append(out, file[:at]...)
	out = append(out, entries...)
	out = append(out, file[at:ref]...)
	out = strconv.AppendInt(out, int64(offset+len(entries)), 10)
	return append(out, file[ref+end:]...), nil
}
