package api

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

func (s *server) billView(b *proposals.Bill, m proposals.Member) billView {
	return viewBill(b, s.Workbench.Proposals(m, proposals.Filter{Bill: b.ID}), m)
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
	ctx, cancel := deadline(c)
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
	window, next, err := s.window(m, proposals.Filter{Bill: b.ID}, "", maxWindow)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"bill": viewBill(b, seen, m), "proposals": window, "next": next})
}
