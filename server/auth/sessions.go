package auth

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"talqy/proposals"
)

// Lifetimes of a session, of one in use and of one that is not used.
const (
	sessionLife = 30 * 24 * time.Hour
	sessionIdle = 7 * 24 * time.Hour
	// seenEvery is how exactly it is known when a session was last used: each time costs a write.
	seenEvery = 5 * time.Minute
	// maxAgent bounds what is kept of how a browser calls itself, in bytes.
	maxAgent = 200
	// idLength is how much of a session's hash names it to its owner.
	idLength = 20
)

// enter opens a session, and makes the browser known for the login.
func (d *Door) enter(ctx context.Context, m proposals.Member, from proposals.Visitor, provider bool) (proposals.Pass, error) {
	token, now := newToken(), d.now()
	if len(from.Agent) > maxAgent {
		from.Agent = strings.ToValidUTF8(from.Agent[:maxAgent], "")
	}
	err := d.accounts.AddSession(ctx, hashOf(token), proposals.Session{Member: m.ID, Expires: now.Add(d.Life), Begun: now, Seen: now,
		Address: from.Address, Agent: from.Agent, Provider: provider})
	if err != nil {
		return proposals.Pass{}, err
	}
	device, err := d.newDevice(ctx, m.Login)
	return proposals.Pass{Token: token, Device: device, Member: m}, err
}

// Member gives the member whose session the token is of, and the session's id, or CodeNotSignedIn. The session counts as used.
func (d *Door) Member(ctx context.Context, token, address string) (proposals.Member, string, error) {
	none := proposals.Refuse(CodeNotSignedIn)
	if token == "" {
		return proposals.Member{}, "", none
	}
	hash := hashOf(token)
	session, ok, err := d.accounts.Session(ctx, hash)
	if err != nil {
		return proposals.Member{}, "", err
	}
	now := d.now()
	if !ok || d.over(session, now) {
		return proposals.Member{}, "", none
	}
	m, err := d.members.Member(session.Member)
	if err != nil {
		return proposals.Member{}, "", none.Because(err)
	}
	if m.Deactivated {
		return proposals.Member{}, "", none
	}
	if now.Sub(session.Seen) >= seenEvery {
		session.Seen, session.Address = now, address
		if err := d.accounts.ReplaceSession(ctx, hash, session); err != nil {
			return proposals.Member{}, "", err
		}
	}
	return *m, idOf(hash), nil
}

// over says whether a session has ended by itself. Of one of the first release it is not known when it was used: it lasts.
func (d *Door) over(s proposals.Session, now time.Time) bool {
	return now.After(s.Expires) || !s.Seen.IsZero() && now.Sub(s.Seen) > d.Idle || !s.Begun.IsZero() && now.Sub(s.Begun) > d.Life
}

func idOf(hash string) string { return hash[:idLength] }

// SignOut ends the session of the token.
func (d *Door) SignOut(ctx context.Context, token string) error {
	return d.end(ctx, hashOf(token))
}

func (d *Door) end(ctx context.Context, hash string) error {
	if err := d.accounts.RemoveSession(ctx, hash); err != nil {
		return err
	}
	d.Ended(idOf(hash))
	return nil
}

// Sessions lists the sessions of a member, the one used last first.
func (d *Door) Sessions(ctx context.Context, m proposals.MemberID) ([]proposals.OpenSession, error) {
	all, err := d.accounts.Sessions(ctx, m)
	if err != nil {
		return nil, err
	}
	var out []proposals.OpenSession
	for hash, s := range all {
		if !d.over(s, d.now()) {
			out = append(out, proposals.OpenSession{ID: idOf(hash), Session: s})
		}
	}
	slices.SortFunc(out, func(a, b proposals.OpenSession) int { return cmp.Or(b.Seen.Compare(a.Seen), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// EndSession ends one session of a member.
func (d *Door) EndSession(ctx context.Context, m proposals.MemberID, id string) error {
	all, err := d.accounts.Sessions(ctx, m)
	if err != nil {
		return err
	}
	for hash := range all {
		if idOf(hash) == id {
			return d.end(ctx, hash)
		}
	}
	return proposals.Refuse(proposals.CodeNotFound)
}

// EndSessions ends all sessions of a member but the one named; with no name all.
func (d *Door) EndSessions(ctx context.Context, m proposals.MemberID, but string) error {
	all, err := d.accounts.Sessions(ctx, m)
	if err != nil {
		return err
	}
	var errs []error
	for hash := range all {
		if idOf(hash) != but {
			errs = append(errs, d.end(ctx, hash))
		}
	}
	return errors.Join(errs...)
}

// Tidy ends the sessions that have run out, and forgets links and codes that have.
func (d *Door) Tidy(ctx context.Context) error {
	all, err := d.accounts.Sessions(ctx, "")
	if err != nil {
		return err
	}
	errs := []error{d.accounts.Tidy(ctx, d.now())}
	for hash, s := range all {
		if d.over(s, d.now()) {
			errs = append(errs, d.end(ctx, hash))
		}
	}
	return errors.Join(errs...)
}
