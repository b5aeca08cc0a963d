package instruction

import (
	"strconv"
	"strings"
)

// russianPhrase puts the address into the case that the verb governs: the prepositional with «в» where words inside the
// unit are changed, the accusative where the unit itself is the object.
func russianPhrase(m Modification) string {
	switch m.Kind {
	case Suspension:
		return russianSuspension(m)
	case Substitution:
		return russianInside(m) + russianBehind(m) + russianOld(m, m.olds()) + " заменить " + distributive(m) + russianNew(m.news())
	case Repeal, Revocation:
		verb := " исключить"
		if m.Kind == Revocation {
			verb = " признать " + russianRevoked(m.Addresses)
		}
		if m.Subject == Units {
			return russianAddresses(m.Addresses, accusative) + verb
		}
		return russianInside(m) + russianOld(m, m.olds()) + verb
	case Replacement:
		return russianAddresses(m.Addresses, accusative) + " изложить в следующей редакции:\n«" + m.New + "»"
	case Renumbering:
		return russianAddresses(m.Addresses, accusative) + " считать " + distributiveWord(len(m.Places)) +
			russianSteps(m.Places, instrumental)
	}
	if m.Kind != Insertion {
		return ""
	}
	return russianInsertion(m)
}

// russianBehind says behind which words the quoted ones stand: «после слова «Раздел» ».
func russianBehind(m Modification) string {
	if m.After == "" {
		return ""
	}
	return "после " + russianNext(m.After) + " " + quoted(m.After) + " "
}

func russianInsertion(m Modification) string {
	address := ""
	if !wholeAct(m.Addresses) {
		address = russianAddresses(m.Addresses, accusative) + " "
	}
	if m.Subject == Units {
		if last := m.lastStep(); last.Unit == UnitNote && last.Num == "" && m.Places[0].Unit == UnitPoint {
			// Numbered notes are several: «примечания к статье 125 дополнить пунктом 3».
			address = strings.Replace(address, nouns[UnitNote].singular[accusative], nouns[UnitNote].plural[accusative], 1)
		}
		return address + "дополнить " + russianSteps(m.Places, instrumental) + " следующего содержания:\n«" + m.New + "»"
	}
	next := ""
	switch {
	case m.After != "":
		next = "после " + russianNext(m.After) + " " + quoted(m.After) + " "
	case m.Before != "":
		next = "перед " + russianBefore(m.Before) + " " + quoted(m.Before) + " "
	}
	return address + next + "дополнить " + russianNew([]string{m.New})
}

// lastStep is the smallest unit of the first address.
func (m *Modification) lastStep() Step {
	if wholeAct(m.Addresses) {
		return Step{}
	}
	a := m.Addresses[0]
	return a[len(a)-1]
}

// wholeAct reports whether a modification names no unit: the act itself is meant.
func wholeAct(addresses []Address) bool {
	return len(addresses) == 0 || len(addresses) == 1 && len(addresses[0]) == 0
}

func russianInside(m Modification) string {
	if wholeAct(m.Addresses) {
		return ""
	}
	if len(m.Addresses) == 1 && m.Addresses[0][len(m.Addresses[0])-1].Unit == UnitWhole {
		rest := m.Addresses[0][:len(m.Addresses[0])-1]
		if len(rest) == 0 {
			return "по всему тексту "
		}
		return "по всему тексту " + russianAddress(rest, genitive) + " "
	}
	return "в " + russianAddresses(m.Addresses, prepositional) + " "
}

func distributive(m Modification) string { return distributiveWord(len(m.Quotes)) }

func distributiveWord(n int) string {
	if n > 1 {
		return "соответственно "
	}
	return ""
}

// russianOld names what is taken out, by the modification's own subject: an act may call «138-1,» words.
func russianOld(m Modification, texts []string) string {
	switch {
	case m.Subject == Figures:
		return "цифры " + quoted(texts...)
	case oneWord(texts):
		return "слово " + quoted(texts...)
	}
	return "слова " + quoted(texts...)
}

func russianNew(texts []string) string {
	switch {
	case allFigures(texts):
		return "цифрами " + quoted(texts...)
	case oneWord(texts):
		return "словом " + quoted(texts...)
	}
	return "словами " + quoted(texts...)
}

func russianNext(text string) string {
	switch {
	case isFigures(text):
		return "цифр"
	case isOneWord(text):
		return "слова"
	}
	return "слов"
}

