package api

import (
	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/paper"
	"talqy/proposals/redline"
)

// effectView is everything that follows from a proposal as it stands.
type effectView struct {
	Seq        int                         `json:"seq"`
	Langs      map[act.Lang]langEffectView `json:"langs"`
	Warnings   []warningView               `json:"warnings"`
	Collisions []collisionView             `json:"collisions"`
}

type langEffectView struct {
	Version        int                 `json:"version"`
	Ops            []redline.Op        `json:"ops"`
	Changes        []changeView        `json:"changes"`
	Instruction    string              `json:"instruction"`
	NotExpressible *notExpressibleView `json:"notExpressible"`
	Row            rowView             `json:"row"`
	Consolidated   []consolidatedView  `json:"consolidated"`
}

type notExpressibleView struct {
	Unit string `json:"unit"`
}

type changeView struct {
	redline.Change
	Accepted *acceptedView `json:"accepted"`
}

type acceptedView struct {
	By     proposals.MemberID `json:"by"`
	ByName string             `json:"byName"`
	At     string             `json:"at"`
	Reason string             `json:"reason"`
}

// rowView is the row of the comparative table without its two wordings, which the ops are.
type rowView struct {
	Act           string     `json:"act"`
	Address       string     `json:"address"`
	Kind          paper.Kind `json:"kind"`
	Justification string     `json:"justification"`
	Author        string     `json:"author"`
}

type consolidatedView struct {
	Text string `json:"text"`
	Kept bool   `json:"kept"`
}

type collisionView struct {
	Proposal proposalSummary         `json:"proposal"`
	Kind     proposals.CollisionKind `json:"kind"`
	Lang     act.Lang                `json:"lang"`
	Address  proposals.Bilingual     `json:"address"`
	Quote    string                  `json:"quote"`
	Merged   *string                 `json:"merged"`
	Ops      []redline.Op            `json:"ops"`
}

// getEffect gives the papers of one edit.
func (s *server) getEffect(c *fiber.Ctx, m proposals.Member) error {
	ctx, cancel := deadline(c)
	defer cancel()
	e, err := s.Workbench.Effect(ctx, m, proposalID(c))
	if err != nil {
		return err
	}
	n := names{s.Workbench}
	v := effectView{Seq: e.Seq, Langs: map[act.Lang]langEffectView{}, Warnings: s.warnings(c, e.Warnings), Collisions: []collisionView{}}
	for lang, l := range e.Langs {
		v.Langs[lang] = n.langEffect(l)
	}
	for _, one := range e.Collisions {
		v.Collisions = append(v.Collisions, collisionView{n.summary(one.Other), one.Kind, one.Lang, one.Address, one.Quote, one.Merged, one.Ops})
	}
	return c.JSON(fiber.Map{"effect": v})
}

func (n names) langEffect(l *proposals.LangEffect) langEffectView {
	v := langEffectView{Version: l.Version, Ops: l.Ops, Changes: []changeView{}, Instruction: l.Instruction, Consolidated: []consolidatedView{},
		Row: rowView{l.Row.Act, l.Row.Address, l.Row.Kind, l.Row.Justification, l.Row.Author}}
	if l.NotExpressible != nil {
		v.NotExpressible = &notExpressibleView{*l.NotExpressible}
	}
	for _, change := range l.Changes {
		cv := changeView{Change: change.Change}
		if a := change.Accepted; a != nil {
			cv.Accepted = &acceptedView{a.By, n.sign(a.By).AuthorName, timeView(a.At), a.Reason}
		}
		v.Changes = append(v.Changes, cv)
	}
	for _, line := range l.Consolidated {
		v.Consolidated = append(v.Consolidated, consolidatedView(line))
	}
	return v
}

// postReview takes a lawyer's word on one change of the redline.
func (s *server) postReview(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Lang              act.Lang
		Version, From, To int
		Deleted, Inserted string
		Verdict           proposals.Verdict
		Reason            string
	}](c)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	if err := s.Workbench.Review(ctx, m, proposalID(c), proposals.Review(body)); err != nil {
		return err
	}
	return s.answerProposal(c, m, proposalID(c))
}
