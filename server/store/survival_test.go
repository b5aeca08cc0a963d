package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"talqy/proposals"
	"talqy/server/store"
)

// raw reaches into the database of an embedded store past everything, as somebody with an editor would.
func raw(t *testing.T, dir string) *mongo.Database {
	t.Helper()
	client, err := mongo.Connect(options.Client().ApplyURI("mongodb://" + strings.ReplaceAll(filepath.Join(dir, "engine.sock"), "/", "%2F") + "/"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Disconnect(context.Background()) })
	return client.Database("talqy")
}

// needEmbedded skips what is about the data folder.
func needEmbedded(t *testing.T) {
	if os.Getenv("TALQY_TEST_MONGODB") != "" {
		t.Skip("a MongoDB server has no data folder of ours")
	}
}

func load(t *testing.T, s *store.Store) (events []proposals.Event) {
	t.Helper()
	if err := s.Load(t.Context(), func(ev proposals.Event) error { events = append(events, ev); return nil }); err != nil {
		t.Fatal(err)
	}
	return events
}

// A store of a later release is refused, to read and to write, and is not touched.
func TestLaterReleaseIsRefused(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	s := open(t, dir)
	if _, err := raw(t, dir).Collection("meta").ReplaceOne(t.Context(), bson.D{{Key: "_id", Value: "schema"}},
		bson.D{{Key: "_id", Value: "schema"}, {Key: "version", Value: store.SchemaVersion + 1}}); err != nil {
		t.Fatal(err)
	}
	closing(t, s)
	for name, open := range map[string]func(context.Context, string, string) (*store.Store, error){"Open": store.Open, "OpenToRead": store.OpenToRead} {
		var newer *store.NewerError
		if _, err := open(t.Context(), "", dir); !errors.As(err, &newer) || newer.Found != store.SchemaVersion+1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	var newer *store.NewerError
	if err := store.Restore(t.Context(), "", dir, false, nil); !errors.As(err, &newer) {
		t.Errorf("Restore: %v", err)
	}
}

// A store without a version and with events is one of the first release; it opens and has the present version from then on.
func TestFirstReleaseHasNoVersion(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	s := open(t, dir)
	if err := s.Append(t.Context(), event("bill/b1", 1, `{}`)); err != nil {
		t.Fatal(err)
	}
	if err := raw(t, dir).Collection("meta").Drop(t.Context()); err != nil {
		t.Fatal(err)
	}
	if v, err := s.Schema(t.Context()); v != 1 || err != nil {
		t.Errorf("version %d, %v; want 1", v, err)
	}
	closing(t, s)
	s = open(t, dir)
	defer closing(t, s)
	if v, err := s.Schema(t.Context()); v != store.SchemaVersion || err != nil {
		t.Errorf("version %d, %v; want %d", v, err, store.SchemaVersion)
	}
	if n := len(load(t, s)); n != 1 {
		t.Errorf("%d events", n)
	}
}

// The quick way to read the log gives what the engine gives, whatever stands in the events.
func TestReadingTheFileGivesWhatTheEngineGives(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	s := open(t, dir)
	defer closing(t, s)
	var want []proposals.Event
	for n := range 1200 {
		ev := event(proposals.Stream(fmt.Sprintf("proposal/p%d", n%7)), n/7+1, `{"body":"«Қазақ» 😀 \u0000 \"]},\" `+strings.Repeat("ё<&\u2028", n%50)+`"}`)
		if n%3 == 0 {
			ev.Command = fmt.Sprintf("command-%d", n)
		}
		if n%2 == 0 {
			ev.Link = &proposals.Link{Hash: proposals.Hash{1}, Witnessed: []proposals.Seal{{Stream: "bill/b", Seq: 1, Hash: proposals.Hash{2}}}}
		}
		ev.At = time.UnixMilli(int64(n) * 1e9).UTC()
		want = append(want, ev)
	}
	if err := s.AppendAll(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	quick, err := s.LoadEmbedded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	slow, err := s.LoadBatches(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, events := range [][]proposals.Event{want, quick, slow} {
		slices.SortFunc(events, func(a, b proposals.Event) int {
			return strings.Compare(fmt.Sprintf("%s/%08d", a.Stream, a.Seq), fmt.Sprintf("%s/%08d", b.Stream, b.Seq))
		})
	}
	if len(quick) != len(want) || len(slow) != len(want) {
		t.Fatalf("%d and %d events, want %d", len(quick), len(slow), len(want))
	}
	for i := range want {
		w, _ := json.Marshal(want[i])
		for _, got := range []proposals.Event{quick[i], slow[i]} {
			if g, _ := json.Marshal(got); string(g) != string(w) || string(got.Data) != string(want[i].Data) || (got.Link == nil) != (want[i].Link == nil) {
				t.Fatalf("got %s, want %s", g, w)
			}
		}
	}
	// What is in another form is read by the engine.
	if _, err := raw(t, dir).Collection("events").InsertOne(t.Context(), bson.D{{Key: "_id", Value: "bill/b/00000001"}, {Key: "stream", Value: "bill/b"},
		{Key: "seq", Value: 1}, {Key: "kind", Value: "bill.opened"}, {Key: "at", Value: int64(1)}, {Key: "by", Value: "m"}, {Key: "data", Value: "{}"}, {Key: "more", Value: 1.5}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.LoadEmbedded(t.Context()); err == nil {
		t.Error("a field that nobody knows passed")
	}
	if n := len(load(t, s)); n != len(want)+1 {
		t.Errorf("%d events, want %d", n, len(want)+1)
	}
}

// A link that somebody damaged keeps nobody from the work; it comes empty, and verify tells.
func TestDamagedLinkLoads(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	s := open(t, dir)
	defer closing(t, s)
	ev := event("bill/b1", 1, `{}`)
	ev.Link = &proposals.Link{Hash: proposals.Hash{1}}
	if err := s.Append(t.Context(), ev); err != nil {
		t.Fatal(err)
	}
	if _, err := raw(t, dir).Collection("events").UpdateOne(t.Context(), bson.D{{Key: "_id", Value: "bill/b1/00000001"}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "link", Value: "1 ?"}}}}); err != nil {
		t.Fatal(err)
	}
	events := load(t, s)
	if len(events) != 1 || events[0].Link == nil || events[0].Link.Hash != (proposals.Hash{}) {
		t.Errorf("%+v", events)
	}
	check := proposals.NewChainCheck()
	check.Take(events[0])
	if r := check.End(); len(r.Breaches) != 1 {
		t.Errorf("%+v", r)
	}
}

// A restore that fails in the middle leaves nothing; one at a time; only into what is empty.
func TestRestoreIsAllOrNothing(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	doc, err := bson.Marshal(bson.D{{Key: "_id", Value: "x"}, {Key: "value", Value: true}})
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	fill := func(put func(string, []byte) error) error {
		for _, collection := range []string{"acceptances", "invitations", "keys"} {
			if err := put(collection, doc); err != nil {
				return err
			}
		}
		return broken
	}
	if err := store.Restore(t.Context(), "", dir, false, fill); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	whole := func(put func(string, []byte) error) error { return put("acceptances", doc) }
	if err := store.Restore(t.Context(), "", dir, false, whole); err != nil {
		t.Fatalf("after a restore that failed: %v", err)
	}
	var full *store.NotEmptyError
	if err := store.Restore(t.Context(), "", dir, true, whole); !errors.As(err, &full) {
		t.Errorf("--again into a store that is whole: %v", err)
	}
	for collection, what := range map[string][]byte{"sessions": doc, "System.Users": doc, "keys": []byte("no document")} {
		other := filepath.Join(dir, collection)
		if err := store.Restore(t.Context(), "", other, false, func(put func(string, []byte) error) error { return put(collection, what) }); err == nil {
			t.Errorf("%s was filled with %q", collection, what)
		}
	}
}

// A process that was killed in the moment of making its database left a file that the engine cannot open.
func TestUnbornDatabase(t *testing.T) {
	needEmbedded(t)
	for name, content := range map[string]string{"empty": "", "never opened": "no database"} {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "db"), 0o700); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "db", "talqy.sqlite")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), "", dir)
		if content == "" {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			closing(t, s)
			continue
		}
		if err == nil {
			closing(t, s)
			t.Errorf("%s: it was opened", name)
		}
		if b, _ := os.ReadFile(path); string(b) != content {
			t.Errorf("%s: somebody's file was taken away", name)
		}
	}
}

