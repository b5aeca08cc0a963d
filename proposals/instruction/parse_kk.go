package instruction

import (
	"strings"

	"talqy/proposals/act"
)

// kazakhStems are the beginnings of the words for units, folded, the longer before the shorter.
var kazakhStems = func() []struct {
	stem string
	unit Unit
} {
	stems := []struct {
		stem string
		unit Unit
	}{{"тармақша", UnitSubpoint}, {"тармақ", UnitPoint}, {"тармағ", UnitPoint}, {"бөлік", UnitPart}, {"бөліг", UnitPart},
		{"бөлім", UnitTitle}, {"бап", UnitArticle}, {"баб", UnitArticle}, {"абзац", UnitIndent}, {"сөйлем", UnitSentence},
		{"тарау", UnitChapter}, {"параграф", UnitSection}, {"тақырып", UnitHeading}, {"тақырыб", UnitHeading},
		{"ескертпе", UnitNote}, {"ескерту", UnitNote}, {"қосымша", UnitAnnex}, {"кіріспе", UnitPreamble},
		{"преамбула", UnitPreamble}, {"мазмұн", UnitContents}, {"мәтін", UnitBody}}
	for i := range stems {
		stems[i].stem = act.Fold(stems[i].stem)
	}
	return stems
}()

// The Kazakh words of instructions, folded as the tokens are.
var (
	kkTiisinshe  = act.Fold("тиісінше")
	kkDegen      = act.Fold("деген")
	kkMynadai    = act.Fold("мынадай")
	kkMazmundagy = act.Fold("мазмұндағы")
	kkRedaction  = act.Fold("редакцияда")
	kkJana       = act.Fold("жаңа")
	kkZhane      = act.Fold("және")
	kkMen        = act.Fold("мен")
	kkKishi      = act.Fold("кіші")
	kkBukil      = act.Fold("бүкіл")
	kkBoiynsha   = act.Fold("бойынша")
	kkKeiin      = act.Fold("кейін")
	kkDep        = act.Fold("деп")
	kkKushi      = act.Fold("күші")
)

// kazakhUnit finds the unit that a folded word names in any case.
func kazakhUnit(word string) (Unit, bool) {
	for _, s := range kazakhStems {
		if strings.HasPrefix(word, s.stem) {
			return s.unit, true
		}
	}
	return "", false
}

func endsIn(word string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(word, act.Fold(e)) {
			return true
		}
	}
	return false
}

// isGenitive reports whether a noun owns what comes next.
func isGenitive(word string) bool {
	return endsIn(word, "ның", "нің", "тың", "тің", "дың", "дің")
}

// kazakhClause reads one operation; its verb stands last, also as a converb («ауыстырылып,») with another clause behind.
func (p *parser) kazakhClause() (Modification, bool) {
	c := &clause{subject: Words}
	placesNext := false
	for !p.end() {
		if done, ok := p.containerAhead(c); done {
			return Modification{}, true
		} else if ok {
			continue
		}
		w := p.word(0)
		if day, ok := p.kazakhDate(); ok {
			c.until = day
			continue
		}
		switch {
		case w == kkQoldanysy && c.hasAddresses:
			p.i++
		case w == kkToqtatyla && p.word(1) == kkTursyn:
			return p.kazakhTemporary(c)
		case p.peek(0).kind == tokenQuote:
			if !p.kazakhQuoted(c) {
				return Modification{}, false
			}
		case w == kkMynadai && p.word(1) == kkMazmundagy:
			p.i += 2
			placesNext = true
		case (w == kkMynadai || w == kkJana) && p.word(1) == kkRedaction:
			p.i += 2
		case w == kkTiisinshe:
			p.i++
			placesNext = placesNext || c.hasAddresses && len(c.old) == 0 && p.kazakhUnitAhead()
		case p.kazakhWholeAhead(c):
		case p.kazakhVerb(c) != "":
			return p.kazakhFinish(p.kazakhVerb(c), c)
		case p.kazakhUnitAhead():
			addresses := p.kazakhAddresses()
			switch {
			case len(addresses) == 0:
				return Modification{}, false
			case placesNext || c.hasAddresses && len(c.old) == 0 && c.after == "":
				for _, a := range addresses {
					c.places = append(c.places, kazakhPlace(a))
				}
			case c.hasAddresses:
				return Modification{}, false
			default:
				c.addresses, c.hasAddresses = addresses, true
			}
		case p.mark(0) == ",", w == kkZhane, w == act.Fold("осы"), w == act.Fold("заңның"), w == act.Fold("кодекстің"):
			p.i++
		default:
			return Modification{}, false
		}
	}
	return Modification{}, false
}

