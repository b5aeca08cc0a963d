package proposals

import (
	"context"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// bill makes the papers of a bill.
func (p *printing) bill(ctx context.Context) (*paper.Document, error) {
	if p.order.Bill == "" {
		return nil, Refuse(CodeNothingChosen)
	}
	b, err := p.Bill(p.order.Bill)
	if err != nil {
		return nil, err
	}
	p.uses(StreamOf("bill", string(b.ID)))
	list := p.ofBill(b.ID)
	h := p.head(p.today(), "/bills/"+string(b.ID))
	title := paper.Bilingual(b.Title)
	switch p.order.Name {
	case PaperNote:
		return paper.NewExplanatoryNote(h, title, noteParts(b)), nil
	case PaperConformity:
		return paper.NewConformity(h, title, p.citations(list)), nil
	case PaperSummary:
		return paper.NewSummary(h, p.summary(b, list)), nil
	case PaperEvidence:
		return paper.NewEvidence(h, title, p.evidence(list)), nil
	}
	return p.billText(ctx, h)
}

// billText sets the draft law; a language that no amended act has is left out, unless none has it.
func (p *printing) billText(ctx context.Context, h paper.Head) (*paper.Document, error) {
	var only []Status
	if p.order.Only != "" {
		if !p.order.Only.InBill() {
			return nil, Refuse(CodeUnknownChoice, "field", "status")
		}
		only = append(only, p.order.Only)
	}
	texts := map[act.Lang]*paper.BillText{}
	for _, lang := range p.order.Langs {
		b, err := p.BillText(ctx, p.by, p.order.Bill, lang, only...)
		if err != nil {
			return nil, err
		}
		texts[lang] = b.BillText
	}
	return paper.NewBillPaper(h, texts), nil
}

func (p *printing) citations(list []*Proposal) []paper.Citation {
	var out []paper.Citation
	for _, one := range list {
		for _, c := range one.Citations {
			out = append(out, paper.Citation{Treaty: paper.Bilingual(c.Treaty), Article: paper.Bilingual(c.Article), Quote: paper.Bilingual(c.Quote),
				Before: string(c.Before), After: string(c.After), Note: paper.Bilingual(c.Note), Act: p.actTitle(one.Act), Address: address(one)})
		}
	}
	return out
}

func (p *printing) summary(b *Bill, list []*Proposal) paper.Summary {
	out := paper.Summary{Title: paper.Bilingual(b.Title), Text: paper.Bilingual(b.Summary)}
	for _, one := range list {
		out.Changes = append(out.Changes, paper.SummaryChange{Act: p.actTitle(one.Act), Address: address(one), Heading: paper.Bilingual(one.Heading),
			Kind: map[ChangeKind]paper.Kind{Amend: paper.Amend, Insert: paper.Insert, Repeal: paper.Repeal}[one.Kind]})
	}
	return out
}

func (p *printing) evidence(list []*Proposal) []paper.EvidenceItem {
	var out []paper.EvidenceItem
	for _, one := range list {
		if len(one.Evidence) > 0 {
			out = append(out, paper.EvidenceItem{Act: p.actTitle(one.Act), Address: address(one), Evidence: evidenceOf(one)})
		}
	}
	return out
}

// noteParts are the sections of the explanatory note with what the group has written.
func noteParts(b *Bill) []paper.NotePart {
	var out []paper.NotePart
	for _, s := range paper.NoteSections() {
		out = append(out, paper.NotePart{Heading: s.Heading, Hint: s.Hint, Text: paper.Bilingual(b.Note[s.Section])})
	}
	return out
}
