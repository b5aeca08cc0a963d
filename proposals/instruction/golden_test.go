package instruction

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"talqy/proposals/act"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// archive is a golden file: prose, then sections «-- name --».
type archive struct {
	prose    string
	names    []string
	sections map[string]string
}

func readArchive(t *testing.T, path string) *archive {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := &archive{sections: make(map[string]string)}
	name := ""
	for line := range strings.SplitSeq(strings.TrimSuffix(string(content), "\n"), "\n") {
		if inner, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(inner, " --") {
			name = strings.TrimSuffix(inner, " --")
			a.names = append(a.names, name)
			continue
		}
		if name == "" {
			a.prose += line + "\n"
		} else {
			a.sections[name] += line + "\n"
		}
	}
	for name, text := range a.sections {
		a.sections[name] = strings.TrimSuffix(text, "\n")
	}
	return a
}

func (a *archive) write(t *testing.T, path string) {
	t.Helper()
	var b strings.Builder
	b.WriteString(a.prose)
	for _, name := range a.names {
		fmt.Fprintf(&b, "-- %s --\n%s\n", name, a.sections[name])
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// expect compares a section with what was made, or rewrites it.
func (a *archive) expect(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if _, ok := a.sections[name]; !ok {
			a.names = append(a.names, name)
		}
		a.sections[name] = got
		return
	}
	if want := a.sections[name]; got != want {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", name, got, want)
	}
}

func goldens(t *testing.T, pattern string, check func(t *testing.T, a *archive)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a := readArchive(t, path)
			check(t, a)
			if *update {
				a.write(t, path)
			}
		})
	}
}

func (a *archive) profile() act.Profile {
	if strings.Contains(a.prose, "profile: code") {
		return act.ProfileCode
	}
	return act.ProfileLaw
}

// Each file of testdata/derive holds a change, «old ru» and «new ru», «old kk» and «new kk», and the sentences that order
// it, «ru» and «kk».
func TestDeriveGolden(t *testing.T) {
	goldens(t, "testdata/derive/*.txtar", func(t *testing.T, a *archive) {
		for _, lang := range []act.Lang{act.Russian, act.Kazakh} {
			old, ok := a.sections["old "+string(lang)]
			if !ok {
				continue
			}
			mods := carry(t, old, a.sections["new "+string(lang)], lang, a.profile())
			a.expect(t, string(lang), Compose(mods, lang))
			read, problems := Parse(Compose(mods, lang), lang)
			var back []Modification
			for _, in := range read {
				back = append(back, in.Modifications...)
			}
			if len(problems) > 0 || len(back) != len(mods) {
				t.Fatalf("the list read back: %d of %d, %v", len(back), len(mods), problems)
			}
			for i := range back {
				if !same(back[i], mods[i]) {
					t.Errorf("the list read back: %+v, want %+v", back[i], mods[i])
				}
			}
		}
	})
}

// Each file of testdata/apply holds an act, an amending act, the act as amended and the report.
func TestApplyGolden(t *testing.T) {
	goldens(t, "testdata/apply/*.txtar", func(t *testing.T, a *archive) {
		lang := act.Russian
		if strings.Contains(a.prose, "lang: kk") {
			lang = act.Kazakh
		}
		instructions, problems := Parse(a.sections["amending"], lang)
		var opts []Option
		if strings.Contains(a.prose, "numbers: kept") {
			opts = []Option{KeepNumbers(CitationOf(a.sections["amending"], lang))}
		}
		text, results := applyText(a.sections["act"], lang, a.profile(), instructions, opts...)
		a.expect(t, "amended", text)
		a.expect(t, "report", reportOf(results, problems))
	})
}

func reportOf(results []Result, problems []Problem) string {
	var b strings.Builder
	for _, r := range results {
		fmt.Fprintf(&b, "%s %s %s: %s", r.Item, r.Status, r.Kind, r.Address)
		if r.Reason != "" {
			fmt.Fprintf(&b, " – %s", r.Reason)
		}
		if r.Where != "" {
			fmt.Fprintf(&b, " (%s)", r.Where)
		}
		if len(r.Remarks) > 0 {
			fmt.Fprintf(&b, " [%s]", strings.Join(r.Remarks, ", "))
		}
		for _, c := range r.Candidates {
			fmt.Fprintf(&b, "\n    %s", c)
		}
		b.WriteByte('\n')
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "line %d %s: %s\n", p.Line, p.Code, p.Text)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// What is read in real amending acts: number, kind, subject, address, quoted words and new text, the texts shortened. The
// listings were checked against the acts by reading.
func TestParseRealActs(t *testing.T) {
	for _, test := range []struct {
		file, golden string
		lang         act.Lang
	}{
		{"Z2100000089_89-VII_death-penalty_rus.txt", "89-VII_ru.txt", act.Russian},
		{"Z2100000089_89-VII_death-penalty_kaz.txt", "89-VII_kk.txt", act.Kazakh},
		{"Z1300000127_127-V_trafficking-2013_rus.txt", "127-V_ru.txt", act.Russian},
	} {
		t.Run(test.golden, func(t *testing.T) {
			instructions, problems := Parse(realFile(t, "amending/"+test.file), test.lang)
			got := listing(instructions, problems)
			expectFile(t, "testdata/real/"+test.golden, got)
			for _, in := range instructions {
				for _, m := range in.Modifications {
					if m.New == "" && (m.Kind == Replacement || m.Kind == Insertion && m.Subject == Units) {
						continue
					}
					read, _ := Parse(Phrase(m, test.lang), test.lang)
					if len(read) != 1 || len(read[0].Modifications) != 1 || !same(read[0].Modifications[0], m) {
						t.Errorf("%s spoken and read it is another: %s", in.N, Phrase(m, test.lang))
					}
				}
			}
		})
	}
}

// expectFile compares a whole golden file with what was made, or rewrites it.
func expectFile(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

func listing(instructions []Instruction, problems []Problem) string {
	var b strings.Builder
	name := ""
	for _, in := range instructions {
		if in.Act != name {
			name = in.Act
			fmt.Fprintf(&b, "= %s\n", act.Excerpt(name, 60))
		}
		for _, m := range in.Modifications {
			fmt.Fprintf(&b, "%s %s %s: %s\n", in.N, m.Kind, m.Subject, spoken(m, in.Lang))
			for _, q := range m.Quotes {
				fmt.Fprintf(&b, "    «%s»", act.Excerpt(q.Old, 24))
				if q.New != "" {
					fmt.Fprintf(&b, " > «%s»", act.Excerpt(q.New, 24))
				}
				b.WriteByte('\n')
			}
			if m.After != "" {
				fmt.Fprintf(&b, "    after «%s»\n", act.Excerpt(m.After, 24))
			}
			for _, p := range m.Places {
				fmt.Fprintf(&b, "    + %s\n", strings.TrimSpace(string(p.Unit)+" "+p.Num))
			}
			if m.New != "" {
				fmt.Fprintf(&b, "    new, %d lines, %d letters: «%s»\n", strings.Count(m.New, "\n")+1, len([]rune(m.New)), act.Excerpt(m.New, 24))
			}
		}
	}
	for _, p := range problems {
		fmt.Fprintf(&b, "line %d %s\n", p.Line, p.Code)
	}
	return b.String()
}
