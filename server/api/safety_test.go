package api

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Behind a proxy the address of who asks is the one that the proxy saw; what he says of himself counts for nothing.
func TestAddressCannotBeMadeUp(t *testing.T) {
	public := &url.URL{Scheme: "https", Host: "talqy.example"}
	for name, tc := range map[string]struct {
		public  *url.URL
		proxies int
		told    string
		line    string // one that the proxy adds below, as some do
		want    string
	}{
		"no proxy":                     {nil, 0, "203.0.113.9", "", "0.0.0.0"},
		"one":                          {public, 0, "203.0.113.9", "", "203.0.113.9"},
		"one, and a made-up address":   {public, 1, "198.51.100.1, 203.0.113.9", "", "203.0.113.9"},
		"one, and somebody at home":    {public, 1, "198.51.100.1, 10.1.2.3", "", "10.1.2.3"},
		"two":                          {public, 2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "", "203.0.113.9"},
		"fewer than there should be":   {public, 2, "203.0.113.9", "", "0.0.0.0"},
		"nonsense":                     {public, 1, "203.0.113.9, <script>", "", "0.0.0.0"},
		"nothing":                      {public, 1, "", "", "0.0.0.0"},
		"an address of the other kind": {public, 1, "::ffff:203.0.113.9", "", "203.0.113.9"},
		"one that adds a line":         {public, 1, "198.51.100.1", "203.0.113.9", "203.0.113.9"},
	} {
		s := &server{Config: Config{Proxies: tc.proxies}, public: tc.public}
		app := fiber.New(fiber.Config{EnableTrustedProxyCheck: true, TrustedProxies: []string{"0.0.0.0"}})
		app.Get("/", func(c *fiber.Ctx) error { return c.SendString(s.address(c)) })
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("X-Forwarded-For", tc.told)
		if tc.line != "" {
			r.Header.Add("X-Forwarded-For", tc.line)
		}
		answer, err := app.Test(r)
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 64)
		n, _ := answer.Body.Read(got)
		if string(got[:n]) != tc.want {
			t.Errorf("%s: %s, want %s", name, got[:n], tc.want)
		}
	}
}

// A bucket is emptied by who asks too much, fills again, and is nobody else's; the table stays bounded.
func TestRates(t *testing.T) {
	var r rates
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	took := 0
	for r.take("a", 20, 100, 10, now) == 0 {
		took++
	}
	if took != 5 {
		t.Errorf("%d were let through", took)
	}
	if wait := r.take("a", 20, 100, 10, now); wait != 2*time.Second {
		t.Errorf("the wait is %v", wait)
	}
	if wait := r.take("b", 20, 100, 10, now); wait != 0 {
		t.Errorf("somebody else waits %v", wait)
	}
	if wait := r.take("a", 20, 100, 10, now.Add(2*time.Second)); wait != 0 {
		t.Errorf("after the wait: %v", wait)
	}
	for i := range 3 * maxBuckets {
		r.take(fmt.Sprint(i), 1, 100, 10, now)
		if len(r.buckets) > maxBuckets {
			t.Fatalf("%d buckets", len(r.buckets))
		}
	}
}

// What is put into a table for other programs is no formula there, in whatever cell it ends up.
func TestCellsAreHarmless(t *testing.T) {
	for cell, want := range map[string]string{"Айгүл": "Айгүл", "=1+1": "'=1+1", "@cmd": "'@cmd", "Иван;=cmd|'/C calc'!A1": "Иван,=cmd|'/C calc'!A1",
		"\t=1": " =1", "a\r\n=1": "a  =1", "": ""} {
		if got := harmless(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}

// Who is in no session sends little, before anything of it is kept; a member sends what a text needs, and large files only where files
// are taken.
func TestBodiesAreBoundedBeforeTheyAreRead(t *testing.T) {
	s := &server{}
	for _, tc := range []struct {
		method, path, cookie string
		want                 int
	}{
		{"POST", "/api/acts", "", maxOutside}, {"POST", "/api/acts?x=1", "talqy", maxUpload}, {"PUT", "/api/acts", "talqy", maxBody},
		{"POST", "/api/public/bills/b/remarks", "", maxOutside}, {"POST", "/api/proposals/p/tracked", "talqy", maxUpload},
		{"POST", "/api/proposals/p/changes", "talqy", maxBody},
	} {
		var h fasthttp.RequestHeader
		h.SetMethod(tc.method)
		h.SetRequestURI(tc.path)
		if tc.cookie != "" {
			h.SetCookie(sessionCookie, "a token")
		}
		if got := s.expect(&h).MaxRequestBodySize; got != tc.want {
			t.Errorf("%s %s: %d, want %d", tc.method, tc.path, got, tc.want)
		}
	}
}
