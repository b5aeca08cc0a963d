package live

import (
	"slices"
	"time"

	"talqy/proposals"
)

// Who is on a proposal's page, where their carets are and who is typing. None of it is stored: it lives as long as the
// connections do, and what is said twice in a beat is told once.
const (
	// maxShown bounds how many are shown by name; of a crowd, those who moved last are.
	maxShown = 48
	// presenceBeat is how often a room is told who moved. A room of more than beatCrowd has a slower one, so that the
	// frames a second stay the same.
	presenceBeat = 100 * time.Millisecond
	beatCrowd    = 40
	// colours is how many colours of carets the page has.
	colours = 8
)

// person is one connection on a topic, as the others see it. A member with two tabs is two of them, in one colour.
type person struct {
	ID           string              `json:"id"`
	Member       proposals.MemberID  `json:"member"`
	Name         string              `json:"name"`
	Organisation proposals.Bilingual `json:"organisation"`
	Colour       int                 `json:"colour"`
	caret
	moved uint64 // the room's count of moves at the last one
}

// room is the people on one topic. It is guarded by the hub's lock.
type room struct {
	in      map[*conn]struct{} // all who are to be shown and to be told
	shown   map[*conn]*person
	changed map[*conn]struct{}
	left    []string
	moves   uint64
	// beating is true from when a beat is due until everybody is told; again asks for one more after it.
	beating, again bool
}

// peopleFrame tells who is there: `here` all of them, to one who has come; `presence` what has changed since.
type peopleFrame struct {
	Type   string    `json:"type"`
	Topic  string    `json:"topic"`
	You    string    `json:"you,omitempty"`
	People []*person `json:"people"`
	Left   []string  `json:"left,omitempty"`
	// Total counts all connections on the topic, shown or not.
	Total int `json:"total"`
}

// comeIn puts a follower into the room of a topic and shows him who is there. The hub's lock is held.
func (h *Hub) comeIn(topic string, cn *conn) {
	r := h.rooms[topic]
	if r == nil {
		r = &room{in: map[*conn]struct{}{}, shown: map[*conn]*person{}, changed: map[*conn]struct{}{}}
		h.rooms[topic] = r
	}
	r.in[cn] = struct{}{}
	if len(r.shown) < maxShown {
		h.show(r, cn)
	}
	r.send(cn, topic)
	h.beatSoon(topic, r)
}

// send gives one follower all who are shown.
func (r *room) send(cn *conn, topic string) {
	people := make([]*person, 0, len(r.shown))
	for _, p := range r.shown {
		people = append(people, p)
	}
	slices.SortFunc(people, func(a, b *person) int { return int(a.moved) - int(b.moved) })
	cn.send(newMessage(encode(peopleFrame{Type: "here", Topic: topic, You: cn.id, People: people, Total: len(r.in)})))
}

// goOut takes a connection out of the room. The hub's lock is held.
func (h *Hub) goOut(topic string, cn *conn) {
	r := h.rooms[topic]
	if _, in := r.in[cn]; !in {
		return
	}
	delete(r.in, cn)
	r.hide(cn)
	if len(r.in) == 0 {
		delete(h.rooms, topic)
		return
	}
	h.beatSoon(topic, r)
}

func (r *room) hide(cn *conn) {
	if p := r.shown[cn]; p != nil {
		delete(r.shown, cn)
		delete(r.changed, cn)
		r.left = append(r.left, p.ID)
	}
}

// show lets a connection be seen by name; in a full room it takes the place of who moved longest ago.
func (h *Hub) show(r *room, cn *conn) *person {
	if p := r.shown[cn]; p != nil {
		return p
	}
	if len(r.shown) >= maxShown {
		var quietest *conn
		for other, p := range r.shown {
			if quietest == nil || p.moved < r.shown[quietest].moved {
				quietest = other
			}
		}
		r.hide(quietest)
	}
	m := h.now(cn.member)
	p := &person{ID: cn.id, Member: m.ID, Name: m.Name, Colour: r.colour(m.ID)}
	if o, err := h.workbench.Organisation(m.Organisation); err == nil {
		p.Organisation = o.Name
	}
	r.moves++
	p.moved = r.moves
	r.shown[cn] = p
	r.changed[cn] = struct{}{}
	return p
}

// colour gives a member the colour he has in the room, or else the one that the fewest have.
func (r *room) colour(m proposals.MemberID) int {
	var used [colours]int
	for _, p := range r.shown {
		if p.Member == m {
			return p.Colour
		}
		used[p.Colour]++
	}
	best := 0
	for i, n := range used {
		if n < used[best] {
			best = i
		}
	}
	return best
}

// moved takes a caret in. It is nobody's business when the connection is not in the room.
func (h *Hub) moved(cn *conn, topic string, at caret) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[topic]
	if r == nil {
		return
	}
	if _, in := r.in[cn]; !in {
		return
	}
	p := h.show(r, cn)
	r.moves++
	p.moved, p.caret = r.moves, at
	r.changed[cn] = struct{}{}
	h.beatSoon(topic, r)
}

// beatSoon has the room told at its next beat, once. The hub's lock is held.
func (h *Hub) beatSoon(topic string, r *room) {
	if r.beating {
		r.again = true
		return
	}
	r.beating = true
	wait := presenceBeat * time.Duration(max(1, len(r.in)/beatCrowd))
	time.AfterFunc(wait, func() { h.beat(topic, r) })
}

// beat tells a room what has changed. Whoever may not see the topic any more is shown the door first.
func (h *Hub) beat(topic string, r *room) {
	sight := h.workbench.Sight(proposals.Stream(topic))
	m, to := h.news(topic, r, h.eye(sight))
	h.inSlices(to, func(cn *conn) {
		if _, in := r.in[cn]; in {
			cn.send(m)
		}
	})
	h.mu.Lock()
	defer h.mu.Unlock()
	r.beating = false
	if r.again && h.rooms[topic] == r {
		h.beatSoon(topic, r)
	}
}

// news gives what a room is told at a beat, and whom.
func (h *Hub) news(topic string, r *room, allows func(proposals.Member) bool) (*message, []*conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r.again = false
	if h.rooms[topic] != r {
		return nil, nil
	}
	for cn := range r.in {
		if !allows(cn.member) {
			h.dismiss(topic, cn)
		}
	}
	people := make([]*person, 0, len(r.changed))
	for cn := range r.changed {
		people = append(people, r.shown[cn])
	}
	slices.SortFunc(people, func(a, b *person) int { return int(a.moved) - int(b.moved) })
	m := newMessage(encode(peopleFrame{Type: "presence", Topic: topic, People: people, Left: r.left, Total: len(r.in)}))
	clear(r.changed)
	r.left = nil
	to := make([]*conn, 0, len(r.in))
	for cn := range r.in {
		to = append(to, cn)
	}
	return m, to
}
