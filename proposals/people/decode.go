package people

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
)

// decode gives the text of a file with «\n» alone between lines; ok is false for what is no text. Excel writes UTF-8 with a
// mark at the beginning, «Unicode text» in UTF-16, and plain CSV in windows-1251, which says nothing of itself.
func decode(content []byte) (text string, ok bool) {
	switch {
	case len(content) > MaxBytes:
		return "", false
	case bytes.HasPrefix(content, []byte("\xEF\xBB\xBF")):
		text = string(content[3:])
	case bytes.HasPrefix(content, []byte("\xFF\xFE")), bytes.HasPrefix(content, []byte("\xFE\xFF")):
		text = utf16(content, utf.LittleEndian, utf.ExpectBOM)
	case bytes.IndexByte(content, 0) >= 0: // UTF-16 without a mark has zeros at every other place where letters are Latin
		text = utf16(content, order(content), utf.IgnoreBOM)
	case utf8.Valid(content):
		text = string(content)
	default:
		decoded, err := charmap.Windows1251.NewDecoder().Bytes(content)
		if err != nil {
			return "", false
		}
		text = string(decoded)
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return text, utf8.ValidString(text) && !strings.ContainsFunc(text, binary)
}

func utf16(content []byte, endian utf.Endianness, bom utf.BOMPolicy) string {
	decoded, err := utf.UTF16(endian, bom).NewDecoder().Bytes(content)
	if err != nil {
		return "\x00" // no text
	}
	return string(decoded)
}

// order tells the order of bytes by where the zeros are.
func order(content []byte) utf.Endianness {
	zeros := [2]int{}
	for i, b := range content {
		if b == 0 {
			zeros[i%2]++
		}
	}
	if zeros[0] > zeros[1] {
		return utf.BigEndian
	}
	return utf.LittleEndian
}

// binary says whether a character stands in no text.
func binary(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\f' && r != '\v'
}
