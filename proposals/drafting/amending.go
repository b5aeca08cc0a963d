package drafting

import (
	"slices"
	"strconv"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/source"
)

// AmendingText is an amending act or a bill in one language, in plain text, one paragraph a line.
type AmendingText struct {
	Text string
	Lang act.Lang
	// Target is an act that it amends, as in force; nil when none is at hand. Instructions on other acts are then checked
	// only by themselves.
	Target *source.Document
}

// CheckAmending gives the warnings on an amending act: on its title and order, on its instructions, and on the new wordings
// they order, in the order of the text. Places are in the whole text.
func CheckAmending(t AmendingText) []Warning {
	a := &amending{AmendingText: t, change: &change{lang: t.Lang}}
	at := 0
	for raw := range strings.SplitSeq(t.Text, "\n") {
		trimmed := strings.TrimSpace(raw)
		a.lines = append(a.lines, &line{text: raw, start: strings.Index(raw, trimmed), from: at})
		at += utf16Len(raw) + 1
	}
	a.instructions, a.problems = instruction.Parse(t.Text, t.Lang)
	a.head()
	a.acts()
	a.unread()
	a.letters()
	a.wordings()
	a.carriedOut()
	a.entryIntoForce()
	slices.SortStableFunc(a.warnings, func(x, y Warning) int { return x.From - y.From })
	return a.warnings
}

// IsAmending recognises an amending act by its sentences: most of what it says are instructions.
func IsAmending(text string, lang act.Lang) bool {
	instructions, _ := instruction.Parse(text, lang)
	lines := 0
	for raw := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(raw) != "" {
			lines++
		}
	}
	ordered := 0
	for _, in := range instructions {
		ordered++
		for _, m := range in.Modifications {
			if m.Subject == instruction.Units && m.New != "" {
				ordered += strings.Count(m.New, "\n") + 1
			}
		}
	}
	return len(instructions) > 0 && ordered*3 > lines
}

// amending is the check of one amending act.
type amending struct {
	AmendingText
	*change
	lines        []*line
	instructions []instruction.Instruction
	problems     []instruction.Problem
	liable       bool // a new wording or a change sets or tightens liability
}

// lineAt gives a line by its number from 1.
func (a *amending) lineAt(n int) *line {
	if n < 1 || n > len(a.lines) {
		return nil
	}
	return a.lines[n-1]
}

// whole warns on all of a line.
func (a *amending) whole(code Code, l *line, args map[string]any) {
	if l == nil {
		a.warn(code, nil, 0, -1, args)
		return
	}
	a.warn(code, l, l.start, l.start+len(l.words()), args)
}

// head checks the title and what stands between it and the first article.
func (a *amending) head() {
	var title *line
	for _, l := range a.lines {
		words := l.words()
		if words == "" {
			continue
		}
		if isArticleTitle(words, a.Lang) || len(words) > 1 && words[0] >= '0' && words[0] <= '9' && title == nil {
			break
		}
		if title == nil {
			if !titled(words, a.Lang) {
				break
			}
			title = l
			continue
		}
		if isPreamble(words, a.Lang) {
			a.whole(PreambleInAmending, l, nil)
			break
		}
	}
	a.named(title)
	for _, l := range a.lines {
		if words := l.words(); isArticleTitle(words, a.Lang) && (strings.Contains(words, "нести ") || strings.Contains(words, "енгізілсін")) {
			a.named(l)
		}
	}
}

func isArticleTitle(words string, lang act.Lang) bool {
	if lang == act.Kazakh {
		n := strings.IndexFunc(words, func(r rune) bool { return (r < '0' || r > '9') && r != '-' })
		return n > 0 && strings.HasPrefix(strings.TrimLeft(words[n-1:], "- "), "бап.") || n > 0 && strings.HasPrefix(words[n:], "бап.")
	}
	return strings.HasPrefix(words, "Статья ")
}

// titled reports whether a line is the title of an amending act.
func titled(words string, lang act.Lang) bool {
	folded := act.Fold(words)
	if lang == act.Kazakh {
		return strings.Contains(folded, act.Fold("енгізу туралы"))
	}
	return strings.HasPrefix(folded, "о внесении") || strings.Contains(folded, " о внесении ")
}

