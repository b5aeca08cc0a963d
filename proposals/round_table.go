package proposals

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
)

// RoundTableID names a round table.
type RoundTableID string

// AgendaItemID names an item of an agenda; the client makes it.
type AgendaItemID string

// ParticipantID names somebody on the list of participants; the client makes it.
type ParticipantID string

// RemarkID names a remark from the room or from the public; the client makes it, so that sending twice counts once.
type RemarkID string

// VoteID names a show of hands; the client makes it.
type VoteID string

// MeetingKind tells round tables and meetings of the working group apart: they do the same and are called differently on
// paper.
type MeetingKind string

// The kinds of meetings.
const (
	RoundTableMeeting   MeetingKind = "round_table"   // круглый стол, дөңгелек үстел
	WorkingGroupMeeting MeetingKind = "working_group" // заседание рабочей группы, жұмыс тобының отырысы
)

// RoundTable is a meeting that discusses bills and proposals in the order of its agenda. Values are never changed once
// published: the fold replaces them.
type RoundTable struct {
	ID  RoundTableID
	Seq int
	RoundTableHead
	Agenda       []AgendaItem
	Participants []Participant
	Materials    []Material
	// Rows has the row numbers that proposals got when a table was first printed for this round table. They never change, so
	// that «строка 7» of a handout is row 7 on the screen for good.
	Rows map[ProposalID]int
	// OpenedAt and ClosedAt are when it was opened and closed; zero while it was not.
	OpenedAt time.Time
	ClosedAt time.Time
	// Current is the agenda item that is being discussed; empty before the first and after the last.
	Current AgendaItemID
	// Timer is the speaker's time that runs; nil for none.
	Timer     *Timer
	Guests    *GuestLink
	Remarks   []Remark
	Votes     []Vote
	Decisions []Decision
	CreatedAt time.Time
	CreatedBy MemberID
	// agendaSeq is the number of the event that set the agenda: who puts another one says which he had before him.
	agendaSeq int
}

// RoundTableHead is what is said of a round table in its invitation. It is replaced as a whole.
type RoundTableHead struct {
	Kind  MeetingKind `json:"kind,omitempty"`
	Title Bilingual   `json:"title"`
	// Date is the day, YYYY-MM-DD; Begins and Ends are HH:MM in the group's zone (UTC+5), either may be empty.
	Date   string `json:"date"`
	Begins string `json:"begins,omitempty"`
	Ends   string `json:"ends,omitempty"`
	// Place is a hall and its address; Link a call's https address. One of both may be empty.
	Place Bilingual `json:"place"`
	Link  string    `json:"link,omitempty"`
	// Organiser is who holds it, as papers name it; Chair and Secretary sign the minutes.
	Organiser Bilingual `json:"organiser,omitzero"`
	Chair     string    `json:"chair,omitempty"`
	Secretary string    `json:"secretary,omitempty"`
}

// AgendaItem is one item: proposals, all of a bill, or neither (an opening, a break).
type AgendaItem struct {
	ID    AgendaItemID `json:"id"`
	Title Bilingual    `json:"title"` // may be empty where the item names a bill or proposals
	Bill  BillID       `json:"bill,omitempty"`
	// Proposals in their order; with Bill and no Proposals the item is on the whole bill.
	Proposals []ProposalID `json:"proposals,omitempty"`
	Speakers  []Speaker    `json:"speakers,omitempty"`
	// Minutes is the time for discussion besides the speakers' own.
	Minutes int `json:"minutes,omitempty"`
}

// Speaker speaks to an item.
type Speaker struct {
	Name         string    `json:"name"`
	Organisation Bilingual `json:"organisation,omitzero"`
	Minutes      int       `json:"minutes"`
}

// Participant is invited to a round table; who is no member of the group has no Member.
type Participant struct {
	ID           ParticipantID  `json:"id"`
	Member       MemberID       `json:"member,omitempty"`
	Name         string         `json:"name"`
	Organisation OrganisationID `json:"organisation,omitempty"`
	// Body names the organisation of a participant whose organisation is not in the group.
	Body   Bilingual `json:"body,omitzero"`
	Office Bilingual `json:"office,omitzero"`
	City   string    `json:"city,omitempty"`
	// Present is set by whoever keeps the check-in list.
	Present bool `json:"present,omitempty"`
}

// Material is a file handed out at a round table.
type Material struct {
	Attachment
	Title   Bilingual `json:"title"`
	AddedAt time.Time `json:"addedAt"`
	AddedBy MemberID  `json:"addedBy"`
}

// Attachment is a file that an event names; its content lies in Files, under the SHA-256 of its bytes.
type Attachment struct {
	ID   string `json:"id"` // SHA-256, lower-case hexadecimal
	Name string `json:"name"`
	Type string `json:"type"` // media type, of those that checkAttachment knows
	Size int    `json:"size"` // bytes
}

