package instruction

import (
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// meant decides which of the amended acts the expression is: the one of its title. An excerpt has none; where several acts
// are amended, it is the one more of whose instructions can be carried out on it than of any other and than cannot, and
// byContent says so. Instructions about units that an excerpt does not have say nothing.
func meant(e *act.Expression, profile act.Profile, instructions []Instruction) (isMeant func(name string) *refusal, byContent bool) {
	byName := make(map[string][]Instruction)
	var names []string
	for _, in := range instructions {
		if _, ok := byName[in.Act]; !ok {
			names = append(names, in.Act)
		}
		byName[in.Act] = append(byName[in.Act], in)
	}
	switch {
	case e.Title != "":
		return func(name string) *refusal {
			if name == "" || SameAct(name, e.Title, e.Lang) {
				return nil
			}
			return refuse(ReasonOtherAct)
		}, false
	case len(names) < 2:
		return func(string) *refusal { return nil }, false
	}
	best, most, second := "", 0, 0
	for _, name := range names {
		n, against := 0, 0
		_, results := Apply(&act.Expression{Lang: e.Lang, Provisions: e.Provisions}, profile, byName[name])
		for _, r := range results {
			switch r.Reason {
			case "":
				n++
			case ReasonAddressNotFound, ReasonContentsNotKept, ReasonNewTextMissing, ReasonTemporary:
			default:
				against++
			}
		}
		if against >= n {
			continue
		}
		if n > most {
			best, most, second = name, n, most
		} else {
			second = max(second, n)
		}
	}
	return func(name string) *refusal {
		switch {
		case most == second:
			return refuse(ReasonActUnclear, names...)
		case name != best:
			return refuse(ReasonOtherAct)
		}
		return nil
	}, true
}

// SameAct reports whether the name by which an amending act calls an act («Закон Республики Казахстан от 30 марта 1999 года
// «О порядке …»», «2014 жылғы 3 шілдедегі Қазақстан Республикасының Қылмыстық кодексіне») is that of the act with the given
// title. A law is named by its title in quotation marks; a code by its own words, whose endings do not count.
func SameAct(name, title string, lang act.Lang) bool {
	if at := strings.IndexAny(name, "«\""); at >= 0 {
		if _, inner, ok := matchQuote(name[at:]); ok {
			return strings.Contains(letters(title), letters(inner)) || strings.Contains(letters(inner), letters(title)) && title != ""
		}
	}
	named := nameStems(name, lang)
	titled := nameStems(title, lang)
	if len(named) == 0 || len(titled) == 0 {
		return false
	}
	for _, n := range named {
		if !hasStem(titled, n) {
			return false
		}
	}
	return len(named) == len(titled)
}

// letters keeps the folded letters and figures alone.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !isWordRune(r) {
			return -1
		}
		return act.FoldRune(r)
	}, s)
}

// common are words that tell no act from another: the country, the date.
var common = func() map[string]bool {
	words := make(map[string]bool)
	for _, w := range strings.Fields("республики республика казахстан от года об о в закон по қазақстан республикасы республикасының жылғы туралы заңына заңы") {
		words[act.Fold(w)] = true
	}
	return words
}()

// nameStems gives the words of a name that tell it from others. A Russian name ends before its date.
func nameStems(name string, lang act.Lang) []string {
	folded := act.Fold(name)
	if lang != act.Kazakh {
		folded, _, _ = strings.Cut(folded, " от ")
	}
	tokens, _ := lex(folded)
	var stems []string
	for _, t := range tokens {
		if t.kind != tokenWord || common[t.text] || strings.HasPrefix(t.text, "кодекс") || isMonth(t.text) {
			continue
		}
		stems = append(stems, stem(t.text))
	}
	return stems
}

// isMonth reports whether a Kazakh word is a month with the ending of a date («3 шілдедегі»).
func isMonth(word string) bool {
	return endsIn(word, "дағы", "дегі", "тағы", "тегі", "ғы", "гі")
}

// stem cuts the ending of a word: what is left of a long word tells it.
func stem(word string) string {
	n := utf8.RuneCountInString(word)
	keep := n
	switch {
	case n > 7:
		keep = n - 3
	case n > 4:
		keep = n - 1
	}
	runes := []rune(word)
	return string(runes[:min(keep, 6)])
}

func hasStem(stems []string, want string) bool {
	for _, s := range stems {
		if strings.HasPrefix(s, want) || strings.HasPrefix(want, s) {
			return true
		}
	}
	return false
}
