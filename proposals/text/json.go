package text

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// UnmarshalJSON reads CodeMirror's form: a number keeps so many units, an array deletes its first element's number of
// units and inserts the strings that follow, one a line. A string with half a character in it is ErrMalformed: the
// decoder would silently put another character in its place. So is a section that neither covers nor inserts a unit:
// CodeMirror never writes one, and as it adds nothing to the total there could be any number of them, kept for ever.
func (c *ChangeSet) UnmarshalJSON(data []byte) error {
	if halved(data) {
		return ErrMalformed
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil || parts == nil {
		return ErrMalformed
	}
	c.sections = make([]section, 0, len(parts))
	total := 0
	for _, part := range parts {
		s, err := readSection(part)
		if err != nil {
			return err
		}
		if s.length == 0 && s.added <= 0 {
			return ErrMalformed
		}
		if total += s.length + len(s.insert); total > maxUnits {
			return ErrMalformed
		}
		c.sections = append(c.sections, s)
	}
	return nil
}

func readSection(part json.RawMessage) (section, error) {
	if length, ok := readLength(part); ok {
		return section{length: length, added: kept}, nil
	}
	var change []json.RawMessage
	if err := json.Unmarshal(part, &change); err != nil || len(change) == 0 {
		return section{}, ErrMalformed
	}
	length, ok := readLength(change[0])
	if !ok {
		return section{}, ErrMalformed
	}
	lines := make([]string, len(change)-1)
	for i, raw := range change[1:] {
		if string(raw) == "null" || json.Unmarshal(raw, &lines[i]) != nil || strings.Contains(lines[i], "\n") {
			return section{}, ErrMalformed
		}
	}
	return replaced(length, strings.Join(lines, "\n")), nil
}

// readLength reads a count of units as CodeMirror writes it, in digits alone.
func readLength(raw json.RawMessage) (int, bool) {
	n, err := strconv.ParseUint(string(raw), 10, 31)
	return int(n), err == nil && n <= maxUnits
}

// halved says whether JSON that is well formed has half of a surrogate pair in a string, or bytes that are no UTF-8.
func halved(data []byte) bool {
	if !utf8.Valid(data) {
		return true
	}
	for {
		at := bytes.IndexByte(data, '\\')
		if at < 0 {
			return false
		}
		data = data[at:]
		unit, ok := escaped(data)
		switch {
		case !ok:
			data = data[min(2, len(data)):]
		case unit < 0xD800 || unit > 0xDFFF:
			data = data[6:]
		default:
			second, ok := escaped(data[6:])
			if unit > 0xDBFF || !ok || second < 0xDC00 || second > 0xDFFF {
				return true
			}
			data = data[12:]
		}
	}
}

// escaped reads an escape of four hexadecimal digits at the beginning of data.
func escaped(data []byte) (unit uint64, ok bool) {
	if len(data) < 6 || data[0] != '\\' || data[1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseUint(string(data[2:6]), 16, 16)
	return unit, err == nil
}

// MarshalJSON writes CodeMirror's form, byte for byte as a browser does.
func (c ChangeSet) MarshalJSON() ([]byte, error) {
	out := []byte{'['}
	for i, s := range c.sections {
		if i > 0 {
			out = append(out, ',')
		}
		if s.added == kept {
			out = strconv.AppendInt(out, int64(s.length), 10)
			continue
		}
		out = append(out, '[')
		out = strconv.AppendInt(out, int64(s.length), 10)
		if s.insert != "" {
			for line := range strings.SplitSeq(s.insert, "\n") {
				out = append(out, ',')
				out = appendString(out, line)
			}
		}
		out = append(out, ']')
	}
	return append(out, ']'), nil
}

// appendString writes a JSON string with no escapes but the necessary ones.
func appendString(out []byte, s string) []byte {
	out = append(out, '"')
	for i := range len(s) {
		switch b := s[i]; b {
		case '"', '\\':
			out = append(out, '\\', b)
		case '\b':
			out = append(out, `\b`...)
		case '\f':
			out = append(out, `\f`...)
		case '\n':
			out = append(out, `\n`...)
		case '\r':
			out = append(out, `\r`...)
		case '\t':
			out = append(out, `\t`...)
		default:
			if b < ' ' {
				const hex = "0123456789abcdef"
				out = append(out, `\u00`...)
				out = append(out, hex[b>>4], hex[b&15])
				continue
			}
			out = append(out, b)
		}
	}
	return append(out, '"')
}
