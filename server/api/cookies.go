package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// The cookies. None is for scripts to read, none is sent by another site's requests but the one that leads here.
const (
	sessionCookie  = "talqy_session"  // the token of the session
	deviceCookie   = "talqy_device"   // makes the browser known to the door
	providerCookie = "talqy_provider" // what a browser carries to a provider of sign-in and back
	pendingCookie  = "talqy_pending"  // of who comes from there and owes a code
)

// deviceCookieLife is how long a browser stays known, providerCookieLife how long the way to a provider and back may take.
const (
	deviceCookieLife   = 180 * 24 * time.Hour
	providerCookieLife = 10 * time.Minute
)

// cookieName is what a cookie is called. Where browsers come by https it has the prefix that lets no neighbour of the domain
// and no page without encryption set it.
func (s *server) cookieName(name string) string {
	if s.secure() {
		return "__Host-" + name
	}
	return name
}

// secure says whether browsers come by https.
func (s *server) secure() bool { return s.public != nil && s.public.Scheme == "https" }

func (s *server) cookie(c *fiber.Ctx, name string) string { return c.Cookies(s.cookieName(name)) }

// token is that of the session a request comes in.
func (s *server) token(c *fiber.Ctx) string { return s.cookie(c, sessionCookie) }

func (s *server) setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	c.Cookie(&fiber.Cookie{Name: s.cookieName(name), Value: value, Path: "/", HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
		Secure: s.secure(), Expires: s.Now().Add(life), MaxAge: int(life.Seconds())})
}

func (s *server) forgetCookie(c *fiber.Ctx, name string) { s.setCookie(c, name, "", -time.Hour) }

// arrival is where a request comes from.
func (s *server) arrival(c *fiber.Ctx) proposals.Visitor {
	return proposals.Visitor{Address: s.address(c), Agent: c.Get(fiber.HeaderUserAgent), Device: s.cookie(c, deviceCookie)}
}

// letIn gives a browser the cookies of who was let in.
func (s *server) letIn(c *fiber.Ctx, e proposals.Pass) {
	c.Locals(localMember, e.Member)
	s.setCookie(c, sessionCookie, e.Token, s.SessionLife)
	s.setCookie(c, deviceCookie, e.Device, deviceCookieLife)
	if s.cookie(c, pendingCookie) != "" {
		s.forgetCookie(c, pendingCookie)
	}
}
