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
	OrganisationAdded  Kind = "organisation.added"
	MemberJoined       Kind = "member.joined"
	ActAdded           Kind = "act.added"
	ExpressionAdded    Kind = "act.expression_added"
	EditionAdded       Kind = "act.edition_added"
	ActRetitled        Kind = "act.retitled"
	BillOpened         Kind = "bill.opened"
	ProposalOpened     Kind = "proposal.opened"
	ProposalEdited     Kind = "proposal.edited"
	ProposalRebased    Kind = "proposal.rebased"
	ProposalShared     Kind = "proposal.shared"
	ProposalWithdrawn  Kind = "proposal.withdrawn"
	ProposalCommented  Kind = "proposal.commented"
	CommentReplied     Kind = "comment.replied"
	CommentResolved    Kind = "comment.resolved"
	CommentReopened    Kind = "comment.reopened"
	RoundTableConvened Kind = "roundtable.convened"
)

// Event is one thing that happened. It is written once and never changed; the state is the fold of the events.
type Event struct {
	Stream Stream          `json:"stream"`
	Seq    int             `json:"seq"`
	Kind   Kind            `json:"kind"`
	At     time.Time       `json:"at"`
	By     MemberID        `json:"by"`
	Data   json.RawMessage `json:"data"`
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
