package proposals_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"talqy/proposals"
)

// A remark of the public is told to whoever may look at it, by the role he has now, until one of them has; it is the same after a
// start, when nobody's role is known yet as the bill is read.
func TestPublicRemarkIsTold(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	second := proposals.Member{ID: "organiser-1", Name: "Вторая", Role: proposals.Organiser}
	ok(t, w.Join(ctx, second))
	ok(t, w.Publish(ctx, w.organiser, w.bill))
	send := func(id, organisation, body string) {
		t.Helper()
		one := publicRemark(id)
		one.Organisation, one.Body = organisation, body
		_, err := w.SendPublicRemark(ctx, w.bill, one)
		ok(t, err)
	}
	send("remark-01", "", "Нужен срок.")
	last := func() (last proposals.Event) {
		for _, ev := range w.memory.All() {
			if ev.Stream == proposals.StreamOf("bill", string(w.bill)) {
				last = ev
			}
		}
		return last
	}
	told := func(want ...proposals.MemberID) {
		t.Helper()
		if got := w.Notified(last()); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is told to %v, want %v", last().Kind, got, want)
		}
	}
	told("organiser-0", "organiser-1")
	send("remark-02", "Жители Шымкента", "Напишите @[author], он знает.")
	check := func(bench *proposals.Workbench) {
		t.Helper()
		for _, m := range []proposals.Member{w.organiser, second} {
			wantTold(t, bench, m, `
				* public_remark by , Напишите @[author], он знает.
				* public_remark by , Нужен срок.
			`)
		}
		for _, m := range []proposals.Member{w.author, w.lawyer, w.observer} {
			wantTold(t, bench, m, "")
		}
	}
	check(w.Workbench)
	check(w.open(t))
	n := w.Notices(w.organiser, 0, 1).Notices[0]
	if n.Bill == nil || n.Bill.ID != w.bill || n.Remark.Signature() != "Ержан, Жители Шымкента" || n.Proposal != nil {
		t.Errorf("%+v", n)
	}

	home := func(m proposals.Member) proposals.Waiting[proposals.HomePublic] {
		t.Helper()
		h, err := w.Home(ctx, m)
		ok(t, err)
		return h.Public
	}
	if got := home(second); got.Total != 1 || got.Items[0].Bill.ID != w.bill || got.Items[0].Waiting != 2 || got.Items[0].Latest.ID != "remark-02" {
		t.Errorf("an organiser's home: %+v", got)
	}
	if got := home(w.lawyer); got.Total != 0 || len(got.Items) != 0 {
		t.Errorf("a lawyer's home: %+v", got)
	}

	ok(t, w.MarkRead(ctx, w.organiser, w.Notices(w.organiser, 0, 10).UpTo, nil))
	if w.Notices(w.organiser, 0, 10).Unread != 0 || w.Notices(second, 0, 10).Unread != 2 {
		t.Error("what one has read is read by the other")
	}
	ok(t, w.AdmitPublicRemark(ctx, w.organiser, w.bill, "remark-02"))
	told("organiser-0", "organiser-1")
	ok(t, w.RefusePublicRemark(ctx, w.organiser, w.bill, "remark-02")) // it waits no more: no bell changes
	told()
	wantTold(t, w.Workbench, second, "\n\t\t* public_remark by , Нужен срок.\n\t")
	wantTold(t, w.open(t), second, "\n\t\t* public_remark by , Нужен срок.\n\t")
	ok(t, w.ChangeRole(ctx, w.organiser, second.ID, proposals.Lawyer))
	second.Role = proposals.Lawyer
	wantTold(t, w.Workbench, second, "")
	ok(t, w.RefusePublicRemark(ctx, w.organiser, w.bill, "remark-01"))
	told("organiser-0")
	if got := home(w.organiser); got.Total != 0 {
		t.Errorf("all is looked at, and %+v waits", got)
	}
}

// A flood on one page leaves an organiser's own notifications where they are.
func TestPublicRemarksCrowdNothingOut(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	id := w.propose(t, proposals.Amend, "art_2")
	ok(t, w.Share(ctx, w.author, id))
	ok(t, w.Comment(ctx, w.organiser, id, "comment-1", "Почему?", nil))
	ok(t, w.Reply(ctx, w.author, id, "comment-1", "reply-01", "Потому."))
	ok(t, w.Publish(ctx, w.organiser, w.bill))
	for i := range proposals.MaxNotices + 50 {
		if i%proposals.MaxPublicADay == 0 {
			w.clock.Skip(24 * time.Hour)
		}
		_, err := w.SendPublicRemark(ctx, w.bill, publicRemark(fmt.Sprintf("remark-%03d", i)))
		ok(t, err)
	}
	page := w.Notices(w.organiser, proposals.MaxNotices, 10)
	if len(page.Notices) != 1 || page.Notices[0].Reason != proposals.NoticeReply || page.Unread != proposals.MaxNotices+1 {
		t.Errorf("%d unread, after the remarks %+v", page.Unread, page.Notices)
	}
}
