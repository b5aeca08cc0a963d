package proposals

// MemberID names a member of the group.
type MemberID string

// OrganisationID names an organisation that takes part.
type OrganisationID string

// Role is what a member is in the group; Rules says what each may do.
type Role string

// The roles.
const (
	Organiser Role = "organiser"
	Ordinary  Role = "member"
	Lawyer    Role = "lawyer"
	Observer  Role = "observer"
	// Guest is who holds the link of a round table: no member has this role, and it is not Valid.
	Guest Role = "guest"
)

// valid says whether r is one of the roles.
func (r Role) valid() bool { return r == Organiser || r == Ordinary || r == Lawyer || r == Observer }

// Member is a person in the group.
type Member struct {
	ID           MemberID
	Login        string
	Name         string
	Role         Role
	Organisation OrganisationID
	// Office is the member's position, City where the member works; either may be empty.
	Office Bilingual
	City   string
	// Deactivated says that an organiser has shut the member out: nothing is allowed any more, and what was written stays.
	Deactivated bool
}

// OrganisationKind tells state bodies, non-governmental and international organisations apart.
type OrganisationKind string

// The kinds of organisations.
const (
	State         OrganisationKind = "state"
	NGO           OrganisationKind = "ngo"
	International OrganisationKind = "international"
)

// valid says whether k is one of the kinds.
func (k OrganisationKind) valid() bool { return k == State || k == NGO || k == International }

// Organisation sends members to the group.
type Organisation struct {
	ID   OrganisationID   `json:"id"`
	Name Bilingual        `json:"name"`
	Kind OrganisationKind `json:"kind"`
	City string           `json:"city"`
}

// organisationData is the data of OrganisationAdded and OrganisationDescribed.
type organisationData struct {
	Name Bilingual        `json:"name"`
	Kind OrganisationKind `json:"kind"`
	City string           `json:"city"`
}

// memberData is the data of MemberJoined. It holds no secret: the password's hash is the account's, outside the log. Events
// of the first release have neither office nor city.
type memberData struct {
	Login        string         `json:"login"`
	Name         string         `json:"name"`
	Role         Role           `json:"role"`
	Organisation OrganisationID `json:"organisation"`
	Office       Bilingual      `json:"office,omitzero"`
	City         string         `json:"city,omitempty"`
}
