package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"talqy/proposals"
)

// planFor says how the engine finds a document of a collection by its key.
func planFor(t *testing.T, db *mongo.Database, name string) string {
	t.Helper()
	find := bson.D{{Key: "_id", Value: "x"}}
	// To explain alone does not make SQLite look whether there is a new index.
	if err := db.Collection(name).FindOne(t.Context(), find).Err(); err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		t.Fatal(err)
	}
	plan, err := db.RunCommand(t.Context(), bson.D{{Key: "explain", Value: bson.D{{Key: "find", Value: name}, {Key: "filter", Value: find}}}}).Raw()
	if err != nil {
		t.Fatal(err)
	}
	return plan.String()
}

// The embedded engine's own index is on another expression than the one it asks by, so that it read every document up to the one
// wanted. Asked how it would find one, it now names ours, in every collection and before anything is stored.
func TestEmbeddedEngineFindsByIndex(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	s := open(t, dir)
	defer closing(t, s)
	db := raw(t, dir)
	names, err := db.ListCollectionNames(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 10 {
		t.Fatalf("only %v are there", names)
	}
	for _, name := range names {
		if plan := planFor(t, db, name); !strings.Contains(plan, "USING INDEX talqy_") {
			t.Errorf("%s is searched otherwise: %s", name, plan)
		}
	}
}

// What the first release left has no such index; opened by this one it gets it.
func TestFolderOfAFormerReleaseIsIndexed(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	s := open(t, dir)
	db := raw(t, dir)
	if err := db.Collection("accounts").Drop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Collection("accounts").InsertOne(t.Context(), bson.D{{Key: "_id", Value: "x"}}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(planFor(t, db, "accounts"), "talqy_") {
		t.Fatal("the collection has the index already")
	}
	closing(t, s)
	s = open(t, dir)
	defer closing(t, s)
	if got := planFor(t, raw(t, dir), "accounts"); !strings.Contains(got, "USING INDEX talqy_") {
		t.Error(got)
	}
}

// BenchmarkFind finds the last of the events, which lies behind all others.
func BenchmarkFind(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := open(b, b.TempDir())
			for i := range n {
				if err := s.Append(b.Context(), proposals.Event{Stream: "proposal/a", Seq: i + 1, Kind: "proposal.edited",
					At: time.UnixMilli(0), By: "m", Data: []byte(`{"lang":"ru","base":1,"changes":[[12,"слово"],[4]]}`)}); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				if _, ok, err := s.Find(b.Context(), "proposal/a", n); err != nil || !ok {
					b.Fatal(ok, err)
				}
			}
		})
	}
}
