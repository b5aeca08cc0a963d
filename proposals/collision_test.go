package proposals_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
)

// What two drafts do to article 2 of the demonstration law, and what their authors are told. «a → b» replaces words; of a
// collision its kind, place and words are told, and what of the merged text is new, or that there is none.
var collisionCases = []struct {
	name string
	lang act.Lang
	a, b [][2]string
	want string
}{
	{"different пункты of one article", act.Russian,
		[][2]string{{"тридцати", "сорока"}}, [][2]string{{"питание", "горячее питание"}}, ""},
	{"different words of one пункт", act.Russian,
		[][2]string{{"Приют принимает", "Каждый приют принимает"}}, [][2]string{{"тридцати", "сорока"}}, ""},
	{"the same words", act.Russian,
		[][2]string{{"тридцати", "сорока"}}, [][2]string{{"тридцати", "десяти"}},
		"same_words ru пункт 1 статьи 2 / 2-баптың 1-тармағы «тридцати», no merged text"},
	{"the same words in Kazakh", act.Kazakh,
		[][2]string{{"отыз", "қырық"}}, [][2]string{{"отыз", "он"}},
		"same_words kk пункт 1 статьи 2 / 2-баптың 1-тармағы «отыз», no merged text"},
	{"the same change twice", act.Russian,
		[][2]string{{"тридцати", "сорока"}}, [][2]string{{"тридцати", "сорока"}},
		"same_words ru пункт 1 статьи 2 / 2-баптың 1-тармағы «тридцати», merged: тридцати → сорока"},
	{"one quotes what the other changes", act.Russian,
		[][2]string{{"пострадавшего на", "каждого пострадавшего на"}}, [][2]string{{"принимает", "размещает"}},
		"same_words ru пункт 1 статьи 2 / 2-баптың 1-тармағы «принимает», no merged text"},
	{"one excludes a подпункт that the other changes", act.Russian,
		[][2]string{{"1) кров;\n", ""}}, [][2]string{{"кров", "безопасный кров"}},
		"repealed_unit ru подпункт 1) пункта 2 статьи 2 / 2-баптың 2-тармағының 1) тармақшасы «1) кров;», no merged text"},
	{"one excludes a тармақша that the other changes", act.Kazakh,
		[][2]string{{"1) пана;\n", ""}}, [][2]string{{"1) пана", "1) қауіпсіз пана"}},
		"repealed_unit kk подпункт 1) пункта 2 статьи 2 / 2-баптың 2-тармағының 1) тармақшасы «1) пана;», no merged text"},
	{"one excludes a подпункт beside the other's", act.Russian,
		[][2]string{{"1) кров;\n", ""}}, [][2]string{{"питание", "горячее питание"}}, ""},
	{"both add a подпункт with one number", act.Russian,
		[][2]string{{"1) кров;\n", "1) кров;\n1-1) одежда;\n"}}, [][2]string{{"1) кров;\n", "1) кров;\n1-1) лечение;\n"}},
		"same_number ru пункт 2 статьи 2 «1-1) одежда;», no merged text"},
	{"both add a тармақша with one number", act.Kazakh,
		[][2]string{{"1) пана;\n", "1) пана;\n1-1) киім;\n"}}, [][2]string{{"1) пана;\n", "1) пана;\n1-1) емдеу;\n"}},
		"same_number kk 2-баптың 2-тармағы «1-1) киім;», no merged text"},
	{"both add a подпункт, with different numbers", act.Russian,
		[][2]string{{"1) кров;\n", "1) кров;\n1-1) одежда;\n"}}, [][2]string{{"2) питание.", "2) питание;\n3) лечение."}}, ""},
	{"a new wording of a пункт, and a word of it", act.Russian,
		[][2]string{{"Приют принимает пострадавшего на срок до тридцати суток.", "Срок устанавливает директор приюта по согласованию с врачом, но не дольше тридцати дней."}},
		[][2]string{{"принимает", "немедленно принимает"}},
		"same_words ru пункт 1 статьи 2 / 2-баптың 1-тармағы «Приют», no merged text"},
	{"one adds a sentence, the other a word before it", act.Russian,
		[][2]string{{"суток.", "суток. Срок продлевается."}}, [][2]string{{"Приют принимает", "Каждый приют принимает"}}, ""},
}

