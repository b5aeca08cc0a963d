package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"talqy/proposals"
)

type noticesBody struct {
	Notifications []struct {
		Stream, Reason, ByName, Comment, Words string
		Seq                                    int
		Proposal                               *struct{ ID string }
		Read                                   bool
	}
	Unread int
	UpTo   map[string]int
}

type newsBody struct {
	VisitedAt *string
	News      []struct {
		Proposal          struct{ ID string }
		Since             int
		New               bool
		Edited            []string
		Comments, Replies int
		By                []string
		Steps             []struct{ Status, ByName, Reason string }
	}
	Now map[string]int
}

// ofSomebody finds a proposal in discussion and the login of its author.
func ofSomebody(s *site) (id, bill, author, other string) {
	list := get[struct {
		Proposals []struct{ ID, Bill, Status, Author string }
	}](s, "GET", "/api/proposals", "saule", nil)
	people := get[struct{ Members []struct{ ID, Login string } }](s, "GET", "/api/members", "saule", nil)
	for _, p := range list.Proposals {
		for _, m := range people.Members {
			if p.Status == "discussion" && p.Author == m.ID && s.cookies[m.Login] != "" {
				for _, login := range []string{"daniyar", "marina"} {
					if login != m.Login {
						return p.ID, p.Bill, m.Login, login
					}
				}
			}
		}
	}
	s.t.Fatal("the demonstration group has no proposal in discussion")
	return
}

// A comment rings its author's bell alone; reading it is kept; another may neither see nor mark it.
func TestBell(t *testing.T) {
	s := openDemo(t)
	id, _, author, other := ofSomebody(s)
	before := get[noticesBody](s, "GET", "/api/notifications", author, nil)
	get[any](s, "POST", "/api/proposals/"+id+"/comments", other, map[string]any{"id": "bell-comment", "body": "Звонок."})
	rung := get[noticesBody](s, "GET", "/api/notifications?limit=1", author, nil)
	if rung.Unread != before.Unread+1 || len(rung.Notifications) != 1 {
		t.Fatalf("got %+v", rung)
	}
	n := rung.Notifications[0]
	if n.Reason != "comment" || n.Comment != "bell-comment" || n.Words != "Звонок." || n.Proposal == nil || n.Proposal.ID != id || n.Read {
		t.Errorf("got %+v", n)
	}
	if own := get[noticesBody](s, "GET", "/api/notifications", other, nil); len(own.Notifications) > 0 && own.Notifications[0].Comment == "bell-comment" {
		t.Error("the commenter is told of his own comment")
	}
	mark := map[string]any{"items": []any{map[string]any{"stream": n.Stream, "seq": n.Seq}}}
	get[any](s, "POST", "/api/notifications/read", other, mark)
	if now := get[noticesBody](s, "GET", "/api/notifications", author, nil); now.Unread != rung.Unread {
		t.Error("another marked it")
	}
	if left := get[noticesBody](s, "POST", "/api/notifications/read", author, mark); left.Unread != before.Unread {
		t.Errorf("%d left unread", left.Unread)
	}
	if left := get[noticesBody](s, "POST", "/api/notifications/read", author, map[string]any{"upTo": rung.UpTo}); left.Unread != 0 {
		t.Errorf("%d left unread of all", left.Unread)
	}
	for _, path := range []string{"/api/notifications", "/api/preferences", "/api/bills/none/news"} {
		if a := s.do("GET", path, "", nil); a.status != http.StatusUnauthorized {
			t.Errorf("%s for nobody: %d", path, a.status)
		}
	}
}

