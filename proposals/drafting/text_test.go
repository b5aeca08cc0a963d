package drafting

import "unicode/utf16"

// slice16 cuts a text at positions in UTF-16 code units, as the editor does.
func slice16(s string, from, to int) string {
	units := utf16.Encode([]rune(s))
	return string(utf16.Decode(units[max(0, from):min(to, len(units))]))
}
