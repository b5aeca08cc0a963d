package mail_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
	"talqy/proposals/proposalstest"
	"talqy/proposals/source"
	"talqy/server/mail"
)

// group is a workbench with one proposal in discussion and readers of letters.
type group struct {
	*proposals.Workbench
	memory         *proposalstest.Memory
	now            time.Time
	nowMu          sync.Mutex
	author, reader proposals.Member
	bill           proposals.BillID
	act            proposals.ActID
	proposal       proposals.ProposalID
}

const lawText = "О приютах (учебный текст)\n\nСтатья 1. Цель\n1. Закон помогает.\n\nСтатья 2. Приют\n1. Приют принимает всех.\n"

func newGroup(t *testing.T) *group {
	t.Helper()
	ctx := context.Background()
	g := &group{memory: &proposalstest.Memory{}, now: time.Date(2026, 11, 24, 6, 30, 0, 0, time.UTC),
		author: proposals.Member{ID: "author", Name: "Марина Ким", Role: proposals.Ordinary},
		reader: proposals.Member{ID: "reader", Name: "Дәурен Әлиев", Role: proposals.Ordinary}}
	g.Workbench = g.open(t)
	must(t, g.Join(ctx, g.author))
	must(t, g.Join(ctx, g.reader))
	document, err := source.Read([]byte(lawText), "law.txt")
	must(t, err)
	g.act, err = g.AddAct(ctx, g.author, document.Expression, act.ProfileLaw, nil)
	must(t, err)
	g.bill, err = g.OpenBill(ctx, g.author, proposals.Bilingual{Ru: "О приютах"})
	must(t, err)
	g.proposal, err = g.Propose(ctx, g.reader, g.bill, g.act, proposals.Amend, "art_2")
	must(t, err)
	must(t, g.Share(ctx, g.reader, g.proposal))
	must(t, g.SetPreferences(ctx, g.reader, proposals.Preferences{Email: "reader@group.example", Digest: proposals.DigestHourly, Mentions: true, Lang: "kk"}))
	return g
}

func (g *group) open(t *testing.T) *proposals.Workbench {
	t.Helper()
	ids := len(g.memory.All())
	w, err := proposals.Open(context.Background(), proposals.Config{Log: g.memory, Library: g.memory,
		Now: g.tick, NewID: func() string { ids++; return fmt.Sprintf("id%d", ids) }})
	must(t, err)
	return w
}

// tick is the group's clock: it goes on by a millisecond whenever it is asked.
func (g *group) tick() time.Time {
	g.nowMu.Lock()
	defer g.nowMu.Unlock()
	g.now = g.now.Add(time.Millisecond)
	return g.now
}

func (g *group) comment(t *testing.T, n int, body string) {
	t.Helper()
	must(t, g.Comment(context.Background(), g.author, g.proposal, proposals.CommentID(fmt.Sprintf("comment-%d", n)), body, nil))
}

// postman makes a postman of a workbench on the group's log.
func (g *group) postman(t *testing.T, w *proposals.Workbench, o *office, change func(*mail.Config)) *mail.Postman {
	t.Helper()
	c := mail.Config{Address: o.address, From: "Талқы <talqy@group.example>", PublicURL: "https://talqy.example",
		Zone: time.FixedZone("Asia/Almaty", 5*60*60), Now: g.tick, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		TLS: &tls.Config{RootCAs: o.roots}, Timeout: time.Second}
	if change != nil {
		change(&c)
	}
	p, err := mail.New(c, w)
	must(t, err)
	return p
}
