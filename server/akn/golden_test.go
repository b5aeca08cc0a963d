package akn

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
	"talqy/proposals/source"
)

var update = flag.Bool("update", false, "write what the code gives into the golden files")

// TestGolden shows documents that a lawyer can read. Where the first file of an archive is a law, the second is its export,
// which must keep the rules and come back the same; where it is a document of another program, the second is the act read
// from it, a unit a line. Every archive opens with a sentence on what it shows. The texts are ours.
func TestGolden(t *testing.T) {
	goldentest.Each(t, "testdata/golden/*.txtar", func(t *testing.T, file string, archive *txtar.Archive) {
		input := archive.Files[0]
		got := txtar.File{Name: "export.xml"}
		if strings.HasSuffix(input.Name, ".xml") {
			got = txtar.File{Name: "outline", Data: readOutline(t, input.Data)}
		} else {
			doc, err := source.Read(input.Data, input.Name)
			if err != nil {
				t.Fatal(err)
			}
			got.Data = mustReturn(t, doc.Expression, Meta{Profile: doc.Profile, Made: meta.Made})
		}
		if *update {
			archive.Files = []txtar.File{input, got}
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if len(archive.Files) != 2 || archive.Files[1].Name != got.Name || !bytes.Equal(archive.Files[1].Data, got.Data) {
			t.Errorf("got %s:\n%s", got.Name, got.Data)
		}
	})
}

// readOutline prints an act: a unit a line with its level, its address as spoken and its words, remarks below their units.
func readOutline(t *testing.T, document []byte) []byte {
	t.Helper()
	e, profile, err := Read(bytes.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "title: %s\nnumber: %s\nlanguage: %s, date: %s, profile: %s\n", e.Title, e.Number, e.Lang, e.Date, profile)
	for _, line := range e.Preface {
		fmt.Fprintf(&b, "preface: %s\n", line)
	}
	b.WriteByte('\n')
	printable := strings.NewReplacer("\t", " | ", "\n", " ⏎ ")
	e.Walk(func(p *act.Provision) {
		path := e.Path(p.EID)
		indent := strings.Repeat("  ", len(path)-1)
		fmt.Fprintf(&b, "%s%s: %s: %s\n", indent, p.Level, act.Address(path, e.Lang, profile), printable.Replace(strings.Join(p.Lines(), "\n")))
		for _, n := range p.Notes {
			fmt.Fprintf(&b, "%s  (%s: %s)\n", indent, n.Kind, printable.Replace(n.Text))
		}
	})
	return b.Bytes()
}
