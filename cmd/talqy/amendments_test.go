package main

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// bring posts a form with a file to a path.
func (s *site) bring(as, path, content string, fields map[string]string) answer {
	s.t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for field, value := range fields {
		if err := form.WriteField(field, value); err != nil {
			s.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", "law.txt")
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return s.send(r, as)
}

// readAs decodes an answer of the wanted status.
func readAs[T any](t *testing.T, a answer, status int) (v T) {
	t.Helper()
	if a.status != status {
		t.Fatalf("got %d %s, want %d", a.status, a.body, status)
	}
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

type readLaw struct {
	Edition      string
	Instructions []struct {
		N                     int
		Item, Status, Message string
		Accepted, Raw         string
		Effects               []struct{ EID, Address, Kind string }
		Candidates, Remarks   []string
	}
	OtherActs []struct {
		Name         string
		Instructions int
	}
}

// An amending law is read without changing anything, carried out as chosen, and refused the second time, each with a
// sentence in the reader's language. A failing choice changes nothing.
func TestAmendingLawOverHTTP(t *testing.T) {
	s := openDemo(t)
	raw, err := os.ReadFile("../../proposals/testdata/amending.ru.txt")
	if err != nil {
		t.Fatal(err)
	}
	law := string(raw)
	acts := get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "saule", nil)
	path := "/api/acts/" + acts.Acts[0].ID + "/amendments"
	editions := func() int {
		return len(get[struct {
			Editions []struct{ ID, Amending string }
		}](s, "GET", "/api/acts/"+acts.Acts[0].ID+"/editions", "saule", nil).Editions)
	}
	before := editions()
	for name, tc := range map[string]struct {
		as, content string
		fields      map[string]string
		status      int
		code        string
	}{
		"nobody":             {"", law, nil, 401, "not_signed_in"},
		"no law":             {"saule", "Письмо.", nil, 422, "no_instructions"},
		"nothing at all":     {"saule", " \n", nil, 422, "file_empty"},
		"the other language": {"saule", law, map[string]string{"lang": "kk"}, 422, "other_language"},
		"another act":        {"saule", strings.ReplaceAll(law, "О временных приютах", "О временных складах"), nil, 422, "nothing_for_act"},
	} {
		t.Run(name, func(t *testing.T) {
			got := s.bring(tc.as, path, tc.content, tc.fields)
			if got.status != tc.status || !strings.Contains(got.body, `"code":"`+tc.code+`"`) {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, tc.status, tc.code)
			}
		})
	}
	read := readAs[readLaw](t, s.bring("saule", path, law, nil), 200)
	if len(read.Instructions) != 7 || len(read.OtherActs) != 1 || read.Instructions[6].Message == "" || len(read.Instructions[6].Candidates) == 0 ||
		len(read.Instructions[0].Effects) != 1 || read.Instructions[0].Effects[0].EID != "art_9" {
		t.Errorf("the law is read as %+v", read)
	}
	if editions() != before {
		t.Fatal("reading added an edition")
	}
	accept := func(instructions, base string) answer {
		return s.bring("saule", path+"/accept", law, map[string]string{"instructions": instructions, "base": base, "edition": "2026-11-01"})
	}
	for name, tc := range map[string]struct{ instructions, base, code string }{
		"one that fails":   {"[1,7]", read.Edition, "instruction_fails"},
		"none":             {"[]", read.Edition, "none_chosen"},
		"no list":          {"1", read.Edition, "bad_request"},
		"an older edition": {"[1]", "older", "edition_changed"},
		"of another act":   {"[8]", read.Edition, "unknown_choice"},
	} {
		if got := accept(tc.instructions, tc.base); got.status < 400 || !strings.Contains(got.body, `"code":"`+tc.code+`"`) || editions() != before {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	if got := accept("[1,3,5]", read.Edition); got.status != http.StatusCreated || editions() != before+1 {
		t.Fatalf("it is not carried out: %d %s", got.status, got.body)
	}
	again := readAs[readLaw](t, s.bring("saule", path, law, nil), 200)
	if again.Instructions[0].Accepted != "2026-11-01" || again.Instructions[1].Accepted != "" {
		t.Errorf("read again: %+v", again.Instructions)
	}
	if got := accept("[1]", again.Edition); got.status != 422 || !strings.Contains(got.body, "уже внесены") || !strings.Contains(got.body, "1.1") {
		t.Errorf("twice: %d %s", got.status, got.body)
	}
}

// The draft law of a bill names the proposals of its items, and says what is left out.
func TestDraftLawOverHTTP(t *testing.T) {
	s := openDemo(t)
	type text struct {
		Text struct {
			Title, Plain string
			Articles     []struct {
				Num, Text string
				Items     []struct {
					Items []struct {
						Num, Text string
						Proposals []string
					}
				}
			}
			Left []struct{ Proposal, Reason, Message string }
		}
		Proposals []struct{ ID, Status string }
	}
	bills := get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "saule", nil)
	for _, bill := range bills.Bills {
		for _, lang := range []string{"ru", "kk"} {
			got := get[text](s, "GET", "/api/bills/"+bill.ID+"/text?lang="+lang, "saule", nil)
			named := map[string]bool{}
			for _, l := range got.Text.Left {
				if named[l.Proposal] = true; l.Message == "" {
					t.Errorf("%s is left out without a sentence", l.Proposal)
				}
			}
			for _, article := range got.Text.Articles {
				for _, a := range article.Items {
					for _, item := range a.Items {
						for _, id := range item.Proposals {
							named[id] = true
						}
					}
				}
			}
			for _, p := range got.Proposals {
				if (p.Status == "discussion") != named[p.ID] {
					t.Errorf("in %s, %s (%s) is named: %v", lang, p.ID, p.Status, named[p.ID])
				}
			}
		}
		if got := s.do("PUT", "/api/bills/"+bill.ID+"/entry", "saule", map[string]any{"entry": map[string]string{"ru": "Настоящий Закон\nвводится"}}); got.status != 422 {
			t.Errorf("a sentence of two lines: %d %s", got.status, got.body)
		}
	}
	if got := s.do("GET", "/api/bills/none/text", "saule", nil); got.status != 404 {
		t.Errorf("no bill: %d", got.status)
	}
	if got := s.do("GET", "/api/bills/"+bills.Bills[0].ID+"/text?lang=en", "saule", nil); got.status != 422 {
		t.Errorf("no language of legislation: %d", got.status)
	}
}
