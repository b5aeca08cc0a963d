// Package redline compares two texts of law by words and says what was kept, struck out and added.
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
}
