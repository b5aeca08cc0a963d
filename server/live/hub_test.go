package live_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/valyala/fasthttp"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
	"talqy/proposals/source"
	"talqy/server/live"
)

// room is a hub on a real port with one proposal in discussion.
type room struct {
	bench    *proposals.Workbench
	hub      *live.Hub
	address  string
	author   proposals.Member
	proposal proposals.ProposalID
	draft    proposals.ProposalID
	still    func() bool // whether the session of a browser that arrives is open; nil is yes
}

func newRoom(t *testing.T) *room {
	t.Helper()
	ctx := context.Background()
	memory, clock := &proposalstest.Memory{}, proposalstest.NewClock()
	ids := 0
	bench, err := proposals.Open(ctx, proposals.Config{Log: memory, Library: memory, Now: clock.Now,
		NewID: func() string { ids++; return fmt.Sprintf("id%d", ids) }})
	if err != nil {
		t.Fatal(err)
	}
	r := &room{bench: bench, author: proposals.Member{ID: "author", Name: "Автор", Role: proposals.Ordinary}}
	document, err := source.Read([]byte("О приютах (учебный текст)\n\nСтатья 1. Цель\n1. Закон помогает пострадавшим.\n\nСтатья 2. Приют\n1. Приют принимает всех.\n"), "law.txt")
	must(t, err)
	must(t, bench.Join(ctx, r.author))
	id, err := bench.AddAct(ctx, r.author, document.Expression, act.ProfileLaw, nil)
	must(t, err)
	bill, err := bench.OpenBill(ctx, r.author, proposals.Bilingual{Ru: "О приютах"})
	must(t, err)
	r.proposal, err = bench.Propose(ctx, r.author, bill, id, proposals.Amend, "art_1")
	must(t, err)
	must(t, bench.Share(ctx, r.author, r.proposal))
	r.draft, err = bench.Propose(ctx, r.author, bill, id, proposals.Amend, "art_2")
	must(t, err)
	r.hub = live.New(bench, func(ev proposals.Event) (json.RawMessage, error) { return json.Marshal(ev) }, slog.New(slog.DiscardHandler))
	r.serve(t)
	return r
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rehang puts a hub on another view of the workbench in the place of the room's own.
func (r *room) rehang(t *testing.T, bench live.Workbench) {
	t.Helper()
	r.hub = live.New(bench, func(ev proposals.Event) (json.RawMessage, error) { return json.Marshal(ev) }, slog.New(slog.DiscardHandler))
	r.serve(t)
}

// serve lets in as whom the query names.
func (r *room) serve(t *testing.T) {
	hub := r.hub
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	server := &fasthttp.Server{KeepHijackedConns: true, Handler: func(c *fasthttp.RequestCtx) {
		m := proposals.Member{ID: proposals.MemberID(c.QueryArgs().Peek("as")), Role: proposals.Ordinary}
		if ok, err := hub.Serve(c, m, string(m.ID), func() bool { return r.still == nil || r.still() }); !ok || err != nil {
			c.Error("no websocket", fasthttp.StatusUpgradeRequired)
		}
	}}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	r.address = listener.Addr().String()
	t.Cleanup(func() {
		hub.Shutdown()
		_ = server.Shutdown()
		<-done
	})
}

// browser is a client that remembers what it was told.
type browser struct {
	t      *testing.T
	socket *websocket.Conn
}

func (r *room) browser(t *testing.T, as string) *browser {
	t.Helper()
	dialer := websocket.Dialer{EnableCompression: true, HandshakeTimeout: 5 * time.Second}
	socket, answer, err := dialer.Dial("ws://"+r.address+"/live?as="+as, nil)
	must(t, err)
	_ = answer.Body.Close()
	t.Cleanup(func() { _ = socket.Close() })
	return &browser{t, socket}
}

func (b *browser) send(v any) {
	b.t.Helper()
	must(b.t, b.socket.WriteJSON(v))
}

type frame struct {
	Type, Topic, Code, You string
	Seq, Total             int
	People                 []person
	Left                   []string
	Event                  struct {
		Seq    int
		Stream proposals.Stream
		Kind   proposals.Kind
		Data   json.RawMessage
	}
}

// next waits for one frame.
func (b *browser) next() frame {
	b.t.Helper()
	_ = b.socket.SetReadDeadline(time.Now().Add(10 * time.Second))
	var f frame
	must(b.t, b.socket.ReadJSON(&f))
	return f
}

// closed waits for the end and gives its code.
func (b *browser) closed() int {
	b.t.Helper()
	_ = b.socket.SetReadDeadline(time.Now().Add(30 * time.Second))
	for {
		_, _, err := b.socket.ReadMessage()
		if closing, ok := err.(*websocket.CloseError); ok {
			return closing.Code
		}
		if err != nil {
			b.t.Fatalf("the connection ended without a code: %v", err)
		}
	}
}

func (r *room) topic() string { return "proposal/" + string(r.proposal) }

func (r *room) comment(t *testing.T, n int) {
	t.Helper()
	must(t, r.bench.Comment(context.Background(), r.author, r.proposal, proposals.CommentID(fmt.Sprintf("comment-%d", n)), fmt.Sprintf("Замечание %d", n), nil))
}

func follow(topic string, after int) map[string]any {
	return map[string]any{"type": "follow", "topic": topic, "after": after}
}

// A browser that comes back says what it has, gets exactly what it missed, in order, and then what happens.
func TestReplayThenLive(t *testing.T) {
	r := newRoom(t)
	r.comment(t, 1)
	r.comment(t, 2)
	b := r.browser(t, "other")
	b.send(follow(r.topic(), 2))
	for want := 3; want <= 4; want++ {
		if f := b.next(); f.Type != "event" || f.Event.Seq != want || f.Event.Kind != proposals.ProposalCommented {
			t.Fatalf("got %+v, want event %d", f, want)
		}
	}
	if f := b.next(); f.Type != "current" || f.Seq != 4 {
		t.Fatalf("got %+v, want current 4", f)
	}
	r.comment(t, 3)
	if f := b.next(); f.Event.Seq != 5 || !strings.Contains(string(f.Event.Data), "Замечание 3") {
		t.Fatalf("got %+v", f)
	}
	b.send(map[string]any{"type": "unfollow", "topic": r.topic()})
	b.send(map[string]any{"type": "ping"})
	if f := b.next(); f.Type != "pong" {
		t.Fatalf("got %+v, want pong", f)
	}
	r.comment(t, 4)
	b.send(map[string]any{"type": "ping"})
	if f := b.next(); f.Type != "pong" {
		t.Fatalf("after unfollowing came %+v", f)
	}
}

// A draft is nobody's business: not by its topic, not in the group's.
func TestDraftIsNotTold(t *testing.T) {
	r := newRoom(t)
	b := r.browser(t, "other")
	b.send(follow("proposal/"+string(r.draft), 0))
	if f := b.next(); f.Type != "refused" || f.Code != proposals.CodeNotFound {
		t.Fatalf("got %+v", f)
	}
	b.send(follow("member/author", 0))
	if f := b.next(); f.Type != "refused" {
		t.Fatalf("got %+v", f)
	}
	b.send(follow(live.GroupTopic, 0))
	if f := b.next(); f.Type != "current" {
		t.Fatalf("got %+v", f)
	}
	must(t, r.bench.Comment(context.Background(), r.author, r.draft, "comment-d", "Себе на память.", nil))
	r.comment(t, 1)
	f := b.next()
	if f.Topic != live.GroupTopic || f.Event.Seq != 3 || f.Event.Data != nil {
		t.Fatalf("the group heard %+v", f)
	}
	a := r.browser(t, "author")
	a.send(follow("proposal/"+string(r.draft), 0))
	if f := a.next(); f.Type != "event" {
		t.Fatalf("the author got %+v", f)
	}
}

func TestBadFramesEndTheConnectionWithACode(t *testing.T) {
	r := newRoom(t)
	for name, tc := range map[string]struct {
		kind int
		data string
		code int
	}{
		"no json":      {websocket.TextMessage, "{", live.CloseMalformed},
		"no command":   {websocket.TextMessage, `{"type":"burn"}`, live.CloseMalformed},
		"binary":       {websocket.BinaryMessage, "x", live.CloseMalformed},
		"huge":         {websocket.TextMessage, strings.Repeat(" ", 20<<10), live.CloseTooLarge},
		"wrong type":   {websocket.TextMessage, `{"type":7}`, live.CloseMalformed},
		"after, huge":  {websocket.TextMessage, `{"type":"follow","topic":"group","after":1e99}`, live.CloseMalformed},
		"just nothing": {websocket.TextMessage, ``, live.CloseMalformed},
	} {
		b := r.browser(t, "other")
		must(t, b.socket.WriteMessage(tc.kind, []byte(tc.data)))
		if got := b.closed(); got != tc.code {
			t.Errorf("%s: closed with %d, want %d", name, got, tc.code)
		}
	}
}

func TestTooManyCommands(t *testing.T) {
	r := newRoom(t)
	b := r.browser(t, "other")
	go func() {
		for range 400 {
			if b.socket.WriteMessage(websocket.TextMessage, []byte(`{"type":"ping"}`)) != nil {
				return
			}
		}
	}()
	if got := b.closed(); got != live.CloseTooMany {
		t.Errorf("closed with %d, want %d", got, live.CloseTooMany)
	}
}

// Nobody waits for a reader that does not read: it is sent away, and the others have everything. The code «come back and
// replay» reaches it if it begins to read before the write deadline; otherwise the line just ends, and browsers come back
// from that too.
func TestSlowReaderIsSentAway(t *testing.T) {
	r := newRoom(t)
	slow, quick := r.browser(t, "slow"), r.browser(t, "quick")
	for _, b := range []*browser{slow, quick} {
		b.send(follow(r.topic(), 2))
		if f := b.next(); f.Type != "current" {
			t.Fatalf("got %+v", f)
		}
	}
	const events = 900
	received := make(chan int, events)
	go func() {
		defer close(received)
		for range events {
			received <- quick.next().Event.Seq
		}
	}()
	random := rand.New(rand.NewPCG(1, 1))
	noise := make([]rune, 7000) // does not compress: 900 times 14 kB is more than may wait and the kernel holds
	for n := range events {
		for i := range noise {
			noise[i] = 0x4E00 + random.Int32N(20000)
		}
		must(t, r.bench.Comment(context.Background(), r.author, r.proposal, proposals.CommentID(fmt.Sprintf("noise-%04d", n)), string(noise), nil))
		if seq, ok := <-received; !ok || seq != n+3 { // the quick reader keeps up; the slow one reads nothing
			t.Fatalf("the quick reader got event %d, want %d", seq, n+3)
		}
	}
	_ = slow.socket.SetReadDeadline(time.Now().Add(30 * time.Second)) // now it reads, and quickly
	got := 0
	for {
		_, _, err := slow.socket.ReadMessage()
		if err == nil {
			got++
			continue
		}
		if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
			t.Fatal("the slow reader was not sent away")
		}
		if closing, ok := err.(*websocket.CloseError); ok && closing.Code != live.CloseSlow && closing.Code != websocket.CloseAbnormalClosure {
			t.Errorf("the slow reader was closed with %d", closing.Code)
		}
		break
	}
	if got >= events {
		t.Errorf("the slow reader got all %d events; the test does not test", got)
	}
}

