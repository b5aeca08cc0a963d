package proposals

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Stream names what an event happened to: «proposal/3kx…». Events of one stream have consecutive numbers from 1.
type Stream string

// StreamOf joins the kind of a thing and its id.
func StreamOf(thing, id string) Stream { return Stream(thing + "/" + id) }

// Split gives the kind of the thing and its id.
func (s Stream) Split() (thing, id string) {
	thing, id, _ = strings.Cut(string(s), "/")
	return thing, id
}

// Kind says what happened.
type Kind string

// The kinds of events; their data types stand beside the things they happen to.
const (
	OrganisationAdded     Kind = "organisation.added"
	MemberJoined          Kind = "member.joined"
	OrganisationDescribed Kind = "organisation.described"
	MemberDescribed       Kind = "member.described"
	MemberRoleChanged     Kind = "member.role_changed"
	MemberDeactivated     Kind = "member.deactivated"
	MemberReactivated     Kind = "member.reactivated"
	ActAdded              Kind = "act.added"
	ExpressionAdded       Kind = "act.expression_added"
	EditionAdded          Kind = "act.edition_added"
	ActRetitled           Kind = "act.retitled"
	BillOpened            Kind = "bill.opened"
	BillEntrySet          Kind = "bill.entry_set"
	BillSummarySet        Kind = "bill.summary_set"
	BillNoteSet           Kind = "bill.note_set"
	// The page of a bill was opened to the public, or closed again.
	BillPublished   Kind = "bill.published"
	BillUnpublished Kind = "bill.unpublished"
	// What the public says of a bill; these events are of nobody in the group where By is empty.
	BillRemarkMade     Kind = "bill.remark_made"
	BillRemarkAdmitted Kind = "bill.remark_admitted"
	BillRemarkRefused  Kind = "bill.remark_refused"
	BillRemarkAnswered Kind = "bill.remark_answered"
	ProposalOpened     Kind = "proposal.opened"
	ProposalEdited     Kind = "proposal.edited"
	ProposalRebased    Kind = "proposal.rebased"
	ProposalShared     Kind = "proposal.shared"
	ProposalWithdrawn  Kind = "proposal.withdrawn"
	ProposalAgreed     Kind = "proposal.agreed"
	ProposalRejected   Kind = "proposal.rejected"
	ProposalPostponed  Kind = "proposal.postponed"
	ProposalReopened   Kind = "proposal.reopened"
	ChangeAccepted     Kind = "change.accepted"
	ChangeRejected     Kind = "change.rejected"
	ChangeReopened     Kind = "change.reopened"
	ProposalCommented  Kind = "proposal.commented"
	CommentReplied     Kind = "comment.replied"
	CommentResolved    Kind = "comment.resolved"
	CommentReopened    Kind = "comment.reopened"
	CommentEdited      Kind = "comment.edited"
	// A wording that a comment suggests was put into the text, or was not.
	CommentSuggestionAccepted Kind = "comment.suggestion_accepted"
	CommentSuggestionDeclined Kind = "comment.suggestion_declined"
	ProposalEvidencePut       Kind = "proposal.evidence_put"
	ProposalEvidenceRemoved   Kind = "proposal.evidence_removed"
	ProposalNormCited         Kind = "proposal.norm_cited"
	ProposalNormUncited       Kind = "proposal.norm_uncited"
	RoundTableConvened        Kind = "roundtable.convened"
)

// Event is one thing that happened. It is written once and never changed; the state is the fold of the events.
type Event struct {
	Stream Stream          `json:"stream"`
	Seq    int             `json:"seq"`
	Kind   Kind            `json:"kind"`
	At     time.Time       `json:"at"`
	By     MemberID        `json:"by"`
	Data   json.RawMessage `json:"data"`
	// Command is the id of the command that the event came of, where its sender gave one; see WithCommand.
	Command string `json:"command,omitempty"`
	// Link ties the event to those before it; nil in events of a former release, and in those that the state keeps for
	// replay. It is no part of what browsers are told.
	Link *Link `json:"-"`
}

// ErrSeqTaken is what a Log answers when the stream already has an event of that number: somebody else was first.
var ErrSeqTaken = errors.New("proposals: the stream has that event already")

// Log keeps the events. Append returns only when the event is durable.
type Log interface {
	// Append stores ev as the event ev.Seq of its stream, or answers ErrSeqTaken.
	Append(ctx context.Context, ev Event) error
	// Find gives one event; ok is false when there is none of that number.
	Find(ctx context.Context, stream Stream, seq int) (ev Event, ok bool, err error)
	// Load calls each with every event, those of one stream in order.
	Load(ctx context.Context, each func(Event) error) error
}
