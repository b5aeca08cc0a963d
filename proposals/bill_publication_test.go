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
	"talqy/proposals/paper"
)

func (w *world) theBill(t testing.TB) *proposals.Bill {
	t.Helper()
	b, err := w.Bill(w.bill)
	ok(t, err)
	return b
}

// billSeq counts the events of the bill.
func (w *world) billSeq() int {
	n := 0
	for _, ev := range w.memory.All() {
		if ev.Stream == proposals.StreamOf("bill", string(w.bill)) {
			n++
		}
	}
	return n
}

// What a group writes about its bill: kept, corrected, taken away by writing nothing; said twice it is one event.
func TestSummaryAndNote(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	summary := proposals.Bilingual{Ru: "Приютов станет больше.", Kk: "Баспана көбейеді."}
	ok(t, w.Summarise(ctx, w.other, w.bill, proposals.Bilingual{Ru: "  Приютов станет больше.\r\n", Kk: summary.Kk}))
	ok(t, w.Summarise(ctx, w.lawyer, w.bill, summary))
	ok(t, w.WriteNote(ctx, w.other, w.bill, "need", proposals.Bilingual{Ru: "Норма не работает."}))
	ok(t, w.WriteNote(ctx, w.author, w.bill, "costs", proposals.Bilingual{Kk: "Шығыс болмайды."}))
	before := w.theBill(t)
	if before.Summary != summary || len(before.Note) != 2 || before.Note["need"].Ru != "Норма не работает." || w.billSeq() != 4 {
		t.Fatalf("%d events, %+v", w.billSeq(), before)
	}
	ok(t, w.WriteNote(ctx, w.author, w.bill, "need", proposals.Bilingual{Ru: " "}))
	ok(t, w.WriteNote(ctx, w.author, w.bill, "need", proposals.Bilingual{}))
	if b := w.theBill(t); len(b.Note) != 1 || len(before.Note) != 2 || w.billSeq() != 5 {
		t.Errorf("%+v; the state that was held: %+v", b.Note, before.Note)
	}
	long := strings.Repeat("я", proposals.MaxNote+1)
	wantRefusal(t, w.WriteNote(ctx, w.author, w.bill, "costs", proposals.Bilingual{Ru: long}), proposals.CodeTextTooLong, "")
	wantRefusal(t, w.Summarise(ctx, w.author, w.bill, proposals.Bilingual{Kk: long}), proposals.CodeTextTooLong, "")
	wantCode(t, w.WriteNote(ctx, w.author, w.bill, "gossip", summary), proposals.CodeNotFound)
	wantCode(t, w.WriteNote(ctx, w.author, "neverwas", "need", summary), proposals.CodeNotFound)
	wantCode(t, w.Summarise(ctx, w.observer, w.bill, summary), proposals.CodeForbidden)
	wantCode(t, w.WriteNote(ctx, w.observer, w.bill, "need", summary), proposals.CodeForbidden)
	again := w.open(t)
	if b, err := again.Bill(w.bill); err != nil || b.Summary != summary || len(b.Note) != 1 {
		t.Errorf("after a restart: %v %+v", err, b)
	}
	seen := map[paper.NoteSection]bool{}
	for _, one := range paper.NoteSections() {
		if seen[one.Section] || one.Heading.Ru == "" || one.Heading.Kk == "" || one.Hint.Ru == "" || one.Hint.Kk == "" {
			t.Errorf("a section that is twice or not in both languages: %+v", one)
		}
		seen[one.Section] = true
	}
}

