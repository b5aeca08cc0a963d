package live_test

import (
	"context"
	"fmt"
	"testing"

	"talqy/proposals"
	"talqy/server/live"
)

// What is told to a crowd together is still each one's own: of a draft only its author hears, though both were told at one
// beat.
func TestCrowdHearsWhatEachMay(t *testing.T) {
	r := newRoom(t)
	ctx := context.Background()
	author := r.browser(t, "author")
	crowd := []*browser{author}
	for i := range 120 {
		crowd = append(crowd, r.browser(t, fmt.Sprintf("m%d", i)))
	}
	for _, b := range crowd {
		b.send(follow(live.GroupTopic, 0))
		b.until("current")
	}
	const rounds = 5
	for n := range rounds {
		must(t, r.bench.Comment(ctx, r.author, r.draft, proposals.CommentID(fmt.Sprintf("of-draft-%d", n)), "Себе на память.", nil))
		r.comment(t, n)
	}
	for n := range rounds {
		for i, b := range crowd {
			if b == author {
				if f := b.next(); f.Event.Stream != proposals.Stream("proposal/"+string(r.draft)) || f.Event.Seq != 2+n {
					t.Fatalf("of his draft the author heard %+v", f)
				}
			}
			if f := b.next(); string(f.Event.Stream) != r.topic() || f.Event.Seq != 3+n {
				t.Fatalf("browser %d heard %+v, want event %d of the shared proposal", i, f, 3+n)
			}
		}
	}
}

// Of a crowd, too, who loses sight of a proposal is told so and hears no more of it, whatever is held for the others.
func TestCrowdLosesSight(t *testing.T) {
	r := newRoom(t)
	seeing := &blindable{Workbench: r.bench}
	r.rehang(t, seeing)
	crowd := make([]*browser, 110)
	for i := range crowd {
		crowd[i] = r.browser(t, fmt.Sprintf("m%d", i))
		must(t, r.bench.Join(context.Background(), proposals.Member{ID: proposals.MemberID(fmt.Sprintf("m%d", i)), Name: "Участник", Role: proposals.Ordinary}))
		crowd[i].send(follow(r.topic(), 2))
		crowd[i].until("current")
	}
	blind := proposals.MemberID("m7")
	seeing.blind.Store(&blind)
	for n := range 4 {
		r.comment(t, n)
	}
	for i, b := range crowd {
		if i == 7 {
			if f := b.next(); f.Type != "refused" {
				t.Errorf("who may not see it any more heard %+v", f)
			}
			b.send(map[string]any{"type": "ping"})
			if f := b.next(); f.Type != "pong" {
				t.Errorf("then came %+v", f)
			}
			continue
		}
		for want := 3; want < 7; want++ {
			if f := b.next(); f.Event.Seq != want {
				t.Fatalf("browser %d heard %+v, want event %d", i, f, want)
			}
		}
	}
}
