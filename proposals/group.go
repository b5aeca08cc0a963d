package proposals

import (
	"encoding/json"
	"fmt"
)

// Group is the state of the working group: the fold of all events. The values it points to are never changed, so a reader
// may keep them after the lock is gone.
type Group struct {
	Organisations map[OrganisationID]*Organisation
	Members       map[MemberID]*Member
	Acts          map[ActID]*Act
	Bills         map[BillID]*Bill
	Proposals     map[ProposalID]*Proposal
	RoundTables   map[RoundTableID]*RoundTable
	// Events has each stream's events in order: what is replayed after a lost connection.
	Events map[Stream][]Event
}

func newGroup() *Group {
	return &Group{
		Organisations: map[OrganisationID]*Organisation{},
		Members:       map[MemberID]*Member{},
		Acts:          map[ActID]*Act{},
		Bills:         map[BillID]*Bill{},
		Proposals:     map[ProposalID]*Proposal{},
		RoundTables:   map[RoundTableID]*RoundTable{},
		Events:        map[Stream][]Event{},
	}
}

// seq is the number of the stream's last event.
func (g *Group) seq(stream Stream) int { return len(g.Events[stream]) }

// fold takes one event into the state. An event out of order, of an unknown kind or that does not fit the state is an
// error: the log is damaged or written by a later release, and going on would show people a wrong law.
func (g *Group) fold(ev Event) error {
	if ev.Seq != g.seq(ev.Stream)+1 {
		return fmt.Errorf("%s: event %d follows event %d", ev.Stream, ev.Seq, g.seq(ev.Stream))
	}
	if err := g.apply(ev); err != nil {
		return fmt.Errorf("%s: event %d, %s: %w", ev.Stream, ev.Seq, ev.Kind, err)
	}
	g.Events[ev.Stream] = append(g.Events[ev.Stream], ev)
	return nil
}

func (g *Group) apply(ev Event) error {
	thing, id := ev.Stream.Split()
	switch thing {
	case "organisation":
		return g.applyOrganisation(OrganisationID(id), ev)
	case "member":
		return g.applyMember(MemberID(id), ev)
	case "act":
		return g.applyAct(ActID(id), ev)
	case "bill":
		return g.applyBill(BillID(id), ev)
	case "proposal":
		return g.applyProposal(ProposalID(id), ev)
	case "roundtable":
		return g.applyRoundTable(RoundTableID(id), ev)
	}
	return fmt.Errorf("no such stream")
}

// read decodes the data of an event of the wanted kind.
func read[T any](ev Event, kind Kind) (data T, err error) {
	if ev.Kind != kind {
		return data, fmt.Errorf("unexpected kind, want %s", kind)
	}
	err = json.Unmarshal(ev.Data, &data)
	return data, err
}

func (g *Group) applyOrganisation(id OrganisationID, ev Event) error {
	data, err := read[organisationData](ev, OrganisationAdded)
	if err != nil {
		return err
	}
	g.Organisations[id] = &Organisation{ID: id, Name: data.Name, Kind: data.Kind, City: data.City}
	return nil
}

func (g *Group) applyMember(id MemberID, ev Event) error {
	data, err := read[memberData](ev, MemberJoined)
	if err != nil {
		return err
	}
	g.Members[id] = &Member{ID: id, Login: data.Login, Name: data.Name, Role: data.Role, Organisation: data.Organisation}
	return nil
}

func (g *Group) applyAct(id ActID, ev Event) error {
	if ev.Kind == ActAdded {
		data, err := read[actData](ev, ActAdded)
		if err != nil {
			return err
		}
		added := &Act{ID: id, Number: data.Number, Profile: data.Profile, AddedAt: ev.At, AddedBy: ev.By}
		g.Acts[id] = added.with(ev, data.First)
		return nil
	}
	before, ok := g.Acts[id]
	if !ok {
		return fmt.Errorf("no such act")
	}
	if ev.Kind == ActRetitled {
		data, err := read[titleData](ev, ActRetitled)
		if err != nil {
			return err
		}
		after := *before
		after.Title = before.Title.With(data.Lang, data.Title)
		g.Acts[id] = &after
		return nil
	}
	kind := ExpressionAdded
	if ev.Kind == EditionAdded {
		kind = EditionAdded
	}
	data, err := read[expressionData](ev, kind)
	if err != nil {
		return err
	}
	g.Acts[id] = before.with(ev, data)
	return nil
}

func (g *Group) applyBill(id BillID, ev Event) error {
	data, err := read[billData](ev, BillOpened)
	if err != nil {
		return err
	}
	g.Bills[id] = &Bill{ID: id, Title: data.Title, CreatedAt: ev.At, CreatedBy: ev.By}
	return nil
}

func (g *Group) applyRoundTable(id RoundTableID, ev Event) error {
	data, err := read[roundTableData](ev, RoundTableConvened)
	if err != nil {
		return err
	}
	g.RoundTables[id] = &RoundTable{ID: id, Title: data.Title, Date: data.Date, Place: data.Place,
		Proposals: data.Proposals, CreatedAt: ev.At, CreatedBy: ev.By}
	return nil
}

func (g *Group) applyProposal(id ProposalID, ev Event) error {
	if ev.Kind == ProposalOpened {
		data, err := read[openedData](ev, ProposalOpened)
		if err != nil {
			return err
		}
		g.put(open(id, ev, data), ev)
		return nil
	}
	before, ok := g.Proposals[id]
	if !ok {
		return fmt.Errorf("no such proposal")
	}
	after, err := before.next(ev)
	if err != nil {
		return err
	}
	g.put(after, ev)
	return nil
}

func (g *Group) put(p *Proposal, ev Event) {
	p.Seq, p.UpdatedAt = ev.Seq, ev.At
	g.Proposals[p.ID] = p
}

// next gives a new value of the proposal with one event taken in.
func (p *Proposal) next(ev Event) (*Proposal, error) {
	switch ev.Kind {
	case ProposalEdited:
		data, err := read[editedData](ev, ProposalEdited)
		if err != nil {
			return nil, err
		}
		return p.edit(data)
	case ProposalRebased:
		data, err := read[rebasedData](ev, ProposalRebased)
		if err != nil {
			return nil, err
		}
		return p.rebase(data)
	case ProposalShared, ProposalWithdrawn:
		out := *p
		out.Status = map[Kind]Status{ProposalShared: Discussion, ProposalWithdrawn: Withdrawn}[ev.Kind]
		return &out, nil
	case ProposalCommented:
		thread, err := ev.Thread()
		if err != nil {
			return nil, err
		}
		out := *p
		out.Threads = append(p.Threads[:len(p.Threads):len(p.Threads)], thread)
		return &out, nil
	}
	return p.nextInThread(ev)
}

func (p *Proposal) nextInThread(ev Event) (*Proposal, error) {
	switch ev.Kind {
	case CommentReplied:
		comment, reply, err := ev.Reply()
		if err != nil {
			return nil, err
		}
		return p.withThread(comment, func(t *Thread) {
			t.Replies = append(t.Replies[:len(t.Replies):len(t.Replies)], reply)
		}), nil
	case CommentResolved, CommentReopened:
		data, err := read[threadData](ev, ev.Kind)
		if err != nil {
			return nil, err
		}
		return p.withThread(data.Comment, func(t *Thread) {
			t.Resolved = nil
			if ev.Kind == CommentResolved {
				t.Resolved = &Resolution{By: ev.By, At: ev.At}
			}
		}), nil
	}
	return nil, fmt.Errorf("unknown kind")
}
