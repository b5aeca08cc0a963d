package api

import (
	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/redline"
)

type editionView struct {
	ID          string             `json:"id"`
	Lang        act.Lang           `json:"lang"`
	Date        string             `json:"date"`
	AddedAt     string             `json:"addedAt"`
	AddedBy     proposals.MemberID `json:"addedBy"`
	AddedByName string             `json:"addedByName"`
	// Amending is the title of the law that made the edition here.
	Amending string `json:"amending"`
}

func (s *server) getEditions(c *fiber.Ctx, _ proposals.Member) error {
	a, err := s.Workbench.Act(proposals.ActID(c.Params("id")))
	if err != nil {
		return err
	}
	views := []editionView{}
	for _, e := range a.Editions {
		v := editionView{ID: e.ID, Lang: e.Lang, Date: e.Date, AddedAt: timeView(e.AddedAt), AddedBy: e.AddedBy,
			AddedByName: names{s.Workbench}.sign(e.AddedBy).AuthorName}
		if e.Amending != nil {
			v.Amending = e.Amending.Title
		}
		views = append(views, v)
	}
	return c.JSON(fiber.Map{"editions": views})
}

type articleChangeView struct {
	Kind       proposals.ArticleChangeKind `json:"kind"`
	EID        string                      `json:"eid"`
	OldEID     string                      `json:"oldEid"`
	Address    string                      `json:"address"`
	OldAddress string                      `json:"oldAddress"`
	Heading    string                      `json:"heading"`
	Ops        []redline.Op                `json:"ops"`
}

// getEditionChanges lists the articles that differ between two editions of one language.
func (s *server) getEditionChanges(c *fiber.Ctx, _ proposals.Member) error {
	id := proposals.ActID(c.Params("id"))
	a, err := s.Workbench.Act(id)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	from, err := s.Workbench.Edition(ctx, id, c.Query("from"))
	if err != nil {
		return err
	}
	to, err := s.Workbench.Edition(ctx, id, c.Query("to"))
	if err != nil {
		return err
	}
	if from.Lang != to.Lang {
		return proposals.Refuse(proposals.CodeUnknownChoice, "field", "to")
	}
	views := []articleChangeView{}
	for _, change := range proposals.CompareEditions(from, to) {
		v := articleChangeView{Kind: change.Kind, Ops: change.Ops}
		if change.Old != nil {
			v.OldEID, v.Heading = change.Old.EID, change.Old.Heading
			v.OldAddress = act.Address(from.Path(change.Old.EID), from.Lang, a.Profile)
		}
		if change.New != nil {
			v.EID, v.Heading = change.New.EID, change.New.Heading
			v.Address = act.Address(to.Path(change.New.EID), to.Lang, a.Profile)
		}
		views = append(views, v)
	}
	return c.JSON(fiber.Map{"changes": views})
}

// getAlignment pairs the units of the two languages.
func (s *server) getAlignment(c *fiber.Ctx, _ proposals.Member) error {
	id := proposals.ActID(c.Params("id"))
	ctx, cancel := deadline(c)
	defer cancel()
	ru, err := s.Workbench.Expression(ctx, id, act.Russian)
	if err != nil {
		return err
	}
	kk, err := s.Workbench.Expression(ctx, id, act.Kazakh)
	if err != nil {
		return err
	}
	type pairView struct {
		Ru string `json:"ru"`
		Kk string `json:"kk"`
	}
	pairs, single := []pairView{}, 0
	for _, p := range act.Align(ru, kk) {
		var v pairView
		if p.A != nil {
			v.Ru = p.A.EID
		}
		if p.B != nil {
			v.Kk = p.B.EID
		}
		if p.A == nil || p.B == nil {
			single++
		}
		pairs = append(pairs, v)
	}
	return c.JSON(fiber.Map{"pairs": pairs, "withoutPartner": single})
}

type foundView struct {
	Act   proposals.ActID     `json:"act"`
	Title proposals.Bilingual `json:"actTitle"`
	Lang  act.Lang            `json:"lang"`
	hitView
}

// acceptEdition ends the conflict of a draft with a newer edition.
func (s *server) acceptEdition(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct{ Lang act.Lang }](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.AcceptEdition(ctx, m, proposalID(c), body.Lang); err != nil {
		return err
	}
	return s.answerProposal(c, m, proposalID(c))
}
