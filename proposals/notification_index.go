package proposals

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"
)

// kept is a notice as the index keeps it: where it is, and why; everything else is looked up when somebody reads it.
type kept struct {
	stream Stream
	seq    int
	at     int64 // milliseconds, to order notices of different streams
	reason NoticeReason
	// about is the reader's own proposal where the event is in another one's stream.
	about   ProposalID
	comment CommentID
	remark  RemarkID
	status  Status
}

func (k kept) compare(o kept) int {
	return cmp.Or(cmp.Compare(k.at, o.at), cmp.Compare(k.stream, o.stream), cmp.Compare(k.seq, o.seq), cmp.Compare(k.about, o.about))
}

// notices is the index of notifications by member. It is fed with the events in the order of each stream, in whatever order
// the streams come: the log is read stream by stream at start, and live events come mixed. Both give the same notices.
type notices struct {
	by map[MemberID][]kept
	// public are the remarks of the public that wait, for whoever may look at them now.
	public []kept
	// told is the latest event of each stream that told somebody something.
	told map[Stream]told
	// voices has who spoke in a thread, the one who began it first; commenters who spoke on a proposal at all, and when first.
	voices     map[voiceKey][]MemberID
	mentioned  map[voiceKey][]MemberID
	commenters map[ProposalID]map[MemberID]time.Time
	places     map[place][]ProposalID
	shares     map[ProposalID]Event
	// called has who was told of each round table.
	called map[RoundTableID]map[MemberID]bool
}

type told struct {
	seq int
	to  []MemberID
}

type voiceKey struct {
	proposal ProposalID
	comment  CommentID
}

// place is where proposals get in each other's way: an article, or, for new articles, the act.
type place struct {
	act    ActID
	target string
	insert bool
}

func placeOf(p *Proposal) place {
	if p.Kind == Insert {
		return place{act: p.Act, insert: true}
	}
	return place{act: p.Act, target: p.Target}
}

func newNotices() *notices {
	return &notices{by: map[MemberID][]kept{}, told: map[Stream]told{}, voices: map[voiceKey][]MemberID{}, mentioned: map[voiceKey][]MemberID{},
		commenters: map[ProposalID]map[MemberID]time.Time{}, places: map[place][]ProposalID{}, shares: map[ProposalID]Event{},
		called: map[RoundTableID]map[MemberID]bool{}}
}

// take works out whom an event tells something. It is called after the event was folded; before is the proposal as it was.
func (x *notices) take(g *group, ev Event, before *Proposal) {
	c := call{index: x, ev: ev}
	switch thing, id := ev.Stream.Split(); thing {
	case "proposal":
		if after := g.Proposals[ProposalID(id)]; after != nil {
			c.proposal(after, before)
			c.rivals(g, after)
		}
	case "roundtable":
		c.roundTable(g, RoundTableID(id))
	case "bill":
		c.publicRemark(g)
	}
	if len(c.to) > 0 {
		x.told[ev.Stream] = told{ev.Seq, c.to}
	}
}

// call is the telling of one event.
type call struct {
	index *notices
	ev    Event
	to    []MemberID
}

// tell keeps a notice for a member: never of the member's own doing, and once for one event.
func (c *call) tell(to MemberID, k kept) {
	if to == "" || to == c.ev.By || slices.Contains(c.to, to) {
		return
	}
	c.to = append(c.to, to)
	k.stream, k.seq, k.at = c.ev.Stream, c.ev.Seq, c.ev.At.UnixMilli()
	c.index.keep(to, k)
}

// keep puts a notice into its place by time; where too many are kept, the oldest half goes.
func (x *notices) keep(to MemberID, k kept) {
	list := x.by[to]
	at := len(list)
	if at > 0 && k.compare(list[at-1]) < 0 {
		at, _ = slices.BinarySearchFunc(list, k, kept.compare)
	}
	list = slices.Insert(list, at, k)
	if len(list) > 2*MaxNotices {
		list = slices.Clone(list[len(list)-MaxNotices:])
	}
	x.by[to] = list
}

// spoken is what the data of any event on a comment may say of it.
type spoken struct {
	ID          CommentID  `json:"id"`
	Comment     CommentID  `json:"comment"`
	Mentions    []MemberID `json:"mentions"`
	Suggestion  *struct{}  `json:"suggestion"`
	SuggestedBy MemberID   `json:"suggestedBy"`
}

// proposal tells of what happened to a proposal.
func (c *call) proposal(p, before *Proposal) {
	switch c.ev.Kind {
	case ProposalEdited:
		return // not told: it happens with every key
	case ProposalCommented, CommentReplied, CommentEdited, CommentSuggestionAccepted, CommentSuggestionDeclined, CommentResolved:
		c.comment(p)
	case ChangeAccepted:
		c.tell(p.Author, kept{reason: NoticeChangeAccepted})
	case ChangeRejected:
		c.tell(p.Author, kept{reason: NoticeChangeRejected})
	case ProposalRebased:
		if data, err := read[rebasedData](c.ev, ProposalRebased); err == nil && data.Outcome == rebaseConflict {
			c.tell(p.Author, kept{reason: NoticeConflict})
		}
	}
	if before == nil || p.Status == before.Status {
		return
	}
	c.tell(p.Author, kept{reason: NoticeStatus, status: p.Status})
	for _, m := range c.index.spokeBefore(p.ID, c.ev) {
		c.tell(m, kept{reason: NoticeStatus, status: p.Status})
	}
}

