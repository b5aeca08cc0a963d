package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// restorer is the door as it is to who changes what an account is entered with, or has lost it.
type restorer interface {
	Owner(ctx context.Context, m proposals.Member, password, address string) error
	ChangePassword(ctx context.Context, m proposals.Member, present, wanted, address, session string) error
	AskForReset(login, address string, send func(ctx context.Context, m proposals.Member, token string) error) error
	MakeReset(ctx context.Context, by proposals.Member, id proposals.MemberID) (token string, expires time.Time, err error)
	Reset(ctx context.Context, token string) (proposals.Member, error)
	UseReset(ctx context.Context, token, password string) (m proposals.Member, device string, err error)
	Access(ctx context.Context, m proposals.Member) (proposals.Access, error)
	AccessOf(ctx context.Context, by proposals.Member, id proposals.MemberID) (proposals.Access, error)
	NewFactor(ctx context.Context, m proposals.Member, password, address string) (secret, uri, ticket string, err error)
	TurnFactorOn(ctx context.Context, m proposals.Member, ticket, code string) (codes []string, err error)
	TurnFactorOff(ctx context.Context, m proposals.Member, password, code, address string) error
	NewCodes(ctx context.Context, m proposals.Member, password, code, address string) (codes []string, err error)
	TakeFactorAway(ctx context.Context, by proposals.Member, id proposals.MemberID) error
}

// accessRoutes are the calls on how accounts are entered.
func (s *server) accessRoutes(r fiber.Router) {
	r.Get("/sign-in", s.getSignIn)
	r.Get("/sessions", s.signedIn(s.getSessions))
	r.Delete("/sessions", s.signedIn(s.deleteSessions))
	r.Delete("/sessions/:session", s.signedIn(s.deleteOneSession))
	r.Put("/session/password", s.signedIn(s.putPassword))
	r.Post("/resets", s.postReset)
	r.Get("/resets/:token", s.getReset)
	r.Post("/resets/:token", s.useReset)
	r.Post("/members/:id/reset", s.signedIn(s.postMemberReset))
	r.Get("/members/:id/access", s.signedIn(s.getMemberAccess))
	r.Delete("/members/:id/factor", s.signedIn(s.deleteMemberFactor))
	r.Get("/access", s.signedIn(s.getAccess))
	r.Post("/access/factor", s.signedIn(s.postFactor))
	r.Put("/access/factor", s.signedIn(s.putFactor))
	r.Delete("/access/factor", s.signedIn(s.deleteFactor))
	r.Post("/access/codes", s.signedIn(s.postCodes))
	r.Post("/access/provider", s.signedIn(s.linkProvider))
	r.Delete("/access/provider", s.signedIn(s.unlinkProvider))
	r.Post("/provider", s.toProvider)
	r.Get("/provider/back", s.fromProvider)
}

// secretive says whether the answers of a path hold what is shown once: they are not remembered for a repeat.
func secretive(path string) bool {
	return strings.HasPrefix(path, "/api/access/") || strings.HasPrefix(path, "/api/members/") && strings.HasSuffix(path, "/reset")
}

func memberID(c *fiber.Ctx) proposals.MemberID { return proposals.MemberID(c.Params("id")) }

// getSignIn tells the page of signing in what it can offer.
func (s *server) getSignIn(c *fiber.Ctx) error {
	answer := fiber.Map{"provider": nil, "mail": s.SendReset != nil}
	if title := s.Door.ProviderTitle(); title != "" {
		answer["provider"] = fiber.Map{"title": title}
	}
	return c.JSON(answer)
}

type sessionView struct {
	ID       string `json:"id"`
	Current  bool   `json:"current"`
	Begun    string `json:"begun"`
	Seen     string `json:"seen"`
	Expires  string `json:"expires"`
	Address  string `json:"address"`
	Agent    string `json:"agent"`
	Provider bool   `json:"provider"`
}

func (s *server) getSessions(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	open, err := s.Door.Sessions(ctx, m.ID)
	if err != nil {
		return err
	}
	views := make([]sessionView, len(open))
	for i, o := range open {
		views[i] = sessionView{ID: o.ID, Current: o.ID == session(c), Begun: timeView(o.Begun), Seen: timeView(o.Seen), Expires: timeView(o.Expires),
			Address: o.Address, Agent: o.Agent, Provider: o.Provider}
	}
	return c.JSON(fiber.Map{"sessions": views})
}

