package source

import (
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// headedRemarks are the first words of the editors' remarks, folded. One that ends in «!» is a title above the remark.
var headedRemarks = []struct {
	word string
	kind act.NoteKind
}{

	{"сноска", act.NoteHistory},
	{"ескерту", act.NoteHistory},
	{"примечание изпи", act.NotePending},
	{"примечание рцпи", act.NotePending},
	{"зқаи-нын ескертпесі", act.NotePending},
	{"рқао-нын ескертпесі", act.NotePending},
	{"зқаи-ның ескертпесі", act.NotePending},
	{"рқао-ның ескертпесі", act.NotePending},
	{"вниманию пользователей", act.NoteEdition},
	{"қолданушылар назарына", act.NoteEdition},
	{"пайдаланушылар назарына", act.NoteEdition},
	{"©", act.NoteEdition},
}

// contentsTitles stand above a table of contents.
var contentsTitles = map[string]bool{"оглавление": true, "содержание": true, "мазмұны": true, "мазмуны": true}

func isContentsTitle(text string) bool {
	return contentsTitles[strings.TrimRight(fold(text), ". ")]
}

// markRemarks finds the editors' remarks among the paragraphs and reads the beginnings of the others.
func markRemarks(paragraphs []paragraph) {
	for i := 0; i < len(paragraphs); {
		i += markRemark(paragraphs, i)
	}
}

// markRemark looks at paragraph i and returns how many paragraphs it has dealt with.
func markRemark(paragraphs []paragraph, i int) int {
	p := &paragraphs[i]
	if p.hint == hintRow {
		p.token = token{kind: kindRow, rest: p.text}
		return 1
	}
	for _, remark := range headedRemarks {
		tail, ok := cutRemark(p.text, remark.word)
		if !ok {
			continue
		}
		p.note = &act.Note{Kind: remark.kind, Text: p.text}
		if remark.kind == act.NoteHistory {
			return 1 + markContinuation(paragraphs[i+1:], remark.kind, p.text)
		}
		if strings.Trim(tail, " !") != "" {
			return 1
		}
		return 1 + markRemarkBody(paragraphs[i+1:], remark.kind)
	}
	p.token = classify(p.text)
	if p.hint == hintNote {
		// The page shows it as a remark; the number of a repealed unit is shown so too.
		if isNumbered(p.kind) {
			p.markRepealed()
		}
		if p.note == nil {
			p.note = &act.Note{Kind: remarkKind(p.text), Text: p.text}
		}
		return 1
	}
	switch {
	case p.kind == kindNote && isRuling(p.text):
		p.note = &act.Note{Kind: act.NoteRuling, Text: p.text}
	case isContentsTitle(p.text):
		p.note = &act.Note{Kind: act.NoteContents, Text: p.text}
	case p.kind == kindUpper && isRemarkSentence(p.text) ||
		(p.kind == kindUpper || p.kind == kindLower) && isKazakhRemark(p.text):
		p.note = &act.Note{Kind: remarkKind(p.text), Text: p.text}
	case isNumbered(p.kind) || p.kind == kindArticle:
		p.markRepealed()
	case p.kind == kindLower:
		if _, repealed := cutRepealed(p.text); repealed {
			p.note = &act.Note{Kind: act.NoteRepealed, Text: p.text}
		}
	}
	return 1
}

func isNumbered(k kind) bool { return k == kindParagraph || k == kindPoint || k == kindLetter }

// cutRemark cuts the word that opens a remark; «ескертулер» and «сноскам» are other words.
func cutRemark(text, word string) (tail string, ok bool) {
	tail, ok = cutFoldedPrefix(text, word)
	if !ok {
		return "", false
	}
	if tail == "" || strings.IndexByte(".:! ", tail[0]) >= 0 {
		return tail, true
	}
	return "", false
}

// maxRemark bounds the paragraphs of one remark.
const maxRemark = 200

// markContinuation marks the paragraphs of a remark that goes on: «Сноска. По всему тексту:» and a list of words below.
func markContinuation(rest []paragraph, kind act.NoteKind, before string) int {
	n := 0
	for n < len(rest) && n < maxRemark && goesOn(before) {
		p := &rest[n]
		t := classify(p.text)
		first, _ := utf8.DecodeRuneInString(p.text)
		if p.hint != hintNone && p.hint != hintNote || t.kind != kindLower && !isQuote(first) {
			break
		}
		p.note = &act.Note{Kind: kind, Text: p.text}
		before = p.text
		n++
	}
	return n
}

func goesOn(s string) bool {
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, ",")
}

