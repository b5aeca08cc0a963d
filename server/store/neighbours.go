package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"talqy/proposals"
)

// Several processes may stand on one database server. What each has missed is asked for by time, which an index makes quick on
// MongoDB; FerretDB scans for it.

// Share prepares the database for several processes; it is called before anything else.
func (s *Store) Share(ctx context.Context) error {
	_, err := s.events.Indexes().CreateOne(ctx, mongo.IndexModel{Keys: bson.D{{Key: "at", Value: 1}}})
	return failure(err)
}

// Since gives each stream that got events at or after a time, with the number of the latest.
func (s *Store) Since(ctx context.Context, at time.Time) (map[proposals.Stream]int, error) {
	cursor, err := s.events.Find(ctx, bson.D{{Key: "at", Value: bson.D{{Key: "$gte", Value: at.UnixMilli()}}}},
		options.Find().SetProjection(bson.D{{Key: "stream", Value: 1}, {Key: "seq", Value: 1}}).SetBatchSize(largeBatch))
	if err != nil {
		return nil, failure(err)
	}
	out := map[proposals.Stream]int{}
	for cursor.Next(ctx) {
		var e struct {
			Stream proposals.Stream `bson:"stream"`
			Seq    int              `bson:"seq"`
		}
		if err := cursor.Decode(&e); err != nil {
			return nil, errors.Join(err, cursor.Close(ctx))
		}
		out[e.Stream] = max(out[e.Stream], e.Seq)
	}
	return out, failure(errors.Join(cursor.Err(), cursor.Close(ctx)))
}

// turn is one term in which a process does what one alone must do. Terms are numbered and inserted like events: who inserts a
// number first has it. The document is never altered, and forgotten after termsKept more.
type turn struct {
	ID     string `bson:"_id"` // letters/00000017
	Holder string `bson:"holder"`
	Until  int64  `bson:"until"` // milliseconds since 1970, UTC
}

// termsKept is how many terms are kept, so that who slept through some cannot take one of them again.
const termsKept = 1000

// Turns takes turns at one thing with other processes. It is for one goroutine.
type Turns struct {
	store  *Store
	name   string
	holder string
	life   time.Duration
	known  int // number of the latest term that was seen
	last   turn
}

// Turns gives the turns of a holder at the thing of a name. A term lasts for life, and the clocks of the processes may differ by
// less than a third of it.
func (s *Store) Turns(name, holder string, life time.Duration) *Turns {
	return &Turns{store: s, name: name, holder: holder, life: life}
}

// Turn says until when it is the holder's turn: the present term where it is his and has half of it left, else a new one that he
// takes where no other's is under way. The zero time says that it is another's turn.
func (t *Turns) Turn(ctx context.Context, now time.Time) (time.Time, error) {
	if err := t.find(ctx); err != nil {
		return time.Time{}, err
	}
	for { // to the latest term
		next, ok, err := findByID[turn](ctx, t.store.turns, t.id(t.known+1))
		if err != nil {
			return time.Time{}, err
		}
		if !ok {
			break
		}
		t.known, t.last = t.known+1, next
	}
	until := time.UnixMilli(t.last.Until)
	switch {
	case t.last.Holder == t.holder && now.Add(t.life/2).Before(until):
		return until, nil
	case t.last.Holder != t.holder && now.Before(until.Add(t.life/3)): // the other's clock may be behind
		return time.Time{}, nil
	}
	fresh := turn{ID: t.id(t.known + 1), Holder: t.holder, Until: now.Add(t.life).UnixMilli()}
	_, err := t.store.turns.InsertOne(ctx, fresh)
	if mongo.IsDuplicateKeyError(err) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, failure(err)
	}
	t.known, t.last = t.known+1, fresh
	if t.known > termsKept {
		_, err = t.store.turns.DeleteOne(ctx, bson.D{{Key: "_id", Value: t.id(t.known - termsKept)}})
	}
	return time.UnixMilli(fresh.Until), failure(err)
}

// find looks for the latest term, once: afterwards it is followed number by number.
func (t *Turns) find(ctx context.Context) error {
	if t.known > 0 {
		return nil
	}
	return failure(scan(ctx, t.store.turns, largeBatch, func(doc bson.Raw) error {
		var one turn
		if err := bson.Unmarshal(doc, &one); err != nil {
			return err
		}
		name, number, _ := strings.Cut(one.ID, "/")
		if n, err := strconv.Atoi(number); err == nil && name == t.name && n > t.known {
			t.known, t.last = n, one
		}
		return nil
	}))
}

func (t *Turns) id(n int) string { return fmt.Sprintf("%s/%08d", t.name, n) }
