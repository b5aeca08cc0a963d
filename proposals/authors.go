package proposals

import (
	"talqy/proposals/act"
	"talqy/proposals/text"
)

// Origin says where an update of a text comes from.
type Origin struct {
	// By is the member who made it; empty when a newer edition of the law did.
	By MemberID
	// Seq is the number of its event in the proposal's stream; 0 for a newer edition.
	Seq int
}

// Written says who wrote the words between From and To, in UTF-16 units of the present text.
type Written struct {
	From, To int
	// By is who wrote them; empty for the law's own. Words that a comment suggested are of who suggested them, and their
	// event is of who accepted them.
	By MemberID
	// Event is the one that brought the words; nil for the law's own.
	Event *Event
}

// Authors answers «кто внёс эти слова» for a whole text, in its order, at the version that it gives with it: words of the
// law, of the edition that the draft started from or was carried over to, have no event. Words that somebody put back, by
// undo or by rejecting their deletion, are of whoever put them back.
//
// It is worked out when it is asked for: kept at hand, it would cost every keystroke more than the text itself does.
func (w *Workbench) Authors(by Member, id ProposalID, part Part, lang act.Lang) (version int, written []Written, err error) {
	p, err := w.Proposal(by, id)
	if err != nil {
		return 0, nil, err
	}
	t, ok := p.Text(part, lang)
	if !ok {
		return 0, nil, Refuse(CodeLangMissing, "lang", lang)
	}
	length := text.Units(t.Proposed)
	if len(t.Updates) > 0 {
		length = t.Updates[0].Changes.Length()
	}
	attribution := text.Unattributed(length)
	for i, u := range t.Updates {
		if attribution, err = attribution.Apply(u.Changes, string(t.Origins[i].By), t.Origins[i].Seq); err != nil {
			return 0, nil, err
		}
	}
	events := w.eventsAfter(StreamOf("proposal", string(id)), 0)
	for _, s := range attribution.Spans(0, text.Units(t.Proposed)) {
		one := Written{From: s.From, To: s.To}
		if s.Version > 0 {
			one.Event, one.By = &events[s.Version-1], MemberID(s.Author)
		}
		written = append(written, one)
	}
	return t.Version(), written, nil
}