// A process that was killed while the engine made a collection left a part of it, over which every later start stumbled: «table
// meta_81fe4f58 already exists». Or, worse, it went on without the index that keeps two from having one key.
func TestHalfMadeCollection(t *testing.T) {
	needEmbedded(t)
	dir := t.TempDir()
	s := open(t, dir)
	if err := s.Append(t.Context(), event("bill/b", 1, `{}`)); err != nil {
		t.Fatal(err)
	}
	closing(t, s)
	half := map[string]string{
		"acceptances": `delete from _ferretdb_collections where name = 'acceptances'`, // a table without entry
		"accounts":    `drop index "accounts_37968efd__id_"`,                          // an entry without index
		"invitations": `select 1`,                                                     // an index of which the entry does not say
	}
	statements := []string{`update _ferretdb_collections set settings = '{}' where name in ('accounts', 'invitations', 'events')`}
	statements = append(statements, slices.Collect(maps.Values(half))...)
	if err := store.ChangeFile(t.Context(), filepath.Join(dir, "db", "talqy.sqlite"), statements...); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	defer closing(t, s)
	for name, statement := range half {
		collection := raw(t, dir).Collection(name)
		one := bson.D{{Key: "_id", Value: "hash"}}
		if _, err := collection.InsertOne(t.Context(), one); err != nil {
			t.Errorf("after %s: %v", statement, err)
		}
		if _, err := collection.InsertOne(t.Context(), one); !mongo.IsDuplicateKeyError(err) {
			t.Errorf("after %s: a second document under one key: %v", statement, err)
		}
	}
	if events := load(t, s); len(events) != 1 {
		t.Errorf("%d events are left: what has documents in it was whole", len(events))
	}
}
