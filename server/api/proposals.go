package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
)

func (s *server) getProposals(c *fiber.Ctx, m proposals.Member) error {
	list := s.Workbench.Proposals(m, proposals.Filter{Bill: proposals.BillID(c.Query("bill")),
		Act: proposals.ActID(c.Query("act")), Target: c.Query("target")})
	return c.JSON(fiber.Map{"proposals": names{s.Workbench}.summaries(list)})
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
	ctx, cancel := deadline()
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
	ctx, cancel := deadline()
	defer cancel()
	version, missing, err := s.Workbench.Edit(ctx, m, proposalID(c), body.Part, body.Lang, body.Version, body.Updates)
	if proposals.CodeOf(err) == proposals.CodeTextMovedOn {
		return c.Status(http.StatusConflict).JSON(fiber.Map{
			"error": s.failure(c, proposals.CodeTextMovedOn, nil), "version": version, "updates": missing})
	}
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"version": version})
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
	ctx, cancel := deadline()
	defer cancel()
	if err := take(ctx, proposalID(c)); err != nil {
		return err
	}
	return s.answerProposal(c, m, proposalID(c))
}

type historyView struct {
	Seq     int                            `json:"seq"`
	At      string                         `json:"at"`
	By      proposals.MemberID             `json:"by"`
	ByName  string                         `json:"byName"`
	Kind    proposals.Kind                 `json:"kind"`
	Part    proposals.Part                 `json:"part,omitempty"`
	Lang    act.Lang                       `json:"lang,omitempty"`
	Wording map[act.Lang]justificationView `json:"wording,omitempty"`
}

func (s *server) getHistory(c *fiber.Ctx, m proposals.Member) error {
	entries, err := s.Workbench.History(m, proposalID(c))
	if err != nil {
		return err
	}
	slices.Reverse(entries)
	views := make([]historyView, len(entries))
	for i, e := range entries {
		views[i] = historyView{Seq: e.Event.Seq, At: timeView(e.Event.At), By: e.Event.By,
			ByName: names{s.Workbench}.sign(e.Event.By).AuthorName, Kind: e.Event.Kind, Part: e.Part, Lang: e.Lang}
		if e.Event.Kind == proposals.ProposalEdited || e.Event.Kind == proposals.ProposalOpened {
			views[i].Wording = map[act.Lang]justificationView{}
			for _, lang := range e.Proposal.Languages() {
				t, _ := e.Proposal.Text(proposals.Wording, lang)
				views[i].Wording[lang] = justificationView{t.Proposed, t.Version()}
			}
		}
	}
	return c.JSON(fiber.Map{"events": views})
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
