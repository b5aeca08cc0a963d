// Package api is the group's work over HTTP: each handler decodes, calls the domain and answers. What the calls and the
// answers look like is written in docs/api.md. The package knows no store and no law.
package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/valyala/fasthttp"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/source"
)

// Limits of a request, in bytes.
const (
	// maxUpload lets a file that is too large for an act arrive, so that its sender reads why it is refused.
	maxUpload = 64 << 20
	maxBody   = 4 << 20
	// maxHeader bounds the head of a request; the address of a handout names its proposals, up to proposals.MaxRows.
	maxHeader = 64 << 10
)

// Timeouts of a request. Writing is long because a poor line takes its time over a whole code.
const (
	readTimeout    = 2 * time.Minute
	writeTimeout   = 2 * time.Minute
	idleTimeout    = 2 * time.Minute
	commandTimeout = 15 * time.Second
)

// Door lets members in and tells who somebody is.
type Door interface {
	SignIn(ctx context.Context, login, password, address string) (token string, m proposals.Member, err error)
	SignOut(ctx context.Context, token string) error
	Member(ctx context.Context, token string) (proposals.Member, error)
	Invite(ctx context.Context, by *proposals.Member, i proposals.Invitation) (token string, expires time.Time, err error)
	Invitation(ctx context.Context, token string) (proposals.Invitation, error)
	Accept(ctx context.Context, invitation, login, name, password string) (token string, m proposals.Member, err error)
}

// Config is what the interface stands on.
type Config struct {
	Workbench *proposals.Workbench
	Door      Door
	// Live serves a websocket; ok is false when the request asks for none.
	Live func(c *fasthttp.RequestCtx, m proposals.Member, session string) (ok bool, err error)
	// EndLive closes the sockets of a session that has ended.
	EndLive func(session string)
	// Read reads an act from a file of any known format.
	Read func(content []byte, name string, options ...source.Option) (*source.Document, error)
	// Print writes a comparative table as PDF.
	Print func(w io.Writer, t *paper.ComparisonTable) error
	// Export writes an act as Akoma Ntoso 3.0.
	Export func(w io.Writer, e *act.Expression, profile act.Profile, now time.Time) error
	// Healthy says whether the store answers.
	Healthy func(ctx context.Context) error
	Now     func() time.Time
	Log     *slog.Logger
	// PublicURL is the address under which browsers reach the server behind a proxy, «https://talqy.example»; empty where
	// they reach it directly.
	PublicURL string
}

// server holds the handlers.
type server struct {
	Config
	messages catalogue
	public   *url.URL
}

// New makes the application with all routes of the interface; the page itself is mounted after it.
func New(c Config) (*fiber.App, error) {
	messages, err := loadCatalogue()
	if err != nil {
		return nil, err
	}
	s := &server{Config: c, messages: messages}
	if c.PublicURL != "" {
		if s.public, err = url.Parse(c.PublicURL); err != nil {
			return nil, err
		}
		if s.public.Host == "" || s.public.Scheme != "http" && s.public.Scheme != "https" {
			return nil, fmt.Errorf("api: the public address must be https://… or http://…, not %q", c.PublicURL)
		}
	}
	config := fiber.Config{
		AppName: "talqy", DisableStartupMessage: true, Immutable: true,
		BodyLimit: maxUpload, ReadBufferSize: maxHeader, ReadTimeout: readTimeout, WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		ErrorHandler: s.fail,
	}
	if s.public != nil {
		behindProxy(&config)
	}
	app := fiber.New(config)
	app.Use(recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: func(c *fiber.Ctx, e any) {
		s.Log.Error("a handler panicked", "path", c.Path(), "panic", e)
	}}))
	app.Use(headers)
	app.Get("/healthz", s.healthz)
	app.Get("/live", s.live)
	app.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed}))
	s.routes(app.Group("/api", s.sameOrigin, limitBody))
	return app, nil
}

// behindProxy believes a proxy on the same machine or private network about who its client is. Without it all clients
// would share the proxy's address, and one who guesses passwords would slow all others down.
func behindProxy(config *fiber.Config) {
	config.ProxyHeader = fiber.HeaderXForwardedFor
	config.EnableIPValidation = true
	config.EnableTrustedProxyCheck = true
	config.TrustedProxies = []string{"127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"}
}

