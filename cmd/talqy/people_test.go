package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

type memberBody struct {
	ID, Login, Name, Role, Organisation, City string
	Office, OrganisationName                  struct{ Ru, Kk string }
	Deactivated                               bool
}

// groupBody is what GET /api/members answers.
type groupBody struct {
	Members       []memberBody
	Organisations []struct {
		ID, Kind, City string
		Name           struct{ Ru, Kk string }
		Members        int
	}
}

// pendingBody is what GET /api/invitations answers.
type pendingBody struct {
	Invitations []struct {
		ID, Name, City, Email, ExpiresAt string
		Office                           struct{ Ru string }
		Expired                          bool
	}
}

func (g groupBody) login(t *testing.T, login string) memberBody {
	t.Helper()
	for _, m := range g.Members {
		if m.Login == login {
			return m
		}
	}
	t.Fatalf("nobody has the login %s", login)
	return memberBody{}
}

func (s *site) group() groupBody { return get[groupBody](s, "GET", "/api/members", "aigerim", nil) }

// Who is shut out is out at once: his requests, his socket, his password. Nobody guesses from the door's answer who was shut
// out, and who is let in again signs in as before.
func TestShutOutMemberIsOut(t *testing.T) {
	s := openDemo(t)
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	server.Close() // a free port
	address := strings.TrimPrefix(server.URL, "http://")
	go func() { _ = s.app.Listen(address) }()
	var socket *websocket.Conn
	for end := time.Now().Add(20 * time.Second); socket == nil; {
		var err error
		if socket, _, err = websocket.DefaultDialer.Dial("ws://"+address+"/live", http.Header{"Cookie": {s.cookies["daniyar"]}}); err != nil && time.Now().After(end) {
			t.Fatal(err)
		}
	}
	defer socket.Close() //nolint:errcheck // it is closed from the other side
	id := s.group().login(t, "daniyar").ID
	for _, as := range []string{"marina", "saule", "daniyar"} {
		if a := s.do("POST", "/api/members/"+id+"/deactivate", as, nil); a.status != http.StatusForbidden {
			t.Errorf("as %s: %d %s", as, a.status, a.body)
		}
	}
	if m := get[struct{ Member memberBody }](s, "POST", "/api/members/"+id+"/deactivate", "aigerim", nil).Member; !m.Deactivated {
		t.Errorf("the answer is %+v", m)
	}
	if err := socket.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	for {
		_, _, err := socket.ReadMessage()
		if websocket.IsCloseError(err, 4401) {
			break
		}
		if err != nil {
			t.Fatalf("the socket ended with %v", err)
		}
	}
	if a := s.do("GET", "/api/session", "daniyar", nil); a.status != http.StatusUnauthorized {
		t.Errorf("his session: %d %s", a.status, a.body)
	}
	door := func(password string) answer {
		return s.do("POST", "/api/session", "", map[string]string{"login": "daniyar", "password": password})
	}
	if a := door(demoPassword); a.status != http.StatusForbidden || a.code(t) != "deactivated" {
		t.Errorf("with his password: %d %s", a.status, a.body)
	}
	if a := door("guessing at it"); a.status != http.StatusUnauthorized || a.code(t) != "wrong_credentials" {
		t.Errorf("with a wrong one: %d %s", a.status, a.body)
	}
	get[any](s, "POST", "/api/members/"+id+"/reactivate", "aigerim", nil)
	if a := door(demoPassword); a.status != http.StatusOK {
		t.Errorf("let in again: %d %s", a.status, a.body)
	}
	own := s.group().login(t, "aigerim").ID
	if a := s.do("POST", "/api/members/"+own+"/deactivate", "aigerim", nil); a.status != http.StatusUnprocessableEntity || a.code(t) != "last_organiser" {
		t.Errorf("the last organiser shuts himself out: %d %s", a.status, a.body)
	}
}

