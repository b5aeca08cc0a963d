package proposals_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
)

// Every command that the table of access closes to an observer refuses him, and leaves no trace in the log.
func TestCommandsRefuseAnObserver(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	v := w.observer
	expression := &act.Expression{Lang: act.Russian, Title: "Закон"}
	for name, do := range map[string]func() error{
		"an act":        func() error { _, err := w.AddAct(ctx, v, expression, act.ProfileLaw, nil); return err },
		"an expression": func() error { return w.AddExpression(ctx, v, w.act, expression, nil) },
		"an edition":    func() error { return w.AddEdition(ctx, v, w.act, expression, "2026-11-01", nil) },
		"a bill":        func() error { _, err := w.OpenBill(ctx, v, proposals.Bilingual{Ru: "Проект"}); return err },
		"a proposal":    func() error { _, err := w.Propose(ctx, v, w.bill, w.act, proposals.Amend, "art_1"); return err },
		"an organisation": func() error {
			_, err := w.AddOrganisation(ctx, v, proposals.Bilingual{Ru: "Фонд"}, "ngo", "")
			return err
		},
		"a round table": func() error { _, err := w.Convene(ctx, v, someHead(), nil); return err },
		"a participant": func() error { return w.Invite(ctx, v, w.id, proposals.Participant{ID: "a", Name: "Гость"}) },
		"a decision":    func() error { return w.Decide(ctx, v, w.id, w.decisionOn(w.first, "decision-1")) },
		"a comment":     func() error { return w.Comment(ctx, v, w.first, "comment-1", "Слово.", nil) },
	} {
		w.unchanged(t, name, func() {
			if err := do(); proposals.CodeOf(err) != proposals.CodeForbidden {
				t.Errorf("%s of an observer: %v, want %s", name, err, proposals.CodeForbidden)
			}
		})
	}
}

// What a proposal cannot be is refused by its code.
func TestProposeRefuses(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for name, row := range map[string]struct {
		bill   proposals.BillID
		act    proposals.ActID
		kind   proposals.ChangeKind
		target string
		code   string
	}{
		"an unknown kind":   {w.bill, w.act, "rewrite", "art_1", proposals.CodeUnknownChoice},
		"no such bill":      {"none", w.act, proposals.Amend, "art_1", proposals.CodeNotFound},
		"no such act":       {w.bill, "none", proposals.Amend, "art_1", proposals.CodeNotFound},
		"no such article":   {w.bill, w.act, proposals.Amend, "art_77", proposals.CodeNotArticle},
		"less than article": {w.bill, w.act, proposals.Amend, "art_1__para_1", proposals.CodeNotArticle},
	} {
		before := len(w.memory.All())
		_, err := w.Propose(ctx, w.author, row.bill, row.act, row.kind, row.target)
		if proposals.CodeOf(err) != row.code || len(w.memory.All()) != before {
			t.Errorf("%s: %v, want %s and nothing in the log", name, err, row.code)
		}
	}
}

// A second text in the same language, one that is too long in its title and one without words are refused.
func TestAddExpressionRefuses(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	wantCode(t, w.AddExpression(ctx, w.author, w.act, &act.Expression{Lang: act.Russian, Title: "Закон"}, nil), proposals.CodeLangTaken)
	wantCode(t, w.AddExpression(ctx, w.author, "none", &act.Expression{Lang: act.Russian, Title: "Закон"}, nil), proposals.CodeNotFound)
	long := &act.Expression{Lang: act.Russian, Title: strings.Repeat("з", proposals.MaxTitle+1), Provisions: []*act.Provision{{Level: act.LevelArticle, EID: "art_1", Num: "1", Text: "Слова."}}}
	_, err := w.AddAct(ctx, w.author, long, act.ProfileLaw, nil)
	wantCode(t, err, proposals.CodeTextTooLong)
}

// A refusal keeps what caused it for the log, and who asks for the code finds it below any words put before it.
func TestRefusalKeepsItsCause(t *testing.T) {
	err := proposals.Refuse(proposals.CodeFileType).Because(io.ErrUnexpectedEOF)
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v has lost its cause", err)
	}
	if code := proposals.CodeOf(errors.Join(errors.New("proposals: a file"), err)); code != proposals.CodeFileType {
		t.Errorf("the code is %q", code)
	}
}
