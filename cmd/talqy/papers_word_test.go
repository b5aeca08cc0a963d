package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-fonts/liberation/liberationserifbold"
	"github.com/go-fonts/liberation/liberationserifbolditalic"
	"github.com/go-fonts/liberation/liberationserifitalic"
	"github.com/go-fonts/liberation/liberationserifregular"

	"talqy/proposals/paper"
	"talqy/proposals/paper/papertest"
)

// TestWordShowsWhatIsPrinted opens every paper of the sample in LibreOffice and reads the words of what it shows: all that the
// paper says are there, as often as it says them, and none that the PDF of the same paper has not.
func TestWordShowsWhatIsPrinted(t *testing.T) {
	soffice, pdftotext := program(t, "soffice", "libreoffice-writer-nogui"), program(t, "pdftotext", "poppler-utils")
	dir := t.TempDir()
	papers := map[string]*paper.Document{}
	var files []string
	for _, p := range papertest.Papers() {
		for name, langs := range papertest.Languages() {
			d := p.Make(papertest.Head(langs...))
			file := filepath.Join(dir, p.Name+"-"+name)
			papers[file] = d
			for ending, write := range map[string]func(*os.File) error{".pdf": func(f *os.File) error { return writePDF(f, d) }, ".docx": func(f *os.File) error { return writeDOCX(f, d) }} {
				f, err := os.Create(file + ending)
				if err != nil {
					t.Fatal(err)
				}
				if err := write(f); err != nil {
					t.Fatal(err)
				}
				if err := f.Close(); err != nil {
					t.Fatal(err)
				}
			}
			files = append(files, file+".docx")
		}
	}
	shown := filepath.Join(dir, "shown")
	wordFonts(t, dir)
	run(t, soffice, append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", shown}, files...)...)
	for file, d := range papers {
		name := filepath.Base(file)
		seen := papertest.PrintedWords(run(t, pdftotext, "-raw", filepath.Join(shown, name+".pdf"), "-"))
		printed := papertest.PrintedWords(run(t, pdftotext, "-raw", file+".pdf", "-"))
		missing := papertest.Missing(papertest.Bag(seen), papertest.Bag(papertest.Words(d)))
		if isTracked(d) { // what is struck out and what is added stand beside each other without a space
			letters := unspaced(seen)
			missing = slices.DeleteFunc(missing, func(s string) bool {
				w, _, _ := strings.Cut(s, " ")
				return strings.Contains(letters, strings.Trim(w, ".,;:"))
			})
		}
		if len(missing) > 0 {
			t.Errorf("%s: LibreOffice does not show %s", name, some(missing))
		}
		// Words that are turned on their side are read without the spaces between their lines, rules as underscores.
		var strange []string
		letters := unspaced(printed)
		for w := range papertest.Bag(seen) {
			if !strings.Contains(letters, w) && !isPartOfTheFoot(w, d) && strings.Trim(w, "_") != "" && !isTracked(d) {
				strange = append(strange, w)
			}
		}
		if len(strange) > 0 {
			t.Errorf("%s: LibreOffice shows what is not printed: %s", name, some(strange))
		}
	}
}

// wordFonts gives LibreOffice the type that PDFs have, as Times New Roman and alone: a type without Kazakh letters would tear
// words apart.
func wordFonts(t *testing.T, dir string) {
	t.Helper()
	fonts := filepath.Join(dir, "fonts")
	if err := os.Mkdir(fonts, 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(fonts, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("regular.ttf", liberationserifregular.TTF)
	write("bold.ttf", liberationserifbold.TTF)
	write("italic.ttf", liberationserifitalic.TTF)
	write("bolditalic.ttf", liberationserifbolditalic.TTF)
	write("fonts.conf", []byte(`<?xml version="1.0"?><fontconfig><dir>`+fonts+`</dir><cachedir>`+fonts+`</cachedir>
		<alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias></fontconfig>`))
	t.Setenv("FONTCONFIG_FILE", filepath.Join(fonts, "fonts.conf"))
}

// unspaced are words as one, without hyphens.
func unspaced(words []string) string { return strings.ReplaceAll(strings.Join(words, ""), "-", "") }

// some are the first words of a list.
func some(words []string) string {
	slices.Sort(words)
	return strings.Join(words[:min(len(words), 12)], ", ")
}

// isPartOfTheFoot says that a word is of the title, which is cut elsewhere, or a number of pages.
func isPartOfTheFoot(word string, d *paper.Document) bool {
	title := strings.ReplaceAll(d.Title, "-", "")
	return strings.Contains(title, strings.Trim(word, "…,")) || strings.Trim(word, "0123456789") == ""
}

func isTracked(d *paper.Document) bool {
	for _, b := range d.Blocks {
		if table, ok := b.(paper.Table); ok {
			for _, r := range table.Rows {
				for _, c := range r.Cells {
					if len(c.Tracked) > 0 {
						return true
					}
				}
			}
		}
	}
	return false
}
