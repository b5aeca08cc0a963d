package source

import "testing"

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
