package proposals

import (
	"context"
	"maps"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/text"
)

// Propose opens a proposal of one kind on an article of an act, in every language the act has. The wording starts from the
// law in force: an amendment with all of it, a new article with its number, a repeal with nothing.
func (w *Workbench) Propose(ctx context.Context, by Member, bill BillID, actID ActID, kind ChangeKind, target string) (ProposalID, error) {
	if !Can(by, ActOpenProposal, nil, nil) {
		return "", Refuse(CodeForbidden)
	}
	if kind != Amend && kind != Insert && kind != Repeal {
		return "", Refuse(CodeUnknownChoice, "field", "kind")
	}
	a, err := w.Act(actID)
	if err != nil {
		return "", err
	}
	if _, err := w.Bill(bill); err != nil {
		return "", err
	}
	data := openedData{Bill: bill, Act: actID, Kind: kind, Target: target, Wording: map[act.Lang]wordingData{}}
	for lang, id := range a.Expressions {
		expression, err := w.library.Expression(ctx, id)
		if err != nil {
			return "", err
		}
		if err := data.start(expression, a.Profile, lang); err != nil {
			return "", err
		}
	}
	if len(data.Wording) == 0 {
		return "", Refuse(CodeNotArticle)
	}
	id := ProposalID(w.newID())
	return id, w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		// A newer edition that came meanwhile would leave the proposal on old wording, and nobody told.
		if now, err := w.Act(actID); err != nil || !maps.Equal(now.Expressions, a.Expressions) {
			return "", nil, Refuse(CodeBusy)
		}
		return ProposalOpened, data, nil
	})
}

// start puts in the wording of one language. A language in which the article is not there is left out: the texts of an
// act may differ, and a proposal on the one must still be possible.
func (d *openedData) start(expression *act.Expression, profile act.Profile, lang act.Lang) error {
	article := expression.Find(d.Target)
	if article == nil {
		return nil
	}
	if article.Level != act.LevelArticle {
		return Refuse(CodeNotArticle)
	}
	path := expression.Path(d.Target)
	heading := article.Heading
	wording := wordingData{Current: article.Wording()}
	switch d.Kind {
	case Amend:
		wording.Proposed = wording.Current
	case Insert:
		added := *article
		added.Num = act.NextNum(expression.Articles(), article.Num)
		added.Label = strings.Replace(article.Label, article.Num, added.Num, 1)
		added.Heading, heading = "", ""
		path = append(path[:len(path)-1:len(path)-1], &added)
		wording = wordingData{Proposed: added.Label + " "}
	}
	d.Wording[lang] = wording
	d.Address = d.Address.With(lang, act.Address(path, lang, profile))
	d.Heading = d.Heading.With(lang, heading)
	return nil
}

// Edit applies updates that were made on the given version of a text and answers its new version. When the text has moved
// on, it answers CodeTextMovedOn and the updates since that version: the client puts its own on top of them and sends again.
func (w *Workbench) Edit(ctx context.Context, by Member, id ProposalID, part Part, lang act.Lang, version int, updates []Update) (now int, missing []Update, err error) {
	if err := checkUpdates(updates); err != nil {
		return 0, nil, err
	}
	err = w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActEdit, id, "")
		if err != nil {
			return "", nil, err
		}
		text, ok := p.Text(part, lang)
		if !ok || !p.Editable(part) {
			return "", nil, Refuse(CodeLangMissing, "lang", lang)
		}
		now = text.Version()
		if version < 0 || version > now {
			return "", nil, Refuse(CodeBadChange)
		}
		if version < now {
			missing = text.Updates[version:]
			return "", nil, Refuse(CodeTextMovedOn)
		}
		if len(updates) == 0 {
			return "", nil, nil
		}
		now += len(updates)
		return ProposalEdited, editedData{Part: part, Lang: lang, Version: version, Updates: updates}, nil
	})
	return now, missing, err
}

// maxUpdates bounds the updates of one edit; an editor that was offline for long sends several.
const maxUpdates = 500

func checkUpdates(updates []Update) error {
	if len(updates) > maxUpdates {
		return Refuse(CodeBadChange)
	}
	inserted := 0
	for _, u := range updates {
		if inserted += u.Changes.Inserted(); inserted > MaxText {
			return Refuse(CodeTextTooLong, "limit", MaxText)
		}
		if !u.Changes.Plain(plain) {
			return Refuse(CodeTextNotPlain)
		}
		if len(u.ClientID) > MaxName {
			return Refuse(CodeBadChange)
		}
	}
	return nil
}

// Share puts a draft up for discussion.
func (w *Workbench) Share(ctx context.Context, by Member, id ProposalID) error {
	return w.step(ctx, by, ActShare, id, ProposalShared, "")
}

