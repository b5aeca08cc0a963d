package api

import (
	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
)

type leftView struct {
	Proposal proposals.ProposalID `json:"proposal"`
	Reason   string               `json:"reason"`
	// Other is the proposal that stands in the way; empty when none does, or the reader may not see it.
	Other   proposals.ProposalID `json:"other"`
	Message string               `json:"message"`
}

type billNoteView struct {
	Code      string                 `json:"code"`
	Act       proposals.ActID        `json:"act"`
	Proposals []proposals.ProposalID `json:"proposals"`
	Message   string                 `json:"message"`
}

// billTextView is the draft law as its page shows it.
type billTextView struct {
	*paper.BillText
	Left  []leftView          `json:"left"`
	Notes []billNoteView      `json:"notes"`
	Days  int                 `json:"days"`
	Entry proposals.Bilingual `json:"entry"`
	// Usual is the sentence on entry into force that stands where the group has written none.
	Usual string `json:"usual"`
	// Plain is the whole draft, a paragraph a line.
	Plain string `json:"plain"`
}

func (s *server) getBillText(c *fiber.Ctx, m proposals.Member) error {
	lang, err := langParam(c.Query("lang", string(act.Russian)))
	if err != nil {
		return err
	}
	return s.answerBillText(c, m, lang)
}

// answerBillText gives the draft law with the summaries of the proposals that it names.
func (s *server) answerBillText(c *fiber.Ctx, m proposals.Member, lang act.Lang) error {
	ctx, cancel := deadline(c)
	defer cancel()
	id := proposals.BillID(c.Params("id"))
	var only []proposals.Status
	if status := proposals.Status(c.Query("status")); status != "" {
		if !status.InBill() {
			return proposals.Refuse(proposals.CodeUnknownChoice, "field", "status")
		}
		only = append(only, status)
	}
	b, err := s.Workbench.BillText(ctx, m, id, lang, only...)
	if err != nil {
		return err
	}
	reader := readerLanguage(c)
	v := billTextView{BillText: b.BillText, Left: []leftView{}, Notes: []billNoteView{}, Days: b.Days, Entry: b.Entry,
		Usual: paper.EntryIntoForce(lang, b.Days), Plain: b.String()}
	for _, l := range b.Left {
		v.Left = append(v.Left, leftView{l.Proposal, l.Reason, l.Other,
			s.messages.message(reader, "left_"+l.Reason, map[string]any{"unit": l.Unit})})
	}
	for _, n := range b.Notes {
		args := map[string]any{"act": ""}
		if a, err := s.Workbench.Act(n.Act); err == nil {
			args["act"] = a.Title.In(act.Lang(reader))
		}
		if n.Proposals == nil {
			n.Proposals = []proposals.ProposalID{}
		}
		v.Notes = append(v.Notes, billNoteView{n.Code, n.Act, n.Proposals, s.messages.message(reader, "note_"+n.Code, args)})
	}
	seen := s.Workbench.Proposals(m, proposals.Filter{Bill: id})
	return c.JSON(fiber.Map{"text": v, "proposals": names{s.Workbench}.summaries(seen)})
}

// putEntry words the sentence on when the law of a bill comes into force.
func (s *server) putEntry(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Entry proposals.Bilingual }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	id := proposals.BillID(c.Params("id"))
	if err := s.Workbench.SetEntry(ctx, m, id, body.Entry); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"entry": body.Entry})
}
