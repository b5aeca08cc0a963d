package proposals

import (
	"context"
	"slices"
	"sync"
	"time"

	"talqy/proposals/redline"
)

// MaxHomeItems bounds what each list of a home shows; its total counts the rest.
const MaxHomeItems = 8

// Waiting is one list of a home: the first of what waits, and how many there are.
type Waiting[T any] struct {
	Items []T
	Total int
}

// Home answers «what waits for me». All of it follows from the state; nothing is kept for it.
type Home struct {
	// Drafts are the member's own, the latest first.
	Drafts Waiting[HomeDraft]
	// Threads are open threads in which somebody else had the last word and the member is asked for the next one.
	Threads Waiting[HomeThread]
	// Reviews are, for a lawyer, proposals in discussion with changes that nobody has accepted, the longest waiting first.
	Reviews Waiting[HomeReview]
	// Decisions are, for an organiser, proposals in discussion on which no thread is open, the longest untouched first.
	Decisions Waiting[*Proposal]
	// Conflicts are proposals that wait for a person to look at a newer edition: one's own, to a lawyer and an organiser all.
	Conflicts Waiting[*Proposal]
	// Collisions are what stands between the member's own proposals and those of others.
	Collisions Waiting[Collided]
	// Comparing says that some of the member's own proposals are still being compared with others: Collisions are those found so far.
	Comparing bool
	// Public are, for an organiser, the bills on whose public pages remarks wait.
	Public Waiting[HomePublic]
	// RoundTable is the next one, of today or later; nil for none. OnAgenda counts the member's own proposals on it.
	RoundTable *RoundTable
	OnAgenda   int
	// News are proposals in which others did something since the member looked at their bill; where there is no such thing,
	// Latest are those of others that changed last.
	News   Waiting[HomeNews]
	Latest []*Proposal
}

// HomeDraft is a draft and how many warnings the rules of drafting have for it.
type HomeDraft struct {
	Proposal *Proposal
	Warnings int
}

// ThreadCall is why a thread waits for a member.
type ThreadCall string

// The reasons, the most pressing first.
const (
	CalledByMention    ThreadCall = "mention"    // a comment names the member
	CalledBySuggestion ThreadCall = "suggestion" // another wording is proposed to the author of the proposal
	CalledByReply      ThreadCall = "reply"      // somebody answered in a thread in which the member spoke
	CalledByComment    ThreadCall = "comment"    // a remark on the member's own proposal
)

var pressing = []ThreadCall{CalledByMention, CalledBySuggestion, CalledByReply, CalledByComment}

// HomeThread is a thread that waits for a member, with its last word.
type HomeThread struct {
	Proposal *Proposal
	Thread   *Thread
	Call     ThreadCall
	Last     Reply
}

// HomeReview is a proposal and how many changes of its redline nobody has accepted, in both languages.
type HomeReview struct {
	Proposal *Proposal
	Changes  int
}

// Collided is a collision of a member's own proposal.
type Collided struct {
	Proposal *Proposal
	Collision
}

// HomeNews is a proposal in which others did something since the member's last visit to its bill.
type HomeNews struct {
	Proposal *Proposal
	// Events counts what they did; New says that the proposal itself was not there then.
	Events int
	New    bool
	// By did the last of it, At then.
	By MemberID
	At time.Time
}

// maxHomePapers bounds the proposals whose papers are made for one home; the latest are.
const maxHomePapers = 40

// astana is the time by which the group's days begin; all of Kazakhstan has it since 1 March 2024.
var astana = time.FixedZone("UTC+5", 5*60*60)

// Home gathers what waits for a member. Papers are made for the member's own proposals alone.
func (w *Workbench) Home(ctx context.Context, by Member) (*Home, error) {
	view := w.homes.of(by)
	view.mu.Lock()
	defer view.mu.Unlock()
	view.refresh(w, by)
	w.homes.weigh(by, view, len(view.entries))
	h := &Home{Threads: view.threads(by.ID)}
	latest := func(a, b *homeEntry) int { return a.compare(b) }
	longest := func(a, b *homeEntry) int { return b.compare(a) }
	drafts, n := view.leading(MaxHomeItems, func(e *homeEntry) bool { return e.draft }, latest)
	var err error
	if h.Drafts, err = w.homeDrafts(ctx, drafts, n); err != nil {
		return nil, err
	}
	for _, e := range h.Reviews.take(view, func(e *homeEntry) bool { return e.changes > 0 }, longest) {
		h.Reviews.Items = append(h.Reviews.Items, HomeReview{e.proposal, e.changes})
	}
	for _, e := range h.Decisions.take(view, func(e *homeEntry) bool { return e.decision }, longest) {
		h.Decisions.Items = append(h.Decisions.Items, e.proposal)
	}
	for _, e := range h.Conflicts.take(view, func(e *homeEntry) bool { return e.conflict }, latest) {
		h.Conflicts.Items = append(h.Conflicts.Items, e.proposal)
	}
	if h.Collisions, h.Comparing, err = w.homeCollisions(ctx, by, view); err != nil {
		return nil, err
	}
	h.RoundTable, h.OnAgenda = w.nextRoundTable(by)
	w.homeNews(h, by, view)
	h.Public = w.homePublic(by)
	return h, nil
}

