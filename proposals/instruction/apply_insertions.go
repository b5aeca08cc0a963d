package instruction

import (
	"slices"
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// insertUnits adds new units below a unit, each where its number says (480-V art. 26(7)).
func (w *worker) insertUnits(t target, places []Step, wording string) *refusal {
	if wording == "" {
		return refuse(ReasonNewTextMissing)
	}
	switch places[0].Unit {
	case UnitSentence:
		return w.insertSentence(t, places[0], wording)
	case UnitHeading:
		return refuse(ReasonContentsNotKept)
	}
	if t.unit == w.lookup.root && places[0].Unit != UnitArticle && len(w.lookup.articles) > 0 && places[0].rank() > (Step{Unit: UnitArticle}).rank() {
		return refuse(ReasonNoPlace)
	}
	levels := w.lookup.levels(t.unit, places[0])
	if places[0].Unit == UnitArticle {
		levels = []act.Level{act.LevelArticle}
	}
	if len(levels) == 0 {
		return refuse(ReasonNoPlace)
	}
	nodes := w.read(wording, levels[0], places[0].Num)
	if len(nodes) == 0 {
		return refuse(ReasonNewTextMissing)
	}
	level := nodes[0].Level
	if !slices.Contains(levels, level) {
		return refuse(ReasonNewTextMismatch, act.Excerpt(wording, 60))
	}
	if counted(level) {
		return w.insertCounted(t, places, nodes)
	}
	return w.insertNumbered(t, places, nodes)
}

// insertNumbered puts each new unit behind the last one with a smaller number.
func (w *worker) insertNumbered(t target, places []Step, nodes []*act.Provision) *refusal {
	level := nodes[0].Level
	var groups [][]*act.Provision
	for _, n := range nodes {
		if n.Level == level {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], n)
	}
	if len(groups) != len(places) {
		return refuse(ReasonNewTextMismatch, act.Excerpt(nodes[0].Wording(), 60))
	}
	for i, group := range groups {
		num := group[0].Num
		if places[i].Num != "" && act.Fold(places[i].Num) != act.Fold(num) {
			return refuse(ReasonNewTextMismatch, act.Excerpt(group[0].Wording(), 60))
		}
		holder, no := w.holder(t, level, num)
		if no != nil {
			return no
		}
		at, taken := position(holder.Children, level, num)
		if taken != nil {
			if !isStub(taken) {
				return refuse(ReasonNumberTaken, act.Excerpt(taken.Label+" "+taken.Heading+taken.Text, 60))
			}
			at = slices.Index(holder.Children, taken)
			w.free(holder, taken)
		}
		if at < 0 {
			at = len(holder.Children)
		}
		w.setChildren(holder, slices.Concat(holder.Children[:at], group, holder.Children[at:]))
		w.adopt(holder, group)
	}
	return nil
}

// free gives the number of an excluded unit to a new one. The law wants a new number (480-V art. 26(7)), but amending acts
// have done so.
func (w *worker) free(parent, stub *act.Provision) {
	w.remark(RemarkNumberReused)
	w.remove(parent, stub)
}

// holder is the unit whose children the new one joins: the addressed one, or the only unit inside it that has a list of the
// kind («дополнить подпунктом 11)» where the list stands in the second часть). A new article joins the chapter of the one
// before it.
func (w *worker) holder(t target, level act.Level, num string) (*act.Provision, *refusal) {
	if level == act.LevelArticle {
		taken := w.lookup.articles[num]
		switch {
		case taken == nil:
		case isStub(taken) && t.unit == w.lookup.root:
			return w.lookup.parents[taken], nil
		case isStub(taken):
			if parent := w.lookup.parents[taken]; parent != t.unit {
				w.free(parent, taken)
			}
		default:
			return nil, refuse(ReasonNumberTaken, act.Excerpt(taken.Label+" "+taken.Heading, 60))
		}
		if t.unit == w.lookup.root {
			var best *act.Provision
			for _, a := range w.lookup.articles {
				if act.CompareNums(a.Num, num) < 0 && (best == nil || act.CompareNums(best.Num, a.Num) < 0) {
					best = a
				}
			}
			if best != nil {
				return w.lookup.parents[best], nil
			}
		}
	}
	if hasChild(t.unit, level) || level == act.LevelNote {
		return t.unit, nil
	}
	var holders []*act.Provision
	for _, c := range t.children() {
		c.Walk(func(p *act.Provision) {
			if hasChild(p, level) {
				holders = append(holders, p)
			}
		})
	}
	switch len(holders) {
	case 0:
		return t.unit, nil
	case 1:
		return holders[0], nil
	}
	return nil, refuse(ReasonNoPlace)
}

