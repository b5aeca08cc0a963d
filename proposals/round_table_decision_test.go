package proposals_test

import (
	"context"
	"errors"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
)

func (w *table) decision(id string, outcome proposals.Action) proposals.NewDecision {
	return proposals.NewDecision{ID: id, Item: proposals.AgendaItemID(w.first), Proposal: w.first, Outcome: outcome, Text: proposals.Bilingual{Ru: "Решили.", Kk: "Шештік."}}
}

// steps counts the steps that a round table had taken on a proposal.
func (w *table) steps(t testing.TB, bench *proposals.Workbench, p proposals.ProposalID) int {
	t.Helper()
	seen, err := bench.Proposal(w.organiser, p)
	ok(t, err)
	n := 0
	for _, s := range seen.Decisions {
		if s.RoundTable == w.id {
			n++
		}
	}
	return n
}

// A decision takes its step on the proposal and keeps the wording that was decided on, whatever is edited later.
func TestDecisionTakesItsStep(t *testing.T) {
	for outcome, want := range map[proposals.Action]proposals.Status{proposals.ActAgree: proposals.Agreed, proposals.ActReject: proposals.Rejected, proposals.ActPostpone: proposals.Postponed, "": proposals.Discussion} {
		w := newTable(t)
		ctx := context.Background()
		w.edit(t, w.author, w.first, "бесплатна", "бесплатна для всех")
		wantCode(t, w.Decide(ctx, w.organiser, w.id, w.decision("d", outcome)), proposals.CodeNotSitting)
		w.sits(t)
		ok(t, w.Decide(ctx, w.organiser, w.id, w.decision("d", outcome)))
		p := w.get(t, w.first)
		text, _ := p.Text(proposals.Wording, act.Russian)
		r := w.now(t)
		d := r.Decision("d")
		if p.Status != want || d == nil || d.Outcome != outcome || d.Wording.Ru != text.Proposed || d.Version[act.Russian] != text.Version() || d.Wording.Kk == "" || d.By != w.organiser.ID {
			t.Fatalf("%s: %s %+v", outcome, p.Status, d)
		}
		if outcome != "" {
			if last := p.Decisions[len(p.Decisions)-1]; last.Reason != "Решили." || last.RoundTable != w.id {
				t.Errorf("%+v", last)
			}
		}
		w.unchanged(t, "the same decision again", func() { ok(t, w.Decide(ctx, w.organiser, w.id, w.decision("d", outcome))) })
		if outcome == proposals.ActReject {
			continue
		}
		if outcome != "" {
			ok(t, w.Take(ctx, w.organiser, w.first, proposals.ActReopen, ""))
		}
		w.edit(t, w.author, w.first, "для всех", "всегда")
		if again := w.now(t).Decision("d"); again.Wording != d.Wording || again.Version[act.Russian] != d.Version[act.Russian] {
			t.Errorf("an edit changed what was decided on: %+v", again)
		}
	}
}

// A decision is refused whole: nothing is recorded and no step is taken.
func TestDecisionIsChecked(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	item := w.sits(t)
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("open", item, proposals.ByPerson)))
	elsewhere := w.now(t).Agenda[1].ID
	for name, tc := range map[string]struct {
		change func(d *proposals.NewDecision)
		code   string
	}{
		"no id":                        {func(d *proposals.NewDecision) { d.ID = "" }, proposals.CodeBadID},
		"no words":                     {func(d *proposals.NewDecision) { d.Text = proposals.Bilingual{} }, proposals.CodeEmpty},
		"another step":                 {func(d *proposals.NewDecision) { d.Outcome = proposals.ActWithdraw }, proposals.CodeUnknownChoice},
		"a step on nothing":            {func(d *proposals.NewDecision) { d.Proposal = "" }, proposals.CodeEmpty},
		"no such item":                 {func(d *proposals.NewDecision) { d.Item = "none" }, proposals.CodeUnknownChoice},
		"another item's":               {func(d *proposals.NewDecision) { d.Proposal = w.latter }, proposals.CodeNotOnAgenda},
		"no such vote":                 {func(d *proposals.NewDecision) { d.Vote = "none" }, proposals.CodeUnknownChoice},
		"a vote on another item":       {func(d *proposals.NewDecision) { d.Vote, d.Item, d.Proposal = "open", elsewhere, w.latter }, proposals.CodeUnknownChoice},
		"a vote that still goes on":    {func(d *proposals.NewDecision) { d.Vote = "open" }, proposals.CodeVoteOpen},
		"a proposal that is not there": {func(d *proposals.NewDecision) { d.Proposal = "none" }, proposals.CodeNotOnAgenda},
	} {
		d := w.decision("d", proposals.ActAgree)
		tc.change(&d)
		w.unchanged(t, name, func() {
			if err := w.Decide(ctx, w.organiser, w.id, d); proposals.CodeOf(err) != tc.code {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		})
	}
	ok(t, w.Take(ctx, w.organiser, w.first, proposals.ActAgree, ""))
	wantCode(t, w.Decide(ctx, w.organiser, w.id, w.decision("d", proposals.ActReject)), proposals.CodeDecided)
	if len(w.now(t).Decisions) != 0 || w.steps(t, w.Workbench, w.first) != 0 {
		t.Error("something of what was refused was recorded")
	}
}

