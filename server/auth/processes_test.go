package auth

import (
	"context"
	"testing"

	"talqy/proposals"
)

// neighbour lets another process do something between the reading of an account and its change.
type neighbour struct {
	*memory
	meanwhile func()
}

func (n *neighbour) ReplaceAccount(ctx context.Context, a proposals.Account) error {
	if now := n.meanwhile; now != nil {
		n.meanwhile = nil
		now()
	}
	return n.memory.ReplaceAccount(ctx, a)
}

// Marina turns her second factor on at one process while an organiser's link gives her another password at the next one. The account
// was stored whole, by the one that had read it first, and the new password was lost.
func TestAChangeAtAnotherProcessIsNotLost(t *testing.T) {
	kept := &neighbour{}
	e := newEntrance(t, func(c *Config) { kept.memory = c.Accounts.(*memory); c.Accounts = kept })
	there, err := New(e.Config)
	if err != nil {
		t.Fatal(err)
	}
	kept.meanwhile = func() {
		if err := there.alter(t.Context(), "marina", func(a *proposals.Account) error { a.Hash = "of the other process"; return nil }); err != nil {
			t.Error(err)
		}
	}
	if err := e.alter(t.Context(), "marina", func(a *proposals.Account) error { a.Factor.Secret = "of this one"; return nil }); err != nil {
		t.Fatal(err)
	}
	if a := e.kept.accounts["marina"]; a.Hash != "of the other process" || a.Factor.Secret != "of this one" || a.Version != 2 {
		t.Errorf("%+v", a)
	}
	var again func()
	again = func() {
		_ = there.accounts.(*neighbour).memory.ReplaceAccount(t.Context(), e.kept.accounts["marina"])
		kept.meanwhile = again
	}
	kept.meanwhile = again
	if err := e.alter(t.Context(), "marina", func(*proposals.Account) error { return nil }); e.code(err) != proposals.CodeBusy {
		t.Errorf("an account that changes each time: %v", err)
	}
}

// Saule is just joining at another process: her account is there, and her member is not yet. Whoever chose the same login at this one
// took it from her.
func TestALoginIsNotTakenFromWhoIsJustJoining(t *testing.T) {
	e := newEntrance(t, nil)
	saule := proposals.Account{Login: "saule", Member: "m-saule", Hash: "h", Added: e.clock}
	if err := e.kept.AddAccount(t.Context(), saule); err != nil {
		t.Fatal(err)
	}
	another := proposals.Member{ID: "m-another", Login: "saule", Name: "Сауле"}
	if err := e.Enrol(t.Context(), another, "another, please"); e.code(err) != CodeLoginTaken {
		t.Errorf("at once: %v", err)
	}
	e.clock = e.clock.Add(joinLimit)
	if err := e.Enrol(t.Context(), another, "another, please"); err != nil || e.kept.accounts["saule"].Member != another.ID {
		t.Errorf("after a while, when it is known that she has not come: %v", err)
	}
	// A third process had read her account before, and now removes what it thinks is hers.
	if err := e.kept.RemoveAccount(t.Context(), "saule", saule.Member); err != nil || e.kept.accounts["saule"].Member != another.ID {
		t.Errorf("the login was taken from its new owner: %v", err)
	}
	e.kept.accounts["old"] = proposals.Account{Login: "old", Member: "gone"} // of the first release
	if err := e.Enrol(t.Context(), proposals.Member{ID: "m-old", Login: "old", Name: "Ербол"}, "another, please"); err != nil {
		t.Errorf("over an account that nobody joined with: %v", err)
	}
}
