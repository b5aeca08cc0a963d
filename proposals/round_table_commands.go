package proposals

import (
	"context"
	"slices"
	"time"
)

// Convene convenes a round table on proposals that the organiser sees, an item of the agenda each, in the order given.
func (w *Workbench) Convene(ctx context.Context, by Member, head RoundTableHead, chosen []ProposalID) (RoundTableID, error) {
	if !Can(by, ActConvene, nil, nil) {
		return "", Refuse(CodeForbidden)
	}
	chosen = distinct(chosen)
	if len(chosen) > MaxAgenda {
		return "", Refuse(CodeTooMany, "limit", MaxAgenda)
	}
	head, err := checkHead(head)
	if err != nil {
		return "", err
	}
	id := RoundTableID(w.idFor(ctx, by.ID, "roundtable"))
	return id, w.append(ctx, StreamOf("roundtable", string(id)), by.ID, func() (Kind, any, error) {
		for _, p := range chosen {
			if _, err := w.Proposal(by, p); err != nil {
				return "", nil, err
			}
		}
		return RoundTableConvened, roundTableData{head, chosen}, nil
	})
}

// mayLead gives the round table to who leads there.
func (w *Workbench) mayLead(by Member, id RoundTableID) (*RoundTable, error) {
	r, err := w.RoundTable(id)
	if err != nil {
		return nil, err
	}
	if !Can(by, ActConvene, nil, nil) {
		return nil, Refuse(CodeForbidden)
	}
	return r, nil
}

// lead appends to the stream of a round table what an organiser does there. decide gets the round table as it stands.
func (w *Workbench) lead(ctx context.Context, by Member, id RoundTableID, decide func(r *RoundTable) (Kind, any, error)) error {
	if _, err := w.mayLead(by, id); err != nil {
		return err
	}
	return w.atTable(ctx, by.ID, id, decide)
}

// atTable appends to the stream of a round table.
func (w *Workbench) atTable(ctx context.Context, by MemberID, id RoundTableID, decide func(r *RoundTable) (Kind, any, error)) error {
	return w.append(ctx, StreamOf("roundtable", string(id)), by, func() (Kind, any, error) {
		r, err := w.RoundTable(id)
		if err != nil {
			return "", nil, err
		}
		return decide(r)
	})
}

// unchanged is the decision for what is so already.
func unchanged() (Kind, any, error) { return "", nil, nil }

// Describe replaces what the invitation of a round table says.
func (w *Workbench) Describe(ctx context.Context, by Member, id RoundTableID, head RoundTableHead) error {
	head, err := checkHead(head)
	if err != nil {
		return w.hidden(by, id, err)
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		if head == r.RoundTableHead {
			return unchanged()
		}
		return RoundTableDescribed, head, nil
	})
}

// hidden gives the refusal that comes before a check of what was sent: who may not do a thing is told that, and not what is
// wrong with it.
func (w *Workbench) hidden(by Member, id RoundTableID, err error) error {
	if _, hiding := w.mayLead(by, id); hiding != nil {
		return hiding
	}
	return err
}

// SetAgenda replaces the agenda. seq is the number of the last event that the organiser had before him: where the agenda was
// changed after it, CodeAgendaMovedOn. An item on which something was voted, decided or said cannot be left out.
func (w *Workbench) SetAgenda(ctx context.Context, by Member, id RoundTableID, seq int, agenda []AgendaItem) error {
	if len(agenda) > MaxAgenda {
		return w.hidden(by, id, Refuse(CodeTooMany, "limit", MaxAgenda))
	}
	checked := make([]AgendaItem, 0, len(agenda))
	known, named := map[AgendaItemID]bool{}, 0
	for _, item := range agenda {
		item, err := checkItem(item)
		if err == nil && known[item.ID] {
			err = Refuse(CodeBadID, "field", "agenda")
		}
		if named += len(item.Proposals); err == nil && named > MaxRows {
			err = Refuse(CodeTooMany, "limit", MaxRows)
		}
		if err != nil {
			return w.hidden(by, id, err)
		}
		known[item.ID] = true
		checked = append(checked, item)
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		whole, err := w.wholeAgenda(by, r, checked)
		if err != nil || sameAgenda(whole, r.Agenda) {
			return "", nil, err
		}
		if seq < r.agendaSeq {
			return "", nil, Refuse(CodeAgendaMovedOn)
		}
		for i, item := range r.Agenda {
			if !known[item.ID] && r.spokenOn(item.ID) {
				return "", nil, Refuse(CodeAgendaItemUsed, "n", i+1)
			}
		}
		return RoundTableAgendaSet, agendaData{whole}, nil
	})
}

