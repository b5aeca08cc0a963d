package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"talqy/proposals"
)

// What came at or after a time is told by stream, with its latest number.
func TestSince(t *testing.T) {
	s := open(t, t.TempDir())
	defer closing(t, s)
	if err := s.Share(t.Context()); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 12, 10, 0, 0, 0, time.UTC)
	for i, stream := range []proposals.Stream{"bill/a", "bill/b", "bill/a", "bill/b", "bill/b"} {
		seq := []int{1, 1, 2, 2, 3}[i]
		ev := event(stream, seq, `{}`)
		ev.At = at.Add(time.Duration(i) * time.Minute)
		if err := s.Append(t.Context(), ev); err != nil {
			t.Fatal(err)
		}
	}
	for after, want := range map[int]string{0: "map[bill/a:2 bill/b:3]", 2: "map[bill/a:2 bill/b:3]", 3: "map[bill/b:3]", 5: "map[]"} {
		got, err := s.Since(t.Context(), at.Add(time.Duration(after)*time.Minute))
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("since minute %d: %v, %v, want %s", after, got, err, want)
		}
	}
}

// Of several who want a turn one has it at a time, also when many ask at once; who is gone is waited for and replaced.
func TestTurns(t *testing.T) {
	s := open(t, t.TempDir())
	defer closing(t, s)
	const life = 3 * time.Minute
	now := time.Date(2026, 11, 12, 10, 0, 0, 0, time.UTC)
	holders := map[string]interface {
		Turn(context.Context, time.Time) (time.Time, error)
	}{}
	for _, name := range []string{"a", "b", "c"} {
		holders[name] = s.Turns("letters", name, life)
	}
	// whose tells whose turn it is after all have asked at once.
	whose := func(but string) (having string) {
		var mu sync.Mutex
		var asking sync.WaitGroup
		for name, turns := range holders {
			if name == but {
				continue
			}
			asking.Go(func() {
				until, err := turns.Turn(t.Context(), now)
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if until.After(now) {
					having += name
				}
			})
		}
		asking.Wait()
		return having
	}
	first := whose("")
	if len(first) != 1 {
		t.Fatalf("%q have the first turn", first)
	}
	for range 10 { // it goes on having it
		now = now.Add(time.Minute)
		if having := whose(""); having != first {
			t.Fatalf("at %s %q have the turn of %s", now, having, first)
		}
	}
	for minute := range 6 { // it is gone
		now = now.Add(time.Minute)
		having := whose(first)
		if len(having) > 1 || minute < 2 && having != "" || minute == 5 && having == "" {
			t.Errorf("%d minutes after %s has gone %q have a turn", minute+1, first, having)
		}
	}
	// Who begins anew finds the latest turn.
	if until, err := s.Turns("letters", "new", life).Turn(t.Context(), now); err != nil || !until.IsZero() {
		t.Errorf("a newcomer has a turn until %s, %v", until, err)
	}
	if until, err := s.Turns("another thing", "new", life).Turn(t.Context(), now); err != nil || !until.After(now) {
		t.Errorf("nobody's turn: %s, %v", until, err)
	}
}
