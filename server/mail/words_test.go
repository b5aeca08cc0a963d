package mail

import (
	"regexp"
	"strings"
	"testing"
)

// Every language of letters has the same sentences with the same places for arguments.
func TestWordsAreWhole(t *testing.T) {
	all, err := loadWords()
	if err != nil {
		t.Fatal(err)
	}
	places := regexp.MustCompile(`\{[a-z]+\}`)
	sorted := func(s string) map[string]bool {
		out := map[string]bool{}
		for _, p := range places.FindAllString(s, -1) {
			out[p] = true
		}
		return out
	}
	if len(all["ru"]) < 20 {
		t.Fatalf("%d sentences", len(all["ru"]))
	}
	for key, ru := range all["ru"] {
		for _, lang := range languages {
			other := all[lang][key]
			if strings.TrimSpace(other) == "" || len(all[lang]) != len(all["ru"]) {
				t.Errorf("%s lacks %s", lang, key)
			}
			for p := range sorted(ru) {
				if !sorted(other)[p] {
					t.Errorf("%s.%s lacks the place %s", lang, key, p)
				}
			}
		}
	}
}
