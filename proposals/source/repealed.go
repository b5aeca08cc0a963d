package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// repealWords begin the remark that stands for the words of a repealed unit (480-V art. 27(6): the number stays).
var repealWords = []string{"исключены", "исключено", "исключена", "исключен", "исключить",
	"утратили силу", "утратило силу", "утратила силу",
	"утратил силу", "алып тасталды", "алынып тасталды", "күші жойылды", "күшін жойды"}

// citations begin the name of the act that repealed, folded.
var citations = []string{"законом", "законами", "закон рк", "закона рк", "указом", "конституционным законом", "постановлением",
	"в соответствии с ", "вводится", "порядок введения", "қр ", "заңы", "кодексінің"}

// cutRepealed tells whether the words of a unit are only a remark on its repeal: «исключен Законом РК …», «(исключен)»,
// «алып тасталды – ҚР …». A law speaks of the excluded too («исключенных из реестра»), so nothing or a citation must follow.
// The dash that leads to a sanction after the last point of a list is law and is given back: «6) исключен Законом РК … –».
func cutRepealed(rest string) (law string, ok bool) {
	inner := strings.TrimLeft(strings.TrimPrefix(rest, "("), " ")
	for _, word := range repealWords {
		tail, found := cutFoldedPrefix(inner, word)
		if !found {
			continue
		}
		if r := firstRune(tail); tail != "" && unicode.IsLetter(r) {
			return "", false // another form of the word
		}
		if cited := strings.TrimLeft(tail, " ).;,(-–—"); cited == "" || citesLaw(cited) {
			return trailingDash(tail), true
		}
		return "", false
	}
	return "", false
}

// citesLaw reports whether a remark goes on with the act that repealed, or with a date: «Законом РК», «с 01.01.2015»,
// «2006.01.10», «№ 116».
func citesLaw(text string) bool {
	for _, citation := range citations {
		if _, ok := cutFoldedPrefix(text, citation); ok {
			return true
		}
	}
	if tail, ok := cutFoldedPrefix(text, "с "); ok {
		text = tail
	}
	if tail, ok := strings.CutPrefix(text, "№"); ok {
		return strings.TrimLeft(tail, " ") != ""
	}
	if tail, ok := strings.CutPrefix(text, "N "); ok {
		text = tail
		return len(text) > 0 && isDigit(text[0])
	}
	// A date: figures with two stops between.
	return len(text) >= 8 && isDigit(text[0]) && strings.Count(text[:8], ".") >= 2
}

// saysRepealed reports whether a remark says that a whole unit is repealed.
func saysRepealed(text string) bool {
	for _, word := range []string{" исключена", " исключен", " утратила силу", " утратил силу", " алып тасталды", " алынып тасталды",
		" күші жойылды", " күшін жойған"} {
		if _, after, ok := strings.Cut(text, word); ok {
			next, _ := utf8.DecodeRuneInString(after) // «исключены» speaks of units inside
			return after == "" || !unicode.IsLetter(next)
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
