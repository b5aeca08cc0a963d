package paper

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

var update = flag.Bool("update", false, "write the tables as they are now into testdata")

// TestGolden reads the archives in testdata. Each opens with prose that says what the case is and how it is to be read;
// «[-…-]» are words taken out and «{+…+}» words put in, in what is given and in what is wanted.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata/*.txtar: %d files, error %v; want at least one", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			form, amendments, want := readCase(t, ar)
			got := written(NewComparisonTable(form, amendments))
			if *update {
				*want = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(*want) {
				t.Errorf("got\n%s\nwant\n%s\nfirst difference: %s", got, *want, firstDifference(got, string(*want)))
			}
		})
	}
}

// readCase reads «form», then for each amendment «N», «N: redline», «N: justification», then «want».
func readCase(t *testing.T, ar *txtar.Archive) (Form, []Amendment, *[]byte) {
	t.Helper()
	var f Form
	var as []Amendment
	for i := range ar.Files {
		name, text := ar.Files[i].Name, string(ar.Files[i].Data)
		_, part, _ := strings.Cut(name, ": ")
		switch {
		case name == "form":
			eachField(t, text, func(key, value string) bool { return formField(&f, key, value) })
		case name == "want":
			return f, as, &ar.Files[i].Data
		case part == "redline":
			as[len(as)-1].Ops = readRedline(t, strings.TrimSuffix(text, "\n"))
		case part == "justification":
			as[len(as)-1].Justification = text
		default:
			as = append(as, Amendment{})
			eachField(t, text, func(key, value string) bool { return amendmentField(&as[len(as)-1], key, value) })
		}
	}
	t.Fatal("the archive has no part «want»")
	return f, as, nil
}

func eachField(t *testing.T, text string, set func(key, value string) bool) {
	t.Helper()
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !set(key, value) {
			t.Fatalf("the case has a field %q that the test does not know", key)
		}
	}
}

func formField(f *Form, key, value string) bool {
	switch key {
	case "lang":
		f.Lang = act.Lang(value)
	case "title":
		f.Title = value
	case "subtitle":
		f.Subtitle = value
	case "date":
		f.Date = value
	case "redline":
		f.Redline = value == "on"
	case "columns":
		copy(f.Columns[:], strings.Split(value, " | "))
	default:
		return false
	}
	return true
}

func amendmentField(a *Amendment, key, value string) bool {
	switch key {
	case "number":
		a.Number, _ = strconv.Atoi(value)
	case "kind":
		a.Kind = Kind(value)
	case "act":
		a.Act = value
	case "address":
		a.Address = value
	case "author":
		a.Author = value
	default:
		return false
	}
	return true
}

// readRedline reads the notation of the archives.
func readRedline(t *testing.T, text string) []redline.Op {
	t.Helper()
	var ops []redline.Op
	for text != "" {
		i := strings.IndexAny(text, "[{")
		for i >= 0 && !strings.HasPrefix(text[i:], "[-") && !strings.HasPrefix(text[i:], "{+") {
			next := strings.IndexAny(text[i+1:], "[{")
			if next < 0 {
				i = -1
				break
			}
			i += 1 + next
		}
		if i < 0 {
			return append(ops, redline.Op{Kind: redline.Equal, Text: text})
		}
		if i > 0 {
			ops = append(ops, redline.Op{Kind: redline.Equal, Text: text[:i]})
		}
		kind, end := redline.Delete, "-]"
		if text[i] == '{' {
			kind, end = redline.Insert, "+}"
		}
		marked, rest, closed := strings.Cut(text[i+2:], end)
		if !closed {
			t.Fatalf("%q is not closed by %q", text[i:], end)
		}
		ops = append(ops, redline.Op{Kind: kind, Text: marked})
		text = rest
	}
	return ops
}

// written is the table as a lawyer can read it in an archive.
func written(tab *ComparisonTable) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
	}
	column := func(name string, ps []Paragraph) {
		line("  %s:", name)
		for _, p := range ps {
			line("    %s%s", marks(p.Runs), map[Mark]string{Struck: " [-¶-]", Added: " {+¶+}"}[p.End])
		}
	}
	line("%s", tab.Title)
	for l := range strings.Lines(tab.Subtitle) {
		line("%s", strings.TrimSuffix(l, "\n"))
	}
	line("%s", DateInWords(tab.Lang, tab.Date))
	line("%s", marks(tab.Key().Runs))
	line("| %s |", strings.Join(tab.Columns[:], " | "))
	before := ""
	for _, r := range tab.Rows {
		if r.Act != before {
			line("== %s ==", r.Act)
			before = r.Act
		}
		line("%d. %s (%s)", r.Number, r.Address, r.Kind)
		column("current", r.Current)
		column("proposed", r.Proposed)
		column("tracked", r.Tracked)
		column("justification", r.Justification)
		if author := tab.AuthorLine(r); author != "" {
			line("  %s", author)
		}
	}
	return b.String()
}

func marks(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Mark {
		case Struck:
			b.WriteString("[-" + r.Text + "-]")
		case Added:
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			return fmt.Sprintf("line %d: got %q, want %q", i+1, g[i], strings.Join(w[min(i, len(w)):min(i+1, len(w))], ""))
		}
	}
	return fmt.Sprintf("line %d is missing", len(g)+1)
}
