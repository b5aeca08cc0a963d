package proposals_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"talqy/proposals"
	"talqy/proposals/act"
)

func someEvidence(id string) proposals.Evidence {
	return proposals.Evidence{ID: proposals.EvidenceID(id), Kind: proposals.FromHotline, Source: proposals.Bilingual{Ru: "Горячая линия", Kk: "Сенім телефоны"},
		From: "2026-01", To: "2026-06-30", Cases: 17, Summary: proposals.Bilingual{Ru: "Отказали в приюте: не было документов."}}
}

func someCitation(id string) proposals.Citation {
	return proposals.Citation{ID: proposals.CitationID(id), Treaty: proposals.Bilingual{Ru: "Протокол (Палермо, 2000)"}, Article: proposals.Bilingual{Ru: "статья 3"},
		Before: proposals.ConformsPartly, After: proposals.ConformsFully}
}

// seq counts the events of a proposal.
func (w *world) seq(t testing.TB, id proposals.ProposalID) int { return w.get(t, id).Seq }

// Evidence keeps its place and who brought it first, whoever corrects it; the same said again is no event; what is taken away
// twice is taken away once.
func TestEvidence(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	ok(t, w.PutEvidence(ctx, w.other, id, someEvidence("evidence-1")))
	ok(t, w.PutEvidence(ctx, w.author, id, someEvidence("evidence-2")))
	first := w.get(t, id)
	when := first.Evidence[0].AddedAt
	corrected := someEvidence("evidence-1")
	corrected.Cases, corrected.Source.Ru, corrected.AddedBy = 18, "  Горячая линия 150\t", "somebody"
	w.clock.Skip(time.Hour)
	ok(t, w.PutEvidence(ctx, w.lawyer, id, corrected))
	now := w.get(t, id)
	if len(now.Evidence) != 2 || now.Evidence[0].Cases != 18 || now.Evidence[0].Source.Ru != "Горячая линия 150" {
		t.Fatalf("%+v", now.Evidence)
	}
	if e := now.Evidence[0]; e.AddedBy != w.other.ID || !e.AddedAt.Equal(when) {
		t.Errorf("corrected by a lawyer, it is of %s, %v", e.AddedBy, e.AddedAt)
	}
	if first.Evidence[0].Cases != 17 {
		t.Error("a state that somebody holds was altered")
	}
	seq := now.Seq
	ok(t, w.PutEvidence(ctx, w.author, id, corrected))
	if got := w.seq(t, id); got != seq {
		t.Errorf("the same once more is event %d", got)
	}
	for range 2 {
		ok(t, w.RemoveEvidence(ctx, w.other, id, "evidence-1"))
	}
	if now = w.get(t, id); len(now.Evidence) != 1 || now.Evidence[0].ID != "evidence-2" || now.Seq != seq+1 {
		t.Errorf("%d events, %+v", now.Seq-seq, now.Evidence)
	}
	if again := w.open(t); deref(mustProposal(t, again, w.author, id)) != deref(now) {
		t.Error("after a restart it is another proposal")
	}
}

func mustProposal(t testing.TB, bench *proposals.Workbench, by proposals.Member, id proposals.ProposalID) *proposals.Proposal {
	t.Helper()
	p, err := bench.Proposal(by, id)
	ok(t, err)
	return p
}

func TestCitations(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	ok(t, w.Cite(ctx, w.other, id, someCitation("citation-1")))
	corrected := someCitation("citation-1")
	corrected.Before, corrected.Quote.Ru = proposals.ConformsNot, "«Торговля людьми» означает…\r\nосуществляемые в целях эксплуатации"
	ok(t, w.Cite(ctx, w.organiser, id, corrected))
	seq := w.seq(t, id)
	ok(t, w.Cite(ctx, w.other, id, corrected))
	now := w.get(t, id)
	if len(now.Citations) != 1 || now.Citations[0].Before != proposals.ConformsNot || now.Citations[0].AddedBy != w.other.ID || now.Seq != seq ||
		strings.Contains(now.Citations[0].Quote.Ru, "\r") {
		t.Errorf("%d %+v", now.Seq-seq, now.Citations)
	}
	for range 2 {
		ok(t, w.Uncite(ctx, w.author, id, "citation-1"))
	}
	if now = w.get(t, id); len(now.Citations) != 0 || now.Seq != seq+1 {
		t.Errorf("%+v", now.Citations)
	}
}

