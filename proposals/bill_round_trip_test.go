package proposals_test

import (
	"context"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/source"
)

// Whatever members write, the draft law, read as an amending act by one who has nothing else and carried out on the acts,
// gives the proposed wordings of all proposals that it names, and leaves all other articles alone.
func TestBillLeadsToTheProposedWordings(t *testing.T) {
	for seed := range int64(120) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { billRoundTrip(t, rand.New(rand.NewSource(seed))) })
	}
}

func billRoundTrip(t *testing.T, random *rand.Rand) {
	w := newWorld(t)
	code := w.addAct(t, codeRu, act.ProfileCode)
	targets := map[proposals.ActID][]string{w.act: {"art_1", "art_2", "art_2-1"}, code: {"art_10", "art_11"}}
	var all []proposals.ProposalID
	for id, eids := range targets {
		for _, eid := range eids {
			for range random.Intn(3) {
				all = append(all, w.anyProposal(t, random, id, eid))
			}
		}
	}
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		b := w.billText(t, lang)
		named := map[string]int{}
		for _, l := range b.Left {
			named[string(l.Proposal)]++
		}
		for id, items := range itemsByProposal(b) {
			if named[id] > 0 {
				t.Errorf("%s is in the draft and left out of it", id)
			}
			named[id] = items
		}
		for _, id := range all {
			if named[string(id)] == 0 {
				t.Errorf("%s was dropped", id)
			}
		}
		for _, id := range []proposals.ActID{w.act, code} {
			w.checkCarriedOut(t, b, id, lang)
		}
	}
}

func itemsByProposal(b *proposals.BillText) map[string]int {
	out := map[string]int{}
	for _, article := range b.Articles {
		for _, a := range article.Items {
			for _, item := range a.Items {
				for _, id := range item.Proposals {
					out[id]++
				}
			}
		}
	}
	return out
}

// anyProposal edits a word or a line of an article in each language, or repeals it.
func (w *world) anyProposal(t *testing.T, random *rand.Rand, id proposals.ActID, eid string) proposals.ProposalID {
	t.Helper()
	if random.Intn(6) == 0 {
		return w.proposeOn(t, id, proposals.Repeal, eid)
	}
	p := w.proposeOn(t, id, proposals.Amend, eid)
	for _, lang := range w.get(t, p).Languages() {
		now, _ := w.get(t, p).Text(proposals.Wording, lang)
		lines := strings.Split(now.Proposed, "\n")
		i := 1 + random.Intn(len(lines)-1)
		words := strings.Fields(lines[i])
		at := 1 + random.Intn(max(1, len(words)-1))
		if at >= len(words) {
			at = len(words) - 1
		}
		switch random.Intn(4) {
		case 0:
			words[at] = []string{"проба", "сынама"}[random.Intn(2)]
		case 1:
			words = slices.Insert(words, at, []string{"весьма", "өте"}[random.Intn(2)])
		case 2:
			if len(words) > 3 {
				words = slices.Delete(words, at, at+1)
			}
		default:
			words[len(words)-1] += "\nПроба хранится отдельно."
		}
		lines[i] = strings.Join(words, " ")
		if after := strings.Join(lines, "\n"); after != now.Proposed {
			w.editIn(t, p, lang, now.Proposed, after)
		}
	}
	return p
}

// checkCarriedOut reads the draft as a stranger would and compares each article of the act.
func (w *world) checkCarriedOut(t *testing.T, b *proposals.BillText, id proposals.ActID, lang act.Lang) {
	t.Helper()
	a, err := w.Act(id)
	if err != nil {
		t.Fatal(err)
	}
	expression, err := w.Expression(context.Background(), id, lang)
	if err != nil {
		return // the act has no text in the language
	}
	instructions, problems := instruction.Parse(b.String(), lang)
	if len(problems) > 0 {
		t.Errorf("the draft is not read: %+v\n%s", problems, b)
	}
	amended, results := instruction.Apply(expression, a.Profile, instructions)
	for _, r := range results {
		if r.Status != instruction.Applied && r.Reason != instruction.ReasonOtherAct {
			t.Errorf("%s is not carried out: %s\n%s", r.Raw, r.Reason, b)
		}
	}
	in := itemsByProposal(b)
	for _, article := range expression.Articles() {
		want := wanted(t, w, in, id, article, lang)
		got := ""
		if now := amended.Find(article.EID); now != nil {
			got = now.Wording()
		}
		if got != want {
			t.Errorf("%s %s is carried out as\n%s\nwant\n%s\n%s", id, article.EID, got, want, b)
		}
	}
}

// wanted is what an article comes to by the proposals in the draft. Several are merged by replaying the words that each one
// changed, one after the other, which is how a person would do it.
func wanted(t *testing.T, w *world, in map[string]int, id proposals.ActID, article *act.Provision, lang act.Lang) string {
	t.Helper()
	var texts []string
	for _, p := range w.Proposals(w.author, proposals.Filter{Act: id, Target: article.EID}) {
		if in[string(p.ID)] == 0 {
			continue
		}
		now, _ := p.Text(proposals.Wording, lang)
		texts = append(texts, now.Proposed)
	}
	a, err := w.Act(id)
	if err != nil {
		t.Fatal(err)
	}
	read := func(text string) string {
		var lines []string
		for _, p := range source.ReadWording(text, lang, a.Profile) {
			lines = append(lines, p.Wording())
		}
		return strings.Join(lines, "\n")
	}
	switch len(texts) {
	case 0:
		return article.Wording()
	case 1:
		return read(texts[0])
	}
	return read(mergedByLines(t, article.Wording(), texts))
}

// mergedByLines takes each line from whoever changed it; the random edits above change one line each.
func mergedByLines(t *testing.T, base string, texts []string) string {
	t.Helper()
	out := strings.Split(base, "\n")
	original := slices.Clone(out)
	for _, text := range texts {
		if text == "" {
			return ""
		}
		lines := strings.Split(text, "\n")
		from, to := 0, len(original)
		for from < to && from < len(lines) && lines[from] == original[from] {
			from++
		}
		end := len(lines)
		for to > from && end > from && lines[end-1] == original[to-1] {
			to, end = to-1, end-1
		}
		changed := strings.Join(lines[from:end], "\n")
		switch {
		case to-from == 1 && out[from] == original[from]:
			out[from] = changed
		case to-from == 1 && out[from] != changed:
			t.Skip("two edits of one line were merged by words; TestBillMergesAndNamesWhatItLeaves has that")
		case to == from && end > from && out[from-1] == original[from-1]+"\n"+changed: // both added the same
		case to == from && end > from:
			out[from-1] += "\n" + changed
		}
	}
	return strings.Join(out, "\n")
}
