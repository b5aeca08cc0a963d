package source

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals/act"
	"talqy/proposals/goldentest"
)

var update = flag.Bool("update", false, "write what the code gives into the golden files")

// TestGolden reads the first file of each archive in testdata/golden and compares what it gives with the others: the
// outline (level, address as spoken, printed words), the editors' notes set aside, the findings. Every archive opens with
// a sentence on what it shows. The texts are ours: no act in force says any of it.
func TestGolden(t *testing.T) {
	goldentest.Each(t, "testdata/golden/*.txtar", func(t *testing.T, file string, archive *txtar.Archive) {
		input := archive.Files[0]
		var got []txtar.File
		doc, err := Read(input.Data, input.Name)
		if err != nil {
			refused := err.(*Error)
			got = append(got, txtar.File{Name: "refused", Data: []byte(fmt.Sprintf("%s %v\n", refused.Code, refused.Args))})
		} else {
			got = append(got, txtar.File{Name: "outline", Data: outline(doc)})
			got = append(got, txtar.File{Name: "notes", Data: notes(doc)})
			got = append(got, txtar.File{Name: "findings", Data: findings(doc)})
		}
		if *update {
			archive.Files = append([]txtar.File{input}, got...)
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		want := archive.Files[1:]
		if len(want) != len(got) {
			t.Fatalf("%d files, want %d", len(got), len(want))
		}
		for i := range want {
			if want[i].Name != got[i].Name || !bytes.Equal(want[i].Data, got[i].Data) {
				t.Errorf("got %s:\n%s\nwant %s:\n%s", got[i].Name, got[i].Data, want[i].Name, want[i].Data)
			}
		}
	})
}

// outline prints a unit a line: its level, its address and its words; a second printed line follows «⏎».
func outline(doc *Document) []byte {
	e := doc.Expression
	var b bytes.Buffer
	fmt.Fprintf(&b, "title: %s\n", e.Title)
	if e.Number != "" {
		fmt.Fprintf(&b, "number: %s\n", e.Number)
	}
	for _, line := range e.Preface {
		fmt.Fprintf(&b, "preface: %s\n", line)
	}
	fmt.Fprintf(&b, "language: %s, profile: %s\n\n", e.Lang, doc.Profile)
	e.Walk(func(p *act.Provision) {
		path := e.Path(p.EID)
		words := strings.ReplaceAll(strings.Join(p.Lines(), " ⏎ "), "\t", " | ")
		fmt.Fprintf(&b, "%s%s: %s: %s\n", strings.Repeat("  ", len(path)-1), p.Level, act.Address(path, e.Lang, doc.Profile), words)
	})
	return b.Bytes()
}

func notes(doc *Document) []byte {
	var b bytes.Buffer
	for _, n := range doc.Report.Notes {
		place := n.EID
		if place == "" {
			place = "act"
		}
		fmt.Fprintf(&b, "line %d, %s, %s: %s\n", n.Line, place, n.Kind, n.Text)
	}
	return b.Bytes()
}

func findings(doc *Document) []byte {
	var b bytes.Buffer
	for _, f := range doc.Report.Findings {
		fmt.Fprintf(&b, "line %d, %s", f.Line, f.Code)
		if f.Count > 1 {
			fmt.Fprintf(&b, " %d times", f.Count)
		}
		fmt.Fprintf(&b, ": %s\n", f.Text)
	}
	return b.Bytes()
}