func sameAgenda(a, b []AgendaItem) bool {
	return slices.EqualFunc(a, b, func(x, y AgendaItem) bool {
		return x.ID == y.ID && x.Title == y.Title && x.Bill == y.Bill && x.Minutes == y.Minutes &&
			slices.Equal(x.Proposals, y.Proposals) && slices.Equal(x.Speakers, y.Speakers)
	})
}

// wholeAgenda checks what an agenda names, and puts back what the organiser could not see in it: another organiser's draft
// is not taken off the agenda by who does not know that it is there.
func (w *Workbench) wholeAgenda(by Member, r *RoundTable, agenda []AgendaItem) ([]AgendaItem, error) {
	out := slices.Clone(agenda)
	for i, item := range out {
		if item.Bill != "" {
			if _, err := w.Bill(item.Bill); err != nil {
				return nil, err
			}
		}
		for _, p := range item.Proposals {
			if _, err := w.Proposal(by, p); err != nil {
				return nil, err
			}
		}
		if before, _ := r.item(item.ID); before != nil {
			for _, p := range before.Proposals {
				if _, err := w.Proposal(by, p); err != nil {
					out[i].Proposals = append(slices.Clip(out[i].Proposals), p)
				}
			}
		}
		if item = out[i]; item.Title == (Bilingual{}) && item.Bill == "" && len(item.Proposals) == 0 {
			return nil, Refuse(CodeEmpty, "field", "title")
		}
	}
	return out, nil
}

// spokenOn says whether the papers of the round table name an item.
func (r *RoundTable) spokenOn(item AgendaItemID) bool {
	return slices.ContainsFunc(r.Votes, func(v Vote) bool { return v.Item == item }) ||
		slices.ContainsFunc(r.Decisions, func(d Decision) bool { return d.Item == item }) ||
		slices.ContainsFunc(r.Remarks, func(one Remark) bool { return one.Item == item && one.State != RemarkRefused })
}

// OnAgenda lists the proposals of an agenda that the member may see, in its order, each once: those that items name, and of an
// item on a whole bill those that are shared and were not withdrawn.
func (w *Workbench) OnAgenda(by Member, r *RoundTable) []*Proposal {
	var out []*Proposal
	known := map[ProposalID]bool{}
	for _, item := range r.Agenda {
		for _, p := range w.seenOnItem(by, item) {
			if !known[p.ID] {
				known[p.ID] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// seenOnItem lists the proposals of one item of an agenda that the member may see.
func (w *Workbench) seenOnItem(by Member, item AgendaItem) []*Proposal {
	return w.onItem(item, func(p *Proposal) bool { return Can(by, ActSee, p, nil) })
}

func (w *Workbench) onItem(item AgendaItem, sees func(*Proposal) bool) []*Proposal {
	var out []*Proposal
	for _, id := range item.Proposals {
		if p, err := w.proposal(id); err == nil && sees(p) {
			out = append(out, p)
		}
	}
	if item.Bill == "" || len(item.Proposals) > 0 {
		return out
	}
	return w.pick(ofBill(item.Bill), func(p *Proposal) bool { return p.Shared && p.Status != Withdrawn && sees(p) })
}

// Invite puts somebody on the list of participants, or changes his entry. Who is a member of the group is entered as the group
// knows him, once.
func (w *Workbench) Invite(ctx context.Context, by Member, id RoundTableID, p Participant) error {
	p, err := w.checkParticipant(p)
	if err != nil {
		return w.hidden(by, id, err)
	}
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		before := r.Participant(p.ID)
		if on := r.ParticipantOf(p.Member); on != nil && on.ID != p.ID {
			return unchanged()
		}
		if before == nil && len(r.Participants) >= MaxParticipants {
			return "", nil, Refuse(CodeTooMany, "limit", MaxParticipants)
		}
		if before != nil {
			p.Present = before.Present
			if p == *before {
				return unchanged()
			}
			if r.voted(*before, &p) {
				return "", nil, Refuse(CodeParticipantVoted)
			}
		}
		p.Present = false // presence has its own event
		return RoundTableParticipantPut, participantsData{[]Participant{p}}, nil
	})
}

func (w *Workbench) checkParticipant(p Participant) (Participant, error) {
	err := checkID("participant", string(p.ID))
	if err != nil {
		return p, err
	}
	if p.Member != "" {
		m, err := w.Member(p.Member)
		if err != nil || m.Deactivated {
			return p, Refuse(CodeUnknownChoice, "field", "member")
		}
		return participantOf(p.ID, m), nil
	}
	if p.Name, err = line("name", p.Name, MaxName); err != nil {
		return p, err
	}
	if p.Organisation != "" {
		if _, err := w.Organisation(p.Organisation); err != nil {
			return p, Refuse(CodeUnknownChoice, "field", "organisation")
		}
	}
	if p.Body, err = optionalTitle("body", p.Body); err != nil {
		return p, err
	}
	if p.Office, err = optionalTitle("office", p.Office); err != nil {
		return p, err
	}
	p.City, err = optionalLine("city", p.City, MaxName)
	return p, err
}

func participantOf(id ParticipantID, m *Member) Participant {
	return Participant{ID: id, Member: m.ID, Name: m.Name, Organisation: m.Organisation, Office: m.Office, City: m.City}
}

// InviteAll puts every member of the group who is not there yet, and has not been shut out, on the list of participants.
func (w *Workbench) InviteAll(ctx context.Context, by Member, id RoundTableID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		var put []Participant
		for _, m := range w.Members() {
			if !m.Deactivated && r.ParticipantOf(m.ID) == nil {
				put = append(put, participantOf(ParticipantID("m-"+string(m.ID)), m))
			}
		}
		if len(put) == 0 {
			return unchanged()
		}
		if len(r.Participants)+len(put) > MaxParticipants {
			return "", nil, Refuse(CodeTooMany, "limit", MaxParticipants)
		}
		return RoundTableParticipantPut, participantsData{put}, nil
	})
}

