package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/nats-io/nats-server/v2/server"

	"talqy/server/store"
)

// natsServer runs a NATS server and gives host and port.
func natsServer(t *testing.T) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	go s.Start()
	if !s.ReadyForConnections(30 * time.Second) {
		t.Fatal("the NATS server does not start")
	}
	t.Cleanup(s.Shutdown)
	return s.Addr().String()
}

// onlooker follows a proposal at one process and keeps the numbers of the events that it is told.
type onlooker struct {
	socket *websocket.Conn
	mu     sync.Mutex
	seqs   []int
}

// look opens a browser's socket on a proposal; told, where not nil, is called with the kind of each event.
func (g *guest) look(t *testing.T, proposal string, told func(kind string)) *onlooker {
	t.Helper()
	socket, err := g.dial(t.Context())
	if err == nil {
		err = follow(socket, "proposal/"+proposal, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	o := &onlooker{socket: socket}
	go func() {
		for {
			_, raw, err := socket.ReadMessage()
			if err != nil {
				return
			}
			var frame struct {
				Type  string
				Event struct {
					Seq  int
					Kind string
				}
			}
			if json.Unmarshal(raw, &frame) == nil && frame.Type == "event" {
				o.mu.Lock()
				o.seqs = append(o.seqs, frame.Event.Seq)
				o.mu.Unlock()
				if told != nil {
					told(frame.Event.Kind)
				}
			}
		}
	}()
	t.Cleanup(func() { _ = socket.Close() })
	return o
}

// last gives the number of the latest event, and whether each came once and in order.
func (o *onlooker) last(t *testing.T, where string) int {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, seq := range o.seqs {
		if seq != i+1 {
			t.Fatalf("%s: event %d was told as number %d", where, seq, i+1)
		}
	}
	return len(o.seqs)
}

// until waits for something that must come; only a test that hangs is ended by it.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(3 * time.Minute); !done(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not: %s", what)
		}
	}
}

// Three processes on one database hear of each other over NATS. Members at each write in one article; one process loses its line to
// the others for a while, one is killed and its members go on at another. All come to one text, nothing is lost or doubled, every
// browser is told every event once and in order, and the chain of the log holds.
func TestThreeProcessesOnOneDatabase(t *testing.T) {
	files := t.TempDir()
	uri, bus := databaseServerIn(t, files), natsServer(t)
	line := newGate(t, bus, nil)
	houses := make([]*victim, 3)
	for i := range houses {
		address := bus
		if i == 2 {
			address = line.address()
		}
		houses[i] = newVictim(t, "--mongodb-uri", uri, "--nats-url", "nats://"+address)
		houses[i].start()
	}
	// What a MongoDB has by itself: a process that was cut off catches up event by event, each found by its key.
	if err := store.IndexIDs(t.Context(), filepath.Join(files, "talqy.sqlite")); err != nil {
		t.Fatal(err)
	}
	logins := []string{"aigerim", "daniyar", "marina", "saule"}
	first := houses[0].arrive(logins[0])
	place, err := first.prepareWorkplace(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	proposal := place.proposals[0]
	seqAt := func(house *victim, g *guest) (seq int) {
		there := *g
		there.address = house.address // a session opened at one process opens every other
		var p struct{ Proposal struct{ Seq int } }
		if err := there.do(t.Context(), http.MethodGet, "/api/proposals/"+proposal, "", nil, &p); err != nil {
			return 0
		}
		return p.Proposal.Seq
	}
	for i, house := range houses {
		until(t, fmt.Sprintf("process %d knows the proposal", i), func() bool { return seqAt(house, first) > 0 })
	}
	var writers []*writer
	var onlookers []*onlooker
	at := map[*victim][]*writer{}
	for i, house := range houses {
		g := house.arrive(logins[i])
		onlookers = append(onlookers, g.look(t, proposal, nil))
		for n := range 3 {
			desk, err := sitDown(t.Context(), house.arrive(logins[n]), proposal, fmt.Sprintf("desk-%d-%d", i, n), false)
			if err != nil {
				t.Fatal(err)
			}
			w := &writer{typist: desk, name: fmt.Sprintf("p%d%d", i, n), random: rand.New(rand.NewPCG(uint64(i), uint64(n)))}
			writers, at[house] = append(writers, w), append(at[house], w)
		}
	}
	ctx, stop := context.WithTimeout(t.Context(), 6*time.Second)
	defer stop()
	var writing sync.WaitGroup
	for _, w := range writers {
		writing.Go(func() {
			if err := w.write(ctx); err != nil && !brokenLine(err) {
				t.Errorf("%s stopped by %v", w.name, err)
			}
		})
	}
	time.Sleep(1500 * time.Millisecond)
	line.close()
	time.Sleep(1500 * time.Millisecond)
	houses[0].kill()
	time.Sleep(1500 * time.Millisecond)
	line.open()
	writing.Wait()
	// The members of the process that was killed go on at another, and send once more what was not answered.
	for _, w := range at[houses[0]] {
		w.guest.address = houses[1].address
	}
	for _, w := range writers {
		w.guest.client.CloseIdleConnections()
		if err := w.finish(t.Context()); err != nil {
			t.Fatalf("%s: %v", w.name, err)
		}
	}
	houses[0].start()
	events := 0
	for _, house := range houses[1:] {
		events = max(events, seqAt(house, first))
	}
	for i, house := range houses {
		until(t, fmt.Sprintf("process %d has all %d events", i, events), func() bool { return seqAt(house, first) == events })
		there := *first
		there.address = house.address
		if n := checkAcknowledged(t, &there, proposal, writers); n != events {
			t.Errorf("process %d has %d events, want %d", i, n, events)
		}
	}
	for i, o := range onlookers[1:] {
		until(t, "the browsers are told", func() bool { return o.last(t, fmt.Sprintf("a browser at process %d", i+1)) >= events })
	}
	said := 0
	for _, w := range writers {
		said += len(w.words) + len(w.comments)
	}
	if said < 3*len(writers) {
		t.Errorf("only %d were acknowledged", said)
	}
	if out := must(t, "verify", "--mongodb-uri", uri); !strings.Contains(out, "nothing is wrong") {
		t.Error(out)
	}
	t.Logf("figures: three processes, one killed, one cut from the others for three seconds: %d acknowledged, %d events, none lost, none doubled, the chain holds", said, events)
}
