// Package auth is the door of accounts: signing in and out, sessions, invitations; of passwords and tokens it
// stores only the hashes. What a member may do once inside is the domain's to say.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"log/slog"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"talqy/proposals"
)

// Error codes of this package.
const (
	CodeNotSignedIn      = "not_signed_in"
	CodeWrongCredentials = "wrong_credentials"
	CodeTooManyAttempts  = "too_many_attempts" // args: seconds
	CodeLoginTaken       = "login_taken"
	CodeBadLogin         = "bad_login"
	CodeDeactivated      = "deactivated" // an organiser has shut the member out
	CodeCodeNeeded       = "code_needed"
	CodeWrongCode        = "wrong_code"
	CodeJoining          = "joining" // somebody is just joining by this invitation
)

// InvitationLife is how long an invitation can be accepted.
const InvitationLife = 7 * 24 * time.Hour

// logins are short, lower case, and safe in any address or file name.
var logins = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,39}$`)

// Accounts keeps what the door needs to know.
type Accounts interface {
	AddAccount(ctx context.Context, a proposals.Account) error
	Account(ctx context.Context, login string) (proposals.Account, bool, error)
	// ReplaceAccount stores a changed account and counts its version on; proposals.ErrMovedOn when it is another one by now.
	ReplaceAccount(ctx context.Context, a proposals.Account) error
	// RemoveAccount removes an account of a login, if it is this member's.
	RemoveAccount(ctx context.Context, login string, m proposals.MemberID) error
	AddSession(ctx context.Context, hash string, s proposals.Session) error
	Session(ctx context.Context, hash string) (proposals.Session, bool, error)
	ReplaceSession(ctx context.Context, hash string, s proposals.Session) error
	RemoveSession(ctx context.Context, hash string) error
	// Sessions gives those of a member by their hashes; of the empty member all.
	Sessions(ctx context.Context, m proposals.MemberID) (map[string]proposals.Session, error)
	AddInvitation(ctx context.Context, hash string, i proposals.Invitation) error
	Invitation(ctx context.Context, hash string) (proposals.Invitation, bool, error)
	Invitations(ctx context.Context) (map[string]proposals.Invitation, error)
	RemoveInvitation(ctx context.Context, hash string) error
	// Accept uses an invitation up, once; proposals.ErrExists when it was. Release undoes it for a member who did not come to join.
	Accept(ctx context.Context, hash string, a proposals.Acceptance) error
	Acceptance(ctx context.Context, hash string) (proposals.Acceptance, bool, error)
	Acceptances(ctx context.Context) (map[string]proposals.Acceptance, error)
	Release(ctx context.Context, hash string, m proposals.MemberID) error
	AddReset(ctx context.Context, hash string, r proposals.Reset) error
	Reset(ctx context.Context, hash string) (proposals.Reset, bool, error)
	RemoveReset(ctx context.Context, hash string) error
	// Spend uses up what counts once; proposals.ErrExists when it was used up before.
	Spend(ctx context.Context, id string, until time.Time) error
	Tidy(ctx context.Context, now time.Time) error
	// Key gives a secret of the server by its name; the first who asks stores fresh.
	Key(ctx context.Context, name string, fresh []byte) ([]byte, error)
	AddProvider(ctx context.Context, id, login string) error
	Provider(ctx context.Context, id string) (string, bool, error)
	RemoveProvider(ctx context.Context, id string) error
}

// Members is the group as the door sees it.
type Members interface {
	Member(id proposals.MemberID) (*proposals.Member, error)
	Join(ctx context.Context, m proposals.Member) error
	// HasOrganiser says whether somebody can invite others.
	HasOrganiser() bool
}

func plainLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// Config is what a door stands on.
type Config struct {
	Accounts Accounts
	Members  Members
	Now      func() time.Time
	// Life is how long a session lasts, Idle how long one that is not used; 0 is 30 days and 7 days.
	Life, Idle time.Duration
	// Ended is told the id of each session that ends, so that its sockets can be closed; nil for nobody.
	Ended func(session string)
	// Cost is how hard it is to guess a password from what is stored.
	Cost Cost
	// Provider is where members can sign in beside passwords.
	Provider ProviderConfig
	Log      *slog.Logger
}

// Cost is the work of hashing one password. The zero value is what docs/security.md promises, and what every server has: no
// flag names another. Tests of what a server does, and not of how hard it is to guess, hash thousands of passwords.
type Cost struct{ KiB, Passes uint32 }

func (c Cost) params() *argon2id.Params {
	params := *argon2id.DefaultParams
	if c != (Cost{}) {
		params.Memory, params.Iterations = c.KiB, c.Passes
	}
	return &params
}

// Door lets members in. Its methods may be called from any goroutine.
type Door struct {
	Config
	accounts Accounts
	members  Members
	now      func() time.Time
	params   *argon2id.Params
	attempts *attempts
	// inviting is held while it is looked up who is invited already and the others are.
	inviting sync.Mutex
	// hashing bounds how many passwords are hashed at once: each takes 64 MiB.
	hashing chan struct{}
	// decoy is verified when the login is unknown, so that the answer takes as long as for a known one.
	decoy   string
	compare func(password, hash string) (bool, error)
	// changing is held while an account is read, changed and stored.
	changing sync.Mutex
	// joining is held from an account to its member: an account without one counts as left behind, and its login is given away.
	joining  sync.Mutex
	secret   secret
	provider provider
	// asking bounds the links for new passwords that are on their way, late waits for them.
	asking chan struct{}
	late   sync.WaitGroup
}

// New makes a Door.
func New(c Config) (*Door, error) {
	params := c.Cost.params()
	decoy, err := argon2id.CreateHash(newToken(), params)
	if err != nil {
		return nil, err
	}
	if c.Life == 0 {
		c.Life = sessionLife
	}
	if c.Idle == 0 {
		c.Idle = sessionIdle
	}
	if c.Ended == nil {
		c.Ended = func(string) {}
	}
	return &Door{Config: c, accounts: c.Accounts, members: c.Members, now: c.Now, params: params, attempts: newAttempts(c.Now), decoy: decoy,
		hashing: make(chan struct{}, runtime.NumCPU()), compare: argon2id.ComparePasswordAndHash,
		asking: make(chan struct{}, maxAsking)}, nil
}

// SignIn checks what somebody shows and opens a session. Attempts are slowed down by login and place, so that nobody can shut
// others out. CodeCodeNeeded says that the password is right and the code of the second factor is missing.
func (d *Door) SignIn(ctx context.Context, shown proposals.Credentials, from proposals.Visitor) (proposals.Pass, error) {
	if shown.Pending != "" {
		return d.signInPending(ctx, shown, from)
	}
	login := plainLogin(shown.Login)
	if !logins.MatchString(login) { // nobody has such a login, and it is not kept among the attempts
		return proposals.Pass{}, proposals.Refuse(CodeWrongCredentials)
	}
	counts := d.attempts.counts(login, from.Address, d.device(ctx, from.Device, login))
	if err := d.wait(counts...); err != nil {
		return proposals.Pass{}, err
	}
	account, known, err := d.accounts.Account(ctx, login)
	if err != nil {
		return proposals.Pass{}, err
	}
	hash := d.decoy
	if known && account.Hash != "" {
		hash = account.Hash
	}
	match, err := d.matches(ctx, shown.Password, hash)
	if err != nil {
		return proposals.Pass{}, err
	}
	m, err := d.members.Member(account.Member)
	if !known || !match || account.Hash == "" || err != nil {
		return proposals.Pass{}, proposals.Refuse(CodeWrongCredentials)
	}
	if m.Deactivated { // told to who knows the password alone
		return proposals.Pass{}, proposals.Refuse(CodeDeactivated)
	}
	if account.Factor.On() {
		if err := d.secondStep(ctx, account, shown.Code, counts); err != nil {
			return proposals.Pass{}, err
		}
	}
	d.attempts.succeed(login, from.Address, counts...)
	return d.enter(ctx, *m, from, false)
}

// secondStep asks for the code of the second factor. Asking for it is no guess; a wrong one is, and who knows the password
// has few of them wherever he comes from.
func (d *Door) secondStep(ctx context.Context, account proposals.Account, code string, counts []count) error {
	if strings.TrimSpace(code) == "" {
		d.attempts.takeBack(counts...)
		return proposals.Refuse(CodeCodeNeeded)
	}
	return d.guessCode(ctx, account, code)
}

// guessCode checks a code of the second factor, and counts one that is wrong.
func (d *Door) guessCode(ctx context.Context, account proposals.Account, code string) error {
	guesses := count{key: "code " + account.Login, free: freeCodes, account: true}
	if err := d.wait(guesses); err != nil {
		return err
	}
	if err := d.checkCode(ctx, account, code); err != nil {
		return err
	}
	d.attempts.takeBack(guesses)
	return nil
}

// wait counts an attempt, or refuses it when it comes too early.
func (d *Door) wait(counts ...count) error {
	if wait := d.attempts.begin(counts...); wait > 0 {
		return proposals.Refuse(CodeTooManyAttempts, "seconds", int(wait.Seconds())+1)
	}
	return nil
}

// maxAlterations bounds how often a change is made anew because other processes have changed the account each time.
const maxAlterations = 20

// alter changes an account as it is by now. with is called again where another process has changed it meanwhile.
func (d *Door) alter(ctx context.Context, login string, with func(a *proposals.Account) error) error {
	d.changing.Lock()
	defer d.changing.Unlock()
	for range maxAlterations {
		account, known, err := d.accounts.Account(ctx, login)
		if err != nil {
			return err
		}
		if !known {
			return proposals.Refuse(proposals.CodeNotFound)
		}
		if err := with(&account); err != nil {
			return err
		}
		if err := d.accounts.ReplaceAccount(ctx, account); !errors.Is(err, proposals.ErrMovedOn) {
			return err
		}
	}
	return proposals.Refuse(proposals.CodeBusy)
}

// matches compares a password with a hash, when its turn has come.
func (d *Door) matches(ctx context.Context, password, hash string) (bool, error) {
	if err := d.takeTurn(ctx); err != nil {
		return false, err
	}
	defer func() { <-d.hashing }()
	return d.compare(limited(password), hash)
}

func (d *Door) takeTurn(ctx context.Context) error {
	select {
	case d.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return proposals.Refuse(proposals.CodeBusy).Because(ctx.Err())
	}
}

// Accept makes an account and a member from an invitation and signs in.
func (d *Door) Accept(ctx context.Context, invitation, login, name, password string, from proposals.Visitor) (proposals.Pass, error) {
	i, err := d.Invitation(ctx, invitation)
	if err != nil {
		return proposals.Pass{}, err
	}
	if name, err = proposals.CheckName(name); err != nil { // before the invitation is used up
		return proposals.Pass{}, err
	}
	m := proposals.Member{ID: proposals.MemberID(rand.Text()), Name: name, Role: i.Role, Organisation: i.Organisation,
		Office: i.Office, City: i.City}
	d.joining.Lock()
	defer d.joining.Unlock()
	if m.Login, err = d.addAccount(ctx, m.ID, login, password); err != nil {
		return proposals.Pass{}, err
	}
	if err = d.useUp(ctx, hashOf(invitation), m.ID); err == nil {
		err = d.members.Join(ctx, m)
	}
	if err != nil {
		// ctx may be why it failed; the account must go all the same, or its login would stay taken, and the link must open again.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpTimeout)
		defer cancel()
		return proposals.Pass{}, errors.Join(err, d.accounts.RemoveAccount(ctx, m.Login, m.ID), d.accounts.Release(ctx, hashOf(invitation), m.ID))
	}
	return d.enter(ctx, m, from, false)
}

// cleanUpTimeout bounds what is done after a failure.
const cleanUpTimeout = 5 * time.Second

// Enrol makes an account for a member who is being added without an invitation, as the demonstration group is.
func (d *Door) Enrol(ctx context.Context, m proposals.Member, password string) error {
	if _, err := d.addAccount(ctx, m.ID, m.Login, password); err != nil {
		return err
	}
	return d.members.Join(ctx, m)
}

// Empty says whether nobody is there yet who could invite others.
func (d *Door) Empty() bool { return !d.members.HasOrganiser() }

func (d *Door) addAccount(ctx context.Context, m proposals.MemberID, login, password string) (string, error) {
	login = plainLogin(login)
	if !logins.MatchString(login) {
		return "", proposals.Refuse(CodeBadLogin)
	}
	hash, err := d.hash(ctx, login, password)
	if err != nil {
		return "", err
	}
	account := proposals.Account{Login: login, Member: m, Hash: hash, Added: d.now()}
	err = d.accounts.AddAccount(ctx, account)
	if errors.Is(err, proposals.ErrExists) {
		err = d.replaceOrphan(ctx, account)
	}
	return login, err
}

// replaceOrphan takes the login over from an account that never got a member, because the process ended in between. One that was just
// made may be waiting for its member at another process.
func (d *Door) replaceOrphan(ctx context.Context, account proposals.Account) error {
	old, ok, err := d.accounts.Account(ctx, account.Login)
	if err != nil {
		return err
	}
	if _, err := d.members.Member(old.Member); ok && (err == nil || d.now().Before(old.Added.Add(joinLimit))) {
		return proposals.Refuse(CodeLoginTaken)
	}
	if err := d.accounts.RemoveAccount(ctx, account.Login, old.Member); err != nil {
		return err
	}
	if err := d.accounts.AddAccount(ctx, account); errors.Is(err, proposals.ErrExists) {
		return proposals.Refuse(CodeLoginTaken)
	} else if err != nil {
		return err
	}
	return nil
}

// newToken gives 256 random bits, as text that fits in an address.
func newToken() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hashOf is under what a token is stored: who reads the database cannot sign in with what is there.
func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
