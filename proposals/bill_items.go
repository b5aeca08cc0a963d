package proposals

import (
	"errors"
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/paper"
	"talqy/proposals/source"
)

// normal is a wording as the reader of acts gives it back: one unit a line, single blanks, units of which only the number
// stands left out (they are repealed, 480-V art. 27(6)).
func (d *draft) normal(wording string) string {
	return wordingOf(standing(source.ReadWording(wording, d.lang, d.profile)))
}

func wordingOf(units []*act.Provision) string {
	lines := make([]string, len(units))
	for i, u := range units {
		lines[i] = u.Wording()
	}
	return strings.Join(lines, "\n")
}

func standing(units []*act.Provision) []*act.Provision {
	kept := make([]*act.Provision, 0, len(units))
	for _, u := range units {
		if stub(u) {
			continue
		}
		c := *u
		c.Children = standing(u.Children)
		kept = append(kept, &c)
	}
	return kept
}

// stub says that of a unit only its number is left.
func stub(u *act.Provision) bool {
	return u.Text == "" && len(u.Children) == 0 &&
		slices.ContainsFunc(u.Notes, func(n act.Note) bool { return n.Kind == act.NoteRepealed })
}

// gatherNew takes a new article, unless one of its number is there.
func (d *draft) gatherNew(c *articleDraft, articles []*act.Provision) {
	p := c.proposals[0]
	read := source.ReadWording(c.proposed, d.lang, d.profile)
	if len(read) == 0 || read[0].Level != act.LevelArticle || empty(read[0]) {
		d.out.leave(p, LeftOut{Reason: LeftEmpty})
		return
	}
	c.current, c.num, c.order = "", read[0].Num, -1
	for i, a := range articles {
		switch by := act.CompareNums(a.Num, c.num); {
		case by == 0 && !stub(a):
			d.out.leave(p, LeftOut{Reason: LeftNumberTaken})
			return
		case by < 0:
			c.order = i
		}
	}
	for _, other := range d.changes {
		if other.kind != Insert || other.num != c.num {
			continue
		}
		if d.normal(other.proposed) == d.normal(c.proposed) {
			other.proposals = append(other.proposals, p)
		} else {
			d.out.leave(p, LeftOut{Reason: LeftNumberTaken, Other: other.proposals[0].ID})
		}
		return
	}
	d.changes = append(d.changes, c)
}

// join adds a change of an article in force, merged with the one that is there: the words of both where they are apart.
func (d *draft) join(c *articleDraft) {
	p := c.proposals[0]
	i := slices.IndexFunc(d.changes, func(other *articleDraft) bool { return other.kind != Insert && other.eid == c.eid })
	if i < 0 {
		d.changes = append(d.changes, c)
		return
	}
	there := d.changes[i]
	merged, ok := "", false
	switch {
	case there.kind == Repeal && c.kind == Repeal:
		ok = true
	case there.kind == Amend && c.kind == Amend:
		merged, ok = merge(c.current, there.proposed, c.proposed)
		ok = ok && doubled(merged, d.lang) <= max(doubled(there.proposed, d.lang), doubled(c.proposed, d.lang))
	}
	if !ok {
		d.out.leave(p, LeftOut{Reason: LeftCollides, Other: there.proposals[0].ID})
		return
	}
	there.proposed = merged
	there.proposals = append(there.proposals, p)
}

// phrase gives each change its items. What no instruction expresses is left out.
func (d *draft) phrase() {
	// Each article by itself and on all cores: in a draft law that nobody has opened since the start this is most of the work.
	derived := make([]phrased, len(d.changes))
	onAllCores(len(derived), func(i int) {
		c := d.changes[i]
		derived[i].mods, derived[i].err = d.phrases.derive(c.current, c.proposed, d.lang, d.profile)
	})
	next := 0
	d.changes = slices.DeleteFunc(d.changes, func(c *articleDraft) bool {
		mods, err := derived[next].mods, derived[next].err
		next++
		var not *instruction.NotExpressible
		if errors.As(err, &not) || len(mods) == 0 {
			unit := ""
			if not != nil {
				unit = not.Unit
			}
			d.leaveAll(c, LeftNotExpressible, unit)
			return true
		}
		ids := make([]string, len(c.proposals))
		for i, p := range c.proposals {
			ids[i] = string(p.ID)
		}
		for _, group := range runs(mods) {
			c.items = append(c.items, paper.AmendedItem{Proposals: ids, Count: count(group),
				Text: strings.TrimSuffix(instruction.Compose(group, d.lang), ".")})
		}
		return false
	})
}

