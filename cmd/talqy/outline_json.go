package main

import (
	"unicode"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// outlineJSON is what `talqy outline --json` prints: the tree of the act, and what reading the file found.
type outlineJSON struct {
	*act.Expression
	Report outlineReport `json:"report"`
}

type outlineReport struct {
	Profile  act.Profile       `json:"profile"`
	Units    map[act.Level]int `json:"units"`
	Letters  letters           `json:"letters"`
	Findings []outlineFinding  `json:"findings"`
	Notes    []outlineNote     `json:"notes"`
}

// letters counts characters other than blanks: those of the act, those of the editors' notes beside it, and both together,
// which is what the file has when nothing of it was dropped.
type letters struct {
	Act   int `json:"act"`
	Notes int `json:"notes"`
	All   int `json:"all"`
}

type outlineFinding struct {
	Code  string `json:"code"`
	Line  int    `json:"line"`
	Text  string `json:"text"`
	Count int    `json:"count"`
}

type outlineNote struct {
	EID  string       `json:"eid"`
	Line int          `json:"line"`
	Kind act.NoteKind `json:"kind"`
	Text string       `json:"text"`
}

func outlineOf(d *source.Document) outlineJSON {
	r := outlineReport{Profile: d.Profile, Units: d.Report.Units, Findings: []outlineFinding{}, Notes: []outlineNote{}}
	for _, f := range d.Report.Findings {
		r.Findings = append(r.Findings, outlineFinding(f))
	}
	for _, n := range d.Report.Notes {
		r.Notes = append(r.Notes, outlineNote{n.EID, n.Line, n.Kind, n.Text})
		r.Letters.Notes += countLetters(n.Text)
	}
	for _, line := range d.Expression.Preface {
		r.Letters.Act += countLetters(line)
	}
	if !hasFinding(d.Report, source.FindingTitle) { // otherwise the title is not of the file
		r.Letters.Act += countLetters(d.Expression.Title)
	}
	d.Expression.Walk(func(p *act.Provision) {
		r.Letters.Act += countLetters(p.Label) + countLetters(p.Heading) + countLetters(p.Text)
	})
	r.Letters.All = r.Letters.Act + r.Letters.Notes
	return outlineJSON{d.Expression, r}
}

func hasFinding(r *source.Report, code string) bool {
	for _, f := range r.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

// countLetters counts the characters of s that are no blanks.
func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsSpace(r) && r != '\ufeff' {
			n++
		}
	}
	return n
}
