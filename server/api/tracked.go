package api

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
)

// trackedView is a change of a document's author and where it belongs.
type trackedView struct {
	N        int                     `json:"n"`
	Lang     act.Lang                `json:"lang"`
	Kind     string                  `json:"kind"`
	Author   string                  `json:"author"`
	At       *string                 `json:"at"`
	Carried  bool                    `json:"carried"`
	Deleted  string                  `json:"deleted"`
	Inserted string                  `json:"inserted"`
	Before   string                  `json:"before"`
	From     int                     `json:"from"`
	To       int                     `json:"to"`
	Status   proposals.TrackedStatus `json:"status"`
	Message  string                  `json:"message"`
	Comment  *proposals.CommentID    `json:"comment"`
}

// trackedFile reads the form of both calls, if the member sees the proposal.
func (s *server) trackedFile(c *fiber.Ctx, m proposals.Member) (blocks []source.TrackedBlock, err error) {
	if _, err := s.Workbench.Proposal(m, proposalID(c)); err != nil {
		return nil, err
	}
	content, _, err := upload(c)
	if err != nil {
		return nil, err
	}
	err = s.reading.pass(func() (err error) {
		blocks, err = source.ReadTracked(content)
		return err
	})
	return blocks, err
}

// postTracked reads a document with tracked changes and says where each belongs. It stores nothing.
func (s *server) postTracked(c *fiber.Ctx, m proposals.Member) error {
	blocks, err := s.trackedFile(c, m)
	if err != nil {
		return err
	}
	ctx, cancel := deadline(c)
	defer cancel()
	read, err := s.Workbench.ReadTracked(ctx, m, proposalID(c), blocks)
	if err != nil {
		return err
	}
	reader := readerLanguage(c)
	views := make([]trackedView, len(read.Changes))
	for i, one := range read.Changes {
		v := trackedView{N: one.N, Lang: one.Lang, Kind: one.Kind(), Author: one.Author, Carried: one.Moved, Deleted: one.Deleted, Inserted: one.Inserted,
			Before: one.Before, From: one.From, To: one.To, Status: one.Status}
		if !one.At.IsZero() {
			at := timeView(one.At)
			v.At = &at
		}
		if one.Reason != "" {
			v.Message = s.messages.message(reader, "reason_"+one.Reason, nil)
		}
		if one.Comment != "" {
			v.Comment = &one.Comment
		}
		views[i] = v
	}
	authors := read.Authors
	if authors == nil {
		authors = []string{}
	}
	return c.JSON(fiber.Map{"lang": read.Lang, "authors": authors, "differs": read.Differs, "changes": views})
}

// acceptTracked makes a comment with a suggested wording of each chosen change.
func (s *server) acceptTracked(c *fiber.Ctx, m proposals.Member) error {
	blocks, err := s.trackedFile(c, m)
	if err != nil {
		return err
	}
	var chosen []int
	if err := json.Unmarshal([]byte(c.FormValue("changes", "[]")), &chosen); err != nil {
		return proposals.Refuse(codeBadRequest).Because(err)
	}
	ctx, cancel := deadline(c)
	defer cancel()
	made, left, err := s.Workbench.AcceptTracked(ctx, m, proposalID(c), blocks, chosen)
	if err != nil {
		return err
	}
	p, err := s.Workbench.Proposal(m, proposalID(c))
	if err != nil {
		return err
	}
	if left == nil {
		left = []int{}
	}
	return c.JSON(fiber.Map{"proposal": names{s.Workbench}.proposal(p, m), "made": made, "left": left})
}
