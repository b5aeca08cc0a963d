package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"talqy/proposals"
)

// event is how an event lies in the collection. Its data stays the JSON text it was decided as: what is compared, copied
// and one day hashed is then the same bytes on every engine.
type event struct {
	ID     string `bson:"_id"` // stream/00000017: unique, so who stores a number first has it
	Stream string `bson:"stream"`
	Seq    int    `bson:"seq"`
	Kind   string `bson:"kind"`
	At     int64  `bson:"at"` // milliseconds since 1970, UTC
	By     string `bson:"by"`
	Data   string `bson:"data"`
}

func eventID(stream proposals.Stream, seq int) string {
	return fmt.Sprintf("%s/%08d", stream, seq)
}

func (e event) event() proposals.Event {
	return proposals.Event{Stream: proposals.Stream(e.Stream), Seq: e.Seq, Kind: proposals.Kind(e.Kind),
		At: time.UnixMilli(e.At).UTC(), By: proposals.MemberID(e.By), Data: json.RawMessage(e.Data)}
}

// Append stores an event; proposals.ErrSeqTaken when the stream has that number.
func (s *Store) Append(ctx context.Context, ev proposals.Event) error {
	_, err := s.events.InsertOne(ctx, event{ID: eventID(ev.Stream, ev.Seq), Stream: string(ev.Stream), Seq: ev.Seq,
		Kind: string(ev.Kind), At: ev.At.UnixMilli(), By: string(ev.By), Data: string(ev.Data)})
	if mongo.IsDuplicateKeyError(err) {
		return proposals.ErrSeqTaken
	}
	return err
}

// Find gives one event of a stream.
func (s *Store) Find(ctx context.Context, stream proposals.Stream, seq int) (proposals.Event, bool, error) {
	e, ok, err := findByID[event](ctx, s.events, eventID(stream, seq))
	return e.event(), ok, err
}

// loadBatch is how many events the engine sends at once: at their largest they stay well below what one answer may hold.
const loadBatch = 10

// Load calls each with every event, in the order of streams and numbers.
func (s *Store) Load(ctx context.Context, each func(proposals.Event) error) error {
	cursor, err := s.events.Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetBatchSize(loadBatch))
	if err != nil {
		return err
	}
	for cursor.Next(ctx) {
		var e event
		if err := cursor.Decode(&e); err != nil {
			return errors.Join(err, cursor.Close(ctx))
		}
		if err := each(e.event()); err != nil {
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
	return doc, err == nil, err
}
