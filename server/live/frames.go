package live

import (
	"encoding/json"
	"time"

	"talqy/proposals"
)

// Limits of one connection.
const (
	maxFrame      = 16 << 10         // bytes of one command
	maxFollowed   = 64               // topics at once
	queueLength   = 512              // frames waiting for a slow reader
	maxWaiting    = 4 << 20          // bytes waiting for him, before compression
	writeDeadline = 10 * time.Second // for one write
	pingInterval  = 25 * time.Second
	pongDeadline  = 60 * time.Second // without a sign of life
	commandRate   = 20               // commands a second, in the long run
	commandBurst  = 200
	presenceRate  = 12 // carets a second that are passed on; the browser sends ten at most
	presenceBurst = 24
	// packOver is the size in bytes from which a frame is compressed: below it a packet is not filled anyway, and each
	// reader would pay for unpacking.
	packOver = 1 << 10
	// gatherUpTo is how many waiting bytes the writer joins into one write.
	gatherUpTo = 8 << 10
)

// GroupTopic is followed by pages that list things: it tells that something happened, not what was written. The topic of a
// bill does the same for the bill and its proposals.
const GroupTopic = "group"

// readerTopic is a member's own: it tells that there is a notification, or that some were read in another browser. Nobody
// else may follow it.
func readerTopic(m proposals.MemberID) string {
	return string(proposals.StreamOf("reader", string(m)))
}

// frame is what a browser gets.
type frame struct {
	Type  string          `json:"type"`
	Topic string          `json:"topic,omitempty"`
	Event json.RawMessage `json:"event,omitempty"`
	Seq   *int            `json:"seq,omitempty"`
	Code  string          `json:"code,omitempty"`
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil { // a frame is made of strings, numbers and JSON that was made before
		panic(err)
	}
	return b
}

// glimpse is an event as the topics of the group and of a bill show it, without its data.
type glimpse struct {
	Seq    int                `json:"seq"`
	Stream proposals.Stream   `json:"stream"`
	Kind   proposals.Kind     `json:"kind"`
	At     time.Time          `json:"at"`
	By     proposals.MemberID `json:"by"`
}

// gapless says whether the topic is a stream, whose events a browser can ask for from any number: the numbers of the
// others are gathered from many streams.
func gapless(topic string) bool {
	thing, _ := proposals.Stream(topic).Split()
	return thing == "proposal" || thing == "roundtable"
}
