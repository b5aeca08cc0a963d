package live_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"talqy/proposals"
	"talqy/server/live"
)

// A bill's page hears that something happened to its proposals that the member may see, and of no other bill's.
func TestBillIsTold(t *testing.T) {
	r := newRoom(t)
	ctx := context.Background()
	p, err := r.bench.Proposal(r.author, r.proposal)
	must(t, err)
	b, mine := r.browser(t, "other"), r.browser(t, "author")
	topic := "bill/" + string(p.Bill)
	for _, one := range []*browser{b, mine} {
		one.send(follow(topic, 0))
		if f := one.next(); f.Type != "current" || f.Topic != topic {
			t.Fatalf("got %+v", f)
		}
	}
	other, err := r.bench.OpenBill(ctx, r.author, proposals.Bilingual{Ru: "Другой"})
	must(t, err)
	_, err = r.bench.Propose(ctx, r.author, other, p.Act, proposals.Amend, "art_1")
	must(t, err)
	must(t, r.bench.Comment(ctx, r.author, r.draft, "comment-d", "Себе на память.", nil))
	r.comment(t, 1)
	if f := b.next(); f.Topic != topic || f.Event.Kind != proposals.ProposalCommented || f.Event.Seq != 3 || f.Event.Data != nil {
		t.Errorf("a member heard %+v", f)
	}
	if f := mine.next(); f.Topic != topic || f.Event.Seq != 2 {
		t.Errorf("of his draft the author heard %+v", f)
	}
	b.send(follow("bill/none", 0))
	if f := b.next(); f.Type != "refused" {
		t.Errorf("a bill that is not there: %+v", f)
	}
}

// A round table is a stream of its own, told from any number.
func TestRoundTableIsTold(t *testing.T) {
	r := newRoom(t)
	organiser := proposals.Member{ID: "organiser", Name: "Организатор", Role: proposals.Organiser}
	id, err := r.bench.Convene(context.Background(), organiser, proposals.RoundTableHead{Title: proposals.Bilingual{Ru: "Стол"}, Date: "2026-12-10"}, []proposals.ProposalID{r.proposal})
	must(t, err)
	b := r.browser(t, "other")
	b.send(follow("roundtable/"+string(id), 0))
	if f := b.next(); f.Type != "event" || f.Event.Kind != proposals.RoundTableConvened || f.Event.Seq != 1 {
		t.Errorf("got %+v", f)
	}
	if f := b.next(); f.Type != "current" || f.Seq != 1 {
		t.Errorf("got %+v", f)
	}
	b.send(follow("roundtable/none", 0))
	if f := b.next(); f.Type != "refused" {
		t.Errorf("got %+v", f)
	}
}

// blindable is a workbench in which a member can lose sight of everything: no rule of today takes sight away once it is
// given, and the socket must not depend on that.
type blindable struct {
	*proposals.Workbench
	blind atomic.Pointer[proposals.MemberID]
}

func (b *blindable) Member(id proposals.MemberID) (*proposals.Member, error) {
	if blind := b.blind.Load(); blind != nil && *blind == id {
		return &proposals.Member{ID: id}, nil // no role: the rules let such a one see nothing
	}
	return b.Workbench.Member(id)
}

// Who loses sight of a proposal while connected gets nothing more of it, neither events nor carets, and is told that it is
// gone for him.
func TestSightIsLostWhileConnected(t *testing.T) {
	r := newRoom(t)
	seeing := &blindable{Workbench: r.bench}
	r.rehang(t, seeing)
	b, stays := r.browser(t, "other"), r.browser(t, "author")
	b.enter(r.topic())
	b.until("presence")
	stays.send(follow(r.topic(), 2))
	stays.until("current")
	other := proposals.MemberID("other")
	seeing.blind.Store(&other)
	r.comment(t, 1)
	if f := b.next(); f.Type != "refused" || f.Topic != r.topic() || f.Code != proposals.CodeNotFound {
		t.Errorf("who may not see it any more got %+v", f)
	}
	r.comment(t, 2)
	b.send(map[string]any{"type": "ping"})
	if f := b.next(); f.Type != "pong" {
		t.Errorf("then came %+v", f)
	}
	for want := 3; want <= 4; want++ {
		if f := stays.next(); f.Event.Seq != want {
			t.Errorf("who stays got %+v, want event %d", f, want)
		}
	}
}

// Replay from every number: exactly the missing events, in order, whatever the browser says it has.
func TestReplayFromEveryNumber(t *testing.T) {
	r := newRoom(t)
	for n := range 6 {
		r.comment(t, n)
	}
	for after := -1; after <= 10; after++ {
		b := r.browser(t, "other")
		b.send(follow(r.topic(), after))
		for want := max(after, 0) + 1; want <= 8; want++ {
			if f := b.next(); f.Event.Seq != want {
				t.Fatalf("after %d: got %+v, want event %d", after, f, want)
			}
		}
		if f := b.next(); f.Type != "current" {
			t.Fatalf("after %d: got %+v, want current", after, f)
		}
		_ = b.socket.Close()
	}
}

// The table of close codes in docs/api.md is the one in the code.
func TestCloseCodesAreThoseOfTheDocument(t *testing.T) {
	document, err := os.ReadFile("../../docs/api.md")
	must(t, err)
	var want strings.Builder
	for _, c := range live.Closings() {
		back := "no"
		if c.ComeBack {
			back = "yes"
		}
		fmt.Fprintf(&want, "| %s | %s | %s |\n", strconv.Itoa(c.Code), c.Meaning, back)
	}
	if !strings.Contains(string(document), want.String()) {
		t.Errorf("docs/api.md has another table; the code says\n%s", want.String())
	}
}

// A crowd is told in bundles: everything, once, in order, also to those who come in the middle.
func TestCrowdHearsEverythingOnceInOrder(t *testing.T) {
	r := newRoom(t)
	const members, events = 140, 60
	heard := make(chan string, members)
	listen := func(b *browser) {
		next := 3
		for next < 3+events {
			f := b.next()
			if f.Type == "current" {
				continue
			}
			if f.Event.Seq != next {
				heard <- fmt.Sprintf("event %d came where %d should", f.Event.Seq, next)
				return
			}
			next++
		}
		heard <- ""
	}
	for i := range members {
		b := r.browser(t, fmt.Sprintf("m%d", i))
		b.send(follow(r.topic(), 2))
		if i < members/2 {
			b.until("current") // these are there from the beginning
		}
		go listen(b)
	}
	for n := range events {
		r.comment(t, n)
	}
	for range members {
		if wrong := <-heard; wrong != "" {
			t.Error(wrong)
		}
	}
}
