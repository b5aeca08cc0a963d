package instruction

import (
	"slices"
	"strconv"
	"strings"
)

// russianClause reads one operation: «[адрес] [слова «…»] глагол [словами «…»]».
func (p *parser) russianClause() (Modification, bool) {
	c := &clause{subject: Words}
	for !p.end() {
		if done, ok := p.containerAhead(c); done {
			return Modification{}, true
		} else if ok {
			continue
		}
		w := p.word(0)
		if w == "приостановить" || w == "установить" && !c.hasAddresses {
			return p.russianTemporary()
		}
		switch {
		case w == "на" && p.word(1) == "период" && p.word(2) == "до":
			p.i += 2
			day, ok := p.russianDate()
			if !ok {
				return Modification{}, false
			}
			c.until = day
		case w == "после":
			p.i++
			texts, _ := p.russianQuoted()
			if len(texts) != 1 {
				return Modification{}, false
			}
			c.after = texts[0]
		case w == "перед":
			p.i++
			texts, _ := p.russianQuoted()
			if len(texts) != 1 {
				return Modification{}, false
			}
			c.before = texts[0]
		case isQuotedNoun(w) && p.peek(1).kind == tokenQuote:
			c.old, c.subject = p.russianQuoted()
		case russianVerb(w) != "":
			p.i++
			return p.russianVerb(russianVerb(w), c)
		case w == "по" && (p.word(1) == "всему" && p.word(2) == "тексту" || p.word(1) == "тексту"):
			if c.hasAddresses {
				return Modification{}, false
			}
			p.i += 2
			if p.word(-1) == "всему" {
				p.i++
			}
			c.addresses, c.hasAddresses = p.russianWhole(), true
		case p.russianUnitAhead():
			if c.hasAddresses {
				return Modification{}, false
			}
			c.addresses, c.hasAddresses = p.russianAddresses(), true
			if len(c.addresses) == 0 {
				return Modification{}, false
			}
		case w == "к" && c.hasAddresses && (p.word(1) == "указанному" || p.word(1) == "настоящему" || p.word(1) == "данному") && p.word(2) != "":
			p.i += 3 // «приложение 1 к указанному решению»
		case russianFillers[w], p.mark(0) == ",":
			p.i++
		default:
			return Modification{}, false
		}
	}
	return Modification{}, false
}

// russianFillers stand between the parts of a clause and name nothing.
var russianFillers = map[string]bool{"в": true, "во": true, "из": true, "и": true, "а": true, "также": true,
	"соответственно": true, "настоящего": true, "настоящей": true, "кодекса": true, "закона": true, "этого": true, "указанного": true}

func isQuotedNoun(w string) bool {
	return strings.HasPrefix(w, "слов") || strings.HasPrefix(w, "цифр") || strings.HasPrefix(w, "знак") ||
		strings.HasPrefix(w, "аббревиатур")
}

// russianVerb finds the operation that a verb orders, in the imperative or as told of a past change.
func russianVerb(w string) Kind {
	switch {
	case strings.HasPrefix(w, "замен"):
		return Substitution
	case strings.HasPrefix(w, "исключ"):
		return Repeal
	case strings.HasPrefix(w, "дополн") && !strings.HasPrefix(w, "дополнени"):
		return Insertion
	case strings.HasPrefix(w, "изложи"):
		return Replacement
	case w == "считать":
		return Renumbering
	case w == "признать":
		return Revocation
	}
	return ""
}

// russianQuoted reads «слова «…», «…»».
func (p *parser) russianQuoted() ([]string, Subject) {
	subject := Words
	if w := p.word(0); isQuotedNoun(w) {
		if strings.HasPrefix(w, "цифр") {
			subject = Figures
		}
		p.i++
	}
	return p.quotes(), subject
}

// russianVerb reads what follows a verb and makes the modification.
func (p *parser) russianVerb(kind Kind, c *clause) (Modification, bool) {
	distributive := p.take("соответственно")
	switch kind {
	case Substitution:
		c.new, _ = p.russianQuoted()
		p.take("соответственно")
		if len(c.new) > 1 && !distributive && len(c.new) != len(c.old) {
			return Modification{}, false
		}
	case Replacement:
		if !p.take("в", "следующей", "редакции") && !p.take("в", "новой", "редакции") {
			return Modification{}, false
		}
		if p.take("согласно", "приложению") {
			// The wording is an annex of the amending act: whoever reads this sentence alone does not have it.
			if p.peek(0).kind == tokenNumber {
				p.i++
			}
		}
		p.newWording(c)
	case Renumbering:
		for _, a := range p.russianAddresses() {
			if len(a) == 0 {
				return Modification{}, false
			}
			c.places = append(c.places, a[len(a)-1])
		}
	case Revocation:
		if !strings.HasPrefix(p.word(0), "утратив") || p.word(1) != "силу" {
			return Modification{}, false
		}
		p.i += 2
	case Insertion:
		return p.russianInsertion(c)
	}
	return p.finish(kind, c)
}

