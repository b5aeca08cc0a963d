// Package text is the live text of a proposal: change sets over plain text, in the JSON form of CodeMirror, with positions
// in UTF-16 code units, because that is what every browser counts in.
//
// It knows how a change is applied and where a range of words goes. It refuses to know whose the text is and what it says.
package text

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Errors of reading and applying a change set. All of them mean that the sender is at fault, never the text.
var (
	// ErrMalformed says that the JSON is no change set.
	ErrMalformed = errors.New("text: not a change set")
	// ErrLength says that the change set was made for a text of another length.
	ErrLength = errors.New("text: the change set is for a text of another length")
	// ErrSplit says that a boundary falls between the two halves of one character.
	ErrSplit = errors.New("text: a change splits a character")
)

// maxUnits bounds what one change set may keep, delete or insert, in UTF-16 units; the text of a whole code has under
// two million.
const maxUnits = 1 << 26

// section keeps, or replaces, the next length units of the old text.
type section struct {
	length int
	keep   bool
	insert string
}

// ChangeSet describes how one text becomes another. The zero value changes nothing in the empty text.
type ChangeSet struct {
	sections []section
}

// Units is the length of s in UTF-16 code units.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// Offset is the byte position in s of the UTF-16 position pos; ErrLength when s is shorter, ErrSplit inside a character.
func Offset(s string, pos int) (int, error) {
	if pos < 0 {
		return 0, ErrLength
	}
	at := 0
	for pos > 0 {
		if at >= len(s) {
			return 0, ErrLength
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		at += size
		pos--
		if r > 0xFFFF {
			pos--
		}
	}
	if pos < 0 {
		return 0, ErrSplit
	}
	return at, nil
}

// Slice is the part of s between two UTF-16 positions; errors as of Offset.
func Slice(s string, from, to int) (string, error) {
	if to < from {
		return "", ErrLength
	}
	start, err := Offset(s, from)
	if err != nil {
		return "", err
	}
	length, err := Offset(s[start:], to-from)
	if err != nil {
		return "", err
	}
	return s[start : start+length], nil
}

// UnmarshalJSON reads CodeMirror's form: a number keeps so many units, an array deletes its first element's number of
// units and inserts the strings that follow, one a line.
func (c *ChangeSet) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return ErrMalformed
	}
	c.sections = make([]section, 0, len(parts))
	total := 0
	for _, part := range parts {
		s, err := readSection(part)
		if err != nil {
			return err
		}
		if total += s.length + len(s.insert); total > maxUnits {
			return ErrMalformed
		}
		c.sections = append(c.sections, s)
	}
	return nil
}

func readSection(part json.RawMessage) (section, error) {
	var s section
	if err := json.Unmarshal(part, &s.length); err == nil {
		s.keep = true
		if s.length < 0 || s.length > maxUnits {
			return s, ErrMalformed
		}
		return s, nil
	}
	var change []json.RawMessage
	if err := json.Unmarshal(part, &change); err != nil || len(change) == 0 {
		return s, ErrMalformed
	}
	if err := json.Unmarshal(change[0], &s.length); err != nil || s.length < 0 || s.length > maxUnits {
		return s, ErrMalformed
	}
	lines := make([]string, len(change)-1)
	for i, raw := range change[1:] {
		if string(raw) == "null" || json.Unmarshal(raw, &lines[i]) != nil || strings.ContainsAny(lines[i], "\n\r") {
			return s, ErrMalformed
		}
	}
	s.insert = strings.Join(lines, "\n")
	return s, nil
}

// MarshalJSON writes CodeMirror's form.
func (c ChangeSet) MarshalJSON() ([]byte, error) {
	parts := make([]any, 0, len(c.sections))
	for _, s := range c.sections {
		switch {
		case s.keep:
			parts = append(parts, s.length)
		case s.insert == "":
			parts = append(parts, []any{s.length})
		default:
			change := []any{s.length}
			for line := range strings.SplitSeq(s.insert, "\n") {
				change = append(change, line)
			}
			parts = append(parts, change)
		}
	}
	return json.Marshal(parts)
}

// Apply gives the new text. It fails with ErrLength unless the change set covers old exactly, and with ErrSplit when a
// boundary falls inside a character; old itself is never touched.
func (c ChangeSet) Apply(old string) (string, error) {
	var b strings.Builder
	b.Grow(len(old))
	rest := old
	for i, s := range c.sections {
		n, err := Offset(rest, s.length)
		if err != nil {
			return "", fmt.Errorf("section %d: %w", i, err)
		}
		if s.keep {
			b.WriteString(rest[:n])
		} else {
			b.WriteString(s.insert)
		}
		rest = rest[n:]
	}
	if rest != "" {
		return "", ErrLength
	}
	return b.String(), nil
}

// MapRange follows the words between from and to through the change and gives where those of them that survive now stand.
// ok is false when none survives: words put in their place are other words, and an anchor must not slip onto them.
func (c ChangeSet) MapRange(from, to int) (newFrom, newTo int, ok bool) {
	oldPos, newPos := 0, 0
	for _, s := range c.sections {
		if !s.keep {
			oldPos += s.length
			newPos += Units(s.insert)
			continue
		}
		start, end := max(from, oldPos), min(to, oldPos+s.length)
		if start < end {
			if !ok {
				newFrom, ok = newPos+start-oldPos, true
			}
			newTo = newPos + end - oldPos
		}
		oldPos += s.length
		newPos += s.length
	}
	return newFrom, newTo, ok
}

// Replacement is the change set that puts insert in place of the units between from and to of a text of length units.
func Replacement(length, from, to int, insert string) ChangeSet {
	var c ChangeSet
	if from > 0 {
		c.sections = append(c.sections, section{length: from, keep: true})
	}
	c.sections = append(c.sections, section{length: to - from, insert: insert})
	if to < length {
		c.sections = append(c.sections, section{length: length - to, keep: true})
	}
	return c
}

// Inserted is the number of bytes that the change adds to a text at most; a limit on size is checked before Apply.
func (c ChangeSet) Inserted() int {
	n := 0
	for _, s := range c.sections {
		n += len(s.insert)
	}
	return n
}

// Plain says whether every inserted text passes the check.
func (c ChangeSet) Plain(check func(string) bool) bool {
	for _, s := range c.sections {
		if !check(s.insert) {
			return false
		}
	}
	return true
}

// Builder makes a change set section by section, in the order of the old text.
type Builder struct{ c ChangeSet }

// Keep keeps the next words of the old text.
func (b *Builder) Keep(words string) {
	if n := Units(words); n > 0 {
		b.c.sections = append(b.c.sections, section{length: n, keep: true})
	}
}

// Replace puts insert in place of the next words of the old text; either may be empty.
func (b *Builder) Replace(words, insert string) {
	if words != "" || insert != "" {
		b.c.sections = append(b.c.sections, section{length: Units(words), insert: insert})
	}
}

// ChangeSet gives what was built.
func (b *Builder) ChangeSet() ChangeSet { return b.c }
