package proposals

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"talqy/proposals/act"
	"talqy/proposals/drafting"
	"talqy/proposals/instruction"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// Effect is everything that follows from a proposal as it stands: the papers of one edit. All of it is made in one go from
// one state of the texts, so the parts cannot disagree.
type Effect struct {
	// Seq is the number of the proposal's event after which the texts stood so.
	Seq   int
	Langs map[act.Lang]*LangEffect
	// Warnings are what the rules of drafting say of the draft (480-V art. 23–27, 42).
	Warnings []drafting.Warning
	// Collisions are other proposals that the reader may see and that this one gets in the way of.
	Collisions []Collision
}

// LangEffect is what follows in one language. The two texts have equal force, and each has its own papers.
type LangEffect struct {
	// Version is that of the proposed wording, to which all positions belong.
	Version int
	Ops     []redline.Op
	Changes []ReviewedChange
	// Instruction is the official sentences, as an item of a bill has them below the name of the act; empty when nothing
	// changes, or when no instruction makes the change: NotExpressible then names the unit that stands in the way.
	Instruction    string
	NotExpressible *string
	// Row is the row of the comparative table.
	Row paper.Amendment
	// Consolidated is the article as it stands in the act once the instruction is carried out, a printed line each; empty
	// where there is no instruction to carry out on a change.
	Consolidated []ConsolidatedLine
}

// ReviewedChange is one change of the redline and what a lawyer said of it.
type ReviewedChange struct {
	redline.Change
	// Accepted is nil while nobody has accepted the change.
	Accepted *Mark
}

// ConsolidatedLine is one printed line of an article as amended; a kept one only keeps the number of an excluded unit
// (480-V art. 27(6)), with a remark that names no law, because the amending one is not yet passed.
type ConsolidatedLine = instruction.Line

// Effect makes the papers of a proposal that the member may see.
func (w *Workbench) Effect(ctx context.Context, by Member, id ProposalID) (*Effect, error) {
	p, err := w.Proposal(by, id)
	if err != nil {
		return nil, err
	}
	d, err := w.derive(ctx, p)
	if err != nil {
		return nil, err
	}
	e := &Effect{Seq: p.Seq, Langs: make(map[act.Lang]*LangEffect, len(d.langs))}
	if e.Warnings, err = w.warnings(ctx, d); err != nil {
		return nil, err
	}
	for lang, of := range d.langs {
		t, _ := p.Text(Wording, lang)
		l := &LangEffect{Version: t.Version(), Ops: of.ops, Changes: make([]ReviewedChange, len(of.changes)),
			Instruction: of.instruction, NotExpressible: of.notExpressible, Row: w.row(p, lang, of.ops), Consolidated: of.consolidated}
		for i, c := range of.changes {
			l.Changes[i] = ReviewedChange{c, t.mark(c)}
		}
		e.Langs[lang] = l
	}
	if e.Collisions, err = w.collisions(ctx, by, p, d); err != nil {
		return nil, err
	}
	return e, nil
}

// derived is what follows from the texts of a proposal and the act alone, whoever asks and whatever others propose. It is
// never changed once made, but for the warnings, which are made when somebody first asks for them.
type derived struct {
	proposal *Proposal
	inputs   inputs
	profile  act.Profile
	langs    map[act.Lang]*derivedLang

	checking sync.Mutex
	checked  bool
	warned   []drafting.Warning
}

type derivedLang struct {
	current, proposed string
	ops               []redline.Op
	changes           []redline.Change
	instruction       string
	notExpressible    *string
	consolidated      []ConsolidatedLine
	// article is the unit in force as the instruction was carried out on it; its wording is current. Nil for a new article.
	article *act.Provision
	claims  claims
}

// makeDerived derives everything from one state of the texts.
func (w *Workbench) makeDerived(p *Proposal, in inputs, expressions map[act.Lang]*act.Expression) *derived {
	profile := in.profile
	d := &derived{proposal: p, inputs: in, profile: profile, langs: map[act.Lang]*derivedLang{}}
	for _, lang := range p.Languages() {
		t, _ := p.Text(Wording, lang)
		l := &derivedLang{current: t.Current, proposed: t.Proposed, ops: t.Redline()}
		l.changes = redline.Changes(l.ops)
		l.instruct(&w.phrases, p, lang, profile, expressions[lang])
		d.langs[lang] = l
	}
	return d
}

// instruct derives the instruction, carries it out and remembers what it lays hands on.
func (l *derivedLang) instruct(known *phrases, p *Proposal, lang act.Lang, profile act.Profile, expression *act.Expression) {
	if p.Kind != Insert {
		l.article = standingArticle(p, l.current, lang, profile, expression)
	}
	if len(l.current) > maxInstructText || len(l.proposed) > maxInstructText {
		unit := p.Address.In(lang)
		l.notExpressible = &unit
		l.claims = claimsOf(l, nil, lang, profile)
		return
	}
	mods, err := known.derive(l.current, l.proposed, lang, profile)
	var not *instruction.NotExpressible
	if errors.As(err, &not) {
		l.notExpressible = &not.Unit
		l.claims = claimsOf(l, nil, lang, profile)
		return
	}
	l.claims = claimsOf(l, mods, lang, profile)
	switch {
	case p.Kind == Insert:
		l.instruction = instruction.Compose(mods, lang)
		l.consolidated = l.consolidateNew(lang, profile, expression)
	case len(mods) == 0 && l.article != nil:
		l.consolidated = instruction.Lines([]*act.Provision{l.article})
	case l.article != nil:
		l.consolidate(p, mods, lang, profile)
	}
}

