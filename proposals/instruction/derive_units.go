package instruction

import (
	"slices"
	"strconv"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/redline"
)

// unitPair is a unit before and after; one is nil where a unit came or went.
type unitPair struct{ old, new *act.Provision }

// children derives the changes of a list of units below one address.
func (d *deriver) children(a Address, holder *act.Provision, old, new []*act.Provision) ([]Modification, bool) {
	pairs := pairUnits(old, new)
	var mods []Modification
	for _, p := range pairs {
		if p.old == nil || p.new == nil {
			continue
		}
		at, ok := d.addressOf(a, p.old)
		if !ok && isContainer(p.old.Level) && p.old.Heading == p.new.Heading && p.old.Text == p.new.Text {
			// «Особенная часть» goes by its name: nothing is addressed through it.
			below, ok := d.children(nil, p.old, p.old.Children, p.new.Children)
			if !ok {
				return nil, false
			}
			mods = append(mods, below...)
			continue
		}
		if !ok {
			if p.old.Wording() != p.new.Wording() {
				return nil, false
			}
			continue
		}
		renumbered := *p.new
		if p.old.Num != p.new.Num && !counted(p.old.Level) {
			renumbered.Num, renumbered.Label = p.old.Num, p.old.Label
		}
		below, ok := d.unit(at, p.old, &renumbered)
		if !ok {
			return nil, false
		}
		mods = append(mods, below...)
	}
	rest, ok := d.comings(a, holder, pairs)
	return append(mods, rest...), ok
}

// addressOf is the address of a unit below another. Articles are numbered through the act and need nothing above them.
func (d *deriver) addressOf(a Address, p *act.Provision) (Address, bool) {
	step, ok := stepTo(a, p, d.profile)
	if !ok {
		return nil, false
	}
	switch step.Unit {
	case UnitArticle, UnitChapter, UnitTitle:
		return Address{step}, true
	}
	return a.with(step), true
}

// comings derives repeals, new numbers and new units, in this order, so that a number is free before it is given.
func (d *deriver) comings(a Address, holder *act.Provision, pairs []unitPair) ([]Modification, bool) {
	var gone, renumbered, come []unitPair
	for _, p := range pairs {
		switch {
		case p.new == nil:
			gone = append(gone, p)
		case p.old == nil:
			come = append(come, p)
		case p.old.Num != p.new.Num && !counted(p.old.Level):
			renumbered = append(renumbered, p)
		}
	}
	var mods []Modification
	for _, group := range byLevel(gone, func(p unitPair) *act.Provision { return p.old }) {
		m := Modification{Kind: Repeal, Subject: Units}
		for _, p := range group {
			at, ok := d.addressOf(a, p.old)
			if !ok {
				return nil, false
			}
			m.Addresses = append(m.Addresses, at)
		}
		mods = append(mods, m)
	}
	for _, group := range byLevel(renumbered, func(p unitPair) *act.Provision { return p.old }) {
		m := Modification{Kind: Renumbering, Subject: Units}
		for _, p := range group {
			at, _ := d.addressOf(a, p.old)
			to, _ := stepTo(a, p.new, d.profile)
			m.Addresses, m.Places = append(m.Addresses, at), append(m.Places, to)
		}
		mods = append(mods, m)
	}
	for _, group := range byLevel(come, func(p unitPair) *act.Provision { return p.new }) {
		added, ok := d.insertions(a, holder, group, pairs, len(gone) > 0)
		if !ok {
			return nil, false
		}
		mods = append(mods, added...)
	}
	return mods, true
}

// insertions derives new units of one level: numbered ones in one sentence, counted ones by the ordinal they will have.
func (d *deriver) insertions(a Address, holder *act.Provision, come, pairs []unitPair, gone bool) ([]Modification, bool) {
	m := Modification{Kind: Insertion, Subject: Units}
	if len(a) > 0 && come[0].new.Level != act.LevelArticle {
		m.Addresses = []Address{a}
	}
	if holder != nil && isContainer(holder.Level) && come[0].new.Level == act.LevelArticle {
		m.Addresses = nil
		if d.named && len(a) > 0 {
			m.Addresses = []Address{a}
		}
	}
	var lines []string
	first := 0
	if counted(come[0].new.Level) {
		// Two runs of new абзацы, or new ones beside repealed ones, would be counted by each reader in another way.
		if first = run(come, pairs); first == 0 || gone {
			return nil, false
		}
	}
	for i, p := range come {
		step, ok := stepTo(a, p.new, d.profile)
		if !ok {
			return nil, false
		}
		if first > 0 {
			step.Num = strconv.Itoa(first + i)
		}
		m.Places = append(m.Places, step)
		lines = append(lines, p.new.Wording())
	}
	m.New = strings.Join(lines, "\n")
	return []Modification{m}, true
}

// run gives the ordinal of new counted units that stand in one run; 0 when they do not, or when a reader could not count.
func run(come, pairs []unitPair) int {
	ordinal, inRun, ended, next := 0, false, false, 2
	for _, p := range pairs {
		if p.new == nil || p.new.Level != come[0].new.Level {
			continue
		}
		if p.old == nil {
			if ended {
				return 0
			}
			if !inRun {
				inRun, ordinal = true, next
			}
			continue
		}
		if p.old.Level != p.new.Level {
			return 0
		}
		ended = inRun
		n, _ := strconv.Atoi(p.old.Num)
		next = n + 1
	}
	return ordinal
}

