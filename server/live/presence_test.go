package live_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"talqy/proposals"
	"talqy/server/live"
)

// person is somebody as a browser is shown him.
type person struct {
	ID, Member, Name, Part, Lang  string
	Organisation                  proposals.Bilingual
	Colour, Anchor, Head, Version int
	Typing                        bool
}

// enter follows a proposal as its page does and gives the frame that says who is there.
func (b *browser) enter(topic string) frame {
	b.t.Helper()
	b.send(map[string]any{"type": "follow", "topic": topic, "after": 1 << 20, "here": true})
	return b.until("here")
}

// until passes over frames up to one of a type.
func (b *browser) until(kind string) frame {
	b.t.Helper()
	for range 1000 {
		if f := b.next(); f.Type == kind {
			return f
		}
	}
	b.t.Fatalf("no %s came", kind)
	return frame{}
}

// sees passes over frames until somebody is shown, and gives him.
func (b *browser) sees(member string) person {
	b.t.Helper()
	for range 1000 {
		for _, p := range b.until("presence").People {
			if p.Member == member {
				return p
			}
		}
	}
	b.t.Fatalf("%s is not shown", member)
	return person{}
}

func caret(topic string, head, version int, typing bool) map[string]any {
	return map[string]any{"type": "presence", "topic": topic, "part": "wording", "lang": "kk", "anchor": head, "head": head,
		"version": version, "typing": typing}
}

// Who comes sees who is there; where somebody's caret is and that he types reaches the others; who goes is gone.
func TestWhoIsHere(t *testing.T) {
	r := newRoom(t)
	must(t, r.bench.Join(context.Background(), proposals.Member{ID: "watcher", Name: "Наблюдатель", Role: proposals.Observer}))
	author, other := r.browser(t, "author"), r.browser(t, "watcher")
	mine := author.enter(r.topic())
	if len(mine.People) != 1 || mine.People[0].ID != mine.You || mine.People[0].Name != "Автор" || mine.Total != 1 {
		t.Fatalf("the first one there is shown %+v", mine)
	}
	theirs := other.enter(r.topic())
	if len(theirs.People) != 2 || theirs.You == mine.You || theirs.Total != 2 {
		t.Fatalf("the second one there is shown %+v", theirs)
	}
	p := author.sees("watcher") // an observer is seen too
	if p.Name != "Наблюдатель" || p.Colour == mine.People[0].Colour || p.Part != "" {
		t.Errorf("the observer is shown as %+v", p)
	}
	author.send(caret(r.topic(), 7, 3, true))
	for p = other.sees("author"); p.Part == ""; p = other.sees("author") { // the first beat may be that of coming in
	}
	if p.Head != 7 || p.Version != 3 || !p.Typing || p.Lang != "kk" {
		t.Errorf("the caret is shown as %+v", p)
	}
	_ = other.socket.Close()
	for f := author.until("presence"); len(f.Left) == 0; f = author.until("presence") {
		if f.Total == 1 {
			t.Fatalf("nobody is said to have left: %+v", f)
		}
	}
	if events := r.events(); events != 2 {
		t.Errorf("presence has left %d events in the log, want the 2 there were", events)
	}
}

// events counts the events of the proposal.
func (r *room) events() int {
	n := 0
	r.bench.Follow(proposals.Stream(r.topic()), 0, func(proposals.Event) { n++ }, func([]proposals.Event, int) {})
	return n
}

// Two tabs of one member are two carets in one colour.
func TestTabsOfOneMemberShareAColour(t *testing.T) {
	r := newRoom(t)
	first, second := r.browser(t, "author"), r.browser(t, "author")
	first.enter(r.topic())
	f := second.enter(r.topic())
	if len(f.People) != 2 || f.People[0].ID == f.People[1].ID || f.People[0].Colour != f.People[1].Colour {
		t.Errorf("two tabs are shown as %+v", f.People)
	}
}

// Carets on a draft, or from one who does not follow, reach nobody; and who did not ask for people is told of none.
func TestPresenceIsForThoseWhoMaySee(t *testing.T) {
	r := newRoom(t)
	author, other := r.browser(t, "author"), r.browser(t, "other")
	author.enter("proposal/" + string(r.draft))
	other.send(map[string]any{"type": "follow", "topic": "proposal/" + string(r.draft), "here": true})
	if f := other.next(); f.Type != "refused" {
		t.Fatalf("a draft was shown: %+v", f)
	}
	other.send(follow(r.topic(), 2))
	if f := other.next(); f.Type != "current" {
		t.Fatalf("got %+v", f)
	}
	author.send(caret("proposal/"+string(r.draft), 1, 0, true))
	author.send(caret(r.topic(), 1, 0, true)) // not followed by the author
	time.Sleep(250 * time.Millisecond)
	other.send(map[string]any{"type": "ping"})
	if f := other.next(); f.Type != "pong" {
		t.Errorf("who asked for no people got %+v", f)
	}
}

// A crowd is shown by those who moved last, and counted whole.
func TestCrowdIsBounded(t *testing.T) {
	r := newRoom(t)
	for i := range 60 {
		b := r.browser(t, fmt.Sprintf("m%02d", i))
		b.enter(r.topic())
		if i == 59 {
			b.send(caret(r.topic(), 3, 0, false))
		}
	}
	last := r.browser(t, "late")
	shown := func() bool {
		f := last.enter(r.topic())
		if len(f.People) > 48 || f.Total != 61 {
			t.Fatalf("%d of %d are shown", len(f.People), f.Total)
		}
		for _, p := range f.People {
			if p.Member == "m59" {
				return p.Head == 3
			}
		}
		return false
	}
	for began := time.Now(); !shown(); time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > 5*time.Second {
			t.Fatal("who moved last is not shown")
		}
	}
}

func TestCaretsOutOfAllTextEndTheConnection(t *testing.T) {
	r := newRoom(t)
	for name, data := range map[string]string{
		"before the text": `{"type":"presence","topic":"proposal/x","part":"wording","lang":"ru","anchor":-1}`,
		"beyond any text": `{"type":"presence","topic":"proposal/x","part":"wording","lang":"ru","head":99999999}`,
		"no such part":    `{"type":"presence","topic":"proposal/x","part":"cover","lang":"ru"}`,
		"no such lang":    `{"type":"presence","topic":"proposal/x","part":"wording","lang":"de"}`,
		"no topic":        `{"type":"presence"}`,
		"nowhere":         `{"type":"presence","topic":"proposal/x","head":4}`,
	} {
		b := r.browser(t, "other")
		must(t, b.socket.WriteMessage(websocket.TextMessage, []byte(data)))
		if got := b.closed(); got != live.CloseMalformed {
			t.Errorf("%s: closed with %d, want %d", name, got, live.CloseMalformed)
		}
	}
}
