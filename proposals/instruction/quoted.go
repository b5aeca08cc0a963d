package instruction

import (
	"strings"
	"unicode/utf8"
)

// maxNewLines bounds the lines of one new wording.
const maxNewLines = 5000

// newWording takes the lines in quotation marks below an instruction: the new wording without the marks around it, one
// structural unit a line; empty where it is missing. Several quotations in a row belong together.
func (r *reader) newWording(raw string) string {
	line := r.at
	for r.at < len(r.lines) && r.lines[r.at] == "" {
		r.at++
	}
	if r.at >= len(r.lines) || !r.quotationAhead() {
		r.problem(ProblemNewTextMissing, line, raw, r.missing())
		return ""
	}
	var texts []string
	for {
		texts = append(texts, r.quotation(raw))
		next := r.at
		for next < len(r.lines) && r.lines[next] == "" {
			next++
		}
		if next >= len(r.lines) || !wholeQuotation(r.lines[next]) {
			return strings.Join(texts, "\n")
		}
		r.at = next
	}
}

// missing steps over a copyist's remark in place of the text, «[… опущены …]».
func (r *reader) missing() string {
	if r.at < len(r.lines) && strings.HasPrefix(r.lines[r.at], "[") {
		r.at++
		return r.lines[r.at-1]
	}
	return ""
}

// quotationAhead reports whether new wording stands here. Its opening mark is missing now and then; a closing one before
// the next command tells it all the same.
func (r *reader) quotationAhead() bool {
	first, _ := utf8.DecodeRuneInString(r.lines[r.at])
	if isOpening(first) {
		return true
	}
	if first == '[' {
		return false
	}
	for _, line := range r.lines[r.at:min(len(r.lines), r.at+maxNewLines)] {
		if commands(line) {
			return false
		}
		if closes(line) && strings.Count(line, "»") > strings.Count(line, "«") {
			return true
		}
	}
	return false
}

// quotation takes one quotation from the current line on.
func (r *reader) quotation(raw string) string {
	from := r.at
	first, size := utf8.DecodeRuneInString(r.lines[from])
	opened := isOpening(first)
	if !opened {
		r.problem(ProblemOpeningQuote, from+1, raw, r.lines[from])
		size = 0
	}
	end := r.quotationEnd(from, first, opened)
	if end < 0 {
		r.problem(ProblemClosingQuote, from+1, raw, r.lines[from])
		end = r.fallbackEnd(from)
	}
	r.at = end + 1
	var kept []string
	for i := from; i <= end; i++ {
		line := r.lines[i]
		if row, ok := r.rows[i]; ok {
			line = row
		}
		if i == end {
			line = trimClosing(line, i == from && opened)
		}
		if i == from {
			line = line[min(size, len(line)):]
		}
		if line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// tableRow reads a row of a table, cells parted by tabs; false for other lines. A tab that only sets a number off from the
// words behind it, as word processors do, makes no row.
func tableRow(raw string) (row string, ok bool) {
	raw = strings.TrimRight(strings.TrimLeft(raw, "\t"), "\r")
	if !strings.Contains(raw, "\t") || strings.TrimSpace(raw) == "" {
		return "", false
	}
	cells := strings.Split(raw, "\t")
	for i := range cells {
		cells[i] = squeeze(cells[i])
	}
	if label, rest := cutLabel(strings.TrimLeft(cells[0], "«\"")); len(cells) == 2 && label != "" && rest == "" {
		return "", false
	}
	if cells[0] == "" {
		cells[0] = " "
	}
	return strings.Join(cells, "\t"), true
}

// quotationEnd finds the last line of a quotation by counting its marks; -1 when they do not balance.
func (r *reader) quotationEnd(from int, first rune, opened bool) int {
	depth := 0
	if !opened {
		depth = 1
	}
	for i := from; i < len(r.lines) && i < from+maxNewLines; i++ {
		line := r.lines[i]
		if first == '"' {
			depth = (depth + strings.Count(line, `"`)) % 2
		} else {
			depth += strings.Count(line, "«") + strings.Count(line, "“") + strings.Count(line, "„") - strings.Count(line, "»") - strings.Count(line, "”")
		}
		if depth <= 0 && closes(line) {
			return i
		}
	}
	return -1
}

// fallbackEnd is where a quotation with unbalanced marks is taken to end: at the first line that closes as new wording
// does, with a mark behind the quotation mark; else at the last line that ends with one.
func (r *reader) fallbackEnd(from int) int {
	last := from
	for i := from; i < len(r.lines) && i < from+maxNewLines; i++ {
		if i > from && commands(r.lines[i]) {
			break
		}
		if strings.HasSuffix(r.lines[i], "»;") || strings.HasSuffix(r.lines[i], "».") {
			return i
		}
		if closes(r.lines[i]) {
			last = i
		}
	}
	return last
}

// closes reports whether a line ends with a closing quotation mark and at most the punctuation of the amending act.
func closes(line string) bool {
	line = strings.TrimRight(line, ".;,")
	return strings.HasSuffix(line, "»") || strings.HasSuffix(line, `"`) || strings.HasSuffix(line, "”")
}

// trimClosing takes the closing mark and what stands behind it from the last line of a quotation.
func trimClosing(line string, alone bool) string {
	trimmed := strings.TrimRight(line, ".;,")
	for _, mark := range []string{"»", `"`, "”"} {
		if cut, ok := strings.CutSuffix(trimmed, mark); ok && !(alone && cut == "") {
			return cut
		}
	}
	return line
}

// wholeQuotation reports whether a line is a quotation, or begins one that goes on below: an instruction that begins with
// quoted words goes on behind them.
func wholeQuotation(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	if !isOpening(first) {
		return false
	}
	length, _, ok := matchQuote(line)
	return !ok || strings.Trim(line[length:], ".;,") == ""
}
