package proposals_test

import (
	"context"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
)

func TestAmendmentStartsFromTheLawInForce(t *testing.T) {
	w := newWorld(t)
	p := w.get(t, w.propose(t, proposals.Amend, "art_2"))
	for lang, want := range map[act.Lang]string{
		act.Russian: "Статья 2. Приют\n1. Приют принимает пострадавшего на срок до тридцати суток.\n2. В приюте предоставляются:\n1) кров;\n2) питание.",
		act.Kazakh:  "2-бап. Баспана\n1. Баспана зардап шеккен адамды отыз тәулікке дейін қабылдайды.\n2. Баспанада мыналар беріледі:\n1) пана;\n2) тамақ.",
	} {
		got, ok := p.Text(proposals.Wording, lang)
		if !ok || got.Current != want || got.Proposed != want || got.Version() != 0 {
			t.Errorf("%s: got %+v, want %q", lang, got, want)
		}
	}
	if want := (proposals.Bilingual{Ru: "статья 2", Kk: "2-бап"}); p.Address != want {
		t.Errorf("the address is %v, want %v", p.Address, want)
	}
}

// 480-V art. 26(7): a new article takes the number of the one before it with the next free addition.
func TestNewArticleTakesTheNextFreeNumber(t *testing.T) {
	w := newWorld(t)
	for target, want := range map[string][2]string{
		"art_1":   {"Статья 1-1. ", "1-1-бап. "},
		"art_2":   {"Статья 2-2. ", "2-2-бап. "},
		"art_2-1": {"Статья 2-2. ", "2-2-бап. "},
	} {
		p := w.get(t, w.propose(t, proposals.Insert, target))
		ru, _ := p.Text(proposals.Wording, act.Russian)
		kk, _ := p.Text(proposals.Wording, act.Kazakh)
		if ru.Current != "" || ru.Proposed != want[0] || kk.Proposed != want[1] {
			t.Errorf("after %s: %q and %q, want %q", target, ru.Proposed, kk.Proposed, want)
		}
	}
}

func TestRepealLeavesNothingAndCannotBeTyped(t *testing.T) {
	w := newWorld(t)
	id := w.propose(t, proposals.Repeal, "art_2-1")
	p := w.get(t, id)
	ru, _ := p.Text(proposals.Wording, act.Russian)
	if ru.Current == "" || ru.Proposed != "" {
		t.Errorf("got %+v", ru)
	}
	_, _, err := w.Edit(context.Background(), w.author, id, proposals.Wording, act.Russian, 0, nil)
	wantCode(t, err, proposals.CodeLangMissing)
	if _, _, err := w.Edit(context.Background(), w.author, id, proposals.Justification, act.Russian, 0,
		[]proposals.Update{replace(t, "", "", "Норма повторяет статью 1.")}); err != nil {
		t.Errorf("the justification of a repeal cannot be written: %v", err)
	}
}
