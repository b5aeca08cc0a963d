package paper

import (
	"fmt"
	"strings"

	"talqy/proposals/redline"
)

// pilcrow stands for a paragraph break that was taken out or put in without a word around it changing: nothing else would
// show on paper that two paragraphs became one.
const pilcrow = "¶"

// column gathers marked text into the paragraphs of one column.
type column struct {
	done []Paragraph
	open []Run           // finished runs of the open paragraph
	text strings.Builder // the words of its last run
	mark Mark            // and their mark
	// blanks keeps empty paragraphs; a printed column drops them, tracked changes need them to be undone exactly.
	blanks bool
}

// add puts text under a mark, closing a paragraph at each line break.
func (c *column) add(m Mark, text string) {
	for {
		line, rest, broken := strings.Cut(text, "\n")
		c.run(m, line)
		if !broken {
			return
		}
		c.close(m)
		text = rest
	}
}

// run appends words to the open paragraph, joining neighbours of one mark.
func (c *column) run(m Mark, text string) {
	if text == "" {
		return
	}
	if m != c.mark {
		c.flush()
		c.mark = m
	}
	c.text.WriteString(text)
}

func (c *column) flush() {
	if c.text.Len() > 0 {
		c.open = append(c.open, Run{c.mark, c.text.String()})
		c.text.Reset()
	}
}

func (c *column) close(end Mark) {
	c.flush()
	p := Paragraph{Runs: c.open}
	c.open = nil
	if c.blanks {
		p.End = end
	} else if strings.TrimSpace(p.Text()) == "" {
		return
	}
	c.done = append(c.done, p)
}

// end closes the last paragraph and gives all.
func (c *column) end() []Paragraph {
	c.close(Kept)
	return c.done
}

// columns makes the two wordings of a row from the redline: words taken out are struck in the current one, words put in
// are marked in the proposed one. A unit that moved is neither: its words are said to have moved in both, and only its
// number and what changed on the way is marked. Without redline both are clean.
func columns(w words, ops []redline.Op, marks bool) (current, proposed []Paragraph) {
	var old, new column
	struck, added := Struck, Added
	if !marks {
		struck, added = Kept, Kept
	}
	for i, op := range ops {
		text := printable(op.Text)
		if marks && op.Kind != redline.Equal && isBreak(text) && i < len(ops)-1 {
			text = strings.Replace(text, "\n", pilcrow+"\n", 1)
		}
		column, mark := &old, struck
		if op.Kind == redline.Insert {
			column, mark = &new, added
		}
		if op.Move > 0 && !op.Number && !op.Edited {
			mark = Kept
		}
		switch {
		case op.Kind == redline.Equal:
			old.add(Kept, text)
			new.add(Kept, text)
		case op.Move > 0 && marks:
			opens := i == 0 || ops[i-1].Kind != op.Kind || ops[i-1].Move != op.Move
			column.addMoved(mark, text, fmt.Sprintf(w.moved, op.Move), opens)
		default:
			column.add(mark, text)
		}
	}
	return old.end(), new.end()
}

// addMoved puts words of a moved unit under a mark, with the label before each paragraph that begins in them; opens says
// that the unit itself begins here.
func (c *column) addMoved(m Mark, text, label string, opens bool) {
	for line := range strings.Lines(text) {
		if blank := strings.TrimSpace(line) == ""; !blank && (opens || c.empty()) {
			c.run(Kept, label)
			opens = false
		}
		c.add(m, line)
	}
}

// empty says that nothing stands in the open paragraph yet.
func (c *column) empty() bool { return len(c.open) == 0 && c.text.Len() == 0 }

// isBreak reports a text that ends a paragraph and has no words.
func isBreak(text string) bool { return strings.Contains(text, "\n") && strings.TrimSpace(text) == "" }

// tracked makes one text that holds both wordings: without its Added runs and breaks it is the current one, without its
// Struck runs and breaks the proposed one.
func tracked(ops []redline.Op) []Paragraph {
	c := column{blanks: true}
	for _, op := range ops {
		mark := Kept
		switch op.Kind {
		case redline.Delete:
			mark = Struck
		case redline.Insert:
			mark = Added
		}
		c.add(mark, printable(op.Text))
	}
	return c.end()
}

// side joins the ops of one side of the redline: the current text without inserts or the proposed one without deletes.
func side(ops []redline.Op, without redline.Kind) string {
	var b strings.Builder
	for _, op := range ops {
		if op.Kind != without {
			b.WriteString(op.Text)
		}
	}
	return b.String()
}