// TakeBack takes somebody off the list of participants; whose voice was recorded stays on it.
func (w *Workbench) TakeBack(ctx context.Context, by Member, id RoundTableID, participant ParticipantID) error {
	return w.lead(ctx, by, id, func(r *RoundTable) (Kind, any, error) {
		p := r.Participant(participant)
		switch {
		case p == nil:
			return unchanged()
		case r.voted(*p, nil):
			return "", nil, Refuse(CodeParticipantVoted)
		}
		return RoundTableParticipantRemoved, participantData{participant}, nil
	})
}

// voted says whether a voice of a participant is recorded, his own or that of his organisation with nobody else on the list to
// speak for it, that nobody would have when the entry becomes another one, or none: minutes would name a voter whom nobody knows.
func (r *RoundTable) voted(p Participant, becomes *Participant) bool {
	return slices.ContainsFunc(r.Votes, func(v Vote) bool {
		voice := p.Voice(v.Voters)
		if _, cast := v.Ballots[voice]; !cast || voice == "" {
			return false
		}
		if becomes != nil && becomes.Voice(v.Voters) == voice && (v.Voters == ByOrganisation || becomes.Member == p.Member) {
			return false
		}
		return !slices.ContainsFunc(r.Participants, func(o Participant) bool { return o.ID != p.ID && o.Voice(v.Voters) == voice })
	})
}

// CheckIn records that a participant is present, or is not. Who does it for himself does it on the day of the round table.
func (w *Workbench) CheckIn(ctx context.Context, by Member, id RoundTableID, participant ParticipantID, present bool) error {
	return w.atTable(ctx, by.ID, id, func(r *RoundTable) (Kind, any, error) {
		p := r.Participant(participant)
		if p == nil {
			return "", nil, Refuse(CodeNotFound)
		}
		if !CanAt(by, ActCheckIn, r, p) {
			return "", nil, Refuse(CodeForbidden)
		}
		if p.Present == present {
			return unchanged()
		}
		if !Can(by, ActConvene, nil, nil) && w.now().In(astana).Format(time.DateOnly) != r.Date {
			return "", nil, Refuse(CodeNotToday, "date", r.Date)
		}
		return RoundTableCheckedIn, checkInData{participant, present}, nil
	})
}

// NumberRows gives row numbers to those of the proposals that are on the agenda and have none yet, in the order given and
// counted on from the highest. Whoever prints does it; a number never changes.
func (w *Workbench) NumberRows(ctx context.Context, by Member, id RoundTableID, chosen []ProposalID) error {
	return w.atTable(ctx, by.ID, id, func(r *RoundTable) (Kind, any, error) {
		if !Can(by, ActSee, nil, nil) {
			return "", nil, Refuse(CodeForbidden)
		}
		on := map[ProposalID]bool{}
		for _, p := range w.OnAgenda(by, r) {
			on[p.ID] = true
		}
		last := 0
		for _, n := range r.Rows {
			last = max(last, n)
		}
		fresh := map[ProposalID]int{}
		for _, p := range distinct(chosen) {
			if _, numbered := r.Rows[p]; !numbered && on[p] {
				last++
				fresh[p] = last
			}
		}
		switch {
		case len(fresh) == 0:
			return unchanged()
		case last > MaxRows:
			return "", nil, Refuse(CodeTooMany, "limit", MaxRows)
		}
		return RoundTableRowsNumbered, rowsData{fresh}, nil
	})
}
