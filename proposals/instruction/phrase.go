package instruction

import (
	"strings"

	"talqy/proposals/act"
)

// Phrase speaks a modification as an amending act does, without a number in front and a mark behind: «в части первой статьи
// 128 слова «…» заменить словами «…»», «128-баптың бірінші бөлігіндегі «…» деген сөздер «…» деген сөздермен ауыстырылсын».
// New wording of units follows on lines of its own in quotation marks. Parse reads every phrase back.
func Phrase(m Modification, lang act.Lang) string {
	if lang == act.Kazakh {
		return kazakhPhrase(m)
	}
	return russianPhrase(m)
}

// quoted gives quoted texts as a list: ««а», «б»».
func quoted(texts ...string) string {
	var b strings.Builder
	for i, t := range texts {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("«" + t + "»")
	}
	return b.String()
}

func (m *Modification) olds() []string {
	texts := make([]string, len(m.Quotes))
	for i, q := range m.Quotes {
		texts[i] = q.Old
	}
	return texts
}

func (m *Modification) news() []string {
	texts := make([]string, len(m.Quotes))
	for i, q := range m.Quotes {
		texts[i] = q.New
	}
	return texts
}

// siblings reports whether addresses differ in their last numbers only, as in «части первая и четвертая статьи 144».
func siblings(addresses []Address) bool {
	first := addresses[0]
	if len(first) == 0 || first[len(first)-1].Num == "" {
		return false
	}
	last := len(first) - 1
	for _, a := range addresses[1:] {
		if len(a) != len(first) || !a[:last].equal(first[:last]) || a[last].Unit != first[last].Unit ||
			a[last].Bracket != first[last].Bracket || a[last].Num == "" {
			return false
		}
	}
	return true
}

// lastSteps gives the steps in which siblings differ.
func lastSteps(addresses []Address) []Step {
	steps := make([]Step, len(addresses))
	for i, a := range addresses {
		steps[i] = a[len(a)-1]
	}
	return steps
}

// enumerate joins a list with commas and a conjunction before its last part.
func enumerate(parts []string, and string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + and + parts[len(parts)-1]
}

// allFigures and allOneWord say how quoted texts are called together: «цифры», «слово».
func allFigures(texts []string) bool {
	for _, t := range texts {
		if !isFigures(t) {
			return false
		}
	}
	return len(texts) > 0
}

func oneWord(texts []string) bool { return len(texts) == 1 && isOneWord(texts[0]) }
