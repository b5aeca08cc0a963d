package akn

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"talqy/proposals/act"
)

// Where a date is not known, the schema still wants one. It is this day under the name «unknown», so that no reader takes
// it for a date of the act.
const (
	unknownDate = "0001-01-01"
	unknownName = "unknown"
)

// languages are the names of the languages in an address (ISO 639-2, three letters).
var languages = map[act.Lang]string{act.Russian: "rus", act.Kazakh: "kaz"}

// identity is how a document names itself on the three floors of FRBR: the act, its edition in one language, this file.
type identity struct {
	work, expression       string // addresses without the component
	number                 string
	language               string
	adopted, edition, made frbrDate
}

type frbrDate struct{ date, name string }

func dated(date, name string) frbrDate {
	if date == "" {
		return frbrDate{unknownDate, unknownName}
	}
	return frbrDate{date, name}
}

// identify makes the addresses by the naming convention of Akoma Ntoso: /akn/kz/act/2016-04-06/480-V is the act,
// /akn/kz/act/2016-04-06/480-V/rus@2026-01-09 its Russian text of that date. A text whose date is not known has no «@», which
// stands for the text in force; an act without a number is «nn».
func identify(e *act.Expression, meta Meta) (identity, error) {
	id := identity{number: e.Number, language: languages[e.Lang]}
	if id.language == "" {
		return id, refuse(CodeLanguage, "found", string(e.Lang))
	}
	adopted := meta.Adopted
	if adopted == "" {
		adopted = adoptionDate(e.Preface)
	}
	for _, date := range []string{adopted, e.Date} {
		if date != "" && !isDate(date) {
			return id, refuse(CodeDate, "date", date)
		}
	}
	id.adopted, id.edition = dated(adopted, "adoption"), dated(e.Date, "edition")
	id.made = id.edition
	if !meta.Made.IsZero() {
		id.made = frbrDate{meta.Made.Format(time.DateOnly), "export"}
	}
	number := "nn"
	if e.Number != "" {
		number = url.PathEscape(strings.Join(strings.Fields(e.Number), "-"))
	}
	id.work = "/akn/kz/act/" + id.adopted.date + "/" + number
	id.expression = id.work + "/" + id.language
	if e.Date != "" {
		id.expression += "@" + e.Date
	}
	return id, nil
}

// write writes the identification of a component: «main» is the act, an annex goes by its eId.
func (id *identity) write(m *markup, component string) {
	floor := func(name, this, uri string, date frbrDate, author string) {
		m.start(name)
		m.empty("FRBRthis", attr{"value", this})
		m.empty("FRBRuri", attr{"value", uri})
		m.empty("FRBRdate", attr{"date", date.date}, attr{"name", date.name})
		m.empty("FRBRauthor", attr{"href", author})
	}
	part := "/!" + url.PathEscape(component)
	m.start("identification", attr{"source", "#talqy"})
	floor("FRBRWork", id.work+part, id.work, id.adopted, "#kz")
	m.empty("FRBRcountry", attr{"value", "kz"})
	if id.number != "" {
		m.empty("FRBRnumber", attr{"value", id.number})
	}
	m.empty("FRBRprescriptive", attr{"value", "true"})
	m.end()
	floor("FRBRExpression", id.expression+part, id.expression, id.edition, "#kz")
	// An act is applied once it is officially published (480-V art. 37(1)). A working copy is no publication and says so.
	m.empty("FRBRauthoritative", attr{"value", "false"})
	m.empty("FRBRlanguage", attr{"language", id.language})
	m.end()
	floor("FRBRManifestation", id.expression+part+".xml", id.expression+".akn", id.made, "#talqy")
	m.empty("FRBRformat", attr{"value", "application/xml"})
	m.end()
	m.end()
}

// isAmended reports whether the text is later than the act as adopted: by its dates, or by the remarks of the editors.
func (id *identity) isAmended(e *act.Expression) bool {
	if id.edition.name != unknownName && id.edition.date > id.adopted.date {
		return true
	}
	amended := false
	look := func(notes []act.Note) {
		for _, n := range notes {
			amended = amended || n.Kind == act.NoteHistory || n.Kind == act.NoteRepealed
		}
	}
	look(e.Notes)
	e.Walk(func(p *act.Provision) { look(p.Notes) })
	return amended
}

func isDate(date string) bool {
	_, err := time.Parse(time.DateOnly, date)
	return err == nil
}

// months as they stand in a date, folded: Russian in the genitive, Kazakh by the stem, which all endings share.
var (
	russianMonths = foldAll("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
	kazakhMonths  = foldAll("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан")
	russianDate   = regexp.MustCompile(`([0-9]{1,2}) (` + strings.Join(russianMonths, "|") + `) ([0-9]{4}) ` + act.Fold("года"))
	kazakhDate    = regexp.MustCompile(`([0-9]{4}) ` + act.Fold("жылғы") + ` ([0-9]{1,2}) (` + strings.Join(kazakhMonths, "|") + `)\pL*`)
)

func foldAll(words ...string) []string {
	for i, w := range words {
		words[i] = act.Fold(w)
	}
	return words
}

// dateIn finds the first date written out in a line and where it stands, in bytes.
func dateIn(line string) (date string, from, to int) {
	folded := act.Fold(line)
	day, month, year := "", 0, ""
	var at []int
	if at = russianDate.FindStringSubmatchIndex(folded); at != nil {
		day, month, year = folded[at[2]:at[3]], indexOf(russianMonths, folded[at[4]:at[5]]), folded[at[6]:at[7]]
	} else if at = kazakhDate.FindStringSubmatchIndex(folded); at != nil {
		year, day, month = folded[at[2]:at[3]], folded[at[4]:at[5]], indexOf(kazakhMonths, folded[at[6]:at[7]])
	} else {
		return "", 0, 0
	}
	if len(day) == 1 {
		day = "0" + day
	}
	date = year + "-" + twoDigits(month+1) + "-" + day
	if !isDate(date) {
		return "", 0, 0
	}
	// Folding keeps the number of letters, not of bytes.
	return date, sameRune(line, folded, at[0]), sameRune(line, folded, at[1])
}

// sameRune gives the byte at which the rune of a line begins that begins at byte i of the folded line.
func sameRune(line, folded string, i int) int {
	n := len([]rune(folded[:i]))
	for at := range line {
		if n == 0 {
			return at
		}
		n--
	}
	return len(line)
}

func indexOf(words []string, word string) int {
	for i, w := range words {
		if w == word {
			return i
		}
	}
	return -1
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// adoptionDate looks for the date of the act in the lines between its title and its text.
func adoptionDate(preface []string) string {
	for _, line := range preface {
		if date, _, _ := dateIn(line); date != "" {
			return date
		}
	}
	return ""
}
