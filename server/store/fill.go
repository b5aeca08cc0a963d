package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"talqy/proposals"
)

// NotEmptyError says that a store to be filled holds something.
type NotEmptyError struct {
	// Collection is one of those that hold something.
	Collection string
}

func (e *NotEmptyError) Error() string {
	return fmt.Sprintf("store: it is not empty, there is something in %s", e.Collection)
}

// ErrNotTakenBack says that a restore failed, and that what it had brought until then is still there, under the mark.
var ErrNotTakenBack = errors.New("store: what was restored could not be taken back")

// collectionName is what a backup may call a collection: what it holds goes into the database by that name.
var collectionName = regexp.MustCompile(`^[a-z][a-z0-9_]{1,40}$`)

// Restore fills an empty store and is all or nothing to whoever opens it: a mark is written first and taken away last, and
// while it is there Open answers ErrHalfRestored. fill is called with what stores documents.
//
// Where the mark is there already, because a restore was killed, again must be true: what that one brought is thrown away.
// It throws nothing else away, because the mark is only ever written into an empty store.
func Restore(ctx context.Context, uri, dir string, again bool, fill func(put func(collection string, doc []byte) error) error) (err error) {
	s, err := connect(ctx, uri, dir)
	if err != nil {
		return err
	}
	if again {
		if s, err = s.withoutHalf(ctx, dir); err != nil {
			return err
		}
	}
	defer func() { err = errors.Join(err, s.Close(context.WithoutCancel(ctx))) }()
	if err := s.beginRestore(ctx, again); err != nil {
		return err
	}
	f := &filler{s: s, ctx: ctx}
	if err := fill(f.put); err != nil {
		return errors.Join(err, s.undoRestore(context.WithoutCancel(ctx)))
	}
	if err := f.flush(); err != nil {
		return errors.Join(err, s.undoRestore(context.WithoutCancel(ctx)))
	}
	// All of it is there: whoever stops it now is too late.
	ctx = context.WithoutCancel(ctx)
	if err := s.writeVersion(ctx); err != nil {
		return fmt.Errorf("store: %w", failure(err))
	}
	_, err = s.meta().DeleteOne(ctx, bson.D{{Key: "_id", Value: metaRestoring}})
	return failure(err)
}

// withoutHalf gives the store without what a restore that was killed left in the embedded engine. That makes a table and then
// notes it: killed between the two, it has one that it neither lists nor drops and that stands in the way of the next. So its
// files go, in which there is nothing else.
func (s *Store) withoutHalf(ctx context.Context, dir string) (*Store, error) {
	if s.embedded == nil {
		return s, nil
	}
	_, half, err := findByID[schema](ctx, s.meta(), metaRestoring)
	if err != nil {
		return nil, errors.Join(err, s.Close(context.WithoutCancel(ctx)))
	}
	if !half {
		return s, nil
	}
	if err := s.Close(context.WithoutCancel(ctx)); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(filepath.Join(dir, engineFolder)); err != nil {
		return nil, err
	}
	return connect(ctx, "", dir)
}

func (s *Store) beginRestore(ctx context.Context, again bool) error {
	_, half, err := findByID[schema](ctx, s.meta(), metaRestoring)
	switch {
	case err != nil:
		return err
	case half && !again:
		return ErrHalfRestored
	case half:
		return s.clear(ctx)
	}
	if err := s.checkEmpty(ctx); err != nil {
		return err
	}
	// Two at once: the unique _id lets one through.
	if err := insertMark(ctx, s.meta()); err != nil {
		return err
	}
	// Somebody may have begun to write between the look and the mark.
	if err := s.checkEmpty(ctx); err != nil {
		_, undo := s.meta().DeleteOne(ctx, bson.D{{Key: "_id", Value: metaRestoring}})
		return errors.Join(err, undo)
	}
	return nil
}

func insertMark(ctx context.Context, meta *mongo.Collection) error {
	_, err := meta.InsertOne(ctx, schema{metaRestoring, SchemaVersion})
	if mongo.IsDuplicateKeyError(err) {
		return ErrHalfRestored
	}
	return failure(err)
}

// checkEmpty answers a *NotEmptyError where anything but the store's own notes is in it.
func (s *Store) checkEmpty(ctx context.Context) error {
	if _, err := s.version(ctx); err != nil {
		return err
	}
	names, err := s.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return failure(err)
	}
	slices.Sort(names)
	for _, name := range names {
		if name == metaCollection {
			continue
		}
		_, found, err := findFirst(ctx, s.db.Collection(name))
		if found {
			return &NotEmptyError{name}
		}
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return failure(err)
		}
	}
	return nil
}

// clear throws away what a restore that did not end has brought. The mark stays.
func (s *Store) clear(ctx context.Context) error {
	names, err := s.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return failure(err)
	}
	for _, name := range names {
		if name == metaCollection {
			continue
		}
		if err := s.db.Collection(name).Drop(ctx); err != nil {
			return failure(err)
		}
	}
	return nil
}

// undoRestore leaves the store as empty as it was; where that fails the mark says so.
func (s *Store) undoRestore(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*timeout)
	defer cancel()
	if err := s.clear(ctx); err != nil {
		return errors.Join(ErrNotTakenBack, err)
	}
	if _, err := s.meta().DeleteOne(ctx, bson.D{{Key: "_id", Value: metaRestoring}}); err != nil {
		return errors.Join(ErrNotTakenBack, failure(err))
	}
	return nil
}

// How much goes to the engine in one call.
const (
	fillDocuments = 500
	fillBytes     = 8 << 20
)

// filler gathers documents of one collection into calls.
type filler struct {
	s          *Store
	ctx        context.Context
	collection string
	docs       []any
	bytes      int
}

func (f *filler) put(collection string, doc []byte) error {
	if !collectionName.MatchString(collection) || !backedUp(collection) {
		return fmt.Errorf("store: a backup holds no %q", collection)
	}
	if err := bson.Raw(doc).Validate(); err != nil {
		return fmt.Errorf("store: a document of %s: %w", collection, err)
	}
	if collection != f.collection || len(f.docs) >= fillDocuments || f.bytes+len(doc) > fillBytes {
		if err := f.flush(); err != nil {
			return err
		}
		f.collection = collection
	}
	f.docs, f.bytes = append(f.docs, bson.Raw(slices.Clone(doc))), f.bytes+len(doc)
	return nil
}

func (f *filler) flush() error {
	if len(f.docs) == 0 {
		return nil
	}
	_, err := f.s.db.Collection(f.collection).InsertMany(f.ctx, f.docs, options.InsertMany().SetOrdered(false))
	f.docs, f.bytes = f.docs[:0], 0
	if err != nil {
		return fmt.Errorf("store: %s: %w", f.collection, failure(err))
	}
	return nil
}

// AppendAll stores many events at once, for whoever writes a log of its own into a store that nobody else writes to.
func (s *Store) AppendAll(ctx context.Context, events []proposals.Event) error {
	docs := make([]any, len(events))
	for i, ev := range events {
		doc, err := documentOf(ev)
		if err != nil {
			return fmt.Errorf("store: %w", err)
		}
		docs[i] = doc
	}
	_, err := s.events.InsertMany(ctx, docs, options.InsertMany().SetOrdered(false))
	return failure(err)
}
