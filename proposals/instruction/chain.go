package instruction

import (
	"strings"

	"talqy/proposals/act"
)

// converbs tie an operation to the next one: «… деген сөз … ауыстырылып, …».
var converbs = map[string]string{"ауыстырылсын": "ауыстырылып", "алып тасталсын": "алып тасталып", "толықтырылсын": "толықтырылып"}

// chained puts consecutive modifications of the words of one unit together where the language does so: a Kazakh sentence
// names the unit once and ties its operations by converbs, «…бөлігіндегі «а» деген сөз «б» деген сөзбен ауыстырылып, «в»
// деген сөзден кейін «г» деген сөзбен толықтырылсын».
func chained(mods []Modification, lang act.Lang) [][]Modification {
	var sentences [][]Modification
	for _, m := range mods {
		n := len(sentences)
		if n > 0 && lang == act.Kazakh && ties(sentences[n-1], m) {
			longer := append(sentences[n-1][:len(sentences[n-1]):len(sentences[n-1])], m)
			if readsAs(speak(longer, lang), longer, lang) {
				sentences[n-1] = longer
				continue
			}
		}
		sentences = append(sentences, []Modification{m})
	}
	return sentences
}

// maxChain bounds the operations of one sentence: more of them no reader keeps apart.
const maxChain = 3

func ties(sentence []Modification, m Modification) bool {
	last := sentence[len(sentence)-1]
	return len(sentence) < maxChain && m.Subject != Units && last.Subject != Units && len(m.Addresses) == 1 && len(last.Addresses) == 1 &&
		len(m.Addresses[0]) > 0 && m.Addresses[0].equal(last.Addresses[0]) && m.lastStep().Unit != UnitWhole
}

// speak phrases the modifications of one sentence; those behind the first do not name the unit again.
func speak(sentence []Modification, lang act.Lang) string {
	var b strings.Builder
	for i, m := range sentence {
		if i > 0 {
			m.Addresses = nil
			b.WriteString(", ")
		}
		phrase := Phrase(m, lang)
		if i < len(sentence)-1 {
			for verb, converb := range converbs {
				if cut, ok := strings.CutSuffix(phrase, verb); ok {
					phrase = cut + converb
					break
				}
			}
		}
		b.WriteString(phrase)
	}
	return b.String()
}

// readsAs reports whether a sentence is read back as the modifications that it was made of.
func readsAs(text string, mods []Modification, lang act.Lang) bool {
	read, problems := Parse(text, lang)
	if len(problems) > 0 || len(read) != 1 || len(read[0].Modifications) != len(mods) {
		return false
	}
	for i, m := range read[0].Modifications {
		if Phrase(m, lang) != Phrase(mods[i], lang) {
			return false
		}
	}
	return true
}
