package redline

import "unicode/utf8"

// ChangeKind is what a change looks like to a reader.
type ChangeKind string

// The kinds of a change.
const (
	Replaced   ChangeKind = "replaced"
	Inserted   ChangeKind = "inserted"
	Deleted    ChangeKind = "deleted"
	Moved      ChangeKind = "moved"
	Renumbered ChangeKind = "renumbered"
)

// Change is one thing that a reader sees changed: words that gave way to others, words added or struck out, a unit that
// stands elsewhere, a unit with another number. The page, the review and the papers all count by it. Positions are UTF-16
// code units, OldFrom–OldTo in the old text and From–To in the new; where one of the texts has nothing of the change, both
// are the place where it would stand. Of a moved unit they say where it was and where it is.
type Change struct {
	N        int        `json:"n"` // from 1, in the order of reading
	Kind     ChangeKind `json:"kind"`
	OldFrom  int        `json:"oldFrom"`
	OldTo    int        `json:"oldTo"`
	From     int        `json:"from"`
	To       int        `json:"to"`
	Deleted  string     `json:"deleted"`
	Inserted string     `json:"inserted"`

	place int // where in the new text the struck words stood
}

// Changes lists the changes of a redline in the order in which they are read. A moved unit is one change, counted where
// the first of its two places is.
func Changes(ops []Op) []Change {
	r := reader{moves: map[int]int{}, changes: []Change{}}
	for _, op := range ops {
		if op.Kind == Equal {
			r.close()
			r.old += utf16Len(op.Text)
			r.new += utf16Len(op.Text)
			continue
		}
		r.take(op)
	}
	r.close()
	for i := range r.changes {
		r.changes[i].N = i + 1
	}
	return r.changes
}

// item is a run of neighbouring ops that belong to one change, with its place in its own text.
type item struct {
	from, to int
	text     string
	move     int
	number   bool
}

// reader goes through the ops and gathers what stands between two runs that stayed.
type reader struct {
	old, new          int // UTF-16 units of each text that were read
	deleted, inserted []item
	moves             map[int]int // move → index of its change
	changes           []Change
}

func (r *reader) take(op Op) {
	items, at := &r.inserted, &r.new
	if op.Kind == Delete {
		items, at = &r.deleted, &r.old
	}
	from := *at
	*at += utf16Len(op.Text)
	it := item{from, *at, op.Text, op.Move, op.Number && op.Move == 0}
	if n := len(*items); n > 0 {
		if last := &(*items)[n-1]; last.move == it.move && last.number == it.number {
			last.to, last.text = it.to, last.text+it.text
			return
		}
	}
	*items = append(*items, it)
}

// close turns what was gathered into changes. Numbers are paired with numbers in order; between them the first plain
// deletion is replaced by the first plain insertion, and everything else is a change of its own.
func (r *reader) close() {
	deleted, inserted := r.deleted, r.inserted
	for len(deleted)+len(inserted) > 0 {
		d, i := untilNumber(deleted), untilNumber(inserted)
		if d == len(deleted) || i == len(inserted) { // a number without a partner is plain text like any other
			d, i = len(deleted), len(inserted)
		}
		place := r.new
		if len(inserted) > 0 {
			place = inserted[0].from
		}
		r.stretch(deleted[:d], inserted[:i], place)
		deleted, inserted = deleted[d:], inserted[i:]
		if len(deleted) > 0 {
			x, y := deleted[0], inserted[0]
			r.add(Change{Kind: Renumbered, OldFrom: x.from, OldTo: x.to, From: y.from, To: y.to, Deleted: x.text, Inserted: y.text, place: y.from})
			deleted, inserted = deleted[1:], inserted[1:]
		}
	}
	r.deleted, r.inserted = r.deleted[:0], r.inserted[:0]
}

func untilNumber(items []item) int {
	for i, it := range items {
		if it.number {
			return i
		}
	}
	return len(items)
}

// stretch adds the changes of one place: place is where in the new text its struck words stood.
func (r *reader) stretch(deleted, inserted []item, place int) {
	partner := -1
	for i, it := range inserted {
		if it.move == 0 {
			partner = i
			break
		}
	}
	old := r.old
	if len(deleted) > 0 {
		old = deleted[0].from
	}
	done := 0 // inserted items that are listed
	for _, x := range deleted {
		switch {
		case x.move > 0:
			r.half(x, true, place)
		case partner >= 0:
			for ; done < partner; done++ {
				r.half(inserted[done], false, x.from)
			}
			y := inserted[partner]
			r.add(Change{Kind: Replaced, OldFrom: x.from, OldTo: x.to, From: y.from, To: y.to, Deleted: x.text, Inserted: y.text, place: y.from})
			done, partner, place = partner+1, -1, y.to
		default:
			r.add(Change{Kind: Deleted, OldFrom: x.from, OldTo: x.to, From: place, To: place, Deleted: x.text, place: place})
		}
		old = x.to
	}
	for _, y := range inserted[done:] {
		if y.move > 0 {
			r.half(y, false, old)
			continue
		}
		r.add(Change{Kind: Inserted, OldFrom: old, OldTo: old, From: y.from, To: y.to, Inserted: y.text, place: y.from})
	}
}

// half takes in one of the two places of a moved unit.
func (r *reader) half(it item, was bool, place int) {
	at, ok := r.moves[it.move]
	if !ok {
		at = len(r.changes)
		r.moves[it.move] = at
		r.add(Change{Kind: Moved})
	}
	c := &r.changes[at]
	if was {
		c.OldFrom, c.OldTo, c.Deleted, c.place = it.from, it.to, it.text, place
	} else {
		c.From, c.To, c.Inserted = it.from, it.to, it.text
	}
}

func (r *reader) add(c Change) { r.changes = append(r.changes, c) }

// utf16Len counts UTF-16 code units, as browsers do. A byte that is no character counts as one.
func utf16Len(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			n++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		n++
		if r >= 0x10000 {
			n++
		}
	}
	return n
}
