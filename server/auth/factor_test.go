package auth

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"talqy/proposals"
)

// turnOn gives Marina a second factor: its secret and its recovery codes.
func (e *entrance) turnOn(login string) (secret string, codes []string) {
	e.t.Helper()
	m := e.member(login)
	secret, uri, ticket, err := e.NewFactor(e.t.Context(), m, login+", please", "10.0.0.1")
	if err != nil || !strings.HasPrefix(uri, "otpauth://totp/Talqy:"+login+"?") || !strings.Contains(uri, "secret="+secret) {
		e.t.Fatalf("%s, %v", uri, err)
	}
	if codes, err = e.TurnFactorOn(e.t.Context(), m, ticket, e.timed(secret)); err != nil || len(codes) != recoveryCodes {
		e.t.Fatalf("%v, %v", codes, err)
	}
	e.clock = e.clock.Add(time.Minute) // that code is used up
	return secret, codes
}

// timed is what a telephone with the secret shows now.
func (e *entrance) timed(secret string) string {
	e.t.Helper()
	code, err := totp.GenerateCode(secret, e.clock)
	if err != nil {
		e.t.Fatal(err)
	}
	return code
}

// With a second factor the password alone opens nothing. Codes of the telephone count once, and so do those on paper.
func TestSecondFactor(t *testing.T) {
	e := newEntrance(t, nil)
	if code := e.code(e.TurnFactorOff(t.Context(), e.member("marina"), "marina, please", "123456", "10.0.0.1")); code != CodeFactorOff {
		t.Errorf("there is none: %q", code)
	}
	secret, codes := e.turnOn("marina")
	if kept := e.kept.accounts["marina"].Factor; strings.Contains(kept.Secret, secret) || strings.Contains(strings.Join(kept.Recovery, ""), codes[0]) {
		t.Errorf("the database has the secret in clear: %+v", kept)
	}
	try := func(code string) string {
		entry, refusal := e.try("marina", "marina, please", code, home)
		if (refusal == "") != (entry.Token != "") {
			t.Errorf("%q with the token %q", refusal, entry.Token)
		}
		return refusal
	}
	if got := try(""); got != CodeCodeNeeded {
		t.Errorf("without a code: %q", got)
	}
	if _, got := e.try("marina", "a wild guess", e.timed(secret), home); got != CodeWrongCredentials {
		t.Errorf("with a wrong password: %q", got)
	}
	right := e.timed(secret)
	if got := try(right[:3] + " " + right[3:]); got != "" {
		t.Errorf("the code, written in two: %q", got)
	}
	if got := try(right); got != CodeWrongCode {
		t.Errorf("the same code again: %q", got)
	}
	e.clock = e.clock.Add(5 * time.Minute)
	if got := try(right); got != CodeWrongCode {
		t.Errorf("an old code: %q", got)
	}
	before := e.timed(secret)
	e.clock = e.clock.Add(period * time.Second)
	if got := try(before); got != "" {
		t.Errorf("a code that is half a minute old: %q", got)
	}
	if got := try(strings.ToLower(codes[0])); got != "" {
		t.Errorf("a recovery code in small letters: %q", got)
	}
	if got := try(codes[0]); got != CodeWrongCode {
		t.Errorf("the same recovery code again: %q", got)
	}
	a, err := e.Access(t.Context(), e.member("marina"))
	if err != nil || !a.Factor || a.Recovery != recoveryCodes-1 {
		t.Errorf("%+v, %v", a, err)
	}
	fresh, err := e.NewCodes(t.Context(), e.member("marina"), "marina, please", codes[1], "10.0.0.1")
	if err != nil || len(fresh) != recoveryCodes {
		t.Fatal(err)
	}
	if got := try(codes[2]); got != CodeWrongCode {
		t.Errorf("a recovery code of the old ones: %q", got)
	}
	if err := e.TurnFactorOff(t.Context(), e.member("marina"), "marina, please", fresh[0], "10.0.0.1"); err != nil {
		t.Fatal(err)
	}
	if got := try(""); got != "" {
		t.Errorf("after it was turned off: %q", got)
	}
}

// Who knows the password cannot go through all codes, not even from ever new addresses.
func TestCodesCannotBeGuessed(t *testing.T) {
	e := newEntrance(t, nil)
	e.turnOn("marina")
	heard := 0
	for i := range 500 {
		from := proposals.Visitor{Address: "2001:db8:" + string(rune('a'+i%6)) + ":" + string(rune('0'+i%10)) + "::1"}
		if i < 60 { // from known places, as a thief of the house would
			from = home
		}
		switch _, code := e.try("marina", "marina, please", "000000", from); code {
		case CodeWrongCode:
			heard++
		case CodeTooManyAttempts:
		default:
			t.Fatal(code)
		}
	}
	if heard > freeCodes {
		t.Errorf("%d codes were tried at one moment", heard)
	}
	// Nor by who paces himself: a pause sets nobody free, nor do crowds that fill the table of attempts.
	for range int(24 * time.Hour / longestWait) {
		e.clock = e.clock.Add(longestWait)
		if _, code := e.try("marina", "marina, please", "000000", home); code == CodeWrongCode {
			heard++
		}
	}
	if perDay := int(24 * time.Hour / longestWait); heard > 2*freeCodes+perDay {
		t.Errorf("%d codes were tried in a day", heard)
	}
	for i := range 2 * maxAttempts {
		e.attempts.begin(count{key: fmt.Sprint("reset ", i), free: freeAttempts})
	}
	if _, code := e.try("marina", "marina, please", "000000", home); code != CodeTooManyAttempts {
		t.Errorf("after a crowd: %s", code)
	}
}

