package drafting

import (
	"strings"

	"talqy/proposals/act"
)

// references finds the words of a wording that point at a unit which the act does not have: of the article itself, or of
// another one when the act is at hand.
func (c *change) references(w *wording) []finding {
	if c.draft.Amending {
		return nil
	}
	var found []finding
	var own *act.Expression
	for _, l := range w.lines {
		if l.unit == nil {
			continue
		}
		for _, r := range referencesIn(l.text, w.lang) {
			if own == nil {
				own = expressionOf(w)
			}
			if !c.missing(w, own, l.unit, r) || len(r.ends) > 0 && !c.missing(w, own, l.unit, r.at(0)) && !c.missing(w, own, l.unit, r.at(1)) {
				continue
			}
			found = append(found, finding{code: ReferenceMissing, key: r.address + act.Fold(r.words), line: l, from: r.from, to: r.to,
				args: map[string]any{"text": r.words, "num": r.num}})
		}
	}
	return found
}

// at is the reference to one end of a stretch.
func (r reference) at(end int) reference {
	r.address = r.ends[end]
	return r
}

func expressionOf(w *wording) *act.Expression {
	e := &act.Expression{Lang: w.lang}
	for _, u := range w.roots {
		e.Provisions = append(e.Provisions, u.p)
	}
	return e
}

// missing reports whether a reference leads nowhere. Where the draft shows only a part of the article, or the act is not at
// hand, nothing is said.
func (c *change) missing(w *wording, own *act.Expression, at *unit, r reference) bool {
	article := at.article()
	if r.scope != inAct {
		if article == nil || article.p.Num == "" {
			return false
		}
		address := placed(r.address, "статья", "бап", article.p.Num, w.lang)
		if r.scope == inParagraph {
			holder := at
			for holder != nil && holder.p.Level != act.LevelParagraph {
				holder = holder.parent
			}
			if holder == nil || holder.p.Num == "" || holder.parent == nil || holder.parent.p.Level != act.LevelArticle {
				return false
			}
			word, kazakh := "пункт", "тармақ"
			if c.draft.Profile == act.ProfileCode {
				word, kazakh = "часть", "бөлік"
			}
			address = placed(placed(r.address, word, kazakh, holder.p.Num, w.lang), "статья", "бап", article.p.Num, w.lang)
		}
		return notFound(own, address, c.draft.Profile)
	}
	if c.text.Act == nil {
		return false
	}
	// An article that the draft has is looked for in the draft: its units may be new.
	if !notFound(own, articleOf(r.address, w.lang), c.draft.Profile) {
		return notFound(own, r.address, c.draft.Profile)
	}
	return notFound(c.text.Act, r.address, c.draft.Profile)
}

// placed completes an address by the unit that holds it.
func placed(address, russian, kazakh, num string, lang act.Lang) string {
	if lang == act.Kazakh {
		return num + "-" + kazakh + " " + address
	}
	return address + " " + russian + " " + num
}

// articleOf is the article of an address that Locate reads.
func articleOf(address string, lang act.Lang) string {
	if lang == act.Kazakh {
		first, _, _ := strings.Cut(address, " ")
		return first
	}
	if i := strings.LastIndex(address, "статья "); i >= 0 {
		return address[i:]
	}
	return address
}

func notFound(e *act.Expression, address string, profile act.Profile) bool {
	_, err := e.Locate(address, profile)
	no, ok := err.(*act.AddressError)
	return ok && no.Code == act.AddressNotFound
}

// maxReferences bounds the references from other articles that one draft is warned of.
const maxReferences = 20

// excludedReferences warns of references in other articles of the act to units that the draft excludes.
func (c *change) excludedReferences() {
	if c.text.Act == nil || c.draft.Target == "" || c.draft.Kind == Insert {
		return
	}
	target := c.text.Act.Find(c.draft.Target)
	if target == nil || target.Level != act.LevelArticle {
		return
	}
	excluded := c.excluded(target)
	if len(excluded) == 0 {
		return
	}
	n := 0
	for _, article := range c.text.Act.Articles() {
		if article == target {
			continue
		}
		article.Walk(func(p *act.Provision) {
			if n >= maxReferences || !strings.Contains(p.Text, target.Num) {
				return
			}
			for _, r := range referencesIn(p.Text, c.lang) {
				if r.scope != inAct {
					continue
				}
				to, err := c.text.Act.Locate(r.address, c.draft.Profile)
				if err != nil || n >= maxReferences {
					continue
				}
				for _, eid := range excluded {
					if to.EID == eid || strings.HasPrefix(to.EID, eid+"__") {
						n++
						where := act.Address([]*act.Provision{article}, c.lang, c.draft.Profile)
						c.warn(ReferenceExcluded, nil, 0, -1, map[string]any{"unit": r.words, "where": where})
						break
					}
				}
			}
		})
	}
}

// excluded lists the eIds of the units that the draft leaves without words.
func (c *change) excluded(target *act.Provision) []string {
	if c.draft.Kind == Repeal || strings.TrimSpace(c.text.Proposed) == "" {
		return []string{target.EID}
	}
	if len(c.old.roots) != 1 || len(c.new.roots) != 1 {
		return nil
	}
	var gone []string
	kept := make(map[string]bool)
	for _, u := range c.new.units {
		if u.numbered() && !u.empty() {
			kept[u.numKey()] = true
		}
	}
	for _, u := range c.old.units {
		if u.numbered() && !u.empty() && !kept[u.numKey()] && u.p.Level != act.LevelArticle {
			gone = append(gone, u.p.EID)
		}
	}
	return gone
}

// numKey names a unit by the numbers of the numbered units that hold it: such keys are the same in both languages.
func (u *unit) numKey() string {
	key := ""
	for ; u != nil; u = u.parent {
		if u.numbered() || u.p.Level == act.LevelNote {
			key = string(u.p.Level) + "_" + act.Fold(u.p.Num) + "/" + key
		}
	}
	return key
}
