package source

import (
	"strings"

	"talqy/proposals/act"
)

func hasIndents(paragraphs []paragraph) bool {
	for i := range paragraphs {
		if paragraphs[i].indented {
			return true
		}
	}
	return false
}

// markArticlesWithoutWord finds title lines of articles in which the word «Статья» was lost in the source: they stand at
// the margin in a file whose text is indented, continue the numbers, end without a stop, and «1.» follows.
func markArticlesWithoutWord(paragraphs []paragraph, report *Report) {
	if !hasIndents(paragraphs) {
		return
	}
	before := ""
	for i := range paragraphs {
		p := &paragraphs[i]
		switch {
		case p.note != nil:
		case p.kind == kindArticle:
			before = p.num
		case p.kind == kindParagraph && !p.indented && before != "" && p.num != "1" && act.NumFollows(before, p.num) &&
			!endsWithStop(p.text) && letterCase(p.rest) == kindUpper && startsNumbers(paragraphs[i+1:]):
			p.kind, p.level = kindArticle, act.LevelArticle
			before = p.num
			report.find(FindingArticleWord, p.line, p.text)
		}
	}
}

// startsNumbers reports whether the next paragraph of the law is «1.».
func startsNumbers(rest []paragraph) bool {
	for i := range rest {
		if p := &rest[i]; p.note == nil || p.law {
			return p.kind == kindParagraph && p.num == "1"
		}
	}
	return false
}

// markNamedParts finds parts of a code that go by a name of their own in capital letters, «ЗАКЛЮЧИТЕЛЬНЫЕ ПОЛОЖЕНИЯ»: such
// a line stands right above a title line, in an act that has other parts.
func markNamedParts(paragraphs []paragraph) {
	parts := false
	last := -1 // the paragraph before, remarks aside
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note != nil {
			continue
		}
		if p.kind == kindContainer && p.level == act.LevelPart {
			parts = true
		}
		if last >= 0 && (p.kind == kindArticle || p.kind == kindContainer) {
			if b := &paragraphs[last]; parts && b.kind == kindUpper && !b.indented && allCaps(b.text) && !endsWithStop(b.text) {
				b.token = token{kind: kindContainer, level: act.LevelPart, rest: b.text}
			}
		}
		last = i
	}
}

// maxContents bounds the tables of contents of one file.
const maxContents = 4

// markContents sets aside a table of contents: title lines without text that all come again below.
func markContents(paragraphs []paragraph) {
	titles := 0
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note == nil || p.note.Kind != act.NoteContents {
			continue
		}
		if titles++; titles > maxContents {
			return
		}
		end := i + 1
		seen := make(map[string]bool)
		for ; end < len(paragraphs); end++ {
			l := &paragraphs[end]
			if l.note != nil {
				continue
			}
			if l.kind != kindArticle && l.kind != kindContainer && l.kind != kindAnnex {
				break
			}
			key := string(l.level) + " " + l.num
			if l.num != "" && seen[key] {
				break
			}
			seen[key] = true
		}
		// The list is one only where its first line comes again.
		if end >= len(paragraphs) || !comesAgain(paragraphs[i+1:end], &paragraphs[end]) {
			continue
		}
		for j := i + 1; j < end; j++ {
			if l := &paragraphs[j]; l.note == nil {
				l.note = &act.Note{Kind: act.NoteContents, Text: l.text}
			}
		}
	}
}

func comesAgain(list []paragraph, next *paragraph) bool {
	for i := range list {
		if l := &list[i]; l.note == nil {
			return l.level == next.level && l.num == next.num && l.num != ""
		}
	}
	return false
}

// signatories begin the line under an act.
var signatories = []string{"Президент", "Премьер-Министр", "Председатель", "Министр", "Қазақстан Республикасының Президенті",
	"Қазақстан Республикасының"}

// markSignatures finds the signature under the act and under what its annexes approve: a short line without a stop, after
// which only a name and another annex may follow.
func markSignatures(paragraphs []paragraph) {
	after := 0 // lines between the end of the act or the next annex and here
	for i := len(paragraphs) - 1; i >= 0; i-- {
		p := &paragraphs[i]
		if p.note != nil {
			continue
		}
		if p.kind == kindAnnex {
			after = 0
			continue
		}
		if after > 2 {
			continue
		}
		if p.kind == kindUpper && len(p.text) < 200 && !strings.ContainsAny(p.text, ".;:,") && startsAny(p.text, signatories) {
			p.token = token{kind: kindSignature, rest: p.text}
		}
		after++
	}
}

func startsAny(s string, prefixes []string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}
