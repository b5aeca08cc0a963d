package main

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"talqy/proposals"
)

// rawFrame is a client's frame with a mask of zeros: the first byte with its flags, a length that may lie, and the rest.
func rawFrame(first byte, length uint64, payload []byte) []byte {
	b := []byte{first, 0x80 | 127}
	b = binary.BigEndian.AppendUint64(b, length)
	return append(append(b, 0, 0, 0, 0), payload...)
}

// textFrame is a whole text frame.
func textFrame(payload string) []byte {
	return rawFrame(0x81, uint64(len(payload)), []byte(payload))
}

// packed is a compressed text frame that unpacks to n bytes.
func packed(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		_, err = w.Write(make([]byte, n))
	}
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		t.Fatal(err)
	}
	payload := bytes.TrimSuffix(b.Bytes(), []byte{0, 0, 0xff, 0xff})
	return rawFrame(0xc1, uint64(len(payload)), payload)
}

// hostileFrames are what no browser sends.
func hostileFrames(t *testing.T) map[string][]byte {
	t.Helper()
	return map[string][]byte{
		"no json":             textFrame("{{{"),
		"deeply nested":       textFrame(strings.Repeat("[", 16<<10)),
		"not UTF-8":           textFrame("{\"type\":\"\xff\xfe\"}"),
		"a long topic":        textFrame(`{"type":"follow","topic":"` + strings.Repeat("x", 15<<10) + `"}`),
		"a number too large":  textFrame(`{"type":"follow","topic":"group","after":1e400}`),
		"a length that lies":  rawFrame(0x81, 1<<62, []byte("x")),
		"a negative length":   rawFrame(0x81, 1<<63, []byte("x")),
		"reserved bits":       rawFrame(0xf1, 1, []byte("x")),
		"an unknown opcode":   rawFrame(0x8b, 1, []byte("x")),
		"no mask":             {0x81, 0x02, '{', '}'},
		"a long control":      rawFrame(0x89, 4000, make([]byte, 4000)),
		"a cut control":       {0x09, 0x80, 0, 0, 0, 0},
		"a lone continuation": rawFrame(0x80, 1, []byte("x")),
		"a bomb":              packed(t, 64<<20),
		"endless fragments":   append(rawFrame(0x01, 1, []byte("{")), bytes.Repeat(rawFrame(0x00, 1000, make([]byte, 1000)), 100)...),
		"a binary frame":      rawFrame(0x82, 3, []byte("abc")),
		"nothing, cut":        {0x81},
	}
}

// memoryForHostility is how much more memory a server may hold after hostile clients have come and gone a second time; one
// bomb that was unpacked would take as much.
const memoryForHostility = 64 << 20

// Whatever comes over the socket, the process goes on, others notice nothing, and nothing of it stays in memory.
func TestFaultsHostileFrames(t *testing.T) {
	v := newVictim(t, "--data", demoData(t))
	v.start()
	g := v.arrive("aigerim")
	place, err := g.prepareWorkplace(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	witness, err := g.dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer witness.Close() //nolint:errcheck // the server is killed after it
	if err := follow(witness, "proposal/"+place.proposals[0], 2); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	frames := hostileFrames(t)
	sent := attack(t, g, random, frames)
	before := residentMemory(v.process.Process.Pid) // the first time everything is touched that stays
	sent += attack(t, g, random, frames)
	between := residentMemory(v.process.Process.Pid)
	sent += attack(t, g, random, frames)
	if err := g.do(t.Context(), http.MethodPost, "/api/proposals/"+place.proposals[0]+"/comments", "", map[string]any{"id": "after-it", "body": "Всё на месте."}, nil); err != nil {
		t.Fatal(err)
	}
	_ = witness.SetReadDeadline(time.Now().Add(20 * time.Second))
	for heard := false; !heard; {
		_, frame, err := witness.ReadMessage()
		if err != nil {
			t.Fatalf("another browser was cut off: %v", err)
		}
		heard = bytes.Contains(frame, []byte("after-it"))
	}
	// What leaks grows each time; what the collector has not given back yet grows once.
	grown := min(between-before, residentMemory(v.process.Process.Pid)-between)
	if grown > memoryForHostility {
		t.Errorf("the process has grown by %d MB", grown>>20)
	}
	t.Logf("figures: %d hostile connections; the process goes on, %d MB larger each time", sent, max(0, grown)>>20)
}

// attack sends every hostile frame and many that mean nothing, each over a connection of its own, and counts them.
func attack(t *testing.T, g *guest, random *rand.Rand, frames map[string][]byte) (sent int) {
	t.Helper()
	for name, frame := range frames {
		if !endsAfter(t, g, frame) {
			t.Errorf("%s: the connection goes on", name)
		}
		sent++
	}
	for range 150 { // some of the noise waits for more, which is no fault
		noise := make([]byte, 1+random.IntN(200))
		for i := range noise {
			noise[i] = byte(random.Uint32())
		}
		socket, err := g.dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = socket.NetConn().Write(noise)
		_ = socket.NetConn().Close()
		sent++
	}
	return sent
}

// endsAfter says whether the server ends a connection on which a frame came.
func endsAfter(t *testing.T, g *guest, frame []byte) bool {
	t.Helper()
	socket, err := g.dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close() //nolint:errcheck // it has ended
	_, _ = socket.NetConn().Write(frame)
	if len(frame) == 1 { // half a header: the line is cut by its owner
		return socket.NetConn().Close() == nil
	}
	_ = socket.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		if _, _, err := socket.ReadMessage(); err != nil {
			var timeout interface{ Timeout() bool }
			var closed *websocket.CloseError
			return errors.As(err, &closed) || !errors.As(err, &timeout) || !timeout.Timeout()
		}
	}
}

