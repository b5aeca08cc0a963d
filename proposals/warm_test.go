package proposals_test

import (
	"context"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
)

func TestWarmFoldsEachStateOfAProposalOnce(t *testing.T) {
	w := newWorld(t)
	one := w.propose(t, proposals.Amend, "art_2")
	w.propose(t, proposals.Amend, "art_1")
	ended, end := context.WithCancel(t.Context())
	end()
	if got := w.Warm(ended); got != 0 {
		t.Errorf("a server that stops folded %d", got)
	}
	for _, want := range []int{2, 0} {
		if got := w.Warm(t.Context()); got != want {
			t.Errorf("%d were folded, not %d", got, want)
		}
	}
	if err := w.Comment(t.Context(), w.author, one, "comment-1", "Слово ковчег.", nil); err != nil {
		t.Fatal(err)
	}
	if found := w.SearchProposals(w.author, "ковчег", 5); found.CommentsTotal != 1 {
		t.Errorf("what was said after that is found %d times", found.CommentsTotal)
	}
	if got := w.Warm(t.Context()); got != 0 {
		t.Errorf("after a search %d were folded", got)
	}
	w.edit(t, w.author, one, "питание", "пропитание")
	if got := w.Warm(t.Context()); got != 1 {
		t.Errorf("after an edit %d were folded", got)
	}
	if found := w.SearchProposals(w.author, "пропитание", 5); found.ProposalsTotal != 1 || found.Proposals[0].Lang != act.Russian {
		t.Errorf("the edit is found: %+v", found.Proposals)
	}
}