// Timer is a speaker's time: it ends Seconds after StartedAt, and browsers count it down by themselves.
type Timer struct {
	Speaker   string    `json:"speaker"`
	Seconds   int       `json:"seconds"`
	StartedAt time.Time `json:"startedAt"`
}

// GuestLink lets people in the room send remarks from their telephones on one day. Its token is no secret from the group: it
// hangs on the wall as a QR code, and lets its holder do less than any member may.
type GuestLink struct {
	Token string `json:"token"`
	// Until is when it ends: the end of the day of the round table, or of today where that has passed.
	Until time.Time `json:"until"`
}

// RemarkState says whether an organiser has let a remark in.
type RemarkState string

// The states of a remark.
const (
	RemarkWaiting  RemarkState = "waiting"
	RemarkAdmitted RemarkState = "admitted"
	RemarkRefused  RemarkState = "refused"
)

// Outcome is what became of a remark or of a thread: the certificate of remarks is made of it (480-V art. 17-1(13)).
type Outcome string

// The outcomes; empty is none yet.
const (
	OutcomeAccepted Outcome = "accepted"
	OutcomeRejected Outcome = "rejected" // needs a reason
	OutcomeNoted    Outcome = "noted"    // taken note of: a question, an opinion
)

// valid says whether o is one of the outcomes, none among them.
func (o Outcome) valid() bool {
	return o == "" || o == OutcomeAccepted || o == OutcomeRejected || o == OutcomeNoted
}

// Remark is what somebody who is no member said: in the room of a round table or on the public page of a bill.
type Remark struct {
	ID           RemarkID `json:"id"`
	Name         string   `json:"name"`
	Organisation string   `json:"organisation,omitempty"`
	Body         string   `json:"body"`
	Lang         act.Lang `json:"lang"`
	// Item is the agenda item, Proposal the proposal that it is about; either may be empty.
	Item     AgendaItemID `json:"item,omitempty"`
	Proposal ProposalID   `json:"proposal,omitempty"`
	At       time.Time    `json:"at"`
	State    RemarkState  `json:"state"`
	// Outcome and Reason are the group's answer.
	Outcome    Outcome   `json:"outcome,omitempty"`
	Reason     Bilingual `json:"reason,omitzero"`
	AnsweredBy MemberID  `json:"answeredBy,omitempty"`
	AnsweredAt time.Time `json:"answeredAt,omitzero"`
	// shown says that it was let in once: what everybody has read is no secret when it is refused later.
	shown bool
}

// Voters says who has a voice in a show of hands.
type Voters string

// The kinds of voters.
const (
	ByPerson       Voters = "person"
	ByOrganisation Voters = "organisation"
)

// Choice is a voice.
type Choice string

// The choices of a show of hands.
const (
	VoteFor     Choice = "for"
	VoteAgainst Choice = "against"
	VoteAbstain Choice = "abstain"
)

// Vote is a show of hands on a question. Either each voice is recorded by name, or the hands were counted.
type Vote struct {
	ID       VoteID       `json:"id"`
	Item     AgendaItemID `json:"item"`
	Proposal ProposalID   `json:"proposal,omitempty"`
	Question Bilingual    `json:"question"`
	Voters   Voters       `json:"voters"`
	OpenedAt time.Time    `json:"openedAt"`
	ClosedAt time.Time    `json:"closedAt,omitzero"`
	// Ballots are the voices by the voter; see Participant.Voice.
	Ballots map[string]Choice `json:"ballots,omitempty"`
	// CastBy says who recorded each voice: the last one of an organisation counts, and its minutes name who gave it.
	CastBy map[string]MemberID `json:"castBy,omitempty"`
	// Cast counts the voices recorded so far, also for those who may not see them yet.
	Cast int `json:"cast"`
	// Tally is the result once it is closed.
	Tally Tally `json:"tally"`
	// Counted says that the hands were counted: Tally is what the organiser counted and Ballots are empty.
	Counted bool `json:"counted,omitempty"`
}

// Tally counts the voices.
type Tally struct {
	For     int `json:"for"`
	Against int `json:"against"`
	Abstain int `json:"abstain"`
}

// Decision is what a round table decided on an item or on one proposal of it.
type Decision struct {
	ID       string       `json:"id"`
	Item     AgendaItemID `json:"item"`
	Proposal ProposalID   `json:"proposal,omitempty"`
	// Outcome is the step taken on the proposal, ActAgree, ActReject or ActPostpone; empty where the text alone decides.
	Outcome Action `json:"outcome,omitempty"`
	// Text is the decision as the minutes say it.
	Text Bilingual `json:"text"`
	// Wording is the proposed wording that was decided on, and Version its version in each language: later edits do not
	// change what was decided.
	Wording Bilingual        `json:"wording,omitzero"`
	Version map[act.Lang]int `json:"version,omitempty"`
	Vote    VoteID           `json:"vote,omitempty"`
	At      time.Time        `json:"at"`
	By      MemberID         `json:"by"`
}

