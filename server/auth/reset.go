package auth

import (
	"context"
	"time"

	"talqy/proposals"
)

// Lifetimes of a link for a new password: of one in a letter, and of one that an organiser hands over.
const (
	letterLife = time.Hour
	handedLife = 24 * time.Hour
)

// AskForReset makes a link for a new password for who says he has forgotten it, and has it sent. Whether there is such an
// account shows neither in the answer nor in its time: the work is done after it. Letters that somebody else asks for are
// bounded, and a link that was sent stays good.
func (d *Door) AskForReset(login, address string, send func(ctx context.Context, m proposals.Member, token string) error) error {
	login = plainLogin(login)
	if err := d.wait(count{key: "reset " + network(address), free: freeAttempts}); err != nil {
		return err
	}
	select {
	case d.asking <- struct{}{}:
	default:
		return proposals.Refuse(proposals.CodeBusy)
	}
	d.late.Go(func() {
		defer func() { <-d.asking }()
		ctx, cancel := context.WithTimeout(context.Background(), askTimeout)
		defer cancel()
		if err := d.sendReset(ctx, login, send); err != nil {
			d.Log.Error("a link for a new password cannot be sent", "error", err)
		}
	})
	return nil
}

// Limits of links that are on their way.
const (
	maxAsking  = 8
	askTimeout = time.Minute
)

func (d *Door) sendReset(ctx context.Context, login string, send func(ctx context.Context, m proposals.Member, token string) error) error {
	account, known, err := d.accounts.Account(ctx, login)
	if err != nil || !known {
		return err
	}
	m, err := d.members.Member(account.Member)
	if err != nil || m.Deactivated || d.wait(count{key: "reset of " + login, free: freeAttempts}) != nil { // its owner has letters enough
		return nil
	}
	token, _, err := d.newReset(ctx, account, letterLife)
	if err != nil {
		return err
	}
	return send(ctx, *m, token)
}

// Close waits for what was promised and is still to be done.
func (d *Door) Close() { d.late.Wait() }

// MakeReset lets an organiser make a link for a new password for a member who cannot sign in.
func (d *Door) MakeReset(ctx context.Context, by proposals.Member, id proposals.MemberID) (token string, expires time.Time, err error) {
	m, err := d.restorable(by, id)
	if err != nil {
		return "", time.Time{}, err
	}
	// One's own access is restored by somebody else, or a browser left open would give it away.
	if id == by.ID {
		return "", time.Time{}, proposals.Refuse(proposals.CodeForbidden)
	}
	account, known, err := d.accounts.Account(ctx, m.Login)
	if err == nil && (!known || account.Member != m.ID) {
		err = proposals.Refuse(proposals.CodeNotFound)
	}
	if err != nil {
		return "", time.Time{}, err
	}
	return d.newReset(ctx, account, handedLife)
}

// restorable gives the member whose access an organiser may restore.
func (d *Door) restorable(by proposals.Member, id proposals.MemberID) (*proposals.Member, error) {
	if !proposals.Can(by, proposals.ActRestoreAccess, nil, nil) {
		return nil, proposals.Refuse(proposals.CodeForbidden)
	}
	m, err := d.members.Member(id)
	if err != nil {
		return nil, err
	}
	return m, nil
}

func (d *Door) newReset(ctx context.Context, account proposals.Account, life time.Duration) (string, time.Time, error) {
	token, expires := newToken(), d.now().Add(life)
	return token, expires, d.accounts.AddReset(ctx, hashOf(token), proposals.Reset{Login: account.Login, Expires: expires, Stands: standing(account)})
}

// standing is the fingerprint of an account: it changes with the password, and so ends the links that were made before.
func standing(a proposals.Account) string { return hashOf(a.Login + " " + a.Hash) }

// Reset gives the member for whom a link still opens.
func (d *Door) Reset(ctx context.Context, token string) (proposals.Member, error) {
	r, known, err := d.accounts.Reset(ctx, hashOf(token))
	if err != nil {
		return proposals.Member{}, err
	}
	gone := proposals.Refuse(proposals.CodeNotFound)
	if !known || d.now().After(r.Expires) {
		return proposals.Member{}, gone
	}
	account, known, err := d.accounts.Account(ctx, r.Login)
	if err != nil {
		return proposals.Member{}, err
	}
	if !known || r.Stands != standing(account) {
		return proposals.Member{}, gone
	}
	m, err := d.members.Member(account.Member)
	if err != nil || m.Deactivated {
		return proposals.Member{}, gone
	}
	return *m, nil
}

// UseReset chooses a new password by a link. It counts once, ends all sessions of the account and every other link for it, and
// leaves a second factor where it is: who has the letters does not have the telephone. It gives what makes the browser known,
// so that its owner is not slowed down by whoever was guessing.
func (d *Door) UseReset(ctx context.Context, token, password string) (m proposals.Member, device string, err error) {
	if m, err = d.Reset(ctx, token); err != nil {
		return m, "", err
	}
	hash, err := d.hash(ctx, m.Login, password)
	if err != nil {
		return m, "", err
	}
	var linked proposals.ProviderAccount
	err = d.alter(ctx, m.Login, func(a *proposals.Account) error {
		if _, err := d.Reset(ctx, token); err != nil { // used meanwhile
			return err
		}
		a.Hash = hash
		linked, a.Provider = a.Provider, proposals.ProviderAccount{}
		return nil
	})
	if err != nil {
		return m, "", err
	}
	// Whoever knew the former password may have linked an account of his own.
	if linked.Subject != "" {
		if err := d.accounts.RemoveProvider(ctx, providerKey(linked)); err != nil {
			return m, "", err
		}
	}
	if err := d.accounts.RemoveReset(ctx, hashOf(token)); err != nil {
		return m, "", err
	}
	if err := d.EndSessions(ctx, m.ID, ""); err != nil {
		return m, "", err
	}
	device, err = d.newDevice(ctx, m.Login)
	return m, device, err
}

// Access says what one's own account can be entered with.
func (d *Door) Access(ctx context.Context, m proposals.Member) (proposals.Access, error) {
	account, known, err := d.accounts.Account(ctx, m.Login)
	if err == nil && !known {
		err = proposals.Refuse(proposals.CodeNotFound)
	}
	if err != nil {
		return proposals.Access{}, err
	}
	sessions, err := d.Sessions(ctx, m.ID)
	if err != nil {
		return proposals.Access{}, err
	}
	a := proposals.Access{Login: account.Login, Factor: account.Factor.On(), Since: account.Factor.Since, Recovery: len(account.Factor.Recovery),
		Linked: account.Provider.Subject != "", Provider: account.Provider.Name}
	if len(sessions) > 0 {
		a.Seen = sessions[0].Seen
	}
	return a, nil
}

// AccessOf tells an organiser what a member's account can be entered with.
func (d *Door) AccessOf(ctx context.Context, by proposals.Member, id proposals.MemberID) (proposals.Access, error) {
	m, err := d.restorable(by, id)
	if err != nil {
		return proposals.Access{}, err
	}
	return d.Access(ctx, *m)
}
