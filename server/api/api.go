// Package api is the group's work over HTTP: each handler decodes, calls the domain and answers, as docs/api.md
// says. The package knows no store and no law.
package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
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
	// maxOutside is for who is in no session: names, passwords, a remark.
	maxOutside = 256 << 10
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
	SignIn(ctx context.Context, shown proposals.Credentials, from proposals.Visitor) (proposals.Pass, error)
	SignOut(ctx context.Context, token string) error
	Member(ctx context.Context, token, address string) (m proposals.Member, session string, err error)
	Sessions(ctx context.Context, m proposals.MemberID) ([]proposals.OpenSession, error)
	EndSession(ctx context.Context, m proposals.MemberID, session string) error
	EndSessions(ctx context.Context, m proposals.MemberID, but string) error
	Invite(ctx context.Context, by *proposals.Member, i proposals.Invitation) (token string, expires time.Time, err error)
	InviteAll(ctx context.Context, by proposals.Member, people []proposals.Invitation) ([]proposals.InvitationLink, error)
	Pending(ctx context.Context, by proposals.Member) ([]proposals.PendingInvitation, error)
	Renew(ctx context.Context, by proposals.Member, id string) (proposals.InvitationLink, error)
	Withdraw(ctx context.Context, by proposals.Member, id string) error
	Invitation(ctx context.Context, token string) (proposals.Invitation, error)
	Accept(ctx context.Context, invitation, login, name, password string, from proposals.Visitor) (proposals.Pass, error)
	restorer
	provider
}

// Config is what the interface stands on.
type Config struct {
	Workbench *proposals.Workbench
	Door      Door
	// Live serves a websocket; ok is false when the request asks for none.
	// still says whether the session is open; it may be called after the request is over.
	Live func(c *fasthttp.RequestCtx, m proposals.Member, session string, still func() bool) (ok bool, err error)
	// ShutOutLive closes the sockets of a member all of whose sessions have ended.
	ShutOutLive func(m proposals.MemberID)
	// Read reads an act from a file of any known format.
	Read func(content []byte, name string, options ...source.Option) (*source.Document, error)
	// WritePDF and WriteDOCX set a paper as a file.
	WritePDF, WriteDOCX func(w io.Writer, d *paper.Document) error
	// Export writes an act as Akoma Ntoso 3.0.
	Export func(w io.Writer, e *act.Expression, profile act.Profile, now time.Time) error
	// Ready says why no work can be taken: the store does not answer, or the server stops (ErrStopping).
	Ready func(ctx context.Context) error
	// Measure is told of every answer: the method, the route's pattern, the status, how long it took.
	Measure func(method, route string, status int, took time.Duration)
	Now     func() time.Time
	NewID   func() string
	Log     *slog.Logger
	// PublicURL is the address under which browsers reach the server behind a proxy, «https://talqy.example»; empty where
	// they reach it directly.
	PublicURL string
	// Proxies is how many proxies of ours stand one behind the other before the server, where there is a PublicURL; 0 is one.
	Proxies int
	// Mail says whether letters are sent; Zone names the group's time zone, in which a daily digest has its hour.
	Mail bool
	Zone string
	// SendReset sends a member a link for a new password; nil where no letters are sent.
	SendReset func(ctx context.Context, m proposals.Member, token string) error
	// Audit keeps the record of who did what.
	Audit Recorder
	// SessionLife is how long a browser keeps the cookie of a session.
	SessionLife time.Duration
	// MailInvitations sends the letters of invitations that a member made and says of each whether the mail server took it; nil
	// where no letters are sent.
	MailInvitations func(ctx context.Context, by proposals.Member, links []proposals.InvitationLink) []bool
}

// server holds the handlers.
type server struct {
	Config
	messages catalogue
	public   *url.URL
	answers  answers
	rates    rates
	visitors visitors
	reading  gate
}

