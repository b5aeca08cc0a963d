package redline_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"talqy/proposals/redline"
)

// Words of law, short ones among them, for generated lists and edits.
var (
	subjects = strings.Fields("прокурор следователь суд акимат приют опекун адвокат переводчик врач пострадавший орган комиссия инспектор свидетель эксперт")
	verbs    = strings.Fields("проверяет устанавливает направляет утверждает ведёт обеспечивает извещает назначает хранит отменяет бекітеді тексереді жібереді")
	objects  = strings.Fields("отчёт план реестр журнал запрос порядок решение договор жилище питание одежду лечение билет справку защиту")
	small    = strings.Fields("и в на до по за из при или мен үшін")
	times    = strings.Fields("ежегодно немедленно бесплатно письменно устно повторно лично заранее совместно отдельно")
)

func pick(r *rand.Rand, words []string) string { return words[r.IntN(len(words))] }

// sentence makes n words, different enough from other sentences to be told apart.
func sentence(r *rand.Rand, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = pick(r, [][]string{subjects, verbs, objects, small, times}[r.IntN(5)])
	}
	return out
}

func list(items []string) string {
	var b strings.Builder
	for i, item := range items {
		fmt.Fprintf(&b, "%d) %s", i+1, item)
		b.WriteString(map[bool]string{true: ".\n", false: ";\n"}[i == len(items)-1])
	}
	return b.String()
}

// An inserted, removed or moved subpoint never colours the words of its neighbours, whatever numbers they get.
func TestNeighboursAreNotColoured(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 2000 {
		items := make([]string, 3+r.IntN(12))
		for i := range items {
			items[i] = strings.Join(append(sentence(r, 3+r.IntN(8)), fmt.Sprintf("по списку %c%d", 'А'+rune(i), round%7)), " ")
		}
		changed := slices.Clone(items)
		at := r.IntN(len(items))
		var touched string
		switch r.IntN(3) {
		case 0:
			touched = "совсем новое правило о надзоре"
			changed = slices.Insert(changed, at, touched)
		case 1:
			touched = changed[at]
			changed = slices.Delete(changed, at, at+1)
		default:
			touched = changed[at]
			changed = slices.Delete(changed, at, at+1)
			changed = slices.Insert(changed, r.IntN(len(changed)+1), touched)
		}
		old, new := list(items), list(changed)
		checkLaws(t, old, new)
		coloured := 0
		for _, c := range redline.Changes(redline.Compare(old, new)) {
			if c.Kind == redline.Renumbered || strings.Trim(c.Deleted+c.Inserted, ".;\n") == "" {
				continue
			}
			// Of two neighbours that changed places either may be said to have moved.
			neighbour := c.Kind == redline.Moved && len(changed) == len(items) && slices.Contains(items, strings.TrimRight(c.Inserted[strings.Index(c.Inserted, " ")+1:], ".;\n"))
			if coloured++; coloured > 1 || !strings.Contains(c.Deleted+c.Inserted, touched) && !neighbour {
				t.Fatalf("round %d: %+v is coloured, not %q alone:\n%s", round, c, touched, mark(redline.Compare(old, new)))
			}
		}
	}
}

// A paragraph is never struck out and added whole when a third of its words survive, in their order.
func TestNoWholeParagraphsRedAndGreen(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for round := range 4000 {
		old := sentence(r, 4+r.IntN(40))
		new := make([]string, 0, len(old))
		kept := 0
		keep := 0.3 + 0.7*r.Float64()
		for i, w := range old {
			switch {
			case r.Float64() < keep:
				new = append(new, w)
				kept++
			case r.IntN(3) > 0:
				new = append(new, fmt.Sprintf("иное%c", 'а'+rune(i%32)))
			}
		}
		if float64(kept) < float64(max(len(old), len(new)))/3 || kept == len(old) && len(new) == len(old) {
			continue
		}
		before, after := "Первый пункт остаётся.\n", "Последний пункт остаётся.\n"
		a := before + strings.Join(old, " ") + ".\n" + after
		b := before + strings.Join(new, " ") + ".\n" + after
		survived := 0
		for _, op := range redline.Compare(a, b) {
			if op.Kind == redline.Equal {
				survived += len(strings.Fields(op.Text))
			}
		}
		if survived -= 6; survived < 1 {
			t.Fatalf("round %d: %d of %d words survive, and the paragraph is red and green:\n%s", round, kept, len(old), mark(redline.Compare(a, b)))
		}
	}
}

