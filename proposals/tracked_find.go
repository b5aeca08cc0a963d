package proposals

import (
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// pastWording is the wording of a proposal in one language as it stood from an event on.
type pastWording struct {
	at                time.Time
	current, proposed string
	version           int
}

// pastWordings are all that a wording has been, the oldest first, and when anything happened to the proposal at all: a file
// that the program wrote dates its changes by the last event.
type pastWordings struct {
	lang     act.Lang
	now      Text
	wordings []pastWording
	moments  map[int64]bool // seconds of the events
	redlines map[int][]foldedOp
}

// foldedOp is a change of the redline as it is compared with one of a file.
type foldedOp struct {
	deleted bool
	raw     string
	words   string
}

// pastWordings folds a proposal's events once more and keeps its wordings on the way.
func (w *Workbench) pastWordings(id ProposalID, lang act.Lang) (*pastWordings, error) {
	out := &pastWordings{lang: lang, moments: map[int64]bool{}, redlines: map[int][]foldedOp{}}
	var p *Proposal
	lone := newGroup()
	for _, ev := range w.eventsAfter(StreamOf("proposal", string(id)), 0) {
		change, err := prepare(ev, p)
		if err != nil {
			return nil, err
		}
		change(lone)
		p = lone.Proposals[id]
		out.moments[ev.At.Unix()] = true
		t, _ := p.Text(Wording, lang)
		out.now = t
		if n := len(out.wordings); n > 0 && out.wordings[n-1].version == t.Version() && out.wordings[n-1].current == t.Current {
			continue
		}
		out.wordings = append(out.wordings, pastWording{ev.At, t.Current, t.Proposed, t.Version()})
	}
	return out, nil
}

// ours says whether a tracked change is the program's own, of the redline in its comparative table: it has the time of an event
// of the proposal and the words of the redline at that time. A file whose times were taken out is judged by the words alone.
func (p *pastWordings) ours(rev source.Revision, words string, deleted bool) bool {
	n := len(p.wordings)
	if rev.At.IsZero() {
		return p.inRedline(n-1, words, deleted)
	}
	second := rev.At.Unix()
	if !p.moments[second] {
		return false
	}
	for i := n - 1; i >= 0; i-- {
		at := p.wordings[i].at.Unix()
		if at <= second && p.inRedline(i, words, deleted) {
			return true
		}
		if at < second {
			return false
		}
	}
	return false
}

// inRedline says whether the redline of a wording has a change with those words: in one piece, since an answer may have cut it up.
func (p *pastWordings) inRedline(i int, words string, deleted bool) bool {
	ops, known := p.redlines[i]
	if !known {
		for _, op := range redline.Compare(p.wordings[i].current, p.wordings[i].proposed) {
			if op.Kind != redline.Equal {
				ops = append(ops, foldedOp{op.Kind == redline.Delete, op.Text, string(foldText(op.Text).runes)})
			}
		}
		p.redlines[i] = ops
	}
	folded := string(foldText(words).runes)
	for _, op := range ops {
		if op.deleted != deleted {
			continue
		}
		if folded == "" && strings.Contains(op.raw, words) || folded != "" && strings.Contains(op.words, folded) {
			return true
		}
	}
	return false
}

// trackedText is a text as it was before the changes of its authors, and the changes in their order.
type trackedText struct {
	base    string
	changes []trackedRange
	then    int // the place in the past wordings of the one that the base is; -1 for none
}

// trackedRange is a change of one author: Inserted in place of the base between from and to, in bytes.
type trackedRange struct {
	source.Revision
	from, to int
	inserted string
}

// before takes the program's own changes for accepted and sets those of others apart. What one added and another struck out again is
// neither's.
func (p *pastWordings) before(paragraphs [][]source.TrackedRun) trackedText {
	var out trackedText
	var base strings.Builder
	var open *trackedRange
	change := func(rev source.Revision, words string) *trackedRange {
		// A break beside moved words goes with them.
		if open == nil || open.Author != rev.Author || open.Moved != rev.Moved && strings.TrimSpace(words) != "" {
			out.changes = append(out.changes, trackedRange{Revision: rev, from: base.Len(), to: base.Len()})
			open = &out.changes[len(out.changes)-1]
		}
		if rev.At.After(open.At) {
			open.At = rev.At
		}
		return open
	}
	for _, paragraph := range paragraphs {
		for _, r := range paragraph {
			added := r.Inserted != nil && !p.ours(*r.Inserted, r.Text, false)
			ownStruck := r.Deleted != nil && p.ours(*r.Deleted, r.Text, true)
			switch {
			case ownStruck || added && r.Deleted != nil:
			case added:
				change(*r.Inserted, r.Text).inserted += r.Text
			case r.Deleted != nil:
				change(*r.Deleted, r.Text)
				base.WriteString(r.Text)
				open.to = base.Len()
			default:
				base.WriteString(r.Text)
				open = nil
			}
		}
	}
	out.base = base.String()
	return out
}

// alikeEnough is the share of the shorter text's runs of words, in percent, from which two texts are of the same article.
const alikeEnough = 40

// find finds the text of the proposal in a document: a cell, or the run of paragraphs outside tables, that is like its wording or
// the law it changes. A table has the current wording too, and perhaps other proposals for the same article: a text that the
// proposal has had comes first, then one with changes, then the one that is most alike; of two that are, the later one, because
// the proposed wording stands to the right of the current one.
func (p *pastWordings) find(blocks []source.TrackedBlock) (trackedText, bool) {
	proposed, current := foldText(p.now.Proposed).shingles(), foldText(p.now.Current).shingles()
	law := foldText(p.now.Current)
	var best trackedText
	bestRank := []int{-1}
	for _, b := range blocks {
		paragraphs := b.Paragraphs
		if !b.Cell {
			paragraphs = p.stretch(paragraphs, proposed, current)
		}
		if len(paragraphs) == 0 {
			continue
		}
		t := p.before(paragraphs)
		folded := foldText(t.base)
		words := folded.shingles()
		like := max(alike(words, proposed), alike(words, current))
		if like < alikeEnough {
			continue
		}
		t.then = p.wordingOf(folded)
		rank := []int{0, like, len(t.changes)}
		switch {
		case t.then >= 0 && (len(t.changes) > 0 || !folded.equal(law)):
			rank[0] = 2
		case len(t.changes) > 0:
			rank[0] = 1
		}
		if slices.Compare(rank, bestRank) >= 0 {
			best, bestRank = t, rank
		}
	}
	return best, bestRank[0] >= 0
}

// maxPast is how many of its latest wordings a text is compared with.
const maxPast = 2000

// wordingOf finds the latest wording that a text is; -1 for none.
func (p *pastWordings) wordingOf(folded foldedText) int {
	for i := len(p.wordings) - 1; i >= max(0, len(p.wordings)-maxPast); i-- {
		if folded.equal(foldText(p.wordings[i].proposed)) {
			return i
		}
	}
	return -1
}

// alike is the share of the larger text's runs of words that both have, in percent.
func alike(a, b map[string]bool) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return 100 * sharedShingles(a, b) / max(len(a), len(b))
}

