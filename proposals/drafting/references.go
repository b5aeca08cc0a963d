package drafting

import (
	"strconv"
	"strings"
	"unicode"

	"talqy/proposals/act"
)

// reference is one unit that a text points at, «частью второй статьи 128 настоящего Кодекса».
type reference struct {
	num     string // the number as printed, «пятой», «3»
	address string // as Expression.Locate reads it, down to the article where the words name one
	words   string // as printed
	from    int    // bytes of the text
	to      int
	scope   scope
	// ends are the addresses of the ends of what may be a stretch, «пунктов 1-3».
	ends []string
}

// scope is what a reference starts from.
type scope int

const (
	inAct       scope = iota // «настоящего Кодекса», «осы Заңның»
	inArticle                // «настоящей статьи», «осы баптың»
	inParagraph              // «настоящего пункта», «осы тармақтың»
)

// token is a word of a line with its place; mark is the punctuation printed after it.
type token struct {
	text     string // without the mark, folded
	mark     string
	from, to int
}

func tokens(s string) []token {
	var list []token
	start := -1
	add := func(end int) {
		word := s[start:end]
		bare := strings.TrimRight(word, ",;.:»\"")
		bare = strings.TrimLeft(bare, "«\"(")
		// «1)» keeps its bracket, «(статья 5)» does not.
		if strings.HasSuffix(bare, ")") && !isNumberBefore(bare[:len(bare)-1]) {
			bare = strings.TrimRight(bare, ")")
		}
		from := start + strings.Index(word, bare)
		list = append(list, token{act.Fold(bare), word[strings.Index(word, bare)+len(bare):], from, from + len(bare)})
		start = -1
	}
	for i, r := range s {
		if unicode.IsSpace(r) {
			if start >= 0 {
				add(i)
			}
		} else if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		add(len(s))
	}
	return list
}

// referencesIn finds the references of a text to its own act. Only those are found that say so («настоящего Кодекса», «осы
// баптың»): a bare «статья 5» may be of any act.
func referencesIn(text string, lang act.Lang) []reference {
	if lang == act.Kazakh {
		if !strings.Contains(text, "сы ") {
			return nil
		}
		return kazakhReferences(text)
	}
	if !strings.Contains(text, "астоящ") {
		return nil
	}
	return russianReferences(text)
}

// russianUnits are the beginnings of the words for units and how Locate knows them, the smaller units first.
var russianUnits = []struct{ stem, word string }{
	{"абзац", "абзац"}, {"подпункт", "подпункт"}, {"пункт", "пункт"}, {"част", "часть"}, {"стать", "статья"}, {"статей", "статья"},
}

func russianUnit(word string) string {
	for _, u := range russianUnits {
		if strings.HasPrefix(word, u.stem) && (u.stem != "част" || isPartWord(word)) {
			return u.word
		}
	}
	return ""
}

// isPartWord tells «часть» in all its cases from «частный».
func isPartWord(word string) bool {
	switch word {
	case "часть", "части", "частью", "частей", "частям", "частями", "частях":
		return true
	}
	return false
}

// unitStep is a kind of unit with the numbers named for it.
type unitStep struct {
	word string
	nums []string
}

func russianReferences(text string) []reference {
	list := tokens(text)
	var found []reference
	for i := 0; i < len(list); i++ {
		if russianUnit(list[i].text) == "" {
			continue
		}
		steps, next := russianSteps(list, i)
		if len(steps) == 0 {
			continue
		}
		if next+1 < len(list) && strings.HasPrefix(list[next].text, "настоящ") && list[next-1].mark == "" {
			from, ok := russianScope(list[next+1].text)
			if ok && (from == inAct) == (steps[len(steps)-1].word == "статья") {
				found = append(found, expand(steps, from, text, list[i].from, list[next+1].to)...)
			}
		}
		i = next - 1
	}
	return found
}

func russianScope(word string) (scope, bool) {
	switch {
	case word == "кодекса" || word == "закона" || word == "конституции":
		return inAct, true
	case word == "статьи":
		return inArticle, true
	case word == "пункта" || word == "части":
		return inParagraph, true
	}
	return 0, false
}

