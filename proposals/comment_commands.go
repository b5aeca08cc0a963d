package proposals

import (
	"context"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/text"
)

// Place is where a comment is put: words of the proposed wording, seen at a version. From and To are UTF-16 positions.
type Place struct {
	Lang     act.Lang
	From, To int
	Version  int
}

// NewComment is what a member writes to begin a thread.
type NewComment struct {
	// ID is made by the client: sent twice, it counts once.
	ID CommentID
	// Body may be empty beside a suggestion alone.
	Body string
	// Place is where the comment stands; nil: about the proposal as a whole.
	Place *Place
	// Suggestion proposes other words in place of those at Place; nil for none.
	Suggestion *Suggested
}

// NewReply is what a member answers in a thread; the fields are those of NewComment.
type NewReply struct {
	ID         CommentID
	Body       string
	Suggestion *Suggested
}

// Comment begins a thread; place nil is about the proposal as a whole. The client makes the id: sent twice, it counts once.
func (w *Workbench) Comment(ctx context.Context, by Member, id ProposalID, comment CommentID, body string, place *Place) error {
	return w.AddComment(ctx, by, id, NewComment{ID: comment, Body: body, Place: place})
}

// AddComment begins a thread. Refusals of its own: CodeNoSuchWords where the words of the place are gone, CodeCannotMention,
// CodeTooManyMentions, and those of a suggestion, CodeSuggestionGone and CodeSuggestionSame.
func (w *Workbench) AddComment(ctx context.Context, by Member, id ProposalID, c NewComment) error {
	body, suggestion, err := checkSaid(c.ID, c.Body, c.Suggestion)
	if err != nil {
		return err
	}
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.Proposal(by, id)
		if err != nil {
			return "", nil, err
		}
		// Before the right: what is stored stays said, even when the proposal was closed before it was sent again.
		if known, same := p.knows(c.ID, by.ID); known {
			return "", nil, same
		}
		if _, err := w.allowed(by, ActComment, id, ""); err != nil {
			return "", nil, err
		}
		data := commentData{ID: c.ID, Body: body, Suggestion: suggestion}
		if data.Mentions, err = w.mentions(p, body); err != nil {
			return "", nil, err
		}
		if c.Place != nil {
			if data.Anchor, err = p.anchor(*c.Place); err != nil {
				return "", nil, err
			}
		}
		if err := p.fits(suggestion, data.Anchor); err != nil {
			return "", nil, err
		}
		return ProposalCommented, data, nil
	})
}

// checkSaid checks what needs no look at the proposal: the id, the text and the suggestion beside it.
func checkSaid(id CommentID, body string, s *Suggested) (string, *Suggested, error) {
	if err := checkCommentID(id); err != nil {
		return "", nil, err
	}
	s, err := s.checked()
	if err != nil {
		return "", nil, err
	}
	if s != nil && strings.TrimSpace(body) == "" {
		return "", s, nil // the suggestion says it all
	}
	body, err = words("body", body, MaxComment)
	return body, s, err
}

// anchor finds the words of a place and moves them to the present version.
func (p *Proposal) anchor(place Place) (*Anchor, error) {
	wording, ok := p.Text(Wording, place.Lang)
	if !ok {
		return nil, Refuse(CodeLangMissing, "lang", place.Lang)
	}
	if place.Version < 0 || place.Version > wording.Version() {
		return nil, Refuse(CodeNoSuchWords)
	}
	from, to, ok := place.From, place.To, place.From < place.To
	for _, u := range wording.Updates[place.Version:] {
		if ok {
			from, to, ok = u.Changes.MapRange(from, to)
		}
	}
	if !ok {
		return nil, Refuse(CodeNoSuchWords)
	}
	quote, err := text.Slice(wording.Proposed, from, to)
	if err != nil || strings.TrimSpace(quote) == "" {
		return nil, Refuse(CodeNoSuchWords).Because(err)
	}
	if runes := []rune(quote); len(runes) > MaxQuote {
		quote = string(runes[:MaxQuote]) + "…"
	}
	return &Anchor{Lang: place.Lang, From: from, To: to, Quote: quote}, nil
}

// Reply answers a thread. The client makes the id: sent twice, it counts once.
func (w *Workbench) Reply(ctx context.Context, by Member, id ProposalID, comment, reply CommentID, body string) error {
	return w.AddReply(ctx, by, id, comment, NewReply{ID: reply, Body: body})
}

// AddReply answers a thread. It refuses what AddComment refuses.
func (w *Workbench) AddReply(ctx context.Context, by Member, id ProposalID, comment CommentID, r NewReply) error {
	body, suggestion, err := checkSaid(r.ID, r.Body, r.Suggestion)
	if err != nil {
		return err
	}
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.Proposal(by, id)
		if err != nil {
			return "", nil, err
		}
		if known, same := p.knows(r.ID, by.ID); known { // before the right, as in AddComment
			return "", nil, same
		}
		if _, err := w.allowed(by, ActComment, id, ""); err != nil {
			return "", nil, err
		}
		thread := p.thread(comment)
		if thread == nil {
			return "", nil, Refuse(CodeNotFound)
		}
		data := replyData{Comment: comment, ID: r.ID, Body: body, Suggestion: suggestion}
		if data.Mentions, err = w.mentions(p, body); err != nil {
			return "", nil, err
		}
		if err := p.fits(suggestion, thread.Anchor); err != nil {
			return "", nil, err
		}
		return CommentReplied, data, nil
	})
}

// Resolve closes a thread with what became of it, which the certificate of remarks prints (480-V art. 17-1(13)): an empty
// outcome says nothing, OutcomeRejected needs a reason, or CodeEmpty. Closed again with another outcome, it has that one; doing
// the same twice changes nothing.
func (w *Workbench) Resolve(ctx context.Context, by Member, id ProposalID, comment CommentID, outcome Outcome, reason string) error {
	reason, badAnswer := checkResolution(outcome, reason)
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActCloseThread, id, comment)
		if err == nil {
			err = badAnswer
		}
		if err != nil {
			return "", nil, err
		}
		now := p.thread(comment).Resolved
		if now != nil && now.Outcome == outcome && now.Reason == reason {
			return "", nil, nil
		}
		return CommentResolved, threadData{Comment: comment, Outcome: outcome, Reason: reason}, nil
	})
}

func checkResolution(outcome Outcome, reason string) (string, error) {
	if !outcome.valid() {
		return "", Refuse(CodeUnknownChoice, "field", "outcome")
	}
	if outcome != OutcomeRejected && strings.TrimSpace(reason) == "" {
		return "", nil
	}
	return words("reason", reason, MaxReason)
}

// Reopen opens a thread that was closed. Doing so twice changes nothing.
func (w *Workbench) Reopen(ctx context.Context, by Member, id ProposalID, comment CommentID) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActCloseThread, id, comment)
		if err != nil || p.thread(comment).Resolved == nil {
			return "", nil, err
		}
		return CommentReopened, threadData{Comment: comment}, nil
	})
}

func checkCommentID(id CommentID) error {
	if len(id) < 8 || len(id) > 64 {
		return Refuse(CodeEmpty, "field", "id")
	}
	return nil
}

// knows says whether the proposal has a comment or reply of that id; the error is CodeIDTaken when it is somebody else's.
func (p *Proposal) knows(id CommentID, by MemberID) (bool, error) {
	for _, t := range p.Threads {
		for _, r := range append([]Reply{t.Reply}, t.Replies...) {
			if r.ID == id && r.Author != by {
				return true, Refuse(CodeIDTaken)
			}
			if r.ID == id {
				return true, nil
			}
		}
	}
	return false, nil
}