// position finds where a number belongs among units of its level: behind the last smaller one, else before the first;
// -1 when there are none. A unit with that number already is returned.
func position(children []*act.Provision, level act.Level, num string) (at int, taken *act.Provision) {
	at = -1
	for i, c := range children {
		if c.Level != level {
			continue
		}
		switch order := act.CompareNums(c.Num, num); {
		case order == 0:
			return 0, c
		case order < 0:
			at = i + 1
		case at < 0:
			return i, nil
		}
	}
	return at, nil
}

// insertCounted puts a new абзац or unnumbered часть where its ordinal says, among those that stood there before.
func (w *worker) insertCounted(t target, places []Step, nodes []*act.Provision) *refusal {
	level := nodes[0].Level
	first := ordinalOf(places[0])
	if first < 2 || len(nodes) < len(places) {
		return refuse(ReasonNoPlace)
	}
	children := t.unit.Children
	at := -1
	last := 1
	for i, c := range children {
		if !counted(c.Level) || w.lookup.fresh[c] || c.Level != level && !(level == act.LevelSubparagraph && c.Level == act.LevelIndent) {
			continue
		}
		if c.Level != level {
			continue
		}
		n, _ := strconv.Atoi(c.Num)
		last = max(last, n)
		if n == first-1 {
			at = i + 1
		}
		if n == first && first == 2 {
			at = i
		}
	}
	switch {
	case at < 0 && first == last+1:
		at = len(children)
		if level == act.LevelSubparagraph {
			at = beforeNotes(children)
		}
	case at < 0:
		return refuse(ReasonNoPlace)
	}
	// Units inserted before by the same amending act at this place keep standing first.
	for at < len(children) && w.lookup.fresh[children[at]] {
		at++
	}
	for i, n := range nodes {
		w.lookup.fresh[n] = true
		if counted(n.Level) {
			n.Level, n.Num = level, strconv.Itoa(first+i)
		}
	}
	w.setChildren(t.unit, slices.Concat(children[:at], nodes, children[at:]))
	w.adopt(t.unit, nodes)
	return nil
}

// beforeNotes is the place at the end of a unit, before its notes.
func beforeNotes(children []*act.Provision) int {
	at := len(children)
	for at > 0 && children[at-1].Level == act.LevelNote {
		at--
	}
	return at
}

// insertSentence adds a sentence behind the one before it, or at the end.
func (w *worker) insertSentence(t target, s Step, wording string) *refusal {
	texts := t.texts()
	all := sentences(texts)
	n := ordinalOf(s)
	if s.Num == "" {
		n = len(all) + 1
	} else if before := w.lookup.sentenceAt(t, n-1); n > 1 && before > 0 {
		n = before + 1
	}
	if n < 1 || n > len(all)+1 || len(all) == 0 || strings.Contains(wording, "\n") {
		return refuse(ReasonNoPlace)
	}
	w.setSlots(t, slices.Insert(w.lookup.slotsOf(t), n-1, 0))
	if n == 1 {
		p := all[0][0]
		text := texts[p.text]
		w.setText(t.unit, text, wording+" "+*text)
		return nil
	}
	places := all[n-2]
	p := places[len(places)-1]
	text := texts[p.text]
	left := strings.TrimRight((*text)[:p.to], " ")
	right := (*text)[p.to:]
	if right != "" {
		right = " " + right
	}
	w.setText(t.unit, text, left+" "+wording+right)
	return nil
}
