package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// publicBill is the public page of a bill as it is answered.
type publicBill struct {
	Bill struct {
		ID             string
		Title, Summary struct{ Ru, Kk string }
	}
	Rows []struct {
		N                                   int
		Proposal, Kind, Lang, Justification string
		Act, Address, Heading               struct{ Ru, Kk string }
		Ops                                 []struct{ Op, Text string }
	}
	Remarks []struct {
		Name, Organisation, Body, Lang, Proposal, At, Outcome string
		Reason                                                struct{ Ru, Kk string }
	}
	UpdatedAt string
}

// opened opens the bill of the demonstration group to the public and gives its id.
func (s *site) opened() string {
	id := get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "aigerim", nil).Bills[0].ID
	get[any](s, "POST", "/api/bills/"+id+"/publication", "aigerim", nil)
	return id
}

// The public page shows what the group discusses and has agreed on, and nothing of its drafts, of its members or of its talk.
func TestPublicPageOverHTTP(t *testing.T) {
	s := openDemo(t)
	id := s.opened()
	path := "/api/public/bills/" + id
	get[any](s, "PUT", "/api/bills/"+id+"/summary", "aigerim", map[string]any{"summary": map[string]string{"ru": "Приютов станет больше.", "kk": "Баспана көбейеді."}})
	hidden := []string{}
	law := get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "aigerim", nil).Acts[0].ID
	w := &writing{s: s, bill: id, law: law}
	draft := w.open("art_1")
	text := get[proposalBody](s, "GET", "/api/proposals/"+draft, "aigerim", nil).Proposal.Wording["ru"].Proposed
	get[any](s, "POST", "/api/proposals/"+draft+"/changes", "aigerim", typed("draft", text))
	hidden = append(hidden, draft, "Новое ")
	withdrawn := w.share(w.open("art_1"))
	get[any](s, "POST", "/api/proposals/"+withdrawn+"/withdraw", "aigerim", map[string]string{"reason": "Повтор."})
	hidden = append(hidden, withdrawn)
	for _, m := range get[struct {
		Members []struct{ ID, Login, Name string }
	}](s, "GET", "/api/members", "aigerim", nil).Members {
		hidden = append(hidden, m.ID, m.Login+`"`, m.Name, strings.Fields(m.Name)[0])
	}
	hidden = append(hidden, "thread", "comment", "authorName", "evidence", "decisions", `"status"`, `"by"`)
	for _, lang := range []string{"ru", "kk"} {
		a := s.do("GET", path+"?lang="+lang, "", nil)
		if a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
		for _, word := range hidden {
			if strings.Contains(a.body, word) {
				t.Errorf("the public page in %s says %q", lang, word)
			}
		}
		var page publicBill
		if err := json.Unmarshal([]byte(a.body), &page); err != nil {
			t.Fatal(err)
		}
		if page.Bill.ID != id || page.Bill.Title.Ru == "" || page.Bill.Summary.Kk != "Баспана көбейеді." || len(page.Rows) == 0 {
			t.Fatalf("%+v", page)
		}
		for i, row := range page.Rows {
			changed := slices.ContainsFunc(row.Ops, func(op struct{ Op, Text string }) bool { return op.Op != "equal" })
			if row.N != i+1 || !changed || row.Act.Ru == "" || row.Address.Ru == "" || row.Lang != "ru" && row.Lang != "kk" {
				t.Errorf("row %d: %+v", i, row)
			}
		}
	}
	if a := s.do("GET", path+"?lang=en", "", nil); a.code(t) != "unknown_choice" {
		t.Errorf("in English: %d %s", a.status, a.body)
	}
	// What the API answers is for the page alone; robots may keep the page while it is open.
	for address, want := range map[string]string{"/public/bills/" + id: "", "/bills/" + id: "noindex", "/public/bills/none": "noindex"} {
		if tag := s.do("GET", address, "", nil).header.Get("X-Robots-Tag"); tag != want {
			t.Errorf("%s: X-Robots-Tag %q, want %q", address, tag, want)
		}
	}
	get[any](s, "DELETE", "/api/bills/"+id+"/publication", "aigerim", nil)
	shut, never := s.do("GET", path, "", nil), s.do("GET", "/api/public/bills/neverwas", "", nil)
	if shut.status != http.StatusNotFound || shut.body != never.body {
		t.Errorf("a closed page: %d %s, one that never was: %s", shut.status, shut.body, never.body)
	}
	if tag := s.do("GET", "/public/bills/"+id, "", nil).header.Get("X-Robots-Tag"); tag != "noindex" {
		t.Errorf("a closed page may be kept: %q", tag)
	}
}

