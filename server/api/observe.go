package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// ErrStopping says that the server is being stopped and takes no new work.
var ErrStopping = errors.New("the server is stopping")

// requestForm is what the id of a request that a proxy gave may look like.
var requestForm = regexp.MustCompile(`^[0-9A-Za-z._-]{8,64}$`)

// Where the id of a request, and the code with which it was refused, are kept while it is answered.
const (
	requestKey = "request"
	refusedKey = "refused"
)

// observe gives each request an id, and tells the log and the figures how it was answered: by its route, never by its
// address, in which there may be words and secrets.
func (s *server) observe(c *fiber.Ctx) error {
	id := s.NewID()
	// Whose proxy it is may name its requests; what a browser says of itself is not believed.
	if given := c.Get(fiber.HeaderXRequestID); s.public != nil && c.IsProxyTrusted() && requestForm.MatchString(given) {
		id = strings.Clone(given)
	}
	c.Locals(requestKey, id)
	c.Set(fiber.HeaderXRequestID, id)
	began := time.Now()
	if err := c.Next(); err != nil {
		if err := s.fail(c, err); err != nil {
			return err
		}
	}
	took := time.Since(began)
	method, route, status := c.Method(), c.Route().Path, c.Response().StatusCode()
	s.Measure(method, route, status, took)
	level := slog.LevelInfo
	switch {
	case status >= http.StatusInternalServerError:
		level = slog.LevelWarn
	case !strings.HasPrefix(route, "/api/"):
		level = slog.LevelDebug
	}
	told := []slog.Attr{slog.String("request", id), slog.String("method", method), slog.String("route", route),
		slog.Int("status", status), slog.Float64("ms", float64(took.Microseconds())/1000)}
	if code, ok := c.Locals(refusedKey).(string); ok {
		told = append(told, slog.String("code", code))
	}
	s.Log.LogAttrs(c.Context(), level, "request", told...)
	return nil
}

// requestID gives the id of the request that is being answered.
func requestID(c *fiber.Ctx) string {
	id, _ := c.Locals(requestKey).(string)
	return id
}

// healthz says that the process serves: who restarts what does not answer asks here. A restart mends no database.
func (s *server) healthz(c *fiber.Ctx) error { return c.SendString("ok") }

// readyz says whether work can be taken: who sends people to a server asks here.
func (s *server) readyz(c *fiber.Ctx) error {
	// Not the context of the request: that of fasthttp is the whole server's, and is changed as it stops.
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	switch err := s.Ready(ctx); {
	case errors.Is(err, ErrStopping):
		return c.Status(http.StatusServiceUnavailable).SendString(err.Error())
	case err != nil:
		s.Log.Error("the store does not answer", "request", requestID(c), "error", err)
		return c.Status(http.StatusServiceUnavailable).SendString("the database does not answer")
	}
	return c.SendString("ok")
}
