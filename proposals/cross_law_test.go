package proposals

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// The law of the house: the redline, the instruction, the row of the table and the consolidated text name one and the same
// change. It is tried on the articles of the demonstration act and of real acts, with edits of every kind that members make.

// lawActs are the acts whose articles are edited, in both languages and of both profiles.
var lawActs = []string{
	"../cmd/talqy/demo/act.ru.txt", "../cmd/talqy/demo/act.kk.txt",
	"../../shared/laws/parallel/Z2400000110_110-VIII_rus.txt", "../../shared/laws/parallel/Z2400000110_110-VIII_kaz.txt",
	"../../shared/laws/txt-ru/criminal_code.txt", "../../shared/laws/parallel/land_code_kz.txt",
}

// articlesPerAct and editsPerArticle bound the test; TALQY_LONG=1 takes ten times as many articles.
const (
	articlesPerAct  = 12
	editsPerArticle = 12
)

// lawAct reads an act of the list, or skips the test where it is a real one and absent.
func lawAct(t testing.TB, name string) *source.Document {
	t.Helper()
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && strings.Contains(name, "shared") {
		t.Skipf("%s is absent", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	document, err := source.Read(content, filepath.Base(name))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// someArticles gives articles of an act with words below their heading, spread over it.
func someArticles(e *act.Expression) []*act.Provision {
	var all []*act.Provision
	for _, a := range e.Articles() {
		if strings.Contains(a.Wording(), "\n") && !strings.Contains(a.EID, "__") {
			all = append(all, a)
		}
	}
	most := articlesPerAct
	if os.Getenv("TALQY_LONG") == "1" {
		most *= 10
	}
	step := max(1, len(all)/most)
	var out []*act.Provision
	for i := 0; i < len(all); i += step {
		out = append(out, all[i])
	}
	return out
}

// typist makes the edits of members, the same for the same seed.
type typist struct {
	*rand.Rand
	vocabulary []string
}

func newTypist(seed uint64, lang act.Lang) *typist {
	words := "новый срок документ двадцать заявление регистрация орган порядок и 15 2026"
	if lang == act.Kazakh {
		words = "жаңа мерзім құжат жиырма өтініш тіркеу орган тәртібі және 15 2026"
	}
	return &typist{rand.New(rand.NewPCG(seed, 7)), strings.Fields(words)}
}

func (t *typist) words(most int) string {
	out := make([]string, 1+t.IntN(most))
	for i := range out {
		out[i] = t.vocabulary[t.IntN(len(t.vocabulary))]
	}
	return strings.Join(out, " ")
}

// edit changes a wording once, in one of the ways that members do.
func (t *typist) edit(wording string) string {
	lines := strings.Split(wording, "\n")
	at := t.IntN(len(lines))
	words := strings.Fields(lines[at])
	switch kind := t.IntN(9); {
	case kind < 5 && len(words) < 4:
		return wording
	case kind == 0: // other words
		i := 2 + t.IntN(len(words)-3)
		words[i] = t.words(2)
	case kind == 1: // more words
		i := 2 + t.IntN(len(words)-2)
		words = slices.Insert(words, i, t.words(4))
	case kind == 2: // fewer words
		i := 2 + t.IntN(len(words)-2)
		words = slices.Delete(words, i, min(i+1+t.IntN(3), len(words)))
	case kind == 3: // another mark
		i := 2 + t.IntN(len(words)-2)
		words[i] = strings.TrimRight(words[i], ",;.") + ","
	case kind == 4: // most of the line
		words = append(words[:2], strings.Fields(t.words(9)+".")...)
	case kind == 5 && at > 0: // a line goes
		return strings.Join(slices.Delete(lines, at, at+1), "\n")
	case kind == 6 && at > 0: // a line without a number comes
		return strings.Join(slices.Insert(lines, at, strings.ToUpper(t.words(1)[:2])+t.words(6)+"."), "\n")
	case kind == 7 && len(lines) > 2: // a unit comes after its neighbour, with a number of its own
		label, rest, ok := strings.Cut(lines[at], ") ")
		if !ok || at == 0 || rest == "" || len(label) > 4 {
			return wording
		}
		return strings.Join(slices.Insert(lines, at+1, label+"-7) "+t.words(5)+";"), "\n")
	case kind == 8 && len(lines) > 3: // two lines change places
		other := 1 + t.IntN(len(lines)-1)
		at = max(at, 1)
		lines[at], lines[other] = lines[other], lines[at]
		return strings.Join(lines, "\n")
	default:
		return wording
	}
	lines[at] = strings.Join(words, " ")
	return strings.Join(lines, "\n")
}

// drafted is a proposal on one article, in the language of its act alone.
func drafted(id string, kind ChangeKind, e *act.Expression, profile act.Profile, target, current, proposed string) *derived {
	p := &Proposal{ID: ProposalID(id), Kind: kind, Target: target, Status: Discussion, Shared: true,
		Texts: map[Part]map[act.Lang]Text{Wording: {e.Lang: {Current: current, Proposed: proposed}}, Justification: {e.Lang: {}}}}
	return (&Workbench{}).makeDerived(p, inputs{profile: profile}, map[act.Lang]*act.Expression{e.Lang: e})
}

// disagreement says what of the papers of one edit does not name the same change as the others; empty when all agree.
func disagreement(d *derived, lang act.Lang) string {
	l := d.langs[lang]
	var old, new strings.Builder
	for _, op := range l.ops {
		if op.Kind != redline.Insert {
			old.WriteString(op.Text)
		}
		if op.Kind != redline.Delete {
			new.WriteString(op.Text)
		}
	}
	if old.String() != l.current || new.String() != l.proposed {
		return "the redline leads elsewhere"
	}
	if redline.Apply(l.proposed, redline.Undo(l.changes...)) != l.current {
		return "undoing every change does not give the law"
	}
	if l.notExpressible != nil {
		return ""
	}
	if row := (&Workbench{group: newGroup()}).row(d.proposal, lang, l.ops); !slices.Equal(row.Ops, l.ops) {
		return "the row has another redline"
	}
	got, want := standingText(l.consolidated), standingText(instruction.Lines(source.ReadWording(l.proposed, lang, d.profile)))
	if got != want {
		return "the instruction leads elsewhere: " + marked(redline.Compare(want, got))
	}
	return l.apart(d, lang)
}

// marked shows what differs, and how long the rest is.
func marked(ops []redline.Op) string {
	var b strings.Builder
	for _, op := range ops {
		if op.Kind == redline.Equal {
			fmt.Fprintf(&b, "…%d…", len(op.Text))
		} else {
			fmt.Fprintf(&b, "[%s %s]", op.Kind, op.Text)
		}
	}
	return b.String()
}

// apart compares the places: every order meets a change of the redline, and what a change adds is said by an order.
func (l *derivedLang) apart(d *derived, lang act.Lang) string {
	orders, problems := instruction.Parse(l.instruction, lang)
	if len(problems) > 0 {
		return "the instruction is not understood"
	}
	changed := edits(l.ops)
	var said strings.Builder
	for _, in := range orders {
		for _, m := range in.Modifications {
			said.WriteString(m.New + "\n")
			for _, q := range m.Quotes {
				said.WriteString(q.New + "\n")
			}
			for _, p := range m.Places {
				said.WriteString(p.Num + "\n")
			}
			// Words that are quoted only to find the place stand beside what is added; all others lie in a change.
			for _, q := range m.Quotes {
				if !slices.ContainsFunc(changed, func(e edit) bool { return l.quoted(q.Old, e) }) {
					return fmt.Sprintf("the quoted words «%s» are changed nowhere", q.Old)
				}
			}
			if m.Kind == instruction.Renumbering {
				return ""
			}
		}
	}
	for _, c := range l.changes {
		if c.Kind == redline.Moved { // the redline shows one of two neighbours as moved, the instruction may move the other
			continue
		}
		// Where a run begins and ends is free («либо штраф,» or «штраф, либо»); which words it has is not.
		for _, word := range strings.Fields(c.Inserted) {
			if isBareNumber(c.Inserted) { // the number of a unit that the law has excluded goes with the lines around it
				continue
			}
			if !strings.Contains(said.String(), word) {
				return fmt.Sprintf("no order says %q", word)
			}
		}
	}
	return ""
}

func isBareNumber(s string) bool {
	return strings.Trim(s, "0123456789-.) \n") == "" && strings.Contains(s, "\n")
}

// quoted says whether words of the law stand at a change, with no more than a blank between.
func (l *derivedLang) quoted(words string, e edit) bool {
	for at := 0; ; {
		i := strings.Index(l.current[at:], words)
		if i < 0 {
			return false
		}
		at += i
		if at <= e.to+1 && e.from <= at+len(words)+1 {
			return true
		}
		at += max(1, len(words))
		if at > len(l.current) {
			return false
		}
	}
}

func TestPapersOfOneEditAgree(t *testing.T) {
	for _, name := range lawActs {
		t.Run(filepath.Base(name), func(t *testing.T) {
			document := lawAct(t, name)
			e := document.Expression
			tried, unexpressible := 0, 0
			for i, a := range someArticles(e) {
				for n := range editsPerArticle {
					typist := newTypist(uint64(i*1000+n), e.Lang)
					wording := a.Wording()
					for range 1 + n%3 {
						wording = typist.edit(wording)
					}
					d := drafted("p", Amend, e, document.Profile, a.EID, a.Wording(), wording)
					tried++
					if d.langs[e.Lang].notExpressible != nil {
						unexpressible++
					}
					if wrong := disagreement(d, e.Lang); wrong != "" {
						t.Errorf("%s, edit %d: %s\n%s\nthe edit: %s", a.EID, n, wrong, d.langs[e.Lang].instruction, marked(d.langs[e.Lang].ops))
					}
				}
				d := drafted("p", Repeal, e, document.Profile, a.EID, a.Wording(), "")
				if wrong := disagreement(d, e.Lang); wrong != "" || d.langs[e.Lang].instruction == "" {
					t.Errorf("%s repealed: %s %s", a.EID, wrong, d.langs[e.Lang].instruction)
				}
			}
			t.Logf("%d edits, %d not expressible", tried, unexpressible)
			if tried == 0 || unexpressible*20 > tried {
				t.Errorf("%d of %d edits are not expressible", unexpressible, tried)
			}
		})
	}
}
