package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// moved is the part of a proposal that its way changes.
type moved struct {
	Proposal struct {
		ID, Bill, Status string
		Seq              int
		May              []string
		Wording          map[string]struct {
			Proposed string
			Version  int
		}
		Decisions []struct{ Step, Status, ByName, At, Reason string }
	}
}

// Who may decide decides, with a reason where one is owed; everybody reads who did it and why, and what is decided is frozen.
func TestWayOfAProposalOverHTTP(t *testing.T) {
	s := openDemo(t)
	s.observer()
	id := amendment(s)
	path := "/api/proposals/" + id
	step := func(as, name, reason string) answer {
		return s.do("POST", path+"/status", as, map[string]string{"step": name, "reason": reason})
	}
	for _, one := range []struct {
		as, step, reason string
		status           int
		code             string
	}{
		{"daniyar", "agree", "", http.StatusForbidden, "forbidden"}, {"saule", "reject", "Нет.", http.StatusForbidden, "forbidden"},
		{"guest", "withdraw", "Нет.", http.StatusForbidden, "forbidden"}, {"aigerim", "reject", " ", http.StatusUnprocessableEntity, "empty"},
		{"aigerim", "burn", "Так.", http.StatusUnprocessableEntity, "unknown_choice"}, {"saule", "postpone", "Ждём заключения.", http.StatusOK, ""},
		{"aigerim", "agree", "", http.StatusForbidden, "proposal_decided"}, {"saule", "reopen", "", http.StatusOK, ""},
		{"aigerim", "agree", "Единогласно.", http.StatusOK, ""}, {"aigerim", "withdraw", "Поздно.", http.StatusForbidden, "proposal_decided"},
	} {
		a := step(one.as, one.step, one.reason)
		if a.status != one.status || one.code != "" && a.code(t) != one.code {
			t.Errorf("%s, %s: %d %s, want %d %s", one.as, one.step, a.status, a.body, one.status, one.code)
		}
	}
	p := get[moved](s, "GET", path, "guest", nil).Proposal
	var way []string
	for _, d := range p.Decisions {
		if d.ByName == "" || d.At == "" {
			t.Errorf("a step without its name or time: %+v", d)
		}
		way = append(way, d.Step+" "+d.Status+" "+d.Reason)
	}
	const want = "share discussion |postpone postponed Ждём заключения.|reopen discussion |agree agreed Единогласно."
	if got := strings.Join(way, "|"); got != want || p.Status != "agreed" {
		t.Errorf("%s: %s, want %s", p.Status, got, want)
	}
	if a := s.do("POST", path+"/restore", "aigerim", map[string]any{"lang": "ru", "seq": 1}); a.code(t) != "proposal_decided" {
		t.Errorf("an agreed text is put back: %d %s", a.status, a.body)
	}
	list := get[struct {
		Proposals []struct {
			ID, Status string
			Steps      []string
		}
	}](s, "GET", "/api/bills/"+p.Bill, "aigerim", nil)
	for _, one := range list.Proposals {
		if one.ID == id && (one.Status != "agreed" || fmt.Sprint(one.Steps) != "[reopen]") {
			t.Errorf("the list has %+v", one)
		}
	}
	type bill struct{ Text struct{ Plain string } }
	agreed := get[bill](s, "GET", "/api/bills/"+p.Bill+"/text?status=agreed", "guest", nil).Text.Plain
	if all := get[bill](s, "GET", "/api/bills/"+p.Bill+"/text", "guest", nil).Text.Plain; agreed == "" || len(agreed) >= len(all) {
		t.Errorf("the agreed alone are %d letters, all are %d", len(agreed), len(all))
	}
	if a := s.do("GET", "/api/bills/"+p.Bill+"/text?status=rejected", "guest", nil); a.code(t) != "unknown_choice" {
		t.Errorf("a draft law of what was rejected: %d %s", a.status, a.body)
	}
}

