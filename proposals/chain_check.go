package proposals

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// BreachKind says what is wrong with the chain at a place.
type BreachKind string

// What can be wrong.
const (
	// BreachAltered: the bytes of the event do not give its hash.
	BreachAltered BreachKind = "altered"
	// BreachReplaced: what was written after the event was written after another one of its number.
	BreachReplaced BreachKind = "replaced"
	// BreachMissing: the event is not there, and a later one or another stream knows of it.
	BreachMissing BreachKind = "missing"
	// BreachUnlinked: the event has no hash, though one before it in its stream has.
	BreachUnlinked BreachKind = "unlinked"
	// BreachDoubled: the number comes twice, or after a higher one.
	BreachDoubled BreachKind = "doubled"
)

// Breach is one place where the chain does not hold.
type Breach struct {
	Kind   BreachKind
	Stream Stream
	// From and Seq are the numbers of the first and the last event concerned; most breaches concern one. Among events of a
	// former release only the stretch is known.
	From, Seq int
	// Witness is the event that tells of the breach, where another one does; its Hash is not set.
	Witness Seal
}

// ChainReport is what a ChainCheck found.
type ChainReport struct {
	Events, Streams int
	// Unlinked counts events of a former release, which have no hash of their own; Uncovered those of them that no linked
	// event was written after, so that nothing vouches for them.
	Unlinked, Uncovered int
	// Breaches are in the order of streams and numbers.
	Breaches []Breach
	// Ends are the events that nothing was written after: they could be cut off unseen. Whoever keeps these seals elsewhere
	// can ask later whether the log still holds them.
	Ends []Seal
}

// ChainCheck follows the chain through a log.
type ChainCheck struct {
	streams map[Stream]*chainOfStream
	told    []testimony
	report  ChainReport
}

type chainOfStream struct {
	// hashes has, for the number n at n-1, the hash the event carries; of an event that is missing the zero hash.
	hashes []Hash
	// altered has the events whose bytes do not give the hash they carry: each is told of once.
	altered map[int]bool
	linked  int // number of the first linked event, 0 while there is none
	covered int // number up to which something was written after
}

// testimony is a seal and the event that carries it.
type testimony struct {
	of, by Seal
}

// NewChainCheck gives a check that has seen nothing.
func NewChainCheck() *ChainCheck { return &ChainCheck{streams: map[Stream]*chainOfStream{}} }

// Take takes the next event: those of one stream in the order of their numbers, the streams in any.
func (c *ChainCheck) Take(ev Event) {
	s, ok := c.streams[ev.Stream]
	if !ok {
		s = &chainOfStream{}
		c.streams[ev.Stream] = s
	}
	last := len(s.hashes)
	switch {
	case ev.Seq <= last:
		c.found(BreachDoubled, ev.Stream, ev.Seq, ev.Seq, Seal{})
		return
	case ev.Seq > last+1:
		c.found(BreachMissing, ev.Stream, last+1, ev.Seq-1, Seal{Stream: ev.Stream, Seq: ev.Seq})
		s.hashes = append(s.hashes, make([]Hash, ev.Seq-1-last)...)
	}
	c.report.Events++
	var before Hash
	if ev.Seq > 1 {
		before = s.hashes[ev.Seq-2]
	}
	if ev.Link == nil {
		c.takeUnlinked(s, ev, before)
		return
	}
	if s.linked == 0 {
		s.linked = ev.Seq
	}
	s.hashes = append(s.hashes, ev.Link.Hash)
	if hashOf(ev, ev.Link.Before, ev.Link.Witnessed, true) != ev.Link.Hash {
		c.found(BreachAltered, ev.Stream, ev.Seq, ev.Seq, Seal{})
		if s.altered == nil {
			s.altered = map[int]bool{}
		}
		s.altered[ev.Seq] = true
		return // its seals are not to be believed
	}
	s.covered = ev.Seq - 1
	if ev.Seq-1 > last || ev.Seq == 1 && ev.Link.Before == (Hash{}) {
		// What is missing before it has been told already.
	} else if !s.was(ev.Seq-1, ev.Link.Before) {
		c.found(BreachReplaced, ev.Stream, s.start(ev.Seq-1), ev.Seq-1, Seal{Stream: ev.Stream, Seq: ev.Seq})
	}
	for _, m := range ev.Link.Witnessed {
		c.told = append(c.told, testimony{m, Seal{Stream: ev.Stream, Seq: ev.Seq}})
	}
}

