package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	netmail "net/mail"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/gorilla/websocket"

	"talqy/proposals"
)

// street gives several servers in this process on one database and one NATS server, with everybody signed in at the first.
func street(t *testing.T, n int, letters letterOptions) []*site {
	t.Helper()
	uri, bus := databaseServer(t), natsServer(t)
	var sites []*site
	for range n {
		sites = append(sites, open(t, serveOptions{mongodb: uri, demo: true, listen: "127.0.0.1:0", publicURL: "http://talqy.example", letters: letters,
			neighbours: neighbourOptions{url: "nats://" + bus, subject: "talqy"}}))
	}
	for _, login := range []string{"aigerim", "daniyar", "marina", "saule"} {
		sites[0].signIn(login)
	}
	for _, s := range sites[1:] {
		s.cookies = sites[0].cookies // a session opens every process
	}
	return sites
}

// What is stored at one process is at the others in a moment, not at the next look into the log.
func TestNeighboursAreToldAtOnce(t *testing.T) {
	sites := street(t, 2, letterOptions{})
	here, there := sites[0], sites[1]
	id, _, _, other := ofSomebody(here)
	browser := guest{address: there.onNetwork(), cookie: there.cookies["saule"]}
	heard := make(chan time.Time, 1000)
	browser.look(t, id, func(kind string) {
		if kind == string(proposals.ProposalCommented) {
			heard <- time.Now()
		}
	})
	for range len(get[proposalBody](there, "GET", "/api/proposals/"+id, "saule", nil).Proposal.Threads) {
		<-heard // what was said before
	}
	var lags []time.Duration
	for n := range 50 {
		get[any](here, "POST", "/api/proposals/"+id+"/comments", other, map[string]any{"id": fmt.Sprintf("told-%04d", n), "body": "Слышно?"})
		acknowledged := time.Now()
		select {
		case at := <-heard:
			lags = append(lags, max(0, at.Sub(acknowledged)))
		case <-time.After(time.Minute):
			t.Fatal("nothing is heard")
		}
	}
	slices.Sort(lags)
	// Looks alone would take half of lookEvery each.
	if median := lags[len(lags)/2]; median > lookEvery/5 {
		t.Errorf("half of the events were heard %v after their acknowledgement or later", median)
	}
	t.Logf("figures: an event is at another process %v after its acknowledgement, the slowest of %d %v", lags[len(lags)/2], len(lags), lags[len(lags)-1])
}

// A session that ends at one process ends its sockets at all; so does shutting a member out.
func TestSessionsEndEverywhere(t *testing.T) {
	sites := street(t, 2, letterOptions{})
	here, there := sites[0], sites[1]
	address := there.onNetwork()
	socket := func(as string) *websocket.Conn {
		t.Helper()
		c, _, err := websocket.DefaultDialer.Dial("ws://"+address+"/live", http.Header{"Cookie": {there.cookies[as]}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	ends := func(who string, c *websocket.Conn) {
		t.Helper()
		if err := c.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		for {
			_, _, err := c.ReadMessage()
			if websocket.IsCloseError(err, 4401) {
				return
			}
			if err != nil {
				t.Fatalf("the socket of %s ended with %v", who, err)
			}
		}
	}
	daniyar, marina := socket("daniyar"), socket("marina")
	if a := here.do("DELETE", "/api/session", "daniyar", nil); a.status != http.StatusNoContent {
		t.Fatalf("%d %s", a.status, a.body)
	}
	ends("daniyar", daniyar)
	id := here.group().login(t, "marina").ID
	get[any](here, "POST", "/api/members/"+id+"/deactivate", "aigerim", nil)
	ends("marina", marina)
	until(t, "the other process knows", func() bool { return there.do("GET", "/api/session", "marina", nil).status == http.StatusUnauthorized })
}

// postOffice is a mail server that keeps which letters it took, by their ids.
type postOffice struct {
	mu  sync.Mutex
	ids []string
}

func (o *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &counterClerk{o}, nil }

type counterClerk struct{ office *postOffice }

func (counterClerk) Mail(string, *smtp.MailOptions) error { return nil }
func (counterClerk) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (counterClerk) Reset()                               {}
func (counterClerk) Logout() error                        { return nil }
func (c counterClerk) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	c.office.ids = append(c.office.ids, m.Header.Get("Message-Id"))
	return nil
}

// Three processes could each send a letter: each mention is in one letter, and each letter is sent once, by whichever.
func TestNeighboursSendEachLetterOnce(t *testing.T) {
	office := &postOffice{}
	counter := smtp.NewServer(office)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = counter.Serve(listener) }()
	t.Cleanup(func() { _ = counter.Close() })
	sites := street(t, 3, letterOptions{address: listener.Addr().String(), from: "talqy@group.example", zone: "Asia/Almaty"})
	id, _, author, other := ofSomebody(sites[0])
	member := sites[0].group().login(t, author).ID
	get[any](sites[0], "PUT", "/api/preferences", author, map[string]any{"email": author + "@example.org", "password": demoPassword, "digest": "off", "hour": 9, "mentions": true, "lang": "ru"})
	const mentions = 12
	for n := range mentions {
		s := sites[n%len(sites)]
		get[any](s, "POST", "/api/proposals/"+id+"/comments", other, map[string]any{"id": fmt.Sprintf("letter-%04d", n), "body": fmt.Sprintf("@[%s] посмотрите, %d", member, n)})
		time.Sleep(700 * time.Millisecond) // so that there are several letters
	}
	// What was recorded as sent: how many letters, and how often each mention was told.
	recorded := func() (letters int, told map[int]int) {
		told = map[int]int{}
		if err := sites[0].kept.Load(t.Context(), func(ev proposals.Event) error {
			if ev.Kind != proposals.MailSent || ev.Stream != proposals.StreamOf("reader", member) {
				return nil
			}
			var data struct {
				Items []struct {
					Stream proposals.Stream
					Seq    int
				}
			}
			letters++
			if err := json.Unmarshal(ev.Data, &data); err != nil {
				return err
			}
			for _, item := range data.Items {
				told[item.Seq]++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return letters, told
	}
	until(t, "every mention is told by letter", func() bool { _, told := recorded(); return len(told) == mentions })
	time.Sleep(2 * nextLook) // another process would send it by now
	letters, told := recorded()
	for seq, n := range told {
		if n != 1 {
			t.Errorf("the mention of event %d was told %d times", seq, n)
		}
	}
	office.mu.Lock()
	defer office.mu.Unlock()
	sent := slices.Clone(office.ids)
	slices.Sort(sent)
	if len(slices.Compact(sent)) != len(office.ids) || len(office.ids) != letters || letters < 2 {
		t.Errorf("%d letters were sent, %d of them different, %d recorded", len(office.ids), len(slices.Compact(sent)), letters)
	}
	t.Logf("figures: %d mentions in %d letters, each sent once by one of three processes", mentions, letters)
}

// nextLook is how long after a notification the postman looks, and a little more.
const nextLook = 3 * time.Second