// russianInsertion reads what is added: words, or units «следующего содержания».
func (p *parser) russianInsertion(c *clause) (Modification, bool) {
	if isQuotedNoun(p.word(0)) {
		c.new, _ = p.russianQuoted()
		if p.take("после") {
			texts, _ := p.russianQuoted()
			if len(texts) != 1 {
				return Modification{}, false
			}
			c.after = texts[0]
		}
		return p.finish(Insertion, c)
	}
	c.places = p.russianPlaces()
	p.take("соответственно")
	if len(c.places) == 0 || !p.take("следующего", "содержания") {
		return Modification{}, false
	}
	p.newWording(c)
	return p.finish(Insertion, c)
}

// russianPlaces reads the new units: «частями 2-1 и 2-2», «заголовком статьи 138-1».
func (p *parser) russianPlaces() []Step {
	unit, ok := russianUnits[p.word(0)]
	if !ok {
		// «вторым предложением»: the number stands first.
		if n, used := ordinalAt(p.words(0)); used > 0 {
			if unit, ok = russianUnits[p.word(used)]; ok {
				num := strconv.Itoa(n)
				p.i += used + 1
				return []Step{{Unit: unit, Num: num}}
			}
		}
		return nil
	}
	p.i++
	if inner, ok := russianUnits[p.word(0)]; ok && unit == UnitHeading && inner == UnitArticle {
		p.i++
	}
	steps := p.numbers(unit)
	if len(steps) == 0 {
		return []Step{{Unit: unit}}
	}
	for p.mark(0) == "," || p.word(0) == "и" {
		at := p.i
		p.i++
		more := p.russianPlaces()
		if len(more) == 0 {
			p.i = at
			break
		}
		steps = append(steps, more...)
	}
	return steps
}

// russianWhole reads what «по всему тексту» is followed by: a unit, or the word for the act itself.
func (p *parser) russianWhole() []Address {
	for russianFillers[p.word(0)] && p.word(0) != "в" {
		p.i++
	}
	whole := Step{Unit: UnitWhole}
	if !p.russianUnitAhead() {
		return []Address{{whole}}
	}
	addresses := p.russianAddresses()
	for i := range addresses {
		addresses[i] = addresses[i].with(whole)
	}
	return addresses
}

// russianUnitAhead reports whether a unit stands here, its noun first or its ordinal first («первом предложении»).
func (p *parser) russianUnitAhead() bool {
	if _, ok := russianUnits[p.word(0)]; ok {
		return true
	}
	_, used := ordinalAt(p.words(0))
	if used == 0 {
		return false
	}
	_, ok := russianUnits[p.word(used)]
	return ok
}

// russianGroup reads units of one kind with their numbers: «частях первой и четвертой».
func (p *parser) russianGroup() []Step {
	if _, ok := russianUnits[p.word(0)]; !ok {
		n, used := ordinalAt(p.words(0))
		p.i += used
		unit := russianUnits[p.word(0)]
		p.i++
		return []Step{{Unit: unit, Num: strconv.Itoa(n)}}
	}
	unit := russianUnits[p.word(0)]
	p.i++
	// «примечаний к статье 125», «заголовок статьи 5»: no number of their own.
	steps := p.numbers(unit)
	if len(steps) == 0 {
		return []Step{{Unit: unit}}
	}
	return steps
}

// russianAddresses reads addresses from the smallest unit to the largest, one after another. What a later address says of
// the larger units holds for those before it that do not name them: «в предложении первом части первой и части третьей
// статьи 14».
func (p *parser) russianAddresses() []Address {
	var addresses []Address
	var from []int // for each address the run of units it came with
	run := 0
	for p.russianUnitAhead() {
		groups := [][]Step{p.russianGroup()}
		for {
			skip := 0
			for p.word(skip) == "к" || skip < 2 && (p.word(skip) == "настоящей" || p.word(skip) == "этой") {
				skip++
			}
			at := p.i
			p.i += skip
			if !p.russianUnitAhead() {
				p.i = at
				break
			}
			groups = append(groups, p.russianGroup())
		}
		for _, a := range product(groups) {
			addresses = append(addresses, a)
			from = append(from, run)
		}
		run++
		at := p.i
		for p.mark(0) == "," || p.word(0) == "и" || p.word(0) == "а" || p.word(0) == "также" || p.word(0) == "в" || p.word(0) == "или" {
			p.i++
		}
		if p.i == at || !p.russianUnitAhead() {
			p.i = at
			break
		}
	}
	for i := len(addresses) - 2; i >= 0; i-- {
		next := addresses[i+1]
		if from[i] == from[i+1] {
			// Siblings of one run share their holders already, but may have been completed from the run behind.
			if shared := len(next) - len(addresses[i]); shared > 0 {
				addresses[i] = next[:shared].with(addresses[i]...)
			}
			continue
		}
		base := next[:len(next)-1].above(addresses[i][0])
		if len(base) > 0 && base[0].rank() < addresses[i][0].rank() {
			addresses[i] = base.with(addresses[i]...)
		}
	}
	return addresses
}

// product lists the addresses that groups of units make, the smallest unit varying last: «абзацы вторые частей первой и
// второй» are two.
func product(groups [][]Step) []Address {
	addresses := []Address{{}}
	for _, group := range slices.Backward(groups) {
		var longer []Address
		for _, a := range addresses {
			for _, s := range group {
				longer = append(longer, a.with(s))
			}
		}
		addresses = longer
	}
	return addresses
}
