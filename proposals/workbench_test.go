package proposals_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
	"talqy/proposals/redline"
)

// Two members type at once from the same version: the words of the second are carried over what came first, and both stay.
func TestEditOnAnOldVersionIsCarriedOverWhatCameBetween(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	start, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	first := replace(t, start.Proposed, "тридцати", "сорока")
	if now, _, err := w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, 0, []proposals.Update{first}); now != 1 || err != nil {
		t.Fatalf("version %d, %v", now, err)
	}
	late := replace(t, start.Proposed, "питание", "горячее питание")
	late.ClientID = "another"
	now, since, err := w.Edit(context.Background(), w.other, id, proposals.Wording, act.Russian, 0, []proposals.Update{late})
	if now != 2 || err != nil {
		t.Fatalf("version %d, %v", now, err)
	}
	after, _ := first.Changes.Apply(start.Proposed)
	carried := replace(t, after, "питание", "горячее питание")
	carried.ClientID = "another"
	want, _ := json.Marshal([]proposals.Update{first, carried})
	if got, _ := json.Marshal(since); string(got) != string(want) {
		t.Errorf("answered %s, want %s", got, want)
	}
	got, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if !strings.Contains(got.Proposed, "сорока суток") || !strings.Contains(got.Proposed, "горячее питание") || got.Current != start.Current {
		t.Errorf("got %q", got.Proposed)
	}
}

func TestEditThatDoesNotFitChangesNothing(t *testing.T) {
	w := newWorld(t)
	id := w.propose(t, proposals.Amend, "art_1")
	for name, tc := range map[string]struct{ changes, code string }{
		"too long a keep":   {`[100000]`, proposals.CodeBadChange},
		"control character": {`[[0,"a\u0000b"],1]`, proposals.CodeTextNotPlain},
		"too much":          {`[[0,"` + strings.Repeat("щ", proposals.MaxText) + `"]]`, proposals.CodeTextTooLong},
	} {
		var u proposals.Update
		if err := json.Unmarshal([]byte(tc.changes), &u.Changes); err != nil {
			t.Fatal(err)
		}
		_, _, err := w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, 0, []proposals.Update{u})
		if got := proposals.CodeOf(err); got != tc.code {
			t.Errorf("%s: %v, want %s", name, err, tc.code)
		}
	}
	if got := w.get(t, id); got.Seq != 1 {
		t.Errorf("the proposal has %d events, want 1", got.Seq)
	}
}

func TestSentTwiceCountsOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_1")
	for range 2 {
		if err := w.Comment(ctx, w.other, id, "comment-1", "Согласна.", nil); err != nil {
			t.Fatal(err)
		}
		if err := w.Reply(ctx, w.author, id, "comment-1", "reply-01", "Спасибо."); err != nil {
			t.Fatal(err)
		}
		if err := w.Resolve(ctx, w.other, id, "comment-1", "", ""); err != nil {
			t.Fatal(err)
		}
	}
	p := w.get(t, id)
	if len(p.Threads) != 1 || len(p.Threads[0].Replies) != 1 || p.Threads[0].Resolved == nil || p.Seq != 5 {
		t.Errorf("%d threads after %d events: %+v", len(p.Threads), p.Seq, p.Threads[0])
	}
	wantCode(t, w.Comment(ctx, w.lawyer, id, "comment-1", "Чужой номер.", nil), proposals.CodeIDTaken)
}

// A fold of the log gives the state again, whatever was done.
func TestRestartGivesTheSameState(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока 😀")
	if err := w.Comment(ctx, w.lawyer, id, "comment-1", "Основание?", w.place(t, id, "сорока 😀 суток")); err != nil {
		t.Fatal(err)
	}
	w.edit(t, w.other, id, "Приют принимает", "Каждый приют принимает")
	if err := w.Retitle(ctx, w.author, w.act, act.Russian, "Закон о приютах"); err != nil {
		t.Fatal(err)
	}
	if err := w.Withdraw(ctx, w.author, id, "Заменена другой."); err != nil {
		t.Fatal(err)
	}
	again := w.open(t)
	got, err := again.Proposal(w.author, id)
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%+v", deref(w.get(t, id))); fmt.Sprintf("%+v", deref(got)) != want {
		t.Errorf("got %+v, want %s", deref(got), want)
	}
	if a, err := again.Act(w.act); err != nil || a.Title.Ru != "Закон о приютах" || a.Articles != 3 {
		t.Errorf("got %+v, %v", a, err)
	}
}

