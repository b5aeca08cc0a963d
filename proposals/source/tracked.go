package source

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// CodeNotDOCX says that a file with tracked changes is no document of a word processor: that is the one format that has them.
const CodeNotDOCX = "not_docx"

// Limits of a document with tracked changes; the longest code in force has a tenth of the first and half of the second.
const (
	maxTrackedRuns = 200_000
	maxTrackedText = 8 << 20 // bytes of words
	maxRevisor     = 100     // characters of a name
)

// Revision is a tracked change: who made it and when, as the file says. Moved marks words that were taken from one place or put
// at another.
type Revision struct {
	Author string
	At     time.Time // zero where the file does not say
	Moved  bool
}

// TrackedRun is text under the same changes: nil for none. With both, one has added the words and another has struck them out.
type TrackedRun struct {
	Text              string
	Inserted, Deleted *Revision
}

// TrackedBlock is the text of a document outside its tables, or of one cell of a table. The last run of each paragraph is its
// break, "\n", which may be added or deleted like words.
type TrackedBlock struct {
	Cell       bool
	Paragraphs [][]TrackedRun
}

// ReadTracked reads a word processor's document with its changes as they stand: nothing is accepted and nothing rejected. The
// first block is the text outside tables. Changes of formatting alone are none. All errors are *Error.
func ReadTracked(content []byte) ([]TrackedBlock, error) {
	if len(content) > MaxBytes {
		return nil, &Error{CodeTooLarge, map[string]any{"bytes": len(content), "limit": MaxBytes}}
	}
	if len(content) == 0 {
		return nil, &Error{CodeEmpty, nil}
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, &Error{CodeNotDOCX, nil}
	}
	left := int64(maxUnpacked)
	body, ok := unzip(archive, "word/document.xml", &left)
	if !ok {
		return nil, &Error{CodeNotDOCX, nil}
	}
	numbering := &docxNumbering{}
	if list, ok := unzip(archive, "word/numbering.xml", &left); ok {
		numbering.read(list)
	}
	blocks, ok := trackedBlocks(body, numbering)
	if !ok {
		return nil, &Error{CodeNotDOCX, nil}
	}
	return blocks, nil
}

// trackedBlocks reads the main part of a document; false when it is none, or more than one can be.
func trackedBlocks(body []byte, numbering *docxNumbering) ([]TrackedBlock, bool) {
	r := &trackedReader{numbering: numbering, blocks: []*TrackedBlock{{}}, inside: []int{0}}
	if !r.read(body) {
		return nil, false
	}
	out := make([]TrackedBlock, len(r.blocks))
	for i, b := range r.blocks {
		out[i] = *b
	}
	return out, true
}

// trackedReader walks a document and gathers its runs.
type trackedReader struct {
	numbering *docxNumbering
	blocks    []*TrackedBlock
	inside    []int // the cells that the walk is in, by their places in blocks, under the body
	names     []string
	revisions []*revisionAt // changes around the present run, the innermost last
	paragraph []TrackedRun
	words     []byte     // of the last run, which grows piece by piece
	mark      TrackedRun // what happened to the paragraph's break
	skip      int        // depth inside what is no text of the document
	text      bool
	runs      int
	size      int
	listID    string
	listLevel int
}

// revisionAt is a change that is open: of which kind, and how deep its element stands.
type revisionAt struct {
	Revision
	deleted bool
	depth   int
}

func (r *trackedReader) read(body []byte) bool {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return true
		}
		if err != nil || len(r.names) > maxElements || r.runs > maxTrackedRuns || r.size > maxTrackedText {
			return false
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.start(t)
			r.names = append(r.names, t.Name.Local)
		case xml.EndElement:
			r.names = r.names[:len(r.names)-1]
			r.end(t.Name.Local)
		case xml.CharData:
			if r.text && r.skip == 0 {
				r.add(string(t))
			}
		}
	}
}

// besideText are elements whose words are not the document's: what stands beside it, and how it was formatted before.
var besideText = map[string]bool{"pict": true, "drawing": true, "object": true, "txbxContent": true, "Fallback": true, "instrText": true, "delInstrText": true,
	"pPrChange": true, "rPrChange": true, "tblPrChange": true, "trPrChange": true, "tcPrChange": true, "sectPrChange": true, "numberingChange": true}

