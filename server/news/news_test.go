package news

import (
	"log/slog"
	"net"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// natsServer runs a NATS server inside the test; port 0 takes a free one.
func natsServer(t *testing.T, port int) *server.Server {
	t.Helper()
	if port == 0 {
		port = server.RANDOM_PORT
	}
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: port, NoLog: true, NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	go s.Start()
	if !s.ReadyForConnections(20 * time.Second) {
		t.Fatal("the NATS server does not start")
	}
	t.Cleanup(s.Shutdown)
	return s
}

type ear struct {
	*Line
	heard chan Note
	back  chan struct{}
}

func listen(t *testing.T, url, subject string) ear {
	t.Helper()
	e := ear{heard: make(chan Note, 1000), back: make(chan struct{}, 100)}
	var err error
	if e.Line, err = Open(Config{URL: url, Subject: subject, Heard: func(n Note) { e.heard <- n }, Back: func() { e.back <- struct{}{} }, Log: slog.New(slog.DiscardHandler)}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

// next waits for something that must come.
func next[T any](t *testing.T, from chan T) (v T) {
	t.Helper()
	select {
	case v = <-from:
	case <-time.After(time.Minute):
		t.Fatal("nothing came")
	}
	return v
}

// Notes go to the other processes of the group, in order, and to nobody else; garbage is passed over.
func TestNotes(t *testing.T) {
	s := natsServer(t, 0)
	a, b, other := listen(t, s.ClientURL(), "talqy.one"), listen(t, s.ClientURL(), "talqy.one"), listen(t, s.ClientURL(), "talqy.two")
	for _, e := range []ear{a, b, other} {
		next(t, e.back)
		if err := e.conn.Flush(); err != nil { // the server knows who listens
			t.Fatal(err)
		}
	}
	for _, garbage := range []string{"", "{", "[]", `{"from":"x"}`, `{"from":"x","stream":` + string(make([]byte, maxNote)) + `}`} {
		if err := a.conn.Publish(a.Subject, []byte(garbage)); err != nil {
			t.Fatal(err)
		}
	}
	for seq := 1; seq <= 100; seq++ {
		a.Tell(Note{Stream: "proposal/p", Seq: seq})
	}
	a.Tell(Note{Ended: "session"})
	for seq := 1; seq <= 100; seq++ {
		if n := next(t, b.heard); n != (Note{Stream: "proposal/p", Seq: seq}) {
			t.Fatalf("got %+v, want number %d", n, seq)
		}
	}
	if n := next(t, b.heard); n.Ended != "session" {
		t.Errorf("got %+v", n)
	}
	b.Tell(Note{Stream: "bill/b", Seq: 1})
	if n := next(t, a.heard); n.Stream != "bill/b" {
		t.Errorf("heard its own: %+v", n)
	}
	if len(other.heard) > 0 {
		t.Error("another group heard it")
	}
}

// A server that is away at the start or later is waited for; what was told meanwhile is told when it is back.
func TestServerAway(t *testing.T) {
	s := natsServer(t, 0)
	url, port := s.ClientURL(), s.Addr().(*net.TCPAddr).Port
	s.Shutdown()
	s.WaitForShutdown()
	a, b := listen(t, url, "talqy"), listen(t, url, "talqy")
	if a.Up() {
		t.Fatal("the line stands where no server is")
	}
	s = natsServer(t, port)
	next(t, a.back)
	next(t, b.back)
	s.Shutdown()
	s.WaitForShutdown()
	for range 600 { // until the line knows; the test fails by what is heard, not by time
		if !a.Up() {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	a.Tell(Note{Stream: "proposal/p", Seq: 7})
	natsServer(t, port)
	next(t, b.back)
	next(t, a.back)
	for range 600 { // each may be back before the other
		a.Tell(Note{Stream: "proposal/p", Seq: 8})
		select {
		case <-b.heard:
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Error("nothing is heard over the line that came back")
}

func TestSubject(t *testing.T) {
	for _, subject := range []string{"", "*", "talqy.>", "a b", "a..b", "талқы"} {
		if l, err := Open(Config{URL: "nats://127.0.0.1:1", Subject: subject}); err == nil {
			l.Close()
			t.Errorf("%q is taken as a subject", subject)
		}
	}
}
