package people

import (
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strings"
)

// record is one line of the table, which may be several of the file where a cell has line breaks.
type record struct {
	// n is the number that a table program shows beside the line.
	n     int
	cells []string
	// broken says that the quotation marks do not fit and the cells are the best guess.
	broken bool
}

func (r record) blank() bool {
	for _, cell := range r.cells {
		if cell != "" {
			return false
		}
	}
	return true
}

// maxBroken bounds the lines whose quotation marks do not fit: for each of them the rest of the file is read anew.
const maxBroken = 100

// records gives the lines of a table. A quotation mark that is not closed costs the line it stands in and no other.
func records(text, comma string) iter.Seq[record] {
	return func(yield func(record) bool) {
		n, broken := 0, 0 // lines of the table before text
		for text != "" {
			reader := newReader(text, comma)
			extra, read := 0, 0 // line breaks inside cells, lines of the file that were read
			for {
				start := reader.InputOffset()
				cells, err := reader.Read()
				if errors.Is(err, io.EOF) {
					return
				}
				var wrong *csv.ParseError
				if errors.As(err, &wrong) {
					rest := text[start:]
					// Empty lines before it are no records.
					trimmed := strings.TrimLeft(rest, "\n")
					read += len(rest) - len(trimmed)
					line, after, _ := strings.Cut(trimmed, "\n")
					n, text = n+read+1-extra, after
					r := record{n: n}
					if quoted(line, comma) {
						r.cells, r.broken = lazily(line, comma), true
						broken++
					} else { // «Фонд "Пана"» typed by hand: the marks are the name's own
						r.cells = tidy(strings.Split(line, comma))
					}
					if broken > maxBroken || !yield(r) {
						return
					}
					break
				}
				first, _ := reader.FieldPos(0)
				r := record{n: n + first - extra, cells: tidy(cells)}
				within := 0
				for _, cell := range cells {
					within += strings.Count(cell, "\n")
				}
				extra, read = extra+within, first+within
				if !yield(r) {
					return
				}
			}
		}
	}
}

// quoted says whether a cell of a line begins with a quotation mark, so that those inside it are not its own.
func quoted(line, comma string) bool {
	for cell := range strings.SplitSeq(line, comma) {
		if strings.HasPrefix(strings.TrimSpace(cell), `"`) {
			return true
		}
	}
	return false
}

func newReader(text, comma string) *csv.Reader {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = rune(comma[0])
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = comma != "\t" // which is a space too
	return reader
}

// lazily reads one line whose quotation marks do not fit.
func lazily(line, comma string) []string {
	reader := newReader(line, comma)
	reader.LazyQuotes = true
	cells, err := reader.Read()
	if err != nil {
		cells = strings.Split(line, comma)
	}
	return tidy(cells)
}

// tidy makes one line of each cell.
func tidy(cells []string) []string {
	out := make([]string, len(cells))
	for i, cell := range cells {
		out[i] = strings.Join(strings.Fields(cell), " ")
	}
	return out
}
