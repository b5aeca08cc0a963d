package api

import (
	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
)

// writtenView says who wrote the words between two positions; without `by` they are the law's own.
type writtenView struct {
	From   int                `json:"from"`
	To     int                `json:"to"`
	Seq    int                `json:"seq,omitempty"`
	By     proposals.MemberID `json:"by,omitempty"`
	ByName string             `json:"byName,omitempty"`
	At     string             `json:"at,omitempty"`
	// AcceptedBy is who accepted words that somebody suggested in a comment.
	AcceptedBy     proposals.MemberID `json:"acceptedBy,omitempty"`
	AcceptedByName string             `json:"acceptedByName,omitempty"`
}

// getAuthors answers who wrote which words of one text of a proposal.
func (s *server) getAuthors(c *fiber.Ctx, m proposals.Member) error {
	lang, err := langParam(c.Query("lang"))
	if err != nil {
		return err
	}
	part := proposals.Part(c.Query("part", string(proposals.Wording)))
	// The words belong to the places: without them a page whose text runs ahead would show them on others.
	p, version, written, err := s.authors(m, proposalID(c), part, lang)
	if err != nil {
		return err
	}
	t, _ := p.Text(part, lang)
	views := make([]writtenView, len(written))
	for i, one := range written {
		views[i] = writtenView{From: one.From, To: one.To}
		if ev := one.Event; ev != nil {
			views[i].Seq, views[i].By, views[i].At = ev.Seq, one.By, timeView(ev.At)
			views[i].ByName = names{s.Workbench}.sign(one.By).AuthorName
			if ev.Kind == proposals.CommentSuggestionAccepted {
				views[i].AcceptedBy, views[i].AcceptedByName = ev.By, names{s.Workbench}.sign(ev.By).AuthorName
			}
		}
	}
	return c.JSON(fiber.Map{"version": version, "text": t.Proposed, "spans": views})
}

// authors looks at a proposal and at who wrote which words of it, of one and the same version.
func (s *server) authors(m proposals.Member, id proposals.ProposalID, part proposals.Part, lang act.Lang) (*proposals.Proposal, int, []proposals.Written, error) {
	for range 8 {
		p, err := s.Workbench.Proposal(m, id)
		if err != nil {
			return nil, 0, nil, err
		}
		version, written, err := s.Workbench.Authors(m, id, part, lang)
		if err != nil {
			return nil, 0, nil, err
		}
		if t, _ := p.Text(part, lang); t.Version() == version {
			return p, version, written, nil
		}
	}
	return nil, 0, nil, proposals.Refuse(proposals.CodeBusy)
}
