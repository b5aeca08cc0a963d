package proposals

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// compareActs orders codes before laws before by-laws, and acts of one force by title.
func (w *Workbench) compareActs(a, b ActID) int {
	if a == b {
		return 0
	}
	first, errA := w.Act(a)
	second, errB := w.Act(b)
	if errA != nil || errB != nil {
		return cmp.Compare(a, b)
	}
	return cmp.Or(cmp.Compare(force(first.Profile), force(second.Profile)),
		cmp.Compare(first.Title.In(act.Russian), second.Title.In(act.Russian)), cmp.Compare(a, b))
}

func force(p act.Profile) int {
	return slices.Index([]act.Profile{act.ProfileCode, act.ProfileLaw, act.ProfileBylaw}, p)
}

// row makes the row of a proposal in a language it has from the redline of its wording.
func (w *Workbench) row(p *Proposal, lang act.Lang, ops []redline.Op) paper.Amendment {
	why, _ := p.Text(Justification, lang)
	row := paper.Amendment{
		Address:       capital(p.Address.In(lang)),
		Kind:          map[ChangeKind]paper.Kind{Amend: paper.Amend, Insert: paper.Insert, Repeal: paper.Repeal}[p.Kind],
		Ops:           ops,
		Justification: why.Proposed,
	}
	if a, err := w.Act(p.Act); err == nil {
		row.Act = a.Title.In(lang)
	}
	if m, err := w.Member(p.Author); err == nil {
		row.Author = m.Name
	}
	return row
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
