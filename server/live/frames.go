package live

import (
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"

	"talqy/proposals"
)

// Limits of one connection.
const (
	maxFrame      = 16 << 10         // bytes of one command
	maxFollowed   = 64               // topics at once
	queueLength   = 512              // frames waiting for a slow reader
	writeDeadline = 10 * time.Second // for one frame
	pingInterval  = 25 * time.Second
	pongDeadline  = 60 * time.Second // without a sign of life
	commandRate   = 20               // commands a second, in the long run
	commandBurst  = 200
)

// Close codes. Up to 4399 the browser comes back and replays what it missed; from 4400 it does not, except after 4429.
const (
	CloseGoingAway   = websocket.CloseGoingAway // 1001: the server stops
	CloseSlow        = 4000                     // the reader was too slow
	CloseSilent      = 4001                     // no sign of life
	CloseMalformed   = 4400                     // a frame that is no command
	CloseNotSignedIn = 4401
	CloseTooLarge    = 4413
	CloseTooMany     = 4429
)

// command is what a browser sends.
type command struct {
	Type  string `json:"type"`
	Topic string `json:"topic"`
	After int    `json:"after"`
}

// frame is what a browser gets.
type frame struct {
	Type  string          `json:"type"`
	Topic string          `json:"topic,omitempty"`
	Event json.RawMessage `json:"event,omitempty"`
	Seq   *int            `json:"seq,omitempty"`
	Code  string          `json:"code,omitempty"`
}

// GroupTopic is followed by pages that list things: it tells that something happened, not what was written.
const GroupTopic = "group"

func encode(f frame) []byte {
	b, err := json.Marshal(f)
	if err != nil { // a frame is made of strings, numbers and JSON that was made before
		panic(err)
	}
	return b
}

// glimpse is an event as the group's topic shows it, without its data.
type glimpse struct {
	Seq    int                `json:"seq"`
	Stream proposals.Stream   `json:"stream"`
	Kind   proposals.Kind     `json:"kind"`
	At     time.Time          `json:"at"`
	By     proposals.MemberID `json:"by"`
}
