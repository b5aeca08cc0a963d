package instruction

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
)

// Parse reads the instructions of an amending act, or of a single sentence, one paragraph a line. Lines that only name a
// unit («в статье 46:») hold for those below; new wording in quotation marks may span many lines. What cannot be read is a
// Problem and stops nothing.
func Parse(text string, lang act.Lang) ([]Instruction, []Problem) {
	r := &reader{lang: lang}
	for line := range strings.SplitSeq(text, "\n") {
		if row, ok := tableRow(line); ok {
			if r.rows == nil {
				r.rows = make(map[int]string)
			}
			r.rows[len(r.lines)] = row
		}
		r.lines = append(r.lines, squeeze(line))
	}
	for r.at < len(r.lines) {
		r.line()
	}
	return r.instructions, r.problems
}

// reader goes through an amending act line by line.
type reader struct {
	lang         act.Lang
	lines        []string
	rows         map[int]string // the lines that are rows of a table, their cells parted by tabs
	at           int
	instructions []Instruction
	problems     []Problem

	// enacts tells that an article «Внести … изменения» was seen; closed that an article after it does not amend.
	enacts, closed bool
	act            string
	acts           int    // how many amended acts were named
	item           string // the number of the item below the act
	sub            int    // sentences below the item
	container      Address
	// lost tells that a line above names a unit in words that were not understood: what stands below it has no address.
	lost bool
}

func (r *reader) line() {
	line := r.lines[r.at]
	r.at++
	if line == "" || r.closed && !isArticleLine(line) {
		return
	}
	if isArticleLine(line) {
		r.article(line)
		return
	}
	label, rest := cutLabel(line)
	if r.amendedAct(label, rest) {
		return
	}
	if strings.HasSuffix(label, ")") && isDigit(label[0]) || strings.HasSuffix(label, ".") {
		r.item, r.sub, r.container, r.lost = strings.TrimRight(label, ")."), 0, nil, false
	}
	r.sentence(line, rest)
}

// article reads «Статья 1. Внести изменения в …»: articles that do not amend end the list of instructions.
func (r *reader) article(line string) {
	folded := act.Fold(line)
	amends := strings.Contains(folded, " внести ") || strings.Contains(folded, act.Fold("енгізілсін"))
	r.enacts = r.enacts || amends
	r.closed = r.enacts && !amends
	if amends {
		if name := enactedAct(line, r.lang); name != "" {
			r.begin(name)
		}
	}
}

// isArticleLine reports whether a line begins an article of the amending act itself.
func isArticleLine(line string) bool {
	if rest, ok := strings.CutPrefix(line, "Статья "); ok {
		n := scanFigures(rest)
		return n > 0 && strings.HasPrefix(rest[n:], ".")
	}
	n := scanFigures(line)
	if n == 0 {
		return false
	}
	rest := act.Fold(line[n:])
	return strings.HasPrefix(rest, "-бап.") || strings.HasPrefix(rest, " бап.")
}

func (r *reader) begin(name string) {
	r.acts++
	r.act, r.item, r.sub, r.container, r.lost = name, "", 0, nil, false
}

// actWords are the beginnings of the words for kinds of acts, folded.
var actWords = []string{"кодекс", "закон", "конституци", "указ", "постановлени", "приказ", act.Fold("заң"), act.Fold("жарлы"),
	act.Fold("қаулы"), act.Fold("бұйры")}

// amendedAct reads «1. В Уголовный кодекс …:», «2014 жылғы … Қылмыстық кодексіне:», «Внести в Закон … изменения:».
func (r *reader) amendedAct(label, rest string) bool {
	if strings.HasPrefix(act.Fold(rest), "внести ") || r.lang == act.Kazakh && strings.HasSuffix(act.Fold(rest), act.Fold("енгізілсін:")) {
		if name := enactedAct(rest, r.lang); name != "" {
			r.begin(name)
		}
		r.enacts = true
		return true
	}
	if !strings.HasSuffix(rest, ":") || strings.HasSuffix(label, ")") {
		return false
	}
	name := strings.TrimSuffix(rest, ":")
	if r.lang != act.Kazakh {
		after, ok := strings.CutPrefix(name, "В ")
		if !ok {
			return false
		}
		name = after
	}
	tokens, _ := lex(name)
	for _, t := range tokens {
		if t.kind != tokenWord {
			continue
		}
		if t.text == act.Fold("мазмұндағы") || russianVerb(t.text) != "" || strings.HasPrefix(t.text, act.Fold("жазыл")) {
			return false
		}
		for _, w := range actWords {
			if strings.HasPrefix(t.text, w) && (r.lang != act.Kazakh || endsIn(t.text, "не", "на", "ға", "ге")) {
				r.begin(name)
				return true
			}
		}
	}
	return false
}

