package instruction

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// operation is the order that makes one change.
type operation struct {
	kind     Kind
	from, to int // the quoted stretch of the old text
	quote    Quote
	after    string
	words    string
	sentence int // the sentence that comes or goes; 0 for words
}

// maxContext bounds the words quoted only to make a place unique.
const maxContext = 16

// quotedChanges derives orders about quoted words that turn one text into another, at an address that means that text
// alone; false when none can.
func quotedChanges(a Address, old, new string) ([]Modification, bool) {
	if strings.Contains(old+new, "\n") {
		return nil, false
	}
	changes := changesOf(old, new)
	for len(changes) > 0 {
		operations, stuck := operationsOf(old, new, changes)
		if stuck < 0 {
			mods := gather(a, operations)
			if turns(mods, len(a), old, new) {
				return mods, true
			}
			if len(changes) == 1 {
				return nil, false
			}
			stuck = 0
		}
		// What cannot be quoted alone is quoted together with its nearest neighbour.
		if len(changes) == 1 {
			return nil, false
		}
		with := stuck
		if stuck == len(changes)-1 || stuck > 0 && changes[stuck].from-changes[stuck-1].to < changes[stuck+1].from-changes[stuck].to {
			with = stuck - 1
		}
		changes[with].to, changes[with].newTo = changes[with+1].to, changes[with+1].newTo
		changes = slices.Delete(changes, with+1, with+2)
	}
	return nil, false
}

// operationsOf finds the shortest order for each change; stuck is a change that has none or whose words another one quotes
// too, -1 when there is no such.
func operationsOf(old, new string, changes []change) (operations []operation, stuck int) {
	stops := tokensOf(old)
	for i, c := range changes {
		low, high := 0, len(old)
		if i > 0 {
			low = changes[i-1].to
		}
		if i+1 < len(changes) {
			high = changes[i+1].from
		}
		op, ok := operationOf(old, new, c, stops, low, high)
		if !ok {
			return nil, i
		}
		if i > 0 && op.from < operations[i-1].to && op.to > operations[i-1].from {
			return nil, i
		}
		operations = append(operations, op)
	}
	return operations, -1
}

func operationOf(old, new string, c change, stops []stretch, low, high int) (operation, bool) {
	made := old[:c.from] + new[c.newFrom:c.newTo] + old[c.to:]
	words := strings.TrimSpace(new[c.newFrom:c.newTo])
	gone := strings.TrimSpace(old[c.from:c.to])
	switch {
	case words == "":
		if n := wholeSentence(old, c); n > 0 && cutFrom(old, n) == made {
			return operation{kind: Repeal, sentence: n, from: c.from, to: c.to}, true
		}
		from := c.from + strings.Index(old[c.from:c.to], gone)
		if quotable(old, gone) && replaceWords(old, from, from+len(gone), "") == made {
			return operation{kind: Repeal, from: from, to: from + len(gone), quote: Quote{Old: gone}}, true
		}
	case gone == "":
		if op, ok := insertion(old, made, words, c.from, stops, low); ok {
			return op, true
		}
	}
	return substitution(old, made, c, stops, low, high)
}

// insertion finds the words after which new ones are added, or adds them at the end of the unit.
func insertion(old, made, words string, at int, stops []stretch, low int) (operation, bool) {
	if !balanced(words) {
		return operation{}, false
	}
	if strings.HasSuffix(strings.TrimRight(old, " "), ".") && at >= len(strings.TrimRight(old, " ")) && isSentence(words) && old+" "+words == made {
		return operation{kind: Insertion, sentence: len(sentenceEnds(old)) + 1, words: words, from: at, to: at}, true
	}
	if strings.Trim(old[at:], endMarks) == "" && hasWord(words) && appendWords(old, words) == made {
		return operation{kind: Insertion, words: words, from: at, to: at}, true
	}
	last := len(stops) - 1
	for last >= 0 && stops[last].to > at {
		last--
	}
	for first := last; first >= 0 && stops[first].from >= low && last-first < maxContext; first-- {
		anchor := old[stops[first].from:stops[last].to]
		if hasWord(words) && quotable(old, anchor) && replaceWords(old, stops[last].to, stops[last].to, words) == made {
			return operation{kind: Insertion, after: anchor, words: words, from: stops[first].from, to: stops[last].to}, true
		}
	}
	return operation{}, false
}

// substitution quotes the changed words with as few of their neighbours as make the quotation unique.
func substitution(old, made string, c change, stops []stretch, low, high int) (operation, bool) {
	before := len(stops) - 1
	for before >= 0 && stops[before].to > c.from {
		before--
	}
	after := 0
	for after < len(stops) && stops[after].from < c.to {
		after++
	}
	// Neighbours that are words are preferred to marks: a quotation that begins with a dash reads badly.
	for _, plain := range []bool{true, false} {
		for context := range maxContext + 1 {
			for left := context; left >= 0; left-- {
				from, to, ok := widened(old, c, stops, before-left+1, left, after+context-left-1, context-left, plain)
				if !ok || from < low || to > high {
					continue
				}
				words := strings.TrimSpace(made[min(from, c.from) : len(made)-(len(old)-max(to, c.to))])
				quote := old[from:to]
				if words == "" || quote == words || !balanced(words) || !hasWord(words) || !quotable(old, quote) {
					continue
				}
				if replaceWords(old, from, to, words) == made {
					return operation{kind: Substitution, from: from, to: to, quote: Quote{quote, words}}, true
				}
			}
		}
	}
	return operation{}, false
}

