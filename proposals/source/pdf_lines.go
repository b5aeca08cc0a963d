package source

import (
	"math"
	"sort"
	"strings"
)

// appendPage makes lines of the pieces of a page: those on one height, from left to right.
func appendPage(lines []rawLine, runs []pdfRun) []rawLine {
	sort.SliceStable(runs, func(i, j int) bool {
		a, b := &runs[i], &runs[j]
		return math.Abs(a.y-b.y) > sameLine && a.y > b.y
	})
	var page [][]pdfRun
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && math.Abs(runs[n].y-runs[0].y) <= sameLine {
			n++
		}
		line := append([]pdfRun{}, runs[:n]...)
		runs = runs[n:]
		sort.SliceStable(line, func(i, j int) bool { return line[i].x < line[j].x })
		page = append(page, line)
	}
	moved := untwine(page)
	for i, line := range page {
		// The first line of a page may go on with the paragraph of the page before.
		block := i > 0 && page[i-1][0].y-line[0].y > line[0].size*blockGap
		lines = append(lines, rawLine{text: lineText(line), tight: true, block: block || moved[i]})
	}
	return lines
}

// untwine puts the name that stands to the right of a signature of two lines, half way between them, after them.
func untwine(page [][]pdfRun) (moved map[int]bool) {
	moved = make(map[int]bool)
	for i := 1; i+1 < len(page); i++ {
		above, right, below := page[i-1][0], page[i][0], page[i+1][0]
		if right.x > rightHalf && above.x < rightHalf && below.x < rightHalf && above.y-below.y < above.size*blockGap {
			page[i], page[i+1] = page[i+1], page[i]
			moved[i+1] = true
			i++
		}
	}
	return moved
}

func lineText(line []pdfRun) string {
	var b strings.Builder
	for i := range line {
		if i > 0 && line[i].x-line[i-1].end > line[i].size*wordSpace && !strings.HasSuffix(line[i-1].text, " ") &&
			!strings.HasPrefix(line[i].text, " ") {
			b.WriteByte(' ')
		}
		b.WriteString(line[i].text)
	}
	return b.String()
}

const (
	sameLine  = 2.0   // points of height within which pieces are on one line
	blockGap  = 1.6   // of the letter size: lines of one paragraph stand closer
	rightHalf = 250.0 // points from the left edge
	wordSpace = 0.2   // of the letter size: a gap as wide as a narrow space
)