// What is wrong is refused at its field and leaves no event.
func TestEvidenceIsChecked(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	seq := w.seq(t, id)
	long := strings.Repeat("я", proposals.MaxSummary+1)
	for _, c := range []struct {
		code, field string
		spoil       func(e *proposals.Evidence)
	}{
		{proposals.CodeBadID, "evidence", func(e *proposals.Evidence) { e.ID = "a/b" }},
		{proposals.CodeUnknownChoice, "kind", func(e *proposals.Evidence) { e.Kind = "rumour" }},
		{proposals.CodeEmpty, "source", func(e *proposals.Evidence) { e.Source = proposals.Bilingual{Ru: " "} }},
		{proposals.CodeTextNotPlain, "", func(e *proposals.Evidence) { e.Source.Kk = "Сенім\nтелефоны" }},
		{proposals.CodeEmpty, "from", func(e *proposals.Evidence) { e.From = "" }},
		{proposals.CodeBadPeriod, "from", func(e *proposals.Evidence) { e.From = "2026" }},
		{proposals.CodeBadPeriod, "from", func(e *proposals.Evidence) { e.From = "2026-02-30" }},
		{proposals.CodeBadPeriod, "from", func(e *proposals.Evidence) { e.From = "03.2026" }},
		{proposals.CodeBadPeriod, "to", func(e *proposals.Evidence) { e.To = "2025-12-31" }},
		{proposals.CodeBadPeriod, "to", func(e *proposals.Evidence) { e.From, e.To = "2026-03-15", "2026-02" }},
		{proposals.CodeUnknownChoice, "cases", func(e *proposals.Evidence) { e.Cases = -1 }},
		{proposals.CodeUnknownChoice, "cases", func(e *proposals.Evidence) { e.Cases = proposals.MaxCases + 1 }},
		{proposals.CodeEmpty, "summary", func(e *proposals.Evidence) { e.Summary = proposals.Bilingual{} }},
		{proposals.CodeTextTooLong, "", func(e *proposals.Evidence) { e.Summary.Kk = long }},
		{proposals.CodeNoFile, "", func(e *proposals.Evidence) { e.File = &proposals.Attachment{ID: strings.Repeat("0", 64)} }},
		{proposals.CodeNoFile, "", func(e *proposals.Evidence) { e.File = &proposals.Attachment{ID: "../secret"} }},
	} {
		e := someEvidence("evidence-1")
		c.spoil(&e)
		wantRefusal(t, w.PutEvidence(ctx, w.author, id, e), c.code, c.field)
	}
	for _, c := range []struct {
		code, field string
		spoil       func(c *proposals.Citation)
	}{
		{proposals.CodeBadID, "citation", func(c *proposals.Citation) { c.ID = "" }},
		{proposals.CodeEmpty, "treaty", func(c *proposals.Citation) { c.Treaty = proposals.Bilingual{} }},
		{proposals.CodeEmpty, "article", func(c *proposals.Citation) { c.Article = proposals.Bilingual{} }},
		{proposals.CodeUnknownChoice, "before", func(c *proposals.Citation) { c.Before = "" }},
		{proposals.CodeUnknownChoice, "after", func(c *proposals.Citation) { c.After = "perhaps" }},
		{proposals.CodeTextTooLong, "", func(c *proposals.Citation) { c.Quote.Ru = long }},
		{proposals.CodeTextNotPlain, "", func(c *proposals.Citation) { c.Note.Ru = "а\x00" }},
		{proposals.CodePersonalData, "note", func(c *proposals.Citation) { c.Note.Kk = "ұялы: 7011234567" }},
	} {
		one := someCitation("citation-1")
		c.spoil(&one)
		wantRefusal(t, w.Cite(ctx, w.author, id, one), c.code, c.field)
	}
	for _, period := range [][2]string{{"2026-03", ""}, {"2026-03-15", "2026-03"}, {"2026-03", "2026-03-15"}, {"2026-03", "2026-03"}} {
		e := someEvidence("period-" + strings.Join(period[:], "-"))
		e.From, e.To = period[0], period[1]
		ok(t, w.PutEvidence(ctx, w.author, id, e))
		seq++
	}
	if got := w.seq(t, id); got != seq {
		t.Errorf("%d events of what was refused", got-seq)
	}
}

