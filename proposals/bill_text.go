package proposals

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// Reasons why a proposal is left out of the draft law.
const (
	LeftUnchanged      = "unchanged"       // its wording in this language is that of the law in force
	LeftNoText         = "no_text"         // it has no text in this language
	LeftEmpty          = "empty_article"   // the new article has no words yet
	LeftConflict       = "edition"         // a newer edition of the law waits for a person to look
	LeftCollides       = "collides"        // another proposal changes the same words; Other names it
	LeftNumberTaken    = "number_taken"    // another proposal or the act has an article of that number
	LeftNotExpressible = "not_expressible" // no official instruction makes the wording; args: unit
	LeftBylaw          = "bylaw"           // a law does not amend a by-law: its own body does (480-V art. 26)
)

// Notes on a draft law, for the group to see.
const (
	NoteActUndated = "act_undated" // the file of the act does not say when it was adopted (480-V art. 26(2)); args: act
	NoteSixtyDays  = "sixty_days"  // liability is set or tightened: in force no sooner than after sixty days (art. 42(5))
)

// BillText is the draft law of a bill in one language, and what is not in it.
type BillText struct {
	*paper.BillText
	Bill BillID
	// Left lists the live proposals that are not in the draft, each with the reason: nothing is dropped in silence.
	Left  []LeftOut
	Notes []BillNote
	// Days after publication at which the law comes into force by the usual sentence; Entry is the group's own sentence.
	Days  int
	Entry Bilingual
}

// LeftOut is a live proposal that is not in the draft law.
type LeftOut struct {
	Proposal ProposalID
	Reason   string
	// Other is the proposal that stands in its way, if any.
	Other ProposalID
	// Unit is what cannot be expressed, if any.
	Unit string
}

// BillNote is a remark on the draft law; Proposals are those that it is about.
type BillNote struct {
	Code      string
	Act       ActID
	Proposals []ProposalID
}

// MaxEntry bounds the sentence on entry into force, in characters.
const MaxEntry = 2000

// SetEntry words the sentence on when the law of a bill comes into force; an empty language goes back to the usual sentence.
func (w *Workbench) SetEntry(ctx context.Context, by Member, id BillID, entry Bilingual) error {
	if !Can(by, ActSetEntry, nil, nil) {
		return Refuse(CodeForbidden)
	}
	var checked Bilingual
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		if text := strings.TrimSpace(languageOf(entry, lang)); text != "" {
			text, err := line("entry", text, MaxEntry)
			if err != nil {
				return err
			}
			checked = checked.with(lang, text)
		}
	}
	return w.append(ctx, StreamOf("bill", string(id)), by.ID, func() (Kind, any, error) {
		bill, err := w.Bill(id)
		if err != nil || bill.Entry == checked {
			return "", nil, err
		}
		return BillEntrySet, entryData{checked}, nil
	})
}

// BillText makes the draft law of a bill from its proposals that are in discussion or agreed, as they stand, in one language;
// only, where it is given, narrows it to those of one of these statuses. Every item was tried: the
// draft, read as an amending act and carried out on the acts, gives the proposed wordings; what does not is left out and
// named. Several proposals on one article are merged word by word where they are compatible.
func (w *Workbench) BillText(ctx context.Context, by Member, id BillID, lang act.Lang, only ...Status) (*BillText, error) {
	bill, err := w.Bill(id)
	if err != nil {
		return nil, err
	}
	byAct := map[ActID][]*Proposal{}
	var acts []ActID
	for _, p := range w.Proposals(by, Filter{Bill: id}) {
		if !p.Status.InBill() || len(only) > 0 && !slices.Contains(only, p.Status) {
			continue
		}
		if byAct[p.Act] == nil {
			acts = append(acts, p.Act)
		}
		byAct[p.Act] = append(byAct[p.Act], p)
	}
	made := &keptBillText{title: bill.Title, entry: bill.Entry}
	for _, a := range acts {
		law, err := w.Act(a)
		if err != nil {
			return nil, err
		}
		made.acts = append(made.acts, law)
		for _, p := range byAct[a] {
			made.parts = append(made.parts, billPartOf(p))
		}
	}
	of := billTextOf{id, lang, fmt.Sprint(only)}
	if known := w.billTexts.get(of, made); known != nil {
		return known, nil
	}
	out := &BillText{Bill: id, Days: 10, Entry: bill.Entry}
	var amended []paper.AmendedAct
	for _, a := range acts {
		one, err := w.amendedAct(ctx, out, a, byAct[a], lang)
		if err != nil {
			return nil, err
		}
		if len(one.Items) > 0 {
			amended = append(amended, one)
		}
	}
	form := paper.BillForm{Lang: lang, Title: bill.Title.In(lang), Days: out.Days}
	if lang == act.Kazakh {
		form.Entry = bill.Entry.Kk
	} else {
		form.Entry = bill.Entry.Ru
	}
	out.BillText = paper.NewBillText(form, amended)
	made.text = out
	w.billTexts.put(of, made)
	return out, nil
}

