package api

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/people"
)

// maxInvitations bounds those that are asked for in one call.
const maxInvitations = 200

// letterTimeout bounds the sending of letters while the organiser waits. Who gets none in that time has his link on the page.
const letterTimeout = 45 * time.Second

// pathPeopleImport is the call that brings a list.
const pathPeopleImport = "/people/import"

// peopleListRoutes are the calls that invite many at once. They stand before those with the token of an invitation in them.
func (s *server) peopleListRoutes(r fiber.Router) {
	r.Post(pathPeopleImport, s.signedIn(s.postPeople))
	r.Post("/invitations/bulk", s.signedIn(s.postInvitations))
}

type lineProblemView struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

type listedView struct {
	N            int                        `json:"n"`
	Organisation proposals.Bilingual        `json:"organisation"`
	Kind         proposals.OrganisationKind `json:"kind"`
	City         string                     `json:"city"`
	Name         string                     `json:"name"`
	Office       proposals.Bilingual        `json:"office"`
	Role         proposals.Role             `json:"role"`
	Email        string                     `json:"email"`
	Known        bool                       `json:"known"`
	Invited      bool                       `json:"invited"`
	Problems     []lineProblemView          `json:"problems"`
}

// linkView is the link of an invitation, shown once.
type linkView struct {
	N            int                      `json:"n"`
	Name         string                   `json:"name"`
	Organisation proposals.OrganisationID `json:"organisation"`
	URL          string                   `json:"url"`
	ExpiresAt    string                   `json:"expiresAt"`
	Email        string                   `json:"email"`
	Mailed       bool                     `json:"mailed"`
}

// postPeople reads a list of people and shows it beside the group; with commit=yes it is taken in.
func (s *server) postPeople(c *fiber.Ctx, m proposals.Member) error {
	if !proposals.Can(m, proposals.ActImportPeople, nil, nil) { // before anything is read
		return proposals.Refuse(proposals.CodeForbidden)
	}
	content, err := peopleFile(c)
	if err != nil {
		return err
	}
	list, err := people.Read(content)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	open, err := s.open(ctx, m)
	if err != nil {
		return err
	}
	if !awaited(c) { // it was cancelled: nobody is invited
		return errGone
	}
	if c.FormValue("commit") != "yes" {
		found, err := s.Workbench.LookAtPeople(m, list.Rows, open)
		if err != nil {
			return err
		}
		return c.JSON(s.peopleView(c, list, found))
	}
	found, err := s.Workbench.TakeInPeople(ctx, m, list.Rows, open)
	if err != nil {
		return err
	}
	invited, lines := found.Invitations()
	links, err := s.Door.InviteAll(ctx, m, invited)
	if err != nil {
		return err
	}
	answer := s.peopleView(c, list, found)
	answer["invitations"] = s.handOut(m, links, lines)
	return c.JSON(answer)
}