// Proposals lists the proposals that the agenda names, in its order, each once; those of items on a whole bill are found by
// Workbench.OnAgenda.
func (r *RoundTable) Proposals() []ProposalID {
	var out []ProposalID
	for _, item := range r.Agenda {
		out = append(out, item.Proposals...)
	}
	return distinct(out)
}

// Sitting says whether the round table has been opened and not closed.
func (r *RoundTable) Sitting() bool { return !r.OpenedAt.IsZero() && r.ClosedAt.IsZero() }

// item finds an item of the agenda and its number, counted from 1; nil when there is none of that id.
func (r *RoundTable) item(id AgendaItemID) (*AgendaItem, int) {
	i := slices.IndexFunc(r.Agenda, func(item AgendaItem) bool { return item.ID == id })
	if i < 0 {
		return nil, 0
	}
	return &r.Agenda[i], i + 1
}

// Participant finds somebody on the list of participants; nil when nobody has that id.
func (r *RoundTable) Participant(id ParticipantID) *Participant {
	i := slices.IndexFunc(r.Participants, func(p Participant) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Participants[i]
}

// ParticipantOf finds a member on the list of participants; nil for who was not invited.
func (r *RoundTable) ParticipantOf(m MemberID) *Participant {
	i := slices.IndexFunc(r.Participants, func(p Participant) bool { return m != "" && p.Member == m })
	if i < 0 {
		return nil
	}
	return &r.Participants[i]
}

// Voice names the voter whom a participant speaks for: himself, or his organisation. An organisation that is not in the
// group is known by its name, so that two who come from it have one voice. Who comes from none has none in a vote by
// organisation: the answer is empty.
func (p Participant) Voice(v Voters) string {
	name := strings.ToLower(strings.Join(strings.Fields(p.Body.In(act.Russian)), " "))
	switch {
	case v == ByPerson:
		return string(p.ID)
	case p.Organisation != "":
		return string(p.Organisation)
	case name == "":
		return ""
	}
	sum := sha256.Sum256([]byte(name))
	return "body-" + hex.EncodeToString(sum[:8])
}

// speaker finds who speaks for a voter: of an organisation the first on the list, who is there if anybody is; nil for
// nobody.
func (r *RoundTable) speaker(v Voters, voter string) *Participant {
	var found *Participant
	for i, p := range r.Participants {
		if voter != "" && p.Voice(v) == voter && (found == nil || p.Present && !found.Present) {
			found = &r.Participants[i]
		}
	}
	return found
}

// Vote finds a show of hands; nil when there is none of that id.
func (r *RoundTable) Vote(id VoteID) *Vote {
	i := slices.IndexFunc(r.Votes, func(v Vote) bool { return v.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Votes[i]
}

// openVote gives the show of hands that is going on; nil for none.
func (r *RoundTable) openVote() *Vote {
	i := slices.IndexFunc(r.Votes, func(v Vote) bool { return v.ClosedAt.IsZero() })
	if i < 0 {
		return nil
	}
	return &r.Votes[i]
}

// Remark finds what somebody in the room said; nil when there is none of that id.
func (r *RoundTable) Remark(id RemarkID) *Remark { return remarkIn(r.Remarks, id) }

// Signature is how the one who sent a remark called himself: a name, and an organisation where he gave one.
func (r *Remark) Signature() string {
	if r.Organisation == "" {
		return r.Name
	}
	return r.Name + ", " + r.Organisation
}

func remarkIn(list []Remark, id RemarkID) *Remark {
	i := slices.IndexFunc(list, func(one Remark) bool { return one.ID == id })
	if i < 0 {
		return nil
	}
	return &list[i]
}

// Decision finds a decision; nil when there is none of that id.
func (r *RoundTable) Decision(id string) *Decision {
	i := slices.IndexFunc(r.Decisions, func(d Decision) bool { return d.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Decisions[i]
}

// tallied counts the voices recorded.
func (v Vote) tallied() Tally {
	var t Tally
	for _, choice := range v.Ballots {
		switch choice {
		case VoteFor:
			t.For++
		case VoteAgainst:
			t.Against++
		case VoteAbstain:
			t.Abstain++
		}
	}
	return t
}

// itemsOf makes an agenda of proposals alone, an item each.
func itemsOf(chosen []ProposalID) []AgendaItem {
	var agenda []AgendaItem
	for _, p := range chosen {
		agenda = append(agenda, AgendaItem{ID: AgendaItemID(p), Proposals: []ProposalID{p}})
	}
	return agenda
}
