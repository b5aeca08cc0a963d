package redline

import (
	"math/bits"
	"math/rand/v2"
	"unicode/utf8"
)

// alphabet gives each distinct token a number, so that comparing by words is comparing numbers. The numbers are runes,
// because the general diff takes runes.
type alphabet struct {
	seed   [2]uint64
	slots  []slot // a hash table by open addressing
	hashes []uint64
	tokens []token
}

// slot is a place of the hash table: a token, 0 for none, and part of its hash, so that most that differ are not looked at.
type slot struct {
	token rune
	hash  uint32
}

type token struct {
	text  string
	class class
	short bool // a word of up to shortWord letters
}

func newAlphabet(bytes int) *alphabet {
	size := 1 << 10
	for size < bytes/64 {
		size *= 2
	}
	a := &alphabet{seed: [2]uint64{rand.Uint64(), rand.Uint64()}, slots: make([]slot, size)}
	a.tokens = append(a.tokens, token{}) // runes count from 1
	a.hashes = append(a.hashes, 0)
	a.intern(" ", space) // half of all tokens: it is known without a look
	return a
}

// blankRune is the number of the single blank in every alphabet.
const blankRune = 1

// manyBytes is the length of a text, in bytes, from which its tokens are counted while another core counts those of the
// other text.
const manyBytes = 1 << 16

// encodeBoth gives the tokens of two texts. Of long texts each is encoded by itself, both at once, and the second one's
// numbers are then put into the first one's.
func (a *alphabet) encodeBoth(old, new string) (olds []rune, oldAt []int32, news []rune, newAt []int32) {
	if len(old) < manyBytes || len(new) < manyBytes {
		olds, oldAt = a.encode(old)
		news, newAt = a.encode(new)
		return olds, oldAt, news, newAt
	}
	other := newAlphabet(len(new))
	done := make(chan struct{})
	go func() {
		defer close(done)
		news, newAt = other.encode(new)
	}()
	olds, oldAt = a.encode(old)
	<-done
	numbers := make([]rune, len(other.tokens))
	for r := 1; r < len(numbers); r++ {
		numbers[r] = a.intern(other.tokens[r].text, other.tokens[r].class)
	}
	for i, r := range news {
		news[i] = numbers[r]
	}
	return olds, oldAt, news, newAt
}

// encode gives the tokens of a text and where each of them begins; one more beginning than tokens says where the last ends.
func (a *alphabet) encode(s string) (runes []rune, begins []int32) {
	runes = make([]rune, 0, len(s)/5+1)
	begins = make([]int32, 0, len(s)/5+2)
	for at := 0; at < len(s); {
		n, class := scan(s[at:])
		begins = append(begins, int32(at))
		r := rune(blankRune)
		if n != 1 || s[at] != ' ' {
			r = a.intern(s[at:at+n], class)
		}
		runes = append(runes, r)
		at += n
	}
	return runes, append(begins, int32(len(s)))
}

func (a *alphabet) intern(s string, class class) rune {
	hash := a.hash(s)
	mask := uint64(len(a.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		switch here := a.slots[at]; {
		case here.token == 0:
			r := rune(len(a.tokens))
			a.slots[at] = slot{r, uint32(hash >> 32)}
			a.tokens = append(a.tokens, token{s, class, len(s) <= 4*shortWord && utf8.RuneCountInString(s) <= shortWord})
			a.hashes = append(a.hashes, hash)
			if len(a.tokens) > len(a.slots)/2 {
				a.grow()
			}
			return r
		case here.hash == uint32(hash>>32) && a.tokens[here.token].text == s:
			return here.token
		}
	}
}

// hash is written for words: most are read in two steps. The seed keeps anybody from writing a text of words that all
// have one hash.
func (a *alphabet) hash(s string) uint64 {
	h := a.seed[0]
	for len(s) > 16 {
		h = mix(h^eight(s), a.seed[1]^eight(s[8:]))
		s = s[16:]
	}
	var x, y uint64
	switch n := len(s); {
	case n >= 8:
		x, y = eight(s), eight(s[n-8:])
	case n >= 4:
		x, y = four(s), four(s[n-4:])
	default:
		x, y = uint64(s[0]), uint64(s[n/2])<<8|uint64(s[n-1])
	}
	return mix(h^x, a.seed[1]^y^uint64(len(s))<<56)
}

func mix(x, y uint64) uint64 {
	high, low := bits.Mul64(x, y)
	return high ^ low
}

func four(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func (a *alphabet) grow() {
	a.slots = make([]slot, 2*len(a.slots))
	mask := uint64(len(a.slots) - 1)
	for r := 1; r < len(a.tokens); r++ {
		hash := a.hashes[r]
		at := hash & mask
		for a.slots[at].token != 0 {
			at = (at + 1) & mask
		}
		a.slots[at] = slot{rune(r), uint32(hash >> 32)}
	}
}

func (a *alphabet) class(r rune) class { return a.tokens[r].class }
