package instruction

import (
	"slices"
	"strings"

	"talqy/proposals/act"
)

// scope says which words of a unit an address means.
type scope int

const (
	scopeAll   scope = iota // the unit with everything below it
	scopeOwn                // «абзац первый»: the words that the unit begins with
	scopeFirst              // «часть первая»: those words and what stands below, up to the second часть
)

// target is what an address leads to.
type target struct {
	unit     *act.Provision
	parent   *act.Provision
	scope    scope
	sentence int  // from 1; 0 for all
	heading  bool // the title line
	// otherwise tells that the act calls a unit of the address by another word.
	otherwise bool
	whole     bool // every place of the words is meant («по всему тексту»)
}

// lookup finds the units of one act while it is being changed. Units that were inserted by the same amending act do not
// shift the ordinals of those that stood there: an amending act addresses the text it amends.
type lookup struct {
	root     *act.Provision
	profile  act.Profile
	articles map[string]*act.Provision
	parents  map[*act.Provision]*act.Provision
	fresh    map[*act.Provision]bool
	// slots keep the first ordinals of a unit's sentences where some came (0) or went.
	slots map[slotKey][]int
}

// slotKey is the stretch of text whose sentences are counted.
type slotKey struct {
	unit  *act.Provision
	scope scope
}

// sentenceAt gives the place, from 1, of the sentence that had the ordinal before the amending act; 0 when there is none.
func (l *lookup) sentenceAt(t target, ordinal int) int {
	n := len(sentences(t.texts()))
	slots := l.slots[slotKey{t.unit, t.scope}]
	if len(slots) != n {
		if ordinal > n {
			return 0
		}
		return ordinal
	}
	return slices.Index(slots, ordinal) + 1
}

// slotsOf gives the ordinals of a unit's sentences as they are now.
func (l *lookup) slotsOf(t target) []int {
	n := len(sentences(t.texts()))
	slots := l.slots[slotKey{t.unit, t.scope}]
	if len(slots) == n {
		return slices.Clone(slots)
	}
	slots = make([]int, n)
	for i := range slots {
		slots[i] = i + 1
	}
	return slots
}

func newLookup(provisions []*act.Provision, profile act.Profile) *lookup {
	l := &lookup{root: &act.Provision{Children: provisions}, profile: profile, articles: make(map[string]*act.Provision),
		parents: make(map[*act.Provision]*act.Provision), fresh: make(map[*act.Provision]bool),
		slots: make(map[slotKey][]int)}
	for _, p := range provisions {
		l.register(p, l.root)
	}
	return l
}

// register makes a unit and all below it known. An article of the act itself stands before one of an annex.
func (l *lookup) register(p, parent *act.Provision) {
	l.parents[p] = parent
	if p.Level == act.LevelArticle {
		if _, taken := l.articles[p.Num]; !taken {
			l.articles[p.Num] = p
		}
	}
	for _, child := range p.Children {
		l.register(child, p)
	}
}

func (l *lookup) forget(p *act.Provision) {
	if l.articles[p.Num] == p {
		delete(l.articles, p.Num)
	}
	delete(l.parents, p)
	for _, child := range p.Children {
		l.forget(child)
	}
}

// find follows an address. The refusal names the first step that leads nowhere and the units that stand there instead.
func (l *lookup) find(a Address) (target, *refusal) {
	t := target{unit: l.root}
	for _, step := range a {
		next, code := l.step(t, step)
		if code != "" {
			no := refuse(code)
			if code != ReasonContentsNotKept {
				no.candidates = l.neighbours(t, step)
			}
			return target{}, no
		}
		t = next
	}
	return t, nil
}

func (l *lookup) step(t target, s Step) (target, string) {
	switch s.Unit {
	case UnitWhole:
		t.whole = true
		return t, ""
	case UnitSentence:
		t.sentence = l.sentenceAt(t, ordinalOf(s))
		if t.sentence == 0 {
			return t, ReasonAddressNotFound
		}
		return t, ""
	case UnitHeading:
		if t.unit.Heading == "" || s.Num != "" {
			return t, ReasonAddressNotFound
		}
		t.heading = true
		return t, ""
	case UnitBody:
		return t, ""
	case UnitArticle:
		if found := l.articles[s.Num]; found != nil && (t.unit == l.root || l.inside(found, t.unit)) {
			return target{unit: found, parent: l.parents[found]}, ""
		}
		return t, ReasonAddressNotFound
	case UnitContents:
		return t, ReasonContentsNotKept
	}
	return l.below(t, s)
}

func (l *lookup) inside(p, holder *act.Provision) bool {
	for ; p != nil; p = l.parents[p] {
		if p == holder {
			return true
		}
	}
	return false
}

// below finds a unit inside another: among its children, else further down when only one place has it.
func (l *lookup) below(t target, s Step) (target, string) {
	for _, level := range l.levels(t.unit, s) {
		if found := l.child(t, level, s.Num); found != nil {
			return target{unit: found, parent: t.unit, otherwise: t.otherwise || l.calledOtherwise(t.unit, level, s)}, ""
		}
	}
	if s.Num == "1" && t.unit != l.root {
		switch s.Unit {
		case UnitIndent:
			t.scope = scopeOwn
			return t, ""
		case UnitPart:
			if !hasChild(t.unit, act.LevelParagraph) && t.scope == scopeAll {
				t.scope = scopeFirst
				return t, ""
			}
		}
	}
	var found []*act.Provision
	for _, level := range l.levels(t.unit, s) {
		for _, child := range t.children() {
			l.deeper(child, level, s.Num, &found)
		}
		if len(found) > 0 {
			break
		}
	}
	switch len(found) {
	case 0:
		return t, ReasonAddressNotFound
	case 1:
		return target{unit: found[0], parent: l.parents[found[0]], otherwise: t.otherwise}, ""
	}
	return t, ReasonAddressAmbiguous
}

