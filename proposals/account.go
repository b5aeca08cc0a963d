package proposals

import (
	"errors"
	"time"
)

// ErrExists is what a keeper of accounts answers when the login, the token or the acceptance is there already.
var ErrExists = errors.New("proposals: it is there already")

// Account is what signing in needs to know. It is kept outside the log, because the log is for everybody's eyes.
type Account struct {
	Login  string
	Member MemberID
	// Hash is the hash of the password.
	Hash string
}

// Session is a browser that is signed in.
type Session struct {
	Member  MemberID
	Expires time.Time
}

// Invitation lets one person join the group, once, until it expires.
type Invitation struct {
	Role         Role           `json:"role"`
	Name         string         `json:"name"`
	Organisation OrganisationID `json:"organisation"`
	// Founder says that the console of an empty installation gave it out.
	Founder bool      `json:"-"`
	Expires time.Time `json:"expiresAt"`
}
