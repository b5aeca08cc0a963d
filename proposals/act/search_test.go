package act_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"talqy/proposals/act"
)

// marked are the words of a hit that its marks cover, in the order of the text.
func marked(hit act.Hit) []string {
	units := utf16.Encode([]rune(hit.Text))
	var words []string
	for _, mark := range hit.Marks {
		words = append(words, string(utf16.Decode(units[mark[0]:mark[1]])))
	}
	return words
}

func TestSearchFolds(t *testing.T) {
	e := &act.Expression{Provisions: []*act.Provision{
		{EID: "a", Text: "Всё о «тёмной» реке – 😀 и мосте № 5"},
		{EID: "b", Text: "Екiншi көпір"},   // Latin i
		{EID: "c", Text: "Cтатья о cкоте"}, // Latin C and c
		{EID: "d", Text: "мост и ещё один мост"},
	}}
	for _, test := range []struct{ query, eid, words string }{
		{"все", "a", "Всё"},
		{"ТЕМНОЙ", "a", "тёмной"},
		{"\"темной\" реке - ", "a", "«тёмной» реке –"},
		{"мосте", "a", "мосте"},
		{"№\u00a05", "a", "№ 5"},
		{"екінші", "b", "Екiншi"},
		{"статья", "c", "Cтатья"},
		{"скот", "c", "cкот"},
		{"один мост", "d", "один мост"},
		{"ещё мост", "d", "мост ещё мост"},
	} {
		hits := e.Search(test.query, 0)
		if len(hits) != 1 {
			t.Errorf("%q: %d hits, want 1", test.query, len(hits))
			continue
		}
		if got := strings.Join(marked(hits[0]), " "); hits[0].EID != test.eid || got != test.words {
			t.Errorf("%q: got %s %q, want %s %q", test.query, hits[0].EID, got, test.eid, test.words)
		}
	}
}

// The phrase comes before units that only have its words; otherwise the order of the text holds.
func TestSearchRanksPhrasesFirst(t *testing.T) {
	e := readModel(t).Expression
	var got []string
	for _, hit := range e.Search("мост содержит", 0) {
		got = append(got, hit.EID)
	}
	if strings.Join(got, " ") != "art_2__para_1" {
		t.Errorf("got %v", got)
	}
	if hits := e.Search("мост", 2); len(hits) != 2 || hits[0].Article != "art_1" {
		t.Errorf("got %v, want two hits, the first in art. 1", hits)
	}
	for _, query := range []string{"", "  ", "\u00a0"} {
		if hits := e.Search(query, 0); hits != nil {
			t.Errorf("%q: %d hits", query, len(hits))
		}
	}
	if hits := e.Search("нетакогослова", 0); len(hits) != 0 {
		t.Errorf("got %v", hits)
	}
}

func TestSearchFindsTheArticle(t *testing.T) {
	e := readLaw(t, "txt-ru/criminal_code.txt").Expression
	hits := e.Search("торговля людьми", 200)
	if len(hits) == 0 || hits[0].EID != "art_128" || hits[0].Article != "art_128" {
		t.Fatalf("got %v", hits)
	}
	if got := marked(hits[0]); len(got) != 1 || got[0] != "Торговля людьми" {
		t.Errorf("marked %q", got)
	}
}

// Folding keeps the number of runes and the plane of each: marks stay true.
func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Ё«»–\u00a0", "😀İß", "\xff", "ЁкI"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, text, query string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		folded := []rune(act.Fold(text))
		runes := []rune(text)
		if len(folded) != len(runes) {
			t.Fatalf("%q folds to %d runes, has %d", text, len(folded), len(runes))
		}
		for i := range runes {
			if (runes[i] > 0xFFFF) != (folded[i] > 0xFFFF) {
				t.Errorf("%q leaves its plane", runes[i])
			}
		}
		if string(folded) != act.Fold(string(folded)) {
			t.Errorf("folding %q twice is not folding it once", text)
		}
		e := &act.Expression{Provisions: []*act.Provision{{EID: "a", Text: text}}}
		for _, hit := range e.Search(query, 0) {
			last := 0
			length := len(utf16.Encode([]rune(hit.Text)))
			for _, mark := range hit.Marks {
				if mark[0] < last || mark[1] <= mark[0] || mark[1] > length {
					t.Errorf("marks %v in a text of %d", hit.Marks, length)
				}
				last = mark[1]
			}
			if len(hit.Marks) == 0 {
				t.Errorf("%q is found in %q and nothing is marked", query, text)
			}
		}
	})
}

func BenchmarkSearchCriminalCode(b *testing.B) {
	e := readLaw(b, "txt-ru/criminal_code.txt").Expression
	e.Search("первый вызов строит указатель", 1)
	for b.Loop() {
		e.Search("лишением свободы", 200)
	}
}

func BenchmarkFindAllArticles(b *testing.B) {
	e := readLaw(b, "txt-ru/criminal_code.txt").Expression
	articles := e.Articles()
	for b.Loop() {
		for _, article := range articles {
			if e.Find(article.EID) != article {
				b.Fatal(article.EID)
			}
		}
	}
}
