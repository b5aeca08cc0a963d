package paper

import (
	"strings"

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

// Amendment is what one row of a comparative table is made from, in one language.
type Amendment struct {
	// Number is the row number, 0 when it has none yet. Numbers once printed for a round table are handed in again, so that
	// «строка 7» stays row 7; new rows are counted on from the highest.
	Number int
	// Act is the title of the amended act. Where it differs from the row before, a row with the title alone, across all
	// columns, goes before this one.
	Act     string
	Address string // the structural element: «Статья 128»
	// Kind may be empty: an amendment without current text then is an insertion, one without proposed text a repeal.
	Kind Kind
	// Ops is the redline from the current wording to the proposed one, paragraphs divided by "\n".
	Ops           []redline.Op
	Justification string // paragraphs divided by "\n"
	Author        string // empty prints none
}

// wordings are the two wordings of an amendment as the columns show them, and both in one text for papers that can carry
// changes to be accepted or rejected.
type wordings struct{ current, proposed, tracked []Paragraph }

func (a Amendment) wordings(w words, marks bool) wordings {
	var out wordings
	ops := a.Ops
	switch a.kind() {
	case Insert:
		// Whatever the caller's redline compared with, a new provision has no current wording.
		ops = []redline.Op{{Kind: redline.Insert, Text: side(ops, redline.Delete)}}
		_, out.proposed = columns(w, ops, marks)
		out.current = Paragraphs(w.absent)
		out.tracked = tracked(ops)
	case Repeal:
		ops = []redline.Op{{Kind: redline.Delete, Text: strings.TrimRight(side(ops, redline.Insert), "\r\n")}}
		out.current, _ = columns(w, ops, marks)
		// The word is an order, not law to be read, so it is not marked as added.
		out.proposed = Paragraphs(w.exclude)
		// The order stands in the last paragraph: accepted or rejected, no blank one is left.
		out.tracked = tracked(append(ops, redline.Op{Kind: redline.Insert, Text: w.exclude}))
	default:
		out.current, out.proposed = columns(w, ops, marks)
		out.tracked = tracked(ops)
	}
	return out
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

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
