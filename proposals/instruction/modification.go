// Package instruction knows amending instructions: the sentences by which one law changes another («в части первой статьи
// 128 слова «…» заменить словами «…»»). It derives them from two texts, phrases them in Russian and Kazakh, reads them in
// amending acts and carries them out.
//
// An instruction is data first (Modification); each language has its own grammar for the same data, because the Kazakh
// sentence is no translation of the Russian one. Nothing is guessed: what cannot be carried out exactly is refused with a
// code. The package refuses to know who wrote an instruction, how it is shown and whether it is a good idea.
package instruction

import (
	"slices"

	"talqy/proposals/act"
)

// Kind is what a modification does, in the words of the glossary.
type Kind string

// The kinds of modifications.
const (
	Insertion    Kind = "insertion"    // дополнить | толықтырылсын
	Substitution Kind = "substitution" // заменить | ауыстырылсын
	Replacement  Kind = "replacement"  // изложить в следующей редакции | мынадай редакцияда жазылсын
	Repeal       Kind = "repeal"       // исключить | алып тасталсын
	Revocation   Kind = "revocation"   // признать утратившим силу | күші жойылды деп танылсын
	Renumbering  Kind = "renumbering"  // считать | деп есептелсін
	Suspension   Kind = "suspension"   // приостановить до …; временная редакция | тоқтатыла тұрсын
)

// Subject is what a modification is about.
type Subject string

// The subjects of modifications.
const (
	Words   Subject = "words"   // слова | сөздер
	Figures Subject = "figures" // цифры | цифрлар
	Units   Subject = "unit"    // whole units: sentences, headings and structural units
)

// Unit is what a word of an address names. Which act.Level that is depends on the act: «пункт 2)» is an act.LevelPoint, as
// is «подпункт 2)», and «часть вторая» is numbered in one act and only counted in another.
type Unit string

// The units of addresses, the larger first.
const (
	UnitWhole    Unit = "whole"    // весь текст | бүкіл мәтін
	UnitContents Unit = "contents" // оглавление | мазмұны
	UnitPreamble Unit = "preamble" // преамбула | кіріспе
	UnitAnnex    Unit = "annex"    // приложение | қосымша
	UnitTitle    Unit = "title"    // раздел | бөлім
	UnitSubtitle Unit = "subtitle" // подраздел | кіші бөлім
	UnitChapter  Unit = "chapter"  // глава | тарау
	UnitSection  Unit = "section"  // параграф | параграф
	UnitArticle  Unit = "article"  // статья | бап
	UnitHeading  Unit = "heading"  // заголовок | тақырып
	UnitBody     Unit = "body"     // текст | мәтін
	UnitNote     Unit = "note"     // примечание | ескертпе
	UnitPoint    Unit = "point"    // пункт | тармақ
	UnitPart     Unit = "part"     // часть | бөлік
	UnitSubpoint Unit = "subpoint" // подпункт | тармақша
	UnitIndent   Unit = "indent"   // абзац | абзац
	UnitSentence Unit = "sentence" // предложение | сөйлем
)

// Step is one part of an address.
type Step struct {
	Unit Unit `json:"unit"`
	// Num is the number as people say it, «2», «128-1», «а»; an ordinal word is kept as its figure. Empty for units that
	// have none (заголовок, преамбула).
	Num string `json:"num,omitempty"`
	// Bracket says that the number is printed with a bracket: «пункт 2)» and «пункт 2» are different units.
	Bracket bool `json:"bracket,omitempty"`
}

// Address leads to a unit, the largest step first. An empty address is the whole act. The ordinals of абзацы and
// предложения are those of one language: the same norm may be the twelfth абзац in one text and the eleventh in the other.
type Address []Step

// equal reports whether two addresses are the same.
func (a Address) equal(b Address) bool { return slices.Equal(a, b) }

// with returns a new address one or more steps longer.
func (a Address) with(steps ...Step) Address {
	return append(slices.Clone(a), steps...)
}

// Quote is a pair of quoted words: New takes the place of Old. New is empty when the words are repealed.
type Quote struct {
	Old string `json:"old"`
	New string `json:"new,omitempty"`
}

// Modification is one operation on one unit or on several at once.
type Modification struct {
	Kind    Kind    `json:"kind"`
	Subject Subject `json:"subject"`
	// Addresses are the units that the modification is about; for an insertion of units, the unit that gets them. Empty
	// means the act itself.
	Addresses []Address `json:"addresses"`
	// Quotes are the words that are replaced or repealed, in pairs («соответственно»).
	Quotes []Quote `json:"quotes,omitempty"`
	// After and Before are the words next to which words are inserted; both empty means the end of the unit. In a
	// substitution After says behind which words the quoted ones stand («после слова «Раздел» цифры «I»»).
	After  string `json:"after,omitempty"`
	Before string `json:"before,omitempty"`
	// Places are the new units of an insertion, or the new numbers of a renumbering.
	Places []Step `json:"places,omitempty"`
	// New is the inserted words, or the new wording one structural unit a line, without the quotation marks around it.
	New string `json:"new,omitempty"`
	// Until is the day, YYYY-MM-DD, before which a suspension or a temporary wording holds; empty without one.
	Until string `json:"until,omitempty"`
}

