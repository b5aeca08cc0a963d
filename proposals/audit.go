package proposals

import "time"

// AuditKind says what somebody did, for the record that organisers read.
type AuditKind string

// The kinds of entries in the record.
const (
	AuditSignedIn      AuditKind = "signed_in"
	AuditSignInRefused AuditKind = "sign_in_refused"
	AuditSignedOut     AuditKind = "signed_out"
	AuditAccount       AuditKind = "account" // a password, a second factor, sessions, the provider
	AuditSeen          AuditKind = "seen"
	AuditChanged       AuditKind = "changed"
	AuditPrinted       AuditKind = "printed"
	AuditExported      AuditKind = "exported"
	AuditRefused       AuditKind = "refused" // asked for what the role does not allow
)

// AuditKinds are all of them, in the order in which a page offers them.
func AuditKinds() []AuditKind {
	return []AuditKind{AuditSignedIn, AuditSignInRefused, AuditSignedOut, AuditAccount, AuditSeen, AuditChanged, AuditPrinted, AuditExported, AuditRefused}
}

// AuditEntry says who did what, to what, and when. It stands outside the log of events, which is for everybody's eyes, and has
// no words of anybody and no more of a person than the record needs.
type AuditEntry struct {
	// ID orders the entries of one moment.
	ID string
	At time.Time
	// By is empty for who is not known, as of a sign-in that was refused.
	By   MemberID
	Kind AuditKind
	// Route is what was asked for, as it is registered: «POST /proposals/:id/status».
	Route string
	// Object is what it was about, «proposal/ID»; empty where it was about no one thing.
	Object string
	// Paper is the file that was printed or exported.
	Paper string
	// Address is where it came from; kept of signing in and of changes of an account alone.
	Address string
}

// AuditFilter chooses entries: from From up to To, of one person and of one kind where they are given.
type AuditFilter struct {
	From, To time.Time
	By       MemberID
	Kind     AuditKind
}

// Matches says whether an entry is chosen.
func (f AuditFilter) Matches(e AuditEntry) bool {
	return !e.At.Before(f.From) && e.At.Before(f.To) && (f.By == "" || f.By == e.By) && (f.Kind == "" || f.Kind == e.Kind)
}
