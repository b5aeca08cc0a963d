package proposals_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/text"
)

// saidBy writes down what a home says, so that two can be compared.
func saidBy(h *proposals.Home) string {
	var b strings.Builder
	say := func(what string, total int, each ...string) {
		fmt.Fprintf(&b, "%s %d: %s\n", what, total, strings.Join(each, ", "))
	}
	var drafts, threads, reviews, decisions, conflicts, collisions, news, latest []string
	for _, d := range h.Drafts.Items {
		drafts = append(drafts, fmt.Sprint(d.Proposal.ID, d.Proposal.Seq, d.Warnings))
	}
	for _, x := range h.Threads.Items {
		threads = append(threads, fmt.Sprint(x.Proposal.ID, x.Thread.ID, x.Call, x.Last.ID))
	}
	for _, r := range h.Reviews.Items {
		reviews = append(reviews, fmt.Sprint(r.Proposal.ID, r.Changes))
	}
	for _, p := range h.Decisions.Items {
		decisions = append(decisions, string(p.ID))
	}
	for _, p := range h.Conflicts.Items {
		conflicts = append(conflicts, string(p.ID))
	}
	for _, c := range h.Collisions.Items {
		collisions = append(collisions, fmt.Sprint(c.Proposal.ID, c.Other.ID, c.Kind))
	}
	for _, n := range h.News.Items {
		news = append(news, fmt.Sprint(n.Proposal.ID, n.Events, n.New, n.By, n.At.UnixMilli()))
	}
	for _, p := range h.Latest {
		latest = append(latest, fmt.Sprint(p.ID, p.Seq))
	}
	say("drafts", h.Drafts.Total, drafts...)
	say("threads", h.Threads.Total, threads...)
	say("reviews", h.Reviews.Total, reviews...)
	say("decisions", h.Decisions.Total, decisions...)
	say("conflicts", h.Conflicts.Total, conflicts...)
	say("collisions", h.Collisions.Total, collisions...)
	say("news", h.News.Total, news...)
	say("latest", len(h.Latest), latest...)
	return b.String()
}

