// Package live brings events to the browsers that follow them, over one websocket a browser: topics, replay, slow
// readers. Commands travel by HTTP: what arrives here has been stored.
package live

import (
	"encoding/json"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/gorilla/websocket"
	"github.com/valyala/fasthttp"

	"talqy/proposals"
)

// Workbench is the domain as the hub sees it.
type Workbench interface {
	Listen(each func(proposals.Event))
	Follow(stream proposals.Stream, after int, replay func(proposals.Event), join func(rest []proposals.Event, seq int))
	Sight(stream proposals.Stream) proposals.Sight
	Hearing(ev proposals.Event) proposals.Hearing
	Notified(ev proposals.Event) []proposals.MemberID
	Member(id proposals.MemberID) (*proposals.Member, error)
	Organisation(id proposals.OrganisationID) (*proposals.Organisation, error)
}

// Encode writes an event as the browser reads it, with the names of people in it.
type Encode func(proposals.Event) (json.RawMessage, error)

// Hub knows who follows what.
type Hub struct {
	workbench Workbench
	encode    Encode
	log       *slog.Logger
	recent    messages
	counted   atomic.Uint64   // connections so far
	closings  []atomic.Uint64 // by the rows of Closings: how many connections the server closed so

	mu        sync.Mutex
	followers map[string]map[*conn]int // by topic: the number of the stream's last event when each joined
	rooms     map[string]*room         // by topic
	beats     map[string]*beat         // by topic, of crowds
	conns     map[*conn]struct{}
	closed    bool
	running   sync.WaitGroup
}

// New makes a hub that listens to the workbench.
func New(workbench Workbench, encode Encode, log *slog.Logger) *Hub {
	h := &Hub{workbench: workbench, encode: encode, log: log,
		followers: map[string]map[*conn]int{}, rooms: map[string]*room{}, beats: map[string]*beat{}, conns: map[*conn]struct{}{}, closings: make([]atomic.Uint64, len(Closings()))}
	workbench.Listen(h.tell)
	return h
}

