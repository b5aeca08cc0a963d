package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"talqy/proposals"
	"talqy/server/live"
)

// spoken is a log that a test can read while the server writes it.
type spoken struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *spoken) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(p)
}

// lines gives the lines of the log as they are and as JSON.
func (h *spoken) lines(t *testing.T) (raw string, lines []map[string]any) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	for line := range strings.Lines(h.b.String()) {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("no JSON: %s", line)
		}
		lines = append(lines, one)
	}
	return h.b.String(), lines
}

// openHeard gives a site with the demonstration group, and its log, as full as it can be.
func openHeard(t *testing.T, o serveOptions) (*site, *spoken) {
	t.Helper()
	said := &spoken{}
	log, err := logOptions{form: "json", level: "debug"}.logger(said)
	if err != nil {
		t.Fatal(err)
	}
	o.cost = quickCost
	h, err := assemble(t.Context(), o, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
	return &site{h, t, map[string]string{}}, said
}

// brokenLog stores nothing while it is broken.
type brokenLog struct {
	proposals.Log
	broken atomic.Bool
}

func (l *brokenLog) Append(ctx context.Context, ev proposals.Event) error {
	if l.broken.Load() {
		return errors.New("the log is broken")
	}
	return l.Log.Append(ctx, ev)
}

// Every answer carries the id under which the log tells of its request, also one that failed; a proxy of ours may give it,
// nobody else.
func TestRequestIDs(t *testing.T) {
	var log *brokenLog
	s, said := openHeard(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0", publicURL: "https://talqy.example",
		wrapLog: func(under proposals.Log) proposals.Log { log = &brokenLog{Log: under}; return log }})
	s.signIn("aigerim")
	c := newCommenter(s, "ids")
	log.broken.Store(true)
	want := map[string]string{}
	for path, status := range map[string]int{"/api/bills": 200, "/api/bills/none": 404, "/api/members": 200, "/healthz": 200, "/nowhere/at/all": 200, "/assets/none": 404} {
		a := s.do("GET", path, "aigerim", nil)
		if a.status != status || a.header.Get("X-Request-Id") == "" {
			t.Errorf("%s: %d, id %q", path, a.status, a.header.Get("X-Request-Id"))
		}
		want[a.header.Get("X-Request-Id")] = path
	}
	failed := c.send("Не запишется.")
	want[failed.header.Get("X-Request-Id")] = "the comment"
	raw, lines := said.lines(t)
	told := map[string]int{}
	for _, line := range lines {
		if id, ok := line["request"].(string); ok {
			told[id]++
		}
	}
	for id, path := range want {
		if told[id] == 0 {
			t.Errorf("the log does not tell of %s, request %s", path, id)
		}
	}
	if id := failed.header.Get("X-Request-Id"); failed.status != http.StatusInternalServerError || told[id] != 2 || !strings.Contains(raw, `"route":"/api/proposals/:id/comments"`) {
		t.Errorf("a request that failed, %d, is told of %d times, once with its cause", failed.status, told[id])
	}
	for given, kept := range map[string]bool{"from-the-proxy.01": true, "short": false, "with space in it": false, "личное-имя-здесь": false} {
		r := httptest.NewRequest("GET", "/api/bills", nil)
		r.Header.Set("X-Request-Id", given)
		if got := s.send(r, "aigerim").header.Get("X-Request-Id"); got == "" || got == given {
			t.Errorf("somebody who is no proxy gave %q, and got %q", given, got)
		}
		direct, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+s.onNetwork()+"/healthz", nil)
		if err != nil {
			t.Fatal(err)
		}
		direct.Header.Set("X-Request-Id", given)
		a, err := http.DefaultClient.Do(direct)
		if err != nil {
			t.Fatal(err)
		}
		_ = a.Body.Close()
		if got := a.Header.Get("X-Request-Id"); got == "" || (got == given) != kept {
			t.Errorf("the proxy gave %q, and got %q", given, got)
		}
	}
}

