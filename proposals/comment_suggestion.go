package proposals

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/text"
)

// MaxSuggestion bounds each of the two wordings of a suggestion, in characters: the longest units of codes have half of it.
const MaxSuggestion = 20000

// Codes of refused suggestions.
const (
	CodeSuggestionGone    = "suggestion_gone"    // the words it would replace are not there any more, or are others
	CodeSuggestionDecided = "suggestion_decided" // it was decided the other way
	CodeSuggestionSame    = "suggestion_same"    // it proposes the words that are there
)

// Suggested is a wording proposed in a comment: New in place of Old, the words of the thread as the commenter saw them. An
// empty New proposes to exclude them.
type Suggested struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// Suggestion is a suggested wording and what became of it.
type Suggestion struct {
	Suggested
	// Answer is nil while nobody has decided.
	Answer *Answer
}

// Answer says who accepted or declined a suggestion, and when.
type Answer struct {
	Accepted bool
	By       MemberID
	At       time.Time
	// Reason is why it was declined; empty for what was accepted or taken back.
	Reason string
}

// suggestionDecided is the data of CommentSuggestionAccepted and CommentSuggestionDeclined. The last four are of an accepted
// one alone: Updates put the words in from Version on, like those of an edit.
type suggestionDecided struct {
	// Comment is the thread, ID the comment or reply that has the suggestion, Author who wrote it.
	Comment CommentID `json:"comment"`
	ID      CommentID `json:"id"`
	Author  MemberID  `json:"suggestedBy"`
	Reason  string    `json:"reason,omitempty"`
	Part    Part      `json:"part,omitempty"`
	Lang    act.Lang  `json:"lang,omitempty"`
	Version int       `json:"version"`
	Updates []Update  `json:"updates,omitempty"`
}

// suggestionClient signs the updates that an accepted suggestion makes, among those of editors.
const suggestionClient = "suggestion"

// open gives the suggestion as it begins.
func (s *Suggested) open() *Suggestion {
	if s == nil {
		return nil
	}
	return &Suggestion{Suggested: *s}
}

// orNone gives nil for words that are no suggestion.
func (s Suggested) orNone() *Suggested {
	if s.Old == "" {
		return nil
	}
	return &s
}

// checked gives the suggestion as it is kept, or says what is wrong with it; nil for none.
func (s *Suggested) checked() (*Suggested, error) {
	if s == nil {
		return nil, nil
	}
	out := Suggested{Old: s.Old, New: strings.ReplaceAll(s.New, "\r\n", "\n")}
	switch {
	case strings.TrimSpace(out.Old) == "":
		return nil, Refuse(CodeNoSuchWords)
	case out.Old == out.New:
		return nil, Refuse(CodeSuggestionSame)
	case utf8.RuneCountInString(out.Old) > MaxSuggestion || utf8.RuneCountInString(out.New) > MaxSuggestion:
		return nil, Refuse(CodeTextTooLong, "limit", MaxSuggestion)
	case !plain(out.Old) || !plain(out.New):
		return nil, Refuse(CodeTextNotPlain)
	}
	return &out, nil
}

// fits says whether the words that a suggestion would replace stand at the anchor now, in a text that can be written.
func (p *Proposal) fits(s *Suggested, anchor *Anchor) error {
	if s == nil {
		return nil
	}
	if anchor == nil {
		return Refuse(CodeNoSuchWords)
	}
	if !p.editable(Wording) {
		return Refuse(CodeLangMissing, "lang", anchor.Lang)
	}
	t, ok := p.Text(Wording, anchor.Lang)
	if !ok {
		return Refuse(CodeLangMissing, "lang", anchor.Lang)
	}
	if anchor.Lost {
		return Refuse(CodeSuggestionGone)
	}
	// The very words, not words at the place: who suggested has seen these, and nobody has agreed to replace others.
	if now, err := text.Slice(t.Proposed, anchor.From, anchor.To); err != nil || now != s.Old {
		return Refuse(CodeSuggestionGone)
	}
	return nil
}

