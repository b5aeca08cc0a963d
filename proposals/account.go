package proposals

import (
	"errors"
	"time"
)

// ErrExists is what a keeper of accounts answers when the login, the token or the acceptance is there already.
var ErrExists = errors.New("proposals: it is there already")

// ErrMovedOn is what a keeper of accounts answers to a change of an account that is another one by now.
var ErrMovedOn = errors.New("proposals: it has been changed meanwhile")

// Account is what signing in needs to know. It is kept outside the log, because the log is for everybody's eyes.
type Account struct {
	Login  string
	Member MemberID
	// Hash is the hash of the password; empty where the member signs in at a provider alone.
	Hash string
	// Factor is the second factor; its Secret is empty while there is none.
	Factor SecondFactor
	// Provider is the account at the provider of sign-in that opens this one.
	Provider ProviderAccount
	// Added is when the account was made; its member joins right after it or not at all. Zero in accounts of the first release.
	Added time.Time
	// Version counts the changes: who changes an account that another process has changed meanwhile must look at it again.
	Version int `bson:",omitempty"`
}

// SecondFactor makes one-time codes of the time (RFC 6238).
type SecondFactor struct {
	// Secret is what the codes are made of, in base32.
	Secret string
	Since  time.Time
	// Recovery are the hashes of the codes that stand in for a lost device, each once.
	Recovery []string
}

// On says whether there is a second factor.
func (f SecondFactor) On() bool { return f.Secret != "" }

// ProviderAccount names a person at a provider of sign-in (OpenID Connect).
type ProviderAccount struct {
	Issuer, Subject string
	// Name is what the provider calls the account, for its owner to recognise.
	Name string
}

// Acceptance uses an invitation up. Member is whom it was accepted for; empty in those of the first release. At is when: the member
// joins right after it or, where something fails in between, not at all.
type Acceptance struct {
	Member MemberID
	At     time.Time
}

// Session is a browser that is signed in.
type Session struct {
	Member  MemberID
	Expires time.Time
	// Begun is when the member signed in, Seen when he was last there, to some minutes. Both are zero in sessions of the first
	// release.
	Begun, Seen time.Time
	// Address and Agent are where the browser came from and how it named itself, when the session began or was last seen.
	Address, Agent string
	// Provider says that the member came through a provider of sign-in and not with a password.
	Provider bool
}

// Reset lets one person choose a new password for an account, once, until it expires.
type Reset struct {
	Login   string
	Expires time.Time
	// Stands is the fingerprint of the account as it was when the link was made: once its password is another one, the link
	// opens nothing.
	Stands string
}

// Visitor is where somebody stands who asks to be let in.
type Visitor struct {
	// Address is the network address, Agent what the browser calls itself.
	Address, Agent string
	// Device is what the door gave this browser when somebody signed in there before; empty for a new one.
	Device string
}

// Credentials are what somebody shows who signs in.
type Credentials struct {
	Login, Password string
	// Code is of the second factor, or a recovery code; empty where none was asked for yet.
	Code string
	// Pending stands in for login and password: a provider of sign-in has vouched for them, and only the code is missing.
	Pending string
}

// Pass is what who was let in takes away: the token of the session, and what makes the browser known later on.
type Pass struct {
	Token, Device string
	Member        Member
	// To is the path that was asked for before a provider of sign-in was.
	To string
	// Pending is given instead of a token to who has come from a provider and has a second factor: what is missing is its code.
	Pending string
}

// OpenSession is a session as its owner sees it, by an id that opens nothing.
type OpenSession struct {
	ID string
	Session
}

// Access is what an account can be entered with, as its owner sees it.
type Access struct {
	Login string
	// Factor says whether there is a second factor, Since since when, Recovery how many recovery codes are left.
	Factor   bool
	Since    time.Time
	Recovery int
	// Provider is what the linked account at the provider is called; Linked says whether there is one.
	Linked   bool
	Provider string
	// Seen is when a session of the account was last used; zero when there is none.
	Seen time.Time
}
