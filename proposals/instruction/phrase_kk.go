package instruction

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// kazakhPhrase speaks from the largest unit to the smallest, the verb last. The unit stands in the locative with -ғы where
// words inside it are changed, in the nominative where it is itself changed.
func kazakhPhrase(m Modification) string {
	switch m.Kind {
	case Suspension:
		return kazakhSuspension(m)
	case Substitution:
		return kazakhInside(m) + kazakhBehind(m) + kazakhOld(m) + " " + kazakhDistributive(len(m.Quotes)) + kazakhNew(m.news()) + " ауыстырылсын"
	case Repeal, Revocation:
		verb := " алып тасталсын"
		if m.Kind == Revocation {
			verb = " күші жойылды деп танылсын"
		}
		if m.Subject == Units {
			return kazakhAddresses(m.Addresses, "") + verb
		}
		return kazakhInside(m) + kazakhOld(m) + verb
	case Replacement:
		return kazakhAddresses(m.Addresses, "") + " мынадай редакцияда жазылсын:\n«" + m.New + "»"
	case Renumbering:
		return kazakhAddresses(m.Addresses, "") + " " + kazakhDistributive(len(m.Places)) + kazakhSteps(m.Places, false, "") +
			" деп есептелсін"
	}
	if m.Kind != Insertion {
		return ""
	}
	address := ""
	if !wholeAct(m.Addresses) {
		address = kazakhAddresses(m.Addresses, "") + " "
	}
	if m.Subject == Units {
		return address + "мынадай мазмұндағы " + kazakhSteps(m.Places, false, caseInstrumental) + " толықтырылсын:\n«" + m.New + "»"
	}
	next := ""
	switch {
	case m.After != "":
		next = quoted(m.After) + " деген " + kazakhWord([]string{m.After}) + kazakhAblative(m.After) + " кейін "
	case m.Before != "":
		next = quoted(m.Before) + " деген " + kazakhWord([]string{m.Before}) + kazakhGenitive(m.Before) + " алдынан "
	}
	return address + next + kazakhNew([]string{m.New}) + " толықтырылсын"
}

// kazakhBehind says behind which words the quoted ones stand: ««Бөлім» деген сөзден кейінгі ».
func kazakhBehind(m Modification) string {
	if m.After == "" {
		return ""
	}
	return quoted(m.After) + " деген " + kazakhWord([]string{m.After}) + kazakhAblative(m.After) + " кейінгі "
}

func kazakhInside(m Modification) string {
	if wholeAct(m.Addresses) {
		return ""
	}
	first := m.Addresses[0]
	if len(m.Addresses) == 1 && first[len(first)-1].Unit == UnitWhole {
		if len(first) == 1 {
			return "бүкіл мәтін бойынша "
		}
		return kazakhAddress(first[:len(first)-1], caseGenitive) + " бүкіл мәтіні бойынша "
	}
	return kazakhAddresses(m.Addresses, caseInside) + " "
}

func kazakhDistributive(n int) string {
	if n > 1 {
		return "тиісінше "
	}
	return ""
}

// kazakhOld and kazakhNew name the quoted texts: ««…» деген сөздер», ««…» деген цифрмен».
func kazakhOld(m Modification) string {
	texts := m.olds()
	word := "сөздер"
	switch {
	case m.Subject == Figures:
		word = "цифрлар"
	case oneWord(texts):
		word = "сөз"
	}
	return quoted(texts...) + " деген " + word
}

func kazakhNew(texts []string) string {
	word := kazakhWord(texts)
	suffix := "мен"
	if word == "сөз" {
		suffix = "бен"
	}
	return quoted(texts...) + " деген " + word + suffix
}

func kazakhWord(texts []string) string {
	switch {
	case allFigures(texts):
		return "цифрлар"
	case oneWord(texts):
		return "сөз"
	}
	return "сөздер"
}

func kazakhAblative(text string) string {
	if isFigures(text) {
		return "дан"
	}
	return "ден"
}

func kazakhGenitive(text string) string {
	if isFigures(text) {
		return "дың"
	}
	return "дің"
}

// kazakhCase is the ending an address takes as a whole.
type kazakhCase string

const (
	caseGenitive     kazakhCase = "genitive"     // баптың
	caseInside       kazakhCase = "inside"       // баптағы: what is in the unit
	caseLocative     kazakhCase = "locative"     // бапта: the head of a list of changes
	caseInstrumental kazakhCase = "instrumental" // баппен: with a new unit
)

