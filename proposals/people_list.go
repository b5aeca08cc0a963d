package proposals

import (
	"context"
	"errors"
	"slices"
	"strings"

	"talqy/proposals/act"
)

// Listed is a person as one line of a list names him.
type Listed struct {
	// N is the number of the line in the list.
	N            int
	Organisation Bilingual
	Kind         OrganisationKind
	City, Name   string
	Office       Bilingual
	Role         Role
	Email        string
	Problems     []LineProblem
}

// LineProblem is what is wrong with one line, with one field of it where Field is not empty.
type LineProblem struct {
	Field string
	Code  string
	Args  map[string]any
}

// Problem codes of a line beside the others.
const (
	CodeLineTwice = "line_twice" // args: n: the same person stands in an earlier line
	CodeOtherKind = "other_kind" // args: n: the organisation is of another kind in an earlier line
)

// ListedRow is a line of a list beside the group: whether the person is a member already, or is invited and has not come.
type ListedRow struct {
	Listed
	Known, Invited bool
	// organisation is that of the group, empty for one that is still to be added; added says which of those.
	organisation OrganisationID
	added        *listedOrganisation
}

// PeopleList is a list of people beside the group as it stands.
type PeopleList struct {
	Rows                                  []ListedRow
	NewOrganisations, KnownOrganisations  int
	NewPeople, KnownPeople, InvitedPeople int
	organisations                         []*listedOrganisation
}

// wanted says whether a line makes an invitation.
func (r *ListedRow) wanted() bool { return len(r.Problems) == 0 && !r.Known && !r.Invited }

// Invitations gives those to be invited and the lines they stand in. It is for a list that was taken in.
func (l PeopleList) Invitations() (people []Invitation, lines []int) {
	for _, r := range l.Rows {
		if r.wanted() {
			people = append(people, Invitation{Role: r.Role, Name: r.Name, Organisation: r.organisation, Office: r.Office, City: r.City, Email: r.Email})
			lines = append(lines, r.N)
		}
	}
	return people, lines
}

// people is the stream whose lock is held while a list is taken in: two who take in one list at one moment must not add its
// organisations twice. It never has events.
const people Stream = "group/people"

// LookAtPeople tells what of a list the group knows and what is wrong with it. invited are those who were invited and have not
// come. Nothing is stored.
func (w *Workbench) LookAtPeople(by Member, list []Listed, invited []Invitation) (PeopleList, error) {
	if !Can(by, ActImportPeople, nil, nil) {
		return PeopleList{}, Refuse(CodeForbidden)
	}
	return w.beside(list, invited), nil
}

// TakeInPeople adds the organisations of a list that the group does not know, those of lines without problems. Who of it is to
// be invited, the list it gives says. Taken in again, the list adds nothing.
func (w *Workbench) TakeInPeople(ctx context.Context, by Member, list []Listed, invited []Invitation) (PeopleList, error) {
	if !Can(by, ActImportPeople, nil, nil) {
		return PeopleList{}, Refuse(CodeForbidden)
	}
	lock := w.lock(people)
	lock.Lock()
	defer lock.Unlock()
	l := w.beside(list, invited)
	for _, o := range l.organisations {
		id := OrganisationID(w.idFor(ctx, by.ID, "organisation "+o.key))
		err := w.append(ctx, StreamOf("organisation", string(id)), by.ID, func() (Kind, any, error) {
			return OrganisationAdded, o.organisationData, nil
		})
		if err != nil {
			return PeopleList{}, err
		}
		o.id = id
	}
	for i := range l.Rows {
		if r := &l.Rows[i]; r.added != nil {
			r.organisation = r.added.id
		}
	}
	return l, nil
}

// beside lays a list beside the group.
func (w *Workbench) beside(list []Listed, invited []Invitation) PeopleList {
	l := PeopleList{Rows: make([]ListedRow, len(list))}
	for i, line := range list {
		l.Rows[i] = ListedRow{Listed: checkListed(line)}
	}
	found := newOrganisationsOf(w.Organisations(), l.Rows)
	members, open := w.KnownPeople(), &KnownPeople{}
	for _, i := range invited {
		open.Add(i.Organisation, i.Name)
	}
	first := map[string]int{}
	known := map[OrganisationID]bool{}
	for i := range l.Rows {
		r := &l.Rows[i]
		found.place(r)
		if r.organisation != "" {
			known[r.organisation] = true
			r.Known = members.Has(r.organisation, r.Name)
			r.Invited = !r.Known && open.Has(r.organisation, r.Name)
		}
		r.repeats(first)
		switch {
		case r.Known:
			l.KnownPeople++
		case r.Invited:
			l.InvitedPeople++
		case r.wanted():
			l.NewPeople++
			if o := r.added; o != nil && !o.counted {
				o.counted = true
				l.organisations = append(l.organisations, o)
			}
		}
	}
	l.KnownOrganisations, l.NewOrganisations = len(known), len(l.organisations)
	return l
}

// repeats marks a line whose person stands in an earlier one.
func (r *ListedRow) repeats(first map[string]int) {
	if r.Name == "" || r.organisation == "" && r.added == nil {
		return
	}
	key := string(r.organisation)
	if r.added != nil {
		key = "new " + r.added.key
	}
	key += "\x00" + strings.Join(nameWords(r.Name), " ")
	if n, twice := first[key]; twice {
		r.wrong("name", Refuse(CodeLineTwice, "n", n))
		return
	}
	first[key] = r.N
}

// wrong adds a problem of a field.
func (r *Listed) wrong(field string, err error) {
	var refusal *Error
	if errors.As(err, &refusal) {
		args := map[string]any{}
		for name, value := range refusal.Args {
			if name != "field" { // stands beside it
				args[name] = value
			}
		}
		r.Problems = append(r.Problems, LineProblem{field, refusal.Code, args})
	}
}

// unknown adds that a word of a field names none of its values.
func (r *Listed) unknown(field, word string) {
	r.Problems = append(r.Problems, LineProblem{field, CodeUnknownChoice, map[string]any{"field": word}})
}

// checkListed gives a line as it is kept and tells what of it could not be. The kind of an organisation is only asked for
// where it is needed.
func checkListed(line Listed) Listed {
	r := line
	r.Problems = slices.Clone(line.Problems)
	var err error
	r.Organisation, err = title("organisation", line.Organisation)
	r.keep("organisation", err, func() { r.Organisation = line.Organisation })
	if r.Kind != "" && !r.Kind.valid() {
		r.unknown("kind", string(r.Kind))
	}
	r.City, err = optionalLine("city", line.City, MaxName)
	r.keep("city", err, func() { r.City = line.City })
	r.Name, err = CheckName(line.Name)
	r.keep("name", err, func() { r.Name = line.Name })
	r.Office, err = optionalTitle("office", line.Office)
	r.keep("office", err, func() { r.Office = line.Office })
	if !r.Role.valid() {
		r.unknown("role", string(r.Role))
	}
	if r.Email = strings.TrimSpace(line.Email); r.Email != "" && !mailable(r.Email) {
		r.wrong("email", Refuse(CodeBadEmail))
	}
	return r
}

// keep notes what is wrong with a field, and puts back what was written.
func (r *Listed) keep(field string, err error, back func()) {
	if err != nil {
		back()
		r.wrong(field, err)
	}
}

// organisationKey is the name of an organisation as lists are compared: without quotation marks, which no two offices set
// alike, and however letters are written.
func organisationKey(name string) string {
	return strings.Join(strings.FieldsFunc(act.Fold(name), func(r rune) bool { return r == ' ' || r == '"' || r == '\'' || r == '\t' }), " ")
}