// Withdraw closes a proposal, with the reason that everybody will read.
func (w *Workbench) Withdraw(ctx context.Context, by Member, id ProposalID, reason string) error {
	if strings.TrimSpace(reason) != "" {
		var err error
		if reason, err = words("reason", reason, MaxReason); err != nil {
			return err
		}
	}
	return w.step(ctx, by, ActWithdraw, id, ProposalWithdrawn, reason)
}

func (w *Workbench) step(ctx context.Context, by Member, action Action, id ProposalID, kind Kind, reason string) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		if _, err := w.allowed(by, action, id, ""); err != nil {
			return "", nil, err
		}
		return kind, reasonData{reason}, nil
	})
}

// Place is where a comment is put: words of the proposed wording, seen at a version. From and To are UTF-16 positions.
type Place struct {
	Lang     act.Lang
	From, To int
	Version  int
}

// Comment begins a thread; place nil is about the proposal as a whole. The client makes the id: sent twice, it counts once.
func (w *Workbench) Comment(ctx context.Context, by Member, id ProposalID, comment CommentID, body string, place *Place) error {
	body, err := words("body", body, MaxComment)
	if err != nil {
		return err
	}
	if err := checkCommentID(comment); err != nil {
		return err
	}
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActComment, id, "")
		if err != nil {
			return "", nil, err
		}
		if known, same := p.knows(comment, by.ID); known {
			return "", nil, same
		}
		data := commentData{ID: comment, Body: body}
		if place != nil {
			if data.Anchor, err = p.anchor(*place); err != nil {
				return "", nil, err
			}
		}
		return ProposalCommented, data, nil
	})
}

// anchor finds the words of a place and moves them to the present version.
func (p *Proposal) anchor(place Place) (*Anchor, error) {
	wording, ok := p.Text(Wording, place.Lang)
	if !ok {
		return nil, Refuse(CodeLangMissing, "lang", place.Lang)
	}
	if place.Version < 0 || place.Version > wording.Version() {
		return nil, Refuse(CodeNoSuchWords)
	}
	from, to, ok := place.From, place.To, place.From < place.To
	for _, u := range wording.Updates[place.Version:] {
		if ok {
			from, to, ok = u.Changes.MapRange(from, to)
		}
	}
	if !ok {
		return nil, Refuse(CodeNoSuchWords)
	}
	quote, err := text.Slice(wording.Proposed, from, to)
	if err != nil || strings.TrimSpace(quote) == "" {
		return nil, Refuse(CodeNoSuchWords).Because(err)
	}
	if runes := []rune(quote); len(runes) > MaxQuote {
		quote = string(runes[:MaxQuote]) + "…"
	}
	return &Anchor{Lang: place.Lang, From: from, To: to, Quote: quote}, nil
}

// Reply answers a thread. The client makes the id: sent twice, it counts once.
func (w *Workbench) Reply(ctx context.Context, by Member, id ProposalID, comment, reply CommentID, body string) error {
	body, err := words("body", body, MaxComment)
	if err != nil {
		return err
	}
	if err := checkCommentID(reply); err != nil {
		return err
	}
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActComment, id, "")
		if err != nil {
			return "", nil, err
		}
		if p.thread(comment) == nil {
			return "", nil, Refuse(CodeNotFound)
		}
		if known, same := p.knows(reply, by.ID); known {
			return "", nil, same
		}
		return CommentReplied, replyData{comment, reply, body}, nil
	})
}

// Resolve closes a thread, or opens it again. Doing so twice changes nothing.
func (w *Workbench) Resolve(ctx context.Context, by Member, id ProposalID, comment CommentID, resolved bool) error {
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.allowed(by, ActCloseThread, id, comment)
		if err != nil {
			return "", nil, err
		}
		switch now := p.thread(comment).Resolved != nil; {
		case now == resolved:
			return "", nil, nil
		case resolved:
			return CommentResolved, threadData{comment}, nil
		}
		return CommentReopened, threadData{comment}, nil
	})
}

func checkCommentID(id CommentID) error {
	if len(id) < 8 || len(id) > 64 {
		return Refuse(CodeEmpty, "field", "id")
	}
	return nil
}

// knows says whether the proposal has a comment or reply of that id; the error is CodeIDTaken when it is somebody else's.
func (p *Proposal) knows(id CommentID, by MemberID) (bool, error) {
	for _, t := range p.Threads {
		for _, r := range append([]Reply{t.Reply}, t.Replies...) {
			if r.ID == id && r.Author != by {
				return true, Refuse(CodeIDTaken)
			}
			if r.ID == id {
				return true, nil
			}
		}
	}
	return false, nil
}
