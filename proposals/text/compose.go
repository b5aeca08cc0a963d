package text

// Compose joins two changes of which next begins with the text that c gives: applying the result is applying both in turn.
// ErrLength when they do not meet, ErrSplit when next cuts through a character that c inserts.
func (c ChangeSet) Compose(next ChangeSet) (ChangeSet, error) {
	sections, err := compose(c.sections, next.sections)
	return ChangeSet{sections}, err
}

func compose(first, second []section) ([]section, error) {
	switch {
	case newLength(first) != oldLength(second):
		return nil, ErrLength
	case empty(first):
		return second, nil
	case empty(second):
		return first, nil
	}
	var w writer
	a, b := walk(first), walk(second)
	// A change of the one that meets the other in several pieces stays one change: open says that its section in w is not
	// closed yet.
	open := false
	for !a.end || !b.end {
		switch {
		case !a.end && a.added == 0: // what the first deletes the second never saw
			w.add(section{length: a.length}, open)
			a.next()
			continue
		case !b.end && b.length == 0: // what the second inserts the first never saw
			w.add(b.section, open)
			b.next()
			continue
		case a.end || b.end:
			return nil, ErrLength
		}
		n := min(a.newLength(), b.length)
		goesOn := a.added > n || b.added != kept && b.length > n
		was := len(w.sections)
		piece := section{length: n, added: kept}
		if a.added != kept { // n units of what the first inserts; what it deletes goes with the first of them
			piece = section{length: a.length, added: n}
			if a.begun {
				piece.length = 0
			}
		}
		words, err := a.passNew(n)
		if err != nil {
			return nil, err
		}
		piece.insert = words
		if b.added != kept { // whatever the first left there gives way, once
			piece.added, piece.insert = b.added, b.insert
			if b.begun {
				piece.added, piece.insert = 0, ""
			}
		}
		w.add(piece, open)
		open = goesOn && (open || len(w.sections) > was)
		b.passOld(n)
	}
	return w.done(), nil
}
