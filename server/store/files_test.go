package store_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/server/store"
)

func sumOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// noise is content that nothing makes smaller.
func noise(n int) []byte {
	out := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(out)
	return out
}

// A file comes back byte for byte, the largest that is taken too, after the store was opened again; stored twice, it is there once.
func TestFilesSurvive(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	contents := [][]byte{[]byte("Справка."), []byte(strings.Repeat("Одно и то же. ", 50_000)), noise(largest), {0}}
	for range 2 {
		for _, content := range contents {
			if err := s.SaveFile(t.Context(), sumOf(content), content); err != nil {
				t.Fatal(err)
			}
		}
	}
	closing(t, s)
	s = open(t, dir)
	defer closing(t, s)
	for _, content := range contents {
		got, ok, err := s.File(t.Context(), sumOf(content))
		if !ok || err != nil || !bytes.Equal(got, content) {
			t.Errorf("%d bytes came back as %d: %v %v", len(content), len(got), ok, err)
		}
	}
	kept := map[string]int{}
	if err := s.Dump(t.Context(), func(collection string, doc []byte) error {
		if collection == "files" {
			id, whole, err := store.FileOf(doc)
			if !whole || err != nil {
				t.Errorf("the file %s of a backup is not whole: %v", id, err)
			}
			kept[id] = len(doc)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(kept) != len(contents) || kept[sumOf(contents[1])] > len(contents[1])/10 {
		t.Errorf("a backup holds %v", kept)
	}
	mark, err := s.Mark(t.Context(), sumOf(contents[0]))
	if err != nil {
		t.Fatal(err)
	}
	if gone, err := s.ForgetFile(t.Context(), sumOf(contents[0]), mark); !gone || err != nil {
		t.Fatal(gone, err)
	}
	for range 2 { // what is gone is gone
		if _, ok, err := s.File(t.Context(), sumOf(contents[0])); ok || err != nil {
			t.Errorf("a forgotten file: %v %v", ok, err)
		}
		if gone, err := s.ForgetFile(t.Context(), sumOf(contents[0]), mark); !gone || err != nil {
			t.Error(gone, err)
		}
	}
	if _, ok, err := s.File(t.Context(), sumOf(contents[2])); !ok || err != nil {
		t.Errorf("another file went with it: %v %v", ok, err)
	}
	if err := s.SaveFile(t.Context(), "large", make([]byte, 16<<20)); proposals.CodeOf(err) != "file_too_large" {
		t.Errorf("more than a document holds: %v", err)
	}
}

// Who brought a file is known by file and member; the later time and name count.
func TestUploads(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	at := time.Date(2026, 11, 23, 10, 0, 0, 123e6, time.UTC)
	brought := func(id, by, name string, at time.Time) proposals.Upload {
		u := proposals.Upload{Attachment: proposals.Attachment{ID: id, Name: name, Type: "text/plain", Size: 7}, By: proposals.MemberID(by), At: at}
		if err := s.SaveUpload(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		return u
	}
	brought("a", "one", "Справка.txt", at)
	want := brought("a", "one", "Анықтама.txt", at.Add(time.Hour))
	brought("a", "two", "Справка.txt", at)
	before := brought("b", "one", "Справка.txt", at)
	again := brought("b", "one", "Справка.txt", at.Add(time.Minute))
	if err := s.ForgetUpload(t.Context(), before); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.Upload(t.Context(), "b", "one"); !ok || err != nil || got != again {
		t.Errorf("brought again it was forgotten with what was before: %+v %v %v", got, ok, err)
	}
	if err := s.ForgetUpload(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	closing(t, s)
	s = open(t, dir)
	defer closing(t, s)
	if got, ok, err := s.Upload(t.Context(), "a", "one"); !ok || err != nil || got != want {
		t.Errorf("%+v %v %v, want %+v", got, ok, err, want)
	}
	for _, none := range [][2]string{{"b", "one"}, {"a", "three"}, {"a/one", ""}} {
		if got, ok, err := s.Upload(t.Context(), none[0], proposals.MemberID(none[1])); ok || err != nil {
			t.Errorf("%v: %+v %v", none, got, err)
		}
	}
	if all, err := s.Uploads(t.Context()); len(all) != 2 || err != nil {
		t.Errorf("%+v %v", all, err)
	}
}

// Many who bring one file at one moment have brought one.
func TestOneFileBroughtByMany(t *testing.T) {
	s := open(t, t.TempDir())
	defer closing(t, s)
	content := noise(100_000)
	var all sync.WaitGroup
	errs := make([]error, 20)
	for i := range errs {
		all.Go(func() {
			u := proposals.Upload{Attachment: proposals.Attachment{ID: sumOf(content)}, By: proposals.MemberID(string(rune('a' + i%5))), At: time.Now()}
			if errs[i] = s.SaveUpload(t.Context(), u); errs[i] == nil {
				errs[i] = s.SaveFile(t.Context(), u.ID, content)
			}
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if brought, err := s.Uploads(t.Context()); len(brought) != 5 || err != nil {
		t.Errorf("%d have brought it: %v", len(brought), err)
	}
}

// A hall that opens one handout at one moment gets it from the engine once; what failed or is not there is asked for again; and
// however many files are read, what is held of them is bounded.
func TestFilesAreHeldReady(t *testing.T) {
	var cache store.FileCache
	content := noise(1000)
	var read atomic.Int64
	slow := make(chan struct{})
	var hall sync.WaitGroup
	for range 100 {
		hall.Go(func() {
			got, ok, err := cache.Get(t.Context(), "handout", func() ([]byte, bool, error) {
				read.Add(1)
				<-slow
				return content, true, nil
			})
			if !ok || err != nil || !bytes.Equal(got, content) {
				t.Errorf("%d bytes, %v, %v", len(got), ok, err)
			}
		})
	}
	close(slow)
	hall.Wait()
	if n := read.Load(); n != 1 {
		t.Errorf("the engine was asked %d times", n)
	}
	broken := errors.New("the engine is away")
	for range 2 {
		asked := 0
		_, ok, err := cache.Get(t.Context(), "other", func() ([]byte, bool, error) { asked++; return nil, false, broken })
		if ok || !errors.Is(err, broken) || asked != 1 {
			t.Errorf("%v %v, asked %d times", ok, err, asked)
		}
		if _, ok, err := cache.Get(t.Context(), "none", func() ([]byte, bool, error) { asked++; return nil, false, nil }); ok || err != nil || asked != 2 {
			t.Errorf("%v %v, asked %d times", ok, err, asked)
		}
	}
	for i := range 80 {
		if _, _, err := cache.Get(t.Context(), fmt.Sprint(i), func() ([]byte, bool, error) { return make([]byte, 1<<20), true, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if held, files := cache.Held(); held != 64<<20 || files != 64 {
		t.Errorf("%d files with %d bytes are held", files, held)
	}
	cache.Forget("79")
	if held, files := cache.Held(); held != 63<<20 || files != 63 {
		t.Errorf("after one was forgotten %d files with %d bytes are held", files, held)
	}
}

// filesOfSeveralProcesses has one process forget a file that another one stores again.
func filesOfSeveralProcesses(t *testing.T, one *store.Store, uri string) {
	t.Helper()
	other, err := store.Open(t.Context(), uri, "")
	if err != nil {
		t.Fatal(err)
	}
	defer closing(t, other)
	content := []byte("Памятка.")
	id := sumOf(content)
	mark := func() string {
		t.Helper()
		m, err := one.Mark(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	save := func(s *store.Store) {
		t.Helper()
		if err := s.SaveFile(t.Context(), id, content); err != nil {
			t.Fatal(err)
		}
	}
	save(one)
	old := mark()
	save(other)
	if gone, err := one.ForgetFile(t.Context(), id, old); gone || err != nil {
		t.Errorf("what the other process has just stored is gone: %v %v", gone, err)
	}
	if got, ok, err := other.File(t.Context(), id); !ok || err != nil || string(got) != string(content) {
		t.Errorf("%q %v %v", got, ok, err)
	}
	if gone, err := one.ForgetFile(t.Context(), id, mark()); !gone || err != nil {
		t.Errorf("what nobody has stored again stays: %v %v", gone, err)
	}
	save(other)
	if got, ok, err := one.File(t.Context(), id); !ok || err != nil || string(got) != string(content) {
		t.Errorf("stored anew: %q %v %v", got, ok, err)
	}
}
