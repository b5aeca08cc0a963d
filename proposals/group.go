package proposals

import (
	"encoding/json"
	"fmt"
)

// group is the state of the working group: the fold of all events. The values it points to are never changed, so a reader
// may keep them after the lock is gone.
type group struct {
	Organisations map[OrganisationID]*Organisation
	Members       map[MemberID]*Member
	Acts          map[ActID]*Act
	Bills         map[BillID]*Bill
	Proposals     map[ProposalID]*Proposal
	RoundTables   map[RoundTableID]*RoundTable
	// index finds proposals by where they stand.
	index *proposalIndex
	// Events has each stream's events in order: what is replayed after a lost connection.
	Events map[Stream][]Event
	// notices says who is told of what; nil in a group that is folded for one stream alone.
	notices *notices
	readers map[MemberID]*reader
	// unsubscribe has whose letters a token ends.
	unsubscribe map[string]MemberID
}

func newGroup() *group {
	return &group{
		Organisations: map[OrganisationID]*Organisation{},
		Members:       map[MemberID]*Member{},
		Acts:          map[ActID]*Act{},
		Bills:         map[BillID]*Bill{},
		Proposals:     map[ProposalID]*Proposal{},
		RoundTables:   map[RoundTableID]*RoundTable{},
		index:         newProposalIndex(),
		Events:        map[Stream][]Event{},
		readers:       map[MemberID]*reader{},
		unsubscribe:   map[string]MemberID{},
	}
}

// seq is the number of the stream's last event.
func (g *group) seq(stream Stream) int { return len(g.Events[stream]) }

// change puts what an event did into the state. It is made by prepare, and nothing in it can fail.
type change func(*group)

// fold takes one event into the state. An event out of order, of an unknown kind or that does not fit the state is an
// error: the log is damaged or written by a later release, and going on would show people a wrong law.
func (g *group) fold(ev Event) error {
	_, id := ev.Stream.Split()
	change, err := prepare(ev, g.Proposals[ProposalID(id)])
	if err != nil {
		return err
	}
	return g.commit(ev, change)
}

func (g *group) commit(ev Event, change change) error {
	if ev.Seq != g.seq(ev.Stream)+1 {
		return fmt.Errorf("%s: event %d follows event %d", ev.Stream, ev.Seq, g.seq(ev.Stream))
	}
	_, id := ev.Stream.Split()
	before := g.Proposals[ProposalID(id)]
	change(g)
	g.Events[ev.Stream] = append(g.Events[ev.Stream], ev)
	if g.notices != nil {
		g.notices.take(g, ev, before)
	}
	return nil
}

// prepare decodes an event and works out what it does; proposal is the one that it happens to, nil for other streams.
func prepare(ev Event, proposal *Proposal) (change, error) {
	c, err := prepareThing(ev, proposal)
	if err != nil {
		return nil, fmt.Errorf("%s: event %d, %s: %w", ev.Stream, ev.Seq, ev.Kind, err)
	}
	return c, nil
}

func prepareThing(ev Event, proposal *Proposal) (change, error) {
	thing, id := ev.Stream.Split()
	switch thing {
	case "organisation":
		if ev.Kind == OrganisationDescribed {
			return prepareOrganisation(OrganisationID(id), ev)
		}
		data, err := read[organisationData](ev, OrganisationAdded)
		return func(g *group) {
			o := OrganisationID(id)
			g.Organisations[o] = &Organisation{ID: o, Name: data.Name, Kind: data.Kind, City: data.City}
		}, err
	case "member":
		if change, ok, err := prepareMember(MemberID(id), ev); ok {
			return change, err
		}
		data, err := read[memberData](ev, MemberJoined)
		return func(g *group) {
			m := MemberID(id)
			g.Members[m] = &Member{ID: m, Login: data.Login, Name: data.Name, Role: data.Role, Organisation: data.Organisation,
				Office: data.Office, City: data.City}
		}, err
	case "act":
		return prepareAct(ActID(id), ev)
	case "bill":
		return prepareBill(BillID(id), ev)
	case "proposal":
		return prepareProposal(ProposalID(id), ev, proposal)
	case "reader":
		return prepareReader(MemberID(id), ev)
	case "roundtable":
		return prepareRoundTable(RoundTableID(id), ev)
	}
	return nil, fmt.Errorf("no such stream")
}

// read decodes the data of an event of the wanted kind.
func read[T any](ev Event, kind Kind) (data T, err error) {
	if ev.Kind != kind {
		return data, fmt.Errorf("unexpected kind, want %s", kind)
	}
	err = json.Unmarshal(ev.Data, &data)
	return data, err
}

