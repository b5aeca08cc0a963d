package proposals_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
)

// neighbour is one of several processes on one log: what its listeners were told, and what it told the others.
type neighbour struct {
	*proposals.Workbench
	mu    sync.Mutex
	heard map[proposals.Stream][]int
	told  []proposals.Event
}

func (w *world) neighbour(t *testing.T) *neighbour {
	t.Helper()
	n := &neighbour{heard: map[proposals.Stream][]int{}}
	var err error
	n.Workbench, err = proposals.Open(context.Background(), proposals.Config{Log: w.memory, Library: w.memory, Now: w.clock.Now, Shared: true,
		NewID: func() string { return fmt.Sprintf("id%d", w.ids.Add(1)) },
		Stored: func(ev proposals.Event) {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.told = append(n.told, ev)
		}})
	if err != nil {
		t.Fatal(err)
	}
	n.Listen(func(ev proposals.Event) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.heard[ev.Stream] = append(n.heard[ev.Stream], ev.Seq)
	})
	return n
}

// Three processes take commands at the same time; of their notes some are lost and the rest come in any order. Each tells its
// listeners every event once and in order, all end with the same texts and threads, and the chain of the log holds.
func TestNeighboursConverge(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	stream := proposals.StreamOf("proposal", string(id))
	before := w.get(t, id).Seq
	houses := []*neighbour{w.neighbour(t), w.neighbour(t), w.neighbour(t)}
	writers := []proposals.Member{w.author, w.organiser, w.lawyer}
	var running sync.WaitGroup
	for i, house := range houses {
		running.Go(func() {
			random := rand.New(rand.NewPCG(uint64(i), 7))
			for n := range 40 {
				if random.IntN(2) == 0 {
					comment := proposals.CommentID(fmt.Sprintf("comment-%d-%03d", i, n))
					if err := house.Comment(ctx, writers[i], id, comment, "Замечание.", nil); err != nil {
						t.Error(err)
					}
					continue
				}
				p, err := house.Proposal(writers[0], id)
				if err != nil {
					t.Error(err)
					return
				}
				now, _ := p.Text(proposals.Wording, act.Russian)
				update := proposals.Update{ClientID: fmt.Sprintf("typist-%d-%d", i, n), Changes: cut(now.Proposed, now.Proposed, "", fmt.Sprintf(" [%d-%d]", i, n))}
				if _, _, err := house.Edit(ctx, writers[0], id, proposals.Wording, act.Russian, now.Version(), []proposals.Update{update}); err != nil {
					t.Error(err)
				}
			}
		})
		running.Go(func() { // its notes to the others, most of them lost
			random := rand.New(rand.NewPCG(uint64(i), 9))
			for range 60 {
				house.mu.Lock()
				told := slices.Clone(house.told)
				house.mu.Unlock()
				if len(told) == 0 || random.IntN(3) > 0 {
					continue
				}
				ev := told[random.IntN(len(told))]
				if err := houses[random.IntN(len(houses))].Hear(ctx, ev.Stream, ev.Seq); err != nil {
					t.Error(err)
				}
			}
		})
	}
	running.Wait()
	var last int
	for _, house := range houses {
		last += len(house.told)
	}
	for _, house := range houses { // what a look into the log tells in the end
		if err := house.Hear(ctx, stream, before+last); err != nil {
			t.Fatal(err)
		}
	}
	first, err := houses[0].Proposal(w.author, id)
	if err != nil {
		t.Fatal(err)
	}
	for i, house := range houses {
		p, err := house.Proposal(w.author, id)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := first.Text(proposals.Wording, act.Russian)
		if got, _ := p.Text(proposals.Wording, act.Russian); got.Proposed != want.Proposed || p.Seq != before+last || len(p.Threads) != len(first.Threads) {
			t.Errorf("process %d has %d events of %d and the text\n%s\nwant\n%s", i, p.Seq, before+last, got.Proposed, want.Proposed)
		}
		for n, seq := range house.heard[stream] {
			if seq != before+n+1 {
				t.Fatalf("process %d told event %d as number %d", i, seq, n+1)
			}
		}
		if len(house.heard[stream]) != last {
			t.Errorf("process %d told %d events of %d", i, len(house.heard[stream]), last)
		}
	}
	edits, comments := 0, len(first.Threads)
	text, _ := first.Text(proposals.Wording, act.Russian)
	edits = strings.Count(text.Proposed, " [")
	if edits+comments != 3*40 || edits+comments != last {
		t.Errorf("%d edits and %d comments of %d, %d events", edits, comments, 3*40, last)
	}
	check := proposals.NewChainCheck()
	if err := w.memory.Load(ctx, func(ev proposals.Event) error { check.Take(ev); return nil }); err != nil {
		t.Fatal(err)
	}
	if report := check.End(); len(report.Breaches) > 0 || report.Unlinked > 0 {
		t.Errorf("the chain is broken: %+v", report.Breaches)
	}
}

// A process that does not know of something yet looks into the log before it refuses, and sends nothing twice.
func TestNeighbourLooksAgain(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	a, b := w.neighbour(t), w.neighbour(t)
	if err := a.Comment(ctx, w.lawyer, id, "comment-1", "Замечание.", nil); err != nil {
		t.Fatal(err)
	}
	if err := b.Resolve(ctx, w.author, id, "comment-1", "", ""); err != nil { // of which b has not heard
		t.Fatalf("a comment made elsewhere is not found: %v", err)
	}
	if err := a.Withdraw(ctx, w.author, id, "Снято."); err != nil {
		t.Fatal(err)
	}
	wantCode(t, b.Comment(ctx, w.lawyer, id, "comment-2", "Ещё.", nil), proposals.CodeClosed)
	if p, err := b.Proposal(w.author, id); err != nil || p.Status != proposals.Withdrawn {
		t.Errorf("%+v, %v", p, err)
	}
	// What is made up changes nothing and leaves nothing behind.
	for _, made := range []proposals.Stream{"proposal/nobody", "", "reader/x/y"} {
		if err := b.Hear(ctx, made, 1<<30); err != nil {
			t.Errorf("%q: %v", made, err)
		}
	}
	if err := b.Hear(ctx, proposals.StreamOf("proposal", string(id)), 1<<30); err != nil {
		t.Error(err)
	}
}
