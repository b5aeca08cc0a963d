package proposals

import (
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// CompareTexts makes the rows of a comparative table from two editions of an act, or of a part of one: a row for each
// article that differs, in the order of the new text, an article that is gone where it stood. Texts without articles give
// one row. Equal texts give none.
func CompareTexts(old, new []*act.Provision, title string, lang act.Lang, profile act.Profile) []paper.Amendment {
	before, after := articles(old), articles(new)
	if len(before) == 0 && len(after) == 0 {
		return appendRow(nil, whole(old), whole(new), paper.Amendment{Act: title})
	}
	matched := make(map[string]*act.Provision, len(before))
	for _, a := range before {
		matched[a.Num] = a
	}
	kept := make(map[string]bool, len(after))
	for _, a := range after {
		kept[a.Num] = true
	}
	var rows []paper.Amendment
	rest := before
	for _, a := range after {
		// Articles that are gone come before the next one that stayed.
		for stays := matched[a.Num] != nil; stays && len(rest) > 0; {
			gone := rest[0]
			rest = rest[1:]
			if gone.Num == a.Num {
				break
			}
			if !kept[gone.Num] {
				rows = appendRow(rows, gone.Wording(), "", row(gone, title, lang, profile))
			}
		}
		current := ""
		if twin := matched[a.Num]; twin != nil {
			current = twin.Wording()
		}
		rows = appendRow(rows, current, a.Wording(), row(a, title, lang, profile))
	}
	for _, gone := range rest {
		if !kept[gone.Num] {
			rows = appendRow(rows, gone.Wording(), "", row(gone, title, lang, profile))
		}
	}
	return rows
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

func whole(provisions []*act.Provision) string {
	lines := make([]string, len(provisions))
	for i, p := range provisions {
		lines[i] = p.Wording()
	}
	return strings.Join(lines, "\n")
}
