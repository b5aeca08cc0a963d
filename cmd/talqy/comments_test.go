package main

import (
	"net/http"
	"strings"
	"testing"
)

// saidBody is the part of a comment that the tests look at.
type saidBody struct {
	ID, Body string
	Mentions []struct{ ID, Name, Login string }
	Edited   *struct {
		At    string
		Times int
	}
	Suggestion *struct {
		Old, New string
		Ops      []struct{ Op, Text string }
		Answer   *struct {
			Accepted           bool
			By, ByName, Reason string
		}
	}
	Resolved *struct{ ByName string }
	Replies  []saidBody
}

// A comment over HTTP from its first word to its end: mentioned, edited with its history, suggested, accepted, declined.
func TestCommentsOverHTTP(t *testing.T) {
	s := openDemo(t)
	s.observer()
	path := "/api/proposals/" + amendment(s)
	readers := get[struct {
		Members []struct{ ID, Login, Name string }
	}](s, "GET", path+"/readers", "guest", nil).Members
	saule := ""
	for _, m := range readers {
		if m.Login == "saule" {
			saule = m.ID
		}
	}
	if len(readers) != 5 || saule == "" {
		t.Fatalf("the readers are %+v", readers)
	}
	type answered struct{ Comment saidBody }
	post := func(as, to string, body any) saidBody { return get[answered](s, "POST", path+to, as, body).Comment }

	said := post("marina", "/comments", map[string]any{"id": "comment-1", "body": "@[" + saule + "], верно?"})
	if len(said.Mentions) != 1 || said.Mentions[0].Name != "Сауле Тлеубаева" || said.Edited != nil {
		t.Errorf("%+v", said)
	}
	refused := func(method, as, to string, body any, status int, code string) {
		t.Helper()
		if a := s.do(method, path+to, as, body); a.status != status || a.code(t) != code {
			t.Errorf("%s %s by %s: %d %s, want %d %s", method, to, as, a.status, a.body, status, code)
		}
	}
	refused("POST", "guest", "/comments", map[string]any{"id": "comment-9", "body": "Можно?"}, http.StatusForbidden, "forbidden")
	refused("POST", "marina", "/comments", map[string]any{"id": "comment-9", "body": strings.Repeat("@[x] ", 1) + "?"}, http.StatusUnprocessableEntity, "unknown_choice")
	many := ""
	for i := range 21 {
		many += "@[member" + string(rune('a'+i)) + "] "
	}
	refused("POST", "marina", "/comments", map[string]any{"id": "comment-9", "body": many}, http.StatusUnprocessableEntity, "too_many_mentions")

	edited := get[answered](s, "PUT", path+"/comments/comment-1", "marina", map[string]string{"body": "Уже без упоминания."}).Comment
	if edited.Edited == nil || edited.Edited.Times != 1 || len(edited.Mentions) != 0 || edited.Body != "Уже без упоминания." {
		t.Errorf("%+v", edited)
	}
	texts := get[struct {
		Texts []struct {
			ByName, At, Body string
			Mentions         []struct{ Login string }
		}
	}](s, "GET", path+"/comments/comment-1/texts", "guest", nil).Texts
	if len(texts) != 2 || texts[0].ByName != "Марина Коваленко" || texts[0].Mentions[0].Login != "saule" || texts[1].Body != edited.Body {
		t.Errorf("%+v", texts)
	}
	refused("PUT", "aigerim", "/comments/comment-1", map[string]string{"body": "Чужими руками."}, http.StatusForbidden, "forbidden")

	wording := func() (string, int) {
		ru := get[struct {
			Proposal struct {
				Wording map[string]struct {
					Proposed string
					Version  int
				}
			}
		}](s, "GET", path, "marina", nil).Proposal.Wording["ru"]
		return ru.Proposed, ru.Version
	}
	text, version := wording()
	first := []rune(text)[:6] // letters of the plane that takes one unit each
	suggestion := map[string]string{"old": string(first), "new": "Новелла"}
	anchor := map[string]any{"lang": "ru", "from": 0, "to": 6, "version": version}
	refused("POST", "marina", "/comments", map[string]any{"id": "comment-9", "anchor": anchor, "suggestion": map[string]string{"old": "другое", "new": "слово"}}, http.StatusConflict, "suggestion_gone")
	refused("POST", "marina", "/comments", map[string]any{"id": "comment-9", "anchor": anchor, "suggestion": map[string]string{"old": string(first), "new": string(first)}}, http.StatusUnprocessableEntity, "suggestion_same")
	suggested := post("marina", "/comments", map[string]any{"id": "comment-2", "anchor": anchor, "suggestion": suggestion})
	if suggested.Suggestion == nil || len(suggested.Suggestion.Ops) != 2 || suggested.Suggestion.Answer != nil {
		t.Errorf("%+v", suggested.Suggestion)
	}
	post("saule", "/comments/comment-2/replies", map[string]any{"id": "reply-001", "suggestion": map[string]string{"old": string(first), "new": "Иначе"}})
	refused("POST", "aigerim", "/comments/comment-2/replies/reply-001/suggestion/decline", map[string]string{}, http.StatusUnprocessableEntity, "empty")
	declined := post("aigerim", "/comments/comment-2/replies/reply-001/suggestion/decline", map[string]string{"reason": "Не термин."})
	if a := declined.Replies[0].Suggestion.Answer; a == nil || a.Accepted || a.Reason != "Не термин." || a.ByName != "Айгерим Оразбекова" {
		t.Errorf("%+v", a)
	}
	refused("POST", "aigerim", "/comments/comment-2/replies/reply-001/suggestion/accept", nil, http.StatusConflict, "suggestion_decided")
	refused("POST", "marina", "/comments/comment-2/suggestion/accept", nil, http.StatusForbidden, "forbidden")
	for range 2 { // sent twice, it counts once
		accepted := post("aigerim", "/comments/comment-2/suggestion/accept", nil)
		if a := accepted.Suggestion.Answer; a == nil || !a.Accepted || accepted.Resolved == nil {
			t.Errorf("%+v", accepted)
		}
	}
	if after, now := wording(); after != "Новелла"+text[len(string(first)):] || now != version+1 {
		t.Errorf("version %d: %q", now, after)
	}
	spans := get[struct {
		Spans []struct{ ByName, AcceptedByName string }
	}](s, "GET", path+"/authors?part=wording&lang=ru", "guest", nil).Spans
	if spans[0].ByName != "Марина Коваленко" || spans[0].AcceptedByName != "Айгерим Оразбекова" {
		t.Errorf("the first words are of %+v", spans[0])
	}
	history := s.do("GET", path+"/history", "saule", nil).body
	for _, kind := range []string{"comment.edited", "comment.suggestion_accepted", "comment.suggestion_declined"} {
		if !strings.Contains(history, kind) {
			t.Errorf("the history has no %s", kind)
		}
	}
	for _, to := range []string{"/comments/comment-2/suggestion/accept", "/comments/nothing-1/suggestion/accept", "/comments/comment-1/suggestion/accept"} {
		if a := s.do("POST", path+to, "", nil); a.status != http.StatusUnauthorized {
			t.Errorf("%s without a session: %d", to, a.status)
		}
	}
	refused("POST", "aigerim", "/comments/comment-1/suggestion/accept", nil, http.StatusNotFound, "not_found")
}
