package instruction

import (
	"slices"
	"strings"
	"unicode"

	"talqy/proposals/act"
)

// Option changes how Apply leaves a text.
type Option func(*worker)

// KeepNumbers leaves the number of an excluded unit in the text with a reference to the act that excluded it, as official
// consolidations do (480-V art. 27(6)): «2) исключен Законом РК от 29.12.2021 № 89-VII;». A unit without a number (an
// абзац, a часть that is only counted, a sentence) leaves nothing. Without the option excluded units are gone whole.
func KeepNumbers(by Citation) Option {
	return func(w *worker) { w.keeps, w.by = true, by }
}

// Line is a printed line of an act.
type Line struct {
	Text string
	// Kept marks a line that only keeps the number of an excluded unit.
	Kept bool
}

// Lines prints units, one structural unit a line. Where only the number of a unit is left, the remark on its exclusion
// stands beside it, or below the heading that it still has.
func Lines(provisions []*act.Provision) []Line {
	var lines []Line
	for _, top := range provisions {
		top.Walk(func(p *act.Provision) {
			remark, stub := remarkOf(p)
			own := p.Lines()
			switch {
			case !stub:
				for _, line := range own {
					lines = append(lines, Line{Text: line})
				}
			case isFootnote(remark) && len(own) > 0:
				for _, line := range append(own, remark) {
					lines = append(lines, Line{line, true})
				}
			default:
				lines = append(lines, Line{strings.TrimSpace(p.Label + " " + remark), true})
			}
		})
	}
	return lines
}

// printed is what Lines gives as one text.
func printed(provisions []*act.Provision) string {
	lines := Lines(provisions)
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.Text
	}
	return strings.Join(texts, "\n")
}

// keepNumber puts the bare number in the place of a unit; false for one that has no number of its own.
func (w *worker) keepNumber(parent, p *act.Provision, kind Kind) bool {
	i := slices.Index(parent.Children, p)
	if !w.keeps || i < 0 || p.Num == "" || p.Label == "" || counted(p.Level) || w.lookup.fresh[p] {
		return false
	}
	stub := &act.Provision{EID: p.EID, Level: p.Level, Num: p.Num, Label: p.Label, Heading: p.Heading, Notes: slices.Clone(p.Notes)}
	remark := w.remarkOn(p, parent, kind)
	if !isFootnote(remark) {
		stub.Heading = ""
	}
	stub.Notes = append(stub.Notes, act.Note{Kind: act.NoteRepealed, Text: remark})
	w.touch(p)
	w.setChildren(parent, slices.Concat(parent.Children[:i], []*act.Provision{stub}, parent.Children[i+1:]))
	w.lookup.forget(p)
	w.lookup.register(stub, parent)
	w.touch(stub)
	return true
}

// remarkOn words the remark on an excluded unit. A unit that had a heading keeps it and has the remark below, «Сноска. Статья
// 47 исключена Законом РК …», where the excluding act is known: without one such a line would not tell itself from law.
func (w *worker) remarkOn(p, parent *act.Provision, kind Kind) string {
	unit, _ := unitOf(p.Level, w.lookup.profile)
	if parent.Level == act.LevelNote {
		unit = UnitPoint
	}
	verb := exclusion(w.lang, kind, unit)
	if by := w.by.remark(w.lang); by != "" {
		verb += by
		if p.Heading != "" {
			name, word := act.Russian, "Сноска. "
			if w.lang == act.Kazakh {
				name, word = act.Kazakh, "Ескерту. "
			}
			about := spoken(Modification{Addresses: []Address{{{Unit: unit, Num: p.Num}}}}, name)
			return word + capitalised(about) + " " + verb + "."
		}
	}
	if strings.HasSuffix(p.Label, ".") {
		verb = capitalised(verb)
	}
	end := "."
	if last := lastRune(strings.TrimRight(p.Wording(), " ")); last == ';' || last == ',' {
		end = ";"
	}
	return verb + end
}

// exclusion is the verb of a remark: it agrees with the unit in Russian.
func exclusion(lang act.Lang, kind Kind, unit Unit) string {
	forms := [3]string{"исключен", "исключена", "исключено"}
	if kind == Revocation {
		forms = [3]string{"утратил силу", "утратила силу", "утратило силу"}
	}
	switch {
	case lang == act.Kazakh && kind == Revocation:
		return "күші жойылды"
	case lang == act.Kazakh:
		return "алып тасталды"
	}
	return forms[nouns[unit].gender]
}

