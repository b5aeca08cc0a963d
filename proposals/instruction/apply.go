package instruction

import (
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// Apply carries out instructions on an expression and returns the expression as amended with a result for each. The given
// expression stays as it is. An instruction is carried out whole or not at all, and one that fails stops none of the others.
// Ordinals of абзацы are those of the text before the amending act. Excluded units are gone whole, unless KeepNumbers leaves
// their numbers.
func Apply(e *act.Expression, profile act.Profile, instructions []Instruction, opts ...Option) (*act.Expression, []Result) {
	isMeant, byContent := meant(e, profile, instructions)
	w := &worker{lookup: newLookup(clone(e.Provisions), profile), lang: e.Lang, touched: make(map[*act.Provision]bool)}
	for _, set := range opts {
		set(w)
	}
	results := make([]Result, 0, len(instructions))
	for _, in := range instructions {
		r := w.carryOut(in, isMeant)
		if byContent && r.Status == Applied {
			r.Remarks = append(r.Remarks, RemarkActByContent)
		}
		results = append(results, r)
	}
	amended := &act.Expression{Title: e.Title, Number: e.Number, Lang: e.Lang, Date: e.Date, Preface: e.Preface, Notes: e.Notes}
	amended.Provisions = w.settled()
	return amended, results
}

// wordingOf joins the wording of units, one structural unit a line.
func wordingOf(provisions []*act.Provision) string {
	lines := make([]string, len(provisions))
	for i, p := range provisions {
		lines[i] = p.Wording()
	}
	return strings.Join(lines, "\n")
}

func clone(provisions []*act.Provision) []*act.Provision {
	copies := make([]*act.Provision, len(provisions))
	for i, p := range provisions {
		c := *p
		c.Children = clone(p.Children)
		asStub(&c)
		copies[i] = &c
	}
	return copies
}

// worker carries out instructions one after another on one tree.
type worker struct {
	lookup *lookup
	lang   act.Lang
	// remarks of the instruction at work.
	remarks []string
	// undo takes back what the instruction at work has done, the last first.
	undo    []func()
	rebuild bool // units came or went
	touched map[*act.Provision]bool
	// keeps tells that numbers of excluded units stay, with a remark that names the act by.
	keeps bool
	by    Citation
}

// carryOut carries out one instruction; isMeant says why an act is not the amended one, by the name it is given.
func (w *worker) carryOut(in Instruction, isMeant func(name string) *refusal) Result {
	r := Result{Item: in.N, Raw: in.Raw, Status: Failed}
	if len(in.Modifications) == 0 {
		r.Reason = ReasonNotUnderstood
		return r
	}
	r.Kind, r.Address = in.Modifications[0].Kind, spoken(in.Modifications[0], in.Lang)
	if no := isMeant(in.Act); no != nil {
		r.Reason, r.Candidates = no.code, no.candidates
		return r
	}
	w.undo, w.rebuild, w.remarks = nil, false, nil
	for i := range in.Modifications {
		if no := w.modify(&in.Modifications[i], &r); no != nil {
			for _, back := range slices.Backward(w.undo) {
				back()
			}
			if w.rebuild {
				fresh, slots := w.lookup.fresh, w.lookup.slots
				w.lookup = newLookup(w.lookup.root.Children, w.lookup.profile)
				w.lookup.fresh, w.lookup.slots = fresh, slots
			}
			r.Reason, r.Candidates, r.EIDs = no.code, no.candidates, nil
			if m := in.Modifications[i]; i > 0 && no.at < len(m.Addresses) {
				// What was found of the operations before is taken back: the candidates are those of the text as it stands.
				if _, again := w.lookup.find(m.Addresses[no.at]); again != nil {
					r.Candidates = again.candidates
				}
			}
			if m := in.Modifications[i]; no.at < len(m.Addresses) && (len(m.Addresses) > 1 || i > 0) {
				r.Where = spoken(Modification{Addresses: m.Addresses[no.at : no.at+1]}, in.Lang)
			}
			return r
		}
	}
	r.Status, r.Remarks = Applied, w.remarks
	return r
}

func (w *worker) modify(m *Modification, r *Result) *refusal {
	addresses := m.Addresses
	if len(addresses) == 0 {
		addresses = []Address{{}}
	}
	targets := make([]target, len(addresses))
	for i, a := range addresses {
		t, no := w.lookup.find(a)
		if no != nil {
			no.at = i
			return no
		}
		if isStub(t.unit) && t.unit != w.lookup.root {
			return &refusal{code: ReasonAlreadyRepealed, at: i}
		}
		targets[i] = t
		if t.otherwise {
			w.remark(RemarkCalledOtherwise)
		}
		if t.unit.EID != "" {
			r.EIDs = append(r.EIDs, t.unit.EID)
		}
	}
	switch {
	case m.Kind == Suspension:
		return refuse(ReasonTemporary)
	case m.Kind == Renumbering:
		return w.renumber(targets, m.Places)
	case m.Kind == Replacement:
		return w.replaceUnits(targets, m.New)
	case m.Kind == Insertion && m.Subject == Units:
		return w.insertUnits(targets[0], m.Places, m.New)
	case m.Kind == Insertion:
		return w.insertWords(targets, m)
	case m.Subject == Units:
		return w.repealUnits(targets, m.Kind)
	}
	return w.replaceQuotes(targets, m.Quotes, m.After)
}

func (w *worker) remark(code string) {
	if !slices.Contains(w.remarks, code) {
		w.remarks = append(w.remarks, code)
	}
}

// setText changes words; it can be taken back.
func (w *worker) setText(owner *act.Provision, text *string, to string) {
	before := *text
	w.undo = append(w.undo, func() { *text = before })
	*text = to
	w.touch(owner)
}

// setSlots remembers which sentences are where; it can be taken back.
func (w *worker) setSlots(t target, to []int) {
	key := slotKey{t.unit, t.scope}
	before := w.lookup.slots[key]
	w.undo = append(w.undo, func() { w.lookup.slots[key] = before })
	w.lookup.slots[key] = to
}

// setChildren changes what stands below a unit; it can be taken back.
func (w *worker) setChildren(p *act.Provision, to []*act.Provision) {
	before := p.Children
	w.undo = append(w.undo, func() { p.Children = before })
	p.Children = to
	w.rebuild = true
	w.touch(p)
}

// touch remembers the article that holds a changed unit: its structure is read anew at the end.
func (w *worker) touch(p *act.Provision) {
	for ; p != nil; p = w.lookup.parents[p] {
		if p.Level == act.LevelArticle {
			w.touched[p] = true
			return
		}
	}
}

// settled reads the changed articles anew, so that their structure, ordinals and eIds are those of the text as it now
// stands. The editors' remarks stay at the units they were printed at.
func (w *worker) settled() []*act.Provision {
	for article := range w.touched {
		parent := w.lookup.parents[article]
		if parent == nil || strings.Contains(article.EID, "__") {
			continue // repealed in the end, or an article of an annex, whose eId is not its own
		}
		text := article.Wording()
		read := source.ReadWording(text, w.lang, w.lookup.profile)
		if len(read) != 1 || read[0].Level != act.LevelArticle || read[0].Wording() != text {
			continue
		}
		keepNotes(article, read[0])
		if i := slices.Index(parent.Children, article); i >= 0 {
			parent.Children[i] = read[0]
		}
	}
	return w.lookup.root.Children
}

func keepNotes(from, to *act.Provision) {
	units := make(map[string]*act.Provision)
	to.Walk(func(p *act.Provision) { units[p.EID] = p })
	from.Walk(func(p *act.Provision) {
		if len(p.Notes) == 0 {
			return
		}
		if same := units[p.EID]; same != nil {
			same.Notes = append(same.Notes, p.Notes...)
			return
		}
		to.Notes = append(to.Notes, p.Notes...)
	})
}