// A ticket turns a factor on for its owner, with a right code, soon; an organiser takes a lost one away, and nobody else does.
func TestTicketsAndLostFactors(t *testing.T) {
	e := newEntrance(t, nil)
	if _, _, _, err := e.NewFactor(t.Context(), e.member("marina"), "a wild guess", "10.0.0.1"); e.code(err) != CodeWrongPassword {
		t.Errorf("without the password: %v", err)
	}
	secret, _, ticket, err := e.NewFactor(t.Context(), e.member("marina"), "marina, please", "10.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.TurnFactorOn(t.Context(), e.member("aigerim"), ticket, e.timed(secret)); e.code(err) != CodeTicketStale {
		t.Errorf("somebody else's ticket: %v", err)
	}
	if _, err := e.TurnFactorOn(t.Context(), e.member("marina"), ticket, "000000"); e.code(err) != CodeWrongCode {
		t.Errorf("a wrong code: %v", err)
	}
	e.clock = e.clock.Add(time.Hour)
	if _, err := e.TurnFactorOn(t.Context(), e.member("marina"), ticket, e.timed(secret)); e.code(err) != CodeTicketStale {
		t.Errorf("an old ticket: %v", err)
	}
	secret, codes := e.turnOn("marina")
	entry, code := e.try("marina", "marina, please", codes[0], home)
	if code != "" || !e.in(entry.Token) {
		t.Fatal(code)
	}
	if err := e.TakeFactorAway(t.Context(), e.member("marina"), "m-marina"); e.code(err) != proposals.CodeForbidden {
		t.Errorf("a member takes a factor away: %v", err)
	}
	// At an organiser's open browser a second factor still holds.
	e.turnOn("aigerim")
	if err := e.TakeFactorAway(t.Context(), e.member("aigerim"), "m-aigerim"); e.code(err) != proposals.CodeForbidden {
		t.Errorf("an organiser takes his own factor away without a code: %v", err)
	}
	if _, err := e.AccessOf(t.Context(), e.member("aigerim"), "m-aigerim"); err != nil {
		t.Errorf("an organiser looks at his own access among the others': %v", err)
	}
	if err := e.TakeFactorAway(t.Context(), e.member("aigerim"), "m-marina"); err != nil || e.in(entry.Token) {
		t.Errorf("the organiser: %v, and the session goes on: %v", err, e.in(entry.Token))
	}
	if _, code := e.try("marina", "marina, please", "", home); code != "" {
		t.Errorf("afterwards: %q", code)
	}
	_ = secret
}

// A link for a new password works once, within its time, ends all sessions and leaves the second factor on. Whether there is
// such a login shows nowhere.
func TestNewPasswordByLink(t *testing.T) {
	e := newEntrance(t, nil)
	_, codes := e.turnOn("marina")
	entry, _ := e.try("marina", "marina, please", codes[0], home)
	type sent struct {
		to    string
		token string
	}
	letters := make(chan sent, 100)
	send := func(_ context.Context, m proposals.Member, token string) error {
		letters <- sent{m.Login, token}
		return nil
	}
	for _, login := range []string{"marina", "nobody", "", "MARINA", "no such login!"} {
		if err := e.AskForReset(login, "10.0.0.1", send); err != nil {
			t.Errorf("%q: %v", login, err)
		}
	}
	if err := e.AskForReset("marina", "10.0.0.1", send); e.code(err) != CodeTooManyAttempts {
		t.Errorf("a sixth one: %v", err)
	}
	e.Close()
	if len(letters) != 2 {
		t.Fatalf("%d letters", len(letters))
	}
	first, second := <-letters, <-letters
	if first.to != "marina" || first.token == second.token {
		t.Errorf("%+v %+v", first, second)
	}
	if m, err := e.Reset(t.Context(), first.token); err != nil || m.Login != "marina" {
		t.Errorf("%+v, %v", m, err)
	}
	if _, _, err := e.UseReset(t.Context(), first.token, "short"); e.code(err) != CodeShortPassword {
		t.Errorf("a short password: %v", err)
	}
	_, device, err := e.UseReset(t.Context(), first.token, "marina, thank you")
	if err != nil || e.in(entry.Token) || e.device(t.Context(), device, "marina") == "" {
		t.Fatalf("%v, and the session goes on: %v", err, e.in(entry.Token))
	}
	for _, token := range []string{first.token, second.token, "made-up"} {
		if _, _, err := e.UseReset(t.Context(), token, "marina, once more"); e.code(err) != proposals.CodeNotFound {
			t.Errorf("a link that has ended: %v", err)
		}
	}
	if _, code := e.try("marina", "marina, please", "", home); code != CodeWrongCredentials {
		t.Errorf("the old password: %q", code)
	}
	if _, code := e.try("marina", "marina, thank you", "", home); code != CodeCodeNeeded {
		t.Errorf("the letter stands in for the telephone: %q", code)
	}
	if _, _, err := e.MakeReset(t.Context(), e.member("marina"), "m-aigerim"); e.code(err) != proposals.CodeForbidden {
		t.Errorf("a member makes a link: %v", err)
	}
	if _, _, err := e.MakeReset(t.Context(), e.member("aigerim"), "m-aigerim"); e.code(err) != proposals.CodeForbidden {
		t.Errorf("an organiser makes a link for himself, without his password: %v", err)
	}
	token, expires, err := e.MakeReset(t.Context(), e.member("aigerim"), "m-marina")
	if err != nil || expires.Sub(e.clock) != handedLife {
		t.Fatal(err)
	}
	e.clock = e.clock.Add(handedLife + time.Second)
	if _, err := e.Reset(t.Context(), token); e.code(err) != proposals.CodeNotFound {
		t.Errorf("a link of yesterday: %v", err)
	}
}
