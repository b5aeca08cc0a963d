package text

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// authority is a server that holds the text, as the Workbench does.
type authority struct {
	text    string
	updates []Update
}

// take accepts updates made on any version and gives all updates since that version. Everything travels as JSON.
func (a *authority) take(t testing.TB, version int, updates []Update) []Update {
	t.Helper()
	fresh, err := Rebase(travel(t, updates), a.updates[version:])
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range fresh {
		if a.text, err = u.Changes.Apply(a.text); err != nil {
			t.Fatal(err)
		}
		a.updates = append(a.updates, u)
	}
	return travel(t, a.updates[version:])
}

func travel(t testing.TB, updates []Update) []Update {
	t.Helper()
	line, err := json.Marshal(updates)
	if err != nil {
		t.Fatal(err)
	}
	var out []Update
	if err := json.Unmarshal(line, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// request is a message on its way to the server. It may come late, twice, or never.
type request struct {
	from    int
	version int
	updates []Update
}

// FuzzSharedText has several editors type on a line that loses, doubles and reorders requests, loses answers and delivers
// broadcasts late. In the end every editor shows the server's text, and every change was taken exactly once.
func FuzzSharedText(f *testing.F) {
	for seed := range uint64(60) {
		f.Add(seed, uint8(2+seed%6), uint8(60))
	}
	f.Fuzz(func(t *testing.T, seed uint64, people, steps uint8) {
		r := rand.New(rand.NewPCG(seed, 5))
		server := &authority{text: someText(r)}
		editors := make([]*Editor, 1+people%8)
		for i := range editors {
			editors[i] = NewEditor(fmt.Sprint("c", i), server.text, 0)
		}
		typed := 0
		var line []request
		deliver := func(i int, answered bool) {
			q := line[i]
			since := server.take(t, q.version, q.updates)
			if answered {
				receive(t, editors[q.from], q.version, since)
			}
		}
		for range steps {
			i := r.IntN(len(editors))
			e := editors[i]
			switch r.IntN(8) {
			case 0, 1, 2:
				if err := e.Change(someChange(r, e.Text())); err != nil {
					t.Fatal(err)
				}
				typed++
			case 3, 4: // sent, perhaps again while the first is still on its way
				version, updates := e.Pending()
				line = append(line, request{i, version, updates})
			case 5, 6: // a request comes, not always the oldest, and perhaps stays on the line to come again
				if len(line) > 0 {
					at := r.IntN(len(line))
					deliver(at, r.IntN(3) > 0)
					if r.IntN(3) > 0 {
						line = append(line[:at], line[at+1:]...)
					}
				}
			case 7: // a broadcast of a part of what is missing
				missing := server.updates[e.Version():]
				receive(t, e, e.Version(), travel(t, missing[:r.IntN(len(missing)+1)]))
			}
		}
		for i := range line { // stragglers
			deliver(i, false)
		}
		for i, e := range editors {
			version, updates := e.Pending()
			line = append(line[:0], request{i, version, updates})
			deliver(0, true)
		}
		for i, e := range editors {
			receive(t, e, e.Version(), server.updates[e.Version():])
			if e.Text() != server.text {
				t.Errorf("editor %d shows %q, the server has %q", i, e.Text(), server.text)
			}
			if _, left := e.Pending(); len(left) > 0 {
				t.Errorf("editor %d still has %d to send", i, len(left))
			}
		}
		if len(server.updates) != typed {
			t.Errorf("%d changes were typed, %d taken", typed, len(server.updates))
		}
	})
}

func receive(t testing.TB, e *Editor, version int, updates []Update) {
	t.Helper()
	if err := e.Receive(version, updates); err != nil {
		t.Fatal(err)
	}
}

func TestEditorRefusesAGapAndWhatDoesNotFit(t *testing.T) {
	e := NewEditor("a", "закон", 3)
	if err := e.Change(Replacement(5, 5, 5, "ы")); err != nil {
		t.Fatal(err)
	}
	if err := e.Receive(4, nil); err != ErrMissing {
		t.Errorf("a gap: %v", err)
	}
	if err := e.Receive(3, []Update{{"b", Replacement(99, 0, 0, "х")}}); err == nil {
		t.Error("a change of another text was taken")
	}
	if version, left := e.Pending(); e.Text() != "законы" || version != 3 || len(left) != 1 {
		t.Errorf("after refusals: %q, version %d, %d to send", e.Text(), version, len(left))
	}
}

// Two insert at one place: whose words reached the server first stand first, on every screen.
func TestWordsAtOnePlaceStandInTheOrderOfTheServer(t *testing.T) {
	server := &authority{text: "законы"}
	a, b := NewEditor("a", server.text, 0), NewEditor("b", server.text, 0)
	for _, e := range []*Editor{a, b} {
		if err := e.Change(Replacement(6, 0, 0, strings.ToUpper(e.clientID)+" ")); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range []*Editor{b, a} {
		version, updates := e.Pending()
		receive(t, e, version, server.take(t, version, updates))
	}
	receive(t, b, b.Version(), server.updates[b.Version():])
	if want := "B A законы"; server.text != want || a.Text() != want || b.Text() != want {
		t.Errorf("server %q, a %q, b %q; want %q", server.text, a.Text(), b.Text(), want)
	}
}
