package drafting

import (
	"maps"
	"slices"
	"sort"
	"strings"
)

// apart finds what was changed in one text only (480-V art. 24(3): both texts are authentic). Units are compared by their
// numbers, which are the same in both languages; абзацы and части without numbers belong to the numbered unit they stand in,
// since each language counts its own.
func apart(ru, kk *change) []Warning {
	if ru.draft.Kind == Repeal {
		return nil
	}
	ruSame, kkSame := ru.unchanged(), kk.unchanged()
	if ruSame || kkSame {
		for _, c := range []*change{ru, kk} {
			if c.unchanged() && !(ruSame && kkSame) && strings.TrimSpace(c.text.Current) != "" {
				c.warnings = nil
				c.warn(LanguageUnchanged, nil, 0, -1, map[string]any{"lang": string(c.lang)})
				return c.warnings
			}
		}
		return nil
	}
	if strings.TrimSpace(ru.text.Proposed) == "" || strings.TrimSpace(kk.text.Proposed) == "" {
		return nil
	}
	a, b := ru.edits(), kk.edits()
	ru.warnings, kk.warnings = nil, nil
	ru.onlyHere(a, b, kk)
	kk.onlyHere(b, a, ru)
	ru.figuresApart(a, b)
	return append(ru.warnings, kk.warnings...)
}

func (c *change) unchanged() bool { return squeeze(c.text.Current) == squeeze(c.text.Proposed) }

// edit is what a draft did to a numbered unit.
type edit struct {
	old, new *unit
	oldText  string
	newText  string
}

func (e edit) added() bool    { return e.old == nil || e.old.empty() && e.new != nil && !e.new.empty() }
func (e edit) excluded() bool { return e.new == nil || e.new.empty() && e.old != nil && !e.old.empty() }
func (e edit) changed() bool  { return e.oldText != e.newText }

// edits lists the numbered units that a draft added, excluded or changed.
func (c *change) edits() map[string]edit {
	all := make(map[string]edit)
	for i, w := range []*wording{c.old, c.new} {
		for _, u := range w.units {
			holder := u.numberedUnit()
			key := holder.numKey()
			e := all[key]
			// The mark at the end is that of the place in the list, and another when a neighbour comes or goes.
			text := strings.TrimRight(squeeze(strings.Join(u.p.Lines(), " ")), ".;,") + "\n"
			if i == 0 {
				if e.old == nil {
					e.old = holder
				}
				e.oldText += text
			} else {
				if e.new == nil {
					e.new = holder
				}
				e.newText += text
			}
			all[key] = e
		}
	}
	maps.DeleteFunc(all, func(_ string, e edit) bool { return !e.changed() })
	return all
}

// onlyHere warns of what this text changed and the other did not.
func (c *change) onlyHere(mine, theirs map[string]edit, other *change) {
	keys := slices.Sorted(maps.Keys(mine))
	for _, key := range keys {
		e, o := mine[key], theirs[key]
		at := e.new
		if at == nil {
			at = e.old
		}
		if key == "" || c.partOfAdded(key, mine) {
			continue
		}
		args := map[string]any{"unit": c.spoken(at), "lang": string(other.lang)}
		_, both := theirs[key]
		switch {
		case e.added() && !(both && o.added()):
			code := UnitAddedApart
			if at.parent != nil && defines(at.parent) {
				code, args = DefinitionsApart, map[string]any{"num": at.p.Label}
			}
			c.warnUnit(code, at, args)
		case e.excluded() && !(both && o.excluded()):
			c.warn(UnitExcludedApart, nil, 0, -1, args)
		case !both && other.old.has(key):
			c.warnUnit(UnitChangedApart, at, args)
		}
	}
}

// partOfAdded reports whether the unit stands in one that was itself added or excluded: that one is warned of.
func (c *change) partOfAdded(key string, edits map[string]edit) bool {
	for holder, e := range edits {
		if holder != key && holder != "" && strings.HasPrefix(key, holder) && (e.added() || e.excluded()) {
			return true
		}
	}
	return false
}

// has reports whether a wording has a numbered unit of the key.
func (w *wording) has(key string) bool {
	for _, u := range w.units {
		if u.numKey() == key {
			return true
		}
	}
	return false
}

// figuresApart warns of changed units whose figures differ in the two texts now and did not so before.
func (c *change) figuresApart(ru, kk map[string]edit) {
	for _, key := range slices.Sorted(maps.Keys(ru)) {
		a, ok := ru[key]
		b, both := kk[key]
		if !ok || !both || a.new == nil || b.new == nil {
			continue
		}
		x, y := figuresOf(a.newText), figuresOf(b.newText)
		onlyRu, onlyKk := minus(x, y), minus(y, x)
		// Figures that the two texts in force did not share are no work of this draft.
		p, q := figuresOf(a.oldText), figuresOf(b.oldText)
		onlyRu, onlyKk = minus(onlyRu, minus(p, q)), minus(onlyKk, minus(q, p))
		if len(onlyRu) == 0 || len(onlyKk) == 0 {
			continue // a figure in one text may be a word in the other
		}
		c.warnUnit(FiguresApart, a.new, map[string]any{"unit": c.spoken(a.new), "ru": strings.Join(onlyRu, ", "), "kk": strings.Join(onlyKk, ", ")})
	}
}

// figuresOf lists the figures of a text, sorted. «128-1» is one, the ends of a stretch are two.
func figuresOf(text string) []string {
	var list []string
	start := -1
	for i := 0; i <= len(text); i++ {
		digit := i < len(text) && text[i] >= '0' && text[i] <= '9'
		joined := start >= 0 && i+1 < len(text) && text[i] == '-' && text[i+1] >= '0' && text[i+1] <= '9'
		switch {
		case digit && start < 0:
			start = i
		case !digit && !joined && start >= 0:
			if a, b, ok := stretch(text[start:i]); ok {
				list = append(list, a, b) // «21-40» in one text, «21-ден 40-қа дейін» in the other
			} else {
				list = append(list, text[start:i])
			}
			start = -1
		}
	}
	sort.Strings(list)
	return list
}

// minus gives the figures of a that are not in b, each counted.
func minus(a, b []string) []string {
	have := make(map[string]int)
	for _, s := range b {
		have[s]++
	}
	var rest []string
	for _, s := range a {
		if have[s] > 0 {
			have[s]--
			continue
		}
		rest = append(rest, s)
	}
	return rest
}
