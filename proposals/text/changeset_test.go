package text

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// The JSON is what @codemirror/state writes: a kept length, or an array of a deleted length and the lines put in.
func TestApplyReadsCodeMirrorsForm(t *testing.T) {
	for _, tc := range []struct{ name, old, changes, want string }{
		{"replace a word by two lines, insert an emoji", "1. Торговля людьми –",
			`[3,[8,"Купля","продажа"],7,[0,"😀"],2]`, "1. Купля\nпродажа людьми😀 –"},
		{"delete only", "статья 128", `[6,[4]]`, "статья"},
		{"insert into nothing", "", `[[0,"","x"]]`, "\nx"},
		{"an emoji counts two", "a😀b", `[3,[1,"c"]]`, "a😀c"},
		{"nothing", "", `[]`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var c ChangeSet
			if err := json.Unmarshal([]byte(tc.changes), &c); err != nil {
				t.Fatal(err)
			}
			got, err := c.Apply(tc.old)
			if err != nil || got != tc.want {
				t.Fatalf("got %q, %v; want %q", got, err, tc.want)
			}
			back, err := json.Marshal(c)
			if err != nil || string(back) != tc.changes {
				t.Fatalf("written back as %s, %v; want %s", back, err, tc.changes)
			}
		})
	}
}

func TestApplyRefusesWhatDoesNotFit(t *testing.T) {
	for _, tc := range []struct {
		old, changes string
		want         error
	}{
		{"abc", `[2]`, ErrLength},
		{"abc", `[4]`, ErrLength},
		{"a😀", `[2,[1]]`, ErrSplit},
		{"abc", `[-1]`, ErrMalformed},
		{"abc", `{"a":1}`, ErrMalformed},
		{"abc", `[[1,"a\nb"],2]`, ErrMalformed},
		{"abc", `[[],3]`, ErrMalformed},
		{"abc", `[1e9]`, ErrMalformed},
		{"abc", `[[0,null],3]`, ErrMalformed},
		// Sections without a unit would cost nothing and be kept for ever.
		{"abc", `[0,0,0,3]`, ErrMalformed},
		{"abc", `[3,[0]]`, ErrMalformed},
		{"abc", `[[0,""],3]`, ErrMalformed},
		{"", `[0]`, ErrMalformed},
	} {
		var c ChangeSet
		err := json.Unmarshal([]byte(tc.changes), &c)
		if err == nil {
			_, err = c.Apply(tc.old)
		}
		if !errors.Is(err, tc.want) {
			t.Errorf("%s on %q: got %v, want %v", tc.changes, tc.old, err, tc.want)
		}
	}
}

// A comment's words are followed through edits around and inside them; when they are replaced, the anchor is lost and does
// not slip onto the words that came in their place.
func TestMapRangeNeverSlipsOntoOtherWords(t *testing.T) {
	const old = "наказываются лишением свободы на срок от четырех до семи лет"
	at := func(s, words string) (int, int) {
		before, _, found := strings.Cut(s, words)
		if !found {
			return -1, -1
		}
		return Units(before), Units(before) + Units(words)
	}
	for _, tc := range []struct{ name, anchor, cut, put, want string }{
		{"an edit before", "от четырех до семи", "лишением", "ограничением", "от четырех до семи"},
		{"an edit after", "лишением свободы", "семи", "восьми", "лишением свободы"},
		{"a word inside", "от четырех до семи", "четырех", "пяти", "от пяти до семи"},
		{"an insertion at the edge stays outside", "свободы", "", "полной ", "свободы"},
		{"the first half is cut", "от четырех до семи", "от четырех", "", " до семи"},
		{"the words are replaced", "четырех", "четырех", "пяти", ""},
		{"more than the words is replaced", "четырех", "срок от четырех до", "пожизненно", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			from, to := at(old, tc.anchor)
			cutFrom, cutTo := at(old, tc.cut)
			if tc.cut == "" { // nothing is cut: the words are put in right before the anchor
				cutFrom, cutTo = from, from
			}
			if from < 0 || cutFrom < 0 {
				t.Fatal("the case names words that are not in the text")
			}
			c := Replacement(Units(old), cutFrom, cutTo, tc.put)
			text, err := c.Apply(old)
			if err != nil {
				t.Fatal(err)
			}
			newFrom, newTo, ok := c.MapRange(from, to)
			if tc.want == "" {
				if ok {
					t.Fatalf("the anchor slipped onto %d–%d of %q", newFrom, newTo, text)
				}
				return
			}
			got, err := Slice(text, newFrom, newTo)
			if !ok || err != nil || got != tc.want {
				t.Fatalf("got %q, %v, %v; want %q", got, ok, err, tc.want)
			}
		})
	}
}

// FuzzApply holds: what is read is written back and read again as the same change, and a change that applies to a text
// gives valid text.
func FuzzApply(f *testing.F) {
	f.Add("Купля-продажа", `[3,[2,"а","б"],8]`)
	f.Add("a😀b", `[1,[2],1]`)
	f.Fuzz(func(t *testing.T, old, changes string) {
		if !utf8.ValidString(old) {
			return
		}
		var c, again ChangeSet
		if json.Unmarshal([]byte(changes), &c) != nil {
			return
		}
		written, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(written, &again); err != nil {
			t.Fatalf("%s does not read back: %v", written, err)
		}
		got, err := c.Apply(old)
		gotAgain, errAgain := again.Apply(old)
		if (err == nil) != (errAgain == nil) || got != gotAgain {
			t.Fatalf("%q and %q after a round trip", got, gotAgain)
		}
		if err == nil && !utf8.ValidString(got) {
			t.Fatalf("%q is not valid text", got)
		}
	})
}