// propose makes a shared proposal of another author with edits in one language.
func (w *world) drafted(t testing.TB, by proposals.Member, lang act.Lang, edits [][2]string) proposals.ProposalID {
	t.Helper()
	ctx := context.Background()
	id, err := w.Propose(ctx, by, w.bill, w.act, proposals.Amend, "art_2")
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range edits {
		p, err := w.Proposal(by, id)
		if err != nil {
			t.Fatal(err)
		}
		now, _ := p.Text(proposals.Wording, lang)
		if _, _, err := w.Edit(ctx, by, id, proposals.Wording, lang, now.Version(), []proposals.Update{replace(t, now.Proposed, pair[0], pair[1])}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Share(ctx, by, id); err != nil {
		t.Fatal(err)
	}
	return id
}

// told writes collisions as the cases have them.
func told(list []proposals.Collision) string {
	var lines []string
	for _, c := range list {
		at := c.Address.Ru
		if at != "" && c.Address.Kk != "" {
			at += " / "
		}
		at += c.Address.Kk
		line := fmt.Sprintf("%s %s %s «%s», ", c.Kind, c.Lang, at, c.Quote)
		if c.Merged == nil {
			line += "no merged text"
		} else {
			var out, in []string
			for _, op := range c.Ops {
				switch op.Kind {
				case "delete":
					out = append(out, op.Text)
				case "insert":
					in = append(in, op.Text)
				}
			}
			line += "merged: " + strings.Join(out, ", ") + " → " + strings.Join(in, ", ")
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestCollisions(t *testing.T) {
	for _, c := range collisionCases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			a, b := w.drafted(t, w.author, c.lang, c.a), w.drafted(t, w.other, c.lang, c.b)
			mine, theirs := w.effect(t, w.author, a).Collisions, w.effect(t, w.other, b).Collisions
			if got := told(mine); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if len(mine) != len(theirs) {
				t.Errorf("one author is told of %d, the other of %d", len(mine), len(theirs))
			}
			for i := range mine {
				if mine[i].Other.ID != b || theirs[i].Other.ID != a || mine[i].Kind != theirs[i].Kind || (mine[i].Merged == nil) != (theirs[i].Merged == nil) {
					t.Errorf("the authors are told different things: %s and %s", told(mine), told(theirs))
				}
			}
		})
	}
}

// One excludes the article that the other amends; two new articles have one number.
func TestCollisionsOfWholeArticles(t *testing.T) {
	w := newWorld(t)
	amended := w.drafted(t, w.author, act.Russian, [][2]string{{"тридцати", "сорока"}})
	repealed := w.shared(t, proposals.Repeal, "art_2")
	want := "repealed_unit ru статья 2 / 2-бап «Статья 2. Приют», no merged text"
	for _, id := range []proposals.ProposalID{amended, repealed} {
		if got := told(w.effect(t, w.other, id).Collisions); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	first, second := w.shared(t, proposals.Insert, "art_2"), w.shared(t, proposals.Insert, "art_2")
	w.edit(t, w.author, second, "Статья 2-2. ", "Статья 2-2. Правила\nПравила есть.")
	if got, want := told(w.effect(t, w.other, second).Collisions), "same_number ru статья 2-2 «Статья 2-2. Правила», no merged text\nsame_number kk 2-2-бап «2-2-бап.», no merged text"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := w.effect(t, w.other, first).Collisions; len(got) != 2 {
		t.Errorf("the first is told of %d", len(got))
	}
}

// A draft of another member is unseen and collides with nothing he may know of; a withdrawn proposal is no rival; what was
// found is not found any more when the other one changes.
func TestCollisionsComeAndGo(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	a := w.drafted(t, w.author, act.Russian, [][2]string{{"тридцати", "сорока"}})
	b, err := w.Propose(ctx, w.other, w.bill, w.act, proposals.Amend, "art_2")
	if err != nil {
		t.Fatal(err)
	}
	now, _ := w.get(t, a).Text(proposals.Wording, act.Russian)
	if _, _, err := w.Edit(ctx, w.other, b, proposals.Wording, act.Russian, 0, []proposals.Update{replace(t, now.Current, "тридцати", "десяти")}); err != nil {
		t.Fatal(err)
	}
	count := func(by proposals.Member, id proposals.ProposalID, want int) {
		t.Helper()
		if got := len(w.effect(t, by, id).Collisions); got != want {
			t.Errorf("%d collisions, want %d", got, want)
		}
	}
	count(w.author, a, 0)
	count(w.other, b, 1) // his own draft he sees, and the shared one that it meets
	if err := w.Share(ctx, w.other, b); err != nil {
		t.Fatal(err)
	}
	count(w.author, a, 1)
	w.edit(t, w.author, a, "сорока", "тридцати")
	count(w.author, a, 0)
	w.edit(t, w.author, a, "тридцати", "сорока")
	count(w.author, a, 1)
	if err := w.Withdraw(ctx, w.other, b, "Отозвана."); err != nil {
		t.Fatal(err)
	}
	count(w.author, a, 0)
}

// Two drafts on different editions of the law have no common text to meet in.
func TestCollisionsAcrossEditions(t *testing.T) {
	w := newWorld(t)
	a := w.drafted(t, w.author, act.Russian, [][2]string{{"тридцати", "сорока"}})
	w.addEdition(t, "тридцати", "пятидесяти")
	b := w.drafted(t, w.other, act.Russian, [][2]string{{"пятидесяти", "десяти"}})
	if got := told(w.effect(t, w.author, a).Collisions); got != "" {
		t.Errorf("%s", got)
	}
	if err := w.AcceptEdition(context.Background(), w.author, a, act.Russian); err != nil {
		t.Fatal(err)
	}
	if got := w.effect(t, w.other, b).Collisions; len(got) != 1 || got[0].Kind != proposals.SameWords {
		t.Errorf("%s", told(got))
	}
}

// A bill of two hundred proposals: the papers of one cost no more than a look at those of the same article.
func BenchmarkCollisionsInALargeBill(b *testing.B) {
	w := newWorld(b)
	id := w.drafted(b, w.author, act.Russian, [][2]string{{"тридцати", "сорока"}})
	for i := range 199 {
		if i%2 == 0 {
			w.shared(b, proposals.Amend, "art_1")
			continue
		}
		w.drafted(b, w.other, act.Russian, [][2]string{{"тридцати", fmt.Sprint(i)}})
	}
	w.effect(b, w.author, id)
	b.Run("same texts", func(b *testing.B) {
		for range b.N {
			w.effect(b, w.author, id)
		}
	})
	b.Run("after each edit", func(b *testing.B) {
		for i := range b.N {
			now, _ := w.get(b, id).Text(proposals.Wording, act.Russian)
			old := strings.Fields(strings.Split(now.Proposed, "до ")[1])[0]
			w.edit(b, w.author, id, "до "+old, fmt.Sprint("до ", 1000+i))
			w.effect(b, w.author, id)
		}
	})
}