// standingArticle is the article in force: that of the act where the draft stands on it, with the remarks on excluded units
// that no wording holds, else the wording that the draft was written against.
func standingArticle(p *Proposal, current string, lang act.Lang, profile act.Profile, expression *act.Expression) *act.Provision {
	if expression != nil {
		if a := expression.Find(p.Target); a != nil && a.Wording() == current {
			return a
		}
	}
	if read := source.ReadWording(current, lang, profile); len(read) == 1 {
		return read[0]
	}
	return nil
}

// consolidate carries the instruction out on the article, as a reader of the bill would, from its words. What was derived
// order by order is tried as the whole list here; were the list read otherwise than meant, each order gets its full address,
// and one that still leads elsewhere is not shown.
func (l *derivedLang) consolidate(p *Proposal, mods []instruction.Modification, lang act.Lang, profile act.Profile) {
	base := &act.Expression{Lang: lang, Provisions: []*act.Provision{l.article}}
	want := standingText(instruction.Lines(source.ReadWording(l.proposed, lang, profile)))
	for _, sentences := range []string{instruction.Compose(mods, lang), oneByOne(mods, lang)} {
		amended, ok := carriedOut(base, sentences, profile)
		if !ok {
			continue
		}
		if lines := instruction.Lines(amended.Provisions); standingText(lines) == want {
			l.instruction, l.consolidated = sentences, lines
			return
		}
	}
	unit := p.Address.In(lang)
	l.notExpressible = &unit
}

// oneByOne writes each order on its own line with its full address.
func oneByOne(mods []instruction.Modification, lang act.Lang) string {
	lines := make([]string, len(mods))
	for i, m := range mods {
		lines[i] = instruction.Phrase(m, lang)
	}
	return strings.Join(lines, ";\n") + "."
}

// standingText is a text without the lines that only keep the number of an excluded unit.
func standingText(lines []instruction.Line) string {
	var out []string
	for _, line := range lines {
		if !line.Kept {
			out = append(out, line.Text)
		}
	}
	return strings.Join(out, "\n")
}

// consolidateNew puts the new article among those of the act. Only their numbers matter for its place, so they are given
// without what stands below them, and a whole code need not be copied.
func (l *derivedLang) consolidateNew(lang act.Lang, profile act.Profile, expression *act.Expression) []ConsolidatedLine {
	base := &act.Expression{Lang: lang}
	known := map[string]bool{}
	if expression != nil {
		for _, a := range expression.Articles() {
			if strings.Contains(a.EID, "__") { // an article of an annex has numbers of its own
				continue
			}
			known[a.Num] = true
			base.Provisions = append(base.Provisions, &act.Provision{EID: a.EID, Level: a.Level, Num: a.Num, Label: a.Label, Heading: a.Heading})
		}
	}
	amended, ok := carriedOut(base, l.instruction, profile)
	if !ok {
		return nil
	}
	var added []*act.Provision
	for _, a := range amended.Articles() {
		if !known[a.Num] {
			added = append(added, a)
		}
	}
	return instruction.Lines(added)
}

// carriedOut reads an instruction and carries it out; ok is false when any of it could not be.
func carriedOut(base *act.Expression, sentences string, profile act.Profile) (amended *act.Expression, ok bool) {
	orders, problems := instruction.Parse(sentences, base.Lang)
	amended, results := instruction.Apply(base, profile, orders, instruction.KeepNumbers(instruction.Citation{}))
	return amended, len(problems) == 0 && !slices.ContainsFunc(results, func(r instruction.Result) bool { return r.Status != instruction.Applied })
}

// warnings checks the draft against the rules of drafting, once for all readers of one state of its texts. It takes longer than
// all else that is derived, and who looks for collisions with other drafts does not ask for theirs.
func (w *Workbench) warnings(ctx context.Context, d *derived) ([]drafting.Warning, error) {
	d.checking.Lock()
	defer d.checking.Unlock()
	if d.checked {
		return d.warned, nil
	}
	expressions := map[act.Lang]*act.Expression{}
	for _, l := range d.inputs.langs {
		if l.lang == "" {
			continue
		}
		expression, err := w.library.Expression(ctx, l.edition)
		if err != nil {
			return nil, err
		}
		expressions[l.lang] = expression
	}
	d.warned, d.checked = drafting.Check(draftOf(d.proposal, d.profile, expressions)), true
	return d.warned, nil
}

// draftOf is a proposal as the rules of drafting look at it, both languages together.
func draftOf(p *Proposal, profile act.Profile, expressions map[act.Lang]*act.Expression) drafting.Draft {
	kinds := map[ChangeKind]drafting.Kind{Amend: drafting.Amend, Insert: drafting.Insert, Repeal: drafting.Repeal}
	d := drafting.Draft{Kind: kinds[p.Kind], Target: p.Target, Profile: profile, Texts: map[act.Lang]drafting.Text{}}
	for _, lang := range p.Languages() {
		t, _ := p.Text(Wording, lang)
		d.Texts[lang] = drafting.Text{Act: expressions[lang], Current: t.Current, Proposed: t.Proposed}
	}
	return d
}
