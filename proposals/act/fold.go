package act

import (
	"strings"
	"unicode"
)

// Fold returns the text as search and comparison see it: small letters, ё as е, Latin letters that look like Cyrillic ones
// as the Cyrillic ones, one kind of quotation mark, dash and space. It keeps the number of runes, so that a position in the
// folded text is a position in the printed one.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		b.WriteRune(FoldRune(r))
	}
	return b.String()
}

// FoldRune is Fold for one rune. Published Kazakh texts mix Latin i with Cyrillic і, Russian ones Latin c with Cyrillic с;
// a capital and a small letter must fold alike, so all Latin letters with a look-alike in either case are folded.
func FoldRune(r rune) rune {
	if r < unicode.MaxASCII {
		return asciiFold[r]
	}
	if r >= 'А' && r <= 'Я' {
		return r + ('а' - 'А')
	}
	if r >= 'а' && r <= 'я' {
		return r
	}
	switch r {
	case 'ё', 'Ё', 'ѐ', 'Ѐ':
		return 'е'
	case 'І', 'і', 'Ι', 'ı', 'İ':
		return 'і'
	case 'Ѕ', 'ѕ':
		return 's'
	case 'Ј', 'ј':
		return 'j'
	case '«', '»', '“', '”', '„', '‟', '″':
		return '"'
	case '’', '‘', '‚', '′':
		return '\''
	case '–', '—', '−', '‑', '‐', '‒', '―':
		return '-'
	case '\u00a0', '\u202f', '\u2007', '\u2009', '\u200a', '\u2002', '\u2003', '\u3000', '\u2028', '\u2029':
		return ' '
	}
	return unicode.ToLower(r)
}

// asciiFold maps the ASCII part; letters with a Cyrillic look-alike go there.
var asciiFold = func() (table [128]rune) {
	for r := range table {
		table[r] = unicode.ToLower(rune(r))
	}
	alike := map[rune]rune{
		'a': 'а', 'b': 'в', 'c': 'с', 'e': 'е', 'h': 'н', 'i': 'і', 'k': 'к', 'm': 'м', 'o': 'о', 'p': 'р', 't': 'т',
		'x': 'х', 'y': 'у',
	}
	for latin, cyrillic := range alike {
		table[latin] = cyrillic
		table[unicode.ToUpper(latin)] = cyrillic
	}
	table['\t'], table['\n'], table['\r'] = ' ', ' ', ' '
	return table
}()
