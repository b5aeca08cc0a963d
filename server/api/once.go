package api

import (
	"crypto/sha256"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/recent"
)

// headerKey carries the id that a client gives a command, a UUID. The same command sent again under it counts once: while
// the process lives it gets the same answer, and afterwards the domain still knows its events.
const headerKey = "Idempotency-Key"

// computations are the calls that change nothing and are as good made anew; kept, their long answers, asked for at every
// pause in typing, would drive out those of commands.
var computations = map[string]bool{"/api/redline": true, "/api/instructions": true}

var keyForm = regexp.MustCompile(`^[0-9A-Za-z-]{8,` + "64" + `}$`)

// once answers a repeated command with the answer of the first, and has one that comes while the first is under way wait
// for it.
func (s *server) once(c *fiber.Ctx) error {
	key := c.Get(headerKey)
	switch c.Method() {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return c.Next()
	}
	cookie := s.token(c)
	if key == "" || cookie == "" || computations[c.Path()] || secretive(c.Path()) {
		return c.Next()
	}
	if !keyForm.MatchString(key) || len(key) > proposals.MaxCommand {
		return proposals.Refuse(codeBadRequest)
	}
	place := fingerprint(cookie, c.Get(headerMember), c.Method(), c.Path(), key, string(c.Body()))
	a, first := s.answers.enter(place)
	if !first {
		select {
		case <-a.ready:
			if a.status != 0 {
				c.Set(fiber.HeaderContentType, a.kind)
				return c.Status(a.status).Send(a.body)
			}
		case <-time.After(commandTimeout):
		}
		return c.Next() // the first came to nothing; the domain knows what it did
	}
	defer s.answers.settle(place, a)
	if err := c.Next(); err != nil {
		if err := s.fail(c, err); err != nil {
			return err
		}
	}
	// An upload's answer may be large.
	if status, body := c.Response().StatusCode(), c.Response().Body(); lasting(status) && len(body) <= maxAnswer {
		a.status, a.kind, a.body = status, strings.Clone(c.GetRespHeader(fiber.HeaderContentType)), append([]byte(nil), body...)
	}
	return nil
}

// lasting says whether an answer still holds when the command is sent again. A server's own fault does not, nor does a
// refusal that ends by signing in or by waiting.
func lasting(status int) bool {
	return status < http.StatusInternalServerError && status != http.StatusUnauthorized && status != http.StatusTooManyRequests
}

// Limits of remembered answers, in bytes.
const (
	maxAnswer      = 256 << 10 // of one
	maxAnswerBytes = 16 << 20  // of all
	answerFrame    = 1 << 10   // about what one takes besides its body
)

// answer is what a command was answered; status 0 says that nothing is to be repeated.
type answer struct {
	ready  chan struct{}
	status int
	kind   string
	body   []byte
}

// answers remembers the latest answers.
type answers struct {
	mu sync.Mutex
	by recent.Map[[sha256.Size]byte, *answer] // in bytes
}

// enter gives the place of a command's answer, and whether the caller is the first, who must fill it and settle it.
func (a *answers) enter(key [sha256.Size]byte) (*answer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if known, ok := a.by.Get(key); ok {
		return known, false
	}
	fresh := &answer{ready: make(chan struct{})}
	a.by.Put(key, fresh, answerFrame, maxAnswerBytes)
	return fresh, true
}

// settle tells those who wait that the answer is in its place. Where nothing is to be repeated the place is given up: the
// next who sends the command is the first again.
func (a *answers) settle(key [sha256.Size]byte, filled *answer) {
	defer close(filled.ready)
	a.mu.Lock()
	defer a.mu.Unlock()
	if kept, _ := a.by.Peek(key); kept != filled {
		return // forgotten while it was under way
	}
	if filled.status == 0 {
		a.by.Drop(key)
		return
	}
	a.by.Put(key, filled, answerFrame+len(filled.body), maxAnswerBytes)
}

// fingerprint tells one request from any other: the session, the place, the key and what is asked.
func fingerprint(parts ...string) [sha256.Size]byte {
	h := sha256.New()
	for _, part := range parts {
		sum := sha256.Sum256([]byte(part))
		h.Write(sum[:])
	}
	return [sha256.Size]byte(h.Sum(nil))
}