// peopleFile gives the list of the form.
func peopleFile(c *fiber.Ctx) ([]byte, error) {
	header, err := c.FormFile("file")
	if err != nil {
		return nil, proposals.Refuse(proposals.CodeEmpty, "field", "file").Because(err)
	}
	if header.Size > people.MaxBytes {
		return nil, proposals.Refuse(codeListTooLarge, "limit", people.MaxBytes>>20)
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	return io.ReadAll(file)
}

// open gives the invitations that can still be accepted.
func (s *server) open(ctx context.Context, m proposals.Member) ([]proposals.Invitation, error) {
	pending, err := s.Door.Pending(ctx, m)
	if err != nil {
		return nil, err
	}
	var out []proposals.Invitation
	for _, p := range pending {
		if !s.Now().After(p.Expires) {
			out = append(out, p.Invitation)
		}
	}
	return out, nil
}

func (s *server) peopleView(c *fiber.Ctx, list people.List, found proposals.PeopleList) fiber.Map {
	lang := readerLanguage(c)
	rows := make([]listedView, len(found.Rows))
	for i, r := range found.Rows {
		problems := make([]lineProblemView, len(r.Problems))
		for k, p := range r.Problems {
			problems[k] = lineProblemView{p.Field, p.Code, s.messages.message(lang, p.Code, p.Args)}
		}
		rows[i] = listedView{r.N, r.Organisation, r.Kind, r.City, r.Name, r.Office, r.Role, r.Email, r.Known, r.Invited, problems}
	}
	return fiber.Map{"columns": list.Columns, "rows": rows,
		"organisations": fiber.Map{"new": found.NewOrganisations, "known": found.KnownOrganisations},
		"people":        fiber.Map{"new": found.NewPeople, "known": found.KnownPeople, "invited": found.InvitedPeople}}
}

// handOut sends the letters of new invitations and gives their links; n are the lines they come from. Who was invited in the
// meantime by somebody else has none.
func (s *server) handOut(by proposals.Member, links []proposals.InvitationLink, n []int) []linkView {
	var out []linkView
	var letters []proposals.InvitationLink
	for i, link := range links {
		if link.Token != "" {
			letters = append(letters, link)
			out = append(out, linkView{N: n[i], Name: link.Name, Organisation: link.Organisation, URL: joinPath(link.Token),
				ExpiresAt: timeView(link.Expires), Email: link.Email})
		}
	}
	for i, mailed := range s.mailed(by, letters) {
		out[i].Mailed = mailed
	}
	if out == nil {
		return []linkView{}
	}
	return out
}

// mailed sends the letters of invitations and says which were taken.
func (s *server) mailed(by proposals.Member, links []proposals.InvitationLink) []bool {
	if s.MailInvitations == nil || len(links) == 0 {
		return make([]bool, len(links))
	}
	ctx, cancel := context.WithTimeout(context.Background(), letterTimeout)
	defer cancel()
	return s.MailInvitations(ctx, by, links)
}

// postInvitations invites several people, none of whom is a member or is invited already.
func (s *server) postInvitations(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Invitations []invitationBody }](c)
	if err != nil {
		return err
	}
	if len(body.Invitations) == 0 {
		return proposals.Refuse(proposals.CodeEmpty, "field", "invitations")
	}
	if len(body.Invitations) > maxInvitations {
		return proposals.Refuse(proposals.CodeTooMany, "limit", maxInvitations)
	}
	if !proposals.Can(m, proposals.ActInvite, nil, nil) {
		return proposals.Refuse(proposals.CodeForbidden)
	}
	var wanted []proposals.Invitation
	var lines []int
	skipped, members := []skippedView{}, s.Workbench.KnownPeople()
	for i, one := range body.Invitations {
		invitation, err := s.invitation(one)
		if err != nil {
			return inLine(err, i+1)
		}
		if members.Has(invitation.Organisation, invitation.Name) {
			skipped = append(skipped, skippedView{i + 1, invitation.Name, "member"})
			continue
		}
		wanted, lines = append(wanted, invitation), append(lines, i+1)
	}
	ctx, cancel := deadline(c)
	defer cancel()
	links, err := s.Door.InviteAll(ctx, m, wanted)
	if err != nil {
		return err
	}
	for i, link := range links {
		if link.Token == "" {
			skipped = append(skipped, skippedView{lines[i], link.Name, "invited"})
		}
	}
	return c.Status(http.StatusCreated).JSON(fiber.Map{"invitations": s.handOut(m, links, lines), "skipped": skipped})
}

// skippedView is somebody who was not invited because he is a member or is invited already.
type skippedView struct {
	N    int    `json:"n"`
	Name string `json:"name"`
	Why  string `json:"why"`
}

// inLine adds to a refusal the number of the line it is about.
func inLine(err error, n int) error {
	var refusal *proposals.Error
	if !errors.As(err, &refusal) {
		return err
	}
	told := proposals.Refuse(refusal.Code, "n", n).Because(err)
	maps.Copy(told.Args, refusal.Args)
	return told
}
