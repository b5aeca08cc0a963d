package proposals

import (
	linkedlist "container/list"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"sync"
)

// The log is chained by hash, so that nobody can alter, drop or exchange an event afterwards without being found. Each
// event carries a hash over all its bytes, the hash of the event before it in its stream, and seals of events in other
// streams that the process had stored or learned of: it bears witness to them. There is no one order of all streams, which
// several processes on one database could not agree on without asking each other; but who cuts the last events off one
// stream is found by what was written elsewhere afterwards. What nothing was written after can be cut off unseen; therefore
// `talqy verify` prints a seal that can be kept on paper.

// Hash is the SHA-256 of an event's canonical bytes.
type Hash [sha256.Size]byte

// hashText is the text form of hashes: strict, so that one hash has one text.
var hashText = base64.RawURLEncoding.Strict()

// String gives the hash in 43 letters.
func (h Hash) String() string { return hashText.EncodeToString(h[:]) }

// errNoHash says that a text is no hash.
var errNoHash = errors.New("proposals: no hash")

// parseHash reads what String gives.
func parseHash(s string) (Hash, error) {
	b, err := hashText.DecodeString(s)
	// The length too: the decoder passes over line breaks.
	if err != nil || len(b) != len(Hash{}) || len(s) != hashText.EncodedLen(len(Hash{})) {
		return Hash{}, errNoHash
	}
	return Hash(b), nil
}

// Seal names one event and says what it was.
type Seal struct {
	Stream Stream
	Seq    int
	Hash   Hash
}

// String gives the seal as «stream@seq=hash».
func (m Seal) String() string {
	return string(m.Stream) + "@" + strconv.Itoa(m.Seq) + "=" + m.Hash.String()
}

// errNoSeal says that a text is no seal.
var errNoSeal = errors.New("proposals: no seal of an event")

// ParseSeal reads what String gives.
func ParseSeal(s string) (Seal, error) {
	at := strings.LastIndexByte(s, '@') // an id holds neither sign, a hash no «@»
	if at < 0 {
		return Seal{}, errNoSeal
	}
	number, sum, _ := strings.Cut(s[at+1:], "=")
	seq, err := strconv.Atoi(number)
	if err != nil || seq < 1 || strconv.Itoa(seq) != number {
		return Seal{}, errNoSeal
	}
	h, err := parseHash(sum)
	if err != nil {
		return Seal{}, errNoSeal
	}
	return Seal{Stream(s[:at]), seq, h}, nil
}

// maxWitnessed bounds the seals one event carries. Few writers at once leave few events that nothing was written after;
// only a log of a former release has more, one in each stream, and those are taken in a few at a time.
const maxWitnessed = 8

// Link is what ties an event to those before it.
type Link struct {
	// Hash is that of the event it belongs to, over the rest of the link too.
	Hash Hash
	// Before is the hash of the event before in the stream; zero for the first.
	Before Hash
	// Witnessed are the latest events of other streams that nothing else was known to be written after, newest first.
	Witnessed []Seal
}

// errNoLink says that a text is no link.
var errNoLink = errors.New("proposals: no link of an event")

// linkForm is the first word of a link's text and names its form.
const linkForm = "1"

// MarshalText gives the link as one line of words: the form, the hash, the hash before or «-», the seals.
func (l *Link) MarshalText() ([]byte, error) {
	b := make([]byte, 0, 96+96*len(l.Witnessed))
	b = append(b, linkForm+" "...)
	b = hashText.AppendEncode(b, l.Hash[:])
	b = append(b, ' ')
	if l.Before == (Hash{}) {
		b = append(b, '-')
	} else {
		b = hashText.AppendEncode(b, l.Before[:])
	}
	for _, m := range l.Witnessed {
		b = append(append(b, ' '), m.String()...)
	}
	return b, nil
}

// UnmarshalText reads what MarshalText gives, and nothing else: a text that could be written otherwise is errNoLink.
func (l *Link) UnmarshalText(text []byte) error {
	form, rest, _ := strings.Cut(string(text), " ")
	own, rest, _ := strings.Cut(rest, " ")
	before, rest, more := strings.Cut(rest, " ")
	var read Link
	var err error
	if form != linkForm {
		return errNoLink
	}
	if read.Hash, err = parseHash(own); err != nil {
		return errNoLink
	}
	if before != "-" {
		if read.Before, err = parseHash(before); err != nil || read.Before == (Hash{}) {
			return errNoLink
		}
	}
	for more {
		var one string
		one, rest, more = strings.Cut(rest, " ")
		m, err := ParseSeal(one)
		if err != nil {
			return errNoLink
		}
		read.Witnessed = append(read.Witnessed, m)
	}
	*l = read
	return nil
}

