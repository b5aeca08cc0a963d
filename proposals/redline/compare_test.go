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

// mark writes ops as a lawyer would on paper: [-struck out-] {+added+}; a moved unit bears its number, [<1 where it was<]
// and {>1 where it is>}, a unit's own number that changed a «#».
func mark(ops []redline.Op) string {
	var b strings.Builder
	for i, op := range ops {
		kind := map[redline.Kind]string{redline.Equal: "", redline.Delete: "-", redline.Insert: "+"}[op.Kind]
		if kind != "" && op.Number {
			kind += "#"
		}
		frame := []string{op.Text, "[" + kind + op.Text + "-]", "{" + kind + op.Text + "+}"}[map[redline.Kind]int{redline.Equal: 0, redline.Delete: 1, redline.Insert: 2}[op.Kind]]
		if op.Move == 0 {
			b.WriteString(frame)
			continue
		}
		signs := map[redline.Kind][2]string{redline.Delete: {"[<", "<]"}, redline.Insert: {"{>", ">}"}}[op.Kind]
		half := func(at int) bool {
			return at >= 0 && at < len(ops) && ops[at].Kind == op.Kind && ops[at].Move == op.Move
		}
		if !half(i - 1) {
			fmt.Fprintf(&b, "%s%d ", signs[0], op.Move)
		}
		if op.Number || op.Edited {
			b.WriteString(frame)
		} else {
			b.WriteString(op.Text)
		}
		if !half(i + 1) {
			b.WriteString(signs[1])
		}
	}
	return b.String()
}

// listed writes changes a line each, with their places in both texts.
func listed(changes []redline.Change) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%d %s %d–%d %q → %d–%d %q\n", c.N, c.Kind, c.OldFrom, c.OldTo, c.Deleted, c.From, c.To, c.Inserted)
	}
	return b.String()
}

// sides joins the ops back into the old and the new text.
func sides(ops []redline.Op) (old, new string) {
	var was, is strings.Builder
	for _, op := range ops {
		if op.Kind != redline.Insert {
			was.WriteString(op.Text)
		}
		if op.Kind != redline.Delete {
			is.WriteString(op.Text)
		}
	}
	return was.String(), is.String()
}

func TestCompareGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) == 0 {
		t.Fatal("no golden files in testdata")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil || len(archive.Files) < 3 {
				t.Fatalf("%v: want the files old, new, redline and perhaps changes", err)
			}
			old, new := string(archive.Files[0].Data), string(archive.Files[1].Data)
			ops := redline.Compare(old, new)
			got := mark(ops)
			if len(archive.Files) > 3 {
				if got, want := listed(redline.Changes(ops)), string(archive.Files[3].Data); got != want && !*update {
					t.Errorf("got changes\n%s\nwant\n%s", got, want)
				}
			}
			if *update {
				archive.Files[2].Data = []byte(got)
				if len(archive.Files) > 3 {
					archive.Files[3].Data = []byte(listed(redline.Changes(ops)))
				}
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
// no op is empty, neighbours differ, equal texts show no change; a moved unit stands in one piece at both places and, its
// number and what was edited aside, says the same at both; undoing all changes gives the old text.
func FuzzCompare(f *testing.F) {
	f.Add("1) а;\n2) б.\n", "1) а;\n1-1) в;\n2) б.\n")
	f.Add("слова и слова", "слова")
	f.Add("", "x")
	f.Add("0\xc3 \xd00;\n2)2  б.\n", "1 7;\n00 8 !2)  0.\n") // half a letter once stopped the scanner
	f.Add("\xff\xfe", "a")
	f.Add("a\r\nb", "a\nb")
	f.Add("1) жилое помещение на год;\n2) медицинская помощь врача;\n3) защита.", "1) медицинская помощь врача;\n2) жилое помещение на год;\n3) защита.")
	f.Add("«Официальный бюллетень» 3 июля 2014 года 10 000", "«Официальный вестник» 5 июля 2014 года 20 000")
	f.Fuzz(checkLaws)
}

func checkLaws(t *testing.T, old, new string) {
	t.Helper()
	ops := redline.Compare(old, new)
	gotOld, gotNew := sides(ops)
	if gotOld != old || gotNew != new {
		t.Fatalf("the ops give %q and %q, not %q and %q", gotOld, gotNew, old, new)
	}
	same := func(x, y redline.Op) bool { x.Text, y.Text = "", ""; return x == y }
	valid := utf8.ValidString(old) && utf8.ValidString(new)
	halves, stay := map[[2]any]int{}, map[[2]any]string{}
	for i, op := range ops {
		if op.Text == "" || i > 0 && same(ops[i-1], op) || i > 0 && ops[i-1].Kind == redline.Insert && op.Kind == redline.Delete && !op.Number && !ops[i-1].Number {
			t.Fatalf("op %d of %v is empty or out of order", i, ops)
		}
		if old == new && op.Kind != redline.Equal {
			t.Fatalf("equal texts show a change: %v", ops)
		}
		if op.Kind == redline.Equal && (op.Move > 0 || op.Number || op.Edited) {
			t.Fatalf("%v stays and is marked", op)
		}
		if valid && !utf8.ValidString(op.Text) {
			t.Fatalf("%q splits a character", op.Text)
		}
		if key := [2]any{op.Kind, op.Move}; op.Move > 0 {
			if i == 0 || ops[i-1].Kind != op.Kind || ops[i-1].Move != op.Move {
				halves[key]++
			}
			if !op.Number && !op.Edited {
				stay[key] += op.Text
			}
		}
	}
	for key, n := range halves {
		was, is := [2]any{redline.Delete, key[1]}, [2]any{redline.Insert, key[1]}
		if n != 1 || halves[was] != 1 || halves[is] != 1 || stay[was] != stay[is] || stay[was] == "" {
			t.Fatalf("move %v of %v is torn: %q and %q", key[1], ops, stay[was], stay[is])
		}
	}
	changes := redline.Changes(ops)
	if got := redline.Apply(new, redline.Undo(changes...)); utf8.ValidString(new) && got != old {
		t.Fatalf("undoing %+v of %v gives %q, not %q", changes, ops, got, old)
	}
	if (len(changes) == 0) != (old == new) {
		t.Fatalf("%d changes between %q and %q", len(changes), old, new)
	}
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
		checkLaws(t, a, b)
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
