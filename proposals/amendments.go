package proposals

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"talqy/proposals/act"
	"talqy/proposals/instruction"
	"talqy/proposals/redline"
	"talqy/proposals/source"
)

// Refusals of an amending act.
const (
	CodeNoInstructions     = "no_instructions"     // the file orders no changes
	CodeNothingForAct      = "nothing_for_act"     // it amends other acts only; args: acts
	CodeEditionChanged     = "edition_changed"     // the act has another edition than the one that was looked at
	CodeAmendmentsAccepted = "amendments_accepted" // chosen instructions were carried out before; args: items
	CodeInstructionFails   = "instruction_fails"   // a chosen instruction cannot be carried out; args: item
	CodeNoneChosen         = "none_chosen"         // no instruction was chosen
)

// AmendingLaw says which law made an edition of an act, and by which of its instructions.
type AmendingLaw struct {
	Title string `json:"title"`
	// Digest tells the law by its instructions, however its file was written.
	Digest string `json:"digest"`
	// Instructions are the numbers of those carried out, as Amendments counts them.
	Instructions []int `json:"instructions"`
}

// Amendments is an amending act as it bears on one act of the library.
type Amendments struct {
	Lang  act.Lang
	Title string
	// Edition is the id of the edition that the instructions were tried on.
	Edition string
	// Instructions are those for this act, in the order of the law; behind them stand the sentences that were not read.
	Instructions []Amendment
	// Others are the other acts that the law amends, in its order.
	Others []OtherAct
	// Remarks are places of the law that a lawyer must look at.
	Remarks []instruction.Problem

	digest string
	read   []instruction.Instruction // for this act, each with its number in Amendment.N
}

// Amendment is one instruction and what it does to the act.
type Amendment struct {
	// N counts the instructions of the whole law from 1, and is 0 for a sentence that was not read. Item is the number the
	// law prints, «1.4».
	instruction.Result
	// Line is where the instruction stands in the text of the law, from 1.
	Line int
	// New is the new wording that the instruction brings, where it does.
	New string
	// Changes are the articles that it changes, each with its redline. Elsewhere is the redline of what it changes outside
	// articles: headings of chapters, a preamble.
	Changes   []ArticleChange
	Elsewhere []redline.Op
	// Accepted is the date of the edition that it was carried out for, or the day on which one without a date was added,
	// YYYY-MM-DD; empty when it was not.
	Accepted string
}

// OtherAct is another act that the law amends, by the name the law gives it.
type OtherAct struct {
	Name         string
	Instructions int
}

// ReadAmendments reads an amending act in plain text and tries its instructions for one act on the newest edition in the
// language of the law. It changes nothing. title is how the law is called; empty takes its first line. as is the name by
// which the law calls the act, where the titles do not tell; empty finds it by the title.
func (w *Workbench) ReadAmendments(ctx context.Context, id ActID, lang act.Lang, text, title, as string) (*Amendments, error) {
	a, err := w.Act(id)
	if err != nil {
		return nil, err
	}
	edition, ok := a.Expressions[lang]
	if !ok {
		return nil, Refuse(CodeLangMissing, "lang", lang)
	}
	expression, err := w.library.Expression(ctx, edition)
	if err != nil {
		return nil, err
	}
	all, problems := instruction.Parse(text, lang)
	if len(all) == 0 {
		return nil, Refuse(CodeNoInstructions)
	}
	out := &Amendments{Lang: lang, Title: lawTitle(text, title), Edition: edition, digest: digest(all)}
	names := forAct(all, languageOf(a.Title, lang), lang, as)
	out.pick(all, problems, names)
	if len(out.read) == 0 && len(out.Instructions) == 0 {
		others := make([]string, len(out.Others))
		for i, o := range out.Others {
			others[i] = o.Name
		}
		return nil, Refuse(CodeNothingForAct, "acts", strings.Join(others, "; "))
	}
	out.try(expression, a.Profile)
	for i := range out.Instructions {
		out.Instructions[i].Accepted = a.acceptedFor(lang, out.digest, out.Instructions[i].N)
	}
	return out, nil
}

