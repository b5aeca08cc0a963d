package act

import "strings"

// Wording returns the plain text of a provision with everything below it, one structural unit a line, as the official
// editions print it. A unit that has a title line and words of its own gives two lines. Editors' notes are left out.
func (p *Provision) Wording() string {
	var b strings.Builder
	first := true
	p.eachLine(func(line string) {
		if !first {
			b.WriteByte('\n')
		}
		first = false
		b.WriteString(line)
	})
	return b.String()
}

// Lines returns the printed lines of the provision alone, without what stands below it: none, one or two (a table gives
// one a row).
func (p *Provision) Lines() []string {
	var lines []string
	p.ownLines(func(line string) { lines = append(lines, line) })
	return lines
}

// Walk calls visit for the provision and everything below it in the order of the text.
func (p *Provision) Walk(visit func(*Provision)) {
	visit(p)
	for _, child := range p.Children {
		child.Walk(visit)
	}
}

func (p *Provision) eachLine(yield func(string)) {
	p.Walk(func(unit *Provision) { unit.ownLines(yield) })
}

func (p *Provision) ownLines(yield func(string)) {
	if p.Level == LevelTable {
		for _, row := range strings.Split(p.Text, "\n") {
			yield(row)
		}
		return
	}
	head := p.Label
	if p.Heading != "" {
		head = join(head, p.Heading)
	}
	if p.Text != "" && p.Heading == "" && !p.textBelowLabel() {
		yield(join(head, p.Text))
		return
	}
	if head != "" {
		yield(head)
	}
	if p.Text != "" {
		yield(p.Text)
	}
}

// textBelowLabel reports whether the words of a unit without heading stand on the line after its label. So it is in acts
// whose articles have a bare «Статья 9» above their text, and in annexes; «Статья 1. Внести …» has its words in the same
// line.
func (p *Provision) textBelowLabel() bool {
	return p.Label != "" && (p.Level == LevelArticle && !strings.HasSuffix(p.Label, ".") || p.Level == LevelAnnex)
}

func join(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	}
	return a + " " + b
}
