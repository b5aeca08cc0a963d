package proposals

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// searchedText is a folded text in which many words are looked for.
type searchedText struct {
	foldedText
	flat   string // the runes as a string
	starts []int  // where each rune begins in it
	lines  []int  // the rune at which each line begins
	sizes  []int  // how many different words each line has
	of     map[string][]int
}

func searchText(f foldedText) *searchedText {
	s := &searchedText{foldedText: f, flat: string(f.runes), starts: make([]int, len(f.runes)), of: map[string][]int{}}
	at := 0
	for i, r := range f.runes {
		s.starts[i] = at
		at += utf8.RuneLen(r)
	}
	for from := 0; from < len(f.runes); {
		_, to := f.lines(from, from)
		words := bagOf(f.runes[from:to])
		for word := range words {
			s.of[word] = append(s.of[word], len(s.lines))
		}
		s.lines, s.sizes = append(s.lines, from), append(s.sizes, len(words))
		from = to + 1
	}
	return s
}

// find counts the places where a pattern stands, whole words at both ends, up to two, and gives the first.
func (s *searchedText) find(pattern []rune) (first, count int) {
	words := string(pattern)
	for from := 0; words != "" && count < 2; {
		i := strings.Index(s.flat[from:], words)
		if i < 0 {
			break
		}
		at := sort.SearchInts(s.starts, from+i)
		_, size := utf8.DecodeRuneInString(s.flat[from+i:])
		from += i + size
		if s.cuts(at) || s.cuts(at+len(pattern)) {
			continue
		}
		if count == 0 {
			first = at
		}
		count++
	}
	return first, count
}

// mostAlike says whether no line of the text is more like another line than the one that a place is in.
func (s *searchedText) mostAlike(at int, line []rune) bool {
	words := bagOf(line)
	common := map[int]int{}
	for word := range words {
		for _, n := range s.of[word] {
			common[n]++
		}
	}
	like := func(n int) int { return 100 * common[n] / max(len(words), s.sizes[n], 1) }
	own := like(max(0, sort.SearchInts(s.lines, at+1)-1))
	for n := range common {
		if like(n) > own {
			return false
		}
	}
	return true
}

func bagOf(runes []rune) map[string]bool {
	out := map[string]bool{}
	for _, word := range wordsIn(runes) {
		out[word] = true
	}
	return out
}
