package proposals

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"
)

// A notification is no event of its own: it follows from the events, by one rule for each kind, and is worked out again at
// every start. What a member has read, looked at and been sent by post lies in a stream of the member's own, «reader/ID».

// The kinds of events of a reader's stream, which nobody but the reader sees.
const (
	NotificationsRead Kind = "notifications.read"
	BillVisited       Kind = "bill.visited"
	PreferencesSet    Kind = "preferences.set"
	MailSent          Kind = "mail.sent"
)

// NoticeReason is why a member is told of an event.
type NoticeReason string

// The reasons, the most pressing first: who has several for one event is told of the first.
const (
	NoticeMention            NoticeReason = "mention"             // a comment names the member
	NoticeSuggestion         NoticeReason = "suggestion"          // another wording is suggested to the author of the proposal
	NoticeSuggestionAccepted NoticeReason = "suggestion_accepted" // the wording that the member suggested was taken
	NoticeSuggestionDeclined NoticeReason = "suggestion_declined" // … was not taken
	NoticeReply              NoticeReason = "reply"               // an answer in a thread that the member began or answered in
	NoticeComment            NoticeReason = "comment"             // a remark on the member's proposal
	NoticeResolved           NoticeReason = "resolved"            // the member's thread was closed
	NoticeChangeAccepted     NoticeReason = "change_accepted"     // a change of the member's redline was accepted
	NoticeChangeRejected     NoticeReason = "change_rejected"     // … was rejected
	NoticeStatus             NoticeReason = "status"              // a proposal that the member wrote or commented on went a step
	NoticeConflict           NoticeReason = "conflict"            // a newer edition of the law changed what the proposal changes
	NoticeRival              NoticeReason = "rival"               // another proposal on the place of the member's own was shared
	NoticeRoundTable         NoticeReason = "round_table"         // a round table is called to which the member is invited, or that discusses what he wrote or commented on
)

// EventRef names an event: «proposal/ID» and its number.
type EventRef struct {
	Stream Stream `json:"stream"`
	Seq    int    `json:"seq"`
}

// Notice is one notification, as its reader sees it now.
type Notice struct {
	EventRef
	Reason NoticeReason
	Event  Event
	// Proposal is the reader's proposal or the one commented on; nil for a round table and for a remark of the public.
	Proposal *Proposal
	// Other is, for NoticeRival, the other proposal.
	Other *Proposal
	// RoundTable is set for NoticeRoundTable alone.
	RoundTable *RoundTable
	// Bill and Remark are set for NoticePublicRemark alone.
	Bill   *Bill
	Remark *Remark
	// Comment is the thread that the event is about; empty where it is about none.
	Comment CommentID
	// Words is what was said: a comment, an answer, a reason; empty where nothing was.
	Words string
	// Status is, for NoticeStatus, the one that the proposal came to.
	Status Status
	Read   bool
}

// NoticePage is a stretch of a member's notifications, the newest first.
type NoticePage struct {
	Notices []Notice
	// Unread counts all that are unread, also those of other pages.
	Unread int
	// UpTo has, for each stream with something unread, the number of its newest notice: handed to MarkRead it means «all that
	// was there when I looked», and nothing that came since.
	UpTo map[Stream]int
	// More says that older ones follow.
	More bool
}

// Limits of notifications.
const (
	// MaxNotices bounds the notifications that are kept for a member; older ones are forgotten.
	MaxNotices = 500
	// MaxNoticePage bounds one page of them.
	MaxNoticePage = 100
)

// Notices lists a member's notifications, the newest first: limit of them after the first skip.
func (w *Workbench) Notices(by Member, skip, limit int) NoticePage {
	limit = min(max(limit, 1), MaxNoticePage)
	w.mu.RLock()
	defer w.mu.RUnlock()
	page := NoticePage{UpTo: map[Stream]int{}}
	for _, n := range w.group.noticesOf(by) {
		if !n.Read {
			page.Unread++
			page.UpTo[n.Stream] = max(page.UpTo[n.Stream], n.Seq)
		}
		switch {
		case skip > 0:
			skip--
		case len(page.Notices) < limit:
			n.Words = w.group.wordsOf(n)
			page.Notices = append(page.Notices, n)
		default:
			page.More = true
		}
	}
	return page
}

// noticesOf gives all notices that the member may see now, the newest first, without their words.
func (g *group) noticesOf(by Member) []Notice {
	kept := g.notices.toldTo(by)
	r := g.readers[by.ID]
	out := make([]Notice, 0, len(kept))
	for _, k := range slices.Backward(kept) {
		if n, ok := g.notice(by, k); ok {
			n.Read = r.hasRead(n.EventRef)
			out = append(out, n)
		}
	}
	return out
}

