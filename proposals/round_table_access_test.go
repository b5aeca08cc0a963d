package proposals_test

import (
	"context"
	"testing"

	"talqy/proposals"
)

// The part of the access table that concerns one round table, walked with every role. A letter stands for who is let through:
// o organiser, m the member whose place on the list it is, n another member, l lawyer, v observer, g a guest, x who is shut out.
func TestRoundTableAccess(t *testing.T) {
	members := map[string]proposals.Member{
		"o": {ID: "o", Role: proposals.Organiser}, "m": {ID: "m", Role: proposals.Ordinary}, "n": {ID: "n", Role: proposals.Ordinary},
		"l": {ID: "l", Role: proposals.Lawyer}, "v": {ID: "v", Role: proposals.Observer}, "g": {Role: proposals.Guest},
		"x": {ID: "m", Role: proposals.Ordinary, Deactivated: true},
	}
	letters := []string{"o", "m", "n", "l", "v", "g", "x"}
	closed, open := &proposals.RoundTable{}, &proposals.RoundTable{Guests: &proposals.GuestLink{Token: "t"}}
	of := func(m proposals.MemberID, present bool) *proposals.Participant {
		return &proposals.Participant{ID: "p", Member: m, Name: "Имя", Present: present}
	}
	rows := []struct {
		action proposals.Action
		what   string
		table  *proposals.RoundTable
		of     *proposals.Participant
		want   string
	}{
		{proposals.ActCheckIn, "a member's", closed, of("m", false), "om"},
		{proposals.ActCheckIn, "an observer's", closed, of("v", false), "ov"},
		{proposals.ActCheckIn, "of who is no member", closed, of("", true), "o"},
		{proposals.ActCheckIn, "nobody's", closed, nil, ""},
		{proposals.ActVote, "of a member who is there", closed, of("m", true), "om"},
		{proposals.ActVote, "of a lawyer who is there", closed, of("l", true), "ol"},
		{proposals.ActVote, "of an observer who is there", closed, of("v", true), "ov"},
		{proposals.ActVote, "of a member who is not", closed, of("m", false), ""},
		{proposals.ActVote, "of a guest of the room", closed, of("", true), "o"},
		{proposals.ActVote, "nobody's", closed, nil, ""},
		{proposals.ActRemark, "with a link", open, nil, "g"},
		{proposals.ActRemark, "without a link", closed, nil, ""},
	}
	walked := map[proposals.Action]bool{}
	for _, row := range rows {
		walked[row.action] = true
		got := ""
		for _, letter := range letters {
			if proposals.CanAt(members[letter], row.action, row.table, row.of) {
				got += letter
			}
		}
		if got != row.want {
			t.Errorf("%s %s: %q, want %q", row.action, row.what, got, row.want)
		}
	}
	for _, rule := range proposals.RoundTableRules() {
		if !walked[rule.Action] {
			t.Errorf("the action %s has no row in this test: %s", rule.Action, rule.Sentence)
		}
		if proposals.CanAt(proposals.Member{ID: "m", Role: "king"}, rule.Action, open, of("m", true)) {
			t.Errorf("%s is allowed to a role that does not exist", rule.Action)
		}
	}
	if proposals.CanAt(members["o"], "burn", open, of("o", true)) {
		t.Error("an action without a rule is allowed")
	}
}

// Everything that leads a round table is an organiser's: whoever else asks is told so, before anything is said of what he sent,
// and nothing happens.
func TestOnlyAnOrganiserLeads(t *testing.T) {
	w := newTable(t)
	ctx := context.Background()
	w.sits(t)
	shutOut := w.organiser
	shutOut.Deactivated = true
	do := map[string]func(m proposals.Member, id proposals.RoundTableID) error{
		"describe": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.Describe(ctx, m, id, proposals.RoundTableHead{})
		},
		"agenda": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.SetAgenda(ctx, m, id, 0, []proposals.AgendaItem{{}})
		},
		"invite": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.Invite(ctx, m, id, proposals.Participant{})
		},
		"invite all": func(m proposals.Member, id proposals.RoundTableID) error { return w.InviteAll(ctx, m, id) },
		"take back":  func(m proposals.Member, id proposals.RoundTableID) error { return w.TakeBack(ctx, m, id, "none") },
		"material": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.AddMaterial(ctx, m, id, "none", proposals.Bilingual{})
		},
		"no material": func(m proposals.Member, id proposals.RoundTableID) error { return w.RemoveMaterial(ctx, m, id, "none") },
		"open":        func(m proposals.Member, id proposals.RoundTableID) error { return w.OpenRoundTable(ctx, m, id) },
		"close":       func(m proposals.Member, id proposals.RoundTableID) error { return w.CloseRoundTable(ctx, m, id) },
		"move":        func(m proposals.Member, id proposals.RoundTableID) error { return w.MoveTo(ctx, m, id, "none") },
		"timer":       func(m proposals.Member, id proposals.RoundTableID) error { return w.StartTimer(ctx, m, id, "", 0) },
		"no timer":    func(m proposals.Member, id proposals.RoundTableID) error { return w.StopTimer(ctx, m, id) },
		"guests":      func(m proposals.Member, id proposals.RoundTableID) error { return w.LetGuestsIn(ctx, m, id) },
		"no guests":   func(m proposals.Member, id proposals.RoundTableID) error { return w.CloseGuests(ctx, m, id) },
		"admit":       func(m proposals.Member, id proposals.RoundTableID) error { return w.AdmitRemark(ctx, m, id, "none") },
		"refuse":      func(m proposals.Member, id proposals.RoundTableID) error { return w.RefuseRemark(ctx, m, id, "none") },
		"answer": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.AnswerRemark(ctx, m, id, "none", "?", proposals.Bilingual{})
		},
		"vote": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.OpenVote(ctx, m, id, proposals.NewVote{})
		},
		"close vote": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.CloseVote(ctx, m, id, "none", &proposals.Tally{For: -1})
		},
		"decide": func(m proposals.Member, id proposals.RoundTableID) error {
			return w.Decide(ctx, m, id, proposals.NewDecision{})
		},
	}
	for name, one := range do {
		for _, m := range []proposals.Member{w.author, w.lawyer, w.observer, shutOut, {Role: proposals.Guest}, {}} {
			w.unchanged(t, name, func() {
				if err := one(m, w.id); proposals.CodeOf(err) != proposals.CodeForbidden {
					t.Errorf("%s as %q %s: %v", name, m.ID, m.Role, err)
				}
				if err := one(m, "none"); proposals.CodeOf(err) != proposals.CodeNotFound {
					t.Errorf("%s as %q at no round table: %v", name, m.Role, err)
				}
			})
		}
	}
	_, err := w.Convene(ctx, w.lawyer, someHead(), nil)
	wantCode(t, err, proposals.CodeForbidden)
}
