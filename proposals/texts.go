package proposals

import (
	"iter"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// CompareTexts makes the rows of a comparative table from two editions of an act, or of a part of one: a row for each
// article that differs, in the order of the new text, an article that is gone where it stood. Texts without articles give
// one row. Texts with equal units give none.
func CompareTexts(old, new []*act.Provision, title string, lang act.Lang, profile act.Profile) []paper.Amendment {
	before, after := articles(old), articles(new)
	// What stands outside articles is one row: titles of chapters, a preamble, or, where there are no articles, all of it.
	rows := appendRow(nil, outside(old), outside(new), paper.Amendment{Act: title})
	partner := make(map[occurrence]*act.Provision, len(before))
	for o, a := range occurrences(before) {
		partner[o] = a
	}
	kept := make(map[*act.Provision]bool, len(after))
	twins := make([]*act.Provision, len(after))
	i := 0
	for o := range occurrences(after) {
		twins[i] = partner[o]
		kept[twins[i]] = true
		i++
	}
	rest := before
	for i, a := range after {
		// Articles that are gone come before the next one that stayed.
		for stays := twins[i] != nil; stays && len(rest) > 0; {
			gone := rest[0]
			rest = rest[1:]
			if gone == twins[i] {
				break
			}
			if !kept[gone] {
				rows = appendRow(rows, gone.Wording(), "", row(gone, title, lang, profile))
			}
		}
		current := ""
		if twins[i] != nil {
			current = twins[i].Wording()
		}
		rows = appendRow(rows, current, a.Wording(), row(a, title, lang, profile))
	}
	for _, gone := range rest {
		if !kept[gone] {
			rows = appendRow(rows, gone.Wording(), "", row(gone, title, lang, profile))
		}
	}
	return rows
}

// occurrence is an article by its number and by how many of that number came before it.
type occurrence struct {
	num string
	n   int
}

// occurrences gives the articles in order, each with its occurrence.
func occurrences(list []*act.Provision) iter.Seq2[occurrence, *act.Provision] {
	return func(yield func(occurrence, *act.Provision) bool) {
		seen := map[string]int{}
		for _, a := range list {
			o := occurrence{a.Num, seen[a.Num]}
			seen[a.Num]++
			if !yield(o, a) {
				return
			}
		}
	}
}

func row(a *act.Provision, title string, lang act.Lang, profile act.Profile) paper.Amendment {
	return paper.Amendment{Act: title, Address: capital(act.Address([]*act.Provision{a}, lang, profile))}
}

func appendRow(rows []paper.Amendment, current, proposed string, r paper.Amendment) []paper.Amendment {
	if current == proposed {
		return rows
	}
	r.Ops = redline.Compare(current, proposed)
	return append(rows, r)
}

// articles lists the articles of a tree in order.
func articles(provisions []*act.Provision) []*act.Provision {
	var out []*act.Provision
	for _, p := range provisions {
		if p.Level == act.LevelArticle {
			out = append(out, p)
			continue
		}
		out = append(out, articles(p.Children)...)
	}
	return out
}

// outside is the wording of everything that is in no article.
func outside(provisions []*act.Provision) string {
	var lines []string
	for _, p := range provisions {
		if p.Level == act.LevelArticle {
			continue
		}
		own := *p
		own.Children = nil
		if line := own.Wording(); line != "" {
			lines = append(lines, line)
		}
		if below := outside(p.Children); below != "" {
			lines = append(lines, below)
		}
	}
	return strings.Join(lines, "\n")
}
