package source

import (
	"sort"
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
	return &Error{CodeNotRecognised, map[string]any{"line": found.line, "found": excerpt(found.text)}}
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

// codesOfParts are words of the titles of codes whose «1.» is called часть.
var codesOfParts = []string{"уголовн", "об административных правонарушениях", "процессуальн", "процедурн", "қылмыстық",
	"әкімшілік құқық бұзушылық", "процестік", "рәсімдік"}

// profileOf finds how the act calls its units: by its own references («частью второй настоящей статьи», «осы баптың
// 1-тармағында»), for a short text by the title.
func profileOf(e *act.Expression, paragraphs []paragraph) act.Profile {
	articles := 0
	parts, points := 0, 0
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note != nil && !p.law {
			continue
		}
		if p.kind == kindArticle {
			articles++
		}
		inParts, inPoints := references(p.text, e.Lang)
		parts += inParts
		points += inPoints
	}
	if articles == 0 {
		return act.ProfileBylaw
	}
	if parts+points >= 3 {
		if parts > points {
			return act.ProfileCode
		}
		return act.ProfileLaw
	}
	title := act.Fold(e.Title)
	if strings.Contains(title, "кодекс") || parts > points {
		for _, word := range codesOfParts {
			if strings.Contains(title, word) {
				return act.ProfileCode
			}
		}
		if parts > points {
			return act.ProfileCode
		}
	}
	return act.ProfileLaw
}

// references counts how a text speaks of units of the article that it stands in.
func references(text string, lang act.Lang) (parts, points int) {
	key := "настоящей статьи"
	if lang == act.Kazakh {
		key = "осы баптың "
	}
	for from := 0; ; {
		i := strings.Index(text[from:], key)
		if i < 0 {
			return parts, points
		}
		at := from + i
		from = at + len(key)
		var words []string
		if lang == act.Kazakh {
			words = strings.Fields(text[from:min(len(text), from+200)])
		} else {
			words = strings.Fields(text[max(0, at-200):at])
			for a, b := 0, len(words)-1; a < b; a, b = a+1, b-1 {
				words[a], words[b] = words[b], words[a]
			}
		}
		if len(words) > 5 {
			words = words[:5]
		}
		for _, word := range words {
			// In Kazakh the number hangs on the noun: «1-тармағында».
			if cut := strings.LastIndexByte(word, '-'); cut >= 0 && lang == act.Kazakh {
				word = word[cut+1:]
			}
			switch {
			case strings.HasPrefix(word, "част") || strings.HasPrefix(word, "бөлі"):
				parts++
			case strings.HasPrefix(word, "пункт") || strings.HasPrefix(word, "тармағ") || strings.HasPrefix(word, "тармақт"):
				points++
			default:
				continue
			}
			break
		}
	}
}

// homoglyphs lists the words that mix Latin and Cyrillic letters. They are kept as printed.
func (r *Report) homoglyphs(paragraphs []paragraph) {
	for i := range paragraphs {
		p := &paragraphs[i]
		for _, word := range mixedWords(p.text) {
			r.find(FindingHomoglyph, p.line, word)
		}
	}
}

// mixedWords returns the words of a text that hold letters of both alphabets. Roman numerals with a Cyrillic letter
// («292-VІ») count, words joined by a hyphen are looked at one by one.
func mixedWords(text string) []string {
	var words []string
	start, latin, cyr := -1, false, false
	for i, r := range text + " " {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			latin = true
		case r >= 0x400 && r < 0x530:
			cyr = true
		default:
			if latin && cyr {
				words = append(words, text[start:i])
			}
			start, latin, cyr = -1, false, false
			continue
		}
		if start < 0 {
			start = i
		}
	}
	return words
}

func (r *Report) sort() {
	sort.SliceStable(r.Findings, func(i, j int) bool { return r.Findings[i].Line < r.Findings[j].Line })
}
