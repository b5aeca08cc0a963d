package source

import (
	"path"
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

// titleElsewhere names an act whose file does not: a code names itself in its first articles («настоящего Уголовного
// кодекса Республики Казахстан»); failing that, the name of the file stands for the title.
func titleElsewhere(e *act.Expression, name string) string {
	if title := ownNameIn(e.Provisions, &nameBudget{3}); title != "" {
		return title
	}
	name = strings.ReplaceAll(name, "\\", "/")
	name = path.Base(name)
	if name == "." || name == "/" {
		return ""
	}
	return strings.TrimSuffix(name, path.Ext(name))
}

// nameBudget is how many articles are still to be looked at.
type nameBudget struct{ articles int }

func ownNameIn(provisions []*act.Provision, budget *nameBudget) string {
	for _, p := range provisions {
		if budget.articles == 0 {
			return ""
		}
		if p.Level != act.LevelArticle {
			if title := ownNameIn(p.Children, budget); title != "" {
				return title
			}
			continue
		}
		budget.articles--
		if title := ownName(p.Wording()); title != "" {
			return title
		}
	}
	return ""
}

// ownName turns «настоящего Уголовного кодекса Республики Казахстан» into the nominative.
func ownName(text string) string {
	const state = "кодекса Республики Казахстан"
	for from := 0; ; {
		i := strings.Index(text[from:], "настоящего ")
		if i < 0 {
			return ""
		}
		from += i + len("настоящего ")
		adjective, rest, _ := strings.Cut(text[from:min(len(text), from+200)], " ")
		stem, ok := strings.CutSuffix(adjective, "ого")
		if ok && strings.HasPrefix(rest, state) && unicode.IsUpper(firstRune(adjective)) {
			return stem + "ый кодекс Республики Казахстан"
		}
	}
}

// homoglyphs lists the words that mix Latin and Cyrillic letters, each once. They are kept as printed.
func (r *Report) homoglyphs(paragraphs []paragraph) {
	places := make(map[string]int)
	for i := range paragraphs {
		p := &paragraphs[i]
		for _, word := range mixedWords(p.text) {
			if at, known := places[word]; known {
				r.Findings[at].Count++
				continue
			}
			places[word] = len(r.Findings)
			r.find(FindingHomoglyph, p.line, word)
		}
	}
}

// brokenSentences lists paragraphs that end in the middle of a sentence which the next paragraph goes on with: the official
// database has such places, and an абзац is counted there that the drafters did not mean.
func (r *Report) brokenSentences(paragraphs []paragraph) {
	before, begun := -1, false // a preamble may be verse
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note != nil {
			continue
		}
		begun = begun || startsUnit(p)
		if begun && before >= 0 && p.kind == kindLower && !p.quoted && unicode.IsLower(firstRune(p.text)) {
			b := &paragraphs[before]
			if (isNumbered(b.kind) || b.kind == kindLower || b.kind == kindUpper) && unicode.IsLetter(lastRune(b.text)) {
				r.find(FindingBroken, p.line, p.text)
			}
		}
		before = i
	}
}

// mixedWords returns the words of a text that hold letters of both alphabets. Roman numerals with a Cyrillic letter
// («292-VІ») count, words joined by a hyphen are looked at one by one.
func mixedWords(text string) []string {
	if !hasLatin(text) {
		return nil
	}
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

func hasLatin(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i] | 0x20; c >= 'a' && c <= 'z' {
			return true
		}
	}
	return false
}

func (r *Report) sort() {
	sort.SliceStable(r.Findings, func(i, j int) bool { return r.Findings[i].Line < r.Findings[j].Line })
}
