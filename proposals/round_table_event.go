package proposals

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"talqy/proposals/act"
)

// The kinds of events of a round table after it was convened.
const (
	RoundTableDescribed          Kind = "roundtable.described"
	RoundTableAgendaSet          Kind = "roundtable.agenda_set"
	RoundTableParticipantPut     Kind = "roundtable.participant_put"
	RoundTableParticipantRemoved Kind = "roundtable.participant_removed"
	RoundTableCheckedIn          Kind = "roundtable.checked_in"
	RoundTableMaterialAdded      Kind = "roundtable.material_added"
	RoundTableMaterialRemoved    Kind = "roundtable.material_removed"
	RoundTableRowsNumbered       Kind = "roundtable.rows_numbered"
	RoundTableOpened             Kind = "roundtable.opened"
	RoundTableClosed             Kind = "roundtable.closed"
	RoundTableMoved              Kind = "roundtable.moved"
	RoundTableTimerStarted       Kind = "roundtable.timer_started"
	RoundTableTimerStopped       Kind = "roundtable.timer_stopped"
	RoundTableGuestsLetIn        Kind = "roundtable.guests_let_in"
	RoundTableGuestsClosed       Kind = "roundtable.guests_closed"
	RoundTableRemarkMade         Kind = "roundtable.remark_made"
	RoundTableRemarkAdmitted     Kind = "roundtable.remark_admitted"
	RoundTableRemarkRefused      Kind = "roundtable.remark_refused"
	RoundTableRemarkAnswered     Kind = "roundtable.remark_answered"
	RoundTableVoteOpened         Kind = "roundtable.vote_opened"
	RoundTableBallotCast         Kind = "roundtable.ballot_cast"
	RoundTableVoteClosed         Kind = "roundtable.vote_closed"
	RoundTableDecided            Kind = "roundtable.decided"
)

// The data of these events; what an event says by itself, when and by whom, is not repeated in it.
type (
	// roundTableData is the data of RoundTableConvened. The proposals become an item each; earlier releases had no more.
	roundTableData struct {
		RoundTableHead
		Proposals []ProposalID `json:"proposals,omitempty"`
	}
	agendaData struct {
		Agenda []AgendaItem `json:"agenda"`
	}
	// participantsData is the data of RoundTableParticipantPut: one, or all members at once.
	participantsData struct {
		Participants []Participant `json:"participants"`
	}
	participantData struct {
		Participant ParticipantID `json:"participant"`
	}
	checkInData struct {
		Participant ParticipantID `json:"participant"`
		Present     bool          `json:"present"`
	}
	materialData struct {
		File  Attachment `json:"file"`
		Title Bilingual  `json:"title"`
	}
	materialRemovedData struct {
		File string `json:"file"`
	}
	rowsData struct {
		Rows map[ProposalID]int `json:"rows"`
	}
	itemData struct {
		Item AgendaItemID `json:"item"`
	}
	timerData struct {
		Speaker string `json:"speaker"`
		Seconds int    `json:"seconds"`
	}
	remarkData struct {
		ID           RemarkID     `json:"id"`
		Name         string       `json:"name"`
		Organisation string       `json:"organisation,omitempty"`
		Body         string       `json:"body"`
		Lang         act.Lang     `json:"lang"`
		Item         AgendaItemID `json:"item,omitempty"`
		Proposal     ProposalID   `json:"proposal,omitempty"`
	}
	remarkStateData struct {
		Remark RemarkID `json:"remark"`
	}
	remarkAnswerData struct {
		Remark  RemarkID  `json:"remark"`
		Outcome Outcome   `json:"outcome"`
		Reason  Bilingual `json:"reason,omitzero"`
	}
	voteData struct {
		ID       VoteID       `json:"id"`
		Item     AgendaItemID `json:"item"`
		Proposal ProposalID   `json:"proposal,omitempty"`
		Question Bilingual    `json:"question"`
		Voters   Voters       `json:"voters"`
	}
	ballotData struct {
		Vote  VoteID `json:"vote"`
		Voter string `json:"voter"`
		// Choice is empty where a voice is taken back.
		Choice Choice `json:"choice"`
	}
	voteClosedData struct {
		Vote    VoteID `json:"vote"`
		Tally   Tally  `json:"tally"`
		Counted bool   `json:"counted,omitempty"`
	}
	decisionData struct {
		ID       string           `json:"id"`
		Item     AgendaItemID     `json:"item"`
		Proposal ProposalID       `json:"proposal,omitempty"`
		Outcome  Action           `json:"outcome,omitempty"`
		Text     Bilingual        `json:"text"`
		Wording  Bilingual        `json:"wording,omitzero"`
		Version  map[act.Lang]int `json:"version,omitempty"`
		Vote     VoteID           `json:"vote,omitempty"`
	}
)

