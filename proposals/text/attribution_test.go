package text

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// «Кто внёс эти слова»: the law's own words have no author, each member's words are that member's, deleted words are gone.
func TestWhoWroteTheseWords(t *testing.T) {
	now := "срок до пяти лет"
	a := Unattributed(Units(now))
	version := 0
	write := func(author, old, new string) {
		t.Helper()
		at := indexUnits(t, now, old)
		c := Replacement(Units(now), at, at+Units(old), new)
		version++
		a = must[Attribution](t)(a.Apply(c, author, version))
		now = must[string](t)(c.Apply(now))
	}
	write("Асель", "пяти", "семи")
	write("Болат", "лет", "лет лишения свободы")
	write("Асель", "лишения", "ограничения")
	want := []string{"срок до ||0", "семи|Асель|1", " ||0", "лет |Болат|2", "ограничения|Асель|3", " свободы|Болат|2"}
	var got []string
	for _, s := range a.Spans(0, Units(now)) {
		words := must[string](t)(Slice(now, s.From, s.To))
		got = append(got, fmt.Sprintf("%s|%s|%d", words, s.Author, s.Version))
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}

	before := now
	cut := indexUnits(t, now, "семи")
	c := Replacement(Units(now), cut, cut+4, "")
	undo := Replacement(Units(now)-4, cut, cut, "семи")
	a = must[Attribution](t)(a.Apply(c, "Болат", 4))
	a = must[Attribution](t)(a.Apply(undo, "Болат", 5))
	if now = must[string](t)(undo.Apply(must[string](t)(c.Apply(now)))); now != before {
		t.Fatalf("got %q", now)
	}
	if got := a.Spans(cut, cut+4); len(got) != 1 || got[0].Author != "Болат" || got[0].Version != 5 {
		t.Errorf("words that Болат put back are of %+v", got)
	}
}

func indexUnits(t *testing.T, s, words string) int {
	t.Helper()
	for i := range s {
		if len(s)-i >= len(words) && s[i:i+len(words)] == words {
			return Units(s[:i])
		}
	}
	t.Fatalf("%q is not in %q", words, s)
	return 0
}

// For any edits the runs say of every unit what a list with one author for each unit says, and no two neighbours are alike.
func TestAttributionAgreesWithAnAuthorForEachUnit(t *testing.T) {
	type unit struct {
		author  string
		version int
	}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		now := someText(r)
		a := Unattributed(Units(now))
		naive := make([]unit, Units(now))
		for version := 1; version <= 30; version++ {
			author := []string{"а", "б", "в"}[r.IntN(3)]
			c := someChange(r, now)
			var next []unit
			at := 0
			for _, s := range c.sections {
				if s.added == kept {
					next = append(next, naive[at:at+s.length]...)
				} else {
					for range s.added {
						next = append(next, unit{author, version})
					}
				}
				at += s.length
			}
			naive = next
			now = must[string](t)(c.Apply(now))
			a = must[Attribution](t)(a.Apply(c, author, version))
			if spans := a.Spans(0, len(naive)+1); len(naive) > 0 && spans[len(spans)-1].To != len(naive) {
				t.Fatalf("seed %d: the spans end at %d of %d", seed, spans[len(spans)-1].To, len(naive))
			}
			from := r.IntN(len(naive) + 1)
			to := from + r.IntN(len(naive)-from+1)
			at = from
			for i, s := range a.Spans(from, to) {
				if s.From != at || s.From >= s.To || i > 0 && naive[s.From] == naive[s.From-1] {
					t.Fatalf("seed %d: the span %+v begins at %d", seed, s, at)
				}
				for ; at < s.To; at++ {
					if naive[at] != (unit{s.Author, s.Version}) {
						t.Fatalf("seed %d: unit %d is of %+v, the span is %+v", seed, at, naive[at], s)
					}
				}
			}
			if at != to {
				t.Fatalf("seed %d: the spans end at %d, want %d", seed, at, to)
			}
		}
	}
}
