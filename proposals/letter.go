package proposals

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Letter is what is to be sent to a member now: a mention at once, or what was gathered.
type Letter struct {
	To          Member
	Preferences Preferences
	// Digest tells a gathered letter from the one about a mention.
	Digest  bool
	Notices []Notice
	// More counts the notices that are left out of a long digest.
	More int
	// upTo and items say what the letter tells, with what was left out.
	upTo  map[Stream]int
	items []EventRef
}

// Limits of letters.
const (
	// MaxLettersADay bounds the letters to one member in 24 hours; what comes above it waits.
	MaxLettersADay = 20
	// MaxLetterNotices bounds what one letter tells.
	MaxLetterNotices = 40
)

// mailedData is the data of MailSent: what a letter told.
type mailedData struct {
	Digest bool           `json:"digest"`
	UpTo   map[Stream]int `json:"upTo,omitempty"`
	Items  []EventRef     `json:"items,omitempty"`
}

func (r *reader) takeMail(ev Event, data mailedData) {
	r.mailedUpTo, r.mailed = covered(r.mailedUpTo, r.mailed, data.UpTo, data.Items)
	r.sent = append(slices.Clone(r.sent), ev.At)
	r.sent = r.sent[max(0, len(r.sent)-MaxLettersADay):]
	if data.Digest {
		r.digest = ev.At
	}
}

// Letters gives the letters that are due now, at most one for a member. zone is the group's time zone, in which a daily
// digest has its hour. What the member has read on the page, or may not see any more, is in no letter.
func (w *Workbench) Letters(now time.Time, zone *time.Location) []Letter {
	var out []Letter
	for _, m := range w.Members() {
		w.mu.RLock()
		if l, due := w.group.letter(*m, now, zone); due {
			out = append(out, l)
		}
		w.mu.RUnlock()
	}
	return out
}

// letter gives the letter that is due to a member.
func (g *group) letter(m Member, now time.Time, zone *time.Location) (Letter, bool) {
	p, r := g.preferencesOf(m.ID), g.readers[m.ID]
	if m.Deactivated || !p.wanted() || r.sentSince(now.Add(-24*time.Hour)) >= MaxLettersADay {
		return Letter{}, false
	}
	l := Letter{To: m, Preferences: p, upTo: map[Stream]int{}}
	slot, gathers := p.slot(now, zone)
	gathers = gathers && r.digest.Before(slot)
	var gathered []EventRef
	waiting := map[Stream]int{} // the first of each stream that this letter does not tell
	for _, n := range g.noticesOf(m) {
		if n.Read || r.wasMailed(n.EventRef) || n.Event.At.UnixMilli() < p.Since {
			continue
		}
		n.Words = g.wordsOf(n)
		if p.Mentions && n.Reason == NoticeMention {
			l.Notices = append(l.Notices, n)
			l.items = append(l.items, n.EventRef)
		} else if gathers && n.Event.At.Before(slot) {
			l.Digest = true
			l.Notices = append(l.Notices, n)
			gathered = append(gathered, n.EventRef)
		} else if first, ok := waiting[n.Stream]; !ok || n.Seq < first {
			waiting[n.Stream] = n.Seq
		}
	}
	// Clocks step back, and those of two processes differ: a later number may have an earlier time. What waits for the next digest is
	// not passed over by the number that this one tells up to.
	for _, ref := range gathered {
		if first, ok := waiting[ref.Stream]; ok && ref.Seq > first {
			l.items = append(l.items, ref)
		} else {
			l.upTo[ref.Stream] = max(l.upTo[ref.Stream], ref.Seq)
		}
	}
	// Read by proposal, oldest first.
	slices.SortStableFunc(l.Notices, func(a, b Notice) int {
		return cmp.Or(cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.Seq, b.Seq))
	})
	if over := len(l.Notices) - MaxLetterNotices; over > 0 {
		l.Notices, l.More = l.Notices[:MaxLetterNotices], over
	}
	return l, len(l.Notices) > 0
}

// sentSince counts the letters after a time.
func (r *reader) sentSince(t time.Time) int {
	n := 0
	for _, at := range r.sent {
		if at.After(t) {
			n++
		}
	}
	return n
}

// slot gives the latest moment at which a digest was to be made up; ok is false for who wants none.
func (p Preferences) slot(now time.Time, zone *time.Location) (at time.Time, ok bool) {
	switch p.Digest {
	case DigestHourly:
		return now.Truncate(time.Hour), true
	case DigestDaily:
		local := now.In(zone)
		at = time.Date(local.Year(), local.Month(), local.Day(), p.Hour, 0, 0, 0, zone)
		if at.After(now) {
			at = time.Date(local.Year(), local.Month(), local.Day()-1, p.Hour, 0, 0, 0, zone)
		}
		return at, true
	}
	return time.Time{}, false
}

// Mailed records that a letter was taken by the mail server, so that nothing in it is sent again, by this process or a later
// one.
func (w *Workbench) Mailed(ctx context.Context, l Letter) error {
	return w.append(ctx, StreamOf("reader", string(l.To.ID)), l.To.ID, func() (Kind, any, error) {
		data := mailedData{Digest: l.Digest, UpTo: l.upTo}
		for _, ref := range l.items {
			if ref.Seq > l.upTo[ref.Stream] {
				data.Items = append(data.Items, ref)
			}
		}
		return MailSent, data, nil
	})
}
