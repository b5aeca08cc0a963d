package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
)

// evidenceRoutes are the calls on what practice says for a proposal and on the norms that it cites.
func (s *server) evidenceRoutes(r fiber.Router) {
	r.Put("/proposals/:id/evidence/:evidence", s.signedIn(s.putEvidence))
	r.Delete("/proposals/:id/evidence/:evidence", s.signedIn(s.deleteEvidence))
	r.Put("/proposals/:id/citations/:citation", s.signedIn(s.putCitation))
	r.Delete("/proposals/:id/citations/:citation", s.signedIn(s.deleteCitation))
}

// added is who brought a piece of evidence or cited a norm, and whether the reader may change it.
type added struct {
	AddedByName string `json:"addedByName"`
	MayChange   bool   `json:"mayChange"`
}

type evidenceView struct {
	proposals.Evidence
	AddedAt string `json:"addedAt"`
	added
}

type citationView struct {
	proposals.Citation
	AddedAt string `json:"addedAt"`
	added
}

func (n names) evidence(p *proposals.Proposal, m proposals.Member) []evidenceView {
	out := make([]evidenceView, len(p.Evidence))
	for i, e := range p.Evidence {
		out[i] = evidenceView{e, timeView(e.AddedAt), n.added(p, m, e.AddedBy)}
	}
	return out
}

func (n names) citations(p *proposals.Proposal, m proposals.Member) []citationView {
	out := make([]citationView, len(p.Citations))
	for i, c := range p.Citations {
		out[i] = citationView{c, timeView(c.AddedAt), n.added(p, m, c.AddedBy)}
	}
	return out
}

func (n names) added(p *proposals.Proposal, m proposals.Member, by proposals.MemberID) added {
	return added{n.sign(by).AuthorName,
		proposals.Can(m, proposals.ActChangeEvidence, p, &proposals.Thread{Reply: proposals.Reply{Author: by}})}
}

// putEvidence brings evidence, or corrects what stands under its id.
func (s *server) putEvidence(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Kind     proposals.EvidenceKind
		Source   proposals.Bilingual
		From, To string
		Cases    int
		Summary  proposals.Bilingual
		// File is the id of a file that was brought before; null for none.
		File *string
	}](c)
	if err != nil {
		return err
	}
	e := proposals.Evidence{ID: proposals.EvidenceID(c.Params("evidence")), Kind: body.Kind, Source: body.Source, From: body.From, To: body.To,
		Cases: body.Cases, Summary: body.Summary}
	if body.File != nil && *body.File != "" {
		e.File = &proposals.Attachment{ID: *body.File}
	}
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.PutEvidence(ctx, m, id, e)
	})
}

func (s *server) deleteEvidence(c *fiber.Ctx, m proposals.Member) error {
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.RemoveEvidence(ctx, m, id, proposals.EvidenceID(c.Params("evidence")))
	})
}

// putCitation cites a norm, or corrects the citation of its id.
func (s *server) putCitation(c *fiber.Ctx, m proposals.Member) error {
	body, err := decode[struct {
		Treaty, Article, Quote, Note proposals.Bilingual
		Before, After                proposals.Conformity
	}](c)
	if err != nil {
		return err
	}
	cited := proposals.Citation{ID: proposals.CitationID(c.Params("citation")), Treaty: body.Treaty, Article: body.Article, Quote: body.Quote,
		Before: body.Before, After: body.After, Note: body.Note}
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.Cite(ctx, m, id, cited)
	})
}

func (s *server) deleteCitation(c *fiber.Ctx, m proposals.Member) error {
	return s.step(c, m, func(ctx context.Context, id proposals.ProposalID) error {
		return s.Workbench.Uncite(ctx, m, id, proposals.CitationID(c.Params("citation")))
	})
}
