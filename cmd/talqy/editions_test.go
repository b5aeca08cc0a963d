package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const editionRu = "О приютах (учебный текст)\n\nСтатья 1. Цель\n1. Закон помогает пострадавшим.\n\nСтатья 2. Приют\n1. Приют принимает на срок до тридцати суток.\n"

// A newer edition over HTTP: what changed, what it did to an open proposal, and the older text still to be read.
func TestEditionsOverHTTP(t *testing.T) {
	s := openDemo(t)
	upload := func(content string, fields map[string]string) answer {
		return s.upload("marina", "law.txt", content, fields)
	}
	if a := upload(editionRu, nil); a.status != http.StatusCreated {
		t.Fatalf("%d %s", a.status, a.body)
	}
	acts := get[struct{ Acts []struct{ ID, Number string } }](s, "GET", "/api/acts", "marina", nil)
	id := ""
	for _, a := range acts.Acts {
		if body := s.do("GET", "/api/acts/"+a.ID, "marina", nil).body; strings.Contains(body, `"ru":"О приютах (учебный текст)"`) {
			id = a.ID
		}
	}
	bill := get[struct{ Bill struct{ ID string } }](s, "POST", "/api/bills", "marina", map[string]any{"title": map[string]string{"ru": "Проба"}}).Bill.ID
	p := get[proposalBody](s, "POST", "/api/proposals", "marina", map[string]string{"bill": bill, "act": id, "kind": "amend", "target": "art_2"}).Proposal

	if a := upload(editionRu, map[string]string{"act": id}); a.code(t) != "language_taken" {
		t.Errorf("the same language again: %d %s", a.status, a.body)
	}
	if a := upload(editionRu, map[string]string{"act": id, "edition": "вчера"}); a.code(t) != "unknown_choice" {
		t.Errorf("a date that is none: %d %s", a.status, a.body)
	}
	if a := upload(strings.Replace(editionRu, "тридцати", "сорока", 1), map[string]string{"act": id, "edition": "2026-12-01"}); a.status != http.StatusCreated {
		t.Fatalf("%d %s", a.status, a.body)
	}
	editions := get[struct {
		Editions []struct{ ID, Lang, Date string }
	}](s, "GET", "/api/acts/"+id+"/editions", "marina", nil).Editions
	if len(editions) != 2 || editions[1].Date != "2026-12-01" {
		t.Fatalf("%+v", editions)
	}
	changes := s.do("GET", "/api/acts/"+id+"/editions/changes?from="+editions[0].ID+"&to="+editions[1].ID, "marina", nil)
	if !strings.Contains(changes.body, `"kind":"amended","eid":"art_2"`) || strings.Contains(changes.body, "art_1") {
		t.Errorf("%d %s", changes.status, changes.body)
	}
	if old := s.do("GET", "/api/acts/"+id+"/expressions/ru?edition="+editions[0].ID, "marina", nil); !strings.Contains(old.body, "тридцати") {
		t.Errorf("the older edition: %d %s", old.status, old.body)
	}
	if now := s.do("GET", "/api/proposals/"+p.ID, "marina", nil); strings.Contains(now.body, "тридцати") || !strings.Contains(now.body, "сорока") {
		t.Errorf("the proposal was not carried over: %s", now.body)
	}
	if a := s.do("GET", "/api/acts/"+id+"/expressions/kk", "marina", nil); a.code(t) != "language_missing" {
		t.Errorf("%d %s", a.status, a.body)
	}
	if a := s.do("GET", "/api/acts/"+id+"/expressions/ru?edition=other", "marina", nil); a.status != http.StatusNotFound {
		t.Errorf("%d %s", a.status, a.body)
	}
}

// The demonstration act has the same units in both languages; a search over the library finds words in either.
func TestAlignmentAndSearchOverHTTP(t *testing.T) {
	s := openDemo(t)
	acts := get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "saule", nil)
	aligned := get[struct {
		Pairs          []struct{ Ru, Kk string }
		WithoutPartner int
	}](s, "GET", "/api/acts/"+acts.Acts[0].ID+"/alignment", "saule", nil)
	if len(aligned.Pairs) < 80 || aligned.WithoutPartner != 0 {
		t.Errorf("%d pairs, %d without a partner", len(aligned.Pairs), aligned.WithoutPartner)
	}
	for query, first := range map[string]string{"п. 1 ст. 10": `"eid":"art_10__para_1"`, "статья 5-1": `"eid":"art_5-1"`, "приют": `"marks":[[`} {
		a := s.do("GET", "/api/acts/"+acts.Acts[0].ID+"/search?lang=ru&q="+url.QueryEscape(query), "saule", nil)
		if hit, _, _ := strings.Cut(a.body, "}"); !strings.Contains(hit, first) {
			t.Errorf("%q finds first %.300s, want %s", query, a.body, first)
		}
	}
	if a := s.do("GET", "/api/acts/"+acts.Acts[0].ID+"/akn?lang=kk", "saule", nil); a.status != http.StatusOK || !strings.Contains(a.body, "akomaNtoso") {
		t.Errorf("%d %.200s", a.status, a.body)
	}
	for query, want := range map[string]string{"приют": `"lang":"ru"`, "БАСПАНА": `"lang":"kk"`, "zzz": `"hits":[]`} {
		if a := s.do("GET", "/api/search?q="+strings.ReplaceAll(query, " ", "+"), "saule", nil); !strings.Contains(a.body, want) {
			t.Errorf("%q: %d %.300s", query, a.status, a.body)
		}
	}
}
