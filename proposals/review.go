package proposals

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/text"
)

// Verdict is what a lawyer says of one change of a redline.
type Verdict string

// The verdicts.
const (
	VerdictAccept Verdict = "accept" // the change is as it should be
	VerdictReject Verdict = "reject" // the old words come back
	VerdictReopen Verdict = "reopen" // an accepted change is open again
)

// Mark is a change of the redline that was accepted. It stands at its words and goes with them; when they change, the mark is
// gone from the text, while the log keeps that it was made.
type Mark struct {
	// From and To are UTF-16 positions in the proposed wording; equal where words were only deleted.
	From, To          int
	Deleted, Inserted string
	By                MemberID
	At                time.Time
	Reason            string
}

// Review is a word on one change, as the reader saw it: its place in the proposed wording at a version, and its words.
type Review struct {
	Lang    act.Lang
	Version int
	// From and To are UTF-16 positions in the proposed wording at Version.
	From, To          int
	Deleted, Inserted string
	Verdict           Verdict
	// Reason may be empty.
	Reason string
}

// reviewData is the data of ChangeAccepted, ChangeRejected and ChangeReopened. Version is that of the wording before the
// event; Updates, of a rejection alone, put the old words back.
type reviewData struct {
	Part     Part     `json:"part"`
	Lang     act.Lang `json:"lang"`
	Version  int      `json:"version"`
	From     int      `json:"from"`
	To       int      `json:"to"`
	Deleted  string   `json:"deleted"`
	Inserted string   `json:"inserted"`
	Reason   string   `json:"reason,omitempty"`
	Updates  []Update `json:"updates,omitempty"`
}

// reviewClient signs the updates that a rejection makes, among those of editors.
const reviewClient = "review"

// Review accepts, rejects or reopens one change of the redline between the current and the proposed wording. The change is
// found by its place, moved from the version at which it was seen, and by its very words; where there is no such change any
// more, the answer is CodeTextMovedOn. Sent twice, it counts once.
func (w *Workbench) Review(ctx context.Context, by Member, id ProposalID, order Review) error {
	if order.Verdict != VerdictAccept && order.Verdict != VerdictReject && order.Verdict != VerdictReopen {
		return Refuse(CodeUnknownChoice, "field", "verdict")
	}
	if strings.TrimSpace(order.Reason) != "" {
		var err error
		if order.Reason, err = words("reason", order.Reason, MaxReason); err != nil {
			return err
		}
	}
	stream := StreamOf("proposal", string(id))
	return w.append(ctx, stream, by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActReviewChange, id, "")
		if err != nil {
			return "", nil, err
		}
		t, ok := p.Text(Wording, order.Lang)
		if !ok {
			return "", nil, Refuse(CodeLangMissing, "lang", order.Lang)
		}
		if order.Version < 0 || order.Version > t.Version() || order.From < 0 || order.To < order.From {
			return "", nil, Refuse(CodeBadChange)
		}
		change, found := order.find(t)
		if !found {
			if order.Verdict == VerdictReject && order.done(t, w.eventsAfter(stream, 0)) {
				return "", nil, nil
			}
			return "", nil, Refuse(CodeTextMovedOn)
		}
		return order.decide(p, t, change)
	})
}

// find gives the change that the order is about, as it stands in the present redline.
func (r Review) find(t Text) (redline.Change, bool) {
	from, to, ok := follow(t.Updates[r.Version:], r.From, r.To)
	if !ok {
		return redline.Change{}, false
	}
	for _, c := range redline.Changes(t.Redline()) {
		if c.From == from && c.To == to && c.Deleted == r.Deleted && c.Inserted == r.Inserted {
			return c, true
		}
	}
	return redline.Change{}, false
}

// decide says what the order does to a change that stands; an empty kind when it is done already.
func (r Review) decide(p *Proposal, t Text, c redline.Change) (Kind, any, error) {
	data := reviewData{Part: Wording, Lang: r.Lang, Version: t.Version(), From: c.From, To: c.To,
		Deleted: c.Deleted, Inserted: c.Inserted, Reason: r.Reason}
	accepted := t.mark(c) != nil
	switch r.Verdict {
	case VerdictAccept:
		if accepted {
			return "", nil, nil
		}
		return ChangeAccepted, data, nil
	case VerdictReopen:
		if !accepted {
			return "", nil, nil
		}
		return ChangeReopened, data, nil
	}
	if !p.editable(Wording) {
		return "", nil, Refuse(CodeLangMissing, "lang", r.Lang)
	}
	data.Updates = []Update{{ClientID: reviewClient, Changes: undone(t.Proposed, c)}}
	return ChangeRejected, data, nil
}