// forAct says by which of its names the law means the act.
func forAct(all []instruction.Instruction, title string, lang act.Lang, as string) map[string]bool {
	names := map[string]bool{}
	for _, in := range all {
		switch {
		case as != "":
			names[in.Act] = in.Act == as
		case in.Act == "":
			names[""] = true // a fragment that names no act is for the act it was brought to
		default:
			names[in.Act] = instruction.SameAct(in.Act, title, lang)
		}
	}
	return names
}

// pick shares the instructions and the sentences that were not read among this act and the others.
func (t *Amendments) pick(all []instruction.Instruction, problems []instruction.Problem, names map[string]bool) {
	for i, in := range all {
		if !names[in.Act] {
			t.other(in.Act)
			continue
		}
		in.Act = ""
		t.read = append(t.read, in)
		t.Instructions = append(t.Instructions, Amendment{Result: instruction.Result{N: i + 1}, Line: in.Line, New: newWording(in)})
	}
	for _, p := range problems {
		if p.Code != instruction.ProblemNotUnderstood {
			t.Remarks = append(t.Remarks, p)
			continue
		}
		// What stands between the instructions for two acts may be for either: it is shown rather than hidden.
		before, after := neighbours(all, p.Line)
		if before != nil && names[before.Act] || after != nil && names[after.Act] {
			t.Instructions = append(t.Instructions, Amendment{Line: p.Line, Result: instruction.Result{Raw: p.Raw, Status: instruction.Failed,
				Reason: p.Code, Candidates: stopped(p.Text)}})
		}
	}
}

// stopped is where the reader stopped in a sentence.
func stopped(at string) []string {
	if at == "" {
		return nil
	}
	return []string{at}
}

func neighbours(all []instruction.Instruction, line int) (before, after *instruction.Instruction) {
	for i := range all {
		if all[i].Line > line {
			return before, &all[i]
		}
		before = &all[i]
	}
	return before, nil
}

func (t *Amendments) other(name string) {
	if i := slices.IndexFunc(t.Others, func(o OtherAct) bool { return o.Name == name }); i >= 0 {
		t.Others[i].Instructions++
		return
	}
	t.Others = append(t.Others, OtherAct{name, 1})
}

func newWording(in instruction.Instruction) string {
	for _, m := range in.Modifications {
		if m.Subject == instruction.Units && m.New != "" {
			return m.New
		}
	}
	return ""
}

// lawTitle is the title of the law: the one its file gives, or its first line.
func lawTitle(text, title string) string {
	if title = strings.TrimSpace(title); title == "" {
		for line := range strings.SplitSeq(text, "\n") {
			if title = strings.Join(strings.Fields(line), " "); title != "" {
				break
			}
		}
	}
	if utf8.RuneCountInString(title) > MaxTitle {
		title = string([]rune(title)[:MaxTitle])
	}
	return strings.Map(func(r rune) rune {
		if !plain(string(r)) {
			return -1
		}
		return r
	}, title)
}

// digest tells a law by the words of its instructions, whatever blanks, numbers of pages and headings its file has.
func digest(all []instruction.Instruction) string {
	h := sha256.New()
	for _, in := range all {
		h.Write([]byte(act.Fold(in.Raw) + "\n" + newWording(in) + "\n")) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil))
}

// acceptedFor finds the edition for which an instruction of a law was carried out: its date, or the day on which it was added.
func (a *Act) acceptedFor(lang act.Lang, law string, n int) string {
	for _, e := range a.Editions {
		if e.Lang == lang && e.Amending != nil && e.Amending.Digest == law && slices.Contains(e.Amending.Instructions, n) {
			if e.Date != "" {
				return e.Date
			}
			return e.AddedAt.Format(time.DateOnly)
		}
	}
	return ""
}

