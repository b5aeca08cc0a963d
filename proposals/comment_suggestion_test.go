package proposals_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"sync"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/text"
)

// suggest lets a member comment on words with others in their place.
func (w *world) suggest(t testing.TB, by proposals.Member, id proposals.ProposalID, comment proposals.CommentID, old, new string) {
	t.Helper()
	if err := w.AddComment(context.Background(), by, id, proposals.NewComment{ID: comment, Body: "Предлагаю.",
		Place: w.place(t, id, old), Suggestion: &proposals.Suggested{Old: old, New: new}}); err != nil {
		t.Fatal(err)
	}
}

// An accepted suggestion changes the text in the commenter's name; both are on record, the thread is closed, and comments
// on words that both wordings share stay.
func TestAcceptedSuggestion(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	if err := w.Comment(ctx, w.lawyer, id, "comment-0", "Чьих суток?", w.place(t, id, "суток")); err != nil {
		t.Fatal(err)
	}
	old := "на срок до тридцати суток"
	w.suggest(t, w.other, id, "comment-1", old, "на срок до девяноста суток подряд")
	before, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if err := w.AcceptSuggestion(ctx, w.author, id, "comment-1", "comment-1"); err != nil {
		t.Fatal(err)
	}
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	if want := strings.Replace(before.Proposed, old, "на срок до девяноста суток подряд", 1); now.Proposed != want || now.Version() != before.Version()+1 {
		t.Errorf("version %d: %q", now.Version(), now.Proposed)
	}
	threads := w.get(t, id).Threads
	if a := threads[0].Anchor; a.Lost || slice(now.Proposed, a.From, a.To) != "суток" {
		t.Errorf("the comment on «суток» is at %+v", a)
	}
	answer := threads[1].Suggestion.Answer
	if answer == nil || !answer.Accepted || answer.By != w.author.ID || answer.At.IsZero() || threads[1].Resolved == nil || threads[1].Resolved.By != w.author.ID {
		t.Errorf("the suggestion is %+v, resolved %+v", answer, threads[1].Resolved)
	}
	_, written, err := w.Authors(w.observer, id, proposals.Wording, act.Russian)
	if err != nil {
		t.Fatal(err)
	}
	found := ""
	for _, one := range written {
		if one.By == w.other.ID && one.Event != nil && one.Event.By == w.author.ID {
			found += slice(now.Proposed, one.From, one.To)
		}
	}
	if !strings.Contains(found, "девяноста") || strings.Contains(found, "тридцати") {
		t.Errorf("of the commenter, accepted by the author, are %q", found)
	}
	if err := w.AcceptSuggestion(ctx, w.lawyer, id, "comment-1", "comment-1"); err != nil { // sent again, also by another
		t.Error(err)
	}
	if again, _ := w.get(t, id).Text(proposals.Wording, act.Russian); again.Version() != now.Version() {
		t.Errorf("accepted twice, the text is at version %d", again.Version())
	}
	wantCode(t, w.DeclineSuggestion(ctx, w.author, id, "comment-1", "comment-1", "Передумал."), proposals.CodeSuggestionDecided)
	// Who typed on the version before is carried over it, as over anybody's edit.
	if _, _, err := w.Edit(ctx, w.author, id, proposals.Wording, act.Russian, before.Version(),
		[]proposals.Update{replace(t, before.Proposed, "питание", "горячее питание")}); err != nil {
		t.Error(err)
	}
	p, err := w.open(t).Proposal(w.author, id)
	if err != nil || !reflect.DeepEqual(p.Threads, w.get(t, id).Threads) || !reflect.DeepEqual(p.Texts, w.get(t, id).Texts) {
		t.Errorf("after a restart: %v", err)
	}
}

