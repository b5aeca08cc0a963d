package drafting

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// numbering checks what the draft does to numbers: those of units that stay are not changed, those of excluded units are kept
// (480-V art. 27(6)), new units take the next number at the end and an additional one between others (art. 26(7)).
func (c *change) numbering() {
	if c.draft.Kind == Insert {
		c.newArticles()
	} else {
		c.articles()
	}
	for _, u := range c.new.units {
		old := c.old.byKey[u.key]
		for _, level := range []act.Level{act.LevelParagraph, act.LevelPoint} {
			if old == nil {
				c.fresh(ofLevel(u.children, level))
				continue
			}
			c.list(ofLevel(old.children, level), ofLevel(u.children, level))
		}
	}
	if len(c.new.roots) > 0 && c.new.roots[0].p.Level != act.LevelArticle {
		for _, level := range []act.Level{act.LevelParagraph, act.LevelPoint} {
			c.list(ofLevel(c.old.roots, level), ofLevel(c.new.roots, level))
		}
	}
}

// ofLevel gives the numbered units of a level; letters are no numbers here.
func ofLevel(units []*unit, level act.Level) []*unit {
	var list []*unit
	for _, u := range units {
		if u.p.Level == level && isFigureNumber(u.p.Num) {
			list = append(list, u)
		}
	}
	return list
}

// articles checks a draft that gives articles another wording.
func (c *change) articles() {
	old, new := ofLevel(c.old.roots, act.LevelArticle), ofLevel(c.new.roots, act.LevelArticle)
	if len(old) == 1 && len(new) == 1 {
		if old[0].p.Num != new[0].p.Num {
			c.warnUnit(Renumbered, new[0], map[string]any{"before": old[0].p.Num, "num": new[0].p.Num})
		}
		return
	}
	c.list(old, new)
}

// newArticles checks the numbers of new articles among those of the act.
func (c *change) newArticles() {
	if c.text.Act == nil {
		return
	}
	var taken []*act.Provision
	after := ""
	for _, a := range c.text.Act.Articles() {
		if strings.HasPrefix(a.EID, "annex") {
			continue
		}
		taken = append(taken, a)
		if a.EID == c.draft.Target {
			after = a.Num
		}
	}
	for _, u := range ofLevel(c.new.roots, act.LevelArticle) {
		if hasNum(taken, u.p.Num) {
			c.warnUnit(NumberTaken, u, map[string]any{"num": u.p.Num})
			continue
		}
		if after != "" {
			c.placed(u, taken, after)
		}
		taken, after = append(taken, u.p), u.p.Num
	}
}

func hasNum(units []*act.Provision, num string) bool {
	for _, u := range units {
		if u.Num == num {
			return true
		}
	}
	return false
}

// placed checks the number of a new unit that stands after the one numbered after, among units whose numbers are taken.
func (c *change) placed(u *unit, taken []*act.Provision, after string) {
	num := u.p.Num
	next, last := "", after
	for _, p := range taken {
		if act.CompareNums(p.Num, after) > 0 && (next == "" || act.CompareNums(p.Num, next) < 0) {
			next = p.Num
		}
		if act.CompareNums(p.Num, last) > 0 {
			last = p.Num
		}
	}
	expected := act.NextNum(taken, after)
	if num == expected {
		return
	}
	if next == "" {
		// At the end of a list that ends in «5-1», both «5-2» and «6» follow.
		if n, err := strconv.Atoi(base(last)); err == nil && num == strconv.Itoa(n+1) {
			return
		}
		c.warnUnit(NumberNotNext, u, map[string]any{"num": num, "expected": expected})
		return
	}
	if base(num) == base(after) && act.CompareNums(after, num) < 0 && act.CompareNums(num, next) < 0 && base(num) != num {
		return
	}
	if base(next) == base(after) {
		return // between «5» and «5-1» the rule has no number
	}
	c.warnUnit(NumberNotAdditional, u, map[string]any{"num": num, "expected": expected})
}