// kazakhPlace is the new unit of an address: «138-1-баптың тақырыбымен» is the heading of that article.
func kazakhPlace(a Address) Step {
	last := a[len(a)-1]
	if last.Unit == UnitHeading && len(a) > 1 && a[len(a)-2].Unit == UnitArticle {
		last.Num = a[len(a)-2].Num
	}
	return last
}

// kazakhQuoted reads ««…», «…» деген сөздер», and tells by the ending what the words are for.
func (p *parser) kazakhQuoted(c *clause) bool {
	texts := p.quotes()
	if p.word(0) != kkDegen {
		return false
	}
	p.i++
	noun := p.word(0)
	figures := strings.HasPrefix(noun, act.Fold("цифр"))
	if !figures && !strings.HasPrefix(noun, act.Fold("сөз")) {
		return false
	}
	p.i++
	switch {
	case endsIn(noun, "мен", "бен", "пен"):
		c.new = texts
	case endsIn(noun, "ден", "дан", "тен", "тан", "нен", "нан"):
		if !strings.HasPrefix(p.word(0), kkKeiin) || len(texts) != 1 {
			return false
		}
		p.i++
		c.after = texts[0]
	case isGenitive(noun) && strings.HasPrefix(p.word(0), act.Fold("алды")):
		if len(texts) != 1 {
			return false
		}
		p.i++
		c.before = texts[0]
	case len(c.old) > 0:
		// «… деген сөздер … деген сөздер деп есептелсін».
		c.new = texts
	default:
		c.old = texts
		if figures {
			c.subject = Figures
		}
	}
	return true
}

// kazakhWholeAhead reads «бүкіл мәтін бойынша», «45-баптың бүкіл мәтіні бойынша».
func (p *parser) kazakhWholeAhead(c *clause) bool {
	skip := 0
	for skip < 3 && p.word(skip) != "" && p.word(skip) != kkBukil {
		skip++
	}
	if p.word(skip) != kkBukil || !strings.HasPrefix(p.word(skip+1), act.Fold("мәтін")) || p.word(skip+2) != kkBoiynsha {
		return false
	}
	if skip > 0 && (c.hasAddresses || p.kazakhUnitAhead()) {
		return false
	}
	p.i += skip + 3
	whole := Step{Unit: UnitWhole}
	if !c.hasAddresses {
		c.addresses = []Address{{}}
	}
	for i := range c.addresses {
		c.addresses[i] = c.addresses[i].with(whole)
	}
	c.hasAddresses = true
	return true
}

// kazakhVerb finds the operation that the verb here orders; deciding takes a look at what was said before it.
func (p *parser) kazakhVerb(c *clause) Kind {
	w := p.word(0)
	switch {
	case strings.HasPrefix(w, act.Fold("ауыстырыл")):
		return Substitution
	case (w == act.Fold("алып") || w == act.Fold("алынып")) && strings.HasPrefix(p.word(1), act.Fold("таста")):
		return Repeal
	case strings.HasPrefix(w, act.Fold("толықтырыл")):
		return Insertion
	case strings.HasPrefix(w, act.Fold("жазыл")):
		return Replacement
	case w == kkQoldanylady && p.word(1) == kkDep && p.word(2) == kkBelgilensin:
		return Suspension
	case w == kkKushi && p.word(2) == kkDep:
		return Revocation
	case w == kkDep && strings.HasPrefix(p.word(1), act.Fold("есептел")):
		if len(c.new) > 0 {
			return Substitution
		}
		return Renumbering
	}
	return ""
}

