package proposals

import (
	"context"
	"maps"
	"slices"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// visit is how far a member has looked at a bill: of each proposal, the number of the last event that was there.
type visit struct {
	At   time.Time
	Seen map[ProposalID]int
}

// visitedData is the data of BillVisited: only what was not seen before.
type visitedData struct {
	Bill BillID             `json:"bill"`
	Seen map[ProposalID]int `json:"seen"`
}

func (r *reader) takeVisit(ev Event, data visitedData) {
	seen := maps.Clone(r.visits[data.Bill].Seen)
	if seen == nil {
		seen = map[ProposalID]int{}
	}
	for id, seq := range data.Seen {
		seen[id] = max(seen[id], seq)
	}
	visits := maps.Clone(r.visits)
	if visits == nil {
		visits = map[BillID]visit{}
	}
	visits[data.Bill] = visit{At: ev.At, Seen: seen}
	r.visits = visits
}

// Step is a new status that a proposal came to, and the reason that was given.
type Step struct {
	Event  Event
	Status Status
	Reason string
}

// ProposalNews is what others did to one proposal since the member looked at it.
type ProposalNews struct {
	Proposal *Proposal
	// Since is the number of the last event that the member has seen; 0 for a proposal that is new to him.
	Since int
	New   bool
	// Edited lists the languages of whose wording something was changed; Justified says the same of the justifications.
	Edited    []act.Lang
	Justified bool
	// Comments and Replies count what was said; Reviews the changes of the redline that were accepted, rejected or reopened.
	Comments, Replies, Reviews int
	// Evidence counts the evidence that was brought or corrected, Citations the norms that were cited.
	Evidence, Citations int
	Steps               []Step
	// By lists who did something, in the order in which they first did.
	By []MemberID
	// At is the time of the latest of these events.
	At time.Time
}

// BillNews is what others did in a bill since the member looked at it.
type BillNews struct {
	// Visited is false until the member has looked at the bill once: then everything is new, and nothing is told.
	Visited bool
	At      time.Time
	News    []ProposalNews
	// Now has the last number of each proposal that the member sees: handed to Visit it means «what I was shown».
	Now map[ProposalID]int
}

// BillNews tells what changed in a bill since the member's last visit, the latest first. One's own doings are no news.
func (w *Workbench) BillNews(by Member, id BillID) (BillNews, error) {
	if _, err := w.Bill(id); err != nil {
		return BillNews{}, err
	}
	seen := w.Proposals(by, Filter{Bill: id})
	w.mu.RLock()
	defer w.mu.RUnlock()
	out := BillNews{Now: map[ProposalID]int{}}
	var visit visit
	if r := w.group.readers[by.ID]; r != nil {
		visit, out.Visited = r.visits[id], r.visits[id].Seen != nil
	}
	out.At = visit.At
	for _, p := range seen {
		out.Now[p.ID] = p.Seq
		since := visit.Seen[p.ID]
		if !out.Visited || since >= p.Seq {
			continue
		}
		n := ProposalNews{Proposal: p, Since: since}
		for _, ev := range w.group.Events[StreamOf("proposal", string(p.ID))][since:p.Seq] {
			n.take(ev, by.ID)
		}
		if n.At.IsZero() {
			continue // the member's own doing alone
		}
		if n.New = since == 0 && p.Author != by.ID; n.New {
			n.Edited, n.Justified = nil, false // all of it is new
		}
		out.News = append(out.News, n)
	}
	slices.SortStableFunc(out.News, func(a, b ProposalNews) int { return b.At.Compare(a.At) })
	return out, nil
}

// take counts one event.
func (n *ProposalNews) take(ev Event, reader MemberID) {
	if ev.By == reader {
		return
	}
	switch ev.Kind {
	case CommentResolved, CommentReopened, CommentEdited, CommentSuggestionDeclined, ProposalEvidenceRemoved, ProposalNormUncited:
		return // nothing new is said or proposed by it
	}
	n.At = ev.At
	if !slices.Contains(n.By, ev.By) {
		n.By = append(n.By, ev.By)
	}
	switch ev.Kind {
	case ProposalCommented:
		n.Comments++
	case CommentReplied:
		n.Replies++
	case ProposalEvidencePut:
		n.Evidence++
	case ProposalNormCited:
		n.Citations++
	case ChangeAccepted, ChangeReopened:
		n.Reviews++
	case ChangeRejected:
		n.Reviews++
		n.changed(ev)
	case ProposalEdited, ProposalRebased:
		n.changed(ev)
	default:
		if step, ok := stepBy(ev.Kind); ok {
			data, err := read[reasonData](ev, ev.Kind)
			if err == nil {
				n.Steps = append(n.Steps, Step{Event: ev, Status: step.to, Reason: data.Reason})
			}
		} else {
			n.changed(ev)
		}
	}
}

// changed notes which text an event changed.
func (n *ProposalNews) changed(ev Event) {
	data, err := read[struct {
		Part    Part     `json:"part"`
		Lang    act.Lang `json:"lang"`
		Updates []any    `json:"updates"`
	}](ev, ev.Kind)
	switch {
	case err != nil || data.Lang == "" || len(data.Updates) == 0:
	case data.Part == Justification:
		n.Justified = true
	case !slices.Contains(n.Edited, data.Lang):
		n.Edited = append(n.Edited, data.Lang)
	}
}

// Visit says that the member has seen proposals of a bill up to these numbers. The first visit of a bill without proposals
// counts too. Said again it changes nothing.
func (w *Workbench) Visit(ctx context.Context, by Member, id BillID, seen map[ProposalID]int) error {
	if _, err := w.Bill(id); err != nil {
		return err
	}
	return w.appendToReader(ctx, by, func() (Kind, any, error) {
		data := visitedData{Bill: id, Seen: map[ProposalID]int{}}
		var before visit
		w.mu.RLock()
		if r := w.group.readers[by.ID]; r != nil {
			before = r.visits[id]
		}
		w.mu.RUnlock()
		for _, p := range w.Proposals(by, Filter{Bill: id}) {
			if seq := min(seen[p.ID], p.Seq); seq > before.Seen[p.ID] {
				data.Seen[p.ID] = seq
			}
		}
		if before.Seen != nil && len(data.Seen) == 0 {
			return "", nil, nil
		}
		return BillVisited, data, nil
	})
}

// Since compares the wording of a proposal with what it was after the event of that number, in each language where they
// differ. 0 compares with the law in force.
func (w *Workbench) Since(by Member, id ProposalID, seq int) (map[act.Lang][]redline.Op, error) {
	p, err := w.Proposal(by, id)
	if err != nil {
		return nil, err
	}
	if seq < 0 || seq > p.Seq {
		return nil, Refuse(CodeUnknownChoice, "field", "seq")
	}
	events := w.eventsAfter(StreamOf("proposal", string(id)), 0)
	lone := newGroup()
	for _, ev := range events[:seq] {
		if err := lone.fold(ev); err != nil {
			return nil, err
		}
	}
	out := map[act.Lang][]redline.Op{}
	for _, lang := range p.Languages() {
		now, _ := p.Text(Wording, lang)
		old := now.Current
		if then := lone.Proposals[id]; then != nil {
			before, _ := then.Text(Wording, lang)
			old = before.Proposed
		}
		if old != now.Proposed {
			out[lang] = redline.Compare(old, now.Proposed)
		}
	}
	return out, nil
}