// A remark of the public from its sending to the answer that everybody reads.
func TestPublicRemarkOverHTTP(t *testing.T) {
	s := openDemo(t)
	id := s.opened()
	path := "/api/public/bills/" + id
	page := func() publicBill { return get[publicBill](s, "GET", path+"?lang=ru", "", nil) }
	proposal := page().Rows[0].Proposal
	remark := map[string]string{"id": "remark-1", "name": "Ержан", "organisation": "Жители Шымкента", "body": "Нужен срок.\nТридцать суток мало.", "lang": "ru", "proposal": proposal}
	for range 2 {
		if a := s.do("POST", path+"/remarks", "", remark); a.status != http.StatusAccepted || a.body != `{"id":"remark-1","state":"waiting"}` {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	if got := page(); len(got.Remarks) != 0 {
		t.Errorf("shown before anybody looked at it: %+v", got.Remarks)
	}
	type bill struct {
		Bill struct {
			Waiting     int
			PublicSince string
			May         []string
		}
	}
	for as, want := range map[string]int{"aigerim": 1, "marina": 0, "saule": 0} {
		if b := get[bill](s, "GET", "/api/bills/"+id, as, nil).Bill; b.Waiting != want || b.PublicSince == "" {
			t.Errorf("%s is told of %+v", as, b)
		}
		list := get[struct{ Remarks []struct{ ID string } }](s, "GET", "/api/bills/"+id+"/remarks", as, nil).Remarks
		if len(list) != want {
			t.Errorf("%s sees %d remarks", as, len(list))
		}
	}
	if a := s.do("POST", "/api/bills/"+id+"/remarks/remark-1/answer", "saule", map[string]string{"outcome": "noted"}); a.code(t) != "remark_not_admitted" {
		t.Errorf("answered before it was let in: %d %s", a.status, a.body)
	}
	get[any](s, "POST", "/api/bills/"+id+"/remarks/remark-1/admit", "aigerim", nil)
	if a := s.do("POST", "/api/bills/"+id+"/remarks/remark-1/answer", "saule", map[string]any{"outcome": "rejected"}); a.code(t) != "empty" || a.status != http.StatusUnprocessableEntity {
		t.Errorf("rejected without a reason: %d %s", a.status, a.body)
	}
	answered := get[struct {
		Remark struct{ Outcome, AnsweredByName, AnsweredAt, At string }
	}](s, "POST", "/api/bills/"+id+"/remarks/remark-1/answer", "saule", map[string]any{"outcome": "rejected", "reason": map[string]string{"ru": "Срок уже продлён."}}).Remark
	if answered.Outcome != "rejected" || answered.AnsweredByName != "Сауле Тлеубаева" || answered.AnsweredAt == "" || len(answered.At) != len("2026-11-23T12:00:00.000Z") {
		t.Errorf("%+v", answered)
	}
	got := page()
	if len(got.Remarks) != 1 || got.Remarks[0].Body != remark["body"] || got.Remarks[0].Reason.Ru != "Срок уже продлён." || got.Remarks[0].Proposal != proposal {
		t.Errorf("%+v", got.Remarks)
	}
	if raw := s.do("GET", path, "", nil).body; strings.Contains(raw, "Сауле") || strings.Contains(raw, "answeredBy") {
		t.Error("the page names who answered")
	}
	// A proposal that is taken back is not named any more, what was said of it stays said.
	get[any](s, "POST", "/api/proposals/"+proposal+"/status", "aigerim", map[string]string{"step": "reject", "reason": "Иначе."})
	if raw := s.do("GET", path, "", nil).body; strings.Contains(raw, proposal) || !strings.Contains(raw, "Тридцать суток мало") {
		t.Errorf("after the rejection: %s", raw)
	}
	get[any](s, "POST", "/api/bills/"+id+"/remarks/remark-1/refuse", "aigerim", nil)
	if got := page(); len(got.Remarks) != 0 {
		t.Errorf("shown after it was refused: %+v", got.Remarks)
	}
}

// What the public sends is bounded and looked through before anything is stored, and a browser on another site sends nothing.
func TestPublicRemarksAreBounded(t *testing.T) {
	s := openDemo(t)
	id := s.opened()
	path := "/api/public/bills/" + id + "/remarks"
	events := s.events()
	send := func(field string, value any) answer {
		body := map[string]any{"id": "remark-00", "name": "Ержан", "body": "Нужен срок.", "lang": "ru"}
		body[field] = value
		return s.do("POST", path, "", body)
	}
	for _, c := range []struct {
		field string
		value any
		code  string
	}{
		{"body", "Мой ИИН 850101300124", "personal_data"}, {"name", "Ержан, +7 701 123 45 67", "personal_data"}, {"organisation", "карта 4400 4300 1234 5671", "personal_data"},
		{"body", " ", "empty"}, {"name", "", "empty"}, {"body", strings.Repeat("я", 20_000), "text_too_long"}, {"name", "Ержан\nорганизатор", "text_not_plain"},
		{"body", "а\u0007", "text_not_plain"}, {"lang", "en", "unknown_choice"}, {"proposal", "neverwas", "unknown_choice"}, {"id", "x", "bad_id"}, {"id", strings.Repeat("a", 200), "bad_id"},
		{"id", "../../etc", "bad_id"}, {"body", 7, "bad_request"},
	} {
		if a := send(c.field, c.value); a.code(t) != c.code || a.status < 400 || a.status >= 500 {
			t.Errorf("%s %.40v: %d %s, want %s", c.field, c.value, a.status, a.body, c.code)
		}
	}
	if s.events() != events {
		t.Fatalf("%d events of what was refused", s.events()-events)
	}
	foreign := httptest.NewRequest("POST", path, strings.NewReader(`{"id":"remark-00","name":"Е","body":"Б","lang":"ru"}`))
	foreign.Header.Set("Origin", "https://elsewhere.example")
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	if a := s.send(foreign, ""); a.code(t) != "foreign_origin" {
		t.Errorf("from another site: %d %s", a.status, a.body)
	}
	// What was refused took no place of the five.
	for i := range 5 {
		if a := send("id", fmt.Sprintf("remark-%02d", i)); a.status != http.StatusAccepted {
			t.Errorf("remark %d: %d %s", i, a.status, a.body)
		}
	}
	a := send("id", "remark-05")
	if a.status != http.StatusTooManyRequests || a.code(t) != "too_often" || !regexp.MustCompile(`"seconds":3[56]\d\d`).MatchString(a.body) {
		t.Errorf("the sixth: %d %s", a.status, a.body)
	}
	if a := send("id", "remark-04"); a.status != http.StatusAccepted { // the answer to it was lost
		t.Errorf("the fifth again: %d %s", a.status, a.body)
	}
}

// Behind a proxy each client is bounded by itself; who reaches the server directly gives himself no other address by writing
// one into the head of a request.
func TestPublicRemarksBehindAProxy(t *testing.T) {
	for _, publicURL := range []string{"https://talqy.example", ""} {
		s := open(t, serveOptions{data: demoData(t), demo: true, listen: "127.0.0.1:0", publicURL: publicURL})
		s.signIn("aigerim")
		id := s.opened()
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go s.app.Listener(listener) //nolint:errcheck // it ends when the house is closed
		n := 0
		send := func(forwarded string) int {
			n++
			body := fmt.Sprintf(`{"id":"remark-%03d","name":"Ержан","body":"Нужен срок.","lang":"ru"}`, n)
			r, err := http.NewRequest("POST", "http://"+listener.Addr().String()+"/api/public/bills/"+id+"/remarks", strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Forwarded-For", forwarded)
			got, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer got.Body.Close() //nolint:errcheck // nothing is read of it
			return got.StatusCode
		}
		for range 5 {
			if got := send("198.51.100.7"); got != http.StatusAccepted {
				t.Fatalf("answered %d", got)
			}
		}
		if got := send("198.51.100.7"); got != http.StatusTooManyRequests {
			t.Errorf("%q: the sixth of one client: %d", publicURL, got)
		}
		want := http.StatusTooManyRequests
		if publicURL != "" { // the peer is a proxy on this machine, and is believed
			want = http.StatusAccepted
		}
		if got := send("198.51.100.8"); got != want {
			t.Errorf("%q: another client: %d, want %d", publicURL, got, want)
		}
	}
}
