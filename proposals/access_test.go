package proposals_test

import (
	"context"
	"testing"

	"talqy/proposals"
)

// The access table, walked with every role and every status. A letter stands for who is let through: o organiser,
// a author (a member), m another member, l lawyer, v observer.
func TestAccessTable(t *testing.T) {
	want := map[proposals.Action]map[proposals.Status]string{
		proposals.ActSee:               {proposals.Draft: "a", proposals.Discussion: "oamlv", proposals.Agreed: "oamlv", proposals.Rejected: "oamlv", proposals.Postponed: "oamlv", proposals.Withdrawn: "oamlv"},
		proposals.ActEdit:              {proposals.Draft: "a", proposals.Discussion: "oaml", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "", proposals.Withdrawn: ""},
		proposals.ActComment:           {proposals.Draft: "a", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "", proposals.Postponed: "oaml", proposals.Withdrawn: ""},
		proposals.ActCloseThread:       {proposals.Draft: "a", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "", proposals.Postponed: "oaml", proposals.Withdrawn: ""},
		proposals.ActEditComment:       {proposals.Draft: "", proposals.Discussion: "m", proposals.Agreed: "m", proposals.Rejected: "", proposals.Postponed: "m", proposals.Withdrawn: ""},
		proposals.ActAcceptSuggestion:  {proposals.Draft: "a", proposals.Discussion: "oal", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "", proposals.Withdrawn: ""},
		proposals.ActDeclineSuggestion: {proposals.Draft: "a", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "", proposals.Postponed: "oaml", proposals.Withdrawn: ""},
		proposals.ActShare:             {proposals.Draft: "a", proposals.Discussion: "", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "", proposals.Withdrawn: ""},
		proposals.ActAgree:             {proposals.Draft: "", proposals.Discussion: "o", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "", proposals.Withdrawn: ""},
		proposals.ActReject:            {proposals.Draft: "", proposals.Discussion: "o", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "", proposals.Withdrawn: ""},
		proposals.ActPostpone:          {proposals.Draft: "", proposals.Discussion: "ol", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "", proposals.Withdrawn: ""},
		proposals.ActReopen:            {proposals.Draft: "", proposals.Discussion: "", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "ol", proposals.Withdrawn: ""},
		proposals.ActWithdraw:          {proposals.Draft: "a", proposals.Discussion: "oa", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "oa", proposals.Withdrawn: ""},
		proposals.ActReviewChange:      {proposals.Draft: "", proposals.Discussion: "ol", proposals.Agreed: "", proposals.Rejected: "", proposals.Postponed: "", proposals.Withdrawn: ""},
		proposals.ActAddAct:            {proposals.Draft: "oaml", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "oaml", proposals.Postponed: "oaml", proposals.Withdrawn: "oaml"},
		proposals.ActOpenBill:          {proposals.Draft: "oaml", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "oaml", proposals.Postponed: "oaml", proposals.Withdrawn: "oaml"},
		proposals.ActSetEntry:          {proposals.Draft: "oaml", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "oaml", proposals.Postponed: "oaml", proposals.Withdrawn: "oaml"},
		proposals.ActOpenProposal:      {proposals.Draft: "oaml", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "oaml", proposals.Postponed: "oaml", proposals.Withdrawn: "oaml"},
		proposals.ActConvene:           {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActInvite:            {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActAddOrganisation:   {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActDescribePerson:    {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActImportPeople:      {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActBringFile:         {proposals.Draft: "oaml", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "oaml", proposals.Postponed: "oaml", proposals.Withdrawn: "oaml"},
		proposals.ActBringEvidence:     {proposals.Draft: "a", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "", proposals.Postponed: "oaml", proposals.Withdrawn: ""},
		proposals.ActChangeEvidence:    {proposals.Draft: "a", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "", proposals.Postponed: "oaml", proposals.Withdrawn: ""},
		proposals.ActWriteNote:         {proposals.Draft: "oaml", proposals.Discussion: "oaml", proposals.Agreed: "oaml", proposals.Rejected: "oaml", proposals.Postponed: "oaml", proposals.Withdrawn: "oaml"},
		proposals.ActPublish:           {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActModerate:          {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActAnswerRemark:      {proposals.Draft: "ol", proposals.Discussion: "ol", proposals.Agreed: "ol", proposals.Rejected: "ol", proposals.Postponed: "ol", proposals.Withdrawn: "ol"},
		proposals.ActChangeRole:        {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActDeactivate:        {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActReactivate:        {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActRestoreAccess:     {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
		proposals.ActReadAudit:         {proposals.Draft: "o", proposals.Discussion: "o", proposals.Agreed: "o", proposals.Rejected: "o", proposals.Postponed: "o", proposals.Withdrawn: "o"},
	}
	members := map[string]proposals.Member{
		"o": {ID: "o", Role: proposals.Organiser}, "a": {ID: "a", Role: proposals.Ordinary},
		"m": {ID: "m", Role: proposals.Ordinary}, "l": {ID: "l", Role: proposals.Lawyer}, "v": {ID: "v", Role: proposals.Observer},
	}
	for _, rule := range proposals.Rules() {
		byStatus, ok := want[rule.Action]
		if !ok {
			t.Errorf("the action %s has no row in this test: %s", rule.Action, rule.Sentence)
			continue
		}
		for status, letters := range byStatus {
			p := &proposals.Proposal{Author: "a", Status: status, Shared: status != proposals.Draft}
			thread := &proposals.Thread{Reply: proposals.Reply{Author: "m"}}
			got := ""
			for _, letter := range []string{"o", "a", "m", "l", "v"} {
				if proposals.Can(members[letter], rule.Action, p, thread) {
					got += letter
				}
			}
			if got != letters {
				t.Errorf("%s on a proposal that is %s: %q, want %q. %s", rule.Action, status, got, letters, rule.Sentence)
			}
		}
		if proposals.Can(proposals.Member{ID: "a", Role: "guest"}, rule.Action, &proposals.Proposal{Author: "a"}, &proposals.Thread{}) {
			t.Errorf("%s is allowed to a role that does not exist", rule.Action)
		}
	}
	if proposals.Can(members["o"], "burn", nil, nil) {
		t.Error("an action without a rule is allowed")
	}
}

// To whom a draft is not open, it does not exist: in no list, in no answer, in no paper.
func TestDraftDoesNotExistForOthers(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.propose(t, proposals.Amend, "art_1")
	for _, m := range []proposals.Member{w.organiser, w.other, w.lawyer, w.observer} {
		_, err := w.Proposal(m, id)
		wantCode(t, err, proposals.CodeNotFound)
		if got := w.Proposals(m, proposals.Filter{}); len(got) != 0 {
			t.Errorf("%s sees the draft in a list", m.Role)
		}
		_, _, err = w.History(m, id, proposals.HistoryPage{})
		wantCode(t, err, proposals.CodeNotFound)
		wantCode(t, w.Comment(ctx, m, id, "comment-1", "Вижу?", nil), proposals.CodeNotFound)
		_, err = w.Paper(ctx, m, proposals.PaperOrder{Name: proposals.PaperTable, Proposals: []proposals.ProposalID{id}})
		wantCode(t, err, proposals.CodeNotFound)
	}
	if got := w.Proposals(w.author, proposals.Filter{Bill: w.bill, Act: w.act, Target: "art_1"}); len(got) != 1 {
		t.Errorf("the author sees %d of his drafts", len(got))
	}
	if err := w.Withdraw(ctx, w.author, id, ""); err != nil {
		t.Fatal(err)
	}
	_, err := w.Proposal(w.observer, id) // found in review: discarding a private draft must not publish it
	wantCode(t, err, proposals.CodeNotFound)
	_, err = w.Convene(ctx, w.organiser, proposals.RoundTableHead{Title: proposals.Bilingual{Ru: "Встреча"}, Date: "2026-12-10"}, []proposals.ProposalID{id})
	wantCode(t, err, proposals.CodeNotFound)
}
