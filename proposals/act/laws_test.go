package act_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"talqy/proposals/source"
)

// readLaw reads a file of real law, or skips the test.
func readLaw(t testing.TB, name string) *source.Document {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("../../../shared/laws", name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("../shared/laws/%s is absent", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	doc, err := source.Read(content, name)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

// realLaws are acts of every profile in both languages.
var realLaws = []string{
	"txt-ru/code_of_administrative_offenses.txt", "txt-ru/constitution.txt", "txt-ru/criminal_code.txt",
	"txt-ru/labor_code.txt", "parallel/Z2400000110_110-VIII_rus.txt", "parallel/Z2400000110_110-VIII_kaz.txt",
	"parallel/land_code.txt", "parallel/land_code_kz.txt", "parallel/law_on_llp.txt", "parallel/law_on_llp_kz.txt",
}

// model is a short act of our own for tests that need one.
const model = `О мостах

Статья 1. Понятия

В настоящем Законе используются понятия:

1) мост – сооружение над рекой;

2) брод – мелкое место:

летний;

зимний;

3) паром – судно.

Иные понятия определяются законами.

Статья 2. Содержание мостов

1. Мост содержит владелец.

Владелец осматривает мост:

1) весной;

2) осенью.

2. Сведения передаются ежегодно.

2-1. Сведения хранятся десять лет.

Примечание. Владельцем признается также арендатор.

Статья 2-1. Ледовые переправы

Ледовая переправа открывается решением акима.

Статья 3. Ответственность

1. Проезд по закрытому мосту –

влечет предупреждение.
`

func readModel(t testing.TB) *source.Document {
	t.Helper()
	doc, err := source.Read([]byte(model), "model.txt")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
