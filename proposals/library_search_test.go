package proposals_test

import (
	"context"
	"slices"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
)

// addresses are those of what was found.
func addresses(found []proposals.FoundUnit) []string {
	out := []string{}
	for _, f := range found {
		out = append(out, string(f.Lang)+" "+f.EID)
	}
	return out
}

// A search in one act finds words, and an address names its provision first.
func TestSearchAct(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for _, row := range []struct {
		lang  act.Lang
		query string
		want  []string
	}{
		{act.Russian, "кров", []string{"ru art_2__para_2__point_1"}},
		{act.Russian, "подпункт 1) пункта 2 статьи 2", []string{"ru art_2__para_2__point_1"}},
		{act.Kazakh, "2-баптың 2-тармағының 2) тармақшасы", []string{"kk art_2__para_2__point_2"}},
		{act.Russian, "мост", []string{}},
	} {
		found, err := w.SearchAct(ctx, w.act, row.lang, row.query, 5)
		ok(t, err)
		if got := addresses(found); !slices.Equal(got, row.want) {
			t.Errorf("%s %q: %q, want %q", row.lang, row.query, got, row.want)
		}
		for _, f := range found {
			if f.Article != "art_2" || f.Act != w.act || f.Address == "" {
				t.Errorf("%q: article %q of act %q, address %q", row.query, f.Article, f.Act, f.Address)
			}
		}
	}
	found, err := w.SearchAct(ctx, w.act, act.Russian, "статья 2 приют", 1)
	ok(t, err)
	if len(found) > 1 {
		t.Errorf("%d hits, where one was asked for", len(found))
	}
	_, err = w.SearchAct(ctx, "none", act.Russian, "кров", 5)
	wantCode(t, err, proposals.CodeNotFound)
	_, err = w.SearchAct(ctx, w.act, "en", "кров", 5)
	wantCode(t, err, proposals.CodeLangMissing)
}

// A search over all acts puts the units that have the words as they were asked for before those that have them apart.
func TestSearchOfTheLibrary(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	document, err := source.Read([]byte("А о мостах (учебный текст)\n\nСтатья 1. Мост\n1. Приют у моста принимает сразу каждого пострадавшего.\n2. Помощь.\n"), "bridges.txt")
	ok(t, err)
	other, err := w.AddAct(ctx, w.author, document.Expression, act.ProfileLaw, []byte("source"))
	ok(t, err)
	found, err := w.Search(ctx, "принимает пострадавшего", 10)
	ok(t, err)
	if len(found) != 2 || found[0].Act != w.act || found[1].Act != other {
		t.Errorf("found %+v, want the phrase before the words apart, though its act comes later", found)
	}
	if found, err = w.Search(ctx, "принимает пострадавшего", 1); err != nil || len(found) != 1 {
		t.Errorf("%d hits and %v, where one was asked for", len(found), err)
	}
}

// An address finds its provision in every act and language, before everything that only has its words.
func TestSearchOfTheLibraryByAddress(t *testing.T) {
	w := newWorld(t)
	for _, row := range []struct {
		query string
		want  []string
	}{
		{"ст. 2", []string{"kk art_2", "ru art_2"}},
		{"пп. 1) п. 2 ст. 2", []string{"kk art_2__para_2__point_1", "ru art_2__para_2__point_1"}},
		{"2-баптың 2-тармағының 2) тармақшасы", []string{"kk art_2__para_2__point_2", "ru art_2__para_2__point_2"}},
		{"ст. 200", []string{}},
	} {
		found, err := w.Search(context.Background(), row.query, 10)
		ok(t, err)
		got := addresses(found)
		first := got[:min(len(got), len(row.want))]
		slices.Sort(first)
		if !slices.Equal(first, row.want) {
			t.Errorf("%q: %q, want %q first", row.query, got, row.want)
		}
	}
}

// An edition is given by its id, of its own act only.
func TestEdition(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	a, err := w.Act(w.act)
	ok(t, err)
	for lang, id := range a.Expressions {
		e, err := w.Edition(ctx, w.act, id)
		ok(t, err)
		if e.Lang != lang {
			t.Errorf("the edition %s is in %s, want %s", id, e.Lang, lang)
		}
		_, err = w.Edition(ctx, "none", id)
		wantCode(t, err, proposals.CodeNotFound)
	}
	_, err = w.Edition(ctx, w.act, "none")
	wantCode(t, err, proposals.CodeNotFound)
}
