package source

import (
	"strings"
	"unicode"

	"talqy/proposals/act"
)

// minParagraphs is the number of numbered пункты from which a text without articles is taken for a by-law.
const minParagraphs = 3

// recognise refuses what is no act: it has neither an article nor пункты in Russian or Kazakh.
func recognise(paragraphs []paragraph) error {
	numbered := 0
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note != nil && !p.law {
			continue
		}
		switch p.kind {
		case kindArticle:
			return nil
		case kindParagraph:
			if cyrillic(p.text) {
				if numbered++; numbered >= minParagraphs {
					return nil
				}
			}
		}
	}
	found := paragraphs[0]
	return &Error{CodeNotRecognised, map[string]any{"line": found.line, "found": act.Excerpt(found.text, excerptLetters)}}
}

func cyrillic(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Cyrillic, r) {
			return true
		}
	}
	return false
}

// checkEnd refuses a file that breaks off: inside a letter, or in the middle of a sentence of its last unit.
func checkEnd(paragraphs []paragraph, cut bool, o options, report *Report) error {
	last := &paragraphs[len(paragraphs)-1]
	if !cut && complete(last) {
		return nil
	}
	if !o.acceptTruncated {
		return &Error{CodeTruncated, map[string]any{"line": last.line, "tail": tail(last.text)}}
	}
	report.find(FindingTruncated, last.line, tail(last.text))
	return nil
}

// complete reports whether the last paragraph of a file may be the end of an act. A name, a title line and a table end
// without a stop.
func complete(p *paragraph) bool {
	switch p.kind {
	case kindContainer, kindArticle, kindRow, kindSignature, kindAnnex:
		return true
	}
	if p.note != nil {
		return true
	}
	switch lastRune(p.text) {
	case '.', ';', ':', '!', '?', '»', '"', '”', ')', '–', '-', '—', '…':
		return true
	}
	return isName(p.text)
}

// isName recognises the name under a signature, «Қ. ТОҚАЕВ».
func isName(s string) bool {
	if len(s) > 80 || strings.Count(s, " ") > 3 {
		return false
	}
	for _, word := range strings.Fields(s) {
		if !unicode.IsUpper(firstRune(word)) {
			return false
		}
	}
	return true
}

// tail is the end of a text, for a message.
func tail(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return "…" + string(runes[len(runes)-most:])
}