// deref writes a proposal out with what its pointers point to.
func deref(p *proposals.Proposal) string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Another process on the same database was first: the command steps back, takes in what came, and decides anew.
func TestAnotherProcessWasFirst(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_1")
	second := w.open(t)
	if err := second.Comment(ctx, w.other, id, "comment-1", "С другого сервера.", nil); err != nil {
		t.Fatal(err)
	}
	var told []proposals.Kind
	w.Listen(func(ev proposals.Event) { told = append(told, ev.Kind) })
	if err := w.Reply(ctx, w.author, id, "comment-1", "reply-01", "Вижу."); proposals.CodeOf(err) != proposals.CodeNotFound {
		t.Fatalf("%v: the first process cannot know of the comment yet", err)
	}
	if err := w.Comment(ctx, w.author, id, "comment-2", "Отсюда.", nil); err != nil {
		t.Fatal(err)
	}
	if p := w.get(t, id); len(p.Threads) != 2 || p.Threads[0].ID != "comment-1" {
		t.Errorf("got %d threads", len(p.Threads))
	}
	if want := "[proposal.commented proposal.commented]"; fmt.Sprint(told) != want {
		t.Errorf("told %v, want %s", told, want)
	}
}

// Save first, tell after: what the log refused nobody hears of, and the state does not have.
func TestNothingIsToldThatWasNotStored(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_1")
	broken := errors.New("the disk is full")
	w.memory.Before = func(*proposalstest.Memory, proposals.Event) error { return broken }
	w.Listen(func(ev proposals.Event) { t.Errorf("told of %s", ev.Kind) })
	if err := w.Comment(ctx, w.other, id, "comment-1", "Пропадет?", nil); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if p := w.get(t, id); len(p.Threads) != 0 {
		t.Error("the state has a comment that was not stored")
	}
}

// An answer that was lost on the way: the event is in the log, its sender repeats, and it counts once.
func TestLostAnswer(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_1")
	lost := true
	w.memory.Before = func(m *proposalstest.Memory, ev proposals.Event) error {
		if lost {
			lost = false
			return errors.Join(m.Put(ev), context.DeadlineExceeded)
		}
		return nil
	}
	if err := w.Comment(ctx, w.other, id, "comment-1", "Дошло ли?", nil); err == nil {
		t.Fatal("the answer was not lost")
	}
	if err := w.Comment(ctx, w.other, id, "comment-1", "Дошло ли?", nil); err != nil {
		t.Fatal(err)
	}
	if p := w.get(t, id); len(p.Threads) != 1 {
		t.Errorf("%d threads, want 1", len(p.Threads))
	}
}

// Twenty typists in one article: every edit gets in, and a follower who joined in the middle has every event once, in order.
func TestManyTypistsAndAFollower(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_1")
	stream := proposals.StreamOf("proposal", string(id))
	var mu sync.Mutex
	var seen []int
	following := false
	w.Listen(func(ev proposals.Event) {
		mu.Lock()
		defer mu.Unlock()
		if following && ev.Stream == stream {
			seen = append(seen, ev.Seq)
		}
	})
	var wg sync.WaitGroup
	for typist := range 20 {
		wg.Go(func() {
			for n := range 5 {
				w.insist(t, id, fmt.Sprintf("[%d-%d]", typist, n))
			}
		})
	}
	wg.Go(func() {
		note := func(ev proposals.Event) { seen = append(seen, ev.Seq) }
		w.Follow(stream, 0, note, func(rest []proposals.Event, _ int) {
			mu.Lock()
			defer mu.Unlock()
			for _, ev := range rest {
				note(ev)
			}
			following = true
		})
	})
	wg.Wait()
	got, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	for typist := range 20 {
		for n := range 5 {
			if mark := fmt.Sprintf("[%d-%d]", typist, n); strings.Count(got.Proposed, mark) != 1 {
				t.Errorf("%s stands %d times in the text", mark, strings.Count(got.Proposed, mark))
			}
		}
	}
	if len(seen) != 102 {
		t.Fatalf("the follower saw %d events, want 102", len(seen))
	}
	for i, seq := range seen {
		if seq != i+1 {
			t.Fatalf("event %d came at place %d", seq, i+1)
		}
	}
}

// Whoever asks after what does not exist leaves no lock behind: made-up ids would fill the memory.
func TestMadeUpStreamsLeaveNoLock(t *testing.T) {
	w := newWorld(t)
	before := w.Locks()
	for n := range 20 {
		id := proposals.ProposalID(fmt.Sprintf("made-up-%d", n))
		if _, _, err := w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, 0, nil); err == nil {
			t.Fatal("a proposal that is not there was edited")
		}
		w.Follow(proposals.StreamOf("proposal", string(id)), 0, func(proposals.Event) { t.Error("an event of nothing") }, func(rest []proposals.Event, seq int) {
			if len(rest) > 0 || seq != 0 {
				t.Errorf("joined at %d with %d events", seq, len(rest))
			}
		})
	}
	if now := w.Locks(); now != before {
		t.Errorf("%d locks, %d before", now, before)
	}
}

