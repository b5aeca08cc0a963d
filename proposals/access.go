package proposals

// Action is something a member asks to do.
type Action string

// The actions.
const (
	ActSee          Action = "see"
	ActAddAct       Action = "add_act"
	ActOpenBill     Action = "open_bill"
	ActOpenProposal Action = "open_proposal"
	ActSetEntry     Action = "set_entry"
	ActEdit         Action = "edit"
	ActComment      Action = "comment"
	ActCloseThread  Action = "close_thread"
	ActEditComment  Action = "edit_comment"
	// A wording that a comment suggests; for these three the thread of Can holds the very comment or reply.
	ActAcceptSuggestion  Action = "accept_suggestion"
	ActDeclineSuggestion Action = "decline_suggestion"
	ActShare             Action = "share"
	ActAgree             Action = "agree"
	ActReject            Action = "reject"
	ActPostpone          Action = "postpone"
	ActReopen            Action = "reopen"
	ActWithdraw          Action = "withdraw"
	ActReviewChange      Action = "review_change"
	ActConvene           Action = "convene"
	ActInvite            Action = "invite"
	ActAddOrganisation   Action = "add_organisation"
	ActDescribePerson    Action = "describe_person"
	ActImportPeople      Action = "import_people"
	ActBringFile         Action = "bring_file"
	ActBringEvidence     Action = "bring_evidence"
	ActChangeEvidence    Action = "change_evidence"
	ActWriteNote         Action = "write_note"
	ActPublish           Action = "publish"
	ActModerate          Action = "moderate"
	ActAnswerRemark      Action = "answer_remark"
	ActChangeRole        Action = "change_role"
	ActDeactivate        Action = "deactivate"
	ActReactivate        Action = "reactivate"
	ActRestoreAccess     Action = "restore_access"
	ActReadAudit         Action = "read_audit"
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
		{ActSee, "A proposal is seen by its author alone until it is shared, even when it is withdrawn before; everything else by everybody in the group, but for remarks that were not let in, the guests' link and others' voices in an open vote, which an organiser sees.",
			func(m Member, p *Proposal, _ *Thread) bool { return p == nil || sees(m, p) }},
		{ActAddAct, "Everybody but an observer adds acts to the library.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActOpenBill, "Everybody but an observer opens bills.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActSetEntry, "Everybody but an observer words the sentence on when the law of a bill comes into force.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActOpenProposal, "Everybody but an observer proposes.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActEdit, "A draft is written by its author; a proposal in discussion by everybody but an observer; any other, the agreed one too, by nobody.",
			func(m Member, p *Proposal, _ *Thread) bool { return works(m) && sees(m, p) && p.Status.writable() }},
		{ActComment, "Whoever sees a proposal comments on it unless an observer, also when it is agreed or put off; a rejected or withdrawn one is closed.",
			func(m Member, p *Proposal, _ *Thread) bool { return works(m) && sees(m, p) && p.Status.speakable() }},
		{ActCloseThread, "A thread is resolved and reopened by who began it, by the proposal's author, by a lawyer and by an organiser, as long as the proposal may be commented on.",
			func(m Member, p *Proposal, t *Thread) bool {
				return works(m) && sees(m, p) && p.Status.speakable() &&
					(t.Author == m.ID || p.Author == m.ID || m.Role == Lawyer || m.Role == Organiser)
			}},
		{ActEditComment, "A comment is edited by who wrote it, as long as the proposal may be commented on; its earlier texts stay readable.",
			func(m Member, p *Proposal, t *Thread) bool {
				return works(m) && sees(m, p) && p.Status.speakable() && t.Author == m.ID
			}},
		{ActAcceptSuggestion, "A wording suggested in a comment is put in by whoever may edit the proposal, one's own by the proposal's author alone; who suggested it and who accepted it are both kept.",
			func(m Member, p *Proposal, t *Thread) bool {
				return works(m) && sees(m, p) && p.Status.writable() && (t.Author != m.ID || p.Author == m.ID)
			}},
		{ActDeclineSuggestion, "A suggested wording is declined by the proposal's author, by a lawyer and by an organiser, with a reason, and taken back by who suggested it.",
			func(m Member, p *Proposal, t *Thread) bool {
				return works(m) && sees(m, p) && p.Status.speakable() &&
					(t.Author == m.ID || p.Author == m.ID || m.Role == Lawyer || m.Role == Organiser)
			}},
		{ActShare, "A draft is put up for discussion by its author.",
			func(m Member, p *Proposal, _ *Thread) bool { return works(m) && p.Author == m.ID && p.Status == Draft }},
		{ActAgree, "An organiser says, for the group, that a proposal in discussion is agreed.",
			func(m Member, p *Proposal, _ *Thread) bool {
				return m.Role == Organiser && p.Status == Discussion && sees(m, p)
			}},
		{ActReject, "An organiser says, for the group, that a proposal in discussion is rejected.",
			func(m Member, p *Proposal, _ *Thread) bool {
				return m.Role == Organiser && p.Status == Discussion && sees(m, p)
			}},
		{ActPostpone, "A proposal in discussion is put off by an organiser, and by a lawyer, who may need an opinion or a rule of another law first; it decides nothing.",
			func(m Member, p *Proposal, _ *Thread) bool {
				return (m.Role == Organiser || m.Role == Lawyer) && p.Status == Discussion && sees(m, p)
			}},
		{ActReopen, "What was agreed or rejected is taken back to discussion by an organiser, what was put off by a lawyer too.",
			func(m Member, p *Proposal, _ *Thread) bool {
				decided := p.Status == Agreed || p.Status == Rejected || p.Status == Postponed
				return sees(m, p) && decided && (m.Role == Organiser || m.Role == Lawyer && p.Status == Postponed)
			}},
		{ActWithdraw, "A proposal is withdrawn by its author, and once in discussion also by an organiser, until the group has agreed on it or rejected it.",
			func(m Member, p *Proposal, _ *Thread) bool {
				return works(m) && sees(m, p) && (p.Status.writable() || p.Status == Postponed) && (p.Author == m.ID || m.Role == Organiser)
			}},
		{ActReviewChange, "A single change of a redline is accepted, rejected and reopened by a lawyer or an organiser who sees the proposal, while it may be written.",
			func(m Member, p *Proposal, _ *Thread) bool {
				return (m.Role == Lawyer || m.Role == Organiser) && sees(m, p) && p.Status.writable()
			}},
		{ActConvene, "An organiser convenes round tables and leads them: the invitation, the agenda, the list of participants, materials, the sitting itself, guests and what they say, votes and decisions.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActInvite, "An organiser invites members.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActAddOrganisation, "An organiser adds organisations.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActDescribePerson, "An organiser corrects what is said of a member or an organisation, the organisation of a member too; every member his own name, office and city.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActImportPeople, "An organiser takes in a list of people from a file and invites those who are no members yet.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActBringFile, "Everybody but an observer brings files: evidence, materials.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActBringEvidence, "Who may comment on a proposal brings evidence for it and cites the international norms that it serves.",
			func(m Member, p *Proposal, _ *Thread) bool { return works(m) && sees(m, p) && p.Status.speakable() }},
		{ActChangeEvidence, "Evidence and citations are changed and taken away by who brought them, by the proposal's author, by a lawyer and by an organiser, as long as the proposal may be commented on.",
			func(m Member, p *Proposal, t *Thread) bool {
				return works(m) && sees(m, p) && p.Status.speakable() &&
					(t.Author == m.ID || p.Author == m.ID || m.Role == Lawyer || m.Role == Organiser)
			}},
		{ActWriteNote, "Everybody but an observer writes the plain-language summary and the explanatory note of a bill.",
			func(m Member, _ *Proposal, _ *Thread) bool { return works(m) }},
		{ActPublish, "An organiser opens the page of a bill to the public and closes it.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActModerate, "An organiser looks at the remarks of the public that wait, lets them in and refuses them.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActAnswerRemark, "An organiser and a lawyer say what became of a remark of the public.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser || m.Role == Lawyer }},
		{ActChangeRole, "An organiser changes the role of a member; the last organiser stays one.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActDeactivate, "An organiser shuts a member out, whose words stay his; never the last organiser.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActReactivate, "An organiser lets a member back in who was shut out.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActRestoreAccess, "An organiser gives a member who cannot sign in a link to choose a new password, and takes away a second factor that is lost.",
			func(m Member, _ *Proposal, _ *Thread) bool { return m.Role == Organiser }},
		{ActReadAudit, "An organiser reads the record of who signed in, saw, changed, printed and exported what.",
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

// Can says whether the rules let m do the action, to the proposal p and its thread t where the action concerns them. Who is
// deactivated may nothing.
func Can(m Member, action Action, p *Proposal, t *Thread) bool {
	rule, ok := allows[action]
	return ok && m.Role.valid() && !m.Deactivated && rule.Allows(m, p, t)
}
