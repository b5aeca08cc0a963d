package proposals

import (
	"time"

	"talqy/proposals/act"
	"talqy/proposals/text"
)

// CommentID names a comment or a reply; the client makes it, so that sending twice counts once.
type CommentID string

// Anchor is the words a comment is about, in the proposed wording of one language. From and To are UTF-16 positions. Words
// that were changed away leave the anchor Lost with its quote: it never slips onto words that look alike.
type Anchor struct {
	Lang  act.Lang `json:"lang"`
	From  int      `json:"from"`
	To    int      `json:"to"`
	Quote string   `json:"quote"`
	Lost  bool     `json:"lost"`
}

// Reply answers a comment.
type Reply struct {
	ID     CommentID
	Author MemberID
	At     time.Time
	Body   string
}

// Resolution says who closed a thread and when.
type Resolution struct {
	By MemberID
	At time.Time
}

// Thread is a comment with its replies. Values are never changed once published.
type Thread struct {
	Reply
	Anchor   *Anchor // nil: about the proposal as a whole
	Resolved *Resolution
	Replies  []Reply
}

// commentData is the data of ProposalCommented.
type commentData struct {
	ID     CommentID `json:"id"`
	Body   string    `json:"body"`
	Anchor *Anchor   `json:"anchor"`
}

// replyData is the data of CommentReplied.
type replyData struct {
	Comment CommentID `json:"comment"`
	ID      CommentID `json:"id"`
	Body    string    `json:"body"`
}

// threadData is the data of CommentResolved and CommentReopened.
type threadData struct {
	Comment CommentID `json:"comment"`
}

// moveAnchors gives the threads with their anchors in lang moved by the change.
func moveAnchors(threads []*Thread, lang act.Lang, changes text.ChangeSet) []*Thread {
	out := make([]*Thread, len(threads))
	for i, t := range threads {
		out[i] = t
		if t.Anchor == nil || t.Anchor.Lang != lang || t.Anchor.Lost {
			continue
		}
		moved, anchor := *t, *t.Anchor
		from, to, ok := changes.MapRange(anchor.From, anchor.To)
		if ok {
			anchor.From, anchor.To = from, to
		} else {
			anchor.From, anchor.To, anchor.Lost = 0, 0, true
		}
		moved.Anchor = &anchor
		out[i] = &moved
	}
	return out
}

// withThread gives the proposal with one thread replaced by what change makes of its copy.
func (p *Proposal) withThread(id CommentID, change func(*Thread)) *Proposal {
	out := *p
	out.Threads = make([]*Thread, len(p.Threads))
	for i, t := range p.Threads {
		if t.ID == id {
			changed := *t
			change(&changed)
			t = &changed
		}
		out.Threads[i] = t
	}
	return &out
}

// Thread gives the thread that a ProposalCommented event began, as it was then.
func (ev Event) Thread() (*Thread, error) {
	data, err := read[commentData](ev, ProposalCommented)
	if err != nil {
		return nil, err
	}
	return &Thread{Reply: Reply{ID: data.ID, Author: ev.By, At: ev.At, Body: data.Body}, Anchor: data.Anchor}, nil
}

// Reply gives the reply that a CommentReplied event brought, and the thread it answers.
func (ev Event) Reply() (CommentID, Reply, error) {
	data, err := read[replyData](ev, CommentReplied)
	return data.Comment, Reply{ID: data.ID, Author: ev.By, At: ev.At, Body: data.Body}, err
}
