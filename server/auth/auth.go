// Package auth is the door of accounts: signing in and out, sessions, invitations. It knows passwords and tokens and
// stores only their hashes. What a member may do once inside is the domain's to say.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"regexp"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"

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
	CodeShortPassword    = "short_password" // args: limit
)

// Lifetimes of what is given out.
const (
	SessionLife    = 30 * 24 * time.Hour
	InvitationLife = 7 * 24 * time.Hour
)

// Limits of a password, in characters; the upper one bounds the work of hashing.
const (
	minPassword = 10
	maxPassword = 200
)

// logins are short, lower case, and safe in any address or file name.
var logins = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,39}$`)

// Accounts keeps what the door needs to know.
type Accounts interface {
	AddAccount(ctx context.Context, a proposals.Account) error
	Account(ctx context.Context, login string) (proposals.Account, bool, error)
	RemoveAccount(ctx context.Context, login string) error
	AddSession(ctx context.Context, hash string, s proposals.Session) error
	Session(ctx context.Context, hash string) (proposals.Session, bool, error)
	RemoveSession(ctx context.Context, hash string) error
	AddInvitation(ctx context.Context, hash string, i proposals.Invitation) error
	Invitation(ctx context.Context, hash string) (proposals.Invitation, bool, error)
	Accept(ctx context.Context, hash string) error
}

// Members is the group as the door sees it.
type Members interface {
	Member(id proposals.MemberID) (*proposals.Member, error)
	Join(ctx context.Context, m proposals.Member) error
	// HasOrganiser says whether somebody can invite others.
	HasOrganiser() bool
}

// Door lets members in. Its methods may be called from any goroutine.
type Door struct {
	accounts Accounts
	members  Members
	now      func() time.Time
	params   *argon2id.Params
	attempts *attempts
	// hashing bounds how many passwords are hashed at once: each takes 64 MiB.
	hashing chan struct{}
	// decoy is verified when the login is unknown, so that the answer takes as long as for a known one.
	decoy string
}

// New makes a Door.
func New(accounts Accounts, members Members, now func() time.Time) (*Door, error) {
	params := argon2id.DefaultParams
	decoy, err := argon2id.CreateHash(newToken(), params)
	if err != nil {
		return nil, err
	}
	return &Door{accounts: accounts, members: members, now: now, params: params, attempts: newAttempts(now), decoy: decoy,
		hashing: make(chan struct{}, runtime.NumCPU())}, nil
}

// SignIn checks a password and gives the token of a new session and its member. address is where the attempt comes from:
// wrong attempts are slowed down for the pair of address and login, so that nobody can shut others out.
func (d *Door) SignIn(ctx context.Context, login, password, address string) (string, proposals.Member, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	if !logins.MatchString(login) { // nobody has such a login, and it is not kept among the attempts
		return "", proposals.Member{}, proposals.Refuse(CodeWrongCredentials)
	}
	key := address + " " + login
	if wait := d.attempts.begin(key); wait > 0 {
		return "", proposals.Member{}, proposals.Refuse(CodeTooManyAttempts, "seconds", int(wait.Seconds())+1)
	}
	account, known, err := d.accounts.Account(ctx, login)
	if err != nil {
		return "", proposals.Member{}, err
	}
	hash := d.decoy
	if known {
		hash = account.Hash
	}
	match, err := d.matches(ctx, password, hash)
	if err != nil {
		return "", proposals.Member{}, err
	}
	if !known || !match {
		return "", proposals.Member{}, proposals.Refuse(CodeWrongCredentials)
	}
	d.attempts.succeed(key)
	m, err := d.members.Member(account.Member)
	if err != nil {
		return "", proposals.Member{}, proposals.Refuse(CodeWrongCredentials).Because(err)
	}
	token, err := d.begin(ctx, m.ID)
	return token, *m, err
}

// matches compares a password with a hash, when its turn has come.
func (d *Door) matches(ctx context.Context, password, hash string) (bool, error) {
	if err := d.takeTurn(ctx); err != nil {
		return false, err
	}
	defer func() { <-d.hashing }()
	return argon2id.ComparePasswordAndHash(limited(password), hash)
}

func (d *Door) takeTurn(ctx context.Context) error {
	select {
	case d.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return proposals.Refuse(proposals.CodeBusy).Because(ctx.Err())
	}
}

func limited(password string) string {
	if utf8.RuneCountInString(password) > maxPassword {
		return ""
	}
	return password
}

// begin stores a new session and gives its token.
func (d *Door) begin(ctx context.Context, m proposals.MemberID) (string, error) {
	token := newToken()
	return token, d.accounts.AddSession(ctx, hashOf(token), proposals.Session{Member: m, Expires: d.now().Add(SessionLife)})
}

// Member gives the member whose session the token is of, or CodeNotSignedIn.
func (d *Door) Member(ctx context.Context, token string) (proposals.Member, error) {
	if token == "" {
		return proposals.Member{}, proposals.Refuse(CodeNotSignedIn)
	}
	session, ok, err := d.accounts.Session(ctx, hashOf(token))
	if err != nil {
		return proposals.Member{}, err
	}
	if !ok || d.now().After(session.Expires) {
		return proposals.Member{}, proposals.Refuse(CodeNotSignedIn)
	}
	m, err := d.members.Member(session.Member)
	if err != nil {
		return proposals.Member{}, proposals.Refuse(CodeNotSignedIn).Because(err)
	}
	return *m, nil
}

// SignOut ends the session of the token.
func (d *Door) SignOut(ctx context.Context, token string) error {
	return d.accounts.RemoveSession(ctx, hashOf(token))
}

// Invite stores an invitation and gives its token, which is shown once. by nil is the console of a fresh installation.
func (d *Door) Invite(ctx context.Context, by *proposals.Member, i proposals.Invitation) (string, time.Time, error) {
	if by != nil && !proposals.Can(*by, proposals.ActInvite, nil, nil) {
		return "", time.Time{}, proposals.Refuse(proposals.CodeForbidden)
	}
	if !i.Role.Valid() {
		return "", time.Time{}, proposals.Refuse(proposals.CodeUnknownChoice, "field", "role")
	}
	if utf8.RuneCountInString(i.Name) > proposals.MaxName {
		return "", time.Time{}, proposals.Refuse(proposals.CodeTextTooLong, "limit", proposals.MaxName)
	}
	i.Founder = by == nil
	i.Expires = d.now().Add(InvitationLife)
	token := newToken()
	return token, i.Expires, d.accounts.AddInvitation(ctx, hashOf(token), i)
}

// Invitation gives an invitation that can still be accepted.
func (d *Door) Invitation(ctx context.Context, token string) (proposals.Invitation, error) {
	i, ok, err := d.accounts.Invitation(ctx, hashOf(token))
	if err != nil {
		return i, err
	}
	// Every start of an empty installation prints a link; once there is an organiser, none of them opens any more.
	if !ok || d.now().After(i.Expires) || i.Founder && d.members.HasOrganiser() {
		return proposals.Invitation{}, proposals.Refuse(proposals.CodeNotFound)
	}
	return i, nil
}

// Accept makes an account and a member from an invitation and signs in.
func (d *Door) Accept(ctx context.Context, invitation, login, name, password string) (string, proposals.Member, error) {
	i, err := d.Invitation(ctx, invitation)
	if err != nil {
		return "", proposals.Member{}, err
	}
	if name, err = proposals.CheckName(name); err != nil { // before the invitation is used up
		return "", proposals.Member{}, err
	}
	m := proposals.Member{ID: proposals.MemberID(rand.Text()), Name: name, Role: i.Role, Organisation: i.Organisation}
	if m.Login, err = d.addAccount(ctx, m.ID, login, password); err != nil {
		return "", m, err
	}
	if err = d.accounts.Accept(ctx, hashOf(invitation)); errors.Is(err, proposals.ErrExists) {
		err = proposals.Refuse(proposals.CodeNotFound)
	}
	if err == nil {
		err = d.members.Join(ctx, m)
	}
	if err != nil {
		// ctx may be why it failed; the account must go all the same, or its login would stay taken.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpTimeout)
		defer cancel()
		return "", m, errors.Join(err, d.accounts.RemoveAccount(ctx, m.Login))
	}
	token, err := d.begin(ctx, m.ID)
	return token, m, err
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
	login = strings.ToLower(strings.TrimSpace(login))
	if !logins.MatchString(login) {
		return "", proposals.Refuse(CodeBadLogin)
	}
	if n := utf8.RuneCountInString(password); n < minPassword {
		return "", proposals.Refuse(CodeShortPassword, "limit", minPassword)
	} else if n > maxPassword {
		return "", proposals.Refuse(proposals.CodeTextTooLong, "limit", maxPassword)
	}
	if err := d.takeTurn(ctx); err != nil {
		return "", err
	}
	hash, err := argon2id.CreateHash(password, d.params)
	<-d.hashing
	if err != nil {
		return "", err
	}
	account := proposals.Account{Login: login, Member: m, Hash: hash}
	err = d.accounts.AddAccount(ctx, account)
	if errors.Is(err, proposals.ErrExists) {
		err = d.replaceOrphan(ctx, account)
	}
	return login, err
}

// replaceOrphan takes the login over from an account that never got a member, because the process ended in between.
func (d *Door) replaceOrphan(ctx context.Context, account proposals.Account) error {
	old, ok, err := d.accounts.Account(ctx, account.Login)
	if err != nil {
		return err
	}
	if _, err := d.members.Member(old.Member); ok && err == nil {
		return proposals.Refuse(CodeLoginTaken)
	}
	if err := d.accounts.RemoveAccount(ctx, account.Login); err != nil {
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
