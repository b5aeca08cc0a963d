package api

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// asked sends a request under a key through once to a handler that gives the next of the statuses, and counts how often the
// handler was asked.
func asked(t *testing.T, path string, statuses ...int) (times int) {
	t.Helper()
	s, app := &server{}, fiber.New()
	app.Post("/api/*", s.once, func(c *fiber.Ctx) error { times++; return c.SendStatus(statuses[times-1]) })
	for range statuses {
		r := httptest.NewRequest(http.MethodPost, path, nil)
		r.Header.Set(headerKey, "the-same-key")
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: "session"})
		answer, err := app.Test(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	return times
}

// The answer of a command is repeated, but not one that ends by signing in, by waiting or by the server getting well: the
// repeat is then the first, and its answer the one that is kept. What only works something out is worked out again.
func TestWhatIsRemembered(t *testing.T) {
	for _, tc := range []struct {
		path     string
		statuses []int
		want     int
	}{
		{"/api/bills", []int{201, 201, 201}, 1},
		{"/api/bills", []int{409, 201}, 1},
		{"/api/bills", []int{401, 201, 201}, 2},
		{"/api/bills", []int{429, 429, 201, 201}, 3},
		{"/api/bills", []int{503, 201, 201}, 2},
		{"/api/redline", []int{200, 200}, 2},
		{"/api/instructions", []int{200, 200}, 2},
	} {
		if got := asked(t, tc.path, tc.statuses...); got != tc.want {
			t.Errorf("%s with the answers %v was carried out %d times, want %d", tc.path, tc.statuses, got, tc.want)
		}
	}
}

// However large the answers, what is remembered of them stays within its bytes; what was not asked for for longest goes first.
func TestAnswersStayWithinTheirBytes(t *testing.T) {
	const more = 10
	var a answers
	key := func(i int) [sha256.Size]byte { return fingerprint(fmt.Sprint(i)) }
	slow, _ := a.enter(key(-1)) // is under way all the time
	const room = maxAnswerBytes / (maxAnswer + answerFrame)
	const all = room + more
	for i := range all {
		place, _ := a.enter(key(i))
		place.status, place.body = http.StatusOK, bytes.Repeat([]byte("a"), maxAnswer)
		a.settle(key(i), place)
	}
	full := room * (maxAnswer + answerFrame)
	if a.by.Weight() != full || a.by.Len() != room {
		t.Errorf("%d answers with %d bytes are kept", a.by.Len(), a.by.Weight())
	}
	for i, want := range map[int]bool{more - 1: false, more: true, all - 1: true} {
		if _, kept := a.by.Peek(key(i)); kept != want {
			t.Errorf("answer %d of %d is kept: %v", i, all, kept)
		}
	}
	slow.status, slow.body = http.StatusOK, []byte("late")
	a.settle(key(-1), slow)
	if a.by.Weight() != full {
		t.Errorf("after an answer that was forgotten while it was made there are %d bytes", a.by.Weight())
	}
	select {
	case <-slow.ready:
	default:
		t.Error("who waits for the slow answer waits for ever")
	}
}
