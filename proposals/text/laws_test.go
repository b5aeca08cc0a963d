package text

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

var words = []string{"статья", " ", "1) ", "адам саудасы", "Қ", "😀", "👩🏽‍⚖️", "\n", "a", "", "", "«срок»"}

// someChange is a random change of s that cuts no character.
func someChange(r *rand.Rand, s string) ChangeSet {
	var b Builder
	for characters := []rune(s); ; {
		n := min(r.IntN(8), len(characters))
		b.Keep(string(characters[:n]))
		characters = characters[n:]
		n = 0
		if r.IntN(2) == 0 {
			n = min(r.IntN(6), len(characters))
		}
		b.Replace(string(characters[:n]), words[r.IntN(len(words))])
		characters = characters[n:]
		if len(characters) == 0 || r.IntN(4) == 0 {
			b.Keep(string(characters))
			return b.ChangeSet()
		}
	}
}

func someText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteString(words[r.IntN(len(words))])
	}
	return b.String()
}

// must fails the test on an error.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// FuzzLaws holds what must be true of any changes: joining is associative and means one after the other; carried over each
// other, two changes lead to one text in either order.
func FuzzLaws(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, one, two uint64) {
		r := rand.New(rand.NewPCG(one, two))
		set, str := must[ChangeSet](t), must[string](t)
		old := someText(r)
		a := someChange(r, old)
		afterA := str(a.Apply(old))
		b := someChange(r, afterA)
		afterB := str(b.Apply(afterA))
		c := someChange(r, afterB)
		afterC := str(c.Apply(afterB))

		left := set(set(a.Compose(b)).Compose(c))
		right := set(a.Compose(set(b.Compose(c))))
		if got := str(left.Apply(old)); got != afterC {
			t.Errorf("a, b, c joined give %q, one after the other %q", got, afterC)
		}
		if got := str(right.Apply(old)); got != afterC {
			t.Errorf("joined from behind they give %q, want %q", got, afterC)
		}

		other := someChange(r, old)
		late, early := set(other.Map(a, false)), set(a.Map(other, true))
		one2 := str(late.Apply(afterA))
		if two2 := str(early.Apply(str(other.Apply(old)))); one2 != two2 {
			t.Errorf("%q: %v and %v part into %q and %q", old, a, other, one2, two2)
		}
	})
}

// What is made for a text of another length is refused by every operation, not guessed at.
func TestChangesOfDifferentTextsDoNotMeet(t *testing.T) {
	three, four := Replacement(3, 1, 2, "x"), Replacement(4, 1, 2, "yy")
	for name, try := range map[string]func() error{
		"compose":     func() error { _, err := three.Compose(four); return err },
		"map":         func() error { _, err := three.Map(four, false); return err },
		"map nothing": func() error { _, err := three.Map(Replacement(4, 0, 0, ""), false); return err },
		"rebase": func() error {
			_, err := Rebase([]Update{{"a", three}}, []Update{{"b", four}})
			return err
		},
		"attribute": func() error { _, err := Unattributed(4).Apply(three, "a", 1); return err },
	} {
		if err := try(); !errors.Is(err, ErrLength) {
			t.Errorf("%s: got %v, want %v", name, err, ErrLength)
		}
	}
	insert := Replacement(0, 0, 0, "😀")
	if _, err := insert.Compose(Replacement(2, 1, 1, "x")); !errors.Is(err, ErrSplit) {
		t.Errorf("a character cut while joining: %v", err)
	}
}

// Positions are found by eight bytes at a time; that must not show.
func TestOffsetAgreesWithCountingCharacters(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		s := someText(r) + someText(r)
		at := map[int]int{}
		pos := 0
		for i, c := range s {
			at[pos] = i
			if pos++; c > 0xFFFF {
				pos++
			}
		}
		at[pos] = len(s)
		if Units(s) != pos {
			t.Fatalf("%q has %d units, not %d", s, pos, Units(s))
		}
		for p := range pos + 3 {
			want, whole := at[p]
			got, err := Offset(s, p)
			switch {
			case p > pos && !errors.Is(err, ErrLength), p <= pos && !whole && !errors.Is(err, ErrSplit),
				whole && (err != nil || got != want):
				t.Fatalf("%q: unit %d is at byte %d, %v; want %d", s, p, got, err, want)
			}
		}
	}
}

// The article of a code has some thousand characters, the longest text that a proposal may have half a million, a whole
// code two million: a keystroke in any of them must not be felt.
func BenchmarkApply(b *testing.B) {
	sentence := "1. Торговля людьми, а равно иные сделки в отношении лица 😀 – наказываются лишением свободы. "
	for _, size := range []struct {
		name  string
		bytes int
	}{{"article-8kB", 8 << 10}, {"limit-512kB", 512 << 10}, {"code-2MB", 2 << 20}, {"eight-codes-16MB", 16 << 20}} {
		text := strings.Repeat(sentence, size.bytes/len(sentence))
		length := Units(text)
		key := Replacement(length, length/2/Units(sentence)*Units(sentence)+4, length/2/Units(sentence)*Units(sentence)+5, "ы")
		b.Run(size.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if _, err := key.Apply(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A paste of a whole code with a change in every tenth word, and the rebase of a keystroke over a thousand others.
func BenchmarkManySections(b *testing.B) {
	var build Builder
	old := strings.Repeat("слово ", 20_000)
	for range 2_000 {
		build.Keep(strings.Repeat("слово ", 9))
		build.Replace("слово ", "другое ")
	}
	many := build.ChangeSet()
	b.Run("apply", func(b *testing.B) {
		for b.Loop() {
			if _, err := many.Apply(old); err != nil {
				b.Fatal(err)
			}
		}
	})
	over := make([]Update, 1000)
	length := Units(old)
	for i := range over {
		over[i] = Update{"other", Replacement(length+i, i*97, i*97, "ы")}
	}
	b.Run("rebase-over-1000", func(b *testing.B) {
		mine := []Update{{"me", Replacement(length, 500, 500, "щ")}}
		for b.Loop() {
			if _, err := Rebase(mine, over); err != nil {
				b.Fatal(err)
			}
		}
	})
}