// enactedAct finds the act in «Внести в Закон Республики Казахстан … следующие изменения:» and «… Заңына мынадай өзгерістер
// енгізілсін:»; empty when the clause amends several acts, which then stand below.
func enactedAct(line string, lang act.Lang) string {
	if lang == act.Kazakh {
		if n := scanFigures(line); n > 0 {
			_, line, _ = strings.Cut(line[n:], ". ")
		}
		name, _, ok := strings.Cut(line, " мынадай ")
		if !ok || strings.Contains(act.Fold(name), act.Fold("актілер")) {
			return ""
		}
		return strings.TrimSpace(name)
	}
	i := strings.Index(line, "нести в ")
	j := strings.Index(line, " следующ")
	if i < 0 || j < i+len("нести в ") {
		return ""
	}
	return line[i+len("нести в ") : j]
}

// cutLabel cuts «4)», «4.», «а)» from the beginning of a line.
func cutLabel(line string) (label, rest string) {
	n := scanFigures(line)
	if n == 0 {
		if r, size := utf8.DecodeRuneInString(line); isLetter(r) && strings.HasPrefix(line[size:], ") ") {
			return line[:size+1], strings.TrimSpace(line[size+1:])
		}
		return "", line
	}
	if n < len(line) && (line[n] == ')' || line[n] == '.') {
		rest := strings.TrimSpace(line[n+1:])
		// «2) тармағындағы …»: the number of a Kazakh unit, not of an item.
		if word, _, _ := strings.Cut(act.Fold(rest), " "); line[n] == ')' && word != "" {
			if strings.HasPrefix(word, act.Fold("тарма")) {
				return "", line
			}
		}
		return line[:n+1], rest
	}
	return "", line
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// sentence reads one instruction or one line that names the unit for those below it.
func (r *reader) sentence(line, rest string) {
	first := r.at
	tokens, open := lex(rest)
	if open || r.lost {
		r.stranger(first, line, "")
		return
	}
	if otherLanguage(rest) {
		r.problem(ProblemOtherLanguage, first, line, "")
		return
	}
	p := &parser{tokens: tokens, lang: r.lang, container: r.container}
	stopped, ok := p.run()
	if !ok {
		r.lost = strings.HasSuffix(line, ":")
		r.stranger(first, line, stopped)
		return
	}
	if p.isContainer {
		r.container = p.address
		return
	}
	r.sub++
	in := Instruction{N: r.number(), Act: r.act, Lang: r.lang, Raw: line, Line: first, Modifications: p.mods}
	last := &in.Modifications[len(p.mods)-1]
	if p.wantsNew {
		last.New = r.newWording(line)
	}
	r.instructions = append(r.instructions, in)
}

// number gives «1.4», or «1.4.2» for the second sentence of an item that has several.
func (r *reader) number() string {
	var parts []string
	if r.acts > 0 {
		parts = append(parts, strconv.Itoa(r.acts))
	}
	if r.item != "" {
		parts = append(parts, r.item)
	}
	if len(r.container) > 0 || r.sub > 1 || len(parts) == 0 {
		parts = append(parts, strconv.Itoa(r.sub))
	}
	return strings.Join(parts, ".")
}

func (r *reader) problem(code string, line int, raw, text string) {
	r.problems = append(r.problems, Problem{Code: code, Line: line, Raw: raw, Text: text})
}

// stranger is a line that is no instruction. Titles above the first instruction are none and are not reported, unless they
// order something.
func (r *reader) stranger(at int, line, stopped string) {
	if !r.enacts && r.item == "" && len(r.instructions) == 0 && !commands(line) {
		return
	}
	r.problem(ProblemNotUnderstood, at, line, stopped)
}

// commands reports whether a line has the verb of an instruction.
func commands(line string) bool {
	folded := act.Fold(line)
	for _, verb := range []string{"заменить", "исключить", "дополнить", "изложить", "считать", "признать", "приостановить",
		"ауыстырылсын", "алып тасталсын", "толықтырылсын", "жазылсын", "есептелсін", "танылсын"} {
		if strings.Contains(folded, act.Fold(verb)) {
			return true
		}
	}
	return false
}

// otherLanguage reports whether a sentence only says that the text in the other language is changed.
func otherLanguage(line string) bool {
	folded := act.Fold(line)
	return strings.Contains(folded, "текст на ") && (strings.Contains(folded, "не изменяется") || strings.Contains(folded, "не меняется")) ||
		strings.Contains(folded, act.Fold("мәтіні өзгеріссіз")) || strings.Contains(folded, act.Fold("мәтін өзгермейді"))
}
