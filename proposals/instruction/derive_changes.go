package instruction

import (
	"slices"
	"strings"
	"unicode/utf8"

	"talqy/proposals/redline"
)

// change is a stretch of an old text that gives way to a stretch of the new one, in bytes. Either may be empty.
type change struct{ from, to, newFrom, newTo int }

// changesOf reads the redline of two texts.
func changesOf(old, new string) []change {
	var changes []change
	var at change
	flush := func() {
		if at.to > at.from || at.newTo > at.newFrom {
			changes = append(changes, at)
		}
	}
	for _, op := range redline.Compare(old, new) {
		n := len(op.Text)
		switch op.Kind {
		case redline.Equal:
			flush()
			at = change{at.to + n, at.to + n, at.newTo + n, at.newTo + n}
		case redline.Delete:
			at.to += n
		case redline.Insert:
			at.newTo += n
		}
	}
	flush()
	changes = splitSentences(changes, old, new)
	for i := range changes {
		low := 0
		if i > 0 {
			low = changes[i-1].to
		}
		changes[i].afterComma(old, new, low)
	}
	return changes
}

// splitSentences parts a change that runs over the end of a sentence in both texts: words of two sentences are not quoted
// together where each can be quoted alone.
func splitSentences(changes []change, old, new string) []change {
	var parts []change
	for _, c := range changes {
		a, b := sentenceEnds(old[c.from:c.to]+"А"), sentenceEnds(new[c.newFrom:c.newTo]+"А")
		if len(a) == 0 || len(a) != len(b) {
			parts = append(parts, c)
			continue
		}
		from, newFrom := c.from, c.newFrom
		for i := range a {
			to, newTo := c.from+a[i], c.newFrom+b[i]
			// The mark and the blank between the sentences belong to neither part where they are the same.
			endA, endB := len(strings.TrimRight(old[:to], ". ")), len(strings.TrimRight(new[:newTo], ". "))
			if endA < from || endB < newFrom || old[endA:to] != new[endB:newTo] {
				endA, endB = to, newTo
			}
			parts = append(parts, change{from, endA, newFrom, endB})
			from, newFrom = to, newTo
		}
		parts = append(parts, change{from, c.to, newFrom, c.newTo})
	}
	return slices.DeleteFunc(parts, func(c change) bool { return old[c.from:c.to] == new[c.newFrom:c.newTo] })
}

// maxSlide is how far, in bytes, an addition may slide to a better place.
const maxSlide = 40

// afterComma moves an addition that can as well stand behind a comma there: «после слов «в том же размере,» дополнить
// словами «либо арестом,»» rather than «после слов «размере, либо» дополнить словами «арестом, либо»».
func (c *change) afterComma(old, new string, low int) {
	if c.from != c.to {
		return
	}
	for s := 1; s <= maxSlide && c.from-s >= low && s <= c.newTo-c.newFrom; s++ {
		if old[c.from-s] != new[c.newTo-s] {
			return
		}
		words := strings.TrimSpace(new[c.newFrom-s : c.newTo-s])
		before := strings.TrimSpace(old[:c.from-s])
		if utf8.RuneStart(old[c.from-s]) && !insideWord(old, c.from-s) && strings.HasSuffix(words, ",") && strings.HasSuffix(before, ",") {
			c.from, c.to, c.newFrom, c.newTo = c.from-s, c.to-s, c.newFrom-s, c.newTo-s
			return
		}
	}
}
