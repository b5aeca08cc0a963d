package proposals

import (
	"path/filepath"
	"slices"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// together carries out the instructions of two drafts as two items of one bill; ok is false when one of them fails.
func together(d *derived, lang act.Lang, first, second string) (text string, ok bool) {
	a, _ := instruction.Parse(first, lang)
	b, _ := instruction.Parse(second, lang)
	base := &act.Expression{Lang: lang, Provisions: []*act.Provision{d.langs[lang].article}}
	amended, results := instruction.Apply(base, d.profile, slices.Concat(a, b))
	ok = !slices.ContainsFunc(results, func(r instruction.Result) bool { return r.Status != instruction.Applied })
	return standingText(instruction.Lines(amended.Provisions)), ok
}

// Two drafts that are told of no collision can be carried out as items of one bill in either order, with one result, which is
// the merged text wherever there is one. Nearly always the places that they lay hands on tell, without trying.
func TestDraftsWithoutCollisionGoTogether(t *testing.T) {
	for _, name := range lawActs {
		t.Run(filepath.Base(name), func(t *testing.T) {
			document := lawAct(t, name)
			e := document.Expression
			free, met, merges, onlyTried := 0, 0, 0, 0
			for i, a := range someArticles(e) {
				for n := range editsPerArticle {
					current := a.Wording()
					one, other := newTypist(uint64(i*1000+n), e.Lang), newTypist(uint64(i*1000+n+500), e.Lang)
					x := drafted("a", Amend, e, document.Profile, a.EID, current, one.edit(current))
					y := drafted("b", Amend, e, document.Profile, a.EID, current, other.edit(current))
					mine, theirs := x.langs[e.Lang], y.langs[e.Lang]
					if mine.instruction == "" || theirs.instruction == "" {
						continue
					}
					found := collide(x, y)
					if back := collide(y, x); (len(found) == 0) != (len(back) == 0) {
						t.Errorf("%s, pair %d: one author is told of %d collisions, the other of %d", a.EID, n, len(found), len(back))
					}
					if len(found) > 0 {
						met++
						if len(mine.meet(theirs)) == 0 {
							onlyTried++
						}
						continue
					}
					free++
					there, okThere := together(x, e.Lang, mine.instruction, theirs.instruction)
					back, okBack := together(x, e.Lang, theirs.instruction, mine.instruction)
					if !okThere || !okBack || there != back {
						t.Errorf("%s, pair %d: no collision is told, but carried out %v and %v, equal %v\n%s\n%s", a.EID, n, okThere, okBack, there == back, mine.instruction, theirs.instruction)
					}
					if merged, _ := mine.mergedWith(theirs, e.Lang); merged != nil {
						merges++
						if want := standingText(instruction.Lines(source.ReadWording(*merged, e.Lang, document.Profile))); there != want {
							t.Errorf("%s, pair %d: the bill leads to %s\n%s\n%s", a.EID, n, marked(redline.Compare(want, there)), mine.instruction, theirs.instruction)
						}
					}
				}
			}
			t.Logf("%d pairs go together, %d of them merged; %d meet, %d of these told by trying alone", free, merges, met, onlyTried)
			if free == 0 || met == 0 || merges == 0 || onlyTried*20 > free+met {
				t.Error("one side of the law was not tried, or the places tell too little")
			}
		})
	}
}
