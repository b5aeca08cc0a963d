package proposals_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/source"
	"talqy/proposals/text"
)

// chronicle writes a history down as a reader would see it: kind, text, who, and the words of the Russian wording that are not the law's.
func chronicle(entries []proposals.HistoryEntry) string {
	var out strings.Builder
	for _, e := range entries {
		now, _ := e.Proposal.Text(proposals.Wording, act.Russian)
		changed := ""
		for _, op := range redline.Compare(now.Current, now.Proposed) {
			if op.Kind == redline.Insert {
				changed += op.Text
			}
		}
		fmt.Fprintf(&out, "%s %s%s%s %v [%s]\n", e.Event.Kind, e.Lang, e.Outcome, e.Reason, e.Authors, changed)
	}
	return out.String()
}

func (w *world) history(t testing.TB, id proposals.ProposalID) []proposals.HistoryEntry {
	t.Helper()
	entries, more, err := w.History(w.author, id, proposals.HistoryPage{})
	if err != nil || more {
		t.Fatalf("more %v, %v", more, err)
	}
	return entries
}

// Two members who type in turn are one entry of both; a third who comes later has an entry of his own; languages are apart.
func TestHistoryJoinsThoseWhoTypeInTurn(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "одного")
	w.edit(t, w.other, id, "кров", "кров и тепло")
	w.editKk(t, id, "отыз", "бір")
	w.edit(t, w.author, id, "одного", "двух")
	w.edit(t, w.other, id, "тепло", "уют")
	w.editKk(t, id, "бір", "екі")
	w.edit(t, w.lawyer, id, "двух", "трёх")
	w.clock.Skip(time.Hour)
	w.edit(t, w.author, id, "трёх", "пяти")
	const want = `proposal.opened  [member-0] []
proposal.shared  [member-0] []
proposal.edited ru [member-0 member-1] [двухи уют]
proposal.edited kk [member-0] [двухи уют]
proposal.edited ru [lawyer-0] [трёхи уют]
proposal.edited ru [member-0] [пятии уют]
`
	got := strings.ReplaceAll(chronicle(w.history(t, id)), " и", "и")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// One who types all day is not one entry, and a hundred short turns are a few.
func TestHistoryEntriesAreOfReasonableSize(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	word, turns := "тридцати", 0
	for begun := w.clock.Now(); w.clock.Now().Sub(begun) < 2*time.Hour; turns++ {
		next := fmt.Sprintf("слово%d", turns)
		by := w.author
		if turns%2 == 1 {
			by = w.other
		}
		w.edit(t, by, id, word, next)
		word = next
		w.clock.Skip(time.Minute)
	}
	entries := w.history(t, id)[2:] // after opened and shared
	if len(entries) < 4 || len(entries) > 8 {
		t.Errorf("%d turns in two hours are %d entries, want 4 to 8", turns, len(entries))
	}
	for _, e := range entries {
		if long := e.Until.Sub(e.Event.At); long > 30*time.Minute {
			t.Errorf("an entry lasts %v", long)
		}
	}
	if got := entries[len(entries)-1]; !strings.Contains(chronicle(entries[len(entries)-1:]), word) || got.Event.Seq != w.get(t, id).Seq {
		t.Errorf("the last entry is not the present state: %s", chronicle(entries[len(entries)-1:]))
	}
}

