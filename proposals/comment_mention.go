package proposals

import (
	"slices"
	"strings"
)

// MaxMentions bounds the members that one comment speaks to: a comment to everybody is a letter, not a remark.
const MaxMentions = 20

// Codes of refused mentions.
const (
	// CodeCannotMention says that a mentioned person does not see the proposal; args: name.
	CodeCannotMention = "cannot_mention"
	// CodeTooManyMentions: args: limit.
	CodeTooManyMentions = "too_many_mentions"
)

// A mention stands in the text of a comment as «@[ID]», so that a member who is called otherwise later stays mentioned.
const (
	mentionOpens  = "@["
	mentionCloses = "]"
)

// cutMention cuts s at its first mention; ok is false when it has none.
func cutMention(s string) (before string, who MemberID, after string, ok bool) {
	for at := 0; ; {
		i := strings.Index(s[at:], mentionOpens)
		if i < 0 {
			return s, "", "", false
		}
		at += i
		id, rest, closed := strings.Cut(s[at+len(mentionOpens):], mentionCloses)
		if closed && isID(id) {
			return s[:at], MemberID(id), rest, true
		}
		at += len(mentionOpens)
	}
}

// isID says whether s can be an id: letters, digits and hyphens, not more than a command's id has.
func isID(s string) bool {
	if s == "" || len(s) > MaxCommand {
		return false
	}
	for _, r := range s {
		if r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') {
			return false
		}
	}
	return true
}

// Mentioned lists whom the text of a comment mentions, each once, in its order.
func Mentioned(body string) []MemberID {
	var out []MemberID
	for {
		_, who, after, ok := cutMention(body)
		if !ok {
			return out
		}
		if !slices.Contains(out, who) {
			out = append(out, who)
		}
		body = after
	}
}

// Spoken gives the text of a comment as people read it where there is no page: each mention is «@» and the name that name
// gives; an empty one leaves the mention as it is.
func Spoken(body string, name func(MemberID) string) string {
	var b strings.Builder
	for {
		before, who, after, ok := cutMention(body)
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if called := name(who); called != "" {
			b.WriteString("@" + called)
		} else {
			b.WriteString(mentionOpens + string(who) + mentionCloses)
		}
		body = after
	}
}

// mentions finds whom a text mentions and refuses those who may not see the proposal: they would be called to a closed door.
func (w *Workbench) mentions(p *Proposal, body string) ([]MemberID, error) {
	out := Mentioned(body)
	if len(out) > MaxMentions {
		return nil, Refuse(CodeTooManyMentions, "limit", MaxMentions)
	}
	for _, id := range out {
		m, err := w.Member(id)
		if err != nil {
			return nil, Refuse(CodeUnknownChoice, "field", "mentions")
		}
		if !Can(*m, ActSee, p, nil) {
			return nil, Refuse(CodeCannotMention, "name", m.Name)
		}
	}
	return out, nil
}

// Readers lists by name who may see a proposal, for whoever sees it: they can be mentioned there.
func (w *Workbench) Readers(by Member, id ProposalID) ([]*Member, error) {
	p, err := w.Proposal(by, id)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(w.Members(), func(m *Member) bool { return !Can(*m, ActSee, p, nil) }), nil
}
