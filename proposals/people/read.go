// Package people reads a list of people as an office keeps it: a table that was saved as CSV by whatever program in whatever
// encoding, with headings in Russian, Kazakh or English. It tells what each line says and what is wrong with it; who of them
// the group knows already is the Workbench's to say.
package people

import (
	"talqy/proposals"
)

// Limits of a list.
const (
	MaxBytes = 1 << 20
	MaxRows  = 1000
)

// Error codes of a whole file.
const (
	CodeUnreadable = "csv_unreadable" // no table of text in any known encoding
	CodeNoColumns  = "csv_no_columns" // args: missing, the fields without which a list is none
)

// Problem codes of one line, besides those of the domain.
const (
	codeQuotes      = "csv_quotes"       // a quotation mark is not closed, or stands in the middle of a cell
	codeCells       = "csv_cells"        // args: count, limit: more cells than headings
	codeLettersLost = "csv_letters_lost" // letters were saved as question marks
)

// Field is what a column holds.
type Field string

// The fields. A name may be one column or up to three.
const (
	OrganisationRu Field = "organisation_ru"
	OrganisationKk Field = "organisation_kk"
	Kind           Field = "kind"
	City           Field = "city"
	Name           Field = "name"
	Surname        Field = "surname"
	GivenName      Field = "given_name"
	Patronymic     Field = "patronymic"
	OfficeRu       Field = "office_ru"
	OfficeKk       Field = "office_kk"
	Role           Field = "role"
	Email          Field = "email"
)

// Column is one column of the table. Field is empty where the heading names nothing that the group keeps.
type Column struct {
	Index int    `json:"index"`
	Name  string `json:"name"`
	Field Field  `json:"field"`
}

// List is what a file says.
type List struct {
	Columns []Column
	Rows    []proposals.Listed
}

// Read reads a list. The refusals are CodeUnreadable, CodeNoColumns and proposals.CodeTooMany.
func Read(content []byte) (List, error) {
	text, ok := decode(content)
	if !ok {
		return List{}, proposals.Refuse(CodeUnreadable)
	}
	comma, head, err := headings(text)
	if err != nil {
		return List{}, err
	}
	list := List{Columns: head.columns}
	for r := range records(text, comma) {
		if r.n <= head.n || r.blank() {
			continue
		}
		if len(list.Rows) == MaxRows {
			return List{}, proposals.Refuse(proposals.CodeTooMany, "limit", MaxRows)
		}
		list.Rows = append(list.Rows, head.read(r))
	}
	return list, nil
}
