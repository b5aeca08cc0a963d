package source

import (
	"strings"

	"talqy/proposals/act"
)

// codesOfParts are words of the titles of codes whose «1.» is called часть.
var codesOfParts = []string{"уголовн", "об административных правонарушениях", "процессуальн", "процедурн", "қылмыстық",
	"әкімшілік құқық бұзушылық", "процестік", "рәсімдік"}

// profileOf finds how the act calls its units: by its own references («частью второй настоящей статьи», «осы баптың
// 1-тармағында»), for a short text by the title.
func profileOf(e *act.Expression, paragraphs []paragraph) act.Profile {
	articles := 0
	parts, points := 0, 0
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note != nil && !p.law {
			continue
		}
		if p.kind == kindArticle {
			articles++
		}
		inParts, inPoints := references(p.text, e.Lang)
		parts += inParts
		points += inPoints
	}
	if articles == 0 {
		return act.ProfileBylaw
	}
	if parts+points >= 3 {
		if parts > points {
			return act.ProfileCode
		}
		return act.ProfileLaw
	}
	title := act.Fold(e.Title)
	if strings.Contains(title, "кодекс") || parts > points {
		for _, word := range codesOfParts {
			if strings.Contains(title, word) {
				return act.ProfileCode
			}
		}
		if parts > points {
			return act.ProfileCode
		}
	}
	return act.ProfileLaw
}

// references counts how a text speaks of units of the article that it stands in.
func references(text string, lang act.Lang) (parts, points int) {
	key := "настоящей статьи"
	if lang == act.Kazakh {
		key = "осы баптың "
	}
	for from := 0; ; {
		i := strings.Index(text[from:], key)
		if i < 0 {
			return parts, points
		}
		at := from + i
		from = at + len(key)
		var words []string
		if lang == act.Kazakh {
			words = strings.Fields(text[from:min(len(text), from+200)])
		} else {
			words = strings.Fields(text[max(0, at-200):at])
			for a, b := 0, len(words)-1; a < b; a, b = a+1, b-1 {
				words[a], words[b] = words[b], words[a]
			}
		}
		if len(words) > 5 {
			words = words[:5]
		}
		for _, word := range words {
			// In Kazakh the number hangs on the noun: «1-тармағында».
			if cut := strings.LastIndexByte(word, '-'); cut >= 0 && lang == act.Kazakh {
				word = word[cut+1:]
			}
			switch {
			case strings.HasPrefix(word, "част") || strings.HasPrefix(word, "бөлі"):
				parts++
			case strings.HasPrefix(word, "пункт") || strings.HasPrefix(word, "тармағ") || strings.HasPrefix(word, "тармақт"):
				points++
			default:
				continue
			}
			break
		}
	}
}