func prepareAct(id ActID, ev Event) (change, error) {
	amend := func(with func(*Act) *Act) change {
		return func(g *group) {
			if before, ok := g.Acts[id]; ok { // the first event of an act adds it
				g.Acts[id] = with(before)
			}
		}
	}
	switch ev.Kind {
	case ActAdded:
		data, err := read[actData](ev, ActAdded)
		return func(g *group) {
			added := &Act{ID: id, Number: data.Number, Profile: data.Profile, AddedAt: ev.At, AddedBy: ev.By}
			g.Acts[id] = added.with(ev, data.First).called(data.First.Lang, data.First.Title)
		}, err
	case ActRetitled:
		data, err := read[titleData](ev, ActRetitled)
		return amend(func(a *Act) *Act { return a.called(data.Lang, data.Title) }), err
	case EditionAdded: // the title stays: somebody may have corrected it, and files often come without one
		data, err := read[expressionData](ev, EditionAdded)
		return amend(func(a *Act) *Act { return a.with(ev, data) }), err
	}
	data, err := read[expressionData](ev, ExpressionAdded)
	return amend(func(a *Act) *Act { return a.with(ev, data).called(data.Lang, data.Title) }), err
}

func prepareBill(id BillID, ev Event) (change, error) {
	if change, ok, err := prepareBillText(id, ev); ok {
		return change, err
	}
	if ev.Kind == BillEntrySet {
		data, err := read[entryData](ev, BillEntrySet)
		return func(g *group) {
			if before, ok := g.Bills[id]; ok { // the first event of a bill opens it
				after := *before
				after.Entry = data.Entry
				g.Bills[id] = &after
			}
		}, err
	}
	data, err := read[billData](ev, BillOpened)
	return func(g *group) {
		g.Bills[id] = &Bill{ID: id, Title: data.Title, CreatedAt: ev.At, CreatedBy: ev.By}
	}, err
}

func prepareProposal(id ProposalID, ev Event, before *Proposal) (change, error) {
	var after *Proposal
	switch {
	case ev.Kind == ProposalOpened:
		data, err := read[openedData](ev, ProposalOpened)
		if err != nil {
			return nil, err
		}
		after = open(id, ev, data)
	case before == nil:
		return nil, fmt.Errorf("no such proposal")
	default:
		var err error
		if after, err = before.next(ev); err != nil {
			return nil, err
		}
	}
	after.Seq, after.UpdatedAt = ev.Seq, ev.At
	return func(g *group) {
		if before == nil {
			g.index.add(after)
		}
		g.Proposals[id] = after
		g.index.touch(id)
	}, nil
}

// next gives a new value of the proposal with one event taken in.
func (p *Proposal) next(ev Event) (*Proposal, error) {
	if step, ok := stepBy(ev.Kind); ok {
		return p.decided(ev, step)
	}
	switch ev.Kind {
	case ProposalEdited:
		data, err := read[editedData](ev, ProposalEdited)
		if err != nil {
			return nil, err
		}
		data.origin = Origin{ev.By, ev.Seq}
		return p.edit(data)
	case ProposalRebased:
		data, err := read[rebasedData](ev, ProposalRebased)
		if err != nil {
			return nil, err
		}
		moved, err := p.rebase(data)
		if err == nil {
			moved.RebasedAt = ev.At
		}
		return moved, err
	case ChangeAccepted, ChangeRejected, ChangeReopened:
		data, err := read[reviewData](ev, ev.Kind)
		if err != nil {
			return nil, err
		}
		return p.review(ev, data)
	case ProposalEvidencePut, ProposalEvidenceRemoved, ProposalNormCited, ProposalNormUncited:
		return p.evidenced(ev)
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
	case CommentEdited:
		return p.edited(ev)
	case CommentSuggestionAccepted, CommentSuggestionDeclined:
		return p.decidedOn(ev)
	case CommentResolved, CommentReopened:
		data, err := read[threadData](ev, ev.Kind)
		if err != nil {
			return nil, err
		}
		return p.withThread(data.Comment, func(t *Thread) {
			t.Resolved = nil
			if ev.Kind == CommentResolved {
				t.Resolved = &Resolution{By: ev.By, At: ev.At, Outcome: data.Outcome, Reason: data.Reason}
			}
		}), nil
	}
	return nil, fmt.Errorf("unknown kind")
}