// prepareRoundTable works out what an event of a round table does.
func prepareRoundTable(id RoundTableID, ev Event) (change, error) {
	if (ev.Seq == 1) != (ev.Kind == RoundTableConvened) {
		return nil, fmt.Errorf("a round table begins by being convened")
	}
	if ev.Kind == RoundTableConvened {
		data, err := read[roundTableData](ev, RoundTableConvened)
		if data.Kind == "" {
			data.Kind = RoundTableMeeting
		}
		return func(g *group) {
			g.RoundTables[id] = &RoundTable{ID: id, Seq: ev.Seq, RoundTableHead: data.RoundTableHead,
				Agenda: itemsOf(data.Proposals), CreatedAt: ev.At, CreatedBy: ev.By, agendaSeq: ev.Seq}
		}, err
	}
	next, err := nextOfRoundTable(ev)
	if err != nil {
		return nil, err
	}
	return func(g *group) {
		before, ok := g.RoundTables[id]
		if !ok { // a hole in the log, which commit finds
			return
		}
		after := *before
		next(&after)
		after.Seq = ev.Seq
		g.RoundTables[id] = &after
	}, nil
}

// step makes the change of an event from its data. What an event names and the state has not is passed over: nothing may fail
// when a durable event is taken in.
func roundTableStep[T any](ev Event, do func(r *RoundTable, data T)) (func(*RoundTable), error) {
	data, err := read[T](ev, ev.Kind)
	return func(r *RoundTable) { do(r, data) }, err
}

func nextOfRoundTable(ev Event) (func(*RoundTable), error) {
	switch ev.Kind {
	case RoundTableDescribed:
		return roundTableStep(ev, func(r *RoundTable, data RoundTableHead) { r.RoundTableHead = data })
	case RoundTableAgendaSet:
		return roundTableStep(ev, func(r *RoundTable, data agendaData) {
			r.Agenda, r.agendaSeq = data.Agenda, ev.Seq
			if item, _ := r.item(r.Current); item == nil {
				r.Current, r.Timer = "", nil
			}
		})
	case RoundTableParticipantPut:
		return roundTableStep(ev, func(r *RoundTable, data participantsData) {
			r.Participants = putParticipants(r.Participants, data.Participants)
		})
	case RoundTableParticipantRemoved:
		return roundTableStep(ev, func(r *RoundTable, data participantData) {
			r.Participants = slices.DeleteFunc(slices.Clone(r.Participants), func(p Participant) bool { return p.ID == data.Participant })
		})
	case RoundTableCheckedIn:
		return roundTableStep(ev, func(r *RoundTable, data checkInData) {
			r.Participants = replaced(r.Participants, func(p Participant) bool { return p.ID == data.Participant },
				func(p *Participant) { p.Present = data.Present })
		})
	case RoundTableMaterialAdded:
		return roundTableStep(ev, func(r *RoundTable, data materialData) {
			kept := slices.DeleteFunc(slices.Clone(r.Materials), func(m Material) bool { return m.ID == data.File.ID })
			r.Materials = append(kept, Material{Attachment: data.File, Title: data.Title, AddedAt: ev.At, AddedBy: ev.By})
		})
	case RoundTableMaterialRemoved:
		return roundTableStep(ev, func(r *RoundTable, data materialRemovedData) {
			r.Materials = slices.DeleteFunc(slices.Clone(r.Materials), func(m Material) bool { return m.ID == data.File })
		})
	case RoundTableRowsNumbered:
		return roundTableStep(ev, func(r *RoundTable, data rowsData) {
			rows := maps.Clone(data.Rows)
			if rows == nil {
				rows = map[ProposalID]int{}
			}
			maps.Copy(rows, r.Rows) // a number once given stays
			r.Rows = rows
		})
	}
	return nextOfSitting(ev)
}

// nextOfSitting is what happens while people sit together.
func nextOfSitting(ev Event) (func(*RoundTable), error) {
	switch ev.Kind {
	case RoundTableOpened:
		return func(r *RoundTable) {
			if r.OpenedAt.IsZero() {
				r.OpenedAt = ev.At
			}
			r.ClosedAt = time.Time{}
		}, nil
	case RoundTableClosed:
		return func(r *RoundTable) { r.ClosedAt, r.Current, r.Timer, r.Guests = ev.At, "", nil, nil }, nil
	case RoundTableMoved:
		return roundTableStep(ev, func(r *RoundTable, data itemData) { r.Current, r.Timer = data.Item, nil })
	case RoundTableTimerStarted:
		return roundTableStep(ev, func(r *RoundTable, data timerData) { r.Timer = &Timer{data.Speaker, data.Seconds, ev.At} })
	case RoundTableTimerStopped:
		return func(r *RoundTable) { r.Timer = nil }, nil
	case RoundTableGuestsLetIn:
		return roundTableStep(ev, func(r *RoundTable, data GuestLink) { r.Guests = &data })
	case RoundTableGuestsClosed:
		return func(r *RoundTable) { r.Guests = nil }, nil
	case RoundTableDecided:
		return roundTableStep(ev, func(r *RoundTable, data decisionData) { r.Decisions = recorded(r.Decisions, ev, data) })
	}
	return nextOfVoices(ev)
}

