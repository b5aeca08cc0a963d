package main

import (
	"context"
	"time"

	"talqy/proposals"
)

// demoRoundTable is the round table of the demonstration group. Its agenda and its participants name bills, proposals and
// organisations as the file does.
type demoRoundTable struct {
	proposals.RoundTableHead
	// InDays is how long after the group is loaded its day is, so that whoever tries the program finds it ahead of him.
	InDays       int
	Agenda       []proposals.AgendaItem
	Participants []proposals.Participant
}

// convene convenes the round table, with its agenda, and invites the whole group and the guests.
func (l *demoLoader) convene(ctx context.Context, organiser proposals.Member, r demoRoundTable) error {
	r.Date = workday(time.Now().AddDate(0, 0, r.InDays)).Format(time.DateOnly)
	id, err := l.workbench.Convene(ctx, organiser, r.RoundTableHead, nil)
	if err != nil {
		return err
	}
	for i := range r.Agenda {
		item := &r.Agenda[i]
		item.Bill = l.bills[string(item.Bill)]
		for n, p := range item.Proposals {
			item.Proposals[n] = l.proposals[string(p)]
		}
	}
	if err := l.workbench.SetAgenda(ctx, organiser, id, 1, r.Agenda); err != nil {
		return err
	}
	if err := l.workbench.InviteAll(ctx, organiser, id); err != nil {
		return err
	}
	for _, p := range r.Participants {
		p.Organisation = l.organisations[p.Organisation]
		if err := l.workbench.Invite(ctx, organiser, id, p); err != nil {
			return err
		}
	}
	return nil
}

// workday gives the day, or the Monday after it where it is none.
func workday(day time.Time) time.Time {
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}
