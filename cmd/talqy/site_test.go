package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"talqy/server/web"
)

// site is a whole server with the demonstration group, on the embedded engine.
type site struct {
	*house
	t       *testing.T
	cookies map[string]string
}

// open assembles the server. Without the built page its web part is missing, which concerns no test here.
func open(t *testing.T, o serveOptions) *site {
	t.Helper()
	return openLogging(t, o, slog.New(slog.DiscardHandler))
}

func openLogging(t *testing.T, o serveOptions, log *slog.Logger) *site {
	t.Helper()
	o.cost = quickCost
	h, err := assemble(t.Context(), o, log)
	if err == web.ErrNotBuilt {
		t.Fatal("run `npm run build` first: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.close(); err != nil {
			t.Error(err)
		}
	})
	return &site{h, t, map[string]string{}}
}

func (s *site) signIn(login string) {
	s.t.Helper()
	answer := s.do("POST", "/api/session", "", map[string]string{"login": login, "password": demoPassword})
	if answer.status != http.StatusOK {
		s.t.Fatalf("%s cannot sign in: %s", login, answer.body)
	}
	for _, c := range answer.cookies {
		if strings.HasSuffix(c.Name, "talqy_session") { // behind https it has a prefix
			s.cookies[login] = c.Name + "=" + c.Value
		}
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
			s.t.Errorf("a cookie is open: %+v", c)
		}
	}
}

type answer struct {
	status  int
	body    string
	header  http.Header
	cookies []*http.Cookie
}

// do sends a request as somebody; as "" nobody.
func (s *site) do(method, path, as string, body any) answer {
	s.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(raw))
	r.Header.Set("Content-Type", "application/json")
	return s.send(r, as)
}

func (s *site) send(r *http.Request, as string) answer {
	s.t.Helper()
	if as != "" {
		r.Header.Set("Cookie", s.cookies[as])
	}
	got, err := s.app.Test(r, -1) // a request that hangs is shown by the time limit of the run, with what every goroutine waits for
	if err != nil {
		s.t.Fatal(err)
	}
	defer got.Body.Close() //nolint:errcheck // a body in memory
	content, err := io.ReadAll(got.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer{got.StatusCode, string(content), got.Header, got.Cookies()}
}

// get reads a value out of an answer that must be good.
func get[T any](s *site, method, path, as string, body any) T {
	s.t.Helper()
	a := s.do(method, path, as, body)
	if a.status >= 300 {
		s.t.Fatalf("%s %s as %s: %d %s", method, path, as, a.status, a.body)
	}
	var v T
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		s.t.Fatal(err)
	}
	return v
}

// upload sends a file as an act.
func (s *site) upload(as, name, content string, fields map[string]string) answer {
	s.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for field, value := range fields {
		if err := form.WriteField(field, value); err != nil {
			s.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/api/acts", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Accept-Language", "ru")
	return s.send(r, as)
}

type errorBody struct {
	Error struct {
		Code, Message string
		Args          map[string]any
	}
}

func (a answer) code(t *testing.T) string {
	t.Helper()
	var e errorBody
	if err := json.Unmarshal([]byte(a.body), &e); err != nil {
		t.Errorf("no error body: %s", a.body)
	}
	return e.Error.Code
}
