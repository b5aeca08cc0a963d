package proposals

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/source"
)

// claims are what a draft lays hands on in the wording in force: the words it changes, the words its instruction quotes to
// find the place, the units it excludes or writes anew, and the numbers it gives to new units.
type claims struct {
	// touched are stretches of the wording in force, in order.
	touched []stretch
	// excluded are whole units that go, rewritten those that get a new wording, holders those that get new units.
	excluded, rewritten, holders []stretch
	// numbers are those of new units, by the address of what gets them and the number: «в статье 5 … подпункт 3)».
	numbers []newNumber
	// spans tell where each unit of the article stands, to name the place of a collision.
	spans []span
}

// stretch is the bytes from–to of the wording in force; empty where something is only added: words, or whole lines between
// two lines.
type stretch struct {
	from, to int
	lines    bool
}

// newNumber is a new unit: what it is called where, and what it says.
type newNumber struct {
	key     string
	address string
	text    string
}

// span is where a unit stands with all below it.
type span struct {
	stretch
	unit *act.Provision
}

// meets says whether two stretches share words. A place where words are added meets what it stands in or at the edge of,
// because nobody can say in which order they are meant; lines that are added meet only lines added at the same place and
// what they would part.
func (s stretch) meets(t stretch) bool {
	switch {
	case s.empty() && t.empty() && s.lines == t.lines:
		return s.from == t.from
	case s.empty() && t.empty():
		return false
	case s.empty() && !s.lines, t.empty() && !t.lines:
		return s.from <= t.to && t.from <= s.to
	}
	return s.from < t.to && t.from < s.to
}

// holds says whether t stands in s.
func (s stretch) holds(t stretch) bool { return s.from <= t.from && t.to <= s.to }

func (s stretch) empty() bool { return s.from == s.to }

// touched is where a change of the redline lays hands on the wording in force. The line breaks around whole lines that come
// or go belong to nobody.
func touched(current string, e edit) stretch {
	if e.from == e.to {
		return stretch{e.from, e.to, strings.HasPrefix(e.insert, "\n") || strings.HasSuffix(e.insert, "\n")}
	}
	s := stretch{from: e.from, to: e.to}
	if e.insert == "" {
		for s.from < s.to && current[s.from] == '\n' {
			s.from++
		}
		for s.from < s.to && current[s.to-1] == '\n' {
			s.to--
		}
	}
	return s
}