// amendedAct makes the items of one act and adds to out what is left of it.
func (w *Workbench) amendedAct(ctx context.Context, out *BillText, id ActID, list []*Proposal, lang act.Lang) (paper.AmendedAct, error) {
	none := paper.AmendedAct{}
	a, err := w.Act(id)
	if err != nil {
		return none, err
	}
	if _, ok := a.Expressions[lang]; !ok {
		for _, p := range list {
			out.leave(p, LeftOut{Reason: LeftNoText})
		}
		return none, nil
	}
	expression, err := w.Expression(ctx, id, lang)
	if err != nil {
		return none, err
	}
	name, err := w.nameOf(ctx, a, expression, lang)
	if err != nil {
		return none, err
	}
	if name.Kind == paper.KindBylaw {
		for _, p := range list {
			out.leave(p, LeftOut{Reason: LeftBylaw})
		}
		return none, nil
	}
	d := draft{phrases: &w.phrases, out: out, law: titled(expression, name.Title), profile: a.Profile, lang: lang}
	d.gather(list)
	d.phrase()
	made := d.proved(id, name)
	if len(made.Items) > 0 && name.Date == "" && name.Kind != paper.KindConstitution {
		out.Notes = append(out.Notes, BillNote{Code: NoteActUndated, Act: id})
	}
	tight, err := w.tightening(ctx, d.changes)
	if err != nil {
		return none, err
	}
	if len(tight) > 0 {
		out.Days = 60
		out.Notes = append(out.Notes, BillNote{Code: NoteSixtyDays, Act: id, Proposals: tight})
	}
	return made, nil
}

// tightening lists the proposals in the draft that the checker of drafting rules warns of: they set or tighten liability, in
// either language.
func (w *Workbench) tightening(ctx context.Context, changes []*articleDraft) ([]ProposalID, error) {
	var all []*Proposal
	for _, c := range changes {
		all = append(all, c.proposals...)
	}
	tight, refused := make([]bool, len(all)), make([]error, len(all))
	onAllCores(len(all), func(i int) { tight[i], refused[i] = w.tightens(ctx, all[i]) })
	var out []ProposalID
	for i, p := range all {
		if tight[i] {
			out = append(out, p.ID)
		}
	}
	return out, errors.Join(refused...)
}

// nameOf is how the draft calls an act. The day of adoption is the same in both languages, so the other text may give it.
func (w *Workbench) nameOf(ctx context.Context, a *Act, e *act.Expression, lang act.Lang) (paper.ActName, error) {
	name := paper.NameOf(cmp.Or(languageOf(a.Title, lang), e.Title), e.Preface, lang, a.Profile)
	for _, other := range a.Languages() {
		if name.Date != "" || other == lang {
			continue
		}
		twin, err := w.Expression(ctx, a.ID, other)
		if err != nil {
			return name, err
		}
		name.Date = paper.NameOf(twin.Title, twin.Preface, other, a.Profile).Date
	}
	return name, nil
}

// languageOf gives the text in exactly that language.
func languageOf(b Bilingual, lang act.Lang) string {
	if lang == act.Kazakh {
		return b.Kk
	}
	return b.Ru
}

// titled gives an expression under the title that the group knows it by.
func titled(e *act.Expression, title string) *act.Expression {
	return &act.Expression{Title: title, Number: e.Number, Lang: e.Lang, Date: e.Date, Preface: e.Preface,
		Provisions: e.Provisions, Notes: e.Notes}
}

func (t *BillText) leave(p *Proposal, why LeftOut) {
	why.Proposal = p.ID
	t.Left = append(t.Left, why)
}

// draft makes the items of one act.
type draft struct {
	phrases *phrases
	out     *BillText
	law     *act.Expression
	profile act.Profile
	lang    act.Lang
	changes []*articleDraft
}

// articleDraft is what becomes of one article, by one proposal or several.
type articleDraft struct {
	proposals []*Proposal
	kind      ChangeKind
	// current is the wording in force, empty for a new article; proposed is what the draft makes of it.
	current, proposed string
	eid               string // of the article in force
	num               string // of the new article
	order             int    // place of the article, or of the one before it, in the act
	items             []paper.AmendedItem
}

// gather takes the proposals in the order in which they were made and merges those on one article.
func (d *draft) gather(list []*Proposal) {
	articles := d.law.Articles()
	for _, p := range list {
		t, ok := p.Text(Wording, d.lang)
		if !ok {
			d.out.leave(p, LeftOut{Reason: LeftNoText})
			continue
		}
		if t.Conflict != nil {
			d.out.leave(p, LeftOut{Reason: LeftConflict})
			continue
		}
		c := &articleDraft{proposals: []*Proposal{p}, kind: p.Kind, current: t.Current, proposed: strings.TrimSpace(t.Proposed), eid: p.Target}
		if p.Kind == Insert {
			d.gatherNew(c, articles)
			continue
		}
		c.order = slices.IndexFunc(articles, func(a *act.Provision) bool { return a.EID == p.Target })
		switch {
		case c.order < 0 || articles[c.order].Wording() != t.Current:
			d.out.leave(p, LeftOut{Reason: LeftConflict}) // a newer edition is about to be carried over to
		case p.Kind == Amend && d.normal(t.Proposed) == d.normal(t.Current):
			d.out.leave(p, LeftOut{Reason: LeftUnchanged})
		default:
			d.join(c)
		}
	}
	slices.SortStableFunc(d.changes, func(a, b *articleDraft) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.place(), b.place()), act.CompareNums(a.num, b.num))
	})
}

// place puts new articles behind the one that they follow.
func (c *articleDraft) place() int {
	if c.kind == Insert {
		return 1
	}
	return 0
}
