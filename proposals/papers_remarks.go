package proposals

import (
	"talqy/proposals/paper"
)

// remarks makes the certificate of accepted and rejected remarks (480-V art. 17-1(13)) of a bill or a round table: from the
// threads of its proposals, from wordings that were suggested, from remarks of the room and of the public.
func (p *printing) remarks() (*paper.Document, error) {
	switch {
	case p.order.RoundTable != "":
		r, err := p.RoundTable(p.order.RoundTable)
		if err != nil {
			return nil, err
		}
		p.uses(StreamOf("roundtable", string(r.ID)))
		var list []*Proposal
		for _, item := range r.Agenda {
			list = append(list, p.onItem(item)...)
		}
		entries := p.remarksOn(distinctProposals(list))
		entries = append(entries, p.remarksFrom(r.Remarks)...)
		return paper.NewRemarks(p.head(r.Date, "/round-tables/"+string(r.ID)), p.meetingOf(r).Named(), entries), nil
	case p.order.Bill != "":
		b, err := p.Bill(p.order.Bill)
		if err != nil {
			return nil, err
		}
		p.uses(StreamOf("bill", string(b.ID)))
		var ids []ProposalID
		for _, one := range p.byForce(p.Workbench.Proposals(p.by, Filter{Bill: b.ID})) {
			if one.Shared { // also what was rejected or withdrawn: what was said on it was said
				ids = append(ids, one.ID)
			}
		}
		entries := p.remarksOn(p.visible(ids))
		entries = append(entries, p.remarksFrom(b.Remarks)...)
		entries = append(entries, p.remarksFrom(p.roomRemarks(b.ID))...)
		return paper.NewRemarks(p.head(p.today(), "/bills/"+string(b.ID)), paper.OfBill(paper.Bilingual(b.Title)), entries), nil
	}
	return nil, Refuse(CodeNothingChosen)
}

// roomRemarks are those made at round tables on proposals of a bill.
func (p *printing) roomRemarks(bill BillID) []Remark {
	var out []Remark
	for _, r := range p.RoundTables() {
		for _, one := range r.Remarks {
			of, err := p.Proposal(p.by, one.Proposal)
			item, _ := r.item(one.Item)
			if err == nil && of.Bill == bill || one.Proposal == "" && item != nil && item.Bill == bill {
				out = append(out, one)
				p.uses(StreamOf("roundtable", string(r.ID)))
			}
		}
	}
	return out
}

// remarksOn makes an entry of each thread, and one of each wording that was suggested in it.
func (p *printing) remarksOn(list []*Proposal) []paper.RemarkEntry {
	var out []paper.RemarkEntry
	for _, one := range list {
		for _, t := range one.Threads {
			out = append(out, p.thread(one, t))
			for i := range t.Replies {
				if t.Replies[i].Suggestion != nil {
					entry := p.said(one, &t.Replies[i])
					p.answered(&entry, &t.Replies[i])
					out = append(out, entry)
				}
			}
		}
	}
	return out
}

// thread is the entry of a thread. The outcome that was given when it was closed counts before that of its suggestion.
func (p *printing) thread(one *Proposal, t *Thread) paper.RemarkEntry {
	entry := p.said(one, &t.Reply)
	if entry.Quote == "" && t.Anchor != nil {
		entry.Quote = t.Anchor.Quote
	}
	switch {
	case t.Resolved != nil && t.Resolved.Outcome != "":
		entry.Outcome = string(t.Resolved.Outcome)
		entry.Reason = paper.Bilingual{Ru: t.Resolved.Reason, Kk: t.Resolved.Reason}
	default:
		p.answered(&entry, &t.Reply)
		if entry.Outcome == "" && t.Resolved != nil {
			entry.Reason = paper.Bilingual{Ru: "обсуждение закрыто без указания результата", Kk: "талқылау нәтижесі көрсетілмей жабылды"}
		}
	}
	return entry
}

// answered takes the outcome of a comment or reply from what became of the wording that it suggests.
func (p *printing) answered(entry *paper.RemarkEntry, said *Reply) {
	if said.Suggestion == nil || said.Suggestion.Answer == nil {
		return
	}
	a := said.Suggestion.Answer
	switch {
	case a.Accepted:
		entry.Outcome = string(OutcomeAccepted)
	case a.By == said.Author && a.Reason == "":
		entry.Outcome = string(OutcomeRejected)
		entry.Reason = paper.Bilingual{Ru: "снято автором замечания", Kk: "ескертуді автордың өзі қайтарып алды"}
	default:
		entry.Outcome = string(OutcomeRejected)
		entry.Reason = paper.Bilingual{Ru: a.Reason, Kk: a.Reason}
	}
}

// said is a comment or a reply without its outcome.
func (p *printing) said(one *Proposal, r *Reply) paper.RemarkEntry {
	entry := paper.RemarkEntry{Act: p.actTitle(one.Act), Address: address(one), Body: Spoken(r.Body, p.memberName)}
	if m, err := p.Member(r.Author); err == nil {
		entry.Name, entry.Organisation = m.Name, p.organisationName(m.Organisation, Bilingual{})
	}
	if r.Suggestion != nil {
		entry.Quote, entry.Suggested, entry.Excludes = r.Suggestion.Old, r.Suggestion.New, r.Suggestion.New == ""
	}
	return entry
}

func (p *printing) memberName(id MemberID) string {
	if m, err := p.Member(id); err == nil {
		return m.Name
	}
	return ""
}

// remarksFrom are the remarks of people who are no members, as they were let in.
func (p *printing) remarksFrom(list []Remark) []paper.RemarkEntry {
	var out []paper.RemarkEntry
	for _, one := range list {
		if one.State != RemarkAdmitted {
			continue
		}
		entry := paper.RemarkEntry{Name: one.Name, Organisation: paper.Bilingual{Ru: one.Organisation, Kk: one.Organisation}, Body: one.Body,
			Outcome: string(one.Outcome), Reason: paper.Bilingual(one.Reason)}
		if of, err := p.Proposal(p.by, one.Proposal); err == nil {
			entry.Act, entry.Address = p.actTitle(of.Act), address(of)
		}
		out = append(out, entry)
	}
	return out
}
