package live

import (
	"sync"

	"github.com/gorilla/websocket"

	"talqy/proposals"
	"talqy/proposals/recent"
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

// Limits of remembered messages, in bytes: a thousand browsers that come back at once ask for the same events.
const (
	maxRememberedBytes = 16 << 20
	messageFrame       = 1 << 10 // about what one takes besides its text
)

type messageKey struct {
	stream proposals.Stream
	seq    int
	class  string // of those who are told it
}

// messages remembers the messages of events lately told.
type messages struct {
	mu sync.Mutex
	by recent.Map[messageKey, *message]
}

func (r *messages) find(ev proposals.Event, class string) (*message, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.by.Get(messageKey{ev.Stream, ev.Seq, class})
}

func (r *messages) keep(ev proposals.Event, class string, m *message) {
	if m.size > maxRememberedBytes/8 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.by.Put(messageKey{ev.Stream, ev.Seq, class}, m, m.size+messageFrame, maxRememberedBytes)
}

// forget drops everything: somebody is called differently now, and names stand inside the messages.
func (r *messages) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.by.Clear()
}
