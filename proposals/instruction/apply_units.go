package instruction

import (
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// repealUnits takes units out, or leaves their numbers alone. These are not given to others (480-V art. 27(6)).
func (w *worker) repealUnits(targets []target, kind Kind) *refusal {
	for _, t := range targets {
		switch {
		case t.sentence > 0:
			w.cutSentence(t)
		case t.heading:
			w.setText(t.unit, &t.unit.Heading, "")
		case t.parent == nil:
			return refuse(ReasonAddressNotFound)
		case t.scope == scopeAll:
			if !w.keepNumber(t.parent, t.unit, kind) {
				w.remove(t.parent, t.unit)
			}
		case t.scope == scopeFirst && len(t.children()) < len(t.unit.Children):
			// The second часть becomes the words of the number.
			next := t.unit.Children[len(t.children())]
			rest := t.unit.Children[len(t.children())+1:]
			w.setText(t.unit, &t.unit.Text, next.Text)
			w.setChildren(t.unit, slices.Concat(next.Children, rest))
		default:
			return refuse(ReasonNotSeparable)
		}
	}
	return nil
}

func (w *worker) remove(parent, p *act.Provision) {
	i := slices.Index(parent.Children, p)
	if i < 0 {
		return
	}
	w.touch(p)
	w.setChildren(parent, slices.Concat(parent.Children[:i], parent.Children[i+1:]))
	w.lookup.forget(p)
}

func (w *worker) cutSentence(t target) {
	texts := t.texts()
	w.setSlots(t, slices.Delete(w.lookup.slotsOf(t), t.sentence-1, t.sentence))
	for _, p := range slices.Backward(sentences(texts)[t.sentence-1]) {
		text := texts[p.text]
		left, right := (*text)[:p.from], (*text)[p.to:]
		if right == "" {
			left = strings.TrimRight(left, " ")
		}
		w.setText(t.unit, text, left+right)
	}
}

// replaceUnits puts new wording in the place of units.
func (w *worker) replaceUnits(targets []target, wording string) *refusal {
	if wording == "" {
		return refuse(ReasonNewTextMissing)
	}
	if len(targets) > 1 {
		return w.replaceEach(targets, wording)
	}
	t := targets[0]
	switch {
	case t.heading:
		w.setText(t.unit, &t.unit.Heading, withoutLabel(wording, t.unit.Label))
		return nil
	case t.sentence > 0:
		return w.replaceSentence(t, wording)
	case t.unit == w.lookup.root:
		return w.replaceText(wording)
	case t.scope == scopeOwn:
		if strings.Contains(wording, "\n") {
			return refuse(ReasonNewTextMismatch)
		}
		w.setText(t.unit, &t.unit.Text, withoutLabel(wording, t.unit.Label))
		return nil
	case t.scope == scopeFirst:
		first, rest, _ := strings.Cut(wording, "\n")
		var nodes []*act.Provision
		if rest != "" {
			nodes = source.ReadWording(rest, w.lang, w.lookup.profile)
		}
		after := t.unit.Children[len(t.children()):]
		w.setText(t.unit, &t.unit.Text, withoutLabel(first, t.unit.Label))
		w.setChildren(t.unit, slices.Concat(nodes, after))
		w.adopt(t.unit, nodes)
		return nil
	}
	nodes := w.read(wording, t.unit.Level, t.unit.Num)
	if !w.answers(nodes, t.unit) {
		return refuse(ReasonNewTextMismatch, act.Excerpt(wording, 60))
	}
	w.exchange(t, nodes)
	return nil
}

// replaceEach shares the new wording among several units: each numbered unit gets the one with its number, each абзац a line.
func (w *worker) replaceEach(targets []target, wording string) *refusal {
	groups := make([][]*act.Provision, 0, len(targets))
	first := targets[0].unit
	for _, node := range w.read(wording, first.Level, first.Num) {
		n := len(groups)
		begins := n == 0 || first.Level == act.LevelIndent || first.Level == act.LevelSubparagraph || node.Level == first.Level
		if begins {
			groups = append(groups, nil)
			n++
		}
		groups[n-1] = append(groups[n-1], node)
	}
	if len(groups) != len(targets) {
		return refuse(ReasonNewTextMismatch, act.Excerpt(wording, 60))
	}
	for i, t := range targets {
		if t.scope != scopeAll || t.sentence > 0 || t.heading || t.parent == nil {
			return refuse(ReasonNewTextMismatch)
		}
		if counted(t.unit.Level) {
			groups[i][0].Level, groups[i][0].Num = t.unit.Level, t.unit.Num
		}
		if !w.answers(groups[i], t.unit) {
			return refuse(ReasonNewTextMismatch, act.Excerpt(wording, 60))
		}
		w.exchange(t, groups[i])
	}
	return nil
}

func counted(level act.Level) bool { return level == act.LevelIndent || level == act.LevelSubparagraph }

// read reads new wording as units below the one that holds the target. Units without a number are of the target's level.
func (w *worker) read(wording string, level act.Level, num string) []*act.Provision {
	nodes := source.ReadWording(wording, w.lang, w.lookup.profile)
	for i, n := range nodes {
		if counted(level) && counted(n.Level) {
			n.Level = level
			if i == 0 {
				n.Num = num
			}
		}
	}
	return nodes
}

// answers reports whether new wording begins with the unit that it replaces.
func (w *worker) answers(nodes []*act.Provision, p *act.Provision) bool {
	if len(nodes) == 0 {
		return false
	}
	if counted(p.Level) || p.Level == act.LevelNote || p.Level == act.LevelPreamble {
		return nodes[0].Label == "" || p.Level == act.LevelNote && nodes[0].Level == act.LevelNote
	}
	return nodes[0].Level == p.Level && act.Fold(nodes[0].Num) == act.Fold(p.Num)
}

// exchange puts nodes in the place of a unit.
func (w *worker) exchange(t target, nodes []*act.Provision) {
	i := slices.Index(t.parent.Children, t.unit)
	w.touch(t.unit)
	w.setChildren(t.parent, slices.Concat(t.parent.Children[:i], nodes, t.parent.Children[i+1:]))
	w.lookup.forget(t.unit)
	w.adopt(t.parent, nodes)
	for _, n := range nodes[1:] {
		w.lookup.fresh[n] = true
	}
}

func (w *worker) adopt(parent *act.Provision, nodes []*act.Provision) {
	for _, n := range nodes {
		w.lookup.register(n, parent)
		if n.Level == act.LevelArticle {
			w.touched[n] = true
		}
	}
}

func (w *worker) replaceSentence(t target, wording string) *refusal {
	texts := t.texts()
	places := sentences(texts)[t.sentence-1]
	if len(places) != 1 || strings.Contains(wording, "\n") {
		return refuse(ReasonNewTextMismatch)
	}
	p := places[0]
	text := texts[p.text]
	old := (*text)[p.from:p.to]
	blanks := old[len(strings.TrimRight(old, " ")):]
	w.setText(t.unit, text, (*text)[:p.from]+wording+blanks+(*text)[p.to:])
	return nil
}

// replaceText gives the whole act a new text; its signatures stay.
func (w *worker) replaceText(wording string) *refusal {
	nodes := source.ReadWording(wording, w.lang, w.lookup.profile)
	root := w.lookup.root
	for _, p := range root.Children {
		if p.Level == act.LevelConclusions {
			nodes = append(nodes, p)
		}
	}
	for _, p := range root.Children {
		w.lookup.forget(p)
	}
	w.setChildren(root, nodes)
	w.adopt(root, nodes)
	return nil
}

// withoutLabel takes the number of a unit from the beginning of its new wording, where it is printed.
func withoutLabel(wording, label string) string {
	if rest, ok := strings.CutPrefix(wording, label); ok && label != "" {
		return strings.TrimLeft(rest, " ")
	}
	return wording
}

// renumber gives units new numbers, all at once.
func (w *worker) renumber(targets []target, places []Step) *refusal {
	for _, t := range targets {
		if t.parent == nil || t.scope != scopeAll || t.sentence > 0 || t.heading {
			return refuse(ReasonNotSeparable)
		}
	}
	var freed []target
	for i, t := range targets {
		num := places[i].Num
		for _, c := range t.parent.Children {
			if c.Level == t.unit.Level && c.Num == num && !slices.ContainsFunc(targets, func(o target) bool { return o.unit == c }) {
				if !isStub(c) {
					return refuse(ReasonNumberTaken, act.Excerpt(c.Label+" "+c.Text, 60))
				}
				freed = append(freed, target{unit: c, parent: t.parent})
			}
		}
	}
	for _, f := range freed {
		w.free(f.parent, f.unit)
	}
	for i, t := range targets {
		num := places[i].Num
		label := t.unit.Label
		if at := strings.LastIndex(label, t.unit.Num); at >= 0 && t.unit.Num != "" {
			label = label[:at] + num + label[at+len(t.unit.Num):]
		}
		w.lookup.forget(t.unit)
		w.setText(t.unit, &t.unit.Label, label)
		w.setText(t.unit, &t.unit.Num, num)
		w.rebuild = true
	}
	for _, t := range targets {
		w.lookup.register(t.unit, t.parent)
		w.touch(t.unit)
	}
	return nil
}
