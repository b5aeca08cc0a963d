package source

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

func (b *body) checkOrder(before string, l *paragraph) {
	if b.report == nil {
		return
	}
	switch {
	case before == "":
		if l.num != "1" && l.num != "а" {
			b.report.find(FindingGap, l.line, l.text)
		}
	case act.CompareNums(before, l.num) == 0:
		b.report.find(FindingDouble, l.line, l.text)
	case act.CompareNums(before, l.num) > 0:
		b.report.find(FindingOrder, l.line, l.text)
	case !follows(before, l.num):
		b.report.find(FindingGap, l.line, l.text)
	}
}

// follows reports whether b may come right after a in a complete list: 1, 2; 2, 2-1; 2-1, 2-2; 2-1, 3; а, б.
func follows(a, b string) bool {
	headA, restA, _ := strings.Cut(a, "-")
	headB, restB, _ := strings.Cut(b, "-")
	if headA == headB {
		if restA == "" {
			return restB == "1"
		}
		return follows(restA, restB)
	}
	if restB != "" {
		return false
	}
	if na, err := strconv.Atoi(headA); err == nil {
		nb, err := strconv.Atoi(headB)
		return err == nil && nb == na+1
	}
	ra, rb := firstRune(headA), firstRune(headB)
	// The letters ё, й, ъ, ы, ь are left out of some lists.
	return rb > ra && rb-ra <= 3 || rb == 'ё' || ra == 'ё'
}
