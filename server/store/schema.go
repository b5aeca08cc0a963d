package store

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

// SchemaVersion is the form in which this program keeps a store: 1 is the first release, which kept no number; 2 chains
// events by hash. A store of any earlier version opens; one of a later version is refused, because a program that does not
// know what it reads would damage it.
const SchemaVersion = 2

// NewerError says that a store was written by a later release.
type NewerError struct {
	// Found and Known are the versions of the store and of this program.
	Found, Known int
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("store: its form is version %d, this program knows versions up to %d", e.Found, e.Known)
}

// ErrHalfRestored says that a restore into the store began and did not end.
var ErrHalfRestored = errors.New("store: a restore into it did not end")

// metaCollection holds what the store says of itself: the version of its form, and a mark while a restore is under way.
const metaCollection = "meta"

// Ids of documents in metaCollection.
const (
	metaSchema    = "schema"
	metaRestoring = "restoring"
)

// schema is the document of the version.
type schema struct {
	ID      string `bson:"_id"`
	Version int    `bson:"version"`
}

func (s *Store) meta() *mongo.Collection { return s.db.Collection(metaCollection) }

// Schema gives the version of the form the store is in; SchemaVersion where nothing is in it yet. The errors are those of Open.
func (s *Store) Schema(ctx context.Context) (int, error) {
	_, half, err := findByID[schema](ctx, s.meta(), metaRestoring)
	if err != nil {
		return 0, err
	}
	if half {
		return 0, ErrHalfRestored
	}
	return s.version(ctx)
}

func (s *Store) version(ctx context.Context) (int, error) {
	found, ok, err := findByID[schema](ctx, s.meta(), metaSchema)
	switch {
	case err != nil:
		return 0, err
	case ok && found.Version > SchemaVersion:
		return 0, &NewerError{found.Version, SchemaVersion}
	case ok:
		return found.Version, nil
	}
	_, _, err = findFirst(ctx, s.events)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return SchemaVersion, nil
	}
	return 1, err
}

func findFirst(ctx context.Context, in *mongo.Collection) (doc bson.Raw, ok bool, err error) {
	err = in.FindOne(ctx, bson.D{}).Decode(&doc)
	return doc, err == nil, err
}

// bringToPresent writes the present version into a store of a former one. From version 1 nothing has to be rewritten: its
// events have no hashes, and the chain begins after them.
func (s *Store) bringToPresent(ctx context.Context) error {
	found, ok, err := findByID[schema](ctx, s.meta(), metaSchema)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if _, err := s.Schema(ctx); err != nil {
		return err
	}
	if ok && found.Version == SchemaVersion {
		return nil
	}
	return s.writeVersion(ctx)
}

func (s *Store) writeVersion(ctx context.Context) error {
	_, err := s.meta().InsertOne(ctx, schema{metaSchema, SchemaVersion})
	if mongo.IsDuplicateKeyError(err) {
		_, err = s.meta().ReplaceOne(ctx, bson.D{{Key: "_id", Value: metaSchema}}, schema{metaSchema, SchemaVersion})
	}
	return err
}
