package proposals

import (
	"context"
	"slices"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// table makes the comparative table (480-V art. 29(2)): acts in the order of legal force (art. 26(5)), proposals in the
// order of the agenda, of the bill or of the order.
func (p *printing) table(ctx context.Context) (*paper.Document, error) {
	form, o := p.order.Form, p.order
	date, page := p.today(), ""
	var list []*Proposal
	var err error
	var rows map[ProposalID]int
	switch {
	case len(o.Proposals) > 0:
		if list, err = p.chosen(o.Proposals); err != nil {
			return nil, err
		}
		if len(list) == 1 {
			page = "/proposals/" + string(list[0].ID)
		}
	case o.RoundTable != "":
		r, err := p.RoundTable(o.RoundTable)
		if err != nil {
			return nil, err
		}
		for _, item := range r.Agenda {
			list = append(list, p.onItem(item)...)
		}
		list = distinctProposals(list)
	case o.Bill != "":
		if _, err := p.Bill(o.Bill); err != nil {
			return nil, err
		}
		list = p.ofBill(o.Bill)
	default:
		return nil, Refuse(CodeNothingChosen)
	}
	if len(list) > MaxRows {
		return nil, Refuse(CodeTooMany, "limit", MaxRows)
	}
	if bill, ok := oneBill(list, o.Bill); ok {
		b, err := p.Bill(bill)
		if err != nil {
			return nil, err
		}
		p.uses(StreamOf("bill", string(bill)))
		form.Bill = paper.Bilingual(b.Title)
		if page == "" {
			page = "/bills/" + string(bill)
		}
	}
	list = p.byForce(list)
	if o.RoundTable != "" {
		r, err := p.RoundTable(o.RoundTable)
		if err != nil {
			return nil, err
		}
		if rows, err = p.numberRows(ctx, r, list); err != nil {
			return nil, err
		}
		p.uses(StreamOf("roundtable", string(r.ID)))
		form.Subtitle = p.meetingOf(r).Handout()
		date, page = r.Date, "/round-tables/"+string(r.ID)
	}
	compared := make([]paper.Compared, len(list))
	for i, one := range list {
		if err := ctx.Err(); err != nil { // who asked has gone
			return nil, err
		}
		compared[i] = p.compared(one, rows[one.ID])
	}
	return paper.NewTable(p.head(date, page), form, compared), nil
}

// chosen gives the proposals of an order, in its order; one that the member may not see does not exist.
func (p *printing) chosen(ids []ProposalID) ([]*Proposal, error) {
	ids = distinct(ids)
	if len(ids) > MaxRows {
		return nil, Refuse(CodeTooMany, "limit", MaxRows)
	}
	list := p.visible(ids)
	if len(list) < len(ids) {
		return nil, Refuse(CodeNotFound)
	}
	return list, nil
}

// onItem gives the proposals of an item of an agenda that the member sees: those it names, or all of its bill.
func (p *printing) onItem(item AgendaItem) []*Proposal {
	if len(item.Proposals) == 0 && item.Bill != "" {
		return p.ofBill(item.Bill)
	}
	return p.visible(item.Proposals)
}

func distinctProposals(list []*Proposal) []*Proposal {
	seen := map[ProposalID]bool{}
	return slices.DeleteFunc(list, func(one *Proposal) bool {
		before := seen[one.ID]
		seen[one.ID] = true
		return before
	})
}

// oneBill gives the bill that all proposals are of.
func oneBill(list []*Proposal, asked BillID) (BillID, bool) {
	if asked != "" {
		return asked, true
	}
	if len(list) == 0 || slices.ContainsFunc(list, func(one *Proposal) bool { return one.Bill != list[0].Bill }) {
		return "", false
	}
	return list[0].Bill, true
}

// compared makes the row of a proposal in each language of the paper that it has; where it has none of them, in the other
// one, because a row left out would be a change that nobody is told of.
func (p *printing) compared(one *Proposal, row int) paper.Compared {
	out := paper.Compared{Texts: map[act.Lang]paper.Amendment{}, Evidence: evidenceOf(one), At: one.UpdatedAt}
	langs := p.order.Langs
	if languages := one.Languages(); !slices.ContainsFunc(langs, func(l act.Lang) bool { return slices.Contains(languages, l) }) {
		langs = languages[:min(1, len(languages))]
	}
	for _, lang := range langs {
		wording, ok := one.Text(Wording, lang)
		if !ok {
			continue
		}
		a := p.row(one, lang, wording.Redline())
		a.Number = row
		out.Texts[lang] = a
	}
	return out
}

func evidenceOf(p *Proposal) []paper.Evidence {
	var out []paper.Evidence
	for _, e := range p.Evidence {
		one := paper.Evidence{Kind: string(e.Kind), Source: paper.Bilingual(e.Source), From: e.From, To: e.To, Cases: e.Cases,
			Summary: paper.Bilingual(e.Summary)}
		if e.File != nil {
			one.File = e.File.Name
		}
		out = append(out, one)
	}
	return out
}