// A long life is told with memory that grows with it, not with its square: an edit that joins its sitting leaves the earlier
// entries where they are. Bytes are counted, not time, which says nothing on a busy machine.
func TestHistoryGrowsWithItsEvents(t *testing.T) {
	told := func(sittings int) uint64 {
		w := newWorld(t)
		id := w.propose(t, proposals.Repeal, "art_2")
		ok(t, w.Share(context.Background(), w.author, id))
		for i := range sittings {
			for j := range 4 {
				u := proposals.Update{ClientID: "c", Changes: text.Replacement(4*i+j, 0, 0, "ы")}
				_, _, err := w.Edit(context.Background(), w.author, id, proposals.Justification, act.Russian, 4*i+j, []proposals.Update{u})
				ok(t, err)
			}
			w.clock.Skip(time.Hour)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := w.History(w.author, id, proposals.HistoryPage{})
		runtime.ReadMemStats(&after)
		ok(t, err)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := told(100), told(400)
	if many > 8*few {
		t.Errorf("four times the sittings take %d bytes instead of %d", many, few)
	}
}

// A history is read page by page, and the pages joined are the whole of it, each event in one entry.
func TestHistoryByPages(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	for i := range 340 {
		if err := w.Comment(context.Background(), w.other, id, proposals.CommentID(fmt.Sprintf("comment-%04d", i)), "Замечание.", nil); err != nil {
			t.Fatal(err)
		}
	}
	var seqs []int
	before := 0
	for pages := 1; ; pages++ {
		page, more, err := w.History(w.observer, id, proposals.HistoryPage{Before: before, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		for i := len(page) - 1; i >= 0; i-- {
			seqs = append(seqs, page[i].Event.Seq)
		}
		if !more {
			if pages != 4 {
				t.Errorf("%d pages, want 4", pages)
			}
			break
		}
		before = page[0].Event.Seq
	}
	for i, seq := range seqs {
		if seq != 342-i {
			t.Fatalf("entry %d from the end is event %d, want %d", i, seq, 342-i)
		}
	}
	if len(seqs) != 342 {
		t.Errorf("%d entries, want 342", len(seqs))
	}
	page, more, err := w.History(w.observer, id, proposals.HistoryPage{Limit: 1_000_000})
	if err != nil || !more || len(page) != proposals.MaxHistory {
		t.Errorf("asked for too much: %d entries, more %v, %v", len(page), more, err)
	}
}

// Putting a version back is an edit that says what it restores; the history before it stays, anchors move with it.
func TestRestore(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	then := w.get(t, id)
	w.edit(t, w.other, id, "сорока", "пятидесяти")
	w.edit(t, w.other, id, "кров", "кров и уход")
	if err := w.Comment(ctx, w.lawyer, id, "comment-1", "Точно?", w.place(t, id, "питание")); err != nil {
		t.Fatal(err)
	}
	for range 2 { // sent twice: the text is there already
		if err := w.Restore(ctx, w.lawyer, id, proposals.Wording, act.Russian, then.Seq); err != nil {
			t.Fatal(err)
		}
	}
	after := w.get(t, id)
	was, _ := then.Text(proposals.Wording, act.Russian)
	now, _ := after.Text(proposals.Wording, act.Russian)
	if now.Proposed != was.Proposed {
		t.Errorf("restored\n%s\nwant\n%s", now.Proposed, was.Proposed)
	}
	if a := after.Threads[0].Anchor; a.Lost || slice(now.Proposed, a.From, a.To) != "питание" {
		t.Errorf("the comment is on %+v", a)
	}
	entries := w.history(t, id)
	last := entries[len(entries)-1]
	if last.Restores != then.Seq || last.Event.By != w.lawyer.ID || last.RestoresAt.IsZero() || !last.Changed {
		t.Errorf("the last entry is %+v", last)
	}
	if n := after.Seq - then.Seq; n != 4 {
		t.Errorf("%d events since the version, want two edits, a comment and one restoration", n)
	}
	wantCode(t, w.Restore(ctx, w.author, id, proposals.Wording, act.Russian, 0), proposals.CodeNotFound)
	wantCode(t, w.Restore(ctx, w.author, id, proposals.Wording, act.Russian, after.Seq+1), proposals.CodeNotFound)
	wantCode(t, w.Restore(ctx, w.author, id, proposals.Wording, "en", 1), proposals.CodeLangMissing)
	wantCode(t, w.Restore(ctx, w.observer, id, proposals.Wording, act.Russian, 1), proposals.CodeForbidden)
	repeal := w.shared(t, proposals.Repeal, "art_1")
	wantCode(t, w.Restore(ctx, w.author, repeal, proposals.Wording, act.Russian, 1), proposals.CodeLangMissing)
	forged := replace(t, now.Proposed, "сорока", "ста")
	forged.ClientID = "restore"
	_, _, err := w.Edit(ctx, w.author, id, proposals.Wording, act.Russian, now.Version(), []proposals.Update{forged})
	wantCode(t, err, proposals.CodeIDTaken)
}

// A newer edition in the history says which language it was about and how it was taken in.
func TestHistoryTellsOfEditions(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	for i, law := range []string{strings.Replace(lawRu, "кров", "кров и уход", 1), strings.Replace(lawRu, "тридцати", "двадцати", 1)} {
		document, err := source.Read([]byte(law), "law.txt")
		if err != nil {
			t.Fatal(err)
		}
		if err := w.AddEdition(ctx, w.author, w.act, document.Expression, fmt.Sprintf("2026-0%d-01", i+1), []byte(law)); err != nil {
			t.Fatal(err)
		}
		if err := w.Rebase(ctx, w.author.ID, w.act); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.AcceptEdition(ctx, w.author, id, act.Russian); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range w.history(t, id)[3:] {
		got = append(got, fmt.Sprintf("%s %s %s %s %v", e.Event.Kind, e.Part, e.Lang, e.Outcome, e.Changed))
	}
	want := []string{"proposal.rebased wording ru merged true", "proposal.rebased wording ru conflict false", "proposal.rebased wording ru accepted true"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Who wrote which words holds through a newer edition, a rejected change and a restored version.
func TestAuthorsSurviveRebaseRejectionAndRestore(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	w.edit(t, w.other, id, "питание", "горячее питание")
	version := w.get(t, id).Seq
	wrote := func(words string) string {
		t.Helper()
		now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
		_, spans, err := w.Authors(w.observer, id, proposals.Wording, act.Russian)
		if err != nil {
			t.Fatal(err)
		}
		at := w.place(t, id, words)
		var who []string
		for _, s := range spans {
			if s.From < at.To && s.To > at.From && strings.TrimSpace(slice(now.Proposed, max(s.From, at.From), min(s.To, at.To))) != "" {
				by := "law"
				if s.Event != nil {
					by = string(s.Event.By)
				}
				who = append(who, by)
			}
		}
		return strings.Join(who, " ")
	}
	check := func(when string, want map[string]string) {
		t.Helper()
		for words, author := range want {
			if got := wrote(words); got != author {
				t.Errorf("%s, «%s» is of %s, want %s", when, words, got, author)
			}
		}
	}
	check("at first", map[string]string{"сорока": "member-0", "горячее": "member-1", "суток": "law"})

	law := strings.Replace(lawRu, "кров", "кров и уход", 1)
	document, err := source.Read([]byte(law), "law.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AddEdition(ctx, w.organiser, w.act, document.Expression, "2026-01-01", []byte(law)); err != nil {
		t.Fatal(err)
	}
	if err := w.Rebase(ctx, w.organiser.ID, w.act); err != nil {
		t.Fatal(err)
	}
	check("after a newer edition", map[string]string{"сорока": "member-0", "горячее": "member-1", "уход": "law"})

	w.edit(t, w.other, id, "сорока", "ста")
	if err := w.Restore(ctx, w.lawyer, id, proposals.Wording, act.Russian, version); err != nil {
		t.Fatal(err)
	}
	check("after a version was put back", map[string]string{"сорока": "lawyer-0", "горячее": "member-1", "суток": "law"})

	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	for _, c := range redline.Changes(redline.Compare(now.Current, now.Proposed)) {
		if c.Inserted != "сорока" {
			continue
		}
		if err := w.Review(ctx, w.organiser, id, proposals.Review{Lang: act.Russian, Version: now.Version(), From: c.From, To: c.To,
			Deleted: c.Deleted, Inserted: c.Inserted, Verdict: proposals.VerdictReject}); err != nil {
			t.Fatal(err)
		}
	}
	check("after a change was rejected", map[string]string{"тридцати": "organiser-0", "горячее": "member-1"})
}