// isPreamble recognises words that give the purposes of an act. The clause by which an order or a resolution enacts ends in
// a colon and a word in capitals and is none.
func isPreamble(words string, lang act.Lang) bool {
	if strings.HasSuffix(words, ":") {
		return false
	}
	folded := act.Fold(words)
	if lang == act.Kazakh {
		return strings.Contains(folded, act.Fold("мақсатында")) || strings.HasPrefix(folded, act.Fold("осы заң "))
	}
	for _, begin := range []string{"в целях ", "настоящий закон ", "исходя из ", "признавая ", "учитывая ", "руководствуясь "} {
		if strings.HasPrefix(folded, begin) {
			return true
		}
	}
	return false
}

// named checks how a title or an enacting clause names what the act contains (480-V art. 26(1)): changes before additions,
// each in the number that the act has.
func (a *amending) named(l *line) {
	if l == nil || len(a.instructions) == 0 {
		return
	}
	list := tokens(l.text)
	change, addition := -1, -1
	for i, t := range list {
		if kindOfWord(t.text, a.Lang) == "change" && change < 0 {
			change = i
		}
		if kindOfWord(t.text, a.Lang) == "addition" && addition < 0 {
			addition = i
		}
	}
	if change < 0 && addition < 0 {
		return
	}
	if change >= 0 && addition >= 0 && addition < change {
		from, to := list[addition].from, list[change].to
		a.warn(TitleOrder, l, from, to, map[string]any{"text": l.text[from:to]})
	}
	changes, additions := a.contents()
	a.kindNamed(l, list, change, "change", changes)
	a.kindNamed(l, list, addition, "addition", additions)
}

// kindOfWord reads «изменений», «дополнения», «өзгерістер», «толықтыру».
func kindOfWord(word string, lang act.Lang) string {
	if lang == act.Kazakh {
		switch {
		case strings.HasPrefix(word, act.Fold("өзгеріс")):
			return "change"
		case strings.HasPrefix(word, act.Fold("толықтыру")):
			return "addition"
		}
		return ""
	}
	switch {
	case strings.HasPrefix(word, "изменени"):
		return "change"
	case strings.HasPrefix(word, "дополнени"):
		return "addition"
	}
	return ""
}

// contents counts the changes and the additions that an amending act orders.
func (a *amending) contents() (changes, additions int) {
	for _, in := range a.instructions {
		for _, m := range in.Modifications {
			if m.Kind == instruction.Insertion {
				additions++
			} else {
				changes++
			}
		}
	}
	return changes, additions
}

// kindNamed compares one word of the title with what the act contains. A sentence that was not read may hold more, so
// nothing is said then of what is missing.
func (a *amending) kindNamed(l *line, list []token, at int, kind string, n int) {
	spoken := map[string]map[act.Lang]string{"change": {act.Russian: "изменения", act.Kazakh: "өзгерістер"},
		"addition": {act.Russian: "дополнения", act.Kazakh: "толықтырулар"}}[kind][a.Lang]
	unread := len(a.problems) > 0
	switch {
	case at < 0 && n > 0:
		a.whole(TitleKindMissing, l, map[string]any{"text": l.words(), "kind": spoken})
	case at >= 0 && n == 0 && !unread:
		a.warn(TitleKindExtra, l, list[at].from, list[at].to, map[string]any{"text": l.text[list[at].from:list[at].to], "kind": spoken})
	case at >= 0 && n > 0 && several(list[at].text, strings.Contains(l.text, "несении"), a.Lang) != (n > 1) && (n > 1 || !unread):
		a.warn(TitleNumber, l, list[at].from, list[at].to,
			map[string]any{"text": l.text[list[at].from:list[at].to], "kind": spoken, "count": strconv.Itoa(n)})
	}
}

// several reports whether the word is in the plural. A title has the genitive («о внесении изменений и дополнения»), a clause
// the accusative («внести изменения и дополнение»), and the same word is plural in the one and singular in the other.
func several(word string, title bool, lang act.Lang) bool {
	switch {
	case lang == act.Kazakh:
		return strings.Contains(word, act.Fold("герістер")) || strings.Contains(word, act.Fold("тырулар"))
	case title:
		return strings.HasSuffix(word, "ий")
	}
	return strings.HasSuffix(word, "ия")
}
