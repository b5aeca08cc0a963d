package main

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The rule of the house: who may import what. The domain imports no server; a room of the server imports the domain and
// never a sibling; each outside library is named in one folder only.
func TestWhoImportsWhat(t *testing.T) {
	list := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "talqy/...")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	namedIn := map[string]string{}
	packages := 0
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages++
		for _, imported := range p.Imports {
			if why := forbidden(p.ImportPath, imported); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, why)
			}
			library := outsideLibrary(imported)
			if library == "" {
				continue
			}
			if first, ok := namedIn[library]; ok && room(first) != room(p.ImportPath) && !shared[library] {
				t.Errorf("%s is named in %s and in %s", library, first, p.ImportPath)
			}
			namedIn[library] = p.ImportPath
		}
	}
	if packages < 10 || len(namedIn) < 8 {
		t.Errorf("only %d packages and %d libraries were seen", packages, len(namedIn))
	}
}

// scripts/test names the longest tests, to share them out. A name that is no test any more would leave its test to run twice as
// long, or not where it belongs.
func TestLongTestsAreNamedAsTheyAre(t *testing.T) {
	script, err := os.ReadFile("../../scripts/test")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	for _, files := range []string{"*_test.go", "../../proposals/*_test.go", "../../server/auth/*_test.go", "../../server/pdf/*_test.go"} {
		paths, err := filepath.Glob(files)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllSubmatch(content, -1) {
				tests[string(found[1])] = true
			}
		}
	}
	named := regexp.MustCompile(`(?s)\n(?:long|one_by_one)=\(([\w\s]+)\)`).FindAllStringSubmatch(string(script), -1)
	if len(named) != 2 {
		t.Fatalf("scripts/test has %d lists of tests", len(named))
	}
	for _, list := range named {
		for _, name := range strings.Fields(list[1]) {
			if !tests[name] {
				t.Errorf("scripts/test names %s, which is no test of the packages whose long tests it knows", name)
			}
			delete(tests, name) // a test that stands in both lists is told as well
		}
	}
}

// shared are the libraries that more than one room needs, with the reason.
var shared = map[string]bool{
	"golang.org/x/text":            true, // the properties of letters and languages
	"github.com/gofiber/fiber/v2":  true, // routes (api), the page (web), the listener (cmd)
	"github.com/valyala/fasthttp":  true, // Fiber's engine: the hijacked connection (live), its request (api), what packs its files (web)
	"github.com/gorilla/websocket": true, // the socket (live) and the browsers of its load generator (cmd)
}

// domainLibraries are those that the domain stands on.
var domainLibraries = map[string]bool{"golang.org/x/text": true, "github.com/sergi/go-diff": true, "github.com/hashicorp/golang-lru/v2": true}

// room is the folder that answers for a library: two levels of the tree, and all of proposals is one.
func room(path string) string {
	parts := strings.Split(strings.TrimPrefix(path, "talqy/"), "/")
	if parts[0] == "proposals" || len(parts) < 2 {
		return parts[0]
	}
	return parts[0] + "/" + parts[1]
}

func forbidden(importer, imported string) string {
	switch {
	case strings.HasPrefix(importer, "talqy/proposals") && strings.HasPrefix(imported, "talqy/") && !strings.HasPrefix(imported, "talqy/proposals"):
		return "the domain knows no server"
	case strings.HasPrefix(importer, "talqy/proposals") && (imported == "net/http" || imported == "net" || imported == "os"):
		return "the domain knows no files and no network"
	case strings.HasPrefix(importer, "talqy/server/") && strings.HasPrefix(imported, "talqy/server/") && room(importer) != room(imported):
		return "siblings meet in cmd"
	case !strings.HasPrefix(importer, "talqy/cmd") && strings.HasPrefix(imported, "talqy/cmd"):
		return "nothing imports cmd"
	}
	if library := outsideLibrary(imported); library != "" && strings.HasPrefix(importer, "talqy/proposals") &&
		!domainLibraries[library] && importer != "talqy/proposals/goldentest" {
		return "the domain stands on the standard library, go-diff, golang-lru and x/text"
	}
	return ""
}

// outsideLibrary gives the module of an import that is neither ours nor of the standard library.
func outsideLibrary(imported string) string {
	parts := strings.Split(imported, "/")
	if parts[0] == "talqy" || !strings.Contains(parts[0], ".") {
		return ""
	}
	n := 3
	if len(parts) > 3 && strings.HasPrefix(parts[3], "v") && len(parts[3]) == 2 {
		n = 4
	}
	return strings.Join(parts[:min(n, len(parts))], "/")
}
