package auth

import (
	"fmt"
	"testing"
	"time"
)

// Five attempts cost nothing; each further one waits twice as long as the one before, five minutes at most; others who
// come from elsewhere, or ask for another login, never wait for it.
func TestAttemptsWaitLongerAndLonger(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a := newAttempts(func() time.Time { return now })
	const guesser = "10.1.1.1 marina"
	var waits []time.Duration
	for range 20 {
		wait := a.begin(guesser)
		for ; wait > 0; wait = a.begin(guesser) {
			waits = append(waits, wait)
			now = now.Add(wait)
		}
	}
	if want := "[1s 2s 4s 8s 16s 32s 1m4s 2m8s 4m16s 5m0s 5m0s 5m0s 5m0s 5m0s 5m0s]"; fmt.Sprint(waits) != want {
		t.Errorf("waits %v, want %s", waits, want)
	}
	if wait := a.begin("10.1.1.2 marina"); wait != 0 {
		t.Errorf("marina at her own place waits %s", wait)
	}
	if wait := a.begin("10.1.1.1 daniyar"); wait != 0 {
		t.Errorf("daniyar waits %s", wait)
	}
	now = now.Add(2 * longestWait)
	if wait := a.begin(guesser); wait != 0 {
		t.Errorf("after a long pause the guesser still waits %s", wait)
	}
	a.succeed(guesser)
	if _, known := a.byKey[guesser]; known {
		t.Error("a success is not forgotten")
	}
}

// However many addresses try, the table stays bounded.
func TestAttemptsTableIsBounded(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a := newAttempts(func() time.Time { return now })
	for i := range 3 * maxAttempts {
		a.begin(fmt.Sprint(i))
		if len(a.byKey) > maxAttempts {
			t.Fatalf("%d entries", len(a.byKey))
		}
	}
}
