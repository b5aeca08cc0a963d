package paper

import (
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// Kind is what an amendment does to a provision; the values are those of the HTTP interface.
type Kind string

// The three kinds of amendment.
const (
	Amend  Kind = "amend"
	Insert Kind = "insert"
	Repeal Kind = "repeal"
)

// ComparisonTable is the comparative table (сравнительная таблица; салыстырма кесте) that goes with a bill on amendments:
// structural element, wording in force, wording proposed, reasons (480-V art. 29(2)). The number in the first column and
// the title row over the amendments to each act are custom.
type ComparisonTable struct {
	Title    string
	Subtitle string // empty, or one or more lines divided by "\n"
	Date     string // YYYY-MM-DD, or as it is to be printed; empty prints none
	Lang     act.Lang
	// Redline says whether the marks of the runs are to be shown; without it every run is Kept.
	Redline bool
	Columns [5]string // headings
	Rows    []Row
	// Made is when the paper was made, for the file's own records; zero leaves it to the writer of the file.
	Made time.Time
}

// Row is one amendment.
type Row struct {
	Number int
	// Act is the title of the amended act. Where it differs from the row before, a row with the title alone, across all
	// columns, goes before this one.
	Act     string
	Address string // the structural element: «Статья 128»
	Kind    Kind
	// Current and Proposed are the two wordings as the columns show them.
	Current, Proposed []Paragraph
	// Tracked is both wordings in one text, for papers that can carry changes to be accepted or rejected.
	Tracked       []Paragraph
	Justification []Paragraph
	Author        string // empty prints none
}

// Form is what is to be said of a table besides its amendments. Empty Title and Columns stand for the usual words.
type Form struct {
	Title    string
	Subtitle string
	Date     string
	Lang     act.Lang
	Redline  bool
	Columns  [5]string
	Made     time.Time
}

// Amendment is what one row is made from.
type Amendment struct {
	// Number is the row number, 0 when it has none yet. Numbers once printed for a round table are handed in again, so that
	// «строка 7» stays row 7; new rows are counted on from the highest.
	Number  int
	Act     string
	Address string
	// Kind may be empty: an amendment without current text then is an insertion, one without proposed text a repeal.
	Kind Kind
	// Ops is the redline from the current wording to the proposed one, paragraphs divided by "\n".
	Ops           []redline.Op
	Justification string // paragraphs divided by "\n"
	Author        string
}

// NewComparisonTable makes the table of the amendments in the order given.
func NewComparisonTable(f Form, amendments []Amendment) *ComparisonTable {
	w := wordsOf(f.Lang)
	t := &ComparisonTable{
		Title:    or(oneLine(f.Title), w.title),
		Subtitle: strings.TrimSpace(printable(f.Subtitle)),
		Date:     strings.TrimSpace(f.Date),
		Lang:     f.Lang,
		Redline:  f.Redline,
		Rows:     make([]Row, len(amendments)),
		Made:     f.Made,
	}
	for i := range t.Columns {
		t.Columns[i] = or(oneLine(f.Columns[i]), w.columns[i])
	}
	last := 0
	for _, a := range amendments {
		last = max(last, a.Number)
	}
	for i, a := range amendments {
		if a.Number == 0 {
			last++
			a.Number = last
		}
		t.Rows[i] = newRow(w, a, f.Redline)
	}
	return t
}

func newRow(w words, a Amendment, marks bool) Row {
	r := Row{
		Number:        a.Number,
		Act:           oneLine(a.Act),
		Address:       oneLine(a.Address),
		Kind:          a.kind(),
		Justification: Paragraphs(a.Justification),
		Author:        oneLine(a.Author),
	}
	ops := a.Ops
	switch r.Kind {
	case Insert:
		// Whatever the caller's redline compared with, a new provision has no current wording.
		ops = []redline.Op{{Kind: redline.Insert, Text: side(ops, redline.Delete)}}
		_, r.Proposed = columns(ops, marks)
		r.Current = Paragraphs(w.absent)
		r.Tracked = tracked(ops)
	case Repeal:
		ops = []redline.Op{{Kind: redline.Delete, Text: strings.TrimRight(side(ops, redline.Insert), "\r\n")}}
		r.Current, _ = columns(ops, marks)
		// The word is an order, not law to be read, so it is not marked as added.
		r.Proposed = Paragraphs(w.exclude)
		// The last break goes with the words: who accepts the change is left with the order and no blank paragraph.
		ops[0].Text += "\n"
		r.Tracked = tracked(append(ops, redline.Op{Kind: redline.Insert, Text: w.exclude}))
	default:
		r.Current, r.Proposed = columns(ops, marks)
		r.Tracked = tracked(ops)
	}
	return r
}

// kind is the stated kind or the one the redline shows.
func (a Amendment) kind() Kind {
	switch {
	case a.Kind != "":
		return a.Kind
	case len(a.Ops) == 0:
		return Amend
	case side(a.Ops, redline.Insert) == "":
		return Insert
	case side(a.Ops, redline.Delete) == "":
		return Repeal
	}
	return Amend
}

// AuthorLine names who proposed the amendment, for the foot of the reasons; empty when the row does not say.
func (t *ComparisonTable) AuthorLine(r Row) string {
	if r.Author == "" {
		return ""
	}
	return wordsOf(t.Lang).author + r.Author
}

// Key explains the marks; it is empty when the table shows none.
func (t *ComparisonTable) Key() Paragraph {
	if !t.Redline || !t.marked() {
		return Paragraph{}
	}
	w := wordsOf(t.Lang)
	return Paragraph{Runs: []Run{{Kept, w.key}, {Struck, w.sample}, {Kept, w.struck}, {Added, w.sample}, {Kept, w.added}}}
}

func (t *ComparisonTable) marked() bool {
	for _, r := range t.Rows {
		for _, c := range [][]Paragraph{r.Current, r.Proposed} {
			for _, p := range c {
				for _, run := range p.Runs {
					if run.Mark != Kept {
						return true
					}
				}
			}
		}
	}
	return false
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
