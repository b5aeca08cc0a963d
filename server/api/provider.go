package api

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// provider is the door as it is to who signs in at a provider.
type provider interface {
	// ProviderTitle is empty where there is no provider.
	ProviderTitle() string
	ToProvider(ctx context.Context, to string) (address, carried string, err error)
	ToLink(ctx context.Context, m proposals.Member, password, address, session string) (to, carried string, err error)
	FromProvider(ctx context.Context, carried, state, code, session string, from proposals.Visitor) (e proposals.Pass, linking bool, err error)
	Unlink(ctx context.Context, m proposals.Member, password, address string) error
}

// providerDeadline bounds the way back from a provider: it is asked, twice perhaps.
const providerDeadline = 30 * time.Second

func (s *server) toProvider(c *fiber.Ctx) error {
	body, err := decode[struct{ To string }](c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), providerDeadline)
	defer cancel()
	address, carried, err := s.Door.ToProvider(ctx, body.To)
	return s.depart(c, address, carried, err)
}

func (s *server) linkProvider(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[ownerProof](c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), providerDeadline)
	defer cancel()
	address, carried, err := s.Door.ToLink(ctx, m, body.Password, s.address(c), session(c))
	return s.depart(c, address, carried, err)
}

// depart gives a browser the address at the provider and what it must bring back.
func (s *server) depart(c *fiber.Ctx, address, carried string, err error) error {
	if err != nil {
		return err
	}
	s.setCookie(c, providerCookie, carried, providerCookieLife)
	return c.JSON(fiber.Map{"url": address})
}

func (s *server) unlinkProvider(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[ownerProof](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	return noContent(c, s.Door.Unlink(ctx, m, body.Password, s.address(c)))
}

// fromProvider takes a browser that the provider sends back. What went wrong is said on the page that it lands on.
func (s *server) fromProvider(c *fiber.Ctx) error {
	carried := s.cookie(c, providerCookie)
	s.forgetCookie(c, providerCookie)
	ctx, cancel := context.WithTimeout(context.Background(), providerDeadline)
	defer cancel()
	present := ""
	if _, id, err := s.Door.Member(ctx, s.token(c), s.address(c)); err == nil {
		present = id
	}
	e, linking, err := s.Door.FromProvider(ctx, carried, c.Query("state"), c.Query("code"), present, s.arrival(c))
	page := "/sign-in"
	if linking {
		page = "/settings"
	}
	switch {
	case err != nil:
		code, _, status := failureOf(err)
		s.note(c, err, code, status)
		return c.Redirect(page+"?problem="+url.QueryEscape(code), http.StatusSeeOther)
	case e.Pending != "":
		s.setCookie(c, pendingCookie, e.Pending, providerCookieLife)
		return c.Redirect("/sign-in?code=needed&to="+url.QueryEscape(e.To), http.StatusSeeOther)
	case e.Token != "":
		s.letIn(c, e)
	}
	return c.Redirect(e.To, http.StatusSeeOther)
}
