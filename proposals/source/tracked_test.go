package source

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"talqy/proposals/goldentest"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestTracked reads the body of a document from each archive in testdata/tracked and compares what was kept, added and struck out,
// paragraph by paragraph. Every archive opens with a sentence on what it shows.
func TestTracked(t *testing.T) {
	goldentest.Each(t, "testdata/tracked/*.txtar", func(t *testing.T, file string, archive *txtar.Archive) {
		numbering := ""
		if archive.Files[1].Name == "numbering" {
			numbering = string(archive.Files[1].Data)
		}
		blocks, err := ReadTracked(document(t, flat(archive.Files[0].Data), flat([]byte(numbering))))
		if err != nil {
			t.Fatal(err)
		}
		got, want := txtar.File{Name: "read", Data: shownBlocks(blocks)}, archive.Files[len(archive.Files)-1]
		if *update {
			archive.Files[len(archive.Files)-1] = got
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if want.Name != "read" || !bytes.Equal(want.Data, got.Data) {
			t.Errorf("got:\n%s\nwant:\n%s", got.Data, want.Data)
		}
	})
}

// flat joins the lines of an archive's markup, which is broken for its reader alone.
func flat(markup []byte) string {
	var b strings.Builder
	for _, line := range strings.Split(string(markup), "\n") {
		b.WriteString(strings.TrimLeft(line, "\t"))
	}
	return b.String()
}

// shownBlocks prints a paragraph a line: «[+words author date]» added, «[-…]» struck out, «¶» the break.
func shownBlocks(blocks []TrackedBlock) []byte {
	var b bytes.Buffer
	for i, block := range blocks {
		if len(block.Paragraphs) == 0 {
			continue
		}
		if block.Cell {
			fmt.Fprintf(&b, "cell %d\n", i)
		} else {
			b.WriteString("body\n")
		}
		for _, p := range block.Paragraphs {
			b.WriteString("  ")
			for _, r := range p {
				words := strings.ReplaceAll(r.Text, "\n", "¶")
				for _, change := range []struct {
					sign string
					rev  *Revision
				}{{"+", r.Inserted}, {"-", r.Deleted}} {
					if change.rev == nil {
						continue
					}
					words = "[" + change.sign + words + "|" + change.rev.Author
					if !change.rev.At.IsZero() {
						words += " " + change.rev.At.Format("02.01.2006 15:04")
					}
					if change.rev.Moved {
						words += " moved"
					}
					words += "]"
				}
				b.WriteString(words)
			}
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

func TestTrackedRefuses(t *testing.T) {
	deep := strings.Repeat(`<w:ins>`, maxElements+1) + run("слово") + strings.Repeat(`</w:ins>`, maxElements+1)
	many := strings.Repeat(`<w:p/>`, maxTrackedRuns+2)
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"nothing":              {nil, CodeEmpty},
		"a text":               {[]byte("Статья 1. Мост"), CodeNotDOCX},
		"a broken archive":     {document(t, block(run("слово")), "")[:200], CodeNotDOCX},
		"broken markup":        {document(t, `<w:p><w:r>`, ""), CodeNotDOCX},
		"deep markup":          {document(t, block(deep), ""), CodeNotDOCX},
		"too many runs":        {document(t, many, ""), CodeNotDOCX},
		"too many words":       {document(t, block(run(strings.Repeat("мост ", maxTrackedText/9+1))), ""), CodeNotDOCX},
		"unfolds to too much":  {document(t, block(run(strings.Repeat("мост ", maxUnpacked/9))), ""), CodeNotDOCX},
		"larger than any file": {make([]byte, MaxBytes+1), CodeTooLarge},
	} {
		_, err := ReadTracked(c.content)
		var refused *Error
		if !errors.As(err, &refused) || refused.Code != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
	}
}

// Whatever the markup is, the first block is the body, each paragraph ends with its break and no run is empty.
func FuzzReadTracked(f *testing.F) {
	files, err := filepath.Glob("testdata/tracked/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(flat(archive.Files[0].Data))
	}
	f.Add(`<w:tc><w:p></w:tc>`)
	f.Add(`<w:ins><w:p><w:del/></w:p></w:ins>`)
	f.Fuzz(func(t *testing.T, body string) {
		blocks, ok := trackedBlocks([]byte(body), &docxNumbering{}) // without the archive, whose packing would be most of the work
		if !ok {
			return
		}
		if len(blocks) == 0 || blocks[0].Cell {
			t.Fatal("the first block is not the body")
		}
		for _, b := range blocks {
			for _, p := range b.Paragraphs {
				if last := p[len(p)-1]; last.Text != "\n" {
					t.Fatalf("a paragraph ends in %q", last.Text)
				}
				for _, r := range p {
					if r.Text == "" {
						t.Fatal("a run without text")
					}
				}
			}
		}
	})
}