// wantRefusal fails unless err is a refusal with the code, of the field where one is named.
func wantRefusal(t testing.TB, err error, code, field string) {
	t.Helper()
	wantCode(t, err, code)
	refusal, is := err.(*proposals.Error)
	if is && field != "" && refusal.Args["field"] != field {
		t.Errorf("%v: the field is %v, want %s", err, refusal.Args["field"], field)
	}
}

func TestEvidenceIsBounded(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	for i := range proposals.MaxEvidence {
		ok(t, w.PutEvidence(ctx, w.author, id, someEvidence(fmt.Sprintf("evidence-%d", i))))
	}
	for i := range proposals.MaxCitations {
		ok(t, w.Cite(ctx, w.author, id, someCitation(fmt.Sprintf("citation-%d", i))))
	}
	wantCode(t, w.PutEvidence(ctx, w.author, id, someEvidence("one-more")), proposals.CodeTooMany)
	wantCode(t, w.Cite(ctx, w.author, id, someCitation("one-more")), proposals.CodeTooMany)
	e := someEvidence("evidence-0")
	e.Cases = 1
	ok(t, w.PutEvidence(ctx, w.author, id, e)) // a correction is no more than there was
	ok(t, w.RemoveEvidence(ctx, w.author, id, "evidence-1"))
	ok(t, w.PutEvidence(ctx, w.author, id, someEvidence("one-more")))
}

// Who may bring, correct and take away, and until when.
func TestWhoBringsEvidence(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	draft, id := w.propose(t, proposals.Amend, "art_1"), w.shared(t, proposals.Amend, "art_2")
	for _, m := range []proposals.Member{w.organiser, w.other, w.lawyer, w.observer} {
		wantCode(t, w.PutEvidence(ctx, m, draft, someEvidence("evidence-1")), proposals.CodeNotFound)
		wantCode(t, w.Cite(ctx, m, draft, someCitation("citation-1")), proposals.CodeNotFound)
	}
	ok(t, w.PutEvidence(ctx, w.author, draft, someEvidence("evidence-1")))
	wantCode(t, w.PutEvidence(ctx, w.observer, id, someEvidence("evidence-1")), proposals.CodeForbidden)
	wantCode(t, w.Cite(ctx, w.observer, id, someCitation("citation-1")), proposals.CodeForbidden)
	ok(t, w.PutEvidence(ctx, w.lawyer, id, someEvidence("evidence-1")))
	ok(t, w.Cite(ctx, w.lawyer, id, someCitation("citation-1")))
	changed, cited := someEvidence("evidence-1"), someCitation("citation-1")
	changed.Cases, cited.After = 2, proposals.ConformsPartly
	wantCode(t, w.PutEvidence(ctx, w.other, id, changed), proposals.CodeForbidden)
	wantCode(t, w.Cite(ctx, w.other, id, cited), proposals.CodeForbidden)
	wantCode(t, w.RemoveEvidence(ctx, w.other, id, "evidence-1"), proposals.CodeForbidden)
	wantCode(t, w.Uncite(ctx, w.other, id, "citation-1"), proposals.CodeForbidden)
	deactivated := w.lawyer
	deactivated.Deactivated = true
	wantCode(t, w.PutEvidence(ctx, deactivated, id, changed), proposals.CodeNotFound) // who is shut out sees nothing
	ok(t, w.PutEvidence(ctx, w.author, id, changed))
	ok(t, w.Take(ctx, w.organiser, id, proposals.ActAgree, ""))
	ok(t, w.Cite(ctx, w.organiser, id, cited)) // what was agreed is still explained
	ok(t, w.Take(ctx, w.organiser, id, proposals.ActReopen, ""))
	ok(t, w.Take(ctx, w.organiser, id, proposals.ActReject, "Нет."))
	err := w.PutEvidence(ctx, w.author, id, someEvidence("evidence-2"))
	if code := proposals.CodeOf(err); code != proposals.CodeForbidden && code != proposals.CodeDecided {
		t.Errorf("evidence for what was rejected: %v", err)
	}
}

