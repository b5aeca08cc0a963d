package main

import (
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// atProvider signs somebody in at the provider and gives the path that it sends the browser back to.
func atProvider(t *testing.T, address, username string) string {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host == "talqy.example" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = page.Body.Close()
	answer, err := browser.PostForm("http://"+page.Request.URL.Host+"/login/username",
		url.Values{"username": {username}, "password": {"verysecure"}, "id": {page.Request.URL.Query().Get("authRequestID")}})
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	back, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || back.Path != "/api/provider/back" {
		t.Fatalf("the provider leads to %q", answer.Header.Get("Location"))
	}
	return back.RequestURI()
}

// Over HTTP, with cookies: a member links an account at a real provider and signs in there from then on, to the page that was
// asked for. A browser that did not set out from here is led to the page of signing in and told so.
func TestProviderOverHTTP(t *testing.T) {
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	storage.RegisterClients(storage.WebClient("talqy-house", "a secret of two", "http://talqy.example/api/provider/back"))
	handler = exampleop.SetupServer(server.URL, storage.NewStorage(storage.NewUserStore(server.URL)), slog.New(slog.DiscardHandler), false)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("a secret of two\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, serveOptions{data: t.TempDir(), demo: true, listen: "127.0.0.1:0", publicURL: "http://talqy.example",
		door: doorOptions{issuer: server.URL, client: "talqy-house", secretFile: secret, title: "Служба"}})
	s.signIn("marina")
	if a := s.do("GET", "/api/sign-in", "", nil); !strings.Contains(a.body, `"title":"Служба"`) {
		t.Errorf("the page of signing in: %s", a.body)
	}
	depart := func(path, as string, body map[string]string) (back, cookie string) {
		t.Helper()
		a := s.do("POST", path, as, body)
		if a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
		for _, c := range a.cookies {
			if c.Name == "talqy_provider" {
				cookie = c.Name + "=" + c.Value
			}
		}
		return atProvider(t, readAs[struct{ URL string }](t, a, http.StatusOK).URL, "test-user2"), cookie
	}
	come := func(back string, cookies ...string) answer {
		s.cookies["coming"] = strings.Join(cookies, "; ")
		return s.do("GET", back, "coming", nil)
	}
	back, cookie := depart("/api/provider", "", map[string]string{"to": "/bills"})
	if a := come(back, cookie); a.status != http.StatusSeeOther || a.header.Get("Location") != "/sign-in?problem=provider_unknown" {
		t.Errorf("an account of nobody: %d %s", a.status, a.header.Get("Location"))
	}
	back, cookie = depart("/api/access/provider", "marina", map[string]string{"password": demoPassword})
	if a := come(back, cookie, s.cookies["marina"]); a.header.Get("Location") != "/settings" || sessionOf(a) != "" {
		t.Errorf("linking: %d %s", a.status, a.header.Get("Location"))
	}
	back, cookie = depart("/api/provider", "", map[string]string{"to": "/bills"})
	if a := come(back); a.header.Get("Location") != "/sign-in?problem=provider_refused" || sessionOf(a) != "" {
		t.Errorf("a browser that did not set out from here: %d %s", a.status, a.header.Get("Location"))
	}
	a := come(back, cookie)
	if a.status != http.StatusSeeOther || a.header.Get("Location") != "/bills" || sessionOf(a) == "" {
		t.Fatalf("signing in: %d %s", a.status, a.header.Get("Location"))
	}
	s.cookies["coming"] = sessionOf(a)
	if got := get[struct{ Member struct{ Login string } }](s, "GET", "/api/session", "coming", nil); got.Member.Login != "marina" {
		t.Errorf("it is %s who came", got.Member.Login)
	}
	if list := get[sessionsBody](s, "GET", "/api/sessions", "coming", nil).Sessions; len(list) != 2 || !list[0].Current || !list[0].Provider {
		t.Errorf("%+v", list)
	}
}