func (d *draft) leaveAll(c *articleDraft, reason, unit string) {
	for _, p := range c.proposals {
		d.out.leave(p, LeftOut{Reason: reason, Unit: unit})
	}
}

// runs parts modifications into those that one item holds: each run is inside one article.
func runs(mods []instruction.Modification) [][]instruction.Modification {
	var out [][]instruction.Modification
	for i := range mods {
		n := len(out)
		if n > 0 && articleOf(mods[i]) != "" && articleOf(out[n-1][0]) == articleOf(mods[i]) {
			out[n-1] = append(out[n-1], mods[i])
			continue
		}
		out = append(out, mods[i:i+1:i+1])
	}
	return out
}

// articleOf is the number of the article inside which a modification stays; empty when it changes the article as such.
func articleOf(m instruction.Modification) string {
	num := ""
	for _, a := range m.Addresses {
		if len(a) == 0 || a[0].Unit != instruction.UnitArticle || num != "" && a[0].Num != num ||
			len(a) == 1 && m.Kind != instruction.Insertion {
			return ""
		}
		num = a[0].Num
	}
	return num
}

// count counts sentences: what adds is an addition, all else a change.
func count(mods []instruction.Modification) paper.Count {
	var c paper.Count
	for _, m := range mods {
		if m.Kind == instruction.Insertion {
			c.Additions++
		} else {
			c.Amendments++
		}
	}
	return c
}

// proved gives the items of the act that lead where they should: read as an amending act and carried out on the whole act
// they give the proposed wordings. The others are left out.
func (d *draft) proved(id ActID, name paper.ActName) paper.AmendedAct {
	for {
		made := paper.AmendedAct{ID: string(id), Name: name}
		for _, c := range d.changes {
			made.Items = append(made.Items, c.items...)
		}
		if len(made.Items) == 0 {
			return made
		}
		wrong := d.wrong(made)
		if len(wrong) == 0 {
			return made
		}
		d.changes = slices.DeleteFunc(d.changes, func(c *articleDraft) bool {
			if !slices.Contains(wrong, c) {
				return false
			}
			d.leaveAll(c, LeftNotExpressible, c.proposals[0].Address.In(d.lang))
			return true
		})
	}
}

// wrong lists the changes that the draft, carried out, does not lead to.
func (d *draft) wrong(made paper.AmendedAct) []*articleDraft {
	text := paper.NewBillText(paper.BillForm{Lang: d.lang}, []paper.AmendedAct{made}).String()
	instructions, _ := instruction.Parse(text, d.lang)
	for i := range instructions {
		instructions[i].Act = "" // all are for this act, whatever it is called
	}
	amended, _ := instruction.Apply(d.law, d.profile, instructions)
	byNum := map[string]*act.Provision{}
	for _, a := range amended.Articles() {
		if _, taken := byNum[a.Num]; !taken {
			byNum[a.Num] = a
		}
	}
	var wrong []*articleDraft
	for _, c := range d.changes {
		now := amended.Find(c.eid)
		if c.kind == Insert {
			now = byNum[c.num]
		}
		got := ""
		if now != nil && !empty(now) {
			got = wordingOf(standing([]*act.Provision{now}))
		}
		if c.kind == Repeal && got != "" || c.kind != Repeal && got != d.normal(c.proposed) {
			wrong = append(wrong, c)
		}
	}
	return wrong
}
