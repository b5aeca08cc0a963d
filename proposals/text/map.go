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
