package auth

import (
	"net/netip"
	"sync"
	"time"
)

// Attempts in a row that cost nothing, and the longest wait after more of them.
const (
	freeAttempts = 5
	// freeForLogin and freeForAddress bound what is tried on one login from places where nobody has signed in to it, and from
	// one such place on all logins: guesses that are spread thin are slowed down too.
	freeForLogin   = 30
	freeForAddress = 50
	// freeCodes bounds guesses at a second factor by who knows the password.
	freeCodes   = 10
	longestWait = 5 * time.Minute
	// maxAttempts bounds the table; when it is full, what has run out is thrown away, then who need not wait, and then all of it.
	maxAttempts = 10_000
	// knownFor is how long an address is remembered from which somebody signed in.
	knownFor = 60 * 24 * time.Hour
)

// attempts slows guessing down: after a few attempts in a row each next one has to wait twice as long.
type attempts struct {
	now func() time.Time

	mu    sync.Mutex
	byKey map[string]attempt
	// ofAccounts are the attempts that are counted by an account whose password was shown. There are no more of them than accounts, so
	// that they are never thrown away, and they are forgotten after a day: a code has six figures.
	ofAccounts map[string]attempt
	// known are the places from which somebody signed in to a login, and when last.
	known map[string]time.Time
}

type attempt struct {
	count int
	until time.Time // no attempt before
}

// count is one thing that attempts are counted by.
type count struct {
	key  string
	free int
	// account says that who attempts has shown the password of the account that the key names.
	account bool
}

// table is where a count is kept, and after what time without attempts it is forgotten.
func (a *attempts) table(c count) (map[string]attempt, time.Duration) {
	if c.account {
		return a.ofAccounts, codesKept
	}
	return a.byKey, longestWait
}

// codesKept is how long guesses at a code count.
const codesKept = 24 * time.Hour

func newAttempts(now func() time.Time) *attempts {
	return &attempts{now: now, byKey: map[string]attempt{}, ofAccounts: map[string]attempt{}, known: map[string]time.Time{}}
}

// counts are what an attempt at a login from an address counts for. A browser that has signed in to it before, and an address
// from which somebody has, are counted for themselves: whatever others try elsewhere, its owner does not wait for it.
func (a *attempts) counts(login, address, device string) []count {
	at := network(address)
	if device != "" {
		return []count{{key: "device " + device + " " + login, free: freeAttempts}}
	}
	own := count{key: "pair " + at + " " + login, free: freeAttempts}
	a.mu.Lock()
	defer a.mu.Unlock()
	if last, ok := a.known[at+" "+login]; ok && a.now().Sub(last) < knownFor {
		return []count{own}
	}
	return []count{own, {key: "login " + login, free: freeForLogin}, {key: "address " + at, free: freeForAddress}}
}

// network is the part of an address that one household has: of IPv6 the first 64 bits.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

// begin counts an attempt before it is made, so that many at once count too, and gives how long it has to wait; 0 is go on.
// One that has to wait counts for nothing.
func (a *attempts) begin(counts ...count) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	wait := time.Duration(0)
	for _, c := range counts {
		table, _ := a.table(c)
		wait = max(wait, table[c.key].until.Sub(now))
	}
	if wait > 0 {
		return wait
	}
	if len(a.byKey)+len(counts) > maxAttempts {
		a.sweep(now, len(counts))
	}
	for _, c := range counts {
		table, kept := a.table(c)
		current := table[c.key]
		if !current.until.IsZero() && now.Sub(current.until) > kept {
			current = attempt{}
		}
		current.count++
		current.until = now
		if over := current.count - c.free; over >= 0 {
			current.until = now.Add(min(longestWait, time.Second<<min(over, 20)))
		}
		table[c.key] = current
	}
	return 0
}

// takeBack undoes what an attempt that was no guess has counted for.
func (a *attempts) takeBack(counts ...count) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, c := range counts {
		table, _ := a.table(c)
		current := table[c.key]
		if current.count--; current.count <= 0 {
			delete(table, c.key)
			continue
		}
		current.until = a.now()
		table[c.key] = current
	}
}

// succeed forgets the attempts at what was entered, and takes back what was counted for more than that: one's own success
// does not set guesses at others free. The place is known from now on.
func (a *attempts) succeed(login, address string, counts ...count) {
	a.takeBack(counts[1:]...)
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.byKey, counts[0].key)
	now := a.now()
	if len(a.known) >= maxAttempts {
		for place, last := range a.known {
			if now.Sub(last) > knownFor {
				delete(a.known, place)
			}
		}
		if len(a.known) >= maxAttempts {
			clear(a.known)
		}
	}
	a.known[network(address)+" "+login] = now
}

func (a *attempts) sweep(now time.Time, room int) {
	for key, one := range a.byKey {
		if now.Sub(one.until) > longestWait {
			delete(a.byKey, key)
		}
	}
	for key, one := range a.ofAccounts {
		if now.Sub(one.until) > codesKept {
			delete(a.ofAccounts, key)
		}
	}
	// Those who have to wait go last: many who try once must not set free who tried often.
	for key, one := range a.byKey {
		if len(a.byKey)+room <= maxAttempts {
			return
		}
		if !one.until.After(now) {
			delete(a.byKey, key)
		}
	}
	if len(a.byKey)+room > maxAttempts {
		clear(a.byKey)
	}
}