// Nothing that people write, are called or keep secret comes into the log, at its fullest: not from bodies, not from
// addresses, not from what failed.
func TestLogHoldsNothingPersonal(t *testing.T) {
	s, said := openHeard(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0"})
	s.signIn("aigerim")
	c := newCommenter(s, "quiet")
	const mark = "Тайна7Secret"
	for _, r := range []struct{ method, path string }{
		{"GET", "/api/search?q=" + mark}, {"GET", "/api/invitations/" + mark}, {"POST", "/api/invitations/" + mark}, {"GET", "/join/" + mark},
		{"GET", "/api/bills/" + mark}, {"GET", "/api/papers/" + mark + ".pdf?date=" + mark}, {"GET", "/api/acts/" + mark + "/expressions/" + mark},
		{"GET", c.path + "/history?before=" + mark + "&limit=" + mark}, {"POST", c.path + "/" + mark}, {"GET", "/api/unsubscribe/" + mark},
		{"POST", "/api/session"}, {"POST", c.path + "/changes"}, {"PUT", "/api/preferences"}, {"POST", "/api/round-tables"}, {"GET", "/" + mark},
		{"PUT", "/api/session/password"}, {"POST", "/api/bills"}, {"POST", "/api/organisations"}, {"POST", "/api/invitations"}, {"GET", "/api/" + mark},
		{mark, "/api/bills"}, {"GET", "/assets/" + mark + ".js"},
	} {
		for _, body := range []string{
			`{"login":"` + mark + `","password":"` + mark + `","name":"` + mark + `","date":"` + mark + `","body":"` + mark + `","title":{"ru":"` + mark + `","kk":"` + mark + `"},"digest":"` + mark + `","present":"` + mark + `","wanted":"` + mark + `"}`,
			`{"` + mark + `":` + mark, mark, `{"title":"` + mark + `","version":"` + mark + `","updates":"` + mark + `","login":{"` + mark + `":1},"role":["` + mark + `"]}`,
		} {
			path := strings.NewReplacer(mark, "%D0%A2%D0%B0%D0%B9%D0%BD%D0%B07Secret").Replace(r.path)
			method := strings.NewReplacer("Тайна", "").Replace(r.method)
			request := httptest.NewRequest(method, path, strings.NewReader(body))
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("User-Agent", mark)
			request.Header.Set("X-Request-Id", "Secret-Secret")
			request.Header.Set("Idempotency-Key", "7Secret7Secret7Secret")
			s.send(request, "aigerim")
		}
	}
	if a := s.upload("aigerim", mark+".txt", "Здравствуйте!\n"+mark+"\n", map[string]string{"edition": mark}); a.status < 400 {
		t.Errorf("a letter was taken for an act: %d", a.status)
	}
	raw, lines := said.lines(t)
	if len(lines) < 40 {
		t.Errorf("only %d lines", len(lines))
	}
	for _, secret := range []string{"Тайна", "Secret", "aigerim", "Айгерим", demoPassword, s.cookies["aigerim"][strings.Index(s.cookies["aigerim"], "=")+1:], "%D0%A2"} {
		if at := strings.Index(strings.ToLower(raw), strings.ToLower(secret)); at >= 0 {
			t.Errorf("the log holds %q: …%s…", secret, raw[max(0, at-300):min(len(raw), at+100)])
		}
	}
}

// The figures count what was done, under names that nobody can make many of, and only on an address of their own.
func TestFigures(t *testing.T) {
	s, _ := openHeard(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0"})
	c := newCommenter(s, "figures")
	for range 3 {
		c.until(http.StatusCreated)
	}
	for n := range 50 {
		s.do("GET", fmt.Sprintf("/api/proposals/none-%d", n), "aigerim", nil)
	}
	s.send(httptest.NewRequest("GUESS", "/api/bills", nil), "aigerim")
	g, err := arrive(t.Context(), s.onNetwork(), "marina", demoPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer g.client.CloseIdleConnections()
	socket, err := g.dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close() //nolint:errcheck // the server closes it
	if err := socket.WriteMessage(websocket.TextMessage, []byte("no command")); err != nil {
		t.Fatal(err)
	}
	_, _, err = socket.ReadMessage()
	if !websocket.IsCloseError(err, live.CloseMalformed) {
		t.Errorf("closed with %v", err)
	}
	if a := s.do("GET", "/metrics", "aigerim", nil); strings.Contains(a.body, "talqy_requests_total") {
		t.Error("the figures are open to whoever reaches the page")
	}
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	aside, err := serveAside(address, s.figures, make(chan error, 1))
	if err != nil {
		t.Fatal(err)
	}
	defer aside.Close() //nolint:errcheck // nothing is under way
	figures := asideGet(t, "http://"+address+"/metrics")
	for _, want := range []string{
		`talqy_requests_total{method="POST",route="/api/proposals/:id/comments",status="201"} 3`,
		`talqy_requests_total{method="GET",route="/api/proposals/:id",status="404"} 50`,
		`talqy_request_seconds_count{method="GET",route="/api/proposals/:id"} 50`,
		`talqy_events_total{kind="proposal.commented"} `,
		`talqy_store_seconds_count{call="insert"} `,
		`talqy_sockets `,
		`talqy_socket_closings_total{code="4400"} 1`,
		`talqy_socket_closings_total{code="4000"} 0`,
		`process_resident_memory_bytes `,
	} {
		if !strings.Contains(figures, want) {
			t.Errorf("the figures lack %s", want)
		}
	}
	if regexp.MustCompile(`none-\d|GUESS|aigerim`).MatchString(figures) {
		t.Error("the figures have names that anybody can make")
	}
	if body := asideGet(t, "http://"+address+"/debug/pprof/goroutine?debug=1"); !strings.Contains(body, "goroutine profile") {
		t.Errorf("no profile: %.200s", body)
	}
	if body := asideGet(t, "http://"+address+"/debug/pprof/cmdline"); strings.Contains(body, "test.") {
		t.Errorf("the command line, in which there may be a password, is served: %s", body)
	}
}

func asideGet(t *testing.T, url string) string {
	t.Helper()
	a, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close() //nolint:errcheck // only read from
	var b bytes.Buffer
	if _, err := b.ReadFrom(a.Body); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// slowLog keeps each append of a comment back until it is let go.
type slowLog struct {
	proposals.Log
	reached chan struct{}
	let     chan struct{}
}

func (l *slowLog) Append(ctx context.Context, ev proposals.Event) error {
	if ev.Kind == proposals.ProposalCommented && ev.By != "" && strings.Contains(string(ev.Data), "under-way") {
		l.reached <- struct{}{}
		<-l.let
	}
	return l.Log.Append(ctx, ev)
}

// A server that is stopped says first that it is not ready, tells browsers to come back, and answers what is under way; only
// then it ends, and what it answered is stored.
func TestServerDrains(t *testing.T) {
	data := demoData(t)
	address, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	slow := &slowLog{reached: make(chan struct{}, 1), let: make(chan struct{})}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, serveOptions{data: data, demo: true, listen: address, log: logOptions{level: "warn"}, drain: 4 * time.Second,
			wrapLog: func(under proposals.Log) proposals.Log { slow.Log = under; return slow }})
	}()
	starting, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := awaitHealthy(starting, address); err != nil {
		t.Fatal(err)
	}
	g, err := arrive(t.Context(), address, "marina", demoPassword)
	if err != nil {
		t.Fatal(err)
	}
	defer g.client.CloseIdleConnections()
	place, err := g.prepareWorkplace(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	socket, err := g.dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close() //nolint:errcheck // the server closes it
	answered := make(chan error, 1)
	go func() {
		answered <- g.do(t.Context(), http.MethodPost, "/api/proposals/"+place.proposals[0]+"/comments", "", map[string]any{"id": "under-way", "body": "Последнее слово."}, nil)
	}()
	<-slow.reached
	stop()
	deadline := time.Now().Add(20 * time.Second)
	for status := 0; status != http.StatusServiceUnavailable; time.Sleep(10 * time.Millisecond) {
		status = statusOf(t, "http://"+address+"/readyz")
		if time.Now().After(deadline) {
			t.Fatalf("/readyz still answers %d", status)
		}
	}
	if status := statusOf(t, "http://"+address+"/healthz"); status != http.StatusOK {
		t.Errorf("/healthz answers %d while the server drains", status)
	}
	_ = socket.SetReadDeadline(deadline)
	for err == nil {
		_, _, err = socket.ReadMessage()
	}
	if !websocket.IsCloseError(err, live.CloseGoingAway) {
		t.Errorf("the browser was told %v", err)
	}
	select {
	case err := <-answered:
		t.Errorf("the request under way ended early: %v", err)
	case err := <-ended:
		t.Errorf("the server ended before its request: %v", err)
	default:
	}
	close(slow.let)
	if err := <-answered; err != nil {
		t.Errorf("the request under way: %v", err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the server ended with %v", err)
	}
	after := open(t, serveOptions{data: data, listen: "127.0.0.1:0"})
	after.signIn("marina")
	if a := after.do("GET", "/api/proposals/"+place.proposals[0], "marina", nil); !strings.Contains(a.body, "under-way") {
		t.Error("what was answered while the server stopped is lost")
	}
}

func statusOf(t *testing.T, url string) int {
	t.Helper()
	a, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close() //nolint:errcheck // only the status counts
	return a.StatusCode
}

// The log has the forms and levels that the help names, and no others.
func TestLogOptions(t *testing.T) {
	for _, o := range []logOptions{{"xml", "info"}, {"json", "loud"}} {
		if _, err := o.logger(&spoken{}); err == nil {
			t.Errorf("%+v is taken", o)
		}
	}
	said := &spoken{}
	log, err := logOptions{"json", "warn"}.logger(said)
	if err != nil {
		t.Fatal(err)
	}
	log.Info("quiet")
	log.Warn("loud", slog.Int("n", 1))
	if raw, lines := said.lines(t); len(lines) != 1 || lines[0]["n"] != 1.0 {
		t.Error(raw)
	}
}
