package main

import (
	"net/http"
	"strings"
	"testing"
)

// A list of proposals comes in windows, each of which says where the next one begins.
func TestProposalsComeInWindows(t *testing.T) {
	s := openDemo(t)
	type window struct {
		Proposals []struct{ ID string }
		Next      string
	}
	whole := get[window](s, "GET", "/api/proposals", "saule", nil)
	if len(whole.Proposals) < 3 || whole.Next != "" {
		t.Fatalf("the demonstration has %d proposals, next %q", len(whole.Proposals), whole.Next)
	}
	var got []string
	for next, asked := "", 0; asked == 0 || next != ""; asked++ {
		one := get[window](s, "GET", "/api/proposals?limit=2&after="+next, "saule", nil)
		if len(one.Proposals) > 2 || asked > len(whole.Proposals) {
			t.Fatalf("window %d has %d proposals", asked, len(one.Proposals))
		}
		for _, p := range one.Proposals {
			got = append(got, p.ID)
		}
		next = one.Next
	}
	var want []string
	for _, p := range whole.Proposals {
		want = append(want, p.ID)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the windows have %v, want %v", got, want)
	}
	for _, wrong := range []string{"limit=0", "limit=501", "after=neverwas"} {
		if a := s.do("GET", "/api/proposals?"+wrong, "saule", nil); a.status != http.StatusUnprocessableEntity || a.code(t) != "unknown_choice" {
			t.Errorf("%s is answered %d %s", wrong, a.status, a.body)
		}
	}
}
