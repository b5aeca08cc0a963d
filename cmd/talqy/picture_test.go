package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The picture at the front of the README says what the program says of the same edit.
func TestPictureOfOneEdit(t *testing.T) {
	plain := strings.Join(strings.Fields(regexp.MustCompile(`(?s)<style>.*</style>|<[^>]*>`).ReplaceAllString(repositoryFile(t, "docs/one-edit.svg"), " ")), " ")
	for lang, words := range map[string][2]string{"ru": {"шести месяцев", "двенадцати месяцев"}, "kk": {"алты айдан", "он екі айдан"}} {
		law := "demo/act." + lang + ".txt"
		content, err := os.ReadFile(law)
		if err != nil {
			t.Fatal(err)
		}
		draft := filepath.Join(t.TempDir(), "draft."+lang+".txt")
		if err := os.WriteFile(draft, []byte(strings.Replace(string(content), words[0], words[1], 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		if says := strings.TrimSpace(must(t, "instruct", law, draft)); says == "" || !strings.Contains(plain, says) {
			t.Errorf("%s: the program says\n%s\nand the picture\n%s", lang, says, plain)
		}
	}
}
