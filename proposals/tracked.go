package proposals

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// MaxTracked bounds the changes that are taken from one file: each becomes a comment.
const MaxTracked = 500

// CodeTrackedNotFound says that a document has no text of the proposal.
const CodeTrackedNotFound = "tracked_not_found"

// TrackedStatus says whether the place of a change in the present wording is known.
type TrackedStatus string

// The statuses of a tracked change: its line stands as in the file; its words are there, but the text around them went on; its
// place is not known.
const (
	TrackedFits    TrackedStatus = "fits"
	TrackedMoved   TrackedStatus = "moved"
	TrackedUnclear TrackedStatus = "unclear"
)

// Reasons why the place of a change is not known.
const (
	ReasonWordsGone    = "words_gone"    // the words are not in the text
	ReasonWordsTwice   = "words_twice"   // they stand there more than once
	ReasonWordsChanged = "words_changed" // somebody has changed them since
	ReasonWordsThere   = "words_there"   // the added words are there already
	ReasonWordsLong    = "words_long"    // they are longer than a suggestion may be
)

// TrackedChange is a change of a document's author, and where it belongs in the present proposed wording.
type TrackedChange struct {
	// N counts the changes of the file from 1.
	N      int
	Lang   act.Lang
	Author string
	At     time.Time // zero where the file does not say
	// Moved marks words that were taken from one place and put at another: two changes of the file.
	Moved             bool
	Deleted, Inserted string
	// Before is what stands before the change on its line, shortened.
	Before string
	// From and To are the words that the suggestion is for, in UTF-16 units of the present proposed wording. An addition has the
	// word beside it. 0 and 0 where the place is not known.
	From, To int
	Status   TrackedStatus
	Reason   string // why it is unclear
	// Comment was made of this change before; empty for none.
	Comment CommentID

	suggestion Suggested
	version    int
	id         CommentID
}

// Kind is inserted, deleted or replaced.
func (c TrackedChange) Kind() string {
	switch {
	case c.Deleted == "":
		return "inserted"
	case c.Inserted == "":
		return "deleted"
	}
	return "replaced"
}

// Tracked is what a document with tracked changes says of a proposal.
type Tracked struct {
	// Lang is the language of the text that was found; of both, the one with more changes.
	Lang act.Lang
	// Authors are those of the changes, in the order of the file.
	Authors []string
	Changes []TrackedChange
	// Differs says that the text of the file is also without its changes none that the proposal has ever had.
	Differs bool
}

// ReadTracked finds the wording of a proposal in a document, as a whole text or as the «proposed» cell of a comparative table,
// and places the changes that its authors made at words of the present wording. Changes that the program itself wrote into the
// file, those of the redline, are none. It changes nothing. CodeTrackedNotFound where the document has no such text.
func (w *Workbench) ReadTracked(ctx context.Context, by Member, id ProposalID, blocks []source.TrackedBlock) (*Tracked, error) {
	p, err := w.allowed(by, ActComment, id, "")
	if err != nil {
		return nil, err
	}
	if !p.editable(Wording) {
		return nil, Refuse(CodeTrackedNotFound)
	}
	out := &Tracked{}
	most := -1
	for _, lang := range p.Languages() {
		past, err := w.pastWordings(id, lang)
		if err != nil {
			return nil, err
		}
		found, ok := past.find(blocks)
		if !ok {
			continue
		}
		if len(found.changes) > MaxTracked {
			return nil, Refuse(CodeTooMany, "limit", MaxTracked)
		}
		changes, differs, err := past.place(ctx, found)
		if err != nil {
			return nil, err
		}
		if len(changes) > most {
			out.Lang, most = lang, len(changes)
		}
		out.Differs = out.Differs || differs
		out.Changes = append(out.Changes, changes...)
	}
	if most < 0 {
		return nil, Refuse(CodeTrackedNotFound)
	}
	if len(out.Changes) > MaxTracked {
		return nil, Refuse(CodeTooMany, "limit", MaxTracked)
	}
	out.name(p)
	return out, nil
}

// name numbers the changes, says who made them and which of them are comments already.
func (t *Tracked) name(p *Proposal) {
	seen := map[CommentID]int{}
	for i := range t.Changes {
		c := &t.Changes[i]
		c.N = i + 1
		if !slices.Contains(t.Authors, c.Author) {
			t.Authors = append(t.Authors, c.Author)
		}
		c.id = c.commentID(p.ID, 0)
		if n := seen[c.id]; n > 0 {
			seen[c.id]++
			c.id = c.commentID(p.ID, n)
		} else {
			seen[c.id] = 1
		}
		if thread := p.thread(c.id); thread != nil {
			c.Comment = c.id
		}
	}
}

// commentID follows from the change itself, so that the same file brought again makes no second comment; n tells equal changes
// apart.
func (c TrackedChange) commentID(p ProposalID, n int) CommentID {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d\x00%s\x00%s\x00%s\x00%d", p, c.Lang, c.Author, c.At.Unix(), c.Deleted, c.Inserted, c.Before, n))
	return CommentID("tracked-" + hex.EncodeToString(sum[:16]))
}

// AcceptTracked makes a comment of each chosen change of a document: the suggestion to change the words as its author did, in the
// name of the member and naming that author. Left are the chosen ones whose place is not known, or not any more. What was made
// of the same file before counts once.
func (w *Workbench) AcceptTracked(ctx context.Context, by Member, id ProposalID, blocks []source.TrackedBlock, chosen []int) (made int, left []int, err error) {
	if len(chosen) == 0 {
		return 0, nil, Refuse(CodeNoneChosen)
	}
	read, err := w.ReadTracked(ctx, by, id, blocks)
	if err != nil {
		return 0, nil, err
	}
	for _, n := range chosen {
		if n < 1 || n > len(read.Changes) {
			return 0, nil, Refuse(CodeUnknownChoice, "field", "changes")
		}
	}
	ctx = withoutCommand(ctx) // each comment counts once by its id
	for _, c := range read.Changes {
		switch {
		case !slices.Contains(chosen, c.N) || c.Comment != "":
			continue
		case c.Status == TrackedUnclear:
			left = append(left, c.N)
			continue
		}
		err := w.AddComment(ctx, by, id, NewComment{ID: c.id, Body: c.said(), Suggestion: &c.suggestion,
			Place: &Place{Lang: c.Lang, From: c.From, To: c.To, Version: c.version}})
		switch CodeOf(err) {
		case CodeSuggestionGone, CodeNoSuchWords: // typed away this very moment
			left = append(left, c.N)
			continue
		case CodeIDTaken: // somebody else brought the same file this very moment
			continue
		}
		if err != nil {
			return made, left, err
		}
		made++
	}
	return made, left, nil
}

// said is the text of the comment, in the language of the wording.
func (c TrackedChange) said() string {
	title, nobody := "Правка из файла: ", "автор не указан"
	if c.Lang == act.Kazakh {
		title, nobody = "Файлдағы түзету: ", "авторы көрсетілмеген"
	}
	author := strings.ReplaceAll(c.Author, "@[", "@ [") // a name in a file mentions nobody
	if author == "" {
		author = nobody
	}
	if c.At.IsZero() {
		return title + author
	}
	return title + author + ", " + c.At.Format("02.01.2006")
}

// tooLong says whether a wording is longer than a suggestion may be.
func tooLong(s string) bool { return utf8.RuneCountInString(s) > MaxSuggestion }
