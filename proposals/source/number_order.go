package source

import "talqy/proposals/act"

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
	case !act.NumFollows(before, l.num):
		b.report.find(FindingGap, l.line, l.text)
	}
}
