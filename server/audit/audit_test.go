package audit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"talqy/proposals"
)

// memory keeps entries; while it is away it fails.
type memory struct {
	mu      sync.Mutex
	entries []proposals.AuditEntry
	away    bool
	asked   int
	before  time.Time
}

func (m *memory) AddAudit(_ context.Context, e proposals.AuditEntry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	if m.away {
		return errors.New("away")
	}
	m.entries = append(m.entries, e)
	return nil
}

func (m *memory) Audit(_ context.Context, _ proposals.AuditFilter, each func(proposals.AuditEntry) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range m.entries {
		if err := each(e); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) ForgetAudit(_ context.Context, before time.Time) error {
	m.before = before
	return nil
}

var start = time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)

// Everything that was added before the recorder is closed is stored, once and in its order, by however many at once.
func TestNothingIsLostOnOrderlyStop(t *testing.T) {
	m := &memory{}
	r := New(m, func() time.Time { return start }, 24*time.Hour, slog.New(slog.DiscardHandler))
	var together sync.WaitGroup
	for by := range 20 {
		together.Go(func() {
			for n := range 100 {
				r.Add(proposals.AuditEntry{By: proposals.MemberID(fmt.Sprint(by)), Kind: proposals.AuditChanged, Route: fmt.Sprint(n)})
			}
		})
	}
	together.Wait()
	r.Close()
	if len(m.entries) != 2000 {
		t.Fatalf("%d of 2000 entries were stored", len(m.entries))
	}
	if !slices.IsSortedFunc(m.entries, func(a, b proposals.AuditEntry) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	}) {
		t.Error("they are not in their order")
	}
	if !m.before.Equal(start.Add(-24 * time.Hour)) {
		t.Errorf("what is older than %v was dropped", m.before)
	}
}

// A store that is away for a while keeps nobody waiting, and gets what happened meanwhile when it comes back.
func TestStoreThatIsAway(t *testing.T) {
	m := &memory{away: true}
	r := New(m, func() time.Time { return start }, 24*time.Hour, slog.New(slog.DiscardHandler))
	for n := range 100 {
		r.Add(proposals.AuditEntry{By: "a", Kind: proposals.AuditChanged, Route: fmt.Sprint(n)})
	}
	for begun := time.Now(); ; time.Sleep(time.Millisecond) { // until it was really asked
		m.mu.Lock()
		asked := m.asked
		m.mu.Unlock()
		if asked > 0 {
			break
		}
		if time.Since(begun) > time.Minute {
			t.Fatal("the store was never asked")
		}
	}
	m.mu.Lock()
	m.away = false
	m.mu.Unlock()
	r.Close()
	if len(m.entries) != 100 {
		t.Errorf("%d of 100 entries were stored", len(m.entries))
	}
}

// hanging answers nothing: whoever asks waits until he gives up.
type hanging struct {
	memory
	asked chan struct{}
}

func (h *hanging) AddAudit(ctx context.Context, _ proposals.AuditEntry) error {
	select {
	case h.asked <- struct{}{}:
	default:
	}
	<-ctx.Done()
	return ctx.Err()
}

// slow stores an entry when it is told to.
type slow struct {
	memory
	begun, told chan struct{}
}

func (s *slow) AddAudit(ctx context.Context, e proposals.AuditEntry) error {
	s.begun <- struct{}{}
	<-s.told
	return s.memory.AddAudit(ctx, e)
}

// Who has just done something and opens the record finds it there. An organiser who took a lost second factor away and went to
// the record at once read one without it, on a machine with much to do.
func TestReaderFindsWhatWasDoneBefore(t *testing.T) {
	s := &slow{begun: make(chan struct{}, 2), told: make(chan struct{})}
	r := New(s, func() time.Time { return start }, 24*time.Hour, slog.New(slog.DiscardHandler))
	defer r.Close()
	r.Add(proposals.AuditEntry{By: "a", Kind: proposals.AuditAccount, Route: "first"})
	r.Add(proposals.AuditEntry{By: "a", Kind: proposals.AuditAccount, Route: "second"})
	<-s.begun
	time.AfterFunc(50*time.Millisecond, func() { close(s.told) }) // a reader who does not wait has read by then
	var found []string
	if err := r.Read(t.Context(), proposals.AuditFilter{}, func(e proposals.AuditEntry) error { found = append(found, e.Route); return nil }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(found, []string{"first", "second"}) {
		t.Errorf("the reader finds %v", found)
	}
}

// A reader does not wait for a store that is away, nor for a recorder that has ended.
func TestReaderOfRecordIsAnswered(t *testing.T) {
	m := &memory{away: true}
	r := New(m, func() time.Time { return start }, 24*time.Hour, slog.New(slog.DiscardHandler))
	r.Add(proposals.AuditEntry{By: "a", Kind: proposals.AuditAccount})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	none := func(e proposals.AuditEntry) error { t.Errorf("%+v", e); return nil }
	if err := r.Read(ctx, proposals.AuditFilter{}, none); err != nil {
		t.Fatal(err)
	}
	r.Close()
	if err := r.Read(t.Context(), proposals.AuditFilter{}, none); err != nil {
		t.Fatal(err)
	}
}

// A server stops within its bound also where the database hangs. A call that was under way, the last try and the one that began in the
// last moment had ten seconds each on top of it, forty in all, and whoever runs the server had killed it by then.
func TestClosingIsBounded(t *testing.T) {
	h := &hanging{asked: make(chan struct{}, 1)}
	r := New(h, func() time.Time { return start }, 24*time.Hour, slog.New(slog.DiscardHandler))
	for n := range 5 {
		r.Add(proposals.AuditEntry{By: "a", Kind: proposals.AuditChanged, Route: fmt.Sprint(n)})
	}
	<-h.asked
	r.patience = 10 * time.Millisecond
	begun := time.Now()
	r.Close()
	if took := time.Since(begun); took >= storeTimeout {
		t.Errorf("it took %v", took)
	}
	r.Close() // done twice it changes nothing
}

// Looking at one thing again and again, and typing, is one entry in ten minutes; steps on one thing are each their own.
func TestTheSameIsRecordedOnce(t *testing.T) {
	m := &memory{}
	var later atomic.Int64
	r := New(m, func() time.Time { return start.Add(time.Duration(later.Load())) }, 24*time.Hour, slog.New(slog.DiscardHandler))
	look := proposals.AuditEntry{By: "a", Kind: proposals.AuditSeen, Route: "GET /proposals/:id", Object: "proposal/1"}
	typed := proposals.AuditEntry{By: "a", Kind: proposals.AuditChanged, Route: "POST /proposals/:id/changes", Object: "proposal/1"}
	step := proposals.AuditEntry{By: "a", Kind: proposals.AuditChanged, Route: "POST /proposals/:id/status", Object: "proposal/1"}
	for range 5 {
		for _, e := range []proposals.AuditEntry{look, typed, step} {
			r.Add(e)
		}
	}
	other := look
	other.By = "b"
	r.Add(other)
	later.Store(int64(again))
	r.Add(look)
	r.Close()
	kinds := map[string]int{}
	for _, e := range m.entries {
		kinds[string(e.By)+" "+e.Route]++
	}
	if kinds["a GET /proposals/:id"] != 2 || kinds["b GET /proposals/:id"] != 1 || kinds["a POST /proposals/:id/changes"] != 1 || kinds["a POST /proposals/:id/status"] != 5 {
		t.Errorf("%v", kinds)
	}
}
