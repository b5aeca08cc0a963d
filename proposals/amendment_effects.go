package proposals

import (
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
)

// try carries the instructions out together on a copy of the act and finds what each does by itself. What it shows of an
// excluded unit is that its words go; the number that stays is the consolidation's.
func (t *Amendments) try(e *act.Expression, profile act.Profile) {
	_, results := instruction.Apply(e, profile, t.read)
	var before *act.Expression // the act after the first done instructions, where one needs the others
	done := -1
	for i, r := range results {
		one := &t.Instructions[i]
		n := one.N
		one.Result = r
		one.N = n
		if r.Status != instruction.Applied {
			continue
		}
		in := t.read[i]
		if m := in.Modifications[0]; len(in.Modifications) == 1 && m.Kind == instruction.Insertion && m.Subject == instruction.Units &&
			len(m.Places) > 0 && m.Places[0].Unit == instruction.UnitArticle {
			for _, a := range newArticles(m, e.Lang, profile) {
				one.Changes = append(one.Changes, ArticleChange{Kind: ArticleAdded, New: a, Ops: redline.Compare("", a.Wording())})
			}
			continue
		}
		base := e
		if touched := articlesOf(e, r.EIDs); len(touched) > 0 {
			base = excerptOf(e, touched)
		}
		after, alone := instruction.Apply(base, profile, t.read[i:i+1])
		if alone[0].Status != instruction.Applied {
			// It stands on what another instruction of the law does before it.
			if done != i {
				before, _ = instruction.Apply(e, profile, t.read[:i])
			}
			base = before
			after, _ = instruction.Apply(e, profile, t.read[:i+1])
			before, done = after, i+1
		}
		one.Changes = CompareEditions(base, after)
		if len(one.Changes) == 0 {
			one.Elsewhere = changedLines(redline.Compare(outside(base.Provisions), outside(after.Provisions)))
		}
	}
}

// articlesOf gives the articles that hold the units, in the order of the act; none when a unit stands in no article.
func articlesOf(e *act.Expression, eids []string) []*act.Provision {
	var out []*act.Provision
	for _, eid := range eids {
		var article *act.Provision
		for _, p := range e.Path(eid) {
			if p.Level == act.LevelArticle {
				article = p
			}
		}
		if article == nil || strings.Contains(article.EID, "__") {
			return nil // a chapter, or an article of an annex, which has a number of its own
		}
		if !slices.Contains(out, article) {
			out = append(out, article)
		}
	}
	return out
}

// changedLines leaves of a redline the lines in which something changed.
func changedLines(ops []redline.Op) []redline.Op {
	var out, line []redline.Op
	changed := false
	flush := func() {
		if changed {
			out = append(out, line...)
		}
		line, changed = nil, false
	}
	for _, op := range ops {
		for piece := range strings.SplitAfterSeq(op.Text, "\n") {
			if piece == "" {
				continue
			}
			line = append(line, redline.Op{Kind: op.Kind, Text: piece})
			changed = changed || op.Kind != redline.Equal
			if op.Kind == redline.Equal && strings.HasSuffix(piece, "\n") {
				flush()
			}
		}
	}
	flush()
	return out
}
