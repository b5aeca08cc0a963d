package act_test

import (
	"slices"
	"testing"

	"talqy/proposals/act"
)

func TestQueryFindsWhatSearchFinds(t *testing.T) {
	for _, c := range []struct {
		query, text string
		ok, phrase  bool
		marks       [][2]int
	}{
		{"торговля  людьми", "Торговля людьми", true, true, [][2]int{{0, 15}}},
		{"людьми торговля", "Торговля людьми", true, false, [][2]int{{0, 8}, {9, 15}}},
		{"еще", "Ещё раз", true, true, [][2]int{{0, 3}}},
		{"cрок", "срок", true, true, [][2]int{{0, 4}}}, // a Latin c in the query
		{"бiлiм", "білім", true, true, [][2]int{{0, 5}}},
		{"«приют»", "в \"приют\" 😀", true, true, [][2]int{{2, 9}}},
		{"раз", "😀 раз", true, true, [][2]int{{3, 6}}},
		{"приют дом", "приют", false, false, nil},
		{"  ", "приют", false, false, nil},
	} {
		q := act.NewQuery(c.query)
		folded := act.Fold(c.text)
		ok, phrase := q.In(folded)
		if ok != c.ok || phrase != c.phrase {
			t.Errorf("%q in %q: got %v, %v", c.query, c.text, ok, phrase)
		}
		if !ok {
			continue
		}
		if got := q.Marks(folded); !slices.Equal(got, c.marks) {
			t.Errorf("%q in %q: marks %v, want %v", c.query, c.text, got, c.marks)
		}
	}
}
