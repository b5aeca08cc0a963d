package main

import (
	"os"
	"strings"
	"testing"

	"talqy/proposals"
)

// Every paper that can be printed is offered on the page and told of in docs/api.md.
func TestEveryPaperIsOffered(t *testing.T) {
	page, err := os.ReadFile("../../frontend/src/api/paper-choices.ts")
	if err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(document), "\n## Papers\n")
	table, _, _ = strings.Cut(table, "\n## ")
	_, lists, _ := strings.Cut(string(page), "export const meetingPapers")
	lists, _, _ = strings.Cut(lists, "export const leadersOnly")
	for _, name := range proposals.Papers() {
		if !strings.Contains(lists, "'"+string(name)+"'") {
			t.Errorf("the paper %s is in no list of frontend/src/api/paper-choices.ts", name)
		}
		if !strings.Contains(table, "| "+string(name)) && !strings.Contains(table, ", "+string(name)) {
			t.Errorf("docs/api.md does not tell of the paper %s", name)
		}
	}
}
