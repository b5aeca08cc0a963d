// Package store keeps the group's work in MongoDB: the log of events, the texts of acts, the accounts. Without an address
// it starts an engine of its own inside the data folder and talks to it through the same driver, so there is one store with
// two engines.
//
// On the embedded engine only inserting and finding by _id stay quick at any size; nothing here asks for more, except the
// one scan at start.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// timeout bounds each call to the engine: a database that is away must be an error, not a page that hangs.
const timeout = 10 * time.Second

// database is the name of ours.
const database = "talqy"

// Store is an open store. Its methods may be called from any goroutine.
type Store struct {
	client      *mongo.Client
	embedded    *engine // nil when the database is somebody else's
	events      *mongo.Collection
	expressions *mongo.Collection
	accounts    *mongo.Collection
	sessions    *mongo.Collection
	invitations *mongo.Collection
	acceptances *mongo.Collection
	library     library
}

// Open opens the MongoDB at uri, or, where uri is empty, the embedded engine in the folder dir. The caller must Close it.
func Open(ctx context.Context, uri, dir string) (*Store, error) {
	s := &Store{}
	if uri == "" {
		var err error
		if s.embedded, err = start(dir); err != nil {
			return nil, err
		}
		uri = s.embedded.uri
	}
	opts := options.Client().ApplyURI(uri).SetTimeout(timeout).SetServerSelectionTimeout(timeout)
	if s.embedded == nil {
		// An acknowledged event must survive a failing primary.
		opts.SetWriteConcern(writeconcern.Majority())
	}
	client, err := mongo.Connect(opts)
	if err != nil {
		s.stop()
		return nil, fmt.Errorf("store: %w", err)
	}
	s.client = client
	if err := client.Ping(ctx, nil); err != nil {
		return nil, errors.Join(fmt.Errorf("store: the database does not answer: %w", err), s.Close(ctx))
	}
	db := client.Database(database)
	s.events = db.Collection("events")
	s.expressions = db.Collection("expressions")
	s.accounts = db.Collection("accounts")
	s.sessions = db.Collection("sessions")
	s.invitations = db.Collection("invitations")
	s.acceptances = db.Collection("acceptances")
	s.library.loaded = map[string]*held{}
	return s, nil
}

// Ping says whether the engine answers.
func (s *Store) Ping(ctx context.Context) error {
	return s.client.Ping(ctx, nil)
}

// Close lets go of the engine and stops the embedded one.
func (s *Store) Close(ctx context.Context) error {
	err := s.client.Disconnect(ctx)
	s.stop()
	return err
}

func (s *Store) stop() {
	if s.embedded != nil {
		s.embedded.stop()
	}
}