// The public page is there while an organiser has it open, and shows what the group as a whole has before it.
func TestPublication(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.propose(t, proposals.Amend, "art_1") // a draft
	shared := w.shared(t, proposals.Amend, "art_2")
	agreed, rejected, postponed := w.shared(t, proposals.Amend, "art_2-1"), w.shared(t, proposals.Amend, "art_1"), w.shared(t, proposals.Amend, "art_1")
	ok(t, w.Take(ctx, w.organiser, agreed, proposals.ActAgree, ""))
	ok(t, w.Take(ctx, w.organiser, rejected, proposals.ActReject, "Нет."))
	ok(t, w.Take(ctx, w.organiser, postponed, proposals.ActPostpone, "Потом."))
	_, err := w.PublicBill(w.bill)
	wantCode(t, err, proposals.CodeNotFound)
	_, err = w.SendPublicRemark(ctx, w.bill, publicRemark("remark-01"))
	wantCode(t, err, proposals.CodeNotFound)
	for _, m := range []proposals.Member{w.author, w.lawyer, w.observer} {
		wantCode(t, w.Publish(ctx, m, w.bill), proposals.CodeForbidden)
		wantCode(t, w.Unpublish(ctx, m, w.bill), proposals.CodeForbidden)
	}
	wantCode(t, w.Publish(ctx, w.organiser, "neverwas"), proposals.CodeNotFound)
	ok(t, w.Unpublish(ctx, w.organiser, w.bill)) // closed already
	for range 2 {
		ok(t, w.Publish(ctx, w.organiser, w.bill))
	}
	if n := w.billSeq(); n != 2 {
		t.Errorf("%d events of the bill", n)
	}
	page, err := w.PublicBill(w.bill)
	ok(t, err)
	var ids []proposals.ProposalID
	for _, p := range page.Proposals {
		ids = append(ids, p.ID)
	}
	if fmt.Sprint(ids) != fmt.Sprint([]proposals.ProposalID{shared, agreed}) {
		t.Errorf("the page has %v, want %v and %v", ids, shared, agreed)
	}
	if page.UpdatedAt.Before(w.theBill(t).PublicSince) {
		t.Errorf("updated at %v, opened at %v", page.UpdatedAt, w.theBill(t).PublicSince)
	}
	w.edit(t, w.author, shared, "тридцати", "сорока")
	if later, err := w.PublicBill(w.bill); err != nil || !later.UpdatedAt.After(page.UpdatedAt) {
		t.Errorf("after an edit: %v, before it %v", later.UpdatedAt, page.UpdatedAt)
	}
	ok(t, w.Unpublish(ctx, w.organiser, w.bill))
	if _, err = w.PublicBill(w.bill); proposals.CodeOf(err) != proposals.CodeNotFound {
		t.Errorf("closed: %v", err)
	}
}

func publicRemark(id string) proposals.RoomRemark {
	return proposals.RoomRemark{ID: proposals.RemarkID(id), Name: "Ержан", Body: "Нужен срок.", Lang: act.Russian}
}

// A remark of the public waits, is let in, answered, and hidden again; sent twice under its id it counts once.
func TestPublicRemark(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id, draft := w.shared(t, proposals.Amend, "art_2"), w.propose(t, proposals.Amend, "art_1")
	ok(t, w.Publish(ctx, w.organiser, w.bill))
	sent := publicRemark("remark-01")
	sent.Proposal, sent.Item = id, "item-of-nowhere"
	seq := w.billSeq()
	for range 2 {
		state, err := w.SendPublicRemark(ctx, w.bill, sent)
		if err != nil || state != proposals.RemarkWaiting {
			t.Fatalf("%s %v", state, err)
		}
	}
	if n := w.billSeq() - seq; n != 1 {
		t.Errorf("%d events", n)
	}
	other := sent
	other.Body = "Другое."
	_, err := w.SendPublicRemark(ctx, w.bill, other)
	wantCode(t, err, proposals.CodeIDTaken)
	for _, about := range []proposals.ProposalID{draft, "neverwas"} {
		one := publicRemark("remark-02")
		one.Proposal = about
		_, err := w.SendPublicRemark(ctx, w.bill, one)
		wantRefusal(t, err, proposals.CodeUnknownChoice, "proposal")
	}
	sees := func(m proposals.Member) int {
		list, err := w.PublicRemarks(m, w.bill)
		ok(t, err)
		return len(list)
	}
	public := func() []proposals.Remark {
		page, err := w.PublicBill(w.bill)
		ok(t, err)
		return page.Remarks
	}
	if sees(w.organiser) != 1 || sees(w.lawyer) != 0 || sees(w.observer) != 0 || len(public()) != 0 {
		t.Error("a remark that waits is seen by others than an organiser")
	}
	for _, m := range []proposals.Member{w.author, w.lawyer, w.observer} {
		wantCode(t, w.AdmitPublicRemark(ctx, m, w.bill, "remark-01"), proposals.CodeForbidden)
		wantCode(t, w.RefusePublicRemark(ctx, m, w.bill, "remark-01"), proposals.CodeForbidden)
	}
	wantCode(t, w.AnswerPublicRemark(ctx, w.lawyer, w.bill, "remark-01", proposals.OutcomeNoted, proposals.Bilingual{}), proposals.CodeRemarkNotIn)
	wantCode(t, w.AdmitPublicRemark(ctx, w.organiser, w.bill, "remark-99"), proposals.CodeNotFound)
	for range 2 {
		ok(t, w.AdmitPublicRemark(ctx, w.organiser, w.bill, "remark-01"))
	}
	if sees(w.observer) != 1 || len(public()) != 1 || public()[0].Item != "" {
		t.Errorf("%+v", public())
	}
	wantRefusal(t, w.AnswerPublicRemark(ctx, w.lawyer, w.bill, "remark-01", proposals.OutcomeRejected, proposals.Bilingual{Ru: " "}), proposals.CodeEmpty, "reason")
	wantCode(t, w.AnswerPublicRemark(ctx, w.author, w.bill, "remark-01", proposals.OutcomeNoted, proposals.Bilingual{}), proposals.CodeForbidden)
	seq = w.billSeq()
	for range 2 {
		ok(t, w.AnswerPublicRemark(ctx, w.lawyer, w.bill, "remark-01", proposals.OutcomeRejected, proposals.Bilingual{Kk: "Мерзім ұзартылды."}))
	}
	if got := public()[0]; got.Outcome != proposals.OutcomeRejected || got.Reason.Kk != "Мерзім ұзартылды." || got.AnsweredBy != w.lawyer.ID || w.billSeq() != seq+1 {
		t.Errorf("%d events, %+v", w.billSeq()-seq, got)
	}
	ok(t, w.RefusePublicRemark(ctx, w.organiser, w.bill, "remark-01"))
	if state, err := w.SendPublicRemark(ctx, w.bill, sent); err != nil || state != proposals.RemarkRefused || len(public()) != 0 {
		t.Errorf("sent again after it was refused: %s %v", state, err)
	}
	ok(t, w.Unpublish(ctx, w.organiser, w.bill))
	if sees(w.organiser) != 1 {
		t.Error("what the public has said went with its page")
	}
	if b, err := w.open(t).Bill(w.bill); err != nil || len(b.Remarks) != 1 || b.Remarks[0].Outcome != proposals.OutcomeRejected {
		t.Errorf("after a restart: %+v %v", b, err)
	}
}

