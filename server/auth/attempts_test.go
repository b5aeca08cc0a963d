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
	try := func(login, address string) time.Duration { return a.begin(a.counts(login, address, "")...) }
	var waits []time.Duration
	for range 20 {
		wait := try("marina", "10.1.1.1")
		for ; wait > 0; wait = try("marina", "10.1.1.1") {
			waits = append(waits, wait)
			now = now.Add(wait)
		}
	}
	if want := "[1s 2s 4s 8s 16s 32s 1m4s 2m8s 4m16s 5m0s 5m0s 5m0s 5m0s 5m0s 5m0s]"; fmt.Sprint(waits) != want {
		t.Errorf("waits %v, want %s", waits, want)
	}
	if wait := try("marina", "10.1.1.2"); wait != 0 {
		t.Errorf("marina at her own place waits %s", wait)
	}
	if wait := try("daniyar", "10.1.1.1"); wait != 0 {
		t.Errorf("daniyar waits %s", wait)
	}
	now = now.Add(2 * longestWait)
	if wait := try("marina", "10.1.1.1"); wait != 0 {
		t.Errorf("after a long pause the guesser still waits %s", wait)
	}
	a.succeed("marina", "10.1.1.1", a.counts("marina", "10.1.1.1", "")...)
	if _, kept := a.byKey["pair 10.1.1.1 marina"]; kept {
		t.Error("a success is not forgotten")
	}
}

// Guesses at one login from a thousand addresses are slowed down together; who comes from an address or with a browser that
// has been let in before does not wait, not even at the address of the guesser.
func TestGuessersCannotShutOthersOut(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a := newAttempts(func() time.Time { return now })
	home := a.counts("marina", "10.1.1.1", "")
	a.begin(home...)
	a.succeed("marina", "10.1.1.1", home...)
	refused := 0
	for i := range 1000 {
		if a.begin(a.counts("marina", fmt.Sprintf("198.51.%d.%d", i/200, i%200), "")...) > 0 {
			refused++
		}
	}
	if refused < 900 {
		t.Errorf("only %d of a thousand guesses from as many addresses were slowed down", refused)
	}
	if wait := a.begin(a.counts("marina", "10.1.1.1", "")...); wait != 0 {
		t.Errorf("marina at home waits %s", wait)
	}
	for range 50 { // now the guesser sits in the same house
		a.begin(a.counts("marina", "10.1.1.1", "")...)
	}
	if wait := a.begin(a.counts("marina", "10.1.1.1", "")...); wait == 0 {
		t.Error("fifty guesses from a known address cost nothing")
	}
	if wait := a.begin(a.counts("marina", "10.1.1.1", "her-own-browser")...); wait != 0 {
		t.Errorf("marina's own browser waits %s", wait)
	}
}

// One address that tries a few passwords on each of many logins is slowed down, and a success of its own among them sets it
// free of nothing.
func TestSprayingIsSlowedDown(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a := newAttempts(func() time.Time { return now })
	heard := 0
	for i := range 500 {
		if a.begin(a.counts(fmt.Sprint("login", i), "10.9.9.9", "")...) == 0 {
			heard++
		}
		if own := a.counts("mine", "10.9.9.9", ""); i%3 == 0 && a.begin(own...) == 0 {
			a.succeed("mine", "10.9.9.9", own...)
		}
	}
	if heard > freeForAddress {
		t.Errorf("%d logins were tried from one address at one moment", heard)
	}
	if wait := a.begin(a.counts("other", "10.9.9.8", "")...); wait != 0 {
		t.Errorf("the neighbour waits %s", wait)
	}
	if network("2001:db8:1:2:3:4:5:6") != network("2001:db8:1:2:ffff::1") || network("2001:db8:1:2::1") == network("2001:db8:1:3::1") {
		t.Error("the addresses of one household are not one")
	}
}

// However many addresses try, the table stays bounded.
func TestAttemptsTableIsBounded(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	a := newAttempts(func() time.Time { return now })
	for i := range 3 * maxAttempts {
		own := a.counts(fmt.Sprint(i), fmt.Sprint(i), "")
		a.begin(own...)
		a.succeed(fmt.Sprint(i), fmt.Sprint(i), own...)
		a.begin(count{key: fmt.Sprint("kept ", i), free: 1})
		if len(a.byKey) > maxAttempts || len(a.known) > maxAttempts {
			t.Fatalf("%d entries, %d places", len(a.byKey), len(a.known))
		}
	}
}
