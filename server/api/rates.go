package api

import (
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// What a request costs the server, in tokens. An account has a bucket of them that fills again, and so has an address: one
// who asks for papers in a loop waits, and nobody else does.
var costs = map[string]float64{
	// Papers are laid out, files read and written.
	"GET /api/papers/:file":                  20,
	"GET /api/papers/preview":                20,
	"GET /api/acts/:id/akn":                  20,
	"POST /api/acts":                         40,
	"POST /api/acts/:id/amendments":          40,
	"POST /api/acts/:id/amendments/accept":   40,
	"POST /api/files":                        10,
	"POST /api/people/import":                40,
	"POST /api/proposals/:id/tracked":        40,
	"POST /api/proposals/:id/tracked/accept": 40,
	// Texts are compared.
	"GET /api/acts/:id/editions/changes": 20,
	"GET /api/acts/:id/alignment":        10,
	"GET /api/bills/:id/text":            10,
	"GET /api/proposals/:id/authors":     4,
	"GET /api/proposals/:id/effect":      2,
	"GET /api/proposals/:id/history":     2,
	"POST /api/redline":                  2,
	"POST /api/instructions":             2,
	"GET /api/search":                    4,
	"GET /api/acts/:id/search":           2,
	// Sessions are looked for in all there are, passwords are hashed.
	"GET /api/sessions":           4,
	"GET /api/members/:id/access": 4,
}

// Sizes of buckets and how fast they fill, in tokens a second. Many sit behind one address.
const (
	accountBucket, accountFill = 8000, 120
	addressBucket, addressFill = 80_000, 1200
	// publicCost is what a request without a session costs its address, or the browser that a round table knows.
	publicCost                 = 4
	visitorBucket, visitorFill = 200, 8
	// refusedBucket is how many refused attempts at signing in of one network are recorded one by one, refusedFill what comes after.
	refusedBucket, refusedFill = 100, 1.0 / 30
	// maxBuckets bounds the table; when it is full, those that are full again are forgotten, then all.
	maxBuckets = 10_000
)

// rates are the buckets.
type rates struct {
	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	left float64
	at   time.Time
}

// take takes tokens from a bucket, or says how long to wait for them.
func (r *rates) take(key string, cost, size, fill float64, now time.Time) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.buckets == nil {
		r.buckets = map[string]bucket{}
	}
	b, known := r.buckets[key]
	if !known {
		r.makeRoom(now)
		b = bucket{size, now}
	}
	b.left = min(size, b.left+fill*max(0, now.Sub(b.at).Seconds()))
	b.at = now
	if b.left < cost {
		r.buckets[key] = b
		return time.Duration((cost - b.left) / fill * float64(time.Second))
	}
	b.left -= cost
	r.buckets[key] = b
	return 0
}

func (r *rates) makeRoom(now time.Time) {
	if len(r.buckets) < maxBuckets {
		return
	}
	for key, b := range r.buckets {
		if now.Sub(b.at) > time.Minute {
			delete(r.buckets, key)
		}
	}
	if len(r.buckets) >= maxBuckets {
		clear(r.buckets)
	}
}

// method is what a request asks for. HEAD asks for what GET does: the answer is made, and only not sent.
func method(c *fiber.Ctx) string {
	if c.Method() == http.MethodHead {
		return http.MethodGet
	}
	return c.Method()
}

// afford refuses what a member asks for faster than the server can do it for everybody.
func (s *server) afford(c *fiber.Ctx, m proposals.Member) error {
	cost, dear := costs[method(c)+" "+c.Route().Path]
	if !dear {
		return nil
	}
	now := s.Now()
	return tooOften(max(s.rates.take("account "+string(m.ID), cost, accountBucket, accountFill, now),
		s.rates.take("address "+network(s.address(c)), cost, addressBucket, addressFill, now)))
}

// affordPublic does so for who has no session.
func (s *server) affordPublic(c *fiber.Ctx) error {
	if err := tooOften(s.rates.take("address "+network(s.address(c)), publicCost, addressBucket, addressFill, s.Now())); err != nil {
		return err
	}
	return c.Next()
}

// affordGuest does so for guests of a round table. A hall sits behind one address: a browser that was let in before has a bucket
// of its own, so that one who asks in a loop leaves the others theirs.
func (s *server) affordGuest(c *fiber.Ctx) error {
	known := s.visitors.known(c)
	if known == "" {
		return s.affordPublic(c)
	}
	if err := tooOften(s.rates.take("visitor "+known, publicCost, visitorBucket, visitorFill, s.Now())); err != nil {
		return err
	}
	return c.Next()
}

func tooOften(wait time.Duration) error {
	if wait <= 0 {
		return nil
	}
	return proposals.Refuse(proposals.CodeTooOften, "seconds", int(wait.Seconds())+1)
}
