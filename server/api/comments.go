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
		Suggestion *proposals.Suggested
	}](c)
	if err != nil {
		return err
	}
	comment := proposals.NewComment{ID: body.ID, Body: body.Body, Suggestion: body.Suggestion}
	if a := body.Anchor; a != nil {
		comment.Place = &proposals.Place{Lang: a.Lang, From: a.From, To: a.To, Version: a.Version}
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.AddComment(ctx, m, proposalID(c), comment); err != nil {
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
	body, err := decode[proposals.NewReply](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.AddReply(ctx, m, proposalID(c), commentID(c), body); err != nil {
		return err
	}
	c.Status(http.StatusCreated)
	return s.answerComment(c, m, commentID(c))
}

func (s *server) resolveThread(c *fiber.Ctx, m proposals.Member) error {
	type answer struct {
		Outcome proposals.Outcome
		Reason  string
	}
	var body answer
	if len(c.Body()) > 0 { // who says nothing of the outcome need not send a body
		var err error
		if body, err = decode[answer](c); err != nil {
			return err
		}
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.Resolve(ctx, m, proposalID(c), commentID(c), body.Outcome, body.Reason); err != nil {
		return err
	}
	return s.answerComment(c, m, commentID(c))
}

func (s *server) reopenThread(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.Reopen(ctx, m, proposalID(c), commentID(c)); err != nil {
		return err
	}
	return s.answerComment(c, m, commentID(c))
}

// saidID is the comment or reply that a call is about: the thread's own where it names none.
func saidID(c *fiber.Ctx) proposals.CommentID {
	if reply := c.Params("reply"); reply != "" {
		return proposals.CommentID(reply)
	}
	return commentID(c)
}

// putComment gives a comment or reply another text.
func (s *server) putComment(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Body string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.EditComment(ctx, m, proposalID(c), commentID(c), saidID(c), body.Body); err != nil {
		return err
	}
	return s.answerComment(c, m, commentID(c))
}

// getCommentTexts answers the texts that a comment or reply has had.
func (s *server) getCommentTexts(c *fiber.Ctx, m proposals.Member) error {
	texts, err := s.Workbench.CommentTexts(m, proposalID(c), commentID(c), saidID(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"texts": names{s.Workbench}.texts(texts)})
}

// acceptSuggestion puts the wording that a comment suggests into the text.
func (s *server) acceptSuggestion(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.AcceptSuggestion(ctx, m, proposalID(c), commentID(c), saidID(c)); err != nil {
		return err
	}
	return s.answerComment(c, m, commentID(c))
}

// declineSuggestion says no to the wording that a comment suggests.
func (s *server) declineSuggestion(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Reason string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.DeclineSuggestion(ctx, m, proposalID(c), commentID(c), saidID(c), body.Reason); err != nil {
		return err
	}
	return s.answerComment(c, m, commentID(c))
}

// getReaders answers who sees a proposal and can be mentioned on it.
func (s *server) getReaders(c *fiber.Ctx, m proposals.Member) error {
	readers, err := s.Workbench.Readers(m, proposalID(c))
	if err != nil {
		return err
	}
	views := make([]memberView, len(readers))
	for i, reader := range readers {
		views[i] = s.memberView(*reader)
	}
	return c.JSON(fiber.Map{"members": views})
}

// commentRoutes are the calls on what was said: of a thread's own comment, and of a reply in it.
func (s *server) commentRoutes(r fiber.Router) {
	r.Get("/proposals/:id/readers", s.signedIn(s.getReaders))
	r.Post("/proposals/:id/comments", s.signedIn(s.postComment))
	r.Post("/proposals/:id/comments/:comment/replies", s.signedIn(s.postReply))
	r.Post("/proposals/:id/comments/:comment/resolve", s.signedIn(s.resolveThread))
	r.Post("/proposals/:id/comments/:comment/reopen", s.signedIn(s.reopenThread))
	for _, said := range []string{"/proposals/:id/comments/:comment", "/proposals/:id/comments/:comment/replies/:reply"} {
		r.Put(said, s.signedIn(s.putComment))
		r.Get(said+"/texts", s.signedIn(s.getCommentTexts))
		r.Post(said+"/suggestion/accept", s.signedIn(s.acceptSuggestion))
		r.Post(said+"/suggestion/decline", s.signedIn(s.declineSuggestion))
	}
}
