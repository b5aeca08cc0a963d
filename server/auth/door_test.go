package auth

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
)

// people is a group of members.
type people map[proposals.MemberID]*proposals.Member

func (p people) Member(id proposals.MemberID) (*proposals.Member, error) {
	if m, ok := p[id]; ok {
		return m, nil
	}
	return nil, proposals.Refuse(proposals.CodeNotFound)
}
func (p people) Join(_ context.Context, m proposals.Member) error { p[m.ID] = &m; return nil }
func (p people) HasOrganiser() bool                               { return true }

// failing is a group that nobody can join for a moment.
type failing struct {
	people
	why error
}

func (f *failing) Join(ctx context.Context, m proposals.Member) error {
	if f.why != nil {
		return f.why
	}
	return f.people.Join(ctx, m)
}

// entrance is a door with Aigerim, an organiser, and Marina, a member, whose passwords are their names and «, please».
type entrance struct {
	*Door
	t      *testing.T
	kept   *memory
	clock  time.Time
	ended  []string
	hashed int
}

func newEntrance(t *testing.T, with func(*Config)) *entrance {
	t.Helper()
	e := &entrance{t: t, kept: newMemory(), clock: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)}
	group := people{}
	c := Config{Accounts: e.kept, Members: group, Now: func() time.Time { return e.clock }, Log: slog.New(slog.DiscardHandler),
		Cost:  Cost{KiB: 8, Passes: 1}, // the tests are about what is asked, not about how hard it is to guess
		Ended: func(session string) { e.ended = append(e.ended, session) }}
	if with != nil {
		with(&c)
	}
	var err error
	if e.Door, err = New(c); err != nil {
		t.Fatal(err)
	}
	compare := e.compare
	e.compare = func(password, hash string) (bool, error) { e.hashed++; return compare(password, hash) }
	for id, m := range map[string]proposals.Member{"aigerim": {Role: proposals.Organiser}, "marina": {Role: proposals.Ordinary}} {
		m.ID, m.Login, m.Name = proposals.MemberID("m-"+id), id, id
		if err := e.Enrol(t.Context(), m, id+", please"); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

func (e *entrance) member(login string) proposals.Member {
	m, err := e.members.Member(proposals.MemberID("m-" + login))
	if err != nil {
		e.t.Fatal(err)
	}
	return *m
}

// try signs in and gives the code of the refusal, or nothing.
func (e *entrance) try(login, password, code string, from proposals.Visitor) (proposals.Pass, string) {
	e.t.Helper()
	entry, err := e.SignIn(e.t.Context(), proposals.Credentials{Login: login, Password: password, Code: code}, from)
	return entry, e.code(err)
}

func (e *entrance) code(err error) string {
	e.t.Helper()
	if err == nil {
		return ""
	}
	var refusal *proposals.Error
	if !errors.As(err, &refusal) {
		e.t.Fatal(err)
	}
	return refusal.Code
}

// in says whether a token opens.
func (e *entrance) in(token string) bool {
	_, _, err := e.Member(e.t.Context(), token, "10.0.0.1")
	return err == nil
}

var home = proposals.Visitor{Address: "10.0.0.1", Agent: "Firefox"}

// However wrong an attempt is, one hash is worked out for it, so that its time says nothing of whether there is such a login.
func TestEveryAttemptIsHashedOnce(t *testing.T) {
	e := newEntrance(t, nil)
	e.kept.accounts["elsewhere"] = proposals.Account{Login: "elsewhere", Member: "m-marina"} // without a password
	for _, login := range []string{"marina", "nobody", "elsewhere"} {
		before := e.hashed
		if _, code := e.try(login, "a wild guess", "", home); code != CodeWrongCredentials || e.hashed != before+1 {
			t.Errorf("%s: %s after %d hashes", login, code, e.hashed-before)
		}
	}
	if _, code := e.try(" Marina ", "marina, please", "", home); code != "" {
		t.Errorf("the right password: %s", code)
	}
}

// Somebody who guesses Marina's password from a thousand addresses, and from her own house, does not keep her out: neither at
// her own browser nor at another one in a place from which she has signed in.
func TestGuessesDoNotShutTheOwnerOut(t *testing.T) {
	e := newEntrance(t, nil)
	entry, code := e.try("marina", "marina, please", "", home)
	if code != "" {
		t.Fatal(code)
	}
	slowed := 0
	for i := range 1000 {
		from := proposals.Visitor{Address: time.Unix(int64(i), 0).Format("198.51.4.5")}
		if i%2 == 0 {
			from.Address = "203.0.113.7"
		}
		if _, code := e.try("marina", "a wild guess", "", from); code == CodeTooManyAttempts {
			slowed++
		}
	}
	if slowed < 900 {
		t.Errorf("only %d of a thousand guesses were slowed down", slowed)
	}
	if _, code := e.try("marina", "marina, please", "", proposals.Visitor{Address: "10.0.0.1", Agent: "another browser"}); code != "" {
		t.Errorf("at home, in a browser that is not known: %s", code)
	}
	for range 20 {
		e.try("marina", "a wild guess", "", home)
	}
	if _, code := e.try("marina", "marina, please", "", home); code != CodeTooManyAttempts {
		t.Errorf("twenty guesses in her house cost nothing: %q", code)
	}
	own := home
	own.Device = entry.Device
	if _, code := e.try("marina", "marina, please", "", own); code != "" {
		t.Errorf("in her own browser: %s", code)
	}
	// What is known for one login says nothing for another, and what was made up nothing for any.
	for _, device := range []string{entry.Device[1:], "made-up"} {
		if e.device(t.Context(), device, "marina") != "" {
			t.Error("a made-up browser is known")
		}
	}
	if e.device(t.Context(), entry.Device, "aigerim") != "" {
		t.Error("marina's browser is known for aigerim")
	}
}

// A session ends when it was not used, and at last in any case; it counts as used at most every few minutes. Its owner sees
// it, ends one, the others or all.
func TestSessions(t *testing.T) {
	e := newEntrance(t, nil)
	first, _ := e.try("marina", "marina, please", "", home)
	for range 9 {
		e.clock = e.clock.Add(3 * 24 * time.Hour)
		if !e.in(first.Token) {
			t.Fatalf("a session in use has ended by %v", e.clock)
		}
	}
	writes := e.kept.writes
	for range 10 {
		e.clock = e.clock.Add(20 * time.Second)
		e.in(first.Token)
	}
	if n := e.kept.writes - writes; n != 0 {
		t.Errorf("ten requests in three minutes wrote the session %d times", n)
	}
	e.clock = e.clock.Add(4 * 24 * time.Hour)
	if e.in(first.Token) {
		t.Error("a session has outlived its month")
	}
	second, _ := e.try("marina", "marina, please", "", home)
	e.clock = e.clock.Add(8 * 24 * time.Hour)
	if e.in(second.Token) {
		t.Error("a session is open that nobody used for a week")
	}
	if err := e.Tidy(t.Context()); err != nil || len(e.kept.sessions) != 0 || len(e.ended) != 2 {
		t.Errorf("%d sessions are left, %d were told to have ended: %v", len(e.kept.sessions), len(e.ended), err)
	}
	var tokens []string
	for _, agent := range []string{"one", "two", "three"} {
		e.clock = e.clock.Add(time.Minute)
		entry, _ := e.try("marina", "marina, please", "", proposals.Visitor{Address: "10.0.0.1", Agent: agent})
		tokens = append(tokens, entry.Token)
	}
	stranger, _ := e.try("aigerim", "aigerim, please", "", home)
	list, err := e.Sessions(t.Context(), "m-marina")
	if err != nil || len(list) != 3 || list[0].Agent != "three" || list[2].Agent != "one" {
		t.Fatalf("%+v, %v", list, err)
	}
	_, own, _ := e.Member(t.Context(), tokens[0], "10.0.0.1")
	if own != list[2].ID {
		t.Errorf("the session is called %s in the list and %s in a request", list[2].ID, own)
	}
	if code := e.code(e.EndSession(t.Context(), "m-aigerim", list[0].ID)); code != proposals.CodeNotFound || !e.in(tokens[2]) {
		t.Errorf("somebody else's session: %q", code)
	}
	if err := e.EndSession(t.Context(), "m-marina", list[0].ID); err != nil || e.in(tokens[2]) || e.ended[len(e.ended)-1] != list[0].ID {
		t.Errorf("one session: %v, told %v", err, e.ended)
	}
	if err := e.EndSessions(t.Context(), "m-marina", own); err != nil || e.in(tokens[1]) || !e.in(tokens[0]) {
		t.Errorf("the others: %v", err)
	}
	if err := e.ChangePassword(t.Context(), e.member("marina"), "marina, please", "marina, thank you", "10.0.0.1", ""); err != nil || e.in(tokens[0]) || !e.in(stranger.Token) {
		t.Errorf("a new password: %v", err)
	}
}

// A member who is shut out comes in by no session and by no password.
func TestDeactivatedMembersStayOutside(t *testing.T) {
	e := newEntrance(t, nil)
	entry, _ := e.try("marina", "marina, please", "", home)
	m := e.member("marina")
	m.Deactivated = true
	_ = e.members.Join(t.Context(), m)
	if e.in(entry.Token) {
		t.Error("the session goes on")
	}
	if _, code := e.try("marina", "marina, please", "", home); code != CodeDeactivated {
		t.Errorf("the password: %q", code)
	}
	if _, code := e.try("marina", "a wild guess", "", home); code != CodeWrongCredentials {
		t.Errorf("a wrong password tells: %q", code)
	}
}

// What is tried first by who guesses is no password; what people write who have a head for words is one.
func TestCommonPasswords(t *testing.T) {
	for _, password := range []string{"password123", "Password2026!", "P@ssw0rd2026", "qwertyuiop", "йцукенгшщз", "1234567890", "12345678910", "aaaaaaaaaaaa",
		"abcabcabcabc", "0987654321", "marina1990", "marinamarina", "1q2w3e4r5t", "құпиясөз123", "gfhjkm12345", "abcdefghij", "qwe123qwe123"} {
		if !common("marina", password) {
			t.Errorf("%s is taken", password)
		}
	}
	for _, password := range []string{"talqy-demo", "correct horse", "marina, please", "синий трактор едет", "боран соқса да барам", "xK4-9vQm-2pLw", "a new password"} {
		if common("marina", password) {
			t.Errorf("%s is refused", password)
		}
	}
	e := newEntrance(t, nil)
	if code := e.code(e.ChangePassword(t.Context(), e.member("marina"), "marina, please", "password123", "10.0.0.1", "")); code != CodeCommonPassword {
		t.Errorf("a common one: %q", code)
	}
	if code := e.code(e.ChangePassword(t.Context(), e.member("marina"), "marina, please", "short", "10.0.0.1", "")); code != CodeShortPassword {
		t.Errorf("a short one: %q", code)
	}
	if code := e.code(e.ChangePassword(t.Context(), e.member("marina"), "wrong", "marina, thank you", "10.0.0.1", "")); code != CodeWrongPassword {
		t.Errorf("without the present one: %q", code)
	}
}

// What is under a seal opens for its purpose alone, until it runs out, and at this server.
func TestSeals(t *testing.T) {
	e, other := newEntrance(t, nil), newEntrance(t, nil)
	text, err := seal(t.Context(), e.Door, ofTicket, ticket{"marina", "SECRET"}, e.clock.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := unseal[ticket](t.Context(), e.Door, ofTicket, text); err != nil || v.Secret != "SECRET" {
		t.Errorf("%+v, %v", v, err)
	}
	for name, tc := range map[string]struct {
		d    *Door
		p    purpose
		text string
	}{"another purpose": {e.Door, ofPending, text}, "another server": {other.Door, ofTicket, text}, "cut": {e.Door, ofTicket, text[:len(text)-2]}, "nothing": {e.Door, ofTicket, ""}} {
		if _, err := unseal[ticket](t.Context(), tc.d, tc.p, tc.text); !errors.Is(err, errSeal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	e.clock = e.clock.Add(2 * time.Minute)
	if _, err := unseal[ticket](t.Context(), e.Door, ofTicket, text); !errors.Is(err, errSeal) {
		t.Errorf("too late: %v", err)
	}
}

// Unless a test asks for less, a password is hashed with the memory of 64 MiB.
func TestCostOfAPassword(t *testing.T) {
	for _, tc := range []struct {
		cost Cost
		want string
	}{{Cost{}, "$argon2id$v=19$m=65536,t=1,"}, {Cost{KiB: 8, Passes: 1}, "$argon2id$v=19$m=8,t=1,"}} {
		e := newEntrance(t, func(c *Config) { c.Cost = tc.cost })
		if account, _, err := e.kept.Account(t.Context(), "marina"); err != nil || !strings.HasPrefix(account.Hash, tc.want) || !strings.HasPrefix(e.decoy, tc.want) {
			t.Errorf("%+v: %.30s, %.30s, %v; want %s", tc.cost, account.Hash, e.decoy, err, tc.want)
		}
	}
}
