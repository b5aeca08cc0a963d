package source

import (
	"fmt"
	"strings"
	"testing"
)

// A number is printed before every paragraph of its list. One of endless length, or a paragraph of endless pieces, would make of a
// small file more than the machine has.
func TestSmallFilesStaySmall(t *testing.T) {
	var n docxNumbering
	n.read([]byte(fmt.Sprintf(`<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="%s"/></w:lvl></w:abstractNum>`+
		`<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>`, strings.Repeat("1", longestNumber+1))))
	if got := n.next("1", 0); got != "" {
		t.Errorf("a number of %d bytes", len(got))
	}
	// 600,000 pieces of one run; put together one by one they are copied 180 GB.
	blocks, err := ReadTracked(document(t, block(`<w:r>`+strings.Repeat(`<w:br/>`, 600_000)+`</w:r>`), ""))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(blocks[0].Paragraphs[0][0].Text, "\n"); got != 600_000 {
		t.Errorf("%d line ends", got)
	}
}

// A word processor counts in the signs that the list names; what the sign cannot count is counted in figures.
func TestCountsOfLists(t *testing.T) {
	for _, row := range []struct {
		n            int
		format, want string
	}{
		{7, "decimal", "7"}, {4, "upperRoman", "IV"}, {9, "lowerRoman", "ix"}, {149, "upperRoman", "CXLIX"}, {400, "upperRoman", "400"},
		{0, "upperRoman", "0"}, {3, "russianLower", "в"}, {9, "russianUpper", "И"}, {10, "russianLower", "к"}, {29, "russianLower", "29"},
		{2, "lowerLetter", "b"}, {26, "upperLetter", "Z"}, {27, "upperLetter", "27"}, {5, "bullet", "5"},
	} {
		if got := formatCount(row.n, row.format); got != row.want {
			t.Errorf("%d in %s: %q, want %q", row.n, row.format, got, row.want)
		}
	}
}
