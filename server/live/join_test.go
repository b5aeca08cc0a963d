package live_test

import (
	"testing"

	"talqy/proposals"
)

// between is a workbench on which something happens while a follower's replay is on its way.
type between struct {
	*proposals.Workbench
	happens func()
}

func (w between) Follow(stream proposals.Stream, after int, replay func(proposals.Event), join func(rest []proposals.Event, seq int)) {
	w.Workbench.Follow(stream, after, func(ev proposals.Event) {
		replay(ev)
		w.happens()
	}, join)
}

// What happens after the replay was read and before the follower has joined comes neither with the one nor with the telling: it
// is told in between, once and in its place.
func TestEventBetweenReplayAndJoining(t *testing.T) {
	r := newRoom(t)
	r.comment(t, 1)
	n := 1
	r.rehang(t, between{r.bench, func() {
		n++
		r.comment(t, n)
	}})
	b := r.browser(t, "other")
	b.send(follow(r.topic(), 2)) // the third event is the replay, and the fourth comes meanwhile
	for want := 3; want <= 4; want++ {
		if f := b.next(); f.Event.Seq != want || f.Event.Kind != proposals.ProposalCommented {
			t.Fatalf("got %+v, want event %d", f, want)
		}
	}
	if f := b.next(); f.Type != "current" || f.Seq != 4 {
		t.Fatalf("got %+v, want current 4", f)
	}
	r.comment(t, 9)
	if f := b.next(); f.Event.Seq != 5 {
		t.Fatalf("got %+v, want event 5", f)
	}
}
