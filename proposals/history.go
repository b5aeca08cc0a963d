package proposals

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// HistoryEntry is one step of a proposal's life and the proposal as it stood after it. Edits of one sitting are one entry.
type HistoryEntry struct {
	// Event is the last event of the entry; its time is that of the first.
	Event    Event
	Proposal *Proposal
	// Authors are the members whose edits the entry joins, in the order in which they began.
	Authors []MemberID
	// Part and Lang say which text the event is about; empty where it is about none.
	Part Part
	Lang act.Lang
	// Changed says that a text of the wording is another one than before.
	Changed bool
	// Until is the time of the last edit in the entry.
	Until time.Time
	// Outcome says how a newer edition was taken in: merged, conflict, accepted; or what became of a thread that was closed, an
	// Outcome. Empty for other events.
	Outcome string
	// Reason is what was said with a step of the proposal's way or with a word on one change.
	Reason string
	// Deleted and Inserted are the words of the change that a lawyer spoke on.
	Deleted, Inserted string
	// About names the evidence that was brought or taken away by its source, the norm that was cited by its treaty and article.
	About Bilingual
	// Restores is the number of the event whose text an edit put back, and RestoresAt its time; 0 for what was typed.
	Restores   int
	RestoresAt time.Time
}

// oneSitting joins edits of one text into one entry of the history while less than this lies between them.
const oneSitting = 5 * time.Minute

// longestEntry bounds an entry, so that a day's work is not one line of the history.
const longestEntry = 30 * time.Minute

// MaxHistory bounds the entries of one page of a history.
const MaxHistory = 300

// HistoryPage says which part of a history is asked for.
type HistoryPage struct {
	// Before leaves out the entries of this event and later ones; 0 begins with the newest.
	Before int
	// Limit is how many entries are wanted, up to MaxHistory; 0 for that.
	Limit int
}

// History tells the life of a proposal, oldest first. More says that there are entries before those given.
func (w *Workbench) History(by Member, id ProposalID, page HistoryPage) (entries []HistoryEntry, more bool, err error) {
	if _, err := w.Proposal(by, id); err != nil {
		return nil, false, err
	}
	entries, err = w.history(id)
	if err != nil {
		return nil, false, err
	}
	if page.Before > 0 {
		end, _ := slices.BinarySearchFunc(entries, page.Before, func(e HistoryEntry, seq int) int { return e.Event.Seq - seq })
		entries = entries[:end]
	}
	limit := page.Limit
	if limit <= 0 || limit > MaxHistory {
		limit = MaxHistory
	}
	start := max(0, len(entries)-limit)
	return entries[start:], start > 0, nil
}

// history folds a proposal's events once more and keeps how it stood on the way.
func (w *Workbench) history(id ProposalID) ([]HistoryEntry, error) {
	events := w.eventsAfter(StreamOf("proposal", string(id)), 0)
	var out []HistoryEntry
	var before *Proposal
	lone := newGroup()
	for _, ev := range events {
		change, err := prepare(ev, before)
		if err != nil {
			return nil, err
		}
		change(lone)
		after := lone.Proposals[id]
		entry, err := entryOf(ev, before, after, events)
		if err != nil {
			return nil, err
		}
		before = after
		out = join(out, entry)
	}
	return out, nil
}

// entryOf makes the entry of one event.
func entryOf(ev Event, before, after *Proposal, events []Event) (HistoryEntry, error) {
	e := HistoryEntry{Event: ev, Proposal: after, Authors: []MemberID{ev.By}, Until: ev.At, Changed: before == nil || reworded(before, after)}
	// What the kinds of events say in common is read by name, whichever of it they have.
	var said struct {
		Part     Part     `json:"part"`
		Lang     act.Lang `json:"lang"`
		Outcome  string   `json:"outcome"`
		Reason   string   `json:"reason"`
		Deleted  string   `json:"deleted"`
		Inserted string   `json:"inserted"`
		Restores int      `json:"restores"`
	}
	if err := json.Unmarshal(ev.Data, &said); err != nil {
		return e, fmt.Errorf("%s: event %d: %w", ev.Stream, ev.Seq, err)
	}
	e.Part, e.Lang, e.Outcome, e.Reason, e.Restores = said.Part, said.Lang, said.Outcome, said.Reason, said.Restores
	e.Deleted, e.Inserted = said.Deleted, said.Inserted
	if e.Lang != "" && e.Part == "" {
		e.Part = Wording
	}
	e.About = practiceIn(ev, before, after)
	if e.Restores > 0 && e.Restores <= len(events) {
		e.RestoresAt = events[e.Restores-1].At
	}
	return e, nil
}

