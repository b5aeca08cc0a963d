package text

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
)

// vectors is what scripts/changeset-vectors.mjs wrote: cases, and what @codemirror/state and @codemirror/collab answered.
type vectors struct {
	Algebra []struct {
		Doc                          string
		A, B, Next                   ChangeSet
		Apply                        string
		Compose, MapAfter, MapBefore json.RawMessage
	}
	Cut []struct {
		Doc    string
		A      json.RawMessage
		Result *string // nil where CodeMirror's text would hold half a character
	}
	Rebase []struct {
		Doc        string
		Mine, Over []Update
		Rebased    json.RawMessage
		Result     string
	}
}

func readVectors(t testing.TB) vectors {
	t.Helper()
	file, err := os.Open("testdata/vectors.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.NewDecoder(unpacked).Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// wantJSON fails unless got is written as exactly the bytes that CodeMirror wrote.
func wantJSON(t *testing.T, name string, got any, err error, want json.RawMessage) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // as events are written
	if err := encoder.Encode(got); err != nil {
		t.Fatal(err)
	}
	if line := strings.TrimSuffix(b.String(), "\n"); line != string(want) {
		t.Errorf("%s: got %s\nwant %s", name, line, want)
	}
}

// Applied, joined and carried over each other, change sets are to the byte what they are in the browser.
func TestAlgebraIsCodeMirrors(t *testing.T) {
	cases := readVectors(t).Algebra
	if len(cases) < 3000 {
		t.Fatalf("only %d cases", len(cases))
	}
	for i, v := range cases {
		if t.Failed() {
			t.Fatalf("case %d: %q, a %+v, b %+v", i-1, cases[i-1].Doc, cases[i-1].A, cases[i-1].B)
		}
		if got, err := v.A.Apply(v.Doc); got != v.Apply || err != nil {
			t.Errorf("apply: got %q, %v; want %q", got, err, v.Apply)
		}
		if v.A.Length() != Units(v.Doc) || newLength(v.A.sections) != Units(v.Apply) {
			t.Errorf("lengths %d and %d", v.A.Length(), newLength(v.A.sections))
		}
		composed, err := v.A.Compose(v.Next)
		wantJSON(t, "compose", composed, err, v.Compose)
		after, err := v.A.Map(v.B, false)
		wantJSON(t, "map after", after, err, v.MapAfter)
		before, err := v.A.Map(v.B, true)
		wantJSON(t, "map before", before, err, v.MapBefore)
	}
}

// What is read is written back as the browser wrote it: lines, quotes, carriage returns, emoji, «<» and U+2028.
func TestJSONIsCodeMirrors(t *testing.T) {
	file := readVectors(t)
	for _, v := range file.Algebra {
		for _, want := range []json.RawMessage{v.Compose, v.MapAfter, v.MapBefore} {
			var c ChangeSet
			err := json.Unmarshal(want, &c)
			wantJSON(t, "round trip", c, err, want)
		}
	}
}

// A browser can cut a character in two. Such a change is refused whenever half a character would be left, and taken, with
// the browser's result, when none is.
func TestCutCharactersAreRefused(t *testing.T) {
	refused, taken := 0, 0
	for i, v := range readVectors(t).Cut {
		var c ChangeSet
		var got string
		err := json.Unmarshal(v.A, &c)
		if err == nil {
			got, err = c.Apply(v.Doc)
		}
		switch {
		case v.Result == nil && errors.Is(err, ErrSplit), v.Result == nil && errors.Is(err, ErrMalformed):
			refused++
		case v.Result != nil && err == nil && got == *v.Result:
			taken++
		case v.Result != nil && errors.Is(err, ErrSplit): // cut and put together again
			refused++
		default:
			t.Errorf("case %d: %q, %s: got %q, %v", i, v.Doc, v.A, got, err)
		}
	}
	if refused < 100 || taken < 100 {
		t.Errorf("%d refused, %d taken: the cases are too much alike", refused, taken)
	}
}

// Late updates are carried over others', and those sent a second time left out, so that they are just what the author's
// own page has made of them meanwhile.
func TestRebaseIsWhatTheAuthorsPageShows(t *testing.T) {
	doubled := 0
	for i, v := range readVectors(t).Rebase {
		got, err := Rebase(v.Mine, v.Over)
		if got == nil {
			got = []Update{}
		}
		wantJSON(t, "rebase", got, err, v.Rebased)
		if len(got) < len(v.Mine) {
			doubled++
		}
		text := v.Doc
		for _, u := range append(v.Over, got...) {
			if text, err = u.Changes.Apply(text); err != nil {
				t.Fatalf("case %d: %v", i, err)
			}
		}
		if text != v.Result {
			t.Errorf("case %d: got %q, want %q", i, text, v.Result)
		}
		if t.Failed() {
			t.Fatalf("case %d", i)
		}
	}
	if doubled < 100 {
		t.Errorf("only %d cases were sent twice", doubled)
	}
}
