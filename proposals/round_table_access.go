package proposals

// What is done at a round table and depends on who is at it; ActConvene, which an organiser does at any, stands in Rules.
const (
	ActCheckIn Action = "check_in"
	ActVote    Action = "vote"
	ActRemark  Action = "remark"
)

// RoundTableRule is one row of the part of the access table that concerns one round table.
type RoundTableRule struct {
	Action   Action
	Sentence string
	// Allows gets the member and the one on the list of participants whose presence or voice it is, nil for nobody's.
	Allows func(m Member, r *RoundTable, of *Participant) bool
}

// RoundTableRules is that part of the table.
func RoundTableRules() []RoundTableRule {
	return []RoundTableRule{
		{ActCheckIn, "An organiser says who is present at a round table; whoever of the group is on its list of participants, an observer too, says it of himself.",
			func(m Member, _ *RoundTable, of *Participant) bool {
				return of != nil && (m.Role == Organiser || m.Role.valid() && of.Member == m.ID)
			}},
		{ActVote, "Who is on the list of participants as present, an observer too, has a voice in a vote by person, and in a vote by organisation gives the voice of his own; an organiser records any voice of who is present.",
			func(m Member, _ *RoundTable, of *Participant) bool {
				return of != nil && of.Present && (m.Role == Organiser || m.Role.valid() && of.Member == m.ID)
			}},
		{ActRemark, "Who holds the guests' link of a round table, of the group or not, sees what is under discussion there and sends remarks, which an organiser lets in; he sees his own remarks and no others.",
			func(m Member, r *RoundTable, _ *Participant) bool { return m.Role == Guest && r.Guests != nil }},
	}
}

var allowsAt = func() map[Action]RoundTableRule {
	table := make(map[Action]RoundTableRule)
	for _, r := range RoundTableRules() {
		table[r.Action] = r
	}
	return table
}()

// CanAt says whether the rules let m do the action at the round table r, for the participant of where it concerns one. A guest
// has the role Guest and no other; who is deactivated may nothing.
func CanAt(m Member, action Action, r *RoundTable, of *Participant) bool {
	rule, ok := allowsAt[action]
	return ok && (m.Role.valid() || m.Role == Guest) && !m.Deactivated && rule.Allows(m, r, of)
}
