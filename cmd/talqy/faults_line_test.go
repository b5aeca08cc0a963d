package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/FerretDB/FerretDB/ferretdb"
	"github.com/gorilla/websocket"
)

// gate is a proxy on the loopback that can be shut, and that can cut each connection after some bytes.
type gate struct {
	listener net.Listener
	target   string
	// late is by how many nanoseconds each answer is kept back.
	late atomic.Int64
	// lateFromAppend becomes late with the next event that is appended.
	lateFromAppend atomic.Int64

	mu sync.Mutex
	// cutAfter gives after how many bytes to the client a connection is cut; nil cuts none.
	cutAfter func() int64
	shut     bool
	conns    map[net.Conn]struct{}
}

func newGate(t *testing.T, target string, cutAfter func() int64) *gate {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{listener: listener, target: target, cutAfter: cutAfter, conns: map[net.Conn]struct{}{}}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			running.Go(func() { g.pass(client) })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		g.close()
		running.Wait()
	})
	return g
}

func (g *gate) address() string { return g.listener.Addr().String() }

func (g *gate) pass(client net.Conn) {
	defer client.Close() //nolint:errcheck // it may be cut already
	if !g.keep(client) {
		return
	}
	server, err := net.Dial("tcp", g.target)
	if err != nil {
		return
	}
	defer server.Close() //nolint:errcheck // the same
	if !g.keep(server) {
		return
	}
	var up sync.WaitGroup
	up.Go(func() {
		_, _ = io.Copy(server, client)
		_ = server.Close()
	})
	var down io.Reader = lateReader{server, g}
	g.mu.Lock()
	cutAfter := g.cutAfter
	g.mu.Unlock()
	if cutAfter != nil {
		down = io.LimitReader(down, cutAfter())
	}
	_, _ = io.Copy(client, down)
	_, _ = client.Close(), server.Close()
	up.Wait()
}

// lateReader gives what comes when the gate lets it.
type lateReader struct {
	io.Reader
	g *gate
}

// Read waits after something has come, for as long as the gate is late then.
func (l lateReader) Read(b []byte) (int, error) {
	n, err := l.Reader.Read(b)
	for waited := time.Duration(0); waited < time.Duration(l.g.late.Load()); waited += 20 * time.Millisecond {
		time.Sleep(20 * time.Millisecond)
	}
	return n, err
}

// cutting has connections that are made from now on cut, or not any more, and cuts those there are.
func (g *gate) cutting(after func() int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.cutAfter = after
	for c := range g.conns {
		_ = c.Close()
	}
	clear(g.conns)
}

// keep notes a connection; false when the gate is shut.
func (g *gate) keep(c net.Conn) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.conns[c] = struct{}{}
	return !g.shut
}

// close shuts the gate and cuts what goes through it.
func (g *gate) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = true
	for c := range g.conns {
		_ = c.Close()
	}
	clear(g.conns)
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = false
}

// outage is how long the database is away.
func outage() time.Duration {
	if testing.Short() {
		return 2 * time.Second
	}
	return 10 * time.Second
}

