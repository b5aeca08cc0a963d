package proposals

import (
	"maps"
	"slices"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/text"
)

// ProposalID names a proposal.
type ProposalID string

// ChangeKind is what a proposal does to its target.
type ChangeKind string

// The kinds of change that one proposal makes.
const (
	Amend  ChangeKind = "amend"  // the target gets another wording
	Insert ChangeKind = "insert" // a new article follows the target
	Repeal ChangeKind = "repeal" // the target is excluded, its number kept (480-V art. 27(6))
)

// Status is where a proposal stands.
type Status string

// The statuses: a draft is its author's alone, a proposal in discussion is everybody's; what was agreed, rejected or put off
// rests as it was decided until it is taken back to discussion; a withdrawn one is closed for good.
const (
	Draft      Status = "draft"
	Discussion Status = "discussion"
	Agreed     Status = "agreed"
	Rejected   Status = "rejected"
	Postponed  Status = "postponed"
	Withdrawn  Status = "withdrawn"
)

// Part names one of the texts of a proposal.
type Part string

// The parts; each exists in each language of the act.
const (
	Wording       Part = "wording"
	Justification Part = "justification"
)

// Update is one change of a text as its author sent it: who of the open editors made it, and the change set.
type Update = text.Update

// Text is a live text: what it says now and the updates it came from. Its version is their number.
type Text struct {
	// Current is the wording in force that the proposal started from; empty for a justification and for a new article.
	Current  string
	Proposed string
	Updates  []Update
	// Origins has where each of the updates comes from.
	Origins []Origin
	// Accepted is, for a new article, an article in force that has its number and that a person has looked at.
	Accepted string
	// Reviewed are the changes of the redline that a lawyer has accepted and that still stand as they were accepted.
	Reviewed []Mark
	// Conflict is set while a newer edition of the law changed the same words as the draft.
	Conflict *Conflict
}

// Conflict is a newer edition of the law that a draft could not be carried over to without a person. Current and Proposed
// of the text stay on the older edition until one is asked.
type Conflict struct {
	// Current is the wording of the newer edition; empty where the article is gone.
	Current string
	// Edition is the id of the newer edition.
	Edition string
}

// Version counts the updates applied so far.
func (t Text) Version() int { return len(t.Updates) }

// Redline is what the proposed wording changes of the law in force. It is the one comparison of a proposal's text: screen, table,
// instruction and public page are made from it.
func (t Text) Redline() []redline.Op { return redline.Compare(t.Current, t.Proposed) }

// Proposal is one change to one article, in each language of its act. Values are never changed once published: the fold
// replaces them.
type Proposal struct {
	ID     ProposalID
	Seq    int
	Bill   BillID
	Act    ActID
	Kind   ChangeKind
	Target string // eId of the article
	// Address is how the changed unit is called: «статья 128», «128-бап».
	Address Bilingual
	Heading Bilingual
	Author  MemberID
	Status  Status
	// Shared says that it was put up for discussion once; a draft that was withdrawn before stays its author's.
	Shared bool
	// Decisions are the steps of its way so far, in their order.
	Decisions []StepTaken
	Texts     map[Part]map[act.Lang]Text
	Threads   []*Thread
	Evidence  []Evidence
	Citations []Citation

	CreatedAt time.Time
	UpdatedAt time.Time
	// RebasedAt is when a newer edition of the law was last brought to it; zero where none was.
	RebasedAt time.Time
}

// Text gives the text of a part in lang; ok is false when the act has no such language.
func (p *Proposal) Text(part Part, lang act.Lang) (t Text, ok bool) {
	t, ok = p.Texts[part][lang]
	return t, ok
}

// Languages lists the languages of the proposal, Russian first.
func (p *Proposal) Languages() []act.Lang {
	var out []act.Lang
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		if _, ok := p.Texts[Wording][lang]; ok {
			out = append(out, lang)
		}
	}
	return out
}

// editable says whether a part is text that can be typed: the wording of a repeal is not.
func (p *Proposal) editable(part Part) bool { return part == Justification || p.Kind != Repeal }

