// Package redline compares two texts of law by words and says what was kept, struck out, added, moved and renumbered.
//
// It is the only diff in the product: the page, the papers and the command line show these Ops. It refuses to know what a
// provision is called and how a change is coloured.
package redline

// Kind is what happened to a run of text.
type Kind string

// The three kinds of a run.
const (
	Equal  Kind = "equal"
	Delete Kind = "delete"
	Insert Kind = "insert"
)

// Op is a run of text of one kind. Equal and Delete joined give the old text byte for byte, Equal and Insert the new.
type Op struct {
	Kind Kind   `json:"op"`
	Text string `json:"text"`
	// Move is the number, from 1, of the moved unit that the run belongs to; 0 for none. The deletions with a number are
	// the unit where it was, the insertions where it is; each of the two stands in one piece. What both have is the same,
	// letter for letter, apart from the runs that are Number or Edited.
	Move int `json:"move,omitempty"`
	// Number marks the own number of a unit that has another one now («3)» struck out, «4)» added). The run is the number
	// and nothing else.
	Number bool `json:"number,omitempty"`
	// Edited marks words of a moved unit that changed on the way: struck out where it was, added where it is.
	Edited bool `json:"edited,omitempty"`
}
