package proposals

import (
	"context"
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// CollisionKind is how two proposals get in each other's way.
type CollisionKind string

// The kinds of collisions.
const (
	SameWords    CollisionKind = "same_words"    // both change or quote the same words
	RepealedUnit CollisionKind = "repealed_unit" // one excludes what the other changes
	SameNumber   CollisionKind = "same_number"   // both add a unit with the same number
)

// Collision is another proposal that cannot be carried out beside this one without a look: its instruction, or this one's,
// would no longer find its words, or would undo the other.
type Collision struct {
	Other *Proposal
	Kind  CollisionKind
	Lang  act.Lang
	// Address is the unit where they meet, in the language of the collision, and in the other one where its number is the
	// same there.
	Address Bilingual
	// Quote is the words of the law, or the new unit, on which they meet.
	Quote string
	// Merged is the wording that has the changes of both; nil where only a person can say what it should be. Ops is its
	// redline against the wording in force.
	Merged *string
	Ops    []redline.Op
}

// maxCollisions bounds what is told of one pair of proposals in one language.
const maxCollisions = 20

// rivals lists the other proposals on the same act that the member sees and that p may meet: those on the same article,
// and, for a new article, the other new ones. What was rejected or withdrawn meets nobody.
func (w *Workbench) rivals(by Member, p *Proposal) []*Proposal {
	if !p.Status.live() {
		return nil
	}
	return w.pick(besides(p), func(o *Proposal) bool { return o.ID != p.ID && o.Status.live() && Can(by, ActSee, o, nil) })
}

// collisions finds what stands between p, of which d was derived, and its rivals.
func (w *Workbench) collisions(ctx context.Context, by Member, p *Proposal, d *derived) ([]Collision, error) {
	out := []Collision{}
	for _, o := range w.rivals(by, p) {
		other, err := w.derive(ctx, o)
		if err != nil {
			return nil, err
		}
		for _, c := range w.derivations.compared(d, other, func() []Collision { return collide(d, other) }) {
			c.Other = o
			out = append(out, c)
		}
	}
	return out, nil
}

// meeting is a collision as it is found: by its place in the wording in force of one language.
type meeting struct {
	kind    CollisionKind
	at      stretch
	address string // of a new unit, which stands nowhere yet
	quote   string
}

// collide compares two drafts language by language.
func collide(a, b *derived) []Collision {
	var out []Collision
	for _, lang := range a.proposal.Languages() {
		mine, theirs := a.langs[lang], b.langs[lang]
		if theirs == nil {
			continue
		}
		var merged *string
		var ops []redline.Op
		if a.proposal.Kind == Amend && b.proposal.Kind == Amend {
			merged, ops = mine.mergedWith(theirs, lang)
		}
		met := mine.meet(theirs)
		if len(met) == 0 {
			met = mine.tryTogether(theirs, merged, lang, a.profile)
		}
		for _, m := range met[:min(len(met), maxCollisions)] {
			c := Collision{Kind: m.kind, Lang: lang, Quote: excerpt(m.quote), Merged: merged, Ops: ops}
			if m.kind == RepealedUnit { // a unit cannot both go and be changed
				c.Merged, c.Ops = nil, nil
			}
			if m.address != "" {
				c.Address = c.Address.with(lang, m.address)
			} else {
				c.Address = a.address(m.at, lang)
			}
			out = append(out, c)
		}
	}
	return out
}

// meet finds where two drafts meet in one language: the worst is told of each place.
func (l *derivedLang) meet(o *derivedLang) []meeting {
	out := l.sameNumbers(o)
	numbers := len(out) > 0
	if l.current != o.current || l.current == "" { // one stands on an older edition: there is no common text to meet in
		return out
	}
	tell := func(m meeting) {
		if !slices.ContainsFunc(out, func(known meeting) bool { return known.address == "" && known.at.meets(m.at) }) {
			out = append(out, m)
		}
	}
	l.repeals(o, tell)
	o.repeals(l, tell)
	l.rewrites(o, tell)
	o.rewrites(l, tell)
	for _, x := range l.claims.touched {
		for _, y := range o.claims.touched {
			if y.from > x.to {
				break
			}
			if x.meets(y) && !(numbers && x.empty() && y.empty()) {
				at := common(l.current, x, y)
				tell(meeting{kind: SameWords, at: at, quote: l.current[at.from:at.to]})
			}
		}
	}
	return out
}

// sameNumbers finds new units of both that have one number in one place.
func (l *derivedLang) sameNumbers(o *derivedLang) []meeting {
	var out []meeting
	for _, n := range l.claims.numbers {
		if slices.ContainsFunc(o.claims.numbers, func(m newNumber) bool { return m.key == n.key }) {
			line, _, _ := strings.Cut(n.text, "\n")
			out = append(out, meeting{kind: SameNumber, address: n.address, quote: line})
		}
	}
	return out
}

// repeals tells of the units that l excludes and o changes. Units that both exclude are told as the same words.
func (l *derivedLang) repeals(o *derivedLang, tell func(meeting)) {
	for _, gone := range l.claims.excluded {
		if slices.Contains(o.claims.excluded, gone) {
			tell(meeting{kind: SameWords, at: gone, quote: l.firstLine(gone)})
			continue
		}
		if slices.ContainsFunc(o.claims.touched, gone.meets) || slices.ContainsFunc(o.claims.holders, gone.holds) {
			tell(meeting{kind: RepealedUnit, at: gone, quote: l.firstLine(gone)})
		}
	}
}

// rewrites tells of the units of which l gives the whole wording and to which o adds units: the wording would not have them.
func (l *derivedLang) rewrites(o *derivedLang, tell func(meeting)) {
	for _, anew := range l.claims.rewritten {
		if slices.ContainsFunc(o.claims.holders, anew.holds) {
			tell(meeting{kind: SameWords, at: anew, quote: l.firstLine(anew)})
		}
	}
}

// tryTogether carries two instructions out as items of one bill, in either order. Rarely two drafts share no words and yet
// do not go together: the words that one adds are those by which the other finds its place.
func (l *derivedLang) tryTogether(o *derivedLang, merged *string, lang act.Lang, profile act.Profile) []meeting {
	if l.article == nil || l.current != o.current || l.instruction == "" || o.instruction == "" {
		return nil
	}
	mine, _ := instruction.Parse(l.instruction, lang)
	theirs, _ := instruction.Parse(o.instruction, lang)
	var texts [2]string
	for i, orders := range [][]instruction.Instruction{slices.Concat(mine, theirs), slices.Concat(theirs, mine)} {
		amended, results := instruction.Apply(&act.Expression{Lang: lang, Provisions: []*act.Provision{l.article}}, profile, orders)
		for j, r := range results {
			if r.Status != instruction.Applied {
				return []meeting{{kind: SameWords, address: r.Address, quote: sought(orders[j])}}
			}
		}
		texts[i] = standingText(instruction.Lines(amended.Provisions))
	}
	if texts[0] == texts[1] && (merged == nil || texts[0] == standingText(instruction.Lines(source.ReadWording(*merged, lang, profile)))) {
		return nil
	}
	at := l.claims.touched[0]
	return []meeting{{kind: SameWords, at: at, quote: l.firstLine(at)}}
}

// sought gives the words by which an instruction finds its place, or the instruction itself.
func sought(in instruction.Instruction) string {
	for _, m := range in.Modifications {
		for _, words := range append([]string{m.After, m.Before}, quotes(m)...) {
			if words != "" {
				return words
			}
		}
	}
	return in.Raw
}

func quotes(m instruction.Modification) []string {
	var out []string
	for _, q := range m.Quotes {
		out = append(out, q.Old)
	}
	return out
}

func (l *derivedLang) firstLine(at stretch) string {
	line, _, _ := strings.Cut(l.current[at.from:at.to], "\n")
	return line
}

// common gives the words that two stretches share; where something is added, the words around it.
func common(current string, x, y stretch) stretch {
	at := stretch{from: max(x.from, y.from), to: min(x.to, y.to)}
	if at.from >= at.to {
		at = stretch{from: min(x.from, y.from), to: max(x.to, y.to)}
	}
	if at.empty() {
		from := strings.LastIndexAny(current[:at.from], " \n") + 1
		if from == at.from && from > 0 && current[from-1] == ' ' {
			from = strings.LastIndexAny(current[:from-1], " \n") + 1
		}
		to := strings.IndexAny(current[at.to:], " \n")
		if to < 0 {
			to = len(current) - at.to
		}
		at = stretch{from: from, to: at.to + to}
	}
	return at
}

// mergedWith merges two drafts that stand on one wording; nil where both changed the same words, or where the numbers of the
// merged units would clash.
func (l *derivedLang) mergedWith(o *derivedLang, lang act.Lang) (*string, []redline.Op) {
	if l.current != o.current {
		return nil, nil
	}
	merged, ok := merge(l.current, l.proposed, o.proposed)
	if !ok || doubled(merged, lang) > max(doubled(l.proposed, lang), doubled(o.proposed, lang)) {
		return nil, nil
	}
	return &merged, redline.Compare(l.current, merged)
}

// address names the smallest unit that holds a place, in the other language too where its number is printed and so the same.
func (d *derived) address(at stretch, lang act.Lang) Bilingual {
	var path []*act.Provision
	for _, s := range d.langs[lang].claims.spans {
		if s.from <= at.from && at.to <= s.to && (len(path) == 0 || slices.Contains(path[len(path)-1].Children, s.unit)) {
			path = append(path, s.unit)
		}
	}
	if len(path) == 0 {
		return d.proposal.Address
	}
	out := Bilingual{}.with(lang, act.Address(path, lang, d.profile))
	if slices.ContainsFunc(path, func(p *act.Provision) bool { return p.Label == "" }) {
		return out
	}
	for other, l := range d.langs {
		if l.article == nil || other == lang {
			continue
		}
		e := act.Expression{Provisions: []*act.Provision{l.article}}
		if same := e.Path(path[len(path)-1].EID); same != nil {
			out = out.with(other, act.Address(same, other, d.profile))
		}
	}
	return out
}

// maxExcerpt bounds the words by which a place is told, in characters.
const maxExcerpt = 200

func excerpt(s string) string {
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > maxExcerpt {
		return string(runes[:maxExcerpt]) + "…"
	}
	return s
}
