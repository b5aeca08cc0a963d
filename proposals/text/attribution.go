package text

// Span says who wrote the words between From and To, in UTF-16 units, and by which version of the text.
type Span struct {
	From, To int
	// Author is empty for words that the text began with.
	Author string
	// Version is the number that came with the change; the words that the text began with have 0.
	Version int
}

// Attribution says of every word of a text who wrote it. It is kept by taking in the changes in their order: words that are
// deleted leave it, words that are inserted belong to whoever inserted them. So words that are put back, by undo or by
// restoring an older version, belong to whoever put them back: a change set does not say where its words come from, and
// the member who restores words answers for their being there.
//
// It takes memory by runs of words of one author and version, not by the length of the text: of two neighbours that agree
// in both there is one run. An Attribution is never changed once made.
type Attribution struct {
	runs []run
}

// run is a number of units of one author and version.
type run struct {
	units   int
	author  string
	version int
}

// Unattributed is the attribution of a text of length units that nobody has changed yet.
func Unattributed(length int) Attribution {
	var a Attribution
	a.put(length, "", 0)
	return a
}

// Apply takes in a change by author; version is the number by which the caller finds the change again. ErrLength when the change is for a text of another length.
func (a Attribution) Apply(changes ChangeSet, author string, version int) (Attribution, error) {
	out := Attribution{make([]run, 0, len(a.runs)+2*len(changes.sections))}
	rest, used := a.runs, 0 // used: units of the first of the rest that are behind
	for _, s := range changes.sections {
		if s.added != kept {
			out.put(s.added, author, version)
		}
		for left := s.length; left > 0; {
			if len(rest) == 0 {
				return Attribution{}, ErrLength
			}
			n := min(left, rest[0].units-used)
			if s.added == kept {
				out.put(n, rest[0].author, rest[0].version)
			}
			left -= n
			if used += n; used == rest[0].units {
				rest, used = rest[1:], 0
			}
		}
	}
	if len(rest) > 0 {
		return Attribution{}, ErrLength
	}
	return out, nil
}

// put adds units at the end.
func (a *Attribution) put(units int, author string, version int) {
	if units == 0 {
		return
	}
	if n := len(a.runs); n > 0 && a.runs[n-1].author == author && a.runs[n-1].version == version {
		a.runs[n-1].units += units
		return
	}
	a.runs = append(a.runs, run{units, author, version})
}

// Spans says who wrote the words between two positions, in the order of the text; what lies outside the text is left out.
func (a Attribution) Spans(from, to int) []Span {
	var out []Span
	start := 0
	for _, r := range a.runs {
		end := start + r.units
		if s := (Span{max(from, start), min(to, end), r.author, r.version}); s.From < s.To {
			out = append(out, s)
		}
		start = end
	}
	return out
}
