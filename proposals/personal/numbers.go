package personal

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// iinWords name the identification number.
var iinWords = []string{"иин", "жсн", "iin"}

// iinForms are the ways in which its twelve digits are parted: after the date of birth, by dates, in fours.
var iinForms = []string{"6-6", "6-3-3", "6-2-4", "6-4-2", "6-1-5", "6-1-4-1", "2-2-2-6", "2-2-2-3-3", "2-2-2-2-2-2", "2-2-2-1-5", "2-2-2-1-4-1", "4-4-4"}

func (t *reading) iin(i int) (last int, ok bool) {
	last, ok = t.window(i, 12, single)
	if !ok || !validIIN(t.joined(i, last)) {
		return last, false
	}
	if last == i {
		return last, true
	}
	if t.lengths(i, last) == "3-3-3-3" { // as a sum of money is written; only the word tells
		return last, !t.spaced(i, last) || t.said(i, iinWords)
	}
	return last, slices.Contains(iinForms, t.lengths(i, last)) && !t.longer(i, last)
}

// longer says whether the row of groups goes on, on one side or the other: a row of a table, not one number.
func (t *reading) longer(i, last int) bool {
	return i > 0 && t.groups[i].before == t.groups[i+1].before || t.behind(last) == t.groups[last].before && last+1 < len(t.groups)
}

// validIIN checks the date of birth, the century and the control digit of twelve digits: the weights are 1 to 11, and where
// that leaves ten, 3 to 11, 1 and 2; a number that leaves ten again is not given out. Numbers of legal persons have a 4, 5
// or 6 in place of the first digit of a month, so they are none of these.
func validIIN(digits string) bool {
	century := digits[6]
	switch century {
	case '0', '3', '4', '5', '6': // 0 of foreigners; 1 and 2 were born before 1900
	default:
		return false
	}
	born := func(year string) bool {
		_, err := time.Parse("20060102", year+digits[:6])
		return err == nil
	}
	if !(century != '5' && century != '6' && born("19") || (century == '0' || century > '4') && born("20")) {
		return false
	}
	control := 0
	for _, shift := range []int{0, 2} {
		control = 0
		for at := range 11 {
			control += int(digits[at]-'0') * ((at+shift)%11 + 1)
		}
		if control %= 11; control < 10 {
			break
		}
	}
	return control == int(digits[11]-'0')
}

// cardForms are the ways in which the digits of a card are parted besides not at all.
var cardForms = []string{"4-4-4-4", "4-4-4-4-3", "4-4-4-4-2", "4-6-5", "4-6-4", "8-8", "4-12", "6-10", "4-4-4-1", "4-4-8"}

func (t *reading) card(i int) (last int, ok bool) {
	if last, ok := i, t.whole(i); ok {
		return last, cardLength(t.groups[i].digits) && luhn(t.groups[i].digits) && !t.account(i) && !money(t.behind(i))
	}
	for want := 19; want >= 13; want-- {
		last, ok := t.window(i, want, func(before string) bool { return before == " " || before == "-" || before == "." })
		if !ok || last == i || !slices.Contains(cardForms, t.lengths(i, last)) {
			continue
		}
		digits := t.joined(i, last)
		if cardLength(digits) && luhn(digits) && !t.years(i, last) && !t.row(i, last) && !t.account(i) {
			return last, true
		}
	}
	return 0, false
}

func (t *reading) whole(i int) bool { n := len(t.groups[i].digits); return n >= 13 && n <= 19 }

// cardLength says whether cards of the first digits have so many: the issuers of Kazakhstan, of its neighbours and of the
// world-wide systems.
func cardLength(digits string) bool {
	switch n := len(digits); digits[0] {
	case '2':
		return n == 16
	case '3':
		return n >= 14 && n <= 16
	case '4':
		return n == 13 || n == 16 || n == 19
	case '5', '6':
		return n >= 16 || n == 13 && digits[0] == '5'
	}
	return false
}

// luhn checks the control digit of a card.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// years says that all groups are years, as the heading of a table is.
func (t *reading) years(i, last int) bool {
	for _, g := range t.groups[i : last+1] {
		if len(g.digits) != 4 || g.digits < "1900" || g.digits > "2099" {
			return false
		}
	}
	return true
}

// row says that groups of four go on with more of four: columns of a table. What follows a card is its month and year.
func (t *reading) row(i, last int) bool {
	mark := t.groups[last].before
	before := i > 0 && t.groups[i].before == mark && len(t.groups[i-1].digits) == 4
	return before || last+1 < len(t.groups) && t.groups[last+1].before == mark && len(t.groups[last+1].digits) == 4
}

// account says that the two letters of a country stand right before the number: an account, not a card.
func (t *reading) account(i int) bool {
	before := []rune(t.groups[i].before)
	n := len(before)
	latin := func(r rune) bool { return 'a' <= r && r <= 'z' }
	return n >= 2 && latin(before[n-1]) && latin(before[n-2]) && (n == 2 || !unicode.IsLetter(before[n-3]))
}

// passportWords and identityWords name the documents.
var (
	passportWords = []string{"паспорт", "төлқұжат", "passport"}
	identityWords = []string{"удостоверение личности", "удостоверения личности", "удостоверению личности", "удостоверением личности",
		"уд. личности", "уд.личности", "уд. л", "жеке куәлі", "жеке куәлік", "identity card", "id card", "id-card"}
)

func (t *reading) passport(i int) (last int, ok bool) {
	g := t.groups[i]
	if n := len(g.digits); n == 8 {
		if mark := strings.TrimRight(g.before, " "); letterN(mark) && (mark == g.before || t.said(i, passportWords)) {
			return i, true
		}
	}
	numbered := strings.HasSuffix(strings.TrimRight(g.before, " "), "№")
	if last, ok := t.window(i, 9, single); ok && (last == i || numbered && t.lengths(i, last) == "3-3-3") &&
		!money(t.behind(last)) && (t.said(i, identityWords) || t.said(i, passportWords) || t.follows(last, identityWords)) {
		return last, true
	}
	// A passport of a neighbouring country: a series of four digits, a number of six or seven.
	if last, ok := t.window(i, 10, func(before string) bool { return single(before) || strings.Trim(before, " ") == "№" }); ok &&
		slices.Contains([]string{"4-6", "2-2-6", "10"}, t.lengths(i, last)) && !money(t.behind(last)) && t.said(i, passportWords) {
		return last, true
	}
	return i, len(g.digits) >= 7 && len(g.digits) <= 8 && !money(t.behind(i)) && t.said(i, passportWords) && serial(g.before)
}

// letterN says that a text ends with the letter of a Kazakh passport that belongs to no word.
func letterN(mark string) bool {
	if !strings.HasSuffix(mark, "n") {
		return false
	}
	before := []rune(strings.TrimSuffix(mark, "n"))
	return len(before) == 0 || !unicode.IsLetter(before[len(before)-1])
}

// serial says that one or two letters or the sign of a number stand right before: the series of a document.
func serial(before string) bool {
	words := strings.Fields(before)
	if len(words) == 0 {
		return false
	}
	last := []rune(words[len(words)-1])
	return len(last) <= 2 && (unicode.IsLetter(last[len(last)-1]) || last[len(last)-1] == '№')
}
