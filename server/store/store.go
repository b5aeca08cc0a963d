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
	"net/url"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// timeout bounds each call to the engine: a database that is away must be an error, not a page that hangs.
const timeout = 10 * time.Second

// database is the name of ours, where the address of a MongoDB names none.
const database = "talqy"

// databaseOf gives the database that an address names, mongodb://…/group17: groups on one MongoDB have one each. One without
// a name, or with that of the accounts of MongoDB itself, has ours.
func databaseOf(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	_, rest, _ = strings.Cut(rest, "/")
	name, _, _ := strings.Cut(rest, "?")
	if name, err := url.PathUnescape(name); err == nil && name != "" && name != "admin" {
		return name
	}
	return database
}

// Store is an open store. Its methods may be called from any goroutine.
type Store struct {
	client      *mongo.Client
	db          *mongo.Database
	embedded    *engine // nil when the database is somebody else's
	events      *mongo.Collection
	expressions *mongo.Collection
	files       *mongo.Collection
	uploads     *mongo.Collection
	accounts    *mongo.Collection
	sessions    *mongo.Collection
	invitations *mongo.Collection
	acceptances *mongo.Collection
	turns       *mongo.Collection
	// What the door needs beside passwords: links for new ones, what was used up, the server's own secrets, and whom the
	// accounts at a provider of sign-in open.
	resets, spent, keys, providers *mongo.Collection
	library                        library
	cache                          fileCache
	watcher                        watcher
}

// Open opens the MongoDB at uri, or, where uri is empty, the embedded engine in the folder dir, to work with it: a store of a
// former release is brought to the present form, one of a later release is refused with a *NewerError, and one that a restore
// has left half full with ErrHalfRestored. The caller must Close it.
func Open(ctx context.Context, uri, dir string) (*Store, error) {
	s, err := connect(ctx, uri, dir)
	if err != nil {
		return nil, err
	}
	if err := s.bringToPresent(ctx); err != nil {
		return nil, errors.Join(err, s.Close(ctx))
	}
	s.quicken(ctx)
	return s, nil
}

// OpenToRead opens a store as it is, to look at it or to copy it; what Open refuses is refused.
func OpenToRead(ctx context.Context, uri, dir string) (*Store, error) {
	s, err := connect(ctx, uri, dir)
	if err != nil {
		return nil, err
	}
	if _, err := s.Schema(ctx); err != nil {
		return nil, errors.Join(err, s.Close(ctx))
	}
	return s, nil
}

// connect opens a store without asking what is in it.
func connect(ctx context.Context, uri, dir string) (*Store, error) {
	s := &Store{}
	name := databaseOf(uri)
	if uri == "" {
		var err error
		if s.embedded, err = start(dir); err != nil {
			return nil, err
		}
		uri = s.embedded.uri
	}
	opts := options.Client().ApplyURI(uri).SetTimeout(timeout).SetServerSelectionTimeout(timeout).SetMonitor(s.watcher.monitor())
	if s.embedded == nil {
		// An acknowledged event must survive a failing primary.
		opts.SetWriteConcern(writeconcern.Majority())
		// And what is read must too: an event of a failing primary that was folded and told would be gone from the log after it.
		opts.SetReadConcern(readconcern.Majority())
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
	s.db = client.Database(name)
	db := s.db
	s.events = db.Collection("events")
	s.expressions = db.Collection("expressions")
	s.files = db.Collection("files")
	s.uploads = db.Collection("uploads")
	s.accounts = db.Collection("accounts")
	s.sessions = db.Collection("sessions")
	s.invitations = db.Collection("invitations")
	s.acceptances = db.Collection("acceptances")
	s.turns = db.Collection("turns")
	s.resets, s.spent, s.keys, s.providers = db.Collection("resets"), db.Collection("spent"), db.Collection("keys"), db.Collection("providers")
	s.library.most = maxLoaded
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
