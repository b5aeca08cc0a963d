package redline_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals/redline"
)

var update = flag.Bool("update", false, "write what the program says into the golden files")

// mark writes ops as a lawyer would on paper: [-struck out-] {+added+}.
func mark(ops []redline.Op) string {
	var b strings.Builder
	for _, op := range ops {
		switch op.Kind {
		case redline.Equal:
			b.WriteString(op.Text)
		case redline.Delete:
			fmt.Fprintf(&b, "[-%s-]", op.Text)
		case redline.Insert:
			fmt.Fprintf(&b, "{+%s+}", op.Text)
		}
	}
	return b.String()
}

// sides joins the ops back into the old and the new text.
func sides(ops []redline.Op) (old, new string) {
	for _, op := range ops {
		if op.Kind != redline.Insert {
			old += op.Text
		}
		if op.Kind != redline.Delete {
			new += op.Text
		}
	}
	return old, new
}

func TestCompareGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no golden files in testdata")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil || len(archive.Files) != 3 {
				t.Fatalf("%v: want the files old, new and redline", err)
			}
			old, new := string(archive.Files[0].Data), string(archive.Files[1].Data)
			got := mark(redline.Compare(old, new))
			if *update {
				archive.Files[2].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			// The archive ends every file with a line break, and the marks may stand behind the last one.
			got = strings.TrimSuffix(got, "\n")
			if want := strings.TrimSuffix(string(archive.Files[2].Data), "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// FuzzCompare holds the law of the redline: struck out and kept give the old text byte for byte, kept and added the new;
// no op is empty, neighbours differ in kind, and equal texts show no change.
func FuzzCompare(f *testing.F) {
	f.Add("1) а;\n2) б.\n", "1) а;\n1-1) в;\n2) б.\n")
	f.Add("слова и слова", "слова")
	f.Add("", "x")
	f.Add("\xff\xfe", "a")
	f.Add("a\r\nb", "a\nb")
	f.Fuzz(func(t *testing.T, old, new string) {
		ops := redline.Compare(old, new)
		gotOld, gotNew := sides(ops)
		if gotOld != old || gotNew != new {
			t.Fatalf("the ops give %q and %q, not %q and %q", gotOld, gotNew, old, new)
		}
		for i, op := range ops {
			if op.Text == "" || i > 0 && ops[i-1].Kind == op.Kind || i > 0 && ops[i-1].Kind == redline.Insert && op.Kind == redline.Delete {
				t.Fatalf("op %d of %v is empty or out of order", i, ops)
			}
			if old == new && op.Kind != redline.Equal {
				t.Fatalf("equal texts show a change: %v", ops)
			}
		}
		if utf8.ValidString(old) && utf8.ValidString(new) {
			for _, op := range ops {
				if !utf8.ValidString(op.Text) {
					t.Fatalf("%q splits a character", op.Text)
				}
			}
		}
	})
}

// Every edit of whole words in a list of alike lines is found again, wherever it stands.
func TestCompareOfGeneratedEdits(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields("лицо группой лиц , ; ) – 1) 2) 2-1) \n \n \n срок до семи лет жеті жылға дейін ұзақ и или")
	text := func(n int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = vocabulary[random.IntN(len(vocabulary))]
		}
		return out
	}
	for range 3000 {
		old := text(random.IntN(60))
		new := append([]string(nil), old...)
		for range random.IntN(4) {
			from := random.IntN(len(new) + 1)
			to := min(len(new), from+random.IntN(4))
			new = append(append(append([]string(nil), new[:from]...), text(random.IntN(4))...), new[to:]...)
		}
		a, b := strings.Join(old, " "), strings.Join(new, " ")
		ops := redline.Compare(a, b)
		if gotOld, gotNew := sides(ops); gotOld != a || gotNew != b {
			t.Fatalf("%q → %q gives %v", a, b, ops)
		}
	}
}

func BenchmarkCompareArticle(b *testing.B) {
	old := strings.Repeat("наказываются лишением свободы на срок от четырех до семи лет с конфискацией имущества;\n", 40)
	new := strings.Replace(strings.Replace(old, "четырех", "пяти", 1), "конфискацией", "полной конфискацией", 1)
	b.SetBytes(int64(len(old)))
	b.ReportAllocs()
	for b.Loop() {
		redline.Compare(old, new)
	}
}

// everyNth changes every nth word of a text.
func everyNth(text string, n int) string {
	words := strings.SplitAfter(text, " ")
	for i := n - 1; i < len(words); i += n {
		words[i] = "иначе" + fmt.Sprint(i%97) + words[i]
	}
	return strings.Join(words, "")
}

// BenchmarkCompareCode compares the Criminal Code with a copy of it in which every 20th word is another; at 1×, 2×, 4× and 8×.
func BenchmarkCompareCode(b *testing.B) {
	content, err := os.ReadFile("../../../shared/laws/txt-ru/criminal_code.txt")
	if err != nil {
		b.Skip(err)
	}
	for _, times := range []int{1, 2, 4, 8} {
		old := strings.Repeat(string(content), times)
		new := everyNth(old, 20)
		b.Run(fmt.Sprintf("%dx", times), func(b *testing.B) {
			b.SetBytes(int64(len(old)))
			b.ReportAllocs()
			for b.Loop() {
				redline.Compare(old, new)
			}
		})
	}
}
