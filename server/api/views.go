package api

import (
	"encoding/json"
	"slices"
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
	Office           proposals.Bilingual      `json:"office"`
	City             string                   `json:"city"`
	Deactivated      bool                     `json:"deactivated"`
}

func (s *server) memberView(m proposals.Member) memberView {
	return memberView{m.ID, m.Login, m.Name, m.Role, m.Organisation, names{s.Workbench}.organisation(m.Organisation), m.Office, m.City, m.Deactivated}
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
	// Steps are those that the reader may take it by; lists alone have them, a proposal says the same in may.
	Steps []proposals.Action `json:"steps,omitempty"`
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
	Evidence      []evidenceView                 `json:"evidence"`
	Citations     []citationView                 `json:"citations"`
	Decisions     []decisionView                 `json:"decisions"`
	// RebasedAt is when a newer edition of the law was last brought to it; nil where none was.
	RebasedAt *string `json:"rebasedAt"`
}

func (n names) proposal(p *proposals.Proposal, m proposals.Member) proposalView {
	v := proposalView{proposalSummary: n.summary(p), Seq: p.Seq, May: may(m, p),
		Wording: map[act.Lang]wordingView{}, Justification: map[act.Lang]justificationView{}, Threads: []commentView{},
		Evidence: n.evidence(p, m), Citations: n.citations(p, m), Decisions: n.decisions(p)}
	for _, lang := range p.Languages() {
		w, _ := p.Text(proposals.Wording, lang)
		v.Wording[lang] = viewWording(w)
		j, _ := p.Text(proposals.Justification, lang)
		v.Justification[lang] = justificationView{j.Proposed, j.Version()}
	}
	for _, t := range p.Threads {
		v.Threads = append(v.Threads, n.comment(t))
	}
	if !p.RebasedAt.IsZero() {
		at := timeView(p.RebasedAt)
		v.RebasedAt = &at
	}
	return v
}

// may lists what the page offers the member to do.
func may(m proposals.Member, p *proposals.Proposal) []string {
	out := []string{}
	for _, action := range []proposals.Action{proposals.ActEdit, proposals.ActComment, proposals.ActShare, proposals.ActWithdraw,
		proposals.ActReviewChange, proposals.ActBringEvidence} {
		if proposals.Can(m, action, p, nil) {
			out = append(out, string(action))
		}
	}
	for _, step := range steps(m, p) {
		if !slices.Contains(out, string(step)) {
			out = append(out, string(step))
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
	Summary   proposals.Bilingual `json:"summary"`
	// PublicSince is when its page was opened to the public; nil while it is closed.
	PublicSince *string `json:"publicSince"`
	// Waiting counts the remarks of the public that nobody has looked at, for who looks at them.
	Waiting int `json:"waiting"`
	// May lists what the member may do: write_note, publish, moderate, answer_remark.
	May []proposals.Action `json:"may"`
}

// viewBill shows a bill to a member, with what of its proposals he may see.
func viewBill(b *proposals.Bill, seen []*proposals.Proposal, m proposals.Member) billView {
	v := billView{ID: b.ID, Title: b.Title, Acts: []proposals.ActID{}, Proposals: len(seen), CreatedAt: timeView(b.CreatedAt),
		CreatedBy: b.CreatedBy, Summary: b.Summary, May: []proposals.Action{}}
	if !b.PublicSince.IsZero() {
		since := timeView(b.PublicSince)
		v.PublicSince = &since
	}
	for _, action := range []proposals.Action{proposals.ActWriteNote, proposals.ActPublish, proposals.ActModerate, proposals.ActAnswerRemark} {
		if proposals.Can(m, action, nil, nil) {
			v.May = append(v.May, action)
		}
	}
	if proposals.Can(m, proposals.ActModerate, nil, nil) {
		for _, one := range b.Remarks {
			if one.State == proposals.RemarkWaiting {
				v.Waiting++
			}
		}
	}
	known := map[proposals.ActID]bool{}
	for _, p := range seen {
		if !known[p.Act] {
			known[p.Act] = true
			v.Acts = append(v.Acts, p.Act)
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
		case proposals.ProposalOpened, proposals.RoundTableConvened: // a reader may not see all proposals of a round table
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
		case proposals.CommentEdited:
			edit, err := ev.CommentEdit()
			if err != nil {
				return nil, err
			}
			v.Data = n.commentEdit(edit)
		}
		return json.Marshal(v)
	}
}
