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

func (m *memory) Audit(_ context.Context, f proposals.AuditFilter, each func(proposals.AuditEntry) error) error {
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
