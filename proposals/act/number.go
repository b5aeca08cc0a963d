package act

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// CompareNums orders two numbers as the acts order them: «9» < «9-1» < «9-2» < «10», «а» < «б», «IV» < «V». Numbers of
// different kinds are ordered as text. It returns -1, 0 or 1.
func CompareNums(a, b string) int {
	if a == b {
		return 0
	}
	for {
		headA, restA := splitNum(a)
		headB, restB := splitNum(b)
		if c := compareHeads(headA, headB); c != 0 {
			return c
		}
		a, b = restA, restB
		switch {
		case a == "" && b == "":
			return 0
		case a == "":
			return -1
		case b == "":
			return 1
		}
	}
}

// NumFollows reports whether the number b may come right after a in a complete list: 1, 2; 2, 2-1; 2-1, 2-2; 2-1, 3; а, б.
func NumFollows(a, b string) bool {
	headA, restA, _ := strings.Cut(a, "-")
	headB, restB, _ := strings.Cut(b, "-")
	if headA == headB {
		if restA == "" {
			return restB == "1"
		}
		return NumFollows(restA, restB)
	}
	if restB != "" {
		return false
	}
	if na, err := strconv.Atoi(headA); err == nil {
		nb, err := strconv.Atoi(headB)
		return err == nil && nb == na+1
	}
	ra, _ := utf8.DecodeRuneInString(headA)
	rb, _ := utf8.DecodeRuneInString(headB)
	// The letters ё, й, ъ, ы, ь are left out of some lists.
	return rb > ra && rb-ra <= 3 || rb == 'ё' || ra == 'ё'
}

// splitNum cuts a number at its first hyphen or full stop.
func splitNum(num string) (head, rest string) {
	if i := strings.IndexAny(num, "-."); i >= 0 {
		return num[:i], num[i+1:]
	}
	return num, ""
}

func compareHeads(a, b string) int {
	na, okA := headValue(a)
	nb, okB := headValue(b)
	if okA && okB {
		switch {
		case na < nb:
			return -1
		case na > nb:
			return 1
		}
		return 0
	}
	return strings.Compare(a, b)
}

// headValue reads arabic and roman numerals. A head of more than nine digits is no number of a unit and is ordered as text.
func headValue(head string) (int, bool) {
	if head == "" || len(head) > 9 {
		return 0, false
	}
	if n, err := strconv.Atoi(head); err == nil && n >= 0 {
		return n, true
	}
	return RomanValue(head)
}

var romanDigits = map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}

// RomanValue reads a roman numeral in capital Latin letters; false for anything else.
func RomanValue(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	value, last := 0, 0
	for i := len(s) - 1; i >= 0; i-- {
		digit, ok := romanDigits[s[i]]
		if !ok {
			return 0, false
		}
		if digit < last {
			value -= digit
		} else {
			value += digit
			last = digit
		}
	}
	return value, true
}

// NextNum returns the number of a new unit that is to stand right after the one numbered after, among the given units of
// the same kind (480-V art. 26(7)): after the last one the following number («25» → «26»), between two the number before
// with an additional one («128» → «128-1»; when 128-1 stands already, «128-2»; after «128-1», before «129», «128-2»).
//
// Where the law's rule gives no free number (a unit between 128 and an existing 128-1), the next free additional number is
// given, since numbers of units that stay do not change (480-V art. 27(6)).
func NextNum(units []*Provision, after string) string {
	base, _ := splitNum(after)
	largest, last := 0, true
	for _, unit := range units {
		if CompareNums(unit.Num, after) > 0 {
			head, rest := splitNum(unit.Num)
			if head == base {
				if n, err := strconv.Atoi(rest); err == nil && n > largest {
					largest = n
				}
			} else {
				last = false
			}
		}
	}
	if _, rest := splitNum(after); rest != "" {
		if n, err := strconv.Atoi(rest); err == nil && n > largest {
			largest = n
		}
	}
	if last && largest == 0 {
		if n, err := strconv.Atoi(base); err == nil {
			return strconv.Itoa(n + 1)
		}
	}
	return base + "-" + strconv.Itoa(largest+1)
}
