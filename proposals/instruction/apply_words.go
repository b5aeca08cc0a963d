package instruction

import (
	"slices"
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// edit is one replacement in the texts of a unit.
type edit struct {
	place
	words string
}

// replaceQuotes replaces or takes out quoted words. In one unit every quotation must stand exactly once. Where one sentence
// addresses several units and quotes several words, each unit has at least one of them and each of them is met.
// With after, only words that stand right behind those are meant.
func (w *worker) replaceQuotes(targets []target, quotes []Quote, after string) *refusal {
	if len(targets) == 1 || len(quotes) == 1 {
		for n, t := range targets {
			edits, no := w.editsIn(t, quotes, after)
			if no != nil {
				no.at = n
				return no
			}
			w.perform(t, edits)
		}
		return nil
	}
	met := make([]bool, len(quotes))
	for n, t := range targets {
		var edits []edit
		for pass := range 2 {
			for i, q := range quotes {
				texts := t.texts()
				var places []place
				if pass == 0 {
					places = within(exact(texts, q.Old), texts, t.sentence)
				} else {
					places = within(alike(texts, q.Old), texts, t.sentence)
					w.remark(RemarkLettersAlike)
				}
				if len(places) > 1 && !t.whole {
					return &refusal{ReasonWordsTwice, around(texts, places), n}
				}
				for _, p := range places {
					if overlaps(edits, p) {
						continue
					}
					edits = append(edits, edit{p, q.New})
					met[i] = true
				}
			}
			if len(edits) > 0 {
				break
			}
		}
		if len(edits) == 0 {
			return &refusal{ReasonWordsNotFound, w.nearest(t, quotes[0].Old), n}
		}
		w.perform(t, edits)
	}
	for i, ok := range met {
		if !ok && !alikeMet(quotes, met, i) {
			return refuse(ReasonWordsNotFound, quotes[i].Old)
		}
	}
	return nil
}

// alikeMet reports whether a quotation that was not met looks like one that was: an act may quote both spellings of a word.
func alikeMet(quotes []Quote, met []bool, i int) bool {
	for j, q := range quotes {
		if met[j] && act.Fold(q.Old) == act.Fold(quotes[i].Old) {
			return true
		}
	}
	return false
}

func overlaps(edits []edit, p place) bool {
	return slices.ContainsFunc(edits, func(e edit) bool { return e.text == p.text && e.from < p.to && p.from < e.to })
}

// editsIn finds every quotation in one unit.
func (w *worker) editsIn(t target, quotes []Quote, after string) ([]edit, *refusal) {
	texts := t.texts()
	var edits []edit
	for _, q := range quotes {
		places := behind(w.places(t, q.Old), texts, after)
		switch {
		case len(places) == 0:
			return nil, refuse(ReasonWordsNotFound, w.nearest(t, q.Old)...)
		case len(places) > 1 && !t.whole:
			return nil, refuse(ReasonWordsTwice, around(texts, places)...)
		}
		for _, p := range places {
			if overlaps(edits, p) {
				return nil, refuse(ReasonWordsOverlap, q.Old)
			}
			edits = append(edits, edit{p, q.New})
		}
	}
	return edits, nil
}

// behind keeps the places that stand right behind given words, as a reader sees them.
func behind(places []place, texts []*string, words string) []place {
	if words == "" {
		return places
	}
	return slices.DeleteFunc(places, func(p place) bool {
		before := strings.TrimRight((*texts[p.text])[:p.from], " ")
		n := utf8.RuneCountInString(words)
		from := len(before)
		for range n {
			_, size := utf8.DecodeLastRuneInString(before[:from])
			from -= size
		}
		return act.Fold(before[from:]) != act.Fold(words) || insideWord(before, from)
	})
}

// perform makes edits from the last to the first, so that places stay right.
func (w *worker) perform(t target, edits []edit) {
	texts := t.texts()
	slices.SortFunc(edits, func(a, b edit) int {
		if a.text != b.text {
			return a.text - b.text
		}
		return a.from - b.from
	})
	for _, e := range slices.Backward(edits) {
		text := texts[e.text]
		w.setText(t.unit, text, replaceWords(*text, e.from, e.to, e.words))
	}
}

// insertWords adds words after or before quoted words, or at the end of the unit.
func (w *worker) insertWords(targets []target, m *Modification) *refusal {
	for n, t := range targets {
		texts := t.texts()
		if len(texts) == 0 {
			return refuse(ReasonWordsNotFound)
		}
		anchor := m.After + m.Before
		if anchor == "" {
			if last := *texts[len(texts)-1]; t.sentence == 0 && strings.HasSuffix(strings.TrimRight(last, endMarks), " "+strings.Trim(m.New, endMarks)) {
				return &refusal{ReasonAlreadyThere, []string{act.Excerpt(last, 60)}, n}
			}
			w.appendTo(t, texts, m.New)
			continue
		}
		places := w.places(t, anchor)
		switch {
		case len(places) == 0:
			return refuse(ReasonWordsNotFound, w.nearest(t, anchor)...)
		case len(places) > 1 && !t.whole:
			return refuse(ReasonWordsTwice, around(texts, places)...)
		}
		var edits []edit
		for _, p := range places {
			at := p.to
			if m.Before != "" {
				at = p.from
			}
			if m.After != "" && startsWith((*texts[p.text])[at:], m.New) {
				return &refusal{ReasonAlreadyThere, around(texts, []place{p}), n}
			}
			edits = append(edits, edit{place{p.text, at, at}, m.New})
		}
		w.perform(t, edits)
	}
	return nil
}

// startsWith reports whether a text goes on with the given words, whole.
func startsWith(s, words string) bool {
	s = strings.TrimLeft(s, " ")
	return strings.HasPrefix(s, words) && !insideWord(s, len(words))
}

// places finds quoted words in a unit, and remarks when they are only alike.
func (w *worker) places(t target, quote string) []place {
	texts := t.texts()
	if found := within(exact(texts, quote), texts, t.sentence); len(found) > 0 {
		return found
	}
	found := within(alike(texts, quote), texts, t.sentence)
	if len(found) > 0 {
		w.remark(RemarkLettersAlike)
	}
	return found
}

// appendTo adds words at the end of a unit or of one of its sentences.
func (w *worker) appendTo(t target, texts []*string, words string) {
	last := texts[len(texts)-1]
	from, to := 0, len(*last)
	if t.sentence > 0 {
		places := sentences(texts)[t.sentence-1]
		p := places[len(places)-1]
		last, from, to = texts[p.text], p.from, p.to
	}
	stretch := strings.TrimRight((*last)[from:to], " ")
	blanks := (*last)[from+len(stretch) : to]
	w.setText(t.unit, last, (*last)[:from]+appendWords(stretch, words)+blanks+(*last)[to:])
}

// around shows places with the words next to them.
func around(texts []*string, places []place) []string {
	var shown []string
	for _, p := range places[:min(len(places), maxCandidates)] {
		s := *texts[p.text]
		from, to := p.from, p.to
		for range contextLetters {
			_, size := utf8.DecodeLastRuneInString(s[:from])
			from -= size
			_, size = utf8.DecodeRuneInString(s[to:])
			to += size
		}
		shown = append(shown, "…"+s[from:to]+"…")
	}
	return shown
}

// contextLetters is how much is shown on each side of found words.
const contextLetters = 24

// nearest offers the places that share the most words with words that were not found: in the unit itself, else in the
// article that holds it.
func (w *worker) nearest(t target, quote string) []string {
	if shown := likeliest(t.texts(), quote); len(shown) > 0 {
		return shown
	}
	p := t.unit
	for p != nil && p.Level != act.LevelArticle {
		p = w.lookup.parents[p]
	}
	if p == nil {
		return nil
	}
	return likeliest(target{unit: p}.texts(), quote)
}

// likeliest finds the stretch of text with the longest run of the quoted words; runs below a third of them are not offered.
func likeliest(texts []*string, quote string) []string {
	words := strings.Fields(quote)
	for size := max(1, len(words)-1); size > 0 && size*3 >= len(words); size-- {
		for from := 0; from+size <= len(words); from++ {
			part := strings.Trim(strings.Join(words[from:from+size], " "), ",.;:")
			if places := occurrences(texts, 0, part); len(places) > 0 && utf8.RuneCountInString(part) > 3 {
				return around(texts, places[:1])
			}
		}
	}
	return nil
}
