package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"talqy/server/akn"
)

// runAKN runs the command and gives what it prints.
func runAKN(t *testing.T, args ...string) (string, error) {
	t.Helper()
	cmd := aknCommand()
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetArgs(args)
	err := cmd.Execute()
	return out.String(), err
}

// The demonstration act goes out to a file, comes back the same, and its export can be exported again.
func TestAKNCommand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "act.xml")
	if _, err := runAKN(t, "demo/act.kk.txt", "--out", file, "--number", "1-I", "--adopted", "2026-05-06", "--date", "2026-12-10"); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !akn.Recognise(content) || !bytes.Contains(content, []byte(`<FRBRuri value="/akn/kz/act/2026-05-06/1-I/kaz@2026-12-10"/>`)) {
		t.Errorf("got %.2000s", content)
	}
	got, err := readAct(file, false)
	if err != nil {
		t.Fatal(err)
	}
	want, err := readAct("demo/act.kk.txt", false)
	if err != nil {
		t.Fatal(err)
	}
	want.Expression.Number, want.Expression.Date = "1-I", "2026-12-10"
	gotJSON, _ := json.Marshal(got.Expression)
	wantJSON, _ := json.Marshal(want.Expression)
	if !bytes.Equal(gotJSON, wantJSON) || got.Profile != want.Profile {
		t.Errorf("another act came back: %.300s", gotJSON)
	}
	for level, n := range want.Report.Units {
		if got.Report.Units[level] != n {
			t.Errorf("%d of %s, want %d", got.Report.Units[level], level, n)
		}
	}
	again, err := runAKN(t, file)
	if err != nil || strings.Count(again, "<article ") != strings.Count(string(content), "<article ") {
		t.Errorf("the second export: %v\n%.300s", err, again)
	}
}

// A refusal says in which file and why.
func TestAKNCommandRefuses(t *testing.T) {
	folder := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	bill := file("bill.xml", "<akomaNtoso xmlns=\""+akn.Namespace+"\">\n<bill/></akomaNtoso>")
	for _, c := range []struct {
		why  string
		args []string
		want string
	}{
		{"a file that is not there", []string{filepath.Join(folder, "none")}, "no such file"},
		{"a file without text", []string{file("empty.txt", "")}, "empty.txt: the file is empty"},
		{"a bill", []string{bill}, `bill.xml: no act: line 2 holds "bill"`},
		{"a date in words", []string{"demo/act.ru.txt", "--date", "6 мая"}, `no date YYYY-MM-DD: "6 мая"`},
		{"a folder that is not there", []string{"demo/act.ru.txt", "--out", filepath.Join(folder, "none", "act.xml")}, "no such file"},
	} {
		if out, err := runAKN(t, c.args...); err == nil || !strings.Contains(err.Error(), c.want) || out != "" {
			t.Errorf("%s: got %v and %q, want %q", c.why, err, out, c.want)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".talqy-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
