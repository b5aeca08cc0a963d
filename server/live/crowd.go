package live

import (
	"slices"
	"time"

	"talqy/proposals"
)

// A crowd is told at beats and in slices. Waking a thousand writers for each event of a lively discussion costs more than
// all the rest, so what comes between two beats travels together. And waking them all at one moment keeps the scheduler from
// looking at its sockets until the last of them has written: the insert of the next comment, which goes to the database and
// back over a socket, then waits behind them at each hop. So they are woken some at a time, with a breath between.
const (
	crowd     = 100                  // followers of a topic that are told each event at once
	crowdBeat = 4 * time.Millisecond // for each hundred more
	maxBeat   = 40 * time.Millisecond
	slice     = 48                     // connections woken together
	breath    = 200 * time.Microsecond // between two slices: enough for the scheduler to look at its sockets
	// A crowd that is still being told is not told more yet: where the processors are short, each telling carries the more.
	digest    = 5 * time.Millisecond   // until it is looked at again
	indigest  = 250 * time.Millisecond // but no longer than this: some may have no line any more
	digesting = 10                     // one in so many may still have something waiting
)

func beatOf(followers int) time.Duration {
	return min(maxBeat, time.Duration(followers/crowd)*crowdBeat)
}

// told is one thing for the followers of a topic.
type told struct {
	// to gives the message for a member; nil where there is none.
	to func(proposals.Member) *message
	// seq is the number of a stream's event; 0 for a glimpse, which has none in its topic.
	seq   int
	sight proposals.Sight
}

// beat is the beat of one topic. It is guarded by the hub's lock.
type beat struct {
	held []told
	// telling is true from when something is held until all of it is told: one telling of a topic at a time keeps the order.
	telling bool
	next    time.Time // not before this
}

// spread tells the followers of a topic: a few at once, a crowd at its next beat. The hub's lock is held.
func (h *Hub) spread(topic string, one told, allows func(proposals.Member) bool) {
	followers := h.followers[topic]
	b := h.beats[topic]
	if (b == nil || !b.telling) && len(followers) <= crowd {
		for cn := range followers {
			h.pass(topic, cn, []told{one}, &bundles{}, func(told, proposals.Member) bool { return allows(cn.member) })
		}
		return
	}
	if b == nil {
		b = &beat{}
		h.beats[topic] = b
	}
	b.held = append(b.held, one)
	if !b.telling {
		b.telling = true
		if now := time.Now(); b.next.Before(now) { // after a silence at once
			b.next = now
		}
		time.AfterFunc(time.Until(b.next), func() { h.release(topic, b) })
	}
}

// release tells a crowd what was held for it.
func (h *Hub) release(topic string, b *beat) {
	began := time.Now()
	held, to := h.take(topic, b)
	if held == nil {
		time.AfterFunc(digest, func() { h.release(topic, b) })
		return
	}
	for i, one := range held {
		if one.seq > 0 { // what a stream's sight was when it was told may have passed
			held[i].sight = h.workbench.Sight(proposals.Stream(topic))
		}
	}
	joined, allows := &bundles{}, h.eyes()
	h.inSlices(to, func(cn *conn) { h.pass(topic, cn, held, joined, allows) })

	h.mu.Lock()
	defer h.mu.Unlock()
	// A crowd that takes long to tell leaves others their share of the processors.
	took := time.Since(began)
	b.next = began.Add(max(beatOf(len(to)), took+took/2))
	switch {
	case len(b.held) > 0:
		time.AfterFunc(time.Until(b.next), func() { h.release(topic, b) })
	case len(h.followers[topic]) == 0:
		delete(h.beats, topic)
	default:
		b.telling = false
	}
}

// take gives what is held for a crowd, and the crowd; nothing while the one before is still on its way.
func (h *Hub) take(topic string, b *beat) (held []told, to []*conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	busy := 0
	to = make([]*conn, 0, len(h.followers[topic]))
	for cn := range h.followers[topic] {
		to = append(to, cn)
		if len(cn.queue) > 0 {
			busy++
		}
	}
	if busy > len(to)/digesting && time.Since(b.next) < indigest {
		return nil, nil
	}
	held, b.held = b.held, nil
	return held, to
}

// inSlices calls do for each connection, some at a time, under the hub's lock.
func (h *Hub) inSlices(to []*conn, do func(*conn)) {
	for len(to) > 0 {
		n := min(slice, len(to))
		h.mu.Lock()
		for _, cn := range to[:n] {
			do(cn)
		}
		h.mu.Unlock()
		if to = to[n:]; len(to) > 0 {
			time.Sleep(breath)
		}
	}
}

// pass puts what was told into the queue of one follower: what he may have and was not in his replay, joined with what the others
// have alike. The hub's lock is held.
func (h *Hub) pass(topic string, cn *conn, all []told, joint *bundles, allows func(told, proposals.Member) bool) {
	joined, follows := h.followers[topic][cn]
	if !follows {
		return
	}
	some := joint.scratch[:0]
	for _, one := range all {
		switch {
		case !allows(one, cn.member):
			if one.seq > 0 { // a stream that is out of his sight; of a glimpse he just hears nothing
				h.dismiss(topic, cn)
				return
			}
		case one.seq == 0 || one.seq > joined:
			if m := one.to(cn.member); m != nil {
				some = append(some, m)
			}
		}
	}
	joint.scratch = some
	if len(some) > 0 {
		cn.send(joint.of(some))
	}
}

// bundles joins messages for one telling. Most of a crowd is told the same, so the bundles made last are kept.
type bundles struct {
	made    []*message
	scratch []*message
}

// maxBundles bounds the bundles that are kept to be given out again.
const maxBundles = 8

func (b *bundles) of(parts []*message) *message {
	if len(parts) == 1 {
		return parts[0]
	}
	for _, m := range b.made {
		if slices.Equal(m.parts, parts) {
			return m
		}
	}
	m := bundle(slices.Clone(parts))
	if len(b.made) < maxBundles {
		b.made = append(b.made, m)
	}
	return m
}

// eyes asks for each member once whether he may know of each of several things told.
func (h *Hub) eyes() func(told, proposals.Member) bool {
	by := map[proposals.Sight]func(proposals.Member) bool{}
	return func(one told, m proposals.Member) bool {
		allows, known := by[one.sight]
		if !known {
			allows = h.eye(one.sight)
			by[one.sight] = allows
		}
		return allows(m)
	}
}