// nextOfVoices is what people say and how they vote.
func nextOfVoices(ev Event) (func(*RoundTable), error) {
	state := func(to RemarkState) (func(*RoundTable), error) {
		return roundTableStep(ev, func(r *RoundTable, data remarkStateData) {
			r.Remarks = replaced(r.Remarks, func(one Remark) bool { return one.ID == data.Remark }, func(one *Remark) {
				one.State, one.shown = to, one.shown || to == RemarkAdmitted
			})
		})
	}
	vote := func(id VoteID, do func(*Vote)) func(*RoundTable) {
		return func(r *RoundTable) { r.Votes = replaced(r.Votes, func(v Vote) bool { return v.ID == id }, do) }
	}
	switch ev.Kind {
	case RoundTableRemarkMade:
		return roundTableStep(ev, func(r *RoundTable, data remarkData) {
			// The state before keeps its length, and it has one state after it: thousands of remarks need not be copied for each.
			r.Remarks = append(r.Remarks, data.remark(ev.At))
		})
	case RoundTableRemarkAdmitted:
		return state(RemarkAdmitted)
	case RoundTableRemarkRefused:
		return state(RemarkRefused)
	case RoundTableRemarkAnswered:
		return roundTableStep(ev, func(r *RoundTable, data remarkAnswerData) {
			r.Remarks = replaced(r.Remarks, func(one Remark) bool { return one.ID == data.Remark }, data.answer(ev))
		})
	case RoundTableVoteOpened:
		return roundTableStep(ev, func(r *RoundTable, data voteData) {
			r.Votes = append(r.Votes[:len(r.Votes):len(r.Votes)], Vote{ID: data.ID, Item: data.Item, Proposal: data.Proposal,
				Question: data.Question, Voters: data.Voters, OpenedAt: ev.At})
		})
	case RoundTableBallotCast:
		data, err := read[ballotData](ev, ev.Kind)
		return vote(data.Vote, func(v *Vote) { v.cast(data, ev.By) }), err
	case RoundTableVoteClosed:
		data, err := read[voteClosedData](ev, ev.Kind)
		return vote(data.Vote, func(v *Vote) { v.ClosedAt, v.Tally, v.Counted = ev.At, data.Tally, data.Counted }), err
	}
	return nil, fmt.Errorf("unknown kind")
}

// replaced gives the list with the one that is meant changed; the list given stays.
func replaced[T any](list []T, meant func(T) bool, change func(*T)) []T {
	i := slices.IndexFunc(list, meant)
	if i < 0 {
		return list
	}
	out := slices.Clone(list)
	change(&out[i])
	return out
}

// putParticipants puts people on the list or changes their entries; who is there stays there.
func putParticipants(list, put []Participant) []Participant {
	out := slices.Clone(list)
	at := make(map[ParticipantID]int, len(out))
	for i, p := range out {
		at[p.ID] = i
	}
	for _, p := range put {
		if i, known := at[p.ID]; known {
			p.Present = out[i].Present
			out[i] = p
			continue
		}
		at[p.ID] = len(out)
		out = append(out, p)
	}
	return out
}

// cast records a voice: the last one of a voter counts.
func (v *Vote) cast(data ballotData, by MemberID) {
	ballots, castBy := maps.Clone(v.Ballots), maps.Clone(v.CastBy)
	if ballots == nil {
		ballots, castBy = map[string]Choice{}, map[string]MemberID{}
	}
	if data.Choice == "" {
		delete(ballots, data.Voter)
		delete(castBy, data.Voter)
	} else {
		ballots[data.Voter], castBy[data.Voter] = data.Choice, by
	}
	v.Ballots, v.CastBy, v.Cast = ballots, castBy, len(ballots)
}

// recorded puts a decision on the list. One that is recorded again has another text or names another vote; what was decided on,
// when and by whom stays.
func recorded(list []Decision, ev Event, data decisionData) []Decision {
	again := func(d Decision) bool { return d.ID == data.ID }
	if slices.ContainsFunc(list, again) {
		return replaced(list, again, func(d *Decision) { d.Text, d.Vote = data.Text, data.Vote })
	}
	return append(list[:len(list):len(list)], Decision{ID: data.ID, Item: data.Item, Proposal: data.Proposal, Outcome: data.Outcome,
		Text: data.Text, Wording: data.Wording, Version: data.Version, Vote: data.Vote, At: ev.At, By: ev.By})
}