// The database goes away and comes back: what is sent meanwhile is refused and not half done, what was acknowledged stays,
// reading goes on, and when it is back the same command under its key succeeds, once.
func TestFaultsDatabaseGoesAwayAndComesBack(t *testing.T) {
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	f, err := ferretdb.New(&ferretdb.Config{Listener: ferretdb.ListenerConfig{TCP: address}, Handler: "sqlite",
		SQLiteURL: "file:" + t.TempDir() + "/", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); _ = f.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	g := newGate(t, address, nil)
	s := open(t, serveOptions{mongodb: "mongodb://" + g.address() + "/", demo: true, listen: "127.0.0.1:0"})
	s.signIn("aigerim")
	bill := get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "aigerim", nil).Bills[0].ID
	list := get[struct{ Proposals []struct{ ID, Status string } }](s, "GET", "/api/proposals?bill="+bill, "aigerim", nil)
	path := "/api/proposals/" + list.Proposals[0].ID
	send := func(n int) answer {
		return s.under(fmt.Sprintf("22222222-0000-4000-8000-%012d", n), path+"/comments", "aigerim", map[string]any{"id": fmt.Sprintf("outage-%03d", n), "body": "Дойдёт?"})
	}
	if a := send(0); a.status != http.StatusCreated {
		t.Fatalf("before: %d %s", a.status, a.body)
	}
	began := time.Now()
	g.close()
	refused := 0
	for time.Since(began) < outage() {
		if a := send(1); a.status < http.StatusInternalServerError {
			t.Fatalf("without a database: %d %s", a.status, a.body)
		}
		refused++
		if a := s.do("GET", "/readyz", "", nil); a.status != http.StatusServiceUnavailable {
			t.Errorf("without a database it is %d %s", a.status, a.body)
		}
		time.Sleep(100 * time.Millisecond)
	}
	g.open()
	back := time.Now()
	for a := send(1); a.status != http.StatusCreated; a = send(1) {
		if time.Since(back) > 40*time.Second {
			t.Fatalf("after: %d %s", a.status, a.body)
		}
		time.Sleep(50 * time.Millisecond)
	}
	took := time.Since(back)
	body := s.do("GET", path, "aigerim", nil).body
	for _, id := range []string{"outage-000", "outage-001"} {
		if n := strings.Count(body, `"`+id+`"`); n != 1 {
			t.Errorf("%s is there %d times", id, n)
		}
	}
	t.Logf("figures: away for %v, %d commands refused; the first taken %d ms after it came back", outage(), refused, took.Milliseconds())
}

// onNetwork serves a site on a real port.
func (s *site) onNetwork() string {
	s.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	go func() { _ = s.app.Listener(listener) }()
	return listener.Addr().String()
}

// The socket is cut at random bytes, again and again: in the handshake, in a frame, in a replay. Coming back with the last
// number it has, a browser gets every event once and in order.
func TestFaultsSocketIsCutAtRandomBytes(t *testing.T) {
	s := openDemo(t)
	address := s.onNetwork()
	direct, err := arrive(t.Context(), address, "saule", demoPassword)
	if err != nil {
		t.Fatal(err)
	}
	place, err := direct.prepareWorkplace(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(3, 3))
	g := newGate(t, address, func() int64 {
		mu.Lock()
		defer mu.Unlock()
		return 1 + random.Int64N(6000)
	})
	const events = 120
	go func() {
		for n := range events {
			for t.Context().Err() == nil && direct.do(t.Context(), http.MethodPost, "/api/proposals/"+place.proposals[0]+"/comments", "",
				map[string]any{"id": fmt.Sprintf("cut-%05d", n), "body": strings.Repeat("Слово ", 1+n%200)}, nil) != nil {
				time.Sleep(100 * time.Millisecond) // a busy server has it sent again; it counts once
			}
			time.Sleep(2 * time.Millisecond)
		}
	}()
	through := &guest{address: g.address(), cookie: direct.cookie, client: direct.client}
	seq, dials := 0, 0
	for began := time.Now(); seq < events+2; dials++ {
		if time.Since(began) > 60*time.Second {
			t.Fatalf("after %d connections only %d events have come", dials, seq)
		}
		socket, err := through.dial(t.Context())
		if err != nil {
			continue // cut in the handshake
		}
		seq = readOn(t, socket, "proposal/"+place.proposals[0], seq)
	}
	t.Logf("figures: %d events over %d cut connections, each once and in order", seq, dials)
}

// readOn follows from a number until the line ends, and gives the last number it has then.
func readOn(t *testing.T, socket *websocket.Conn, topic string, seq int) int {
	t.Helper()
	defer socket.Close() //nolint:errcheck // it is cut
	if follow(socket, topic, seq) != nil {
		return seq
	}
	for {
		_ = socket.SetReadDeadline(time.Now().Add(2 * time.Second))
		_, b, err := socket.ReadMessage()
		if err != nil {
			return seq
		}
		var frame struct {
			Type  string
			Event struct{ Seq int }
		}
		if err := json.Unmarshal(b, &frame); err != nil {
			t.Fatalf("a frame that was cut passed for whole: %s", b)
		}
		if frame.Type != "event" {
			continue
		}
		if frame.Event.Seq != seq+1 {
			t.Fatalf("event %d came after event %d", frame.Event.Seq, seq)
		}
		seq++
	}
}

