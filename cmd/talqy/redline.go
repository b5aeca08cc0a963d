package main

import (
	"bufio"
	"html"
	"io"
	"strconv"

	"talqy/proposals/redline"
)

// frame is what is written before and after a run; «%» stands for the number of a moved unit.
type frame struct{ before, after string }

// frames say how a redline is written in one format.
type frames struct {
	struck, added             frame
	struckNumber, addedNumber frame
	from, to                  frame // a moved unit where it was and where it is
	escape                    func(string) string
}

var textFrames = frames{
	struck: frame{"[-", "-]"}, added: frame{"{+", "+}"},
	struckNumber: frame{"[#", "#]"}, addedNumber: frame{"{#", "#}"},
	from: frame{"[<% ", "<]"}, to: frame{"{>% ", ">}"},
	escape: func(s string) string { return s },
}

var htmlFrames = frames{
	struck: frame{"<del>", "</del>"}, added: frame{"<ins>", "</ins>"},
	struckNumber: frame{`<del class="number">`, "</del>"}, addedNumber: frame{`<ins class="number">`, "</ins>"},
	from:   frame{`<del class="moved" data-move="%">`, "</del>"},
	to:     frame{`<ins class="moved" data-move="%">`, "</ins>"},
	escape: html.EscapeString,
}

// writeRedline prints ops, each kind in its frame. What moved stands in one frame, with the words that changed on the way in
// frames inside it.
func writeRedline(w io.Writer, ops []redline.Op, f frames) error {
	out := bufio.NewWriter(w)
	write := func(s string, move int) {
		for _, r := range s {
			if r == '%' {
				out.WriteString(strconv.Itoa(move)) //nolint:errcheck // Flush tells
				continue
			}
			out.WriteRune(r) //nolint:errcheck // Flush tells
		}
	}
	joined := func(i, j int) bool {
		return j >= 0 && j < len(ops) && ops[i].Kind == ops[j].Kind && ops[i].Move == ops[j].Move
	}
	for i, op := range ops {
		outer, inner := frame{}, frame{}
		if op.Move > 0 {
			outer = f.to
			if op.Kind == redline.Delete {
				outer = f.from
			}
		}
		switch {
		case op.Kind == redline.Equal || op.Move > 0 && !op.Number && !op.Edited:
		case op.Number && op.Kind == redline.Delete:
			inner = f.struckNumber
		case op.Number:
			inner = f.addedNumber
		case op.Kind == redline.Delete:
			inner = f.struck
		default:
			inner = f.added
		}
		if !joined(i, i-1) {
			write(outer.before, op.Move)
		}
		out.WriteString(inner.before + f.escape(op.Text) + inner.after) //nolint:errcheck // Flush tells
		if !joined(i, i+1) {
			write(outer.after, op.Move)
		}
	}
	return out.Flush()
}

// writeRedlinePage writes a page that reads in black and white: struck words are struck through, added ones are bold and
// underlined, what moved has a frame and the number of the move.
func writeRedlinePage(w io.Writer, ops []redline.Op) error {
	if _, err := io.WriteString(w, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>redline</title>\n"+
		"<style>body{font:1.1rem/1.5 serif;max-width:42em;margin:2em auto;white-space:pre-wrap}ins{font-weight:bold}"+
		".number{font-weight:normal;font-style:italic}.moved{font-weight:normal;text-decoration:none;outline:1px dashed}"+
		"del.moved{opacity:.7}del.moved::before{content:'\u2193' attr(data-move) ' '}ins.moved::before{content:'\u2191' attr(data-move) ' '}"+
		"</style>\n<main>"); err != nil {
		return err
	}
	if err := writeRedline(w, ops, htmlFrames); err != nil {
		return err
	}
	_, err := io.WriteString(w, "</main>\n")
	return err
}
