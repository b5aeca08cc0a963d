package web_test

import (
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gofiber/fiber/v2"

	"talqy/server/web"
)

func TestPageAndFiles(t *testing.T) {
	app := fiber.New()
	if err := web.Mount(app, fstest.MapFS{
		"index.html":         {Data: []byte("<!doctype html>Талқы")},
		"assets/a-1234.js":   {Data: []byte("1")},
		"assets/f-12.woff2":  {Data: []byte("f")},
		"assets/../secret":   {Data: []byte("never")},
		"favicon.svg":        {Data: []byte("<svg/>")},
		"assets/unknown.xyz": {Data: []byte("?")},
	}, func(path string) bool { return path == "/public/bills/open" }); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]struct {
		status            int
		kind, cache, body string
	}{
		"/":                   {200, "text/html; charset=utf-8", "no-cache", "Талқы"},
		"/acts/x1/art_128":    {200, "text/html; charset=utf-8", "no-cache", "Талқы"},
		"/index.html":         {200, "text/html; charset=utf-8", "no-cache", "Талқы"},
		"/assets/a-1234.js":   {200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", "1"},
		"/assets/f-12.woff2":  {200, "font/woff2", "public, max-age=31536000, immutable", "f"},
		"/favicon.svg":        {200, "image/svg+xml", "no-cache", "<svg/>"},
		"/assets/unknown.xyz": {200, "application/octet-stream", "public, max-age=31536000, immutable", "?"},
		"/assets/gone.js":     {404, "", "", ""},
		"/../../etc/passwd":   {200, "text/html; charset=utf-8", "no-cache", "Талқы"},
	} {
		got, err := app.Test(httptest.NewRequest("GET", path, nil))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got.StatusCode != want.status || want.status == 200 && (got.Header.Get("Content-Type") != want.kind ||
			got.Header.Get("Cache-Control") != want.cache || !strings.Contains(string(body), want.body)) {
			t.Errorf("%s: %d %s %s %q, want %+v", path, got.StatusCode, got.Header.Get("Content-Type"), got.Header.Get("Cache-Control"), body, want)
		}
		if policy := got.Header.Get("Content-Security-Policy"); want.kind == "text/html; charset=utf-8" && (policy == "" || strings.Contains(policy, "unsafe")) {
			t.Errorf("%s: the policy is %q", path, policy)
		}
	}
}

// Robots keep the pages that are open to the public and no others.
func TestRobots(t *testing.T) {
	app := fiber.New()
	if err := web.Mount(app, fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}}, func(path string) bool { return path == "/public/bills/open" }); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/": "noindex", "/bills/open": "noindex", "/public/bills/shut": "noindex", "/public/bills/open": ""} {
		got, err := app.Test(httptest.NewRequest("GET", path, nil))
		if err != nil {
			t.Fatal(err)
		}
		if tag := got.Header.Get("X-Robots-Tag"); tag != want {
			t.Errorf("%s: %q, want %q", path, tag, want)
		}
	}
}

func TestNotBuilt(t *testing.T) {
	if err := web.Mount(fiber.New(), fstest.MapFS{".gitkeep": {}}, nil); !errors.Is(err, web.ErrNotBuilt) {
		t.Errorf("got %v", err)
	}
}
