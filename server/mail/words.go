package mail

import (
	"embed"
	"encoding/json"
	"strings"

	"talqy/proposals"
)

//go:embed words/*.json
var wordFiles embed.FS

// words are the sentences of letters in one language.
type words map[string]string

// languages are those in which letters are written; the first is for who has chosen another one.
var languages = proposals.InterfaceLanguages()

func loadWords() (map[string]words, error) {
	out := map[string]words{}
	for _, lang := range languages {
		b, err := wordFiles.ReadFile("words/" + lang + ".json")
		if err != nil {
			return nil, err
		}
		w := words{}
		if err := json.Unmarshal(b, &w); err != nil {
			return nil, err
		}
		out[lang] = w
	}
	return out, nil
}

// say gives a sentence with its arguments, pairs of a name and a value, put in.
func (w words) say(key string, args ...string) string {
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, "{"+args[i]+"}", args[i+1])
	}
	return strings.NewReplacer(pairs...).Replace(w[key])
}
