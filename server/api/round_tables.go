package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

func (s *server) roundTableRoutes(r fiber.Router) {
	r.Get("/round-tables", s.signedIn(s.getRoundTables))
	r.Post("/round-tables", s.signedIn(s.postRoundTable))
	const table = "/round-tables/:id"
	r.Get(table, s.signedIn(s.getRoundTable))
	r.Put(table+"/head", s.atTable(s.describe))
	r.Put(table+"/agenda", s.atTable(s.setAgenda))
	r.Post(table+"/participants/all", s.atTable(s.inviteAll))
	r.Put(table+"/participants/:participant", s.atTable(s.putParticipant))
	r.Delete(table+"/participants/:participant", s.atTable(s.takeBack))
	r.Post(table+"/participants/:participant/presence", s.atTable(s.checkIn))
	r.Post(table+"/materials", s.atTable(s.addMaterial))
	r.Delete(table+"/materials/:file", s.atTable(s.removeMaterial))
	s.sittingRoutes(r, table)
}

func (s *server) getRoundTables(c *fiber.Ctx, m proposals.Member) error {
	tables := []roundTableInList{}
	for _, r := range s.Workbench.RoundTables() {
		tables = append(tables, s.roundTableInList(r, m))
	}
	return c.JSON(fiber.Map{"roundTables": tables})
}

func (s *server) postRoundTable(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		proposals.RoundTableHead
		Proposals []proposals.ProposalID
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	id, err := s.Workbench.Convene(ctx, m, body.RoundTableHead, body.Proposals)
	if err != nil {
		return err
	}
	return s.answerTable(c.Status(http.StatusCreated), m, id)
}

func (s *server) getRoundTable(c *fiber.Ctx, m proposals.Member) error {
	r, err := s.Workbench.RoundTable(proposals.RoundTableID(c.Params("id")))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"roundTable": s.roundTableView(r, m), "list": names{s.Workbench}.summaries(s.Workbench.OnAgenda(m, r))})
}

func (s *server) answerTable(c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	r, err := s.Workbench.RoundTable(id)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"roundTable": s.roundTableView(r, m)})
}

// tableCommand is something that a member does at a round table.
type tableCommand func(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error

// atTable does a command and answers the round table as it is after it.
func (s *server) atTable(do tableCommand) fiber.Handler {
	return s.signedIn(func(c *fiber.Ctx, m proposals.Member) error {
		ctx, cancel := deadline(c)
		defer cancel()
		id := proposals.RoundTableID(c.Params("id"))
		if err := do(ctx, c, m, id); err != nil {
			return err
		}
		return s.answerTable(c, m, id)
	})
}

func (s *server) describe(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	head, err := decode[proposals.RoundTableHead](c)
	if err != nil {
		return err
	}
	return s.Workbench.Describe(ctx, m, id, head)
}

func (s *server) setAgenda(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	body, err := decode[struct {
		Seq    int
		Agenda []proposals.AgendaItem
	}](c)
	if err != nil {
		return err
	}
	return s.Workbench.SetAgenda(ctx, m, id, body.Seq, body.Agenda)
}

func (s *server) inviteAll(ctx context.Context, _ *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	return s.Workbench.InviteAll(ctx, m, id)
}

func (s *server) putParticipant(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	p, err := decode[proposals.Participant](c)
	if err != nil {
		return err
	}
	p.ID = participantOf(c)
	return s.Workbench.Invite(ctx, m, id, p)
}

func participantOf(c *fiber.Ctx) proposals.ParticipantID {
	return proposals.ParticipantID(c.Params("participant"))
}

func (s *server) takeBack(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	return s.Workbench.TakeBack(ctx, m, id, participantOf(c))
}

func (s *server) checkIn(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	body, err := decode[struct{ Present bool }](c)
	if err != nil {
		return err
	}
	return s.Workbench.CheckIn(ctx, m, id, participantOf(c), body.Present)
}

func (s *server) addMaterial(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	body, err := decode[struct {
		File  string
		Title proposals.Bilingual
	}](c)
	if err != nil {
		return err
	}
	return s.Workbench.AddMaterial(ctx, m, id, body.File, body.Title)
}

func (s *server) removeMaterial(ctx context.Context, c *fiber.Ctx, m proposals.Member, id proposals.RoundTableID) error {
	return s.Workbench.RemoveMaterial(ctx, m, id, c.Params("file"))
}
