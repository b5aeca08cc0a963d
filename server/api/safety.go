package api

import (
	"bytes"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// powers are what pages here never ask a browser for, so that whatever gets into one cannot either.
const powers = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), " +
	"midi=(), payment=(), serial=(), usb=(), browsing-topics=()"

// Policies of what is no page. An answer of the interface that is opened as a page may do nothing; browsers show a PDF with
// scripts of their own, which a policy without any would stop.
const (
	policyOfAnswers = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	policyOfPDF     = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

// hstsLife is for how long browsers that came by https come by nothing else: a year, in seconds.
const hstsLife = "max-age=31536000"

// headers are the same for every answer; the page brings a policy of its own, and so does a file that somebody has brought.
func (s *server) headers(c *fiber.Ctx) error {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("X-Permitted-Cross-Domain-Policies", "none")
	c.Set("Permissions-Policy", powers)
	if s.secure() {
		c.Set(fiber.HeaderStrictTransportSecurity, hstsLife)
	}
	if path := c.Path(); path != "/healthz" && path != "/readyz" {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	c.Set(fiber.HeaderContentSecurityPolicy, policyOfAnswers)
	err := c.Next()
	if strings.HasPrefix(c.GetRespHeader(fiber.HeaderContentType), typePDF) && c.GetRespHeader(fiber.HeaderContentSecurityPolicy) == policyOfAnswers {
		c.Set(fiber.HeaderContentSecurityPolicy, policyOfPDF)
	}
	return err
}

// address is where a request comes from. Behind a proxy it is what the nearest one that is ours has seen: of the addresses in
// X-Forwarded-For each proxy adds one at the end, and what stands before those may be made up by who asks.
func (s *server) address(c *fiber.Ctx) string {
	direct := c.Context().RemoteIP().String()
	if s.public == nil || !c.IsProxyTrusted() {
		return direct
	}
	// A proxy may add a line of its own instead of a word at the end of the line.
	told := strings.Split(string(bytes.Join(c.Request().Header.PeekAll(fiber.HeaderXForwardedFor), []byte(","))), ",")
	at := len(told) - max(s.Proxies, 1)
	if at < 0 {
		return direct
	}
	ip, err := netip.ParseAddr(strings.TrimSpace(told[at]))
	if err != nil {
		return direct
	}
	return ip.Unmap().WithZone("").String()
}