// OpenThreads counts the threads that nobody has resolved.
func (p *Proposal) OpenThreads() int {
	n := 0
	for _, t := range p.Threads {
		if t.Resolved == nil {
			n++
		}
	}
	return n
}

// Conflicting says whether a newer edition of the law waits for a person to look, in any language.
func (p *Proposal) Conflicting() bool {
	for _, t := range p.Texts[Wording] {
		if t.Conflict != nil {
			return true
		}
	}
	return false
}

// thread finds a thread by its id; nil when there is none.
func (p *Proposal) thread(id CommentID) *Thread {
	for _, t := range p.Threads {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// wordingData is one language of the wording at the start of a proposal.
type wordingData struct {
	Current  string `json:"current"`
	Proposed string `json:"proposed"`
}

// openedData is the data of ProposalOpened.
type openedData struct {
	Bill    BillID                   `json:"bill"`
	Act     ActID                    `json:"act"`
	Kind    ChangeKind               `json:"kind"`
	Target  string                   `json:"target"`
	Address Bilingual                `json:"address"`
	Heading Bilingual                `json:"heading"`
	Wording map[act.Lang]wordingData `json:"wording"`
}

// editedData is the data of ProposalEdited; Version is the text's version before the updates.
type editedData struct {
	Part    Part     `json:"part"`
	Lang    act.Lang `json:"lang"`
	Version int      `json:"version"`
	Updates []Update `json:"updates"`
	// Restores is the number of the event after which the text stood as these updates put it back; 0 for what was typed.
	Restores int `json:"restores,omitempty"`
	// origin is what the event itself says.
	origin Origin
}

// reasonData is the data of the steps of a proposal's way; see workflow.
type reasonData struct {
	Reason string `json:"reason"`
	// Decision is that of a round table which ordered the step; nil for none.
	Decision *sittingDecision `json:"decision,omitempty"`
}

// open makes the proposal that an opened event describes.
func open(id ProposalID, ev Event, data openedData) *Proposal {
	p := &Proposal{
		ID: id, Bill: data.Bill, Act: data.Act, Kind: data.Kind, Target: data.Target,
		Address: data.Address, Heading: data.Heading, Author: ev.By, Status: Draft,
		CreatedAt: ev.At,
		Texts:     map[Part]map[act.Lang]Text{Wording: {}, Justification: {}},
	}
	for lang, w := range data.Wording {
		p.Texts[Wording][lang] = Text{Current: w.Current, Proposed: w.Proposed}
		p.Texts[Justification][lang] = Text{}
	}
	return p
}

// edit gives the proposal with updates applied and the anchors of comments moved by them.
func (p *Proposal) edit(data editedData) (*Proposal, error) {
	old, ok := p.Text(data.Part, data.Lang)
	if !ok {
		return nil, Refuse(CodeLangMissing, "lang", data.Lang)
	}
	if data.Version != old.Version() {
		return nil, Refuse(CodeTextMovedOn)
	}
	changed := old
	// The list may be written behind its end, where no reader looks: only the newest value of a proposal is edited, under
	// its stream's lock.
	changed.Updates = append(old.Updates, data.Updates...)
	changed.Origins = append(old.Origins, slices.Repeat([]Origin{data.origin}, len(data.Updates))...)
	threads := p.Threads
	for _, u := range data.Updates {
		before := changed.Proposed
		after, err := u.Changes.Apply(before)
		if err != nil {
			return nil, Refuse(CodeBadChange).Because(err)
		}
		if len(after) > MaxText {
			return nil, Refuse(CodeTextTooLong, "limit", MaxText)
		}
		changed.Proposed = after
		changed.Reviewed = moveMarks(changed.Reviewed, u.Changes, before, after)
		if data.Part == Wording {
			threads = moveAnchors(threads, data.Lang, u.Changes)
		}
	}
	out := *p
	out.Threads = threads
	out.Texts = maps.Clone(p.Texts)
	out.Texts[data.Part] = maps.Clone(p.Texts[data.Part])
	out.Texts[data.Part][data.Lang] = changed
	return &out, nil
}
