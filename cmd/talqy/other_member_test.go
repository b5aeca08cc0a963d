package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Marina writes without a line in one tab, Saule signs in in the next one: the browser has one cookie for both, and when the line was
// back Marina's words went out as Saule's. A page says whose it is, and under another's session nothing of it counts.
func TestWordsOfAPageCountForItsMemberAlone(t *testing.T) {
	s := openDemo(t)
	id := func(login string) string {
		return get[struct{ Member struct{ ID string } }](s, "GET", "/api/session", login, nil).Member.ID
	}
	place := "/api/proposals/" + amendment(s)
	comment := func(page string) answer {
		r := httptest.NewRequest("POST", place+"/comments", strings.NewReader(`{"id":"comment-of-marina","body":"Слова Марины.","anchor":null}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", "the-key-of-marina")
		r.Header.Set("Talqy-Member", page)
		return s.send(r, "saule")
	}
	if a := comment(id("marina")); a.status != http.StatusConflict || a.code(t) != "other_member" {
		t.Errorf("Marina's page under Saule's session was answered %d %s", a.status, a.body)
	}
	if a := s.do("GET", place, "saule", nil); strings.Contains(a.body, "Слова Марины.") {
		t.Error("Marina's words are Saule's now")
	}
	r := httptest.NewRequest("GET", "/api/home", nil)
	r.Header.Set("Talqy-Member", id("marina"))
	if a := s.send(r, "saule"); a.status != http.StatusConflict || a.code(t) != "other_member" {
		t.Errorf("Marina's page was shown what is Saule's: %d", a.status)
	}
	if a := comment(id("saule")); a.status != http.StatusCreated {
		t.Errorf("Saule's own page was answered %d %s", a.status, a.body)
	}
}