// Whatever happens, a home that is kept from one look to the next says what a fresh one says, and the lists found by the index
// are those that a look at every proposal gives.
func TestHomeThatIsKeptSaysWhatAFreshOneSays(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	random := rand.New(rand.NewPCG(11, 4))
	second, err := w.OpenBill(ctx, w.author, proposals.Bilingual{Ru: "О другом", Kk: "Басқа"})
	if err != nil {
		t.Fatal(err)
	}
	bills := []proposals.BillID{w.bill, second}
	everybody := []*proposals.Member{&w.author, &w.other, &w.lawyer, &w.organiser, &w.observer}
	var ids []proposals.ProposalID
	comments := 0
	for round := range 60 {
		for range 8 {
			by := *everybody[random.IntN(len(everybody))]
			var id proposals.ProposalID
			if len(ids) > 0 {
				id = ids[random.IntN(len(ids))]
			}
			var err error
			switch random.IntN(10) {
			case 0, 1:
				kind := []proposals.ChangeKind{proposals.Amend, proposals.Insert, proposals.Repeal}[random.IntN(3)]
				if id, err = w.Propose(ctx, by, bills[random.IntN(2)], w.act, kind, []string{"art_1", "art_2", "art_2-1"}[random.IntN(3)]); err == nil {
					ids = append(ids, id)
				}
			case 2, 3:
				err = w.Share(ctx, by, id)
			case 4, 5:
				comments++
				body := "Почему?"
				if random.IntN(2) == 0 {
					body = "@[" + string(everybody[random.IntN(len(everybody))].ID) + "] почему?"
				}
				err = w.Comment(ctx, by, id, proposals.CommentID(fmt.Sprintf("c%d", comments)), body, nil)
			case 6:
				if p, seen := w.Proposal(by, id); seen == nil {
					if len(p.Threads) > 0 {
						comments++
						err = w.Reply(ctx, by, id, p.Threads[random.IntN(len(p.Threads))].ID, proposals.CommentID(fmt.Sprintf("c%d", comments)), "Потому.")
					}
				}
			case 7:
				if p, seen := w.Proposal(by, id); seen == nil {
					if current, ok := p.Text(proposals.Wording, act.Russian); ok {
						end := text.Units(current.Proposed)
						_, _, err = w.Edit(ctx, by, id, proposals.Wording, act.Russian, current.Version(),
							[]proposals.Update{{ClientID: fmt.Sprint("e", comments, random.Int()), Changes: text.Replacement(end, end, end, " Слово.")}})
					}
				}
			case 8:
				steps := []proposals.Action{proposals.ActAgree, proposals.ActReject, proposals.ActReopen, proposals.ActWithdraw, proposals.ActPostpone}
				err = w.Take(ctx, by, id, steps[random.IntN(len(steps))], "Так решили.")
			case 9:
				err = w.Visit(ctx, by, bills[random.IntN(2)], map[proposals.ProposalID]int{})
			}
			var refused *proposals.Error
			if err != nil && !errors.As(err, &refused) { // who may not do it is refused, and that is part of the game
				t.Fatal(err)
			}
			w.clock.Skip(time.Duration(random.IntN(3)) * time.Minute)
		}
		if round == 30 { // a member becomes another for his home
			w.other.Role = proposals.Lawyer
		}
		fresh := w.open(t)
		for _, m := range everybody {
			kept, anew := settledHome(t, w.Workbench, *m), settledHome(t, fresh, *m)
			if saidBy(kept) != saidBy(anew) {
				t.Fatalf("round %d, %s: kept\n%s\nfresh\n%s", round, m.Role, saidBy(kept), saidBy(anew))
			}
			all := w.Proposals(*m, proposals.Filter{})
			for _, bill := range bills {
				want := slices.DeleteFunc(slices.Clone(all), func(p *proposals.Proposal) bool { return p.Bill != bill })
				if got := w.Proposals(*m, proposals.Filter{Bill: bill}); !slices.Equal(got, want) {
					t.Fatalf("round %d: %d proposals of %s, want %d", round, len(got), bill, len(want))
				}
			}
		}
	}
	if len(ids) < 40 || comments < 40 {
		t.Errorf("only %d proposals and %d comments", len(ids), comments)
	}
}

// settledHome asks for a home, as its page does, until everything is compared.
func settledHome(t testing.TB, w *proposals.Workbench, m proposals.Member) *proposals.Home {
	t.Helper()
	for asked := time.Now(); time.Since(asked) < 30*time.Second; time.Sleep(time.Millisecond) {
		h, err := w.Home(context.Background(), m)
		if err != nil {
			t.Fatal(err)
		}
		if !h.Comparing {
			return h
		}
	}
	t.Fatal("a home is still comparing")
	return nil
}

// A home does not wait for many comparisons: it tells what is found so far, says so, and has all of it soon.
func TestHomeDoesNotWaitForManyComparisons(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	change := func(by proposals.Member) {
		t.Helper()
		id, err := w.Propose(ctx, by, w.bill, w.act, proposals.Amend, "art_2")
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Share(ctx, by, id); err != nil { // what is shared the helper sees, too
			t.Fatal(err)
		}
		w.edit(t, by, id, "тридцати", "сорока")
	}
	for range 4 {
		change(w.author)
		change(w.other)
	}
	first, err := w.Home(ctx, w.author)
	if err != nil {
		t.Fatal(err)
	}
	if !first.Comparing || first.Collisions.Total == 0 || first.Collisions.Total >= 16 {
		t.Errorf("the first home has %d collisions, comparing %v", first.Collisions.Total, first.Comparing)
	}
	if all := settledHome(t, w.Workbench, w.author); all.Collisions.Total != 16 {
		t.Errorf("four proposals of each of two collide %d times, want 16", all.Collisions.Total)
	}
	if again, err := w.Home(ctx, w.author); err != nil || again.Comparing {
		t.Errorf("what was compared is compared again: %v, %v", again.Comparing, err)
	}
}