func (r *trackedReader) start(e xml.StartElement) {
	name := e.Name.Local
	if besideText[name] {
		r.skip++
	}
	if r.skip > 0 {
		return
	}
	switch name {
	case "ins", "del", "moveFrom", "moveTo":
		r.change(e)
	case "t", "delText":
		r.text = true
	case "tab":
		if !r.in("tabs") {
			r.add(" ")
		}
	case "br", "cr":
		r.add("\n")
	case "noBreakHyphen":
		r.add("-")
	case "p":
		r.settle() // a paragraph inside one leaves the other's words behind
		r.paragraph, r.mark, r.listID, r.listLevel = nil, TrackedRun{}, "", 0
	case "numId":
		r.listID = value(e)
	case "ilvl":
		r.listLevel = listLevel(value(e))
	case "tc":
		r.blocks = append(r.blocks, &TrackedBlock{Cell: true})
		r.inside = append(r.inside, len(r.blocks)-1)
	}
}

// in says whether the walk is right inside an element.
func (r *trackedReader) in(name string) bool {
	return len(r.names) > 0 && r.names[len(r.names)-1] == name
}

// change opens a change: around runs, or of the break of the paragraph, which has it in the properties of its mark. One in the
// properties of a row or a list is no change of words.
func (r *trackedReader) change(e xml.StartElement) {
	name := e.Name.Local
	rev := Revision{Author: revisor(named(e, "author")), At: revisedAt(named(e, "date")), Moved: strings.HasPrefix(name, "move")}
	deleted := name == "del" || name == "moveFrom"
	switch n := len(r.names); {
	case r.in("rPr"):
		if n > 1 && r.names[n-2] == "pPr" {
			r.mark = r.mark.under(rev, deleted)
		}
	case r.in("trPr"), r.in("numPr"), r.in("tcPr"):
	default:
		r.revisions = append(r.revisions, &revisionAt{rev, deleted, n})
	}
}

func (t TrackedRun) under(rev Revision, deleted bool) TrackedRun {
	if deleted {
		t.Deleted = &rev
	} else {
		t.Inserted = &rev
	}
	return t
}

func (r *trackedReader) end(name string) {
	if n := len(r.revisions); n > 0 && r.revisions[n-1].depth == len(r.names) {
		r.revisions = r.revisions[:n-1]
	}
	if besideText[name] {
		r.skip--
		return
	}
	if r.skip > 0 {
		return
	}
	switch name {
	case "t", "delText":
		r.text = false
	case "pPr":
		if r.listID != "" {
			if number := r.numbering.next(r.listID, r.listLevel); number != "" {
				r.add(number + " ")
			}
		}
	case "p":
		r.settle()
		mark := r.mark
		mark.Text = "\n"
		b := r.blocks[r.inside[len(r.inside)-1]]
		b.Paragraphs = append(b.Paragraphs, append(r.paragraph, mark))
		r.paragraph, r.mark = nil, TrackedRun{}
		r.runs++
	case "tc":
		r.inside = r.inside[:len(r.inside)-1]
	}
}

// add puts words under the changes that are open, to the run before where that is under the same.
func (r *trackedReader) add(words string) {
	r.size += len(words)
	run := TrackedRun{}
	for _, at := range r.revisions {
		run = run.under(at.Revision, at.deleted)
	}
	if n := len(r.paragraph); n > 0 && same(r.paragraph[n-1].Inserted, run.Inserted) && same(r.paragraph[n-1].Deleted, run.Deleted) {
		r.words = append(r.words, words...)
		return
	}
	r.settle()
	r.words = append(r.words, words...)
	r.paragraph = append(r.paragraph, run)
	r.runs++
}

// settle gives the last run the words that were gathered for it.
func (r *trackedReader) settle() {
	if n := len(r.paragraph); n > 0 {
		r.paragraph[n-1].Text = string(r.words)
	}
	r.words = r.words[:0]
}

func same(a, b *Revision) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// revisor is the name of who changed a text, as it can be shown: one line of bounded length.
func revisor(name string) string {
	name = squeeze(strings.Map(func(r rune) rune {
		if r < ' ' || slices.Contains(hiddenMarks, r) {
			return ' '
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(name, " "))))
	if letters := []rune(name); len(letters) > maxRevisor {
		name = string(letters[:maxRevisor]) + "…"
	}
	return name
}

// hiddenMarks turn the direction of a line around or show nothing: a name has no use for them.
var hiddenMarks = []rune{'\u007f', '\u00ad', '\u200b', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'}

// revisedAt reads the time of a change; some programs leave the zone out.
func revisedAt(date string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, date); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}
