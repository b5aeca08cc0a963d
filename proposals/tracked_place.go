package proposals

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/text"
)

// place says of each change of a text where it belongs in the present wording. A text that the proposal has had once tells it by
// what happened since; any other by its words, where they stand once.
func (p *pastWordings) place(ctx context.Context, t trackedText) (changes []TrackedChange, differs bool, err error) {
	base, now := foldText(t.base), searchText(foldText(p.now.Proposed))
	for i, one := range t.changes {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		c := TrackedChange{Lang: p.lang, Author: one.Author, At: one.At, Moved: one.Moved, Status: TrackedUnclear, version: p.now.Version(),
			Deleted: legible(t.base[one.from:one.to]), Inserted: legible(one.inserted), Before: leading(t.base[:one.from])}
		at := foldedRange{from: base.index(one.from), to: base.index(one.to), next: len(base.runes)}
		if i > 0 {
			at.last = base.index(t.changes[i-1].to)
		}
		if i+1 < len(t.changes) {
			at.next = base.index(t.changes[i+1].from)
		}
		if c.Deleted == "" && c.Inserted == "" {
			continue // a change of blanks that nobody sees
		}
		if t.then >= 0 {
			p.bySince(&c, p.wordings[t.then], at)
		} else {
			p.byWords(&c, base, now, at)
		}
		if c.Status != TrackedUnclear {
			p.settle(&c, base, now.foldedText, at)
		}
		changes = append(changes, c)
	}
	return changes, t.then < 0, nil
}

// foldedRange is the place of a change in a folded text, between the change before it and the one behind.
type foldedRange struct{ last, from, to, next int }

// in gives the range in the text that a folded one was made of, shifted by some runes.
func (r foldedRange) in(f foldedText, shift int) wordRange {
	at := func(i int) int { return f.at[min(max(i+shift, 0), len(f.runes))] }
	return wordRange{last: at(r.last), from: at(r.from), to: at(r.to), next: at(r.next)}
}

