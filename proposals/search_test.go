package proposals_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
)

func TestSearchFindsProposalsByTheBestOfTheirTexts(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати суток", "девяноста суток")
	for query, want := range map[string]struct {
		in    proposals.FoundIn
		lang  act.Lang
		words string
	}{
		"статья 2":         {proposals.FoundInAddress, act.Russian, "статья 2"},
		"ст. 2":            {proposals.FoundInAddress, act.Russian, "статья 2"},
		"п. 1 ст. 2":       {proposals.FoundInAddress, act.Russian, "статья 2"},
		"2-баптың":         {proposals.FoundInAddress, act.Russian, "статья 2"},
		"2-бап. баспана":   {proposals.FoundInAddress, act.Kazakh, "2-бап. Баспана"},
		"ДЕВЯНОСТА":        {proposals.FoundInWording, act.Russian, "девяноста"},
		"зардап шеккен":    {proposals.FoundInWording, act.Kazakh, "зардап шеккен"},
		"член группы":      {proposals.FoundInAuthor, "", "Член группы"},
		"суток пострадавш": {proposals.FoundInWording, act.Russian, "пострадавш"},
	} {
		got := w.SearchProposals(w.observer, query, 10)
		if got.ProposalsTotal != 1 || len(got.Proposals) != 1 {
			t.Errorf("%q: found %d proposals", query, got.ProposalsTotal)
			continue
		}
		hit := got.Proposals[0]
		if hit.Proposal.ID != id || hit.In != want.in || hit.Lang != want.lang {
			t.Errorf("%q: found in %s %s, want %s %s", query, hit.In, hit.Lang, want.in, want.lang)
		}
		if words := slice(hit.Text, hit.Marks[0][0], hit.Marks[0][1]); words != want.words {
			t.Errorf("%q: marked %q of %q, want %q", query, words, hit.Text, want.words)
		}
	}
	if got := w.SearchProposals(w.observer, "ст. 1", 10); got.ProposalsTotal != 0 {
		t.Errorf("another article's address finds %+v", got.Proposals)
	}
	if got := w.SearchProposals(w.observer, "тридцати", 10); got.ProposalsTotal != 0 {
		t.Errorf("the words that the draft struck are still found: %+v", got.Proposals)
	}
}

// What another's draft says is found by its author alone, and so is what is said on it.
func TestSearchDoesNotFindAnothersDraft(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.propose(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати суток", "шестидесяти суток")
	if err := w.Comment(ctx, w.author, id, "comment-1", "Шестидесяти хватит?", nil); err != nil {
		t.Fatal(err)
	}
	for _, m := range []proposals.Member{w.organiser, w.other, w.lawyer, w.observer} {
		if got := w.SearchProposals(m, "шестидесяти", 10); got.ProposalsTotal+got.CommentsTotal != 0 {
			t.Errorf("%s finds a draft of another", m.Role)
		}
	}
	if got := w.SearchProposals(w.author, "шестидесяти", 10); got.ProposalsTotal != 1 || got.CommentsTotal != 1 {
		t.Errorf("its author finds %d proposals and %d comments", got.ProposalsTotal, got.CommentsTotal)
	}
}

func TestSearchFindsCommentsAndReplies(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	if err := w.Comment(ctx, w.other, id, "comment-1", "Сроки — по Протоколу.", w.place(t, id, "тридцати суток")); err != nil {
		t.Fatal(err)
	}
	if err := w.Reply(ctx, w.author, id, "comment-1", "reply-01", fmt.Sprintf("@[%s], протокол не говорит о сроках.", w.lawyer.ID)); err != nil {
		t.Fatal(err)
	}
	got := w.SearchProposals(w.observer, "протокол", 10)
	if got.CommentsTotal != 2 || len(got.Comments) != 2 {
		t.Fatalf("found %d comments, want 2", got.CommentsTotal)
	}
	last := got.Comments[0]
	if last.Said.ID != "reply-01" || last.Thread.ID != "comment-1" || last.Text != "@Член группы, протокол не говорит о сроках." {
		t.Errorf("the latest is %s in %s: %q", last.Said.ID, last.Thread.ID, last.Text)
	}
	if words := slice(last.Text, last.Marks[0][0], last.Marks[0][1]); words != "протокол" {
		t.Errorf("marked %q", words)
	}
	if got := w.SearchProposals(w.observer, "протокол", 1); len(got.Comments) != 1 || got.CommentsTotal != 2 {
		t.Errorf("with a limit of one: %d of %d", len(got.Comments), got.CommentsTotal)
	}
	if got := w.SearchProposals(w.observer, "  ", 10); got.CommentsTotal != 0 {
		t.Errorf("nothing was asked, %d comments found", got.CommentsTotal)
	}
}

// An edit costs the fold of one proposal, not of all: what was found before is found as it is now.
func TestSearchFollowsEdits(t *testing.T) {
	w := newWorld(t)
	id := w.shared(t, proposals.Amend, "art_2")
	for i, words := range []string{"сорока", "пятидесяти", "шестидесяти"} {
		old := []string{"тридцати", "сорока", "пятидесяти"}[i]
		w.edit(t, w.author, id, old, words)
		if got := w.SearchProposals(w.other, words, 10); got.ProposalsTotal != 1 {
			t.Errorf("%q is not found", words)
		}
		if got := w.SearchProposals(w.other, old, 10); got.ProposalsTotal != 0 {
			t.Errorf("%q is found though it has gone", old)
		}
	}
}

// manyProposals opens n proposals in discussion in one bill.
func manyProposals(t testing.TB, w *world, n int) []proposals.ProposalID {
	t.Helper()
	ids := make([]proposals.ProposalID, n)
	for i := range ids {
		ids[i] = w.shared(t, proposals.Amend, []string{"art_1", "art_2", "art_2-1"}[i%3])
	}
	return ids
}

// A search over 2,000 proposals must not be felt as one types; the first one folds them all.
func TestSearchOverTwoThousandProposals(t *testing.T) {
	w := newWorld(t)
	manyProposals(t, w, 2000)
	w.SearchProposals(w.observer, "приют", 20)
	began := time.Now()
	got := w.SearchProposals(w.observer, "приют пострадавшего", 20)
	if took := time.Since(began); took > time.Second {
		t.Errorf("the second search took %s", took)
	}
	if want := 667; got.ProposalsTotal != want || len(got.Proposals) != 20 {
		t.Errorf("found %d, gave %d; want %d and 20", got.ProposalsTotal, len(got.Proposals), want)
	}
}
