package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"talqy/proposals/act"
)

// goldenInputs are the sources of the golden tests, as seeds.
func goldenInputs(f *testing.F, ext string) [][]byte {
	f.Helper()
	files, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("no golden files: %v", err)
	}
	var inputs [][]byte
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if input := archive.Files[0]; filepath.Ext(input.Name) == ext {
			inputs = append(inputs, input.Data)
		}
	}
	return inputs
}

// checkDocument asserts what holds for every act that was read.
func checkDocument(t *testing.T, doc *Document) {
	t.Helper()
	seen := make(map[string]bool)
	doc.Expression.Walk(func(p *act.Provision) {
		if p.EID == "" || seen[p.EID] {
			t.Errorf("address %q is empty or stands twice", p.EID)
		}
		seen[p.EID] = true
		if p.Children == nil {
			t.Errorf("%s: no list of children", p.EID)
		}
		if p.Level == levelDraft {
			t.Errorf("%s has no level", p.EID)
		}
	})
	total := 0
	for _, n := range doc.Report.Units {
		total += n
	}
	if total != len(seen) {
		t.Errorf("the report counts %d units, the act has %d", total, len(seen))
	}
	for _, article := range doc.Expression.Articles() {
		wording := article.Wording()
		if got := printed(ReadWording(wording, doc.Expression.Lang, doc.Profile)); got != wording {
			t.Errorf("%s: the draft prints %q, the act %q", article.EID, got, wording)
		}
	}
}

func printed(provisions []*act.Provision) string {
	wordings := make([]string, len(provisions))
	for i, p := range provisions {
		wordings[i] = p.Wording()
	}
	return strings.Join(wordings, "\n")
}

func FuzzReadText(f *testing.F) {
	for _, input := range goldenInputs(f, ".txt") {
		f.Add(input)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if isPDF(content) || isZip(content) || isPage(string(content)) || strings.HasPrefix(string(content), "\xff\xfe") ||
			strings.HasPrefix(string(content), "\xfe\xff") {
			t.Skip()
		}
		doc, err := Read(content, "", AcceptTruncated)
		if err != nil {
			return
		}
		checkDocument(t, doc)
		if doc.Report.has(FindingTruncated) {
			return
		}
		kept := strings.Join(lawPieces(doc), "") + strings.Join(notePieces(doc), "")
		if sorted(kept) != sorted(solid(string(content))) {
			t.Errorf("letters are lost or added:\n%s\n%s", sorted(kept), sorted(solid(string(content))))
		}
	})
}

func FuzzReadPage(f *testing.F) {
	for _, input := range goldenInputs(f, ".html") {
		f.Add(string(input))
	}
	for _, seed := range []string{"<p", "<p>1<", "<!--", "<script>", "<table><tr><td><table>", "<a b='c>d", "</p></p>", "<p>&#0;&amp</p>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, page string) {
		doc, err := Read([]byte("<p>Статья 1. Мост</p>"+page), "", AcceptTruncated)
		if err == nil {
			checkDocument(t, doc)
		}
	})
}

func FuzzReadPDF(f *testing.F) {
	f.Add([]byte(tinyPDF("BT /F1 12 Tf 1 0 0 1 42 700 Tm (\\320\\220) Tj ET")))
	f.Add([]byte("%PDF-1.4 1 0 obj <</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>> endobj trailer <</Root 1 0 R>>"))
	f.Add([]byte("%PDF-1.5 1 0 obj <</Type/ObjStm/N 9/First 4>> stream\n1 0 2 9 endstream"))
	f.Add([]byte("%PDF [[[[[[(((<<<</A<</B"))
	f.Fuzz(func(t *testing.T, content []byte) {
		doc, err := Read(append([]byte("%PDF-1.4\n"), content...), "", AcceptTruncated)
		if err == nil {
			checkDocument(t, doc)
		}
	})
}

func FuzzReadDocument(f *testing.F) {
	f.Add(block(run("Статья 1. Мост"))+block(run("Мост стоит.")), numbered)
	f.Add(`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`+listItem("3", "9", "x"), `<w:lvl w:ilvl="8"/>`)
	f.Add(`<w:del>`, `<w:num w:numId="1"><w:abstractNumId w:val="1"/>`)
	f.Fuzz(func(t *testing.T, body, numbering string) {
		doc, err := Read(document(t, body, numbering), "", AcceptTruncated)
		if err == nil {
			checkDocument(t, doc)
		}
	})
}

func FuzzReadWording(f *testing.F) {
	for _, input := range goldenInputs(f, ".txt") {
		f.Add(string(input))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, profile := range []act.Profile{act.ProfileCode, act.ProfileLaw, act.ProfileBylaw} {
			provisions := ReadWording(text, act.Russian, profile)
			once := printed(provisions)
			if solid(once) != solid(text) {
				t.Fatalf("%q prints %q", text, once)
			}
			if again := printed(ReadWording(once, act.Russian, profile)); again != once {
				t.Errorf("%q read again prints %q", once, again)
			}
		}
	})
}

