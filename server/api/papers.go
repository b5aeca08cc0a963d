package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// Media types of papers.
const (
	typePDF  = "application/pdf"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// maxScale bounds large print: a heading of one long word still fits its column.
const maxScale = 1.4

// getPaper answers a paper by the name of its file, «minutes.pdf».
func (s *server) getPaper(c *fiber.Ctx, m proposals.Member) error {
	name, form, _ := strings.Cut(c.Params("file"), ".")
	write, mediaType := s.WritePDF, typePDF
	switch form {
	case "pdf":
	case "docx":
		write, mediaType = s.WriteDOCX, typeDOCX
	default:
		return proposals.Refuse(proposals.CodeNotFound)
	}
	order, err := s.paperOrder(c, proposals.PaperName(name))
	if err != nil {
		return err
	}
	d, err := s.makePaper(c, m, order)
	if err != nil {
		return err
	}
	if !awaited(c) {
		return errGone
	}
	var file bytes.Buffer
	if err := write(&file, d); err != nil {
		return fmt.Errorf("api: writing %s.%s: %w", name, form, err)
	}
	disposition := "inline"
	if form == "docx" {
		disposition = "attachment"
	}
	c.Set(fiber.HeaderContentType, mediaType)
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`%s; filename="talqy-%s-%s-%s.%s"`, disposition, name,
		s.Now().Format("2006-01-02"), c.Query("lang", "ru"), form))
	return c.Send(file.Bytes())
}

// previewPaper answers the words of a paper, for the page to show its outline.
func (s *server) previewPaper(c *fiber.Ctx, m proposals.Member) error {
	order, err := s.paperOrder(c, proposals.PaperName(c.Query("name")))
	if err != nil {
		return err
	}
	d, err := s.makePaper(c, m, order)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"document": fiber.Map{"title": d.Title, "version": d.Version, "link": d.Link, "text": d.String()}})
}

func (s *server) makePaper(c *fiber.Ctx, m proposals.Member, order proposals.PaperOrder) (*paper.Document, error) {
	ctx, cancel := whileAwaited(c)
	defer cancel()
	d, err := s.Workbench.Paper(ctx, m, order)
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return nil, errGone
	}
	return d, err
}

// paperOrder reads what is asked for from the address.
func (s *server) paperOrder(c *fiber.Ctx, name proposals.PaperName) (proposals.PaperOrder, error) {
	order := proposals.PaperOrder{Name: name, RoundTable: proposals.RoundTableID(c.Query("roundTable")), Bill: proposals.BillID(c.Query("bill")),
		Only: proposals.Status(c.Query("status")), Site: s.site(c)}
	arguments := c.Request().URI().QueryArgs()
	for _, id := range arguments.PeekMulti("proposal") {
		order.Proposals = append(order.Proposals, proposals.ProposalID(id))
	}
	for _, heading := range arguments.PeekMulti("heading") {
		order.Form.Headings = append(order.Form.Headings, string(heading))
	}
	langs, err := paperLangs(c.Query("lang", string(act.Russian)))
	if err != nil {
		return order, err
	}
	order.Langs = langs
	clean, err := choice(c, "redline", "on", "off")
	if err != nil {
		return order, err
	}
	order.Form.Redline = !clean
	if order.Form.Parliament, err = choice(c, "form", "group", "parliament"); err != nil {
		return order, err
	}
	if order.Form.Notes, err = choice(c, "notes", "off", "on"); err != nil {
		return order, err
	}
	if scale := c.Query("scale"); scale != "" {
		order.Scale, err = strconv.ParseFloat(scale, 64)
		if err != nil || !(order.Scale >= 1 && order.Scale <= maxScale) {
			return order, proposals.Refuse(proposals.CodeUnknownChoice, "field", "scale")
		}
	}
	return order, nil
}

// choice reads one of two words, the usual one where nothing is said, and answers whether it is the other.
func choice(c *fiber.Ctx, field, usual, other string) (bool, error) {
	switch c.Query(field, usual) {
	case usual:
		return false, nil
	case other:
		return true, nil
	}
	return false, proposals.Refuse(proposals.CodeUnknownChoice, "field", field)
}

// paperLangs reads the language of a paper: one, or both side by side.
func paperLangs(lang string) ([]act.Lang, error) {
	if lang == "both" {
		return []act.Lang{act.Russian, act.Kazakh}, nil
	}
	one, err := langParam(lang)
	return []act.Lang{one}, err
}

// site is the address under which the reader's browser reaches the server, for the QR codes on papers.
func (s *server) site(c *fiber.Ctx) string {
	if s.public != nil {
		return strings.TrimRight(s.public.String(), "/")
	}
	return c.BaseURL()
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
	ctx, cancel := deadline(c)
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