// Instruction is one sentence of an amending act with all that it orders; it is carried out whole or not at all.
type Instruction struct {
	// N is the place in the amending act: «1.4» is the fourth item of the first act to be amended; sentences below one
	// item are counted, «1.4.2». Empty where the sentence has no number.
	N string `json:"n"`
	// Act is the amended act as it is named, in the case it stands in; empty where the text does not say.
	Act           string         `json:"act,omitempty"`
	Lang          act.Lang       `json:"lang"`
	Raw           string         `json:"raw"`
	Line          int            `json:"line"`
	Modifications []Modification `json:"modifications"`
}

// Codes of Problem.
const (
	ProblemNotUnderstood  = "instruction_not_understood" // Text is what the reader stopped at
	ProblemNewTextMissing = "new_text_missing"           // «следующей редакции:» and no quoted text
	ProblemOpeningQuote   = "opening_quote_missing"      // the new text was taken although its first mark is missing
	ProblemClosingQuote   = "closing_quote_missing"      // the new text was taken to where the next instruction begins
	ProblemOtherLanguage  = "other_language_only"        // «текст на русском языке не изменяется»
)

// Problem is a place of an amending act that a lawyer must look at. Line counts from 1.
type Problem struct {
	Code string `json:"code"`
	Line int    `json:"line"`
	Raw  string `json:"raw"`
	Text string `json:"text,omitempty"`
}

// rank orders steps from the largest unit to the smallest. Heading, body and note stand side by side.
func (s Step) rank() int {
	switch s.Unit {
	case UnitWhole, UnitContents:
		return 0
	case UnitPreamble, UnitAnnex:
		return 1
	case UnitTitle:
		return 2
	case UnitSubtitle:
		return 3
	case UnitChapter:
		return 4
	case UnitSection:
		return 5
	case UnitArticle:
		return 6
	case UnitHeading, UnitBody, UnitNote:
		return 7
	case UnitPoint:
		if s.Bracket {
			return 10
		}
		return 8
	case UnitPart:
		return 9
	case UnitSubpoint:
		return 10
	case UnitIndent:
		return 12
	}
	return 13
}

// above gives the steps of a that can hold the unit of step: «в части третьей:» holds «пункт 2)», not «часть пятую». A
// часть stands inside a подпункт of a law, but not where the подпункт stands inside a часть itself.
func (a Address) above(step Step) Address {
	end := len(a)
	for end > 0 && !a[:end].holds(step) {
		end--
	}
	return slices.Clone(a[:end])
}

func (a Address) holds(step Step) bool {
	last := a[len(a)-1]
	if last.Unit == UnitHeading || last.Unit == UnitBody || last.Unit == UnitSentence || last.Unit == UnitWhole {
		return step.Unit == UnitSentence && last.Unit != UnitSentence
	}
	if last.Unit == UnitSubpoint && step.Unit == UnitPart {
		return !slices.ContainsFunc(a[:len(a)-1], func(s Step) bool { return s.Unit == UnitPart })
	}
	if step.Unit == UnitHeading && last.Unit != UnitArticle {
		return last.rank() < (Step{Unit: UnitArticle}).rank()
	}
	return last.rank() < step.rank()
}

// countedOnly reports whether units of the kind have no printed number: they are counted in words.
func (u Unit) countedOnly() bool {
	return u == UnitIndent || u == UnitSentence
}

// finish makes a modification of a clause whose verb was read: what each kind must have been told.
func (p *parser) finish(kind Kind, c *clause) (Modification, bool) {
	if kind == Replacement && c.until != "" {
		return p.suspension(c)
	}
	if c.until != "" || kind != Insertion && (c.before != "" || c.after != "" && kind != Substitution) || len(c.old) > 0 && kind != Substitution && kind != Repeal {
		// A place or a time that the data cannot say is not dropped silently.
		return Modification{}, false
	}
	m := Modification{Kind: kind, Addresses: p.placed(c), Subject: c.subject}
	switch kind {
	case Substitution:
		quotes, ok := c.pairs()
		m.Quotes, m.After = quotes, c.after
		return m, ok && (c.after == "" || len(m.Addresses) < 2)
	case Repeal, Revocation:
		if len(c.old) == 0 {
			m.Subject = Units
			return m, len(m.Addresses) > 0
		}
		for _, old := range c.old {
			m.Quotes = append(m.Quotes, Quote{Old: old})
		}
		return m, true
	case Replacement:
		m.Subject, m.New = Units, c.inlineNew
		return m, len(m.Addresses) > 0
	case Renumbering:
		m.Subject, m.Places = Units, c.places
		return m, len(c.places) > 0 && len(c.places) == len(m.Addresses)
	}
	if kind != Insertion {
		return Modification{}, false
	}
	if len(c.places) > 0 {
		m.Subject, m.Places, m.New = Units, c.places, c.inlineNew
		return m, len(m.Addresses) < 2 && len(c.new) == 0 && c.after+c.before == ""
	}
	if len(c.new) != 1 || c.after != "" && c.before != "" {
		return m, false
	}
	m.After, m.Before, m.New = c.after, c.before, c.new[0]
	m.Subject = Words
	if isFigures(m.New) {
		m.Subject = Figures
	}
	return m, true
}