func capitalised(s string) string {
	for i, r := range s {
		return s[:i] + string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// exclusions begin the words that stand for those of an excluded unit, folded.
var exclusions = func() []string {
	words := []string{"исключен", "исключена", "исключено", "исключены", "исключить", "утратил силу", "утратила силу", "утратило силу",
		"утратили силу", "алып тасталды", "алынып тасталды", "күші жойылды"}
	for i := range words {
		words[i] = act.Fold(words[i])
	}
	return words
}()

// citing are the words with which a remark goes on to the act that excluded, folded.
var citing = func() []string {
	words := []string{"закон", "конституционным законом", "указом", "постановлением", "в соответствии с", "(вводится", "қр ",
		"қазақстан республикасының"}
	for i := range words {
		words[i] = act.Fold(words[i])
	}
	return words
}()

// saysExcluded reports whether words are only a remark on an exclusion: «исключен», «(алып тасталды)», «Исключена Законом РК
// от …». A law speaks of the excluded too («исключен из реестра»), so nothing, a date or a citation must follow.
func saysExcluded(text string) bool {
	text = strings.TrimLeft(text, "( ")
	if !strings.ContainsRune("ИиУуАаКк", firstRune(text)) {
		return false
	}
	folded := act.Fold(text[:min(len(text), maxRemarkHead)])
	for _, word := range exclusions {
		rest, ok := strings.CutPrefix(folded, word)
		if !ok || rest != "" && isWordRune(firstRune(rest)) {
			continue
		}
		rest = strings.TrimLeft(rest, " ).;,-–—")
		if rest == "" || isDate(rest) {
			return true
		}
		return slices.ContainsFunc(citing, func(c string) bool { return strings.HasPrefix(rest, c) })
	}
	return false
}

// maxRemarkHead is how much of a text, in bytes, tells a remark from law.
const maxRemarkHead = 200

// isDate reports whether a text begins with figures and a stop, «29.12.2021», «2006.01.31».
func isDate(s string) bool {
	n := scanFigures(s)
	return n >= len("1.1.2006") && strings.Count(s[:n], ".") == 2
}

// footnotes open a remark on a line of its own.
var footnotes = []string{"Сноска. ", "Ескерту. "}

func isFootnote(s string) bool {
	return slices.ContainsFunc(footnotes, func(f string) bool { return strings.HasPrefix(s, f) })
}

// footnoteExcludes reports whether a footnote says that the whole unit above it is excluded: «Сноска. Статья 47 исключена
// Законом РК …». Its subject is one unit with its number, and then the verb.
func footnoteExcludes(text string) bool {
	for _, f := range footnotes {
		rest, ok := strings.CutPrefix(text, f)
		if !ok {
			continue
		}
		for at := range rest {
			if at > 0 && rest[at-1] == ' ' && saysExcluded(rest[at:]) {
				return len(strings.Fields(rest[:at])) <= 3
			}
		}
	}
	return false
}

// remarkOf gives the remark on a unit of which only the number is left; false for one that stands. A draft and a plain text
// hold the remark in the words of the unit; a unit that was read from an official edition has it beside it, and its wording
// alone is the bare number.
func remarkOf(p *act.Provision) (remark string, stub bool) {
	if p.Num == "" || counted(p.Level) {
		return "", false
	}
	if len(p.Children) == 1 && isContainer(p.Level) && p.Text == "" {
		// A footnote in a plain text is read as the words of the first unit below.
		if below := p.Children[0]; below.Label == "" && len(below.Children) == 0 && footnoteExcludes(below.Text) {
			return below.Text, true
		}
	}
	if len(p.Children) > 0 {
		return "", false
	}
	if p.Text == "" {
		for _, n := range p.Notes {
			if n.Kind == act.NoteRepealed || n.Kind == act.NoteHistory && p.Level != act.LevelArticle && footnoteExcludes(n.Text) {
				return n.Text, true
			}
		}
		if p.Heading != "" && (p.Level == act.LevelArticle || isContainer(p.Level)) && saysExcluded(p.Heading) {
			return p.Heading, true
		}
		return "", p.Level == act.LevelParagraph || p.Level == act.LevelPoint
	}
	if p.Heading == "" && saysExcluded(p.Text) || footnoteExcludes(p.Text) {
		return p.Text, true
	}
	return "", false
}

// isStub reports whether of a unit only its number is left (480-V art. 27(6)).
func isStub(p *act.Provision) bool {
	_, stub := remarkOf(p)
	return stub
}

// asStub takes the remark on an exclusion from the words of a unit and puts it beside it, so that no words of law are
// sought in it.
func asStub(p *act.Provision) {
	remark, stub := remarkOf(p)
	if !stub || remark == "" {
		return
	}
	if p.Text == "" && p.Heading == remark {
		p.Heading = ""
	}
	p.Text, p.Children = "", nil
	if !slices.ContainsFunc(p.Notes, func(n act.Note) bool { return n.Kind == act.NoteRepealed }) {
		p.Notes = append(slices.Clip(p.Notes), act.Note{Kind: act.NoteRepealed, Text: remark})
	}
}