// gap is how many paragraphs in the midst of an article may be like nothing in it.
const gap = 3

// stretch finds the paragraphs of a document that are of the proposal's article, with those that were added among and after them.
func (p *pastWordings) stretch(paragraphs [][]source.TrackedRun, proposed, current map[string]bool) [][]source.TrackedRun {
	lines := map[string]bool{}
	for _, text := range []string{p.now.Proposed, p.now.Current} {
		for line := range strings.SplitSeq(text, "\n") {
			lines[string(foldText(line).runes)] = true
		}
	}
	hits := make([]int, len(paragraphs)) // -1: an addition as a whole
	for i, one := range paragraphs {
		folded := foldText(p.before([][]source.TrackedRun{one}).base)
		words := folded.shingles()
		switch n := max(sharedShingles(words, proposed), sharedShingles(words, current)); {
		case len(folded.runes) == 0:
			hits[i] = -1
		case lines[string(folded.runes)] || 2*n >= len(words) && len(words) > 0:
			hits[i] = max(n, 1)
		}
	}
	from, to, most := 0, 0, 0
	for i := 0; i < len(hits); i++ {
		if hits[i] <= 0 {
			continue
		}
		sum, last := 0, i
		for j := i; j < len(hits) && j-last <= gap; j++ {
			if hits[j] > 0 {
				sum, last = sum+hits[j], j
			} else if hits[j] < 0 {
				last = max(last, j-gap+1)
			}
		}
		for last > i && hits[last] == 0 {
			last--
		}
		if sum > most {
			from, to, most = i, last+1, sum
		}
		i = last
	}
	for most > 0 && to < len(hits) && hits[to] < 0 {
		to++
	}
	return paragraphs[from:to]
}
