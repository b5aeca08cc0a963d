package act_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"talqy/proposals/act"
)

func TestFindAndPath(t *testing.T) {
	e := readModel(t).Expression
	if got := e.Find("art_2__para_1__subpara_2__point_2"); got == nil || got.Text != "осенью." {
		t.Errorf("got %v", got)
	}
	if got := e.Find("art_9"); got != nil {
		t.Errorf("got %v for an article that is not there", got)
	}
	var eids []string
	for _, p := range e.Path("art_1__point_2__indent_3") {
		eids = append(eids, p.EID)
	}
	if got := strings.Join(eids, " "); got != "art_1 art_1__point_2 art_1__point_2__indent_3" {
		t.Errorf("path %s", got)
	}
	if got := e.Path("nowhere"); got != nil {
		t.Errorf("path %v to nowhere", got)
	}
	if got := len(e.Articles()); got != 4 {
		t.Errorf("%d articles, want 4", got)
	}
}

// The index is built by whoever asks first; others may ask at the same time.
func TestReadersAtOnce(t *testing.T) {
	e := readModel(t).Expression
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			if e.Find("art_3") == nil || len(e.Articles()) != 4 || len(e.Search("мост", 0)) == 0 || len(e.Path("art_3")) != 1 {
				t.Error("an answer is missing")
			}
		})
	}
	wait.Wait()
}

// What the outline prints comes back as the same act.
func TestExpressionAsJSON(t *testing.T) {
	e := readModel(t).Expression
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "null") {
		t.Errorf("a list is null: %s", data)
	}
	back := &act.Expression{}
	if err := json.Unmarshal(data, back); err != nil {
		t.Fatal(err)
	}
	if back.Title != e.Title || len(back.Articles()) != len(e.Articles()) {
		t.Errorf("got %q with %d articles", back.Title, len(back.Articles()))
	}
	for i, article := range e.Articles() {
		if got := back.Articles()[i].Wording(); got != article.Wording() {
			t.Errorf("got %q, want %q", got, article.Wording())
		}
	}
}
