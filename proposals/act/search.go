package act

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// Hit is one unit of an act in which all words of a query occur.
type Hit struct {
	// EID is the unit, Article the eId of the article that holds it (empty outside articles).
	EID     string `json:"eid"`
	Article string `json:"article"`
	// Text is what the unit prints, two printed lines joined by a line break.
	Text string `json:"text"`
	// Marks are the places of the words in Text, in UTF-16 units, in order, not overlapping.
	Marks [][2]int `json:"marks"`
}

// searchUnit is a provision as search sees it, prepared once.
type searchUnit struct {
	eid, article string
	text, folded string
}

func newSearchUnit(p *Provision, article string) searchUnit {
	text := strings.Join(p.Lines(), "\n")
	return searchUnit{eid: p.EID, article: article, text: text, folded: Fold(text)}
}

// Search returns the units in which all words of the query occur, those with the query as a phrase first, otherwise in the
// order of the text; at most limit of them, all when limit is 0. Case, ё and е, look-alike letters, kinds of quotation
// marks, dashes and spaces do not matter. A word matches inside longer words, as endings change in both languages.
func (e *Expression) Search(query string, limit int) []Hit {
	words := strings.Fields(Fold(query))
	if len(words) == 0 {
		return nil
	}
	phrase := strings.Join(words, " ")
	words = mostTelling(words)
	var phrases, others []*searchUnit
	units := e.searchUnits()
	for i := range units {
		unit := &units[i]
		switch {
		case strings.Contains(unit.folded, phrase):
			phrases = append(phrases, unit)
		case containsAll(unit.folded, words):
			others = append(others, unit)
		}
		if limit > 0 && len(phrases) == limit {
			break
		}
	}
	found := append(phrases, others...)
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	hits := make([]Hit, len(found))
	for i, unit := range found {
		hits[i] = Hit{unit.eid, unit.article, unit.text, unit.marks(phrase, words)}
	}
	return hits
}

// searchUnits returns the text prepared for search. It is made at the first search, as the index of addresses is.
func (e *Expression) searchUnits() []searchUnit {
	if units := e.search.Load(); units != nil {
		return *units
	}
	var units []searchUnit
	var add func(p *Provision, article string)
	add = func(p *Provision, article string) {
		if p.Level == LevelArticle {
			article = p.EID
		}
		units = append(units, newSearchUnit(p, article))
		for _, child := range p.Children {
			add(child, article)
		}
	}
	for _, p := range e.Provisions {
		add(p, "")
	}
	e.search.CompareAndSwap(nil, &units)
	return *e.search.Load()
}

// maxSearchWords bounds the words that a query is searched by; more of them find nothing that these do not.
const maxSearchWords = 16

// mostTelling gives each word once, the longest first, and not too many.
func mostTelling(words []string) []string {
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	words = slices.Compact(words)
	return words[:min(len(words), maxSearchWords)]
}

func containsAll(s string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(s, word) {
			return false
		}
	}
	return true
}

// marks finds the phrase, or the single words where the phrase does not occur.
func (u *searchUnit) marks(phrase string, words []string) [][2]int {
	var spans [][2]int
	if spans = occurrences(u.folded, phrase, spans); spans == nil {
		for _, word := range words {
			spans = occurrences(u.folded, word, spans)
		}
	}
	return toUTF16(u.folded, merge(spans))
}

// occurrences appends the byte ranges of needle in s.
func occurrences(s, needle string, spans [][2]int) [][2]int {
	for from := 0; ; {
		i := strings.Index(s[from:], needle)
		if i < 0 {
			return spans
		}
		spans = append(spans, [2]int{from + i, from + i + len(needle)})
		from += i + len(needle)
	}
}

func merge(spans [][2]int) [][2]int {
	sort.Slice(spans, func(i, j int) bool { return spans[i][0] < spans[j][0] })
	merged := spans[:0]
	for _, span := range spans {
		if n := len(merged); n > 0 && span[0] <= merged[n-1][1] {
			merged[n-1][1] = max(merged[n-1][1], span[1])
			continue
		}
		merged = append(merged, span)
	}
	return merged
}

// toUTF16 turns byte positions in the folded text into UTF-16 positions in the printed one: folding keeps the number of
// runes and never moves a rune across the border of the basic plane.
func toUTF16(folded string, spans [][2]int) [][2]int {
	marks := make([][2]int, 0, len(spans))
	units, next := 0, 0
	var open [2]int
	for at, r := range folded + "\x00" {
		for next < len(spans) && at == spans[next][1] {
			open[1] = units
			marks = append(marks, open)
			next++
		}
		if next < len(spans) && at == spans[next][0] {
			open[0] = units
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return marks
}
