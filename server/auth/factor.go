package auth

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"talqy/proposals"
)

// Error codes of the second factor.
const (
	CodeFactorOn    = "factor_on"
	CodeFactorOff   = "factor_off"
	CodeTicketStale = "ticket_stale"
)

// The second factor: codes of six figures that change every half minute (RFC 6238, as all programs on telephones make them),
// and codes on paper for who has lost the telephone.
const (
	issuer        = "Talqy"
	period        = 30 // seconds
	recoveryCodes = 10
	ticketLife    = 10 * time.Minute
	// everlasting is until when a recovery code stays used up.
	everlasting = 100 * 365 * 24 * time.Hour
)

// ticket is a second factor that is being turned on: it counts when a code shows that the telephone has it.
type ticket struct{ Login, Secret string }

// NewFactor makes a secret for a second factor that does not count yet: the secret, its otpauth: address, and a ticket for
// TurnFactorOn.
func (d *Door) NewFactor(ctx context.Context, m proposals.Member, password, address string) (secret, uri, ticketText string, err error) {
	account, err := d.owner(ctx, m, password, address)
	if err != nil {
		return "", "", "", err
	}
	if account.Factor.On() {
		return "", "", "", proposals.Refuse(CodeFactorOn)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: account.Login, Period: period, SecretSize: 20})
	if err != nil {
		return "", "", "", err
	}
	ticketText, err = seal(ctx, d, ofTicket, ticket{account.Login, key.Secret()}, d.now().Add(ticketLife))
	return key.Secret(), key.URL(), ticketText, err
}

// TurnFactorOn turns the second factor of a ticket on and gives the recovery codes, which are shown once.
func (d *Door) TurnFactorOn(ctx context.Context, m proposals.Member, ticketText, code string) ([]string, error) {
	t, err := unseal[ticket](ctx, d, ofTicket, ticketText)
	if errors.Is(err, errSeal) || err == nil && t.Login != m.Login {
		return nil, proposals.Refuse(CodeTicketStale)
	} else if err != nil {
		return nil, err
	}
	if err := d.wait(count{key: "code " + m.Login, free: freeCodes, account: true}); err != nil {
		return nil, err
	}
	if err := d.checkTimed(ctx, m.Login, t.Secret, plainCode(code)); err != nil {
		return nil, err
	}
	d.attempts.takeBack(count{key: "code " + m.Login, free: freeCodes, account: true})
	hidden, err := seal(ctx, d, ofFactor, t.Secret, time.Time{})
	if err != nil {
		return nil, err
	}
	codes, hashes := newCodes()
	return codes, d.alter(ctx, m.Login, func(a *proposals.Account) error {
		if a.Factor.On() {
			return proposals.Refuse(CodeFactorOn)
		}
		a.Factor = proposals.SecondFactor{Secret: hidden, Since: d.now(), Recovery: hashes}
		return nil
	})
}

// NewCodes makes new recovery codes in place of the old ones.
func (d *Door) NewCodes(ctx context.Context, m proposals.Member, password, code, address string) ([]string, error) {
	if err := d.ownerWithCode(ctx, m, password, code, address); err != nil {
		return nil, err
	}
	codes, hashes := newCodes()
	return codes, d.alter(ctx, m.Login, func(a *proposals.Account) error {
		if !a.Factor.On() {
			return proposals.Refuse(CodeFactorOff)
		}
		a.Factor.Recovery = hashes
		return nil
	})
}

// TurnFactorOff takes one's own second factor away.
func (d *Door) TurnFactorOff(ctx context.Context, m proposals.Member, password, code, address string) error {
	if err := d.ownerWithCode(ctx, m, password, code, address); err != nil {
		return err
	}
	return d.alter(ctx, m.Login, func(a *proposals.Account) error {
		a.Factor = proposals.SecondFactor{}
		return nil
	})
}

func (d *Door) ownerWithCode(ctx context.Context, m proposals.Member, password, code, address string) error {
	account, err := d.owner(ctx, m, password, address)
	if err != nil {
		return err
	}
	if !account.Factor.On() {
		return proposals.Refuse(CodeFactorOff)
	}
	return d.guessCode(ctx, account, code)
}

// TakeFactorAway lets an organiser take away a second factor that somebody else has lost. Whose it was, his sessions end. One's own is
// turned off with a password and a code: a browser left open has neither.
func (d *Door) TakeFactorAway(ctx context.Context, by proposals.Member, id proposals.MemberID) error {
	m, err := d.restorable(by, id)
	if err != nil {
		return err
	}
	if id == by.ID {
		return proposals.Refuse(proposals.CodeForbidden)
	}
	err = d.alter(ctx, m.Login, func(a *proposals.Account) error {
		if !a.Factor.On() {
			return proposals.Refuse(CodeFactorOff)
		}
		a.Factor = proposals.SecondFactor{}
		return nil
	})
	if err != nil {
		return err
	}
	return d.EndSessions(ctx, m.ID, "")
}

// checkCode takes a code of the telephone or a recovery code; each counts once.
func (d *Door) checkCode(ctx context.Context, account proposals.Account, code string) error {
	code = plainCode(code)
	if len(code) <= 6 {
		hidden, err := unseal[string](ctx, d, ofFactor, account.Factor.Secret)
		if err != nil {
			return err
		}
		return d.checkTimed(ctx, account.Login, hidden, code)
	}
	hash := hashOf(code)
	if !slices.Contains(account.Factor.Recovery, hash) {
		return proposals.Refuse(CodeWrongCode)
	}
	if err := d.spend(ctx, "recovery "+hash, d.now().Add(everlasting)); err != nil {
		return err
	}
	return d.alter(ctx, account.Login, func(a *proposals.Account) error {
		a.Factor.Recovery = slices.DeleteFunc(slices.Clone(a.Factor.Recovery), func(h string) bool { return h == hash })
		return nil
	})
}

// checkTimed takes a code of the present half minute, or of the one before or after: clocks differ.
func (d *Door) checkTimed(ctx context.Context, login, secret, code string) error {
	present := d.now().Unix() / period
	for _, step := range []int64{present, present - 1, present + 1} {
		ok, err := hotp.ValidateCustom(code, uint64(step), secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil && !errors.Is(err, otp.ErrValidateInputInvalidLength) {
			return err
		}
		if ok {
			return d.spend(ctx, "code "+login+" "+time.Unix(step*period, 0).UTC().Format(time.RFC3339), d.now().Add(time.Hour))
		}
	}
	return proposals.Refuse(CodeWrongCode)
}

func (d *Door) spend(ctx context.Context, id string, until time.Time) error {
	err := d.accounts.Spend(ctx, id, until)
	if errors.Is(err, proposals.ErrExists) {
		return proposals.Refuse(CodeWrongCode)
	}
	return err
}

// plainCode is a code as people may write it: with spaces, with hyphens, in small letters.
func plainCode(code string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(strings.TrimSpace(code)))
}

// newCodes gives recovery codes of 80 random bits, and their hashes.
func newCodes() (codes, hashes []string) {
	for range recoveryCodes {
		raw := make([]byte, 10)
		_, _ = rand.Read(raw) // never fails
		plain := base32.StdEncoding.EncodeToString(raw)
		codes = append(codes, plain[:4]+"-"+plain[4:8]+"-"+plain[8:12]+"-"+plain[12:])
		hashes = append(hashes, hashOf(plain))
	}
	return codes, hashes
}
