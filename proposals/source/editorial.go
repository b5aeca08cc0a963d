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
	for n := 1; n < len(rest) && n < maxRemark; n++ {
		rest[n].note = &act.Note{Kind: kind, Text: rest[n].text}
		if closesQuote(rest[n].text) {
			return n + 1
		}
	}
	return 2
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

// repealWords begin the remark that stands for the words of a repealed unit (480-V art. 27(6): the number stays).
var repealWords = []string{"исключены", "исключено", "исключена", "исключен", "исключить",
	"утратили силу", "утратило силу", "утратила силу",
	"утратил силу", "алып тасталды", "алынып тасталды", "күші жойылды", "күшін жойды"}

// afterRepeal is what may follow: the act that repealed, a dash or bracket before it, or nothing.
var afterRepeal = []string{"", "закон", "указ", "в соответствии", "конституционным закон", "қр", "(", "-", "с ", "№", "заң"}

// cutRepealed tells whether the words of a unit are only a remark on its repeal. The dash that leads to a sanction after
// the last point of a list is law and is given back: «6) исключен Законом РК … опубликования) –».
func cutRepealed(rest string) (law string, ok bool) {
	inner := strings.TrimLeft(strings.TrimPrefix(rest, "("), " ")
	for _, word := range repealWords {
		tail, found := cutFoldedPrefix(inner, word)
		if !found {
			continue
		}
		tail = strings.TrimLeft(tail, " ).;,")
		if tail == "" {
			return "", true
		}
		for _, next := range afterRepeal[1:] {
			if _, follows := cutFoldedPrefix(tail, next); follows {
				return trailingDash(tail), true
			}
		}
		return "", false
	}
	return "", false
}

// saysRepealed reports whether a remark says that a whole unit is repealed.
func saysRepealed(text string) bool {
	for _, word := range []string{" исключена ", " исключен ", " утратила силу", " утратил силу", " алып тасталды", " алынып тасталды",
		" күші жойылды", " күшін жойған"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func trailingDash(s string) string {
	last, size := utf8.DecodeLastRuneInString(s)
	if isDash(last) && strings.TrimRight(s[:len(s)-size], " ,") != "" {
		return string(last)
	}
	return ""
}

func isDash(r rune) bool { return r == '–' || r == '-' || r == '—' || r == '−' }

// markRepealed sets the remark of a repealed unit beside its number. One line may stand for several: «21) - 25) исключены».
func (p *paragraph) markRepealed() {
	p.spanRange()
	law, ok := cutRepealed(p.rest)
	if !ok {
		return
	}
	remark := strings.TrimRight(strings.TrimSuffix(p.rest, law), " ")
	if remark == "" {
		return
	}
	p.note = &act.Note{Kind: act.NoteRepealed, Text: remark}
	p.law = true
	p.rest = law
}

// spanRange reads the second number of «14-2)-14-6) исключены» into the label.
func (p *paragraph) spanRange() {
	if p.kind != kindPoint && p.kind != kindParagraph {
		return
	}
	tail := p.rest
	dash, size := utf8.DecodeRuneInString(tail)
	if !isDash(dash) {
		return
	}
	second, ok := scanNumbered(strings.TrimLeft(tail[size:], " "))
	if !ok || second.kind != p.kind {
		return
	}
	if _, repealed := cutRepealed(second.rest); !repealed && strings.TrimLeft(second.rest, "–-—−") != "" {
		return
	}
	p.label = strings.TrimRight(p.text[:len(p.text)-len(second.rest)], " ")
	p.last = second.num
	p.rest = second.rest
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
