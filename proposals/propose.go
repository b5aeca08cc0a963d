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
	id := ProposalID(w.idFor(ctx, by.ID, "proposal"))
	err = w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		// A newer edition that came meanwhile would leave the proposal on old wording, and nobody told.
		if now, err := w.Act(actID); err != nil || !maps.Equal(now.Expressions, a.Expressions) {
			return "", nil, Refuse(CodeBusy)
		}
		return ProposalOpened, data, nil
	})
	// Nor may one that came between the look and the event: it carried over what was open, and this was not yet.
	if now, gone := w.Act(actID); err == nil && gone == nil && !maps.Equal(now.Expressions, a.Expressions) {
		_ = w.Rebase(ctx, by.ID, actID) // the proposal is there; what breaks off here is finished at the next start
	}
	return id, err
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
	d.Address = d.Address.with(lang, act.Address(path, lang, profile))
	d.Heading = d.Heading.with(lang, heading)
	return nil
}

// Edit applies updates that were made on the given version of a text and answers its new version. When the text has moved
// on, they are carried over what came between, so that nobody has to be the first to get in: since has all updates after
// that version then, those of the request among them in the form they were taken in, less any that an earlier request with
// the same client id had brought already. It is nil when nothing came between.
//
// An editor that is too far behind is answered CodeTextMovedOn and what it misses: it carries its own over and sends again.
// CodeIDTaken when another member's editor has the client id.
func (w *Workbench) Edit(ctx context.Context, by Member, id ProposalID, part Part, lang act.Lang, version int, updates []Update) (now int, since []Update, err error) {
	if err := checkUpdates(updates); err != nil {
		return 0, nil, err
	}
	// An edit counts once by its version: sent again, it is answered with what it has become.
	ctx = withoutCommand(ctx)
	err = w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		p, err := w.Proposal(by, id)
		if err != nil {
			return "", nil, err
		}
		t, ok := p.Text(part, lang)
		if !ok || !p.editable(part) {
			return "", nil, Refuse(CodeLangMissing, "lang", lang)
		}
		now = t.Version()
		if version < 0 || version > now {
			return "", nil, Refuse(CodeBadChange)
		}
		if err := t.checkClients(by.ID, updates); err != nil {
			return "", nil, err
		}
		between := t.Updates[version:now:now] // the list goes on behind its end
		fresh := updates
		since = nil
		if len(between) > 0 {
			if len(between) > maxBehind {
				since = between
				return "", nil, Refuse(CodeTextMovedOn)
			}
			if fresh, err = text.Rebase(updates, between); err != nil {
				return "", nil, Refuse(CodeBadChange).Because(err)
			}
			since = append(between, fresh...)
		}
		// What is stored stays taken, even when the group has decided the proposal before the request was sent again: the
		// right is asked for words alone that are not there yet.
		if len(fresh) > 0 || len(updates) == 0 {
			if _, err := w.allowed(by, ActEdit, id, ""); err != nil {
				since = nil
				return "", nil, err
			}
		}
		if len(fresh) == 0 {
			return "", nil, nil
		}
		data := editedData{Part: part, Lang: lang, Version: now, Updates: fresh}
		now += len(fresh)
		return ProposalEdited, data, nil
	})
	return now, since, err
}

// maxBehind is how many updates an edit is carried over here, under the lock of the proposal's stream: a thousand take a
// millisecond for each update that is carried.
const maxBehind = 2000

// checkClients refuses a client id that another member has typed under, or that the workbench signs with: a page takes an
// update with its own id for one of its own.
func (t Text) checkClients(by MemberID, updates []Update) error {
	for i, u := range updates {
		if i > 0 && u.ClientID == updates[i-1].ClientID {
			continue
		}
		if u.ClientID == rebaseClient || u.ClientID == reviewClient || u.ClientID == restoreClient || u.ClientID == suggestionClient {
			return Refuse(CodeIDTaken)
		}
		for j, known := range t.Updates {
			if known.ClientID == u.ClientID && t.Origins[j].By != by {
				return Refuse(CodeIDTaken)
			}
		}
	}
	return nil
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
