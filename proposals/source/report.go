package source

import "talqy/proposals/act"

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
	r.Findings = append(r.Findings, Finding{code, line, excerpt(text), 1})
}

// excerpt shortens a text for a message to what helps to find the place.
func excerpt(s string) string {
	const most = 120
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}
