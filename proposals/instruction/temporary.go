package instruction

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"talqy/proposals/act"
)

// What is ordered for a time only: «Приостановить до 1 января 2017 года действие пунктов 1 и 2 статьи 118, установив, что в
// период приостановления данные пункты действуют в следующей редакции: …», «Осы Заңның 57-1-бабы 2027 жылғы 1 қаңтарға дейін
// мынадай редакцияда қолданылады деп белгіленсін: …». The words of the law stay behind the temporary ones, so that a
// Suspension is read and shown but never carried out on a text.

var russianMonths = [...]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
	"ноября", "декабря"}

var kazakhMonths = [...]string{"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан",
	"қараша", "желтоқсан"}

// foldedMonths are the beginnings by which a month is known in any case.
var foldedMonths = func() (stems struct{ russian, kazakh [12]string }) {
	for i := range 12 {
		stems.russian[i] = act.Fold(russianMonths[i])
		stems.kazakh[i] = act.Fold(kazakhMonths[i])
	}
	return stems
}()

// russianUntil speaks a day as «до 1 января 2017 года ».
func russianUntil(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("до %d %s %d года ", t.Day(), russianMonths[t.Month()-1], t.Year())
}

// kazakhUntil speaks a day as «2017 жылғы 1 қаңтарға дейін ».
func kazakhUntil(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	month := kazakhMonths[t.Month()-1]
	return fmt.Sprintf("%d жылғы %d %s%s дейін ", t.Year(), t.Day(), month, dative(month))
}

func dative(word string) string {
	last := lastRune(word)
	if strings.ContainsRune("пткқсшфхцчщбвгд", last) {
		return harmony(word, "қа", "ке")
	}
	return harmony(word, "ға", "ге")
}

// russianSuspension: «приостановить до … действие …[, установив, что в период приостановления … в следующей редакции: …]».
func russianSuspension(m Modification) string {
	s := "приостановить " + russianUntil(m.Until) + "действие " + russianAddresses(m.Addresses, genitive)
	if m.New == "" {
		return s
	}
	this, acts := "данные единицы", "действуют"
	if last, ok := oneUnit(m.Addresses); ok {
		n := nouns[last]
		this, acts = [3]string{"данный ", "данная ", "данное "}[n.gender]+n.singular[nominative], "действует"
		if len(m.Addresses) > 1 {
			this, acts = "данные "+n.plural[nominative], "действуют"
		}
	}
	return s + ", установив, что в период приостановления " + this + " " + acts + " в следующей редакции:\n«" + m.New + "»"
}

// kazakhSuspension: «… қолданысы … дейін тоқтатыла тұрсын[, тоқтатыла тұрған кезеңде мынадай редакцияда қолданылады деп
// белгіленсін: …]».
func kazakhSuspension(m Modification) string {
	s := kazakhAddresses(m.Addresses, caseGenitive) + " қолданысы " + kazakhUntil(m.Until) + "тоқтатыла тұрсын"
	if m.New == "" {
		return s
	}
	return s + ", тоқтатыла тұрған кезеңде мынадай редакцияда қолданылады деп белгіленсін:\n«" + m.New + "»"
}

// oneUnit is the unit that all addresses end in.
func oneUnit(addresses []Address) (Unit, bool) {
	var unit Unit
	for _, a := range addresses {
		if len(a) == 0 || unit != "" && a[len(a)-1].Unit != unit {
			return "", false
		}
		unit = a[len(a)-1].Unit
	}
	return unit, unit != ""
}

// russianDate reads «до 1 января 2017 года» as 2017-01-01.
func (p *parser) russianDate() (day string, ok bool) {
	if p.word(0) != "до" || p.peek(1).kind != tokenNumber || p.peek(3).kind != tokenNumber || p.word(4) != "года" {
		return "", false
	}
	month := slices.Index(foldedMonths.russian[:], p.word(2)) + 1
	if day, ok = dayOf(p.peek(3).text, month, p.peek(1).text); ok {
		p.i += 5
	}
	return day, ok
}

// kazakhDate reads «2017 жылғы 1 қаңтарға дейін» as 2017-01-01.
func (p *parser) kazakhDate() (day string, ok bool) {
	if p.peek(0).kind != tokenNumber || p.word(1) != kkJylgy || p.peek(2).kind != tokenNumber || p.word(4) != kkDeiin {
		return "", false
	}
	month := slices.IndexFunc(foldedMonths.kazakh[:], func(m string) bool { return strings.HasPrefix(p.word(3), m) }) + 1
	if day, ok = dayOf(p.peek(0).text, month, p.peek(2).text); ok {
		p.i += 5
	}
	return day, ok
}

