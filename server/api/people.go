package api

import (
	"context"
	"net/http"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// peopleRoutes are the calls on members, organisations and invitations.
func (s *server) peopleRoutes(r fiber.Router) {
	s.peopleListRoutes(r)
	r.Get("/members", s.signedIn(s.getMembers))
	r.Put("/members/:id", s.signedIn(s.putMember))
	r.Post("/members/:id/role", s.signedIn(s.postRole))
	r.Post("/members/:id/deactivate", s.signedIn(s.deactivate))
	r.Post("/members/:id/reactivate", s.signedIn(s.reactivate))
	r.Post("/organisations", s.signedIn(s.postOrganisation))
	r.Put("/organisations/:id", s.signedIn(s.putOrganisation))
	r.Get("/invitations", s.signedIn(s.getInvitations))
	r.Post("/invitations", s.signedIn(s.postInvitation))
	r.Post("/invitations/:id/renew", s.signedIn(s.renewInvitation))
	r.Delete("/invitations/:id", s.signedIn(s.deleteInvitation))
}

type organisationView struct {
	*proposals.Organisation
	Members int `json:"members"`
}

// organisationView counts the members of an organisation who are not shut out.
func (s *server) organisationView(o *proposals.Organisation) organisationView {
	v := organisationView{Organisation: o}
	for _, m := range s.Workbench.Members() {
		if m.Organisation == o.ID && !m.Deactivated {
			v.Members++
		}
	}
	return v
}

func (s *server) getMembers(c *fiber.Ctx, _ proposals.Member) error {
	members, count := []memberView{}, map[proposals.OrganisationID]int{}
	for _, m := range s.Workbench.Members() {
		members = append(members, s.memberView(*m))
		if !m.Deactivated {
			count[m.Organisation]++
		}
	}
	organisations := []organisationView{}
	for _, o := range s.Workbench.Organisations() {
		organisations = append(organisations, organisationView{o, count[o.ID]})
	}
	return c.JSON(fiber.Map{"members": members, "organisations": organisations})
}

// changedMember answers a command on the member of the address.
func (s *server) changedMember(c *fiber.Ctx, change func(ctx context.Context, id proposals.MemberID) error) error {
	ctx, cancel := deadline(c)
	defer cancel()
	id := proposals.MemberID(c.Params("id"))
	if err := change(ctx, id); err != nil {
		return err
	}
	m, err := s.Workbench.Member(id)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"member": s.memberView(*m)})
}

func (s *server) putMember(c *fiber.Ctx, by proposals.Member) error {
	body, err := decode[struct {
		Name         string
		Office       proposals.Bilingual
		City         string
		Organisation proposals.OrganisationID
	}](c)
	if err != nil {
		return err
	}
	return s.changedMember(c, func(ctx context.Context, id proposals.MemberID) error {
		return s.Workbench.DescribeMember(ctx, by, proposals.Member{ID: id, Name: body.Name, Office: body.Office, City: body.City,
			Organisation: body.Organisation})
	})
}

func (s *server) postRole(c *fiber.Ctx, by proposals.Member) error {
	body, err := decode[struct{ Role proposals.Role }](c)
	if err != nil {
		return err
	}
	return s.changedMember(c, func(ctx context.Context, id proposals.MemberID) error {
		return s.Workbench.ChangeRole(ctx, by, id, body.Role)
	})
}

func (s *server) deactivate(c *fiber.Ctx, by proposals.Member) error {
	return s.changedMember(c, func(ctx context.Context, id proposals.MemberID) error {
		if err := s.Workbench.Deactivate(ctx, by, id); err != nil {
			return err
		}
		// Only now: a session that ends first could begin anew. And only while he is out: this may be the repeat of a command
		// after which he was let in again.
		if m, err := s.Workbench.Member(id); err != nil || !m.Deactivated {
			return err
		}
		if err := s.Door.EndSessions(ctx, id, ""); err != nil {
			return err
		}
		s.ShutOutLive(id)
		return nil
	})
}

func (s *server) reactivate(c *fiber.Ctx, by proposals.Member) error {
	return s.changedMember(c, func(ctx context.Context, id proposals.MemberID) error {
		return s.Workbench.Reactivate(ctx, by, id)
	})
}

func (s *server) postOrganisation(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[proposals.Organisation](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	id, err := s.Workbench.AddOrganisation(ctx, m, body.Name, body.Kind, body.City)
	if err != nil {
		return err
	}
	o, err := s.Workbench.Organisation(id)
	if err != nil {
		return err
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"organisation": s.organisationView(o)})
}

func (s *server) putOrganisation(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[proposals.Organisation](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	body.ID = proposals.OrganisationID(c.Params("id"))
	if err := s.Workbench.DescribeOrganisation(ctx, m, body); err != nil {
		return err
	}
	o, err := s.Workbench.Organisation(body.ID)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"organisation": s.organisationView(o)})
}
