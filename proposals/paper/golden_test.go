package paper

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

var update = flag.Bool("update", false, "write the papers as they are now into testdata")

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
			given, want := readCase(t, ar)
			got := NewTable(given.head, given.form, given.rows).String()
			if *update {
				*want = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(*want) {
				t.Errorf("not as in %s (-update writes it anew): %s", file, FirstDifference(got, string(*want)))
			}
		})
	}
}

// tableCase is what a table is made from.
type tableCase struct {
	head Head
	form TableForm
	rows []Compared
}

// readCase reads «form», then for each amendment «N», «N: redline», «N: justification», then «want». What is said in Kazakh of
// a table in two languages stands in «N: kk», «N: redline kk», «N: justification kk».
func readCase(t *testing.T, ar *txtar.Archive) (*tableCase, *[]byte) {
	t.Helper()
	c := &tableCase{}
	for i := range ar.Files {
		name, text := ar.Files[i].Name, string(ar.Files[i].Data)
		_, part, _ := strings.Cut(name, ": ")
		lang := act.Kazakh
		if part, _ = strings.CutSuffix(part, "kk"); !strings.HasSuffix(name, "kk") && len(c.head.Langs) > 0 {
			lang = c.head.Langs[0]
		}
		change := func(edit func(*Amendment)) {
			row := c.rows[len(c.rows)-1].Texts
			a := row[lang]
			edit(&a)
			row[lang] = a
		}
		switch {
		case name == "form":
			eachField(t, text, func(key, value string) bool { return formField(c, key, value) })
		case name == "want":
			return c, &ar.Files[i].Data
		case strings.TrimSpace(part) == "redline":
			change(func(a *Amendment) { a.Ops = readRedline(t, strings.TrimSuffix(text, "\n")) })
		case strings.TrimSpace(part) == "justification":
			change(func(a *Amendment) { a.Justification = text })
		default:
			if part == "" && !strings.HasSuffix(name, "kk") {
				c.rows = append(c.rows, Compared{Texts: map[act.Lang]Amendment{}})
			}
			change(func(a *Amendment) {
				eachField(t, text, func(key, value string) bool { return amendmentField(a, key, value) })
			})
		}
	}
	t.Fatal("the archive has no part «want»")
	return nil, nil
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

func formField(c *tableCase, key, value string) bool {
	said := func(b *Bilingual) {
		if c.head.Langs[0] == act.Kazakh {
			b.Kk = value
		} else {
			b.Ru = value
		}
	}
	switch key {
	case "lang":
		c.head.Langs = []act.Lang{act.Lang(value)}
		if value == "both" {
			c.head.Langs = []act.Lang{act.Russian, act.Kazakh}
		}
	case "title":
		said(&c.form.Title)
	case "subtitle":
		said(&c.form.Subtitle)
	case "subtitle kk":
		c.form.Subtitle.Kk = value
	case "date":
		c.head.Date = value
	case "version":
		c.head.Version, _ = strconv.Atoi(value)
	case "redline":
		c.form.Redline = value == "on"
	case "form":
		c.form.Parliament = value == "parliament"
	case "notes":
		c.form.Notes = value == "on"
	case "columns":
		c.form.Headings = strings.Split(value, " | ")
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
