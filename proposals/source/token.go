package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// kind says what the beginning of a paragraph makes of it.
type kind int

const (
	kindUpper     kind = iota // words that begin with a capital letter: a часть without number
	kindLower                 // words that go on: an абзац
	kindContainer             // a title line above articles
	kindArticle
	kindParagraph // «1.»
	kindPoint     // «1)»
	kindLetter    // «а)»
	kindNote      // «Примечание.»
	kindAnnex
	kindRow
	kindSignature
)

// token is the beginning of a paragraph, read.
type token struct {
	kind  kind
	level act.Level // of a container
	num   string    // «128-1»
	last  string    // the last number of a range: «25» of «21) - 25)»
	label string    // «Статья 128-1.»
	rest  string    // what follows the label
}

// classify reads the beginning of a paragraph.
func classify(text string) token {
	if t, ok := scanNumbered(text); ok {
		return t
	}
	if t, ok := scanHeading(text); ok {
		return t
	}
	if t, ok := scanNote(text); ok {
		return t
	}
	return token{kind: letterCase(text), rest: text}
}

// letterCase tells a часть from an абзац by the first letter (480-V art. 23(1)). A paragraph that begins with a figure or a
// dash goes on.
func letterCase(text string) kind {
	for i, r := range text {
		switch {
		case unicode.IsUpper(r):
			return kindUpper
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return kindLower
		case i == 0 && (r == '–' || r == '-' || r == '—' || r == '−'):
			return kindLower
		}
	}
	return kindLower
}

// scanNumbered reads «1.», «2-1.», «1.1.», «1)», «9-1)», «а)».
func scanNumbered(text string) (token, bool) {
	num, rest := scanNum(text)
	if num == "" {
		return scanLetter(text)
	}
	switch {
	case strings.HasPrefix(rest, ")"):
		return token{kind: kindPoint, num: num, label: num + ")", rest: strings.TrimLeft(rest[1:], " ")}, true
	case strings.HasPrefix(rest, "."):
		after := rest[1:]
		// «3.Исключен» is a paragraph, «01.02.2020» and «2.5 процента» are not.
		if r, _ := utf8.DecodeRuneInString(after); after == "" || r == ' ' || unicode.IsUpper(r) {
			return token{kind: kindParagraph, num: num, label: num + ".", rest: strings.TrimLeft(after, " ")}, true
		}
	}
	return token{}, false
}

// maxNumDigits bounds one part of a number: no act has ten thousand articles.
const maxNumDigits = 4

// scanNum reads figures with additional numbers, «128», «128-1», «1.1»; a part does not begin with zero.
func scanNum(text string) (num, rest string) {
	end := 0
	for {
		start := end
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}
		if end == start || end-start > maxNumDigits || (text[start] == '0' && start > 0) {
			return "", text
		}
		if end+1 < len(text) && (text[end] == '-' || text[end] == '.') && text[end+1] >= '1' && text[end+1] <= '9' {
			end++
			continue
		}
		return text[:end], text[end:]
	}
}

// scanLetter reads «а)».
func scanLetter(text string) (token, bool) {
	r, size := utf8.DecodeRuneInString(text)
	if !unicode.IsLower(r) || !strings.HasPrefix(text[size:], ")") {
		return token{}, false
	}
	letter := text[:size]
	return token{kind: kindLetter, num: letter, label: letter + ")", rest: strings.TrimLeft(text[size+1:], " ")}, true
}

func endsWithStop(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, ":")
}

// noteWords begin a note that is law.
var noteWords = []string{"примечания", "примечание", "ескертпелер", "ескертпе"}

// scanNote reads «Примечание. …», «Примечания.», «Ескертпе. …», «Примечание: …».
func scanNote(text string) (token, bool) {
	first, _ := utf8.DecodeRuneInString(text)
	if r := act.FoldRune(first); r != 'п' && r != 'е' {
		return token{}, false
	}
	for _, word := range noteWords {
		tail, ok := cutFoldedPrefix(text, word)
		if !ok {
			continue
		}
		if tail == "" || tail[0] == '.' || tail[0] == ':' {
			end := len(text) - len(tail)
			if tail != "" {
				end++
			}
			return token{kind: kindNote, label: text[:end], rest: strings.TrimLeft(text[end:], " ")}, true
		}
	}
	return token{}, false
}
