package drafting

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each file of testdata is a rule. It holds cases: «-- case: what happens --», then the law, the draft and the warnings. A
// case may say «kind: insert», «target: art_5», «profile: code» in its «draft» section; its texts are «act ru», «current
// ru», «proposed ru», the same with kk, or «amending ru» alone. No warnings is a case too.
func TestRules(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	warned := map[Code]bool{}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cases, head := readCases(string(content))
		var out strings.Builder
		out.WriteString(head)
		for _, c := range cases {
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+c.name, func(t *testing.T) {
				got := c.run(warned)
				if want := c.sections["warnings"]; got != want && !*update {
					t.Errorf("got:\n%s\nwant:\n%s", got, want)
				}
				c.sections["warnings"] = got
			})
			c.write(&out)
		}
		if *update {
			if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for code := range rules {
		if !warned[code] {
			t.Errorf("no golden case warns of %s", code)
		}
	}
}

// Every code is in the table of rules and cites an article of the Law.
func TestEveryRuleIsCited(t *testing.T) {
	for code, r := range rules {
		if !strings.HasPrefix(r.rule, "480-V art. ") || r.severity != Caution && r.severity != Advice {
			t.Errorf("%s: %+v", code, r)
		}
	}
}

type goldenCase struct {
	name     string
	names    []string
	sections map[string]string
}

func readCases(content string) (cases []*goldenCase, head string) {
	var c *goldenCase
	name := ""
	for line := range strings.SplitSeq(strings.TrimSuffix(content, "\n"), "\n") {
		inner, ok := strings.CutPrefix(line, "-- ")
		switch title, isCase := strings.CutPrefix(inner, "case: "); {
		case ok && isCase:
			c = &goldenCase{name: strings.TrimSuffix(title, " --"), sections: map[string]string{}}
			cases, name = append(cases, c), ""
		case ok && strings.HasSuffix(inner, " --"):
			name = strings.TrimSuffix(inner, " --")
			c.names = append(c.names, name)
			c.sections[name] = ""
		case c == nil:
			head += line + "\n"
		case name != "":
			c.sections[name] += line + "\n"
		}
	}
	for _, c := range cases {
		for name, text := range c.sections {
			c.sections[name] = strings.TrimSuffix(text, "\n")
		}
	}
	return cases, head
}

func (c *goldenCase) write(b *strings.Builder) {
	fmt.Fprintf(b, "-- case: %s --\n", c.name)
	if !slices.Contains(c.names, "warnings") {
		c.names = append(c.names, "warnings")
	}
	for _, name := range c.names {
		text := c.sections[name]
		if text != "" {
			text += "\n"
		}
		fmt.Fprintf(b, "-- %s --\n%s", name, text)
	}
}

// setting reads a line of the section «draft».
func (c *goldenCase) setting(name, otherwise string) string {
	for line := range strings.SplitSeq(c.sections["draft"], "\n") {
		if value, ok := strings.CutPrefix(line, name+": "); ok {
			return value
		}
	}
	return otherwise
}

func (c *goldenCase) run(warned map[Code]bool) string {
	d := Draft{Kind: Kind(c.setting("kind", "amend")), Target: c.setting("target", ""), Profile: act.Profile(c.setting("profile", "law")),
		Amending: c.setting("amending", "") == "yes", Texts: map[act.Lang]Text{}}
	var lines []string
	for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
		of := func(name string) string { return c.sections[name+" "+string(lang)] }
		var law *act.Expression
		if text := of("act"); text != "" {
			law = &act.Expression{Title: c.setting("title", ""), Lang: lang, Provisions: source.ReadWording(text, lang, d.Profile)}
		}
		if text := of("amending"); text != "" {
			a := AmendingText{Text: text, Lang: lang}
			if law != nil {
				a.Target = &source.Document{Expression: law, Profile: d.Profile}
			}
			for _, w := range CheckAmending(a) {
				warned[w.Code] = true
				lines = append(lines, spokenWarning(w, text))
			}
			continue
		}
		_, proposed := c.sections["proposed "+string(lang)]
		_, current := c.sections["current "+string(lang)]
		if proposed || current {
			d.Texts[lang] = Text{Act: law, Current: of("current"), Proposed: of("proposed")}
		}
	}
	found := Check(d)
	for _, w := range found {
		warned[w.Code] = true
		lines = append(lines, spokenWarning(w, d.Texts[w.Lang].Proposed))
	}
	if got, want := Tightens(d), slices.ContainsFunc(found, ofLiability); got != want {
		lines = append(lines, fmt.Sprintf("Tightens says %t", got)) // no golden file has this line
	}
	return strings.Join(lines, "\n")
}

// ofLiability says that a warning is one of those that Tightens stands for.
func ofLiability(w Warning) bool {
	return slices.Contains([]Code{LiabilityNew, LiabilityTightened, LiabilityWider}, w.Code)
}

// spokenWarning is one line a warning: language, rule, how sure, code, the words it is on, arguments.
func spokenWarning(w Warning, text string) string {
	at := "(whole)"
	if w.From >= 0 {
		at = "«" + slice16(text, w.From, w.To) + "»"
	}
	out := fmt.Sprintf("%s %s %s %s %s", w.Lang, strings.TrimPrefix(w.Rule, "480-V art. "), w.Severity, w.Code, at)
	for _, name := range slices.Sorted(maps.Keys(w.Args)) {
		out += fmt.Sprintf(" %s=%v", name, w.Args[name])
	}
	return out
}
