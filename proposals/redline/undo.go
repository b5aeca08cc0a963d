package redline

import (
	"cmp"
	"slices"
	"strings"
)

// Edit puts Insert in place of what stands at From–To. Positions are UTF-16 code units.
type Edit struct {
	From   int    `json:"from"`
	To     int    `json:"to"`
	Insert string `json:"insert"`
}

// Undo gives the edits of the new text that undo the given changes of one redline and no other: the struck words come
// back, the added ones go, a moved unit returns. The edits follow each other, do not overlap, and all their positions are
// in the new text as it is, so that they can be made as one change. Undoing all changes gives the old text.
func Undo(changes ...Change) []Edit {
	type placed struct {
		Edit
		old int
	}
	var all []placed
	for _, c := range changes {
		if c.Kind != Moved && c.place == c.From {
			all = append(all, placed{Edit{c.From, c.To, c.Deleted}, c.OldFrom})
			continue
		}
		all = append(all, placed{Edit{c.From, c.To, ""}, c.OldFrom}, placed{Edit{c.place, c.place, c.Deleted}, c.OldFrom})
	}
	slices.SortStableFunc(all, func(x, y placed) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(min(1, x.To-x.From), min(1, y.To-y.From)), cmp.Compare(x.old, y.old))
	})
	out := make([]Edit, 0, len(all))
	for _, e := range all {
		if n := len(out); n > 0 && out[n-1].To == e.From { // neighbours are one edit, so that their order cannot be mistaken
			out[n-1].To, out[n-1].Insert = e.To, out[n-1].Insert+e.Insert
			continue
		}
		out = append(out, e.Edit)
	}
	return out
}

// Apply makes the edits, which must be in order and inside the text.
func Apply(text string, edits []Edit) string {
	var b strings.Builder
	at, bytes := 0, 0 // the same place in UTF-16 units and in bytes
	for _, e := range edits {
		from := bytes + utf16Offset(text[bytes:], e.From-at)
		to := from + utf16Offset(text[from:], e.To-e.From)
		b.WriteString(text[bytes:from])
		b.WriteString(e.Insert)
		at, bytes = e.To, to
	}
	b.WriteString(text[bytes:])
	return b.String()
}

// utf16Offset gives the byte at which the text has n UTF-16 units behind it.
func utf16Offset(s string, n int) int {
	for i, r := range s {
		if n <= 0 {
			return i
		}
		n--
		if r >= 0x10000 {
			n--
		}
	}
	return len(s)
}
