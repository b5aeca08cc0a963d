package source

import (
	"sort"
	"unicode"

	"talqy/proposals/act"
)

// Report tells what reading a file found.
type Report struct {
	// Units counts the provisions by level.
	Units map[act.Level]int
	// Findings are the places that a lawyer should look at, in the order of the file.
	Findings []Finding
	// Notes are the editors' remarks set aside, in the order of the file.
	Notes []Note

	noteUnits []*act.Provision // the unit of each note until eIds are known
}

// Codes of findings.
const (
	FindingTruncated   = "file_truncated"       // the file breaks off and was accepted so
	FindingDouble      = "number_double"        // a number stands twice in one place
	FindingGap         = "number_gap"           // a number is missing
	FindingOrder       = "number_order"         // a number smaller than the one before
	FindingHomoglyph   = "homoglyph"            // a Latin letter in a Cyrillic word or the reverse
	FindingArticleWord = "article_word_missing" // an article's title line without the word «Статья»
	FindingTitle       = "title_not_found"      // the file does not give the title of the act; Text is what stands for it
	FindingStray       = "line_out_of_place"    // words where an act has none
	FindingBroken      = "sentence_broken"      // a paragraph ends in the middle of a sentence, the next one goes on
	FindingOpenQuote   = "quote_not_closed"     // new wording in quotation marks that do not end
)

// Finding is one place to look at. Line counts from 1 in the file as it was given; Text is what stands there.
// Count says how often it is there: a mixed word is listed once, with the line of the first place.
type Finding struct {
	Code  string
	Line  int
	Text  string
	Count int
}

// Note is an editors' remark with its place: the unit it is printed at (empty before the first unit) and the line.
type Note struct {
	act.Note
	EID  string
	Line int
}

func (r *Report) find(code string, line int, text string) {
	r.Findings = append(r.Findings, Finding{code, line, act.Excerpt(text, excerptLetters), 1})
}

// excerptLetters is how much of a text a message quotes.
const excerptLetters = 120

// brokenSentences lists paragraphs that end in the middle of a sentence which the next paragraph goes on with: the official
// database has such places, and an абзац is counted there that the drafters did not mean.
func (r *Report) brokenSentences(paragraphs []paragraph) {
	before, begun := -1, false // a preamble may be verse
	for i := range paragraphs {
		p := &paragraphs[i]
		if p.note != nil {
			continue
		}
		begun = begun || startsUnit(p)
		if begun && before >= 0 && p.kind == kindLower && !p.quoted && unicode.IsLower(firstRune(p.text)) {
			b := &paragraphs[before]
			if (isNumbered(b.kind) || b.kind == kindLower || b.kind == kindUpper) && unicode.IsLetter(lastRune(b.text)) {
				r.find(FindingBroken, p.line, p.text)
			}
		}
		before = i
	}
}

func (r *Report) sort() {
	sort.SliceStable(r.Findings, func(i, j int) bool { return r.Findings[i].Line < r.Findings[j].Line })
}
