package personal

import (
	"strings"
	"unicode"
)

// group is a row of digits with nothing between them but what the eye does not see.
type group struct {
	digits   string
	from, to int // bytes of the text
	// before is what stands between the group before and this one, folded; the beginning of the text for the first.
	before string
}

// reading is a text as its numbers are looked at: lower case, digits of every script as ASCII, every dash «-», every space « »,
// and what is invisible left out.
type reading struct {
	groups []group
	after  string // what stands behind the last group
}

func read(text string) *reading {
	t := &reading{}
	var digits, between strings.Builder
	var open group
	end := func() {
		if digits.Len() > 0 {
			open.digits = digits.String()
			t.groups = append(t.groups, open)
			digits.Reset()
		}
	}
	for at, r := range text {
		if invisible(r) {
			continue
		}
		d, ok := digit(r)
		if !ok {
			end()
			between.WriteRune(fold(r))
			continue
		}
		if digits.Len() == 0 {
			open = group{from: at, before: between.String()}
			between.Reset()
		}
		digits.WriteByte(d)
		open.to = at + len(string(r))
	}
	end()
	t.after = between.String()
	return t
}

// invisible says that a character does not part what stands before and after it: soft hyphens, joiners, marks on letters.
func invisible(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) }

// digit gives the ASCII digit of a decimal digit of any script.
func digit(r rune) (byte, bool) {
	if r < 0x80 {
		return byte(r), '0' <= r && r <= '9'
	}
	for _, in := range unicode.Nd.R16 { // decimal digits come in tens, beginning with nought
		if uint16(r) == uint16(in.Lo) && r <= 0xffff || rune(in.Lo) <= r && r <= rune(in.Hi) {
			return '0' + byte((r-rune(in.Lo))%10), true
		}
	}
	for _, in := range unicode.Nd.R32 {
		if rune(in.Lo) <= r && r <= rune(in.Hi) {
			return '0' + byte((r-rune(in.Lo))%10), true
		}
	}
	return 0, false
}

// fold makes one character of those that look alike.
func fold(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n' // what stands in another line or cell is another number
	case unicode.Is(unicode.Zs, r):
		return ' '
	case unicode.Is(unicode.Pd, r) || r == '−' || r == '_' || r == '¯' || r == '‾' || r == '⁃' || r == '➖':
		return '-'
	case r == '·' || r == '•' || r == '∙' || r == '․' || r == '．' || r == '。':
		return '.'
	case r == '（' || r == '[' || r == '［':
		return '('
	case r == '）' || r == ']' || r == '］':
		return ')'
	case r == '＋' || r == '﹢':
		return '+'
	case 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ':
		return unicode.ToLower(r - 'Ａ' + 'A')
	}
	return unicode.ToLower(r)
}

// joined gives the digits of the groups i to last as one number.
func (t *reading) joined(i, last int) string {
	var b strings.Builder
	for _, g := range t.groups[i : last+1] {
		b.WriteString(g.digits)
	}
	return b.String()
}

// behind is what stands after group i, up to the next one.
func (t *reading) behind(i int) string {
	if i+1 < len(t.groups) {
		return t.groups[i+1].before
	}
	return t.after
}

// lengths lists how many digits each of the groups i to last has, «3-2-2».
func (t *reading) lengths(i, last int) string {
	var b strings.Builder
	for _, g := range t.groups[i : last+1] {
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(itoa(len(g.digits)))
	}
	return b.String()
}

// itoa writes small numbers; longer groups are of no interest.
func itoa(n int) string {
	if n > 99 {
		n = 99
	}
	if n > 9 {
		return string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
	}
	return string([]byte{'0' + byte(n)})
}

// spaced says whether nothing but single spaces stands between the groups.
func (t *reading) spaced(i, last int) bool {
	for _, g := range t.groups[i+1 : last+1] {
		if g.before != " " {
			return false
		}
	}
	return last > i
}

// single says whether one mark that parts the digits of one number stands before a group.
func single(before string) bool {
	return before == " " || before == "-" || before == "." || before == "/"
}

// window finds the last group of a number of the wanted number of digits that begins with group i and whose groups part lets
// pass; ok is false where the groups do not add up.
func (t *reading) window(i, want int, part func(before string) bool) (last int, ok bool) {
	n := len(t.groups[i].digits)
	for last = i; n < want && last+1 < len(t.groups) && part(t.groups[last+1].before); {
		last++
		n += len(t.groups[last].digits)
	}
	return last, n == want
}

// money says that what follows is a currency: a sum, however many digits it has.
func money(after string) bool {
	after = strings.TrimLeft(after, " ,")
	for _, word := range []string{"тенге", "теңге", "тг", "₸", "руб", "₽", "долл", "$", "€", "евро", "тыс", "мың", "млн", "млрд", "kzt", "usd", "eur"} {
		if strings.HasPrefix(after, word) {
			return true
		}
	}
	return false
}

// sum says that the groups are parted as a sum of money or a count is: three digits each after the first.
func (t *reading) sum(i, last int) bool {
	if !t.spaced(i, last) || len(t.groups[i].digits) > 3 {
		return false
	}
	for _, g := range t.groups[i+1 : last+1] {
		if len(g.digits) != 3 {
			return false
		}
	}
	return true
}

// near is how far from a number the word that says what it is may stand, in characters.
const near = 60

// said says whether one of the words stands shortly before group i, numbers in between or not, in the same line.
func (t *reading) said(i int, words []string) bool {
	around := ""
	for ; i >= 0 && len([]rune(around)) < near; i-- {
		around = t.groups[i].before + " " + around
	}
	if cut := strings.LastIndexByte(around, '\n'); cut >= 0 {
		around = around[cut:]
	}
	if r := []rune(around); len(r) > near {
		around = string(r[len(r)-near:])
	}
	return hasWord(around, words)
}

// follows says whether one of the words stands right after group i, before any other number.
func (t *reading) follows(i int, words []string) bool {
	after, _, _ := strings.Cut(t.behind(i), "\n")
	if r := []rune(after); len(r) > near/2 {
		after = string(r[:near/2])
	}
	return hasWord(after, words)
}

// hasWord says whether a text has one of the words, beginning where a word begins.
func hasWord(text string, words []string) bool {
	for _, word := range words {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			before := []rune(text[:at+i])
			if len(before) == 0 || !unicode.IsLetter(before[len(before)-1]) {
				return true
			}
			at += i + len(word)
		}
	}
	return false
}
