package drafting

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// liability advises the sixty days of 480-V art. 42(5) where a draft sets or tightens liability. What can be seen is the
// sanction: a new one, a higher figure, another punishment, a new item of a unit that has one. Whether other words widen an
// offence only a lawyer can say, so it is advice, and its absence promises nothing.
func (c *change) liability() {
	old := make(map[string]string)
	for _, u := range c.old.units {
		old[u.numberedUnit().numKey()] += "\n" + u.own()
	}
	texts := make(map[string]string)
	var order []*unit
	for _, u := range c.new.units {
		holder := u.numberedUnit()
		key := holder.numKey()
		if _, seen := texts[key]; !seen {
			order = append(order, holder)
		}
		texts[key] += "\n" + u.own()
	}
	holders := make(map[string]*unit)
	for _, u := range order {
		holders[u.numKey()] = u
	}
	for _, u := range order {
		key := u.numKey()
		text, before := texts[key], old[key]
		if text == before {
			continue
		}
		if sanctions := punishments(text, c.lang); len(sanctions) > 0 {
			c.sanction(u, punishments(before, c.lang), sanctions)
			continue
		}
		// A new item of a unit with a sanction, where the unit itself is not new.
		if before != "" || u.parent == nil || u.p.Level != act.LevelPoint {
			continue
		}
		holder := u.parent.numberedUnit().numKey()
		if old[holder] != "" && hasSanction(c.old, holder, c.lang) && c.holdsNew(u) {
			c.warnUnit(LiabilityWider, u, map[string]any{"unit": c.spoken(u)})
		}
	}
}

// holdsNew reports whether the words of a unit were nowhere in the wording in force: a unit that only moved is no new one.
func (c *change) holdsNew(u *unit) bool {
	for _, o := range c.old.units {
		if o.p.Level == u.p.Level && alike(o, u) {
			return false
		}
	}
	return true
}

// hasSanction reports whether a numbered unit, the абзацы below it included, has a sanction. The sanction after a list of
// items stands in the last of them as the parser reads it.
func hasSanction(w *wording, key string, lang act.Lang) bool {
	for _, u := range w.units {
		if strings.HasPrefix(u.numberedUnit().numKey(), key) && len(punishments(u.own(), lang)) > 0 {
			return true
		}
	}
	return false
}

func (c *change) sanction(u *unit, before, after map[string]int) {
	if len(before) == 0 {
		if o := c.sanctionElsewhere(u); o != nil {
			before = o
		} else {
			// A new unit is warned of once, as the largest that is new.
			u = c.largestNew(u)
			if !c.liable[u] {
				c.liable[u] = true
				c.warnUnit(LiabilityNew, u, map[string]any{"unit": c.spoken(u)})
			}
			return
		}
	}
	for _, kind := range punishmentKinds(c.lang) {
		now, ok := after[kind.name]
		if !ok {
			continue
		}
		was, had := before[kind.name]
		switch {
		case !had:
			c.warnUnit(LiabilityTightened, u, map[string]any{"unit": c.spoken(u), "punishment": kind.name, "before": "–", "after": figure(now)})
			return
		case now > was && was > 0:
			c.warnUnit(LiabilityTightened, u, map[string]any{"unit": c.spoken(u), "punishment": kind.name, "before": figure(was), "after": figure(now)})
			return
		}
	}
}