// New makes the application with all routes of the interface; the page itself is mounted after it.
func New(c Config) (*fiber.App, error) {
	messages, err := loadCatalogue()
	if err != nil {
		return nil, err
	}
	s := &server{Config: c, messages: messages, visitors: newVisitors(), reading: newGate()}
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
	app.Server().KeepHijackedConns = true // a websocket outlives its handler; see server/live
	app.Server().HeaderReceived = s.expect
	app.Use(s.observe)
	app.Use(recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: func(c *fiber.Ctx, e any) {
		s.Log.Error("a handler panicked", "request", requestID(c), "route", c.Route().Path, "panic", e, "stack", string(debug.Stack()))
	}}))
	app.Use(s.headers)
	app.Get("/healthz", s.healthz)
	app.Get("/readyz", s.readyz)
	app.Get("/live", s.live)
	app.Use(compress.New(compress.Config{Level: compress.LevelBestSpeed}))
	s.routes(app.Group("/api", s.sameOrigin, limitBody, s.once, s.record))
	return app, nil
}

// behindProxy believes a proxy on the same machine or private network about who its client is. Without it all clients
// would share the proxy's address, and one who guesses passwords would slow all others down.
func behindProxy(config *fiber.Config) {
	config.EnableTrustedProxyCheck = true
	config.TrustedProxies = []string{"127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"}
}

func (s *server) routes(r fiber.Router) {
	r.Use([]string{"/public", "/invitations", "/resets", "/provider", "/unsubscribe", "/sign-in", "/session"}, s.affordPublic)
	r.Get("/session", s.signedIn(s.getSession))
	r.Post("/session", s.postSession)
	r.Delete("/session", s.deleteSession)
	s.peopleRoutes(r)
	r.Get("/invitations/:token", s.getInvitation)
	r.Post("/invitations/:token", s.acceptInvitation)
	s.accessRoutes(r)
	s.auditRoutes(r)

	r.Get("/acts", s.signedIn(s.getActs))
	r.Post("/acts", s.signedIn(s.postAct))
	r.Get("/acts/:id", s.signedIn(s.getAct))
	r.Put("/acts/:id/title", s.signedIn(s.putTitle))
	r.Get("/acts/:id/expressions/:lang", s.signedIn(s.getExpression))
	r.Get("/acts/:id/editions", s.signedIn(s.getEditions))
	r.Get("/acts/:id/editions/changes", s.signedIn(s.getEditionChanges))
	r.Get("/acts/:id/akn", s.signedIn(s.exportAct))
	r.Get("/acts/:id/alignment", s.signedIn(s.getAlignment))
	r.Post("/acts/:id/amendments", s.signedIn(s.postAmendments))
	r.Post("/acts/:id/amendments/accept", s.signedIn(s.acceptAmendments))
	r.Get("/home", s.signedIn(s.getHome))
	r.Get("/search", s.signedIn(s.search))
	r.Get("/acts/:id/search", s.signedIn(s.searchAct))

	r.Get("/bills", s.signedIn(s.getBills))
	r.Post("/bills", s.signedIn(s.postBill))
	r.Get("/bills/:id", s.signedIn(s.getBill))
	r.Get("/bills/:id/text", s.signedIn(s.getBillText))
	r.Put("/bills/:id/entry", s.signedIn(s.putEntry))
	s.billWritingRoutes(r)
	s.publicRoutes(r)

	r.Get("/bills/:id/news", s.signedIn(s.getBillNews))
	r.Post("/bills/:id/visit", s.signedIn(s.postVisit))
	r.Get("/proposals/:id/since", s.signedIn(s.getSince))

	r.Get("/notifications", s.signedIn(s.getNotifications))
	r.Post("/notifications/read", s.signedIn(s.postRead))
	r.Get("/preferences", s.signedIn(s.getPreferences))
	r.Put("/preferences", s.signedIn(s.putPreferences))
	r.Get("/unsubscribe/:token", s.toUnsubscribePage)
	r.Post("/unsubscribe/:token", s.postUnsubscribe)

	r.Get("/proposals", s.signedIn(s.getProposals))
	r.Post("/proposals", s.signedIn(s.postProposal))
	r.Get("/proposals/:id", s.signedIn(s.getProposal))
	r.Post("/proposals/:id/changes", s.signedIn(s.postChanges))
	r.Post("/proposals/:id/share", s.signedIn(s.shareProposal))
	r.Post("/proposals/:id/withdraw", s.signedIn(s.withdrawProposal))
	r.Post("/proposals/:id/status", s.signedIn(s.postStep))
	r.Post("/proposals/:id/restore", s.signedIn(s.postRestore))
	r.Get("/proposals/:id/alternatives", s.signedIn(s.getAlternatives))
	r.Get("/proposals/:id/history", s.signedIn(s.getHistory))
	r.Get("/proposals/:id/authors", s.signedIn(s.getAuthors))
	r.Get("/proposals/:id/effect", s.signedIn(s.getEffect))
	r.Post("/proposals/:id/review", s.signedIn(s.postReview))
	s.commentRoutes(r)
	r.Post("/proposals/:id/tracked", s.signedIn(s.postTracked))
	r.Post("/proposals/:id/tracked/accept", s.signedIn(s.acceptTracked))
	s.evidenceRoutes(r)
	r.Post("/proposals/:id/accept-edition", s.signedIn(s.acceptEdition))
	r.Post("/redline", s.signedIn(s.postRedline))
	r.Post("/instructions", s.signedIn(s.postInstructions))

	s.roundTableRoutes(r)
	s.guestRoutes(r)
	s.fileRoutes(r)
	r.Get("/papers/preview", s.signedIn(s.previewPaper))
	r.Get("/papers/:file", s.signedIn(s.getPaper))

	r.Use(func(*fiber.Ctx) error { return proposals.Refuse(proposals.CodeNotFound) })
}