// calledOtherwise reports whether a step names a unit of the level by a word that is not the act's: «абзац» for a часть
// without number, «пункт 2» for «2)», «часть» for a пункт of a law.
func (l *lookup) calledOtherwise(holder *act.Provision, level act.Level, s Step) bool {
	switch s.Unit {
	case UnitIndent:
		return level != act.LevelIndent
	case UnitPoint:
		return !s.Bracket && level == act.LevelPoint
	case UnitPart:
		return level == act.LevelParagraph && l.profile != act.ProfileCode && holder.Level != act.LevelNote
	}
	return false
}

// levels lists what the word of a step may mean below a unit. Acts do not all use the words of their profile («подпункт 2)
// части шестой»), so what stands there decides.
func (l *lookup) levels(p *act.Provision, s Step) []act.Level {
	switch s.Unit {
	case UnitPreamble:
		return []act.Level{act.LevelPreamble}
	case UnitAnnex:
		return []act.Level{act.LevelAnnex}
	case UnitTitle:
		return []act.Level{act.LevelTitle}
	case UnitSubtitle:
		return []act.Level{act.LevelSubtitle}
	case UnitChapter:
		return []act.Level{act.LevelChapter}
	case UnitSection:
		return []act.Level{act.LevelSection}
	case UnitNote:
		return []act.Level{act.LevelNote}
	case UnitPart:
		switch {
		case p.Level == act.LevelParagraph || p.Level == act.LevelPoint:
			return []act.Level{act.LevelSubparagraph}
		case l.profile == act.ProfileCode:
			return []act.Level{act.LevelParagraph, act.LevelSubparagraph}
		}
		return []act.Level{act.LevelSubparagraph, act.LevelParagraph}
	case UnitPoint:
		if s.Bracket {
			return []act.Level{act.LevelPoint}
		}
		if hasChild(p, act.LevelParagraph) || p == l.root {
			return []act.Level{act.LevelParagraph}
		}
		return []act.Level{act.LevelParagraph, act.LevelPoint}
	case UnitSubpoint:
		return []act.Level{act.LevelPoint}
	case UnitIndent:
		if hasChild(p, act.LevelIndent) {
			return []act.Level{act.LevelIndent}
		}
		return []act.Level{act.LevelIndent, act.LevelSubparagraph}
	}
	return nil
}

func hasChild(p *act.Provision, level act.Level) bool {
	return slices.ContainsFunc(p.Children, func(c *act.Provision) bool { return c.Level == level })
}

// child finds a direct child. A note without a number is the only one.
func (l *lookup) child(t target, level act.Level, num string) *act.Provision {
	var inserted *act.Provision
	for _, c := range t.children() {
		if c.Level != level || !(c.Num == num || act.Fold(c.Num) == act.Fold(num) || num == "" && level == act.LevelNote || level == act.LevelPreamble) {
			continue
		}
		if !l.fresh[c] {
			return c
		}
		inserted = c
	}
	return inserted
}

// deeper looks below a unit, but not inside articles and not for абзацы, which are counted in the unit that is named.
func (l *lookup) deeper(p *act.Provision, level act.Level, num string, found *[]*act.Provision) {
	if level == act.LevelIndent || level == act.LevelSubparagraph || p.Level == act.LevelArticle {
		return
	}
	for _, c := range p.Children {
		if c.Level == level && (c.Num == num || act.Fold(c.Num) == act.Fold(num)) {
			*found = append(*found, c)
			continue
		}
		l.deeper(c, level, num, found)
	}
}

// children are the units below that the address means.
func (t target) children() []*act.Provision {
	switch t.scope {
	case scopeOwn:
		return nil
	case scopeFirst:
		for i, c := range t.unit.Children {
			if c.Level == act.LevelSubparagraph || c.Level == act.LevelNote {
				return t.unit.Children[:i]
			}
		}
	}
	return t.unit.Children
}

// texts are the words that the address means, in the order of the text: those of the units without labels and headings.
func (t target) texts() []*string {
	if t.heading {
		return []*string{&t.unit.Heading}
	}
	var texts []*string
	if t.unit.Text != "" {
		texts = append(texts, &t.unit.Text)
	}
	for _, child := range t.children() {
		child.Walk(func(p *act.Provision) {
			if t.whole && p.Heading != "" {
				texts = append(texts, &p.Heading)
			}
			if p.Text != "" {
				texts = append(texts, &p.Text)
			}
		})
	}
	return texts
}

// neighbours are the units that stand where an address ends, for a lawyer to choose from.
func (l *lookup) neighbours(t target, s Step) []string {
	var labels []string
	if s.Unit == UnitArticle {
		for num := range l.articles {
			if head, _, _ := strings.Cut(num, "-"); strings.HasPrefix(s.Num, head) || strings.HasPrefix(num, s.Num) {
				labels = append(labels, num)
			}
		}
		slices.SortFunc(labels, act.CompareNums)
		return labels[:min(len(labels), maxCandidates)]
	}
	for _, c := range t.children() {
		line := squeeze(c.Label + " " + c.Heading + " " + c.Text)
		labels = append(labels, act.Excerpt(line, 60))
	}
	return labels[:min(len(labels), maxCandidates)]
}

// maxCandidates bounds what a refusal offers.
const maxCandidates = 8
