package source

import (
	"strings"

	"talqy/proposals/act"
)

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
