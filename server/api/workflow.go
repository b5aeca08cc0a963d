package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// decisionView is one step of a proposal's way, as everybody who sees the proposal reads it.
type decisionView struct {
	Step   proposals.Action   `json:"step"`
	Status proposals.Status   `json:"status"`
	Seq    int                `json:"seq"`
	By     proposals.MemberID `json:"by"`
	ByName string             `json:"byName"`
	At     string             `json:"at"`
	Reason string             `json:"reason"`
}

func (n names) decisions(p *proposals.Proposal) []decisionView {
	out := make([]decisionView, len(p.Decisions))
	for i, d := range p.Decisions {
		out[i] = decisionView{d.Step, d.Status, d.Seq, d.By, n.sign(d.By).AuthorName, timeView(d.At), d.Reason}
	}
	return out
}

// steps lists the steps that the member may take a proposal by, in the order in which a page offers them.
func steps(m proposals.Member, p *proposals.Proposal) []proposals.Action {
	out := []proposals.Action{}
	for _, step := range proposals.Steps() {
		if proposals.Can(m, step, p, nil) {
			out = append(out, step)
		}
	}
	return out
}

// summariesFor are summaries that also say what steps the member may take.
func (n names) summariesFor(list []*proposals.Proposal, m proposals.Member) []proposalSummary {
	out := n.summaries(list)
	for i, p := range list {
		out[i].Steps = steps(m, p)
	}
	return out
}

// postStep takes a proposal one step further on its way.
func (s *server) postStep(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Step   proposals.Action
		Reason string
	}](c)
	if err != nil {
		return err
	}
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.Take(ctx, m, id, body.Step, body.Reason)
	})
}

func (s *server) shareProposal(c *fiber.Ctx, m proposals.Member) error {
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.Share(ctx, m, id)
	})
}

func (s *server) withdrawProposal(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Reason string }](c)
	if err != nil {
		return err
	}
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.Withdraw(ctx, m, id, body.Reason)
	})
}

// step takes a proposal a step further and answers what became of it.
func (s *server) step(c *fiber.Ctx, m proposals.Member, take func(ctx context.Context, id proposals.ProposalID) error) error {
	ctx, cancel := deadline(c)
	defer cancel()
	if err := take(ctx, proposalID(c)); err != nil {
		return err
	}
	return s.answerProposal(c, m, proposalID(c))
}

// getAlternatives lists the other proposals for the provision of one.
func (s *server) getAlternatives(c *fiber.Ctx, m proposals.Member) error {
	list, err := s.Workbench.Alternatives(m, proposalID(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"proposals": names{s.Workbench}.summariesFor(list, m)})
}
