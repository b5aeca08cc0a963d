package proposals_test

import (
	"slices"
	"testing"

	"talqy/proposals"
)

// Windows that follow each other give the whole list once, whatever their size, and another's draft in none of them.
func TestWindowsMakeTheWholeList(t *testing.T) {
	w := newWorld(t)
	for n := range 11 {
		if n%3 == 0 {
			w.propose(t, proposals.Amend, "art_2") // a draft of the author's
		} else {
			w.shared(t, proposals.Amend, "art_1")
		}
	}
	for _, by := range []proposals.Member{w.author, w.observer} {
		for _, filter := range []proposals.Filter{{}, {Bill: w.bill}, {Bill: w.bill, Target: "art_1"}, {Act: "no such act"}} {
			want := w.Proposals(by, filter)
			for size := 1; size <= 12; size++ {
				var got []*proposals.Proposal
				after := proposals.ProposalID("")
				for more := true; more; {
					window, further, err := w.ProposalWindow(by, filter, after, size)
					if err != nil || len(window) > size || further && len(window) != size {
						t.Fatalf("a window of %d has %d, %v", size, len(window), err)
					}
					got, more = append(got, window...), further
					if further {
						after = window[size-1].ID
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s, %+v: windows of %d give %d proposals, want %d", by.Role, filter, size, len(got), len(want))
				}
			}
		}
	}
	draft := w.propose(t, proposals.Amend, "art_2")
	_, _, err := w.ProposalWindow(w.observer, proposals.Filter{}, draft, 5)
	wantCode(t, err, proposals.CodeUnknownChoice)
}
