package proposals_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/proposalstest"
)

// chainedLog is a log that several writers wrote at once, in many streams.
func chainedLog(t testing.TB, w *world) []proposals.Event {
	t.Helper()
	var wg sync.WaitGroup
	ctx := context.Background()
	for n := range 4 {
		wg.Go(func() {
			for range 2 {
				p, err := w.Propose(ctx, w.author, w.bill, w.act, proposals.Amend, "art_2")
				if err != nil {
					t.Error(err)
					return
				}
				for i := range 3 {
					id := proposals.CommentID(fmt.Sprintf("comment-%d-%d-%s", n, i, p))
					if err := w.Comment(ctx, w.author, p, id, "Слово.", nil); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	return w.memory.All()
}

func checkChain(events []proposals.Event) (*proposals.ChainCheck, proposals.ChainReport) {
	c := proposals.NewChainCheck()
	for _, ev := range events {
		c.Take(ev)
	}
	return c, c.End()
}

// names says whether a breach names the event of the stream.
func names(r proposals.ChainReport, stream proposals.Stream, seq int) bool {
	return slices.ContainsFunc(r.Breaches, func(b proposals.Breach) bool {
		return b.Stream == stream && b.From <= seq && seq <= b.Seq
	})
}

func TestChainOfAnHonestLogHolds(t *testing.T) {
	w := newWorld(t)
	events := chainedLog(t, w)
	w.Workbench = w.open(t) // a restart takes the chain up where it was
	events = append(events[:0:0], chainedLog(t, w)...)
	check, r := checkChain(events)
	if len(r.Breaches) > 0 || r.Events != len(events) || r.Unlinked > 0 || r.Uncovered > 0 {
		t.Fatalf("an honest log: %+v", r)
	}
	// Four writers leave at most four events that nothing was written after.
	if len(r.Ends) == 0 || len(r.Ends) > 4 {
		t.Errorf("%d ends: %v", len(r.Ends), r.Ends)
	}
	for _, end := range r.Ends {
		if !check.Holds(end) {
			t.Errorf("the log does not hold its own end %v", end)
		}
		end.Hash[0] ^= 1
		if check.Holds(end) {
			t.Errorf("the log holds another event in the place of %v", end)
		}
	}
}

// Any byte of any event: the check names the event.
func TestChainFindsAnyAlteredByte(t *testing.T) {
	events := chainedLog(t, newWorld(t))
	tried := 0
	for i, ev := range events {
		alterations := alterations(t, ev)
		tried += len(alterations)
		for what, altered := range alterations {
			log := slices.Clone(events)
			log[i] = altered
			if _, r := checkChain(log); len(r.Breaches) != 1 || !names(r, ev.Stream, ev.Seq) {
				t.Fatalf("%s event %d, %s: %+v", ev.Stream, ev.Seq, what, r.Breaches)
			}
		}
	}
	if tried < 8_000 {
		t.Errorf("only %d alterations were tried", tried)
	}
}

// alterations gives the event with one byte altered, for every byte there is but those of its place.
func alterations(t testing.TB, ev proposals.Event) map[string]proposals.Event {
	t.Helper()
	out := map[string]proposals.Event{}
	each := func(field string, value []byte, put func(*proposals.Event, []byte)) {
		for at := range value {
			b := bytes.Clone(value)
			b[at] ^= 1 << (at % 8)
			altered := ev
			put(&altered, b)
			out[fmt.Sprintf("%s byte %d", field, at)] = altered
		}
	}
	each("kind", []byte(ev.Kind), func(e *proposals.Event, b []byte) { e.Kind = proposals.Kind(b) })
	each("by", []byte(ev.By), func(e *proposals.Event, b []byte) { e.By = proposals.MemberID(b) })
	each("data", ev.Data, func(e *proposals.Event, b []byte) { e.Data = b })
	each("command", []byte(ev.Command+"x"), func(e *proposals.Event, b []byte) { e.Command = string(b) })
	for bit := range 41 { // of the milliseconds
		altered := ev
		altered.At = time.UnixMilli(ev.At.UnixMilli() ^ 1<<bit).UTC()
		out[fmt.Sprintf("at bit %d", bit)] = altered
	}
	link, err := ev.Link.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	each("link", link, func(e *proposals.Event, b []byte) {
		e.Link = new(proposals.Link)
		_ = e.Link.UnmarshalText(b) // what cannot be read leaves an empty link, as the store does
	})
	return out
}

// Any event dropped, any two exchanged, any end cut off that something was written after.
func TestChainFindsWhatIsMissingOrMoved(t *testing.T) {
	events := chainedLog(t, newWorld(t))
	seen := map[proposals.Stream]int{} // up to where something in another stream was written after
	last := map[proposals.Stream]int{}
	for _, ev := range events {
		last[ev.Stream] = ev.Seq
		for _, seal := range ev.Link.Witnessed {
			seen[seal.Stream] = max(seen[seal.Stream], seal.Seq)
		}
	}
	found := 0
	for i, ev := range events {
		if ev.Seq < last[ev.Stream] || seen[ev.Stream] >= ev.Seq {
			log := slices.Delete(slices.Clone(events), i, i+1)
			if _, r := checkChain(log); !names(r, ev.Stream, ev.Seq) {
				t.Errorf("%s event %d was dropped: %+v", ev.Stream, ev.Seq, r.Breaches)
			}
		}
		if seen[ev.Stream] < ev.Seq {
			continue
		}
		found++ // the end of the stream from here
		log := slices.DeleteFunc(slices.Clone(events), func(e proposals.Event) bool { return e.Stream == ev.Stream && e.Seq >= ev.Seq })
		if _, r := checkChain(log); !names(r, ev.Stream, ev.Seq) {
			t.Errorf("%s was cut off from event %d: %+v", ev.Stream, ev.Seq, r.Breaches)
		}
	}
	if found < len(events)*3/4 {
		t.Errorf("only %d of %d events have a witness in another stream", found, len(events))
	}
	random := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		a, b := random.IntN(len(events)), random.IntN(len(events))
		if a == b {
			continue
		}
		log := slices.Clone(events)
		log[a], log[b] = events[b], events[a]
		log[a].Stream, log[a].Seq, log[b].Stream, log[b].Seq = events[a].Stream, events[a].Seq, events[b].Stream, events[b].Seq
		if _, r := checkChain(log); !names(r, events[a].Stream, events[a].Seq) || !names(r, events[b].Stream, events[b].Seq) {
			t.Errorf("%v and %v were exchanged: %+v", events[a].Stream, events[b].Stream, r.Breaches)
		}
	}
}

// Who alters an event and works out its hash anew is betrayed by what was written after it, in its stream or another.
func TestChainFindsForgery(t *testing.T) {
	events := chainedLog(t, newWorld(t))
	_, honest := checkChain(events)
	for i, ev := range events {
		var before proposals.Hash
		if ev.Seq > 1 { // the events of a stream stand one after the other
			before = events[i-1].Link.Hash
		}
		other := ev
		other.Data = append(slices.Clone(ev.Data), ' ')
		other.Link = proposals.LinkAfter(before, other)
		log := slices.Clone(events)
		log[i] = other
		end := slices.ContainsFunc(honest.Ends, func(s proposals.Seal) bool { return s.Stream == ev.Stream && s.Seq == ev.Seq })
		if _, r := checkChain(log); !end && !names(r, ev.Stream, ev.Seq) {
			t.Errorf("%s event %d was forged: %+v", ev.Stream, ev.Seq, r.Breaches)
		}
	}
}

// A log of a former release has no hashes. The chain begins where the new release wrote first, and covers what was before.
func TestChainBeginsAfterAFormerRelease(t *testing.T) {
	w := newWorld(t)
	old := chainedLog(t, w)
	former := map[string]bool{}
	log := &proposalstest.Memory{}
	for _, ev := range old {
		ev.Link = nil
		former[fmt.Sprint(ev.Stream, ev.Seq)] = true
		if err := log.Put(ev); err != nil {
			t.Fatal(err)
		}
	}
	if _, r := checkChain(log.All()); len(r.Breaches) > 0 || r.Unlinked != len(old) || r.Uncovered != len(old) {
		t.Fatalf("a log of a former release: %+v", r)
	}
	var err error
	if w.Workbench, err = proposals.Open(t.Context(), proposals.Config{Log: log, Library: w.memory, Now: w.clock.Now,
		NewID: func() string { return fmt.Sprintf("id%d", w.ids.Add(1)) }}); err != nil {
		t.Fatal(err)
	}
	chainedLog(t, w)
	events := log.All()
	_, r := checkChain(events)
	if len(r.Breaches) > 0 || r.Unlinked != len(old) || r.Uncovered > 0 {
		t.Fatalf("after %d new events: %+v", len(events)-len(old), r)
	}
	for i, ev := range events {
		if !former[fmt.Sprint(ev.Stream, ev.Seq)] {
			continue
		}
		altered := slices.Clone(events)
		altered[i].Data = append(slices.Clone(ev.Data), ' ')
		if _, r := checkChain(altered); !names(r, ev.Stream, ev.Seq) {
			t.Errorf("%s event %d, of a former release, was altered: %+v", ev.Stream, ev.Seq, r.Breaches)
		}
	}
	// A hash that is taken away is missed.
	for i, ev := range events {
		if former[fmt.Sprint(ev.Stream, ev.Seq)] {
			continue
		}
		stripped := slices.Clone(events)
		stripped[i].Link = nil
		if _, r := checkChain(stripped); !names(r, ev.Stream, ev.Seq) && r.Uncovered == 0 {
			t.Errorf("%s event %d lost its hash: %+v", ev.Stream, ev.Seq, r)
		}
	}
}

// Two processes on one log: each catches up with what the other wrote, and the chain holds.
func TestChainOfTwoProcesses(t *testing.T) {
	w := newWorld(t)
	other := w.open(t)
	ctx := t.Context()
	p, err := w.Propose(ctx, w.author, w.bill, w.act, proposals.Amend, "art_2")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Comment(ctx, w.author, p, "first-comment", "Слово.", nil); err != nil {
		t.Fatal(err)
	}
	title := proposals.Bilingual{Ru: "Второй"}
	if _, err := other.OpenBill(ctx, w.organiser, title); err != nil {
		t.Fatal(err)
	}
	// The other process opens the same stream under the same command and finds that it was first.
	key := proposals.WithCommand(ctx, "same-command")
	if _, err := w.OpenBill(key, w.organiser, title); err != nil {
		t.Fatal(err)
	}
	if _, err := other.OpenBill(key, w.organiser, title); err != nil {
		t.Fatal(err)
	}
	if _, err := other.OpenBill(ctx, w.organiser, title); err != nil {
		t.Fatal(err)
	}
	if _, r := checkChain(w.memory.All()); len(r.Breaches) > 0 || r.Unlinked > 0 || len(r.Ends) > 2 {
		t.Errorf("%+v", r)
	}
}

// What the state keeps and browsers are told holds no links.
func TestLinksStayInTheLog(t *testing.T) {
	w := newWorld(t)
	told := 0
	w.Listen(func(ev proposals.Event) {
		told++
		if b, err := json.Marshal(ev); err != nil || ev.Link != nil || strings.Contains(string(b), "ink") {
			t.Errorf("told of %s: %v", b, err)
		}
	})
	if _, err := w.OpenBill(t.Context(), w.organiser, proposals.Bilingual{Ru: "Новый"}); err != nil || told != 1 {
		t.Errorf("told %d times, %v", told, err)
	}
}

func FuzzLinkText(f *testing.F) {
	ev := proposals.Event{Stream: "bill/b", Seq: 1, Data: json.RawMessage(`{}`)}
	l := proposals.LinkAfter(proposals.Hash{1}, ev)
	l.Witnessed = []proposals.Seal{{Stream: "proposal/p@q", Seq: 12, Hash: l.Hash}}
	text, _ := l.MarshalText()
	f.Add(text)
	f.Add([]byte("1 - -"))
	f.Add(bytes.Replace(text, []byte("A"), []byte("\rA"), 1))
	f.Fuzz(func(t *testing.T, text []byte) {
		var l proposals.Link
		if l.UnmarshalText(text) != nil {
			return
		}
		again, err := l.MarshalText()
		if err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q was read as %q, %v", text, again, err)
		}
	})
}

// What the chain costs an append: well under a hundredth of the insert, which takes half a millisecond.
func BenchmarkChain(b *testing.B) {
	ev := proposals.Event{Stream: "proposal/0123456789abcdef", Seq: 17, Kind: proposals.ProposalEdited, By: "0123456789abcdef",
		At: time.Now(), Data: json.RawMessage(`{"updates":"` + strings.Repeat("слово ", 60) + `"}`)}
	for b.Loop() {
		l := proposals.LinkAfter(proposals.Hash{1}, ev)
		if _, err := l.MarshalText(); err != nil {
			b.Fatal(err)
		}
	}
}
