package text

// writer puts sections together in CodeMirror's canonical form: neighbours that both keep, both only delete, or both only
// insert at one place are one section.
type writer struct {
	sections []section
	insert   []byte // of the last section
}

// add writes a section; join melts it into the one before whatever both do, because they came of one change.
func (w *writer) add(s section, join bool) {
	if s.length == 0 && s.added <= 0 {
		return
	}
	if len(w.sections) > 0 {
		switch last := &w.sections[len(w.sections)-1]; {
		case s.added <= 0 && s.added == last.added:
			last.length += s.length
			return
		case s.length == 0 && last.length == 0, join:
			last.length += s.length
			last.added += s.added
			w.insert = append(w.insert, s.insert...)
			return
		}
	}
	w.seal()
	w.sections = append(w.sections, s)
	w.insert = append(w.insert, s.insert...)
}

// seal gives the last section its text, which may have been gathered from many pieces.
func (w *writer) seal() {
	if len(w.insert) > 0 {
		w.sections[len(w.sections)-1].insert = string(w.insert)
		w.insert = w.insert[:0]
	}
}

// done gives what was written.
func (w *writer) done() []section {
	w.seal()
	return w.sections
}

// cursor walks over sections in pieces. The section it holds is what is left of the present one.
type cursor struct {
	section
	rest  []section
	begun bool // a piece of the present section is behind
	end   bool
}

func walk(sections []section) cursor {
	c := cursor{rest: sections}
	c.next()
	return c
}

func (c *cursor) next() {
	c.begun = false
	if c.end = len(c.rest) == 0; c.end {
		c.section = section{}
		return
	}
	c.section, c.rest = c.rest[0], c.rest[1:]
}

// changes says whether the present section changes anything.
func (c *cursor) changes() bool { return !c.end && c.added != kept }

// passOld goes on by n units of the old text.
func (c *cursor) passOld(n int) {
	if n == c.length {
		c.next()
		return
	}
	c.length -= n
	c.begun = c.begun || n > 0
}

// passNew goes on by n units of the new text and gives those of them that the section inserts; ErrSplit inside a character.
func (c *cursor) passNew(n int) (words string, err error) {
	if c.added == kept {
		c.passOld(n)
		return "", nil
	}
	if n == c.added {
		words = c.insert
		c.next()
		return words, nil
	}
	at, err := Offset(c.insert, n)
	if err != nil {
		return "", err
	}
	words, c.insert = c.insert[:at], c.insert[at:]
	c.added -= n
	c.begun = c.begun || n > 0
	return words, nil
}