// byLevel parts pairs into groups of units of one level, in the order of the text.
func byLevel(pairs []unitPair, unit func(unitPair) *act.Provision) [][]unitPair {
	var groups [][]unitPair
	at := make(map[act.Level]int)
	for _, p := range pairs {
		level := unit(p).Level
		i, ok := at[level]
		if !ok {
			i = len(groups)
			at[level] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

// pairUnits pairs the units of two lists in the order of the text. Numbered units go by number; where more of them have
// kept their words than their numbers, they go by their words and are renumbered. Counted units go by their words.
func pairUnits(old, new []*act.Provision) []unitPair {
	same := make([][2]int, 0, len(old))
	byWords := commonRun(old, new, func(a, b *act.Provision) bool { return a.Level == b.Level && body(a) == body(b) })
	moved := 0
	for _, m := range byWords {
		if !counted(old[m[0]].Level) && old[m[0]].Num != new[m[1]].Num {
			moved++
		}
	}
	if moved > 0 && !sameNumbers(old, new) && moved > keptNumbers(old, new)-(len(byWords)-moved) {
		same = byWords
	} else {
		same = append(same, commonRun(old, new, func(a, b *act.Provision) bool {
			if a.Level != b.Level {
				return false
			}
			if counted(a.Level) || a.Num == "" {
				return a.Wording() == b.Wording()
			}
			return a.Num == b.Num
		})...)
	}
	var pairs []unitPair
	i, j := 0, 0
	for _, m := range append(same, [2]int{len(old), len(new)}) {
		pairs = append(pairs, pairGap(old[i:m[0]], new[j:m[1]])...)
		if m[0] < len(old) && m[1] < len(new) {
			pairs = append(pairs, unitPair{old[m[0]], new[m[1]]})
		}
		i, j = m[0]+1, m[1]+1
	}
	return pairs
}

// sameNumbers reports whether two lists have the same numbers in the same order: units that changed places inside the list
// get new wordings, their numbers stay as they are.
func sameNumbers(old, new []*act.Provision) bool {
	return slices.EqualFunc(old, new, func(a, b *act.Provision) bool { return a.Level == b.Level && a.Num == b.Num })
}

// keptNumbers counts the units that have both number and words as before.
func keptNumbers(old, new []*act.Provision) int {
	words := make(map[string]string)
	for _, p := range old {
		words[string(p.Level)+p.Num] = body(p)
	}
	n := 0
	for _, p := range new {
		if b, ok := words[string(p.Level)+p.Num]; ok && b == body(p) {
			n++
		}
	}
	return n
}

// body is the wording of a unit without its number and without the mark at its end, which changes with its place in a list.
func body(p *act.Provision) string {
	return strings.TrimRight(strings.TrimPrefix(p.Wording(), p.Label), endMarks)
}

// pairGap pairs the units between two that stayed: by number, and counted ones that are alike in their order.
func pairGap(old, new []*act.Provision) []unitPair {
	var pairs []unitPair
	j := 0
	for _, o := range old {
		found := -1
		for k := j; k < len(new); k++ {
			if partners(o, new[k]) {
				found = k
				break
			}
		}
		if found < 0 {
			pairs = append(pairs, unitPair{old: o})
			continue
		}
		for ; j < found; j++ {
			pairs = append(pairs, unitPair{new: new[j]})
		}
		pairs = append(pairs, unitPair{o, new[found]})
		j = found + 1
	}
	for ; j < len(new); j++ {
		pairs = append(pairs, unitPair{new: new[j]})
	}
	return pairs
}

func partners(a, b *act.Provision) bool {
	if a.Level != b.Level {
		return false
	}
	if !counted(a.Level) && a.Num != "" {
		return a.Num == b.Num
	}
	if !counted(a.Level) {
		return true // the note, the preamble, the table of a unit
	}
	return alikeness(a.Wording(), b.Wording()) > 0.4
}

// alikeness is the share of words that two texts have in common.
func alikeness(a, b string) float64 {
	kept, all := 0, 0
	for _, op := range redline.Compare(a, b) {
		n := len(strings.Fields(op.Text))
		if op.Kind == redline.Equal {
			kept += 2 * n
			all += 2 * n
		} else {
			all += n
		}
	}
	if all == 0 {
		return 1
	}
	return float64(kept) / float64(all)
}

// commonRun is the longest common run of two lists under an equality, as index pairs. Equal beginnings and ends are taken
// first, so that a whole code with few changes costs little.
func commonRun(old, new []*act.Provision, equal func(a, b *act.Provision) bool) [][2]int {
	var head, tail [][2]int
	from := 0
	for from < len(old) && from < len(new) && equal(old[from], new[from]) {
		head = append(head, [2]int{from, from})
		from++
	}
	n, m := len(old), len(new)
	for n > from && m > from && equal(old[n-1], new[m-1]) {
		n, m = n-1, m-1
		tail = append(tail, [2]int{n, m})
	}
	rows, cols := n-from, m-from
	best := make([][]int, rows+1)
	for i := range best {
		best[i] = make([]int, cols+1)
	}
	same := make([][]bool, rows)
	for i := rows - 1; i >= 0; i-- {
		same[i] = make([]bool, cols)
		for j := cols - 1; j >= 0; j-- {
			same[i][j] = equal(old[from+i], new[from+j])
			if same[i][j] {
				best[i][j] = best[i+1][j+1] + 1
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < rows && j < cols; {
		switch {
		case same[i][j]:
			head = append(head, [2]int{from + i, from + j})
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	for k := len(tail) - 1; k >= 0; k-- {
		head = append(head, tail[k])
	}
	return head
}