// What was recorded is corrected in its words and its vote, not in what was decided on; the step is not taken again.
func TestDecisionIsCorrected(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	item := w.sits(t)
	ok(t, w.Decide(ctx, w.organiser, w.id, w.decision("d", proposals.ActAgree)))
	before := *w.now(t).Decision("d")
	ok(t, w.OpenVote(ctx, w.organiser, w.id, someVote("hands", item, proposals.ByPerson)))
	corrected := w.decision("d", proposals.ActAgree)
	corrected.Text.Ru, corrected.Vote = "Решили единогласно.", "hands"
	wantCode(t, w.Decide(ctx, w.second, w.id, corrected), proposals.CodeVoteOpen)
	ok(t, w.CloseVote(ctx, w.organiser, w.id, "hands", nil))
	ok(t, w.CloseRoundTable(ctx, w.organiser, w.id)) // minutes are finished later
	ok(t, w.Decide(ctx, w.second, w.id, corrected))
	after := w.now(t).Decision("d")
	if after.Text != corrected.Text || after.Vote != "hands" || after.Wording != before.Wording || after.By != before.By || !after.At.Equal(before.At) || len(w.now(t).Decisions) != 1 {
		t.Errorf("%+v", after)
	}
	for name, change := range map[string]func(d *proposals.NewDecision){
		"outcome":  func(d *proposals.NewDecision) { d.Outcome = proposals.ActReject },
		"no step":  func(d *proposals.NewDecision) { d.Outcome = "" },
		"item":     func(d *proposals.NewDecision) { d.Item, d.Proposal = proposals.AgendaItemID(w.latter), w.latter },
		"proposal": func(d *proposals.NewDecision) { d.Proposal, d.Outcome = "", "" },
	} {
		other := corrected
		change(&other)
		if err := w.Decide(ctx, w.organiser, w.id, other); proposals.CodeOf(err) != proposals.CodeIDTaken {
			t.Errorf("another %s under the same id: %v", name, err)
		}
	}
	if n := w.steps(t, w.Workbench, w.first); n != 1 {
		t.Errorf("%d steps were taken", n)
	}
	ok(t, w.Take(ctx, w.organiser, w.first, proposals.ActReopen, ""))
	ok(t, w.Decide(ctx, w.organiser, w.id, corrected)) // sent again much later, it does not agree anew
	if p := w.get(t, w.first); p.Status != proposals.Discussion {
		t.Errorf("an old decision sent again has taken the step again: %s", p.Status)
	}
}

// errPower is what the log says when the process dies.
var errPower = errors.New("the power is gone")

// dies has the log fail whenever a decision is to be recorded.
func (w *table) dies(dead *bool) {
	w.memory.Before = func(_ *proposalstest.Memory, ev proposals.Event) error {
		if *dead && ev.Kind == proposals.RoundTableDecided {
			return errPower
		}
		return nil
	}
}

