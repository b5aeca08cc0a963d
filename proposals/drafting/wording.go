package drafting

import (
	"strings"
	"unicode/utf8"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// line is one printed line of a wording that is not blank.
type line struct {
	text  string
	start int // the byte where its words begin, after leading blanks
	from  int // its place in the wording, UTF-16
	unit  *unit
	first bool // the line that the unit begins with
}

// words is the line without blanks around it.
func (l *line) words() string { return strings.TrimSpace(l.text) }

// position turns a byte of the line into a position in the wording, in UTF-16 code units.
func (l *line) position(at int) int { return l.from + utf16Len(l.text[:min(at, len(l.text))]) }

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// unit is a provision with its place in the wording.
type unit struct {
	p        *act.Provision
	parent   *unit
	children []*unit
	line     *line // where it begins; nil when the lines could not be told
	last     *line
	key      string
	bag      []string // its words, once they were asked for
}

// wording is a text read as units.
type wording struct {
	lang  act.Lang
	lines []*line
	roots []*unit
	units []*unit // in the order of the text
	byKey map[string]*unit
}

// read reads a wording with the parser that reads the law and finds the line of each unit.
func read(text string, lang act.Lang, profile act.Profile) *wording {
	w := &wording{lang: lang, byKey: make(map[string]*unit)}
	from := 0
	for raw := range strings.SplitSeq(text, "\n") {
		if trimmed := strings.TrimSpace(raw); trimmed != "" {
			w.lines = append(w.lines, &line{text: raw, start: strings.Index(raw, trimmed), from: from})
		}
		from += utf16Len(raw) + 1
	}
	for _, p := range source.ReadWording(text, lang, profile) {
		w.roots = append(w.roots, w.add(p, nil))
	}
	w.place()
	return w
}

func (w *wording) add(p *act.Provision, parent *unit) *unit {
	u := &unit{p: p, parent: parent}
	u.key = string(p.Level) + "_" + act.Fold(p.Num)
	if parent != nil {
		u.key = parent.key + "/" + u.key
	}
	w.units = append(w.units, u)
	if _, twice := w.byKey[u.key]; !twice {
		w.byKey[u.key] = u
	}
	for _, child := range p.Children {
		u.children = append(u.children, w.add(child, u))
	}
	return u
}

// place pairs the units with the lines: the parser keeps every line, in order. Where the counts differ all the same, no unit
// has a place, and warnings are on the wording as a whole.
func (w *wording) place() {
	at := 0
	for _, u := range w.units {
		for i := range u.p.Lines() {
			if at >= len(w.lines) {
				w.unplace()
				return
			}
			l := w.lines[at]
			l.unit, l.first = u, i == 0
			if i == 0 {
				u.line = l
			}
			u.last = l
			at++
		}
	}
	if at != len(w.lines) {
		w.unplace()
	}
}

func (w *wording) unplace() {
	for _, l := range w.lines {
		l.unit = nil
	}
	for _, u := range w.units {
		u.line, u.last = nil, nil
	}
}

// own are the unit's own words, without its number and title.
func (u *unit) own() string { return u.p.Text }

// empty reports whether only the number of a unit stands.
func (u *unit) empty() bool { return u.p.Text == "" && u.p.Heading == "" && len(u.children) == 0 }

// numbered reports whether the unit has a printed number.
func (u *unit) numbered() bool {
	switch u.p.Level {
	case act.LevelArticle, act.LevelParagraph, act.LevelPoint:
		return u.p.Num != ""
	}
	return false
}

// numberedUnit is the unit itself, or the smallest numbered one that holds it.
func (u *unit) numberedUnit() *unit {
	for u.parent != nil && !u.numbered() && u.p.Level != act.LevelNote {
		u = u.parent
	}
	return u
}

// article is the article that holds the unit, nil where the wording is part of one.
func (u *unit) article() *unit {
	for ; u != nil; u = u.parent {
		if u.p.Level == act.LevelArticle {
			return u
		}
	}
	return nil
}

// spoken is the address of a unit as the act's profile speaks it.
func (c *change) spoken(u *unit) string {
	var path []*act.Provision
	for ; u != nil; u = u.parent {
		path = append([]*act.Provision{u.p}, path...)
	}
	return act.Address(path, c.lang, c.draft.Profile)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// squeeze gives the words of a text parted by single blanks.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
