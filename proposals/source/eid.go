package source

import (
	"strconv"

	"talqy/proposals/act"
)

// eidNames are the short names of the levels in an eId, after the Akoma Ntoso naming convention.
var eidNames = map[act.Level]string{
	act.LevelPreamble: "preamble", act.LevelPart: "part", act.LevelTitle: "title", act.LevelSubtitle: "subtitle",
	act.LevelChapter: "chp", act.LevelSection: "sec", act.LevelArticle: "art", act.LevelParagraph: "para",
	act.LevelSubparagraph: "subpara", act.LevelPoint: "point", act.LevelIndent: "indent", act.LevelNote: "note",
	act.LevelAnnex: "annex", act.LevelTable: "table", act.LevelConclusions: "concl",
}

// eids gives every provision its address. Articles, chapters, titles and parts are numbered through the whole act (480-V
// art. 23(4)) and stand alone; all else is addressed inside its parent. A double gets «~2».
type eids struct {
	taken map[string]int
}

func assignEIDs(provisions []*act.Provision, prefix string) {
	a := &eids{taken: make(map[string]int)}
	a.assign(provisions, prefix)
}

func (a *eids) assign(provisions []*act.Provision, prefix string) {
	counts := make(map[act.Level]int)
	for _, p := range provisions {
		counts[p.Level]++
		eid := eidNames[p.Level]
		switch {
		case p.Num != "":
			eid += "_" + p.Num
		case p.Level == act.LevelPreamble || p.Level == act.LevelConclusions:
		default:
			eid += "_" + strconv.Itoa(counts[p.Level])
		}
		p.EID = a.free(ownPrefix(p.Level, prefix) + eid)
		if p.Children == nil {
			p.Children = []*act.Provision{} // a list in JSON, not null
		}
		a.assign(p.Children, p.EID)
	}
}

// ownPrefix leaves out the parent where the number alone is the address.
func ownPrefix(level act.Level, parent string) string {
	switch level {
	case act.LevelPart, act.LevelTitle, act.LevelChapter, act.LevelArticle, act.LevelAnnex:
		if len(parent) < 6 || parent[:6] != "annex_" {
			return ""
		}
	}
	if parent == "" {
		return ""
	}
	return parent + "__"
}

func (a *eids) free(eid string) string {
	a.taken[eid]++
	if n := a.taken[eid]; n > 1 {
		doubled := eid + "~" + strconv.Itoa(n)
		a.taken[doubled]++
		return doubled
	}
	return eid
}
