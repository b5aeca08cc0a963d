package source

// homoglyphs lists the words that mix Latin and Cyrillic letters, each once. They are kept as printed.
func (r *Report) homoglyphs(paragraphs []paragraph) {
	places := make(map[string]int)
	for i := range paragraphs {
		p := &paragraphs[i]
		for _, word := range mixedWords(p.text) {
			if at, known := places[word]; known {
				r.Findings[at].Count++
				continue
			}
			places[word] = len(r.Findings)
			r.find(FindingHomoglyph, p.line, word)
		}
	}
}

// mixedWords returns the words of a text that hold letters of both alphabets. Roman numerals with a Cyrillic letter
// («292-VІ») count, words joined by a hyphen are looked at one by one.
func mixedWords(text string) []string {
	if !hasLatin(text) {
		return nil
	}
	var words []string
	start, latin, cyr := -1, false, false
	for i, r := range text + " " {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
			latin = true
		case r >= 0x400 && r < 0x530:
			cyr = true
		default:
			if latin && cyr {
				words = append(words, text[start:i])
			}
			start, latin, cyr = -1, false, false
			continue
		}
		if start < 0 {
			start = i
		}
	}
	return words
}

func hasLatin(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i] | 0x20; c >= 'a' && c <= 'z' {
			return true
		}
	}
	return false
}
