package main

import (
	"net/http"
	"strings"
	"testing"
)

// someEvidence and someCitation are what the tests bring for a proposal.
var (
	someEvidence = map[string]any{"kind": "hotline", "source": map[string]string{"ru": "Горячая линия", "kk": "Сенім телефоны"}, "from": "2026-01", "to": "2026-06",
		"cases": 17, "summary": map[string]string{"ru": "Семнадцать обращений: приют отказал из-за отсутствия документов."}}
	someCitation = map[string]any{"treaty": map[string]string{"ru": "Протокол о предупреждении и пресечении торговли людьми (Палермо, 2000)"},
		"article": map[string]string{"ru": "статья 3"}, "before": "partial", "after": "full"}
)

// with gives a body with one field said otherwise.
func with(body map[string]any, field string, value any) map[string]any {
	out := map[string]any{}
	for name, v := range body {
		out[name] = v
	}
	out[field] = value
	return out
}

// practice is the part of a proposal that the tests of evidence look at.
type practice struct {
	Proposal struct {
		May      []string
		Evidence []struct {
			ID, Kind, From, To, AddedBy, AddedByName, AddedAt string
			Cases                                             int
			Summary                                           struct{ Ru, Kk string }
			MayChange                                         bool
		}
		Citations []struct {
			ID, Before, After, AddedByName string
			Article                        struct{ Ru, Kk string }
			MayChange                      bool
		}
	}
}

