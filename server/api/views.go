package api

import (
	"encoding/json"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
)

// timeView writes a time as docs/api.md says: RFC 3339, UTC, milliseconds.
func timeView(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

type memberView struct {
	ID               proposals.MemberID       `json:"id"`
	Login            string                   `json:"login"`
	Name             string                   `json:"name"`
	Role             proposals.Role           `json:"role"`
	Organisation     proposals.OrganisationID `json:"organisation"`
	OrganisationName proposals.Bilingual      `json:"organisationName"`
}

func (s *server) memberView(m proposals.Member) memberView {
	return memberView{m.ID, m.Login, m.Name, m.Role, m.Organisation, names{s.Workbench}.organisation(m.Organisation)}
}

// names looks up how people and organisations are called.
type names struct{ workbench *proposals.Workbench }

func (n names) organisation(id proposals.OrganisationID) proposals.Bilingual {
	if o, err := n.workbench.Organisation(id); err == nil {
		return o.Name
	}
	return proposals.Bilingual{}
}

// signature is who did something, as pages show it.
type signature struct {
	Author           proposals.MemberID  `json:"author"`
	AuthorName       string              `json:"authorName"`
	OrganisationName proposals.Bilingual `json:"organisationName"`
}

func (n names) sign(id proposals.MemberID) signature {
	m, err := n.workbench.Member(id)
	if err != nil {
		return signature{Author: id}
	}
	return signature{id, m.Name, n.organisation(m.Organisation)}
}

type actView struct {
	ID        proposals.ActID     `json:"id"`
	Title     proposals.Bilingual `json:"title"`
	Number    string              `json:"number"`
	Profile   act.Profile         `json:"profile"`
	Languages []act.Lang          `json:"languages"`
	Articles  int                 `json:"articles"`
	AddedAt   string              `json:"addedAt"`
	AddedBy   proposals.MemberID  `json:"addedBy"`
}

func viewAct(a *proposals.Act) actView {
	return actView{a.ID, a.Title, a.Number, a.Profile, a.Languages(), a.Articles, timeView(a.AddedAt), a.AddedBy}
}

type replyView struct {
	ID proposals.CommentID `json:"id"`
	signature
	At   string `json:"at"`
	Body string `json:"body"`
}

func (n names) reply(r proposals.Reply) replyView {
	return replyView{r.ID, n.sign(r.Author), timeView(r.At), r.Body}
}

type resolutionView struct {
	By     proposals.MemberID `json:"by"`
	ByName string             `json:"byName"`
	At     string             `json:"at"`
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
		v.Resolved = &resolutionView{t.Resolved.By, n.sign(t.Resolved.By).AuthorName, timeView(t.Resolved.At)}
	}
	for _, r := range t.Replies {
		v.Replies = append(v.Replies, n.reply(r))
	}
	return v
}

// proposalSummary is a proposal as lists show it.
type proposalSummary struct {
	ID       proposals.ProposalID `json:"id"`
	Bill     proposals.BillID     `json:"bill"`
	Act      proposals.ActID      `json:"act"`
	ActTitle proposals.Bilingual  `json:"actTitle"`
	Kind     proposals.ChangeKind `json:"kind"`
	Target   string               `json:"target"`
	Address  proposals.Bilingual  `json:"address"`
	Heading  proposals.Bilingual  `json:"heading"`
	signature
	Status proposals.Status `json:"status"`
	// Conflict is true while a newer edition of the law waits for a person to look.
	Conflict     bool   `json:"conflict"`
	Comments     int    `json:"comments"`
	OpenComments int    `json:"openComments"`
	CreatedAt    string `json:"createdAt"`
	UpdatedAt    string `json:"updatedAt"`
}

func (n names) summary(p *proposals.Proposal) proposalSummary {
	v := proposalSummary{ID: p.ID, Bill: p.Bill, Act: p.Act, Kind: p.Kind, Target: p.Target, Address: p.Address,
		Heading: p.Heading, signature: n.sign(p.Author), Status: p.Status, Conflict: p.Conflicting(), Comments: len(p.Threads),
		OpenComments: p.OpenThreads(), CreatedAt: timeView(p.CreatedAt), UpdatedAt: timeView(p.UpdatedAt)}
	if a, err := n.workbench.Act(p.Act); err == nil {
		v.ActTitle = a.Title
	}
	return v
}

func (n names) summaries(list []*proposals.Proposal) []proposalSummary {
	out := make([]proposalSummary, len(list))
	for i, p := range list {
		out[i] = n.summary(p)
	}
	return out
}

type wordingView struct {
	Current  string        `json:"current"`
	Proposed string        `json:"proposed"`
	Version  int           `json:"version"`
	Conflict *conflictView `json:"conflict"`
}

// conflictView is the wording of a newer edition that changed the same words as the draft.
type conflictView struct {
	Current string `json:"current"`
}

