package proposals

import (
	"context"
	"fmt"
)

// CodeLastOrganiser says that a group cannot be left without an organiser: nobody could invite another one.
const CodeLastOrganiser = "last_organiser"

// organisers is the stream whose lock is held while it is asked whether another organiser is left: two organisers who
// deactivate each other at one moment must not both succeed. It never has events.
const organisers Stream = "group/organisers"

// roleData is the data of MemberRoleChanged.
type roleData struct {
	Role Role `json:"role"`
}

// prepareMember works out what an event of a member's stream does after the member has joined; ok is false for others.
func prepareMember(id MemberID, ev Event) (c change, ok bool, err error) {
	var with func(m *Member)
	switch ev.Kind {
	case MemberRoleChanged:
		data, err := read[roleData](ev, MemberRoleChanged)
		if err != nil {
			return nil, true, err
		}
		if !data.Role.valid() {
			return nil, true, fmt.Errorf("no such role: %q", data.Role)
		}
		with = func(m *Member) { m.Role = data.Role }
	case MemberDescribed:
		data, err := read[describedData](ev, MemberDescribed)
		if err != nil {
			return nil, true, err
		}
		with = data.describe
	case MemberDeactivated:
		with = func(m *Member) { m.Deactivated = true }
	case MemberReactivated:
		with = func(m *Member) { m.Deactivated = false }
	default:
		return nil, false, nil
	}
	return func(g *group) {
		if before := g.Members[id]; before != nil {
			after := *before
			with(&after)
			g.Members[id] = &after
		}
	}, true, nil
}

// ChangeRole gives a member another role. CodeLastOrganiser when the group would be left without an organiser.
func (w *Workbench) ChangeRole(ctx context.Context, by Member, id MemberID, role Role) error {
	if !role.valid() {
		return Refuse(CodeUnknownChoice, "field", "role")
	}
	return w.changeMember(ctx, by, ActChangeRole, id, func(m *Member) (Kind, any, error) {
		if m.Role == role {
			return "", nil, nil
		}
		return MemberRoleChanged, roleData{role}, w.organiserLeft(m)
	})
}

// Deactivate shuts a member out: nothing is allowed to him any more, and what he wrote stays his. CodeLastOrganiser when the
// group would be left without an organiser. The sessions of his account are the door's to end.
func (w *Workbench) Deactivate(ctx context.Context, by Member, id MemberID) error {
	return w.changeMember(ctx, by, ActDeactivate, id, func(m *Member) (Kind, any, error) {
		if m.Deactivated {
			return "", nil, nil
		}
		return MemberDeactivated, struct{}{}, w.organiserLeft(m)
	})
}

// Reactivate lets a member back in who was shut out.
func (w *Workbench) Reactivate(ctx context.Context, by Member, id MemberID) error {
	return w.changeMember(ctx, by, ActReactivate, id, func(m *Member) (Kind, any, error) {
		if !m.Deactivated {
			return "", nil, nil
		}
		return MemberReactivated, struct{}{}, nil
	})
}

func (w *Workbench) changeMember(ctx context.Context, by Member, action Action, id MemberID, decide func(m *Member) (Kind, any, error)) error {
	if !Can(by, action, nil, nil) {
		return Refuse(CodeForbidden)
	}
	// Before the lock: a stream that does not exist must not get a lock of its own.
	if _, err := w.Member(id); err != nil {
		return err
	}
	lock := w.lock(organisers)
	lock.Lock()
	defer lock.Unlock()
	return w.append(ctx, StreamOf("member", string(id)), by.ID, func() (Kind, any, error) {
		// Who was an organiser when the request came may be none any more.
		if now, err := w.Member(by.ID); err != nil || !Can(*now, action, nil, nil) {
			return "", nil, Refuse(CodeForbidden)
		}
		m, err := w.Member(id)
		if err != nil {
			return "", nil, err
		}
		return decide(m)
	})
}

// organiserLeft refuses to lose m as an organiser when he is the last.
func (w *Workbench) organiserLeft(m *Member) error {
	if m.Role != Organiser || m.Deactivated {
		return nil
	}
	for _, other := range w.Members() {
		if other.ID != m.ID && other.Role == Organiser && !other.Deactivated {
			return nil
		}
	}
	return Refuse(CodeLastOrganiser)
}
