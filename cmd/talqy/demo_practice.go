package main

import (
	"context"
	"encoding/json"
	"fmt"

	"talqy/proposals"
)

// demoPractice is demo/practice.json: what practice says for some of the proposals, a norm that one of them cites, and a
// summary. All of it is made up, and says so.
type demoPractice struct {
	Evidence []struct {
		Proposal, By string
		proposals.Evidence
	}
	Citations []struct {
		Proposal, By string
		proposals.Citation
	}
	Summaries []struct {
		Bill, By string
		Text     proposals.Bilingual
	}
}

// practise brings the evidence, cites the norm and writes the summary.
func (l *demoLoader) practise(ctx context.Context) error {
	raw, err := demoFiles.ReadFile("demo/practice.json")
	if err != nil {
		return err
	}
	var said demoPractice
	if err := json.Unmarshal(raw, &said); err != nil {
		return fmt.Errorf("demo/practice.json: %w", err)
	}
	for i, e := range said.Evidence {
		e.ID = proposals.EvidenceID(newID())
		if err := l.workbench.PutEvidence(ctx, l.members[e.By], l.proposals[e.Proposal], e.Evidence); err != nil {
			return fmt.Errorf("evidence %d: %w", i+1, err)
		}
	}
	for i, c := range said.Citations {
		c.ID = proposals.CitationID(newID())
		if err := l.workbench.Cite(ctx, l.members[c.By], l.proposals[c.Proposal], c.Citation); err != nil {
			return fmt.Errorf("citation %d: %w", i+1, err)
		}
	}
	for _, s := range said.Summaries {
		if err := l.workbench.Summarise(ctx, l.members[s.By], l.bills[s.Bill], s.Text); err != nil {
			return fmt.Errorf("summary of %s: %w", s.Bill, err)
		}
	}
	return nil
}
