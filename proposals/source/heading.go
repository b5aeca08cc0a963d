package source

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"talqy/proposals/act"
)

// headingStart reports whether a line is the title line of a unit that holds articles or of an article.
func headingStart(line string) bool {
	t, ok := scanHeading(squeeze(line))
	return ok && t.kind != kindAnnex
}

// containerWords are the first words of title lines in Russian.
var containerWords = []struct {
	word  string
	level act.Level
}{

	{"раздел", act.LevelTitle}, {"подраздел", act.LevelSubtitle}, {"глава", act.LevelChapter},
	{"параграф", act.LevelSection}, {"§", act.LevelSection}, {"часть", act.LevelPart},
}

// kazakhContainers follow the number in Kazakh title lines: «1-тарау».
var kazakhContainers = []struct {
	word  string
	level act.Level
}{

	{"бап", act.LevelArticle}, {"тарау", act.LevelChapter}, {"бөлім", act.LevelTitle}, {"кіші бөлім", act.LevelSubtitle},
	{"параграф", act.LevelSection}, {"бөлік", act.LevelPart}, {"қосымша", act.LevelAnnex},
}

// unnumberedParts are the parts of a code that go by name.
var unnumberedParts = map[string]bool{
	"общая часть": true, "особенная часть": true, "жалпы бөлік": true, "ерекше бөлік": true, "жалпы бөлім": true,
	"ерекше бөлім": true,
}

// scanHeading reads the title lines of articles and of the units that hold them.
func scanHeading(text string) (token, bool) {
	if len(text) == 0 {
		return token{}, false
	}
	first, _ := utf8.DecodeRuneInString(text)
	if first >= '0' && first <= '9' || romanRune(first) != 0 {
		if t, ok := scanKazakhHeading(text); ok {
			return t, true
		}
	}
	if !unicode.IsUpper(first) && first != '§' {
		return token{}, false
	}
	word, rest, _ := strings.Cut(text, " ")
	folded := fold(word)
	switch folded {
	case "статья":
		return scanRussianTitle(kindArticle, act.LevelArticle, word, rest)
	case "приложение":
		return scanAnnex(text, word, rest)
	}
	for _, c := range containerWords {
		if folded == c.word {
			return scanRussianTitle(kindContainer, c.level, word, rest)
		}
	}
	if len(text) < 64 && unnumberedParts[fold(text)] {
		return token{kind: kindContainer, level: act.LevelPart, rest: text}, true
	}
	return token{}, false
}

// fold compares words of title lines: case and look-alike letters do not matter («Cтатья» with a Latin C).
func fold(s string) string {
	if len(s) > 64 {
		return ""
	}
	return act.Fold(s)
}

// scanRussianTitle reads the number after «Статья», «Глава», and where it ends: «Статья 5. Название», «Статья 5», «Раздел
// VIII Название». A sentence that begins with such words («Статья 143 с изменением…») is no title line.
func scanRussianTitle(k kind, level act.Level, word, rest string) (token, bool) {
	num, length := scanTitleNum(rest)
	if num == "" {
		return token{}, false
	}
	return token{kind: k, level: level, num: num}.titled(word+" "+rest[:length], rest[length:])
}

// titled gives the token of a title line with its label and what stands behind it; false where a sentence goes on behind the label.
func (t token) titled(label, tail string) (token, bool) {
	switch {
	case strings.HasPrefix(tail, "."):
		t.label, t.rest = label+".", strings.TrimLeft(tail[1:], " ")
		return t, true
	case tail == "":
		t.label = label
		return t, true
	case tail[0] == ' ' && letterCase(tail[1:]) == kindUpper && t.kind == kindContainer:
		t.label, t.rest = label, strings.TrimLeft(tail, " ")
		return t, true
	}
	return token{}, false
}

// scanTitleNum reads «128-1», «IV», «ІV» with a Cyrillic letter; num is in Latin letters, length in bytes of the source.
func scanTitleNum(s string) (num string, length int) {
	if n, rest := scanNum(s); n != "" {
		return n, len(s) - len(rest)
	}
	var roman []byte
	for i, r := range s {
		digit := romanRune(r)
		if digit == 0 || len(roman) > 8 {
			length = i
			break
		}
		roman = append(roman, digit)
		length = i + utf8.RuneLen(r)
	}
	if _, ok := act.RomanValue(string(roman)); !ok {
		return "", 0
	}
	num = string(roman)
	if extra, rest := scanNum(strings.TrimPrefix(s[length:], "-")); extra != "" && strings.HasPrefix(s[length:], "-") {
		return num + "-" + extra, len(s) - len(rest)
	}
	if length < len(s) && s[length] != '.' && s[length] != ' ' && s[length] != '-' {
		return "", 0
	}
	return num, length
}

// romanRune returns the Latin capital of a roman digit, also when a Cyrillic look-alike stands for it; 0 for other runes.
func romanRune(r rune) byte {
	switch r {
	case 'I', 'V', 'X', 'L', 'C':
		return byte(r)
	case 'І', 'Ӏ':
		return 'I'
	case 'Х':
		return 'X'
	case 'С':
		return 'C'
	}
	return 0
}

// scanKazakhHeading reads «1-бап. Тақырып», «1-1-бап», «I-тарау. …», «2-бөлім». An inflected word («5-тарауды») is part of
// a sentence.
func scanKazakhHeading(text string) (token, bool) {
	num, length := scanTitleNum(text)
	if num == "" || length >= len(text) {
		return token{}, false
	}
	rest := text[length:]
	if rest[0] != '-' && rest[0] != ' ' {
		return token{}, false
	}
	rest = strings.TrimLeft(rest[1:], " ")
	for _, c := range kazakhContainers {
		tail, ok := cutFoldedPrefix(rest, c.word)
		if !ok {
			continue
		}
		t := token{kind: kindContainer, level: c.level, num: num}
		switch c.level {
		case act.LevelArticle:
			t.kind = kindArticle
		case act.LevelAnnex:
			t.kind = kindAnnex
		}
		if title, ok := t.titled(text[:len(text)-len(tail)], tail); ok {
			return title, true
		}
	}
	return token{}, false
}

// cutFoldedPrefix cuts a word given in small letters from the beginning of s, whatever its case and look-alikes.
func cutFoldedPrefix(s, word string) (tail string, ok bool) {
	at := 0
	for _, want := range word {
		if at >= len(s) {
			return s, false
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if act.FoldRune(r) != act.FoldRune(want) {
			return s, false
		}
		at += size
	}
	return s[at:], true
}

// scanAnnex reads «Приложение», «Приложение 1», «Приложение 2 к Закону …».
func scanAnnex(text, word, rest string) (token, bool) {
	num, length := scanTitleNum(rest)
	tail := strings.TrimLeft(rest[length:], " ")
	if tail != "" && !strings.HasPrefix(tail, "к ") && !strings.HasPrefix(tail, "ко ") {
		return token{}, false
	}
	if len(text) > 400 || endsWithStop(text) {
		return token{}, false
	}
	label := word
	if num != "" {
		label += " " + rest[:length]
	}
	return token{kind: kindAnnex, level: act.LevelAnnex, num: num, label: label, rest: tail}, true
}
