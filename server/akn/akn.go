// Package akn writes an act as Akoma Ntoso 3.0 (OASIS LegalDocML, edition of 29 August 2018) and reads it back.
//
// It knows the markup: which element holds which unit, how a document names itself and where the editors' remarks stand. What
// the markup has no place for is kept in attributes and elements of the project's own namespace, so that an act that goes
// out and comes back is the same act. It refuses to know how acts in other formats are read (proposals/source) and where they
// are kept.
//
// Reading is strict: a structure without a counterpart in Kazakh legislation is refused with its line, never skipped, as a
// skipped element would be lost law.
package akn

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"talqy/proposals/act"
)

// Namespaces of the documents.
const (
	Namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
	// ownNamespace holds what Akoma Ntoso has no place for: the act's Profile and a number that the eId does not tell.
	ownNamespace = "urn:x-talqy:act:1"
	xmlNamespace = "http://www.w3.org/XML/1998/namespace"
)

// Bounds of what is read. The largest code in force gives 4.6 MiB and 29,000 elements, 13 deep.
const (
	MaxBytes    = 32 << 20
	MaxDepth    = 64
	maxElements = 1 << 19
	// maxEID is the longest address in bytes; the longest in the codes has 45. An address goes into those of the paragraphs
	// below that have none of their own, so a long one would multiply.
	maxEID = 200
)

// Codes of Error.
const (
	CodeMalformed      = "akn_malformed"       // no well-formed XML; args: line
	CodeTooDeep        = "akn_too_deep"        // args: line, limit
	CodeTooLarge       = "akn_too_large"       // args: limit, in bytes or in elements
	CodeNotAct         = "akn_not_act"         // another document, or one without a unit; args: line, found
	CodeUnknownElement = "akn_unknown_element" // an element that an act of Kazakhstan has no unit for; args: line, element
	CodeEID            = "akn_eid"             // an eId that is missing, doubled, too long, has spaces or points nowhere; args: line (0 when writing), eid
	CodeLanguage       = "akn_language"        // neither Russian nor Kazakh; args: found
	CodeDate           = "akn_date"            // no date YYYY-MM-DD; args: date
	CodeCharacter      = "akn_character"       // a character that XML cannot hold; args: eid, character
	CodeLevel          = "akn_level"           // a level that the markup does not know; args: eid, level
)

// Error says why a document cannot be read or an act not be written. Code is stable, Args are the values for the sentence
// that the reader sees.
type Error struct {
	Code string
	Args map[string]any
}

func (e *Error) Error() string { return fmt.Sprintf("%s %v", e.Code, e.Args) }

// refuse makes an Error; args are pairs of a name and a value.
func refuse(code string, args ...any) *Error {
	e := &Error{Code: code, Args: make(map[string]any, len(args)/2)}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i].(string)] = args[i+1]
	}
	return e
}

// Meta is what an export says of the act beside its text.
type Meta struct {
	// Profile is how the act calls its units; it is kept in the document, as the elements alone do not tell it.
	Profile act.Profile
	// Adopted is the date of the act itself, YYYY-MM-DD. Where it is empty, the date is looked for in the printed lines on the
	// adoption («от 6 апреля 2016 года», «2016 жылғы 6 сәуірдегі»).
	Adopted string
	// Made is the day of the export; where it is zero, the date of the edition stands for it, so that the same act gives the
	// same bytes.
	Made time.Time
}

// Recognise reports whether a file begins as an Akoma Ntoso document of this version, whatever kind of document it is.
// It looks at the first 64 KiB only.
func Recognise(content []byte) bool {
	content = bytes.TrimLeft(bytes.TrimPrefix(content, byteOrderMark), " \t\r\n")
	if len(content) == 0 || content[0] != '<' {
		return false
	}
	decoder := xml.NewDecoder(bytes.NewReader(content[:min(len(content), 64<<10)]))
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name == xml.Name{Space: Namespace, Local: "akomaNtoso"}
		}
	}
}

// isEID reports whether an address may stand in a document.
func isEID(eid string) bool {
	return eid != "" && len(eid) <= maxEID && !strings.ContainsFunc(eid, isXMLSpace)
}

// byteOrderMark is what some editors put before UTF-8.
var byteOrderMark = []byte("\xef\xbb\xbf")
