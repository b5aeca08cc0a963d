package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
)

// maxFound bounds what one search answers of proposals and of comments.
const maxFound = 50

// foundProposalView is a proposal and the best of its lines with the words of a query.
type foundProposalView struct {
	Proposal proposalSummary   `json:"proposal"`
	In       proposals.FoundIn `json:"in"`
	Lang     act.Lang          `json:"lang"`
	Text     string            `json:"text"`
	Marks    [][2]int          `json:"marks"`
}

// foundCommentView is a comment or a reply with the words of a query; comment is the thread it stands in.
type foundCommentView struct {
	Proposal proposalSummary     `json:"proposal"`
	Comment  proposals.CommentID `json:"comment"`
	Resolved bool                `json:"resolved"`
	signature
	At    string   `json:"at"`
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

// search answers what is found in the acts, in the proposals and in what is said of them.
func (s *server) search(c *fiber.Ctx, m proposals.Member) error {
	query := strings.TrimSpace(c.Query("q"))
	ctx, cancel := deadline(c)
	defer cancel()
	hits := []foundView{}
	units, err := s.Workbench.Search(ctx, query, maxHits)
	if err != nil {
		return err
	}
	for _, u := range units {
		v := foundView{Act: u.Act, Lang: u.Lang, hitView: hitView{u.EID, u.Article, u.Address, u.Text, u.Marks}}
		if a, err := s.Workbench.Act(u.Act); err == nil {
			v.Title = a.Title
		}
		hits = append(hits, v)
	}
	found := s.Workbench.SearchProposals(m, query, maxFound)
	n := names{s.Workbench}
	inProposals := make([]foundProposalView, len(found.Proposals))
	for i, f := range found.Proposals {
		inProposals[i] = foundProposalView{n.summary(f.Proposal), f.In, f.Lang, f.Text, f.Marks}
	}
	inComments := make([]foundCommentView, len(found.Comments))
	for i, f := range found.Comments {
		inComments[i] = foundCommentView{n.summary(f.Proposal), f.Thread.ID, f.Thread.Resolved != nil, n.sign(f.Said.Author), timeView(f.Said.At), f.Text, f.Marks}
	}
	return c.JSON(fiber.Map{"hits": hits, "proposals": inProposals, "proposalsTotal": found.ProposalsTotal,
		"comments": inComments, "commentsTotal": found.CommentsTotal})
}