// limitBody refuses what only an upload may send, and packed bodies: the limits count what arrives, and a few kilobytes may
// unpack to gigabytes.
func limitBody(c *fiber.Ctx) error {
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return fiber.ErrUnsupportedMediaType
	}
	if !isUpload(c.Method(), c.Path()) && len(c.Request().Body()) > maxBody {
		return fiber.ErrRequestEntityTooLarge
	}
	return c.Next()
}

// expect says how much a request may bring before any of it is read. A body is held in memory until its handler looks at it: whoever
// is in no session sends little, and only an upload is large.
func (s *server) expect(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	switch {
	case len(h.Cookie(s.cookieName(sessionCookie))) == 0:
		return fasthttp.RequestConfig{MaxRequestBodySize: maxOutside}
	case isUpload(string(h.Method()), path):
		return fasthttp.RequestConfig{MaxRequestBodySize: maxUpload}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: maxBody}
}

// isUpload says whether a request brings a file.
func isUpload(method, path string) bool {
	ends := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(ending string) bool { return strings.HasSuffix(path, ending) })
	}
	return method == http.MethodPost && (path == "/api/acts" || path == "/api/files" || path == "/api"+pathPeopleImport ||
		strings.HasPrefix(path, "/api/acts/") && ends("/amendments", "/amendments/accept") ||
		strings.HasPrefix(path, "/api/proposals/") && ends("/tracked", "/tracked/accept"))
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

func (s *server) live(c *fiber.Ctx) error {
	if !s.ownOrigin(c) {
		return proposals.Refuse(codeForeignOrigin)
	}
	m, err := s.member(c)
	if err != nil {
		return err
	}
	token, address := s.token(c), s.address(c)
	ok, err := s.Live(c.Context(), m, session(c), func() bool {
		ctx, cancel := context.WithTimeout(context.Background(), commandTimeout)
		defer cancel()
		_, _, err := s.Door.Member(ctx, token, address)
		var refusal *proposals.Error
		return !errors.As(err, &refusal) || refusal.Code != codeNotSignedIn // a store that is away for a moment ends no session
	})
	if err == nil && !ok {
		return fiber.ErrUpgradeRequired
	}
	return err
}
