package instruction

import (
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// NotExpressible is the error of DeriveText when no instruction turns the old text into the new one.
type NotExpressible struct {
	// Unit is the label of the unit that stands in the way.
	Unit string
}

func (e *NotExpressible) Error() string { return "instruction: not expressible: " + e.Unit }

// derive finds the shortest official instructions that turn the old units into the new ones, both of one act in one
// language. Words are quoted as far as they must be to be found in the addressed unit and no further; where more than half
// of a unit has changed, or where quoting would be longer than the text, the unit gets a new wording. What is derived was
// tried: applied to the old units it gives the new ones. A number that stands without its words, or with a remark on its
// exclusion, is an excluded unit (480-V art. 27(6)), and so is one that is not there at all. Equal units give no
// modification. The error is *NotExpressible.
func derive(old, new []*act.Provision, lang act.Lang, profile act.Profile) ([]Modification, error) {
	old, new = standing(old), standing(new)
	want := wordingOf(new)
	if wordingOf(old) == want {
		return nil, nil
	}
	d := &deriver{lang: lang, profile: profile}
	mods, ok := d.children(nil, nil, old, new)
	if !ok || !d.gives(old, mods, want) {
		// An article that goes to another chapter needs the chapter's name.
		d.named = true
		mods, ok = d.children(nil, nil, old, new)
		ok = ok && d.gives(old, mods, want)
		d.named = false
	}
	if !ok {
		var err error
		if mods, err = d.coarse(old, new, want); err != nil {
			return nil, err
		}
	}
	for _, merge := range []func([]Modification) []Modification{mergeAddresses, mergeReplacements} {
		if merged := merge(mods); len(merged) < len(mods) && d.gives(old, merged, want) {
			mods = merged
		}
	}
	return mods, nil
}

// mergeReplacements gives units that stand next to each other their new wording in one sentence: «подпункты 1) и 2) изложить
// в следующей редакции: …».
func mergeReplacements(mods []Modification) []Modification {
	var merged []Modification
	for _, m := range mods {
		n := len(merged)
		if n == 0 || m.Kind != Replacement || merged[n-1].Kind != Replacement || len(m.Addresses) != 1 {
			merged = append(merged, m)
			continue
		}
		last := &merged[n-1]
		addresses := append(slices.Clone(last.Addresses), m.Addresses[0])
		unit := m.Addresses[0][len(m.Addresses[0])-1].Unit
		if !siblings(addresses) || unit == UnitSentence || unit == UnitArticle {
			merged = append(merged, m)
			continue
		}
		last.Addresses, last.New = addresses, last.New+"\n"+m.New
	}
	return merged
}

// mergeAddresses lets one sentence order the same change of words in several units: «в абзаце втором статьи 177 и абзаце
// втором статьи 178 слова «…» исключить».
func mergeAddresses(mods []Modification) []Modification {
	type order struct {
		kind    Kind
		subject Subject
		quote   Quote
	}
	first := make(map[order]int)
	var merged []Modification
	for _, m := range mods {
		if m.Subject == Units || len(m.Quotes) != 1 || len(m.Addresses) != 1 {
			merged = append(merged, m)
			continue
		}
		key := order{m.Kind, m.Subject, m.Quotes[0]}
		if at, ok := first[key]; ok {
			merged[at].Addresses = append(merged[at].Addresses, m.Addresses[0])
			continue
		}
		first[key] = len(merged)
		merged = append(merged, m)
	}
	return merged
}

// DeriveText is derive for plain texts, one structural unit a line: of an article, of several, or of units of one.
func DeriveText(old, new string, lang act.Lang, profile act.Profile) ([]Modification, error) {
	return derive(source.ReadWording(old, lang, profile), source.ReadWording(new, lang, profile), lang, profile)
}

// standing leaves out units of which only the number stands, with a remark or bare: they are repealed.
func standing(provisions []*act.Provision) []*act.Provision {
	kept := make([]*act.Provision, 0, len(provisions))
	for _, p := range provisions {
		if isStub(p) {
			continue
		}
		if len(p.Children) > 0 {
			c := *p
			c.Children = standing(p.Children)
			p = &c
		}
		kept = append(kept, p)
	}
	return kept
}

type deriver struct {
	lang    act.Lang
	profile act.Profile
	// named tells to name the chapter that a new article joins.
	named bool
}

// gives reports whether modifications, spoken and read again, turn the old units into the wanted text.
func (d *deriver) gives(old []*act.Provision, mods []Modification, want string) bool {
	instructions := make([]Instruction, 0, len(mods))
	for _, m := range mods {
		read, problems := Parse(Phrase(m, d.lang), d.lang)
		if len(problems) > 0 || len(read) != 1 {
			return false
		}
		instructions = append(instructions, read[0])
	}
	e := &act.Expression{Lang: d.lang, Provisions: old}
	amended, results := Apply(e, d.profile, instructions)
	for _, r := range results {
		if r.Status != Applied {
			return false
		}
	}
	return wordingOf(amended.Provisions) == want
}

// coarse tries each unit of the top on its own and gives a new wording to those for which nothing finer is right.
func (d *deriver) coarse(old, new []*act.Provision, want string) ([]Modification, error) {
	pairs := pairUnits(old, new)
	var mods []Modification
	for _, p := range pairs {
		if p.old == nil || p.new == nil || p.old.Wording() == p.new.Wording() {
			continue
		}
		step, ok := stepTo(nil, p.old, d.profile)
		if !ok {
			return nil, &NotExpressible{p.old.Label}
		}
		a := Address{step}
		fine, ok := d.unit(a, p.old, p.new)
		if !ok || !d.gives([]*act.Provision{p.old}, fine, p.new.Wording()) {
			fine = []Modification{replacement(a, p.new)}
		}
		mods = append(mods, fine...)
	}
	rest, ok := d.comings(nil, nil, pairs)
	if !ok || !d.gives(old, append(mods, rest...), want) {
		if len(old) == 0 {
			return nil, &NotExpressible{}
		}
		return nil, &NotExpressible{strings.TrimSpace(old[0].Label + " " + old[0].Heading)}
	}
	return append(mods, rest...), nil
}

func replacement(a Address, p *act.Provision) Modification {
	return Modification{Kind: Replacement, Subject: Units, Addresses: []Address{a}, New: p.Wording()}
}

// unit derives what changes one unit into another of the same place; false when only a new wording of a larger unit can.
func (d *deriver) unit(a Address, old, new *act.Provision) ([]Modification, bool) {
	before, after := old.Wording(), new.Wording()
	if before == after {
		return nil, true
	}
	whole := []Modification{replacement(a, new)}
	if isContainer(old.Level) {
		return d.inside(a, old, new)
	}
	if old.Label != new.Label || old.Level != new.Level {
		return whole, true
	}
	if gone, come := changedShare(before, after); gone > half && (come > 0 || len(old.Children) == 0) || gone > 0 && come > half {
		// Units that only go need no new wording of what holds them.
		return whole, true
	}
	if m, ok := d.throughout(a, old, before, after); ok {
		return []Modification{m}, true
	}
	mods, ok := d.inside(a, old, new)
	if !ok || longer(mods, whole[0], d.lang) {
		return whole, true
	}
	if !d.leads(a, old, mods, after) {
		return whole, true
	}
	return mods, true
}

// leads tries what was derived for one unit: the smallest unit for which it is not right gets the new wording. Below an
// article only units that come, go or change places are tried; words were, when they were quoted.
func (d *deriver) leads(a Address, old *act.Provision, mods []Modification, after string) bool {
	if old.Level == act.LevelArticle {
		return d.gives([]*act.Provision{old}, mods, after)
	}
	if !slices.ContainsFunc(mods, func(m Modification) bool { return m.Subject == Units && m.Kind != Replacement }) {
		return true
	}
	alone := Address{{Unit: UnitArticle, Num: "1"}, a[len(a)-1]}
	tried := slices.Clone(mods)
	for i := range tried {
		addresses := make([]Address, len(tried[i].Addresses))
		for j, at := range tried[i].Addresses {
			if len(at) < len(a) {
				return true
			}
			addresses[j] = alone.with(at[len(a):]...)
		}
		tried[i].Addresses = addresses
	}
	label := "Статья 1."
	if d.lang == act.Kazakh {
		label = "1-бап."
	}
	article := &act.Provision{Level: act.LevelArticle, Num: "1", Label: label, Children: []*act.Provision{old}}
	return d.gives([]*act.Provision{article}, tried, label+"\n"+after)
}

// maxThroughout bounds the pairs of words that one sentence replaces «по всему тексту».
const maxThroughout = 4

// throughout derives one order for an article in which the same words gave way everywhere: «по всему тексту статьи 4 слова
// «а», «А» заменить соответственно словами «б», «Б»». A word that was changed once only is quoted at its place.
func (d *deriver) throughout(a Address, old *act.Provision, before, after string) (Modification, bool) {
	if old.Level != act.LevelArticle {
		return Modification{}, false
	}
	changes := changesOf(before, after)
	counts := make(map[Quote]int)
	var quotes []Quote
	for _, c := range changes {
		q := Quote{strings.TrimSpace(before[c.from:c.to]), strings.TrimSpace(after[c.newFrom:c.newTo])}
		if !hasWord(q.Old) || !hasWord(q.New) || !balanced(q.Old) || !balanced(q.New) || strings.Contains(q.Old+q.New, "\n") {
			return Modification{}, false
		}
		if counts[q]++; counts[q] == 1 {
			quotes = append(quotes, q)
		}
	}
	if len(quotes) > maxThroughout || len(changes) < 2*len(quotes) {
		return Modification{}, false
	}
	m := Modification{Kind: Substitution, Subject: Words, Addresses: []Address{a.with(Step{Unit: UnitWhole})}, Quotes: quotes}
	if len(quotes) == 1 && isFigures(quotes[0].Old) {
		m.Subject = Figures
	}
	return m, d.gives([]*act.Provision{old}, []Modification{m}, after)
}

func isContainer(level act.Level) bool {
	switch level {
	case act.LevelPart, act.LevelTitle, act.LevelSubtitle, act.LevelChapter, act.LevelSection, act.LevelAnnex:
		return true
	}
	return false
}

// longer reports whether many small changes take more words than the new wording itself.
func longer(mods []Modification, whole Modification, lang act.Lang) bool {
	if len(mods) < 3 {
		return false
	}
	n := 0
	for _, m := range mods {
		n += len(Phrase(m, lang))
	}
	return n > len(Phrase(whole, lang))*3/2
}

// inside derives the changes of a unit's heading, of its own words and of what stands below it.
func (d *deriver) inside(a Address, old, new *act.Provision) ([]Modification, bool) {
	var mods []Modification
	if old.Heading != new.Heading {
		if old.Heading == "" || new.Heading == "" {
			return nil, false
		}
		mods = append(mods, d.heading(a.with(Step{Unit: UnitHeading}), old, new)...)
	}
	if old.Text != new.Text {
		own, ok := d.ownText(ownAddress(a, old), old, new)
		if !ok {
			return nil, false
		}
		mods = append(mods, own...)
	}
	below, ok := d.children(a, old, old.Children, new.Children)
	if !ok {
		return nil, false
	}
	return append(mods, below...), true
}

func (d *deriver) heading(a Address, old, new *act.Provision) []Modification {
	if !mostlyChanged(old.Heading, new.Heading) {
		if mods, ok := quotedChanges(a, old.Heading, new.Heading); ok {
			return mods
		}
	}
	line := strings.TrimSpace(new.Label + " " + new.Heading)
	return []Modification{{Kind: Replacement, Subject: Units, Addresses: []Address{a}, New: line}}
}

// ownAddress is the smallest address of the words that a unit begins with: «абзац первый части второй» where a list
// follows, «часть первая пункта 1» where other части follow.
func ownAddress(a Address, p *act.Provision) Address {
	list, parts := false, false
	for _, c := range p.Children {
		switch {
		case c.Level == act.LevelSubparagraph || c.Level == act.LevelNote:
			parts = true
		case !parts:
			list = true
		}
	}
	if parts {
		a = a.with(Step{Unit: UnitPart, Num: "1"})
	}
	if list {
		a = a.with(Step{Unit: UnitIndent, Num: "1"})
	}
	return a
}

func (d *deriver) ownText(a Address, old, new *act.Provision) ([]Modification, bool) {
	if old.Text == "" || new.Text == "" {
		return nil, false
	}
	if !mostlyChanged(old.Text, new.Text) {
		if mods, ok := quotedChanges(a, old.Text, new.Text); ok {
			return mods, true
		}
	}
	if old.Level == act.LevelArticle && len(old.Children) == 0 {
		return nil, false
	}
	line := new.Text
	if old.Heading == "" && old.Label != "" {
		line = new.Label + " " + new.Text
	}
	return []Modification{{Kind: Replacement, Subject: Units, Addresses: []Address{a}, New: line}}, true
}

// half is the share of changed words from which a unit gets a new wording (480-V art. 26(9)).
const half = 0.5

// mostlyChanged reports whether more than half of the words of a text are gone, or of a new text that lost some are new.
func mostlyChanged(old, new string) bool {
	gone, come := changedShare(old, new)
	return gone > half || gone > 0 && come > half
}

// changedShare gives the share of the words of an old text that are gone and of a new text that are new.
func changedShare(old, new string) (gone, come float64) {
	var kept, out, in int
	for _, op := range redline.Compare(old, new) {
		n := len(strings.Fields(op.Text))
		switch op.Kind {
		case redline.Equal:
			kept += n
		case redline.Delete:
			out += n
		case redline.Insert:
			in += n
		}
	}
	return float64(out) / float64(max(1, kept+out)), float64(in) / float64(max(1, kept+in))
}