// widened is the stretch of a change with so many tokens before and behind it, first and last being the outermost ones; in
// a plain one these are words.
func widened(old string, c change, stops []stretch, first, left, last, right int, plain bool) (from, to int, ok bool) {
	from, to = c.from, c.to
	if left > 0 {
		if first < 0 || plain && !hasWord(old[stops[first].from:stops[first].to]) {
			return 0, 0, false
		}
		from = stops[first].from
	}
	if right > 0 {
		if last >= len(stops) || plain && !hasWord(old[stops[last].from:stops[last].to]) {
			return 0, 0, false
		}
		to = stops[last].to
	}
	for from < to && old[from] == ' ' {
		from++
	}
	for to > from && old[to-1] == ' ' {
		to--
	}
	return from, to, true
}

// quotable reports whether words can be quoted: they have a word, their quotation marks are in pairs, and they stand in the
// text once.
func quotable(text, words string) bool {
	if !hasWord(words) || !balanced(words) {
		return false
	}
	return len(occurrences([]*string{&text}, 0, words)) == 1
}

func hasWord(s string) bool { return strings.ContainsFunc(s, isWordRune) }

// balanced reports whether quotation marks inside quoted words nest, so that a reader sees where the quotation ends.
func balanced(s string) bool {
	depth := 0
	for _, r := range s {
		switch r {
		case '«':
			depth++
		case '»':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// stretch is a token that is no blank.
type stretch struct{ from, to int }

// tokensOf cuts a text into words and marks, as a redline does.
func tokensOf(s string) []stretch {
	var tokens []stretch
	for i, r := range s {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			size = 1
		}
		switch n := len(tokens); {
		case unicode.IsSpace(r):
		case n > 0 && tokens[n-1].to == i && insideWord(s, i):
			tokens[n-1].to = i + size
		default:
			tokens = append(tokens, stretch{i, i + size})
		}
	}
	return tokens
}

// isSentence reports whether words are one whole sentence.
func isSentence(s string) bool {
	return unicode.IsUpper(firstRune(s)) && strings.HasSuffix(s, ".") && len(sentenceEnds(s)) == 1
}

// wholeSentence gives the sentence that a change takes out; 0 when it is not exactly one of several.
func wholeSentence(old string, c change) int {
	ends := sentenceEnds(old)
	if len(ends) < 2 {
		return 0
	}
	from := 0
	for i, end := range ends {
		if strings.TrimSpace(old[c.from:c.to]) == strings.TrimSpace(old[from:end]) && c.from+1 >= from && c.to <= end {
			return i + 1
		}
		from = end
	}
	return 0
}

func cutFrom(old string, sentence int) string {
	p := sentences([]*string{&old})[sentence-1][0]
	left, right := old[:p.from], old[p.to:]
	if right == "" {
		left = strings.TrimRight(left, " ")
	}
	return left + right
}

// gather makes modifications of operations: pairs of one kind stand in one sentence, sentences that come or go stand last,
// because they shift the ordinals of the others.
func gather(a Address, operations []operation) []Modification {
	var replaced, gone [2][]Quote // words, figures
	var rest, sentences []Modification
	for _, op := range operations {
		figures := 0
		if isFigures(op.quote.Old) {
			figures = 1
		}
		switch {
		case op.sentence > 0 && op.kind == Repeal:
			at := a.with(Step{Unit: UnitSentence, Num: strconv.Itoa(op.sentence)})
			sentences = append(sentences, Modification{Kind: Repeal, Subject: Units, Addresses: []Address{at}})
		case op.sentence > 0:
			place := Step{Unit: UnitSentence, Num: strconv.Itoa(op.sentence)}
			sentences = append(sentences, Modification{Kind: Insertion, Subject: Units, Addresses: []Address{a}, Places: []Step{place}, New: op.words})
		case op.kind == Substitution:
			replaced[figures] = append(replaced[figures], op.quote)
		case op.kind == Repeal:
			gone[figures] = append(gone[figures], op.quote)
		default:
			m := Modification{Kind: Insertion, Subject: subjectOf(op.words), Addresses: []Address{a}, After: op.after, New: op.words}
			rest = append(rest, m)
		}
	}
	var mods []Modification
	for i, subject := range []Subject{Words, Figures} {
		if len(replaced[i]) > 0 {
			mods = append(mods, Modification{Kind: Substitution, Subject: subject, Addresses: []Address{a}, Quotes: replaced[i]})
		}
		if len(gone[i]) > 0 {
			mods = append(mods, Modification{Kind: Repeal, Subject: subject, Addresses: []Address{a}, Quotes: gone[i]})
		}
	}
	return append(append(mods, rest...), sentences...)
}

func subjectOf(words string) Subject {
	if isFigures(words) {
		return Figures
	}
	return Words
}

// turns tries modifications of one text, whose address is cut to the sentence in it.
func turns(mods []Modification, depth int, old, new string) bool {
	p := &act.Provision{Level: act.LevelArticle, Num: "1", Text: old}
	w := &worker{lookup: newLookup([]*act.Provision{p}, act.ProfileLaw), touched: make(map[*act.Provision]bool)}
	for _, m := range mods {
		tried := m
		tried.Addresses = nil
		for _, a := range m.Addresses {
			tried.Addresses = append(tried.Addresses, Address{{Unit: UnitArticle, Num: "1"}}.with(a[depth:]...))
		}
		if w.modify(&tried, &Result{}) != nil {
			return false
		}
	}
	return p.Text == new
}
