package proposals_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"talqy/proposals"
	"talqy/proposals/act"
)

// The way of a proposal as a lawyer would draw it: from each status, what each step leads to when an organiser who is also
// the author takes it, or the code of the refusal.
func TestWayOfAProposal(t *testing.T) {
	const way = `
draft      share:discussion agree:forbidden reject:forbidden postpone:forbidden reopen:forbidden withdraw:withdrawn
discussion share:forbidden agree:agreed reject:rejected postpone:postponed reopen:forbidden withdraw:withdrawn
agreed     share:forbidden agree:proposal_decided reject:proposal_decided postpone:proposal_decided reopen:discussion withdraw:proposal_decided
rejected   share:forbidden agree:proposal_decided reject:proposal_decided postpone:proposal_decided reopen:discussion withdraw:proposal_decided
postponed  share:forbidden agree:proposal_decided reject:proposal_decided postpone:proposal_decided reopen:discussion withdraw:withdrawn
withdrawn  share:proposal_closed agree:proposal_closed reject:proposal_closed postpone:proposal_closed reopen:proposal_closed withdraw:proposal_closed`
	to := map[string]proposals.Action{"agreed": proposals.ActAgree, "rejected": proposals.ActReject,
		"postponed": proposals.ActPostpone, "withdrawn": proposals.ActWithdraw}
	ctx := context.Background()
	for _, row := range strings.Split(strings.TrimSpace(way), "\n") {
		fields := strings.Fields(row)
		for _, cell := range fields[1:] {
			w := newWorld(t)
			id, err := w.Propose(ctx, w.organiser, w.bill, w.act, proposals.Amend, "art_2")
			if err != nil {
				t.Fatal(err)
			}
			take := func(a proposals.Action) error { return w.Take(ctx, w.organiser, id, a, "Решение группы.") }
			if fields[0] != "draft" {
				if err := take(proposals.ActShare); err != nil {
					t.Fatal(err)
				}
			}
			if a, ok := to[fields[0]]; ok {
				if err := take(a); err != nil {
					t.Fatal(err)
				}
			}
			step, want, _ := strings.Cut(cell, ":")
			got := proposals.CodeOf(take(proposals.Action(step)))
			if got == "" {
				p, err := w.Proposal(w.organiser, id)
				if err != nil {
					t.Fatal(err)
				}
				got = string(p.Status)
			}
			if got != want {
				t.Errorf("%s, %s: got %s, want %s", fields[0], step, got, want)
			}
		}
	}
}

// The group is owed a reason for what does not go on; a draft that nobody has seen is dropped without.
func TestReasonsAreAskedFor(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	for _, action := range []proposals.Action{proposals.ActReject, proposals.ActPostpone, proposals.ActWithdraw} {
		wantCode(t, w.Take(ctx, w.organiser, id, action, "  \n "), proposals.CodeEmpty)
	}
	wantCode(t, w.Take(ctx, w.organiser, id, proposals.ActReject, strings.Repeat("я", proposals.MaxReason+1)), proposals.CodeTextTooLong)
	wantCode(t, w.Take(ctx, w.organiser, id, "burn", "Так."), proposals.CodeUnknownChoice)
	wantCode(t, w.Take(ctx, w.organiser, id, proposals.ActEdit, "Так."), proposals.CodeUnknownChoice)
	if got := w.get(t, id).Status; got != proposals.Discussion {
		t.Fatalf("a refused step left the proposal %s", got)
	}
	draft := w.propose(t, proposals.Amend, "art_1")
	if err := w.Take(ctx, w.author, draft, proposals.ActWithdraw, ""); err != nil {
		t.Errorf("a private draft is not dropped without a reason: %v", err)
	}
}

