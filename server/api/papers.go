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