// kazakhFinish steps over the verb and makes the modification.
func (p *parser) kazakhFinish(kind Kind, c *clause) (Modification, bool) {
	switch {
	case p.word(0) == kkKushi:
		p.i += 4
	case kind == Suspension:
		p.i += 3
		p.newWording(c)
		return p.suspension(c)
	case p.word(0) == kkDep, kind == Repeal:
		p.i += 2
	default:
		p.i++
	}
	if kind == Replacement || kind == Insertion && len(c.places) > 0 {
		p.newWording(c)
	}
	return p.finish(kind, c)
}

// kazakhUnitAhead reports whether a unit stands here: numbers and their noun, or a noun that has none.
func (p *parser) kazakhUnitAhead() bool {
	if p.isNumber(0) {
		return true
	}
	if p.word(0) == kkKishi {
		return true
	}
	_, ok := kazakhUnit(p.word(0))
	return ok
}

// kazakhAddresses reads addresses from the largest unit to the smallest. One that does not name its larger units has those
// of the address before: «58-баптың төртінші бөлігіндегі және бесінші бөлігіндегі».
func (p *parser) kazakhAddresses() []Address {
	var addresses []Address
	for {
		groups, ok := p.kazakhChain()
		if !ok {
			return nil
		}
		var base Address
		if n := len(addresses); n > 0 && groups[0][0].Unit != UnitArticle {
			base = addresses[n-1].above(groups[0][0])
		}
		read := []Address{base}
		for _, group := range groups {
			var longer []Address
			for _, a := range read {
				for _, s := range group {
					longer = append(longer, a.with(s))
				}
			}
			read = longer
		}
		addresses = append(addresses, read...)
		skip := 0
		for p.mark(skip) == "," || p.word(skip) == kkZhane || p.word(skip) == kkMen {
			skip++
		}
		if skip == 0 {
			return addresses
		}
		at := p.i
		p.i += skip
		if !p.kazakhUnitAhead() {
			p.i = at
			return addresses
		}
	}
}

// kazakhChain reads one address: each noun that owns the next one goes on.
func (p *parser) kazakhChain() ([][]Step, bool) {
	var groups [][]Step
	for {
		steps := p.numbers("")
		if p.mark(0) == "-" {
			p.i++
		}
		subtitle := p.take(kkKishi)
		noun := p.word(0)
		unit, ok := kazakhUnit(noun)
		if !ok {
			return nil, false
		}
		if subtitle {
			unit = UnitSubtitle
		}
		p.i++
		if len(steps) == 0 {
			steps = []Step{{}}
		}
		for i := range steps {
			steps[i].Unit = unit
		}
		groups = append(groups, steps)
		if !p.kazakhUnitAhead() || p.word(0) == kkBukil {
			return groups, true
		}
		// «2-тармағы 2) тармақшасының»: an owner without its ending, before a smaller unit.
		if !isGenitive(noun) && !p.smallerAhead(steps[len(steps)-1]) {
			return groups, true
		}
	}
}

// smallerAhead reports whether the unit that stands next is smaller than the one read.
func (p *parser) smallerAhead(s Step) bool {
	at := p.i
	defer func() { p.i = at }()
	next := p.numbers("")
	if p.mark(0) == "-" {
		p.i++
	}
	unit, ok := kazakhUnit(p.word(0))
	if !ok {
		return false
	}
	step := Step{Unit: unit}
	if len(next) > 0 {
		step.Bracket = next[0].Bracket
	}
	return step.rank() > s.rank() && step.Unit != UnitBody
}
