package proposals

import (
	"fmt"
	"testing"
)

// Each member who has ever looked at his home cost an entry for each proposal as long as the process lived.
func TestHomesAreKeptWithinABound(t *testing.T) {
	const proposals = 5000
	var views homeViews
	look := func(id string) *homeView {
		m := Member{ID: MemberID(id)}
		view := views.of(m)
		views.weigh(m, view, proposals)
		return view
	}
	often, first := look("often"), look("first")
	for i := range 1000 {
		look(fmt.Sprint("member ", i))
		if look("often") != often {
			t.Fatalf("the home of who looks again and again was dropped after %d others", i)
		}
		if weight := views.by.Weight(); weight > maxHomeEntries || weight != proposals*views.by.Len() {
			t.Fatalf("after %d members there are %d entries of %d homes", i, weight, views.by.Len())
		}
	}
	if look("first") == first {
		t.Error("the home that was not looked at for longest is still kept")
	}
	// One that is dropped while its member looks at it counts for nothing.
	m := Member{ID: "slow"}
	slow := views.of(m)
	for i := range 1000 {
		look(fmt.Sprint("member ", i))
	}
	before := views.by.Weight()
	views.weigh(m, slow, proposals)
	if views.by.Weight() != before || views.of(m) == slow {
		t.Errorf("%d entries became %d", before, views.by.Weight())
	}
	views.weigh(m, views.of(m), 2*maxHomeEntries) // one alone may be larger
	if views.by.Len() != 1 || views.by.Weight() != 2*maxHomeEntries {
		t.Errorf("%d homes, %d entries", views.by.Len(), views.by.Weight())
	}
}
