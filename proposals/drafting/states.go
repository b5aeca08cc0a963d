package drafting

import (
	"slices"
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// finding is a place of a wording that departs from a rule, whoever wrote it.
type finding struct {
	code Code
	// key tells the same fault in two wordings: the words at fault, not their place, since places move.
	key      string
	line     *line
	from, to int // bytes of the line; to < 0 for the label of the unit
	unit     *unit
	other    *unit // the unit that it is measured against
	args     map[string]any
}

// states warns of the faults that the draft brought in: those of the proposed wording that the current one does not have.
func (c *change) states() {
	before := make(map[string]int)
	for _, f := range c.faults(c.old) {
		before[f.id()]++
	}
	standing := make(map[string]int)
	for _, l := range c.old.lines {
		standing[squeeze(l.text)]++
	}
	// Of several places with the same fault those on lines that stood before are taken for the old ones.
	found := c.faults(c.new)
	for _, old := range []bool{true, false} {
		kept := found[:0]
		for _, f := range found {
			l := f.place()
			if before[f.id()] > 0 && (!old || l != nil && standing[squeeze(l.text)] > 0) {
				before[f.id()]--
				continue
			}
			kept = append(kept, f)
		}
		found = kept
	}
	// A number out of order is the fault of the unit that came or changed, not of the one that stood there.
	found = slices.DeleteFunc(found, func(f finding) bool {
		l := f.place()
		return f.code == NumberOrder && l != nil && standing[squeeze(l.text)] > 0 && standing[squeeze(f.other.line.text)] == 0
	})
	mixed := 0
	for _, f := range found {
		// Whoever types Kazakh with a Latin i does so in every word: one warning, at the first.
		if f.code == MixedLetters {
			mixed++
		}
	}
	for _, f := range found {
		if f.code == MixedLetters {
			if mixed == 0 {
				continue
			}
			f.args["count"], mixed = strconv.Itoa(mixed), 0
		}
		if f.to < 0 {
			c.warnUnit(f.code, f.unit, f.args)
			continue
		}
		c.warn(f.code, f.line, f.from, f.to, f.args)
	}
}

func (f *finding) id() string { return string(f.code) + "\x00" + f.key }

func (f *finding) place() *line {
	if f.line == nil && f.unit != nil {
		return f.unit.line
	}
	return f.line
}

// faults lists all that a wording has, old and new.
func (c *change) faults(w *wording) []finding {
	if len(w.lines) == 0 {
		return nil
	}
	var all []finding
	for _, u := range w.units {
		all = append(all, c.shape(w, u)...)
		all = append(all, listEnds(u)...)
		all = append(all, siblings(u.children)...)
	}
	all = append(all, siblings(w.roots)...)
	for _, l := range w.lines {
		all = append(all, marks(l)...)
		all = append(all, letters(l)...)
		all = append(all, numerals(l, w.lang)...)
	}
	all = append(all, pairs(w)...)
	all = append(all, definitions(w)...)
	return append(all, c.references(w)...)
}

// siblings finds numbers of one list that stand twice or out of order (480-V art. 23(4), (5)).
func siblings(units []*unit) []finding {
	var found []finding
	seen := make(map[string]bool)
	last := make(map[act.Level]*unit)
	for _, u := range units {
		if !u.numbered() {
			if u.p.Level == act.LevelNote || u.p.Level == act.LevelIndent || u.p.Level == act.LevelSubparagraph {
				// «1)» after other words begins another list.
				delete(last, act.LevelPoint)
				for key := range seen {
					if strings.HasPrefix(key, string(act.LevelPoint)) {
						delete(seen, key)
					}
				}
			}
			continue
		}
		key := string(u.p.Level) + act.Fold(u.p.Num)
		before := last[u.p.Level]
		switch {
		case seen[key] && u.p.Num != "1":
			found = append(found, finding{code: NumberTwice, key: u.key, unit: u, to: -1, args: map[string]any{"num": u.p.Num}})
		case before != nil && u.p.Num != "1" && act.CompareNums(before.p.Num, u.p.Num) > 0:
			found = append(found, finding{code: NumberOrder, key: u.key, unit: u, other: before, to: -1,
				args: map[string]any{"num": u.p.Num, "before": before.p.Num}})
		}
		seen[key] = true
		last[u.p.Level] = u
	}
	return found
}

// shape finds units without words, articles without a heading, and wrong first letters.
func (c *change) shape(w *wording, u *unit) []finding {
	if u.empty() {
		if u.p.Level == act.LevelArticle || u.numbered() {
			// The kept number of an excluded unit has no words either; it stood so before, or was a unit.
			if old := c.old.byKey[u.key]; w == c.new && old != nil {
				return nil
			}
			if c.excludedInForce(u) {
				return nil
			}
			return []finding{{code: EmptyUnit, key: u.key, unit: u, to: -1, args: map[string]any{"unit": u.p.Label}}}
		}
		return nil
	}
	if u.p.Level == act.LevelArticle && u.p.Heading == "" && !c.draft.Amending && c.headed() {
		return []finding{{code: HeadingMissing, key: u.key, unit: u, to: -1, args: map[string]any{"unit": u.p.Label}}}
	}
	return firstLetter(w, u)
}

// excludedInForce reports whether the act itself has only the number of a unit and the remark on its repeal.
func (c *change) excludedInForce(u *unit) bool {
	if c.text.Act == nil {
		return false
	}
	p := c.text.Act.Find(u.p.EID)
	return p != nil && slices.ContainsFunc(p.Notes, func(n act.Note) bool { return n.Kind == act.NoteRepealed })
}

// headed reports whether the articles of the act have headings: the budget law and the Constitution have none, and an act
// that is not at hand is taken for an ordinary one.
func (c *change) headed() bool {
	if c.text.Act == nil {
		return true
	}
	articles, with := c.text.Act.Articles(), 0
	for _, a := range articles {
		if a.Heading != "" {
			with++
		}
	}
	return with*2 > len(articles)
}
