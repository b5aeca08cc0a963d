package drafting

import (
	"slices"
	"strconv"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
)

// unread warns of sentences that are no instructions, and of new wordings whose marks are missing.
func (a *amending) unread() {
	for _, p := range a.problems {
		code := InstructionUnread
		switch p.Code {
		case instruction.ProblemOtherLanguage:
			continue
		case instruction.ProblemNotUnderstood:
			if entersIntoForce(squeeze(p.Raw), a.Lang) {
				continue
			}
		case instruction.ProblemNewTextMissing:
			code = InstructionNoText
		case instruction.ProblemOpeningQuote, instruction.ProblemClosingQuote:
			code = InstructionUnquoted
		}
		a.whole(code, a.lineAt(p.Line), map[string]any{"text": act.Excerpt(p.Raw, excerptLetters)})
	}
}

// targeted reports whether an instruction amends the act that is at hand.
func (a *amending) targeted(in instruction.Instruction) bool {
	if a.Target == nil {
		return false
	}
	title := a.Target.Expression.Title
	return in.Act == "" || title == "" || instruction.SameAct(in.Act, title, a.Lang)
}

// wordings checks the new units that instructions bring, each by itself.
func (a *amending) wordings() {
	for _, in := range a.instructions {
		for _, m := range in.Modifications {
			if m.Subject != instruction.Units || m.New == "" {
				continue
			}
			d := Draft{Kind: Insert, Profile: act.ProfileLaw}
			text := Text{Proposed: m.New}
			if a.targeted(in) {
				d.Profile = a.Target.Profile
				text.Act = a.Target.Expression
			}
			c := newChange(d, text, a.Lang)
			c.states()
			a.liable = a.liable || len(punishments(m.New, a.Lang)) > 0
			for _, w := range c.warnings {
				if w.Code == MixedLetters {
					continue // told of the whole text
				}
				// The mark at the end of a new wording is often that of the list it goes into.
				if w.Code != ListEndWrong && w.Code != ListEndMissing || len(c.new.roots) == 1 && c.new.roots[0].p.Level == act.LevelArticle {
					a.moved(w, c, in.Line)
				}
			}
		}
	}
}

// letters checks the letters and blanks of the whole text.
func (a *amending) letters() {
	var mixed finding
	n := 0
	for _, l := range a.lines {
		for _, f := range letters(l) {
			if f.code != MixedLetters {
				a.warn(f.code, f.line, f.from, f.to, f.args)
				continue
			}
			if n++; n == 1 {
				mixed = f
			}
		}
	}
	if n > 0 {
		mixed.args["count"] = strconv.Itoa(n)
		a.warn(mixed.code, mixed.line, mixed.from, mixed.to, mixed.args)
	}
}

// moved puts a warning on a new wording at its place in the amending act; first is the line of the instruction.
func (a *amending) moved(w Warning, c *change, first int) {
	for _, l := range c.new.lines {
		if w.From < l.from || w.From > l.from+utf16Len(l.text) {
			continue
		}
		for n := first; n <= len(a.lines); n++ {
			at := a.lineAt(n)
			if i := strings.Index(at.text, strings.TrimSpace(l.text)); i >= 0 {
				w.To += at.position(i) - l.position(l.start) // before From, which it is measured from
				w.From += at.position(i) - l.position(l.start)
				a.warnings = append(a.warnings, w)
				return
			}
		}
	}
	if l := a.lineAt(first); l != nil {
		w.From, w.To = l.position(l.start), l.position(l.start+len(l.words()))
	}
	a.warnings = append(a.warnings, w)
}

// reasons are the codes of instructions that cannot be carried out.
var reasons = map[string]Code{
	instruction.ReasonWordsNotFound:   InstructionNoWords,
	instruction.ReasonWordsTwice:      InstructionTwice,
	instruction.ReasonAddressNotFound: InstructionNoUnit,
	instruction.ReasonNumberTaken:     InstructionTaken,
}

// effects are the codes that only the amended act shows; the others were given on the new wordings.
var effects = []Code{NumberTwice, NumberOrder, NumberNotNext, NumberNotAdditional, NumberReused, NumberTaken, Renumbered,
	ReferenceMissing, ReferenceExcluded, ListEndMissing, ListEndWrong, LiabilityNew, LiabilityTightened, LiabilityWider}

