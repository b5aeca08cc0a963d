package people

import (
	"regexp"
	"strings"

	"talqy/proposals"
)

// lost are letters that a program could not write in the encoding it was told to: Kazakh ones in windows-1251 become question
// marks, and what was replaced so cannot be known any more.
var lost = regexp.MustCompile(`\?\p{L}|\p{L}\?+\p{L}|\x{FFFD}`)

// read tells what a line says.
func (h head) read(r record) proposals.Listed {
	cells := map[Field]string{}
	for _, c := range h.columns {
		if c.Field != "" && c.Index < len(r.cells) {
			cells[c.Field] = r.cells[c.Index]
		}
	}
	row := proposals.Listed{N: r.n, City: cells[City], Email: strings.TrimPrefix(cells[Email], "mailto:"),
		Organisation: proposals.Bilingual{Ru: cells[OrganisationRu], Kk: cells[OrganisationKk]},
		Office:       proposals.Bilingual{Ru: cells[OfficeRu], Kk: cells[OfficeKk]},
		Name:         cells[Name]}
	if row.Name == "" {
		row.Name = strings.Join(strings.Fields(cells[Surname]+" "+cells[GivenName]+" "+cells[Patronymic]), " ")
	}
	wrong := func(field, code string, args map[string]any) {
		row.Problems = append(row.Problems, proposals.LineProblem{Field: field, Code: code, Args: args})
	}
	if r.broken {
		wrong("", codeQuotes, nil)
	} else if extra := r.beyond(len(h.columns)); extra > 0 {
		wrong("", codeCells, map[string]any{"count": extra, "limit": len(h.columns)})
	}
	var known bool
	// A word that names nothing is kept, so that the reader sees what he wrote.
	if row.Kind, known = kinds[strings.Join(wordsOf(cells[Kind]), " ")]; !known {
		row.Kind = proposals.OrganisationKind(cells[Kind])
	}
	if row.Role, known = roles[strings.Join(wordsOf(cells[Role]), " ")]; !known {
		row.Role = proposals.Role(cells[Role])
	}
	if row.Role == "" {
		row.Role = proposals.Ordinary
	}
	for _, one := range []struct{ field, text string }{
		{"organisation", row.Organisation.Ru + "\n" + row.Organisation.Kk}, {"city", row.City}, {"name", row.Name},
		{"office", row.Office.Ru + "\n" + row.Office.Kk},
	} {
		if lost.MatchString(one.text) {
			wrong(one.field, codeLettersLost, nil)
		}
	}
	return row
}

// beyond gives the number of cells that are filled beyond the headings: what stands between cells stands in one of them.
func (r record) beyond(limit int) int {
	for n := len(r.cells); n > limit; n-- {
		if r.cells[n-1] != "" {
			return n
		}
	}
	return 0
}
