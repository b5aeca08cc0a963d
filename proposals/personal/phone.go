package personal

import (
	"slices"
	"strings"
)

// mobileCodes are the codes of the mobile operators of Kazakhstan; those of its cities begin with 71 and 72.
var mobileCodes = []string{"700", "701", "702", "703", "704", "705", "706", "707", "708", "747", "750", "751", "760", "761",
	"762", "763", "764", "771", "775", "776", "777", "778"}

// phoneWords stand before the number of a telephone.
var phoneWords = []string{"тел", "телефон", "телефоны", "моб", "моб.тел", "сот", "ұялы", "ватсап", "whatsapp", "phone", "tel", "факс"}

// phoneForms are the ways in which the digits after the 8 are parted; parted otherwise they are a row of numbers.
var phoneForms = []string{"10", "3-7", "3-3-4", "3-3-2-2", "3-2-2-3", "3-2-3-2", "3-4-3", "4-6", "4-2-2-2", "4-3-3", "4-2-4", "5-5",
	"5-1-2-2", "5-2-3", "5-3-2", "3-1-2-2-2", "3-6-1", "6-2-2", "6-4", "3-5-2"}

func (t *reading) phone(i int) (last int, ok bool) {
	g := t.groups[i]
	if strings.HasSuffix(g.before, "+") || strings.HasSuffix(g.before, "+(") {
		return t.abroad(i)
	}
	if last, ok := t.window(i, 11, parted); ok {
		if digits := t.joined(i, last); t.dialled(i, last, digits) {
			return last, true
		}
	}
	if last, ok := t.window(i, 10, parted); ok {
		digits := t.joined(i, last)
		bracketed := strings.HasSuffix(g.before, "(") && last > i && strings.Contains(t.groups[i+1].before, ")")
		if code(digits) && !t.sum(i, last) && !money(t.behind(last)) &&
			(bracketed || t.named(i) || last-i >= 2 && mobile(digits) && slices.Contains(phoneForms, t.lengths(i, last)) && !t.listed(i, last)) {
			return last, true
		}
	}
	for _, want := range []int{7, 6} {
		last, ok := t.window(i, want, parted)
		if ok && t.named(i) && !t.sum(i, last) && !t.count(last) {
			return last, true
		}
	}
	return 0, false
}

// parted says whether what stands between two groups is how the digits of a telephone are parted.
func parted(before string) bool {
	return len(before) > 0 && len(before) <= 3 && strings.Trim(before, " -().") == "" && before != ". " && before != "..."
}

// dialled says that eleven digits are a number as it is dialled: 8 or 7, a code of Kazakhstan or of a Russian mobile operator.
func (t *reading) dialled(i, last int, digits string) bool {
	if digits[0] != '8' && digits[0] != '7' || money(t.behind(last)) || t.sum(i, last) || t.account(i) {
		return false
	}
	known := code(digits[1:]) || digits[0] == '8' && digits[1] == '9' && last > i
	if !known {
		return false
	}
	if last == i {
		return true
	}
	rest := t.lengths(i, last)
	if first := len(t.groups[i].digits); first == 1 {
		rest = strings.TrimPrefix(rest, "1-")
	} else { // «8701 123 45 67»: the code stands with the 8
		rest = itoa(first-1) + strings.TrimPrefix(rest, itoa(first))
	}
	return slices.Contains(phoneForms, rest)
}

// abroad says that a plus begins the number of a telephone: ten to fifteen digits with the code of the country. Free calls,
// which are of no person, have 800 after it.
func (t *reading) abroad(i int) (last int, ok bool) {
	n := len(t.groups[i].digits)
	last = i
	for n < 15 && last+1 < len(t.groups) && parted(t.groups[last+1].before) && !(n >= 11 && t.groups[i].digits[0] == '7') {
		next := len(t.groups[last+1].digits)
		if n+next > 15 {
			break
		}
		last++
		n += next
	}
	digits := t.joined(i, last)
	if n < 10 || n > 15 || money(t.behind(last)) {
		return last, false
	}
	return last, !strings.HasPrefix(digits, "7800")
}

// code says whether ten digits begin with a code of Kazakhstan; 800, free calls, is none of a person.
func code(digits string) bool {
	return mobile(digits) || digits[0] == '7' && (digits[1] == '1' || digits[1] == '2')
}

func mobile(digits string) bool { return slices.Contains(mobileCodes, digits[:3]) }

// named says that a word for the telephone stands right before the number, with nothing but marks between.
func (t *reading) named(i int) bool {
	before := strings.TrimRight(t.groups[i].before, " .:;№#(-=")
	for _, word := range phoneWords {
		if strings.HasSuffix(before, word) && hasWord(before[max(0, len(before)-len(word)-4):], []string{word}) {
			return true
		}
	}
	return false
}

// count says that what follows is what was counted, not the end of a telephone number.
func (t *reading) count(last int) bool {
	after := strings.TrimLeft(t.behind(last), " ")
	for _, word := range []string{"обращ", "звон", "челов", "раз", "жалоб", "дел", "адам", "рет", "өтініш", "call"} {
		if strings.HasPrefix(after, word) {
			return true
		}
	}
	return money(after)
}

// listed says that the groups are parted by spaces alone and go on: a row of a table.
func (t *reading) listed(i, last int) bool {
	return t.spaced(i, last) && (i > 0 && t.groups[i].before == " " || last+1 < len(t.groups) && t.behind(last) == " ")
}