// base is the number without its additional one.
func base(num string) string {
	head, _, _ := strings.Cut(num, "-")
	return head
}

// list compares the numbers of one list in force and in the draft.
func (c *change) list(old, new []*unit) {
	if len(old) == 0 {
		c.fresh(new)
		return
	}
	inOld, inNew := byNum(old), byNum(new)
	var taken []*act.Provision
	for _, u := range old {
		taken = append(taken, u.p)
		if u.empty() && inNew[u.p.Num] == nil {
			c.warn(NumberDropped, nil, 0, -1, map[string]any{"num": u.p.Label})
		}
	}
	after := ""
	for _, u := range new {
		was := inOld[u.p.Num]
		// The numbers of excluded units are kept: a new unit may follow them.
		for _, o := range old {
			if was == nil && inNew[o.p.Num] == nil && act.CompareNums(o.p.Num, u.p.Num) < 0 && act.CompareNums(o.p.Num, after) > 0 {
				after = o.p.Num
			}
		}
		switch moved := c.moved(u, was, old, inNew); {
		case moved != nil:
			c.warnUnit(Renumbered, u, map[string]any{"before": moved.p.Label, "num": u.p.Label})
		case was != nil && was.empty() && !u.empty() && !saysExcluded(u.own()):
			c.warnUnit(NumberReused, u, map[string]any{"num": u.p.Label})
		case was == nil && after != "" && act.CompareNums(after, u.p.Num) < 0:
			c.placed(u, taken, after)
			taken = append(taken, u.p)
		case was == nil:
			taken = append(taken, u.p)
		}
		after = u.p.Num
	}
}

func byNum(units []*unit) map[string]*unit {
	m := make(map[string]*unit, len(units))
	for _, u := range units {
		if m[u.p.Num] == nil {
			m[u.p.Num] = u
		}
	}
	return m
}

// moved finds the unit in force whose words now stand under another number: was has other words, and its own number has not
// kept them.
func (c *change) moved(u, was *unit, old []*unit, inNew map[string]*unit) *unit {
	if u.empty() || was != nil && alike(was, u) {
		return nil
	}
	for _, o := range old {
		if o.p.Num == u.p.Num || o.empty() || !alike(o, u) {
			continue
		}
		if stays := inNew[o.p.Num]; stays == nil || !alike(o, stays) {
			return o
		}
	}
	return nil
}

// alike reports whether two units are one by their words: four fifths of them are the same.
func alike(a, b *unit) bool {
	x, y := unitWords(a), unitWords(b)
	if len(x) < 3 || len(y) < 3 {
		return strings.Join(x, " ") == strings.Join(y, " ") && len(x) > 0
	}
	if len(x)*2 < len(y) || len(y)*2 < len(x) {
		return false
	}
	have := make(map[string]int, len(x))
	for _, w := range x {
		have[w]++
	}
	same := 0
	for _, w := range y {
		if have[w] > 0 {
			have[w]--
			same++
		}
	}
	return same*2*5 >= (len(x)+len(y))*4
}

// unitWords are the words of a unit with all below it, without its number and the marks.
func unitWords(u *unit) []string {
	if u.bag != nil {
		return u.bag
	}
	text := strings.TrimPrefix(u.p.Wording(), u.p.Label)
	words := strings.Fields(text)
	for i := range words {
		words[i] = strings.Trim(words[i], ".,;:–-")
	}
	u.bag = words
	return words
}

// fresh checks the numbers of a list that is all new: one after another.
func (c *change) fresh(units []*unit) {
	before := ""
	for _, u := range units {
		if before != "" && !act.NumFollows(before, u.p.Num) && act.CompareNums(before, u.p.Num) < 0 {
			n, _ := strconv.Atoi(base(before))
			c.warnUnit(NumberNotNext, u, map[string]any{"num": u.p.Label, "expected": strconv.Itoa(n + 1)})
		}
		before = u.p.Num
	}
}
