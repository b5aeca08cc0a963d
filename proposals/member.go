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
)

// Valid says whether r is one of the roles.
func (r Role) Valid() bool { return r == Organiser || r == Ordinary || r == Lawyer || r == Observer }

// Member is a person in the group.
type Member struct {
	ID           MemberID
	Login        string
	Name         string
	Role         Role
	Organisation OrganisationID
}

// OrganisationKind tells state bodies, non-governmental and international organisations apart.
type OrganisationKind string

// The kinds of organisations.
const (
	State         OrganisationKind = "state"
	NGO           OrganisationKind = "ngo"
	International OrganisationKind = "international"
)

// Organisation sends members to the group.
type Organisation struct {
	ID   OrganisationID   `json:"id"`
	Name Bilingual        `json:"name"`
	Kind OrganisationKind `json:"kind"`
	City string           `json:"city"`
}

// organisationData is the data of OrganisationAdded.
type organisationData struct {
	Name Bilingual        `json:"name"`
	Kind OrganisationKind `json:"kind"`
	City string           `json:"city"`
}

// memberData is the data of MemberJoined. It holds no secret: the password's hash is the account's, outside the log.
type memberData struct {
	Login        string         `json:"login"`
	Name         string         `json:"name"`
	Role         Role           `json:"role"`
	Organisation OrganisationID `json:"organisation"`
}