// legible is what was struck out or added, as it is shown and suggested: lines without blanks around them.
func legible(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t' || r == '\u00a0':
			b.WriteByte(' ')
		case r == '\n' || !unicode.Is(unicode.Cc, r) && !unicode.Is(unicode.Cf, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// leading is the end of the line before a change, from a word on.
func leading(s string) string {
	const most = 60
	s = s[strings.LastIndexByte(s, '\n')+1:]
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	runes := []rune(s)
	s = string(runes[len(runes)-most:])
	if i := strings.IndexByte(s, ' '); i >= 0 {
		s = s[i+1:]
	}
	return "…" + s
}

// bySince follows the words of a change from the wording that the file was made from through everything that came after it.
func (p *pastWordings) bySince(c *TrackedChange, then pastWording, at foldedRange) {
	words, ok := c.suggest(then.proposed, at.in(foldText(then.proposed), 0))
	if !ok {
		c.Reason = ReasonWordsGone
		return
	}
	start, end, there := text.Units(then.proposed[:words.from]), text.Units(then.proposed[:words.to]), true
	for _, u := range p.now.Updates[then.version:] {
		if there {
			start, end, there = u.Changes.MapRange(start, end)
		}
	}
	if !there {
		c.Reason = ReasonWordsGone
		return
	}
	if now, err := text.Slice(p.now.Proposed, start, end); err != nil || now != c.suggestion.Old {
		c.Reason = ReasonWordsChanged
		return
	}
	c.From, c.To, c.Status = start, end, TrackedMoved
}

// byWords looks for the words of a change in the present wording with as much of their line as stands there too, and takes them
// where they stand once, in the line that is most like theirs: the same words in another unit are other words.
func (p *pastWordings) byWords(c *TrackedChange, base foldedText, now *searchedText, change foldedRange) {
	from, to := change.from, change.to
	lineFrom, lineTo := base.lines(from, to)
	c.Reason = ReasonWordsGone
	for _, width := range []int{len(base.runes), 80, 40, 20} {
		left, right := max(lineFrom, from-width), min(lineTo, to+width)
		for left > lineFrom && left < from && base.cuts(left) {
			left++
		}
		for right < lineTo && right > to && base.cuts(right) {
			right--
		}
		sides := [][2]int{{left, right}}
		if width == 20 {
			sides = append(sides, [2]int{left, to}, [2]int{from, right}, [2]int{from, to})
		}
		for _, side := range sides {
			pattern := base.runes[side[0]:side[1]]
			if len(strings.Fields(string(pattern))) < 3 && (side[0] > lineFrom || side[1] < lineTo) {
				continue // two words tell no place
			}
			at, count := now.find(pattern)
			if count == 2 {
				c.Reason = ReasonWordsTwice
				return
			}
			if count == 0 {
				continue
			}
			if !now.mostAlike(at, base.runes[lineFrom:lineTo]) {
				return
			}
			words, ok := c.suggest(p.now.Proposed, change.in(now.foldedText, at-side[0]))
			if !ok {
				return
			}
			c.From, c.To = text.Units(p.now.Proposed[:words.from]), text.Units(p.now.Proposed[:words.to])
			c.Status, c.Reason = TrackedMoved, ""
			return
		}
	}
}

// settle looks at a change that has its place once more: whether its whole line is as in the file, and whether it was made already.
func (p *pastWordings) settle(c *TrackedChange, base, now foldedText, at foldedRange) {
	refuse := func(reason string) { c.From, c.To, c.Status, c.Reason = 0, 0, TrackedUnclear, reason }
	if tooLong(c.suggestion.Old) || tooLong(c.suggestion.New) {
		refuse(ReasonWordsLong)
		return
	}
	start, err := text.Offset(p.now.Proposed, c.From)
	end, err2 := text.Offset(p.now.Proposed, c.To)
	if err != nil || err2 != nil {
		refuse(ReasonWordsGone)
		return
	}
	if came := foldText(c.Inserted).runes; c.Deleted == "" && len(came) > 0 {
		i := now.index(end)
		for i < len(now.runes) && (now.runes[i] == ' ' || now.runes[i] == '\n') {
			i++
		}
		if i+len(came) <= len(now.runes) && slices.Equal(now.runes[i:i+len(came)], came) {
			refuse(ReasonWordsThere)
			return
		}
	}
	lineFrom, lineTo := base.lines(at.from, at.to)
	nowFrom, nowTo := now.lines(now.index(start), now.index(end))
	if string(base.runes[lineFrom:lineTo]) == string(now.runes[nowFrom:nowTo]) {
		c.Status = TrackedFits
	}
}

// wordRange is the place of a change in a text, in bytes, between the change before it and the one behind.
type wordRange struct{ last, from, to, next int }

type byteRange struct{ from, to int }

func (r byteRange) empty() bool { return r.from >= r.to }

// suggest sets the suggestion for words of a text. An addition, and a change of blanks alone, takes in the word before it, or
// behind it at the start of a line: a suggestion stands in place of words. What another change is about is left to that one
// where there is a choice. False where the text has no words.
func (c *TrackedChange) suggest(s string, at wordRange) (byteRange, bool) {
	wide := byteRange{at.from, at.to}
	if strings.TrimSpace(s[at.from:at.to]) == "" {
		before, after := wordBefore(s, at.from), wordAfter(s, at.to)
		sameLine := !strings.Contains(s[before.to:at.from], "\n")
		free := byteRange{max(before.from, at.last), before.to}
		freeAfter := byteRange{after.from, min(after.to, at.next)}
		switch {
		case !free.empty() && sameLine:
			wide.from = free.from
		case !freeAfter.empty() && !strings.Contains(s[at.to:after.from], "\n"):
			wide.to = freeAfter.to
		case !free.empty():
			wide.from = free.from
		case !freeAfter.empty():
			wide.to = freeAfter.to
		case !before.empty():
			wide.from = before.from
		case !after.empty():
			wide.to = after.to
		default:
			return wide, false
		}
	}
	c.suggestion = Suggested{Old: s[wide.from:wide.to], New: s[wide.from:at.from] + c.Inserted + s[at.to:wide.to]}
	return wide, true
}

// wordBefore is the last word before a place; an empty range where there is none.
func wordBefore(s string, at int) byteRange {
	words := strings.TrimRightFunc(s[:at], unicode.IsSpace)
	from := 0
	if i := strings.LastIndexFunc(words, unicode.IsSpace); i >= 0 {
		_, blank := utf8.DecodeRuneInString(words[i:])
		from = i + blank
	}
	return byteRange{from, len(words)}
}

// wordAfter is the first word behind a place; an empty range where there is none.
func wordAfter(s string, at int) byteRange {
	rest := strings.TrimLeftFunc(s[at:], unicode.IsSpace)
	from := len(s) - len(rest)
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		return byteRange{from, from + i}
	}
	return byteRange{from, len(s)}
}
