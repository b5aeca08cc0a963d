package proposals

import (
	"context"
	"fmt"
)

// describedData is the data of MemberDescribed: everything that is said of a member, replaced as a whole. The login and the
// role are no part of it.
type describedData struct {
	Name         string         `json:"name"`
	Organisation OrganisationID `json:"organisation,omitempty"`
	Office       Bilingual      `json:"office,omitzero"`
	City         string         `json:"city,omitempty"`
}

func (d describedData) describe(m *Member) {
	m.Name, m.Organisation, m.Office, m.City = d.Name, d.Organisation, d.Office, d.City
}

func described(m *Member) describedData {
	return describedData{m.Name, m.Organisation, m.Office, m.City}
}

// prepareOrganisation works out what an event of an organisation's stream does after the organisation was added.
func prepareOrganisation(id OrganisationID, ev Event) (change, error) {
	data, err := read[organisationData](ev, OrganisationDescribed)
	if err == nil && !data.Kind.valid() {
		err = fmt.Errorf("no such kind of organisation: %q", data.Kind)
	}
	return func(g *group) {
		if before := g.Organisations[id]; before != nil {
			g.Organisations[id] = &Organisation{ID: id, Name: data.Name, Kind: data.Kind, City: data.City}
		}
	}, err
}

// checkOrganisation gives what is said of an organisation as it is kept.
func checkOrganisation(o Organisation) (organisationData, error) {
	data := organisationData{Kind: o.Kind}
	var err error
	if data.Name, err = title("name", o.Name); err != nil {
		return data, err
	}
	if !o.Kind.valid() {
		return data, Refuse(CodeUnknownChoice, "field", "kind")
	}
	data.City, err = optionalLine("city", o.City, MaxName)
	return data, err
}

// DescribeOrganisation corrects the name, the kind and the city of an organisation; its id says which.
func (w *Workbench) DescribeOrganisation(ctx context.Context, by Member, o Organisation) error {
	if !Can(by, ActDescribePerson, nil, nil) {
		return Refuse(CodeForbidden)
	}
	data, err := checkOrganisation(o)
	if err != nil {
		return err
	}
	if _, err := w.Organisation(o.ID); err != nil {
		return err
	}
	return w.append(ctx, StreamOf("organisation", string(o.ID)), by.ID, func() (Kind, any, error) {
		before, err := w.Organisation(o.ID)
		if err != nil {
			return "", nil, err
		}
		if (organisationData{before.Name, before.Kind, before.City}) == data {
			return "", nil, nil
		}
		return OrganisationDescribed, data, nil
	})
}

// checkPerson gives what is said of a person as it is kept.
func checkPerson(m Member) (describedData, error) {
	data := described(&m)
	var err error
	if data.Name, err = CheckName(m.Name); err != nil {
		return data, err
	}
	if data.Office, err = optionalTitle("office", m.Office); err != nil {
		return data, err
	}
	data.City, err = optionalLine("city", m.City, MaxName)
	return data, err
}

// DescribeMember corrects what is said of a member: m names him by its ID, and its name, office, city and organisation count.
// A member corrects his own entry but for the organisation, an organiser any.
func (w *Workbench) DescribeMember(ctx context.Context, by Member, m Member) error {
	if !Can(by, ActDescribePerson, nil, nil) && (by.ID != m.ID || by.Deactivated) {
		return Refuse(CodeForbidden)
	}
	data, err := checkPerson(m)
	if err != nil {
		return err
	}
	if _, err := w.Member(m.ID); err != nil {
		return err
	}
	return w.append(ctx, StreamOf("member", string(m.ID)), by.ID, func() (Kind, any, error) {
		before, err := w.Member(m.ID)
		switch {
		case err != nil:
			return "", nil, err
		case data == described(before):
			return "", nil, nil
		case data.Organisation == before.Organisation:
		case !Can(by, ActDescribePerson, nil, nil):
			return "", nil, Refuse(CodeForbidden)
		default:
			if _, err := w.Organisation(data.Organisation); err != nil && data.Organisation != "" {
				return "", nil, Refuse(CodeUnknownChoice, "field", "organisation")
			}
		}
		return MemberDescribed, data, nil
	})
}
