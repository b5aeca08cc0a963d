package drafting

import (
	"strings"

	"talqy/proposals/act"
)

// kazakhUnits are the stems of units after «осы», as Locate knows them.
var kazakhUnits = func() []struct{ stem, word string } {
	list := []struct{ stem, word string }{{"тармақша", "тармақша"}, {"тармақ", "тармақ"}, {"тармағ", "тармақ"}, {"бап", "бап"},
		{"баб", "бап"}, {"бөлік", "бөлік"}, {"бөлігі", "бөлік"}, {"абзац", "абзац"}}
	for i := range list {
		list[i].stem = act.Fold(list[i].stem)
	}
	return list
}()

func kazakhUnit(word string) string {
	for _, u := range kazakhUnits {
		if strings.HasPrefix(word, u.stem) {
			return u.word
		}
	}
	return ""
}

var kazakhAnd = foldedSet("және немесе не мен пен бен – -")

var kazakhThis = act.Fold("осы")

var kazakhScopes = map[string]scope{
	act.Fold("баптың"): inArticle, act.Fold("тармақтың"): inParagraph, act.Fold("бөліктің"): inParagraph,
	act.Fold("кодекстің"): inAct, act.Fold("заңның"): inAct,
}

// kazakhReferences reads «осы Кодекстің 128-бабының екінші бөлігінде», from the largest unit to the smallest.
func kazakhReferences(text string) []reference {
	list := tokens(text)
	var found []reference
	for i := 0; i+2 < len(list); i++ {
		if list[i].text != kazakhThis {
			continue
		}
		from, ok := kazakhScopes[list[i+1].text]
		if !ok || list[i+1].mark != "" {
			continue
		}
		steps, next := kazakhSteps(list, i+2)
		if len(steps) == 0 || from == inAct && steps[0].word != "бап" || from != inAct && steps[0].word == "бап" {
			continue
		}
		prefix := ""
		whole := true
		for _, s := range steps[:len(steps)-1] {
			whole = whole && len(s.nums) == 1
			prefix += kazakhStep(s.nums[0], s.word) + " "
		}
		if !whole {
			continue
		}
		last := steps[len(steps)-1]
		for _, num := range last.nums {
			r := reference{num: num, address: prefix + kazakhStep(num, last.word), words: text[list[i].from:list[next-1].to], from: list[i].from,
				to: list[next-1].to, scope: from}
			if a, b, ok := stretch(num); ok {
				r.ends = []string{prefix + kazakhStep(a, last.word), prefix + kazakhStep(b, last.word)}
			}
			found = append(found, r)
		}
		i = next - 1
	}
	return found
}

func kazakhStep(num, word string) string {
	if isFigureNumber(num) && !strings.HasSuffix(num, ")") {
		return num + "-" + word
	}
	return num + " " + word
}

// kazakhSteps reads «128-бабының 2 және 3-тармақтарының» and the like.
func kazakhSteps(list []token, at int) (steps []unitStep, next int) {
	next = at
	for at < len(list) {
		var nums []string
		word := ""
		for at < len(list) {
			t := list[at].text
			if cut := strings.LastIndexByte(t, '-'); cut > 0 && isFigureNumber(t[:cut]) && kazakhUnit(t[cut+1:]) != "" {
				nums, word = append(nums, t[:cut]), kazakhUnit(t[cut+1:])
				at++
				break
			}
			if u := kazakhUnit(t); u != "" && len(nums) > 0 {
				word = u
				at++
				break
			}
			num, n := numberAt(list, at, isKazakhOrdinal)
			if n == 0 {
				if kazakhAnd[t] && len(nums) > 0 {
					at++
					continue
				}
				return steps, next
			}
			nums = append(nums, num)
			at += n
		}
		if word == "" || len(nums) == 0 {
			return steps, next
		}
		steps = append(steps, unitStep{word, nums})
		next = at
		if list[at-1].mark != "" {
			break
		}
	}
	return steps, next
}

func isKazakhOrdinal(word string) bool {
	for _, end := range []string{"інші", "ншы", "нші", "ыншы"} {
		if strings.HasSuffix(word, act.Fold(end)) {
			return true
		}
	}
	return false
}