// comment tells of words about a proposal.
func (c *call) comment(p *Proposal) {
	var said spoken
	if json.Unmarshal(c.ev.Data, &said) != nil {
		return
	}
	thread := cmp.Or(said.Comment, said.ID)
	key := voiceKey{p.ID, thread}
	one := voiceKey{p.ID, cmp.Or(said.ID, said.Comment)}
	for _, m := range said.Mentions {
		if !slices.Contains(c.index.mentioned[one], m) { // an edited comment names again whom it named before
			c.index.mentioned[one] = append(c.index.mentioned[one], m)
			c.tell(m, kept{reason: NoticeMention, comment: thread})
		}
	}
	toAuthor := NoticeComment
	if said.Suggestion != nil {
		toAuthor = NoticeSuggestion
	}
	voices := c.index.voices[key]
	switch c.ev.Kind {
	case ProposalCommented, CommentReplied:
		if said.Suggestion != nil {
			c.tell(p.Author, kept{reason: toAuthor, comment: thread})
		}
		for _, m := range voices {
			c.tell(m, kept{reason: NoticeReply, comment: thread})
		}
		c.tell(p.Author, kept{reason: toAuthor, comment: thread})
		c.index.hear(key, c.ev)
	case CommentSuggestionAccepted:
		c.tell(said.SuggestedBy, kept{reason: NoticeSuggestionAccepted, comment: thread})
	case CommentSuggestionDeclined:
		c.tell(said.SuggestedBy, kept{reason: NoticeSuggestionDeclined, comment: thread})
	case CommentResolved:
		if len(voices) > 0 {
			c.tell(voices[0], kept{reason: NoticeResolved, comment: thread})
		}
	}
}

// hear remembers who spoke.
func (x *notices) hear(key voiceKey, ev Event) {
	if !slices.Contains(x.voices[key], ev.By) {
		x.voices[key] = append(x.voices[key], ev.By)
	}
	first, ok := x.commenters[key.proposal]
	if !ok {
		first = map[MemberID]time.Time{}
		x.commenters[key.proposal] = first
	}
	if _, ok := first[ev.By]; !ok {
		first[ev.By] = ev.At
	}
}

// spokeBefore lists who had commented on a proposal when an event happened.
func (x *notices) spokeBefore(p ProposalID, ev Event) []MemberID {
	var out []MemberID
	for m, at := range x.commenters[p] {
		if !at.After(ev.At) {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return out
}

// rivals tells the authors of proposals on one place when another one is shared there. Which of the two streams is read
// first makes no difference: the later one finds the earlier.
func (c *call) rivals(g *group, p *Proposal) {
	x, at := c.index, placeOf(p)
	switch {
	case c.ev.Kind == ProposalOpened:
		x.places[at] = append(x.places[at], p.ID)
		for _, id := range x.places[at] {
			shared, ok := x.shares[id]
			if ok && id != p.ID && shared.At.After(c.ev.At) && shared.By != p.Author {
				x.keep(p.Author, kept{stream: shared.Stream, seq: shared.Seq, at: shared.At.UnixMilli(), reason: NoticeRival, about: p.ID})
			}
		}
	case c.ev.Kind == ProposalShared && at != (place{}):
		if _, again := x.shares[p.ID]; again {
			return
		}
		x.shares[p.ID] = c.ev
		for _, id := range x.places[at] {
			if o := g.Proposals[id]; o != nil && o.ID != p.ID && o.CreatedAt.Before(c.ev.At) && o.Author != p.Author {
				c.tellRival(o)
			}
		}
	}
}

// tellRival tells the author of each proposal on the place, of each of his proposals once.
func (c *call) tellRival(o *Proposal) {
	if o.Author == c.ev.By {
		return
	}
	if !slices.Contains(c.to, o.Author) {
		c.to = append(c.to, o.Author)
	}
	c.index.keep(o.Author, kept{stream: c.ev.Stream, seq: c.ev.Seq, at: c.ev.At.UnixMilli(), reason: NoticeRival, about: o.ID})
}

// roundTable tells those who are invited, those whose proposals come on the agenda and those who commented on them; each once,
// however often the agenda and the list are changed.
func (c *call) roundTable(g *group, id RoundTableID) {
	r := g.RoundTables[id]
	if r == nil {
		return
	}
	switch c.ev.Kind {
	case RoundTableConvened, RoundTableAgendaSet:
		var data struct {
			Proposals []ProposalID
			Agenda    []AgendaItem
		}
		if json.Unmarshal(c.ev.Data, &data) != nil {
			return
		}
		for _, item := range data.Agenda {
			data.Proposals = append(data.Proposals, item.Proposals...)
		}
		for _, p := range distinct(data.Proposals) {
			if on := g.Proposals[p]; on != nil {
				c.call(id, on.Author)
			}
			for _, m := range c.index.spokeBefore(p, c.ev) {
				c.call(id, m)
			}
		}
	case RoundTableParticipantPut:
		if data, err := read[participantsData](c.ev, c.ev.Kind); err == nil {
			for _, p := range data.Participants {
				c.call(id, p.Member)
			}
		}
	}
}

// call tells a member of a round table, once.
func (c *call) call(id RoundTableID, m MemberID) {
	if called := c.index.called[id]; m == "" || m == c.ev.By || called[m] {
		return
	} else if called == nil {
		c.index.called[id] = map[MemberID]bool{}
	}
	c.index.called[id][m] = true
	c.tell(m, kept{reason: NoticeRoundTable})
}
