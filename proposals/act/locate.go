package act

import (
	"strconv"
	"strings"
)

// AddressError says why an address leads nowhere.
type AddressError struct {
	// Code is address_not_understood (Part is the word), or address_not_found (Part is the step that is missing).
	Code string
	Part string
}

func (e *AddressError) Error() string { return "act: " + e.Code + ": " + e.Part }

// The codes of AddressError.
const (
	AddressNotUnderstood = "address_not_understood"
	AddressNotFound      = "address_not_found"
)

// Locate finds the provision that an address typed by a lawyer means: «п. 2 ч. 1 ст. 128», «подпункт 3) пункта 2 статьи 5»,
// «128-баптың 1-бөлігі», «ст. 128», «128». Words may be shortened and in any case, the order is free as long as it runs one
// way; numbers may be figures or words. The first часть or абзац of a unit is the unit itself. Errors are *AddressError.
func (e *Expression) Locate(address string, profile Profile) (*Provision, error) {
	steps, err := parseAddress(address)
	if err != nil {
		return nil, err
	}
	root := &Provision{Children: e.Provisions}
	at := root
	for i, step := range steps {
		var next *Provision
		if at == root && step.unit == unitArticle {
			next = e.articleNumbered(step.num)
		} else {
			next = step.in(at, profile)
		}
		if next == nil {
			return nil, &AddressError{AddressNotFound, spoken(steps[:i+1])}
		}
		at = next
	}
	return at, nil
}

// articleNumbered finds an article of the act itself before one of its annexes.
func (e *Expression) articleNumbered(num string) *Provision {
	for _, article := range e.Articles() {
		if article.Num == num {
			return article
		}
	}
	return nil
}

// unit is what a word of an address names; which level that is depends on the act. The larger unit comes first.
type unit int

const (
	unitNone unit = iota
	unitPreamble
	unitAnnex
	unitTitle
	unitSubtitle
	unitChapter
	unitSection
	unitArticle
	unitNote
	unitPart     // часть, бөлік
	unitPoint    // пункт, тармақ
	unitSubpoint // подпункт, тармақша
	unitIndent   // абзац
)

// step is one part of an address.
type step struct {
	unit unit
	num  string
	text string
}

// levels lists what a word may mean, the likeliest first. Lawyers say пункт and подпункт for the same sign in one code and
// another, so both are tried.
func (s step) levels(profile Profile) []Level {
	switch s.unit {
	case unitAnnex:
		return []Level{LevelAnnex}
	case unitTitle:
		return []Level{LevelTitle}
	case unitSubtitle:
		return []Level{LevelSubtitle}
	case unitChapter:
		return []Level{LevelChapter}
	case unitSection:
		return []Level{LevelSection}
	case unitArticle:
		return []Level{LevelArticle}
	case unitNote:
		return []Level{LevelNote}
	case unitPreamble:
		return []Level{LevelPreamble}
	case unitPart:
		if profile == ProfileCode {
			return []Level{LevelParagraph, LevelSubparagraph, LevelPart}
		}
		return []Level{LevelSubparagraph, LevelParagraph, LevelPart}
	case unitPoint:
		if profile == ProfileCode {
			return []Level{LevelPoint, LevelParagraph}
		}
		return []Level{LevelParagraph, LevelPoint}
	case unitSubpoint:
		return []Level{LevelPoint}
	case unitIndent:
		return []Level{LevelIndent, LevelSubparagraph}
	}
	return nil
}

// in finds the step below a unit: directly, else inside units that the address leaves out.
func (s step) in(p *Provision, profile Profile) *Provision {
	for _, level := range s.levels(profile) {
		if found := s.child(p, level); found != nil {
			return found
		}
	}
	// «часть первая», «абзац первый»: the words that the unit begins with.
	if s.num == "1" && (s.unit == unitPart || s.unit == unitIndent) && p.Level != "" {
		return p
	}
	for _, level := range s.levels(profile) {
		for _, child := range p.Children {
			if found := s.below(child, level); found != nil {
				return found
			}
		}
	}
	return nil
}

func (s step) child(p *Provision, level Level) *Provision {
	for _, child := range p.Children {
		if child.Level == level && s.is(child) {
			return child
		}
	}
	return nil
}

func (s step) below(p *Provision, level Level) *Provision {
	// An article's own units are not looked for from above it: «пункт 2» alone means a by-law's пункт.
	if p.Level == LevelArticle {
		return nil
	}
	if found := s.child(p, level); found != nil {
		return found
	}
	for _, child := range p.Children {
		if found := s.below(child, level); found != nil {
			return found
		}
	}
	return nil
}

func (s step) is(p *Provision) bool {
	if s.num == "" {
		return s.unit == unitNote || s.unit == unitPreamble || s.unit == unitAnnex && p.Num == ""
	}
	return p.Num == s.num || Fold(p.Num) == Fold(s.num)
}

func spoken(steps []step) string {
	words := make([]string, len(steps))
	for i, s := range steps {
		words[i] = s.text
	}
	return strings.Join(words, ", ")
}

// addressWords are the beginnings of the words for units, folded; shortened forms are in shortWords.
var addressWords = []struct {
	stem string
	unit unit
}{
	{"подпункт", unitSubpoint}, {"подраздел", unitSubtitle}, {"пункт", unitPoint}, {"раздел", unitTitle},
	{"статья", unitArticle}, {"статьи", unitArticle}, {"статье", unitArticle}, {"статью", unitArticle},
	{"глав", unitChapter}, {"параграф", unitSection}, {"част", unitPart}, {"абзац", unitIndent},
	{"примечани", unitNote}, {"приложени", unitAnnex}, {"преамбул", unitPreamble},
	// From here on Kazakh, see firstKazakhWord.
	{"тармақша", unitSubpoint}, {"тармақ", unitPoint}, {"тармағ", unitPoint}, {"бап", unitArticle}, {"баб", unitArticle},
	{"бөлік", unitPart}, {"бөлігі", unitPart}, {"бөлім", unitTitle}, {"тарау", unitChapter}, {"ескертпе", unitNote},
	{"қосымша", unitAnnex}, {"кіріспе", unitPreamble},
}

// firstKazakhWord is where the Kazakh words begin in addressWords.
var firstKazakhWord = func() int {
	for i, w := range addressWords {
		if w.stem == "тармақша" {
			return i
		}
	}
	return len(addressWords)
}()

var shortWords = map[string]unit{
	"ст": unitArticle, "стт": unitArticle, "ч": unitPart, "п": unitPoint, "пп": unitSubpoint, "подп": unitSubpoint,
	"пункт": unitPoint, "абз": unitIndent, "гл": unitChapter, "разд": unitTitle, "пар": unitSection, "§": unitSection,
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
	for _, w := range addressWords {
		if strings.HasPrefix(word, Fold(w.stem)) {
			return w.unit
		}
	}
	return unitNone
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

// isKazakhAddress reports whether an address has a Kazakh word for a unit.
func isKazakhAddress(tokens []string) bool {
	for _, t := range tokens {
		for _, w := range addressWords[firstKazakhWord:] {
			if strings.HasPrefix(t, Fold(w.stem)) {
				return true
			}
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
