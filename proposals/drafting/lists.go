package drafting

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// listEnds checks the marks at the ends of the items below a unit: a semicolon inside the list, none after its last item
// (480-V art. 23(1)). Only lists are looked at: what follows words that end in a colon. An item that is several sentences,
// or has units of its own, ends as those do; what follows the list (a sanction after the last item) is no item.
func listEnds(parent *unit) []finding {
	var items []*unit
	for _, u := range parent.children {
		if u.p.Level == act.LevelPoint && u.last != nil {
			items = append(items, u)
		}
	}
	if len(items) < 2 || lastRune(strings.TrimSpace(parent.p.Text+parent.p.Heading)) != ':' && parent.p.Text != "" {
		return nil
	}
	var found []finding
	for i, u := range items {
		text := u.last.words()
		if len(u.children) > 0 || u.own() == "" {
			continue
		}
		end := lastRune(text)
		key := u.key
		from := len(strings.TrimRight(u.last.text, " \t\r")) - utf8.RuneLen(end)
		at := finding{key: key, line: u.last, from: from, to: from + utf8.RuneLen(end), unit: u, args: map[string]any{"unit": u.p.Label}}
		switch {
		case i < len(items)-1 && strings.ContainsRune(",:", end), i < len(items)-1 && isLetterOrDigit(end):
			at.code = ListEndMissing
			found = append(found, at)
		case i < len(items)-1 && end == '.' && mostlySemicolons(items) && !strings.Contains(text, ". "):
			at.code = ListEndMissing
			found = append(found, at)
		case i == len(items)-1 && (end == ';' || isLetterOrDigit(end)) && parent.children[len(parent.children)-1] == u && lastOfList(u):
			at.code = ListEndWrong
			found = append(found, at)
		}
	}
	return found
}

// lastOfList reports whether nothing goes on after an item: the item of an inner list ends with a semicolon when the outer
// list goes on.
func lastOfList(u *unit) bool {
	for u.parent != nil {
		last := u.parent.children[len(u.parent.children)-1]
		if last != u {
			next := u.parent.children[indexOf(u.parent.children, u)+1]
			return next.p.Level != act.LevelPoint && next.p.Level != act.LevelIndent
		}
		u = u.parent
	}
	return u.p.Level == act.LevelArticle
}

func indexOf(units []*unit, u *unit) int {
	for i := range units {
		if units[i] == u {
			return i
		}
	}
	return len(units) - 1
}

// mostlySemicolons reports whether the items of a list end as a list does.
func mostlySemicolons(items []*unit) bool {
	n := 0
	for _, u := range items {
		if lastRune(u.last.words()) == ';' {
			n++
		}
	}
	return n*3 > len(items)
}

// headWords are the first words of a line, by which it is known again.
func headWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[:min(len(fields), 2)], " ")
}

// tailWords are the last words of a line, by which it is known again.
func tailWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[max(0, len(fields)-3):], " ")
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// firstLetter checks the letter that a unit begins with (480-V art. 23(1)): a small one in an item of a list, a capital one
// at the start of an article, a пункт or a часть. A name is written with a capital letter anywhere, so a capital letter
// counts only where the draft itself has the same word with a small one.
func firstLetter(w *wording, u *unit) []finding {
	text := u.own()
	r := firstRune(text)
	if u.line == nil || !unicode.IsLetter(r) {
		return nil
	}
	l := u.line
	from := strings.Index(l.text, text)
	if u.p.Level == act.LevelArticle || from < 0 {
		return nil
	}
	word := text[:wordEnd(text)]
	at := finding{key: word, line: l, from: from, to: from + len(word), unit: u, args: map[string]any{"word": word}}
	switch u.p.Level {
	case act.LevelPoint:
		if unicode.IsUpper(r) && !isAcronym(word) && !lettered(u) && w.hasSmall(word) {
			at.code = CapitalInList
			return []finding{at}
		}
	case act.LevelParagraph:
		if unicode.IsLower(r) && utf8.RuneCountInString(word) > 1 && !saysExcluded(text) && u.parent != nil &&
			u.parent.p.Level == act.LevelArticle {
			at.code = SmallAtStart
			return []finding{at}
		}
	}
	return nil
}

// saysExcluded recognises the remark that stands for an excluded unit.
func saysExcluded(text string) bool {
	folded := act.Fold(text)
	for _, word := range []string{"исключен", "утратил", "алып тасталды", "алынып тасталды", "күші жойылды"} {
		if strings.HasPrefix(folded, act.Fold(word)) {
			return true
		}
	}
	return false
}

// lettered reports whether an item is numbered by a letter, «а)»; such lists of the older codes are of sentences.
func lettered(u *unit) bool { return !unicode.IsDigit(firstRune(u.p.Num)) }

func wordEnd(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && r != '-' {
			return i
		}
	}
	return len(s)
}

func isAcronym(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(r)
}

// hasSmall reports whether a word stands with a small letter in the wording.
func (w *wording) hasSmall(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	small := string(unicode.ToLower(r)) + word[size:]
	for _, l := range w.lines {
		for at := 0; ; {
			n := strings.Index(l.text[at:], small)
			if n < 0 {
				break
			}
			from, to := at+n, at+n+len(small)
			before, _ := utf8.DecodeLastRuneInString(l.text[:from])
			after, _ := utf8.DecodeRuneInString(l.text[to:])
			if !isLetterOrDigit(before) && before != '-' && !isLetterOrDigit(after) && after != '-' {
				return true
			}
			at = to
		}
	}
	return false
}

// marks finds a dash or a bullet before a unit and signs of emphasis (480-V art. 24(7)).
func marks(l *line) []finding {
	var found []finding
	words := l.text[l.start:]
	if l.unit != nil && l.unit.p.Level == act.LevelTable {
		return nil
	}
	r, size := utf8.DecodeRuneInString(words)
	if strings.ContainsRune("–—-−•·●▪*■◦‣", r) && len(words) > size {
		next := firstRune(words[size:])
		if r != '*' || next == ' ' {
			found = append(found, finding{code: DashBeforeUnit, key: headWords(words), line: l, from: l.start, to: l.start + size,
				args: map[string]any{"mark": string(r)}})
		}
	}
	for _, mark := range []string{"**", "__", "<b>", "<u>", "<i>", "<strong>", "<em>"} {
		// «____» is a place to fill in.
		if i := strings.Index(words, mark); i >= 0 && !strings.Contains(words, "___") {
			found = append(found, finding{code: EmphasisMark, key: mark + tailWords(words), line: l, from: l.start + i, to: l.start + i + len(mark),
				args: map[string]any{"mark": mark}})
		}
	}
	return found
}