// Where the process dies between the two events of a decision, the next start records it once, with the wording that the step
// found and whoever decided it; sent again instead, it is recorded as sent, and the step is not taken twice.
func TestDecisionIsCompleted(t *testing.T) {
	for name, complete := range map[string]func(t *testing.T, w *table, bench *proposals.Workbench){
		"by the next start": func(t *testing.T, w *table, bench *proposals.Workbench) {
			if n, err := bench.CompleteDecisions(context.Background()); n != 1 || err != nil {
				t.Errorf("%d were completed, %v", n, err)
			}
		},
		"by sending again": func(t *testing.T, w *table, bench *proposals.Workbench) {
			ok(t, bench.Decide(context.Background(), w.organiser, w.id, w.decision("d", proposals.ActAgree)))
		},
		"by both": func(t *testing.T, w *table, bench *proposals.Workbench) {
			_, err := bench.CompleteDecisions(context.Background())
			ok(t, err)
			ok(t, bench.Decide(context.Background(), w.organiser, w.id, w.decision("d", proposals.ActAgree)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTable(t)
			ctx := context.Background()
			w.sits(t)
			w.edit(t, w.author, w.first, "бесплатна", "бесплатна для всех")
			dead := true
			w.dies(&dead)
			if err := w.Decide(ctx, w.organiser, w.id, w.decision("d", proposals.ActAgree)); !errors.Is(err, errPower) {
				t.Fatal(err)
			}
			if p := w.get(t, w.first); p.Status != proposals.Agreed || len(w.now(t).Decisions) != 0 {
				t.Fatalf("%s, %d decisions", p.Status, len(w.now(t).Decisions))
			}
			dead = false
			// Before anybody looks, it is taken back to discussion and edited.
			ok(t, w.Take(ctx, w.organiser, w.first, proposals.ActReopen, ""))
			w.edit(t, w.author, w.first, "для всех", "всегда")
			bench := w.open(t)
			complete(t, w, bench)
			r, err := bench.RoundTable(w.id)
			ok(t, err)
			d := r.Decision("d")
			if d == nil || len(r.Decisions) != 1 || d.By != w.organiser.ID || d.Outcome != proposals.ActAgree || d.Text != (proposals.Bilingual{Ru: "Решили.", Kk: "Шештік."}) {
				t.Fatalf("%+v", r.Decisions)
			}
			if want := "Статья 1. Цель закона\n1. Закон помогает пострадавшим.\n2. Помощь бесплатна для всех."; d.Wording.Ru != want {
				t.Errorf("what was decided on is %q", d.Wording.Ru)
			}
			if n := w.steps(t, bench, w.first); n != 1 {
				t.Errorf("%d steps were taken", n)
			}
			before := len(w.memory.All())
			if n, err := w.open(t).CompleteDecisions(ctx); n != 0 || err != nil || len(w.memory.All()) != before {
				t.Errorf("another start completes %d more, %v", n, err)
			}
		})
	}
}

// Of two organisers who decide on one proposal at one moment, one is told; one step is taken and one decision recorded.
func TestTwoDecideAtOnce(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	w.sits(t)
	done := make(chan error, 2)
	go func() { done <- w.Decide(ctx, w.organiser, w.id, w.decision("one", proposals.ActAgree)) }()
	go func() { done <- w.Decide(ctx, w.second, w.id, w.decision("two", proposals.ActReject)) }()
	a, b := <-done, <-done
	if a == nil == (b == nil) || proposals.CodeOf(errors.Join(a, b)) != proposals.CodeDecided {
		t.Errorf("%v and %v", a, b)
	}
	if n := w.steps(t, w.Workbench, w.first); n != 1 || len(w.now(t).Decisions) != 1 {
		t.Errorf("%d steps, %d decisions", n, len(w.now(t).Decisions))
	}
	// The same decision sent twice at one moment is one.
	go func() { done <- w.Decide(ctx, w.organiser, w.id, w.decisionOn(w.latter, "three")) }()
	go func() { done <- w.Decide(ctx, w.organiser, w.id, w.decisionOn(w.latter, "three")) }()
	ok(t, <-done)
	ok(t, <-done)
	if n := w.steps(t, w.Workbench, w.latter); n != 1 || len(w.now(t).Decisions) != 2 {
		t.Errorf("%d steps, %d decisions", n, len(w.now(t).Decisions))
	}
}

func (w *table) decisionOn(p proposals.ProposalID, id string) proposals.NewDecision {
	d := w.decision(id, proposals.ActPostpone)
	d.Item, d.Proposal = proposals.AgendaItemID(p), p
	return d
}
