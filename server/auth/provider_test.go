package auth

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"talqy/proposals"
)

const back = "http://talqy.example/api/provider/back"

// registering is held while a client is made known: the provider keeps them for the whole process.
var registering sync.Mutex

// realProvider starts a certified implementation of a provider, with the people of its example.
func realProvider(t *testing.T) (issuer string, server *httptest.Server) {
	t.Helper()
	registering.Lock()
	storage.RegisterClients(storage.WebClient("talqy", "the secret of talqy", back))
	registering.Unlock()
	var handler http.Handler
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	log := slog.New(slog.DiscardHandler)
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	handler = exampleop.SetupServer(server.URL, storage.NewStorage(storage.NewUserStore(server.URL)), log, false)
	return server.URL, server
}

func providerEntrance(t *testing.T, issuer string) *entrance {
	e := newEntrance(t, func(c *Config) {
		c.Provider = ProviderConfig{Issuer: issuer, ClientID: "talqy", ClientSecret: "the secret of talqy", Title: "The example", Redirect: back}
	})
	e.clock = time.Now() // in which the provider lives
	return e
}

// visit follows a browser through the provider, where somebody signs in, and gives what it brings back.
func visit(t *testing.T, address, username string) url.Values {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), back) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(page.Body)
	_ = page.Body.Close()
	if err != nil || page.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", page.Status, body, err)
	}
	form := url.Values{"username": {username}, "password": {"verysecure"}, "id": {page.Request.URL.Query().Get("authRequestID")}}
	answer, err := browser.PostForm(page.Request.URL.Scheme+"://"+page.Request.URL.Host+"/login/username", form)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	to, err := url.Parse(answer.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(to.String(), back) {
		t.Fatalf("the provider leads to %q: %s", answer.Header.Get("Location"), answer.Status)
	}
	return to.Query()
}

