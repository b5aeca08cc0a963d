package proposals

import (
	"slices"
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
	// Body is plain text in which a mention stands as «@[ID]»; see Mentioned.
	Body string
	// Mentions are the members that the text speaks to, each once, in its order.
	Mentions []MemberID
	// Suggestion is a wording proposed for the words of the thread; nil for none.
	Suggestion *Suggestion
	// Earlier has the texts before each edit, the oldest first.
	Earlier []Earlier
	// EditedBy and EditedAt say who wrote the present text and when; zero while it is as it was first written.
	EditedBy MemberID
	EditedAt time.Time
}

// Earlier is a text of a comment that was edited since: who wrote it and when.
type Earlier struct {
	By   MemberID
	At   time.Time
	Body string
}

// Resolution says who closed a thread, when, and what became of what was said: empty where it was closed without a word.
type Resolution struct {
	By      MemberID
	At      time.Time
	Outcome Outcome
	Reason  string
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
	ID         CommentID  `json:"id"`
	Body       string     `json:"body"`
	Mentions   []MemberID `json:"mentions,omitempty"`
	Anchor     *Anchor    `json:"anchor"`
	Suggestion *Suggested `json:"suggestion,omitempty"`
}

// replyData is the data of CommentReplied.
type replyData struct {
	Comment    CommentID  `json:"comment"`
	ID         CommentID  `json:"id"`
	Body       string     `json:"body"`
	Mentions   []MemberID `json:"mentions,omitempty"`
	Suggestion *Suggested `json:"suggestion,omitempty"`
}

// threadData is the data of CommentResolved and CommentReopened.
type threadData struct {
	Comment CommentID `json:"comment"`
	// Outcome and Reason are of CommentResolved alone; events of a former release have none.
	Outcome Outcome `json:"outcome,omitempty"`
	Reason  string  `json:"reason,omitempty"`
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

// withSaid gives the proposal with one comment or reply of a thread replaced by what change makes of its copy.
func (p *Proposal) withSaid(comment, id CommentID, change func(*Reply)) *Proposal {
	return p.withThread(comment, func(t *Thread) {
		if t.ID == id {
			change(&t.Reply)
			return
		}
		t.Replies = slices.Clone(t.Replies)
		for i := range t.Replies {
			if t.Replies[i].ID == id {
				change(&t.Replies[i])
			}
		}
	})
}

// said finds a comment or reply of a thread by its id; nil when there is none.
func (t *Thread) said(id CommentID) *Reply {
	if t.ID == id {
		return &t.Reply
	}
	for i := range t.Replies {
		if t.Replies[i].ID == id {
			return &t.Replies[i]
		}
	}
	return nil
}

// Thread gives the thread that a ProposalCommented event began, as it was then.
func (ev Event) Thread() (*Thread, error) {
	data, err := read[commentData](ev, ProposalCommented)
	if err != nil {
		return nil, err
	}
	return &Thread{Reply: Reply{ID: data.ID, Author: ev.By, At: ev.At, Body: data.Body, Mentions: data.Mentions,
		Suggestion: data.Suggestion.open()}, Anchor: data.Anchor}, nil
}

// Reply gives the reply that a CommentReplied event brought, and the thread it answers.
func (ev Event) Reply() (CommentID, Reply, error) {
	data, err := read[replyData](ev, CommentReplied)
	return data.Comment, Reply{ID: data.ID, Author: ev.By, At: ev.At, Body: data.Body, Mentions: data.Mentions,
		Suggestion: data.Suggestion.open()}, err
}
