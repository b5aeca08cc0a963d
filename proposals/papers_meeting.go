package proposals

import (
	"context"
	"maps"
	"slices"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// numberRows gives the proposals that have no row number at the round table one, for good, in the order of the table, and
// answers all its numbers.
func (p *printing) numberRows(ctx context.Context, r *RoundTable, list []*Proposal) (map[ProposalID]int, error) {
	ids := make([]ProposalID, len(list))
	for i, one := range list {
		ids[i] = one.ID
	}
	if err := p.NumberRows(ctx, p.by, r.ID, ids); err != nil {
		return nil, err
	}
	r, err := p.RoundTable(r.ID)
	if err != nil {
		return nil, err
	}
	return r.Rows, nil
}

// meeting makes the papers of a round table.
func (p *printing) meeting() (*paper.Document, error) {
	if p.order.RoundTable == "" {
		return nil, Refuse(CodeNothingChosen)
	}
	r, err := p.RoundTable(p.order.RoundTable)
	if err != nil {
		return nil, err
	}
	p.uses(StreamOf("roundtable", string(r.ID)))
	p.onUnit = map[unit][]ProposalID{}
	for _, item := range r.Agenda {
		for _, one := range p.onItem(item) {
			p.onUnit[unitOf(one)] = append(p.onUnit[unitOf(one)], one.ID)
		}
	}
	m := p.meetingOf(r)
	h := p.head(r.Date, "/round-tables/"+string(r.ID))
	switch p.order.Name {
	case PaperProgramme:
		return paper.NewProgramme(h, m), nil
	case PaperParticipants:
		return paper.NewParticipants(h, m), nil
	case PaperBadges:
		return paper.NewBadges(h, m), nil
	case PaperNamePlates:
		return paper.NewNamePlates(h, m), nil
	case PaperGuestPoster:
		return p.guestPoster(h, m, r)
	}
	return p.minutes(h, m, r), nil
}

// guestPoster prints the guests' link, which an organiser alone may see.
func (p *printing) guestPoster(h paper.Head, m paper.Meeting, r *RoundTable) (*paper.Document, error) {
	if !Can(p.by, ActConvene, nil, nil) {
		return nil, Refuse(CodeForbidden)
	}
	if r.Guests == nil || !r.Guests.Until.After(p.now()) {
		return nil, Refuse(CodeNoGuestLink)
	}
	return paper.NewGuestPoster(h, m, p.order.Site+"/guest/"+r.Guests.Token), nil
}

func (p *printing) meetingOf(r *RoundTable) paper.Meeting {
	m := paper.Meeting{WorkingGroup: r.Kind == WorkingGroupMeeting, Title: paper.Bilingual(r.Title), Date: r.Date, Begins: r.Begins,
		Ends: r.Ends, Place: paper.Bilingual(r.Place), Link: r.Link, Organiser: paper.Bilingual(r.Organiser), Chair: r.Chair,
		Secretary: r.Secretary}
	for _, item := range r.Agenda {
		m.Agenda = append(m.Agenda, p.agendaItem(r, item))
	}
	for _, one := range r.Participants {
		m.Participants = append(m.Participants, p.participant(one))
	}
	return m
}

func (p *printing) agendaItem(r *RoundTable, item AgendaItem) paper.AgendaItem {
	out := paper.AgendaItem{Title: paper.Bilingual(item.Title), Minutes: item.Minutes}
	if out.Title == (paper.Bilingual{}) && item.Bill != "" {
		if b, err := p.Bill(item.Bill); err == nil {
			out.Title = paper.Bilingual(b.Title)
		}
	}
	for _, s := range item.Speakers {
		out.Speakers = append(out.Speakers, paper.Speaker{Name: s.Name, Organisation: paper.Bilingual(s.Organisation), Minutes: s.Minutes})
	}
	for _, one := range p.onItem(item) {
		out.Proposals = append(out.Proposals, paper.AgendaProposal{Row: r.Rows[one.ID], Address: p.apart(one, called(one))})
	}
	if out.Title == (paper.Bilingual{}) && len(item.Proposals) == 1 && len(out.Proposals) == 1 {
		out.Title = out.Proposals[0].Address
	}
	return out
}

// apart adds the author to the name of a unit on which the agenda has another proposal too: of two alternatives under one name nobody
// could say which was discussed.
func (p *printing) apart(one *Proposal, name paper.Bilingual) paper.Bilingual {
	if !slices.ContainsFunc(p.onUnit[unitOf(one)], func(other ProposalID) bool { return other != one.ID }) {
		return name
	}
	by, err := p.Member(one.Author)
	if err != nil {
		return name
	}
	return paper.Bilingual{Ru: name.Ru + " (" + by.Name + ")", Kk: name.Kk + " (" + by.Name + ")"}
}

// called names the unit of a proposal with its heading: «Статья 12. Порядок приема».
func called(one *Proposal) paper.Bilingual {
	out := address(one)
	if h := one.Heading.Ru; h != "" && out.Ru != "" {
		out.Ru += ". " + h
	}
	if h := one.Heading.Kk; h != "" && out.Kk != "" {
		out.Kk += ". " + h
	}
	return out
}

func (p *printing) participant(one Participant) paper.Participant {
	out := paper.Participant{Name: one.Name, Organisation: p.organisationName(one.Organisation, one.Body), Office: paper.Bilingual(one.Office),
		City: one.City, Present: one.Present}
	if m, err := p.Member(one.Member); err == nil {
		out.Name = m.Name
		if m.Organisation != "" {
			out.Organisation = p.organisationName(m.Organisation, one.Body)
		}
		if out.Office == (paper.Bilingual{}) {
			out.Office = paper.Bilingual(m.Office)
		}
		if out.City == "" {
			out.City = m.City
		}
	}
	return out
}

// minutes gathers what happened at each item: the remarks that were let in, the votes that are closed, the decisions.
func (p *printing) minutes(h paper.Head, m paper.Meeting, r *RoundTable) *paper.Document {
	out := paper.Minutes{Meeting: m, Items: make([]paper.MinutesItem, len(r.Agenda))}
	at := map[AgendaItemID]int{}
	for i, item := range r.Agenda {
		at[item.ID] = i
	}
	// What is of no item, or of one that was taken off the agenda, is said under an item of its own: minutes leave nothing out.
	place := func(id AgendaItemID) *paper.MinutesItem {
		if i, ok := at[id]; ok {
			return &out.Items[i]
		}
		if len(out.Items) == len(r.Agenda) {
			out.Agenda = append(slices.Clone(out.Agenda), paper.AgendaItem{Title: paper.Bilingual{Ru: "Разное", Kk: "Әртүрлі мәселелер"}})
			out.Items = append(out.Items, paper.MinutesItem{})
		}
		return &out.Items[len(out.Items)-1]
	}
	for _, one := range r.Remarks {
		if one.State == RemarkAdmitted {
			item := place(one.Item)
			item.Remarks = append(item.Remarks, paper.RoomRemark{Name: one.Name, Organisation: one.Organisation, Body: one.Body, Lang: one.Lang,
				Outcome: string(one.Outcome), Reason: paper.Bilingual(one.Reason)})
		}
	}
	for _, one := range r.Votes {
		if !one.ClosedAt.IsZero() {
			item := place(one.Item)
			item.Votes = append(item.Votes, p.vote(r, one))
		}
	}
	for _, one := range r.Decisions {
		item := place(one.Item)
		item.Decisions = append(item.Decisions, p.decision(r, one))
	}
	return paper.NewMinutes(h, out)
}

func (p *printing) vote(r *RoundTable, one Vote) paper.Vote {
	out := paper.Vote{Question: paper.Bilingual(one.Question), ByOrganisation: one.Voters == ByOrganisation,
		For: one.Tally.For, Against: one.Tally.Against, Abstain: one.Tally.Abstain}
	if one.Counted {
		return out
	}
	for _, voter := range slices.Sorted(maps.Keys(one.Ballots)) {
		out.Voices = append(out.Voices, paper.Voice{Name: p.voter(r, one.Voters, voter), Choice: string(one.Ballots[voter])})
	}
	return out
}

// voter names who has a voice: a participant, or the organisation that he is of.
func (p *printing) voter(r *RoundTable, by Voters, voter string) paper.Bilingual {
	of := r.speaker(by, voter)
	if by == ByOrganisation {
		body := Bilingual{}
		if of != nil {
			body = of.Body
		}
		return p.organisationName(OrganisationID(voter), body)
	}
	if of == nil {
		return paper.Bilingual{Ru: "исключён из списка участников", Kk: "қатысушылар тізімінен шығарылған"}
	}
	name := p.participant(*of).Name
	return paper.Bilingual{Ru: name, Kk: name}
}

func (p *printing) decision(r *RoundTable, one Decision) paper.Decision {
	out := paper.Decision{Row: r.Rows[one.Proposal], Outcome: "", Text: paper.Bilingual(one.Text), Wording: paper.Bilingual(one.Wording),
		Version: maps.Clone(one.Version)}
	switch one.Outcome {
	case ActAgree, ActReject, ActPostpone:
		out.Outcome = string(one.Outcome)
	}
	if of, err := p.Proposal(p.by, one.Proposal); err == nil {
		out.Address = p.apart(of, address(of))
		if of.Kind == Repeal {
			out.Wording = paper.Bilingual{}
		}
	}
	if out.Version == nil {
		out.Version = map[act.Lang]int{}
	}
	return out
}
