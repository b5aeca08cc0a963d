package docx

import (
	"bufio"
	"strconv"
	"strings"

	"talqy/proposals/paper"
)

// part is a file of the archive: markup that is written, or bytes as they are.
type part struct {
	name  string
	kind  string // content type, where the ending does not say it
	write func(*markup)
	bytes []byte
}

func newText(b *strings.Builder) *markup { return &markup{w: bufio.NewWriter(b)} }

func decimal(n int) string { return strconv.Itoa(n) }

// parts are the files of the archive in their order: the list of types first, as word processors write it.
func (s *setting) parts() []part {
	out := []part{
		{name: "_rels/.rels", write: func(x *markup) {
			x.raw(`<Relationships xmlns="` + packages + `relationships">` +
				`<Relationship Id="rIdDocument" Type="` + relationships + `/officeDocument" Target="word/document.xml"/>` +
				`<Relationship Id="rIdCore" Type="` + packages + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
				`<Relationship Id="rIdApp" Type="` + relationships + `/extended-properties" Target="docProps/app.xml"/>` +
				`</Relationships>`)
		}},
		{name: "word/_rels/document.xml.rels", write: s.relations},
		{name: "word/document.xml", kind: wordTypes + "document.main+xml", write: s.body},
		{name: "word/styles.xml", kind: wordTypes + "styles+xml", write: s.styles},
		{name: "word/settings.xml", kind: wordTypes + "settings+xml", write: s.settings},
		{name: "docProps/core.xml", kind: "application/vnd.openxmlformats-package.core-properties+xml", write: s.records},
		{name: "docProps/app.xml", kind: "application/vnd.openxmlformats-officedocument.extended-properties+xml", write: func(x *markup) {
			x.raw(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>` + program + `</Application></Properties>`)
		}},
	}
	if s.Sheet != paper.Edgeless {
		out = append(out, part{name: "word/footer1.xml", kind: wordTypes + "footer+xml", write: s.foot})
	}
	for _, p := range s.codes {
		out = append(out, part{name: "word/" + p.part(), bytes: p.png})
	}
	types := part{name: "[Content_Types].xml", write: func(x *markup) {
		x.raw(`<Types xmlns="` + packages + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
		for _, p := range out {
			if p.kind != "" {
				x.raw(`<Override PartName="/` + p.name + `" ContentType="` + p.kind + `"/>`)
			}
		}
		x.raw(`</Types>`)
	}}
	return append([]part{types}, out...)
}

func (s *setting) relations(x *markup) {
	x.raw(`<Relationships xmlns="` + packages + `relationships">` +
		`<Relationship Id="rIdStyles" Type="` + relationships + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rIdSettings" Type="` + relationships + `/settings" Target="settings.xml"/>`)
	if s.Sheet != paper.Edgeless {
		x.raw(`<Relationship Id="rIdFoot" Type="` + relationships + `/footer" Target="footer1.xml"/>`)
	}
	for _, p := range s.codes {
		x.raw(`<Relationship Id="` + p.relation() + `" Type="` + relationships + `/image" Target="` + p.part() + `"/>`)
	}
	x.raw(`</Relationships>`)
}

// settings makes the word processor track what the reader goes on to change where the paper has tracked changes, so that
// his answer can be told from the table.
func (s *setting) settings(x *markup) {
	x.raw(`<w:settings xmlns:w="` + wordNamespace + `">`)
	if s.tracked {
		x.raw(`<w:trackRevisions/>`)
	}
	x.raw(`<w:defaultTabStop w:val="708"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`)
	x.raw(`<w:themeFontLang w:val="` + language(s.Lang) + `"/></w:settings>`)
}

// What a line of the foot holds: the middle width of a letter in type sizes, the letters that the page number takes, and the
// fewest that a title is cut to.
const (
	footLetter    = 0.48
	pageLetters   = 18
	shortestTitle = 24
)

// foot has title, date and version at the left and the page number at the right.
func (s *setting) foot(x *markup) {
	x.lang = s.Lang
	x.raw(`<w:ftr xmlns:w="` + wordNamespace + `">`)
	x.open(look{style: "Footer", tabs: tabStop("right", "", s.sheet.body())})
	said := []string{}
	for _, words := range []string{paper.DateInWords(s.Lang, s.Date), s.Version} {
		if words != "" {
			said = append(said, words)
		}
	}
	// On one line: date and version stay, for they tell two printings apart, and the title is cut.
	letters := int(float64(s.sheet.body()) / 20 / (footPoints * s.scale * footLetter))
	if title := clip(s.Title, max(shortestTitle, letters-pageLetters-len([]rune(strings.Join(said, ", "))))); title != "" {
		said = append([]string{title}, said...)
	}
	x.run(strings.Join(said, ", "), format{})
	x.tab()
	before, between, after := paper.PageOfAround(s.Lang)
	x.run(before, format{})
	x.field("PAGE")
	x.run(between, format{})
	x.field("NUMPAGES")
	x.run(after, format{})
	x.close()
	x.raw(`</w:ftr>`)
}

// records are the file's own: what lists of files show.
func (s *setting) records(x *markup) {
	x.raw(`<cp:coreProperties xmlns:cp="` + packages + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>`)
	x.text(s.Title)
	x.raw(`</dc:title>`)
	if s.Subject != "" {
		x.raw(`<dc:subject>`)
		x.text(s.Subject)
		x.raw(`</dc:subject>`)
	}
	x.raw(`<dc:creator>` + program + `</dc:creator><dc:language>` + language(s.Lang) + `</dc:language>`)
	if s.Version != "" {
		x.raw(`<cp:version>`)
		x.text(s.Version)
		x.raw(`</cp:version>`)
	}
	if !s.Made.IsZero() {
		x.raw(`<dcterms:created xsi:type="dcterms:W3CDTF">` + s.Made.UTC().Format("2006-01-02T15:04:05Z") + `</dcterms:created>`)
	}
	x.raw(`</cp:coreProperties>`)
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