func (c *ChainCheck) takeUnlinked(s *chainOfStream, ev Event, before Hash) {
	s.hashes = append(s.hashes, hashOf(ev, before, nil, false))
	if s.linked > 0 {
		c.found(BreachUnlinked, ev.Stream, ev.Seq, ev.Seq, Seal{})
		return
	}
	c.report.Unlinked++
}

// was says whether the event of that number had that hash, as far as that has not been told.
func (s *chainOfStream) was(seq int, h Hash) bool {
	return seq >= 1 && seq <= len(s.hashes) && (s.hashes[seq-1] == h || s.altered[seq])
}

// start is the first event that may be the one altered when the hash of the event of that number is another one than
// somebody knew: each event of a former release is covered with all before it.
func (s *chainOfStream) start(seq int) int {
	if s.linked == 0 || seq < s.linked {
		return 1
	}
	return seq
}

func (c *ChainCheck) found(kind BreachKind, stream Stream, from, seq int, witness Seal) {
	c.report.Breaches = append(c.report.Breaches, Breach{kind, stream, from, seq, witness})
}

// End gives the report, when every event was taken.
func (c *ChainCheck) End() ChainReport {
	missing := map[Stream]testimony{} // the farthest an event was seen that is beyond the end
	replaced := map[Seal]bool{}
	for _, t := range c.told {
		s, ok := c.streams[t.of.Stream]
		if !ok || t.of.Seq > len(s.hashes) {
			if t.of.Seq > missing[t.of.Stream].of.Seq {
				missing[t.of.Stream] = t
			}
			continue
		}
		s.covered = max(s.covered, t.of.Seq)
		place := Seal{Stream: t.of.Stream, Seq: t.of.Seq}
		// The zero hash stands for an event that is missing, which has been told.
		if !s.was(t.of.Seq, t.of.Hash) && s.hashes[t.of.Seq-1] != (Hash{}) && !replaced[place] {
			replaced[place] = true
			c.found(BreachReplaced, t.of.Stream, s.start(t.of.Seq), t.of.Seq, t.by)
		}
	}
	for stream, t := range missing {
		last := 0
		if s, ok := c.streams[stream]; ok {
			last = len(s.hashes)
		}
		c.found(BreachMissing, stream, last+1, t.of.Seq, t.by)
	}
	for _, stream := range slices.Sorted(maps.Keys(c.streams)) {
		s := c.streams[stream]
		unlinked := len(s.hashes)
		if s.linked > 0 {
			unlinked = s.linked - 1
		}
		c.report.Uncovered += max(0, unlinked-s.covered)
		if last := len(s.hashes); s.covered < last {
			c.report.Ends = append(c.report.Ends, Seal{stream, last, s.hashes[last-1]})
		}
	}
	c.report.Streams = len(c.streams)
	slices.SortStableFunc(c.report.Breaches, func(a, b Breach) int {
		return cmp.Or(cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.From, b.From))
	})
	return c.report
}

// Holds says whether the log holds the event of a seal, unaltered. It is asked after End.
func (c *ChainCheck) Holds(m Seal) bool {
	s, ok := c.streams[m.Stream]
	return ok && m.Seq <= len(s.hashes) && s.hashes[m.Seq-1] == m.Hash && !s.altered[m.Seq]
}

// NamedExpression is the text of an act that an event names.
type NamedExpression struct {
	ID string
	// Sum is its content hash, see SumOf; empty in events of a former release.
	Sum string
}

// Expression gives the expression that an event names; ok is false for the events that name none.
func (ev Event) Expression() (named NamedExpression, ok bool, err error) {
	switch ev.Kind {
	case ActAdded:
		data, err := read[actData](ev, ActAdded)
		return NamedExpression{data.First.Expression, data.First.Sum}, err == nil, err
	case ExpressionAdded, EditionAdded:
		data, err := read[expressionData](ev, ev.Kind)
		return NamedExpression{data.Expression, data.Sum}, err == nil, err
	}
	return NamedExpression{}, false, nil
}

// Files gives the ids of the files that an event names, as Attachment has them. What people write cannot look like one: the
// quotation marks in it are escaped.
func (ev Event) Files() []string {
	var ids []string
	for rest := string(ev.Data); ; {
		_, after, found := strings.Cut(rest, `"id":"`)
		if !found {
			return ids
		}
		if id, _, ok := strings.Cut(after, `"`); ok && len(id) == 2*len(Hash{}) && strings.Trim(id, "0123456789abcdef") == "" {
			ids = append(ids, id)
		}
		rest = after
	}
}
