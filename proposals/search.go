package proposals

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"talqy/proposals/act"
	"talqy/proposals/recent"
	"talqy/proposals/text"
)

// FoundIn says which text of a proposal a query was found in.
type FoundIn string

// The texts of a proposal that are searched, in the order in which a hit in one is better than a hit in the next.
const (
	FoundInAddress       FoundIn = "address"
	FoundInAuthor        FoundIn = "author"
	FoundInWording       FoundIn = "wording"
	FoundInJustification FoundIn = "justification"
	FoundInEvidence      FoundIn = "evidence" // what practice says, and the norms that it cites
)

// FoundProposal is a proposal in which all words of a query occur in one line: the best of its lines.
type FoundProposal struct {
	Proposal *Proposal
	In       FoundIn
	// Lang is the language of the line; empty for a name.
	Lang act.Lang
	Text string
	// Marks are the places of the words in Text, in UTF-16 units.
	Marks [][2]int
}

// FoundComment is a comment or a reply in which all words of a query occur.
type FoundComment struct {
	Proposal *Proposal
	// Thread is the comment that began the thread, Said what was found: it, or a reply to it.
	Thread *Thread
	Said   Reply
	// Text is what people read of it: a mention is a name, and a wording that it suggests stands below.
	Text  string
	Marks [][2]int
}

// Found is what a search over the group's own work gives. The totals count what the limit left out, too.
type Found struct {
	Proposals      []FoundProposal
	ProposalsTotal int
	Comments       []FoundComment
	CommentsTotal  int
}

// SearchProposals looks for a query in the proposals that the member may see and in their comments, at most limit of each.
// Letters are folded as in the search of acts. A query that is an address («ст. 10») finds the proposals on its article, however
// the address is written. Proposals come by the text the words were found in, then the latest first;
// comments the latest first. Another's draft is never found.
func (w *Workbench) SearchProposals(by Member, query string, limit int) Found {
	q := act.NewQuery(query)
	found := Found{Proposals: []FoundProposal{}, Comments: []FoundComment{}}
	if q.Empty() {
		return found
	}
	article := act.ArticleNum(query)
	seen := w.Proposals(by, Filter{})
	var ranked []rankedProposal
	var heard []heardComment
	authors := map[MemberID]searchLine{}
	// Most proposals have not all the words: that is seen on all cores, and only the others are looked at line by line.
	all, mayHold := make([]*searchTexts, len(seen)), make([]bool, len(seen))
	onAllCores(len(seen), func(i int) {
		all[i] = w.searches.of(seen[i], w.memberName)
		mayHold[i] = q.May(all[i].all)
	})
	for i, p := range seen {
		texts, may := all[i], mayHold[i]
		author, ok := authors[p.Author]
		if !ok {
			name := w.memberName(p.Author)
			author = searchLine{in: FoundInAuthor, text: name, folded: act.Fold(name)}
			authors[p.Author] = author
		}
		hit, ok := findIn(p, texts, may, author, q)
		if article != "" && (!ok || hit.rank > 0) {
			if on, named := onArticle(p, article); named {
				hit, ok = on, true
			}
		}
		if ok {
			ranked = append(ranked, hit)
		}
		if !may {
			continue
		}
		for i := range texts.said {
			if ok, _ := q.In(texts.said[i].folded); ok {
				found.CommentsTotal++
				heard = among(heard, limit, heardComment{p, &texts.said[i]}, latestHeard)
			}
		}
	}
	slices.SortFunc(ranked, func(a, b rankedProposal) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), b.Proposal.UpdatedAt.Compare(a.Proposal.UpdatedAt), cmp.Compare(a.Proposal.ID, b.Proposal.ID))
	})
	found.ProposalsTotal = len(ranked)
	for _, r := range ranked[:min(limit, len(ranked))] {
		if r.Marks == nil {
			r.Marks = q.Marks(act.Fold(r.Text))
		}
		found.Proposals = append(found.Proposals, r.FoundProposal)
	}
	for _, h := range heard { // a word may be in every comment there is, and few are shown
		found.Comments = append(found.Comments, FoundComment{Proposal: h.proposal, Thread: h.said.thread, Said: *h.said.reply, Text: h.said.text, Marks: q.Marks(h.said.folded)})
	}
	return found
}

// memberName gives how a member is called; empty for nobody of the group.
func (w *Workbench) memberName(id MemberID) string {
	if m, err := w.Member(id); err == nil {
		return m.Name
	}
	return ""
}

// heardComment is a comment in which the query occurs.
type heardComment struct {
	proposal *Proposal
	said     *searchSaid
}

func latestHeard(a, b heardComment) int {
	return cmp.Or(b.said.reply.At.Compare(a.said.reply.At), cmp.Compare(a.said.reply.ID, b.said.reply.ID))
}

// rankedProposal is a hit and how good it is; 0 is best.
type rankedProposal struct {
	FoundProposal
	rank int
}

// findIn gives the best line of a proposal in which the query occurs.
func findIn(p *Proposal, texts *searchTexts, may bool, author searchLine, q act.Query) (rankedProposal, bool) {
	best := rankedProposal{rank: -1}
	try := func(line *searchLine) {
		ok, phrase := q.In(line.folded)
		if !ok {
			return
		}
		rank := searchRank[line.in]
		if !phrase {
			rank++
		}
		if best.rank < 0 || rank < best.rank {
			best = rankedProposal{FoundProposal{Proposal: p, In: line.in, Lang: line.lang, Text: line.text}, rank}
		}
	}
	for i := range texts.lines {
		if best.rank == 0 || !may {
			break
		}
		try(&texts.lines[i])
	}
	if author.text != "" {
		try(&author)
	}
	return best, best.rank >= 0
}