// russianSteps reads «подпунктами 1) и 2) пункта 3 статьи 5» from a token on; next is the token after it.
func russianSteps(list []token, at int) (steps []unitStep, next int) {
	rank := -1
	for at < len(list) {
		word := russianUnit(list[at].text)
		if word == "" {
			break
		}
		r := unitRank(word)
		if r <= rank || len(steps) > 0 && list[at-1].mark != "" {
			break
		}
		nums, after := numbersAt(list, at+1, isRussianOrdinal, russianAnd)
		if len(nums) == 0 {
			return nil, at + 1
		}
		steps = append(steps, unitStep{word, nums})
		rank, at = r, after
	}
	return steps, at
}

func unitRank(word string) int {
	switch word {
	case "абзац":
		return 0
	case "часть":
		return 1 // of a подпункт or of a пункт; in a code it holds them
	case "подпункт":
		return 1
	case "пункт":
		return 2
	}
	return 9
}

var russianAnd = map[string]bool{"и": true, "или": true, "либо": true, "–": true, "-": true}

// numbersAt reads numbers joined by commas and «и»; after is the token behind the last of them.
func numbersAt(list []token, at int, ordinal func(string) bool, and map[string]bool) (nums []string, after int) {
	for at < len(list) {
		num, n := numberAt(list, at, ordinal)
		if n == 0 {
			break
		}
		nums = append(nums, num)
		at += n
		after = at
		switch mark := list[at-1].mark; {
		case mark == "," || mark == "":
			if at < len(list) && and[list[at].text] {
				at++
				continue
			}
			if mark == "," {
				continue
			}
		}
		break
	}
	return nums, after
}

// numberAt reads «128-1», «3)», «второй», «двадцать первой».
func numberAt(list []token, at int, ordinal func(string) bool) (num string, n int) {
	t := list[at].text
	if isFigureNumber(t) {
		return t, 1
	}
	if ordinal(t) {
		return t, 1
	}
	if tensWords[t] && at+1 < len(list) && ordinal(list[at+1].text) {
		return t + " " + list[at+1].text, 2
	}
	return "", 0
}

func isFigureNumber(s string) bool {
	s = strings.TrimSuffix(s, ")")
	if s == "" || s[0] < '0' || s[0] > '9' {
		return false
	}
	for i := 0; i < len(s); i++ {
		if (s[i] < '0' || s[i] > '9') && (s[i] != '-' || i == len(s)-1) {
			return false
		}
	}
	return true
}

var tensWords = foldedSet("двадцать тридцать сорок пятьдесят он жиырма отыз қырық елу алпыс")

func foldedSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[act.Fold(w)] = true
	}
	return set
}

var russianOrdinalStems = strings.Fields("перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат " +
	"четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат тридцат")

func isRussianOrdinal(word string) bool {
	for _, stem := range russianOrdinalStems {
		if rest, ok := strings.CutPrefix(word, stem); ok {
			switch rest {
			case "ый", "ой", "ий", "ая", "ое", "ого", "ому", "ым", "ом", "ую", "ых", "ыми", "ьей", "ьего", "ьему", "ьим", "ьем", "ью", "ья", "ье", "ьих", "ьими":
				return true
			}
		}
	}
	return false
}

// expand gives one reference for each number. Only the first step may have several; two lists in one address («частями
// первой и второй статей 5 и 6») say too little about which belongs to which.
func expand(steps []unitStep, from scope, text string, start, end int) []reference {
	rest := ""
	for _, s := range steps[1:] {
		if len(s.nums) > 1 {
			return nil
		}
		rest += " " + s.word + " " + s.nums[0]
	}
	var found []reference
	for _, num := range steps[0].nums {
		r := reference{num: num, address: steps[0].word + " " + num + rest, words: text[start:end], from: start, to: end, scope: from}
		if a, b, ok := stretch(num); ok {
			r.ends = []string{steps[0].word + " " + a + rest, steps[0].word + " " + b + rest}
		}
		found = append(found, r)
	}
	return found
}

// stretch reads «1-3», which is one number in «статья 1-3» and three in «пунктов 1-3».
func stretch(num string) (from, to string, ok bool) {
	from, to, ok = strings.Cut(strings.TrimSuffix(num, ")"), "-")
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(to)
	return from, to, ok && errA == nil && errB == nil && a < b
}
