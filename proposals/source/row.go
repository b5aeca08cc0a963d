package source

import "strings"

// appendRow makes a line of a row of a table, its cells parted by tabs. A row with words in one cell only, or with a
// signature, is set out as text: so the official database prints signatures and the heads of annexes.
//
// table says that the table has had other rows: then one cell is a row with the others empty. A row that has no other cells
// is text: nothing in the draft would tell it from a paragraph.
func appendRow(lines []rawLine, cells []string, no int, table *bool) []rawLine {
	var filled []string
	for _, cell := range cells {
		if cell != "" {
			filled = append(filled, cell)
		}
	}
	if len(filled) > 1 && !(len(cells) <= 3 && startsAny(filled[0], signatories)) || len(filled) == 1 && len(cells) > 1 && *table {
		*table = true
		return append(lines, rawLine{no: no, text: strings.Join(cells, "\t"), hint: hintRow, block: true})
	}
	for _, cell := range filled {
		lines = append(lines, rawLine{no: no, text: cell, block: true})
	}
	return lines
}

// isRow recognises a row of a table by a tab between cells; tabs in front are an indent.
func isRow(raw string) bool {
	return strings.Contains(strings.TrimRight(strings.TrimLeft(raw, "\t"), "\r"), "\t") && strings.TrimSpace(raw) != ""
}

// tableRow cleans the cells of a row. An empty first cell is kept as one space, else the tab after it would be an indent.
func tableRow(raw string) string {
	cells := strings.Split(raw, "\t")
	for i := range cells {
		cells[i] = squeeze(cells[i])
	}
	if cells[0] == "" {
		cells[0] = " "
	}
	return strings.Join(cells, "\t")
}
