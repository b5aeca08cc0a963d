package source

import (
	"strings"

	"talqy/proposals/act"
)

// readParagraphs makes the document from paragraphs, however the file gave them.
func readParagraphs(paragraphs []paragraph, name string, o options, cut bool) (*Document, error) {
	if len(paragraphs) == 0 {
		return nil, &Error{CodeEmpty, nil}
	}
	report := &Report{}
	markRemarks(paragraphs)
	markArticlesWithoutWord(paragraphs, report)
	markNamedParts(paragraphs)
	markContents(paragraphs)
	markSignatures(paragraphs)
	markQuoted(paragraphs, report)
	markDrawnTables(paragraphs)
	if err := recognise(paragraphs); err != nil {
		return nil, err
	}
	if err := checkEnd(paragraphs, cut, o, report); err != nil {
		return nil, err
	}
	e := &act.Expression{Lang: language(paragraphs)}
	rest := readHead(e, paragraphs, report)
	profile := profileOf(e, paragraphs)
	b := &builder{profile: profile, report: report}
	if len(e.Provisions) > 0 { // the preamble
		b.top = e.Provisions
	}
	e.Provisions = b.build(rest)
	assignEIDs(e.Provisions, "")
	for i, p := range report.noteUnits {
		if p != nil {
			report.Notes[i].EID = p.EID
		}
	}
	report.noteUnits = nil
	if e.Title == "" {
		e.Title = titleElsewhere(e, name)
		report.find(FindingTitle, 1, e.Title)
	}
	report.homoglyphs(paragraphs)
	report.brokenSentences(paragraphs)
	report.sort()
	report.Units = countUnits(e)
	return &Document{Expression: e, Profile: profile, Report: report}, nil
}

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
		case p.kind == kindParagraph && !p.indented && before != "" && p.num != "1" && follows(before, p.num) &&
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

// markContents sets aside a table of contents: title lines without text that all come again below.
func markContents(paragraphs []paragraph) {
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note == nil || p.note.Kind != act.NoteContents {
			continue
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

// readHead reads what stands before the first unit: the title, who adopted the act, the preamble. It returns the rest.
func readHead(e *act.Expression, paragraphs []paragraph, report *Report) []paragraph {
	first := 0
	for first < len(paragraphs) && !startsUnit(&paragraphs[first]) {
		first++
	}
	head := paragraphs[:first]
	var titles, adoption []string
	var words []paragraph // of the preamble
	lastTitle := -1
	for i := range head {
		p := &head[i]
		switch {
		case p.note != nil:
			e.Notes = append(e.Notes, *p.note)
			report.noteAt(nil, Note{Note: *p.note, Line: p.line})
		case len(words) == 0 && isAdoption(p.text):
			adoption = append(adoption, p.text)
			if e.Number == "" {
				e.Number = actNumber(p.text)
			}
		case len(words) == 0 && len(adoption) == 0 && isTitle(p):
			titles = append(titles, p.text)
			lastTitle = i
		case len(words) == 0 && lastTitle >= 0 && lastTitle == i-1 && continuesTitle(p):
			titles[len(titles)-1] += " " + p.text
			lastTitle = i
		default:
			words = append(words, *p)
		}
	}
	// The last line of the title is the title; «ЗАКОН РЕСПУБЛИКИ КАЗАХСТАН» and the heading of the page stand above it.
	if n := len(titles); n > 0 {
		e.Title = titles[n-1]
		e.Preface = append(e.Preface, titles[:n-1]...)
	}
	e.Preface = append(e.Preface, adoption...)
	if len(words) > 0 {
		p := &act.Provision{Level: act.LevelPreamble}
		fill(p, words, act.ProfileLaw, report)
		e.Provisions = append(e.Provisions, p)
	}
	return paragraphs[first:]
}

// continuesTitle recognises the second line of a long title.
func continuesTitle(p *paragraph) bool {
	return !p.indented && p.kind == kindLower && len(p.text) < 600 && !endsWithStop(p.text) && !strings.HasSuffix(p.text, ",")
}

func startsUnit(p *paragraph) bool {
	if p.note != nil {
		return p.law
	}
	switch p.kind {
	case kindContainer, kindArticle, kindParagraph, kindPoint, kindAnnex:
		return true
	}
	return false
}

// isTitle tells the title of an act from the first words of a preamble.
func isTitle(p *paragraph) bool {
	return p.hint == hintTitle || !p.indented && p.kind == kindUpper && len(p.text) < 600 &&
		strings.IndexByte(".,;:", p.text[len(p.text)-1]) < 0
}

// isAdoption recognises «Закон Республики Казахстан от 6 апреля 2016 года № 480-V ЗРК.» and its like.
func isAdoption(text string) bool {
	if len(text) > 400 {
		return false
	}
	for _, word := range []string{"Закон ", "Кодекс ", "Конституционный закон ", "Постановление ", "Приказ ", "Указ ", "Решение "} {
		if strings.HasPrefix(text, word) && strings.Contains(text, " от ") && strings.Contains(text, " года") {
			return true
		}
	}
	for _, word := range []string{" Заңы", " Кодексі", " қаулысы", " бұйрығы", " Жарлығы", " шешімі", " Конституциялық Заңы"} {
		if strings.Contains(text, word) && strings.Contains(text, " жылғы ") {
			return true
		}
	}
	return strings.Contains(text, "принята на республиканском референдуме") ||
		strings.Contains(text, "республикалық референдумда қабылданды")
}

// actNumber reads «480-V» after the sign of a number.
func actNumber(text string) string {
	_, rest, found := strings.Cut(text, "№")
	if !found {
		return ""
	}
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return ""
	}
	num := strings.TrimRight(fields[0], ".,;)")
	// «226-V ЗРК»: the letters after the number name the kind of act.
	return num
}
