package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// On every text file of the real laws: `outline --json` counts as many letters in the act and its notes as the file has.
// For pages, papers and documents, whose markup is no text, the tests of proposals/source hold the same.
func TestOutlineShowsThatNothingIsDropped(t *testing.T) {
	files, err := filepath.Glob("../../../shared/laws/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Skip("no ../shared/laws/*/*.txt")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			cmd := root()
			cmd.SetOut(&out)
			cmd.SetArgs([]string{"outline", "--json", "--accept-truncated", file})
			if err := cmd.Execute(); err != nil {
				t.Fatal(explain(err))
			}
			var got struct {
				Title  string
				Lang   string
				Report outlineReport
			}
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if want := countLetters(string(content)); got.Report.Letters.All != want {
				t.Errorf("%d letters in the act and %d in notes, %d in the file", got.Report.Letters.Act, got.Report.Letters.Notes, want)
			}
			if got.Title == "" || got.Lang == "" || got.Report.Units["article"] == 0 {
				t.Errorf("title %q, language %q, units %v", got.Title, got.Lang, got.Report.Units)
			}
		})
	}
}