// hashOf gives the hash over the canonical bytes of an event with its link: every field with its length before it, so that
// no two events have the same bytes. An event without a link, of a former release, is hashed with what went before it, so
// that the first linked event after it covers it.
func hashOf(ev Event, before Hash, witnessed []Seal, linked bool) (sum Hash) {
	c := canonical{hash: sha256.New()}
	if linked {
		c.text("talqy event 1")
	} else {
		c.text("talqy event of a former release")
	}
	c.text(string(ev.Stream))
	c.number(int64(ev.Seq))
	c.text(string(ev.Kind))
	c.number(ev.At.UnixMilli())
	c.text(string(ev.By))
	c.number(int64(len(ev.Data)))
	c.flush()
	c.hash.Write(ev.Data)
	c.text(ev.Command)
	c.bytes = append(c.bytes, before[:]...)
	c.number(int64(len(witnessed)))
	for _, m := range witnessed {
		c.text(string(m.Stream))
		c.number(int64(m.Seq))
		c.bytes = append(c.bytes, m.Hash[:]...)
	}
	c.flush()
	c.hash.Sum(sum[:0])
	return sum
}

// canonical gathers the short fields of an event; the long one goes to the hash directly.
type canonical struct {
	hash  hash.Hash
	bytes []byte
}

func (c *canonical) text(s string) {
	c.number(int64(len(s)))
	c.bytes = append(c.bytes, s...)
}

func (c *canonical) number(n int64) { c.bytes = binary.BigEndian.AppendUint64(c.bytes, uint64(n)) }

func (c *canonical) flush() {
	_, _ = c.hash.Write(c.bytes) // never fails
	c.bytes = c.bytes[:0]
}

// chain knows the end of each stream and which of those ends nothing was written after: what the next event needs for its
// link. Its methods may be called from any goroutine.
type chain struct {
	mu    sync.Mutex
	heads map[Stream]head
	// tips has the streams whose last event nothing is known to have been written after, the newest in front.
	tips  linkedlist.List
	place map[Stream]*linkedlist.Element
	// ahead has, of a stream, the number up to which events are witnessed that are not learned of yet: when the log is
	// loaded stream by stream, and when another process knew more.
	ahead map[Stream]int
}

type head struct {
	seq  int
	hash Hash
}

func newChain() *chain {
	return &chain{heads: map[Stream]head{}, place: map[Stream]*linkedlist.Element{}, ahead: map[Stream]int{}}
}

// link gives ev with its link, as the next of its stream.
func (c *chain) link(ev Event) Event {
	c.mu.Lock()
	l := &Link{Before: c.heads[ev.Stream].hash}
	for e := c.tips.Front(); e != nil && len(l.Witnessed) < maxWitnessed; e = e.Next() {
		if stream := e.Value.(Stream); stream != ev.Stream { // its own stream's is before it
			l.Witnessed = append(l.Witnessed, c.seal(stream))
		}
	}
	c.mu.Unlock()
	l.Hash = hashOf(ev, l.Before, l.Witnessed, true)
	ev.Link = l
	return ev
}

func (c *chain) seal(stream Stream) Seal {
	h := c.heads[stream]
	return Seal{stream, h.seq, h.hash}
}

// learn takes in an event that is durable, stored here or elsewhere; those of one stream in order.
func (c *chain) learn(ev Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := head{seq: ev.Seq}
	if ev.Link == nil {
		h.hash = hashOf(ev, c.heads[ev.Stream].hash, nil, false)
	} else {
		h.hash = ev.Link.Hash
		for _, m := range ev.Link.Witnessed {
			c.witness(m)
		}
	}
	c.heads[ev.Stream] = h
	if e, ok := c.place[ev.Stream]; ok {
		c.tips.MoveToFront(e)
	} else {
		c.place[ev.Stream] = c.tips.PushFront(ev.Stream)
	}
	if c.ahead[ev.Stream] >= ev.Seq {
		c.drop(ev.Stream)
		if c.ahead[ev.Stream] == ev.Seq {
			delete(c.ahead, ev.Stream)
		}
	}
}

// witness notes that something was written after an event.
func (c *chain) witness(m Seal) {
	switch known := c.heads[m.Stream].seq; {
	case known == m.Seq:
		c.drop(m.Stream)
	case known < m.Seq:
		c.ahead[m.Stream] = max(c.ahead[m.Stream], m.Seq)
	}
}

func (c *chain) drop(stream Stream) {
	if e, ok := c.place[stream]; ok {
		c.tips.Remove(e)
		delete(c.place, stream)
	}
}

// SumOf gives the content hash of an expression of an act: over its tree, as JSON, and the file it was read from. The event
// that names the expression carries it.
func SumOf(tree, source []byte) string {
	h := sha256.New()
	_, _ = io.WriteString(h, fmt.Sprintf("talqy expression 1 %d\n", len(tree))) // a hash never fails
	_, _ = h.Write(tree)
	_, _ = h.Write(source)
	return hashText.EncodeToString(h.Sum(nil))
}
