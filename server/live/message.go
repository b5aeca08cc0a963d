package live

import (
	"sync"

	"github.com/gorilla/websocket"

	"talqy/proposals"
)

// message is a frame ready for the line. It is made once for all who get it: framing and compressing cost the same for one
// reader and for a thousand.
type message struct {
	prepared *websocket.PreparedMessage
	size     int
	// parts are the messages of a bundle, which has none of its own: they travel together and are counted as one.
	parts []*message
}

// bundle joins messages that are told to a crowd in one go.
func bundle(parts []*message) *message {
	if len(parts) == 1 {
		return parts[0]
	}
	m := &message{parts: parts}
	for _, part := range parts {
		m.size += part.size
	}
	return m
}

func newMessage(b []byte) *message {
	prepared, err := websocket.NewPreparedMessage(websocket.TextMessage, b)
	if err != nil { // a text in memory
		panic(err)
	}
	return &message{prepared: prepared, size: len(b)}
}

// Limits of remembered messages: a thousand browsers that come back at once ask for the same events.
const (
	maxRemembered      = 4096
	maxRememberedBytes = 16 << 20
)

type messageKey struct {
	stream proposals.Stream
	seq    int
	class  string // of those who are told it
}

// messages remembers the messages of events lately told, the oldest forgotten first.
type messages struct {
	mu    sync.Mutex
	by    map[messageKey]*message
	order []messageKey
	bytes int
}

func (r *messages) find(ev proposals.Event, class string) (*message, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.by[messageKey{ev.Stream, ev.Seq, class}]
	return m, ok
}

func (r *messages) keep(ev proposals.Event, class string, m *message) {
	key := messageKey{ev.Stream, ev.Seq, class}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.by == nil {
		r.by = map[messageKey]*message{}
	}
	if _, known := r.by[key]; known || m.size > maxRememberedBytes/8 {
		return
	}
	r.by[key], r.order, r.bytes = m, append(r.order, key), r.bytes+m.size
	for len(r.order) > maxRemembered || r.bytes > maxRememberedBytes {
		oldest := r.order[0]
		r.order = r.order[1:]
		r.bytes -= r.by[oldest].size
		delete(r.by, oldest)
	}
}

// forget drops everything: somebody is called differently now, and names stand inside the messages.
func (r *messages) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.by, r.order, r.bytes = nil, nil, 0
}
