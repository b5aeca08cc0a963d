package akn

import (
	"io"
	"strings"

	"talqy/proposals/act"
)

// Write writes an expression as an Akoma Ntoso document in UTF-8. The same expression and meta give the same bytes. Nothing is
// written when the act cannot be: then the error is an *Error with CodeEID, CodeLevel, CodeCharacter, CodeTooDeep, CodeLanguage,
// CodeDate or CodeNotAct. All other errors are those of w.
func Write(w io.Writer, e *act.Expression, meta Meta) error {
	id, err := identify(e, meta)
	if err != nil {
		return err
	}
	if err := check(e, meta); err != nil {
		return err
	}
	parts := partition(e.Provisions)
	if len(parts.body) == 0 {
		return refuse(CodeNotAct, "line", 0, "found", "")
	}
	d := &document{markup: newMarkup(w), expression: e, id: id}
	d.write(parts, meta)
	return d.close()
}

// document is one export.
type document struct {
	*markup
	expression *act.Expression
	id         identity
}

// parts are the places of an Akoma Ntoso act. The standard has one place for each and orders them.
type parts struct {
	preamble    *act.Provision
	body        []*act.Provision
	conclusions *act.Provision
	annexes     []*act.Provision
}

// partition puts the units of an act into the places of the standard. A unit out of that order stays in the body, where it is
// an hcontainer of its name, so that the order of the text is kept.
func partition(provisions []*act.Provision) parts {
	var out parts
	if len(provisions) > 0 && provisions[0].Level == act.LevelPreamble {
		out.preamble, provisions = provisions[0], provisions[1:]
	}
	end := len(provisions)
	for end > 0 && provisions[end-1].Level == act.LevelAnnex {
		end--
	}
	provisions, out.annexes = provisions[:end], provisions[end:]
	if end > 0 && provisions[end-1].Level == act.LevelConclusions {
		provisions, out.conclusions = provisions[:end-1], provisions[end-1]
	}
	out.body = provisions
	return out
}

func (d *document) write(parts parts, meta Meta) {
	d.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	d.start("akomaNtoso", attr{"xmlns", Namespace}, attr{"xmlns:talqy", ownNamespace})
	contains := "originalVersion"
	if d.id.isAmended(d.expression) {
		contains = "singleVersion"
	}
	d.start("act", attr{"name", "act"}, attr{"contains", contains})
	d.meta(meta)
	d.preface()
	if p := parts.preamble; p != nil {
		d.outside("preamble", p)
	}
	d.start("body")
	for _, p := range parts.body {
		d.unit(p)
	}
	d.end()
	if p := parts.conclusions; p != nil {
		d.outside("conclusions", p)
	}
	if len(parts.annexes) > 0 {
		d.start("attachments")
		for _, p := range parts.annexes {
			d.annex(p)
		}
		d.end()
	}
	d.end()
	d.end()
}

func (d *document) meta(meta Meta) {
	d.start("meta")
	d.id.write(d.markup, "main")
	d.start("references", attr{"source", "#talqy"})
	d.empty("TLCOrganization", attr{"eId", "kz"}, attr{"href", "/akn/ontology/organization/kz/republic"}, attr{"showAs", "Қазақстан Республикасы"})
	d.empty("TLCOrganization", attr{"eId", "talqy"}, attr{"href", "/akn/ontology/organization/kz/talqy"}, attr{"showAs", "Talqy"})
	d.end()
	d.notes()
	d.start("proprietary", attr{"source", "#talqy"})
	d.text("talqy:profile", string(meta.Profile))
	d.end()
	d.end()
}

// notes writes the editors' remarks. They are no law, so they stand outside the text and say where they belong.
func (d *document) notes() {
	open := false
	write := func(notes []act.Note, at ...attr) {
		for _, n := range notes {
			if !open {
				open = true
				d.start("notes", attr{"source", "#talqy"})
			}
			d.start("note", append([]attr{{"class", string(n.Kind)}, {"status", "editorial"}}, at...)...)
			d.text("p", n.Text)
			d.end()
		}
	}
	write(d.expression.Notes)
	d.expression.Walk(func(p *act.Provision) { write(p.Notes, attr{"placementBase", "#" + p.EID}) })
	if open {
		d.end()
	}
}

