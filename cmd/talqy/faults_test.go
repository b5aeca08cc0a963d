package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"talqy/proposals/text"
)

// The faults a group meets: a server that is killed, a database that goes away, a line that is cut anywhere. What holds
// through all of them: what was acknowledged is there, in order, once, and every page shows the same text.

// faultsKills is how often the test that kills does so when TALQY_FAULTS does not say.
const faultsKills = 50

// victim is a real server process that can be killed and started again on the same data and address.
type victim struct {
	t       *testing.T
	address string
	args    []string
	process *exec.Cmd
	said    *os.File
}

// newVictim prepares a server; start starts it.
func newVictim(t *testing.T, args ...string) *victim {
	t.Helper()
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	said, err := os.Create(filepath.Join(t.TempDir(), "said"))
	if err != nil {
		t.Fatal(err)
	}
	v := &victim{t: t, address: address, said: said, args: append([]string{"serve", "--demo", "--listen", address}, args...)}
	t.Cleanup(func() {
		if v.process != nil {
			v.kill()
		}
		if t.Failed() {
			v.tellErrors()
		}
		_ = said.Close()
	})
	return v
}

func (v *victim) start() {
	v.t.Helper()
	// This test program is talqy when it is called by that name; see TestMain.
	program, err := os.Executable()
	if err != nil {
		v.t.Fatal(err)
	}
	name := filepath.Join(filepath.Dir(v.said.Name()), "talqy")
	if err := os.Symlink(program, name); err != nil && !errors.Is(err, os.ErrExist) {
		v.t.Fatal(err)
	}
	v.process = exec.Command(name, v.args...)
	v.process.Args[0] = "talqy"
	v.process.Stdout, v.process.Stderr = v.said, v.said
	v.process.SysProcAttr = endsWithParent()
	if err := v.process.Start(); err != nil {
		v.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(v.t.Context(), time.Minute)
	defer cancel()
	if err := awaitHealthy(ctx, v.address); err != nil {
		said, _ := os.ReadFile(v.said.Name())
		v.t.Fatalf("%v; it said:\n%s", err, said)
	}
}

// tellErrors puts the errors that the process logged into the log of the test: an answer never names the cause.
func (v *victim) tellErrors() {
	said, _ := os.ReadFile(v.said.Name())
	for line := range strings.Lines(string(said)) {
		if strings.Contains(line, "ERROR") {
			v.t.Logf("%s: %s", v.address, strings.TrimSpace(line))
		}
	}
}

// kill ends the process with SIGKILL: no farewell, nothing flushed.
func (v *victim) kill() {
	_ = v.process.Process.Kill()
	_ = v.process.Wait() // ends with the signal
	v.process = nil
}

func (v *victim) arrive(login string) *guest {
	v.t.Helper()
	g, err := arrive(v.t.Context(), v.address, login, demoPassword)
	if err != nil {
		v.t.Fatal(err)
	}
	return g
}

// faultsCount gives how often to kill.
func faultsCount(t *testing.T) int {
	t.Helper()
	if value, ok := os.LookupEnv("TALQY_FAULTS"); ok {
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 {
			t.Fatalf("TALQY_FAULTS=%q is no count", value)
		}
		return n
	}
	if testing.Short() {
		return 3
	}
	return faultsKills
}

// writer is one of those who are writing when the server dies. He keeps what was acknowledged.
type writer struct {
	*typist
	name     string
	random   *rand.Rand
	comments []string // ids of acknowledged comments, in order
	words    []string // acknowledged words
	pending  string   // the comment that was sent and not answered; it is sent again
	typed    string   // words that lie in the editor and are not acknowledged
}

// write types and comments until the line breaks.
func (w *writer) write(ctx context.Context) error {
	for n := 0; ctx.Err() == nil; n++ {
		if w.typed == "" {
			w.typed = fmt.Sprintf("[%s-%d]", w.name, len(w.words))
			if err := w.insert(w.random, w.typed); err != nil {
				return err
			}
		}
		if err := w.send(ctx); err != nil {
			return err
		}
		w.words, w.typed = append(w.words, w.typed), ""
		if w.pending == "" {
			w.pending = fmt.Sprintf("%s-comment-%04d", w.name, len(w.comments))
		}
		if err := w.guest.do(ctx, http.MethodPost, "/api/proposals/"+w.proposal+"/comments", "",
			map[string]any{"id": w.pending, "body": "Замечание " + w.pending}, nil); err != nil {
			return err
		}
		w.comments, w.pending = append(w.comments, w.pending), ""
	}
	return nil
}

// brokenLine says whether an error is what a dying server leaves, and not a refusal.
func brokenLine(err error) bool {
	var denied *denial
	return err != nil && !errors.Is(err, errRefused) && (!errors.As(err, &denied) || denied.status >= http.StatusInternalServerError)
}

// kill -9 amid twenty writers, again and again: every acknowledged event is there after the restart, once and in order,
// and every editor comes to the same text as the server.
func TestFaultsKilledAmidTwentyWriters(t *testing.T) {
	data := demoData(t)
	v := newVictim(t, "--data", data)
	v.start()
	var guests []*guest
	for _, login := range []string{"aigerim", "daniyar", "marina", "saule"} {
		guests = append(guests, v.arrive(login))
	}
	place, err := guests[0].prepareWorkplace(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	writers := make([]*writer, 20)
	for i := range writers {
		desk, err := sitDown(t.Context(), guests[i%len(guests)], place.proposals[0], fmt.Sprintf("writer-%d", i), false)
		if err != nil {
			t.Fatal(err)
		}
		writers[i] = &writer{typist: desk, name: fmt.Sprintf("w%02d", i), random: rand.New(rand.NewPCG(uint64(i), 2))}
	}
	kills := faultsCount(t)
	random := rand.New(rand.NewPCG(1, 1))
	var starting time.Duration
	for range kills {
		writeAll(t, writers, v, time.Duration(50+random.IntN(300))*time.Millisecond)
		at := time.Now()
		v.start()
		starting += time.Since(at)
	}
	for _, w := range writers { // what was on the way when the line broke is sent once more
		w.guest.client.CloseIdleConnections()
		if err := w.finish(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	events := checkAcknowledged(t, guests[0], place.proposals[0], writers)
	v.kill()
	v.start()
	guests[0].client.CloseIdleConnections()
	if again := checkAcknowledged(t, guests[0], place.proposals[0], writers); again != events {
		t.Errorf("%d events after one more restart, want %d", again, events)
	}
	v.kill()
	if out := must(t, "verify", "--data", data); !strings.Contains(out, "nothing is wrong") {
		t.Error(out)
	}
	t.Logf("figures: killed %d times amid %d writers; %d events, none lost, none doubled, the chain holds; a restart takes %d ms",
		kills, len(writers), events, starting.Milliseconds()/int64(kills))
}

// writeAll has everybody write, kills the server in the middle and waits until all have noticed.
func writeAll(t *testing.T, writers []*writer, v *victim, after time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	var wg sync.WaitGroup
	for _, w := range writers {
		wg.Go(func() {
			if err := w.write(ctx); !brokenLine(err) {
				t.Errorf("%s stopped by %v", w.name, err)
			}
		})
	}
	time.Sleep(after)
	v.kill()
	wg.Wait()
	for _, w := range writers {
		w.guest.client.CloseIdleConnections()
	}
}

// finish sends what is unanswered, and takes what the others wrote.
func (w *writer) finish(ctx context.Context) error {
	if err := w.send(ctx); err != nil {
		return err
	}
	if w.typed != "" {
		w.words, w.typed = append(w.words, w.typed), ""
	}
	if w.pending == "" {
		return nil
	}
	err := w.guest.do(ctx, http.MethodPost, "/api/proposals/"+w.proposal+"/comments", "", map[string]any{"id": w.pending, "body": "Замечание " + w.pending}, nil)
	w.comments, w.pending = append(w.comments, w.pending), ""
	return err
}

// checkAcknowledged compares what the server has with what it acknowledged, and gives the number of events.
func checkAcknowledged(t *testing.T, g *guest, proposal string, writers []*writer) int {
	t.Helper()
	var p struct {
		Proposal struct {
			Seq     int
			Wording map[string]struct{ Proposed string }
			Threads []struct{ ID string }
		}
	}
	if err := g.do(t.Context(), http.MethodGet, "/api/proposals/"+proposal, "", nil, &p); err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for i, thread := range p.Proposal.Threads {
		if _, twice := place[thread.ID]; twice {
			t.Errorf("the comment %s is there twice", thread.ID)
		}
		place[thread.ID] = i
	}
	wording := p.Proposal.Wording["ru"].Proposed
	for _, w := range writers {
		last := -1
		for _, id := range w.comments {
			at, ok := place[id]
			if !ok {
				t.Errorf("the acknowledged comment %s is lost", id)
			} else if at < last {
				t.Errorf("the comment %s stands before an earlier one", id)
			}
			last = at
		}
		for _, words := range w.words {
			if n := strings.Count(wording, words); n != 1 {
				t.Errorf("the acknowledged words %s stand %d times in the text", words, n)
			}
		}
		if err := w.catchUp(t.Context()); err != nil {
			t.Errorf("%s cannot catch up: %v", w.name, err)
		}
		if w.editor.Text() != wording {
			t.Errorf("%s shows another text than the server", w.name)
		}
	}
	return p.Proposal.Seq
}

// catchUp asks the server for what the editor does not have yet, as a page does that sends nothing of its own.
func (t *typist) catchUp(ctx context.Context) error {
	version, _ := t.editor.Pending()
	answer, err := t.post(ctx, version, []text.Update{})
	if err != nil {
		return err
	}
	return t.take(version, answer.Updates)
}