// The history is read by pages; a version is put back by an edit that says so; who wrote the words comes with the words.
func TestHistoryAndRestoreOverHTTP(t *testing.T) {
	s := openDemo(t)
	id := amendment(s)
	path := "/api/proposals/" + id
	before := get[moved](s, "GET", path, "aigerim", nil).Proposal
	restored := get[moved](s, "POST", path+"/restore", "aigerim", map[string]any{"lang": "ru", "seq": 1}).Proposal
	if restored.Wording["ru"].Proposed == before.Wording["ru"].Proposed || restored.Wording["ru"].Version != before.Wording["ru"].Version+1 {
		t.Fatalf("nothing was put back: version %d after %d", restored.Wording["ru"].Version, before.Wording["ru"].Version)
	}
	type page struct {
		Events []struct {
			Seq, Restores                      int
			Kind, ByName, Lang, RestoresAt, At string
			Authors                            []struct{ ByName string }
			Wording                            map[string]struct{ Current, Proposed string }
		}
		More bool
	}
	all := get[page](s, "GET", path+"/history", "saule", nil)
	last := all.Events[0]
	if last.Kind != "proposal.edited" || last.Restores != 1 || last.RestoresAt == "" || last.Lang != "ru" || len(last.Authors) != 1 ||
		last.Wording["ru"].Proposed != restored.Wording["ru"].Proposed || last.Wording["ru"].Current == "" || all.More {
		t.Errorf("the newest entry is %+v", last)
	}
	var seqs []int
	for path := path + "/history?limit=2"; ; {
		p := get[page](s, "GET", path, "saule", nil)
		for _, e := range p.Events {
			seqs = append(seqs, e.Seq)
		}
		if !p.More || len(p.Events) == 0 {
			break
		}
		path = fmt.Sprintf("/api/proposals/%s/history?limit=2&before=%d", id, seqs[len(seqs)-1])
	}
	if len(seqs) != len(all.Events) || seqs[0] != last.Seq || seqs[len(seqs)-1] != 1 {
		t.Errorf("by pages %v, at once %d entries", seqs, len(all.Events))
	}
	if a := s.do("GET", path+"/history?before=x", "saule", nil); a.code(t) != "unknown_choice" {
		t.Errorf("a page before x: %d %s", a.status, a.body)
	}
	authors := get[struct {
		Text    string
		Version int
		Spans   []struct{ ByName string }
	}](s, "GET", path+"/authors?lang=ru", "saule", nil)
	if authors.Text != restored.Wording["ru"].Proposed || authors.Version != restored.Wording["ru"].Version || len(authors.Spans) == 0 {
		t.Errorf("the authors are of %q at %d", authors.Text, authors.Version)
	}
}

// Two proposals for one article know of each other; a draft does not show itself.
func TestAlternativesOverHTTP(t *testing.T) {
	s := openDemo(t)
	first := amendment(s)
	p := get[struct {
		Proposal struct{ Bill, Act, Target string }
	}](s, "GET", "/api/proposals/"+first, "marina", nil).Proposal
	second := get[moved](s, "POST", "/api/proposals", "marina",
		map[string]string{"bill": p.Bill, "act": p.Act, "kind": "amend", "target": p.Target}).Proposal.ID
	others := func(of, as string) string {
		list := get[struct {
			Proposals []struct{ ID string }
		}](s, "GET", "/api/proposals/"+of+"/alternatives", as, nil)
		var ids []string
		for _, one := range list.Proposals {
			ids = append(ids, one.ID)
		}
		return strings.Join(ids, " ")
	}
	if got := others(first, "aigerim"); strings.Contains(got, second) {
		t.Errorf("somebody's draft is told of: %s", got)
	}
	if a := s.do("GET", "/api/proposals/"+second+"/alternatives", "aigerim", nil); a.status != http.StatusNotFound {
		t.Errorf("the alternatives of somebody's draft: %d %s", a.status, a.body)
	}
	get[moved](s, "POST", "/api/proposals/"+second+"/share", "marina", map[string]string{})
	if a, b := others(first, "aigerim"), others(second, "aigerim"); !strings.Contains(a, second) || !strings.Contains(b, first) {
		t.Errorf("beside the first: %s; beside the second: %s", a, b)
	}
}
