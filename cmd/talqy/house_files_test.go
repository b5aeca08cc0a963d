package main

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ours lists the files of the repository that git knows, by their paths from its root.
func ours(t *testing.T) []string {
	t.Helper()
	list := exec.CommandContext(t.Context(), "git", "-C", "../..", "ls-files", "--cached", "--others", "--exclude-standard")
	out, err := list.Output()
	if err != nil {
		t.Skipf("no git here to ask for the files: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// longest is how many lines a file of code may have. A longer one says at its head why it is one: «Longer than 400 lines: …».
const longest = 400

// A file has one noun. The second one in it is found when the file grows.
func TestFilesAreShort(t *testing.T) {
	const reason = "Longer than 400 lines: "
	seen := 0
	for _, name := range ours(t) {
		switch filepath.Ext(name) {
		case ".go", ".ts", ".svelte", ".css":
		default:
			continue
		}
		content, err := os.ReadFile("../../" + name)
		if os.IsNotExist(err) { // deleted, and git does not know it yet
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		seen++
		head := string(content[:min(len(content), 1000)])
		switch lines := strings.Count(string(content), "\n"); {
		case lines > longest && !strings.Contains(head, reason):
			t.Errorf("%s has %d lines: split it by its nouns, or say at its head «%s…»", name, lines, reason)
		case lines <= longest && strings.Contains(head, reason) && name != "cmd/talqy/house_files_test.go":
			t.Errorf("%s has %d lines and still says why it has more", name, lines)
		}
	}
	if seen < 800 {
		t.Errorf("only %d files were seen", seen)
	}
}

// Each package says what it is for, itself and in the drawing of the house.
func TestPackagesSayWhatTheyAreFor(t *testing.T) {
	document, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, house, _ := strings.Cut(string(document), "\n## The house\n")
	house, _, _ = strings.Cut(house, "\n## ")
	docs := map[string]string{}
	for _, name := range ours(t) {
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../../"+name, nil, parser.PackageClauseOnly|parser.ParseComments)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		docs[filepath.Dir(name)] += file.Doc.Text()
	}
	for folder, doc := range docs {
		if !strings.HasPrefix(doc, "Package "+filepath.Base(folder)+" ") && !strings.HasPrefix(doc, "Command "+filepath.Base(folder)+" ") {
			t.Errorf("no file of %s says what the package is for", folder)
			continue
		}
		// A long doc comment explains; its first paragraph is read in a list of packages.
		first, _, _ := strings.Cut(doc, "\n\n")
		if n := len(regexp.MustCompile(`[.!?](\s|$)`).FindAllString(first, -1)); n > 2 {
			t.Errorf("%s says what it is for in %d sentences: %s", folder, n, first)
		}
		if !regexp.MustCompile(`(?m)^ *(\S+/)?` + regexp.QuoteMeta(filepath.Base(folder)) + `/`).MatchString(house) {
			t.Errorf("ARCHITECTURE.md, «The house», does not say what %s is", folder)
		}
	}
	if len(docs) < 25 {
		t.Errorf("only %d packages were seen", len(docs))
	}
}

// Every library that we ask for by name is in ARCHITECTURE.md, with the reason.
func TestLibrariesHaveTheirReasons(t *testing.T) {
	document, err := os.ReadFile("../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(document), "\n## Libraries\n")
	table, _, ended := strings.Cut(table, "\n## ")
	if !found || !ended {
		t.Fatal("ARCHITECTURE.md has no part «Libraries»")
	}
	said := map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| (`.*`) \\| (.+) \\| (.+) \\|$").FindAllStringSubmatch(table, -1) {
		for _, name := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(row[1], -1) {
			said[name[1]] = true
		}
	}
	asked := map[string]bool{}
	modules, err := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(modules, &mod); err != nil {
		t.Fatal(err)
	}
	for _, m := range mod.Require {
		if !m.Indirect {
			asked[m.Path] = true
		}
	}
	packages, err := os.ReadFile("../../package.json")
	if err != nil {
		t.Fatal(err)
	}
	var npm struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal(packages, &npm); err != nil {
		t.Fatal(err)
	}
	for _, list := range []map[string]string{npm.Dependencies, npm.DevDependencies} {
		for name, version := range list {
			asked[name] = true
			if regexp.MustCompile(`[\^~*x><]`).MatchString(version) {
				t.Errorf("%s is not pinned: %s", name, version)
			}
		}
	}
	for name := range asked {
		if !said[name] {
			t.Errorf("%s is asked for, and ARCHITECTURE.md does not say why", name)
		}
	}
	for name := range said {
		if !asked[name] {
			t.Errorf("ARCHITECTURE.md has a reason for %s, which nobody asks for", name)
		}
	}
	if len(asked) < 40 {
		t.Error(fmt.Sprint("only these libraries were seen: ", asked))
	}
}
