package source

import "testing"

// A note may say that the whole article is repealed with or without naming the law, and speaks of units inside it in the plural.
func TestSaysRepealed(t *testing.T) {
	for text, want := range map[string]bool{
		"Сноска. Статья 9 исключена.":                                          true,
		"Сноска. Статья 9 исключена Законом РК от 01.02.2003 № 4-I.":           true,
		"Ескерту. 9-бап алып тасталды.":                                        true,
		"Ескерту. 9-бап алып тасталды – ҚР 01.02.2003 № 4-I Заңымен.":          true,
		"Сноска. Статья 9 с изменениями, внесенными Законом РК от 01.02.2003.": false,
		"Сноска. В статье 9 исключены слова Законом РК от 01.02.2003 № 4-I.":   false,
		"Сноска. Статья 9 утратила силу Законом РК от 01.02.2003 № 4-I.":       true,
	} {
		if got := saysRepealed(text); got != want {
			t.Errorf("saysRepealed(%q) = %v", text, got)
		}
	}
}
