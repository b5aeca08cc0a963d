package text

// Units is the length of s in UTF-16 code units. s must be valid UTF-8, as every text here is.
func Units(s string) int {
	n, at := 0, 0
	for ; at+block <= len(s); at += block {
		n += unitsOfBlock(s, at)
	}
	for ; at < len(s); at++ {
		n += unitsOfByte(s[at])
	}
	return n
}

// Offset is the byte position in s of the UTF-16 position pos; ErrLength when s is shorter, ErrSplit inside a character.
func Offset(s string, pos int) (int, error) {
	if pos < 0 {
		return 0, ErrLength
	}
	at := 0
	// A block has at most one unit more than bytes: its last byte may begin a character of two units.
	for pos > block && at+block <= len(s) {
		pos -= unitsOfBlock(s, at)
		at += block
	}
	for ; at < len(s); at++ {
		n := unitsOfByte(s[at])
		if n == 0 {
			continue
		}
		if pos == 0 {
			return at, nil
		}
		if pos -= n; pos < 0 {
			return 0, ErrSplit
		}
	}
	if pos > 0 {
		return 0, ErrLength
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

// unitsOfByte says how many units begin at a byte: none at the second to fourth byte of a character, two at the first of
// four.
func unitsOfByte(b byte) int {
	switch {
	case b&0xC0 == 0x80:
		return 0
	case b >= 0xF0:
		return 2
	}
	return 1
}

// block is how many bytes are counted at once. A change to a long text looks for its place from the beginning, and this
// is the whole cost of looking.
const block = 8

func unitsOfBlock(s string, at int) int {
	_ = s[at+block-1]
	word := uint64(s[at]) | uint64(s[at+1])<<8 | uint64(s[at+2])<<16 | uint64(s[at+3])<<24 |
		uint64(s[at+4])<<32 | uint64(s[at+5])<<40 | uint64(s[at+6])<<48 | uint64(s[at+7])<<56
	const low = 0x0101010101010101
	later := (word >> 7) & (^word >> 6) & low                           // bytes 10xxxxxx
	wide := (word >> 7) & (word >> 6) & (word >> 5) & (word >> 4) & low // bytes 1111xxxx
	// Every byte of later and wide is 0 or 1: the product adds them up in its highest byte.
	return block - int(later*low>>56) + int(wide*low>>56)
}
