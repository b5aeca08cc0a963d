package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/proposalstest"
	"talqy/server/auth"
	"talqy/server/store"
)

// codeOf gives the code and the message of a refusal.
func codeOf(t *testing.T, a answer) (code, message string) {
	t.Helper()
	var body struct {
		Error struct{ Code, Message string }
	}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		t.Fatalf("%d %s", a.status, a.body)
	}
	return body.Error.Code, body.Error.Message
}

// commenter sends comments and remembers which were acknowledged.
type commenter struct {
	s            *site
	path         string
	prefix       string
	n            int
	acknowledged []string
}

func newCommenter(s *site, prefix string) *commenter {
	s.t.Helper()
	s.signIn("aigerim")
	list := get[struct{ Proposals []struct{ ID string } }](s, "GET", "/api/proposals", "aigerim", nil)
	return &commenter{s: s, prefix: prefix, path: "/api/proposals/" + list.Proposals[0].ID}
}

// send sends the next comment, and the same again after one that was refused.
func (c *commenter) send(body string) answer {
	id := fmt.Sprintf("%s-%05d", c.prefix, c.n)
	a := c.s.under(fmt.Sprintf("%08x-0000-4000-8000-%012d", crc32.ChecksumIEEE([]byte(c.prefix)), c.n), c.path+"/comments", "aigerim", map[string]any{"id": id, "body": body})
	if a.status == http.StatusCreated {
		c.acknowledged, c.n = append(c.acknowledged, id), c.n+1
	}
	return a
}

// check looks whether every acknowledged comment is there once, on a server that reads them.
func (c *commenter) check(s *site) {
	s.t.Helper()
	body := s.do("GET", c.path, "aigerim", nil).body
	for _, id := range c.acknowledged {
		if n := strings.Count(body, `"`+id+`"`); n != 1 {
			s.t.Errorf("the acknowledged comment %s is there %d times", id, n)
		}
	}
}

