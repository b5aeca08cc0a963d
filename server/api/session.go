package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// sessionCookie holds the token of the session.
const sessionCookie = "talqy_session"

// sessionCookieLife is how long the browser keeps it.
const sessionCookieLife = 30 * 24 * time.Hour

// handler is a handler that knows who asks.
type handler func(c *fiber.Ctx, m proposals.Member) error

// signedIn lets only members through.
func (s *server) signedIn(next handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		m, err := s.member(c)
		if err != nil {
			return err
		}
		return next(c, m)
	}
}

func (s *server) member(c *fiber.Ctx) (proposals.Member, error) {
	ctx, cancel := deadline()
	defer cancel()
	return s.Door.Member(ctx, c.Cookies(sessionCookie))
}

// deadline bounds a command. It does not hang on the request: a browser that goes away in the middle must not leave a
// command half done.
func deadline() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), commandTimeout)
}

func (s *server) setCookie(c *fiber.Ctx, token string, life time.Duration) {
	cookie := &fiber.Cookie{Name: sessionCookie, Value: token, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		Secure: s.public != nil && s.public.Scheme == "https", Expires: s.Now().Add(life), MaxAge: int(life.Seconds())}
	c.Cookie(cookie)
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
	body, err := decode[struct{ Login, Password string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline()
	defer cancel()
	token, m, err := s.Door.SignIn(ctx, body.Login, body.Password, c.IP())
	if err != nil {
		return err
	}
	s.setCookie(c, token, sessionCookieLife)
	return c.JSON(fiber.Map{"member": s.memberView(m)})
}

func (s *server) deleteSession(c *fiber.Ctx) error {
	ctx, cancel := deadline()
	defer cancel()
	if err := s.Door.SignOut(ctx, c.Cookies(sessionCookie)); err != nil {
		return err
	}
	s.EndLive(c.Cookies(sessionCookie))
	s.setCookie(c, "", -time.Hour)
	return c.SendStatus(http.StatusNoContent)
}

func (s *server) getInvitation(c *fiber.Ctx) error {
	ctx, cancel := deadline()
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
	ctx, cancel := deadline()
	defer cancel()
	token, m, err := s.Door.Accept(ctx, c.Params("token"), body.Login, body.Name, body.Password)
	if err != nil {
		return err
	}
	s.setCookie(c, token, sessionCookieLife)
	return c.Status(http.StatusCreated).JSON(fiber.Map{"member": s.memberView(m)})
}

func (s *server) postInvitation(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Role         proposals.Role
		Name         string
		Organisation proposals.OrganisationID
	}](c)
	if err != nil {
		return err
	}
	if body.Organisation != "" {
		if _, err := s.Workbench.Organisation(body.Organisation); err != nil {
			return proposals.Refuse(proposals.CodeUnknownChoice, "field", "organisation")
		}
	}
	ctx, cancel := deadline()
	defer cancel()
	token, expires, err := s.Door.Invite(ctx, &m, proposals.Invitation{Role: body.Role, Name: strings.TrimSpace(body.Name), Organisation: body.Organisation})
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"url": "/join/" + token, "expiresAt": timeView(expires)})
}

func (s *server) getMembers(c *fiber.Ctx, _ proposals.Member) error {
	members := []memberView{}
	for _, m := range s.Workbench.Members() {
		members = append(members, s.memberView(*m))
	}
	return c.JSON(fiber.Map{"members": members, "organisations": s.Workbench.Organisations()})
}

func (s *server) postOrganisation(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[proposals.Organisation](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline()
	defer cancel()
	id, err := s.Workbench.AddOrganisation(ctx, m, body.Name, body.Kind, body.City)
	if err != nil {
		return err
	}
	o, err := s.Workbench.Organisation(id)
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"organisation": o})
}
