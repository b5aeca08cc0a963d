package main

import (
	"net/url"
	"strings"
	"testing"
)

type homeAnswer struct{ Home homeOfMember }

type homeOfMember struct {
	Drafts struct {
		Total int
		Items []struct {
			Proposal struct{ ID string }
			Warnings int
		}
	}
	Threads struct {
		Items []struct{ Comment, Call, Body string }
	}
	Acts int
}

type foundAnswer struct {
	Hits      []struct{ Text string }
	Proposals []struct {
		In, Text string
		Proposal struct{ ID string }
		Marks    [][2]int
	}
	ProposalsTotal int
	Comments       []struct {
		Comment, Text, AuthorName string
		Marks                     [][2]int
	}
	CommentsTotal int
}

// One request tells a member what waits for him, and a search finds the same comment; a draft is told and found to its
// author alone.
func TestHomeAndSearchOverTheGroupsWork(t *testing.T) {
	s := openDemo(t)
	acts := get[struct{ Acts []struct{ ID string } }](s, "GET", "/api/acts", "daniyar", nil)
	bills := get[struct{ Bills []struct{ ID string } }](s, "GET", "/api/bills", "daniyar", nil)
	opened := get[struct{ Proposal struct{ ID string } }](s, "POST", "/api/proposals", "daniyar",
		map[string]string{"bill": bills.Bills[0].ID, "act": acts.Acts[0].ID, "kind": "amend", "target": "art_2"})
	id := opened.Proposal.ID
	justification := map[string]any{"part": "justification", "lang": "ru", "version": 0,
		"updates": []any{map[string]any{"clientID": "home-test", "changes": []any{[]any{0, "Неповторимое обоснование."}}}}}
	if a := s.do("POST", "/api/proposals/"+id+"/changes", "daniyar", justification); a.status != 200 {
		t.Fatal(a.body)
	}
	search := func(as, q string) foundAnswer {
		return get[foundAnswer](s, "GET", "/api/search?q="+url.QueryEscape(q), as, nil)
	}
	if got := search("daniyar", "неповторимое"); got.ProposalsTotal != 1 || got.Proposals[0].In != "justification" || got.Proposals[0].Proposal.ID != id {
		t.Errorf("the author's own draft: %+v", got)
	}
	if got := search("marina", "неповторимое"); got.ProposalsTotal != 0 || got.CommentsTotal != 0 {
		t.Errorf("another's draft is found: %+v", got)
	}
	home := get[homeAnswer](s, "GET", "/api/home", "daniyar", nil).Home
	if home.Drafts.Total == 0 || home.Acts == 0 || !strings.Contains(draftIDs(home), id) {
		t.Errorf("got %+v", home)
	}
	if other := get[homeAnswer](s, "GET", "/api/home", "marina", nil).Home; strings.Contains(draftIDs(other), id) {
		t.Error("another's draft waits for marina")
	}

	if a := s.do("POST", "/api/proposals/"+id+"/share", "daniyar", map[string]any{}); a.status != 200 {
		t.Fatal(a.body)
	}
	comment := map[string]any{"id": "home-comment-1", "body": "Обоснуйте сроки, пожалуйста.", "anchor": nil}
	if a := s.do("POST", "/api/proposals/"+id+"/comments", "marina", comment); a.status != 201 {
		t.Fatal(a.body)
	}
	found := ""
	for _, one := range get[homeAnswer](s, "GET", "/api/home", "daniyar", nil).Home.Threads.Items {
		if one.Comment == "home-comment-1" {
			found = one.Call + ": " + one.Body
		}
	}
	if want := "comment: Обоснуйте сроки, пожалуйста."; found != want {
		t.Errorf("what waits for the author: %q, want %q", found, want)
	}
	if got := search("saule", "обоснуйте СРОКИ"); got.CommentsTotal != 1 || got.Comments[0].Comment != "home-comment-1" || got.Comments[0].Marks[0] != [2]int{0, 15} {
		t.Errorf("got %+v", got)
	}
	if got := search("saule", ""); len(got.Hits)+got.ProposalsTotal+got.CommentsTotal != 0 {
		t.Errorf("nothing was asked: %+v", got)
	}
}

func draftIDs(h homeOfMember) string {
	var ids []string
	for _, d := range h.Drafts.Items {
		ids = append(ids, d.Proposal.ID)
	}
	return strings.Join(ids, " ")
}