// Who may answer a suggestion, and with what.
func TestDeclinedSuggestion(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.suggest(t, w.other, id, "comment-1", "кров", "безопасный кров")
	wantCode(t, w.AcceptSuggestion(ctx, w.other, id, "comment-1", "comment-1"), proposals.CodeForbidden) // one's own
	wantCode(t, w.AcceptSuggestion(ctx, w.observer, id, "comment-1", "comment-1"), proposals.CodeForbidden)
	wantCode(t, w.DeclineSuggestion(ctx, w.author, id, "comment-1", "comment-1", " "), proposals.CodeEmpty)
	for range 2 { // sent twice, it counts once
		if err := w.DeclineSuggestion(ctx, w.author, id, "comment-1", "comment-1", "Термин не определён."); err != nil {
			t.Fatal(err)
		}
	}
	thread := w.thread(t, id)
	if a := thread.Suggestion.Answer; a == nil || a.Accepted || a.Reason != "Термин не определён." || a.By != w.author.ID || thread.Resolved != nil {
		t.Errorf("declined: %+v, resolved %v", a, thread.Resolved)
	}
	wantCode(t, w.AcceptSuggestion(ctx, w.author, id, "comment-1", "comment-1"), proposals.CodeSuggestionDecided)
	// A reply suggests otherwise, on the same words, and is taken back by who wrote it, without a reason.
	if err := w.AddReply(ctx, w.lawyer, id, "comment-1", proposals.NewReply{ID: "reply-01",
		Suggestion: &proposals.Suggested{Old: "кров", New: "жилье"}}); err != nil {
		t.Fatal(err)
	}
	if err := w.DeclineSuggestion(ctx, w.lawyer, id, "comment-1", "reply-01", ""); err != nil {
		t.Fatal(err)
	}
	wantCode(t, w.AddReply(ctx, w.lawyer, id, "comment-1", proposals.NewReply{ID: "reply-02"}), proposals.CodeEmpty)
	for _, err := range []error{
		w.AcceptSuggestion(ctx, w.author, id, "comment-1", "nothing-1"),
		w.AcceptSuggestion(ctx, w.author, id, "nothing-1", "comment-1"),
	} {
		wantCode(t, err, proposals.CodeNotFound)
	}
}

