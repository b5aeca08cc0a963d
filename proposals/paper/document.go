package paper

import (
	"time"

	"talqy/proposals/act"
)

// Document is a whole paper, block by block, before anybody thinks of a file format: server/pdf and server/docx each set
// any Document, so a paper is written once and both show the same words.
type Document struct {
	// Title is for the foot of each page, the outline and the file's own records.
	Title string
	Lang  act.Lang // of the fixed words of the foot, and of all text that says no other
	Sheet Sheet
	// Date is YYYY-MM-DD or words; Version says from which state of the work it was made («версия 112»): both stand in the
	// foot, so that two printings can be told apart.
	Date    string
	Version string
	// Subject says in a line what the paper is of, for the file's own records.
	Subject string
	// Link is the address of the live page, printed as a QR code beside the title; empty for none.
	Link string
	// Made is when the paper was made; zero leaves it to the writer of the file.
	Made time.Time
	// Scale multiplies every size of type: 1 (also 0) as usual, 1.4 for large print.
	Scale  float64
	Blocks []Block
}

// Sheet is how the A4 sheet lies and what margins it has.
type Sheet uint8

// The sheets, with margins left, right, top, bottom in mm.
const (
	Portrait  Sheet = iota // 30, 15, 20, 20: as official papers in Kazakhstan have them
	Landscape              // 20, 12, 15, 16: tables
	Edgeless               // 10 all round, portrait: cards that are cut out
)

// Block is one part of a document: Text, Table, Signature, Lines, Code, Cards or PageBreak.
type Block interface{ block() }

// Align is how text stands between its edges.
type Align uint8

// The alignments.
const (
	Left Align = iota
	Centre
	Right
	Justified
)

// Text is paragraphs in one look.
type Text struct {
	Paragraphs []Paragraph
	Size       float64 // points: 14 for the body of official papers, 12 in notes
	Bold       bool
	Italic     bool
	Align      Align
	// Indent is that of each first line, mm: 12.5 in official papers.
	Indent float64
	// Outline is the level of the entry in the file's outline, from 1; 0 for none. A text with a level is a heading: it stays
	// with the block that follows.
	Outline int
	// Before and After are the spaces above and below, points; of two that meet the larger counts.
	Before, After float64
	// Keep has the text stay with the block that follows, as a heading does.
	Keep bool
}

// Table is a ruled table whose heading is repeated on each page and whose rows may go over pages; without Rules it is a
// way to set texts side by side.
type Table struct {
	Columns []Column
	Rows    []TableRow
	Size    float64 // points, of all its text
	Rules   bool
	// Numbered prints a row with the columns' numbers under the headings, as official forms have it.
	Numbered bool
}

// Column is one column of a table.
type Column struct {
	Heading string
	// Share is its part of the table's width; shares need not add up to anything.
	Share float64
	Align Align
}

// TableRow is one row.
type TableRow struct {
	// Across is a title over all columns; the row then has no Cells, and stays with the row that follows.
	Across []Paragraph
	Cells  []Cell
	// Outline is its entry in the file's outline, at level Level from 1; empty for none.
	Outline string
	Level   int
	// Keep has the row stay with the row that follows: a heading set in two languages side by side.
	Keep bool
	// Least is its least height, mm: room to write in or to sign.
	Least float64
}

// Cell is what stands in one column of a row.
type Cell struct {
	Paragraphs []Paragraph
	Bold       bool
	// Foot stands below in italics: who proposed it.
	Foot []Paragraph
	// Again is shown instead of nothing where the row goes on to the next page and this cell has no more to show.
	Again []Paragraph
	// Tracked, where set, is what an editable file has instead of Paragraphs: text with real tracked changes by Author at At.
	Tracked []Paragraph
	Author  string
	At      time.Time
}

// Signature is a line to sign: an office, room for the hand, a name.
type Signature struct {
	Office string
	Name   string // empty leaves room to write it
	Size   float64
}

// Lines are empty ruled lines to write on.
type Lines struct{ Count int }

// Code is a large QR code in the middle of the sheet, for the wall of a hall.
type Code struct {
	Link    string
	Side    float64 // mm
	Caption []Paragraph
}

// Cards are set in a grid with marks to cut along, as many a sheet as fit.
type Cards struct {
	// Width and Height are those of one side, mm; a folded card takes twice the height of the sheet.
	Width, Height float64
	// Folded cards are printed twice, the upper half turned round: a name plate to stand on a table.
	Folded bool
	Cards  []Card
}

// Card is a badge or a name plate. Lines that are too long for it are set smaller, and then broken.
type Card struct {
	Over string // the meeting
	Name string
	// Under is the office and organisation, a line each.
	Under []string
}

// PageBreak begins a new page.
type PageBreak struct{}

func (Text) block()      {}
func (Table) block()     {}
func (Signature) block() {}
func (Lines) block()     {}
func (Code) block()      {}
func (Cards) block()     {}
func (PageBreak) block() {}
