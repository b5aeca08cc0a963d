package main

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"talqy/proposals"
)

// events counts the events in the log.
func (s *site) events() int {
	s.t.Helper()
	n := 0
	if err := s.kept.Load(s.t.Context(), func(proposals.Event) error { n++; return nil }); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// under posts a command under a key.
func (s *site) under(key, path, as string, body any) answer {
	s.t.Helper()
	return s.underKey(key, http.MethodPost, path, as, body)
}

// underKey sends a command under a key; a map of strings with a file is sent as a form.
func (s *site) underKey(key, method, path, as string, body any) answer {
	s.t.Helper()
	content, kind := []byte(nil), "application/json"
	if form, ok := body.(map[string]string); ok && form["file"] != "" {
		content, kind = multipartOf(s.t, form)
	} else {
		var err error
		if content, err = json.Marshal(body); err != nil {
			s.t.Fatal(err)
		}
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(content))
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Idempotency-Key", key)
	return s.send(r, as)
}

func multipartOf(t *testing.T, fields map[string]string) ([]byte, string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if err := form.SetBoundary("the-same-each-time"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"act", "lang", "base", "edition", "instructions", "changes", "commit"} {
		if value, ok := fields[name]; ok {
			if err := form.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	part, err := form.CreateFormFile("file", "act.txt")
	if err == nil {
		_, err = part.Write([]byte(fields["file"]))
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), form.FormDataContentType()
}

// idOf gives the first id in an answer.
func idOf(body string) string {
	_, rest, _ := strings.Cut(body, `"id":"`)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// Twins that arrive at one moment are one command, and a key says nothing to another member or on another route.
func TestKeysAreOnesOwn(t *testing.T) {
	s := openDemo(t)
	before := s.events()
	key := "11111111-0000-4000-8000-000000000000"
	body := map[string]any{"title": map[string]string{"ru": "О близнецах"}}
	var twins sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		twins.Go(func() { ids[i] = idOf(s.under(key, "/api/bills", "aigerim", body).body) })
	}
	twins.Wait()
	for _, id := range ids {
		if id != ids[0] || id == "" {
			t.Errorf("the twins opened %v", ids)
		}
	}
	if a := s.under(key, "/api/bills", "saule", body); a.status != http.StatusCreated || idOf(a.body) == ids[0] {
		t.Errorf("another member's command of the same key: %d %s", a.status, a.body)
	}
	if n := s.events() - before; n != 2 {
		t.Errorf("%d events, want 2", n)
	}
	if a := s.under("../../etc", "/api/bills", "aigerim", body); a.status != http.StatusBadRequest {
		t.Errorf("a key that is none: %d %s", a.status, a.body)
	}
}
