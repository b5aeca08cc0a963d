package instruction

import (
	"slices"
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// parser reads the tokens of one instruction, without its number and without new wording that stands on lines of its own.
type parser struct {
	tokens    []token
	i         int
	lang      act.Lang
	container Address
	mods      []Modification
	// wantsNew tells that the last modification is followed by new wording.
	wantsNew bool
	// isContainer tells that the line only names the unit for the lines below it: address is that unit.
	isContainer bool
	address     Address
	// empty tells that a quotation without words was read: nobody can say what it means.
	empty bool
}

func (p *parser) end() bool { return p.i >= len(p.tokens) }

func (p *parser) peek(n int) token {
	if p.i+n >= len(p.tokens) {
		return token{kind: tokenMark}
	}
	return p.tokens[p.i+n]
}

func (p *parser) word(n int) string {
	if t := p.peek(n); t.kind == tokenWord {
		return t.text
	}
	return ""
}

func (p *parser) mark(n int) string {
	if t := p.peek(n); t.kind == tokenMark {
		return t.text
	}
	return ""
}

// take advances over the given folded words if they stand here.
func (p *parser) take(words ...string) bool {
	for n, w := range words {
		if p.word(n) != w {
			return false
		}
	}
	p.i += len(words)
	return true
}

// words gives up to three folded words from token n on: no ordinal is longer.
func (p *parser) words(n int) []string {
	var words []string
	for ; len(words) < 3; n++ {
		w := p.word(n)
		if w == "" {
			break
		}
		words = append(words, w)
	}
	return words
}

// run reads all clauses of the line; it returns the token it stopped at when it does not understand.
func (p *parser) run() (stopped string, ok bool) {
	for {
		for !p.end() && isPunctuation(p.mark(0)) {
			p.i++
		}
		if p.end() {
			return "", len(p.mods) > 0 || p.isContainer
		}
		from := p.i
		var m Modification
		if p.lang == act.Kazakh {
			m, ok = p.kazakhClause()
		} else {
			m, ok = p.russianClause()
		}
		if !ok || p.empty {
			at := min(max(p.i, from), len(p.tokens)-1)
			return p.tokens[at].text, false
		}
		if p.isContainer {
			return "", p.end() && len(p.mods) == 0
		}
		p.mods = append(p.mods, m)
	}
}

func isPunctuation(mark string) bool {
	switch mark {
	case ",", ";", ".", ":":
		return true
	}
	return false
}

// clause gathers what a sentence says before and around its verb.
type clause struct {
	addresses    []Address
	subject      Subject
	old, new     []string
	after        string
	before       string
	places       []Step
	inlineNew    string
	until        string // the day that ends a temporary order
	hasAddresses bool
}

// placed completes the addresses of a clause by what stands above it: the clause before it in the same sentence, else the
// lines above.
func (p *parser) placed(c *clause) []Address {
	base := p.container
	if len(p.mods) > 0 {
		last := &p.mods[len(p.mods)-1]
		if !c.hasAddresses {
			return last.Addresses
		}
		base = nil
		if len(last.Addresses) > 0 {
			base = last.Addresses[len(last.Addresses)-1]
		}
	}
	if !c.hasAddresses {
		if len(base) == 0 {
			return nil
		}
		return []Address{slices.Clone(base)}
	}
	full := make([]Address, len(c.addresses))
	for i, a := range c.addresses {
		if a[0].Unit == UnitWhole {
			full[i] = base.with(a...)
			continue
		}
		full[i] = base.above(a[0]).with(a...)
	}
	return full
}

// pairs joins the quoted words that go with those that come; one new wording may serve all.
func (c *clause) pairs() ([]Quote, bool) {
	if len(c.old) == 0 || len(c.new) == 0 || len(c.new) != len(c.old) && len(c.new) != 1 {
		return nil, false
	}
	quotes := make([]Quote, len(c.old))
	for i, old := range c.old {
		quotes[i] = Quote{Old: old, New: c.new[min(i, len(c.new)-1)]}
	}
	return quotes, true
}

// containerAhead reads the colon behind an address: at the end of the line the unit is meant for the lines below, else for
// what follows in the line («1-баптың 1-тармағында: 3) тармақша …»). done tells that the line ends here.
func (p *parser) containerAhead(c *clause) (done, ok bool) {
	if p.mark(0) != ":" || !c.hasAddresses || len(c.old) > 0 || len(c.addresses) != 1 || c.after+c.before != "" {
		return false, false
	}
	address := p.placed(c)[0]
	p.i++
	if p.end() {
		p.isContainer, p.address = true, address
		return true, true
	}
	p.container, c.addresses, c.hasAddresses = address, nil, false
	return false, true
}

// quotes reads a list of quotations: «а», «б» и «в».
func (p *parser) quotes() []string {
	var texts []string
	for p.peek(0).kind == tokenQuote {
		texts = append(texts, p.peek(0).text)
		p.empty = p.empty || strings.TrimSpace(p.peek(0).text) == ""
		p.i++
		skip := 0
		if p.mark(0) == "," {
			skip = 1
		}
		if w := p.word(skip); w == "и" || w == act.Fold("және") || w == act.Fold("мен") {
			skip++
		}
		if skip == 0 || p.peek(skip).kind != tokenQuote {
			break
		}
		p.i += skip
	}
	return texts
}

// newWording reads what follows «следующей редакции», «следующего содержания»: a quotation in the same line, or a colon
// behind which the lines below are meant.
func (p *parser) newWording(c *clause) {
	if p.mark(0) == ":" {
		p.i++
	}
	if texts := p.quotes(); len(texts) > 0 {
		c.inlineNew = strings.Join(texts, "\n")
		return
	}
	p.wantsNew = true
}

// number reads one number: figures, a letter with a bracket, a roman numeral, an ordinal word.
func (p *parser) number() (num string, bracket, ok bool) {
	t := p.peek(0)
	if t.kind == tokenNumber {
		p.i++
		return t.text, t.bracket, true
	}
	if n, used := ordinalAt(p.words(0)); used > 0 {
		p.i += used
		return strconv.Itoa(n), false, true
	}
	if roman := romanNumeral(p.word(0)); roman != "" {
		p.i++
		return roman, false, true
	}
	return "", false, false
}

// isNumber reports whether a number stands at token n.
func (p *parser) isNumber(n int) bool {
	if p.peek(n).kind == tokenNumber {
		return true
	}
	if _, used := ordinalAt(p.words(n)); used > 0 {
		return true
	}
	return romanNumeral(p.word(n)) != ""
}

// romanNumeral reads a folded roman numeral; folding has made small Cyrillic letters of its signs.
func romanNumeral(word string) string {
	var roman []byte
	for _, r := range word {
		switch r {
		case 'і':
			roman = append(roman, 'I')
		case 'v':
			roman = append(roman, 'V')
		case 'х':
			roman = append(roman, 'X')
		case 'l':
			roman = append(roman, 'L')
		default:
			return ""
		}
	}
	if len(roman) > 8 {
		return ""
	}
	return string(roman)
}

// numbers reads a list of numbers, «первой и четвертой», «1) – 7) и 11)», with the unit they belong to.
func (p *parser) numbers(unit Unit) []Step {
	var steps []Step
	for {
		num, bracket, ok := p.number()
		if !ok {
			return steps
		}
		step := Step{Unit: unit, Num: num, Bracket: bracket}
		steps = append(steps, step)
		switch {
		case isDash(p.mark(0)) && p.isNumber(1):
			p.i++
			last, bracket, _ := p.number()
			steps = append(steps, span(step, Step{Unit: unit, Num: last, Bracket: bracket})...)
		}
		skip := 0
		if p.mark(0) == "," {
			skip++
		}
		if w := p.word(skip); w == "и" || w == "или" || w == act.Fold("және") || w == act.Fold("мен") {
			skip++
		}
		if skip == 0 || !p.isNumber(skip) {
			return steps
		}
		p.i += skip
	}
}

func isDash(mark string) bool { return mark == "–" || mark == "—" || mark == "-" || mark == "−" }

// maxSpan bounds the units of a range.
const maxSpan = 500

// span lists the steps after from up to to: «1) – 7)».
func span(from, to Step) []Step {
	a, errA := strconv.Atoi(from.Num)
	b, errB := strconv.Atoi(to.Num)
	if errA != nil || errB != nil || b <= a || b-a > maxSpan {
		return []Step{to}
	}
	var steps []Step
	for n := a + 1; n <= b; n++ {
		steps = append(steps, Step{Unit: to.Unit, Num: strconv.Itoa(n), Bracket: to.Bracket})
	}
	return steps
}