// A unit of several words that moves is one change, even when a word of it changes on the way.
func TestMovesAreFound(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for round := range 2000 {
		var lines []string
		for i := range 6 + r.IntN(100) {
			lines = append(lines, strings.Join(sentence(r, 6+r.IntN(12)), " ")+fmt.Sprintf(" согласно перечню %d.", i+100))
		}
		from, size := r.IntN(len(lines)-3), 1+r.IntN(2)
		moved := slices.Clone(lines[from : from+size])
		rest := slices.Delete(slices.Clone(lines), from, from+size)
		to := r.IntN(len(rest) + 1)
		if d := to - from; d > -size-1 && d < size+1 { // too near: the neighbours may as well have moved
			continue
		}
		word := round%2 == 0
		if word {
			moved[0] = strings.Replace(moved[0], "согласно", "вопреки", 1)
		}
		old, new := strings.Join(lines, "\n")+"\n", strings.Join(slices.Insert(rest, to, moved...), "\n")+"\n"
		checkLaws(t, old, new)
		changes := redline.Changes(redline.Compare(old, new))
		if len(changes) != 1 || changes[0].Kind != redline.Moved || changes[0].Inserted != strings.Join(moved, "\n")+"\n" {
			t.Fatalf("round %d: %d lines from %d to %d, got %+v", round, size, from, to, changes)
		}
	}
}

// Rejecting all changes one by one, in any order, gives the old text; each time the redline of what is left is made anew.
func TestRejectingOneByOne(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for round := range 1500 {
		old, new := edited(r)
		text := new
		first := len(redline.Changes(redline.Compare(old, new)))
		for steps := 0; text != old; steps++ {
			changes := redline.Changes(redline.Compare(old, text))
			if steps > 2*first+4 {
				t.Fatalf("round %d: no end after %d steps of %d changes:\n%s\n%+v", round, steps, first, mark(redline.Compare(old, text)), changes)
			}
			text = redline.Apply(text, redline.Undo(changes[r.IntN(len(changes))]))
		}
		// And any choice of them at once, then the others.
		changes := redline.Changes(redline.Compare(old, new))
		var chosen []redline.Change
		for _, c := range changes {
			if r.IntN(2) == 0 {
				chosen = append(chosen, c)
			}
		}
		half := redline.Apply(new, redline.Undo(chosen...))
		if len(chosen) == 0 && half != new {
			t.Fatalf("rejecting nothing gives %q, not %q", half, new)
		}
		if got := redline.Apply(half, redline.Undo(redline.Changes(redline.Compare(old, half))...)); got != old {
			t.Fatalf("round %d: got %q, want %q", round, got, old)
		}
	}
}

// Positions are in UTF-16 units of the two texts, and name the words.
func TestChangesNameTheirWords(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 1500 {
		old, new := edited(r)
		x, y := []rune(old), []rune(new) // no character of theirs is two units
		for i, c := range redline.Changes(redline.Compare(old, new)) {
			if c.N != i+1 || string(x[c.OldFrom:c.OldTo]) != c.Deleted || string(y[c.From:c.To]) != c.Inserted {
				t.Fatalf("%+v names %q and %q", c, string(x[c.OldFrom:c.OldTo]), string(y[c.From:c.To]))
			}
		}
	}
	got := redline.Changes(redline.Compare("😀 срок", "😀 новый срок"))
	if len(got) != 1 || got[0].From != 3 || got[0].To != 9 || got[0].Kind != redline.Inserted {
		t.Errorf("an emoji is two units: got %+v", got)
	}
}

