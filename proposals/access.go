package proposals

// Action is something a member asks to do.
type Action string

// The actions.
const (
	ActSee             Action = "see"
	ActAddAct          Action = "add_act"
	ActOpenBill        Action = "open_bill"
	ActOpenProposal    Action = "open_proposal"
	ActEdit            Action = "edit"
	ActComment         Action = "comment"
	ActCloseThread     Action = "close_thread"
	ActShare           Action = "share"
	ActWithdraw        Action = "withdraw"
	ActConvene         Action = "convene"
	ActInvite          Action = "invite"
	ActAddOrganisation Action = "add_organisation"
)

// Rule is one row of the access table: a sentence and what it says in code. What has no rule is refused.
type Rule struct {
	Action   Action
	Sentence string
	// Allows gets the member and, for what concerns a proposal, the proposal; for a thread also its author.
	Allows func(m Member, p *Proposal, thread *Thread) bool
}

func works(m Member) bool { return m.Role == Organiser || m.Role == Ordinary || m.Role == Lawyer }

func sees(m Member, p *Proposal) bool { return p.Shared || p.Author == m.ID }

// Rules is the access table.
func Rules() []Rule {
	return []Rule{
		{ActSee, "A proposal is seen by its author alone until it is shared, even when it is withdrawn before; everything else by everybody in the group.",
			func(m Member, p *Proposal, _ *Thread) bool { return p == nil || sees(m, p) }},
		{ActAddAct, "Everybody but an observer adds acts to the library.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActOpenBill, "Everybody but an observer opens bills.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActOpenProposal, "Everybody but an observer proposes.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActEdit, "A draft is written by its author; a proposal in discussion by everybody but an observer; a withdrawn one by nobody.",
			func(m Member, p *Proposal, _ *Thread) bool { return works(m) && sees(m, p) && p.Status != Withdrawn }},
		{ActComment, "Whoever sees a proposal comments on it unless an observer; a withdrawn one is closed.",
			func(m Member, p *Proposal, _ *Thread) bool { return works(m) && sees(m, p) && p.Status != Withdrawn }},
		{ActCloseThread, "A thread is resolved and reopened by who began it, by the proposal's author, by a lawyer and by an organiser.",
			func(m Member, p *Proposal, t *Thread) bool {
				return works(m) && sees(m, p) && p.Status != Withdrawn &&
					(t.Author == m.ID || p.Author == m.ID || m.Role == Lawyer || m.Role == Organiser)
			}},
		{ActShare, "A draft is put up for discussion by its author.",
			func(m Member, p *Proposal, _ *Thread) bool { return works(m) && p.Author == m.ID && p.Status == Draft }},
		{ActWithdraw, "A proposal is withdrawn by its author, and once in discussion also by an organiser.",
			func(m Member, p *Proposal, _ *Thread) bool {
				return works(m) && sees(m, p) && p.Status != Withdrawn && (p.Author == m.ID || m.Role == Organiser)
			}},
		{ActConvene, "An organiser convenes round tables.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActInvite, "An organiser invites members.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActAddOrganisation, "An organiser adds organisations.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
	}
}

var allows = func() map[Action]Rule {
	table := make(map[Action]Rule)
	for _, r := range Rules() {
		table[r.Action] = r
	}
	return table
}()

// Can says whether the rules let m do the action, to the proposal p and its thread t where the action concerns them.
func Can(m Member, action Action, p *Proposal, t *Thread) bool {
	rule, ok := allows[action]
	return ok && m.Role.Valid() && rule.Allows(m, p, t)
}
