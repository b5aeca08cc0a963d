package redline

// survive is the share of words from which two lines are one line with changes. Where fewer survive, the old line is struck
// out and the new one added whole: a patchwork of a few common words is harder to read than two sentences.
const survive = 1.0 / 3

// numberBonus makes the line with the same number the partner, of lines that are alike.
const numberBonus = 0.25

// byLikeness pairs lines in order so that the sum of their likeness is greatest, by dynamic programming over all pairs.
func (al *aligner) byLikeness(a0, a1, b0, b1 int) []match {
	n, m := a1-a0, b1-b0
	olds, news := make([]bag, n), make([]bag, m)
	for i := range olds {
		olds[i] = al.bag(al.old, al.oldLines[a0+i])
	}
	for j := range news {
		news[j] = al.bag(al.new, al.newLines[b0+j])
	}
	score := make([]float64, n*m)
	total := make([]float64, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			s := likeness(olds[i], news[j])
			score[i*m+j] = s
			best := max(total[(i+1)*(m+1)+j], total[i*(m+1)+j+1])
			if s > 0 {
				best = max(best, s+total[(i+1)*(m+1)+j+1])
			}
			total[i*(m+1)+j] = best
		}
	}
	var out []match
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

// bag counts the words of a line. The first word is its number, if it has one.
type bag struct {
	counts map[rune]int
	words  int
	number rune
	blank  bool
}

func (al *aligner) bag(text []rune, s span) bag {
	b := bag{counts: make(map[rune]int, s.to-s.from), blank: true}
	for _, r := range text[s.from:s.to] {
		t := al.token(r)
		if t.class != space && t.class != line {
			b.blank = false
		}
		if t.class != word {
			continue
		}
		if b.words == 0 && t.text[0] >= '0' && t.text[0] <= '9' {
			b.number = r
		}
		b.counts[r]++
		b.words++
	}
	return b
}

// likeness is the share of words that two lines have in common, with a bonus for the same number; 0 when too few survive
// to call them one line.
func likeness(a, b bag) float64 {
	if a.blank || b.blank {
		if a.blank && b.blank {
			return survive
		}
		return 0
	}
	if a.words == 0 || b.words == 0 { // lines of marks alone
		return 0
	}
	common := 0
	small, large := a, b
	if len(small.counts) > len(large.counts) {
		small, large = large, small
	}
	for r, n := range small.counts {
		common += min(n, large.counts[r])
	}
	share := float64(common) / float64(max(a.words, b.words))
	sameNumber := a.number != 0 && a.number == b.number
	if sameNumber && a.words > 1 && b.words > 1 { // the number itself is no sign that words survive
		share = float64(common-1) / float64(max(a.words, b.words)-1)
	}
	if share < survive && !(sameNumber && share > survive/2) {
		return 0
	}
	if sameNumber {
		share += numberBonus
	}
	return share
}
