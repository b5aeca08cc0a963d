package source

import (
	"bytes"
	"html"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"

	"talqy/proposals/act"
)

// Every letter of the file is a letter of the act or of an editors' note, once and in the order of the file. Of a page it is
// the letters of the act's own part, of a PDF those of its text layer.
func TestNothingIsLost(t *testing.T) {
	for _, name := range allFiles {
		t.Run(name, func(t *testing.T) {
			doc := mustRead(t, name)
			content := law(t, name)
			var source string
			switch filepath.Ext(name) {
			case ".html":
				source = wordsOfPage(string(content))
			case ".pdf":
				source = wordsOfPDF(t, content)
			default:
				source = string(content)
			}
			if place := firstLoss(solid(source), lawPieces(doc), notePieces(doc)); place != "" {
				t.Errorf("source and act part at %s", place)
			}
		})
	}
}

var (
	tags    = regexp.MustCompile(`<[^>]*>`)
	titles  = regexp.MustCompile(`(?s)<div class="container_alpha slogan">.*?<h1>(.*?)</h1>.*?<p>(.*?)</p>`)
	article = regexp.MustCompile(`(?s)<article.*</article>`)
)

// wordsOfPage takes the tags out of the title block and the article of a page, by other means than the importer.
func wordsOfPage(page string) string {
	words := ""
	if m := titles.FindStringSubmatch(page); m != nil {
		words = m[1] + m[2]
	}
	return html.UnescapeString(tags.ReplaceAllString(words+article.FindString(page), ""))
}

// wordsOfPDF asks pdftotext where the machine has it, in the order of the page; it takes out the hyphens at which lines
// break, so hyphens do not count. Otherwise it is the text layer as this package reads it.
func wordsOfPDF(t *testing.T, content []byte) string {
	lines, ok := pdfLines(content)
	if !ok {
		t.Fatal("no text layer")
	}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
	}
	own := b.String()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Log("pdftotext is not installed: the text layer is not checked against it")
		return own
	}
	cmd := exec.Command(tool, "-", "-")
	cmd.Stdin = bytes.NewReader(content)
	other, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	letters := func(s string) string { return sorted(strings.ReplaceAll(solid(s), "-", "")) }
	if letters(own) != letters(string(other)) {
		t.Error("pdftotext finds other letters")
	}
	return own
}

// sorted puts the letters of a text in order: programs differ in the order of columns.
func sorted(s string) string {
	runes := []rune(s)
	slices.Sort(runes)
	return string(runes)
}

// solid is a text without its spaces, which line breaks and indents make.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}

// lawPieces are the words of the act in the order of the text: title, preface, then label, heading and text of each unit.
func lawPieces(doc *Document) []string {
	e := doc.Expression
	var pieces []string
	add := func(s string) {
		if s = solid(s); s != "" {
			pieces = append(pieces, s)
		}
	}
	// The title stands among the lines of the preface: after the headings of the page, before the words on adoption.
	titled := doc.Report.has(FindingTitle)
	for _, line := range e.Preface {
		if !titled && isAdoption(line) {
			add(e.Title)
			titled = true
		}
		add(line)
	}
	if !titled {
		add(e.Title)
	}
	e.Walk(func(p *act.Provision) {
		add(p.Label)
		add(p.Heading)
		for _, row := range strings.Split(p.Text, "\n") { // a remark may stand between two rows of a table
			add(row)
		}
	})
	return pieces
}

func (r *Report) has(code string) bool {
	for _, f := range r.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

// notePieces are the editors' notes by the line they stand in.
func notePieces(doc *Document) []string {
	notes := append([]Note{}, doc.Report.Notes...)
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].Line < notes[j].Line })
	var pieces []string
	for _, note := range notes {
		pieces = append(pieces, solid(note.Text))
	}
	return pieces
}

// firstLoss tries to read source as the two rows of pieces merged, and returns the place where that fails. Where both rows
// have the same words next, both ways are tried.
func firstLoss(source string, law, notes []string) string {
	type state struct{ at, law, notes int }
	seen := make(map[state]bool)
	open := []state{{}}
	furthest := state{}
	for len(open) > 0 {
		s := open[len(open)-1]
		open = open[:len(open)-1]
		if seen[s] {
			continue
		}
		seen[s] = true
		if s.at == len(source) && s.law == len(law) && s.notes == len(notes) {
			return ""
		}
		if s.at >= furthest.at {
			furthest = s
		}
		if s.law < len(law) && strings.HasPrefix(source[s.at:], law[s.law]) {
			open = append(open, state{s.at + len(law[s.law]), s.law + 1, s.notes})
		}
		if s.notes < len(notes) && strings.HasPrefix(source[s.at:], notes[s.notes]) {
			open = append(open, state{s.at + len(notes[s.notes]), s.law, s.notes + 1})
		}
	}
	message := "«" + head(source[furthest.at:]) + "»"
	if furthest.law < len(law) {
		message += ", law goes on with «" + head(law[furthest.law]) + "»"
	}
	if furthest.notes < len(notes) {
		message += ", notes with «" + head(notes[furthest.notes]) + "»"
	}
	return message
}

func head(s string) string {
	const most = 80
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
