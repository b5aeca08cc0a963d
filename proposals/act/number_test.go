package act

import (
	"slices"
	"strings"
	"testing"
)

func TestCompareNums(t *testing.T) {
	ordered := []string{"1", "1-1", "2", "2-1", "2-1-1", "2-2", "9", "9-1", "10", "10-1", "128", "128-1", "129"}
	for i, a := range ordered {
		for j, b := range ordered {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := CompareNums(a, b); got != want {
				t.Errorf("CompareNums(%q, %q) is %d, want %d", a, b, got, want)
			}
		}
	}
	if CompareNums("IV", "IX") >= 0 || CompareNums("а", "б") >= 0 || CompareNums("V", "V") != 0 {
		t.Error("roman numerals and letters are out of order")
	}
	for _, num := range []string{"", "-", "999999999999", "а-", "1-"} {
		if CompareNums(num, num) != 0 {
			t.Errorf("%q differs from itself", num)
		}
	}
}

// Examples of 480-V art. 26(7) and what follows from them.
func TestNextNum(t *testing.T) {
	for _, test := range []struct{ stand, after, want string }{
		{"127 128 129", "128", "128-1"},
		{"127 128 128-1 129", "128", "128-2"},
		{"127 128 128-1 129", "128-1", "128-2"},
		{"127 128 128-1 128-2 129", "128", "128-3"},
		{"23 24 25", "25", "26"},
		{"1 2 2-1", "2-1", "2-2"},
		{"1", "1", "2"},
		{"8 8-1 8-2 9", "8-2", "8-3"},
		{"10 10-9 10-10 11", "10", "10-11"},
		{"I II III", "II", "II-1"},
	} {
		var units []*Provision
		for _, num := range strings.Fields(test.stand) {
			units = append(units, &Provision{Num: num})
		}
		got := NextNum(units, test.after)
		if got != test.want {
			t.Errorf("after %s of %s: got %s, want %s", test.after, test.stand, got, test.want)
		}
		if slices.ContainsFunc(units, func(p *Provision) bool { return p.Num == got }) {
			t.Errorf("%s is taken already", got)
		}
	}
}

func TestOrdinals(t *testing.T) {
	for n, want := range map[int][3]string{
		1: {"первый", "первая", "бірінші"}, 2: {"второй", "вторая", "екінші"}, 3: {"третий", "третья", "үшінші"},
		10: {"десятый", "десятая", "оныншы"}, 12: {"двенадцатый", "двенадцатая", "он екінші"},
		20: {"двадцатый", "двадцатая", "жиырмасыншы"}, 38: {"тридцать восьмой", "тридцать восьмая", "отыз сегізінші"},
		40: {"сороковой", "сороковая", "қырқыншы"}, 100: {"сотый", "сотая", "жүзінші"},
		123: {"сто двадцать третий", "сто двадцать третья", "жүз жиырма үшінші"}, 200: {"200", "200", "200"},
	} {
		got := [3]string{russianOrdinal(n, masculine, false), russianOrdinal(n, feminine, false), kazakhOrdinal(n)}
		if got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
	if got := russianOrdinal(3, feminine, true) + " " + russianOrdinal(23, masculine, true); got != "третьей двадцать третьего" {
		t.Errorf("genitives: %q", got)
	}
}

// Every ordinal that is spoken is understood.
func TestOrdinalsAreRead(t *testing.T) {
	for n := 1; n <= maxOrdinal; n++ {
		for _, words := range []string{
			russianOrdinal(n, masculine, false), russianOrdinal(n, masculine, true), russianOrdinal(n, feminine, false),
			russianOrdinal(n, feminine, true), russianOrdinal(n, neuter, false), kazakhOrdinal(n),
		} {
			tokens := strings.Fields(Fold(words))
			if got, used := ordinalAt(tokens); got != n || used != len(tokens) {
				t.Errorf("%q is read as %d in %d words, want %d", words, got, used, n)
			}
		}
	}
}