// until sends until the answer is what is wanted, for at most half a minute.
func (c *commenter) until(status int) answer {
	c.s.t.Helper()
	began := time.Now()
	for {
		a := c.send("Снова.")
		if a.status == status {
			return a
		}
		if time.Since(began) > 30*time.Second {
			c.s.t.Fatalf("still %d %s", a.status, a.body)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// The lock of the data folder: the second server is told which folder and what to do, and the first goes on.
func TestFaultsSecondServerOnOneFolder(t *testing.T) {
	data := demoData(t)
	s := open(t, serveOptions{data: data, demo: true, listen: "127.0.0.1:0"})
	c := newCommenter(s, "locked")
	for range 3 {
		_, err := assemble(t.Context(), serveOptions{data: data, listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), "in use by another talqy") || !strings.Contains(err.Error(), data) {
			t.Errorf("it says %v", err)
		}
		c.until(http.StatusCreated)
	}
	refused(t, "in use by another talqy", "restore", "testdata/releases/second.talqy", "--data", data)
	must(t, "backup", filepath.Join(t.TempDir(), "b.talqy"), "--data", data) // the first still answers on its socket
	c.check(s)
	t.Logf("figures: data folder lock: three servers and a restore refused beside the first, which took %d comments meanwhile", len(c.acknowledged))
}

// siteOverGate gives a server whose database stands behind a gate.
func siteOverGate(t *testing.T) (*site, *gate) {
	t.Helper()
	target, _, _ := strings.Cut(strings.TrimPrefix(databaseServer(t), "mongodb://"), "/")
	g := newGate(t, target, nil)
	s := open(t, serveOptions{mongodb: "mongodb://" + g.address() + "/", demo: true, listen: "127.0.0.1:0",
		wrapLog: func(log proposals.Log) proposals.Log { return &standingLog{log, g} }})
	return s, g
}

// standingLog has the database stand still from the next append on, when the gate is told so.
type standingLog struct {
	proposals.Log
	g *gate
}

// Append sends the event off; only the answer is kept back.
func (l *standingLog) Append(ctx context.Context, ev proposals.Event) error {
	if late := l.g.lateFromAppend.Swap(0); late > 0 {
		l.g.late.Store(late)
	}
	return l.Log.Append(ctx, ev)
}

// The database becomes slow: everything goes on, slowly. It stands still: the answer comes in bounded time and says so. It
// moves again: the command that was on the way all the time counts once, whoever asks again.
func TestFaultsSlowDatabase(t *testing.T) {
	s, g := siteOverGate(t)
	c := newCommenter(s, "slow")
	g.late.Store(int64(60 * time.Millisecond))
	began := time.Now()
	for range 10 {
		if a := c.send("Медленно."); a.status != http.StatusCreated {
			t.Fatalf("slow: %d %s", a.status, a.body)
		}
	}
	each := time.Since(began) / 10
	g.late.Store(0)
	g.lateFromAppend.Store(int64(25 * time.Second))
	began = time.Now()
	a := c.send("Стоит.")
	waited := time.Since(began)
	if code, message := codeOf(t, a); a.status != http.StatusServiceUnavailable || code != "store_away" || !strings.Contains(message, "не отвечает") {
		t.Errorf("a database that stands still: %d %s", a.status, a.body)
	}
	if waited > 20*time.Second { // the server's own limit is fifteen
		t.Errorf("the answer took %v", waited)
	}
	g.late.Store(0)
	c.until(http.StatusCreated)
	c.until(http.StatusCreated)
	c.check(s)
	t.Logf("figures: slow database: a comment takes %d ms where each answer is 60 ms late; standing still is told with store_away after %.1f s; each comment counts once",
		each.Milliseconds(), waited.Seconds())
}

// The database fails over again and again: connections are cut in the middle of a message, nobody answers for a while, then
// somebody does. Four who write and ask again lose nothing and double nothing.
func TestFaultsDatabaseFailsOver(t *testing.T) {
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(9, 9))
	s, g := siteOverGate(t)
	logins := []string{"aigerim", "daniyar", "marina", "saule"}
	writers := make([]*commenter, len(logins))
	for i, login := range logins {
		writers[i] = newCommenter(s, "over-"+login)
	}
	ctx, stop := context.WithTimeout(t.Context(), outage())
	defer stop()
	cut := func() int64 {
		mu.Lock()
		defer mu.Unlock()
		return 200 + random.Int64N(20_000)
	}
	g.cutting(cut)
	var wg sync.WaitGroup
	refusals := make([]int, len(writers))
	for i, w := range writers {
		wg.Go(func() {
			for ctx.Err() == nil {
				switch a := w.send("Пока выбирают."); {
				case a.status == http.StatusCreated:
				case a.status == http.StatusServiceUnavailable || a.status == http.StatusInternalServerError:
					refusals[i]++
					if code, _ := codeOf(t, a); code != "store_away" && code != "busy" {
						t.Errorf("%d %s", a.status, a.body)
					}
				default:
					t.Errorf("%d %s", a.status, a.body)
				}
			}
		})
	}
	elections := 0
	for ; ctx.Err() == nil; elections++ {
		time.Sleep(300 * time.Millisecond)
		g.close()
		time.Sleep(300 * time.Millisecond)
		g.open()
	}
	wg.Wait()
	g.cutting(nil)
	comments, refused := 0, 0
	for i, w := range writers {
		w.until(http.StatusCreated)
		comments, refused = comments+len(w.acknowledged), refused+refusals[i]
	}
	for _, w := range writers {
		w.check(s)
	}
	t.Logf("figures: failing over: %d elections and cut connections, %d comments acknowledged, %d refusals; none lost, none doubled", elections, comments, refused)
}

// The server's clock is set back, by an hour and by years: what is written stands in the order it was written in, nobody is
// shut out, and a restart and the chain do not mind.
func TestFaultsClockSetBack(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	clock := proposalstest.NewClock()
	ctx := t.Context()
	kept, err := store.Open(ctx, "", data)
	if err != nil {
		t.Fatal(err)
	}
	begin := func() (*proposals.Workbench, *auth.Door) {
		workbench, err := proposals.Open(ctx, proposals.Config{Log: kept, Library: kept, Now: clock.Now, NewID: newID})
		if err != nil {
			t.Fatal(err)
		}
		door, err := auth.New(auth.Config{Accounts: kept, Members: workbench, Now: clock.Now, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		return workbench, door
	}
	workbench, door := begin()
	if err := loadDemo(ctx, workbench, door); err != nil {
		t.Fatal(err)
	}
	var by proposals.Member
	for _, m := range workbench.Members() {
		if m.Role == proposals.Organiser {
			by = *m
		}
	}
	id := workbench.Proposals(by, proposals.Filter{})[0].ID
	before, err := workbench.Proposal(by, id)
	if err != nil {
		t.Fatal(err)
	}
	want := len(before.Threads)
	for _, back := range []time.Duration{0, -time.Hour, -10 * 365 * 24 * time.Hour, 20 * 365 * 24 * time.Hour} {
		clock.Skip(back)
		if back != 0 {
			workbench, door = begin() // the clock is often wrong after a restart
		}
		comment := proposals.CommentID("clock-" + back.String())
		if err := workbench.Comment(ctx, by, id, comment, "Который час?", nil); err != nil {
			t.Fatalf("%v: %v", back, err)
		}
		want++
		p, err := workbench.Proposal(by, id)
		if err != nil || len(p.Threads) != want || p.Threads[want-1].ID != comment {
			t.Errorf("%v: the comment is not the last of %d: %v", back, want, err)
		}
		e, err := door.SignIn(ctx, proposals.Credentials{Login: "aigerim", Password: demoPassword}, proposals.Visitor{Address: "address"})
		if err != nil {
			t.Fatalf("%v: %v", back, err)
		}
		if _, _, err := door.Member(ctx, e.Token, "address"); err != nil {
			t.Errorf("%v: %v", back, err)
		}
	}
	if err := closeStore(kept); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "verify", "--data", data); !strings.Contains(out, "nothing is wrong") {
		t.Error(out)
	}
	t.Logf("figures: clock set back by an hour, by ten years and forward by twenty: every comment in its order, everybody signs in, the chain holds")
}
