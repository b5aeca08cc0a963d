package docx

import (
	"bufio"
	"strconv"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/paper"
)

// Namespaces of ISO/IEC 29500 in its transitional form, the one that every word processor writes.
const (
	wordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages      = "http://schemas.openxmlformats.org/package/2006/"
	wordTypes     = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// tableStart opens the table up to the widths of its columns. The layout is fixed: Word must not widen a column for a long
// word.
func tableStart() string {
	return `<w:tbl><w:tblPr><w:tblW w:w="` + strconv.Itoa(bodyWidth) + `" w:type="dxa"/><w:tblBorders>` + borders() +
		`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="` + strconv.Itoa(padding) +
		`" w:type="dxa"/><w:right w:w="` + strconv.Itoa(padding) + `" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`
}

func borders() string {
	var b strings.Builder
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	return b.String()
}

// part is a file of the archive.
type part struct{ name, content string }

// fixedParts are the files beside the document itself.
func fixedParts(t *paper.ComparisonTable) []part {
	return []part{
		{"[Content_Types].xml", `<Types xmlns="` + packages + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + wordTypes + `document.main+xml"/>` +
			`<Override PartName="/word/styles.xml" ContentType="` + wordTypes + `styles+xml"/>` +
			`<Override PartName="/word/settings.xml" ContentType="` + wordTypes + `settings+xml"/>` +
			`<Override PartName="/word/footer1.xml" ContentType="` + wordTypes + `footer+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
			`</Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packages + `relationships">` +
			`<Relationship Id="rId1" Type="` + relationships + `/officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="` + packages + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
			`</Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="` + packages + `relationships">` +
			`<Relationship Id="rId1" Type="` + relationships + `/styles" Target="styles.xml"/>` +
			`<Relationship Id="rId2" Type="` + relationships + `/settings" Target="settings.xml"/>` +
			`<Relationship Id="rId3" Type="` + relationships + `/footer" Target="footer1.xml"/>` +
			`</Relationships>`},
		{"word/styles.xml", `<w:styles xmlns:w="` + wordNamespace + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
			`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>` +
			`<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="` + language(t.Lang) + `"/>` +
			`</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>` +
			`</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`},
		{"word/settings.xml", `<w:settings xmlns:w="` + wordNamespace + `">` + track(t.Redline) + `<w:compat>` +
			`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>` +
			`</w:compat></w:settings>`},
		{"word/footer1.xml", written(func(x *markup) { footer(x, t) })},
		{"docProps/core.xml", written(func(x *markup) { properties(x, t) })},
	}
}

// track makes the word processor track what the reader goes on to change, so that his answer can be told from the table.
func track(on bool) string {
	if on {
		return `<w:trackRevisions/>`
	}
	return ""
}

func written(write func(*markup)) string {
	var b strings.Builder
	x := &markup{w: bufio.NewWriter(&b)}
	write(x)
	_ = x.w.Flush() // a strings.Builder does not fail
	return b.String()
}

// footer has the title and date at the left and the page number at the right.
func footer(x *markup, t *paper.ComparisonTable) {
	small := format{size: footSize}
	x.raw(`<w:ftr xmlns:w="` + wordNamespace + `"><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="` + strconv.Itoa(bodyWidth) + `"/></w:tabs></w:pPr>`)
	title := clip(t.Title, 120)
	if date := paper.DateInWords(t.Lang, t.Date); date != "" {
		title += ", " + date
	}
	x.run(title, small)
	x.raw(`<w:r><w:tab/></w:r>`)
	before, between, after := paper.PageOfAround(t.Lang)
	x.run(before, small)
	x.field("PAGE", small)
	x.run(between, small)
	x.field("NUMPAGES", small)
	x.run(after, small)
	x.raw(`</w:p></w:ftr>`)
}

// field is a number that the word processor counts.
func (x *markup) field(name string, f format) {
	x.raw(`<w:fldSimple w:instr=" ` + name + ` ">`)
	x.run("1", f)
	x.raw(`</w:fldSimple>`)
}

func properties(x *markup, t *paper.ComparisonTable) {
	x.raw(`<cp:coreProperties xmlns:cp="` + packages + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	x.text(t.Title)
	x.raw(`</dc:title><dc:creator>` + program + `</dc:creator><dc:language>` + language(t.Lang) + `</dc:language>`)
	if !t.Made.IsZero() {
		x.raw(`<dcterms:created xsi:type="dcterms:W3CDTF">` + t.Made.UTC().Format("2006-01-02T15:04:05Z") + `</dcterms:created>`)
	}
	x.raw(`</cp:coreProperties>`)
}

func language(lang act.Lang) string {
	if lang == act.Kazakh {
		return "kk-KZ"
	}
	return "ru-RU"
}

// clip shortens a text to n characters at the end of a word.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	short := string(r[:n])
	if i := strings.LastIndexByte(short, ' '); i > 0 {
		short = short[:i]
	}
	return short + " …"
}
