package proposals

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"talqy/proposals/paper"
)

// Limits of what a group writes about a bill, in characters of one language.
const (
	MaxBillSummary = 6000
	MaxNote        = 20_000 // one section of the explanatory note
)

// The data of the events by which a group writes about a bill.
type (
	summaryData struct {
		Summary Bilingual `json:"summary"`
	}
	noteData struct {
		Section paper.NoteSection `json:"section"`
		Text    Bilingual         `json:"text"`
	}
)

// prepareBillText works out what an event of a bill's own texts and of its public page does; ok is false for others.
func prepareBillText(id BillID, ev Event) (c change, ok bool, err error) {
	with, ok, err := nextOfBill(ev)
	if !ok || err != nil {
		return nil, ok, err
	}
	return func(g *group) {
		if before, there := g.Bills[id]; there { // the first event of a bill opens it
			after := *before
			with(&after)
			g.Bills[id] = &after
		}
	}, true, nil
}

func nextOfBill(ev Event) (with func(*Bill), ok bool, err error) {
	switch ev.Kind {
	case BillSummarySet:
		data, err := read[summaryData](ev, ev.Kind)
		return func(b *Bill) { b.Summary = data.Summary }, true, err
	case BillNoteSet:
		data, err := read[noteData](ev, ev.Kind)
		if err == nil && !isNoteSection(data.Section) {
			err = fmt.Errorf("no such section of a note: %q", data.Section)
		}
		return func(b *Bill) {
			note := maps.Clone(b.Note)
			if note == nil {
				note = map[paper.NoteSection]Bilingual{}
			}
			if note[data.Section] = data.Text; data.Text == (Bilingual{}) {
				delete(note, data.Section)
			}
			b.Note = note
		}, true, err
	}
	return nextOfPublication(ev)
}

func isNoteSection(section paper.NoteSection) bool {
	return slices.ContainsFunc(paper.NoteSections(), func(s paper.NoteHeading) bool { return s.Section == section })
}

// Summarise writes the plain-language summary of a bill for press and public; empty takes it away.
func (w *Workbench) Summarise(ctx context.Context, by Member, id BillID, summary Bilingual) error {
	if !Can(by, ActWriteNote, nil, nil) {
		return Refuse(CodeForbidden)
	}
	summary, err := optionalWords("summary", summary, MaxBillSummary)
	if err != nil {
		return err
	}
	return w.onBill(ctx, by.ID, id, func(b *Bill) (Kind, any, error) {
		if b.Summary == summary {
			return unchanged()
		}
		return BillSummarySet, summaryData{summary}, nil
	})
}

// WriteNote writes a section of the explanatory note of a bill; empty takes it away.
func (w *Workbench) WriteNote(ctx context.Context, by Member, id BillID, section paper.NoteSection, text Bilingual) error {
	if !Can(by, ActWriteNote, nil, nil) {
		return Refuse(CodeForbidden)
	}
	if !isNoteSection(section) {
		return Refuse(CodeNotFound)
	}
	text, err := optionalWords("text", text, MaxNote)
	if err != nil {
		return err
	}
	return w.onBill(ctx, by.ID, id, func(b *Bill) (Kind, any, error) {
		if b.Note[section] == text {
			return unchanged()
		}
		return BillNoteSet, noteData{section, text}, nil
	})
}

// onBill appends to the stream of a bill. decide gets the bill as it stands.
func (w *Workbench) onBill(ctx context.Context, by MemberID, id BillID, decide func(b *Bill) (Kind, any, error)) error {
	if _, err := w.Bill(id); err != nil {
		return err // a bill that does not exist must not get a stream's lock
	}
	return w.append(ctx, StreamOf("bill", string(id)), by, func() (Kind, any, error) {
		b, err := w.Bill(id)
		if err != nil {
			return "", nil, err
		}
		return decide(b)
	})
}
