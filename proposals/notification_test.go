package proposals_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
)

// noticeLines writes a member's notifications as lines, the newest first: why, who did it, what was said; an asterisk is unread.
func noticeLines(w *proposals.Workbench, m proposals.Member) string {
	var b strings.Builder
	for _, n := range w.Notices(m, 0, 100).Notices {
		if !n.Read {
			b.WriteString("* ")
		}
		fmt.Fprintf(&b, "%s by %s", n.Reason, n.Event.By)
		for _, part := range []string{string(n.Status), string(n.Comment), n.Words} {
			if part != "" {
				b.WriteString(", " + part)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func wantTold(t *testing.T, w *proposals.Workbench, m proposals.Member, want string) {
	t.Helper()
	want = strings.ReplaceAll(strings.TrimPrefix(want, "\n"), "\t", "")
	if got := noticeLines(w, m); got != want {
		t.Errorf("%s is told\n%swant\n%s", m.ID, got, want)
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The whole life of a proposal, and who is told of what: never one's own doing, one event once, and the same after a restart,
// when the log is read stream by stream.
func TestWhoIsToldOfWhat(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.propose(t, proposals.Amend, "art_2")
	ok(t, w.Comment(ctx, w.author, id, "comment-0", "Себе на память.", nil))
	ok(t, w.Share(ctx, w.author, id))
	ok(t, w.Comment(ctx, w.other, id, "comment-1", "Почему?", nil))
	ok(t, w.Reply(ctx, w.author, id, "comment-1", "reply-01", "Потому."))
	ok(t, w.Reply(ctx, w.lawyer, id, "comment-1", "reply-02", "Не согласен."))
	w.edit(t, w.author, id, "тридцати", "сорока")
	p := w.get(t, id)
	now, _ := p.Text(proposals.Wording, act.Russian)
	place := w.place(t, id, "сорока")
	ok(t, w.Review(ctx, w.lawyer, id, proposals.Review{Lang: act.Russian, Version: now.Version(), From: place.From, To: place.To,
		Deleted: "тридцати", Inserted: "сорока", Verdict: proposals.VerdictAccept, Reason: "Верно."}))
	ok(t, w.Resolve(ctx, w.lawyer, id, "comment-1", "", ""))
	rival := w.proposeAs(t, w.other, "art_2")
	ok(t, w.Share(ctx, w.other, rival))
	_, err := w.Convene(ctx, w.organiser, proposals.RoundTableHead{Title: proposals.Bilingual{Ru: "Стол"}, Date: "2026-12-10"}, []proposals.ProposalID{id})
	ok(t, err)
	ok(t, w.Withdraw(ctx, w.organiser, id, "Устарело."))
	check := func(bench *proposals.Workbench) {
		t.Helper()
		wantTold(t, bench, w.author, `
			* status by organiser-0, withdrawn, Устарело.
			* round_table by organiser-0
			* change_accepted by lawyer-0, Верно.
			* reply by lawyer-0, comment-1, Не согласен.
			* comment by member-1, comment-1, Почему?
		`)
		wantTold(t, bench, w.other, `
			* status by organiser-0, withdrawn, Устарело.
			* round_table by organiser-0
			* resolved by lawyer-0, comment-1
			* reply by lawyer-0, comment-1, Не согласен.
			* reply by member-0, comment-1, Потому.
		`)
		wantTold(t, bench, w.lawyer, `
			* status by organiser-0, withdrawn, Устарело.
			* round_table by organiser-0
		`)
		wantTold(t, bench, w.organiser, "")
		wantTold(t, bench, w.observer, "")
	}
	check(w.Workbench)
	check(w.open(t))
}

// A round table is told once to each: when he is invited, or when what he wrote or commented on comes on the agenda, whichever is
// first; it is the same after a start.
func TestRoundTableIsToldOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	ok(t, w.Comment(ctx, w.other, id, "comment-1", "Почему?", nil))
	table, err := w.Convene(ctx, w.organiser, proposals.RoundTableHead{Title: proposals.Bilingual{Ru: "Стол"}, Date: "2026-12-10"}, nil)
	ok(t, err)
	agenda := func(title string, chosen ...proposals.ProposalID) {
		t.Helper()
		r, err := w.RoundTable(table)
		ok(t, err)
		ok(t, w.SetAgenda(ctx, w.organiser, table, r.Seq, []proposals.AgendaItem{{ID: "item", Title: proposals.Bilingual{Ru: title}, Proposals: chosen}}))
	}
	agenda("Без поправок")
	wantTold(t, w.Workbench, w.lawyer, "")
	ok(t, w.Invite(ctx, w.organiser, table, proposals.Participant{ID: "lawyer", Member: w.lawyer.ID}))
	agenda("С поправкой", id)
	agenda("Иначе", id)
	ok(t, w.InviteAll(ctx, w.organiser, table))
	ok(t, w.TakeBack(ctx, w.organiser, table, "lawyer"))
	ok(t, w.InviteAll(ctx, w.organiser, table))
	check := func(bench *proposals.Workbench) {
		t.Helper()
		for _, m := range []proposals.Member{w.lawyer, w.other, w.observer} {
			wantTold(t, bench, m, "\n\t\t\t* round_table by organiser-0\n\t\t")
		}
		wantTold(t, bench, w.author, `
			* round_table by organiser-0
			* comment by member-1, comment-1, Почему?
		`)
		wantTold(t, bench, w.organiser, "")
	}
	check(w.Workbench)
	check(w.open(t))
}

// proposeAs opens a proposal of somebody else.
func (w *world) proposeAs(t testing.TB, by proposals.Member, target string) proposals.ProposalID {
	t.Helper()
	id, err := w.Propose(context.Background(), by, w.bill, w.act, proposals.Amend, target)
	ok(t, err)
	return id
}

// Another proposal on the same article is told to whoever has one there, in whatever order the streams are read, and only
// while both may still get in each other's way.
func TestRivalIsTold(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	var mine []proposals.ProposalID
	for range 12 { // ids decide the order in which the streams are read
		mine = append(mine, w.propose(t, proposals.Amend, "art_2"))
	}
	elsewhere := w.proposeAs(t, w.other, "art_1")
	rival := w.proposeAs(t, w.other, "art_2")
	late := w.propose(t, proposals.Amend, "art_2")
	ok(t, w.Share(ctx, w.other, elsewhere))
	ok(t, w.Share(ctx, w.other, rival))
	after := w.propose(t, proposals.Amend, "art_2")
	for _, bench := range []*proposals.Workbench{w.Workbench, w.open(t)} {
		page := bench.Notices(w.author, 0, 100)
		about := map[proposals.ProposalID]bool{}
		for _, n := range page.Notices {
			if n.Reason != proposals.NoticeRival || n.Other.ID != rival {
				t.Errorf("told %+v", n)
			}
			about[n.Proposal.ID] = true
		}
		if len(about) != len(mine)+1 || !about[late] || about[after] {
			t.Errorf("told of %d proposals: %v", len(about), about)
		}
		wantTold(t, bench, w.other, "")
	}
	ok(t, w.Withdraw(ctx, w.other, rival, "Ошибка."))
	wantTold(t, w.Workbench, w.author, "")
}

// A conflict with a newer edition is told to the author, not to who added the edition.
func TestConflictIsTold(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати суток", "сорока суток")
	newer := strings.Replace(lawRu, "тридцати суток", "пятидесяти суток", 1)
	document, err := source.Read([]byte(newer), "law.txt")
	ok(t, err)
	ok(t, w.AddEdition(context.Background(), w.lawyer, w.act, document.Expression, "2026-12-01", nil))
	ok(t, w.Rebase(context.Background(), w.lawyer.ID, w.act))
	wantTold(t, w.Workbench, w.author, "* conflict by lawyer-0\n")
	wantTold(t, w.open(t), w.author, "* conflict by lawyer-0\n")
}

// Reading is kept by what was seen: what came meanwhile stays unread, saying it twice makes one event, and a restart knows.
func TestReadIsWhatWasSeen(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	for i := range 3 {
		ok(t, w.Comment(ctx, w.other, id, proposals.CommentID(fmt.Sprintf("comment-%d", i)), "Раз.", nil))
	}
	seen := w.Notices(w.author, 0, 1)
	if seen.Unread != 3 || len(seen.Notices) != 1 || !seen.More {
		t.Fatalf("got %+v", seen)
	}
	ok(t, w.Comment(ctx, w.other, id, "comment-9", "Ещё.", nil))
	events := len(w.memory.All())
	for range 2 {
		ok(t, w.MarkRead(ctx, w.author, seen.UpTo, nil))
		ok(t, w.MarkRead(ctx, w.other, seen.UpTo, nil)) // nothing of his is there
	}
	if n := len(w.memory.All()) - events; n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	page := w.Notices(w.author, 0, 10)
	if page.Unread != 1 || page.Notices[0].Read || !page.Notices[1].Read {
		t.Errorf("unread: %d", page.Unread)
	}
	ok(t, w.MarkRead(ctx, w.author, nil, []proposals.EventRef{page.Notices[0].EventRef}))
	for _, bench := range []*proposals.Workbench{w.Workbench, w.open(t)} {
		if n := bench.Notices(w.author, 0, 10).Unread; n != 0 {
			t.Errorf("%d unread", n)
		}
	}
}

// A start takes in years of single marks, one by one, with memory that grows with them and not with their square: a mark
// copies none of those before it.
func TestMarksAreTakenInWhereTheyLie(t *testing.T) {
	taken := func(marks int) uint64 {
		w := newWorld(t)
		for i := range marks {
			ok(t, w.memory.Put(proposals.Event{Stream: proposals.StreamOf("reader", string(w.author.ID)), Seq: i + 1,
				Kind: proposals.NotificationsRead, At: w.clock.Now(), By: w.author.ID,
				Data: []byte(fmt.Sprintf(`{"items":[{"stream":"proposal/p%d","seq":%d}]}`, i%10, i+1))}))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		w.open(t)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := taken(500), taken(2000)
	if many > 8*few {
		t.Errorf("four times the marks take %d bytes instead of %d", many, few)
	}
}

// Marks are not taken faster than anybody reads.
func TestMarksAreNotTakenTooFast(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	var err error
	for i := range 100 {
		ok(t, w.Comment(ctx, w.other, id, proposals.CommentID(fmt.Sprintf("comment-%d", i)), "Раз.", nil))
		w.clock.Skip(-2e9) // the clock of the test would go on by itself
		if err = w.MarkRead(ctx, w.author, w.Notices(w.author, 0, 1).UpTo, nil); err != nil {
			break
		}
	}
	wantCode(t, err, proposals.CodeTooOften)
	w.clock.Skip(2 * 60 * 1e9)
	ok(t, w.MarkRead(ctx, w.author, w.Notices(w.author, 0, 1).UpTo, nil))
}

// What a member may not see is told neither on the page nor by letter, even when somebody names him there.
func TestDraftIsToldToNobody(t *testing.T) {
	w := newWorld(t)
	id := w.propose(t, proposals.Amend, "art_2")
	ok(t, w.memory.Put(proposals.Event{Stream: proposals.StreamOf("proposal", string(id)), Seq: 2, Kind: proposals.ProposalCommented,
		At: w.clock.Now(), By: w.author.ID, Data: []byte(`{"id":"comment-1","body":"Тайна.","anchor":null,"mentions":["` + string(w.other.ID) + `"]}`)}))
	bench := w.open(t)
	wantTold(t, bench, w.other, "")
	ok(t, bench.Share(context.Background(), w.author, id))
	wantTold(t, bench, w.other, "* mention by member-0, comment-1, Тайна.\n")
}

// Of many only the newest are kept, in the order of time.
func TestNoticesAreBounded(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	for i := range 3 * proposals.MaxNotices {
		ok(t, w.Comment(context.Background(), w.other, id, proposals.CommentID(fmt.Sprintf("comment-%d", i)), fmt.Sprint(i), nil))
	}
	for _, bench := range []*proposals.Workbench{w.Workbench, w.open(t)} {
		page := bench.Notices(w.author, proposals.MaxNotices-1, 10)
		if page.Unread != proposals.MaxNotices || len(page.Notices) != 1 || page.More {
			t.Fatalf("%d unread, %d on the last page", page.Unread, len(page.Notices))
		}
		if want := fmt.Sprint(2 * proposals.MaxNotices); page.Notices[0].Words != want {
			t.Errorf("the oldest is %s, want %s", page.Notices[0].Words, want)
		}
	}
}