func TestSignedOutEndsTheSocket(t *testing.T) {
	r := newRoom(t)
	out, stays := r.browser(t, "other"), r.browser(t, "third")
	for _, b := range []*browser{out, stays} {
		b.send(follow(live.GroupTopic, 0))
		b.next()
	}
	r.hub.SignedOut("other")
	if got := out.closed(); got != live.CloseNotSignedIn {
		t.Errorf("closed with %d, want %d", got, live.CloseNotSignedIn)
	}
	r.comment(t, 1)
	if f := stays.next(); f.Type != "event" {
		t.Errorf("another session got %+v", f)
	}
}

// A session that ends while its browser's socket is being opened, before SignedOut could find it, is asked for once more.
func TestSessionEndedMeanwhileEndsTheSocket(t *testing.T) {
	r := newRoom(t)
	r.still = func() bool {
		r.hub.SignedOut("other") // finds nothing that it could tell: the test is about who is asked after it
		return false
	}
	if got := r.browser(t, "other").closed(); got != live.CloseNotSignedIn {
		t.Errorf("closed with %d, want %d", got, live.CloseNotSignedIn)
	}
}

func TestShutdownTellsToComeBack(t *testing.T) {
	r := newRoom(t)
	b := r.browser(t, "other")
	b.send(follow(live.GroupTopic, 0))
	b.next()
	r.hub.Shutdown()
	if got := b.closed(); got != live.CloseGoingAway {
		t.Errorf("closed with %d, want %d", got, live.CloseGoingAway)
	}
	if n := r.hub.Connections(); n != 0 {
		t.Errorf("%d connections are left", n)
	}
}
