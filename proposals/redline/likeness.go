package redline

import "slices"

// survive is the share of words from which two lines are one line with changes. Where fewer survive, the old line is struck
// out and the new one added whole: a patchwork of a few common words is harder to read than two sentences.
const survive = 1.0 / 3

// numberBonus makes the line with the same number the partner, of lines that are alike.
const numberBonus = 0.25

// A line that says the same is the partner even where another one has its number: otherwise a list that was numbered anew
// after an insertion would be compared with its own neighbours. The bonus grows with the words up to enoughWords, because
// many lines of law say «исключён».
const (
	sameBonus   = 3.0
	enoughWords = 8
)

// byLikeness pairs lines in order so that the sum of their likeness is greatest, by dynamic programming over all pairs.
func (al *aligner) byLikeness(out []match, a0, a1, b0, b1 int) []match {
	n, m := a1-a0, b1-b0
	olds, news := make([]bag, n), make([]bag, m)
	for i := range olds {
		olds[i] = al.bag(al.old, &al.oldLines[a0+i])
	}
	for j := range news {
		news[j] = al.bag(al.new, &al.newLines[b0+j])
	}
	score := make([]float64, n*m)
	total := make([]float64, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			s := likeness(&olds[i], &news[j])
			score[i*m+j] = s
			best := max(total[(i+1)*(m+1)+j], total[i*(m+1)+j+1])
			if s > 0 {
				best = max(best, s+total[(i+1)*(m+1)+j+1])
			}
			total[i*(m+1)+j] = best
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch here := total[i*(m+1)+j]; {
		case score[i*m+j] > 0 && here == score[i*m+j]+total[(i+1)*(m+1)+j+1]:
			out = append(out, match{a0 + i, b0 + j})
			i, j = i+1, j+1
		case here == total[(i+1)*(m+1)+j]:
			i++
		default:
			j++
		}
	}
	return out
}

// bag is the words of a line in the order of the alphabet, its own number aside.
type bag struct {
	words  []rune
	number rune // 0 for none
	body   uint64
	blank  bool
	traces [4]uint64 // a bit for each word, the same for many: what has no bit here is not here
}

// place gives the bit of a word in the traces of a bag.
func place(word rune) (i, bit uint32) {
	h := uint32(word) * 2654435761
	return h >> 30, h >> 24 & 63
}

func (al *aligner) bag(text []rune, u *unit) bag {
	b := bag{words: make([]rune, 0, u.words+1), body: u.body, blank: true}
	for i := u.from; i < u.to; i++ {
		r := text[i]
		switch class := al.class(r); {
		case class == space || class == line:
			continue
		case i == u.number:
			b.number = r
		case class == word:
			b.words = append(b.words, r)
			at, bit := place(r)
			b.traces[at] |= 1 << bit
		}
		b.blank = false
	}
	slices.Sort(b.words)
	return b
}

// share is the part of words that two lines have in common, of the longer one.
func (b *bag) share(other *bag) float64 {
	common := 0
	for i, j := 0, 0; i < len(b.words) && j < len(other.words); {
		switch x, y := b.words[i], other.words[j]; {
		case x == y:
			common++
			i, j = i+1, j+1
		case x < y:
			i++
		default:
			j++
		}
	}
	return float64(common) / float64(max(1, len(b.words), len(other.words)))
}

// atMost bounds the share from above without comparing the words: nearly all pairs of lines have too little in common.
func (b *bag) atMost(other *bag) float64 {
	few, many := b, other
	if len(few.words) > len(many.words) {
		few, many = many, few
	}
	seen := uint64(0)
	for _, w := range few.words {
		at, bit := place(w)
		seen += many.traces[at] >> bit & 1
	}
	return float64(seen) / float64(max(1, len(many.words)))
}

// likeness is the share of words that two lines have in common, with a bonus for the same number and one for saying the
// same; 0 when too few words survive to call them one line.
func likeness(a, b *bag) float64 {
	if a.blank || b.blank {
		if a.blank && b.blank {
			return survive
		}
		return 0
	}
	sameNumber := a.number != 0 && a.number == b.number
	if len(a.words) == 0 || len(b.words) == 0 { // lines of a number or of marks alone
		if sameNumber && len(a.words) == len(b.words) {
			return survive
		}
		return 0
	}
	if bound := a.atMost(b); bound < survive && !(sameNumber && bound > survive/2) {
		return 0
	}
	share := a.share(b)
	if share < survive && !(sameNumber && share > survive/2) {
		return 0
	}
	if sameNumber {
		share += numberBonus
	}
	if a.body == b.body {
		share += sameBonus * float64(min(len(a.words), enoughWords)) / enoughWords
		share += float64(len(a.words)) / 1000 // of two that changed places the longer one stays
	}
	return share
}
