package drafting

import (
	"strings"

	"talqy/proposals/act"
)

// definitions checks that the terms of a Kazakh text stand in alphabetical order (480-V art. 23(7)). The Russian text follows
// the Kazakh one, so its own order says nothing. The terms at fault are those outside the longest run in order; terms that
// stand in the law count for more than those of the draft.
func definitions(w *wording) []finding {
	if w.lang != act.Kazakh {
		return nil
	}
	var found []finding
	for _, u := range w.units {
		if !defines(u) {
			continue
		}
		var items []*unit
		var terms []string
		for _, item := range u.children {
			if t := termOf(item); t != "" {
				items, terms = append(items, item), append(terms, t)
			}
		}
		if len(items) < 2 {
			continue
		}
		kept := longestInOrder(terms)
		before := ""
		for i, item := range items {
			if kept[i] {
				before = terms[i]
				continue
			}
			after := before
			if after == "" {
				after = terms[i+1]
			}
			from := strings.Index(item.line.text, terms[i])
			found = append(found, finding{code: DefinitionOrder, key: terms[i], line: item.line, from: from, to: from + len(terms[i]), unit: item,
				args: map[string]any{"term": terms[i], "before": after}})
		}
	}
	return found
}

// defines reports whether the items below a unit are terms with their definitions.
func defines(u *unit) bool {
	if len(u.children) < 2 || lastRune(u.p.Text) != ':' {
		return false
	}
	lead := act.Fold(u.p.Text)
	for _, word := range definingWords {
		if strings.Contains(lead, word) {
			return true
		}
	}
	return false
}

var definingWords = []string{act.Fold("ұғымдар"), act.Fold("терминдер"), "основные понятия", "следующие понятия", "термины"}

// termOf is the term of «1) термин – определение;», empty for what is no definition and for an excluded one.
func termOf(u *unit) string {
	if u.line == nil || u.p.Level != act.LevelPoint && u.p.Level != act.LevelIndent {
		return ""
	}
	for _, dash := range []string{" – ", " - ", " — "} {
		if term, _, ok := strings.Cut(u.own(), dash); ok {
			// What stands in brackets is another name.
			if name, _, bracket := strings.Cut(term, " ("); bracket {
				term = name
			}
			return term
		}
	}
	return ""
}

// longestInOrder marks the longest run of terms in alphabetical order.
func longestInOrder(terms []string) []bool {
	length, from := make([]int, len(terms)), make([]int, len(terms))
	end := -1
	for i := range terms {
		length[i], from[i] = 1, -1
		for j := range i {
			if compareKazakh(terms[j], terms[i]) <= 0 && length[j]+1 > length[i] {
				length[i], from[i] = length[j]+1, j
			}
		}
		if end < 0 || length[i] > length[end] {
			end = i
		}
	}
	kept := make([]bool, len(terms))
	for ; end >= 0; end = from[end] {
		kept[end] = true
	}
	return kept
}

// kazakhAlphabet is the order of Kazakh dictionaries; bytes and Unicode put ә, ғ, қ after я.
var kazakhAlphabet = func() map[rune]int {
	order := make(map[rune]int)
	for i, r := range []rune("аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя") {
		order[r] = i + 1
	}
	return order
}()

// compareKazakh orders two terms by the Kazakh alphabet, word by word, capital and small letters alike; marks do not count.
// It returns a negative number, 0 or a positive one.
func compareKazakh(a, b string) int {
	x, y := act.Fold(a), act.Fold(b)
	for {
		p, rest := nextLetter(x)
		q, other := nextLetter(y)
		if p != q {
			return p - q
		}
		if p == 0 {
			return 0
		}
		x, y = rest, other
	}
}

// nextLetter gives the place of the first letter that counts: 0 at the end, 1 for a blank, then the letters; letters of
// other alphabets stand after all.
func nextLetter(s string) (place int, rest string) {
	for i, r := range s {
		rest = s[i+len(string(r)):]
		switch {
		case r == ' ' || r == '-':
			if rest == "" {
				continue
			}
			return 1, rest
		case kazakhAlphabet[r] > 0:
			return kazakhAlphabet[r] + 1, rest
		case r >= '0' && r <= '9' || r >= 'a' && r <= 'z':
			return 100 + int(r), rest
		}
	}
	return 0, ""
}