// sanctionElsewhere finds the sanction of the same часть when it stood in another unit of it: after a new last item of a list
// the sanction belongs to that item.
func (c *change) sanctionElsewhere(u *unit) map[string]int {
	holder := u
	for holder != nil && holder.p.Level != act.LevelParagraph && holder.p.Level != act.LevelArticle {
		holder = holder.parent
	}
	if holder == nil || holder == u {
		return nil
	}
	key := holder.numKey()
	for _, o := range c.old.units {
		if strings.HasPrefix(o.numberedUnit().numKey(), key) {
			if found := punishments(o.own(), c.lang); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// largestNew is the largest numbered unit, new as a whole, that holds a unit.
func (c *change) largestNew(u *unit) *unit {
	largest := u
	for h := u.parent; h != nil; h = h.parent {
		if h.numbered() && !c.old.has(h.numKey()) {
			largest = h
		}
	}
	return largest
}

func figure(n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.Itoa(n)
}

// punishment is a kind of punishment: the folded beginning of its words, and its name.
type punishment struct{ stem, name string }

var (
	russianPunishments = []punishment{
		{"пожизненн", "пожизненное лишение свободы"}, {"лишением свободы", "лишение свободы"}, {"лишение свободы", "лишение свободы"},
		{"ограничением свободы", "ограничение свободы"}, {"ограничение свободы", "ограничение свободы"}, {"арест", "арест"},
		{"общественными работами", "общественные работы"}, {"привлечением к общественным работам", "общественные работы"},
		{"исправительными работами", "исправительные работы"}, {"конфискаци", "конфискация"},
		{"лишением права", "лишение права"}, {"лишение права", "лишение права"}, {"лишение специального права", "лишение права"},
		{"штраф", "штраф"}, {"выдворени", "выдворение"}, {"предупреждени", "предупреждение"},
	}
	kazakhPunishments = foldPunishments([]punishment{
		{"өмір бойына бас бостандығынан айыр", "өмір бойына бас бостандығынан айыру"}, {"бас бостандығынан айыр", "бас бостандығынан айыру"},
		{"бас бостандығын шекте", "бас бостандығын шектеу"}, {"қамаққа", "қамаққа алу"}, {"қоғамдық жұмыс", "қоғамдық жұмыстар"},
		{"түзеу жұмыс", "түзеу жұмыстары"}, {"тәркіле", "тәркілеу"}, {"құқығынан айыр", "құқықтан айыру"}, {"айыппұл", "айыппұл"},
		{"шығарып жібер", "шығарып жіберу"}, {"ескерту жаса", "ескерту"},
	})
)

func foldPunishments(list []punishment) []punishment {
	for i := range list {
		list[i].stem = act.Fold(list[i].stem)
	}
	return list
}

// punishmentKinds names each kind once.
func punishmentKinds(lang act.Lang) []punishment {
	list := russianPunishments
	if lang == act.Kazakh {
		list = kazakhPunishments
	}
	var kinds []punishment
	seen := make(map[string]bool)
	for _, p := range list {
		if !seen[p.name] {
			seen[p.name] = true
			kinds = append(kinds, p)
		}
	}
	return kinds
}

// sanctionWords tell a sanction from any other sentence that names a punishment.
var sanctionWords = map[act.Lang][]string{
	act.Russian: {"наказывает", "наказывают", "влечет", "влекут"},
	act.Kazakh:  {act.Fold("жазаланады"), act.Fold("әкеп соғады"), act.Fold("әкеп соқтырады")},
}

// punishments reads the sanctions of a text: each kind of punishment with its highest figure, 0 where it has none («на тот
// же срок»). Texts without a sanction give nothing.
func punishments(text string, lang act.Lang) map[string]int {
	var found map[string]int
	for line := range strings.SplitSeq(text, "\n") {
		folded := act.Fold(line)
		at := -1
		for _, word := range sanctionWords[lang] {
			if i := strings.Index(folded, word); i >= 0 && (at < 0 || i < at) {
				at = i
			}
		}
		if at < 0 {
			continue
		}
		kinds := russianPunishments
		if lang == act.Kazakh {
			kinds = kazakhPunishments
		} else {
			folded = folded[at:]
		}
		for name, n := range readPunishments(folded, kinds, lang) {
			if found == nil {
				found = make(map[string]int)
			}
			found[name] = max(found[name], n)
		}
	}
	return found
}

// readPunishments cuts a sanction at the names of punishments. Figures stand after the name in Russian, before it in Kazakh.
func readPunishments(s string, kinds []punishment, lang act.Lang) map[string]int {
	type mark struct {
		from, to int
		name     string
	}
	var marks []mark
	for i := 0; i < len(s); {
		hit := false
		if i == 0 || s[i-1] == ' ' {
			for _, k := range kinds {
				if strings.HasPrefix(s[i:], k.stem) {
					marks = append(marks, mark{i, i + len(k.stem), k.name})
					i += len(k.stem)
					hit = true
					break
				}
			}
		}
		if !hit {
			i++
		}
	}
	found := make(map[string]int)
	for n, m := range marks {
		stretch := s[m.to:]
		if n+1 < len(marks) {
			stretch = s[m.to:marks[n+1].from]
		}
		if lang == act.Kazakh {
			stretch = s[:m.from]
			if n > 0 {
				stretch = s[marks[n-1].to:m.from]
			}
		}
		found[m.name] = max(found[m.name], highest(stretch))
	}
	return found
}
