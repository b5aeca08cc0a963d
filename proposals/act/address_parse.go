package act

import (
	"strconv"
	"strings"
)

// addressWord is the beginning of a word for a unit, folded.
type addressWord struct {
	stem string
	unit unit
}

// russianWords and kazakhWords are looked through in order, so the longer of two words that begin alike stands first.
// Shortened forms are in shortWords.
var russianWords = foldStems([]addressWord{
	{"подпункт", unitSubpoint}, {"подраздел", unitSubtitle}, {"пункт", unitPoint}, {"раздел", unitTitle},
	{"статья", unitArticle}, {"статьи", unitArticle}, {"статье", unitArticle}, {"статью", unitArticle},
	{"глав", unitChapter}, {"параграф", unitSection}, {"част", unitPart}, {"абзац", unitIndent},
	{"примечани", unitNote}, {"приложени", unitAnnex}, {"преамбул", unitPreamble},
})

var kazakhWords = foldStems([]addressWord{
	{"тармақша", unitSubpoint}, {"тармақ", unitPoint}, {"тармағ", unitPoint}, {"бап", unitArticle}, {"баб", unitArticle},
	{"бөлік", unitPart}, {"бөлігі", unitPart}, {"бөлім", unitTitle}, {"тарау", unitChapter}, {"ескертпе", unitNote},
	{"қосымша", unitAnnex}, {"кіріспе", unitPreamble},
})

func foldStems(words []addressWord) []addressWord {
	for i := range words {
		words[i].stem = Fold(words[i].stem)
	}
	return words
}

// among finds the unit of a folded word in a list.
func among(words []addressWord, word string) unit {
	for _, w := range words {
		if strings.HasPrefix(word, w.stem) {
			return w.unit
		}
	}
	return unitNone
}

// shortWords are the shortened forms that lawyers write, without their stops.
var shortWords = map[string]unit{
	"ст": unitArticle, "ч": unitPart, "п": unitPoint, "пп": unitSubpoint, "подп": unitSubpoint,
	"абз": unitIndent, "гл": unitChapter, "разд": unitTitle, "пар": unitSection, "§": unitSection,
	"прим": unitNote, "прил": unitAnnex, "б": unitArticle, "т": unitPoint, "тш": unitSubpoint,
}

// fillers stand between the parts of an address and name nothing.
var fillers = map[string]bool{"в": true, "к": true, "и": true, "настоящего": true, "настоящей": true, "осы": true, "кодекса": true,
	"закона": true, "кодекстің": true, "заңның": true}

// wordUnit finds the unit that a folded word names.
func wordUnit(word string) unit {
	if u, ok := shortWords[word]; ok {
		return u
	}
	if u := among(russianWords, word); u != unitNone {
		return u
	}
	return among(kazakhWords, word)
}

// maxAddress bounds what is read as an address; longer texts are none.
const maxAddress = 400

// parseAddress cuts an address into steps, the largest unit first.
func parseAddress(address string) ([]step, error) {
	if len(address) > maxAddress {
		return nil, &AddressError{AddressNotUnderstood, ""}
	}
	tokens := addressTokens(address)
	kazakh := isKazakhAddress(tokens)
	var steps []step
	pending := "" // a number whose word has not come yet
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		if num, used := numberAt(tokens[i:]); used > 0 {
			if pending != "" {
				return nil, &AddressError{AddressNotUnderstood, num}
			}
			pending = num
			i += used - 1
			continue
		}
		u := wordUnit(t)
		if u == unitNone {
			if fillers[t] {
				continue
			}
			return nil, &AddressError{AddressNotUnderstood, t}
		}
		s := step{unit: u, num: pending, text: strings.TrimSpace(pending + " " + t)}
		// Kazakh puts the number before the word, Russian mostly after it.
		if pending == "" {
			if num, used := numberAt(tokens[i+1:]); used > 0 && (!kazakh || i+1+used == len(tokens)) {
				s.num, s.text = num, t+" "+num
				i += used
			}
		}
		pending = ""
		steps = append(steps, s)
	}
	if pending != "" {
		// A bare «128» is an article.
		if len(steps) > 0 {
			return nil, &AddressError{AddressNotUnderstood, pending}
		}
		steps = append(steps, step{unit: unitArticle, num: pending, text: pending})
	}
	if len(steps) == 0 {
		return nil, &AddressError{AddressNotUnderstood, ""}
	}
	if descends(steps) {
		return steps, nil
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	return steps, nil
}

