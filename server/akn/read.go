package akn

import (
	"io"
	"strings"

	"talqy/proposals/act"
)

// Read reads an act from an Akoma Ntoso document, with the profile that it was written with; a document that does not say
// is of the law profile, or of the by-law profile where it has no article. Errors are *Error, or those of r.
func Read(r io.Reader) (*act.Expression, act.Profile, error) {
	content, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, "", err
	}
	if len(content) > MaxBytes {
		return nil, "", refuse(CodeTooLarge, "limit", MaxBytes)
	}
	root, err := parse(content)
	if err != nil {
		return nil, "", err
	}
	if root.name != "akomaNtoso" {
		return nil, "", refuse(CodeNotAct, "line", root.line, "found", root.name)
	}
	inside, err := root.elements()
	if err != nil {
		return nil, "", err
	}
	if len(inside) != 1 || inside[0].name != "act" {
		found := root
		for _, el := range inside {
			if found == root || el.name != "act" {
				found = el
			}
		}
		return nil, "", refuse(CodeNotAct, "line", found.line, "found", found.name)
	}
	rd := &reader{e: &act.Expression{}, byEID: make(map[string]*act.Provision)}
	profile, err := rd.act(inside[0])
	if err != nil {
		return nil, "", err
	}
	return rd.e, profile, nil
}

// reader puts the elements of a document into an expression.
type reader struct {
	e     *act.Expression
	byEID map[string]*act.Provision
	metas []*element // of the act and its annexes, for their notes
}

func (rd *reader) act(el *element) (act.Profile, error) {
	children, err := el.elements()
	if err != nil {
		return "", err
	}
	for _, child := range children {
		var err error
		switch child.name {
		case "meta":
			rd.metas = append(rd.metas, child)
			err = rd.identification(child)
		case "preface":
			err = rd.preface(child)
		case "preamble":
			err = rd.top(child, act.LevelPreamble, "preamble")
		case "body":
			err = rd.body(child)
		case "conclusions":
			err = rd.top(child, act.LevelConclusions, "concl")
		case "attachments":
			err = rd.attachments(child)
		default:
			err = unknown(child)
		}
		if err != nil {
			return "", err
		}
	}
	if rd.e.Lang == "" {
		return "", refuse(CodeLanguage, "found", "")
	}
	if len(rd.e.Provisions) == 0 {
		return "", refuse(CodeNotAct, "line", el.line, "found", el.name)
	}
	for _, meta := range rd.metas {
		if err := rd.notes(meta); err != nil {
			return "", err
		}
	}
	return rd.profile(el)
}

func unknown(el *element) error {
	return refuse(CodeUnknownElement, "line", el.line, "element", el.name)
}

func (rd *reader) identification(meta *element) error {
	if number := meta.find("identification", "FRBRWork", "FRBRnumber"); number != nil {
		rd.e.Number = number.attr("value")
	}
	expression := meta.find("identification", "FRBRExpression")
	if expression == nil {
		return nil // the language is missed below
	}
	if el := expression.find("FRBRlanguage"); el != nil {
		switch code := el.attr("language"); code {
		case "rus", "ru":
			rd.e.Lang = act.Russian
		case "kaz", "kk":
			rd.e.Lang = act.Kazakh
		default:
			return refuse(CodeLanguage, "found", code)
		}
	}
	if el := expression.find("FRBRdate"); el != nil && el.attr("name") != unknownName {
		day, _, _ := strings.Cut(el.attr("date"), "T") // the schema allows a time as well
		if !isDate(day) {
			return refuse(CodeDate, "date", el.attr("date"))
		}
		rd.e.Date = day
	}
	return nil
}

// profile reads what the export says of the names of the units.
func (rd *reader) profile(el *element) (act.Profile, error) {
	if own := el.find("meta", "proprietary", "talqy:profile"); own != nil {
		words, err := own.words()
		if err != nil {
			return "", err
		}
		switch profile := act.Profile(words); profile {
		case act.ProfileCode, act.ProfileLaw, act.ProfileBylaw:
			return profile, nil
		}
	}
	profile := act.ProfileBylaw
	rd.e.Walk(func(p *act.Provision) {
		if p.Level == act.LevelArticle {
			profile = act.ProfileLaw
		}
	})
	return profile, nil
}

// preface reads the title and the lines around it.
func (rd *reader) preface(el *element) error {
	children, err := el.elements()
	if err != nil {
		return err
	}
	for _, child := range children {
		switch child.name {
		case "longTitle":
			inside, err := child.elements()
			if err != nil {
				return err
			}
			for _, line := range inside {
				if line.name != "p" {
					return unknown(line)
				}
				if err := rd.prefaceLine(line, true); err != nil {
					return err
				}
			}
		case "p":
			if err := rd.prefaceLine(child, false); err != nil {
				return err
			}
		default:
			return unknown(child)
		}
	}
	return nil
}

// prefaceLine takes the title out of a line. A line that says more than the title is kept as well.
func (rd *reader) prefaceLine(line *element, isTitle bool) error {
	words, err := line.words()
	if err != nil {
		return err
	}
	title := line.find("docTitle")
	if title == nil {
		if isTitle && rd.e.Title == "" {
			rd.e.Title = words
		} else {
			rd.e.Preface = append(rd.e.Preface, words)
		}
		return nil
	}
	if len(line.nodes) == 1 {
		rd.e.Title = words
		return nil
	}
	if rd.e.Title, err = title.words(); err != nil {
		return err
	}
	rd.e.Preface = append(rd.e.Preface, words)
	return nil
}

// notes reads the editors' remarks and puts them to their units.
func (rd *reader) notes(meta *element) error {
	for _, n := range meta.nodes {
		if n.element == nil || n.name != "notes" {
			continue
		}
		notes, err := n.elements()
		if err != nil {
			return err
		}
		for _, el := range notes {
			if err := rd.note(el); err != nil {
				return err
			}
		}
	}
	return nil
}

func (rd *reader) note(el *element) error {
	if el.name != "note" {
		return unknown(el)
	}
	lines, err := el.elements()
	if err != nil {
		return err
	}
	var texts []string
	for _, line := range lines {
		if line.name != "p" {
			return unknown(line)
		}
		words, err := line.words()
		if err != nil {
			return err
		}
		texts = append(texts, words)
	}
	note := act.Note{Kind: noteKind(el.attr("class")), Text: strings.Join(texts, "\n")}
	base := el.attr("placementBase")
	if base == "" {
		rd.e.Notes = append(rd.e.Notes, note)
		return nil
	}
	p := rd.byEID[strings.TrimPrefix(base, "#")]
	if p == nil {
		return refuse(CodeEID, "line", el.line, "eid", base)
	}
	p.Notes = append(p.Notes, note)
	return nil
}

// noteKind takes the kind that an export has written as a class. Classes of other programs, which are there for their style
// sheets, say nothing of the kind.
func noteKind(class string) act.NoteKind {
	kind := act.NoteKind(class)
	switch kind {
	case act.NoteHistory, act.NotePending, act.NoteRepealed, act.NoteRuling, act.NoteContents, act.NoteEdition:
		return kind
	}
	return act.NoteEdition
}
