package proposals

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"talqy/proposals/recent"
)

// homeViews keeps, for each member who looked at a home, what each proposal means to him, so that the next home looks only at
// what has changed since. The zero value is empty and ready.
type homeViews struct {
	mu sync.Mutex
	by recent.Map[MemberID, *homeView]
}

// maxHomeEntries bounds the entries that are kept for all members together, of some 100 bytes each: 200 members of a group with 5,000
// proposals have that many. Who has not looked at a home for longest pays for his next one as for the first.
const maxHomeEntries = 1 << 20

// homeView is the proposals as they concern one member.
type homeView struct {
	mu      sync.Mutex
	role    Role
	moment  int // up to which changes were looked at
	entries []homeEntry
	at      map[ProposalID]int // in entries
	// comparing says that pairs of his proposals and others are being compared beside the work.
	comparing bool
}

// homeEntry is one proposal as it concerns a member.
type homeEntry struct {
	proposal *Proposal
	// seen says that the member sees it, own that it is his, live that it can still become law.
	seen, own, live bool
	// draft, conflict, decision: it waits for him as a draft, with a conflict, for a decision; changes counts, for a lawyer,
	// changes that nobody has accepted.
	draft, conflict, decision bool
	changes                   int
	// calls counts the threads that wait for him; the most pressing and latest of them is of rank best, at bestAt.
	calls, best int
	bestAt      time.Time
}

// compare orders by the last change, the latest first.
func (e *homeEntry) compare(o *homeEntry) int {
	return cmp.Or(o.proposal.UpdatedAt.Compare(e.proposal.UpdatedAt), cmp.Compare(e.proposal.ID, o.proposal.ID))
}

// of gives the view of a member.
func (v *homeViews) of(m Member) *homeView {
	v.mu.Lock()
	defer v.mu.Unlock()
	view, ok := v.by.Get(m.ID)
	if !ok {
		view = &homeView{}
		v.by.Put(m.ID, view, 0, maxHomeEntries)
	}
	return view
}

// weigh takes in how many entries the view of a member has by now; views that were not used for longest make room for it. Who is using
// one that is dropped goes on with it alone.
func (v *homeViews) weigh(m Member, view *homeView, entries int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if kept, _ := v.by.Peek(m.ID); kept == view { // else dropped meanwhile
		v.by.Put(m.ID, view, entries, maxHomeEntries)
	}
}

// refresh looks at what has changed. What a proposal means to somebody depends on it, on who he is and on his role alone.
func (v *homeView) refresh(w *Workbench, by Member) {
	if v.at == nil || v.role != by.Role {
		v.moment, v.role, v.entries, v.at = 0, by.Role, nil, map[ProposalID]int{}
	}
	changed, now := w.since(v.moment)
	v.moment = now
	if by.Role == Lawyer { // at first every wording in discussion is compared, which is most of the work
		onAllCores(len(changed), func(i int) {
			if changed[i].Status == Discussion {
				w.reviews.open(changed[i])
			}
		})
	}
	for _, p := range changed {
		i, ok := v.at[p.ID]
		if !ok {
			i = len(v.entries)
			v.entries, v.at[p.ID] = append(v.entries, homeEntry{}), i
		}
		v.entries[i] = w.homeEntry(by, p)
	}
}

func (w *Workbench) homeEntry(by Member, p *Proposal) homeEntry {
	e := homeEntry{proposal: p, own: p.Author == by.ID}
	if e.seen = Can(by, ActSee, p, nil); !e.seen {
		return e
	}
	e.live = p.Status.live()
	e.draft = e.own && p.Status == Draft
	e.conflict = p.Conflicting() && e.live && works(by) && (e.own || by.Role == Lawyer || by.Role == Organiser)
	if Can(by, ActComment, p, nil) {
		for _, t := range callsIn(p, by.ID) {
			rank := slices.Index(pressing, t.Call)
			if e.calls == 0 || rank < e.best || rank == e.best && t.Last.At.After(e.bestAt) {
				e.best, e.bestAt = rank, t.Last.At
			}
			e.calls++
		}
	}
	if by.Role == Lawyer && p.Status == Discussion {
		e.changes = w.reviews.open(p)
	}
	e.decision = by.Role == Organiser && Can(by, ActAgree, p, nil) && p.OpenThreads() == 0
	return e
}

// leading gives the first n, in an order, of the entries that a list is about, and how many there are.
func (v *homeView) leading(n int, about func(*homeEntry) bool, order func(a, b *homeEntry) int) (first []*homeEntry, total int) {
	for i := range v.entries {
		e := &v.entries[i]
		if !about(e) {
			continue
		}
		total++
		first = among(first, n, e, order)
	}
	return first, total
}

// among puts one into the first n of a list in an order, where it belongs there.
func among[T any](first []T, n int, one T, order func(a, b T) int) []T {
	if n == 0 || len(first) == n && order(first[n-1], one) <= 0 {
		return first
	}
	at, _ := slices.BinarySearchFunc(first, one, order)
	return slices.Insert(first[:min(len(first), n-1)], at, one)
}

// threads gives the threads that wait, the most pressing first and of them the latest. They are among those of the proposals
// whose own first threads come first.
func (v *homeView) threads(reader MemberID) Waiting[HomeThread] {
	first, _ := v.leading(MaxHomeItems, func(e *homeEntry) bool { return e.calls > 0 }, func(a, b *homeEntry) int {
		return cmp.Or(cmp.Compare(a.best, b.best), b.bestAt.Compare(a.bestAt), a.compare(b))
	})
	var threads []HomeThread
	for _, e := range first {
		threads = append(threads, callsIn(e.proposal, reader)...)
	}
	slices.SortStableFunc(threads, func(a, b HomeThread) int {
		return cmp.Or(cmp.Compare(slices.Index(pressing, a.Call), slices.Index(pressing, b.Call)), b.Last.At.Compare(a.Last.At))
	})
	out := firstOf(threads)
	out.Total = 0
	for i := range v.entries {
		out.Total += v.entries[i].calls
	}
	return out
}
