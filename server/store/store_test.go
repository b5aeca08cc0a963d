package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/server/store"
)

// open gives a store of the engine under test: the embedded one, or the MongoDB that TALQY_TEST_MONGODB names.
func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), os.Getenv("TALQY_TEST_MONGODB"), dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closing(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func event(stream proposals.Stream, seq int, data string) proposals.Event {
	return proposals.Event{Stream: stream, Seq: seq, Kind: proposals.BillOpened, By: "m1",
		At: time.Date(2026, 11, 23, 10, 0, 0, 123e6, time.UTC), Data: json.RawMessage(data)}
}

// What was appended is there after the store was closed and opened again, to the letter and in order.
func TestEventsSurvive(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	want := []proposals.Event{}
	for seq := 1; seq <= 12; seq++ { // more than nine, so that «10» must not sort before «2»
		ev := event("bill/b1", seq, `{"title":{"ru":"Қазақ «мәтіні» 😀 \u0000","kk":""}}`)
		want = append(want, ev)
		if err := s.Append(t.Context(), ev); err != nil {
			t.Fatal(err)
		}
	}
	closing(t, s)
	s = open(t, dir)
	defer closing(t, s)
	var got []proposals.Event
	if err := s.Load(t.Context(), func(ev proposals.Event) error { got = append(got, ev); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%d events came back, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i].Seq != want[i].Seq || string(got[i].Data) != string(want[i].Data) || !got[i].At.Equal(want[i].At) || got[i].By != "m1" {
			t.Errorf("event %d came back as %+v, want %+v", i, got[i], want[i])
		}
	}
	ev, ok, err := s.Find(t.Context(), "bill/b1", 11)
	if err != nil || !ok || ev.Seq != 11 {
		t.Errorf("event 11: %+v, %v, %v", ev, ok, err)
	}
	if _, ok, err := s.Find(t.Context(), "bill/b1", 13); ok || err != nil {
		t.Errorf("event 13 is there: %v, %v", ok, err)
	}
}

// Of many who append the same number at once, one wins and the others are told so.
func TestOneWinsEachNumber(t *testing.T) {
	s := open(t, t.TempDir())
	defer closing(t, s)
	var wins, losses int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			err := s.Append(context.Background(), event("bill/b1", 1, `{}`))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				wins++
			case errors.Is(err, proposals.ErrSeqTaken):
				losses++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if wins != 1 || losses != 19 {
		t.Fatalf("%d won and %d lost, want 1 and 19", wins, losses)
	}
}

func TestLibraryGivesBackWhatWasSaved(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	saved := &act.Expression{Title: "Учебный акт", Lang: act.Russian, Provisions: []*act.Provision{
		{EID: "art_1", Level: act.LevelArticle, Num: "1", Label: "Статья 1.", Heading: "Цель", Text: strings.Repeat("Слово. ", 1000)}}}
	if err := s.Save(t.Context(), "a-ru-1", saved, []byte("Статья 1. Цель")); err != nil {
		t.Fatal(err)
	}
	closing(t, s)
	s = open(t, dir)
	defer closing(t, s)
	got, err := s.Expression(t.Context(), "a-ru-1")
	if err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal(saved)
	if have, _ := json.Marshal(got); string(have) != string(want) {
		t.Errorf("got %.200s, want %.200s", have, want)
	}
	if again, err := s.Expression(t.Context(), "a-ru-1"); again != got || err != nil {
		t.Error("the expression was loaded twice")
	}
	if _, err := s.Expression(t.Context(), "a-ru-2"); err == nil {
		t.Error("an expression that was never saved was found")
	}
}

// Every edition that somebody had ever looked at stayed in memory as long as the process lived.
func TestExpressionsAreHeldWithinABound(t *testing.T) {
	s := open(t, t.TempDir())
	defer closing(t, s)
	const bound = 50_000
	s.HoldExpressions(bound)
	ask := func(id string) *act.Expression {
		t.Helper()
		e, err := s.Expression(t.Context(), id)
		if err != nil || e.Title != id {
			t.Fatalf("%s: %v, %v", id, e, err)
		}
		return e
	}
	ids := make([]string, 12)
	for i := range ids {
		ids[i] = fmt.Sprintf("a-ru-%d", i)
		e := &act.Expression{Title: ids[i], Lang: act.Russian, Provisions: []*act.Provision{{EID: "art_1", Level: act.LevelArticle, Text: strings.Repeat("Слово. ", 1000)}}}
		if err := s.Save(t.Context(), ids[i], e, nil); err != nil {
			t.Fatal(err)
		}
	}
	often, first := ask(ids[0]), ask(ids[1])
	for _, id := range ids[2:] {
		ask(id)
		if ask(ids[0]) != often {
			t.Fatalf("what is asked for again and again was dropped at %s", id)
		}
		if bytes, n := s.HeldExpressions(); bytes > bound || n > 4 || bytes == 0 {
			t.Fatalf("at %s there are %d of %d bytes", id, n, bytes)
		}
	}
	if again := ask(ids[1]); again == first || !reflect.DeepEqual(again, first) {
		t.Error("what was not asked for for longest is still held, or is another now")
	}
	s.HoldExpressions(1) // one that is larger than all that may be held is given all the same
	ask(ids[5])
	if _, n := s.HeldExpressions(); n != 1 {
		t.Errorf("%d are held", n)
	}
}

func TestAccountsAndInvitationsAreUsedOnce(t *testing.T) {
	s := open(t, t.TempDir())
	defer closing(t, s)
	ctx := t.Context()
	account := proposals.Account{Login: "marina", Member: "m1", Hash: "h"}
	if err := s.AddAccount(ctx, account); err != nil {
		t.Fatal(err)
	}
	if err := s.AddAccount(ctx, proposals.Account{Login: "marina", Member: "m2"}); !errors.Is(err, proposals.ErrExists) {
		t.Errorf("a second account of the login: %v", err)
	}
	if got, ok, err := s.Account(ctx, "marina"); !reflect.DeepEqual(got, account) || !ok || err != nil {
		t.Errorf("got %+v, %v, %v", got, ok, err)
	}
	// Two processes read one account, and each changes it.
	one, other := account, account
	one.Hash, other.Factor.Secret = "another", "secret"
	if err := s.ReplaceAccount(ctx, one); err != nil {
		t.Fatal(err)
	}
	if err := s.ReplaceAccount(ctx, other); !errors.Is(err, proposals.ErrMovedOn) {
		t.Errorf("the second change of what both had read: %v", err)
	}
	other, _, err := s.Account(ctx, "marina")
	if err != nil || other.Hash != "another" || other.Version != 1 {
		t.Fatalf("%+v, %v", other, err)
	}
	other.Factor.Secret = "secret"
	if err := s.ReplaceAccount(ctx, other); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveAccount(ctx, "marina", "m2"); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.Account(ctx, "marina"); !ok || err != nil || got.Hash != "another" || got.Factor.Secret != "secret" {
		t.Errorf("got %+v, %v, %v", got, ok, err)
	}
	expires := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	if err := s.AddInvitation(ctx, "i1", proposals.Invitation{Role: proposals.Lawyer, Expires: expires}); err != nil {
		t.Fatal(err)
	}
	if i, ok, err := s.Invitation(ctx, "i1"); !ok || err != nil || i.Role != proposals.Lawyer || !i.Expires.Equal(expires) {
		t.Errorf("got %+v, %v, %v", i, ok, err)
	}
	accepted := proposals.Acceptance{Member: "m1", At: expires}
	if err := s.Accept(ctx, "i1", accepted); err != nil {
		t.Fatal(err)
	}
	if err := s.Accept(ctx, "i1", proposals.Acceptance{Member: "m2"}); !errors.Is(err, proposals.ErrExists) {
		t.Errorf("accepted twice: %v", err)
	}
	if err := s.Release(ctx, "i1", "m2"); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.Acceptance(ctx, "i1"); !ok || err != nil || got.Member != "m1" || !got.At.Equal(expires) {
		t.Errorf("another's release took it: %+v, %v, %v", got, ok, err)
	}
	if err := s.Release(ctx, "i1", "m1"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Acceptance(ctx, "i1"); ok || err != nil {
		t.Errorf("a released acceptance is there: %v, %v", ok, err)
	}
	if err := s.AcceptAsInTheFirstRelease(ctx, "i1"); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.Acceptance(ctx, "i1"); !ok || err != nil || got != (proposals.Acceptance{}) {
		t.Errorf("one of the first release: %+v, %v, %v", got, ok, err)
	}
	if got, err := s.Acceptances(ctx); err != nil || len(got) != 1 {
		t.Errorf("all: %v, %v", got, err)
	}
	if err := s.AddSession(ctx, "s1", proposals.Session{Member: "m1", Expires: expires}); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveSession(ctx, "s1"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Session(ctx, "s1"); ok || err != nil {
		t.Errorf("a removed session is there: %v, %v", ok, err)
	}
}

// Two processes on one data folder would each hold half of the truth.
func TestDataFolderIsLocked(t *testing.T) {
	if os.Getenv("TALQY_TEST_MONGODB") != "" {
		t.Skip("a MongoDB server has no data folder of ours")
	}
	dir := t.TempDir()
	s := open(t, dir)
	if _, err := store.Open(t.Context(), "", dir); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second store on the folder: %v", err)
	}
	closing(t, s)
	s = open(t, dir)
	closing(t, s)
}

// A path too long for a Unix socket, and a socket left behind by a killed process, are no obstacles.
func TestLongPathAndLeftSocket(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("ұзын-жол-", 12))
	s := open(t, dir)
	closing(t, s)
	short := t.TempDir()
	if err := os.WriteFile(filepath.Join(short, "engine.sock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s = open(t, short)
	closing(t, s)
}

// A database server of its own, reached by its address with the write concern that a replica set wants, does the same.
// Debian has no MongoDB, so the server is FerretDB on a TCP port; TALQY_TEST_MONGODB runs all tests against another one.
func TestDatabaseServerByAddress(t *testing.T) {
	f, err := ferretdb.New(&ferretdb.Config{Listener: ferretdb.ListenerConfig{TCP: "127.0.0.1:0"}, Handler: "sqlite",
		SQLiteURL: "file:" + t.TempDir() + "/", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() { defer close(stopped); _ = f.Run(ctx) }()
	defer func() { stop(); <-stopped }()
	s, err := store.Open(t.Context(), f.MongoDBURI(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, s)
	if err := s.Append(t.Context(), event("bill/b1", 1, `{}`)); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(t.Context(), event("bill/b1", 1, `{}`)); !errors.Is(err, proposals.ErrSeqTaken) {
		t.Errorf("the same number again: %v", err)
	}
	filesOfSeveralProcesses(t, s, f.MongoDBURI())
	// Another group on the same server has a database of its own, named by the address.
	other, err := store.Open(t.Context(), f.MongoDBURI()+"group17?connectTimeoutMS=10000", "")
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, other)
	if err := other.Append(t.Context(), event("bill/b1", 1, `{}`)); err != nil {
		t.Errorf("the first event of another group: %v", err)
	}
}

// A database that is not there is an error in bounded time, not a start that hangs.
func TestDatabaseServerAway(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if s, err := store.Open(ctx, "mongodb://127.0.0.1:1/", ""); err == nil {
		closing(t, s)
		t.Fatal("a database was opened where none listens")
	}
}