// onArticle is the hit of a proposal whose article has the number.
func onArticle(p *Proposal, num string) (rankedProposal, bool) {
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		address := p.Address.In(lang)
		if act.ArticleNum(address) == num {
			return rankedProposal{FoundProposal{Proposal: p, In: FoundInAddress, Lang: lang, Text: headline(address, p.Heading.In(lang)), Marks: [][2]int{{0, text.Units(address)}}}, 0}, true
		}
	}
	return rankedProposal{}, false
}

// headline is an address with the heading that stands there.
func headline(address, heading string) string {
	if address != "" && heading != "" {
		address += ". "
	}
	return address + heading
}

// searchRank orders the texts; between two of them is a place for the words found apart.
var searchRank = map[FoundIn]int{FoundInAddress: 0, FoundInAuthor: 2, FoundInWording: 4, FoundInJustification: 6, FoundInEvidence: 8}

// searchTexts is a proposal as search sees it at one number of its events.
type searchTexts struct {
	seq    int
	lines  []searchLine
	said   []searchSaid
	all    string // every folded text, of which those of lines and said are parts: most queries are nowhere in it
	weight int    // bytes of the texts
}

type searchLine struct {
	in     FoundIn
	lang   act.Lang
	text   string
	folded string
}

type searchSaid struct {
	thread *Thread
	reply  *Reply
	// text is what people read: a mention is a name there, and a suggested wording stands below.
	text   string
	folded string
}

// searches keeps what search made of each proposal, so that a query folds only what has changed since the last one. The
// zero value is empty and ready.
type searches struct {
	mu    sync.Mutex
	texts recent.Map[ProposalID, *searchTexts]
}

// maxSearchWeight bounds the texts kept, in bytes.
const maxSearchWeight = 64 << 20

// of gives the proposal as search sees it.
func (s *searches) of(p *Proposal, name func(MemberID) string) *searchTexts {
	if known := s.known(p); known != nil {
		return known
	}
	made := makeSearchTexts(p, name)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts.Put(p.ID, made, made.weight, maxSearchWeight)
	return made
}

// known gives what was made of this state of the proposal, or nil.
func (s *searches) known(p *Proposal) *searchTexts {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.texts.Get(p.ID); ok && known.seq == p.Seq {
		return known
	}
	return nil
}

// full says that there is hardly room for more.
func (s *searches) full() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.texts.Weight() > maxSearchWeight-maxSearchWeight/16
}

func makeSearchTexts(p *Proposal, name func(MemberID) string) *searchTexts {
	t := &searchTexts{seq: p.Seq}
	add := func(in FoundIn, lang act.Lang, text string) {
		if text == "" {
			return
		}
		folded := act.Fold(text)
		t.lines = append(t.lines, searchLine{in, lang, text, folded})
		t.weight += len(text) + len(folded)
	}
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		add(FoundInAddress, lang, headline(p.Address.In(lang), p.Heading.In(lang)))
	}
	for _, lang := range p.Languages() {
		wording, _ := p.Text(Wording, lang)
		text := wording.Proposed
		if p.Kind == Repeal { // what is to go is found by what it says now
			text = wording.Current
		}
		for line := range strings.SplitSeq(text, "\n") {
			add(FoundInWording, lang, line)
		}
		justification, _ := p.Text(Justification, lang)
		for line := range strings.SplitSeq(justification.Proposed, "\n") {
			add(FoundInJustification, lang, line)
		}
	}
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		for _, e := range p.Evidence {
			add(FoundInEvidence, lang, e.Source.In(lang))
			for line := range strings.SplitSeq(e.Summary.In(lang), "\n") {
				add(FoundInEvidence, lang, line)
			}
		}
		for _, c := range p.Citations {
			add(FoundInEvidence, lang, joined(c.Treaty.In(lang), c.Article.In(lang)))
			for line := range strings.SplitSeq(c.Quote.In(lang)+"\n"+c.Note.In(lang), "\n") {
				add(FoundInEvidence, lang, line)
			}
		}
	}
	say := func(thread *Thread, r *Reply) {
		text := Spoken(r.Body, name)
		if r.Suggestion != nil && r.Suggestion.New != "" {
			text += "\n" + r.Suggestion.New
		}
		folded := act.Fold(text)
		t.said = append(t.said, searchSaid{thread, r, text, folded})
		t.weight += len(text) + len(folded)
	}
	for _, thread := range p.Threads {
		say(thread, &thread.Reply)
		for i := range thread.Replies {
			say(thread, &thread.Replies[i])
		}
	}
	t.join()
	return t
}

// join puts all folded texts into one, of which they become parts.
func (t *searchTexts) join() {
	var b strings.Builder
	for _, line := range t.lines {
		b.WriteString(line.folded + "\n")
	}
	for _, said := range t.said {
		b.WriteString(said.folded + "\n")
	}
	t.all = b.String()
	at := 0
	part := func(folded *string) {
		*folded, at = t.all[at:at+len(*folded)], at+len(*folded)+1
	}
	for i := range t.lines {
		part(&t.lines[i].folded)
	}
	for i := range t.said {
		part(&t.said[i].folded)
	}
}
