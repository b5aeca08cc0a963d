package proposals

import (
	"context"
	"strings"
	"time"
)

// The way of a proposal: a draft is put up for discussion; there it is agreed, rejected or put off; what was decided may be
// taken back to discussion; and it may be withdrawn. Every step is an event with its reason.

// writable says whether the texts of a proposal may change: only what is a draft or in discussion is worked on. The words
// that a group has agreed on stay as they were agreed until somebody takes the proposal back to discussion.
func (s Status) writable() bool { return s == Draft || s == Discussion }

// speakable says whether a proposal may be commented on. What was agreed or put off still is: a remark may be the reason to
// come back to it. What was rejected or withdrawn is closed.
func (s Status) speakable() bool { return s.writable() || s == Agreed || s == Postponed }

// live says whether a proposal may still become law: one that was rejected or withdrawn stands in nobody's way.
func (s Status) live() bool { return s != Rejected && s != Withdrawn }

// InBill says whether a proposal of this status belongs to the draft law of its bill: what is discussed and what is agreed.
func (s Status) InBill() bool { return s == Discussion || s == Agreed }

// StepTaken is one step of a proposal's way: who took it, when and why, and the status it led to.
type StepTaken struct {
	// Step is the action that was taken.
	Step   Action
	Status Status
	// Seq is the number of the event.
	Seq    int
	By     MemberID
	At     time.Time
	Reason string
	// RoundTable is the one that decided it; empty where nobody met.
	RoundTable RoundTableID
	// decision is what that round table decided.
	decision *sittingDecision
}

// workflowStep is one row of the table of steps.
type workflowStep struct {
	action Action
	kind   Kind
	to     Status
	// reason says that the group is owed one.
	reason bool
}

// workflow is the table of steps; who may take which from where stands in the access table.
var workflow = []workflowStep{
	{ActShare, ProposalShared, Discussion, false},
	{ActAgree, ProposalAgreed, Agreed, false},
	{ActReject, ProposalRejected, Rejected, true},
	{ActPostpone, ProposalPostponed, Postponed, true},
	{ActReopen, ProposalReopened, Discussion, false},
	{ActWithdraw, ProposalWithdrawn, Withdrawn, true},
}

// Steps lists the actions that take a proposal from one status to another, in the order in which a page offers them.
func Steps() []Action {
	out := make([]Action, len(workflow))
	for i, s := range workflow {
		out[i] = s.action
	}
	return out
}

// stepBy finds the step that an event records; ok is false for events of another nature.
func stepBy(kind Kind) (step workflowStep, ok bool) {
	for _, s := range workflow {
		if s.kind == kind {
			return s, true
		}
	}
	return workflowStep{}, false
}

// CodeDecided says that a proposal is agreed, rejected or put off: it must be taken back to discussion first.
const CodeDecided = "proposal_decided"

// Take takes a proposal one step further, with the reason that everybody who sees it will read. Rejecting, putting off and
// withdrawing need one, or CodeEmpty; a draft that nobody else has ever seen is dropped without. A step that the present
// status does not have is CodeDecided or CodeClosed, so of two organisers who decide at once the second is told.
func (w *Workbench) Take(ctx context.Context, by Member, id ProposalID, action Action, reason string) error {
	return w.step(ctx, by, id, action, reason, nil)
}

// step takes a step; decision is that of a round table which orders it, nil for none. The step of one decision is taken once.
func (w *Workbench) step(ctx context.Context, by Member, id ProposalID, action Action, reason string, decision *sittingDecision) error {
	var step workflowStep
	for _, s := range workflow {
		if s.action == action {
			step = s
		}
	}
	if step.kind == "" {
		return Refuse(CodeUnknownChoice, "field", "step")
	}
	if strings.TrimSpace(reason) != "" {
		var err error
		if reason, err = words("reason", reason, MaxReason); err != nil {
			return err
		}
	} else {
		reason = ""
	}
	return w.append(ctx, StreamOf("proposal", string(id)), by.ID, func() (Kind, any, error) {
		if decision != nil && w.stepOf(id, decision.RoundTable, decision.ID) != nil {
			return "", nil, nil
		}
		p, err := w.allowed(by, action, id, "")
		if err != nil {
			return "", nil, err
		}
		if step.reason && reason == "" && p.Shared {
			return "", nil, Refuse(CodeEmpty, "field", "reason")
		}
		return step.kind, reasonData{reason, decision}, nil
	})
}

// Share puts a draft up for discussion.
func (w *Workbench) Share(ctx context.Context, by Member, id ProposalID) error {
	return w.Take(ctx, by, id, ActShare, "")
}

// Withdraw closes a proposal, with the reason that everybody will read.
func (w *Workbench) Withdraw(ctx context.Context, by Member, id ProposalID, reason string) error {
	return w.Take(ctx, by, id, ActWithdraw, reason)
}

// decided gives the proposal after a step of its way.
func (p *Proposal) decided(ev Event, step workflowStep) (*Proposal, error) {
	data, err := read[reasonData](ev, ev.Kind)
	if err != nil {
		return nil, err
	}
	out := *p
	out.Status = step.to
	out.Shared = p.Shared || ev.Kind == ProposalShared
	taken := StepTaken{Step: step.action, Status: step.to, Seq: ev.Seq, By: ev.By, At: ev.At, Reason: data.Reason, decision: data.Decision}
	if data.Decision != nil {
		taken.RoundTable = data.Decision.RoundTable
	}
	out.Decisions = append(p.Decisions[:len(p.Decisions):len(p.Decisions)], taken)
	return &out, nil
}

// refusal says why a member may not do an action to a proposal that he sees: because of how it stands, or because of who he is.
func (p *Proposal) refusal(by Member, action Action, thread *Thread) error {
	if p.Status.writable() {
		return Refuse(CodeForbidden)
	}
	discussed := *p
	discussed.Status = Discussion
	switch {
	case p.Status == Withdrawn:
		return Refuse(CodeClosed)
	case Can(by, action, &discussed, thread):
		return Refuse(CodeDecided)
	}
	return Refuse(CodeForbidden)
}
