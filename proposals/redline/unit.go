package redline

// unit is one line of a text: tokens from–to of it, the line break with them.
type unit struct {
	from, to int
	hash     uint64
	number   int    // the token that is its own number, -1 for none
	body     uint64 // the hash of what it says: without its number and without the marks at its end
	words    int    // without its number
}

// units cuts a text of tokens into lines.
func (a *alphabet) units(text []rune) []unit {
	var out []unit
	for from := 0; from < len(text); {
		u := unit{from: from, hash: offset64, body: offset64}
		u.number = a.ownNumber(text, from)
		body := uint64(offset64)
		i := from
		for i < len(text) {
			r := text[i]
			u.hash = (u.hash ^ uint64(r)) * prime64
			class := a.class(r)
			if i == u.number {
				body, u.words = offset64, 0 // «Статья» before the number is no more than the number
			} else if u.words > 0 || class == word {
				body = (body ^ uint64(r)) * prime64
			}
			i++
			if class == line {
				break
			}
			if class == word && i-1 != u.number {
				u.words++
				u.body = body
			}
		}
		u.to = i
		out = append(out, u)
		from = i
	}
	return out
}

// The numbers of the FNV-1a hash. A hash only proposes that lines are alike; what decides is the comparison of their words.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// longNumber is the greatest length of a unit's number in bytes («128-1-1)»); longer ones are other figures.
const longNumber = 10

// ownNumber finds the number that a line bears, in the shapes that units have: «2.», «9-1)», «5-бап», and with a word
// before it «Статья 5.», «Глава IV». It gives the token or -1.
func (a *alphabet) ownNumber(text []rune, from int) int {
	at := func(i int) token {
		if i < len(text) {
			return a.tokens[text[i]]
		}
		return token{text: "\n", class: line}
	}
	i := from
	if at(i).class == space {
		i++
	}
	first := at(i)
	if first.class != word || at(i+1).class == line && !figureFirst(first.text) {
		return -1
	}
	if figureFirst(first.text) {
		if len(first.text) > longNumber {
			return -1
		}
		switch next := at(i + 1); {
		case first.text[len(first.text)-1] == ')', next.text == ".", next.text == ")", next.text == "-" && at(i+2).class == word:
			return i
		}
		return -1
	}
	if at(i+1).class != space || at(i+2).class != word || len(at(i+2).text) > longNumber {
		return -1
	}
	if n := at(i + 2); (figureFirst(n.text) || roman(n.text)) && (at(i+3).text == "." || at(i+3).class == line) {
		return i + 2
	}
	return -1
}

func figureFirst(s string) bool { return s[0] >= '0' && s[0] <= '9' }

// roman says that s can be a Roman number.
func roman(s string) bool {
	for _, r := range s {
		switch r {
		case 'I', 'V', 'X', 'L', 'C':
		default:
			return false
		}
	}
	return s != ""
}
