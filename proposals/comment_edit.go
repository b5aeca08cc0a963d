package proposals

import (
	"context"
	"slices"
)

// MaxEdits bounds how often one comment is edited; its earlier texts are all kept.
const MaxEdits = 50

// CodeTooManyEdits says that a comment was edited as often as can be; args: limit.
const CodeTooManyEdits = "too_many_edits"

// CommentEdit is the data of CommentEdited: another text for a comment or reply.
type CommentEdit struct {
	// Comment is the thread, ID the comment or reply in it.
	Comment CommentID `json:"comment"`
	ID      CommentID `json:"id"`
	// N counts the edits of the comment, from 1.
	N        int        `json:"n"`
	Body     string     `json:"body"`
	Mentions []MemberID `json:"mentions,omitempty"`
}

// EditComment gives a comment or reply another text. The earlier one is kept and stays readable. A suggestion is not edited:
// others may be deciding on its words. The text that is there already changes nothing, so a repeat counts once.
func (w *Workbench) EditComment(ctx context.Context, by Member, id ProposalID, comment, said CommentID, body string) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, one, err := w.said(by, ActEditComment, id, comment, said)
		if err != nil {
			return "", nil, err
		}
		suggested := Suggested{}
		if one.Suggestion != nil {
			suggested = one.Suggestion.Suggested
		}
		body, _, err := checkSaid(said, body, suggested.orNone())
		if err != nil || body == one.Body {
			return "", nil, err
		}
		if len(one.Earlier) >= MaxEdits {
			return "", nil, Refuse(CodeTooManyEdits, "limit", MaxEdits)
		}
		data := CommentEdit{Comment: comment, ID: said, N: len(one.Earlier) + 1, Body: body}
		if data.Mentions, err = w.mentions(p, body); err != nil {
			return "", nil, err
		}
		return CommentEdited, data, nil
	})
}

// said gives a proposal and a comment or reply in it to which the member may do the action.
func (w *Workbench) said(by Member, action Action, id ProposalID, comment, said CommentID) (*Proposal, *Reply, error) {
	p, err := w.Proposal(by, id)
	if err != nil {
		return nil, nil, err
	}
	thread := p.thread(comment)
	if thread == nil || thread.said(said) == nil {
		return nil, nil, Refuse(CodeNotFound)
	}
	one := thread.said(said)
	// The rules ask who wrote it, and a reply is not its thread's author's.
	its := &Thread{Reply: *one, Anchor: thread.Anchor}
	if !Can(by, action, p, its) {
		return nil, nil, p.refusal(by, action, its)
	}
	return p, one, nil
}

// CommentEdit gives what a CommentEdited event brought.
func (ev Event) CommentEdit() (CommentEdit, error) { return read[CommentEdit](ev, CommentEdited) }

// edited gives the proposal with another text of a comment.
func (p *Proposal) edited(ev Event) (*Proposal, error) {
	data, err := ev.CommentEdit()
	if err != nil {
		return nil, err
	}
	return p.withSaid(data.Comment, data.ID, func(r *Reply) {
		earlier := Earlier{By: r.Author, At: r.At, Body: r.Body}
		if len(r.Earlier) > 0 {
			earlier.By, earlier.At = r.EditedBy, r.EditedAt
		}
		r.Earlier = append(slices.Clip(r.Earlier), earlier)
		r.Body, r.Mentions, r.EditedBy, r.EditedAt = data.Body, data.Mentions, ev.By, ev.At
	}), nil
}

// CommentTexts gives the texts that a comment or reply has had, the oldest first and the present one last, to whoever sees
// the proposal.
func (w *Workbench) CommentTexts(by Member, id ProposalID, comment, said CommentID) ([]Earlier, error) {
	_, one, err := w.said(by, ActSee, id, comment, said)
	if err != nil {
		return nil, err
	}
	present := Earlier{By: one.Author, At: one.At, Body: one.Body}
	if len(one.Earlier) > 0 {
		present.By, present.At = one.EditedBy, one.EditedAt
	}
	return append(slices.Clip(one.Earlier), present), nil
}
