package akn

import "talqy/proposals/act"

// maxUnits is how deep units may stand in one another, so that what is written can be read again: a unit takes one element,
// and around and in it stand ten at most (an annex with a table).
const maxUnits = MaxDepth - 10

// check looks for what would make the document invalid or another act when read again.
func check(e *act.Expression, meta Meta) error {
	c := checker{taken: map[string]bool{"kz": true, "talqy": true}}
	c.text("", append([]string{e.Title, e.Number, string(meta.Profile)}, e.Preface...)...)
	c.notes("", e.Notes)
	for _, p := range e.Provisions {
		c.unit(p, 1)
	}
	if c.err != nil {
		return c.err
	}
	return nil
}

type checker struct {
	taken map[string]bool
	err   *Error
}

func (c *checker) unit(p *act.Provision, depth int) {
	switch {
	case c.err != nil:
		return
	case depth > maxUnits:
		c.err = refuse(CodeTooDeep, "line", 0, "limit", maxUnits)
		return
	case !hierarchy[p.Level] && !named[p.Level]:
		c.err = refuse(CodeLevel, "eid", p.EID, "level", string(p.Level))
		return
	case !isEID(p.EID) || c.taken[p.EID]:
		c.err = refuse(CodeEID, "line", 0, "eid", p.EID)
		return
	}
	c.taken[p.EID] = true
	c.text(p.EID, p.EID, p.Num, p.Label, p.Heading, p.Text)
	c.notes(p.EID, p.Notes)
	for _, child := range p.Children {
		c.unit(child, depth+1)
	}
}

func (c *checker) notes(eid string, notes []act.Note) {
	for _, n := range notes {
		c.text(eid, string(n.Kind), n.Text)
	}
}

func (c *checker) text(eid string, texts ...string) {
	for _, text := range texts {
		if stray := strayCharacter(text); stray != "" && c.err == nil {
			c.err = refuse(CodeCharacter, "eid", eid, "character", stray)
		}
	}
}
