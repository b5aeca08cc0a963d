package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// guest is a signed-in member at a server of ours, as the load generator and the fault tests are: HTTP for commands, a
// websocket for what happens.
type guest struct {
	address string // 127.0.0.1:8080
	cookie  string
	client  *http.Client
}

// guestConnections bounds the connections that one guest keeps open for commands.
const guestConnections = 128

// arrive signs in.
func arrive(ctx context.Context, address, login, password string) (*guest, error) {
	g := &guest{address: address, client: &http.Client{Timeout: 30 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: guestConnections, MaxConnsPerHost: guestConnections}}}
	answer, err := g.send(ctx, http.MethodPost, "/api/session", "", map[string]string{"login": login, "password": password})
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close() //nolint:errcheck // only read from
	for _, c := range answer.Cookies() {
		if c.Name == "talqy_session" {
			g.cookie = c.Name + "=" + c.Value
		}
	}
	if answer.StatusCode != http.StatusOK || g.cookie == "" {
		return nil, fmt.Errorf("%s cannot sign in: %s", login, answer.Status)
	}
	return g, nil
}

// denial is an answer that is no success.
type denial struct {
	status int
	body   []byte
}

func (r *denial) Error() string { return fmt.Sprintf("%d %s", r.status, r.body) }

// do sends a command, under a key when one is given, and reads its answer into the value that into points to.
func (g *guest) do(ctx context.Context, method, path, key string, body, into any) error {
	answer, err := g.send(ctx, method, path, key, body)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // only read from
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusMultipleChoices {
		return &denial{answer.StatusCode, content}
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(content, into)
}

func (g *guest) send(ctx context.Context, method, path, key string, body any) (*http.Response, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, method, "http://"+g.address+path, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Cookie", g.cookie)
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	return g.client.Do(r)
}

// dial opens a socket, as a browser does, with compression on offer.
func (g *guest) dial(ctx context.Context) (*websocket.Conn, error) {
	dialer := websocket.Dialer{EnableCompression: true, HandshakeTimeout: 20 * time.Second, ReadBufferSize: 2 << 10, WriteBufferSize: 512,
		NetDialContext: (&net.Dialer{}).DialContext}
	socket, answer, err := dialer.DialContext(ctx, "ws://"+g.address+"/live", http.Header{"Cookie": {g.cookie}})
	if answer != nil && answer.Body != nil {
		_ = answer.Body.Close()
	}
	return socket, err
}

// follow asks for a topic after a number.
func follow(socket *websocket.Conn, topic string, after int) error {
	return socket.WriteJSON(map[string]any{"type": "follow", "topic": topic, "after": after})
}

// freeAddress finds an address on the loopback that nobody listens on. Its port is below those that the kernel gives to connections
// that go out: one of these would take it between now and when the server is started, or started again.
func freeAddress() (string, error) {
	var err error
	for range 100 {
		var listener net.Listener
		if listener, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(20_000))); err == nil {
			return listener.Addr().String(), listener.Close()
		}
	}
	return "", err
}

// awaitHealthy waits until a server answers that it is well.
func awaitHealthy(ctx context.Context, address string) error {
	for {
		err := checkHealth(ctx, "http://"+address+"/readyz", io.Discard)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the server at %s does not become well: %w", address, err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// workplace is what the load is put on: proposals of the demonstration group.
type workplace struct {
	bill, act string
	proposals []string
}

// prepareWorkplace opens n shared proposals.
func (g *guest) prepareWorkplace(ctx context.Context, n int) (workplace, error) {
	var bills struct{ Bills []struct{ ID string } }
	var acts struct{ Acts []struct{ ID string } }
	if err := g.do(ctx, http.MethodGet, "/api/bills", "", nil, &bills); err != nil {
		return workplace{}, err
	}
	if err := g.do(ctx, http.MethodGet, "/api/acts", "", nil, &acts); err != nil {
		return workplace{}, err
	}
	if len(bills.Bills) == 0 || len(acts.Acts) == 0 {
		return workplace{}, fmt.Errorf("the group at %s is empty", g.address)
	}
	w := workplace{bill: bills.Bills[0].ID, act: acts.Acts[0].ID}
	for range n {
		var opened struct{ Proposal struct{ ID string } }
		if err := g.do(ctx, http.MethodPost, "/api/proposals", "", map[string]string{"bill": w.bill, "act": w.act, "kind": "amend", "target": "art_1"}, &opened); err != nil {
			return workplace{}, err
		}
		if err := g.do(ctx, http.MethodPost, "/api/proposals/"+opened.Proposal.ID+"/share", "", struct{}{}, nil); err != nil {
			return workplace{}, err
		}
		w.proposals = append(w.proposals, opened.Proposal.ID)
	}
	return w, nil
}

// between gives what stands between two marks in a frame; empty when they are not there.
func between(frame []byte, before, after string) string {
	_, rest, ok := bytes.Cut(frame, []byte(before))
	if !ok {
		return ""
	}
	found, _, _ := bytes.Cut(rest, []byte(after))
	return string(found)
}
