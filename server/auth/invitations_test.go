package auth

import (
	"testing"
	"time"

	"talqy/proposals"
)

// Saule chose her login while the database did not answer. Her link was used up by that, and she had to ask for another one. What
// fails before she is a member leaves the link as it was.
func TestAnInvitationIsUsedUpByJoiningAlone(t *testing.T) {
	group := &failing{people: people{}}
	e := newEntrance(t, func(c *Config) { c.Members = group })
	organiser := e.member("aigerim")
	token, _, err := e.Invite(t.Context(), &organiser, proposals.Invitation{Role: proposals.Ordinary, Name: "Сауле"})
	if err != nil {
		t.Fatal(err)
	}
	accept := func(login, password string) string {
		t.Helper()
		_, err := e.Accept(t.Context(), token, login, "Сауле", password, home)
		return e.code(err)
	}
	pending := func() int {
		t.Helper()
		open, err := e.Pending(t.Context(), organiser)
		if err != nil {
			t.Fatal(err)
		}
		return len(open)
	}
	for _, wrong := range []struct{ login, password, code string }{
		{"marina", "saule, please", CodeLoginTaken}, {"saule", "short", "short_password"}, {"С", "saule, please", CodeBadLogin},
	} {
		if code := accept(wrong.login, wrong.password); code != wrong.code {
			t.Errorf("%q, %q: %q", wrong.login, wrong.password, code)
		}
	}
	group.why = proposals.Refuse(proposals.CodeStoreAway)
	if code := accept("saule", "saule, please"); code != proposals.CodeStoreAway || pending() != 1 {
		t.Errorf("while the store is away: %q, %d are invited", code, pending())
	}
	// It may be away so long that nothing can be taken back. For two minutes nobody knows whether the member is still to come.
	e.kept.away = true
	if _, err := e.Accept(t.Context(), token, "saule", "Сауле", "saule, please", home); err == nil {
		t.Error("Saule has joined a store that is away")
	}
	group.why, e.kept.away = nil, false
	if code := accept("s.ahmet", "saule, please"); code != CodeJoining {
		t.Errorf("at once: %q", code)
	}
	if _, err := e.Renew(t.Context(), organiser, hashOf(token)); e.code(err) != CodeJoining {
		t.Errorf("somebody who may be joining gets a second link: %v", err)
	}
	e.clock = e.clock.Add(joinLimit)
	if code := accept("saule", "saule, please"); code != "" || pending() != 0 {
		t.Errorf("after a while: %q, %d are invited", code, pending())
	}
	if code := accept("another", "saule, please"); code != proposals.CodeNotFound {
		t.Errorf("by the link of somebody who has joined: %q", code)
	}
	e.clock = e.clock.Add(time.Hour)
	if code := accept("another", "saule, please"); code != proposals.CodeNotFound || len(group.people) != 3 {
		t.Errorf("later: %q, %d members", code, len(group.people))
	}
}

// Two processes of one group, and the link that one of them left behind: whoever takes it over first has it.
func TestAnAbandonedInvitationIsTakenOverOnce(t *testing.T) {
	e := newEntrance(t, nil)
	if err := e.kept.Accept(t.Context(), "link", proposals.Acceptance{Member: "gone", At: e.clock.Add(-time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if err := e.useUp(t.Context(), "link", "first"); err != nil {
		t.Fatal(err)
	}
	if err := e.useUp(t.Context(), "link", "second"); e.code(err) != CodeJoining {
		t.Errorf("the second: %v", err)
	}
	// The slower process had looked before the faster one took it.
	if err := e.kept.Release(t.Context(), "link", "gone"); err != nil {
		t.Fatal(err)
	}
	if a, ok, _ := e.kept.Acceptance(t.Context(), "link"); !ok || a.Member != "first" {
		t.Errorf("the link is %q's", a.Member)
	}
	if err := e.kept.Accept(t.Context(), "of-the-first-release", proposals.Acceptance{}); err != nil {
		t.Fatal(err)
	}
	if err := e.useUp(t.Context(), "of-the-first-release", "third"); e.code(err) != proposals.CodeNotFound {
		t.Errorf("a link that was used up in the first release: %v", err)
	}
}
