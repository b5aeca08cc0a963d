// Package drafting checks a draft against the rules of legislative technique: articles 23–27 and 42 of the Law «On legal
// acts» (480-V). A rule that the draft breaks is a Warning with the rule cited; what was so in the law before the draft is
// not the drafter's fault and is not warned of.
//
// A warning is data: a code, the rule, a place and arguments. The package refuses to know the sentence a reader sees, and it
// forbids nothing: a lawyer decides.
package drafting

import (
	"slices"
	"strings"

	"talqy/proposals/act"
)

// Kind is what a draft does to its target.
type Kind string

// The kinds of drafts.
const (
	Amend  Kind = "amend"  // the target gets another wording
	Insert Kind = "insert" // new articles follow the target
	Repeal Kind = "repeal" // the target is excluded
)

// Text is a draft in one language.
type Text struct {
	// Act is the expression in force that the draft changes; nil when it is not at hand, and then nothing is said about
	// the rest of the act.
	Act *act.Expression
	// Current is the wording in force of the target, one structural unit a line; empty for new articles.
	Current string
	// Proposed is the wording of the draft; empty for a repeal.
	Proposed string
}

// Draft is one change to one place of an act, in the languages that are at hand: both together show what was changed apart.
type Draft struct {
	Kind Kind
	// Target is the eId of the article, or of the one that new articles follow; empty when it is not known.
	Target  string
	Profile act.Profile
	// Amending says that the text is that of an amending act itself, whose articles need no headings (480-V art. 23(9)).
	Amending bool
	Texts    map[act.Lang]Text
}

// Severity says how sure a warning is.
type Severity string

// The severities. A warning names a rule that the text breaks. Advice is for what only a person can decide.
const (
	Caution Severity = "warning"
	Advice  Severity = "advice"
)

// Warning is one place of a draft that departs from a rule.
type Warning struct {
	Code Code `json:"code"`
	// Rule is the article cited, «480-V art. 26(7)».
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	// Lang is the text that the place is in; empty for what concerns both texts.
	Lang act.Lang `json:"lang"`
	// From and To are the place in the proposed wording, in UTF-16 code units; -1, -1 for the wording as a whole.
	From int `json:"from"`
	To   int `json:"to"`
	// Args are the values for the sentence of the code, strings in the language of the text.
	Args map[string]any `json:"args"`
}

// Check gives the warnings on a draft: those of the Russian text, of the Kazakh, then those on both, each in the order of the
// text. It reads nothing but the draft, keeps nothing, and may be called at every key.
func Check(d Draft) []Warning {
	var warnings []Warning
	both := make(map[act.Lang]*change)
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		t, ok := d.Texts[lang]
		if !ok {
			continue
		}
		c := newChange(d, t, lang)
		both[lang] = c
		c.check()
		slices.SortStableFunc(c.warnings, func(a, b Warning) int { return a.From - b.From })
		warnings = append(warnings, c.warnings...)
	}
	if ru, kk := both[act.Russian], both[act.Kazakh]; ru != nil && kk != nil {
		warnings = append(warnings, apart(ru, kk)...)
	}
	return warnings
}

// Tightens says whether a text of the draft sets or tightens liability: such a law comes into force no sooner than after sixty
// days (480-V art. 42(5)). It is what Check says by LiabilityNew, LiabilityTightened and LiabilityWider, without the rest.
func Tightens(d Draft) bool {
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		t, ok := d.Texts[lang]
		if !ok {
			continue
		}
		c := newChange(d, t, lang)
		if c.rewords() {
			c.liability()
		}
		if len(c.warnings) > 0 {
			return true
		}
	}
	return false
}

// change is the check of one text of a draft.
type change struct {
	draft    Draft
	text     Text
	lang     act.Lang
	old, new *wording
	warnings []Warning
	liable   map[*unit]bool // units that a new sanction was warned of
}

func newChange(d Draft, t Text, lang act.Lang) *change {
	if d.Kind == Repeal {
		t.Proposed = ""
	}
	return &change{draft: d, text: t, lang: lang, old: read(t.Current, lang, d.Profile), new: read(t.Proposed, lang, d.Profile),
		liable: make(map[*unit]bool)}
}

func (c *change) check() {
	if c.draft.Kind != Repeal && strings.TrimSpace(c.text.Proposed) == "" {
		if strings.TrimSpace(c.text.Current) != "" {
			c.warn(EmptyDraft, nil, 0, -1, nil)
		}
		return
	}
	c.excludedReferences()
	if !c.rewords() {
		return
	}
	c.states()
	c.numbering()
	c.liability()
	c.extent()
}

// rewords says that there is a proposed wording, and another than that in force.
func (c *change) rewords() bool {
	return c.draft.Kind != Repeal && strings.TrimSpace(c.text.Proposed) != "" && c.text.Current != c.text.Proposed
}

// warn adds a warning at bytes from–to of a line; a nil line or a negative to stands for the whole wording.
func (c *change) warn(code Code, l *line, from, to int, args map[string]any) {
	w := Warning{Code: code, Rule: rules[code].rule, Severity: rules[code].severity, Lang: c.lang, From: -1, To: -1, Args: args}
	if w.Args == nil {
		w.Args = map[string]any{}
	}
	if l != nil && to >= 0 {
		w.From, w.To = l.position(from), l.position(to)
	}
	c.warnings = append(c.warnings, w)
}

// warnUnit adds a warning at the label of a unit, or at its first line where it has none.
func (c *change) warnUnit(code Code, u *unit, args map[string]any) {
	l := u.line
	if l == nil {
		c.warn(code, nil, 0, -1, args)
		return
	}
	to := len(l.text)
	if label := u.p.Label; label != "" && strings.HasPrefix(l.text[l.start:], label) {
		to = l.start + len(label)
	}
	c.warn(code, l, l.start, to, args)
}