// What changed since the last visit to a bill, with the redline since then.
func TestNewsOfABill(t *testing.T) {
	s := openDemo(t)
	id, bill, author, other := ofSomebody(s)
	path := "/api/bills/" + bill
	first := get[newsBody](s, "GET", path+"/news", other, nil)
	if first.VisitedAt != nil || len(first.News) != 0 || first.Now[id] == 0 {
		t.Fatalf("before the first visit: %+v", first)
	}
	if a := s.do("POST", path+"/visit", other, map[string]any{"seen": first.Now}); a.status != http.StatusNoContent {
		t.Fatalf("%d %s", a.status, a.body)
	}
	p := get[proposalBody](s, "GET", "/api/proposals/"+id, author, nil).Proposal
	old := p.Wording["ru"].Proposed
	get[any](s, "POST", "/api/proposals/"+id+"/changes", author, map[string]any{"part": "wording", "lang": "ru", "version": p.Wording["ru"].Version,
		"updates": []any{map[string]any{"clientID": "news", "changes": []any{[]any{0, "Новое "}, len([]rune(old))}}}})
	now := get[newsBody](s, "GET", path+"/news", other, nil)
	if now.VisitedAt == nil || len(now.News) != 1 || now.News[0].Proposal.ID != id || fmt.Sprint(now.News[0].Edited) != "[ru]" || now.News[0].Since != first.Now[id] {
		t.Fatalf("got %+v", now)
	}
	since := get[struct {
		Langs map[string]struct{ Changes []struct{ Inserted string } }
	}](s, "GET", fmt.Sprintf("/api/proposals/%s/since?seq=%d", id, first.Now[id]), other, nil)
	if c := since.Langs["ru"].Changes; len(since.Langs) != 1 || len(c) != 1 || strings.TrimSpace(c[0].Inserted) != "Новое" {
		t.Errorf("since then: %+v", since)
	}
	if own := get[newsBody](s, "GET", path+"/news", author, nil); len(own.News) != 0 {
		t.Errorf("the author is told of his own doing: %+v", own.News)
	}
}

