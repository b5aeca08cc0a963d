package api

import (
	"bytes"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

func (s *server) comparisonTable(c *fiber.Ctx, m proposals.Member) error {
	order := proposals.TableOrder{Redline: c.Query("redline", "on") != "off",
		RoundTable: proposals.RoundTableID(c.Query("roundTable"))}
	for _, id := range c.Request().URI().QueryArgs().PeekMulti("proposal") {
		order.Proposals = append(order.Proposals, proposals.ProposalID(id))
	}
	if len(order.Proposals) == 0 {
		return proposals.Refuse(codeNothingChosen)
	}
	var err error
	if order.Lang, err = langParam(c.Query("lang", "ru")); err != nil {
		return err
	}
	table, err := s.Workbench.ComparisonTable(m, order)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := s.Print(&pdf, table); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`inline; filename="talqy-%s-%s.pdf"`, s.Now().Format("2006-01-02"), order.Lang))
	return c.Send(pdf.Bytes())
}

// exportAct gives an act as Akoma Ntoso.
func (s *server) exportAct(c *fiber.Ctx, _ proposals.Member) error {
	lang, err := langParam(c.Query("lang"))
	if err != nil {
		return err
	}
	a, err := s.Workbench.Act(proposals.ActID(c.Params("id")))
	if err != nil {
		return err
	}
	ctx, cancel := deadline()
	defer cancel()
	expression, err := s.Workbench.Expression(ctx, a.ID, lang)
	if err != nil {
		return err
	}
	var document bytes.Buffer
	if err := s.Export(&document, expression, a.Profile, s.Now()); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/xml; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="act-%s-%s.xml"`, a.ID, lang))
	return c.Send(document.Bytes())
}
