package auth

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"talqy/proposals"
)

// Invite stores an invitation and gives its token, which is shown once. by nil is the console of a fresh installation.
func (d *Door) Invite(ctx context.Context, by *proposals.Member, i proposals.Invitation) (string, time.Time, error) {
	if by != nil && !proposals.Can(*by, proposals.ActInvite, nil, nil) {
		return "", time.Time{}, proposals.Refuse(proposals.CodeForbidden)
	}
	i, err := proposals.CheckInvitation(i)
	if err != nil {
		return "", time.Time{}, err
	}
	i.Founder = by == nil
	link, err := d.issue(ctx, i)
	return link.Token, link.Expires, err
}

// issue stores an invitation that was looked at.
func (d *Door) issue(ctx context.Context, i proposals.Invitation) (proposals.InvitationLink, error) {
	i.Expires = d.now().Add(InvitationLife)
	token := newToken()
	return proposals.InvitationLink{Token: token, Invitation: i}, d.accounts.AddInvitation(ctx, hashOf(token), i)
}

// InviteAll invites several people, and nobody twice: who has an invitation that can still be accepted keeps it. There is a
// place in the answer for each who was given; its token is empty where none was made.
func (d *Door) InviteAll(ctx context.Context, by proposals.Member, people []proposals.Invitation) ([]proposals.InvitationLink, error) {
	if !proposals.Can(by, proposals.ActInvite, nil, nil) {
		return nil, proposals.Refuse(proposals.CodeForbidden)
	}
	d.inviting.Lock()
	defer d.inviting.Unlock()
	pending, err := d.pending(ctx)
	if err != nil {
		return nil, err
	}
	var open proposals.KnownPeople
	for _, p := range pending {
		if !d.now().After(p.Expires) {
			open.Add(p.Organisation, p.Name)
		}
	}
	out := make([]proposals.InvitationLink, len(people))
	for n, i := range people {
		if open.Has(i.Organisation, i.Name) {
			out[n].Invitation = i
			continue
		}
		if out[n], err = d.issue(ctx, i); err != nil {
			return nil, err
		}
		open.Add(i.Organisation, i.Name)
	}
	return out, nil
}

// Pending gives the invitations that nobody has accepted, those that have run out too, the next to run out first.
func (d *Door) Pending(ctx context.Context, by proposals.Member) ([]proposals.PendingInvitation, error) {
	if !proposals.Can(by, proposals.ActInvite, nil, nil) {
		return nil, proposals.Refuse(proposals.CodeForbidden)
	}
	return d.pending(ctx)
}

func (d *Door) pending(ctx context.Context) ([]proposals.PendingInvitation, error) {
	given, err := d.accounts.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	accepted, err := d.accounts.Acceptances(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]proposals.PendingInvitation, 0, len(given))
	for hash, i := range given {
		if a, ok := accepted[hash]; !i.Founder && !(ok && d.joined(a)) {
			out = append(out, proposals.PendingInvitation{ID: hash, Invitation: i})
		}
	}
	slices.SortFunc(out, func(a, b proposals.PendingInvitation) int {
		return cmp.Or(a.Expires.Compare(b.Expires), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// Withdraw takes an invitation back that nobody has accepted. Done twice it changes nothing.
func (d *Door) Withdraw(ctx context.Context, by proposals.Member, id string) error {
	if !proposals.Can(by, proposals.ActInvite, nil, nil) {
		return proposals.Refuse(proposals.CodeForbidden)
	}
	return d.accounts.RemoveInvitation(ctx, id)
}

// Renew gives the person of an invitation that nobody has accepted a new link, and the old one ends.
func (d *Door) Renew(ctx context.Context, by proposals.Member, id string) (proposals.InvitationLink, error) {
	if !proposals.Can(by, proposals.ActInvite, nil, nil) {
		return proposals.InvitationLink{}, proposals.Refuse(proposals.CodeForbidden)
	}
	d.inviting.Lock()
	defer d.inviting.Unlock()
	i, ok, err := d.unused(ctx, id)
	if err != nil {
		return proposals.InvitationLink{}, err
	}
	if !ok || i.Founder {
		return proposals.InvitationLink{}, proposals.Refuse(proposals.CodeNotFound)
	}
	// The new one first: whatever fails in between, the person has a link.
	link, err := d.issue(ctx, i)
	if err != nil {
		return proposals.InvitationLink{}, err
	}
	return link, d.accounts.RemoveInvitation(ctx, id)
}

// Invitation gives an invitation that can still be accepted.
func (d *Door) Invitation(ctx context.Context, token string) (proposals.Invitation, error) {
	i, ok, err := d.unused(ctx, hashOf(token))
	if err != nil {
		return i, err
	}
	// Every start of an empty installation prints a link; once there is an organiser, none of them opens any more.
	if !ok || d.now().After(i.Expires) || i.Founder && d.members.HasOrganiser() {
		return proposals.Invitation{}, proposals.Refuse(proposals.CodeNotFound)
	}
	return i, nil
}

// joinLimit is longer than anybody takes from accepting an invitation to having joined, at whichever process: a command ends much
// earlier. An acceptance that is older and whose member is not there came to nothing, because the process or the store went away.
const joinLimit = 2 * time.Minute

// joined says whether the member is there whom an invitation was accepted for.
func (d *Door) joined(a proposals.Acceptance) bool {
	_, err := d.members.Member(a.Member)
	return a.Member == "" || err == nil
}

// abandoned gives the acceptance of an invitation that came to nothing, if there is one. An invitation that somebody has joined by is
// not found; CodeJoining says that somebody may be about to.
func (d *Door) abandoned(ctx context.Context, hash string) (left proposals.Acceptance, ok bool, err error) {
	a, accepted, err := d.accounts.Acceptance(ctx, hash)
	switch {
	case err != nil || !accepted:
		return proposals.Acceptance{}, false, err
	case d.joined(a):
		return proposals.Acceptance{}, false, proposals.Refuse(proposals.CodeNotFound)
	case d.now().Before(a.At.Add(joinLimit)):
		return proposals.Acceptance{}, false, proposals.Refuse(CodeJoining)
	}
	return a, true, nil
}

// unused gives an invitation that nobody has joined by.
func (d *Door) unused(ctx context.Context, hash string) (proposals.Invitation, bool, error) {
	if _, _, err := d.abandoned(ctx, hash); err != nil {
		return proposals.Invitation{}, false, err
	}
	return d.accounts.Invitation(ctx, hash)
}

// useUp accepts an invitation for a member. Of several who do so at one moment, at whichever process, one gets through; an
// acceptance that came to nothing is in nobody's way.
func (d *Door) useUp(ctx context.Context, hash string, m proposals.MemberID) error {
	left, ok, err := d.abandoned(ctx, hash)
	if err == nil && ok {
		err = d.accounts.Release(ctx, hash, left.Member)
	}
	if err != nil {
		return err
	}
	err = d.accounts.Accept(ctx, hash, proposals.Acceptance{Member: m, At: d.now()})
	if errors.Is(err, proposals.ErrExists) {
		return proposals.Refuse(CodeJoining)
	}
	return err
}
