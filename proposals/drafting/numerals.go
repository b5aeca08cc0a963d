package drafting

import (
	"strings"

	"talqy/proposals/act"
)

// numerals finds ordinals of sentences and lines in figures, and units pointed at by an adjective (480-V art. 25(3), (4)).
func numerals(l *line, lang act.Lang) []finding {
	if !mayNumber(l.text, lang) {
		return nil
	}
	list := tokens(l.text)
	var found []finding
	add := func(code Code, first, last int) {
		from, to := list[first].from, list[last].to
		found = append(found, finding{code: code, key: act.Fold(l.text[from:to]), line: l, from: from, to: to,
			args: map[string]any{"text": l.text[from:to]}})
	}
	for i := range list {
		next := ""
		if i+1 < len(list) && list[i].mark == "" {
			next = list[i+1].text
		}
		if lang == act.Kazakh {
			num, word, ok := strings.Cut(list[i].text, "-")
			switch {
			case ok && isFigureNumber(num) && strings.HasPrefix(word, kazakhSentence):
				add(OrdinalInFigures, i, i)
			case kazakhPointers[list[i].text] && isKazakhUnitNoun(next):
				add(NumberByAdjective, i, i+1)
			}
			continue
		}
		switch {
		case strings.HasPrefix(list[i].text, "предложени") && isOrdinalFigure(next),
			isOrdinalFigure(list[i].text) && list[i].text != "" && strings.HasPrefix(next, "предложени") && !strings.HasPrefix(next, "предложений"):
			add(OrdinalInFigures, i, i+1)
		case pointsByPlace(list[i].text) && isUnitNoun(next),
			hasNumberEnding(list[i].text) && isUnitNoun(next), isUnitNoun(list[i].text) && hasNumberEnding(next):
			add(NumberByAdjective, i, i+1)
		}
	}
	return found
}

// mayNumber passes over the lines that have none of the words looked for.
func mayNumber(text string, lang act.Lang) bool {
	if lang == act.Kazakh {
		return strings.Contains(text, "-сөйлем") || strings.Contains(text, "лдыңғы") || strings.Contains(text, "оңғы")
	}
	for _, word := range []string{"редложени", "редыдущ", "редшествующ", "оследн", "ышеуказанн", "ышеназванн", "ижеуказанн"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	for i := 1; i+1 < len(text); i++ {
		// «2-й»: a figure, a hyphen, a letter.
		if text[i] == '-' && text[i-1] >= '0' && text[i-1] <= '9' && text[i+1] >= 0xd0 {
			return true
		}
	}
	return false
}

var (
	kazakhSentence = act.Fold("сөйлем")
	kazakhPointers = foldedSet("алдыңғы соңғы")
)

// isKazakhUnitNoun leaves out «бөлік», which is any part of anything.
func isKazakhUnitNoun(word string) bool {
	switch kazakhUnit(word) {
	case "тармақ", "тармақша", "бап", "абзац":
		return true
	}
	return false
}

// isOrdinalFigure reads «2», «2-е», «2-м».
func isOrdinalFigure(word string) bool {
	return isFigureNumber(word) && !strings.HasSuffix(word, ")") || hasNumberEnding(word)
}

// hasNumberEnding reads «1-й», «2-ой», «3-го».
func hasNumberEnding(word string) bool {
	num, end, ok := strings.Cut(word, "-")
	if !ok || !isFigureNumber(num) {
		return false
	}
	switch end {
	case "й", "ый", "ой", "ий", "я", "ая", "е", "ое", "го", "ого", "му", "ому", "м", "ом", "ым", "ю", "ую", "х", "ых":
		return true
	}
	return false
}

func pointsByPlace(word string) bool {
	for _, stem := range []string{"предыдущ", "предшествующ", "последн", "вышеуказанн", "вышеназванн", "нижеуказанн"} {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return false
}

// isUnitNoun leaves out «часть», which is any part of anything, after «последняя».
func isUnitNoun(word string) bool {
	switch russianUnit(word) {
	case "пункт", "подпункт", "статья", "абзац":
		return true
	}
	return false
}