// edited makes a text of numbered lines and a copy of it with words, numbers, lines and marks changed, moved and removed.
func edited(r *rand.Rand) (old, new string) {
	lines := make([]string, 1+r.IntN(9))
	for i := range lines {
		lines[i] = fmt.Sprintf("%d) %s;", i+1, strings.Join(sentence(r, 1+r.IntN(9)), " "))
	}
	changed := slices.Clone(lines)
	for range 1 + r.IntN(5) {
		if len(changed) == 0 {
			break
		}
		at := r.IntN(len(changed))
		words := strings.Fields(changed[at])
		switch r.IntN(6) {
		case 0:
			words[r.IntN(len(words))] = pick(r, objects)
			changed[at] = strings.Join(words, " ")
		case 1:
			changed[at] = strings.Join(slices.Insert(words, r.IntN(len(words)+1), sentence(r, 1+r.IntN(3))...), " ")
		case 2:
			changed = slices.Delete(changed, at, at+1)
		case 3:
			changed = slices.Insert(changed, at, fmt.Sprintf("%d-1) %s.", at, strings.Join(sentence(r, 4), " ")))
		case 4:
			line := changed[at]
			changed = slices.Delete(changed, at, at+1)
			changed = slices.Insert(changed, r.IntN(len(changed)+1), line)
		default:
			for i, line := range changed {
				changed[i] = fmt.Sprintf("%d)%s", i+1, line[strings.IndexByte(line, ')')+1:])
			}
		}
	}
	end := []string{"", "\n"}
	return strings.Join(lines, "\n") + end[r.IntN(2)], strings.Join(changed, "\n") + end[r.IntN(2)]
}

// Long runs of lines that are all alike have no rare words; they are still compared line by line.
func TestManyAlikeLines(t *testing.T) {
	old := strings.Repeat("наказываются лишением свободы на срок до семи лет с конфискацией имущества;\n", 300)
	new := strings.ReplaceAll(old, "семи", "восьми")
	changes := redline.Changes(redline.Compare(old, new))
	if len(changes) != 300 {
		t.Errorf("got %d changes, want 300", len(changes))
	}
	for _, c := range changes {
		if c.Kind != redline.Replaced || c.Deleted != "семи" || c.Inserted != "восьми" {
			t.Fatalf("got %+v", c)
		}
	}
}

// Every line of a real code with a word changed stays a line with a word changed.
func TestRealCodeIsNotRedAndGreen(t *testing.T) {
	const file = "../../../shared/laws/txt-ru/criminal_code.txt"
	content, err := os.ReadFile(file)
	if err != nil {
		t.Skipf("no %s: %v", file, err)
	}
	old := string(content)
	new := everyNth(old, 20)
	checkLaws(t, old, new)
	for _, c := range redline.Changes(redline.Compare(old, new)) {
		if len(strings.Fields(c.Deleted)) > 8 || c.Kind == redline.Moved {
			t.Errorf("more than the one word is struck out: %+v", c)
		}
	}
}

// The last line of a text without a break at its end moves up, or another moves to the end: the break that is left over goes
// with the unit and is no change of its own.
func TestLastLineMoves(t *testing.T) {
	one, other, last := "Приют открыт для всех пострадавших ежедневно.", "Учёт ведёт акимат района по месту приюта.", "Защита адвоката за счёт бюджета."
	for _, c := range [][2]string{
		{one + "\n" + other + "\n" + last, last + "\n" + one + "\n" + other},
		{last + "\n" + one + "\n" + other, one + "\n" + other + "\n" + last},
	} {
		checkLaws(t, c[0], c[1])
		changes := redline.Changes(redline.Compare(c[0], c[1]))
		if len(changes) != 1 || changes[0].Kind != redline.Moved {
			t.Errorf("%q → %q: got %+v, want one moved unit", c[0], c[1], changes)
		}
	}
}