// vocabulary are lines as acts have them. One byte of a fuzzed input picks one line: so the fuzzer meets the parser, not
// the encoding of letters.
var vocabulary = []string{
	"О мостах", "Закон Республики Казахстан от 1 мая 2001 года № 7-II.", "Мы, жители,", "любящие мосты,",
	"ОБЩАЯ ЧАСТЬ", "ОСОБЕННАЯ ЧАСТЬ", "РАЗДЕЛ 1. МОСТЫ", "Раздел II", "Подраздел 1. Мост", "Глава 1. МОСТЫ", "Параграф 1. Мост",
	"I-тарау. КӨПІР", "2-бөлім. Көпір", "ЗАКЛЮЧИТЕЛЬНЫЕ ПОЛОЖЕНИЯ", "Статья 1. Мост", "Статья 2", "Cтатья 2-1. Мост",
	"Статья 3. Внести изменения:", "1-бап. Көпір", "2-1-бап.Көпір", "173. Мост без слова", "1. Мост стоит.", "2. Мост:",
	"2-1. Те же мосты, –", "3.Исключен Законом РК от 01.02.2003 № 4-I.", "4.", "1) большой;", "2) малый:", "2-1) новый, –", "3)",
	"3) исключен Законом РК от 01.02.2003 № 4-I;", "14-2)-14-6) исключены Законом РК от 01.02.2003 № 4-I", "а) дуб;", "б) ель:",
	"Мост красят.", "Мост чинят:", "влечет штраф.", "– влекут штраф", "весной;", "и", "10 мостов", "Примечание. Мост – это мост.",
	"Примечания.", "Примечания. 1. Мост.", "Сноска. Статья 1 с изменениями:", "слова \"мост\" исключены;", "Ескерту. 1-бап алып тасталды.",
	"Примечание ИЗПИ!", "В пункт 1 предусматривается изменение Законом РК от 01.02.2003 № 4-I.", "ОГЛАВЛЕНИЕ",
	"«Статья 9. Мост", "«2. Мост стоит.»;", "2. Мост лежит.».", "\"Статья 8. Мост", "мост\";", "Приложение 1", "Приложение 2 к Закону",
	"Президент Республики Казахстан", "М. МОСТОВ", "Река\tДней", " \tЧу\t", "----------", "Чу ! 5", "      Мост с отступом.", "",
	"      1) с отступом;", "      влечет с отступом.", " Глава 2. МОСТЫ", "И ПЕРЕПРАВЫ", "№ 4-I", " (вводится в действие с 01.03.2003);",
}

func FuzzReadLines(f *testing.F) {
	f.Add([]byte{0, 14, 21, 22, 26, 27, 38, 28, 36, 41})
	f.Add([]byte{4, 6, 9, 14, 42, 21, 22, 5, 9, 15, 33, 34, 13, 17, 52, 21, 53})
	f.Add([]byte{49, 9, 14, 15, 9, 14, 34, 15, 35, 57, 58, 55, 9, 21, 22, 23})
	f.Add([]byte{14, 65, 66, 47, 48, 67, 68, 69, 70, 71, 60, 61, 62, 63, 62})
	f.Fuzz(func(t *testing.T, picks []byte) {
		var b strings.Builder
		for _, pick := range picks {
			b.WriteString(vocabulary[int(pick)%len(vocabulary)])
			b.WriteByte('\n')
		}
		text := b.String()
		for _, profile := range []act.Profile{act.ProfileCode, act.ProfileLaw, act.ProfileBylaw} {
			once := printed(ReadWording(text, act.Russian, profile))
			if solid(once) != solid(text) {
				t.Fatalf("%q prints %q", text, once)
			}
			if again := printed(ReadWording(once, act.Russian, profile)); again != once {
				t.Errorf("%q read again prints %q", once, again)
			}
		}
		doc, err := Read([]byte(text), "", AcceptTruncated)
		if err != nil {
			return
		}
		checkDocument(t, doc)
		for _, article := range doc.Expression.Articles() {
			again := ReadWording(article.Wording(), doc.Expression.Lang, doc.Profile)
			if len(again) != 1 {
				t.Errorf("%q gives %d units", article.Wording(), len(again))
			} else if diff := differentWords(article, again[0]); diff != "" {
				t.Errorf("%s\n%s", diff, article.Wording())
			}
		}
		if place := firstLoss(solid(text), lawPieces(doc), notePieces(doc)); place != "" {
			t.Errorf("source and act part at %s\n%s", place, text)
		}
	})
}

// tinyPDF is a file of one page with the given drawing orders, its font in one byte a letter.
func tinyPDF(orders string) string {
	return "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type/Page/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Length 5 0 R>>stream\n" +
		orders + "\nendstream\nendobj\n5 0 obj\n<</Type/Font/ToUnicode 6 0 R>>\nendobj\n6 0 obj\n<<>>stream\n" +
		"1 beginbfrange\n<c0><ff><0410>\nendbfrange\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n"
}

// What the fuzz targets ask of any input holds for the laws in force.
func TestEveryLawKeepsTheRules(t *testing.T) {
	for _, name := range allFiles {
		content, err := os.ReadFile(filepath.Join(laws, name))
		if err != nil {
			t.Skipf("../shared/laws/%s is absent", name)
		}
		doc, err := Read(content, name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		checkDocument(t, doc)
	}
}

// eids are the addresses of all units.
func (d *Document) eids() map[string]bool {
	eids := make(map[string]bool)
	d.Expression.Walk(func(p *act.Provision) { eids[p.EID] = true })
	return eids
}
