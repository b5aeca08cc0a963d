package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
)

// talqy runs a command of the program and gives what it said and its error.
func talqy(ctx context.Context, args ...string) (string, error) {
	var out bytes.Buffer
	cmd := root()
	cmd.SetArgs(args)
	cmd.SetOut(&out)
	cmd.SetErr(io.Discard)
	err := cmd.ExecuteContext(ctx)
	return out.String(), err
}

// must runs a command that has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	out, err := talqy(t.Context(), args...)
	if err != nil {
		t.Fatalf("talqy %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// refused runs a command that has to fail, with the words in what it says or in its error.
func refused(t *testing.T, words string, args ...string) {
	t.Helper()
	out, err := talqy(t.Context(), args...)
	if err == nil || !strings.Contains(out+err.Error(), words) {
		t.Errorf("talqy %s: %v, want the words %q; it said\n%s", strings.Join(args, " "), err, words, out)
	}
}

// databaseServer starts a database server with an address of its own and gives its URI.
func databaseServer(t *testing.T) string {
	t.Helper()
	return databaseServerIn(t, t.TempDir())
}

// databaseServerIn does so with its files in a folder.
func databaseServerIn(t *testing.T, dir string) string {
	t.Helper()
	f, err := ferretdb.New(&ferretdb.Config{Listener: ferretdb.ListenerConfig{TCP: "127.0.0.1:0"}, Handler: "sqlite",
		SQLiteURL: "file:" + dir + "/", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = f.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	return f.MongoDBURI()
}

// demoFolder gives a data folder with the demonstration group, which no server has open any more, and what a member sees.
func demoFolder(t *testing.T) (data, seen string) {
	t.Helper()
	return demoData(t), prepared.seen
}

// everything gives what an organiser sees of the group, as data.
func everything(s *site) string {
	var b strings.Builder
	for _, path := range []string{"/api/bills", "/api/acts", "/api/proposals", "/api/members"} {
		b.WriteString(s.do("GET", path, "aigerim", nil).body)
	}
	for _, p := range get[struct{ Proposals []struct{ ID string } }](s, "GET", "/api/proposals", "aigerim", nil).Proposals {
		b.WriteString(s.do("GET", "/api/proposals/"+p.ID, "aigerim", nil).body)
	}
	return b.String()
}

// The group comes through a backup from the embedded engine to another folder and to a database server, and back: everybody
// signs in with the password he had and sees what he saw.
func TestBackupRoundTrip(t *testing.T) {
	data, seen := demoFolder(t)
	dir := t.TempDir()
	first, second := filepath.Join(dir, "first.talqy"), filepath.Join(dir, "second.talqy")
	must(t, "backup", first, "--data", data)
	uri := databaseServer(t)
	must(t, "restore", first, "--mongodb-uri", uri)
	refused(t, "is not empty", "restore", first, "--mongodb-uri", uri)
	must(t, "backup", second, "--mongodb-uri", uri)
	again := filepath.Join(dir, "again")
	must(t, "restore", second, "--data", again)
	for _, args := range [][]string{{first}, {second}, {"--data", data}, {"--data", again}, {"--mongodb-uri", uri}} {
		if out := must(t, append([]string{"verify"}, args...)...); !strings.Contains(out, "nothing is wrong") {
			t.Errorf("verify %v says\n%s", args, out)
		}
	}
	for _, o := range []serveOptions{{data: again}, {mongodb: uri}} {
		o.listen = "127.0.0.1:0"
		s := open(t, o)
		s.signIn("aigerim")
		if got := everything(s); got != seen {
			t.Errorf("after the restore into %+v the organiser sees other data", o)
		}
	}
	if info, err := os.Stat(first); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup can be read by others: %v, %v", info.Mode(), err)
	}
}

func TestBackupWritesOverNothing(t *testing.T) {
	data, _ := demoFolder(t)
	file := filepath.Join(t.TempDir(), "b.talqy")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "--force", "backup", file, "--data", data)
	if b, _ := os.ReadFile(file); string(b) != "mine" {
		t.Error("the file was written over")
	}
	must(t, "backup", file, "--data", data, "--force")
	must(t, "verify", file)
	refused(t, "no data in the folder", "backup", filepath.Join(t.TempDir(), "c"), "--data", filepath.Join(t.TempDir(), "typo"))
	// Two who write one name at once: one has it, the other is told, and no half file is left.
	dir := t.TempDir()
	var wg sync.WaitGroup
	var mu sync.Mutex
	made := 0
	s := open(t, serveOptions{data: data, listen: "127.0.0.1:0"}) // which holds the folder and makes both copies
	_ = s
	for range 2 {
		wg.Go(func() {
			_, err := talqy(t.Context(), "backup", filepath.Join(dir, "b.talqy"), "--data", data)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				made++
			} else if !strings.Contains(err.Error(), "is there already") {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	left, _ := os.ReadDir(dir)
	if made != 1 || len(left) != 1 {
		t.Errorf("%d of two were made, and %d files are there", made, len(left))
	}
	must(t, "verify", filepath.Join(dir, "b.talqy"))
}

// A backup made while everybody writes is whole in itself, and holds everything acknowledged before it began.
func TestBackupWhileWriting(t *testing.T) {
	for _, engine := range []string{"embedded", "server"} {
		t.Run(engine, func(t *testing.T) {
			o := serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0"}
			args := []string{"--data", o.data}
			if engine == "server" {
				o.data, o.mongodb = "", databaseServer(t)
				args = []string{"--mongodb-uri", o.mongodb}
			}
			s := open(t, o)
			logins := []string{"aigerim", "daniyar", "marina", "saule"}
			for _, login := range logins {
				s.signIn(login)
			}
			shared := get[struct{ Proposals []struct{ ID string } }](s, "GET", "/api/proposals", "saule", nil).Proposals
			stop := make(chan struct{})
			var mu sync.Mutex
			acknowledged := []string{}
			var wg sync.WaitGroup
			for n, login := range logins {
				wg.Go(func() {
					for i := 0; ; i++ {
						select {
						case <-stop:
							return
						default:
						}
						id := fmt.Sprintf("while-%d-%04d", n, i)
						a := s.do("POST", "/api/proposals/"+shared[i%len(shared)].ID+"/comments", login, map[string]any{"id": id, "body": "Пока копируют."})
						if a.status != http.StatusCreated {
							t.Errorf("%d %s", a.status, a.body)
							return
						}
						mu.Lock()
						acknowledged = append(acknowledged, id)
						mu.Unlock()
						time.Sleep(4 * time.Millisecond) // a quick writer is as good as a furious one
						if i%10 == 0 {                   // other streams too
							s.do("POST", "/api/bills", "aigerim", map[string]any{"title": map[string]string{"ru": "Ещё один " + id}})
						}
					}
				})
			}
			for n := range 3 {
				mu.Lock()
				before := append([]string(nil), acknowledged...)
				mu.Unlock()
				file := filepath.Join(t.TempDir(), "b.talqy")
				must(t, append([]string{"backup", file}, args...)...)
				must(t, "verify", file)
				into := filepath.Join(t.TempDir(), "into")
				must(t, "restore", file, "--data", into)
				got := commentsOf(t, into)
				for _, id := range before {
					if !got[id] {
						t.Errorf("backup %d: the comment %s, acknowledged before it began, is not in it", n, id)
					}
				}
			}
			close(stop)
			wg.Wait()
			t.Logf("figures: %s engine: three backups amid four writers and %d comments, each whole, none without what was acknowledged before", engine, len(acknowledged))
		})
	}
}

// commentsOf gives the ids of the comments in a data folder.
func commentsOf(t *testing.T, data string) map[string]bool {
	t.Helper()
	v := newVerification()
	if err := verifyStore(t.Context(), place{data: data}, newProgress(nil, ""), func(collection string, doc []byte) error {
		v.take(collection, doc)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, ev := range v.events {
		if thread, err := ev.Thread(); err == nil {
			got[string(thread.ID)] = true
		}
	}
	return got
}

// The socket for backups is its owner's alone, and a path too long for a socket is no obstacle.
func TestBackupSocket(t *testing.T) {
	for _, data := range []string{filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), strings.Repeat("ұзын-жол-", 12))} {
		layDemo(t, data)
		open(t, serveOptions{data: data, demo: true, listen: "127.0.0.1:0"})
		file := filepath.Join(t.TempDir(), "b.talqy")
		must(t, "backup", file, "--data", data)
		must(t, "verify", file)
		if out := must(t, "verify", "--data", data); !strings.Contains(out, "nothing is wrong") {
			t.Error(out)
		}
		path := filepath.Join(data, backupSocket)
		if b, err := os.ReadFile(filepath.Join(data, backupSocketPath)); err == nil {
			path = string(b)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 || info.Mode().Type() != os.ModeSocket {
			t.Errorf("the socket: %v, %v", info, err)
		}
	}
}

// A folder of backups names, checks and clears by itself, and leaves what is not its own alone.
func TestBackupFolder(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	must(t, "restore", "testdata/releases/second.talqy", "--data", data)
	folder := filepath.Join(t.TempDir(), "backups")
	for _, args := range [][]string{{"--keep", "2"}, {"--every", "24h"}} {
		refused(t, "folder", append([]string{"backup", folder, "--data", data}, args...)...)
	}
	refused(t, "minute", "backup", folder+"/", "--data", data, "--every", "1s")
	refused(t, "number", "backup", folder+"/", "--data", data, "--keep", "-1")
	must(t, "backup", folder+"/", "--data", data)
	for _, name := range []string{"talqy-2020-01-01T000000Z.talqy", "talqy-2021-01-01T000000Z.talqy", "2020.talqy", "talqy-2020-01-01T000000Z.talqy.old"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(1100 * time.Millisecond) // the names have seconds
	out := must(t, "backup", folder, "--data", data, "--keep", "2")
	if !strings.Contains(out, "nothing is wrong") || strings.Count(out, "removed ") != 2 {
		t.Error(out)
	}
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(names) != 4 {
		t.Errorf("%v, %v", names, err)
	}
	for _, name := range names {
		if backupNameForm.MatchString(filepath.Base(name)) {
			must(t, "verify", name)
		}
	}

	// What is wrong in the store is told, and then nothing is cleared away.
	time.Sleep(1100 * time.Millisecond)
	bad := tampered(t, data, `delete from {events} where _ferretdb_sjson like '%proposal.commented%'`)
	refused(t, "older backups were kept", "backup", folder, "--data", bad, "--keep", "1")
	if now, _ := filepath.Glob(filepath.Join(folder, "*")); len(now) < 5 {
		t.Errorf("%v", now)
	}

	// Again and again, also when one could not be made.
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var said bytes.Buffer
	complains := sayingTo(func(p []byte) (int, error) { // until it has said so, and goes on
		defer stop()
		return said.Write(p)
	})
	if err := (backupRounds{every: time.Hour}).run(ctx, filepath.Join(folder, "more"), place{data: filepath.Join(folder, "nowhere")}, io.Discard, complains); err != nil || !strings.Contains(said.String(), "there are no data") {
		t.Errorf("%v: %s", err, said.String())
	}
}

// sayingTo is a function that is written to.
type sayingTo func(p []byte) (int, error)

func (f sayingTo) Write(p []byte) (int, error) { return f(p) }