func dayOf(year string, month int, day string) (string, bool) {
	y, errY := strconv.Atoi(year)
	d, errD := strconv.Atoi(day)
	if errY != nil || errD != nil || month < 1 || y < 1000 || y > 9999 {
		return "", false
	}
	s := fmt.Sprintf("%04d-%02d-%02d", y, month, d)
	_, err := time.Parse(time.DateOnly, s)
	return s, err == nil
}

var (
	kkJylgy       = act.Fold("жылғы")
	kkDeiin       = act.Fold("дейін")
	kkQoldanysy   = act.Fold("қолданысы")
	kkQoldanylady = act.Fold("қолданылады")
	kkBelgilensin = act.Fold("белгіленсін")
	kkToqtatyla   = act.Fold("тоқтатыла")
	kkTursyn      = act.Fold("тұрсын")
	kkKezeng      = act.Fold("кезең")
)

// russianTemporary reads a sentence that begins with «приостановить» or «установить, что»; p stands at that word.
func (p *parser) russianTemporary() (Modification, bool) {
	c := &clause{}
	suspends := p.take("приостановить")
	if !suspends {
		p.i++ // установить
		if p.mark(0) == "," {
			p.i++
		}
		if !p.take("что") {
			return Modification{}, false
		}
	}
	for !p.end() {
		if day, ok := p.russianDate(); ok {
			c.until = day
			continue
		}
		w := p.word(0)
		switch {
		case suspends && w == "действие" && !c.hasAddresses:
			p.i++
		case p.russianUnitAhead() && !c.hasAddresses:
			c.addresses, c.hasAddresses = p.russianAddresses(), true
		case russianFillers[w] && w != "в" && w != "из":
			p.i++
		case suspends && p.mark(0) == "," && p.word(1) == "установив":
			return p.temporaryWording(c, 2)
		case !suspends && temporaryVerbs[w]:
			return p.temporaryWording(c, 0)
		case suspends && p.mark(0) != "" && isPunctuation(p.mark(0)) && p.mark(0) != ":":
			return p.suspension(c)
		default:
			return Modification{}, false
		}
	}
	if !suspends {
		return Modification{}, false
	}
	return p.suspension(c)
}

var temporaryVerbs = map[string]bool{"действует": true, "действуют": true, "излагается": true, "излагаются": true, "применяется": true, "применяются": true}

// temporaryWording reads «[, что в период приостановления данный абзац] действует в следующей редакции:» behind skip tokens.
// What is said there of anything but a wording is not understood: it is a rule of its own.
func (p *parser) temporaryWording(c *clause, skip int) (Modification, bool) {
	p.i += skip
	for p.mark(0) == "," || p.word(0) == "что" {
		p.i++
	}
	p.take("в", "период", "приостановления")
	if w := p.word(0); strings.HasPrefix(w, "данн") || w == "эти" || w == "этот" || w == "эта" {
		p.i++
		if _, ok := russianUnits[p.word(0)]; !ok {
			return Modification{}, false
		}
		p.i++
	}
	if !temporaryVerbs[p.word(0)] {
		return Modification{}, false
	}
	p.i++
	if !p.take("в", "следующей", "редакции") {
		return Modification{}, false
	}
	p.newWording(c)
	return p.suspension(c)
}

// suspension makes the modification of a temporary order.
func (p *parser) suspension(c *clause) (Modification, bool) {
	m := Modification{Kind: Suspension, Subject: Units, Addresses: p.placed(c), Until: c.until, New: c.inlineNew}
	temporary := p.wantsNew || m.New != ""
	return m, c.hasAddresses && len(m.Addresses) > 0 && len(c.old) == 0 && (m.Until != "" || !temporary)
}

// kazakhTemporary reads «тоқтатыла тұрсын», and «тоқтатыла тұрған кезеңде …мынадай редакцияда қолданылады деп белгіленсін»
// behind it.
func (p *parser) kazakhTemporary(c *clause) (Modification, bool) {
	p.i += 2
	at := p.i
	if p.mark(0) == "," {
		p.i++
	}
	if p.word(0) != kkToqtatyla || !strings.HasPrefix(p.word(2), kkKezeng) {
		p.i = at
		return p.suspension(c)
	}
	p.i += 3
	if p.take(act.Fold("осы")) {
		if !p.kazakhUnitAhead() || len(p.kazakhAddresses()) == 0 {
			return Modification{}, false
		}
	}
	if !p.take(kkMynadai, kkRedaction, kkQoldanylady, kkDep, kkBelgilensin) {
		return Modification{}, false
	}
	p.newWording(c)
	return p.suspension(c)
}