func viewWording(t proposals.Text) wordingView {
	v := wordingView{Current: t.Current, Proposed: t.Proposed, Version: t.Version()}
	if t.Conflict != nil {
		v.Conflict = &conflictView{t.Conflict.Current}
	}
	return v
}

type justificationView struct {
	Proposed string `json:"proposed"`
	Version  int    `json:"version"`
}

// proposalView is a proposal as its page shows it to one member.
type proposalView struct {
	proposalSummary
	Seq           int                            `json:"seq"`
	May           []string                       `json:"may"`
	Wording       map[act.Lang]wordingView       `json:"wording"`
	Justification map[act.Lang]justificationView `json:"justification"`
	Threads       []commentView                  `json:"threads"`
}

func (n names) proposal(p *proposals.Proposal, m proposals.Member) proposalView {
	v := proposalView{proposalSummary: n.summary(p), Seq: p.Seq, May: may(m, p),
		Wording: map[act.Lang]wordingView{}, Justification: map[act.Lang]justificationView{}, Threads: []commentView{}}
	for _, lang := range p.Languages() {
		w, _ := p.Text(proposals.Wording, lang)
		v.Wording[lang] = viewWording(w)
		j, _ := p.Text(proposals.Justification, lang)
		v.Justification[lang] = justificationView{j.Proposed, j.Version()}
	}
	for _, t := range p.Threads {
		v.Threads = append(v.Threads, n.comment(t))
	}
	return v
}

// may lists what the page offers the member to do.
func may(m proposals.Member, p *proposals.Proposal) []string {
	out := []string{}
	for _, action := range []proposals.Action{proposals.ActEdit, proposals.ActComment, proposals.ActShare, proposals.ActWithdraw} {
		if proposals.Can(m, action, p, nil) {
			out = append(out, string(action))
		}
	}
	return out
}

type billView struct {
	ID        proposals.BillID    `json:"id"`
	Title     proposals.Bilingual `json:"title"`
	Acts      []proposals.ActID   `json:"acts"`
	Proposals int                 `json:"proposals"`
	CreatedAt string              `json:"createdAt"`
	CreatedBy proposals.MemberID  `json:"createdBy"`
}

// viewBill shows a bill with what of its proposals the member may see.
func viewBill(b *proposals.Bill, seen []*proposals.Proposal) billView {
	v := billView{b.ID, b.Title, []proposals.ActID{}, len(seen), timeView(b.CreatedAt), b.CreatedBy}
	known := map[proposals.ActID]bool{}
	for _, p := range seen {
		if !known[p.Act] {
			known[p.Act] = true
			v.Acts = append(v.Acts, p.Act)
		}
	}
	return v
}

type roundTableView struct {
	ID        proposals.RoundTableID `json:"id"`
	Title     proposals.Bilingual    `json:"title"`
	Date      string                 `json:"date"`
	Place     proposals.Bilingual    `json:"place"`
	Proposals []proposals.ProposalID `json:"proposals"`
	CreatedAt string                 `json:"createdAt"`
	CreatedBy proposals.MemberID     `json:"createdBy"`
}

// roundTableView shows a round table with those of its proposals that the member may see.
func (s *server) roundTableView(r *proposals.RoundTable, m proposals.Member) roundTableView {
	v := roundTableView{r.ID, r.Title, r.Date, r.Place, []proposals.ProposalID{}, timeView(r.CreatedAt), r.CreatedBy}
	for _, id := range r.Proposals {
		if _, err := s.Workbench.Proposal(m, id); err == nil {
			v.Proposals = append(v.Proposals, id)
		}
	}
	return v
}

// eventView is an event as browsers get it, with the names of people.
type eventView struct {
	Seq    int                `json:"seq"`
	Stream proposals.Stream   `json:"stream"`
	Kind   proposals.Kind     `json:"kind"`
	At     string             `json:"at"`
	By     proposals.MemberID `json:"by"`
	ByName string             `json:"byName"`
	Data   any                `json:"data"`
}

// EncodeEvents gives what writes events for browsers.
func EncodeEvents(w *proposals.Workbench) func(proposals.Event) (json.RawMessage, error) {
	n := names{w}
	return func(ev proposals.Event) (json.RawMessage, error) {
		v := eventView{ev.Seq, ev.Stream, ev.Kind, timeView(ev.At), ev.By, n.sign(ev.By).AuthorName, ev.Data}
		switch ev.Kind {
		case proposals.ProposalOpened:
			v.Data = struct{}{}
		case proposals.ProposalCommented:
			t, err := ev.Thread()
			if err != nil {
				return nil, err
			}
			v.Data = map[string]any{"comment": n.comment(t)}
		case proposals.CommentReplied:
			comment, r, err := ev.Reply()
			if err != nil {
				return nil, err
			}
			v.Data = map[string]any{"comment": comment, "reply": n.reply(r)}
		}
		return json.Marshal(v)
	}
}