// insist puts words in front of the text, however often others are first.
func (w *world) insist(t *testing.T, id proposals.ProposalID, words string) {
	for range 1000 {
		p, err := w.Proposal(w.author, id)
		if err != nil {
			t.Error(err)
			return
		}
		now, _ := p.Text(proposals.Wording, act.Russian)
		update := replace(t, now.Proposed, "Статья", words+"Статья")
		update.ClientID = words
		_, _, err = w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, now.Version(), []proposals.Update{update})
		if err == nil {
			return
		}
		if proposals.CodeOf(err) != proposals.CodeTextMovedOn {
			t.Error(err)
			return
		}
	}
	t.Errorf("%s never got in", words)
}

func TestHistoryJoinsEditsOfOneSitting(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	w.edit(t, w.author, id, "сорока", "пятидесяти")
	w.edit(t, w.other, id, "пятидесяти", "шестидесяти")
	w.clock.Skip(time.Hour)
	w.edit(t, w.other, id, "шестидесяти", "семидесяти")
	entries, _, err := w.History(w.author, id, proposals.HistoryPage{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		now, _ := e.Proposal.Text(proposals.Wording, act.Russian)
		changed := ""
		for _, op := range redline.Compare(now.Current, now.Proposed) {
			if op.Kind == redline.Insert {
				changed += op.Text
			}
		}
		got = append(got, fmt.Sprintf("%s %s %s", e.Event.Kind, e.Event.By, changed))
	}
	want := []string{"proposal.opened member-0 ", "proposal.shared member-0 ", "proposal.edited member-0 пятидесяти",
		"proposal.edited member-1 шестидесяти", "proposal.edited member-1 семидесяти"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A log with an event missing or altered must not be served as if it were the truth.
func TestDamagedLogIsRefused(t *testing.T) {
	for name, ev := range map[string]proposals.Event{
		"gap":          {Stream: "bill/x", Seq: 2, Kind: proposals.BillOpened, Data: json.RawMessage(`{}`)},
		"unknown kind": {Stream: "bill/x", Seq: 1, Kind: "bill.burnt", Data: json.RawMessage(`{}`)},
		"no such":      {Stream: "proposal/x", Seq: 1, Kind: proposals.ProposalShared, Data: json.RawMessage(`{}`)},
		"bad data":     {Stream: "bill/x", Seq: 1, Kind: proposals.BillOpened, Data: json.RawMessage(`[`)},
	} {
		w := &world{memory: &proposalstest.Memory{}, clock: proposalstest.NewClock()}
		if err := w.memory.Put(ev); err != nil {
			t.Fatal(err)
		}
		if _, err := proposals.Open(context.Background(), proposals.Config{Log: w.memory, Library: w.memory}); err == nil {
			t.Errorf("%s: the log was taken", name)
		}
	}
}

// The instruction of an edit comes from the same texts as its redline, in each language from its own.
func TestInstructInBothLanguages(t *testing.T) {
	w := newWorld(t)
	p := w.get(t, w.propose(t, proposals.Amend, "art_2"))
	for lang, tc := range map[act.Lang][3]string{
		act.Russian: {"тридцати", "сорока", "в пункте 1 статьи 2 слово «тридцати» заменить словом «сорока»."},
		act.Kazakh:  {"отыз", "қырық", "2-баптың 1-тармағындағы «отыз» деген сөз «қырық» деген сөзбен ауыстырылсын."},
	} {
		old, _ := p.Text(proposals.Wording, lang)
		got, err := w.Instruct(w.act, lang, old.Current, strings.Replace(old.Current, tc[0], tc[1], 1))
		if err != nil || got != tc[2] {
			t.Errorf("%s: got %q, %v; want %q", lang, got, err, tc[2])
		}
		if got, err := w.Instruct(w.act, lang, old.Current, old.Current); got != "" || err != nil {
			t.Errorf("%s: an edit of nothing says %q, %v", lang, got, err)
		}
	}
	_, err := w.Instruct("none", act.Russian, "", "")
	wantCode(t, err, proposals.CodeNotFound)
	_, err = w.Instruct(w.act, act.Russian, strings.Repeat("а", 1<<20), "")
	wantCode(t, err, proposals.CodeTextTooLong)
}
