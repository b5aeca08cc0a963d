package main

import (
	"encoding/csv"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
)

type auditBody struct {
	Entries []struct {
		ID, At, By, ByName, Kind, Route, Object, Paper, Address string
		Label                                                   map[string]string
	}
	More     bool
	KeptDays int
}

// The record has who signed in, saw, changed, printed and exported what, and who was refused; it survives an orderly stop, holds
// no words and opens no draft, and organisers alone read it.
func TestRecordOfWhoDidWhat(t *testing.T) {
	o := serveOptions{data: t.TempDir(), demo: true, listen: "127.0.0.1:0"}
	s := open(t, o)
	for _, login := range []string{"aigerim", "daniyar", "marina"} {
		s.signIn(login)
	}
	g := plainGround(s)
	draft, shared := g.draft(), g.shared()
	s.do("POST", "/api/session", "", map[string]string{"login": "Marina", "password": "a secret guess"})
	for range 3 {
		get[any](s, "GET", "/api"+shared, "marina", nil)
	}
	get[any](s, "GET", "/api"+draft, "daniyar", nil)
	get[any](s, "POST", "/api"+shared+"/comments", "marina", map[string]any{"id": "comment-audit", "body": "Слова, которых в журнале нет."})
	s.do("GET", "/api/papers/comparison-table.pdf?proposal="+idIn(shared), "marina", nil)
	s.do("GET", "/api/acts/"+g.law+"/akn?lang=ru", "marina", nil)
	s.do("POST", "/api/invitations", "marina", map[string]string{"role": "organiser", "name": "Я"})
	s.do("DELETE", "/api/sessions?which=others", "marina", nil)

	cookies := s.cookies
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	again, err := assemble(t.Context(), o, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	*s.house = *again // the clean-up closes this one
	s.cookies = cookies

	read := func(query string) auditBody {
		return get[auditBody](s, "GET", "/api/audit"+query, "aigerim", nil)
	}
	marina := get[struct{ Member struct{ ID string } }](s, "GET", "/api/session", "marina", nil).Member.ID
	all := read("?member=" + marina)
	got := map[string]int{}
	for i, e := range all.Entries {
		got[e.Kind+" "+e.Route+" "+e.Object+e.Paper]++
		if e.By != marina || e.ByName == "" || i > 0 && e.ID >= all.Entries[i-1].ID {
			t.Errorf("%+v", e)
		}
		if signing := e.Kind == "signed_in" || e.Kind == "sign_in_refused" || e.Kind == "account"; signing != (e.Address != "") {
			t.Errorf("the address of %+v", e)
		}
	}
	proposal := "proposal/" + idIn(shared)
	for want, n := range map[string]int{"signed_in POST /session ": 1, "sign_in_refused POST /session ": 1, "seen GET /proposals/:id " + proposal: 1,
		"changed POST /proposals/:id/comments " + proposal: 1, "printed GET /papers/:file " + proposal + "comparison-table.pdf": 1,
		"exported GET /acts/:id/akn act/" + g.law: 1, "refused POST /invitations ": 1, "account DELETE /sessions ": 1} {
		if got[want] != n {
			t.Errorf("%q is there %d times of %v", want, got[want], got)
		}
	}
	if only := read("?kind=printed"); len(only.Entries) != 1 || only.Entries[0].Label["ru"] == "" || only.KeptDays != defaultAuditDays {
		t.Errorf("what was printed: %+v", only)
	}
	for _, e := range read("").Entries {
		if e.Object == "proposal/"+idIn(draft) && e.Label["ru"]+e.Label["kk"] != "" {
			t.Errorf("the record tells the organiser of a draft: %+v", e)
		}
	}
	if raw := s.do("GET", "/api/audit", "aigerim", nil).body; strings.Contains(raw, "Слова") || strings.Contains(raw, "secret guess") {
		t.Error("there are words in the record")
	}
	if old := read("?from=2020-01-01"); len(old.Entries) != 0 {
		t.Errorf("years ago: %+v", old)
	}
	for query, code := range map[string]string{"?from=2026-01-01&to=2026-12-31": "too_many_days", "?from=yesterday": "unknown_choice", "?kind=gossip": "unknown_choice"} {
		if a := s.do("GET", "/api/audit"+query, "aigerim", nil); a.status != http.StatusUnprocessableEntity || a.code(t) != code {
			t.Errorf("%s: %d %s", query, a.status, a.body)
		}
	}
	file := s.do("GET", "/api/audit.csv?member="+marina, "aigerim", nil)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(all.Entries)+1 || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%d rows of %d entries: %v", len(rows)-1, len(all.Entries), err)
	}

	// A day that is too old goes, and only that.
	long := time.Now().Add(-400 * 24 * time.Hour)
	if err := s.kept.AddAudit(t.Context(), proposals.AuditEntry{ID: "old", At: long, Kind: proposals.AuditSeen}); err != nil {
		t.Fatal(err)
	}
	if err := s.kept.ForgetAudit(t.Context(), time.Now().Add(-defaultAuditDays*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	count := 0
	if err := s.kept.Audit(t.Context(), proposals.AuditFilter{From: long.Add(-48 * time.Hour), To: time.Now().Add(time.Hour)}, func(e proposals.AuditEntry) error {
		count++
		if e.ID == "old" {
			t.Error("what is too old is still there")
		}
		return nil
	}); err != nil || count == 0 {
		t.Errorf("%d entries are left: %v", count, err)
	}
}

// plainGround is a ground without an observer.
func plainGround(s *site) *ground {
	return &ground{site: s, bill: get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "aigerim", nil).Bills[0].ID,
		law: get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID}
}
