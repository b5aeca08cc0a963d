package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every code that the program can refuse with has its message in every language, with the same places for arguments, and
// no message is left that nothing uses.
func TestEveryCodeHasItsMessages(t *testing.T) {
	messages, err := loadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	places := regexp.MustCompile(`\{[a-z]+\}`)
	for code, text := range messages["ru"] {
		for _, lang := range interfaceLanguages {
			other, ok := messages[lang][code]
			if !ok || other == "" {
				t.Errorf("%s has no message in %s", code, lang)
			}
			if lang != "ru" && other == text {
				t.Errorf("%s in %s is the Russian sentence", code, lang)
			}
			if got, want := places.FindAllString(other, -1), places.FindAllString(text, -1); strings.Join(got, "") != strings.Join(want, "") {
				t.Errorf("%s in %s has the places %v, want %v", code, lang, got, want)
			}
		}
	}
	for _, lang := range interfaceLanguages {
		if len(messages[lang]) != len(messages["ru"]) {
			t.Fatalf("the catalogue of %s has %d messages, the Russian one %d", lang, len(messages[lang]), len(messages["ru"]))
		}
	}
	used := codesInSource(t)
	for code := range used {
		if _, ok := messages["ru"][code]; !ok {
			t.Errorf("the code %s has no message", code)
		}
	}
	for code := range messages["ru"] {
		if !used[code] {
			t.Errorf("the message %s belongs to no code", code)
		}
	}
}

// codesInSource reads the constants of codes: in the domain, the door, the readers and here.
func codesInSource(t *testing.T) map[string]bool {
	t.Helper()
	code := regexp.MustCompile(`(?m)^\s+[cC]ode\w+\s*=\s*"([a-z_]+)"|const [cC]ode\w+ = "([a-z_]+)"`)
	finding := regexp.MustCompile(`(?m)^\s+Finding\w+\s*=\s*"([a-z_]+)"`)
	// What the papers and the reading of amending laws say to a person, by the beginnings of their constants.
	reason := regexp.MustCompile(`(?m)^\s+(Reason|Problem|Remark|Left|Note)\w+\s*=\s*"([a-z_]+)"`)
	warning := regexp.MustCompile(`(?m)^\s+\w+\s+Code\s*=\s*"([a-z_]+)"`)
	out := map[string]bool{}
	for _, folder := range []string{".", "../auth", "../../proposals", "../../proposals/source", "../../proposals/people", "../../proposals/instruction", "../../proposals/drafting", "../akn"} {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no source in %s: %v", folder, err)
		}
		for _, file := range files {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range code.FindAllStringSubmatch(string(content), -1) {
				out[m[1]+m[2]] = true
			}
			for _, m := range reason.FindAllStringSubmatch(string(content), -1) {
				out[map[string]string{"Reason": "reason_", "Problem": "reason_", "Remark": "remark_", "Left": "left_", "Note": "note_"}[m[1]]+m[2]] = true
			}
			for _, m := range warning.FindAllStringSubmatch(string(content), -1) {
				out["warning_"+m[1]] = true
			}
			for _, m := range finding.FindAllStringSubmatch(string(content), -1) {
				out["finding_"+m[1]] = true
			}
		}
	}
	return out
}

func TestMessagePutsArgumentsIn(t *testing.T) {
	messages, err := loadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	got := messages.message("en", "short_password", map[string]any{"limit": 10})
	if want := "The password is shorter than 10 characters."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := messages.message("kk", "no such code", nil); got != messages["kk"][codeInternal] {
		t.Errorf("an unknown code says %q", got)
	}
}