func (s *server) routes(r fiber.Router) {
	r.Get("/session", s.signedIn(s.getSession))
	r.Post("/session", s.postSession)
	r.Delete("/session", s.deleteSession)
	r.Get("/invitations/:token", s.getInvitation)
	r.Post("/invitations/:token", s.acceptInvitation)
	r.Post("/invitations", s.signedIn(s.postInvitation))
	r.Get("/members", s.signedIn(s.getMembers))
	r.Post("/organisations", s.signedIn(s.postOrganisation))

	r.Get("/acts", s.signedIn(s.getActs))
	r.Post("/acts", s.signedIn(s.postAct))
	r.Get("/acts/:id", s.signedIn(s.getAct))
	r.Put("/acts/:id/title", s.signedIn(s.putTitle))
	r.Get("/acts/:id/expressions/:lang", s.signedIn(s.getExpression))
	r.Get("/acts/:id/editions", s.signedIn(s.getEditions))
	r.Get("/acts/:id/editions/changes", s.signedIn(s.getEditionChanges))
	r.Get("/acts/:id/akn", s.signedIn(s.exportAct))
	r.Get("/acts/:id/alignment", s.signedIn(s.getAlignment))
	r.Get("/search", s.signedIn(s.search))
	r.Get("/acts/:id/search", s.signedIn(s.searchAct))

	r.Get("/bills", s.signedIn(s.getBills))
	r.Post("/bills", s.signedIn(s.postBill))
	r.Get("/bills/:id", s.signedIn(s.getBill))

	r.Get("/proposals", s.signedIn(s.getProposals))
	r.Post("/proposals", s.signedIn(s.postProposal))
	r.Get("/proposals/:id", s.signedIn(s.getProposal))
	r.Post("/proposals/:id/changes", s.signedIn(s.postChanges))
	r.Post("/proposals/:id/share", s.signedIn(s.shareProposal))
	r.Post("/proposals/:id/withdraw", s.signedIn(s.withdrawProposal))
	r.Get("/proposals/:id/history", s.signedIn(s.getHistory))
	r.Post("/proposals/:id/comments", s.signedIn(s.postComment))
	r.Post("/proposals/:id/comments/:comment/replies", s.signedIn(s.postReply))
	r.Post("/proposals/:id/comments/:comment/resolve", s.signedIn(s.closeThread(true)))
	r.Post("/proposals/:id/comments/:comment/reopen", s.signedIn(s.closeThread(false)))
	r.Post("/proposals/:id/accept-edition", s.signedIn(s.acceptEdition))
	r.Post("/redline", s.signedIn(s.postRedline))
	r.Post("/instructions", s.signedIn(s.postInstructions))

	r.Get("/round-tables", s.signedIn(s.getRoundTables))
	r.Post("/round-tables", s.signedIn(s.postRoundTable))
	r.Get("/round-tables/:id", s.signedIn(s.getRoundTable))
	r.Get("/papers/comparison-table.pdf", s.signedIn(s.comparisonTable))

	r.Use(func(*fiber.Ctx) error { return proposals.Refuse(proposals.CodeNotFound) })
}

// headers are the same for every answer; the page adds its policy of styles itself.
func headers(c *fiber.Ctx) error {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	if c.Path() != "/healthz" {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
	return c.Next()
}

// limitBody refuses what only an upload may send, and packed bodies: the limits count what arrives, and a few kilobytes may
// unpack to gigabytes.
func limitBody(c *fiber.Ctx) error {
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return fiber.ErrUnsupportedMediaType
	}
	if upload := c.Method() == http.MethodPost && c.Path() == "/api/acts"; !upload && len(c.Request().Body()) > maxBody {
		return fiber.ErrRequestEntityTooLarge
	}
	return c.Next()
}

// sameOrigin refuses a change that another site asks this browser for. Browsers say where a request comes from in
// Sec-Fetch-Site and Origin; what says nothing is no browser, and has no cookie to be stolen.
func (s *server) sameOrigin(c *fiber.Ctx) error {
	switch c.Method() {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return c.Next()
	}
	if !s.ownOrigin(c) {
		return proposals.Refuse(codeForeignOrigin)
	}
	return c.Next()
}

func (s *server) ownOrigin(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return true
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return c.Get("Sec-Fetch-Site") == ""
	}
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	if s.public != nil {
		return u.Scheme == s.public.Scheme && u.Host == s.public.Host
	}
	return u.Host == c.Hostname()
}

func (s *server) healthz(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.Context(), 5*time.Second)
	defer cancel()
	if err := s.Healthy(ctx); err != nil {
		s.Log.Error("the store does not answer", "error", err)
		return c.Status(http.StatusServiceUnavailable).SendString("the database does not answer")
	}
	return c.SendString("ok")
}

func (s *server) live(c *fiber.Ctx) error {
	if !s.ownOrigin(c) {
		return proposals.Refuse(codeForeignOrigin)
	}
	m, err := s.member(c)
	if err != nil {
		return err
	}
	ok, err := s.Live(c.Context(), m, strings.Clone(c.Cookies(sessionCookie)))
	if err == nil && !ok {
		return fiber.ErrUpgradeRequired
	}
	return err
}
