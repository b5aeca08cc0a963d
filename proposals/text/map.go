package text

// Map carries c over another change of the same text, so that it can be made after it. Where both insert at one place,
// before says that the words of c come first. For any two changes a and b of one text, a then b.Map(a, false) and b then
// a.Map(b, true) give the same text. ErrLength when the two were not made for texts of one length.
func (c ChangeSet) Map(over ChangeSet, before bool) (ChangeSet, error) {
	sections, err := mapped(c.sections, over.sections, before)
	return ChangeSet{sections}, err
}

func mapped(mine, over []section, before bool) ([]section, error) {
	if oldLength(mine) != oldLength(over) {
		return nil, ErrLength
	}
	if empty(over) {
		return mine, nil
	}
	var w writer
	a, b := walk(mine), walk(over)
	written := false // the words that a's present section inserts are in w
	pass := func(n int) {
		whole := n == a.length
		a.passOld(n)
		written = written && !whole
	}
	for !a.end || !b.end {
		switch {
		case !a.end && !b.end && a.added == kept && b.added == kept:
			n := min(a.length, b.length)
			w.add(section{length: n, added: kept}, false)
			pass(n)
			b.passOld(n)
		case b.changes() && (!a.changes() || written || !a.begun && precedes(b.section, a.section, before)):
			// What the other one inserted is kept; what it deleted I can delete no more, but words that I insert there stay.
			w.add(section{length: b.added, added: kept}, false)
			for left := b.length; left > 0; {
				n := min(a.length, left)
				if a.changes() && !written && a.length <= n {
					w.add(section{added: a.added, insert: a.insert}, false)
					written = true
				}
				pass(n)
				left -= n
			}
			b.next()
		case a.changes():
			// As far as the other one leaves the text alone, or only deletes: its next insertion gets its turn in between.
			deleted, left := 0, a.length
			for left > 0 {
				if !b.end && b.added == kept {
					n := min(left, b.length)
					deleted += n
					left -= n
					b.passOld(n)
				} else if !b.end && b.added == 0 && b.length < left {
					left -= b.length
					b.next()
				} else {
					break
				}
			}
			piece := section{length: deleted}
			if !written {
				piece.added, piece.insert = a.added, a.insert
			}
			w.add(piece, false)
			written = true
			pass(a.length - left)
		default:
			return nil, ErrLength
		}
	}
	return w.done(), nil
}

// precedes says whether the change b of two that begin at one place comes before a: the shorter first, and of equal ones
// the one that is not asked to give way.
func precedes(b, a section, before bool) bool {
	return b.length < a.length || b.length == a.length && !before
}

// MapMode says when MapPos counts a position as gone.
type MapMode int

// The modes: a position always has a place; or it is gone when the text on both sides of it, before it, or after it is.
const (
	MapSimple MapMode = iota
	MapTrackDeleted
	MapTrackBefore
	MapTrackAfter
)

// MapPos gives where a position of the old text stands in the new one. Where words are inserted at it, it stays before
// them for a negative assoc and goes after them otherwise. ok is false when the position is gone by mode, or is not in the
// text at all.
func (c ChangeSet) MapPos(pos, assoc int, mode MapMode) (now int, ok bool) {
	return mapPos(c.sections, pos, assoc, mode)
}

func mapPos(sections []section, pos, assoc int, mode MapMode) (now int, ok bool) {
	if pos < 0 {
		return 0, false
	}
	start := 0
	for _, s := range sections {
		end := start + s.length
		switch {
		case s.added == kept:
			if end > pos {
				return now + pos - start, true
			}
		case end >= pos && gone(mode, start < pos, end > pos):
			return 0, false
		case end > pos, end == pos && assoc < 0 && s.length == 0:
			if pos == start || assoc < 0 {
				return now, true
			}
			return now + s.added, true
		}
		now += s.newLength()
		start = end
	}
	return now, pos <= start
}

// gone says whether a position counts as deleted by a change that takes the text before it, after it, or both.
func gone(mode MapMode, before, after bool) bool {
	switch mode {
	case MapTrackDeleted:
		return before && after
	case MapTrackBefore:
		return before
	case MapTrackAfter:
		return after
	}
	return false
}

// Desc is the shape of a change set: what it keeps, deletes and inserts by length, without the words. It is enough to carry
// other changes and positions over it.
type Desc struct {
	sections []section
}

// Desc gives the shape of c.
func (c ChangeSet) Desc() Desc {
	d := Desc{make([]section, len(c.sections))}
	for i, s := range c.sections {
		d.sections[i] = section{length: s.length, added: s.added}
	}
	return d
}

// Compose is ChangeSet.Compose of shapes.
func (d Desc) Compose(next Desc) (Desc, error) {
	sections, err := compose(d.sections, next.sections)
	return Desc{sections}, err
}

// Map is ChangeSet.Map of shapes.
func (d Desc) Map(over Desc, before bool) (Desc, error) {
	sections, err := mapped(d.sections, over.sections, before)
	return Desc{sections}, err
}

// MapPos is ChangeSet.MapPos.
func (d Desc) MapPos(pos, assoc int, mode MapMode) (now int, ok bool) {
	return mapPos(d.sections, pos, assoc, mode)
}
