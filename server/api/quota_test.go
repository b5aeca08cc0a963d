package api

import (
	"fmt"
	"testing"
	"time"

	"talqy/proposals"
)

func TestQuota(t *testing.T) {
	q := &quota{limit: 2, window: time.Hour}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	take := func(address, id string) error {
		_, err := q.take(address, id, now)
		return err
	}
	for _, id := range []string{"a", "b", "a", "b"} { // sent again, each counts once
		if err := take("192.0.2.1", id); err != nil {
			t.Fatal(id, err)
		}
	}
	refused := take("192.0.2.1", "c")
	if got := proposals.CodeOf(refused); got != proposals.CodeTooOften {
		t.Fatalf("the third of two: %v", refused)
	}
	if err := take("192.0.2.2", "c"); err != nil {
		t.Errorf("another address: %v", err)
	}
	now = now.Add(59 * time.Minute)
	if take("192.0.2.1", "c") == nil {
		t.Error("let through before its time")
	}
	now = now.Add(time.Minute)
	giveBack, err := q.take("192.0.2.1", "c", now)
	if err != nil {
		t.Fatal(err)
	}
	giveBack()
	for _, id := range []string{"d", "e"} {
		if err := take("192.0.2.1", id); err != nil {
			t.Errorf("%s, after a place was given back: %v", id, err)
		}
	}
}

// A home has more addresses of IPv6 than anybody can count; all of them are one sender.
func TestQuotaOfANetwork(t *testing.T) {
	q := &quota{limit: 1, window: time.Hour}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for address, let := range map[string]bool{"2001:db8:1:1::1": true, "2001:db8:1:2::1": true, "::ffff:192.0.2.1": true} {
		if _, err := q.take(address, "first", now); (err == nil) != let {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"2001:db8:1:1::2", "2001:db8:1:1:ffff::3%eth0"} {
		if _, err := q.take(address, "second", now); err == nil {
			t.Errorf("%s is let through beside its neighbour", address)
		}
	}
}

func TestQuotaForgets(t *testing.T) {
	q := &quota{limit: 1, window: time.Hour}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for i := range 3 * maxAddresses {
		if _, err := q.take(fmt.Sprintf("10.%d.%d.%d", i>>16, i>>8&255, i&255), "id", now); err != nil {
			t.Fatal(err)
		}
		if len(q.sent) > maxAddresses {
			t.Fatalf("%d addresses are remembered", len(q.sent))
		}
	}
}