// preface writes the title and the lines that tell who adopted the act, with the date and the number marked in them.
func (d *document) preface() {
	d.start("preface")
	d.start("longTitle")
	d.line("p", []span{{"docTitle", nil, d.expression.Title}})
	d.end()
	for _, line := range d.expression.Preface {
		d.line("p", prefaceSpans(line, d.expression.Number))
	}
	d.end()
}

func prefaceSpans(line, number string) []span {
	var out []span
	bare := func(text string) {
		if text != "" {
			out = append(out, span{text: text})
		}
	}
	if date, from, to := dateIn(line); date != "" {
		bare(line[:from])
		out = append(out, span{"docDate", []attr{{"date", date}}, line[from:to]})
		line = line[to:]
	}
	if sign := strings.Index(line, "№"); sign >= 0 && number != "" {
		if i := strings.Index(line[sign:], number); i >= 0 {
			bare(line[:sign+i])
			out = append(out, span{element: "docNumber", text: number})
			line = line[sign+i+len(number):]
		}
	}
	bare(line)
	return out
}

// unit writes a unit of the hierarchy: its number, its heading, then its words alone (content), or its words (intro) and what
// stands below them.
func (d *document) unit(p *act.Provision) {
	name, attrs := elementOf(p.Level)
	attrs = append(attrs, unitAttrs(p)...)
	words := p.Text != "" || p.Level == act.LevelTable
	if p.Label == "" && p.Heading == "" && !words && len(p.Children) == 0 {
		d.empty(name, attrs...)
		return
	}
	d.start(name, attrs...)
	d.title(p)
	if words {
		holder := "content"
		if len(p.Children) > 0 {
			holder = "intro"
		}
		d.start(holder)
		d.words(p)
		d.end()
	}
	for _, child := range p.Children {
		d.unit(child)
	}
	d.end()
}

func unitAttrs(p *act.Provision) []attr {
	attrs := []attr{{"eId", p.EID}}
	if p.Num != numOf(p.Level, p.EID, p.Label) {
		attrs = append(attrs, attr{"talqy:num", p.Num})
	}
	return attrs
}

func (d *document) title(p *act.Provision) {
	if p.Label != "" {
		d.text("num", p.Label)
	}
	if p.Heading != "" {
		d.text("heading", p.Heading)
	}
}

func (d *document) words(p *act.Provision) {
	if p.Level != act.LevelTable {
		d.text("p", p.Text)
		return
	}
	d.start("table")
	for _, row := range strings.Split(p.Text, "\n") {
		d.start("tr")
		for _, cell := range strings.Split(row, "\t") {
			d.start("td")
			d.text("p", cell)
			d.end()
		}
		d.end()
	}
	d.end()
}

// outside writes a unit where the standard allows paragraphs and containers, but no hierarchy: the preamble and the signatures.
// A paragraph of it that is only words is a p with an address.
func (d *document) outside(element string, p *act.Provision, attrs ...attr) {
	d.start(element, append(attrs, unitAttrs(p)...)...)
	if p.Label != "" {
		d.text("block", p.Label, attr{"name", "num"})
	}
	if p.Heading != "" {
		d.text("block", p.Heading, attr{"name", "heading"})
	}
	// The schema wants one child at least.
	bare := p.Label == "" && p.Heading == "" && len(p.Children) == 0
	if p.Text != "" || p.Level == act.LevelTable || bare {
		d.words(p)
	}
	for _, child := range p.Children {
		if child.Level == act.LevelIndent && child.Label == "" && child.Heading == "" && len(child.Children) == 0 {
			d.text("p", child.Text, unitAttrs(child)...)
			continue
		}
		d.outside("container", child, attr{"name", string(child.Level)})
	}
	d.end()
}

// annex writes an annex: a document of its own inside the act, which therefore has to name itself.
func (d *document) annex(p *act.Provision) {
	d.start("attachment", unitAttrs(p)...)
	d.title(p)
	d.start("doc", attr{"name", "annex"})
	d.start("meta")
	d.id.write(d.markup, p.EID)
	d.end()
	d.start("mainBody")
	if p.Text != "" || len(p.Children) == 0 {
		d.text("p", p.Text)
	}
	for _, child := range p.Children {
		d.unit(child)
	}
	d.end()
	d.end()
	d.end()
}