func russianBefore(text string) string {
	switch {
	case isFigures(text):
		return "цифрами"
	case isOneWord(text):
		return "словом"
	}
	return "словами"
}

// russianRevoked makes «утратившим силу» agree with the unit.
func russianRevoked(addresses []Address) string {
	if len(addresses) != 1 || len(addresses[0]) == 0 {
		return "утратившими силу"
	}
	if nouns[addresses[0][len(addresses[0])-1].Unit].gender == feminine {
		return "утратившей силу"
	}
	return "утратившим силу"
}

// russianAddresses speaks several addresses. Units beside each other share their noun («частях первой и четвертой статьи
// 144»), and what the last address says of the larger units holds for those before it.
func russianAddresses(addresses []Address, c russianCase) string {
	if wholeAct(addresses) {
		return ""
	}
	if len(addresses) > 1 && siblings(addresses) {
		shared := addresses[0][:len(addresses[0])-1]
		return strings.TrimSpace(russianSteps(lastSteps(addresses), c) + russianHolders(shared, addresses[0][len(shared)]))
	}
	last := addresses[len(addresses)-1]
	base := last[:len(last)-1]
	parts := make([]string, len(addresses))
	for i, a := range addresses {
		if i < len(addresses)-1 && len(a) > len(base) && a[:len(base)].equal(base) && base.above(a[len(base)]).equal(base) {
			a = a[len(base):]
		}
		parts[i] = russianAddress(a, c)
	}
	return enumerate(parts, " и ")
}

func russianAddress(a Address, c russianCase) string {
	last := len(a) - 1
	return strings.TrimSpace(russianSteps(a[last:], c) + russianHolders(a[:last], a[last]))
}

// russianHolders speaks the larger units behind the smallest one, each in the genitive, or with «к» behind a note.
func russianHolders(holders Address, smaller Step) string {
	var b strings.Builder
	for i := len(holders) - 1; i >= 0; i-- {
		b.WriteByte(' ')
		if smaller.Unit == UnitNote {
			b.WriteString("к " + russianDative(holders[i]))
		} else if holders[i].Unit == UnitNote && holders[i].Num == "" && smaller.Unit == UnitPoint && !smaller.Bracket {
			// Numbered notes are several: «пункт 2 примечаний к статье 125».
			b.WriteString(nouns[UnitNote].plural[genitive])
		} else {
			b.WriteString(russianSteps(holders[i:i+1], genitive))
		}
		smaller = holders[i]
	}
	return b.String()
}

// russianDative is the prepositional for feminine nouns; the others end in «у», «ю».
func russianDative(s Step) string {
	n := nouns[s.Unit]
	word := n.singular[prepositional]
	switch n.gender {
	case masculine:
		word = n.singular[nominative] + "у"
	case neuter:
		word = strings.TrimSuffix(n.singular[nominative], "е") + "ю"
	}
	num := russianNum(s, prepositional)
	if n.gender == masculine && strings.HasSuffix(num, "ом") {
		num += "у"
	}
	return strings.TrimSpace(word + " " + num)
}

// russianSteps speaks units of one kind with their numbers: «пункты 2) и 3)», «часть вторую».
func russianSteps(steps []Step, c russianCase) string {
	n := nouns[steps[0].Unit]
	if len(steps) == 1 && steps[0].Unit == UnitHeading && steps[0].Num != "" {
		// A line of the contents: «заголовком статьи 138-1».
		return n.singular[c] + " статьи " + steps[0].Num
	}
	if len(steps) == 1 {
		return strings.TrimSpace(n.singular[c] + " " + russianNum(steps[0], c))
	}
	nums := make([]string, len(steps))
	for i, s := range steps {
		nums[i] = russianNum(s, c)
	}
	if steps[0].Unit == UnitHeading {
		return n.plural[c] + " статей " + enumerate(nums, " и ")
	}
	return n.plural[c] + " " + enumerate(nums, " и ")
}

// russianNum speaks the number: часть, абзац and предложение are counted in words, the others in figures.
func russianNum(s Step, c russianCase) string {
	if s.Unit == UnitPart || s.Unit.countedOnly() {
		if n, err := strconv.Atoi(s.Num); err == nil {
			return russianOrdinal(n, nouns[s.Unit].gender, c)
		}
	}
	if s.Bracket {
		return s.Num + ")"
	}
	return s.Num
}
