package source

import (
	"sort"
	"strings"
	"testing"
	"unicode"

	"talqy/proposals/act"
)

// Every letter of the file is a letter of the act or of an editors' note, once and in the order of the file.
func TestNothingIsLost(t *testing.T) {
	for _, name := range textFiles {
		t.Run(name, func(t *testing.T) {
			doc := mustRead(t, name)
			source := solid(string(law(t, name)))
			if place := firstLoss(source, lawPieces(doc), notePieces(doc)); place != "" {
				t.Errorf("source and act part at %s", place)
			}
		})
	}
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
	if !doc.Report.has(FindingTitle) {
		add(e.Title)
	}
	for _, line := range e.Preface {
		add(line)
	}
	e.Walk(func(p *act.Provision) {
		add(p.Label)
		add(p.Heading)
		add(p.Text)
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

// firstLoss tries to read source as the two rows of pieces merged, and returns the place where that fails.
func firstLoss(source string, law, notes []string) string {
	at := 0
	for at < len(source) {
		switch {
		case len(notes) > 0 && strings.HasPrefix(source[at:], notes[0]):
			at += len(notes[0])
			notes = notes[1:]
		case len(law) > 0 && strings.HasPrefix(source[at:], law[0]):
			at += len(law[0])
			law = law[1:]
		default:
			message := "«" + head(source[at:]) + "»"
			if len(law) > 0 {
				message += ", law goes on with «" + head(law[0]) + "»"
			}
			if len(notes) > 0 {
				message += ", notes with «" + head(notes[0]) + "»"
			}
			return message
		}
	}
	if len(law) > 0 {
		return "the end: the act has more, «" + head(law[0]) + "»"
	}
	if len(notes) > 0 {
		return "the end: the notes have more, «" + head(notes[0]) + "»"
	}
	return ""
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
