package main

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every figure of the table has a target with its source, is measured by exactly one stage, and stands in the document.
func TestEveryFigureHasATargetAStageAndALine(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("..", "..", "docs", "benchmarks.md"))
	if err != nil {
		t.Fatal(err)
	}
	stages := map[string]int{}
	for _, stage := range (benchAll{}).stages("data") {
		for _, key := range stage.keys {
			stages[key]++
		}
	}
	names := map[string]bool{}
	for _, f := range benchFigures {
		if f.source == "" || f.target == 0 && !strings.Contains(f.key, "lost") {
			t.Errorf("%q has no target or no source of it", f.name)
		}
		if stages[f.key] != 1 {
			t.Errorf("%q is measured by %d stages of benchAll.stages", f.name, stages[f.key])
		}
		if names[f.name] {
			t.Errorf("two figures are called %q", f.name)
		}
		names[f.name] = true
		if line := "| " + f.name + " |"; strings.Count(string(content), line) != 1 {
			t.Errorf("docs/benchmarks.md has not one line that begins %q: run scripts/bench-table", line)
		}
		if want := "| " + f.String() + " |"; !strings.Contains(lineOf(string(content), f.name), want) {
			t.Errorf("the line of %q in docs/benchmarks.md does not say its target %q: run scripts/bench-table", f.name, f.String())
		}
		delete(stages, f.key)
	}
	for key := range stages {
		t.Errorf("a stage measures %q, which is no figure", key)
	}
	for _, one := range allHTTPRoutes() {
		if one.target <= 0 {
			t.Errorf("%s has no target", one.name())
		}
		if !strings.Contains(string(content), "| "+one.name()+" |") {
			t.Errorf("docs/benchmarks.md has no line of %s: run scripts/bench-table", one.name())
		}
	}
}

func lineOf(content, name string) string {
	for line := range strings.Lines(content) {
		if strings.HasPrefix(line, "| "+name+" |") {
			return line
		}
	}
	return ""
}

// Every reading route there is is walked, or says why not.
func TestEveryReadingRouteIsWalked(t *testing.T) {
	s := openDemo(t)
	walked := map[string]bool{}
	for _, one := range allHTTPRoutes() {
		walked[one.route] = true
	}
	registered := map[string]bool{}
	for _, route := range s.app.GetRoutes(true) {
		name := routeName(route.Method, route.Path)
		registered[name] = true
		if _, excused := unwalked[name]; route.Method == http.MethodGet && !walked[name] && !excused {
			t.Errorf("%s is not walked by bench http: add it to httpReads, or to unwalked with the reason", name)
		}
	}
	for name := range walked {
		if !registered[name] {
			t.Errorf("bench http walks %s, which is no route", name)
		}
	}
	for name, why := range unwalked {
		if !registered[name] || why == "" {
			t.Errorf("unwalked names %s, which is no route or has no reason", name)
		}
	}
}

// A figure is kept at its worst, whichever way its target points.
func TestSheetKeepsTheWorst(t *testing.T) {
	s := newFigureSheet()
	for _, v := range []float64{2, 4, 3} {
		s.put("start", v, "")
		s.put("redline git", v, "")
	}
	if most, least := s.of("start"), s.of("redline git"); most.value != 4 || most.met() || least.value != 2 || !least.met() {
		t.Errorf("the slowest start is %v (met %v), the least ratio %v (met %v)", most.value, most.met(), least.value, least.met())
	}
	missed := s.sum()
	if !strings.HasPrefix(missed, "1 of 2 targets met.") || !strings.Contains(missed, s.of("start").name) {
		t.Errorf("the sum says %q", missed)
	}
	if i := slices.IndexFunc(s.figures, func(m measuredFigure) bool { return m.found && m.key == "redline" }); i >= 0 {
		t.Error("a figure that was not measured counts as measured")
	}
}