// AcceptSuggestion puts the suggested words in place of those of the thread, as a change of who suggested them, and closes
// the thread. CodeSuggestionGone when the words it would replace are gone or were changed since. Sent twice, it counts once.
func (w *Workbench) AcceptSuggestion(ctx context.Context, by Member, id ProposalID, comment, said CommentID) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, one, err := w.suggestion(by, ActAcceptSuggestion, id, comment, said)
		if err != nil {
			return "", nil, err
		}
		if d := one.Suggestion.Answer; d != nil {
			return "", nil, d.unless(true)
		}
		anchor := p.thread(comment).Anchor
		if err := p.fits(&one.Suggestion.Suggested, anchor); err != nil {
			return "", nil, err
		}
		t, _ := p.Text(Wording, anchor.Lang)
		return CommentSuggestionAccepted, suggestionDecided{Comment: comment, ID: said, Author: one.Author, Part: Wording,
			Lang: anchor.Lang, Version: t.Version(),
			Updates: []Update{{ClientID: suggestionClient, Changes: one.Suggestion.putAt(t.Proposed, anchor)}}}, nil
	})
}

// DeclineSuggestion says no to a suggestion, with the reason that everybody will read; who suggested it takes it back without
// one. Sent twice, it counts once.
func (w *Workbench) DeclineSuggestion(ctx context.Context, by Member, id ProposalID, comment, said CommentID, reason string) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		_, one, err := w.suggestion(by, ActDeclineSuggestion, id, comment, said)
		if err != nil {
			return "", nil, err
		}
		if d := one.Suggestion.Answer; d != nil {
			return "", nil, d.unless(false)
		}
		if one.Author != by.ID || strings.TrimSpace(reason) != "" {
			if reason, err = words("reason", reason, MaxReason); err != nil {
				return "", nil, err
			}
		}
		return CommentSuggestionDeclined, suggestionDecided{Comment: comment, ID: said, Author: one.Author,
			Reason: strings.TrimSpace(reason)}, nil
	})
}

// suggestion gives a proposal and a comment in it that has a suggestion to which the member may do the action.
func (w *Workbench) suggestion(by Member, action Action, id ProposalID, comment, said CommentID) (*Proposal, *Reply, error) {
	p, one, err := w.said(by, action, id, comment, said)
	if err == nil && one.Suggestion == nil {
		err = Refuse(CodeNotFound)
	}
	return p, one, err
}

// unless refuses what was decided the other way.
func (d *Answer) unless(accepted bool) error {
	if d.Accepted == accepted {
		return nil
	}
	return Refuse(CodeSuggestionDecided)
}

// putAt is the change that puts the suggested words at an anchor of the text. What both wordings share is kept, so that
// comments on it, and its authors, stay.
func (s *Suggestion) putAt(proposed string, anchor *Anchor) text.ChangeSet {
	var b text.Builder
	before, _ := text.Slice(proposed, 0, anchor.From)
	after, _ := text.Slice(proposed, anchor.To, text.Units(proposed))
	b.Keep(before)
	var gone, came strings.Builder
	settle := func() {
		if gone.Len() > 0 || came.Len() > 0 {
			b.Replace(gone.String(), came.String())
			gone.Reset()
			came.Reset()
		}
	}
	for _, op := range redline.Compare(s.Old, s.New) {
		switch op.Kind {
		case redline.Delete:
			gone.WriteString(op.Text)
		case redline.Insert:
			came.WriteString(op.Text)
		default:
			settle()
			b.Keep(op.Text)
		}
	}
	settle()
	b.Keep(after)
	return b.ChangeSet()
}

// suggestionDecided gives what a CommentSuggestionAccepted or CommentSuggestionDeclined event says.
func (ev Event) suggestionDecided() (suggestionDecided, error) {
	if ev.Kind == CommentSuggestionDeclined {
		return read[suggestionDecided](ev, CommentSuggestionDeclined)
	}
	return read[suggestionDecided](ev, CommentSuggestionAccepted)
}

// decidedOn gives the proposal with a suggestion accepted or declined.
func (p *Proposal) decidedOn(ev Event) (*Proposal, error) {
	data, err := ev.suggestionDecided()
	if err != nil {
		return nil, err
	}
	answer := &Answer{Accepted: ev.Kind == CommentSuggestionAccepted, By: ev.By, At: ev.At, Reason: data.Reason}
	after := p
	if answer.Accepted {
		if after, err = p.edit(editedData{Part: Wording, Lang: data.Lang, Version: data.Version, Updates: data.Updates,
			origin: Origin{By: data.Author, Seq: ev.Seq}}); err != nil {
			return nil, err
		}
		after = after.withThread(data.Comment, func(t *Thread) { t.Resolved = &Resolution{By: ev.By, At: ev.At} })
	}
	return after.withSaid(data.Comment, data.ID, func(r *Reply) {
		if r.Suggestion != nil {
			r.Suggestion = &Suggestion{Suggested: r.Suggestion.Suggested, Answer: answer}
		}
	}), nil
}
