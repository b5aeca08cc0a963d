package api

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
)

func commentID(c *fiber.Ctx) proposals.CommentID { return proposals.CommentID(c.Params("comment")) }

func (s *server) postComment(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		ID     proposals.CommentID
		Body   string
		Anchor *struct {
			Lang              act.Lang
			From, To, Version int
		}
	}](c)
	if err != nil {
		return err
	}
	var place *proposals.Place
	if a := body.Anchor; a != nil {
		place = &proposals.Place{Lang: a.Lang, From: a.From, To: a.To, Version: a.Version}
	}
	ctx, cancel := deadline()
	defer cancel()
	if err := s.Workbench.Comment(ctx, m, proposalID(c), body.ID, body.Body, place); err != nil {
		return err
	}
	c.Status(http.StatusCreated)
	return s.answerComment(c, m, body.ID)
}

func (s *server) answerComment(c *fiber.Ctx, m proposals.Member, id proposals.CommentID) error {
	p, err := s.Workbench.Proposal(m, proposalID(c))
	if err != nil {
		return err
	}
	for _, t := range p.Threads {
		if t.ID == id {
			return c.JSON(fiber.Map{"comment": names{s.Workbench}.comment(t)})
		}
	}
	return proposals.Refuse(proposals.CodeNotFound)
}

func (s *server) postReply(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		ID   proposals.CommentID
		Body string
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline()
	defer cancel()
	if err := s.Workbench.Reply(ctx, m, proposalID(c), commentID(c), body.ID, body.Body); err != nil {
		return err
	}
	c.Status(http.StatusCreated)
	return s.answerComment(c, m, commentID(c))
}

func (s *server) closeThread(resolved bool) handler {
	return func(c *fiber.Ctx, m proposals.Member) error {
		ctx, cancel := deadline()
		defer cancel()
		if err := s.Workbench.Resolve(ctx, m, proposalID(c), commentID(c), resolved); err != nil {
			return err
		}
		return s.answerComment(c, m, commentID(c))
	}
}
