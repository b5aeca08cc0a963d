package akn

import (
	"strconv"
	"strings"

	"talqy/proposals/act"
)

// body reads the units of the body.
func (rd *reader) body(el *element) error {
	children, err := el.elements()
	if err != nil {
		return err
	}
	for _, child := range children {
		level := levelOf(child)
		if level == "" {
			return unknown(child)
		}
		if err := rd.unit(child, level, nil); err != nil {
			return err
		}
	}
	return nil
}

// top reads the preamble or the conclusions, whose address the schema does not ask for.
func (rd *reader) top(el *element, level act.Level, eid string) error {
	if el.attr("eId") != "" {
		eid = el.attr("eId")
	}
	p, err := rd.add(el, level, eid, nil)
	if err != nil {
		return err
	}
	filler := filler{reader: rd, unit: p, outside: true}
	if err := filler.fill(el); err != nil {
		return err
	}
	filler.number(el)
	return nil
}

// attachments reads the annexes.
func (rd *reader) attachments(el *element) error {
	attachments, err := el.elements()
	if err != nil {
		return err
	}
	for _, attachment := range attachments {
		if attachment.name != "attachment" {
			return unknown(attachment)
		}
		p, err := rd.add(attachment, act.LevelAnnex, attachment.attr("eId"), nil)
		if err != nil {
			return err
		}
		filler := filler{reader: rd, unit: p, annex: true}
		if err := filler.fill(attachment); err != nil {
			return err
		}
		filler.number(attachment)
	}
	return nil
}

// unit reads a unit and all below it.
func (rd *reader) unit(el *element, level act.Level, parent *act.Provision) error {
	p, err := rd.add(el, level, el.attr("eId"), parent)
	if err != nil {
		return err
	}
	filler := filler{reader: rd, unit: p, outside: el.name == "container"}
	if err := filler.fill(el); err != nil {
		return err
	}
	filler.number(el)
	return nil
}

// add makes a unit with its address, which has to be there and to be the only one.
func (rd *reader) add(el *element, level act.Level, eid string, parent *act.Provision) (*act.Provision, error) {
	if !isEID(eid) || rd.byEID[eid] != nil {
		return nil, refuse(CodeEID, "line", el.line, "eid", eid)
	}
	p := &act.Provision{EID: eid, Level: level, Children: []*act.Provision{}}
	rd.byEID[eid] = p
	if parent != nil {
		parent.Children = append(parent.Children, p)
	} else {
		rd.e.Provisions = append(rd.e.Provisions, p)
	}
	return p, nil
}

// filler gives a unit its number, its words and what stands below it.
type filler struct {
	*reader
	unit       *act.Provision
	outside    bool // of the hierarchy: in the preamble or the conclusions
	annex      bool // the unit is an attachment, which holds a document
	paragraphs int  // the words of the unit and its абзацы, from which the next one is numbered
	tables     int
}

// number sets the number of the unit, which the printed label must be known for.
func (f *filler) number(el *element) {
	if num, ok := el.lookup(ownNamespace, "num"); ok {
		f.unit.Num = num
		return
	}
	f.unit.Num = numOf(f.unit.Level, f.unit.EID, f.unit.Label)
}

func (f *filler) fill(el *element) error {
	children, err := el.elements()
	if err != nil {
		return err
	}
	for _, child := range children {
		if err := f.child(el, child); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) child(el, child *element) error {
	switch child.name {
	case "num":
		return once(&f.unit.Label, child)
	case "heading":
		return once(&f.unit.Heading, child)
	case "block":
		if f.outside && child.attr("name") == "num" {
			return once(&f.unit.Label, child)
		}
		if f.outside && child.attr("name") == "heading" {
			return once(&f.unit.Heading, child)
		}
		return unknown(child)
	case "intro", "content", "wrapUp":
		return f.fill(child)
	case "p":
		return f.paragraph(child)
	case "table":
		return f.table(child)
	}
	if f.annex {
		switch {
		case el.name == "attachment" && (child.name == "doc" || child.name == "act"), child.name == "mainBody", child.name == "body":
			return f.fill(child)
		case child.name == "meta":
			f.metas = append(f.metas, child)
			return nil
		}
	}
	level := levelOf(child)
	if level == "" || (child.name == "container") != f.outside {
		return unknown(child)
	}
	if level == act.LevelIndent {
		f.paragraphs++
	}
	return f.reader.unit(child, level, f.unit)
}

// once reads words that a unit has only once.
func once(field *string, el *element) error {
	if *field != "" {
		return unknown(el)
	}
	words, err := el.words()
	*field = words
	return err
}

// paragraph reads a line of words. The first line is the words of the unit; those that follow, and those below other units
// (wrapUp), are абзацы of their own, as the official texts count them.
func (f *filler) paragraph(el *element) error {
	words, err := el.words()
	if err != nil {
		return err
	}
	f.paragraphs++
	eid := el.attr("eId")
	if eid == "" && f.paragraphs == 1 && len(f.unit.Children) == 0 && f.unit.Level != act.LevelTable {
		f.unit.Text = words
		return nil
	}
	if eid == "" {
		eid = f.unit.EID + "__indent_" + strconv.Itoa(f.paragraphs)
		for f.byEID[eid] != nil { // the абзацы around are numbered in another way
			f.paragraphs++
			eid = f.unit.EID + "__indent_" + strconv.Itoa(f.paragraphs)
		}
	}
	p, err := f.add(el, act.LevelIndent, eid, f.unit)
	if err != nil {
		return err
	}
	p.Text = words
	(&filler{unit: p}).number(el)
	return nil
}

// table reads a table: of a unit that is one, its rows are the words; in another unit it becomes one. A caption becomes an абзац
// above it.
func (f *filler) table(el *element) error {
	rows, err := el.elements()
	if err != nil {
		return err
	}
	var lines []string
	for _, row := range rows {
		switch row.name {
		case "caption":
			err = f.paragraph(row)
		case "tr":
			var line string
			line, err = tableRow(row)
			lines = append(lines, line)
		default:
			err = unknown(row)
		}
		if err != nil {
			return err
		}
	}
	f.tables++
	p := f.unit
	if p.Level != act.LevelTable || f.tables > 1 {
		eid := el.attr("eId")
		if eid == "" {
			eid = f.unit.EID + "__table_" + strconv.Itoa(f.tables)
		}
		if p, err = f.add(el, act.LevelTable, eid, f.unit); err != nil {
			return err
		}
	}
	p.Text = strings.Join(lines, "\n")
	return nil
}

// tableRow reads the cells of a row. A cell is one line without tabs, as these divide the cells.
func tableRow(row *element) (string, error) {
	elements, err := row.elements()
	if err != nil {
		return "", err
	}
	var cells []string
	for _, cell := range elements {
		if cell.name != "td" && cell.name != "th" {
			return "", unknown(cell)
		}
		lines, err := cell.elements()
		if err != nil {
			return "", err
		}
		var texts []string
		for _, line := range lines {
			if line.name != "p" {
				return "", unknown(line)
			}
			words, err := line.words()
			if err != nil {
				return "", err
			}
			texts = append(texts, oneLine.Replace(words))
		}
		cells = append(cells, strings.Join(texts, " "))
	}
	return strings.Join(cells, "\t"), nil
}

var oneLine = strings.NewReplacer("\n", " ", "\t", " ")
