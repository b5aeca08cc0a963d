package proposals

import (
	"slices"
	"strings"
	"time"

	"talqy/proposals/act"
)

// Invitation lets one person join the group, once, until it expires.
type Invitation struct {
	Role         Role           `json:"role"`
	Name         string         `json:"name"`
	Organisation OrganisationID `json:"organisation"`
	// Office and City become the member's; Email is where the link was sent, and nothing else. All are empty in invitations of
	// the first release.
	Office Bilingual `json:"office"`
	City   string    `json:"city"`
	Email  string    `json:"email"`
	// Founder says that the console of an empty installation gave it out.
	Founder bool      `json:"-"`
	Expires time.Time `json:"expiresAt"`
}

// InvitationLink is an invitation that was just made, with the token of its link, which is shown once and kept nowhere. The
// token is empty for who was invited before and keeps that link.
type InvitationLink struct {
	Token string
	Invitation
}

// PendingInvitation is an invitation that nobody has accepted. ID names it to organisers and opens nothing.
type PendingInvitation struct {
	ID string
	Invitation
}

// CheckInvitation gives what an invitation says as it is kept. The name may be missing: who joins gives it.
func CheckInvitation(i Invitation) (Invitation, error) {
	if !i.Role.valid() {
		return i, Refuse(CodeUnknownChoice, "field", "role")
	}
	var err error
	if i.Name, err = optionalLine("name", i.Name, MaxName); err != nil {
		return i, err
	}
	if i.Office, err = optionalTitle("office", i.Office); err != nil {
		return i, err
	}
	if i.City, err = optionalLine("city", i.City, MaxName); err != nil {
		return i, err
	}
	if i.Email = strings.TrimSpace(i.Email); i.Email != "" && !mailable(i.Email) {
		return i, Refuse(CodeBadEmail)
	}
	return i, nil
}

// KnownPeople finds people by their organisation and by their name, as lists write names. The zero value knows nobody.
type KnownPeople struct {
	// by has the names that have a word, each as its words.
	by map[personWord][][]string
}

type personWord struct {
	organisation OrganisationID
	word         string
}

// Add makes a person known.
func (k *KnownPeople) Add(organisation OrganisationID, name string) {
	if k.by == nil {
		k.by = map[personWord][][]string{}
	}
	words := nameWords(name)
	for _, word := range words {
		key := personWord{organisation, word}
		k.by[key] = append(k.by[key], words)
	}
}

// Has says whether a person is known: of the same organisation and of the same name.
func (k *KnownPeople) Has(organisation OrganisationID, name string) bool {
	words := nameWords(name)
	for _, word := range words { // who is the same shares a word at least
		if slices.ContainsFunc(k.by[personWord{organisation, word}], func(other []string) bool { return sameName(words, other) }) {
			return true
		}
	}
	return false
}

// KnownPeople gives the members, those too who were shut out.
func (w *Workbench) KnownPeople() *KnownPeople {
	k := &KnownPeople{}
	for _, m := range w.Members() {
		k.Add(m.Organisation, m.Name)
	}
	return k
}

// nameWords are the words of a person's name in an order of their own: a list has «Ахметова Айгерим Сериковна», the member
// wrote «Айгерим Ахметова».
func nameWords(name string) []string {
	words := strings.Fields(act.Fold(name))
	slices.Sort(words)
	return words
}

// sameName says whether one name has all words of the other, of which there are two at least; a single word is only itself.
func sameName(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 2 {
		return len(a) == 1 && slices.Equal(a, b)
	}
	for _, word := range a {
		if !slices.Contains(b, word) {
			return false
		}
	}
	return true
}
