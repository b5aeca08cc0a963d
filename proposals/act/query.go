package act

import "strings"

// Query is what somebody looks for, folded and cut into words once, to be tried on many texts.
type Query struct {
	phrase string
	words  []string
}

// NewQuery reads a query. It is folded as the texts are: case, ё and е, look-alike letters, quotation marks, dashes and
// spaces do not matter.
func NewQuery(s string) Query {
	words := strings.Fields(Fold(s))
	return Query{phrase: strings.Join(words, " "), words: mostTelling(words)}
}

// Empty says whether there is nothing to look for.
func (q Query) Empty() bool { return len(q.words) == 0 }

// In tries the query on a text that is folded already: ok when all its words occur, phrase when they stand there together
// and in order.
func (q Query) In(folded string) (ok, phrase bool) {
	switch {
	case q.Empty():
		return false, false
	case strings.Contains(folded, q.phrase):
		return true, true
	}
	return q.words[0] != q.phrase && containsAll(folded, q.words), false
}

// May says whether the query may be in a part of a text that is folded already: all its words are somewhere in it.
func (q Query) May(folded string) bool { return containsAll(folded, q.words) }

// Marks are the places of the words in a folded text, in UTF-16 units, in order, not overlapping; they are places in the
// printed text too.
func (q Query) Marks(folded string) [][2]int {
	if q.Empty() {
		return nil
	}
	unit := searchUnit{folded: folded}
	return unit.marks(q.phrase, q.words)
}
