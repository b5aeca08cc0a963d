// Package personal finds what tells who a person is in a text: the individual identification number (ИИН, ЖСН), telephone
// numbers, numbers of passports and identity cards, numbers of bank cards. What practice says for a proposal is printed and
// handed to the public, so such numbers are stopped before they are stored.
//
// Texts of law are full of numbers: of laws, articles, dates, sums, cases. A number counts only when its own check digits,
// its prefix or a word beside it say what it is. The package knows names of no people.
package personal

// Kind says what was found.
type Kind string

// The kinds.
const (
	IIN      Kind = "iin"      // individual identification number of twelve digits
	Phone    Kind = "phone"    // telephone
	Passport Kind = "passport" // passport or identity card
	Card     Kind = "card"     // bank card
)

// Found is a place in a text: bytes From to To.
type Found struct {
	Kind     Kind
	From, To int
}

// Find gives the first personal number of a text; ok is false when there is none.
func Find(text string) (found Found, ok bool) {
	t := read(text)
	for i := range t.groups {
		if kind, last, ok := t.at(i); ok {
			return Found{kind, t.groups[i].from, t.groups[last].to}, true
		}
	}
	return Found{}, false
}

// at looks for a personal number whose digits begin with group i; last is the group with which it ends.
func (t *reading) at(i int) (kind Kind, last int, ok bool) {
	for _, look := range []struct {
		kind Kind
		ends func(int) (int, bool)
	}{{IIN, t.iin}, {Card, t.card}, {Phone, t.phone}, {Passport, t.passport}} {
		if last, ok := look.ends(i); ok {
			return look.kind, last, true
		}
	}
	return "", 0, false
}
