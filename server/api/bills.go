package api

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

func (s *server) billView(b *proposals.Bill, m proposals.Member) billView {
	return viewBill(b, s.Workbench.Proposals(m, proposals.Filter{Bill: b.ID}))
}

func (s *server) getBills(c *fiber.Ctx, m proposals.Member) error {
	bills := []billView{}
	for _, b := range s.Workbench.Bills() {
		bills = append(bills, s.billView(b, m))
	}
	return c.JSON(fiber.Map{"bills": bills})
}

func (s *server) postBill(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Title proposals.Bilingual }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline()
	defer cancel()
	id, err := s.Workbench.OpenBill(ctx, m, body.Title)
	if err != nil {
		return err
	}
	b, err := s.Workbench.Bill(id)
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"bill": s.billView(b, m)})
}

func (s *server) getBill(c *fiber.Ctx, m proposals.Member) error {
	b, err := s.Workbench.Bill(proposals.BillID(c.Params("id")))
	if err != nil {
		return err
	}
	seen := s.Workbench.Proposals(m, proposals.Filter{Bill: b.ID})
	return c.JSON(fiber.Map{"bill": viewBill(b, seen), "proposals": names{s.Workbench}.summaries(seen)})
}

func (s *server) getRoundTables(c *fiber.Ctx, m proposals.Member) error {
	tables := []roundTableView{}
	for _, r := range s.Workbench.RoundTables() {
		tables = append(tables, s.roundTableView(r, m))
	}
	return c.JSON(fiber.Map{"roundTables": tables})
}

func (s *server) postRoundTable(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Title     proposals.Bilingual
		Date      string
		Place     proposals.Bilingual
		Proposals []proposals.ProposalID
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline()
	defer cancel()
	id, err := s.Workbench.Convene(ctx, m, body.Title, body.Date, body.Place, body.Proposals)
	if err != nil {
		return err
	}
	r, err := s.Workbench.RoundTable(id)
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"roundTable": s.roundTableView(r, m)})
}

func (s *server) getRoundTable(c *fiber.Ctx, m proposals.Member) error {
	r, err := s.Workbench.RoundTable(proposals.RoundTableID(c.Params("id")))
	if err != nil {
		return err
	}
	list := []proposalSummary{}
	for _, id := range r.Proposals { // in the order of the agenda
		if p, err := s.Workbench.Proposal(m, id); err == nil {
			list = append(list, names{s.Workbench}.summary(p))
		}
	}
	return c.JSON(fiber.Map{"roundTable": s.roundTableView(r, m), "proposals": list})
}
