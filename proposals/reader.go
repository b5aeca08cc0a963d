package proposals

import (
	"fmt"
	"maps"
	"time"
)

// reader is what is known of a member as a reader: the fold of the member's own stream. Values are never changed once
// published, but for the maps of marks: they are as many as a member's clicks, so each click is put into them where they
// are. They are looked at under the lock of the state alone.
type reader struct {
	upTo  map[Stream]int    // read up to here
	items map[EventRef]bool // and these single events
	// mailedUpTo and mailed say the same of what was sent by post.
	mailedUpTo map[Stream]int
	mailed     map[EventRef]bool
	// sent are the times of the latest letters, at most MaxLettersADay; digest is the time of the last gathered one.
	sent        []time.Time
	digest      time.Time
	visits      map[BillID]visit
	preferences Preferences
}

func (r *reader) hasRead(ref EventRef) bool {
	return r != nil && (ref.Seq <= r.upTo[ref.Stream] || r.items[ref])
}

func (r *reader) wasMailed(ref EventRef) bool {
	return r != nil && (ref.Seq <= r.mailedUpTo[ref.Stream] || r.mailed[ref])
}

// prepareReader works out what an event of a reader's stream does.
func prepareReader(id MemberID, ev Event) (change, error) {
	var with func(r *reader)
	switch ev.Kind {
	case NotificationsRead:
		data, err := read[readData](ev, NotificationsRead)
		if err != nil {
			return nil, err
		}
		with = func(r *reader) { r.upTo, r.items = covered(r.upTo, r.items, data.UpTo, data.Items) }
	case MailSent:
		data, err := read[mailedData](ev, MailSent)
		if err != nil {
			return nil, err
		}
		with = func(r *reader) { r.takeMail(ev, data) }
	case BillVisited:
		data, err := read[visitedData](ev, BillVisited)
		if err != nil {
			return nil, err
		}
		with = func(r *reader) { r.takeVisit(ev, data) }
	case PreferencesSet:
		data, err := read[Preferences](ev, PreferencesSet)
		if err != nil {
			return nil, err
		}
		with = func(r *reader) { r.preferences = data }
	default:
		return nil, fmt.Errorf("unknown kind")
	}
	return func(g *group) {
		next := reader{}
		if before := g.readers[id]; before != nil {
			next = *before
		}
		if token := next.preferences.Unsubscribe; ev.Kind == PreferencesSet {
			delete(g.unsubscribe, token)
		}
		with(&next)
		if token := next.preferences.Unsubscribe; token != "" {
			g.unsubscribe[token] = id
		}
		g.readers[id] = &next
	}, nil
}

// covered joins marks «up to here» and single marks into the maps given; what the first cover is dropped from the second.
func covered(upTo map[Stream]int, items map[EventRef]bool, more map[Stream]int, single []EventRef) (map[Stream]int, map[EventRef]bool) {
	if upTo == nil {
		upTo, items = map[Stream]int{}, map[EventRef]bool{}
	}
	for stream, seq := range more {
		upTo[stream] = max(upTo[stream], seq)
	}
	covers := func(ref EventRef) bool { return ref.Seq <= upTo[ref.Stream] }
	if len(more) > 0 {
		maps.DeleteFunc(items, func(ref EventRef, _ bool) bool { return covers(ref) })
	}
	for _, ref := range single {
		if !covers(ref) {
			items[ref] = true
		}
	}
	return upTo, items
}