// markRemarkBody marks the remark under a title such as «Примечание ИЗПИ!»: one paragraph, and the wording that it quotes.
func markRemarkBody(rest []paragraph, kind act.NoteKind) int {
	if len(rest) == 0 {
		return 0
	}
	p := &rest[0]
	t := classify(p.text)
	// «1) тармақшаның қолданысы … – ҚР … Заңымен.» begins with a number and is a remark.
	remark := isNumbered(t.kind) && isKazakhRemark(p.text)
	if t.kind != kindUpper && t.kind != kindLower && !remark || isHistory(p.text) {
		return 0
	}
	p.note = &act.Note{Kind: kind, Text: p.text}
	if !strings.HasSuffix(p.text, ":") || len(rest) < 2 || !isQuote(firstRune(rest[1].text)) {
		return 1
	}
	end := 1
	for end < len(rest) && end < maxRemark && !closesQuote(rest[end].text) {
		end++
	}
	if end == len(rest) || end == maxRemark {
		end = 1 // a quotation without end is its first paragraph
	}
	for n := 1; n <= end; n++ {
		rest[n].note = &act.Note{Kind: kind, Text: rest[n].text}
	}
	return end + 1
}

func isHistory(text string) bool {
	for _, word := range []string{"сноска", "ескерту"} {
		if _, ok := cutRemark(text, word); ok {
			return true
		}
	}
	return false
}

// isRuling tells a reference to rulings of the Constitutional Court from a note that is law. Both are headed «Примечание.»
// in the official database.
func isRuling(text string) bool {
	return strings.Contains(text, "онституционного С") && strings.Contains(text, "ормативн") &&
		strings.Contains(text, "остановлени")
}

// remarkVerbs say what an amending law does; a sentence of the law itself never cites a law of the Republic as «РК».
var remarkVerbs = []string{"с изменени", "в редакции", "дополнен", "исключ", "предусматрива", "предусмотрен", "вступает в силу",
	"приостановлен", "признан", "редакция", "вводится в действие", "утратил"}

// isRemarkSentence recognises a remark without its title: «Статья 143 с изменением, внесенным Законом РК от …».
func isRemarkSentence(text string) bool {
	if !strings.Contains(text, " РК от ") && !strings.Contains(text, " РК начато") {
		return false
	}
	if strings.HasPrefix(text, "Нормативным постановлением Конституционного С") ||
		strings.HasPrefix(text, "Конституционным Судом РК") {
		return true
	}
	if !strings.Contains(text, "аконом РК") && !strings.Contains(text, "аконами РК") && !strings.Contains(text, "акона РК") {
		return false
	}
	for _, verb := range remarkVerbs {
		if strings.Contains(text, verb) {
			return true
		}
	}
	return false
}

// isKazakhRemark recognises the sentence of a remark in Kazakh: it cites a law as «ҚР 30.06.2016 № 5-VI Заңымен», where an
// act itself writes out «Қазақстан Республикасының Заңы».
func isKazakhRemark(text string) bool {
	_, cited, found := strings.Cut(text, "ҚР ")
	if !found || cited == "" || cited[0] < '0' || cited[0] > '9' {
		return false
	}
	return strings.Contains(cited, "Заңы") || strings.Contains(cited, "Заңдары") || strings.Contains(cited, "заңы") ||
		strings.Contains(cited, "Кодексі")
}

// remarkKind sorts a remark that has no title of its own.
func remarkKind(text string) act.NoteKind {
	switch {
	case isRuling(text) || strings.HasPrefix(text, "Нормативным постановлением"):
		return act.NoteRuling
	case strings.Contains(text, "предусматрива") || strings.Contains(text, "көзделген") ||
		strings.Contains(text, "тоқтатыла тұрады") || strings.Contains(text, "редакциясы") ||
		strings.HasPrefix(text, "Примечание ИЗПИ") || strings.HasPrefix(text, "Примечание РЦПИ"):
		return act.NotePending
	}
	return act.NoteHistory
}
