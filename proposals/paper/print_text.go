package paper

import (
	"fmt"
	"strings"

	"talqy/proposals/act"
)

// String writes the paper down in plain text, block by block: words struck out stand in [-…-], words added in {+…+}, bold
// ones between asterisks. It is what golden files hold, and what a paper is in a place that can show no more.
func (d *Document) String() string {
	var b strings.Builder
	sheet := map[Sheet]string{Portrait: "portrait", Landscape: "landscape", Edgeless: "edgeless"}[d.Sheet]
	fmt.Fprintf(&b, "# %s\n# %s, %s", d.Title, d.Lang, sheet)
	if d.Scale > 1 {
		fmt.Fprintf(&b, ", ×%g", d.Scale)
	}
	for _, s := range []string{d.Subject, DateInWords(d.Lang, d.Date), d.Version, d.Link} {
		if s != "" {
			b.WriteString("\n# " + s)
		}
	}
	b.WriteString("\n")
	for _, block := range d.Blocks {
		b.WriteString("\n")
		writeBlock(&b, block)
	}
	return b.String()
}

func writeBlock(b *strings.Builder, block Block) {
	switch block := block.(type) {
	case Text:
		look := []string{fmt.Sprintf("%g pt", block.Size)}
		if block.Bold {
			look = append(look, "bold")
		}
		if block.Italic {
			look = append(look, "italic")
		}
		if block.Align != Left {
			look = append(look, map[Align]string{Centre: "centred", Right: "right", Justified: "justified"}[block.Align])
		}
		if block.Indent > 0 {
			look = append(look, fmt.Sprintf("indent %g mm", block.Indent))
		}
		if block.Outline > 0 {
			look = append(look, fmt.Sprintf("heading %d", block.Outline))
		}
		fmt.Fprintf(b, "(%s)\n", strings.Join(look, ", "))
		writeParagraphs(b, "", block.Paragraphs)
	case Table:
		writeTable(b, block)
	case Signature:
		fmt.Fprintf(b, "%s ________ %s\n", block.Office, block.Name)
	case Lines:
		fmt.Fprintf(b, "(%d ruled lines)\n", block.Count)
	case Code:
		fmt.Fprintf(b, "(QR code, %g mm: %s)\n", block.Side, block.Link)
		writeParagraphs(b, "", block.Caption)
	case Cards:
		folded := ""
		if block.Folded {
			folded = ", folded"
		}
		fmt.Fprintf(b, "(cards %g × %g mm%s)\n", block.Width, block.Height, folded)
		for _, c := range block.Cards {
			fmt.Fprintf(b, "[%s | %s | %s]\n", c.Over, c.Name, strings.Join(c.Under, " | "))
		}
	case PageBreak:
		b.WriteString("(new page)\n")
	}
}

func writeTable(b *strings.Builder, t Table) {
	kind := "table"
	if !t.Rules {
		kind = "side by side"
	}
	fmt.Fprintf(b, "(%s, %g pt)\n", kind, t.Size)
	var headings []string
	for _, c := range t.Columns {
		headings = append(headings, c.Heading)
	}
	if strings.Join(headings, "") != "" {
		fmt.Fprintf(b, "| %s |\n", strings.Join(headings, " | "))
	}
	if t.Numbered {
		for i := range t.Columns {
			fmt.Fprintf(b, "| %d ", i+1)
		}
		b.WriteString("|\n")
	}
	for _, r := range t.Rows {
		if r.Across != nil {
			writeParagraphs(b, "== ", r.Across)
			continue
		}
		b.WriteString("--\n")
		for i, c := range r.Cells {
			writeParagraphs(b, fmt.Sprintf("%d: ", i+1), c.Paragraphs)
			if len(c.Foot) > 0 {
				writeParagraphs(b, fmt.Sprintf("%d foot: ", i+1), c.Foot)
			}
			if len(c.Tracked) > 0 {
				writeParagraphs(b, fmt.Sprintf("%d tracked (%s): ", i+1, c.Author), c.Tracked)
			}
		}
	}
}

func writeParagraphs(b *strings.Builder, before string, ps []Paragraph) {
	for _, p := range ps {
		b.WriteString(before)
		if p.Lang == act.Kazakh {
			b.WriteString("[kk] ")
		}
		for _, r := range p.Runs {
			switch r.Mark {
			case Struck:
				b.WriteString("[-" + r.Text + "-]")
			case Added:
				b.WriteString("{+" + r.Text + "+}")
			case Strong:
				b.WriteString("*" + r.Text + "*")
			default:
				b.WriteString(r.Text)
			}
		}
		switch p.End {
		case Struck:
			b.WriteString(" [-¶-]")
		case Added:
			b.WriteString(" {+¶+}")
		}
		b.WriteString("\n")
	}
}
