package proposals

import (
	"context"

	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// rebaseOutcome is how a text of a proposal came to stand on a newer edition.
type rebaseOutcome string

const (
	rebaseMerged   rebaseOutcome = "merged"   // the draft was carried over by itself
	rebaseConflict rebaseOutcome = "conflict" // a person has to look
	rebaseAccepted rebaseOutcome = "accepted" // a person has looked
)

// rebasedData is the data of ProposalRebased. Updates carry the proposed text over; Version is its version before them.
type rebasedData struct {
	Lang    act.Lang      `json:"lang"`
	Edition string        `json:"edition"`
	Outcome rebaseOutcome `json:"outcome"`
	Current string        `json:"current"`
	// Accepted is, for a new article, the article with its number that a person has looked at.
	Accepted string   `json:"accepted,omitempty"`
	Version  int      `json:"version"`
	Updates  []Update `json:"updates"`
}

// rebaseClient signs the updates that a newer edition makes, among those of editors.
const rebaseClient = "edition"

// rebase gives the proposal on the newer edition.
func (p *Proposal) rebase(data rebasedData) (*Proposal, error) {
	moved, err := p.edit(editedData{Part: Wording, Lang: data.Lang, Version: data.Version, Updates: data.Updates})
	if err != nil {
		return nil, err
	}
	t := moved.Texts[Wording][data.Lang]
	if data.Outcome == rebaseConflict {
		t.Conflict = &Conflict{Current: data.Current, Edition: data.Edition}
	} else {
		t.Current, t.Accepted, t.Conflict = data.Current, data.Accepted, nil
	}
	moved.Texts[Wording][data.Lang] = t // a map of the new value alone
	return moved, nil
}

// CodeEditionOlder says that the act has a newer edition than the one that is being added; args: date, of the newer one.
const CodeEditionOlder = "edition_older"

// AddEdition adds a newer text of an act in a language it has. date is YYYY-MM-DD or empty. The open proposals are carried
// over to it by Rebase, which the caller calls next: the edition stands even when that breaks off.
func (w *Workbench) AddEdition(ctx context.Context, by Member, id ActID, expression *act.Expression, date string, content []byte) error {
	return w.addEdition(ctx, by, id, expression, date, content, nil, nil)
}

// addEdition adds an edition that was loaded, or that amending made of the one in force: more is what must hold of the act
// besides.
func (w *Workbench) addEdition(ctx context.Context, by Member, id ActID, expression *act.Expression, date string, content []byte,
	amending *AmendingLaw, more func(*Act) error) error {
	if !Can(by, ActAddAct, nil, nil) {
		return Refuse(CodeForbidden)
	}
	if err := checkDate(date); err != nil {
		return err
	}
	if w.repeated(ctx, StreamOf("act", string(id)), by.ID) {
		return nil
	}
	check := func() error {
		a, err := w.Act(id)
		if err != nil {
			return err
		}
		if _, known := a.Expressions[expression.Lang]; !known {
			return Refuse(CodeLangMissing, "lang", expression.Lang)
		}
		for _, e := range a.Editions {
			if e.Lang == expression.Lang && date != "" && e.Date > date {
				return Refuse(CodeEditionOlder, "date", e.Date)
			}
		}
		if more != nil {
			return more(a)
		}
		return nil
	}
	if err := check(); err != nil {
		return err
	}
	stored, err := w.saveExpression(ctx, id, expression, content)
	if err != nil {
		return err
	}
	stored.Date, stored.Amending = date, amending
	return w.append(ctx, StreamOf("act", string(id)), by.ID, func() (Kind, any, error) {
		return EditionAdded, stored, check()
	})
}

// Rebase carries the open proposals on an act over to its newest editions, as far as they are not there yet: by three-way
// merge, or marked as conflicting. Doing it twice changes nothing, so what broke off is finished by the next call; RebaseAll
// makes it at every start.
func (w *Workbench) Rebase(ctx context.Context, by MemberID, id ActID) error {
	// It counts once by what it finds. The names that a command gives are numbered in the order of asking, and the languages
	// come in any: a repeat would take the event of the one for that of the other.
	ctx = withoutCommand(ctx)
	a, err := w.Act(id)
	if err != nil {
		return err
	}
	open := list(w, func(g *group) map[ProposalID]*Proposal { return g.Proposals },
		func(p *Proposal) bool { return p.Act == id && p.Status != Withdrawn },
		func(a, b *Proposal) int { return a.CreatedAt.Compare(b.CreatedAt) })
	for lang, edition := range a.Expressions {
		expression, err := w.library.Expression(ctx, edition)
		if err != nil {
			return err
		}
		for _, p := range open {
			if err := w.append(ctx, StreamOf("proposal", string(p.ID)), by, func() (Kind, any, error) {
				if now, err := w.Act(id); err != nil || now.Expressions[lang] != edition {
					return "", nil, err // a newer edition still came meanwhile; who added it carries over to that one
				}
				p, err := w.proposal(p.ID)
				if err != nil {
					return "", nil, err
				}
				return p.decideRebase(expression, edition, lang)
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// RebaseAll finishes what an earlier process may have left undone: it carries over the proposals on every act that has more
// than its first editions.
func (w *Workbench) RebaseAll(ctx context.Context) error {
	for _, a := range w.Acts() {
		if len(a.Editions) <= len(a.Expressions) {
			continue
		}
		if err := w.Rebase(ctx, a.Editions[len(a.Editions)-1].AddedBy, a.ID); err != nil {
			return err
		}
	}
	return nil
}

// decideRebase says what a newer edition does to one language of the proposal; an empty kind when nothing.
func (p *Proposal) decideRebase(expression *act.Expression, edition string, lang act.Lang) (Kind, any, error) {
	t, ok := p.Text(Wording, lang)
	if !ok || p.Status == Withdrawn {
		return "", nil, nil
	}
	theirs, there := "", false
	if unit := p.lawUnit(t, expression, lang); unit != nil {
		theirs, there = unit.Wording(), true
	}
	known := t.Current
	if p.Kind == Insert {
		known = t.Accepted
	}
	if theirs == known && t.Conflict == nil || t.Conflict != nil && t.Conflict.Current == theirs {
		return "", nil, nil
	}
	data := rebasedData{Lang: lang, Edition: edition, Outcome: rebaseConflict, Current: theirs, Version: t.Version(), Updates: []Update{}}
	switch {
	case p.Kind == Insert && !there, p.Kind == Repeal && there:
		data.Outcome = rebaseMerged
	case p.Kind == Amend && there:
		merged, ok := merge(t.Current, t.Proposed, theirs)
		if !ok || doubled(merged, lang) > max(doubled(t.Proposed, lang), doubled(theirs, lang)) {
			break
		}
		data.Outcome = rebaseMerged
		if merged != t.Proposed {
			data.Updates = []Update{{ClientID: rebaseClient, Changes: changes(redline.Compare(t.Proposed, merged))}}
		}
	}
	return ProposalRebased, data, nil
}

// doubled counts the numbers that stand twice among the units of one parent.
func doubled(wording string, lang act.Lang) int {
	n := 0
	var count func(units []*act.Provision)
	count = func(units []*act.Provision) {
		type number struct {
			level act.Level
			num   string
		}
		seen := map[number]bool{}
		for _, u := range units {
			if at := (number{u.Level, u.Num}); u.Label != "" {
				if seen[at] {
					n++
				}
				seen[at] = true
			}
			count(u.Children)
		}
	}
	count(source.ReadWording(wording, lang, act.ProfileLaw))
	return n
}

// lawUnit finds in an edition what the proposal is about: its target, or, for a new article, an article that has taken the
// number the draft gives it.
func (p *Proposal) lawUnit(t Text, expression *act.Expression, lang act.Lang) *act.Provision {
	if p.Kind != Insert {
		return expression.Find(p.Target)
	}
	drafted := articles(source.ReadWording(t.Proposed, lang, act.ProfileLaw))
	if len(drafted) == 0 {
		return nil
	}
	for _, a := range expression.Articles() {
		if a.Num == drafted[0].Num {
			return a
		}
	}
	return nil
}

// AcceptEdition ends a conflict: a person has looked at both wordings, and the draft as it now is stands against the newer
// edition.
func (w *Workbench) AcceptEdition(ctx context.Context, by Member, id ProposalID, lang act.Lang) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActEdit, id, "")
		if err != nil {
			return "", nil, err
		}
		t, ok := p.Text(Wording, lang)
		if !ok {
			return "", nil, Refuse(CodeLangMissing, "lang", lang)
		}
		if t.Conflict == nil {
			return "", nil, nil
		}
		data := rebasedData{Lang: lang, Edition: t.Conflict.Edition, Outcome: rebaseAccepted,
			Current: t.Conflict.Current, Version: t.Version(), Updates: []Update{}}
		if p.Kind == Insert { // a new article has no wording in force; what took its number belongs to another one
			data.Current, data.Accepted = "", t.Conflict.Current
		}
		return ProposalRebased, data, nil
	})
}
