package api

import (
	"talqy/proposals"
	"talqy/proposals/redline"
)

// mentionView is a mentioned member as he is called now.
type mentionView struct {
	ID    proposals.MemberID `json:"id"`
	Name  string             `json:"name"`
	Login string             `json:"login"`
}

func (n names) mentions(ids []proposals.MemberID) []mentionView {
	out := []mentionView{}
	for _, id := range ids {
		if m, err := n.workbench.Member(id); err == nil {
			out = append(out, mentionView{id, m.Name, m.Login})
		}
	}
	return out
}

type replyView struct {
	ID proposals.CommentID `json:"id"`
	signature
	At         string          `json:"at"`
	Body       string          `json:"body"`
	Mentions   []mentionView   `json:"mentions"`
	Edited     *editedView     `json:"edited"`
	Suggestion *suggestionView `json:"suggestion"`
}

// editedView says when a comment was last edited and how often; the earlier texts are asked for by themselves.
type editedView struct {
	At    string `json:"at"`
	Times int    `json:"times"`
}

type suggestionView struct {
	Old string       `json:"old"`
	New string       `json:"new"`
	Ops []redline.Op `json:"ops"`
	// Answer is nil while nobody has decided.
	Answer *answerView `json:"answer"`
}

type answerView struct {
	Accepted bool               `json:"accepted"`
	By       proposals.MemberID `json:"by"`
	ByName   string             `json:"byName"`
	At       string             `json:"at"`
	Reason   string             `json:"reason"`
}

func (n names) reply(r proposals.Reply) replyView {
	v := replyView{ID: r.ID, signature: n.sign(r.Author), At: timeView(r.At), Body: r.Body, Mentions: n.mentions(r.Mentions)}
	if len(r.Earlier) > 0 {
		v.Edited = &editedView{timeView(r.EditedAt), len(r.Earlier)}
	}
	if s := r.Suggestion; s != nil {
		v.Suggestion = &suggestionView{Old: s.Old, New: s.New, Ops: redline.Compare(s.Old, s.New)}
		if a := s.Answer; a != nil {
			v.Suggestion.Answer = &answerView{a.Accepted, a.By, n.sign(a.By).AuthorName, timeView(a.At), a.Reason}
		}
	}
	return v
}

type resolutionView struct {
	By     proposals.MemberID `json:"by"`
	ByName string             `json:"byName"`
	At     string             `json:"at"`
	// Outcome and Reason are for the certificate of remarks.
	Outcome proposals.Outcome `json:"outcome"`
	Reason  string            `json:"reason"`
}

type commentView struct {
	replyView
	Anchor   *proposals.Anchor `json:"anchor"`
	Resolved *resolutionView   `json:"resolved"`
	Replies  []replyView       `json:"replies"`
}

func (n names) comment(t *proposals.Thread) commentView {
	v := commentView{replyView: n.reply(t.Reply), Anchor: t.Anchor, Replies: []replyView{}}
	if t.Resolved != nil {
		v.Resolved = &resolutionView{t.Resolved.By, n.sign(t.Resolved.By).AuthorName, timeView(t.Resolved.At), t.Resolved.Outcome, t.Resolved.Reason}
	}
	for _, r := range t.Replies {
		v.Replies = append(v.Replies, n.reply(r))
	}
	return v
}

// commentEdit is the data of comment.edited as browsers get it, with the names of those mentioned.
func (n names) commentEdit(e proposals.CommentEdit) map[string]any {
	return map[string]any{"comment": e.Comment, "id": e.ID, "times": e.N, "body": e.Body, "mentions": n.mentions(e.Mentions)}
}

// textView is a text that a comment has had.
type textView struct {
	By     proposals.MemberID `json:"by"`
	ByName string             `json:"byName"`
	At     string             `json:"at"`
	Body   string             `json:"body"`
	// Mentions are those of this text.
	Mentions []mentionView `json:"mentions"`
}

func (n names) texts(texts []proposals.Earlier) []textView {
	out := make([]textView, len(texts))
	for i, t := range texts {
		out[i] = textView{t.By, n.sign(t.By).AuthorName, timeView(t.At), t.Body, n.mentions(proposals.Mentioned(t.Body))}
	}
	return out
}