// Commands arrive doubled and in another order than they were sent: the text is that of one sending, and every editor comes
// to it.
func TestFaultsDoubledAndReorderedCommands(t *testing.T) {
	s := openDemo(t)
	g, err := arrive(t.Context(), s.onNetwork(), "marina", demoPassword)
	if err != nil {
		t.Fatal(err)
	}
	place, err := g.prepareWorkplace(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(5, 5))
	desk, err := sitDown(t.Context(), g, place.proposals[0], "doubled", false)
	if err != nil {
		t.Fatal(err)
	}
	other, err := sitDown(t.Context(), g, place.proposals[0], "other", false)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 40 {
		if err := errors.Join(desk.insert(random, fmt.Sprintf("[d%d]", n)), other.insert(random, fmt.Sprintf("[o%d]", n)), other.send(t.Context())); err != nil {
			t.Fatal(err)
		}
		version, updates := desk.editor.Pending()
		var twins sync.WaitGroup
		for range 2 { // the line brings it twice, at one moment and then once more, late
			twins.Go(func() { _, _ = desk.post(t.Context(), version, updates) })
		}
		twins.Wait()
		if err := desk.send(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, _ = desk.post(t.Context(), version, updates)
		key := fmt.Sprintf("33333333-0000-4000-8000-%012d", n)
		for range 2 {
			if err := g.do(t.Context(), http.MethodPost, "/api/proposals/"+place.proposals[0]+"/comments", key, map[string]any{"id": fmt.Sprintf("twice-%04d", n), "body": "Дважды."}, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	// A reply that overtakes the comment it answers is refused, and taken when it is sent again.
	reply := "/api/proposals/" + place.proposals[0] + "/comments/overtaken/replies"
	if err := g.do(t.Context(), http.MethodPost, reply, "", map[string]string{"id": "reply-01", "body": "Раньше вопроса."}, nil); err == nil {
		t.Error("a reply to a comment that is not there was taken")
	}
	if err := errors.Join(g.do(t.Context(), http.MethodPost, "/api/proposals/"+place.proposals[0]+"/comments", "", map[string]any{"id": "overtaken", "body": "Вопрос."}, nil),
		g.do(t.Context(), http.MethodPost, reply, "", map[string]string{"id": "reply-01", "body": "Раньше вопроса."}, nil)); err != nil {
		t.Error(err)
	}
	if err := errors.Join(desk.catchUp(t.Context()), other.catchUp(t.Context())); err != nil {
		t.Fatal(err)
	}
	wording := desk.editor.Text()
	if other.editor.Text() != wording {
		t.Error("the two editors show different texts")
	}
	for n := range 40 {
		for _, mark := range []string{"d", "o"} {
			if words := fmt.Sprintf("[%s%d]", mark, n); strings.Count(wording, words) != 1 {
				t.Errorf("%s stands %d times in the text", words, strings.Count(wording, words))
			}
		}
	}
	var p struct {
		Proposal struct{ Threads []struct{ ID string } }
	}
	if err := g.do(t.Context(), http.MethodGet, "/api/proposals/"+place.proposals[0], "", nil, &p); err != nil || len(p.Proposal.Threads) != 41 {
		t.Errorf("%d threads, %v; want 41", len(p.Proposal.Threads), err)
	}
	t.Logf("figures: 40 edits sent four times and 41 comments twice, each counts once; both editors show the server's text")
}

// A browser's clock is believed in nothing: times are the server's, whatever a client says.
func TestFaultsWrongClockOfAClient(t *testing.T) {
	s := openDemo(t)
	list := get[struct{ Proposals []struct{ ID string } }](s, "GET", "/api/proposals", "saule", nil)
	before := time.Now().UTC().Add(-time.Second)
	r := httptest.NewRequest(http.MethodPost, "/api/proposals/"+list.Proposals[0].ID+"/comments",
		strings.NewReader(`{"id":"wrong-clock","body":"Из прошлого.","at":"1999-01-01T00:00:00.000Z"}`))
	r.Header.Set("Date", "Fri, 01 Jan 1999 00:00:00 GMT")
	r.Header.Set("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")
	a := s.send(r, "saule")
	var got struct{ Comment struct{ At time.Time } }
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || a.status != http.StatusCreated {
		t.Fatalf("%d %s", a.status, a.body)
	}
	if at := got.Comment.At; at.Before(before) || at.After(time.Now().UTC().Add(time.Second)) {
		t.Errorf("the comment is of %v", at)
	}
	s.signIn("saule") // a session does not depend on it either
}
