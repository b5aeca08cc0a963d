package auth

import (
	"context"
	"maps"
	"sync"
	"time"

	"talqy/proposals"
)

// memory keeps accounts as the store does.
type memory struct {
	mu          sync.Mutex
	accounts    map[string]proposals.Account
	sessions    map[string]proposals.Session
	invitations map[string]proposals.Invitation
	acceptances map[string]proposals.Acceptance
	resets      map[string]proposals.Reset
	spent       map[string]time.Time
	keys        map[string][]byte
	providers   map[string]string
	writes      int // of sessions that were there
	// away says that nothing can be taken back: the store does not answer.
	away bool
}

func newMemory() *memory {
	return &memory{accounts: map[string]proposals.Account{}, sessions: map[string]proposals.Session{}, invitations: map[string]proposals.Invitation{},
		acceptances: map[string]proposals.Acceptance{}, resets: map[string]proposals.Reset{}, spent: map[string]time.Time{}, keys: map[string][]byte{}, providers: map[string]string{}}
}

func add[V any](m *memory, to map[string]V, key string, v V) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := to[key]; ok {
		return proposals.ErrExists
	}
	to[key] = v
	return nil
}

func find[V any](m *memory, in map[string]V, key string) (V, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := in[key]
	return v, ok, nil
}

func drop[V any](m *memory, from map[string]V, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(from, key)
	return nil
}

func (m *memory) AddAccount(_ context.Context, a proposals.Account) error {
	return add(m, m.accounts, a.Login, a)
}
func (m *memory) Account(_ context.Context, login string) (proposals.Account, bool, error) {
	return find(m, m.accounts, login)
}
func (m *memory) ReplaceAccount(_ context.Context, a proposals.Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now, ok := m.accounts[a.Login]; !ok || now.Version != a.Version {
		return proposals.ErrMovedOn
	}
	a.Version++
	m.accounts[a.Login] = a
	return nil
}
func (m *memory) RemoveAccount(_ context.Context, login string, of proposals.MemberID) error {
	if m.away {
		return proposals.Refuse(proposals.CodeStoreAway)
	}
	if a, _, _ := find(m, m.accounts, login); a.Member != of {
		return nil
	}
	return drop(m, m.accounts, login)
}
func (m *memory) AddSession(_ context.Context, hash string, s proposals.Session) error {
	return add(m, m.sessions, hash, s)
}
func (m *memory) Session(_ context.Context, hash string) (proposals.Session, bool, error) {
	return find(m, m.sessions, hash)
}
func (m *memory) ReplaceSession(_ context.Context, hash string, s proposals.Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writes++
	if _, ok := m.sessions[hash]; ok {
		m.sessions[hash] = s
	}
	return nil
}
func (m *memory) RemoveSession(_ context.Context, hash string) error {
	return drop(m, m.sessions, hash)
}
func (m *memory) Sessions(_ context.Context, of proposals.MemberID) (map[string]proposals.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := maps.Clone(m.sessions)
	maps.DeleteFunc(out, func(_ string, s proposals.Session) bool { return of != "" && s.Member != of })
	return out, nil
}
func (m *memory) AddInvitation(_ context.Context, hash string, i proposals.Invitation) error {
	return add(m, m.invitations, hash, i)
}
func (m *memory) Invitation(_ context.Context, hash string) (proposals.Invitation, bool, error) {
	return find(m, m.invitations, hash)
}
func (m *memory) Invitations(context.Context) (map[string]proposals.Invitation, error) {
	return m.invitations, nil
}
func (m *memory) RemoveInvitation(_ context.Context, hash string) error {
	return drop(m, m.invitations, hash)
}
func (m *memory) Accept(_ context.Context, hash string, a proposals.Acceptance) error {
	return add(m, m.acceptances, hash, a)
}
func (m *memory) Acceptance(_ context.Context, hash string) (proposals.Acceptance, bool, error) {
	return find(m, m.acceptances, hash)
}
func (m *memory) Acceptances(context.Context) (map[string]proposals.Acceptance, error) {
	return m.acceptances, nil
}
func (m *memory) Release(_ context.Context, hash string, member proposals.MemberID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.away {
		return proposals.Refuse(proposals.CodeStoreAway)
	}
	maps.DeleteFunc(m.acceptances, func(of string, a proposals.Acceptance) bool { return of == hash && a.Member == member })
	return nil
}
func (m *memory) AddReset(_ context.Context, hash string, r proposals.Reset) error {
	return add(m, m.resets, hash, r)
}
func (m *memory) Reset(_ context.Context, hash string) (proposals.Reset, bool, error) {
	return find(m, m.resets, hash)
}
func (m *memory) RemoveReset(_ context.Context, hash string) error { return drop(m, m.resets, hash) }
func (m *memory) Spend(_ context.Context, id string, until time.Time) error {
	return add(m, m.spent, id, until)
}
func (m *memory) Tidy(_ context.Context, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.spent, func(_ string, until time.Time) bool { return until.Before(now) })
	return nil
}
func (m *memory) Key(_ context.Context, name string, fresh []byte) ([]byte, error) {
	if err := add(m, m.keys, name, fresh); err != nil {
		return m.keys[name], nil
	}
	return fresh, nil
}
func (m *memory) AddProvider(_ context.Context, id, login string) error {
	return add(m, m.providers, id, login)
}
func (m *memory) Provider(_ context.Context, id string) (string, bool, error) {
	return find(m, m.providers, id)
}
func (m *memory) RemoveProvider(_ context.Context, id string) error { return drop(m, m.providers, id) }
