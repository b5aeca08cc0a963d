package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// headerMember carries whom a page was made for. The tabs of a browser share one cookie: a tab in which somebody still reads as
// one member must not act as the other who has signed in beside it.
const headerMember = "Talqy-Member"

// handler is a handler that knows who asks.
type handler func(c *fiber.Ctx, m proposals.Member) error

// signedIn lets only members through.
func (s *server) signedIn(next handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		m, err := s.member(c)
		if err != nil {
			return err
		}
		if whose := c.Get(headerMember); whose != "" && whose != string(m.ID) {
			return proposals.Refuse(codeOtherMember)
		}
		if err := s.afford(c, m); err != nil {
			return err
		}
		return next(c, m)
	}
}

// localSession is where a request keeps the id of its session.
const localSession = "session"

func (s *server) member(c *fiber.Ctx) (proposals.Member, error) {
	ctx, cancel := deadline(c)
	defer cancel()
	m, session, err := s.Door.Member(ctx, s.token(c), s.address(c))
	if err == nil {
		c.Locals(localSession, session)
		c.Locals(localMember, m)
	}
	return m, err
}

// session is the id of the session that a request came in.
func session(c *fiber.Ctx) string {
	id, _ := c.Locals(localSession).(string)
	return id
}

// deadline bounds a command. It does not hang on the request: a browser that goes away in the middle must not leave a
// command half done.
// Under it the request's command has its id, so that sent twice it counts once.
func deadline(c *fiber.Ctx) (context.Context, context.CancelFunc) {
	ctx := proposals.WithCommand(context.Background(), c.Get(headerKey))
	return context.WithTimeout(ctx, commandTimeout)
}

// decode reads the JSON body.
func decode[T any](c *fiber.Ctx) (body T, err error) {
	if err := c.App().Config().JSONDecoder(c.Body(), &body); err != nil {
		return body, proposals.Refuse(codeBadRequest).Because(err)
	}
	return body, nil
}

func (s *server) getSession(c *fiber.Ctx, m proposals.Member) error {
	return c.JSON(fiber.Map{"member": s.memberView(m)})
}

func (s *server) postSession(c *fiber.Ctx) error {
	body, err := decode[struct{ Login, Password, Code string }](c)
	if err != nil {
		return err
	}
	shown := proposals.Credentials{Login: body.Login, Password: body.Password, Code: body.Code}
	if body.Login == "" { // who comes from a provider of sign-in owes the code alone
		shown.Pending = s.cookie(c, pendingCookie)
	}
	ctx, cancel := deadline(c)
	defer cancel()
	e, err := s.Door.SignIn(ctx, shown, s.arrival(c))
	if err != nil {
		s.noteWhose(c, body.Login)
		return err
	}
	s.letIn(c, e)
	return c.JSON(fiber.Map{"member": s.memberView(e.Member)})
}

// noteWhose tells the record at whose account somebody tried. What was tried is not kept: people type passwords there.
func (s *server) noteWhose(c *fiber.Ctx, login string) {
	for _, m := range s.Workbench.Members() {
		if m.Login == strings.ToLower(strings.TrimSpace(login)) {
			c.Locals(localMember, *m)
		}
	}
}

func (s *server) deleteSession(c *fiber.Ctx) error {
	_, _ = s.member(c) // for the record; who is not signed in may sign out
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Door.SignOut(ctx, s.token(c)); err != nil {
		return err
	}
	s.forgetCookie(c, sessionCookie)
	return c.SendStatus(http.StatusNoContent)
}

func (s *server) getInvitation(c *fiber.Ctx) error {
	ctx, cancel := deadline(c)
	defer cancel()
	i, err := s.Door.Invitation(ctx, c.Params("token"))
	if err != nil {
		return err
	}
	return c.JSON(i)
}

func (s *server) acceptInvitation(c *fiber.Ctx) error {
	body, err := decode[struct{ Login, Name, Password string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	e, err := s.Door.Accept(ctx, c.Params("token"), body.Login, body.Name, body.Password, s.arrival(c))
	if err != nil {
		return err
	}
	s.letIn(c, e)
	return c.Status(http.StatusCreated).JSON(fiber.Map{"member": s.memberView(e.Member)})
}