// ArticleNum gives the number of the article that an address names, itself or as what the named unit is a part of («п. 2
// ст. 10», «10-баптың 2-тармағы», «статья 10»); empty for words that are no address, and for an address without an article.
func ArticleNum(address string) string {
	steps, err := parseAddress(address)
	if err != nil {
		return ""
	}
	for _, s := range steps {
		if s.unit == unitArticle {
			return s.num
		}
	}
	return ""
}

// isKazakhAddress reports whether an address has a Kazakh word for a unit.
func isKazakhAddress(tokens []string) bool {
	for _, t := range tokens {
		if among(kazakhWords, t) != unitNone {
			return true
		}
	}
	return false
}

// descends reports whether the steps run from the largest unit to the smallest, as in Kazakh and in «ст. 128 ч. 2».
func descends(steps []step) bool {
	return steps[0].unit <= steps[len(steps)-1].unit
}

// addressTokens cuts an address into folded words and numbers: «128-баптың» gives «128» and «баптың».
func addressTokens(address string) []string {
	var tokens []string
	var word []rune
	digits := false
	flush := func() {
		if len(word) > 0 {
			tokens = append(tokens, strings.Trim(string(word), "-"))
		}
		word = nil
	}
	runes := []rune(Fold(address))
	for i, r := range runes {
		switch {
		case r >= '0' && r <= '9':
			if len(word) > 0 && !digits {
				flush()
			}
			digits = true
			word = append(word, r)
		case r == '-' && digits && i+1 < len(runes) && runes[i+1] >= '0' && runes[i+1] <= '9':
			word = append(word, r)
		case isLetter(r) || r == '§':
			if digits {
				flush()
			}
			digits = false
			word = append(word, r)
		case r == ')':
			// «а)» is a number, «3)» is one anyway.
			if len(word) == 1 && !digits {
				word = append(word, ')')
			}
			flush()
			digits = false
		default:
			flush()
			digits = false
		}
	}
	flush()
	kept := tokens[:0]
	for _, t := range tokens {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 0x400 && r < 0x530
}

// numberAt reads a number at the beginning of the tokens: figures, a letter with a bracket, a roman numeral, an ordinal in
// one or two words. It returns how many tokens the number takes.
func numberAt(tokens []string) (num string, used int) {
	if len(tokens) == 0 {
		return "", 0
	}
	t := tokens[0]
	if t[0] >= '0' && t[0] <= '9' {
		used = 1
		// «1-й», «2-ой», «128 - 1» are spoken endings of the number.
		if len(tokens) > 1 && isOrdinalEnding(tokens[1]) {
			used = 2
		}
		return t, used
	}
	if letter, ok := strings.CutSuffix(t, ")"); ok {
		return letter, 1
	}
	if roman := romanFolded(t); roman != "" {
		return roman, 1
	}
	if n, used := ordinalAt(tokens); used > 0 {
		return strconv.Itoa(n), used
	}
	return "", 0
}

func isOrdinalEnding(word string) bool {
	switch word {
	case "й", "я", "е", "ой", "ая", "ое", "го", "ого", "ую", "ші", "шы", "нші", "інші":
		return true
	}
	return false
}

// romanFolded reads a folded roman numeral: folding has made small Cyrillic letters of its signs.
func romanFolded(word string) string {
	var roman []byte
	for _, r := range word {
		switch r {
		case 'і':
			roman = append(roman, 'I')
		case 'v':
			roman = append(roman, 'V')
		case 'х':
			roman = append(roman, 'X')
		case 'l':
			roman = append(roman, 'L')
		case 'с':
			roman = append(roman, 'C')
		default:
			return ""
		}
	}
	// A single «с» is the preposition.
	if len(roman) == 1 && roman[0] == 'C' {
		return ""
	}
	return string(roman)
}
