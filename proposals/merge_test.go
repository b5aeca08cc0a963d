package proposals

import (
	"testing"

	"talqy/proposals/redline"
)

func TestMergeKeepsBothWhereTheyDoNotMeet(t *testing.T) {
	const base = "1. Приют принимает пострадавшего на срок до тридцати суток.\n2. Помощь бесплатна."
	for _, tc := range []struct{ name, mine, theirs, want string }{
		{"different units", "1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна.",
			"1. Приют принимает пострадавшего на срок до тридцати суток.\n2. Помощь бесплатна и добровольна.",
			"1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна и добровольна."},
		{"different words of one unit", "1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна.",
			"1. Приют безотлагательно принимает пострадавшего на срок до тридцати суток.\n2. Помощь бесплатна.",
			"1. Приют безотлагательно принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна."},
		{"the draft changed nothing yet", base, "1. Утратил силу.", "1. Утратил силу."},
		{"the law took the draft's words", "1. Иначе.", "1. Иначе.", "1. Иначе."},
		{"both made the same change beside another", "1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна всегда.",
			"1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна.",
			"1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна всегда."},
		{"the same word differently", "1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна.",
			"1. Приют принимает пострадавшего на срок до двадцати суток.\n2. Помощь бесплатна.", ""},
		{"a draft's word in a sentence that is gone", "1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна.",
			"2. Помощь бесплатна.", ""},
		{"two halves of one expression", "1. Приют принимает пострадавшего на срок до тридцати недель.\n2. Помощь бесплатна.",
			"1. Приют принимает пострадавшего на срок до сорока суток.\n2. Помощь бесплатна.", ""},
		{"two additions in one place", base + "\n3. Моё.", base + "\n3. Их.", ""},
	} {
		got, ok := merge(base, tc.mine, tc.theirs)
		if ok != (tc.want != "") || got != tc.want {
			t.Errorf("%s: got %q, %v", tc.name, got, ok)
		}
		// The law of the merge: it does not matter who is called mine.
		if again, okAgain := merge(base, tc.theirs, tc.mine); tc.mine != base && (again != got || okAgain != ok) {
			t.Errorf("%s: %q one way, %q the other", tc.name, got, again)
		}
	}
}

// FuzzChanges holds: the change set of a redline gives the new text.
func FuzzChanges(f *testing.F) {
	f.Add("Приют 😀 принимает", "Каждый приют принимает всех")
	f.Add("", "а")
	f.Fuzz(func(t *testing.T, old, new string) {
		if !plain(old) || !plain(new) {
			return
		}
		got, err := changes(redline.Compare(old, new)).Apply(old)
		if err != nil || got != new {
			t.Fatalf("%q, %v, want %q", got, err, new)
		}
	})
}
