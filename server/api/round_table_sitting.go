package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// sittingRoutes are those of what happens while people sit together.
func (s *server) sittingRoutes(r fiber.Router, table string) {
	plain := func(do func(context.Context, proposals.Member, proposals.RoundTableID) error) fiber.Handler {
		return s.atTable(func(ctx context.Context, _ *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
			return do(ctx, m, id)
		})
	}
	r.Post(table+"/open", plain(s.Workbench.OpenRoundTable))
	r.Post(table+"/close", plain(s.Workbench.CloseRoundTable))
	r.Post(table+"/current", s.atTable(s.moveTo))
	r.Post(table+"/timer", s.atTable(s.startTimer))
	r.Delete(table+"/timer", plain(s.Workbench.StopTimer))
	r.Post(table+"/guests", plain(s.Workbench.LetGuestsIn))
	r.Delete(table+"/guests", plain(s.Workbench.CloseGuests))
	judge := func(do func(context.Context, proposals.Member, proposals.RoundTableID, proposals.RemarkID) error) fiber.Handler {
		return s.atTable(func(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
			return do(ctx, m, id, proposals.RemarkID(c.Params("remark")))
		})
	}
	r.Post(table+"/remarks/:remark/admit", judge(s.Workbench.AdmitRemark))
	r.Post(table+"/remarks/:remark/refuse", judge(s.Workbench.RefuseRemark))
	r.Post(table+"/remarks/:remark/answer", s.atTable(s.answerRemark))
	r.Put(table+"/votes/:vote", s.atTable(s.openVote))
	r.Put(table+"/votes/:vote/ballots/:voter", s.atTable(s.castBallot))
	r.Post(table+"/votes/:vote/close", s.atTable(s.closeVote))
	r.Put(table+"/decisions/:decision", s.atTable(s.decide))
}

func (s *server) moveTo(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	body, err := decode[struct{ Item proposals.AgendaItemID }](c)
	if err != nil {
		return err
	}
	return s.Workbench.MoveTo(ctx, m, id, body.Item)
}

func (s *server) startTimer(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	body, err := decode[struct {
		Speaker string
		Seconds int
	}](c)
	if err != nil {
		return err
	}
	return s.Workbench.StartTimer(ctx, m, id, body.Speaker, body.Seconds)
}

// remarkAnswer is what became of a remark, as pages send it.
type remarkAnswer struct {
	Outcome proposals.Outcome
	Reason  proposals.Bilingual
}

func (s *server) answerRemark(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	body, err := decode[remarkAnswer](c)
	if err != nil {
		return err
	}
	return s.Workbench.AnswerRemark(ctx, m, id, proposals.RemarkID(c.Params("remark")), body.Outcome, body.Reason)
}

func voteOf(c *fiber.Ctx) proposals.VoteID { return proposals.VoteID(c.Params("vote")) }

func (s *server) openVote(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	vote, err := decode[proposals.NewVote](c)
	if err != nil {
		return err
	}
	vote.ID = voteOf(c)
	return s.Workbench.OpenVote(ctx, m, id, vote)
}

func (s *server) castBallot(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	body, err := decode[struct{ Choice proposals.Choice }](c)
	if err != nil {
		return err
	}
	return s.Workbench.CastBallot(ctx, m, id, voteOf(c), c.Params("voter"), body.Choice)
}

func (s *server) closeVote(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	var body struct{ Tally *proposals.Tally }
	if len(c.Body()) > 0 { // without one the voices recorded are counted
		var err error
		if body, err = decode[struct{ Tally *proposals.Tally }](c); err != nil {
			return err
		}
	}
	return s.Workbench.CloseVote(ctx, m, id, voteOf(c), body.Tally)
}

func (s *server) decide(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	decision, err := decode[proposals.NewDecision](c)
	if err != nil {
		return err
	}
	decision.ID = c.Params("decision")
	return s.Workbench.Decide(ctx, m, id, decision)
}
