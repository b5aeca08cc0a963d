package main

import (
	"net/http"
	"strings"
	"testing"
)

// effectBody is the part of an Effect that the tests look at.
type effectBody struct {
	Effect struct {
		Seq   int
		Langs map[string]struct {
			Version      int
			Ops          []struct{ Op, Text string }
			Changes      []changeBody
			Instruction  string
			Row          struct{ Act, Address, Kind, Justification, Author string }
			Consolidated []struct {
				Text string
				Kept bool
			}
		}
		Warnings   []struct{ Code, Rule, Severity, Message string }
		Collisions []struct {
			Proposal struct{ ID, AuthorName string }
			Kind     string
			Lang     string
			Merged   *string
		}
	}
}

type changeBody struct {
	N                       int
	Kind, Deleted, Inserted string
	OldFrom, OldTo          int
	From, To                int
	Accepted                *struct{ By, ByName, At, Reason string }
}

// verdict is what the page sends of one change.
func verdict(c changeBody, version int, said string) map[string]any {
	return map[string]any{"lang": "ru", "version": version, "from": c.From, "to": c.To, "deleted": c.Deleted, "inserted": c.Inserted,
		"verdict": said, "reason": "Проверено."}
}

// amendment is a shared proposal of the demonstration group that changes the Russian text and can be edited.
func amendment(s *site) string {
	list := get[struct {
		Proposals []struct{ ID, Status, Kind string }
	}](s, "GET", "/api/proposals", "marina", nil)
	for _, p := range list.Proposals {
		if p.Status != "discussion" || p.Kind != "amend" {
			continue
		}
		if e := get[effectBody](s, "GET", "/api/proposals/"+p.ID+"/effect", "marina", nil); len(e.Effect.Langs["ru"].Changes) > 0 {
			return p.ID
		}
	}
	s.t.Fatal("the demonstration group has no amendment in discussion")
	return ""
}

// observer lets an observer join, who is then signed in as «guest».
func (s *site) observer() {
	s.t.Helper()
	invited := get[struct{ URL string }](s, "POST", "/api/invitations", "aigerim", map[string]string{"role": "observer", "name": "Гость"})
	joined := s.do("POST", "/api/invitations"+strings.TrimPrefix(invited.URL, "/join"), "",
		map[string]string{"login": "guest", "name": "Гость", "password": "correct horse"})
	if joined.status != http.StatusCreated {
		s.t.Fatalf("an observer cannot join: %d %s", joined.status, joined.body)
	}
	s.cookies["guest"] = joined.cookies[0].Name + "=" + joined.cookies[0].Value
}

// Everybody who sees a proposal reads its papers, in both languages; a lawyer accepts and rejects one change, and the text
// of everybody follows.
func TestPapersAndReviewOverHTTP(t *testing.T) {
	s := openDemo(t)
	id := amendment(s)
	path := "/api/proposals/" + id
	e := get[effectBody](s, "GET", path+"/effect", "saule", nil).Effect
	ru := e.Langs["ru"]
	if ru.Instruction == "" || len(ru.Consolidated) == 0 || ru.Row.Address == "" || ru.Row.Author == "" || e.Langs["kk"].Row.Act == "" || e.Collisions == nil {
		t.Fatalf("%+v", e)
	}
	for _, w := range e.Warnings {
		if w.Rule == "" || w.Message == "" {
			t.Errorf("a warning without a rule or a sentence: %+v", w)
		}
	}
	lawyer := get[struct {
		Proposal struct{ May []string }
	}](s, "GET", path, "aigerim", nil)
	if !strings.Contains(strings.Join(lawyer.Proposal.May, " "), "review_change") {
		t.Errorf("an organiser may %v", lawyer.Proposal.May)
	}
	change := ru.Changes[0]
	s.observer()
	if got := get[effectBody](s, "GET", path+"/effect", "guest", nil).Effect.Langs["ru"].Instruction; got != ru.Instruction {
		t.Errorf("an observer reads the instruction %q", got)
	}
	for _, as := range []string{"guest", "daniyar"} {
		if a := s.do("POST", path+"/review", as, verdict(change, ru.Version, "accept")); a.status != http.StatusForbidden || a.code(t) != "forbidden" {
			t.Errorf("%s reviews: %d %s", as, a.status, a.body)
		}
	}
	get[any](s, "POST", path+"/review", "saule", verdict(change, ru.Version, "accept"))
	if got := get[effectBody](s, "GET", path+"/effect", "saule", nil).Effect.Langs["ru"].Changes[0].Accepted; got == nil || got.ByName == "" || got.Reason != "Проверено." || got.At == "" {
		t.Errorf("accepted: %+v", got)
	}
	get[any](s, "POST", path+"/review", "aigerim", verdict(change, ru.Version, "reopen"))
	rejected := get[struct {
		Proposal struct {
			Wording map[string]struct {
				Proposed string
				Version  int
			}
		}
	}](s, "POST", path+"/review", "aigerim", verdict(change, ru.Version, "reject"))
	after := get[effectBody](s, "GET", path+"/effect", "saule", nil).Effect.Langs["ru"]
	if rejected.Proposal.Wording["ru"].Version != ru.Version+1 || after.Version != ru.Version+1 || len(after.Changes) != len(ru.Changes)-1 {
		t.Errorf("version %d with %d changes after %d with %d", after.Version, len(after.Changes), ru.Version, len(ru.Changes))
	}
	if a := s.do("POST", path+"/review", "aigerim", verdict(change, ru.Version, "accept")); a.status != http.StatusConflict || a.code(t) != "text_moved_on" {
		t.Errorf("a change that is gone: %d %s", a.status, a.body)
	}
	if a := s.do("POST", path+"/review", "aigerim", verdict(change, ru.Version, "reject")); a.status != http.StatusOK {
		t.Errorf("a rejection sent twice: %d %s", a.status, a.body)
	}
	if a := s.do("POST", path+"/review", "aigerim", verdict(change, ru.Version, "burn")); a.status != http.StatusUnprocessableEntity || a.code(t) != "unknown_choice" {
		t.Errorf("a verdict that there is not: %d %s", a.status, a.body)
	}
	history := s.do("GET", path+"/history", "saule", nil).body
	for _, kind := range []string{"change.accepted", "change.reopened", "change.rejected"} {
		if !strings.Contains(history, kind) {
			t.Errorf("the history has no %s", kind)
		}
	}
}

