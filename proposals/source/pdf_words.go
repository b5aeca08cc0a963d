package source

import "strings"

// PDFWords gives the text layer of a PDF, a printed line a line; ok is false for what is no PDF, is locked, or unfolds to
// more than a paper can be. A scan has no text: the answer is then empty.
func PDFWords(content []byte) (words string, ok bool) {
	if !isPDF(content) {
		return "", false
	}
	lines, ok := pdfLines(content)
	if !ok {
		return "", false
	}
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
	}
	return b.String(), true
}
