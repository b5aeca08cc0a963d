package proposals

import (
	"context"
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// ArticleChangeKind says what a newer edition did to an article.
type ArticleChangeKind string

// The kinds of changes between editions.
const (
	ArticleAmended    ArticleChangeKind = "amended"
	ArticleAdded      ArticleChangeKind = "added"
	ArticleRepealed   ArticleChangeKind = "repealed"   // its number may stay, its words are gone (480-V art. 27(6))
	ArticleRenumbered ArticleChangeKind = "renumbered" // the same words, or most of them, under another number
	ArticleMoved      ArticleChangeKind = "moved"      // the same words in another chapter
)

// ArticleChange is one article that differs between two editions. Old is nil for an added article, New for one that is gone.
type ArticleChange struct {
	Kind     ArticleChangeKind
	Old, New *act.Provision
	Ops      []redline.Op
}

// likeEnough is the share of common words from which an article under another number is taken for the same one.
const likeEnough = 0.6

// maxLikePairs bounds the search for articles under other numbers. Where more have come and gone, the act was written anew.
const maxLikePairs = 10_000

// CompareEditions lists the articles that differ between two editions, in the order of the newer one; what is gone comes
// last.
func CompareEditions(old, new *act.Expression) []ArticleChange {
	var out []ArticleChange
	var added []*act.Provision
	for _, after := range new.Articles() {
		before := old.Find(after.EID)
		if before == nil {
			added = append(added, after)
			continue
		}
		if c, changed := compareArticle(before, after, old, new); changed {
			out = append(out, c)
		}
	}
	var gone []*act.Provision
	for _, before := range old.Articles() {
		if new.Find(before.EID) == nil {
			gone = append(gone, before)
		}
	}
	var bags []map[string]int
	if len(added)*len(gone) <= maxLikePairs {
		for _, before := range gone {
			bags = append(bags, wordsOf(before))
		}
	}
	for _, after := range added {
		c := ArticleChange{Kind: ArticleAdded, New: after, Ops: redline.Compare("", after.Wording())}
		if i := likest(bags, after); i >= 0 {
			c = ArticleChange{ArticleRenumbered, gone[i], after, redline.Compare(gone[i].Wording(), after.Wording())}
			gone, bags = slices.Delete(gone, i, i+1), slices.Delete(bags, i, i+1)
		}
		out = append(out, c)
	}
	order := make(map[*act.Provision]int, len(new.Articles()))
	for i, a := range new.Articles() {
		order[a] = i
	}
	slices.SortStableFunc(out, func(a, b ArticleChange) int { return order[a.New] - order[b.New] })
	for _, before := range gone {
		out = append(out, ArticleChange{ArticleRepealed, before, nil, redline.Compare(before.Wording(), "")})
	}
	return out
}

func compareArticle(before, after *act.Provision, old, new *act.Expression) (ArticleChange, bool) {
	a, b := before.Wording(), after.Wording()
	c := ArticleChange{ArticleAmended, before, after, nil}
	switch {
	case a != b && empty(after) && !empty(before):
		c.Kind = ArticleRepealed
	case a == b && container(old, before) != container(new, after):
		c.Kind = ArticleMoved
	case a == b:
		return c, false
	}
	c.Ops = redline.Compare(a, b)
	return c, true
}

// empty says that an article has no words beyond its title line.
func empty(p *act.Provision) bool { return p.Text == "" && len(p.Children) == 0 }

// container is the eId of the unit that the article stands in.
func container(e *act.Expression, p *act.Provision) string {
	path := e.Path(p.EID)
	if len(path) < 2 {
		return ""
	}
	return path[len(path)-2].EID
}

// likest finds the bag of words with the most in common with the provision, -1 when none is like enough.
func likest(bags []map[string]int, p *act.Provision) int {
	best, found := likeEnough, -1
	words := wordsOf(p)
	for i, bag := range bags {
		if l := likeness(bag, words); l >= best {
			best, found = l, i
		}
	}
	return found
}

// wordsOf counts the words of a provision without its number.
func wordsOf(p *act.Provision) map[string]int {
	out := map[string]int{}
	for _, w := range strings.Fields(strings.TrimPrefix(p.Wording(), p.Label)) {
		out[act.Fold(w)]++
	}
	return out
}

// likeness is twice the number of common words over the number of all.
func likeness(a, b map[string]int) float64 {
	common, all := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}

// Edition gives one stored edition of an act by its id.
func (w *Workbench) Edition(ctx context.Context, id ActID, edition string) (*act.Expression, error) {
	a, err := w.Act(id)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(a.Editions, func(e Edition) bool { return e.ID == edition }) {
		return nil, Refuse(CodeNotFound)
	}
	return w.library.Expression(ctx, edition)
}

// FoundUnit is one hit of a search over the library.
type FoundUnit struct {
	act.Hit
	Act     ActID
	Lang    act.Lang
	Address string
}

// SearchAct looks for the words in one act. Where the query is an address («п. 2 ч. 1 ст. 128», «128-баптың 1-бөлігі»), what
// it names comes first.
func (w *Workbench) SearchAct(ctx context.Context, id ActID, lang act.Lang, query string, limit int) ([]FoundUnit, error) {
	a, err := w.Act(id)
	if err != nil {
		return nil, err
	}
	expression, err := w.Expression(ctx, id, lang)
	if err != nil {
		return nil, err
	}
	var out []FoundUnit
	found := func(hit act.Hit) {
		out = append(out, FoundUnit{hit, id, lang, act.Address(expression.Path(hit.EID), lang, a.Profile)})
	}
	if hit, ok := named(expression, query, a.Profile); ok {
		found(hit)
	}
	for _, hit := range expression.Search(query, limit) {
		if len(out) == 0 || hit.EID != out[0].EID {
			found(hit)
		}
	}
	return out[:min(len(out), limit)], nil
}

// named gives the provision whose address the query is.
func named(expression *act.Expression, query string, profile act.Profile) (act.Hit, bool) {
	p, err := expression.Locate(query, profile)
	if err != nil {
		return act.Hit{}, false
	}
	hit := act.Hit{EID: p.EID, Text: p.Lines()[0], Marks: [][2]int{}}
	for _, above := range expression.Path(p.EID) {
		if above.Level == act.LevelArticle {
			hit.Article = above.EID
		}
	}
	return hit, true
}

// maxHitsAnAct bounds what one act gives to a search over all, so that one long code does not hide the others.
const maxHitsAnAct = 50

// Search looks for the words in every act and gives at most limit hits: what the query is the address of first, then units
// with the words as they stand in the query, then units with all the words, act by act.
func (w *Workbench) Search(ctx context.Context, query string, limit int) ([]FoundUnit, error) {
	var addressed, out []FoundUnit
	for _, a := range w.Acts() {
		for _, lang := range a.Languages() {
			expression, err := w.library.Expression(ctx, a.Expressions[lang])
			if err != nil {
				return nil, err
			}
			found := func(hit act.Hit) FoundUnit {
				return FoundUnit{hit, a.ID, lang, act.Address(expression.Path(hit.EID), lang, a.Profile)}
			}
			at, ok := named(expression, query, a.Profile)
			if ok {
				addressed = append(addressed, found(at))
			}
			for _, hit := range expression.Search(query, maxHitsAnAct) {
				if !ok || hit.EID != at.EID {
					out = append(out, found(hit))
				}
			}
		}
	}
	phrase := act.Fold(strings.Join(strings.Fields(query), " "))
	slices.SortStableFunc(out, func(a, b FoundUnit) int {
		return rank(a, phrase) - rank(b, phrase)
	})
	out = append(addressed, out...)
	return out[:min(len(out), limit)], nil
}

// rank is 0 for a unit that has the whole phrase, 1 for one that has its words.
func rank(f FoundUnit, phrase string) int {
	if strings.Contains(act.Fold(f.Text), phrase) {
		return 0
	}
	return 1
}
