package redline

// Long texts are compared on two cores where the work of one does not wait for that of the other: their tokens are counted
// (encodeBoth), their lines are cut, and matched lines are compared by words in two halves.

// manyTokens is the length of a text, in tokens, from which another core helps: below it, waking one takes longer.
const manyTokens = manyBytes / 8

// unitsOfBoth cuts both texts into lines.
func (al *aligner) unitsOfBoth() (olds, news []unit) {
	if len(al.old) < manyTokens || len(al.new) < manyTokens {
		return al.units(al.old), al.units(al.new)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		news = al.units(al.new)
	}()
	olds = al.units(al.old)
	<-done
	return olds, news
}

// comparedLines are the edits of matched lines, one line after the other; positions are tokens of the whole texts.
type comparedLines struct {
	halves [2][]edit
	ends   []int // where the edits of each line end in its half
	second int   // the first line of the second half
}

// of gives the edits of one matched line.
func (c *comparedLines) of(line int) []edit {
	from, half := 0, 0
	if line >= c.second {
		half = 1
	}
	if line > 0 && line != c.second {
		from = c.ends[line-1]
	}
	return c.halves[half][from:c.ends[line]]
}

// byWords compares matched lines by words.
func (al *aligner) byWords(matches []match) *comparedLines {
	out := &comparedLines{ends: make([]int, len(matches)), second: len(matches)}
	if len(al.old) < manyTokens || len(al.new) < manyTokens {
		out.halves[0] = al.compareLines(matches, out.ends)
		return out
	}
	out.second = len(matches) / 2
	other := *al
	other.differ = newDiffer()
	other.differ.deadline = al.differ.deadline
	done := make(chan struct{})
	go func() {
		defer close(done)
		out.halves[1] = other.compareLines(matches[out.second:], out.ends[out.second:])
	}()
	out.halves[0] = al.compareLines(matches[:out.second], out.ends[:out.second])
	<-done
	return out
}

// compareLines gives the edits of matched lines, and writes into ends where those of each end.
func (al *aligner) compareLines(matches []match, ends []int) []edit {
	out := collector{edits: make([]edit, 0, 2*len(matches)+2)}
	for i, m := range matches {
		x, y := &al.oldLines[m.a], &al.newLines[m.b]
		out.from, out.a, out.b = len(out.edits), x.from, y.from
		al.compareLine(&out, x, y)
		ends[i] = len(out.edits)
	}
	return out.edits
}
