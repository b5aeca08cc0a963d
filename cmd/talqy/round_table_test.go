package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

type fileBody struct {
	File struct {
		ID, Name, Type string
		Size           int
	}
}

type remarkBody struct {
	ID, Name, Body, State, Outcome, AnsweredByName string
}

// tableBody is a round table as its page gets it.
type tableBody struct {
	RoundTable struct {
		ID, Date, Current, Me string
		Seq                   int
		Title                 map[string]string
		Proposals             []string
		Agenda                []struct {
			ID        string
			Title     map[string]string
			Proposals []string
		}
		Participants []struct {
			ID, Member, Name string
			Present          bool
		}
		Materials          []struct{ ID, Name string }
		Rows               map[string]int
		OpenedAt, ClosedAt *string
		Timer              *struct {
			Speaker, StartedAt string
			Seconds            int
		}
		Guests  *struct{ Token, Until string }
		Remarks []remarkBody
		Votes   []struct {
			ID      string
			Ballots map[string]string
			Cast    int
			Tally   struct{ For, Against, Abstain int }
			Counted bool
		}
		Decisions []struct {
			ID, Outcome, ByName, At string
			Wording                 map[string]string
			Version                 map[string]int
		}
		May []string
	}
	List []struct{ ID, Status string }
}

// Whoever opens the demonstration group finds a round table ahead, with its agenda, speakers and participants, in both languages.
func TestDemonstrationRoundTable(t *testing.T) {
	s := openDemo(t)
	tables := get[struct{ RoundTables []struct{ ID, Date string } }](s, "GET", "/api/round-tables", "marina", nil).RoundTables
	if len(tables) != 1 || tables[0].Date <= time.Now().Format(time.DateOnly) {
		t.Fatalf("%+v", tables)
	}
	a := s.do("GET", "/api/round-tables/"+tables[0].ID, "marina", nil)
	var r tableBody
	if err := json.Unmarshal([]byte(a.body), &r); err != nil {
		t.Fatal(err)
	}
	drafts := 0
	for _, one := range r.List {
		if one.Status == "draft" {
			drafts++
		}
	}
	if len(r.RoundTable.Agenda) < 6 || len(r.List) < 9 || drafts != 0 || len(r.RoundTable.Participants) < 9 || r.RoundTable.Me == "" {
		t.Errorf("%s", a.body)
	}
	for _, item := range r.RoundTable.Agenda {
		if item.Title["ru"] == "" || item.Title["kk"] == "" {
			t.Errorf("an item has no title in one language: %+v", item)
		}
	}
	if home := s.do("GET", "/api/home", "marina", nil).body; !strings.Contains(home, tables[0].ID) {
		t.Errorf("home does not show it: %s", home)
	}
}
