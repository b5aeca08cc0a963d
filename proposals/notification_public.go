package proposals

import (
	"cmp"
	"slices"
)

// NoticePublicRemark says that a remark of the public waits for who may look at it. Unlike the other reasons it is nobody's own: it
// is kept once for the group, asked by role when somebody looks, and gone as soon as one organiser has judged the remark.
const NoticePublicRemark NoticeReason = "public_remark"

// publicRemark keeps what waits on a bill's public page, and tells all who look at it also when it waits no more.
func (c *call) publicRemark(g *group) {
	switch c.ev.Kind {
	case BillRemarkMade:
		if data, err := read[remarkData](c.ev, c.ev.Kind); err == nil {
			c.index.waits(kept{stream: c.ev.Stream, seq: c.ev.Seq, at: c.ev.At.UnixMilli(), reason: NoticePublicRemark, remark: data.ID})
		}
	case BillRemarkAdmitted, BillRemarkRefused:
		data, err := read[remarkStateData](c.ev, c.ev.Kind)
		if err != nil || !c.index.judged(c.ev.Stream, data.Remark) {
			return
		}
	default:
		return
	}
	for id, m := range g.Members {
		if !m.Deactivated && Can(*m, ActModerate, nil, nil) {
			c.to = append(c.to, id)
		}
	}
	slices.Sort(c.to)
}

// waits puts a remark into its place by time. Only those that wait are kept, the latest of them.
func (x *notices) waits(k kept) {
	at, _ := slices.BinarySearchFunc(x.public, k, kept.compare)
	x.public = slices.Insert(x.public, at, k)
	if len(x.public) > MaxNotices {
		x.public = slices.Delete(x.public, 0, len(x.public)-MaxNotices)
	}
}

// judged takes a remark away that waits no more; ok is false where none did.
func (x *notices) judged(stream Stream, remark RemarkID) (ok bool) {
	before := len(x.public)
	x.public = slices.DeleteFunc(x.public, func(k kept) bool { return k.stream == stream && k.remark == remark })
	return len(x.public) < before
}

// toldTo gives what is kept for a member, the oldest first: his own, and what waits for his role.
func (x *notices) toldTo(m Member) []kept {
	own := x.by[m.ID]
	own = own[max(0, len(own)-MaxNotices):]
	if len(x.public) == 0 || !Can(m, ActModerate, nil, nil) {
		return own
	}
	all := slices.Concat(own, x.public)
	slices.SortFunc(all, kept.compare)
	return all
}

// HomePublic is a bill with remarks of the public that nobody has looked at.
type HomePublic struct {
	Bill    *Bill
	Waiting int
	// Latest came last.
	Latest Remark
}

// homePublic lists the bills on whose public pages remarks wait for the member, those that wait longest first.
func (w *Workbench) homePublic(by Member) Waiting[HomePublic] {
	if !Can(by, ActModerate, nil, nil) {
		return firstOf[HomePublic](nil)
	}
	w.mu.RLock()
	defer w.mu.RUnlock()
	var all []HomePublic
	since := map[BillID]int64{}
	for _, b := range w.group.Bills {
		one := HomePublic{Bill: b}
		for _, r := range b.Remarks {
			if r.State != RemarkWaiting {
				continue
			}
			if one.Waiting == 0 {
				since[b.ID] = r.At.UnixMilli()
			}
			one.Waiting, one.Latest = one.Waiting+1, r
		}
		if one.Waiting > 0 {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b HomePublic) int {
		return cmp.Or(cmp.Compare(since[a.Bill.ID], since[b.Bill.ID]), cmp.Compare(a.Bill.ID, b.Bill.ID))
	})
	return firstOf(all)
}
