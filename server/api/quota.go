package api

import (
	"net/netip"
	"slices"
	"sync"
	"time"

	"talqy/proposals"
)

// quota bounds what one address may send without a session: so many things in so long. What is sent again under its id counts
// once. It is kept in memory: after a restart everybody begins anew, and the domain's own bounds of a day still hold.
type quota struct {
	limit  int
	window time.Duration

	mu   sync.Mutex
	sent map[string][]sending
}

// sending is one thing that was let through.
type sending struct {
	id string
	at time.Time
}

// maxAddresses bounds the addresses that are remembered; beyond it those without a late sending are forgotten, then all.
const maxAddresses = 10_000

// take lets one thing through, or refuses with CodeTooOften and the seconds to wait. The answer gives the place back: for
// what was refused for another reason.
func (q *quota) take(address, id string, now time.Time) (giveBack func(), err error) {
	key := network(address)
	q.mu.Lock()
	defer q.mu.Unlock()
	late := slices.DeleteFunc(q.sent[key], func(s sending) bool { return now.Sub(s.at) >= q.window })
	if slices.ContainsFunc(late, func(s sending) bool { return s.id == id }) {
		return func() {}, nil
	}
	if len(late) >= q.limit {
		q.sent[key] = late
		return nil, proposals.Refuse(proposals.CodeTooOften, "seconds", int(q.window-now.Sub(late[0].at))/int(time.Second)+1)
	}
	q.makeRoom(now)
	q.sent[key] = append(late, sending{id, now})
	return func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.sent[key] = slices.DeleteFunc(q.sent[key], func(s sending) bool { return s.id == id })
	}, nil
}

func (q *quota) makeRoom(now time.Time) {
	if q.sent == nil {
		q.sent = map[string][]sending{}
	}
	if len(q.sent) < maxAddresses {
		return
	}
	for key, sent := range q.sent {
		if len(sent) == 0 || now.Sub(sent[len(sent)-1].at) >= q.window {
			delete(q.sent, key)
		}
	}
	if len(q.sent) >= maxAddresses {
		clear(q.sent)
	}
}

// network is what of an address stands for one sender: of IPv6 the first half, because every home has the other for itself.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	return netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
}
