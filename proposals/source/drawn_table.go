package source

import "strings"

const (
	shortestRule = 10 // signs in a row that make a line a rule
	longestTable = 60 // paragraphs between the first rule of a drawn table and its last
)

// markDrawnTables finds tables drawn with rules of dashes, as old editions have them: all from the first rule to the last
// one before the next numbered unit are rows. What stands between the columns is kept as it is drawn.
func markDrawnTables(lines []paragraph) {
	for i := 0; i < len(lines); i++ {
		if lines[i].note != nil || !isRule(lines[i].text) {
			continue
		}
		last := i
		for j := i + 1; j < len(lines) && j-last < longestTable; j++ {
			l := &lines[j]
			if l.note != nil && !l.law {
				continue
			}
			if l.kind != kindLower && l.kind != kindUpper && l.kind != kindRow {
				break
			}
			if isRule(l.text) {
				last = j
			}
		}
		if last == i {
			continue
		}
		for j := i; j <= last; j++ {
			if lines[j].note == nil {
				lines[j].token = token{kind: kindRow, rest: lines[j].text}
			}
		}
		i = last
	}
}

func isRule(text string) bool {
	return len(text) >= shortestRule && strings.Trim(text, "-_=+|! –—") == "" && strings.ContainsAny(text, "-_=–—")
}
