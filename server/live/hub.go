// Package live brings events to the browsers that follow them, over one websocket a browser. It knows topics, replay and
// slow readers. Commands travel by HTTP: what arrives here has been stored.
package live

import (
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/valyala/fasthttp"

	"talqy/proposals"
)

// Workbench is the domain as the hub sees it.
type Workbench interface {
	Listen(each func(proposals.Event))
	Follow(stream proposals.Stream, after int, replay func(proposals.Event), join func(rest []proposals.Event, seq int))
	Proposal(by proposals.Member, id proposals.ProposalID) (*proposals.Proposal, error)
}

// Encode writes an event as the browser reads it, with the names of people in it.
type Encode func(proposals.Event) (json.RawMessage, error)

// Hub knows who follows what.
type Hub struct {
	workbench Workbench
	encode    Encode
	log       *slog.Logger

	mu        sync.Mutex
	followers map[string]map[*conn]struct{} // by topic
	conns     map[*conn]struct{}
	closed    bool
	running   sync.WaitGroup
}

// New makes a hub that listens to the workbench.
func New(workbench Workbench, encode Encode, log *slog.Logger) *Hub {
	h := &Hub{workbench: workbench, encode: encode, log: log,
		followers: map[string]map[*conn]struct{}{}, conns: map[*conn]struct{}{}}
	workbench.Listen(h.tell)
	return h
}

// Serve upgrades the request and serves the socket until it closes; ok is false when the request asks for no websocket.
// session names the session it belongs to, for SignedOut.
func (h *Hub) Serve(c *fasthttp.RequestCtx, m proposals.Member, session string) (ok bool, err error) {
	return upgrade(c, func(socket *websocket.Conn) {
		cn := newConn(h, socket, m, session)
		if !h.add(cn) {
			cn.refuse(CloseGoingAway)
			return
		}
		defer h.running.Done()
		defer h.remove(cn)
		cn.serve()
	})
}

// SignedOut closes the sockets of a session that has ended.
func (h *Hub) SignedOut(session string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for cn := range h.conns {
		if cn.session == session {
			cn.stop(CloseNotSignedIn)
		}
	}
}

// Shutdown tells every browser to come back later and waits until all connections are closed.
func (h *Hub) Shutdown() {
	h.mu.Lock()
	h.closed = true
	for cn := range h.conns {
		cn.stop(CloseGoingAway)
	}
	h.mu.Unlock()
	h.running.Wait()
}

// Connections counts the open sockets.
func (h *Hub) Connections() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.conns)
}

func (h *Hub) add(cn *conn) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.conns[cn] = struct{}{}
	h.running.Add(1)
	return true
}

func (h *Hub) remove(cn *conn) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.conns, cn)
	for topic := range cn.topics {
		h.leave(topic, cn)
	}
}

func (h *Hub) leave(topic string, cn *conn) {
	delete(h.followers[topic], cn)
	if len(h.followers[topic]) == 0 {
		delete(h.followers, topic)
	}
}

// tell gives an event to its followers. It runs under the stream's lock, so it only puts frames into queues; the event is
// encoded once for all.
func (h *Hub) tell(ev proposals.Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if topic := string(ev.Stream); len(h.followers[topic]) > 0 {
		if b, ok := h.frameOf(ev); ok {
			for cn := range h.followers[topic] {
				cn.send(b)
			}
		}
	}
	h.tellGroup(ev)
}

func (h *Hub) tellGroup(ev proposals.Event) {
	if len(h.followers[GroupTopic]) == 0 {
		return
	}
	b, err := json.Marshal(glimpse{ev.Seq, ev.Stream, ev.Kind, ev.At, ev.By})
	if err != nil {
		h.log.Error("an event cannot be told", "stream", ev.Stream, "seq", ev.Seq, "error", err)
		return
	}
	f := encode(frame{Type: "event", Topic: GroupTopic, Event: b})
	for cn := range h.followers[GroupTopic] {
		if h.sees(cn.member, string(ev.Stream)) {
			cn.send(f)
		}
	}
}

func (h *Hub) frameOf(ev proposals.Event) ([]byte, bool) {
	b, err := h.encode(ev)
	if err != nil {
		h.log.Error("an event cannot be told", "stream", ev.Stream, "seq", ev.Seq, "error", err)
		return nil, false
	}
	return encode(frame{Type: "event", Topic: string(ev.Stream), Event: b}), true
}

// sees says whether the member may know of what happens on a stream: a draft is nobody's business but its author's.
func (h *Hub) sees(m proposals.Member, stream string) bool {
	thing, id := proposals.Stream(stream).Split()
	if thing != "proposal" {
		return true
	}
	_, err := h.workbench.Proposal(m, proposals.ProposalID(id))
	return err == nil
}

// follow replays what the browser missed and joins it to the topic with nothing lost or doubled in between.
func (h *Hub) follow(cn *conn, topic string, after int) {
	join := func(rest []proposals.Event, seq int) {
		for _, ev := range rest {
			if b, ok := h.frameOf(ev); ok {
				cn.send(b)
			}
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.followers[topic] == nil {
			h.followers[topic] = map[*conn]struct{}{}
		}
		h.followers[topic][cn] = struct{}{}
		cn.topics[topic] = struct{}{}
		cn.send(encode(frame{Type: "current", Topic: topic, Seq: &seq}))
	}
	if topic == GroupTopic {
		join(nil, 0)
		return
	}
	thing, _ := proposals.Stream(topic).Split()
	if thing != "proposal" || !h.sees(cn.member, topic) {
		cn.send(encode(frame{Type: "refused", Topic: topic, Code: proposals.CodeNotFound}))
		return
	}
	h.workbench.Follow(proposals.Stream(topic), after, func(ev proposals.Event) {
		if b, ok := h.frameOf(ev); ok {
			cn.sendReplay(b)
		}
	}, join)
}

func (h *Hub) unfollow(cn *conn, topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(cn.topics, topic)
	h.leave(topic, cn)
}

// allowance is a bucket of commands that fills with time.
type allowance struct {
	left float64
	last time.Time
}

func (a *allowance) take(now time.Time) bool {
	a.left = min(commandBurst, a.left+now.Sub(a.last).Seconds()*commandRate)
	a.last = now
	if a.left < 1 {
		return false
	}
	a.left--
	return true
}
