package auth

import (
	"sync"
	"time"
)

// Attempts in a row that cost nothing, and the longest wait after more of them.
const (
	freeAttempts = 5
	longestWait  = 5 * time.Minute
	// maxAttempts bounds the table; when it is full, what has run out is thrown away, and if nothing has, all of it is.
	maxAttempts = 10_000
)

// attempts slows guessing down: after a few attempts in a row each next one has to wait twice as long.
type attempts struct {
	now func() time.Time

	mu    sync.Mutex
	byKey map[string]attempt
}

type attempt struct {
	count int
	until time.Time // no attempt before
}

func newAttempts(now func() time.Time) *attempts {
	return &attempts{now: now, byKey: map[string]attempt{}}
}

// begin counts an attempt before it is made, so that many at once count too, and gives how long it has to wait; 0 is go on.
func (a *attempts) begin(key string) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	current := a.byKey[key]
	if wait := current.until.Sub(now); wait > 0 {
		return wait
	}
	if !current.until.IsZero() && now.Sub(current.until) > longestWait {
		current = attempt{}
	}
	current.count++
	current.until = now
	if over := current.count - freeAttempts; over >= 0 {
		current.until = now.Add(min(longestWait, time.Second<<min(over, 20)))
	}
	if len(a.byKey) >= maxAttempts {
		a.sweep(now)
	}
	a.byKey[key] = current
	return 0
}

func (a *attempts) succeed(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.byKey, key)
}

func (a *attempts) sweep(now time.Time) {
	for key, one := range a.byKey {
		if now.Sub(one.until) > longestWait {
			delete(a.byKey, key)
		}
	}
	if len(a.byKey) >= maxAttempts {
		clear(a.byKey)
	}
}
