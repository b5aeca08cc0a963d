package proposals_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
	"talqy/proposals/text"
)

// typist is a member at an open editor.
type typist struct {
	*text.Editor
	w       *proposals.Workbench
	id      proposals.ProposalID
	by      proposals.Member
	refused int // how often the text had moved on
}

func (w *world) typist(t testing.TB, name string, id proposals.ProposalID, by proposals.Member) *typist {
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	return &typist{text.NewEditor(name, now.Proposed, now.Version()), w.Workbench, id, by, 0}
}

// put types words at a place of what the editor shows.
func (ty *typist) put(at int, words string) error {
	return ty.Change(text.Replacement(text.Units(ty.Text()), at, at, words))
}

// post sends what is not confirmed, once, and takes nothing of the answer.
func (ty *typist) post() (version, now int, since []proposals.Update, err error) {
	version, updates := ty.Pending()
	now, since, err = ty.w.Edit(context.Background(), ty.by, ty.id, proposals.Wording, act.Russian, version, updates)
	return version, now, since, err
}

// send sends until the server has everything, as the page does.
func (ty *typist) send() error {
	for range 10_000 {
		_, updates := ty.Pending()
		if len(updates) == 0 {
			return nil
		}
		version, _, since, err := ty.post()
		if err != nil && proposals.CodeOf(err) != proposals.CodeTextMovedOn {
			return err
		}
		if err != nil {
			ty.refused++
		} else if since == nil {
			since = updates
		}
		if err := ty.Receive(version, since); err != nil {
			return err
		}
	}
	return errors.New("never got in")
}

// An answer gets lost and the page sends again, with more words or after hearing of others: every word stands once.
func TestEditSentTwiceCountsOnce(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	a, b := w.typist(t, "a", id, w.author), w.typist(t, "b", id, w.other)
	steps := []error{a.put(0, "А")}
	_, stale := a.Pending()
	_, _, _, err := a.post() // the answer is lost
	steps = append(steps, err, b.put(0, "Б"), b.send(), a.put(1, "В"))
	again, now, since, err := a.post()
	steps = append(steps, err, a.Receive(again, since))
	if again != 0 || now != 3 || len(since) != 3 {
		t.Errorf("sent again from version %d: version %d and %d updates, want 3 of each", again, now, len(since))
	}
	// The first request comes once more, by a line that was stuck.
	now, since, err = w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, 0, stale)
	if now != 3 || len(since) != 3 || err != nil {
		t.Errorf("the late request: version %d, %d updates, %v", now, len(since), err)
	}
	for i, err := range append(steps, b.Receive(b.Version(), since[b.Version():])) {
		if err != nil {
			t.Errorf("step %d: %v", i, err)
		}
	}
	text, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if !strings.HasPrefix(text.Proposed, "АБВСтатья") || a.Text() != text.Proposed || b.Text() != text.Proposed {
		t.Errorf("the server has %q, a %q, b %q", text.Proposed, a.Text(), b.Text())
	}
	if _, left := a.Pending(); len(left) > 0 {
		t.Errorf("a still sends %d", len(left))
	}
}

// The answer gets lost and the group agrees before the page sends again: what is stored is answered as taken, and only words
// that are not there yet are refused. Who does not see the proposal learns nothing by it.
func TestEditSentAgainAfterTheDecision(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	a := w.typist(t, "a", id, w.author)
	ok(t, a.put(0, "А"))
	_, _, _, err := a.post() // the answer is lost
	ok(t, err)
	ok(t, w.Take(ctx, w.organiser, id, proposals.ActAgree, ""))
	version, now, since, err := a.post()
	if now != 1 || len(since) != 1 || err != nil {
		t.Fatalf("sent again: version %d, %d updates, %v", now, len(since), err)
	}
	_, stored := a.Pending()
	_, since, err = w.Edit(ctx, w.observer, id, proposals.Wording, act.Russian, version, nil)
	wantCode(t, err, proposals.CodeForbidden)
	ok(t, a.put(1, "Б"))
	_, _, more, err := a.post()
	wantCode(t, err, proposals.CodeDecided)
	if p := w.get(t, id); since != nil || more != nil || p.Seq != 4 {
		t.Errorf("%d events; refused with %d and %d updates", p.Seq, len(since), len(more))
	}
	_, _, err = w.Edit(ctx, w.other, w.propose(t, proposals.Amend, "art_1"), proposals.Wording, act.Russian, 0, stored)
	wantCode(t, err, proposals.CodeNotFound)
}

// The log took an event and the answer was lost on the way back: deciding again finds the words there.
func TestEditWhoseAppendWasUnanswered(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	a := w.typist(t, "a", id, w.author)
	w.memory.Before = func(m *proposalstest.Memory, ev proposals.Event) error { return m.Put(ev) }
	if err := errors.Join(a.put(0, "А"), a.send()); err != nil {
		t.Fatal(err)
	}
	text, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if text.Version() != 1 || a.Version() != 1 || !strings.HasPrefix(text.Proposed, "АСтатья") {
		t.Errorf("version %d, the editor's %d: %q", text.Version(), a.Version(), text.Proposed)
	}
}