// carriedOut tries the instructions on the act at hand: those that fail are warned of, and what the others make of its
// articles is checked as any draft is.
func (a *amending) carriedOut() {
	if a.Target == nil {
		return
	}
	e := a.Target.Expression
	var mine []instruction.Instruction
	for _, in := range a.instructions {
		if a.targeted(in) {
			mine = append(mine, in)
		}
	}
	if len(mine) == 0 {
		return
	}
	amended, results := instruction.Apply(e, a.Target.Profile, mine)
	for i, r := range results {
		switch r.Reason {
		case "", instruction.ReasonOtherAct, instruction.ReasonActUnclear, instruction.ReasonContentsNotKept, instruction.ReasonNotUnderstood,
			instruction.ReasonNewTextMissing:
			continue
		}
		args := map[string]any{"text": act.Excerpt(r.Raw, excerptLetters), "where": r.Address}
		code, known := reasons[r.Reason]
		if !known {
			code, args = InstructionFails, map[string]any{"text": act.Excerpt(r.Raw, excerptLetters), "reason": r.Reason}
		}
		a.whole(code, a.lineAt(mine[i].Line), args)
	}
	a.effect(e, amended, mine, results)
}

// effect checks each article that the instructions changed.
func (a *amending) effect(e, amended *act.Expression, mine []instruction.Instruction, results []instruction.Result) {
	changed, before := 0, ""
	for _, article := range amended.Articles() {
		old := e.Find(article.EID)
		d := Draft{Kind: Amend, Target: article.EID, Profile: a.Target.Profile}
		text := Text{Act: e, Proposed: article.Wording()}
		if old == nil {
			d.Kind, d.Target = Insert, before
		} else {
			text.Current, before = old.Wording(), article.EID
		}
		if text.Current == text.Proposed {
			continue
		}
		changed++
		for _, w := range Check(Draft{d.Kind, d.Target, d.Profile, false, map[act.Lang]Text{a.Lang: text}}) {
			if !slices.Contains(effects, w.Code) {
				continue
			}
			a.liable = a.liable || w.Rule == law+"42(5)"
			l := a.lineAt(touching(article.EID, w.Code == ReferenceExcluded, mine, results))
			at := Warning{Code: w.Code, Rule: w.Rule, Severity: w.Severity, Lang: w.Lang, From: -1, To: -1, Args: w.Args}
			if l != nil {
				at.From, at.To = l.position(l.start), l.position(l.start+len(l.words()))
			}
			if !slices.ContainsFunc(a.warnings, func(x Warning) bool {
				return x.Code == at.Code && x.Args["num"] == at.Args["num"] && x.Args["text"] == at.Args["text"] && at.Rule != law+"42(5)" && x.From == at.From
			}) {
				a.warnings = append(a.warnings, at)
			}
		}
	}
	if all := len(e.Articles()); all > 3 && changed*2 > all {
		a.warn(HalfOfActChanged, nil, 0, -1, map[string]any{"act": e.Title, "percent": changed * 100 / all})
	}
}

// touching is the line of the first instruction that was carried out on an article; that of a new article is the one that
// orders its insertion. A reference that leads nowhere any more is the work of what repeals.
func touching(eid string, repeals bool, mine []instruction.Instruction, results []instruction.Result) int {
	num := strings.TrimPrefix(eid, "art_")
	for i, r := range results {
		if repeals && r.Kind != instruction.Repeal && r.Kind != instruction.Revocation {
			continue
		}
		for _, touched := range r.EIDs {
			if touched == eid || strings.HasPrefix(touched, eid+"__") {
				return mine[i].Line
			}
		}
		for _, m := range mine[i].Modifications {
			for _, p := range m.Places {
				if p.Unit == instruction.UnitArticle && p.Num == num {
					return mine[i].Line
				}
			}
		}
	}
	if repeals {
		return touching(eid, false, mine, results)
	}
	return 0
}

// entryIntoForce checks that the time of entry into force is named (480-V art. 42(8)) and that new or tightened liability has
// its sixty days (art. 42(5)). Only a whole amending act is asked: an excerpt has no closing article.
func (a *amending) entryIntoForce() {
	whole := false
	for _, l := range a.lines {
		text := l.words()
		if entersIntoForce(text, a.Lang) {
			days := highest(act.Fold(text[strings.Index(text, ".")+1:]))
			if a.liable && days < 60 && !strings.Contains(text, " года") && !strings.Contains(text, "жылғы") {
				a.whole(ForceTooSoon, l, map[string]any{"days": strconv.Itoa(days)})
			}
			return
		}
		whole = whole || isArticleTitle(text, a.Lang) && (strings.Contains(text, "нести ") || strings.Contains(text, "енгізілсін"))
	}
	if whole {
		a.warn(ForceMissing, nil, 0, -1, nil)
	}
}

// entersIntoForce recognises the article or the пункт of an amending act that brings it into force.
func entersIntoForce(text string, lang act.Lang) bool {
	if !isArticleTitle(text, lang) && (text == "" || text[0] < '0' || text[0] > '9') {
		return false
	}
	if lang == act.Kazakh {
		return strings.Contains(text, "олданысқа енгізіл")
	}
	return strings.Contains(text, "вводится в действие") || strings.Contains(text, "вводятся в действие")
}