// The history names what was brought and taken away, news count it, search finds it, and nobody's bell rings for it.
func TestEvidenceInHistoryNewsAndSearch(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	news := func() proposals.ProposalNews {
		t.Helper()
		n, err := w.BillNews(w.author, w.bill)
		ok(t, err)
		if len(n.News) != 1 {
			t.Fatalf("%+v", n.News)
		}
		return n.News[0]
	}
	n, err := w.BillNews(w.author, w.bill)
	ok(t, err)
	ok(t, w.Visit(ctx, w.author, w.bill, n.Now))
	ok(t, w.PutEvidence(ctx, w.other, id, someEvidence("evidence-1")))
	ok(t, w.Cite(ctx, w.other, id, someCitation("citation-1")))
	if one := news(); one.Evidence != 1 || one.Citations != 1 || len(one.By) != 1 || len(one.Edited) != 0 || one.New {
		t.Errorf("%+v", one)
	}
	for query, want := range map[string]proposals.FoundIn{"не было документов": proposals.FoundInEvidence, "сенім телефоны": proposals.FoundInEvidence, "палермо": proposals.FoundInEvidence} {
		found := w.SearchProposals(w.observer, query, 10)
		if len(found.Proposals) != 1 || found.Proposals[0].In != want || len(found.Proposals[0].Marks) == 0 {
			t.Errorf("%s: %+v", query, found.Proposals)
		}
	}
	ok(t, w.RemoveEvidence(ctx, w.other, id, "evidence-1"))
	ok(t, w.Uncite(ctx, w.other, id, "citation-1"))
	if one := news(); one.Evidence != 1 || one.Citations != 1 {
		t.Errorf("what was taken away is news: %+v", one)
	}
	if found := w.SearchProposals(w.observer, "палермо", 10); len(found.Proposals) != 0 {
		t.Errorf("found after it was taken away: %+v", found.Proposals)
	}
	var told []string
	for _, e := range w.history(t, id)[2:] {
		told = append(told, string(e.Event.Kind)+" "+e.About.In(act.Russian))
		if e.Changed || e.Lang != "" || e.Reason != "" {
			t.Errorf("%+v", e)
		}
	}
	const want = "proposal.evidence_put Горячая линия\nproposal.norm_cited Протокол (Палермо, 2000), статья 3\n" +
		"proposal.evidence_removed Горячая линия\nproposal.norm_uncited Протокол (Палермо, 2000), статья 3"
	if got := strings.Join(told, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, m := range []proposals.Member{w.author, w.other, w.organiser, w.lawyer} {
		for _, notice := range w.Notices(m, 0, 10).Notices {
			if strings.Contains(string(notice.Event.Kind), "evidence") || strings.Contains(string(notice.Event.Kind), "norm") {
				t.Errorf("%s is told of %s", m.Role, notice.Event.Kind)
			}
		}
	}
}

// A log of a former release knows no evidence and no outcomes; an event with a broken body is refused, not guessed at.
func TestEvidenceAndOldLogs(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.shared(t, proposals.Amend, "art_2")
	ok(t, w.Comment(ctx, w.other, id, "comment-1", "Почему?", nil))
	stream := proposals.StreamOf("proposal", string(id))
	next := w.seq(t, id) + 1
	ok(t, w.memory.Put(proposals.Event{Stream: stream, Seq: next, Kind: proposals.CommentResolved, At: w.clock.Now(), By: w.author.ID, Data: json.RawMessage(`{"comment":"comment-1"}`)}))
	old := mustProposal(t, w.open(t), w.author, id)
	if r := old.Threads[0].Resolved; r == nil || r.Outcome != "" || r.Reason != "" || old.Evidence != nil || old.Citations != nil {
		t.Errorf("%+v, %+v", r, old)
	}
	for _, broken := range []proposals.Event{
		{Kind: proposals.ProposalEvidencePut, Data: json.RawMessage(`{"id":7}`)},
		{Kind: proposals.ProposalNormCited, Data: json.RawMessage(`[]`)},
		{Kind: proposals.ProposalEvidenceRemoved, Data: json.RawMessage(`"evidence-1"`)},
		{Kind: proposals.ProposalNormUncited, Data: json.RawMessage(``)},
	} {
		one := newWorld(t)
		of := one.shared(t, proposals.Amend, "art_2")
		broken.Stream, broken.Seq, broken.At, broken.By = proposals.StreamOf("proposal", string(of)), one.seq(t, of)+1, one.clock.Now(), one.author.ID
		ok(t, one.memory.Put(broken))
		if _, err := proposals.Open(ctx, proposals.Config{Log: one.memory, Library: one.memory, Now: one.clock.Now}); err == nil || !strings.Contains(err.Error(), string(broken.Kind)) {
			t.Errorf("%s %s: %v", broken.Kind, broken.Data, err)
		}
	}
}
