// Package text is the live text of a proposal: change sets over plain text, in the JSON form of CodeMirror, with positions
// in UTF-16 code units, because that is what every browser counts in.
//
// It knows how changes are applied, joined and carried over each other, where a range of words goes and who wrote it. It
// refuses to know whose the text is and what it says.
//
// What it does to change sets is what @codemirror/state does, section by section: both sides work out the same rebased
// change, and where they differed their texts would part. testdata/vectors.json.gz holds what CodeMirror answered; it
// differs in one thing alone: a browser's string may hold half a character, a text here may not. A change that would leave
// one is refused with ErrSplit or ErrMalformed and never repaired, because a repaired change would no longer be the one
// that its author's page goes on from. The page widens its changes to whole characters before they are made.
package text

import (
	"errors"
	"fmt"
	"strings"
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
	// added is the length of what is put in their place, in units; kept for a section that changes nothing.
	added  int
	insert string
}

// kept marks a section that changes nothing.
const kept = -1

// newLength is what the section leaves in the new text, in units.
func (s section) newLength() int {
	if s.added == kept {
		return s.length
	}
	return s.added
}

func replaced(length int, insert string) section {
	return section{length: length, added: Units(insert), insert: insert}
}

// ChangeSet describes how one text becomes another. The zero value changes nothing in the empty text. A ChangeSet is never
// changed once made.
type ChangeSet struct {
	sections []section
}

// Length is the length of the texts that the change set can be applied to, in UTF-16 units.
func (c ChangeSet) Length() int { return oldLength(c.sections) }

func oldLength(sections []section) int {
	n := 0
	for _, s := range sections {
		n += s.length
	}
	return n
}

func newLength(sections []section) int {
	n := 0
	for _, s := range sections {
		n += s.newLength()
	}
	return n
}

func empty(sections []section) bool {
	return len(sections) == 0 || len(sections) == 1 && sections[0].added == kept
}

// Apply gives the new text. It fails with ErrLength unless the change set covers old exactly, and with ErrSplit when a
// boundary falls inside a character; old itself is never touched.
func (c ChangeSet) Apply(old string) (string, error) {
	var b strings.Builder
	b.Grow(len(old) + c.Inserted())
	rest := old
	for i, s := range c.sections {
		n, err := Offset(rest, s.length)
		if err != nil {
			return "", fmt.Errorf("section %d: %w", i, err)
		}
		if s.added == kept {
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
		if s.added == kept {
			if start, end := max(from, oldPos), min(to, oldPos+s.length); start < end {
				if !ok {
					newFrom, ok = newPos+start-oldPos, true
				}
				newTo = newPos + end - oldPos
			}
		}
		oldPos += s.length
		newPos += s.newLength()
	}
	return newFrom, newTo, ok
}

// Replacement is the change set that puts insert in place of the units between from and to of a text of length units.
func Replacement(length, from, to int, insert string) ChangeSet {
	var c ChangeSet
	if from > 0 {
		c.sections = append(c.sections, section{length: from, added: kept})
	}
	if from < to || insert != "" {
		c.sections = append(c.sections, replaced(to-from, insert))
	}
	if to < length {
		c.sections = append(c.sections, section{length: length - to, added: kept})
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
type Builder struct{ w writer }

// Keep keeps the next words of the old text.
func (b *Builder) Keep(words string) { b.w.add(section{length: Units(words), added: kept}, false) }

// Replace puts insert in place of the next words of the old text; either may be empty.
func (b *Builder) Replace(words, insert string) { b.w.add(replaced(Units(words), insert), false) }

// ChangeSet gives what was built.
func (b *Builder) ChangeSet() ChangeSet { return ChangeSet{b.w.done()} }
