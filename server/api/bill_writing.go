package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/paper"
)

// billWritingRoutes are the calls on what the group itself says of a bill, on its public page and on what the public says.
func (s *server) billWritingRoutes(r fiber.Router) {
	r.Put("/bills/:id/summary", s.signedIn(s.putSummary))
	r.Get("/bills/:id/note", s.signedIn(s.getNote))
	r.Put("/bills/:id/note/:section", s.signedIn(s.putNoteSection))
	r.Post("/bills/:id/publication", s.signedIn(s.publish))
	r.Delete("/bills/:id/publication", s.signedIn(s.unpublish))
	r.Get("/bills/:id/remarks", s.signedIn(s.getPublicRemarks))
	r.Post("/bills/:id/remarks/:remark/admit", s.signedIn(s.admitPublicRemark))
	r.Post("/bills/:id/remarks/:remark/refuse", s.signedIn(s.refusePublicRemark))
	r.Post("/bills/:id/remarks/:remark/answer", s.signedIn(s.answerPublicRemark))
}

func billID(c *fiber.Ctx) proposals.BillID { return proposals.BillID(c.Params("id")) }

// onBill does something to a bill and answers the bill.
func (s *server) onBill(c *fiber.Ctx, m proposals.Member, do func(ctx context.Context, id proposals.BillID) error) error {
	ctx, cancel := deadline(c)
	defer cancel()
	if err := do(ctx, billID(c)); err != nil {
		return err
	}
	b, err := s.Workbench.Bill(billID(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"bill": s.billView(b, m)})
}

func (s *server) putSummary(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Summary proposals.Bilingual }](c)
	if err != nil {
		return err
	}
	return s.onBill(c, m, func(ctx context.Context, id proposals.BillID) error {
		return s.Workbench.Summarise(ctx, m, id, body.Summary)
	})
}

// noteSectionView is a section of the explanatory note; text is empty in both languages until somebody writes it.
type noteSectionView struct {
	Section paper.NoteSection   `json:"section"`
	Heading proposals.Bilingual `json:"heading"`
	Text    proposals.Bilingual `json:"text"`
	Hint    proposals.Bilingual `json:"hint"`
}

func (s *server) getNote(c *fiber.Ctx, _ proposals.Member) error {
	b, err := s.Workbench.Bill(billID(c))
	if err != nil {
		return err
	}
	sections := []noteSectionView{}
	for _, one := range paper.NoteSections() {
		sections = append(sections, noteSectionView{one.Section, proposals.Bilingual(one.Heading), b.Note[one.Section], proposals.Bilingual(one.Hint)})
	}
	return c.JSON(fiber.Map{"sections": sections})
}

func (s *server) putNoteSection(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Text proposals.Bilingual }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.WriteNote(ctx, m, billID(c), paper.NoteSection(c.Params("section")), body.Text); err != nil {
		return err
	}
	return s.getNote(c, m)
}

func (s *server) publish(c *fiber.Ctx, m proposals.Member) error {
	return s.onBill(c, m, func(ctx context.Context, id proposals.BillID) error { return s.Workbench.Publish(ctx, m, id) })
}

func (s *server) unpublish(c *fiber.Ctx, m proposals.Member) error {
	return s.onBill(c, m, func(ctx context.Context, id proposals.BillID) error { return s.Workbench.Unpublish(ctx, m, id) })
}

// remarkView is a remark of the public, or from the room of a round table, as the group reads it.
type remarkView struct {
	proposals.Remark
	At             string  `json:"at"`
	AnsweredAt     *string `json:"answeredAt"`
	AnsweredByName string  `json:"answeredByName"`
}

func (n names) remark(one proposals.Remark) remarkView {
	v := remarkView{Remark: one, At: timeView(one.At)}
	if !one.AnsweredAt.IsZero() {
		at := timeView(one.AnsweredAt)
		v.AnsweredAt, v.AnsweredByName = &at, n.sign(one.AnsweredBy).AuthorName
	}
	return v
}

func (s *server) getPublicRemarks(c *fiber.Ctx, m proposals.Member) error {
	list, err := s.Workbench.PublicRemarks(m, billID(c))
	if err != nil {
		return err
	}
	views := make([]remarkView, len(list))
	for i, one := range list {
		views[i] = names{s.Workbench}.remark(one)
	}
	return c.JSON(fiber.Map{"remarks": views})
}

// onPublicRemark does something to a remark of the public and answers the remark.
func (s *server) onPublicRemark(c *fiber.Ctx, m proposals.Member, do func(ctx context.Context, id proposals.BillID, remark proposals.RemarkID) error) error {
	id := proposals.RemarkID(c.Params("remark"))
	ctx, cancel := deadline(c)
	defer cancel()
	if err := do(ctx, billID(c), id); err != nil {
		return err
	}
	list, err := s.Workbench.PublicRemarks(m, billID(c))
	if err != nil {
		return err
	}
	for _, one := range list {
		if one.ID == id {
			return c.JSON(fiber.Map{"remark": names{s.Workbench}.remark(one)})
		}
	}
	return proposals.Refuse(proposals.CodeNotFound)
}

func (s *server) admitPublicRemark(c *fiber.Ctx, m proposals.Member) error {
	return s.onPublicRemark(c, m, func(ctx context.Context, id proposals.BillID, remark proposals.RemarkID) error {
		return s.Workbench.AdmitPublicRemark(ctx, m, id, remark)
	})
}

func (s *server) refusePublicRemark(c *fiber.Ctx, m proposals.Member) error {
	return s.onPublicRemark(c, m, func(ctx context.Context, id proposals.BillID, remark proposals.RemarkID) error {
		return s.Workbench.RefusePublicRemark(ctx, m, id, remark)
	})
}

func (s *server) answerPublicRemark(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Outcome proposals.Outcome
		Reason  proposals.Bilingual
	}](c)
	if err != nil {
		return err
	}
	return s.onPublicRemark(c, m, func(ctx context.Context, id proposals.BillID, remark proposals.RemarkID) error {
		return s.Workbench.AnswerPublicRemark(ctx, m, id, remark, body.Outcome, body.Reason)
	})
}
