// Package source reads acts from the files people have: plain text, pages and papers of the official databases, documents
// of word processors. It yields the act's text as a tree (proposals/act) and a report of what was found on the way.
//
// It recognises the format from the bytes, keeps the editors' remarks out of the law and beside it, and drops nothing: every
// word of the file is a word of the act, an editors' note or the preface. It refuses to know where the bytes came from and
// where the act is kept.
package source

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"talqy/proposals/act"
)

// MaxBytes is the largest file that Read takes. The largest code in force is below 4 MiB as text.
const MaxBytes = 32 << 20

// Codes of Error.
const (
	CodeEmpty         = "file_empty"         // no text at all
	CodeTooLarge      = "file_too_large"     // args: bytes, limit
	CodeNotText       = "file_not_text"      // args: byte, line
	CodeTruncated     = "file_truncated"     // args: line, tail
	CodeNotRecognised = "act_not_recognised" // args: line, found
)

// Error says why a file cannot be taken. Code is stable, Args are the values for the sentence that the reader sees.
type Error struct {
	Code string
	Args map[string]any
}

func (e *Error) Error() string { return "source: " + e.Code }

// Document is what a file holds.
type Document struct {
	Expression *act.Expression
	Profile    act.Profile
	Report     *Report
}

// Option changes how Read judges a file.
type Option func(*options)

type options struct {
	acceptTruncated bool
}

// AcceptTruncated lets a file pass that breaks off; the report then holds a finding with the code file_truncated.
func AcceptTruncated(o *options) { o.acceptTruncated = true }

// Read reads one act in one language; the format is recognised from the bytes: plain text (a paragraph a line, broken at
// hyperlinks, or broken to a width), a page of the official database or one pasted from a word processor, a PDF with a text
// layer, a word processor's document. The name of the file is only a hint for the title of an act that does not give its
// own and for the date of the edition. All errors are *Error.
func Read(content []byte, name string, opts ...Option) (*Document, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	if len(content) > MaxBytes {
		return nil, &Error{CodeTooLarge, map[string]any{"bytes": len(content), "limit": MaxBytes}}
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return nil, &Error{CodeEmpty, nil}
	}
	paragraphs, cut, err := readFormat(content)
	if err != nil {
		return nil, err
	}
	return readParagraphs(paragraphs, name, o, cut)
}

// decode checks that the bytes are text in UTF-8. A sequence of bytes that breaks off at the very end of the file is no
// error here: cut says that the end is missing.
func decode(content []byte) (text string, cut bool, err error) {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if wide, cut, ok := decodeUTF16(content); ok {
		return wide, cut, nil
	}
	if utf8.Valid(content) && bytes.IndexByte(content, 0) < 0 {
		return string(content), false, nil
	}
	// Only a file that is at fault is read byte by byte, to say where.
	line := 1
	for i := 0; i < len(content); {
		c := content[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '\n':
				line++
			case c == 0:
				return "", false, notText(i, line)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && size == 1 {
			if !utf8.FullRune(content[i:]) {
				return string(content[:i]), true, nil
			}
			return "", false, notText(i, line)
		}
		i += size
	}
	return string(content), false, nil
}

// decodeUTF16 reads what some editors call «Unicode»: two bytes a letter, with a mark in front.
func decodeUTF16(content []byte) (text string, cut, ok bool) {
	big := bytes.HasPrefix(content, []byte("\xfe\xff"))
	if !big && !bytes.HasPrefix(content, []byte("\xff\xfe")) {
		return "", false, false
	}
	units := make([]uint16, 0, len(content)/2)
	for i := 2; i+1 < len(content); i += 2 {
		if big {
			units = append(units, uint16(content[i])<<8|uint16(content[i+1]))
		} else {
			units = append(units, uint16(content[i+1])<<8|uint16(content[i]))
		}
	}
	return string(utf16.Decode(units)), len(content)%2 == 1, true
}

func notText(at, line int) *Error {
	return &Error{CodeNotText, map[string]any{"byte": at, "line": line}}
}
