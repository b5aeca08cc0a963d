package proposals_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"talqy/proposals"
)

// manyComments is the log of 200 members who made 20,000 comments on 100 proposals, each answering and naming others.
func manyComments(t testing.TB) *world {
	w := newWorld(t)
	var ids []proposals.ProposalID
	for range 100 {
		ids = append(ids, w.shared(t, proposals.Amend, "art_2"))
	}
	members := make([]proposals.Member, 200)
	for i := range members {
		members[i] = proposals.Member{ID: proposals.MemberID(fmt.Sprintf("m%d", i)), Name: "Член группы", Role: proposals.Ordinary}
		ok(t, w.Join(context.Background(), members[i]))
	}
	seq := map[proposals.ProposalID]int{}
	for i := range 20_000 {
		id := ids[i%len(ids)]
		seq[id]++
		kind, data := proposals.ProposalCommented, fmt.Sprintf(`{"id":"comment-%d","body":"Слово.","anchor":null,"mentions":["m%d"]}`, i, i*7%200)
		if i >= 10*len(ids) && i%3 > 0 { // to one of the first ten threads of the proposal
			kind, data = proposals.CommentReplied, fmt.Sprintf(`{"comment":"comment-%d","id":"reply-%d","body":"Слово."}`, i%len(ids)+i%10*len(ids), i)
		}
		ok(t, w.memory.Put(proposals.Event{Stream: proposals.StreamOf("proposal", string(id)), Seq: 2 + seq[id], Kind: kind,
			At: w.clock.Now(), By: members[i*13%200].ID, Data: []byte(data)}))
	}
	return w
}

// Twenty thousand comments and two hundred members: opening the log, one more event, and a look at the bell, which must not
// grow with what is in the log.
func BenchmarkNotices(b *testing.B) {
	w := manyComments(b)
	bench := w.open(b)
	m := proposals.Member{ID: "m7", Role: proposals.Ordinary}
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			w.open(b)
		}
	})
	b.Run("bell", func(b *testing.B) {
		for b.Loop() {
			if page := bench.Notices(m, 0, 20); page.Unread == 0 {
				b.Fatal("nothing is told")
			}
		}
	})
	b.Run("letters", func(b *testing.B) {
		for b.Loop() {
			bench.Letters(time.Now(), time.UTC)
		}
	})
}

// The bounds of the index hold at that size: nobody keeps more than the bound, and a look takes no longer than ten
// milliseconds even here.
func TestBellStaysQuick(t *testing.T) {
	w := manyComments(t)
	bench := w.open(t)
	started, looks := time.Now(), 0
	for i := range 200 {
		page := bench.Notices(proposals.Member{ID: proposals.MemberID(fmt.Sprintf("m%d", i)), Role: proposals.Ordinary}, 0, 20)
		if page.Unread > proposals.MaxNotices || page.Unread == 0 {
			t.Fatalf("member %d has %d unread", i, page.Unread)
		}
		looks++
	}
	if took := time.Since(started) / time.Duration(looks); took > 10*time.Millisecond {
		t.Errorf("one look takes %s", took)
	}
}
