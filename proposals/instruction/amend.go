package instruction

import (
	"slices"
	"strings"

	"talqy/proposals/act"
	"talqy/proposals/source"
)

// Consolidation is an act as amended, in plain text, with what became of each instruction of the amending act.
type Consolidation struct {
	Text         string   `json:"text"`
	Instructions []Result `json:"instructions"`
}

// Text is an act in plain text as Parse takes it: title, printed lines below it, then one structural unit a line. Of an
// excluded unit it has the number and the remark. An amending act that was read from a page or a document is given to Parse so.
func Text(e *act.Expression) string {
	var lines []string
	if e.Title != "" {
		lines = append(lines, e.Title)
	}
	lines = append(lines, e.Preface...)
	if body := printed(e.Provisions); body != "" {
		lines = append(lines, body)
	}
	return strings.Join(lines, "\n")
}

// Amend reads an amending act in plain text and carries it out on an act as read from a file, or on an excerpt of one.
// Numbers of excluded units stay, with a remark that names the amending act where its text gives its own date and number.
// Sentences that were not read are among the results, in the order of the text. A file that gives no title is called by its
// name; that name does not say which act it is and is not compared.
func Amend(doc *source.Document, amending string) (*act.Expression, Consolidation) {
	e := doc.Expression
	if doc.Report != nil && !namesItself(e.Title) && slices.ContainsFunc(doc.Report.Findings, func(f source.Finding) bool { return f.Code == source.FindingTitle }) {
		e = &act.Expression{Number: e.Number, Lang: e.Lang, Date: e.Date, Preface: e.Preface, Provisions: e.Provisions, Notes: e.Notes}
	}
	instructions, problems := Parse(amending, e.Lang)
	amended, results := Apply(e, doc.Profile, instructions, KeepNumbers(CitationOf(amending, e.Lang)))
	type numbered struct {
		line int
		Result
	}
	all := make([]numbered, 0, len(results)+len(problems))
	for i, r := range results {
		all = append(all, numbered{instructions[i].Line, r})
	}
	for _, p := range problems {
		if p.Code == ProblemNotUnderstood {
			all = append(all, numbered{p.Line, Result{Raw: p.Raw, Status: Failed, Reason: p.Code, Candidates: []string{p.Text}}})
		}
	}
	slices.SortStableFunc(all, func(a, b numbered) int { return a.line - b.line })
	c := Consolidation{Text: Text(amended), Instructions: make([]Result, len(all))}
	for i, r := range all {
		c.Instructions[i] = r.Result
		c.Instructions[i].N = i + 1
	}
	return amended, c
}

// namesItself reports whether a title that stood nowhere as such was read from the words of a code about itself
// («настоящего Уголовного кодекса Республики Казахстан»), not from the name of its file.
func namesItself(title string) bool {
	return strings.HasSuffix(title, "кодекс Республики Казахстан")
}

// eidUnits are the levels by their names in an eId.
var eidUnits = map[string]act.Level{"part": act.LevelPart, "title": act.LevelTitle, "subtitle": act.LevelSubtitle,
	"chp": act.LevelChapter, "sec": act.LevelSection, "art": act.LevelArticle, "para": act.LevelParagraph,
	"subpara": act.LevelSubparagraph, "point": act.LevelPoint, "indent": act.LevelIndent, "note": act.LevelNote,
	"annex": act.LevelAnnex}

// AddressOf reads an eId («art_128__para_2») as an address in acts of a profile; false for one that names a unit without an
// address. A note's ordinal in an eId is no number of the note.
func AddressOf(eid string, profile act.Profile) (Address, bool) {
	var a Address
	for part := range strings.SplitSeq(eid, "__") {
		name, num, _ := strings.Cut(part, "_")
		level, ok := eidUnits[name]
		if !ok {
			return nil, false
		}
		if level == act.LevelNote {
			num = ""
		}
		step, ok := stepTo(a, &act.Provision{Level: level, Num: num}, profile)
		if !ok {
			return nil, false
		}
		a = append(a, step)
	}
	return a, len(a) > 0
}

// Within completes the addresses of modifications that were derived from the wording of a unit alone, by the units that
// hold it. Articles need nothing above them.
func Within(holder Address, mods []Modification) []Modification {
	placed := slices.Clone(mods)
	for i := range placed {
		m := &placed[i]
		if len(holder) == 0 {
			continue
		}
		if len(m.Addresses) == 0 {
			m.Addresses = []Address{slices.Clone(holder)}
			continue
		}
		addresses := make([]Address, len(m.Addresses))
		for j, a := range m.Addresses {
			addresses[j] = a
			if len(a) == 0 || a[0].rank() > holder[len(holder)-1].rank() {
				addresses[j] = holder.with(a...)
			}
		}
		m.Addresses = addresses
	}
	return placed
}