// AmendmentOrder says which instructions of a law to carry out.
type AmendmentOrder struct {
	Lang  act.Lang
	Text  string // the law in plain text
	Title string
	As    string // the name by which the law calls the act; empty finds it by the title
	// Edition is the id of the edition that the member looked at.
	Edition string
	// Date is the day from which the new edition holds, YYYY-MM-DD or empty.
	Date   string
	Chosen []int
	// Content is the file of the law, which is kept as the source of the edition.
	Content []byte
}

// AcceptAmendments carries the chosen instructions of a law out and adds the outcome as the newest edition of the act. All
// of them are carried out or none; numbers of excluded units stay (480-V art. 27(6)). The caller calls Rebase next.
func (w *Workbench) AcceptAmendments(ctx context.Context, by Member, id ActID, order AmendmentOrder) error {
	if !Can(by, ActAddAct, nil, nil) {
		return Refuse(CodeForbidden)
	}
	// Sent again, it would find its own edition in the way.
	if w.repeated(ctx, StreamOf("act", string(id)), by.ID) {
		return nil
	}
	read, err := w.ReadAmendments(ctx, id, order.Lang, order.Text, order.Title, order.As)
	if err != nil {
		return err
	}
	if order.Edition != read.Edition {
		return Refuse(CodeEditionChanged)
	}
	chosen, err := read.choose(order.Chosen)
	if err != nil {
		return err
	}
	a, err := w.Act(id)
	if err != nil {
		return err
	}
	expression, err := w.library.Expression(ctx, read.Edition)
	if err != nil {
		return err
	}
	amended, results := instruction.Apply(expression, a.Profile, chosen, instruction.KeepNumbers(instruction.CitationOf(order.Text, order.Lang)))
	for _, r := range results {
		if r.Status != instruction.Applied {
			return Refuse(CodeInstructionFails, "item", itemOf(r))
		}
	}
	amended.Date = order.Date
	law := &AmendingLaw{Title: read.Title, Digest: read.digest, Instructions: slices.Sorted(slices.Values(order.Chosen))}
	return w.addEdition(ctx, by, id, amended, order.Date, order.Content, law, func(a *Act) error {
		if a.Expressions[order.Lang] != read.Edition {
			return Refuse(CodeEditionChanged)
		}
		return nil
	})
}

// choose gives the chosen instructions in the order of the law.
func (t *Amendments) choose(numbers []int) ([]instruction.Instruction, error) {
	if len(numbers) == 0 {
		return nil, Refuse(CodeNoneChosen)
	}
	var chosen []instruction.Instruction
	var done []string
	for i, one := range t.Instructions[:len(t.read)] {
		if !slices.Contains(numbers, one.N) {
			continue
		}
		if one.Accepted != "" {
			done = append(done, itemOf(one.Result))
		}
		chosen = append(chosen, t.read[i])
	}
	if len(done) > 0 {
		return nil, Refuse(CodeAmendmentsAccepted, "items", strings.Join(done, ", "))
	}
	if len(chosen) != len(slices.Compact(slices.Sorted(slices.Values(numbers)))) {
		return nil, Refuse(CodeUnknownChoice, "field", "instructions")
	}
	return chosen, nil
}

// itemOf is how a reader of the law finds an instruction.
func itemOf(r instruction.Result) string {
	if r.Item != "" {
		return r.Item
	}
	raw := []rune(r.Raw)
	return string(raw[:min(len(raw), 60)])
}

// excerptOf gives an expression with only some articles of another; source reads them as they stand.
func excerptOf(e *act.Expression, articles []*act.Provision) *act.Expression {
	return &act.Expression{Title: e.Title, Lang: e.Lang, Provisions: articles}
}

// newArticles reads the articles that an instruction adds.
func newArticles(m instruction.Modification, lang act.Lang, profile act.Profile) []*act.Provision {
	return articles(source.ReadWording(m.New, lang, profile))
}