// notice looks at what a kept notice is about; ok is false when the member may not see it any more, or nobody needs it.
func (g *group) notice(by Member, k kept) (n Notice, ok bool) {
	n = Notice{EventRef: EventRef{k.stream, k.seq}, Reason: k.reason, Comment: k.comment, Status: k.status}
	events := g.Events[k.stream]
	if k.seq > len(events) {
		return n, false
	}
	n.Event = events[k.seq-1]
	switch thing, id := k.stream.Split(); thing {
	case "roundtable":
		n.RoundTable = g.RoundTables[RoundTableID(id)]
		return n, n.RoundTable != nil
	case "bill":
		if n.Bill = g.Bills[BillID(id)]; n.Bill != nil {
			n.Remark = remarkIn(n.Bill.Remarks, k.remark)
		}
		return n, n.Remark != nil && n.Remark.State == RemarkWaiting
	}
	_, id := k.stream.Split()
	n.Proposal = g.Proposals[ProposalID(id)]
	if k.about != "" { // of a rival the stream is the other's
		n.Other, n.Proposal = n.Proposal, g.Proposals[k.about]
		if n.Other == nil || !n.Other.Status.live() || !Can(by, ActSee, n.Other, nil) || n.Proposal == nil || !n.Proposal.Status.live() {
			return n, false
		}
	}
	return n, n.Proposal != nil && Can(by, ActSee, n.Proposal, nil)
}

// wordsOf gives what an event says in words.
func (g *group) wordsOf(n Notice) string {
	if n.Remark != nil {
		return n.Remark.Body
	}
	var said struct {
		Body   string `json:"body"`
		Reason string `json:"reason"`
	}
	if json.Unmarshal(n.Event.Data, &said) != nil {
		return ""
	}
	return Spoken(cmp.Or(said.Body, said.Reason), func(id MemberID) string {
		if m := g.Members[id]; m != nil {
			return m.Name
		}
		return ""
	})
}

// Notified says whom an event that has just happened tells something: for the listeners of a Workbench, which hear of it
// under its stream's lock.
func (w *Workbench) Notified(ev Event) []MemberID {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if told := w.group.notices.told[ev.Stream]; told.seq == ev.Seq {
		return told.to
	}
	return nil
}

// readData is the data of NotificationsRead: everything of a stream up to a number, and single events.
type readData struct {
	UpTo  map[Stream]int `json:"upTo,omitempty"`
	Items []EventRef     `json:"items,omitempty"`
}

// maxMarked bounds what one call marks as read.
const maxMarked = 2 * MaxNotices

// MarkRead marks notifications as read: those of each stream up to a number, and single ones. What is none of the member's
// unread notifications is passed over; where nothing is left, nothing happens.
func (w *Workbench) MarkRead(ctx context.Context, by Member, upTo map[Stream]int, items []EventRef) error {
	if len(upTo) > maxMarked || len(items) > maxMarked {
		return Refuse(CodeTooMany, "limit", maxMarked)
	}
	return w.appendToReader(ctx, by, func() (Kind, any, error) {
		w.mu.RLock()
		defer w.mu.RUnlock()
		data := readData{UpTo: map[Stream]int{}}
		for _, n := range w.group.noticesOf(by) {
			switch {
			case n.Read:
			case n.Seq <= upTo[n.Stream]:
				data.UpTo[n.Stream] = max(data.UpTo[n.Stream], n.Seq)
			case slices.Contains(items, n.EventRef):
				data.Items = append(data.Items, n.EventRef)
			}
		}
		if len(data.UpTo)+len(data.Items) == 0 {
			return "", nil, nil
		}
		return NotificationsRead, data, nil
	})
}

// CodeTooOften says that a member marks things faster than anybody reads; args: seconds to wait.
const CodeTooOften = "too_often"

// What a reader's stream takes: this many events in this long. Everybody's marks lie in one log.
const (
	readerEvents = 60
	readerWindow = time.Minute
)

// appendToReader appends to the member's own stream, not too often.
func (w *Workbench) appendToReader(ctx context.Context, by Member, decide decision) error {
	stream := StreamOf("reader", string(by.ID))
	return w.append(ctx, stream, by.ID, func() (Kind, any, error) {
		if _, err := w.Member(by.ID); err != nil {
			return "", nil, Refuse(CodeForbidden)
		}
		kind, data, err := decide()
		if err != nil || kind == "" {
			return kind, data, err
		}
		if last := w.eventsAfter(stream, w.seq(stream)-readerEvents); len(last) == readerEvents {
			if wait := readerWindow - w.now().Sub(last[0].At); wait > 0 {
				return "", nil, Refuse(CodeTooOften, "seconds", int(wait.Seconds())+1)
			}
		}
		return kind, data, nil
	})
}