// A member corrects his own entry, an organiser any; the list says it to everybody.
func TestEntriesOverHTTP(t *testing.T) {
	s := openDemo(t)
	before := s.group()
	daniyar := before.login(t, "daniyar")
	path := "/api/members/" + daniyar.ID
	entry := map[string]any{"name": "Данияр Омаров", "office": map[string]string{"ru": "эксперт", "kk": "сарапшы"}, "city": "Орал", "organisation": daniyar.Organisation}
	if m := get[struct{ Member memberBody }](s, "PUT", path, "daniyar", entry).Member; m.City != "Орал" || m.Office.Kk != "сарапшы" || m.Role != "member" {
		t.Errorf("his own entry: %+v", m)
	}
	if a := s.do("PUT", path, "marina", entry); a.status != http.StatusForbidden {
		t.Errorf("another's: %d %s", a.status, a.body)
	}
	entry["organisation"] = ""
	if a := s.do("PUT", path, "daniyar", entry); a.status != http.StatusForbidden {
		t.Errorf("his own organisation: %d %s", a.status, a.body)
	}
	get[any](s, "PUT", path, "aigerim", entry)
	organisation := before.Organisations[0]
	renamed := map[string]any{"name": map[string]string{"ru": "Акимат области", "kk": "Облыс әкімдігі"}, "kind": "state", "city": "Орал"}
	if a := s.do("PUT", "/api/organisations/"+organisation.ID, "saule", renamed); a.status != http.StatusForbidden {
		t.Errorf("an organisation as a lawyer: %d %s", a.status, a.body)
	}
	get[any](s, "PUT", "/api/organisations/"+organisation.ID, "aigerim", renamed)
	after := s.group()
	if m := after.login(t, "daniyar"); m.Organisation != "" || m.City != "Орал" {
		t.Errorf("after the organiser: %+v", m)
	}
	people := 0
	for _, o := range after.Organisations {
		people += o.Members
		if o.ID == organisation.ID && (o.Name.Kk != "Облыс әкімдігі" || o.City != "Орал") {
			t.Errorf("the organisation is %+v", o)
		}
	}
	if people != len(after.Members)-1 {
		t.Errorf("%d people in organisations, of %d members one of whom has none", people, len(after.Members))
	}
	get[any](s, "POST", path+"/role", "aigerim", map[string]string{"role": "lawyer"})
	if role := s.group().login(t, "daniyar").Role; role != "lawyer" {
		t.Errorf("his role is %s", role)
	}
	if a := s.do("POST", path+"/role", "aigerim", map[string]string{"role": "guest"}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("no such role: %d %s", a.status, a.body)
	}
}

// An organiser sees who was invited and has not come; a new link ends the old one, and one that is taken back opens nothing.
func TestPendingInvitations(t *testing.T) {
	s := openDemo(t)
	organisation := s.group().Organisations[0].ID
	first := get[struct{ URL string }](s, "POST", "/api/invitations", "aigerim", map[string]any{"role": "member", "name": "Гүлнар Сәрсенова",
		"organisation": organisation, "office": map[string]string{"ru": "директор"}, "city": "Шымкент", "email": "gulnar@example.kz"}).URL
	if a := s.do("GET", "/api/invitations", "saule", nil); a.status != http.StatusForbidden {
		t.Errorf("a lawyer reads the list: %d %s", a.status, a.body)
	}
	list := get[pendingBody](s, "GET", "/api/invitations", "aigerim", nil).Invitations
	if len(list) != 1 || list[0].Name != "Гүлнар Сәрсенова" || list[0].Office.Ru != "директор" || list[0].City != "Шымкент" || list[0].Expired {
		t.Fatalf("pending: %+v", list)
	}
	if strings.Contains(first, list[0].ID) || s.do("GET", "/api/invitations/"+list[0].ID, "", nil).status != http.StatusNotFound {
		t.Error("the list gives away the link")
	}
	second := get[struct{ URL string }](s, "POST", "/api/invitations/"+list[0].ID+"/renew", "aigerim", nil).URL
	at := func(url string) string { return "/api/invitations" + strings.TrimPrefix(url, "/join") }
	if a := s.do("GET", at(first), "", nil); a.status != http.StatusNotFound {
		t.Errorf("the old link: %d %s", a.status, a.body)
	}
	joined := get[struct{ Member memberBody }](s, "POST", at(second), "", map[string]string{"login": "gulnar", "name": "Гүлнар Сәрсенова", "password": "correct horse"}).Member
	if joined.City != "Шымкент" || joined.Office.Ru != "директор" || joined.Organisation != organisation {
		t.Errorf("who joined is %+v", joined)
	}
	if list := get[pendingBody](s, "GET", "/api/invitations", "aigerim", nil).Invitations; len(list) != 0 {
		t.Errorf("still pending: %+v", list)
	}
	third := get[struct{ URL string }](s, "POST", "/api/invitations", "aigerim", map[string]string{"role": "observer", "name": "Марат Оспанов"}).URL
	id := get[pendingBody](s, "GET", "/api/invitations", "aigerim", nil).Invitations[0].ID
	if a := s.do("DELETE", "/api/invitations/"+id, "marina", nil); a.status != http.StatusForbidden {
		t.Errorf("a member takes it back: %d", a.status)
	}
	for range 2 {
		if a := s.do("DELETE", "/api/invitations/"+id, "aigerim", nil); a.status != http.StatusNoContent {
			t.Errorf("taken back: %d %s", a.status, a.body)
		}
	}
	if a := s.do("GET", at(third), "", nil); a.status != http.StatusNotFound {
		t.Errorf("its link: %d %s", a.status, a.body)
	}
}
