package proposals

import (
	"context"
	"time"
)

// MaxPublicADay bounds the remarks that the public sends to one bill within a day.
const MaxPublicADay = 200

// nextOfPublication is what an event of a bill's public page does; ok is false for others.
func nextOfPublication(ev Event) (with func(*Bill), ok bool, err error) {
	state := func(to RemarkState) (func(*Bill), bool, error) {
		data, err := read[remarkStateData](ev, ev.Kind)
		return func(b *Bill) {
			b.Remarks = replaced(b.Remarks, func(one Remark) bool { return one.ID == data.Remark }, func(one *Remark) { one.State = to })
		}, true, err
	}
	switch ev.Kind {
	case BillPublished:
		return func(b *Bill) { b.PublicSince = ev.At }, true, nil
	case BillUnpublished:
		return func(b *Bill) { b.PublicSince = time.Time{} }, true, nil
	case BillRemarkMade:
		data, err := read[remarkData](ev, ev.Kind)
		return func(b *Bill) {
			b.Remarks = append(b.Remarks[:len(b.Remarks):len(b.Remarks)], data.remark(ev.At))
		}, true, err
	case BillRemarkAdmitted:
		return state(RemarkAdmitted)
	case BillRemarkRefused:
		return state(RemarkRefused)
	case BillRemarkAnswered:
		data, err := read[remarkAnswerData](ev, ev.Kind)
		return func(b *Bill) {
			b.Remarks = replaced(b.Remarks, func(one Remark) bool { return one.ID == data.Remark }, data.answer(ev))
		}, true, err
	}
	return nil, false, nil
}

// Publish opens the page of a bill to the public.
func (w *Workbench) Publish(ctx context.Context, by Member, id BillID) error {
	return w.publish(ctx, by, id, BillPublished, true)
}

// Unpublish closes it. What the public has said stays with the bill.
func (w *Workbench) Unpublish(ctx context.Context, by Member, id BillID) error {
	return w.publish(ctx, by, id, BillUnpublished, false)
}

func (w *Workbench) publish(ctx context.Context, by Member, id BillID, kind Kind, open bool) error {
	if !Can(by, ActPublish, nil, nil) {
		return Refuse(CodeForbidden)
	}
	return w.onBill(ctx, by.ID, id, func(b *Bill) (Kind, any, error) {
		if !b.PublicSince.IsZero() == open {
			return unchanged()
		}
		return kind, struct{}{}, nil
	})
}

// PublicBill is what the public sees of a bill.
type PublicBill struct {
	Bill *Bill
	// Proposals are those in discussion and agreed, by the legal force of their acts.
	Proposals []*Proposal
	// Remarks are those of the public that were let in, in the order in which they came.
	Remarks []Remark
	// UpdatedAt is when the page was opened, or when a proposal or an answer on it last changed.
	UpdatedAt time.Time
}

// PublicBill gives the public page of a bill: CodeNotFound unless an organiser has opened it.
func (w *Workbench) PublicBill(id BillID) (*PublicBill, error) {
	b, err := w.Bill(id)
	if err != nil {
		return nil, err
	}
	if b.PublicSince.IsZero() {
		return nil, Refuse(CodeNotFound)
	}
	out := &PublicBill{Bill: b, UpdatedAt: b.PublicSince}
	for _, p := range w.byForce(w.publicProposals(id)) {
		out.Proposals = append(out.Proposals, p)
		if p.UpdatedAt.After(out.UpdatedAt) {
			out.UpdatedAt = p.UpdatedAt
		}
	}
	for _, one := range b.Remarks {
		if one.State == RemarkAdmitted {
			out.Remarks = append(out.Remarks, one)
			if one.AnsweredAt.After(out.UpdatedAt) {
				out.UpdatedAt = one.AnsweredAt
			}
		}
	}
	return out, nil
}

func (w *Workbench) publicProposals(id BillID) []*Proposal {
	return w.pick(ofBill(id), func(p *Proposal) bool { return p.Shared && p.Status.InBill() })
}

// SendPublicRemark keeps what somebody says on the public page of a bill until an organiser lets it in, and gives how it stands.
// Its Item is not asked. Personal data are refused before anything is kept; more than MaxPublicADay a day are CodeTooOften.
func (w *Workbench) SendPublicRemark(ctx context.Context, id BillID, sent RoomRemark) (RemarkState, error) {
	if _, err := w.PublicBill(id); err != nil {
		return "", err
	}
	sent.Item = ""
	data, err := checkRemark(sent)
	if err != nil {
		return "", err
	}
	state := RemarkWaiting
	err = w.onBill(withoutCommand(ctx), "", id, func(b *Bill) (Kind, any, error) {
		if b.PublicSince.IsZero() {
			return "", nil, Refuse(CodeNotFound)
		}
		if known := remarkIn(b.Remarks, data.ID); known != nil {
			state = known.State
			return "", nil, known.sentAgain(data)
		}
		if err := takesRemark(b.Remarks, MaxPublicADay, w.now()); err != nil {
			return "", nil, err
		}
		if data.Proposal != "" {
			if p, err := w.proposal(data.Proposal); err != nil || p.Bill != id || !p.Shared || !p.Status.InBill() {
				return "", nil, Refuse(CodeUnknownChoice, "field", "proposal")
			}
		}
		return BillRemarkMade, data, nil
	})
	return state, err
}

// PublicRemarks lists all remarks of the public on a bill, for who may look at them.
func (w *Workbench) PublicRemarks(by Member, id BillID) ([]Remark, error) {
	b, err := w.Bill(id)
	if err != nil {
		return nil, err
	}
	if Can(by, ActModerate, nil, nil) {
		return b.Remarks, nil
	}
	var in []Remark
	for _, one := range b.Remarks {
		if one.State == RemarkAdmitted && Can(by, ActSee, nil, nil) {
			in = append(in, one)
		}
	}
	return in, nil
}

// AdmitPublicRemark shows a remark of the public, RefusePublicRemark hides it, also one that was let in before.
func (w *Workbench) AdmitPublicRemark(ctx context.Context, by Member, id BillID, remark RemarkID) error {
	return w.judgePublic(ctx, by, id, remark, RemarkAdmitted, BillRemarkAdmitted)
}

// RefusePublicRemark: see AdmitPublicRemark.
func (w *Workbench) RefusePublicRemark(ctx context.Context, by Member, id BillID, remark RemarkID) error {
	return w.judgePublic(ctx, by, id, remark, RemarkRefused, BillRemarkRefused)
}

func (w *Workbench) judgePublic(ctx context.Context, by Member, id BillID, remark RemarkID, to RemarkState, kind Kind) error {
	if !Can(by, ActModerate, nil, nil) {
		return Refuse(CodeForbidden)
	}
	return w.onBill(ctx, by.ID, id, func(b *Bill) (Kind, any, error) { return remarkIn(b.Remarks, remark).judged(kind, to) })
}

// AnswerPublicRemark records what became of a remark of the public that was let in; see AnswerRemark.
func (w *Workbench) AnswerPublicRemark(ctx context.Context, by Member, id BillID, remark RemarkID, outcome Outcome, reason Bilingual) error {
	if !Can(by, ActAnswerRemark, nil, nil) {
		return Refuse(CodeForbidden)
	}
	reason, err := checkAnswer(outcome, reason)
	if err != nil {
		return err
	}
	return w.onBill(ctx, by.ID, id, func(b *Bill) (Kind, any, error) {
		return remarkIn(b.Remarks, remark).answered(BillRemarkAnswered, outcome, reason)
	})
}