// Members link an account at a real provider and sign in there from then on. What does not fit together opens nothing.
func TestSigningInAtAProvider(t *testing.T) {
	issuer, server := realProvider(t)
	e := providerEntrance(t, issuer)
	ctx := t.Context()
	host := strings.Split(strings.TrimPrefix(issuer, "http://"), ":")[0]
	people := map[string]string{"marina": "test-user@" + host, "aigerim": "test-user2"}
	come := func(who, session string, depart func() (string, string, error)) (proposals.Pass, bool, error) {
		t.Helper()
		address, carried, err := depart()
		if err != nil {
			t.Fatal(err)
		}
		brought := visit(t, address, people[who])
		return e.FromProvider(ctx, carried, brought.Get("state"), brought.Get("code"), session, home)
	}
	signIn := func(to string) func() (string, string, error) {
		return func() (string, string, error) { return e.ToProvider(ctx, to) }
	}
	if _, linking, err := come("marina", "", signIn("/bills")); e.code(err) != CodeProviderUnknown || linking {
		t.Errorf("an account that is linked to nobody: %v", err)
	}

	marina := e.member("marina")
	link := func(who string, m proposals.Member, session string) error {
		_, linking, err := come(who, session, func() (string, string, error) {
			return e.ToLink(ctx, m, m.Login+", please", "10.0.0.1", "the session")
		})
		if !linking {
			t.Error("nobody knows that it was about linking")
		}
		return err
	}
	if _, _, err := e.ToLink(ctx, marina, "a wild guess", "10.0.0.1", "the session"); e.code(err) != CodeWrongPassword {
		t.Errorf("linking without the password: %v", err)
	}
	if err := link("marina", marina, "another session"); e.code(err) != CodeProviderRefused {
		t.Errorf("linking that another browser comes back from: %v", err)
	}
	if err := link("marina", marina, "the session"); err != nil {
		t.Fatal(err)
	}
	if err := link("marina", e.member("aigerim"), "the session"); e.code(err) != CodeProviderTaken {
		t.Errorf("marina's account there for aigerim: %v", err)
	}
	entry, _, err := come("marina", "", signIn("/bills?x=1"))
	if err != nil || entry.Member.Login != "marina" || entry.To != "/bills?x=1" || !e.in(entry.Token) {
		t.Fatalf("%+v, %v", entry, err)
	}
	for _, to := range []string{"//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "", "/\t/elsewhere.example", "/\n/elsewhere.example",
		"/x\r\nSet-Cookie: talqy=other"} {
		if entry, _, err := come("marina", "", signIn(to)); err != nil || entry.To != "/" {
			t.Errorf("%q leads to %q: %v", to, entry.To, err)
		}
	}

	// What was brought back fits nothing but the journey it belongs to, once.
	address, carried, err := e.ToProvider(ctx, "/")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"code_challenge_method=S256", "code_challenge=", "nonce=", "state="} {
		if !strings.Contains(address, want) {
			t.Errorf("%s lacks %s", address, want)
		}
	}
	brought := visit(t, address, people["marina"])
	_, foreign, err := e.ToProvider(ctx, "/")
	if err != nil {
		t.Fatal(err)
	}
	twisted := func(with func(*journey)) string {
		j, err := unseal[journey](ctx, e.Door, ofProvider, carried)
		if err != nil {
			t.Fatal(err)
		}
		with(&j)
		text, err := seal(ctx, e.Door, ofProvider, j, e.clock.Add(onTheWay))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for name, tc := range map[string]struct{ carried, state, code string }{
		"another browser's journey": {foreign, brought.Get("state"), brought.Get("code")},
		"no journey":                {"", brought.Get("state"), brought.Get("code")},
		"another state":             {carried, "x" + brought.Get("state"), brought.Get("code")},
		"no code":                   {carried, brought.Get("state"), ""},
	} {
		if _, _, err := e.FromProvider(ctx, tc.carried, tc.state, tc.code, "", home); e.code(err) != CodeProviderRefused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if entry, _, err := e.FromProvider(ctx, carried, brought.Get("state"), brought.Get("code"), "", home); err != nil || entry.Token == "" {
		t.Errorf("what does fit: %v", err)
	}
	if _, _, err := e.FromProvider(ctx, carried, brought.Get("state"), brought.Get("code"), "", home); e.code(err) != CodeProviderRefused {
		t.Errorf("the same again: %v", err)
	}
	for name, with := range map[string]func(*journey){
		"another nonce":    func(j *journey) { j.Nonce, j.State = "another", "one" },
		"another verifier": func(j *journey) { j.Verifier, j.State = strings.Repeat("v", 43), "two" },
	} {
		if address, carried, err = e.ToProvider(ctx, "/"); err != nil {
			t.Fatal(err)
		}
		brought = visit(t, address, people["marina"])
		text := twisted(with)
		j, _ := unseal[journey](ctx, e.Door, ofProvider, text)
		if _, _, err := e.FromProvider(ctx, text, j.State, brought.Get("code"), "", home); e.code(err) != CodeProviderRefused {
			t.Errorf("%s: %v", name, err)
		}
	}

	// A second factor is asked for on this way too.
	secret, _ := e.turnOn("marina")
	entry, _, err = come("marina", "", signIn("/bills"))
	if err != nil || entry.Token != "" || entry.Pending == "" || entry.To != "/bills" {
		t.Fatalf("%+v, %v", entry, err)
	}
	pending := func(code string) string {
		_, err := e.SignIn(ctx, proposals.Credentials{Pending: entry.Pending, Code: code}, home)
		return e.code(err)
	}
	for code, want := range map[string]string{"": CodeCodeNeeded, "000000": CodeWrongCode} {
		if got := pending(code); got != want {
			t.Errorf("the code %q: %q", code, got)
		}
	}
	if got := pending(e.timed(secret)); got != "" {
		t.Errorf("the right code: %q", got)
	}
	e.clock = e.clock.Add(2 * pendingLife)
	if got := pending(e.timed(secret)); got != CodeTicketStale {
		t.Errorf("too late: %q", got)
	}

	if err := e.Unlink(ctx, marina, "marina, please", "10.0.0.1"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := come("marina", "", signIn("/")); e.code(err) != CodeProviderUnknown {
		t.Errorf("after it was unlinked: %v", err)
	}
	// A provider that goes away is told so, and passwords work.
	if address, carried, err = e.ToProvider(ctx, "/"); err != nil {
		t.Fatal(err)
	}
	brought = visit(t, address, people["marina"])
	server.Close()
	if _, _, err := e.FromProvider(ctx, carried, brought.Get("state"), brought.Get("code"), "", home); e.code(err) != CodeProviderAway {
		t.Errorf("a provider that is away: %v", err)
	}
	if _, _, err := providerEntrance(t, issuer).ToProvider(ctx, "/"); e.code(err) != CodeProviderAway {
		t.Errorf("a provider that was never there: %v", err)
	}
	if _, _, err := newEntrance(t, nil).ToProvider(ctx, "/"); e.code(err) != proposals.CodeNotFound {
		t.Errorf("no provider: %v", err)
	}
	if _, code := e.try("aigerim", "aigerim, please", "", home); code != "" {
		t.Errorf("a password while the provider is away: %q", code)
	}
}
