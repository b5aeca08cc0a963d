package api

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
)

func (s *server) getProposals(c *fiber.Ctx, m proposals.Member) error {
	limit := c.QueryInt("limit", maxWindow)
	if limit < 1 || limit > maxWindow {
		return proposals.Refuse(proposals.CodeUnknownChoice, "field", "limit")
	}
	window, next, err := s.window(m, proposals.Filter{Bill: proposals.BillID(c.Query("bill")), Act: proposals.ActID(c.Query("act")), Target: c.Query("target")},
		proposals.ProposalID(c.Query("after")), limit)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"proposals": window, "next": next})
}

// maxWindow bounds the proposals of one answer.
const maxWindow = 500

// window gives some of the proposals that a member sees, and the one after which the rest is asked for; empty where that is all.
func (s *server) window(m proposals.Member, f proposals.Filter, after proposals.ProposalID, limit int) (views []proposalSummary, next proposals.ProposalID, err error) {
	list, more, err := s.Workbench.ProposalWindow(m, f, after, limit)
	if err != nil {
		return nil, "", err
	}
	if more {
		next = list[len(list)-1].ID
	}
	return names{s.Workbench}.summariesFor(list, m), next, nil
}

func (s *server) postProposal(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Bill   proposals.BillID
		Act    proposals.ActID
		Kind   proposals.ChangeKind
		Target string
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	id, err := s.Workbench.Propose(ctx, m, body.Bill, body.Act, body.Kind, body.Target)
	if err != nil {
		return err
	}
	c.Status(http.StatusCreated)
	return s.answerProposal(c, m, id)
}

func (s *server) answerProposal(c *fiber.Ctx, m proposals.Member, id proposals.ProposalID) error {
	p, err := s.Workbench.Proposal(m, id)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"proposal": names{s.Workbench}.proposal(p, m)})
}

func proposalID(c *fiber.Ctx) proposals.ProposalID { return proposals.ProposalID(c.Params("id")) }

func (s *server) getProposal(c *fiber.Ctx, m proposals.Member) error {
	return s.answerProposal(c, m, proposalID(c))
}

func (s *server) postChanges(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Part    proposals.Part
		Lang    act.Lang
		Version int
		Updates []proposals.Update
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	version, since, err := s.Workbench.Edit(ctx, m, proposalID(c), body.Part, body.Lang, body.Version, body.Updates)
	if proposals.CodeOf(err) == proposals.CodeTextMovedOn {
		return c.Status(http.StatusConflict).JSON(fiber.Map{
			"error": s.failure(c, proposals.CodeTextMovedOn, nil), "version": version, "updates": since})
	}
	if err != nil {
		return err
	}
	answer := fiber.Map{"version": version}
	if since != nil {
		answer["updates"] = since
	}
	return c.JSON(answer)
}

func (s *server) postRedline(c *fiber.Ctx, _ proposals.Member) error {
	body, err := decode[struct{ Old, New string }](c)
	if err != nil {
		return err
	}
	if len(body.Old) > proposals.MaxText || len(body.New) > proposals.MaxText {
		return proposals.Refuse(proposals.CodeTextTooLong, "limit", proposals.MaxText)
	}
	return c.JSON(fiber.Map{"ops": redline.Compare(body.Old, body.New)})
}

// postInstructions gives the amending instructions of an edit, as the page follows the typing.
func (s *server) postInstructions(c *fiber.Ctx, _ proposals.Member) error {
	body, err := decode[struct {
		Act      proposals.ActID
		Lang     string
		Old, New string
	}](c)
	if err != nil {
		return err
	}
	lang, err := langParam(body.Lang)
	if err != nil {
		return err
	}
	text, err := s.Workbench.Instruct(body.Act, lang, body.Old, body.New)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"text": text})
}