// reworded says whether the wording is another one in any language, or the law that it stands against.
func reworded(before, after *Proposal) bool {
	for lang, t := range after.Texts[Wording] {
		was := before.Texts[Wording][lang]
		if was.Version() != t.Version() || was.Current != t.Current {
			return true
		}
	}
	return false
}

// join puts an entry at the end, together with what it continues: an edit goes with the same member's last edit of the same
// text in the same sitting, and with what others typed into that text in between. So one member is one entry, two who type
// in turn are one entry of both, and two who type one after the other are two. The entries given are the caller's no more.
func join(entries []HistoryEntry, next HistoryEntry) []HistoryEntry {
	first := -1
	for i := len(entries) - 1; i >= 0 && next.typed() && entries[i].typed() && next.Until.Sub(entries[i].Until) < oneSitting; i-- {
		one := entries[i]
		if one.Part == next.Part && one.Lang == next.Lang && slices.Contains(one.Authors, next.Event.By) {
			first = i
			break
		}
	}
	if first < 0 || next.Until.Sub(entries[first].Event.At) > longestEntry {
		return append(entries, next)
	}
	joined, authors := next, []MemberID(nil)
	joined.Event.At = entries[first].Event.At
	// In place, or every edit would copy the whole history before it: what is kept is never written ahead of what is read,
	// because the first of them is one that goes.
	kept := entries[:first]
	for _, one := range entries[first:] {
		if one.Part != next.Part || one.Lang != next.Lang {
			kept = append(kept, one)
			continue
		}
		joined.Changed = joined.Changed || one.Changed
		authors = append(authors, one.Authors...)
	}
	joined.Authors = nil
	for _, m := range append(authors, next.Event.By) {
		if !slices.Contains(joined.Authors, m) {
			joined.Authors = append(joined.Authors, m)
		}
	}
	return append(kept, joined)
}

// typed says whether an entry is of what people typed; a version that was put back is an entry of its own.
func (e HistoryEntry) typed() bool { return e.Event.Kind == ProposalEdited && e.Restores == 0 }

// restoreClient signs the updates that put an older version back, among those of editors.
const restoreClient = "restore"

// Restore makes the text of a part as it stood after the event of number seq the newest version: an edit by whoever restores
// it, which says what it restores. Nothing of the history is lost by it, and words that come back are of who brought them
// back. Nothing happens where the text says so already. CodeNotFound when the proposal has no event of that number.
func (w *Workbench) Restore(ctx context.Context, by Member, id ProposalID, part Part, lang act.Lang, seq int) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActEdit, id, "")
		if err != nil {
			return "", nil, err
		}
		now, ok := p.Text(part, lang)
		if !ok || !p.editable(part) {
			return "", nil, Refuse(CodeLangMissing, "lang", lang)
		}
		if seq < 1 || seq > p.Seq {
			return "", nil, Refuse(CodeNotFound)
		}
		then, err := w.proposalAt(id, seq)
		if err != nil {
			return "", nil, err
		}
		was, ok := then.Text(part, lang)
		if !ok {
			return "", nil, Refuse(CodeLangMissing, "lang", lang)
		}
		if was.Proposed == now.Proposed {
			return "", nil, nil
		}
		back := Update{ClientID: restoreClient, Changes: changes(redline.Compare(now.Proposed, was.Proposed))}
		return ProposalEdited, editedData{Part: part, Lang: lang, Version: now.Version(), Updates: []Update{back}, Restores: seq}, nil
	})
}

// proposalAt gives a proposal as it stood after one of its events.
func (w *Workbench) proposalAt(id ProposalID, seq int) (*Proposal, error) {
	var p *Proposal
	lone := newGroup()
	for _, ev := range w.eventsAfter(StreamOf("proposal", string(id)), 0)[:seq] {
		change, err := prepare(ev, p)
		if err != nil {
			return nil, err
		}
		change(lone)
		p = lone.Proposals[id]
	}
	return p, nil
}
