package source

import (
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// maxQuoted bounds the paragraphs of one wording in quotation marks.
const maxQuoted = 3000

// quoteBudget is how often a paragraph may be looked at in search of closing marks; a file that opens more quotations than
// it closes would else cost time out of proportion.
const quoteBudget = 8

// markQuoted finds the wording that instructions put in quotation marks over several paragraphs: «Статья 128. …⏎1. …». Its
// title lines and numbers belong to the amended act. Wording whose quotation marks do not end (so it is in the Criminal Code
// in force, art. 467) ends where the numbers around it go on, and is reported.
func markQuoted(lines []paragraph, report *Report) {
	var outer numbers
	article := 0
	budget := quoteBudget * (len(lines) + maxQuoted)
	for i := 0; i < len(lines); {
		l := &lines[i]
		if l.note != nil && !l.law {
			i++
			continue
		}
		n := 0
		if budget > 0 && isQuote(firstRune(l.text)) {
			if n = quotedLength(lines[i:], article, &budget); n == 0 {
				if n = openQuoteLength(lines[i:], outer); n > 0 && report != nil {
					report.find(FindingOpenQuote, l.line, l.text)
				}
			}
		}
		for j := i; j < i+n; j++ {
			lines[j].quoted = true
			if lines[j].law {
				// What is quoted stays whole.
				lines[j].note, lines[j].law = nil, false
			}
		}
		if n == 0 {
			outer.see(l)
			if l.kind == kindArticle {
				article = atoi(l.num)
			}
			n = 1
		}
		i += n
	}
}

// numbers remembers the last numbers of the lists that are open.
type numbers struct{ paragraph, point string }

func (n *numbers) see(l *paragraph) {
	switch l.kind {
	case kindArticle:
		*n = numbers{}
	case kindParagraph:
		*n = numbers{paragraph: l.num}
	case kindPoint:
		n.point = l.num
	}
}

// resumes reports whether a line goes on with one of the lists.
func (n *numbers) resumes(l *paragraph) bool {
	switch l.kind {
	case kindParagraph:
		return n.paragraph != "" && act.NumFollows(n.paragraph, l.num)
	case kindPoint:
		return n.point != "" && act.NumFollows(n.point, l.num)
	}
	return false
}

// quotedLength counts the paragraphs of a quoted wording that begins at the first line and has its end; 0 when none does.
func quotedLength(lines []paragraph, article int, budget *int) int {
	open := firstRune(lines[0].text)
	depth := 0
	for n := 0; n < len(lines) && n < maxQuoted; n++ {
		*budget--
		l := &lines[n]
		if l.note != nil {
			continue
		}
		// The next article of the act itself ends all that is quoted in the one before.
		if n > 0 && l.kind == kindArticle && article > 0 && atoi(l.num) == article+1 {
			break
		}
		if open == '«' {
			depth += strings.Count(l.text, "«") - strings.Count(l.text, "»")
		} else {
			depth = (depth + strings.Count(l.text, `"`)) % 2
		}
		if depth <= 0 && closesQuote(l.text) {
			return n + 1
		}
		if n == 0 && depth <= 0 {
			return 0
		}
	}
	return 0
}

// openQuoteLength counts the paragraphs of a wording whose end mark is missing. Only a title line or a number in quotation
// marks begins one.
func openQuoteLength(lines []paragraph, outer numbers) int {
	first := &lines[0]
	_, size := utf8.DecodeRuneInString(first.text)
	inner := classify(first.text[size:])
	if inner.kind == kindUpper || inner.kind == kindLower || closesQuote(first.text) {
		return 0
	}
	var own numbers
	own.see(&paragraph{token: inner})
	for n := 1; n < len(lines) && n < maxQuoted; n++ {
		l := &lines[n]
		switch {
		case l.kind == kindArticle || l.kind == kindContainer || l.kind == kindAnnex:
			return 1
		case own.resumes(l):
		case outer.resumes(l):
			return n
		}
		own.see(l)
	}
	return 1
}

func isQuote(r rune) bool {
	switch r {
	case '"', '«', '“', '„':
		return true
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// closesQuote reports whether a line ends with a closing quotation mark and at most one mark of punctuation.
func closesQuote(s string) bool {
	s = strings.TrimRight(s, " ")
	if n := len(s); n > 0 && strings.IndexByte(".;,", s[n-1]) >= 0 {
		s = s[:n-1]
	}
	return strings.HasSuffix(s, `"`) || strings.HasSuffix(s, "»") || strings.HasSuffix(s, "”")
}