// Two members who propose to change the same words are told of each other; a draft that is nobody's business is not told of.
func TestCollisionsOverHTTP(t *testing.T) {
	s := openDemo(t)
	list := get[struct {
		Proposals []struct{ ID, Bill, Act, Kind, Target string }
	}](s, "GET", "/api/proposals", "daniyar", nil)
	first := list.Proposals[0]
	propose := func(as, with string) string {
		p := get[struct {
			Proposal struct {
				ID      string
				Wording map[string]struct{ Proposed string }
			}
		}](s, "POST", "/api/proposals", as, map[string]string{"bill": first.Bill, "act": first.Act, "kind": "amend", "target": "art_9"})
		line, rest, _ := strings.Cut(p.Proposal.Wording["ru"].Proposed, "\n1. Прием осуществляется")
		if rest == "" {
			t.Fatalf("article 9 is %q", p.Proposal.Wording["ru"].Proposed)
		}
		before, all := len([]rune(line))+len("\n1. "), len([]rune(p.Proposal.Wording["ru"].Proposed))
		get[any](s, "POST", "/api/proposals/"+p.Proposal.ID+"/changes", as, map[string]any{"part": "wording", "lang": "ru", "version": 0,
			"updates": []any{map[string]any{"clientID": as, "changes": []any{before, []any{5, with}, all - before - 5}}}})
		return p.Proposal.ID
	}
	mine, theirs := propose("daniyar", "Допуск"), propose("marina", "Вход")
	collisions := func(as, id string) int {
		n := 0
		for _, c := range get[effectBody](s, "GET", "/api/proposals/"+id+"/effect", as, nil).Effect.Collisions {
			if c.Proposal.ID == mine || c.Proposal.ID == theirs {
				n++
				if c.Kind != "same_words" || c.Lang != "ru" || c.Proposal.AuthorName == "" {
					t.Errorf("%+v", c)
				}
			}
		}
		return n
	}
	if n := collisions("daniyar", mine); n != 0 {
		t.Errorf("%d collisions with a draft that Daniyar does not see", n)
	}
	if a := s.do("GET", "/api/proposals/"+theirs+"/effect", "daniyar", nil); a.status != http.StatusNotFound {
		t.Errorf("the papers of another member's draft: %d", a.status)
	}
	for as, id := range map[string]string{"daniyar": mine, "marina": theirs} {
		get[any](s, "POST", "/api/proposals/"+id+"/share", as, nil)
	}
	if a, b := collisions("daniyar", mine), collisions("marina", theirs); a != 1 || b != 1 {
		t.Errorf("the authors are told of %d and %d collisions", a, b)
	}
}
