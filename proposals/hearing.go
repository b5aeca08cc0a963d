package proposals

import (
	"encoding/json"
	"slices"
	"strings"
)

// Hearing says how an event is told to each member. Most events are told alike to all who may know of their stream; of what is
// done at a round table a member is told only what he sees there. Members of one class are told the same, so that an event is
// written once a class and not once a member.
type Hearing struct {
	event Event
	class func(Member) string
	data  func(class string) any
}

// Hearing looks at an event as things stand now.
func (w *Workbench) Hearing(ev Event) Hearing {
	h := Hearing{event: ev}
	thing, id := ev.Stream.Split()
	if thing != "roundtable" {
		return h
	}
	r, err := w.RoundTable(RoundTableID(id))
	if err != nil {
		return h
	}
	switch ev.Kind {
	case RoundTableAgendaSet, RoundTableRowsNumbered, RoundTableVoteOpened, RoundTableDecided:
		return w.hearingOfProposals(h)
	case RoundTableGuestsLetIn:
		return hearingOf(h, func(m Member, _ GuestLink) bool { return Can(m, ActConvene, nil, nil) },
			func(link GuestLink, all bool) any {
				if !all {
					link.Token = ""
				}
				return link
			})
	case RoundTableRemarkMade, RoundTableRemarkAdmitted, RoundTableRemarkRefused, RoundTableRemarkAnswered:
		return hearingOfRemark(h, r)
	case RoundTableBallotCast:
		return hearingOfBallot(h, r)
	}
	return h
}

// Alike says whether everybody is told the same.
func (h Hearing) Alike() bool { return h.class == nil }

// Class says to which class a member belongs. A class means the same for one event only.
func (h Hearing) Class(m Member) string {
	if h.class == nil {
		return ""
	}
	return h.class(m)
}

// Event gives the event as the members of a class are told it.
func (h Hearing) Event(class string) Event {
	if h.data == nil {
		return h.event
	}
	data := h.data(class)
	raw, err := encode(data)
	if err != nil { // what was read from JSON a moment ago
		raw = []byte("{}")
	}
	ev := h.event
	ev.Data = raw
	if ev.Kind == RoundTableBallotCast && class == hearsLess {
		ev.By = "" // who casts his own voice is the voter
	}
	return ev
}

// The classes of an event that some are told whole and others not.
const (
	hearsAll  = "all"
	hearsLess = "less"
)

// hearingOf tells an event whole to those who may hear all, and what is left to the others.
func hearingOf[T any](h Hearing, all func(Member, T) bool, told func(data T, all bool) any) Hearing {
	data, err := read[T](h.event, h.event.Kind)
	if err != nil {
		return nothing(h)
	}
	h.class = func(m Member) string {
		if all(m, data) {
			return hearsAll
		}
		return hearsLess
	}
	h.data = func(class string) any { return told(data, class == hearsAll) }
	return h
}

// nothing tells that something happened, and not what.
func nothing(h Hearing) Hearing {
	h.data = func(string) any { return struct{}{} }
	return h
}

// hearingOfRemark tells an organiser everything, and the others of remarks that are let in: who hears that one is let in hears what
// it says. Of one that waits or was refused before anybody saw it they are told no id either, for which the guests' link would give
// the words.
func hearingOfRemark(h Hearing, r *RoundTable) Hearing {
	type data struct {
		ID     RemarkID `json:"id"`
		Remark RemarkID `json:"remark"`
	}
	named, err := read[data](h.event, h.event.Kind)
	if err != nil {
		return nothing(h)
	}
	one := r.Remark(max(named.ID, named.Remark))
	forAll := false
	switch {
	case one == nil:
	case h.event.Kind == RoundTableRemarkRefused:
		forAll = one.shown
	case h.event.Kind != RoundTableRemarkMade:
		forAll = one.State == RemarkAdmitted
	}
	h.class = func(m Member) string {
		if forAll || Can(m, ActConvene, nil, nil) {
			return hearsAll
		}
		return hearsLess
	}
	h.data = func(class string) any {
		switch {
		case class != hearsAll:
			return struct{}{}
		case h.event.Kind == RoundTableRemarkAdmitted && one != nil:
			made := *one
			made.State = RemarkAdmitted
			return struct {
				Remark RemarkID `json:"remark"`
				Made   Remark   `json:"made"`
			}{one.ID, made}
		}
		return json.RawMessage(h.event.Data)
	}
	return h
}

// hearingOfBallot tells a voice to whose it is, to an organiser and, once the vote is over, to all; to the others how many there
// are.
func hearingOfBallot(h Hearing, r *RoundTable) Hearing {
	type told struct {
		Vote   VoteID  `json:"vote"`
		Voter  string  `json:"voter,omitempty"`
		Choice *Choice `json:"choice,omitempty"`
		Cast   int     `json:"cast"`
	}
	return hearingOf(h,
		func(m Member, data ballotData) bool {
			v := r.Vote(data.Vote)
			return v != nil && (v.seesAllBallots(m) || v.ownBallot(m, r, data.Voter))
		},
		func(data ballotData, all bool) any {
			out := told{Vote: data.Vote}
			if v := r.Vote(data.Vote); v != nil {
				out.Cast = v.Cast
			}
			if all {
				out.Voter, out.Choice = data.Voter, &data.Choice
			}
			return out
		})
}

// hearingOfProposals leaves proposals out that a member does not see: a draft may stand on an agenda. The class names them.
func (w *Workbench) hearingOfProposals(h Hearing) Hearing {
	hidden := map[ProposalID]*Proposal{}
	for _, id := range proposalsNamed(h.event) {
		if p, err := w.proposal(id); err != nil || !p.Shared {
			hidden[id] = p
		}
	}
	if len(hidden) == 0 {
		return h
	}
	h.class = func(m Member) string {
		var out []string
		for id, p := range hidden {
			if p == nil || !Can(m, ActSee, p, nil) {
				out = append(out, string(id))
			}
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	h.data = func(class string) any {
		out := strings.Fields(class)
		return withoutProposals(h.event, func(id ProposalID) bool { return slices.Contains(out, string(id)) })
	}
	return h
}

// proposalsNamed lists the proposals that the data of an event of a round table names.
func proposalsNamed(ev Event) []ProposalID {
	var data struct {
		Agenda   []AgendaItem
		Rows     map[ProposalID]int
		Proposal ProposalID
	}
	if json.Unmarshal(ev.Data, &data) != nil {
		return nil
	}
	var out []ProposalID
	for _, item := range data.Agenda {
		out = append(out, item.Proposals...)
	}
	for id := range data.Rows {
		out = append(out, id)
	}
	if data.Proposal != "" {
		out = append(out, data.Proposal)
	}
	return out
}

// withoutProposals gives the data of an event without what names certain proposals.
func withoutProposals(ev Event, leftOut func(ProposalID) bool) any {
	switch ev.Kind {
	case RoundTableAgendaSet:
		if data, err := read[agendaData](ev, ev.Kind); err == nil {
			for i := range data.Agenda {
				data.Agenda[i].Proposals = slices.DeleteFunc(data.Agenda[i].Proposals, leftOut)
			}
			return data
		}
	case RoundTableRowsNumbered:
		if data, err := read[rowsData](ev, ev.Kind); err == nil {
			for id := range data.Rows {
				if leftOut(id) {
					delete(data.Rows, id)
				}
			}
			return data
		}
	default:
		if !slices.ContainsFunc(proposalsNamed(ev), leftOut) {
			return json.RawMessage(ev.Data)
		}
	}
	return struct{}{}
}