// done says whether the log has this very rejection: the answer to it was lost and it was sent again.
func (r Review) done(t Text, events []Event) bool {
	for _, ev := range slices.Backward(events) {
		if ev.Kind != ChangeRejected {
			continue
		}
		data, err := read[reviewData](ev, ChangeRejected)
		if err != nil || data.Lang != r.Lang || data.Version < r.Version {
			continue
		}
		from, to, ok := follow(t.Updates[r.Version:data.Version], r.From, r.To)
		if ok && from == data.From && to == data.To && r.Deleted == data.Deleted && r.Inserted == data.Inserted {
			return true
		}
	}
	return false
}

// follow moves the place of a change through updates; a place without words (a deletion) goes with the letter before it, or
// after it where that is gone. ok is false when nothing of it is left. The caller compares the words.
func follow(updates []Update, from, to int) (int, int, bool) {
	for _, u := range updates {
		var ok bool
		if from < to {
			if from, to, ok = u.Changes.MapRange(from, to); !ok {
				return 0, 0, false
			}
			continue
		}
		if _, end, left := u.Changes.MapRange(from-1, from); from > 0 && left {
			from, to = end, end
			continue
		}
		if from, _, ok = u.Changes.MapRange(from, from+1); !ok {
			return 0, 0, false
		}
		to = from
	}
	return from, to, true
}

// undone is the change set that puts the old words of one change back.
func undone(proposed string, c redline.Change) text.ChangeSet {
	var b text.Builder
	at := 0 // UTF-16
	for _, e := range redline.Undo(c) {
		kept, _ := text.Slice(proposed, at, e.From)
		gone, _ := text.Slice(proposed, e.From, e.To)
		b.Keep(kept)
		b.Replace(gone, e.Insert)
		at = e.To
	}
	rest, _ := text.Slice(proposed, at, text.Units(proposed))
	b.Keep(rest)
	return b.ChangeSet()
}

// mark finds the acceptance of a change; nil when it is open.
func (t Text) mark(c redline.Change) *Mark {
	for i, m := range t.Reviewed {
		if m.From == c.From && m.To == c.To && m.Deleted == c.Deleted && m.Inserted == c.Inserted {
			return &t.Reviewed[i]
		}
	}
	return nil
}

// review gives the proposal with a lawyer's word on one change taken in.
func (p *Proposal) review(ev Event, data reviewData) (*Proposal, error) {
	if ev.Kind == ChangeRejected {
		return p.edit(editedData{Part: Wording, Lang: data.Lang, Version: data.Version, Updates: data.Updates, origin: Origin{ev.By, ev.Seq}})
	}
	t, ok := p.Text(Wording, data.Lang)
	if !ok {
		return nil, Refuse(CodeLangMissing, "lang", data.Lang)
	}
	same := func(m Mark) bool {
		return m.From == data.From && m.To == data.To && m.Deleted == data.Deleted && m.Inserted == data.Inserted
	}
	t.Reviewed = slices.DeleteFunc(slices.Clone(t.Reviewed), same)
	if ev.Kind == ChangeAccepted {
		t.Reviewed = append(t.Reviewed, Mark{From: data.From, To: data.To, Deleted: data.Deleted, Inserted: data.Inserted,
			By: ev.By, At: ev.At, Reason: data.Reason})
	}
	out := *p
	out.Texts = maps.Clone(p.Texts)
	out.Texts[Wording] = maps.Clone(p.Texts[Wording])
	out.Texts[Wording][data.Lang] = t
	return &out, nil
}

// moveMarks gives the marks that a change of the text leaves standing, each where its words now are.
func moveMarks(marks []Mark, changes text.ChangeSet, before, after string) []Mark {
	var out []Mark
	for _, m := range marks {
		if moved, ok := m.moved(changes, before, after); ok {
			out = append(out, moved)
		}
	}
	return out
}

// moved follows the mark through a change. It stays only when its words and the letters next to them are untouched: words
// typed close by belong to the change, and nobody has accepted them.
func (m Mark) moved(changes text.ChangeSet, before, after string) (Mark, bool) {
	from, to, units := max(m.From-1, 0), m.To+1, text.Units(before)
	if m.To >= units {
		to = units
	}
	newFrom, newTo, ok := changes.MapRange(from, to)
	if !ok || newTo-newFrom != to-from {
		return m, false
	}
	if from == 0 && newFrom != 0 && m.From == 0 || m.To == units && newTo != text.Units(after) {
		return m, false
	}
	was, errWas := text.Slice(before, from, to)
	is, errIs := text.Slice(after, newFrom, newTo)
	if errWas != nil || errIs != nil || was != is {
		return m, false
	}
	m.From, m.To = m.From-from+newFrom, m.To-from+newFrom
	return m, true
}