// Evidence and citations over HTTP: brought, corrected, refused at the field that is wrong, printed, taken away.
func TestEvidenceOverHTTP(t *testing.T) {
	s := openDemo(t)
	s.observer()
	path := "/api/proposals/" + amendment(s)
	before := get[practice](s, "GET", path, "marina", nil).Proposal
	brought := get[practice](s, "PUT", path+"/evidence/evidence-7", "marina", someEvidence).Proposal
	if len(brought.Evidence) != len(before.Evidence)+1 || !strings.Contains(strings.Join(brought.May, " "), "bring_evidence") {
		t.Fatalf("%+v", brought)
	}
	last := brought.Evidence[len(brought.Evidence)-1]
	if last.ID != "evidence-7" || last.Kind != "hotline" || last.Cases != 17 || last.AddedByName != "Марина Коваленко" || !last.MayChange ||
		!strings.HasSuffix(last.AddedAt, "Z") || len(last.AddedAt) != len("2026-11-23T12:00:00.000Z") {
		t.Errorf("%+v", last)
	}
	corrected := get[practice](s, "PUT", path+"/evidence/evidence-7", "saule", with(someEvidence, "cases", 18)).Proposal
	last = corrected.Evidence[len(corrected.Evidence)-1]
	if len(corrected.Evidence) != len(brought.Evidence) || last.Cases != 18 || last.AddedByName != "Марина Коваленко" {
		t.Errorf("corrected by another: %+v", last)
	}
	if guest := get[practice](s, "GET", path, "guest", nil).Proposal; guest.Evidence[len(guest.Evidence)-1].MayChange || strings.Contains(strings.Join(guest.May, " "), "bring") {
		t.Errorf("an observer may: %+v", guest)
	}
	events := s.events()
	for _, c := range []struct {
		to     string
		body   any
		status int
		code   string
		args   string
	}{
		{"/evidence/evidence-8", with(someEvidence, "summary", map[string]string{"ru": "Пострадавшая, ИИН 850101300124."}), http.StatusUnprocessableEntity, "personal_data", `"field":"summary","what":"iin"`},
		{"/evidence/evidence-8", with(someEvidence, "source", map[string]string{"kk": "Сенім телефоны, ұялы: 7011234567"}), http.StatusUnprocessableEntity, "personal_data", `"field":"source","what":"phone"`},
		{"/evidence/evidence-8", with(someEvidence, "from", "2026-13"), http.StatusUnprocessableEntity, "bad_period", `"field":"from"`},
		{"/evidence/evidence-8", with(someEvidence, "to", "2025-12"), http.StatusUnprocessableEntity, "bad_period", `"field":"to"`},
		{"/evidence/evidence-8", with(someEvidence, "cases", -1), http.StatusUnprocessableEntity, "unknown_choice", `"field":"cases"`},
		{"/evidence/evidence-8", with(someEvidence, "kind", "gossip"), http.StatusUnprocessableEntity, "unknown_choice", `"field":"kind"`},
		{"/evidence/evidence-8", with(someEvidence, "file", strings.Repeat("ab", 32)), http.StatusUnprocessableEntity, "no_such_file", ""},
		{"/evidence/evidence-8", with(someEvidence, "cases", "много"), http.StatusBadRequest, "bad_request", ""},
		{"/evidence/x..y%20z", someEvidence, http.StatusUnprocessableEntity, "bad_id", ""},
		{"/citations/citation-8", with(someCitation, "after", "much"), http.StatusUnprocessableEntity, "unknown_choice", `"field":"after"`},
		{"/citations/citation-8", with(someCitation, "article", nil), http.StatusUnprocessableEntity, "empty", `"field":"article"`},
		{"/citations/citation-8", with(someCitation, "note", map[string]string{"ru": "Спросить по 8 701 123 45 67."}), http.StatusUnprocessableEntity, "personal_data", `"field":"note"`},
	} {
		if a := s.do("PUT", path+c.to, "marina", c.body); a.status != c.status || a.code(t) != c.code || !strings.Contains(a.body, c.args) {
			t.Errorf("PUT %s %v: %d %s, want %d %s %s", c.to, c.body, a.status, a.body, c.status, c.code, c.args)
		} else if strings.Contains(a.body, "850101300124") {
			t.Errorf("the refusal repeats the number: %s", a.body)
		}
	}
	for _, as := range []string{"guest", ""} {
		for _, call := range []string{"PUT /evidence/evidence-9", "PUT /citations/citation-9", "DELETE /evidence/evidence-7", "DELETE /citations/none"} {
			method, to, _ := strings.Cut(call, " ")
			body := someEvidence
			if strings.Contains(to, "citations") {
				body = someCitation
			}
			if a := s.do(method, path+to, as, body); a.status != http.StatusForbidden && a.status != http.StatusUnauthorized {
				t.Errorf("%s by %q: %d %s", call, as, a.status, a.body)
			}
		}
	}
	if s.events() != events {
		t.Errorf("what was refused made %d events", s.events()-events)
	}
	cited := get[practice](s, "PUT", path+"/citations/citation-7", "marina", someCitation).Proposal
	one := cited.Citations[len(cited.Citations)-1]
	if one.Before != "partial" || one.After != "full" || one.Article.Ru != "статья 3" || one.AddedByName != "Марина Коваленко" {
		t.Errorf("%+v", one)
	}
	if a := s.do("DELETE", path+"/evidence/evidence-7", "daniyar", nil); a.status != http.StatusForbidden && proposalAuthor(s, path) != "daniyar" {
		t.Errorf("taken away by one who brought nothing: %d %s", a.status, a.body)
	}
	gone := get[practice](s, "DELETE", path+"/evidence/evidence-7", "marina", nil).Proposal
	gone = get[practice](s, "DELETE", path+"/citations/citation-7", "aigerim", nil).Proposal
	if len(gone.Evidence) != len(before.Evidence) || len(gone.Citations) != len(before.Citations) {
		t.Errorf("%+v", gone)
	}
}

// proposalAuthor is the login of who wrote a proposal.
func proposalAuthor(s *site, path string) string {
	author := get[struct{ Proposal struct{ Author string } }](s, "GET", path, "aigerim", nil).Proposal.Author
	for _, m := range get[struct{ Members []struct{ ID, Login string } }](s, "GET", "/api/members", "aigerim", nil).Members {
		if m.ID == author {
			return m.Login
		}
	}
	return ""
}