// So many a day and no more; a new day begins at midnight in the group's zone.
func TestPublicRemarksADay(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	ok(t, w.Publish(ctx, w.organiser, w.bill))
	for i := range proposals.MaxPublicADay {
		if _, err := w.SendPublicRemark(ctx, w.bill, publicRemark(fmt.Sprintf("remark-%03d", i))); err != nil {
			t.Fatal(i, err)
		}
	}
	_, err := w.SendPublicRemark(ctx, w.bill, publicRemark("one-more-today"))
	wantCode(t, err, proposals.CodeTooOften)
	refusal, is := err.(*proposals.Error)
	seconds, number := 0, false
	if is {
		seconds, number = refusal.Args["seconds"].(int)
	}
	// The clock of the world stands shortly after noon in UTC, five hours later in the group's zone: seven hours are left.
	if !number || seconds < 6*3600 || seconds > 7*3600 {
		t.Errorf("%v: %d seconds", err, seconds)
	}
	if _, err := w.SendPublicRemark(ctx, w.bill, publicRemark("remark-000")); err != nil {
		t.Errorf("one that is there already: %v", err)
	}
	w.clock.Skip(time.Duration(seconds) * time.Second)
	if _, err := w.SendPublicRemark(ctx, w.bill, publicRemark("one-more-today")); err != nil {
		t.Errorf("on the next day: %v", err)
	}
}

// Personal data that the public writes are stopped in every field.
func TestPublicRemarkWithPersonalData(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	ok(t, w.Publish(ctx, w.organiser, w.bill))
	seq := w.billSeq()
	for field, spoil := range map[string]func(r *proposals.RoomRemark){
		"name":         func(r *proposals.RoomRemark) { r.Name = "Ержан 8 701 123 45 67" },
		"organisation": func(r *proposals.RoomRemark) { r.Organisation = "ИИН 850101300124" },
		"body":         func(r *proposals.RoomRemark) { r.Body = "Менің төлқұжатым N12345678." },
	} {
		one := publicRemark("remark-01")
		spoil(&one)
		_, err := w.SendPublicRemark(ctx, w.bill, one)
		wantRefusal(t, err, proposals.CodePersonalData, field)
	}
	if n := w.billSeq() - seq; n != 0 {
		t.Errorf("%d events of what was refused", n)
	}
}

// A bill of a former release has none of it; an event with a section that nobody knows is a damaged log.
func TestBillEventsAndOldLogs(t *testing.T) {
	w := newWorld(t)
	if b := w.theBill(t); b.Note != nil || b.Summary != (proposals.Bilingual{}) || !b.PublicSince.IsZero() || b.Remarks != nil {
		t.Errorf("%+v", b)
	}
	for kind, data := range map[proposals.Kind]string{
		proposals.BillNoteSet: `{"section":"gossip","text":{"ru":"а"}}`, proposals.BillSummarySet: `{"summary":7}`,
		proposals.BillRemarkMade: `[]`, proposals.BillRemarkAdmitted: `7`, proposals.BillRemarkAnswered: `"a"`,
	} {
		one := newWorld(t)
		ok(t, one.memory.Put(proposals.Event{Stream: proposals.StreamOf("bill", string(one.bill)), Seq: 2, Kind: kind, At: one.clock.Now(), By: one.author.ID, Data: json.RawMessage(data)}))
		if _, err := proposals.Open(context.Background(), proposals.Config{Log: one.memory, Library: one.memory, Now: one.clock.Now}); err == nil {
			t.Errorf("%s %s was taken in", kind, data)
		}
	}
}
