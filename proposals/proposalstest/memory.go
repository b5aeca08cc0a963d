// Package proposalstest is a real Log, a real Library and real Files in memory, for tests of the domain that need no engine.
package proposalstest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
)

// Memory keeps events and expressions in memory. The zero value is empty and ready.
type Memory struct {
	// Before is called before an event is appended and may fail it, or append another one first.
	Before func(m *Memory, ev proposals.Event) error

	mu          sync.Mutex
	events      map[string]proposals.Event
	expressions map[string]*act.Expression
	sources     map[string][]byte
}

func key(stream proposals.Stream, seq int) string { return fmt.Sprintf("%s/%08d", stream, seq) }

// Append stores an event; proposals.ErrSeqTaken when the number is taken.
func (m *Memory) Append(_ context.Context, ev proposals.Event) error {
	if m.Before != nil {
		if err := m.Before(m, ev); err != nil {
			return err
		}
	}
	return m.Put(ev)
}

// Put stores an event as another process would, without asking Before.
func (m *Memory) Put(ev proposals.Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.events == nil {
		m.events = map[string]proposals.Event{}
	}
	if _, taken := m.events[key(ev.Stream, ev.Seq)]; taken {
		return proposals.ErrSeqTaken
	}
	m.events[key(ev.Stream, ev.Seq)] = ev
	return nil
}

// Find gives one event.
func (m *Memory) Find(_ context.Context, stream proposals.Stream, seq int) (proposals.Event, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	ev, ok := m.events[key(stream, seq)]
	return ev, ok, nil
}

// Load calls each with every event, in the order of streams and numbers.
func (m *Memory) Load(_ context.Context, each func(proposals.Event) error) error {
	for _, ev := range m.All() {
		if err := each(ev); err != nil {
			return err
		}
	}
	return nil
}

// All lists every event, in the order of streams and numbers.
func (m *Memory) All() []proposals.Event {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]proposals.Event, 0, len(m.events))
	for _, ev := range m.events {
		out = append(out, ev)
	}
	slices.SortFunc(out, func(a, b proposals.Event) int {
		return cmp.Or(cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.Seq, b.Seq))
	})
	return out
}

// Save keeps an expression.
func (m *Memory) Save(_ context.Context, id string, e *act.Expression, source []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.expressions == nil {
		m.expressions = map[string]*act.Expression{}
	}
	m.expressions[id] = e
	if m.sources == nil {
		m.sources = map[string][]byte{}
	}
	m.sources[id] = slices.Clone(source)
	return nil
}

// Source gives the file that an expression was saved with.
func (m *Memory) Source(id string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.sources[id]
}

// Expression gives an expression that was kept.
func (m *Memory) Expression(_ context.Context, id string) (*act.Expression, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.expressions[id]; ok {
		return e, nil
	}
	return nil, fmt.Errorf("no expression %s", id)
}

// Clock is a time that goes on by one second whenever it is asked.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock starts at noon of 23 November 2026.
func NewClock() *Clock { return &Clock{now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)} }

// Now gives the time.
func (c *Clock) Now() time.Time { return c.Skip(time.Second) }

// Skip moves the clock and gives the new time.
func (c *Clock) Skip(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}
