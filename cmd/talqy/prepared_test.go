package main

import (
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"talqy/server/auth"
)

// quickCost is for tests of what a server does; TestSecondStartKeepsEverything sees what servers have.
var quickCost = auth.Cost{KiB: 8, Passes: 1}

// prepared is a data folder with the demonstration group, in which the four have signed in. Loading the group at each of a
// hundred servers took longer than what was tested there.
var prepared struct {
	once    sync.Once
	folder  fstest.MapFS
	cookies map[string]string
	seen    string // by an organiser, as everything gives it
}

func prepare(t *testing.T) {
	t.Helper()
	prepared.once.Do(func() {
		data := t.TempDir()
		h, err := assemble(t.Context(), serveOptions{data: data, demo: true, listen: "127.0.0.1:0", cost: quickCost}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		s := &site{h, t, map[string]string{}}
		for _, login := range []string{"aigerim", "daniyar", "marina", "saule"} {
			s.signIn(login)
		}
		seen := everything(s)
		if err := h.close(); err != nil {
			t.Fatal(err)
		}
		folder := fstest.MapFS{}
		for _, path := range filesIn(t, data) {
			content, err := os.ReadFile(filepath.Join(data, path))
			if err != nil {
				t.Fatal(err)
			}
			folder[filepath.ToSlash(path)] = &fstest.MapFile{Data: content, Mode: 0o600}
		}
		prepared.cookies, prepared.seen, prepared.folder = s.cookies, seen, folder
	})
	if prepared.folder == nil {
		t.Fatal("the demonstration group could not be prepared; the test that tried says why")
	}
}

// filesIn gives the paths of all regular files in a folder.
func filesIn(t *testing.T, folder string) (paths []string) {
	t.Helper()
	if err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		path, err = filepath.Rel(folder, path)
		paths = append(paths, path)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return paths
}

// demoData gives a data folder of the test's own with the demonstration group. No server has it open.
func demoData(t *testing.T) string {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	layDemo(t, data)
	return data
}

// layDemo puts the demonstration group into a folder that is not there yet.
func layDemo(t *testing.T, data string) {
	t.Helper()
	prepare(t)
	if err := os.CopyFS(data, prepared.folder); err != nil {
		t.Fatal(err)
	}
}

// openDemo gives a server with the demonstration group, everybody signed in.
func openDemo(t *testing.T) *site {
	t.Helper()
	s := open(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0"})
	s.cookies = maps.Clone(prepared.cookies)
	return s
}
