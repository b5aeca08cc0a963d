package proposals

import (
	"cmp"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// MaxRows bounds one comparative table.
const MaxRows = 2000

// CodeTooMany says that more was chosen than one paper holds; args: limit.
const CodeTooMany = "too_many"

// TableOrder says what comparative table to make.
type TableOrder struct {
	Proposals []ProposalID
	Lang      act.Lang
	// Redline marks what is struck out and added; without it both wordings are printed clean.
	Redline bool
	// RoundTable names the round table that the paper is for; empty for none.
	RoundTable RoundTableID
}

// ComparisonTable makes the comparative table of current and proposed wordings (480-V art. 29(2)) of proposals that the
// member may see: acts in the order of legal force (art. 26(5)), proposals in the order given. Where a proposal has no text
// in the language, the other one is printed, because a row left out would be a change that nobody is told of.
func (w *Workbench) ComparisonTable(by Member, order TableOrder) (*paper.ComparisonTable, error) {
	if len(order.Proposals) > MaxRows {
		return nil, Refuse(CodeTooMany, "limit", MaxRows)
	}
	form := paper.Form{Lang: order.Lang, Redline: order.Redline, Made: w.now()}
	chosen := make([]*Proposal, 0, len(order.Proposals))
	for _, id := range order.Proposals {
		p, err := w.Proposal(by, id)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, p)
	}
	if err := w.fillForm(&form, order, chosen); err != nil {
		return nil, err
	}
	slices.SortStableFunc(chosen, func(a, b *Proposal) int { return w.compareActs(a.Act, b.Act) })
	amendments := make([]paper.Amendment, 0, len(chosen))
	for _, p := range chosen {
		amendments = append(amendments, w.amendment(p, order.Lang))
	}
	return paper.NewComparisonTable(form, amendments), nil
}

// fillForm takes the head of the paper from the round table, and from the bill where all proposals are of one.
func (w *Workbench) fillForm(form *paper.Form, order TableOrder, chosen []*Proposal) error {
	form.Date = w.now().Format(time.DateOnly)
	if len(chosen) > 0 && !slices.ContainsFunc(chosen, func(p *Proposal) bool { return p.Bill != chosen[0].Bill }) {
		bill, err := w.Bill(chosen[0].Bill)
		if err != nil {
			return err
		}
		form.Subtitle = bill.Title.In(order.Lang)
	}
	if order.RoundTable == "" {
		return nil
	}
	r, err := w.RoundTable(order.RoundTable)
	if err != nil {
		return err
	}
	if form.Subtitle != "" {
		form.Subtitle += "\n"
	}
	form.Subtitle += paper.HandoutSubtitle(order.Lang, r.Title.In(order.Lang), r.Place.In(order.Lang))
	form.Date = r.Date
	return nil
}

// compareActs orders codes before laws before by-laws, and acts of one force by title.
func (w *Workbench) compareActs(a, b ActID) int {
	if a == b {
		return 0
	}
	first, errA := w.Act(a)
	second, errB := w.Act(b)
	if errA != nil || errB != nil {
		return cmp.Compare(a, b)
	}
	return cmp.Or(cmp.Compare(force(first.Profile), force(second.Profile)),
		cmp.Compare(first.Title.In(act.Russian), second.Title.In(act.Russian)), cmp.Compare(a, b))
}

func force(p act.Profile) int {
	return slices.Index([]act.Profile{act.ProfileCode, act.ProfileLaw, act.ProfileBylaw}, p)
}

// amendment makes the row of one proposal.
func (w *Workbench) amendment(p *Proposal, lang act.Lang) paper.Amendment {
	if languages := p.Languages(); !slices.Contains(languages, lang) {
		lang = languages[0]
	}
	wording, _ := p.Text(Wording, lang)
	why, _ := p.Text(Justification, lang)
	row := paper.Amendment{
		Address:       capital(p.Address.In(lang)),
		Kind:          map[ChangeKind]paper.Kind{Amend: paper.Amend, Insert: paper.Insert, Repeal: paper.Repeal}[p.Kind],
		Ops:           redline.Compare(wording.Current, wording.Proposed),
		Justification: why.Proposed,
	}
	if a, err := w.Act(p.Act); err == nil {
		row.Act = a.Title.In(lang)
	}
	if m, err := w.Member(p.Author); err == nil {
		row.Author = m.Name
	}
	return row
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
