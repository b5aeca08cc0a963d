package api

import "slices"

// Sentence gives the sentence of a key of the catalogue («warning_renumbered», «reason_other_act») in ru, kk or en with its
// arguments put in, for a program that speaks elsewhere than in an answer. ok is false for another language or key.
func Sentence(lang, key string, args map[string]any) (sentence string, ok bool) {
	messages, err := loadCatalogue()
	if err != nil || !slices.Contains(interfaceLanguages, lang) || messages[lang][key] == "" {
		return "", false
	}
	return messages.message(lang, key, args), true
}