// A suggestion is about the very words that its author saw. When they are changed or gone nobody can accept it; when they
// are back, it can be accepted again; and it is never carried to the same words elsewhere.
func TestSuggestionWhoseWordsHaveGone(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.suggest(t, w.other, id, "comment-1", "до тридцати суток", "до девяноста суток")
	w.edit(t, w.author, id, "тридцати", "сорока")
	wantCode(t, w.AcceptSuggestion(ctx, w.author, id, "comment-1", "comment-1"), proposals.CodeSuggestionGone)
	w.edit(t, w.author, id, "сорока", "тридцати")
	w.edit(t, w.author, id, "питание", "питание до тридцати суток")
	w.edit(t, w.author, id, "пострадавшего на срок до тридцати суток", "пострадавшего")
	if !w.thread(t, id).Anchor.Lost {
		t.Fatal("the words are not lost")
	}
	wantCode(t, w.AcceptSuggestion(ctx, w.author, id, "comment-1", "comment-1"), proposals.CodeSuggestionGone)
	if err := w.DeclineSuggestion(ctx, w.author, id, "comment-1", "comment-1", "Слов больше нет."); err != nil {
		t.Error(err)
	}

	w.suggest(t, w.other, w.shared(t, proposals.Amend, "art_1"), "comment-2", "бесплатна", "бесплатна для всех")
	place := w.place(t, id, "кров")
	for name, c := range map[string]struct {
		new  proposals.NewComment
		code string
	}{
		"no place":         {proposals.NewComment{Suggestion: &proposals.Suggested{Old: "кров", New: "жилье"}}, proposals.CodeNoSuchWords},
		"other words":      {proposals.NewComment{Place: place, Suggestion: &proposals.Suggested{Old: "крыша", New: "жилье"}}, proposals.CodeSuggestionGone},
		"the same words":   {proposals.NewComment{Place: place, Suggestion: &proposals.Suggested{Old: "кров", New: "кров"}}, proposals.CodeSuggestionSame},
		"no words":         {proposals.NewComment{Place: place, Suggestion: &proposals.Suggested{New: "жилье"}}, proposals.CodeNoSuchWords},
		"too long":         {proposals.NewComment{Place: place, Suggestion: &proposals.Suggested{Old: "кров", New: strings.Repeat("а", proposals.MaxSuggestion+1)}}, proposals.CodeTextTooLong},
		"a control letter": {proposals.NewComment{Place: place, Suggestion: &proposals.Suggested{Old: "кров", New: "жи\x00лье"}}, proposals.CodeTextNotPlain},
	} {
		c.new.ID, c.new.Body = "comment-9", "Предлагаю."
		if err := w.AddComment(ctx, w.other, id, c.new); proposals.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	repeal := w.shared(t, proposals.Repeal, "art_2-1")
	if err := w.AddComment(ctx, w.other, repeal, proposals.NewComment{ID: "comment-9", Place: &proposals.Place{Lang: act.Russian, To: 3},
		Suggestion: &proposals.Suggested{Old: "Ста", New: "Сто"}}); err == nil {
		t.Error("a repeal has no words to suggest others for")
	}
}

// «суток» and the like stay what they are: while members type at random places of both languages at once and suggestions are
// accepted in between, every anchor that is not lost stands on words that its quote has, an accepted suggestion has put in
// its very words where its old ones stood and nothing else, and a second process that reads the log sees the same.
func TestAnchorsAndSuggestionsUnderConcurrentEdits(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	langs := []act.Lang{act.Russian, act.Kazakh}
	texts := map[act.Lang]string{}
	for _, lang := range langs {
		opened, _ := w.get(t, id).Text(proposals.Wording, lang)
		texts[lang] = opened.Proposed
	}
	var typing sync.WaitGroup
	for typist, m := range []proposals.Member{w.author, w.lawyer, w.organiser} {
		typing.Add(1)
		go func() {
			defer typing.Done()
			random := rand.New(rand.NewPCG(7, uint64(typist)))
			for range 60 {
				lang := langs[random.IntN(2)]
				p, err := w.Proposal(m, id)
				if err != nil {
					t.Error(err)
					return
				}
				now, _ := p.Text(proposals.Wording, lang)
				from := random.IntN(text.Units(now.Proposed) + 1)
				to := min(from+random.IntN(3), text.Units(now.Proposed))
				// Capital letters of another alphabet: none of the quotes has them, so words of a typist are known for such.
				insert := []string{"", "Q", "WZ ", "J\nV"}[random.IntN(4)]
				if from == to && insert == "" {
					continue
				}
				if _, _, err := w.Edit(ctx, m, id, proposals.Wording, lang, now.Version(), []proposals.Update{{ClientID: string(m.ID),
					Changes: text.Replacement(text.Units(now.Proposed), from, to, insert)}}); err != nil {
					t.Error(err)
					return
				}
			}
		}()
	}
	accepted, gone := 0, 0
	random := rand.New(rand.NewPCG(11, 13))
	for n := range 60 {
		lang := langs[random.IntN(2)]
		p := w.get(t, id)
		now, _ := p.Text(proposals.Wording, lang)
		units := text.Units(now.Proposed)
		if units < 8 {
			continue
		}
		from := random.IntN(units - 6)
		to := from + 2 + random.IntN(5)
		old := slice(now.Proposed, from, to)
		comment := proposals.CommentID(fmt.Sprintf("comment-%03d", n))
		err := w.AddComment(ctx, w.other, id, proposals.NewComment{ID: comment, Body: "Иначе.",
			Place:      &proposals.Place{Lang: lang, From: from, To: to, Version: now.Version()},
			Suggestion: &proposals.Suggested{Old: old, New: fmt.Sprintf("‹%d›", n)}})
		if code := proposals.CodeOf(err); err != nil {
			if code != proposals.CodeSuggestionGone && code != proposals.CodeNoSuchWords {
				t.Fatal(err)
			}
			continue
		}
		switch err := w.AcceptSuggestion(ctx, w.author, id, comment, comment); {
		case err == nil:
			accepted++
		case proposals.CodeOf(err) == proposals.CodeSuggestionGone:
			gone++
		default:
			t.Fatal(err)
		}
	}
	typing.Wait()
	t.Logf("%d suggestions accepted, %d whose words were gone", accepted, gone)
	if accepted < 10 {
		t.Errorf("only %d suggestions were accepted", accepted)
	}
	p := w.get(t, id)
	for _, thread := range p.Threads {
		if a := thread.Anchor; !a.Lost {
			now, _ := p.Text(proposals.Wording, a.Lang)
			words := slice(now.Proposed, a.From, a.To)
			if words == "" {
				t.Errorf("the comment on %q stands at no words, %d–%d", a.Quote, a.From, a.To)
			}
			for _, r := range words {
				if !strings.ContainsRune(a.Quote+"QWZJV \n‹›0123456789", r) {
					t.Errorf("the comment on %q has slipped onto %q", a.Quote, words)
					break
				}
			}
		}
		if s := thread.Suggestion; s.Answer == nil && thread.Resolved != nil || s.Answer != nil && thread.Resolved == nil {
			t.Errorf("%s: answered %v, resolved %v", thread.ID, s.Answer, thread.Resolved)
		}
	}
	again, err := w.open(t).Proposal(w.author, id)
	if err != nil || !reflect.DeepEqual(again.Texts, p.Texts) || !reflect.DeepEqual(again.Threads, p.Threads) {
		t.Errorf("a second process sees another text or other threads: %v", err)
	}
	// Each accepted suggestion is one event that replaces its old words and nothing else.
	for _, lang := range langs {
		now, _ := p.Text(proposals.Wording, lang)
		for i, u := range now.Updates {
			before := texts[lang]
			after, err := u.Changes.Apply(before)
			if err != nil {
				t.Fatal(err)
			}
			if u.ClientID == "suggestion" {
				if now.Origins[i].By != w.other.ID {
					t.Errorf("a suggestion is the change of %s", now.Origins[i].By)
				}
				if !strings.Contains(after, "‹") || len([]rune(after)) < len([]rune(before))-8 {
					t.Errorf("%q became %q", before, after)
				}
			}
			texts[lang] = after
		}
		if texts[lang] != now.Proposed {
			t.Errorf("%s: the updates lead to %q, the text is %q", lang, texts[lang], now.Proposed)
		}
	}
}
