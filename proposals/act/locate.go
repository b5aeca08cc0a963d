package act

import "strings"

// AddressError says why an address leads nowhere.
type AddressError struct {
	// Code is address_not_understood (Part is the word), or address_not_found (Part is the step that is missing).
	Code string
	Part string
}

func (e *AddressError) Error() string { return "act: " + e.Code + ": " + e.Part }

// The codes of AddressError.
const (
	AddressNotUnderstood = "address_not_understood"
	AddressNotFound      = "address_not_found"
)

// Locate finds the provision that an address typed by a lawyer means: «п. 2 ч. 1 ст. 128», «подпункт 3) пункта 2 статьи 5»,
// «128-баптың 1-бөлігі», «ст. 128», «128». Words may be shortened and in any case, the order is free as long as it runs one
// way; numbers may be figures or words. The first часть or абзац of a unit is the unit itself. Errors are *AddressError.
func (e *Expression) Locate(address string, profile Profile) (*Provision, error) {
	steps, err := parseAddress(address)
	if err != nil {
		return nil, err
	}
	root := &Provision{Children: e.Provisions}
	at := root
	for i, step := range steps {
		var next *Provision
		if at == root && step.unit == unitArticle {
			next = e.built().byNum[step.num]
		} else {
			next = step.in(at, profile)
		}
		if next == nil {
			return nil, &AddressError{AddressNotFound, spoken(steps[:i+1])}
		}
		at = next
	}
	return at, nil
}

// unit is what a word of an address names; which level that is depends on the act. The larger unit comes first.
type unit int

const (
	unitNone unit = iota
	unitPreamble
	unitAnnex
	unitTitle
	unitSubtitle
	unitChapter
	unitSection
	unitArticle
	unitNote
	unitPart     // часть, бөлік
	unitPoint    // пункт, тармақ
	unitSubpoint // подпункт, тармақша
	unitIndent   // абзац
)

// step is one part of an address.
type step struct {
	unit unit
	num  string
	text string
}

// levels lists what a word may mean, the likeliest first. Lawyers say пункт and подпункт for the same sign in one code and
// another, so both are tried.
func (s step) levels(profile Profile) []Level {
	switch s.unit {
	case unitAnnex:
		return []Level{LevelAnnex}
	case unitTitle:
		return []Level{LevelTitle}
	case unitSubtitle:
		return []Level{LevelSubtitle}
	case unitChapter:
		return []Level{LevelChapter}
	case unitSection:
		return []Level{LevelSection}
	case unitArticle:
		return []Level{LevelArticle}
	case unitNote:
		return []Level{LevelNote}
	case unitPreamble:
		return []Level{LevelPreamble}
	case unitPart:
		if profile == ProfileCode {
			return []Level{LevelParagraph, LevelSubparagraph, LevelPart}
		}
		return []Level{LevelSubparagraph, LevelParagraph, LevelPart}
	case unitPoint:
		if profile == ProfileCode {
			return []Level{LevelPoint, LevelParagraph}
		}
		return []Level{LevelParagraph, LevelPoint}
	case unitSubpoint:
		return []Level{LevelPoint}
	case unitIndent:
		return []Level{LevelIndent, LevelSubparagraph}
	}
	return nil
}

// in finds the step below a unit: directly, else inside units that the address leaves out.
func (s step) in(p *Provision, profile Profile) *Provision {
	for _, level := range s.levels(profile) {
		if found := s.child(p, level); found != nil {
			return found
		}
	}
	// «часть первая», «абзац первый»: the words that the unit begins with.
	if s.num == "1" && (s.unit == unitPart || s.unit == unitIndent) && p.Level != "" {
		return p
	}
	for _, level := range s.levels(profile) {
		for _, child := range p.Children {
			if found := s.below(child, level); found != nil {
				return found
			}
		}
	}
	return nil
}

func (s step) child(p *Provision, level Level) *Provision {
	for _, child := range p.Children {
		if child.Level == level && s.is(child) {
			return child
		}
	}
	return nil
}

func (s step) below(p *Provision, level Level) *Provision {
	// An article's own units are not looked for from above it: «пункт 2» alone means a by-law's пункт.
	if p.Level == LevelArticle {
		return nil
	}
	if found := s.child(p, level); found != nil {
		return found
	}
	for _, child := range p.Children {
		if found := s.below(child, level); found != nil {
			return found
		}
	}
	return nil
}

func (s step) is(p *Provision) bool {
	if s.num == "" {
		return s.unit == unitNote || s.unit == unitPreamble || s.unit == unitAnnex && p.Num == ""
	}
	return p.Num == s.num || Fold(p.Num) == Fold(s.num)
}

func spoken(steps []step) string {
	words := make([]string, len(steps))
	for i, s := range steps {
		words[i] = s.text
	}
	return strings.Join(words, ", ")
}
