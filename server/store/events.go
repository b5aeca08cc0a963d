package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"talqy/proposals"
)

// event is how an event lies in the collection. Its data stays the JSON text it was decided as: what is compared, copied
// and hashed is then the same bytes on every engine.
type event struct {
	ID     string `bson:"_id" json:"_id"` // stream/00000017: unique, so who stores a number first has it
	Stream string `bson:"stream" json:"stream"`
	Seq    int    `bson:"seq" json:"seq"`
	Kind   string `bson:"kind" json:"kind"`
	At     int64  `bson:"at" json:"at"` // milliseconds since 1970, UTC
	By     string `bson:"by" json:"by"`
	Data   string `bson:"data" json:"data"`
	// Command is the id of the command it came of; most events of a former release have none.
	Command string `bson:"command,omitempty" json:"command"`
	// Link is the text of what ties the event to those before it; events of a former release have none.
	Link string `bson:"link,omitempty" json:"link"`
}

func eventID(stream proposals.Stream, seq int) string {
	return fmt.Sprintf("%s/%08d", stream, seq)
}

func (e event) event() proposals.Event {
	ev := proposals.Event{Stream: proposals.Stream(e.Stream), Seq: e.Seq, Kind: proposals.Kind(e.Kind),
		At: time.UnixMilli(e.At).UTC(), By: proposals.MemberID(e.By), Data: json.RawMessage(e.Data), Command: e.Command}
	if e.Link != "" {
		// A link that cannot be read stays empty: the work goes on, and verify names the event.
		ev.Link = new(proposals.Link)
		_ = ev.Link.UnmarshalText([]byte(e.Link))
	}
	return ev
}

// documentOf gives the document of an event.
func documentOf(ev proposals.Event) (event, error) {
	doc := event{ID: eventID(ev.Stream, ev.Seq), Stream: string(ev.Stream), Seq: ev.Seq, Kind: string(ev.Kind),
		At: ev.At.UnixMilli(), By: string(ev.By), Data: string(ev.Data), Command: ev.Command}
	if ev.Link != nil {
		link, err := ev.Link.MarshalText()
		if err != nil {
			return doc, err
		}
		doc.Link = string(link)
	}
	return doc, nil
}

// Append stores an event; proposals.ErrSeqTaken when the stream has that number.
func (s *Store) Append(ctx context.Context, ev proposals.Event) error {
	doc, err := documentOf(ev)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	_, err = s.events.InsertOne(ctx, doc)
	if mongo.IsDuplicateKeyError(err) {
		return proposals.ErrSeqTaken
	}
	return failure(err)
}

// Find gives one event of a stream.
func (s *Store) Find(ctx context.Context, stream proposals.Stream, seq int) (proposals.Event, bool, error) {
	e, ok, err := findByID[event](ctx, s.events, eventID(stream, seq))
	return e.event(), ok, err
}

// How many events the engine sends at once. Most are short; of the longest only smallBatch stay well below what one answer
// may hold.
const (
	largeBatch = 250
	smallBatch = 10
)

// Load calls each with every event, in the order of streams and numbers.
func (s *Store) Load(ctx context.Context, each func(proposals.Event) error) error {
	events, err := s.loadAll(ctx)
	if err != nil {
		return failure(err)
	}
	// The embedded engine sorts no quicker, and holds everything twice for it.
	slices.SortFunc(events, byPlace)
	for i := range events {
		if err := each(events[i]); err != nil {
			return err
		}
		events[i] = proposals.Event{} // who keeps it, keeps it
	}
	return nil
}

// byPlace orders events by streams and numbers.
func byPlace(a, b proposals.Event) int {
	if c := strings.Compare(string(a.Stream), string(b.Stream)); c != 0 {
		return c
	}
	return a.Seq - b.Seq
}

// loadAll gives every event in no order, by the quickest way that works.
func (s *Store) loadAll(ctx context.Context) ([]proposals.Event, error) {
	if s.embedded != nil {
		if events, err := s.loadEmbedded(ctx); err == nil {
			return events, nil
		}
	}
	events, err := s.loadBatches(ctx, largeBatch)
	if err != nil && ctx.Err() == nil {
		events, err = s.loadBatches(ctx, smallBatch)
	}
	return events, err
}

func (s *Store) loadBatches(ctx context.Context, batch int32) (events []proposals.Event, err error) {
	err = scan(ctx, s.events, batch, func(doc bson.Raw) error {
		var e event
		if err := bson.Unmarshal(doc, &e); err != nil {
			return err
		}
		events = append(events, e.event())
		return nil
	})
	return events, err
}

// scan calls each with every document of a collection, in no order. The document is valid until each returns.
func scan(ctx context.Context, in *mongo.Collection, batch int32, each func(doc bson.Raw) error) error {
	cursor, err := in.Find(ctx, bson.D{}, options.Find().SetBatchSize(batch))
	if err != nil {
		return err
	}
	for cursor.Next(ctx) {
		if err := each(cursor.Current); err != nil {
			return errors.Join(err, cursor.Close(ctx))
		}
	}
	return errors.Join(cursor.Err(), cursor.Close(ctx))
}

// findByID gives one document; ok is false when there is none.
func findByID[T any](ctx context.Context, in *mongo.Collection, id string) (doc T, ok bool, err error) {
	err = in.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&doc)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return doc, false, nil
	}
	return doc, err == nil, failure(err)
}