// A page takes an update with its own client id for its own words: nobody else may type under it.
func TestClientIDOfAnotherIsRefused(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	if a := w.typist(t, "a", id, w.author); a.put(0, "А") != nil || a.send() != nil {
		t.Fatal("the author cannot type")
	}
	for _, name := range []string{"a", "edition", "review"} {
		thief := w.typist(t, name, id, w.other)
		if err := thief.put(0, "Я"); err != nil {
			t.Fatal(err)
		}
		wantCode(t, thief.send(), proposals.CodeIDTaken)
	}
}

// An editor that is very far behind gets what it misses instead, and its words go in with the next request. What was made
// for another text is refused however old it says it is.
func TestEditFromFarBehind(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	slow, quick := w.typist(t, "slow", id, w.author), w.typist(t, "quick", id, w.other)
	for range 5 {
		for range 401 {
			if err := quick.put(3, "ы"); err != nil {
				t.Fatal(err)
			}
		}
		if err := quick.send(); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(slow.put(0, "А"), slow.send()); err != nil {
		t.Fatal(err)
	}
	text, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if slow.refused != 1 || !strings.HasPrefix(text.Proposed, "АСтаы") || slow.Text() != text.Proposed {
		t.Errorf("refused %d times; %.20q on the server, %.20q on the page", slow.refused, text.Proposed, slow.Text())
	}
	foreign := replace(t, "иной текст", "иной", "чужой")
	_, _, err := w.Edit(context.Background(), w.other, id, proposals.Wording, act.Russian, text.Version()-1, []proposals.Update{foreign})
	wantCode(t, err, proposals.CodeBadChange)
}

// «Кто внёс эти слова»: the law's words have no author, a newer edition's neither, a restored word is of who restored it.
func TestAuthorsOfEachWord(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	w.edit(t, w.other, id, "питание", "горячее питание")
	w.edit(t, w.other, id, "сорока", "")
	w.edit(t, w.lawyer, id, "до  суток", "до сорока суток")
	version, written, err := w.Authors(w.observer, id, proposals.Wording, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	at := 0
	var got []string
	for _, one := range written {
		if one.From != at {
			t.Errorf("a gap before %d", one.From)
		}
		at = one.To
		if one.Event != nil {
			got = append(got, fmt.Sprintf("%s: %s, event %d", one.Event.By, slice(now.Proposed, one.From, one.To), one.Event.Seq))
		}
	}
	want := fmt.Sprintf("%s: до сорока суток, event 6\n%s: горячее питание, event 4", w.lawyer.ID, w.other.ID)
	if strings.Join(got, "\n") != want || version != 4 || at != text.Units(now.Proposed) {
		t.Errorf("version %d, up to %d:\n%s\nwant\n%s", version, at, strings.Join(got, "\n"), want)
	}
	if _, written, _ = w.Authors(w.observer, id, proposals.Justification, act.Russian); len(written) > 0 {
		t.Errorf("an empty text has words of %+v", written)
	}
}

// Twenty members type fifty edits each in one article, all at once, while every write takes its time: every edit gets in at
// its first try, everybody ends with the server's text, and every character stands in it once.
func TestTwentyTypistsInOneArticle(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.memory.Before = func(*proposalstest.Memory, proposals.Event) error {
		time.Sleep(300 * time.Microsecond) // a durable write
		return nil
	}
	const typists, edits = 20, 50
	everybody := make([]*typist, typists)
	longest := make([]time.Duration, typists)
	var wg sync.WaitGroup
	for n := range everybody {
		everybody[n] = w.typist(t, fmt.Sprint("editor", n), id, []proposals.Member{w.author, w.other}[n%2])
		wg.Go(func() {
			ty := everybody[n]
			for edit := range edits {
				began := time.Now()
				err := ty.put((n*37+edit*11)%text.Units(ty.Text()), string(rune(0x4E00+n*edits+edit)))
				if err == nil {
					err = ty.send()
				}
				if err != nil {
					t.Errorf("typist %d, edit %d: %v", n, edit, err)
					return
				}
				longest[n] = max(longest[n], time.Since(began))
			}
		})
	}
	wg.Wait()
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if now.Version() != typists*edits {
		t.Errorf("version %d, want %d", now.Version(), typists*edits)
	}
	for n := range rune(typists * edits) {
		if got := strings.Count(now.Proposed, string(0x4E00+n)); got != 1 {
			t.Errorf("edit %d of typist %d stands %d times in the text", n%edits, n/edits, got)
		}
	}
	var refused []int
	for n, ty := range everybody {
		if err := ty.Receive(ty.Version(), now.Updates[ty.Version():]); err != nil || ty.Text() != now.Proposed {
			t.Errorf("typist %d shows %q, %v; the server has %q", n, ty.Text(), err, now.Proposed)
		}
		refused = append(refused, ty.refused)
	}
	slices.Sort(refused)
	t.Logf("refusals a typist: %v; the longest wait of one edit: %v", refused, slices.Max(longest))
	if slices.Max(refused) > 0 {
		t.Errorf("the most unlucky typist was refused %d times", slices.Max(refused))
	}
}
