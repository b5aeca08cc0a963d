package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"talqy/proposals"
)

// A copy of a store is made while others write to it. Events are never altered, so a copy of the log is right when it is
// closed: with each event it holds those before it in its stream and those it is a witness to. The scan gives every event
// that was durable when it began and perhaps some that came later; what those need and the scan had passed by is fetched.

// Size says how many documents each collection of a backup has now, about: others may be writing.
func (s *Store) Size(ctx context.Context) (map[string]int64, error) {
	names, err := s.backedUp(ctx)
	if err != nil {
		return nil, err
	}
	size := map[string]int64{}
	for _, name := range names {
		if name == "events" && s.embedded != nil { // the engine takes seconds to count what it has to read for it
			if size[name], err = s.countEmbedded(ctx); err == nil {
				continue
			}
		}
		if size[name], err = s.db.Collection(name).EstimatedDocumentCount(ctx); err != nil {
			return nil, failure(err)
		}
	}
	return size, nil
}

// backedUp lists the collections that are there and belong into a backup, the events first.
func (s *Store) backedUp(ctx context.Context) ([]string, error) {
	all, err := s.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return nil, failure(err)
	}
	var names []string
	for _, name := range all {
		if backedUp(name) {
			names = append(names, name)
		}
	}
	return order(names), nil
}

// Dump calls each with every document of a backup as it lies in its collection, the events first. The document is valid until
// each returns. What each returns ends the dump.
func (s *Store) Dump(ctx context.Context, each func(collection string, doc []byte) error) error {
	names, err := s.backedUp(ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == "events" {
			err = s.dumpEvents(ctx, each)
		} else {
			// The longest documents nearly fill an answer.
			err = scan(ctx, s.db.Collection(name), 1, func(doc bson.Raw) error { return each(name, doc) })
		}
		if err != nil {
			return fmt.Errorf("store: %s: %w", name, failure(err))
		}
	}
	return nil
}

// cut is what a copy of the log holds so far.
type cut struct {
	have map[proposals.Stream]*extent
	// want has how far each stream is known to go, by what others witness.
	want map[proposals.Stream]int
}

// extent says which events of one stream there are: each up to whole, and further ones beyond a gap.
type extent struct {
	whole, last int
	beyond      map[int]bool
}

func (h *extent) add(seq int) {
	h.last = max(h.last, seq)
	if h.beyond == nil {
		h.beyond = map[int]bool{}
	}
	h.beyond[seq] = true
	for h.beyond[h.whole+1] {
		h.whole++
		delete(h.beyond, h.whole)
	}
}

func (c *cut) take(doc bson.Raw) error {
	var e event
	if err := bson.Unmarshal(doc, &e); err != nil {
		return err
	}
	ev := e.event()
	h, ok := c.have[ev.Stream]
	if !ok {
		h = &extent{}
		c.have[ev.Stream] = h
	}
	h.add(ev.Seq)
	// A scan that takes its time may pass a place before what lies there is there, and see what came after it.
	if h.whole < h.last {
		c.want[ev.Stream] = max(c.want[ev.Stream], h.last)
	}
	if ev.Link != nil {
		for _, seal := range ev.Link.Witnessed {
			c.want[seal.Stream] = max(c.want[seal.Stream], seal.Seq)
		}
	}
	return nil
}

// next gives a stream that is not closed yet, and the number it is to reach; ok is false when all are.
func (c *cut) next() (stream proposals.Stream, to int, ok bool) {
	for stream, to := range c.want {
		if h, known := c.have[stream]; !known || h.whole < to {
			return stream, to, true
		}
		delete(c.want, stream)
	}
	return "", 0, false
}

func (s *Store) dumpEvents(ctx context.Context, each func(collection string, doc []byte) error) error {
	c := &cut{have: map[proposals.Stream]*extent{}, want: map[proposals.Stream]int{}}
	one := func(doc bson.Raw) error {
		if err := c.take(doc); err != nil {
			return err
		}
		return each("events", doc)
	}
	if err := s.eachEvent(ctx, one); err != nil {
		return err
	}
	for {
		stream, to, ok := c.next()
		if !ok {
			return nil
		}
		for seq := 1; seq <= to; seq++ {
			if h, known := c.have[stream]; known && (seq <= h.whole || h.beyond[seq]) {
				continue
			}
			var doc bson.Raw
			err := s.events.FindOne(ctx, bson.D{{Key: "_id", Value: eventID(stream, seq)}}).Decode(&doc)
			if errors.Is(err, mongo.ErrNoDocuments) {
				continue // it is missing in the store too; verify tells
			}
			if err == nil {
				err = one(doc)
			}
			if err != nil {
				return err
			}
		}
		delete(c.want, stream)
	}
}

// eachEvent calls each with every event that is durable now, and perhaps with some that become so meanwhile.
func (s *Store) eachEvent(ctx context.Context, each func(doc bson.Raw) error) error {
	if s.embedded == nil {
		return scan(ctx, s.events, smallBatch*2, each)
	}
	events, err := s.loadEmbedded(ctx)
	if err != nil {
		return scan(ctx, s.events, smallBatch*2, each)
	}
	slices.SortFunc(events, byPlace) // neighbours are alike, and pack well
	for _, ev := range events {
		doc, err := documentOf(ev)
		if err != nil {
			return err
		}
		raw, err := bson.Marshal(doc)
		if err != nil {
			return err
		}
		if err := each(raw); err != nil {
			return err
		}
	}
	return nil
}

// EventOf reads an event out of a document of the collection «events». An error says that it is none, or lies under another
// id than its stream and number give.
func EventOf(doc []byte) (proposals.Event, error) {
	var e event
	if err := bson.Unmarshal(doc, &e); err != nil {
		return proposals.Event{}, fmt.Errorf("store: %w", err)
	}
	if want := eventID(proposals.Stream(e.Stream), e.Seq); e.ID != want {
		return e.event(), fmt.Errorf("store: the event %s of %s lies under %s", want, e.Stream, e.ID)
	}
	return e.event(), nil
}

// ExpressionOf reads the text of an act out of a document of the collection «expressions»: its id, the tree as JSON, the file.
// With an error it gives the id where there is one.
func ExpressionOf(doc []byte) (id string, tree, source []byte, err error) {
	var e expression
	if err := bson.Unmarshal(doc, &e); err != nil {
		return "", nil, nil, fmt.Errorf("store: %w", err)
	}
	if tree, err = decompress(e.Tree); err == nil {
		source, err = decompress(e.Source)
	}
	return e.ID, tree, source, err
}

// FileOf reads an attached file out of a document of the collection «files»: its id, and whether its content has that SHA-256.
func FileOf(doc []byte) (id string, whole bool, err error) {
	elements, err := bson.Raw(doc).Elements()
	if err != nil {
		return "", false, fmt.Errorf("store: %w", err)
	}
	id, _ = bson.Raw(doc).Lookup("_id").StringValueOK()
	for _, element := range elements {
		_, content, ok := element.Value().BinaryOK()
		if !ok {
			continue
		}
		if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) == id {
			return id, true, nil
		}
		// Content that packing makes smaller may be kept packed.
		if unpacked, err := decompress(content); err == nil {
			if sum := sha256.Sum256(unpacked); hex.EncodeToString(sum[:]) == id {
				return id, true, nil
			}
		}
	}
	return id, false, nil
}
