package api

import (
	"context"
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
)

// writerView names one of the members whose edits an entry joins.
type writerView struct {
	By     proposals.MemberID `json:"by"`
	ByName string             `json:"byName"`
}

// historyView is one entry of a proposal's history.
type historyView struct {
	Seq        int                          `json:"seq"`
	At         string                       `json:"at"`
	Until      string                       `json:"until"`
	By         proposals.MemberID           `json:"by"`
	ByName     string                       `json:"byName"`
	Authors    []writerView                 `json:"authors"`
	Kind       proposals.Kind               `json:"kind"`
	Part       proposals.Part               `json:"part,omitempty"`
	Lang       act.Lang                     `json:"lang,omitempty"`
	Outcome    string                       `json:"outcome,omitempty"`
	Reason     string                       `json:"reason,omitempty"`
	Deleted    string                       `json:"deleted,omitempty"`
	Inserted   string                       `json:"inserted,omitempty"`
	About      proposals.Bilingual          `json:"about,omitzero"`
	Restores   int                          `json:"restores,omitempty"`
	RestoresAt string                       `json:"restoresAt,omitempty"`
	Wording    map[act.Lang]historyTextView `json:"wording,omitempty"`
}

// historyTextView is a text as it stood after an entry, and the law that it stood against.
type historyTextView struct {
	Current  string `json:"current"`
	Proposed string `json:"proposed"`
	Version  int    `json:"version"`
}

// getHistory answers a page of a proposal's history, newest first.
func (s *server) getHistory(c *fiber.Ctx, m proposals.Member) error {
	page := proposals.HistoryPage{}
	for name, value := range map[string]*int{"before": &page.Before, "limit": &page.Limit} {
		text := c.Query(name)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return proposals.Refuse(proposals.CodeUnknownChoice, "field", name)
		}
		*value = n
	}
	entries, more, err := s.Workbench.History(m, proposalID(c), page)
	if err != nil {
		return err
	}
	slices.Reverse(entries)
	views := make([]historyView, len(entries))
	for i, e := range entries {
		views[i] = names{s.Workbench}.historyEntry(e)
	}
	return c.JSON(fiber.Map{"events": views, "more": more})
}

func (n names) historyEntry(e proposals.HistoryEntry) historyView {
	v := historyView{Seq: e.Event.Seq, At: timeView(e.Event.At), Until: timeView(e.Until), By: e.Event.By,
		ByName: n.sign(e.Event.By).AuthorName, Kind: e.Event.Kind, Part: e.Part, Lang: e.Lang, Outcome: e.Outcome, Reason: e.Reason,
		Deleted: e.Deleted, Inserted: e.Inserted, About: e.About, Restores: e.Restores}
	for _, by := range e.Authors {
		v.Authors = append(v.Authors, writerView{by, n.sign(by).AuthorName})
	}
	if e.Restores > 0 {
		v.RestoresAt = timeView(e.RestoresAt)
	}
	if !e.Changed {
		return v
	}
	v.Wording = map[act.Lang]historyTextView{}
	for _, lang := range e.Proposal.Languages() {
		t, _ := e.Proposal.Text(proposals.Wording, lang)
		v.Wording[lang] = historyTextView{t.Current, t.Proposed, t.Version()}
	}
	return v
}

// postRestore makes an older version of one text the newest one.
func (s *server) postRestore(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Part proposals.Part
		Lang act.Lang
		Seq  int
	}](c)
	if err != nil {
		return err
	}
	if body.Part == "" {
		body.Part = proposals.Wording
	}
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.Restore(ctx, m, id, body.Part, body.Lang, body.Seq)
	})
}