// Serve upgrades the request and serves the socket until it closes; ok is false when the request asks for no websocket.
// session names the session it belongs to, for SignedOut; still says whether that is open, and is asked once more when SignedOut would
// find the socket: of a session that ended in between nobody else would tell. It is called after the request is over. The fasthttp
// server must have KeepHijackedConns set.
func (h *Hub) Serve(c *fasthttp.RequestCtx, m proposals.Member, session string, still func() bool) (ok bool, err error) {
	return upgrade(c, func(socket *websocket.Conn, below *line) {
		cn := newConn(h, socket, below, m, session)
		if !h.add(cn) {
			cn.refuse(CloseGoingAway)
			return
		}
		defer h.running.Done()
		defer h.remove(cn)
		if !still() {
			cn.stop(CloseNotSignedIn)
		}
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

// ShutOut closes the sockets of a member all of whose sessions have ended.
func (h *Hub) ShutOut(m proposals.MemberID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for cn := range h.conns {
		if cn.member.ID == m {
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

// Closed counts the connections that the server closed with a code of Closings.
func (h *Hub) Closed(code int) uint64 {
	for i, closing := range Closings() {
		if closing.Code == code {
			return h.closings[i].Load()
		}
	}
	return 0
}

func (h *Hub) countClosing(code int) {
	for i, closing := range Closings() {
		if closing.Code == code {
			h.closings[i].Add(1)
		}
	}
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
	if h.rooms[topic] != nil {
		h.goOut(topic, cn)
	}
	delete(h.followers[topic], cn)
	if len(h.followers[topic]) == 0 {
		delete(h.followers, topic)
		if b := h.beats[topic]; b != nil && !b.telling {
			delete(h.beats, topic)
		}
	}
}

// dismiss takes a topic from a follower who may not know of it any more.
func (h *Hub) dismiss(topic string, cn *conn) {
	delete(cn.topics, topic)
	h.leave(topic, cn)
	cn.send(refused(topic))
}

func refused(topic string) *message {
	return newMessage(encode(frame{Type: "refused", Topic: topic, Code: proposals.CodeNotFound}))
}

// tell gives an event to its followers. It runs under the stream's lock, so it only puts frames into queues; the event is
// encoded once for all who are told the same.
func (h *Hub) tell(ev proposals.Event) {
	thing, _ := ev.Stream.Split()
	if thing == "member" || thing == "organisation" {
		h.recent.forget()
	}
	sight, notified := h.workbench.Sight(ev.Stream), h.workbench.Notified(ev)
	h.mu.Lock()
	defer h.mu.Unlock()
	allows := h.eye(sight)
	if thing == "reader" { // what one member reads is nobody else's news
		h.tellGlimpse(ev, string(ev.Stream), sight, allows)
		return
	}
	for _, m := range notified {
		h.tellGlimpse(ev, readerTopic(m), sight, allows)
	}
	if topic := string(ev.Stream); gapless(topic) && len(h.followers[topic]) > 0 {
		h.spread(topic, told{to: h.messagesOf(ev), seq: ev.Seq, sight: sight}, allows)
	}
	h.tellGlimpse(ev, GroupTopic, sight, allows)
	if bill := sight.Bill(); bill != "" {
		h.tellGlimpse(ev, string(proposals.StreamOf("bill", string(bill))), sight, allows)
	}
}

// eye asks for each member once whether a sight allows it to him as he is now, not as he was when he connected.
func (h *Hub) eye(sight proposals.Sight) func(proposals.Member) bool {
	asked := map[proposals.MemberID]bool{}
	return func(m proposals.Member) bool {
		answer, known := asked[m.ID]
		if !known {
			answer = sight.Allows(h.now(m))
			asked[m.ID] = answer
		}
		return answer
	}
}

// now gives a member as the group has him now.
func (h *Hub) now(m proposals.Member) proposals.Member {
	if now, err := h.workbench.Member(m.ID); err == nil {
		return *now
	}
	return m
}

func (h *Hub) tellGlimpse(ev proposals.Event, topic string, sight proposals.Sight, allows func(proposals.Member) bool) {
	if len(h.followers[topic]) == 0 {
		return
	}
	by := ev.By
	if ev.Kind == proposals.RoundTableBallotCast {
		by = "" // nobody is told who has voted while others may still
	}
	m := newMessage(encode(frame{Type: "event", Topic: topic, Event: encode(glimpse{ev.Seq, ev.Stream, ev.Kind, ev.At, by})}))
	h.spread(topic, told{to: func(proposals.Member) *message { return m }, sight: sight}, allows)
}

// messagesOf gives what makes the message of an event for a member; nil where it cannot be told. It is made once for all who are
// told the same.
func (h *Hub) messagesOf(ev proposals.Event) func(proposals.Member) *message {
	hearing := h.workbench.Hearing(ev)
	if hearing.Alike() {
		m := h.messageOf(hearing, "")
		return func(proposals.Member) *message { return m }
	}
	made := map[string]*message{}
	classes := map[proposals.MemberID]string{}
	return func(member proposals.Member) *message {
		class, known := classes[member.ID]
		if !known {
			class = hearing.Class(h.now(member))
			classes[member.ID] = class
		}
		m, known := made[class]
		if !known {
			m = h.messageOf(hearing, class)
			made[class] = m
		}
		return m
	}
}

func (h *Hub) messageOf(hearing proposals.Hearing, class string) *message {
	ev := hearing.Event(class)
	if m, ok := h.recent.find(ev, class); ok {
		return m
	}
	b, err := h.encode(ev)
	if err != nil {
		h.log.Error("an event cannot be told", "stream", ev.Stream, "seq", ev.Seq, "error", err)
		return nil
	}
	m := newMessage(encode(frame{Type: "event", Topic: string(ev.Stream), Event: b}))
	h.recent.keep(ev, class, m)
	return m
}

// follow replays what the browser missed and joins it to the topic with nothing lost or doubled in between.
func (h *Hub) follow(cn *conn, topic string, after int, here bool) {
	stream := proposals.Stream(topic)
	// may is asked again when the connection joins: what it may see can change while a long history is replayed.
	may := func() bool {
		thing, _ := stream.Split()
		return topic == GroupTopic || topic == readerTopic(cn.member.ID) || (gapless(topic) || thing == "bill") && h.workbench.Sight(stream).Allows(h.now(cn.member))
	}
	join := func(rest []proposals.Event, seq int) {
		if !may() {
			cn.send(refused(topic))
			return
		}
		for _, ev := range rest {
			if m := h.messagesOf(ev)(cn.member); m != nil {
				cn.send(m)
			}
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.followers[topic] == nil {
			h.followers[topic] = map[*conn]int{}
		}
		// What is held for the others up to here was in the replay of this one.
		h.followers[topic][cn] = seq
		cn.topics[topic] = struct{}{}
		cn.send(newMessage(encode(frame{Type: "current", Topic: topic, Seq: &seq})))
		if thing, _ := stream.Split(); here && thing == "proposal" {
			h.comeIn(topic, cn)
		}
	}
	switch {
	case !may():
		cn.send(refused(topic))
	case gapless(topic):
		h.workbench.Follow(stream, after, func(ev proposals.Event) {
			if m := h.messagesOf(ev)(cn.member); m != nil {
				cn.sendReplay(m)
			}
		}, join)
	default:
		join(nil, 0)
	}
}

func (h *Hub) unfollow(cn *conn, topic string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(cn.topics, topic)
	h.leave(topic, cn)
}