func (s *server) deleteSessions(c *fiber.Ctx, m proposals.Member) error {
	all, err := choice(c, "which", "others", "all")
	if err != nil {
		return err
	}
	but := session(c)
	if all {
		but = ""
		s.forgetCookie(c, sessionCookie)
	}
	ctx, cancel := deadline(c)
	defer cancel()
	return noContent(c, s.Door.EndSessions(ctx, m.ID, but))
}

func (s *server) deleteOneSession(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	return noContent(c, s.Door.EndSession(ctx, m.ID, c.Params("session")))
}

// noContent answers what has nothing to say when it went well.
func noContent(c *fiber.Ctx, err error) error {
	if err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}

func (s *server) putPassword(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Present, Password string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	return noContent(c, s.Door.ChangePassword(ctx, m, body.Present, body.Password, s.address(c), session(c)))
}

func (s *server) postReset(c *fiber.Ctx) error {
	body, err := decode[struct{ Login string }](c)
	if err != nil {
		return err
	}
	if s.SendReset == nil {
		return proposals.Refuse(proposals.CodeNotFound)
	}
	if err := s.Door.AskForReset(body.Login, s.address(c), s.SendReset); err != nil {
		return err
	}
	return c.Status(http.StatusAccepted).JSON(fiber.Map{})
}

func (s *server) getReset(c *fiber.Ctx) error {
	ctx, cancel := deadline(c)
	defer cancel()
	m, err := s.Door.Reset(ctx, c.Params("token"))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"login": m.Login, "name": m.Name})
}

func (s *server) useReset(c *fiber.Ctx) error {
	body, err := decode[struct{ Password string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	m, device, err := s.Door.UseReset(ctx, c.Params("token"), body.Password)
	if err != nil {
		return err
	}
	c.Locals(localMember, m)
	s.setCookie(c, deviceCookie, device, deviceCookieLife)
	return c.SendStatus(http.StatusNoContent)
}

func (s *server) postMemberReset(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	token, expires, err := s.Door.MakeReset(ctx, m, memberID(c))
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"url": "/reset/" + token, "expiresAt": timeView(expires)})
}

func (s *server) getMemberAccess(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	a, err := s.Door.AccessOf(ctx, m, memberID(c))
	if err != nil {
		return err
	}
	answer := fiber.Map{"factor": a.Factor, "provider": a.Linked, "seen": nil}
	if !a.Seen.IsZero() {
		answer["seen"] = timeView(a.Seen)
	}
	return c.JSON(answer)
}

func (s *server) deleteMemberFactor(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	return noContent(c, s.Door.TakeFactorAway(ctx, m, memberID(c)))
}

func (s *server) getAccess(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	a, err := s.Door.Access(ctx, m)
	if err != nil {
		return err
	}
	answer := fiber.Map{"login": a.Login, "factor": nil, "provider": nil}
	if a.Factor {
		answer["factor"] = fiber.Map{"since": timeView(a.Since), "recovery": a.Recovery}
	}
	if title := s.Door.ProviderTitle(); title != "" {
		answer["provider"] = fiber.Map{"title": title, "account": a.Provider, "linked": a.Linked}
	}
	return c.JSON(answer)
}

func (s *server) postFactor(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Password string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	secret, uri, ticket, err := s.Door.NewFactor(ctx, m, body.Password, s.address(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"secret": secret, "uri": uri, "ticket": ticket})
}

func (s *server) putFactor(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Ticket, Code string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	codes, err := s.Door.TurnFactorOn(ctx, m, body.Ticket, body.Code)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"codes": codes})
}

type ownerProof struct{ Password, Code string }

func (s *server) deleteFactor(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[ownerProof](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	return noContent(c, s.Door.TurnFactorOff(ctx, m, body.Password, body.Code, s.address(c)))
}

func (s *server) postCodes(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[ownerProof](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	codes, err := s.Door.NewCodes(ctx, m, body.Password, body.Code, s.address(c))
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"codes": codes})
}
