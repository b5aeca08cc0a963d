package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/source"
	"talqy/proposals/text"
	"talqy/server/auth"
)

//go:embed demo
var demoFiles embed.FS

// demoPassword is the password of every account of the demonstration group, which holds nothing that is secret.
const demoPassword = "talqy-demo"

// demoGroup is demo/group.json: a group's work as its members would have done it.
type demoGroup struct {
	Organisations []proposals.Organisation
	Members       []struct {
		Login, Name  string
		Role         proposals.Role
		Organisation proposals.OrganisationID
	}
	Bills []struct {
		ID    string
		Title proposals.Bilingual
	}
	Proposals  []demoProposal
	RoundTable demoRoundTable
}

type demoProposal struct {
	ID, Bill      string
	Kind          proposals.ChangeKind
	Target        string
	Author        string
	Shared        bool
	Replace       map[act.Lang][][2]string
	Wording       map[act.Lang]string
	Justification map[act.Lang]string
	Comments      []struct {
		Author   string
		Lang     act.Lang
		Quote    string
		Body     string
		Replies  []struct{ Author, Body string }
		Resolved bool
	}
}

// demoLoader does the group's work through the same door as everybody.
type demoLoader struct {
	workbench *proposals.Workbench
	members   map[string]proposals.Member
	// organisations are known by their names in the file.
	organisations map[proposals.OrganisationID]proposals.OrganisationID
	bills         map[string]proposals.BillID
	proposals     map[string]proposals.ProposalID
	act           proposals.ActID
}

func loadDemo(ctx context.Context, workbench *proposals.Workbench, door *auth.Door) error {
	raw, err := demoFiles.ReadFile("demo/group.json")
	if err != nil {
		return err
	}
	var group demoGroup
	if err := json.Unmarshal(raw, &group); err != nil {
		return err
	}
	l := &demoLoader{workbench: workbench, members: map[string]proposals.Member{}, organisations: map[proposals.OrganisationID]proposals.OrganisationID{},
		bills: map[string]proposals.BillID{}, proposals: map[string]proposals.ProposalID{}}
	organiser, err := l.people(ctx, group, door)
	if err != nil {
		return err
	}
	if err := l.library(ctx, organiser); err != nil {
		return err
	}
	for _, b := range group.Bills {
		if l.bills[b.ID], err = workbench.OpenBill(ctx, organiser, b.Title); err != nil {
			return err
		}
	}
	for _, p := range group.Proposals {
		if err := l.propose(ctx, p); err != nil {
			return fmt.Errorf("proposal %s: %w", p.ID, err)
		}
	}
	if err := l.practise(ctx); err != nil {
		return err
	}
	return l.convene(ctx, organiser, group.RoundTable)
}

// people adds the organisations and the members and gives the organiser, who stands last in the file: without an organiser
// the installation counts as empty, so a load that broke off among the people is begun again.
func (l *demoLoader) people(ctx context.Context, group demoGroup, door *auth.Door) (organiser proposals.Member, err error) {
	founder := proposals.Member{Role: proposals.Organiser}
	for _, o := range group.Organisations {
		if l.organisations[o.ID], err = l.workbench.AddOrganisation(ctx, founder, o.Name, o.Kind, o.City); err != nil {
			return organiser, err
		}
	}
	for _, m := range group.Members {
		member := proposals.Member{ID: proposals.MemberID(newID()), Login: m.Login, Name: m.Name, Role: m.Role,
			Organisation: l.organisations[m.Organisation]}
		if err := door.Enrol(ctx, member, demoPassword); err != nil {
			return organiser, err
		}
		l.members[m.Login] = member
		if m.Role == proposals.Organiser {
			organiser = member
		}
	}
	return organiser, nil
}

func (l *demoLoader) library(ctx context.Context, organiser proposals.Member) error {
	for _, name := range []string{"act.ru.txt", "act.kk.txt"} {
		content, err := demoFiles.ReadFile("demo/" + name)
		if err != nil {
			return err
		}
		document, err := source.Read(content, name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if l.act == "" {
			l.act, err = l.workbench.AddAct(ctx, organiser, document.Expression, document.Profile, content)
		} else {
			err = l.workbench.AddExpression(ctx, organiser, l.act, document.Expression, content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *demoLoader) propose(ctx context.Context, p demoProposal) error {
	author := l.members[p.Author]
	id, err := l.workbench.Propose(ctx, author, l.bills[p.Bill], l.act, p.Kind, p.Target)
	if err != nil {
		return err
	}
	l.proposals[p.ID] = id
	for lang, wording := range p.Wording {
		if err := l.edit(ctx, author, id, proposals.Wording, lang, "", wording); err != nil {
			return err
		}
	}
	for lang, pairs := range p.Replace {
		for _, pair := range pairs {
			if err := l.edit(ctx, author, id, proposals.Wording, lang, pair[0], pair[1]); err != nil {
				return err
			}
		}
	}
	for lang, why := range p.Justification {
		if err := l.edit(ctx, author, id, proposals.Justification, lang, "", why); err != nil {
			return err
		}
	}
	if p.Shared {
		if err := l.workbench.Share(ctx, author, id); err != nil {
			return err
		}
	}
	return l.discuss(ctx, id, p)
}

// edit replaces the words old, which stand once in the text, or all of it where old is empty.
func (l *demoLoader) edit(ctx context.Context, by proposals.Member, id proposals.ProposalID, part proposals.Part, lang act.Lang, old, new string) error {
	p, err := l.workbench.Proposal(by, id)
	if err != nil {
		return err
	}
	t, _ := p.Text(part, lang)
	if old == "" {
		old = t.Proposed
	}
	before, _, found := strings.Cut(t.Proposed, old)
	if !found {
		return fmt.Errorf("the words %q are not in the text", old)
	}
	from := text.Units(before)
	changes := text.Replacement(text.Units(t.Proposed), from, from+text.Units(old), new)
	_, _, err = l.workbench.Edit(ctx, by, id, part, lang, t.Version(), []proposals.Update{{ClientID: "demo " + string(by.ID), Changes: changes}})
	return err
}

func (l *demoLoader) discuss(ctx context.Context, id proposals.ProposalID, p demoProposal) error {
	for _, c := range p.Comments {
		author := l.members[c.Author]
		seen, err := l.workbench.Proposal(author, id)
		if err != nil {
			return err
		}
		var place *proposals.Place
		if c.Quote != "" {
			t, _ := seen.Text(proposals.Wording, c.Lang)
			before, _, found := strings.Cut(t.Proposed, c.Quote)
			if !found {
				return fmt.Errorf("the quoted words %q are not in the text", c.Quote)
			}
			from := text.Units(before)
			place = &proposals.Place{Lang: c.Lang, From: from, To: from + text.Units(c.Quote), Version: t.Version()}
		}
		comment := proposals.CommentID(newID())
		if err := l.workbench.Comment(ctx, author, id, comment, c.Body, place); err != nil {
			return err
		}
		for _, r := range c.Replies {
			if err := l.workbench.Reply(ctx, l.members[r.Author], id, comment, proposals.CommentID(newID()), r.Body); err != nil {
				return err
			}
		}
		if c.Resolved {
			if err := l.workbench.Resolve(ctx, author, id, comment, "", ""); err != nil {
				return err
			}
		}
	}
	return nil
}
