package api

import (
	"net/http"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// pendingView is an invitation that nobody has accepted, as organisers see it.
type pendingView struct {
	ID           string                   `json:"id"`
	Role         proposals.Role           `json:"role"`
	Name         string                   `json:"name"`
	Organisation proposals.OrganisationID `json:"organisation"`
	Office       proposals.Bilingual      `json:"office"`
	City         string                   `json:"city"`
	Email        string                   `json:"email"`
	ExpiresAt    string                   `json:"expiresAt"`
	Expired      bool                     `json:"expired"`
}

// getInvitations answers who was invited and has not come.
func (s *server) getInvitations(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	pending, err := s.Door.Pending(ctx, m)
	if err != nil {
		return err
	}
	views, members := []pendingView{}, s.Workbench.KnownPeople()
	for _, p := range pending {
		if !members.Has(p.Organisation, p.Name) { // who came by another invitation is not waited for
			views = append(views, pendingView{p.ID, p.Role, p.Name, p.Organisation, p.Office, p.City, p.Email, timeView(p.Expires), s.Now().After(p.Expires)})
		}
	}
	return c.JSON(fiber.Map{"invitations": views})
}

// invitationBody is an invitation as it is asked for.
type invitationBody struct {
	Role         proposals.Role
	Name         string
	Organisation proposals.OrganisationID
	Office       proposals.Bilingual
	City         string
	Email        string
}

// invitation gives what is asked for as it is kept.
func (s *server) invitation(b invitationBody) (proposals.Invitation, error) {
	if b.Organisation != "" {
		if _, err := s.Workbench.Organisation(b.Organisation); err != nil {
			return proposals.Invitation{}, proposals.Refuse(proposals.CodeUnknownChoice, "field", "organisation")
		}
	}
	return proposals.CheckInvitation(proposals.Invitation{Role: b.Role, Name: b.Name, Organisation: b.Organisation,
		Office: b.Office, City: b.City, Email: b.Email})
}

func (s *server) postInvitation(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[invitationBody](c)
	if err != nil {
		return err
	}
	i, err := s.invitation(body)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	token, expires, err := s.Door.Invite(ctx, &m, i)
	if err != nil {
		return err
	}
	i.Expires = expires
	return s.shownOnce(c, m, proposals.InvitationLink{Token: token, Invitation: i})
}

// shownOnce answers the link of one invitation, after it was sent to who has an address.
func (s *server) shownOnce(c *fiber.Ctx, by proposals.Member, link proposals.InvitationLink) error {
	mailed := s.mailed(by, []proposals.InvitationLink{link})
	return c.Status(http.StatusCreated).JSON(fiber.Map{"url": joinPath(link.Token), "expiresAt": timeView(link.Expires), "mailed": mailed[0]})
}

func joinPath(token string) string { return "/join/" + token }

func (s *server) renewInvitation(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	link, err := s.Door.Renew(ctx, m, c.Params("id"))
	if err != nil {
		return err
	}
	return s.shownOnce(c, m, link)
}

func (s *server) deleteInvitation(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Door.Withdraw(ctx, m, c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(http.StatusNoContent)
}
