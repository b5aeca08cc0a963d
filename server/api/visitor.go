package api

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// visitorCookie tells browsers without a session apart, so that one that sends too much is stopped and not all those that sit
// in the same hall behind one address. It says nothing of who somebody is, and after a start of the server it is another one.
const visitorCookie = "talqy_visitor"

// visitorLife is how long a browser keeps it.
const visitorLife = 24 * time.Hour

// visitors gives browsers without a session their cookies.
type visitors struct{ key []byte }

func newVisitors() visitors {
	key := make([]byte, sha256.Size)
	rand.Read(key) //nolint:errcheck // it never fails
	return visitors{key}
}

// known says which browser asks; empty for one that has no cookie of ours.
func (v visitors) known(c *fiber.Ctx) string {
	name, sum, _ := strings.Cut(c.Cookies(visitorCookie), ".")
	if name != "" && hmac.Equal([]byte(sum), []byte(v.sum(name))) {
		return strings.Clone(name)
	}
	return ""
}

// visitor does so, and gives a cookie to a browser that has none.
func (s *server) visitor(c *fiber.Ctx) string {
	if name := s.visitors.known(c); name != "" {
		return name
	}
	name := strings.ToLower(rand.Text())
	c.Cookie(&fiber.Cookie{Name: visitorCookie, Value: name + "." + s.visitors.sum(name), Path: "/api", HTTPOnly: true,
		SameSite: fiber.CookieSameSiteStrictMode, Secure: s.public != nil && s.public.Scheme == "https",
		Expires: s.Now().Add(visitorLife), MaxAge: int(visitorLife.Seconds())})
	return ""
}

func (v visitors) sum(name string) string {
	h := hmac.New(sha256.New, v.key)
	h.Write([]byte(name))
	return hex.EncodeToString(h.Sum(nil)[:16])
}