// claimsOf reads the claims out of the redline and of the instruction that was derived with it. Without an instruction the
// redline alone speaks.
func claimsOf(l *derivedLang, mods []instruction.Modification, lang act.Lang, profile act.Profile) claims {
	var c claims
	for _, e := range edits(l.ops) {
		c.touched = append(c.touched, touched(l.current, e))
	}
	if l.article != nil {
		placeUnits(l.article, 0, &c.spans)
	}
	if l.current == "" {
		for _, a := range articles(source.ReadWording(l.proposed, lang, profile)) {
			c.numbers = append(c.numbers, newNumber{key: act.Fold(a.Num), address: act.Address([]*act.Provision{a}, lang, profile), text: l.proposed})
		}
		return c
	}
	if l.article == nil {
		return c
	}
	base := &act.Expression{Lang: lang, Provisions: []*act.Provision{l.article}}
	for _, m := range mods {
		addresses := m.Addresses
		if len(addresses) == 0 {
			addresses = []instruction.Address{nil}
		}
		for _, a := range addresses {
			one := m
			one.Addresses = []instruction.Address{a}
			c.order(l, one, base, profile)
		}
	}
	slices.SortFunc(c.touched, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return c
}

// placeUnits finds where a unit and those below it stand in its wording, and gives where the next one begins.
func placeUnits(p *act.Provision, at int, out *[]span) int {
	i := len(*out)
	*out = append(*out, span{stretch{from: at, to: at}, p})
	for _, line := range p.Lines() {
		at += len(line) + 1
	}
	for _, child := range p.Children {
		at = placeUnits(child, at, out)
	}
	(*out)[i].to = max(at-1, (*out)[i].from)
	return at
}

// order adds what one order at one address claims beyond the words that change.
func (c *claims) order(l *derivedLang, m instruction.Modification, base *act.Expression, profile act.Profile) {
	address := m.Addresses[0]
	unit, spoken, ok := c.addressed(address, base, profile)
	if m.Kind == instruction.Insertion && m.Subject == instruction.Units {
		for _, place := range m.Places {
			c.numbers = append(c.numbers, newNumber{key: numberKey(address, place), address: spoken, text: m.New})
		}
	}
	if !ok {
		return
	}
	part := len(address) > 0 && (address[len(address)-1].Unit == instruction.UnitSentence || address[len(address)-1].Unit == instruction.UnitHeading)
	switch {
	case m.Subject == instruction.Units && part:
		c.widen(l.current, unit.stretch)
	case m.Kind == instruction.Insertion && m.Subject == instruction.Units:
		c.holders = append(c.holders, unit.stretch)
	case m.Kind == instruction.Repeal && m.Subject == instruction.Units:
		c.excluded = append(c.excluded, unit.stretch)
	case m.Subject == instruction.Units:
		c.touched = append(c.touched, unit.stretch)
		c.rewritten = append(c.rewritten, unit.stretch)
	}
	for _, q := range m.Quotes {
		c.quote(l.current, unit.stretch, q.Old)
	}
	c.quote(l.current, unit.stretch, m.After)
	c.quote(l.current, unit.stretch, m.Before)
}

// addressed finds the unit that an address leads to, and speaks it. A word is added to the end of that unit on a copy, which
// any unit can take: so an address is read in one way only, that of carrying out.
func (c *claims) addressed(a instruction.Address, base *act.Expression, profile act.Profile) (unit span, spoken string, ok bool) {
	probe := instruction.Modification{Kind: instruction.Insertion, Subject: instruction.Words, Addresses: []instruction.Address{a}, New: "\u00a4"}
	_, results := instruction.Apply(base, profile, []instruction.Instruction{{Lang: base.Lang, Modifications: []instruction.Modification{probe}}})
	if len(results) != 1 || len(results[0].EIDs) != 1 {
		return span{}, "", false
	}
	for _, s := range c.spans {
		if s.unit.EID == results[0].EIDs[0] {
			return s, results[0].Address, true
		}
	}
	return span{}, results[0].Address, false
}

// quote claims quoted words where they stand whole in a unit: that place must stay as it is for the order to be carried out.
func (c *claims) quote(current string, in stretch, words string) {
	if words == "" {
		return
	}
	for at := in.from; at < in.to; {
		i := strings.Index(current[at:in.to], words)
		if i < 0 {
			return
		}
		found := stretch{from: at + i, to: at + i + len(words)}
		if wholeWords(current, found) {
			c.touched = append(c.touched, found)
		}
		at = found.to
	}
}

// wholeWords says whether no letter stands on either side.
func wholeWords(s string, at stretch) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at.from])
	after, _ := utf8.DecodeRuneInString(s[at.to:])
	return !isWordLetter(before) && !isWordLetter(after)
}

// widen stretches the changes inside a unit to the sentences they stand in: the order is about whole sentences.
func (c *claims) widen(current string, in stretch) {
	for i, s := range c.touched {
		if s.from < in.from || s.to > in.to {
			continue
		}
		if at := strings.LastIndexAny(current[in.from:s.from], ".!?\n"); at >= 0 {
			s.from = in.from + at + 1
		} else {
			s.from = in.from
		}
		if at := strings.IndexAny(current[s.to:in.to], ".!?\n"); at >= 0 {
			s.to += at + 1
		} else {
			s.to = in.to
		}
		c.touched[i] = s
	}
}

// numberKey names a new unit by what gets it and by its number.
func numberKey(at instruction.Address, place instruction.Step) string {
	var key strings.Builder
	for _, step := range append(slices.Clone(at), place) {
		key.WriteString(string(step.Unit) + " " + act.Fold(step.Num) + "/")
	}
	return key.String()
}

// isWordLetter says whether a quotation that ends beside r would cut a word.
func isWordLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