// jammed is a log that stores nothing of proposals while it is jammed: each append waits until nobody waits for it.
type jammed struct {
	proposals.Log
	jam   atomic.Bool
	tried atomic.Int64
}

func (j *jammed) Append(ctx context.Context, ev proposals.Event) error {
	if thing, _ := ev.Stream.Split(); thing == "proposal" && j.jam.Load() {
		j.tried.Add(1)
		<-ctx.Done()
		return ctx.Err()
	}
	return j.Log.Append(ctx, ev)
}

// A burst on one proposal while the log is stuck: all commands expire together, not one after the other, nobody is told
// that his words are stored, and when the log moves again the next command is taken at once.
func TestFaultsBurstThatExpires(t *testing.T) {
	var log *jammed
	s := open(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0", wrapLog: func(under proposals.Log) proposals.Log {
		log = &jammed{Log: under}
		return log
	}})
	g, err := arrive(t.Context(), s.onNetwork(), "marina", demoPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer g.client.CloseIdleConnections()
	g.client.Timeout = 2 * time.Minute
	place, err := g.prepareWorkplace(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	comment := func(n int) error {
		return g.do(t.Context(), http.MethodPost, "/api/proposals/"+place.proposals[0]+"/comments", "", map[string]any{"id": fmt.Sprintf("burst-%04d", n), "body": "Все сразу."}, nil)
	}
	const burst = guestConnections
	log.jam.Store(true)
	began := time.Now()
	answers := make([]error, burst)
	var waiting sync.WaitGroup
	for n := range burst {
		waiting.Go(func() { answers[n] = comment(n) })
	}
	waiting.Wait()
	took := time.Since(began)
	for n, err := range answers {
		var denied *denial
		if !errors.As(err, &denied) || denied.status < http.StatusInternalServerError {
			t.Errorf("command %d of the burst: %v", n, err)
		}
	}
	// One after the other they would take this long for each.
	if limit := 60 * time.Second; took > limit {
		t.Errorf("%d commands took %v to expire", burst, took)
	}
	log.jam.Store(false)
	began = time.Now()
	for n := range burst { // each is sent again by its page
		if err := comment(n); err != nil {
			t.Fatalf("after the burst: %v", err)
		}
	}
	again := time.Since(began)
	var p struct {
		Proposal struct{ Threads []struct{ ID string } }
	}
	if err := g.do(t.Context(), http.MethodGet, "/api/proposals/"+place.proposals[0], "", nil, &p); err != nil || len(p.Proposal.Threads) != burst {
		t.Errorf("%d threads, %v; want %d", len(p.Proposal.Threads), err, burst)
	}
	t.Logf("figures: a burst of %d commands expired after %.1f s, %d of them at the log; sent again they took %d ms, each once",
		burst, took.Seconds(), log.tried.Load(), again.Milliseconds())
}