// take counts the entries that a list of a home is about and gives the first of them.
func (l *Waiting[T]) take(view *homeView, about func(*homeEntry) bool, order func(a, b *homeEntry) int) (first []*homeEntry) {
	first, l.Total = view.leading(MaxHomeItems, about, order)
	l.Items = []T{}
	return first
}

// firstOf gives the beginning of a list with its length.
func firstOf[T any](all []T) Waiting[T] {
	return Waiting[T]{append([]T{}, all[:min(len(all), MaxHomeItems)]...), len(all)}
}

// callsIn lists the threads of a proposal that wait for a member.
func callsIn(p *Proposal, reader MemberID) []HomeThread {
	var out []HomeThread
	for _, t := range p.Threads {
		if t.Resolved != nil {
			continue
		}
		last := t.turn(len(t.Replies))
		if last.Author == reader {
			continue
		}
		// Only what was said after the reader's own last word waits for an answer. Every open thread of the group is looked at
		// for each home, so nothing is copied.
		spoke, mentioned, suggested := false, false, false
		for i := len(t.Replies); i >= 0 && !spoke; i-- {
			r := t.turn(i)
			switch {
			case r.Author == reader:
				spoke = true
			case slices.Contains(r.Mentions, reader):
				mentioned = true
			case r.Suggestion != nil && r.Suggestion.Answer == nil:
				suggested = true
			}
		}
		call := ThreadCall("")
		switch {
		case mentioned:
			call = CalledByMention
		case p.Author == reader && suggested:
			call = CalledBySuggestion
		case spoke:
			call = CalledByReply
		case p.Author == reader:
			call = CalledByComment
		default:
			continue
		}
		out = append(out, HomeThread{Proposal: p, Thread: t, Call: call, Last: *last})
	}
	return out
}

// turn gives the i-th thing said in a thread: what began it, then the replies.
func (t *Thread) turn(i int) *Reply {
	if i == 0 {
		return &t.Reply
	}
	return &t.Replies[i-1]
}

func (w *Workbench) homeDrafts(ctx context.Context, drafts []*homeEntry, total int) (Waiting[HomeDraft], error) {
	out := Waiting[HomeDraft]{Items: []HomeDraft{}, Total: total}
	for _, e := range drafts {
		d, err := w.derive(ctx, e.proposal)
		if err != nil {
			return out, err
		}
		warnings, err := w.warnings(ctx, d)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, HomeDraft{e.proposal, len(warnings)})
	}
	return out, nil
}

// nextRoundTable gives the nearest round table of today or later, and how many of the member's own proposals it discusses.
func (w *Workbench) nextRoundTable(by Member) (*RoundTable, int) {
	today := w.now().In(astana).Format(time.DateOnly)
	var next *RoundTable
	for _, r := range w.RoundTables() { // the latest day first
		if r.Date >= today {
			next = r
		}
	}
	own := 0
	if next != nil {
		for _, id := range next.Proposals() {
			if p, err := w.proposal(id); err == nil && p.Author == by.ID {
				own++
			}
		}
	}
	return next, own
}

// homeNews finds what others did since the member looked at each bill. Events are counted, not read.
func (w *Workbench) homeNews(h *Home, by Member, view *homeView) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	h.Latest = []*Proposal{}
	latest := func(a, b *homeEntry) int { return a.compare(b) }
	first, _ := view.leading(MaxHomeItems, func(e *homeEntry) bool { return e.seen && !e.own }, latest)
	for _, e := range first {
		h.Latest = append(h.Latest, e.proposal)
	}
	h.News.Items = []HomeNews{}
	r := w.group.readers[by.ID]
	if r == nil {
		return
	}
	news := map[ProposalID]HomeNews{}
	moved := func(e *homeEntry) bool {
		visit := r.visits[e.proposal.Bill]
		since := visit.Seen[e.proposal.ID]
		if !e.seen || visit.Seen == nil || since >= e.proposal.Seq {
			return false
		}
		n := HomeNews{Proposal: e.proposal, New: since == 0 && !e.own}
		for _, ev := range w.group.Events[StreamOf("proposal", string(e.proposal.ID))][since:e.proposal.Seq] {
			if ev.By != by.ID {
				n.Events, n.By, n.At = n.Events+1, ev.By, ev.At
			}
		}
		if n.Events > 0 {
			news[e.proposal.ID] = n
		}
		return n.Events > 0
	}
	first, h.News.Total = view.leading(MaxHomeItems, moved, latest)
	for _, e := range first {
		h.News.Items = append(h.News.Items, news[e.proposal.ID])
	}
}

// reviewCounts keeps how many changes of each proposal nobody has accepted. The zero value is empty and ready.
type reviewCounts struct {
	mu sync.Mutex
	of map[ProposalID]reviewCount
}

// reviewCount is a count and the number of the event after which it held.
type reviewCount struct{ seq, open int }

// open counts the changes of a proposal that nobody has accepted. A count is made once for each state of the proposal.
func (c *reviewCounts) open(p *Proposal) int {
	c.mu.Lock()
	known, ok := c.of[p.ID]
	c.mu.Unlock()
	if ok && known.seq == p.Seq {
		return known.open
	}
	n := 0
	for _, lang := range p.Languages() {
		t, _ := p.Text(Wording, lang)
		if t.Current == t.Proposed {
			continue
		}
		for _, change := range redline.Changes(t.Redline()) {
			if t.mark(change) == nil {
				n++
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[ProposalID]reviewCount{}
	}
	c.of[p.ID] = reviewCount{p.Seq, n}
	return n
}