// Preferences are kept without showing the secret; the link ends letters without a session, by POST alone.
func TestPreferencesAndTheWayOut(t *testing.T) {
	s := openDemo(t)
	wanted := map[string]any{"email": "saule@zang.example", "digest": "daily", "hour": 8, "mentions": true, "lang": "kk"}
	if a := s.do("PUT", "/api/preferences", "saule", map[string]any{"email": "saule", "password": demoPassword, "digest": "daily", "lang": "kk"}); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "bad_email") {
		t.Errorf("a bad address: %d %s", a.status, a.body)
	}
	// A link for a new password goes to the address: a browser that was left open does not change it.
	if a := s.do("PUT", "/api/preferences", "saule", wanted); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "wrong_password") {
		t.Errorf("another address without the password: %d %s", a.status, a.body)
	}
	wanted["password"] = demoPassword
	a := s.do("PUT", "/api/preferences", "saule", wanted)
	if a.status != http.StatusOK || strings.Contains(a.body, "unsubscribe") || !strings.Contains(a.body, `"mail":false`) {
		t.Fatalf("%d %s", a.status, a.body)
	}
	var kept proposals.Preferences
	if err := s.kept.Load(t.Context(), func(ev proposals.Event) error {
		if ev.Kind == proposals.PreferencesSet {
			return json.Unmarshal(ev.Data, &kept)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	token := kept.Unsubscribe
	if a := s.do("GET", "/api/unsubscribe/"+token, "", nil); a.status != http.StatusSeeOther || a.header.Get("Location") != "/unsubscribe/"+token {
		t.Errorf("a look at the link: %d %s", a.status, a.header.Get("Location"))
	}
	state := func() string { return s.do("GET", "/api/preferences", "saule", nil).body }
	if !strings.Contains(state(), `"digest":"daily"`) {
		t.Errorf("a look changed %s", state())
	}
	if a := s.do("POST", "/api/unsubscribe/made-up", "", nil); a.status != http.StatusNotFound {
		t.Errorf("a made-up link: %d", a.status)
	}
	click := httptest.NewRequest("POST", "/api/unsubscribe/"+token, strings.NewReader("List-Unsubscribe=One-Click"))
	click.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if a := s.send(click, ""); a.status != http.StatusNoContent {
		t.Errorf("one click: %d %s", a.status, a.body)
	}
	if !strings.Contains(state(), `"digest":"off"`) || !strings.Contains(state(), `"mentions":false`) {
		t.Errorf("after it: %s", state())
	}
}

// A password is changed by who knows the present one, and guessing is slowed down.
func TestPasswordIsChanged(t *testing.T) {
	s := openDemo(t)
	change := func(present, wanted string) answer {
		return s.do("PUT", "/api/session/password", "marina", map[string]string{"present": present, "password": wanted})
	}
	if a := change("guess", "dostatochno-dlinny"); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "wrong_password") {
		t.Errorf("a guess: %d %s", a.status, a.body)
	}
	if a := change(demoPassword, "short"); !strings.Contains(a.body, "short_password") {
		t.Errorf("a short one: %d %s", a.status, a.body)
	}
	if a := change(demoPassword, "dostatochno-dlinny"); a.status != http.StatusNoContent {
		t.Fatalf("%d %s", a.status, a.body)
	}
	in := func(password string) int {
		return s.do("POST", "/api/session", "", map[string]string{"login": "marina", "password": password}).status
	}
	if in(demoPassword) != http.StatusUnauthorized || in("dostatochno-dlinny") != http.StatusOK {
		t.Error("the old password opens, or the new one does not")
	}
	for range 10 {
		if a := change("guess", "dostatochno-dlinny"); a.status == http.StatusTooManyRequests {
			return
		}
	}
	t.Error("guessing goes on")
}

// What letters need is said at the start.
func TestLettersNeedAnAddress(t *testing.T) {
	password := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(password, []byte("tiyn\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	good := letterOptions{address: "127.0.0.1:25", user: "talqy", passwordFile: password, from: "talqy@group.example", zone: "Asia/Almaty"}
	for name, c := range map[string]struct {
		o       letterOptions
		public  string
		problem string
	}{
		"none":        {letterOptions{}, "", ""},
		"good":        {good, "https://talqy.example", ""},
		"no page":     {good, "", "--public-url"},
		"no zone":     {func() letterOptions { o := good; o.zone = "Asia/Nowhere"; return o }(), "https://talqy.example", "--time-zone"},
		"no password": {func() letterOptions { o := good; o.passwordFile += "-"; return o }(), "https://talqy.example", "--smtp-password-file"},
	} {
		p, err := c.o.postman(nil, nil, c.public, nil)
		if c.problem == "" && (err != nil || (p == nil) != (c.o.address == "")) || c.problem != "" && (err == nil || !strings.Contains(err.Error(), c.problem)) {
			t.Errorf("%s: %v", name, err)
		}
		if p != nil && p.Password != "tiyn" {
			t.Errorf("%s: the password is %q", name, p.Password)
		}
	}
}

// A remark that the public sends rings at the organisers, is on their home, and is nobody else's news.
func TestPublicRemarkRingsAtOrganisers(t *testing.T) {
	s := openDemo(t)
	bill := s.opened()
	get[any](s, "POST", "/api/public/bills/"+bill+"/remarks", "", map[string]string{"id": "remark-of-a-stranger", "name": "Ержан", "organisation": "Жители Шымкента", "body": "Кто откроет ночью?", "lang": "ru"})
	type rung struct {
		Notifications []struct {
			Reason, ByName, By, Words string
			Bill                      *struct{ ID string }
		}
	}
	type home struct {
		Home struct {
			Public struct {
				Total int
				Items []struct {
					Bill       struct{ ID string }
					Waiting    int
					Name, Body string
				}
			}
		}
	}
	n := get[rung](s, "GET", "/api/notifications?limit=1", "aigerim", nil).Notifications[0]
	if n.Reason != "public_remark" || n.Bill == nil || n.Bill.ID != bill || n.ByName != "Ержан, Жители Шымкента" || n.By != "" || n.Words != "Кто откроет ночью?" {
		t.Errorf("%+v", n)
	}
	waits := get[home](s, "GET", "/api/home", "aigerim", nil).Home.Public
	if waits.Total != 1 || waits.Items[0].Bill.ID != bill || waits.Items[0].Waiting != 1 || waits.Items[0].Name != "Ержан, Жители Шымкента" {
		t.Errorf("%+v", waits)
	}
	for _, login := range []string{"daniyar", "marina", "saule"} {
		for _, path := range []string{"/api/notifications", "/api/home"} {
			if a := s.do("GET", path, login, nil); strings.Contains(a.body, "Кто откроет ночью?") || strings.Contains(a.body, "public_remark") {
				t.Errorf("%s is told: %s", login, a.body)
			}
		}
	}
}
