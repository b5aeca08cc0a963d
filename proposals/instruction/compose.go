package instruction

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// Compose writes modifications of one act as the numbered list of an amending act. Several changes of one article stand
// below one line that names it («4) в статье 46:»); each ends with a semicolon, the last with a full stop. A single change
// has no number. In Kazakh several operations on the words of one unit are one sentence. Parse reads the list back: the
// modifications are the same, in the same order.
func Compose(mods []Modification, lang act.Lang) string {
	var b strings.Builder
	groups := byArticle(mods)
	for i, g := range groups {
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(groups) > 1 {
			b.WriteString(strconv.Itoa(i+1) + ") ")
		}
		end := ";"
		sentences := chained(g.mods, lang)
		if len(sentences) > 1 {
			b.WriteString(containerLine(g.article, lang) + ":")
		}
		for j, sentence := range sentences {
			if i == len(groups)-1 && j == len(sentences)-1 {
				end = "."
			}
			if len(sentences) > 1 {
				b.WriteByte('\n')
				short := make([]Modification, len(sentence))
				for k, m := range sentence {
					short[k] = m.inside(g.article)
				}
				sentence = short
			}
			b.WriteString(speak(sentence, lang) + end)
		}
	}
	return b.String()
}

// articleGroup is a run of modifications inside one article.
type articleGroup struct {
	article Address
	mods    []Modification
}

func byArticle(mods []Modification) []articleGroup {
	var groups []articleGroup
	for _, m := range mods {
		a := m.article()
		if n := len(groups); n > 0 && len(a) > 0 && groups[n-1].article.equal(a) {
			groups[n-1].mods = append(groups[n-1].mods, m)
			continue
		}
		groups = append(groups, articleGroup{a, []Modification{m}})
	}
	return groups
}

// article is the article inside which a modification stays; empty when it changes the article as such or several articles.
func (m *Modification) article() Address {
	var article Address
	for _, a := range m.Addresses {
		if len(a) == 0 || a[0].Unit != UnitArticle || article != nil && !a[:1].equal(article) {
			return nil
		}
		if len(a) == 1 && m.Kind != Insertion {
			return nil
		}
		article = a[:1]
	}
	return article
}

// inside takes the article from the addresses of a modification: the line above names it.
func (m Modification) inside(article Address) Modification {
	short := m
	short.Addresses = nil
	for _, a := range m.Addresses {
		if len(a) > len(article) {
			short.Addresses = append(short.Addresses, a[len(article):])
		}
	}
	return short
}

// containerLine names the unit for the lines below: «в статье 46», «46-бапта».
func containerLine(a Address, lang act.Lang) string {
	if lang == act.Kazakh {
		return kazakhAddress(a, caseLocative)
	}
	return "в " + russianAddress(a, prepositional)
}