// kazakhAddresses speaks several addresses: units beside each other share their noun, «бірінші және төртінші бөліктеріндегі».
func kazakhAddresses(addresses []Address, c kazakhCase) string {
	if wholeAct(addresses) {
		return ""
	}
	if len(addresses) > 1 && siblings(addresses) {
		holders := addresses[0][:len(addresses[0])-1]
		return strings.TrimSpace(kazakhHolders(holders) + " " + kazakhSteps(lastSteps(addresses), len(holders) > 0, c))
	}
	parts := make([]string, len(addresses))
	for i, a := range addresses {
		parts[i] = kazakhAddress(a, c)
		if i == 0 {
			continue
		}
		// What the address before says of the larger units need not be said again.
		for shared := len(a) - 1; shared > 0; shared-- {
			if before := addresses[i-1].above(a[shared]); a[shared].Unit != UnitArticle && before.equal(a[:shared]) {
				parts[i] = strings.TrimSpace(kazakhOwnedHolders(a[shared:len(a)-1], true) + " " + kazakhSteps(a[len(a)-1:], true, c))
				break
			}
		}
	}
	return enumerate(parts, " және ")
}

func kazakhAddress(a Address, c kazakhCase) string {
	last := len(a) - 1
	return strings.TrimSpace(kazakhHolders(a[:last]) + " " + kazakhSteps(a[last:], last > 0, c))
}

// kazakhHolders speaks the larger units, each in the genitive and all but the first as owned by the one before.
func kazakhHolders(holders Address) string { return kazakhOwnedHolders(holders, false) }

func kazakhOwnedHolders(holders Address, owned bool) string {
	parts := make([]string, len(holders))
	for i := range holders {
		parts[i] = kazakhSteps(holders[i:i+1], owned || i > 0, caseGenitive)
	}
	return strings.Join(parts, " ")
}

// kazakhSteps speaks units of one kind with the numbers before the noun.
func kazakhSteps(steps []Step, owned bool, c kazakhCase) string {
	n := nouns[steps[0].Unit]
	if steps[0].Unit == UnitHeading && steps[0].Num != "" {
		// A line of the contents: «138-1-баптың тақырыбымен».
		articles := make([]Step, len(steps))
		for i, s := range steps {
			articles[i] = Step{Unit: UnitArticle, Num: s.Num}
		}
		word := n.owned
		if len(steps) > 1 {
			word = n.kazakh + pluralSuffix(n.kazakh) + "ы"
		}
		return kazakhSteps(articles, false, caseGenitive) + " " + word + caseSuffix(word, c, true)
	}
	word := n.kazakh
	if owned {
		word = n.owned
	}
	possessive := owned || steps[0].Unit == UnitContents
	if len(steps) > 1 {
		word = n.kazakh + pluralSuffix(n.kazakh)
		if owned {
			word += harmony(word, "ы", "і")
		}
		possessive = owned
	}
	word += caseSuffix(word, c, possessive)
	nums := make([]string, len(steps))
	glue := " "
	for i, s := range steps {
		nums[i], glue = kazakhNum(s)
	}
	list := enumerate(nums, " және ")
	if list == "" {
		return word
	}
	return list + glue + word
}

// kazakhNum gives the number and what stands between it and the noun: «екінші бөлік», «2-1-бөлік», «3) тармақша».
func kazakhNum(s Step) (num, glue string) {
	if s.Unit == UnitPart || s.Unit.countedOnly() {
		if n, err := strconv.Atoi(s.Num); err == nil && n <= maxOrdinal && n > 0 {
			return kazakhOrdinal(n), " "
		}
	}
	if s.Bracket {
		return s.Num + ")", " "
	}
	return s.Num, "-"
}

// caseSuffix is the ending of a noun by vowel harmony and by its last sound.
func caseSuffix(word string, c kazakhCase, possessive bool) string {
	last, _ := utf8.DecodeLastRuneInString(word)
	voiceless := strings.ContainsRune("пткқсшфхцчщбвгд", last)
	switch c {
	case caseGenitive:
		switch {
		case possessive || isKazakhVowel(last) || strings.ContainsRune("мнң", last):
			return harmony(word, "ның", "нің")
		case voiceless:
			return harmony(word, "тың", "тің")
		}
		return harmony(word, "дың", "дің")
	case caseLocative, caseInside:
		inside := harmony(word, "ғы", "гі")
		if c == caseLocative {
			inside = ""
		}
		switch {
		case possessive:
			return harmony(word, "нда", "нде") + inside
		case voiceless:
			return harmony(word, "та", "те") + inside
		}
		return harmony(word, "да", "де") + inside
	case caseInstrumental:
		if voiceless {
			return "пен"
		}
		return "мен"
	}
	return ""
}

func pluralSuffix(word string) string {
	last, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case isKazakhVowel(last) || strings.ContainsRune("руй", last):
		return harmony(word, "лар", "лер")
	case strings.ContainsRune("пткқсшфхцчщбвгд", last):
		return harmony(word, "тар", "тер")
	}
	return harmony(word, "дар", "дер")
}

// harmony chooses the back or the front form by the last vowel of the word. «у» and «и» take the colour of the vowel
// before them.
func harmony(word, back, front string) string {
	choice := back
	for _, r := range word {
		switch {
		case strings.ContainsRune("аоұыяюё", r):
			choice = back
		case strings.ContainsRune("әөүіеэ", r):
			choice = front
		}
	}
	return choice
}

func isKazakhVowel(r rune) bool { return strings.ContainsRune("аәеоөұүыіэ", r) }