// Every step is kept with who, why and when, and is there after a restart.
func TestDecisionsAreKept(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	for _, one := range []struct {
		by     proposals.Member
		action proposals.Action
		reason string
	}{{w.lawyer, proposals.ActPostpone, " Нужно заключение. "}, {w.lawyer, proposals.ActReopen, ""},
		{w.organiser, proposals.ActReject, "Нет средств."}, {w.organiser, proposals.ActReopen, "Средства нашлись."}, {w.organiser, proposals.ActAgree, ""}} {
		if err := w.Take(ctx, one.by, id, one.action, one.reason); err != nil {
			t.Fatal(err)
		}
	}
	const want = `share discussion member-0 
postpone postponed lawyer-0 Нужно заключение.
reopen discussion lawyer-0 
reject rejected organiser-0 Нет средств.
reopen discussion organiser-0 Средства нашлись.
agree agreed organiser-0 `
	for name, bench := range map[string]*proposals.Workbench{"the first": w.Workbench, "a restarted": w.open(t)} {
		p, err := bench.Proposal(w.observer, id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range p.Decisions {
			if d.At.IsZero() || d.Seq == 0 {
				t.Errorf("the step %s has no time or number", d.Step)
			}
			got = append(got, fmt.Sprintf("%s %s %s %s", d.Step, d.Status, d.By, d.Reason))
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s workbench has\n%s\nwant\n%s", name, strings.Join(got, "\n"), want)
		}
	}
}

// The words that were agreed on are frozen for everybody; remarks go on, and back in discussion the words are open again.
func TestAgreedTextIsFrozen(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	w.edit(t, w.author, id, "тридцати", "сорока")
	if err := w.Take(ctx, w.organiser, id, proposals.ActAgree, ""); err != nil {
		t.Fatal(err)
	}
	now, _ := w.get(t, id).Text(proposals.Wording, act.Russian)
	for _, m := range []proposals.Member{w.author, w.organiser, w.lawyer} {
		_, _, err := w.Edit(ctx, m, id, proposals.Wording, act.Russian, now.Version(), []proposals.Update{replace(t, now.Proposed, "сорока", "ста")})
		wantCode(t, err, proposals.CodeDecided)
		wantCode(t, w.Restore(ctx, m, id, proposals.Wording, act.Russian, 1), proposals.CodeDecided)
	}
	_, _, err := w.Edit(ctx, w.observer, id, proposals.Wording, act.Russian, now.Version(), []proposals.Update{replace(t, now.Proposed, "сорока", "ста")})
	wantCode(t, err, proposals.CodeForbidden)
	if err := w.Comment(ctx, w.other, id, "comment-1", "После экспертизы вернёмся?", nil); err != nil {
		t.Errorf("an agreed proposal cannot be commented on: %v", err)
	}
	if err := w.Take(ctx, w.organiser, id, proposals.ActReopen, ""); err != nil {
		t.Fatal(err)
	}
	w.edit(t, w.other, id, "сорока", "ста")
	if err := w.Take(ctx, w.organiser, id, proposals.ActReject, "Передумали."); err != nil {
		t.Fatal(err)
	}
	wantCode(t, w.Comment(ctx, w.other, id, "comment-2", "А всё же?", nil), proposals.CodeDecided)
}

// The draft law takes what is discussed and what is agreed; asked for the agreed alone, only that.
func TestDraftLawByStatus(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	words := []string{"тридцати", "кров", "питание"}
	var ids []proposals.ProposalID
	for i, word := range words {
		id := w.shared(t, proposals.Amend, "art_2")
		w.edit(t, w.author, id, word, fmt.Sprintf("новослово%d", i))
		ids = append(ids, id)
	}
	for i, action := range []proposals.Action{proposals.ActAgree, proposals.ActReject} {
		if err := w.Take(ctx, w.organiser, ids[i], action, "Решение."); err != nil {
			t.Fatal(err)
		}
	}
	for _, one := range []struct {
		only []proposals.Status
		want string
	}{{nil, "новослово0 новослово2"}, {[]proposals.Status{proposals.Agreed}, "новослово0"}, {[]proposals.Status{proposals.Rejected}, ""}} {
		b, err := w.BillText(ctx, w.observer, w.bill, act.Russian, one.only...)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range words {
			if word := fmt.Sprintf("новослово%d", i); strings.Contains(b.String(), word) {
				got = append(got, word)
			}
		}
		if strings.Join(got, " ") != one.want {
			t.Errorf("of %v the draft has %q, want %q:\n%s", one.only, got, one.want, b.String())
		}
	}
}

// Alternatives are the other proposals for one provision that the reader may see.
func TestAlternatives(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	name := map[proposals.ProposalID]string{}
	open := func(called string, kind proposals.ChangeKind, target string, share bool) proposals.ProposalID {
		id := w.propose(t, kind, target)
		if share {
			if err := w.Share(ctx, w.author, id); err != nil {
				t.Fatal(err)
			}
		}
		name[id] = called
		return id
	}
	a := open("a", proposals.Amend, "art_2", true)
	open("b", proposals.Amend, "art_2", true)
	open("excluded", proposals.Repeal, "art_2", true)
	open("elsewhere", proposals.Amend, "art_1", true)
	added := open("added", proposals.Insert, "art_2", true)
	open("added too", proposals.Insert, "art_2", true)
	open("draft", proposals.Amend, "art_2", false)
	gone := open("withdrawn", proposals.Amend, "art_2", true)
	refused := open("rejected", proposals.Amend, "art_2", true)
	if err := w.Take(ctx, w.author, gone, proposals.ActWithdraw, "Ошибка."); err != nil {
		t.Fatal(err)
	}
	if err := w.Take(ctx, w.organiser, refused, proposals.ActReject, "Нет."); err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		by   proposals.Member
		of   proposals.ProposalID
		want string
	}{{w.author, a, "b, excluded, draft, rejected"}, {w.observer, a, "b, excluded, rejected"}, {w.observer, added, "added too"}} {
		list, err := w.Alternatives(one.by, one.of)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range list {
			got = append(got, name[p.ID])
		}
		if strings.Join(got, ", ") != one.want {
			t.Errorf("%s sees beside %s: %q, want %q", one.by.Role, name[one.of], got, one.want)
		}
	}
	_, err := w.Alternatives(w.observer, "nothing")
	wantCode(t, err, proposals.CodeNotFound)
}
