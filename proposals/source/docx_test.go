package source

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"strings"
	"testing"

	"talqy/proposals/act"
)

// document packs the parts of a word processor's file.
func document(t testing.TB, body, numbering string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	const space = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	parts := map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"word/document.xml":   `<?xml version="1.0"?><w:document ` + space + `><w:body>` + body + `</w:body></w:document>`,
	}
	if numbering != "" {
		parts["word/numbering.xml"] = `<?xml version="1.0"?><w:numbering ` + space + `>` + numbering + `</w:numbering>`
	}
	for name, text := range parts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

func block(runs ...string) string { return `<w:p>` + strings.Join(runs, "") + `</w:p>` }

// listItem is a paragraph whose number the word processor counts.
func listItem(list, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + run(text) + `</w:p>`
}

const numbered = `<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>` +
	`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>` +
	`<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>`

func TestReadDocument(t *testing.T) {
	content := document(t,
		block(run("О плотах"))+
			block(run("Глава 1."), `<w:r><w:br/></w:r>`, run("ОБЩЕЕ"))+
			block(run("Статья 1. "), run("Плот"))+
			listItem("3", "0", "Плот вяжут:")+
			listItem("3", "1", "из бревен;")+
			listItem("3", "1", "веревкой.")+
			listItem("3", "0", "Плот сушат.")+
			block(run("Статья 2. Сплав"))+
			block(run("Плот "), `<w:del><w:r><w:delText>топят</w:delText></w:r></w:del>`, `<w:ins>`+run("сплавляют")+`</w:ins>`, run(" весной."))+
			`<w:tbl><w:tr><w:tc>`+block(run("Река"))+`</w:tc><w:tc>`+block(run("Дней"))+`</w:tc></w:tr>`+
			`<w:tr><w:tc>`+block(run("Большая"))+`</w:tc><w:tc>`+block(run("5"))+`</w:tc></w:tr></w:tbl>`+
			block(run("Плот встречают по пункту 1 настоящей статьи.")),
		numbered)
	doc, err := Read(content, "плоты.docx")
	if err != nil {
		t.Fatal(err)
	}
	want := "Глава 1. ОБЩЕЕ\nСтатья 1. Плот\n1. Плот вяжут:\n1) из бревен;\n2) веревкой.\n2. Плот сушат.\n" +
		"Статья 2. Сплав\nПлот сплавляют весной.\nРека\tДней\nБольшая\t5\nПлот встречают по пункту 1 настоящей статьи."
	if got := doc.Expression.Provisions[0].Wording(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if doc.Expression.Title != "О плотах" {
		t.Errorf("title %q", doc.Expression.Title)
	}
	if doc.Report.Units[act.LevelTable] != 1 || doc.Report.Units[act.LevelPoint] != 2 {
		t.Errorf("units %v", doc.Report.Units)
	}
}

// A small file that unfolds to more than a document can be is refused before it fills the memory.
func TestReadRefusesDocumentBomb(t *testing.T) {
	content := document(t, block(run(strings.Repeat("мост ", maxUnpacked/9))), "")
	if len(content) > 1<<20 {
		t.Fatalf("the bomb is %d bytes packed", len(content))
	}
	_, err := Read(content, "bomb.docx")
	if err == nil || err.(*Error).Code != CodeNotText {
		t.Errorf("got %v, want %s", err, CodeNotText)
	}
}

func TestReadRefusesOtherContainers(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create("readme.txt"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(b.Bytes(), "archive.zip"); err == nil || err.(*Error).Code != CodeNotText {
		t.Errorf("got %v, want %s", err, CodeNotText)
	}
}
